package arabic

import (
	"slices"
	"strings"
)

// Seat chooses how hamza on a seat is folded in a word key. Two spellings of
// one word are equal under one of the two: Carried joins مسؤول and مسئول,
// Bare joins فؤاد and فواد; neither does both.
type Seat int

const (
	Carried Seat = iota // ؤ and ئ as ء
	Bare                // ؤ as و, ئ as ي
	Either              // ؤ, ئ and all they may be (ء, و, ي) as one: joins both, and other words too
)

func seatRune(r rune, seat Seat) rune {
	if r >= 'ء' && r <= 'ي' { // nearly always
		return seated[seat][r-'ء']
	}
	return seat.of(r)
}

// seated holds what seatRune gives for the letters of Arabic.
var seated = func() (table [Either + 1]['ي' - 'ء' + 1]rune) {
	for seat := range table {
		for i := range table[seat] {
			table[seat][i] = Seat(seat).of('ء' + rune(i))
		}
	}
	return table
}()

func (seat Seat) of(r rune) rune {
	switch {
	case r == 'ؤ' && seat == Bare:
		return 'و'
	case r == 'ئ' && seat == Bare:
		return 'ي'
	case seat == Either && (r == 'ؤ' || r == 'ئ' || r == 'ء' || r == 'ي' || r == 'ى'):
		return 'و'
	case r == 'ؤ', r == 'ئ':
		return 'ء'
	}
	return keyRune(foldLetter(r))
}

// WordKey is the comparison key of one word given as its letters. Equal keys
// under either seat are necessary for SameWord, not sufficient.
func WordKey(letters []rune, seat Seat) string {
	var b strings.Builder
	for _, r := range letters {
		b.WriteRune(seatRune(r, seat))
	}
	return b.String()
}

// AppendKey appends the key of a word to dst, for look-ups without allocation.
func AppendKey(dst []byte, letters []rune, seat Seat) []byte {
	for _, r := range letters {
		dst = appendRune(dst, seatRune(r, seat))
	}
	return dst
}

func appendRune(dst []byte, r rune) []byte {
	if r >= 0x80 && r < 0x800 {
		return append(dst, 0xc0|byte(r>>6), 0x80|byte(r&0x3f))
	}
	return append(dst, string(r)...)
}

// Seated reports whether a word has a hamza on a seat, so that its two keys
// differ.
func Seated(letters []rune) bool {
	return slices.ContainsFunc(letters, func(r rune) bool { return r == 'ؤ' || r == 'ئ' })
}

// SameWord reports whether a word of a text is a spelling of a term's word,
// both given as letters (Rune.Letter). lenient says that the term has other
// words to vouch for it: then ى and ي, ة and ه are one letter at the end, and
// hamzas written differently on alef are one hamza. A word that stands alone
// must agree in more, see sameFinal and sameAlefs.
func SameWord(term, text []rune, lenient bool) bool {
	if len(term) != len(text) || len(term) == 0 {
		return false
	}
	carried, bare := true, true
	for i, r := range term {
		carried = carried && seatRune(r, Carried) == seatRune(text[i], Carried)
		bare = bare && seatRune(r, Bare) == seatRune(text[i], Bare)
	}
	return (carried || bare) && (lenient || sameAlefs(term, text) && sameFinal(term, text))
}

// stem is a word without its article.
func stem(word []rune) []rune {
	if HasArticle(word) {
		return word[2:]
	}
	return word
}

// sameAlefs reports whether the alefs of two words with one key may be the
// same. Writers leave the hamza out, so a bare alef is any of them at the
// start of a word; but short words are told apart by it (إب and أب, فاس and
// فأس, آلان and الآن), and so are the plurals that أ makes of the verbal nouns
// in إ (أعمال and إعمال). In other long words it is a slip (أيران).
func sameAlefs(term, text []rune) bool {
	word := stem(term)
	if len(word) > 4 && !hamzaMinded[WordKey(word, Bare)] {
		return true
	}
	initial := len(term) - len(word)
	onlyTerm, onlyText := false, false
	for i, r := range term {
		s := text[i]
		if r == s {
			continue
		}
		switch {
		case hasAlefMark(r) && hasAlefMark(s):
			return false
		case hasAlefMark(r):
			onlyTerm = true
		case hasAlefMark(s) && i > initial:
			return false // a writer who sets this hamza means it
		case hasAlefMark(s):
			onlyText = true
		}
	}
	return !onlyTerm || !onlyText
}

// sameFinal reports whether the last letters of two words with one key may be
// the same. ى for ي and ه for ة are slips, or the habit of Egypt, where the
// other spelling is no word of its own.
func sameFinal(term, text []rune) bool {
	last, other := term[len(term)-1], text[len(text)-1]
	if last == other || keyRune(last) != keyRune(other) {
		return true
	}
	if keyRune(last) == 'ه' && HasArticle(text) {
		return true // no pronoun follows the article: الرقه is الرقة
	}
	word := stem(term)
	return len(word) >= 4 && !strictFinal[WordKey(word, Bare)]
}

func hasAlefMark(r rune) bool { return r == 'أ' || r == 'إ' || r == 'آ' }

// hamzaMinded are the longer words that another hamza makes other words.
var hamzaMinded = keys(`
أعلام أعمال أخبار أنباء أحكام أبعاد أقدام أسرار أشعار أعداد أنفاق أعراب أحياء أفراد أشغال`)

// strictFinal are the longer words whose last letter keeps them apart from
// other words, as keys; words of three letters are strict anyway.
var strictFinal = keys(`
يحيى حماة مرسى أسرى مرضى سلمى ليلى لبنى بشرى يسرى يمنى معنى مجرى مبنى كسرى عاليه نجاة حياة
بلدة عملة دورة شعبة طلبة أسرة حملة وجهة منزلة فكرة ابنة قتلة والدة شقيقة صديقة جودة ضربة`)

// HasArticle reports whether the letters begin with the article: a bare alef
// and lam that are not part of the word itself.
func HasArticle(letters []rune) bool {
	return len(letters) >= 4 && letters[0] == 'ا' && letters[1] == 'ل' && !isIn(lexicalAl, letters)
}

// lexicalAl are words that begin with alef and lam and have no article. Those
// written with أ or إ are safe anyway; these are met without hamza.
var lexicalAl = keys(`
المانيا المانية الماني الالمان البانيا الباني البانية الهام الياس الطاف الماس الف الم الان الون
اليزابيث الكسندر الكسندرا الكسي اليكس اليكسي اليكسندر اليخاندرو الفريد الفونسو الفارو الفاريز البرت البيرتو البيرتا
اليوت اليسا اليسون الينا الكاراز الليندي اليعازر اليهو البوكيرك الزايمر الكترون الكتروني الكترونية الكترونيا
التون الفا البا الاسكا الاباما الينوي الجيريا الميرا الميريا البورغ البيون الكمار`)

// isIn reports whether a word is in a list that keys made.
func isIn(list map[string]bool, word []rune) bool {
	var buf [64]byte
	return list[string(AppendKey(buf[:0], word, Bare))]
}

func keys(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[WordKey([]rune(w), Bare)] = true
	}
	return m
}
