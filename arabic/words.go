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
)

func seatRune(r rune, seat Seat) rune {
	switch {
	case r == 'ؤ' && seat == Bare:
		return 'و'
	case r == 'ئ' && seat == Bare:
		return 'ي'
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
// words to vouch for it: only then, or in long words, are ى and ي, ة and ه one
// letter at the end. In words of up to four letters two different written
// hamzas part the words (إب and أب); a bare alef is any of them.
func SameWord(term, text []rune, lenient bool) bool {
	if len(term) != len(text) || len(term) == 0 {
		return false
	}
	carried, bare := true, true
	for i, r := range term {
		s := text[i]
		carried = carried && seatRune(r, Carried) == seatRune(s, Carried)
		bare = bare && seatRune(r, Bare) == seatRune(s, Bare)
		if len(term) <= 4 && r != s && hasAlefMark(r) && hasAlefMark(s) {
			return false
		}
	}
	if !carried && !bare {
		return false
	}
	last, other := term[len(term)-1], text[len(text)-1]
	if last == other || keyRune(last) != keyRune(other) || lenient {
		return true
	}
	stem := term
	if HasArticle(term) {
		stem = term[2:]
	}
	return len(stem) >= 4 && !strictFinal[WordKey(stem, Bare)]
}

func hasAlefMark(r rune) bool { return r == 'أ' || r == 'إ' || r == 'آ' }

// strictFinal are longer words whose last letter keeps them apart from common
// words, as keys; words of three letters are strict anyway.
var strictFinal = keys(`يحيى حماة سوسة موسى عيسى مرسى رضى`)

// HasArticle reports whether the letters begin with the article: a bare alef
// and lam that are not part of the word itself.
func HasArticle(letters []rune) bool {
	if len(letters) < 4 || letters[0] != 'ا' || letters[1] != 'ل' {
		return false
	}
	key := WordKey(letters, Bare)
	return key != "الله" && !lexicalAl[key]
}

// lexicalAl are words that begin with alef and lam and have no article. Those
// written with أ or إ are safe anyway; these are met without hamza.
var lexicalAl = keys(`
المانيا المانية الماني الالمان البانيا الباني البانية الهام الياس اليزابيث الكسندر الكسندرا الكسي
الفريد البرت الاسكا اليوت البيرتو البيرتا الفونسو اليكس اليكسي اليكسندر الينا اليسا الياسين
الدوس الغا الهان الطاف الكترون الكتروني الكترونية الكترونيا الزايمر الماس الما الف الم التون الفا الاباما
الجيريا الميرا الون الدار الزبيتا الان اليهو البوكيرك الفيس الجاي الغور السا السي البا اليعازر التر`)

func keys(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[WordKey([]rune(w), Bare)] = true
	}
	return m
}
