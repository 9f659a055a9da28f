package arabic

import (
	"strings"
	"sync"
)

// The words by which a text speaks to the machine that reads it, as Key folds
// them and without clitics. After published collections of injected prompts,
// which say few things in many words: leave your rules, show them, write this
// alone, change that.
const (
	ordersLeave  = `تجاهل تجاهلي تجاهلوا اهمل اهملي انس انسي تخط تخطي`
	ordersShow   = `اطبع اطبعي اعرض اعرضي اكشف اكشفي اظهر اظهري اخرج انسخ اكتب اكتبي`
	ordersWrite  = `اكتب اكتبي اكتبوا اطبع ترجم`
	ordersChange = `استبدل استبدلي بدل غير احذف احذفي اضف اضيفي ادرج اجعل اجعلي كرر`
	ordersOpen   = `تترجم عليك انت بصفتك ملاحظه تنبيه رساله ترجمه`
)

// orderWords are the names that orderPhrases has for lists of words.
var orderWords = map[string]string{
	"LEAVE": ordersLeave, "SHOW": ordersShow, "WRITE": ordersWrite, "CHANGE": ordersChange,
	"TOLD":    `تعليمات تعليماتك تعليماته تعليماتي اوامر اوامرك توجيهات توجيهاتك ارشادات ارشاداتك قواعدك قيودك برومبت`,
	"EARLIER": `سابقه سابق اعلاه مسبقه`,
	"ALL":     `كل جميع كافه`,
	"OUTPUT":  `ترجمه ترجمتك ترجمته ترجمتها ملخص ملخصك مخرجاتك اجابتك ردك`,
	"MACHINE": `مساعد مساعدا نموذج نموذجا روبوت روبوتا مترجم مترجما ذكاء`,
}

// orderPhrases lists one phrase a line: words or lists of words in a row, | for
// or. ~ stands for up to four words between, … for up to twelve; ^ is the
// start of a clause: elsewhere the Arabic imperative is as often the past tense
// of a story.
const orderPhrases = `
LEAVE ~ TOLD ~ EARLIER
^LEAVE ALL TOLD
^LEAVE ALL ~ سبق|قيل
^SHOW ~ TOLD
WRITE فقط|حصرا
^CHANGE … OUTPUT
OUTPUT استبدل|احذف|اضف
^كرر كلمه|عباره|جمله … مره|مرات
عليك ~ OUTPUT
تترجم هذا|هذه|نص|فقره|مقال
انت الان ~ MACHINE
بصفتك MACHINE
ملاحظه|تنبيه|رساله للنظام|للنموذج|للمساعد|للمترجم :
ignore|disregard|forget|override ~ instruction|instructions|prompt|prompts|rules|guidelines
^system|assistant :
system prompt|instructions
you are now
do not|now translate|reveal|obey
instead of translating
respond|reply|answer|output|write|print only|with
skip|bypass verification|checks|review
`

// step is one place of a phrase.
type step struct {
	words []string
	gap   int  // how many words may stand before it
	opens bool // it stands where a clause starts
}

var orders = sync.OnceValue(func() [][]step {
	var out [][]step
	for line := range strings.Lines(orderPhrases) {
		var phrase []step
		gap := 0
		for field := range strings.FieldsSeq(line) {
			switch field {
			case "~":
				gap = 4
				continue
			case "…":
				gap = 12
				continue
			}
			name, opens := strings.CutPrefix(field, "^")
			s := step{gap: gap, opens: opens}
			for w := range strings.SplitSeq(name, "|") {
				if list, ok := orderWords[w]; ok {
					s.words = append(s.words, strings.Fields(list)...)
				} else {
					s.words = append(s.words, w)
				}
			}
			phrase, gap = append(phrase, s), 0
		}
		if phrase != nil {
			out = append(out, phrase)
		}
	}
	return out
})

// Order returns the bytes of the first phrase of a text that reads like an
// order to the machine that translates it, in Arabic or English; end is 0
// where there is none. News that quotes such an order has it too.
func Order(lexemes []Lexeme) (start, end int) {
	for i := range lexemes {
		l := &lexemes[i]
		if l.Kind != Latin && !l.Is(MayOrder) {
			continue
		}
		for _, phrase := range orders() {
			if latin := phrase[0].words[0][0] < 0x80; latin != (l.Kind == Latin) {
				continue
			}
			if last := match(phrase, lexemes, i); last >= 0 {
				return l.Start, lexemes[last].End
			}
		}
	}
	return 0, 0
}

// match returns the index of the last lexeme of a phrase that starts at i, or
// -1. A phrase does not go beyond the end of its sentence.
func match(phrase []step, lexemes []Lexeme, i int) int {
	if phrase[0].opens && i > 0 && lexemes[i-1].Kind != Mark && !joined(lexemes[i].Key) {
		return -1
	}
	for k, s := range phrase {
		for left := s.gap; !s.fits(lexemes[i]); i++ {
			l := lexemes[i]
			if k == 0 || i+1 == len(lexemes) || l.Kind == Mark && strings.Contains(".!?؟؛", l.Key) {
				return -1
			}
			if l.Kind == Mark {
				continue
			}
			if left--; left < 0 {
				return -1
			}
		}
		if i++; i == len(lexemes) && k+1 < len(phrase) {
			return -1
		}
	}
	return i - 1
}

// joined reports whether a word opens with a conjunction.
func joined(key string) bool {
	return strings.HasPrefix(key, "و") || strings.HasPrefix(key, "ف")
}

// fits reports whether a word is one of the step's, clitics and the article
// left aside.
func (s step) fits(l Lexeme) bool {
	for _, w := range s.words {
		switch {
		case l.Kind == Latin && strings.EqualFold(l.Key, w):
			return true
		case l.Kind != Latin && strings.HasSuffix(l.Key, w) && proclitics[l.Key[:len(l.Key)-len(w)]]:
			return true
		}
	}
	return false
}

var proclitics = func() map[string]bool {
	m := make(map[string]bool)
	for _, and := range []string{"", "و", "ف"} {
		for _, clitic := range []string{"", "ب", "ل", "ك", "ال", "بال", "لل", "كال"} {
			m[and+clitic] = true
		}
	}
	return m
}()
