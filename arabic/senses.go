package arabic

import "strings"

// Sense is a set of meanings that a word may have for the checks: what it does
// to a statement, not what it names.
type Sense uint32

const (
	Negates        Sense = 1 << iota // a particle that makes a statement its opposite: لم, لا, دون
	Achieves                         // a verb of success: ينجح
	NegativeInside                   // a word that holds a negative: رفض, غياب
	Hedges                           // a word that limits a statement: فقط, قبل
	TellsOfTexts                     // a word about texts and those who write them: ترجمة
	NamesTime                        // a word of dates and times, see timeWords
	MayOrder                         // may open an order to a machine, see Order
	TakesSides                       // a loaded word: شهداء, إرهابي

	Reports  // may tell what somebody said: قال, توقع, بيان
	Says     // does so for sure: قال, وفقا
	SpeaksNo // نفى, إنكار
	Refuses  // رفض, منع
	Claims   // زعم, مزاعم
	Condemns // دان
	Belies   // كذب
	Accuses  // اتهم
	Doubts   // شكك
	Cites    // names who says so with the noun behind it: وفق
	Praises  // أشاد
	Suspects // calls a thing unproven or likely: مزعوم, يرجح
	Guesses  // calls it possible: ربما
	Leans    // may do so, which the words behind it tell: قد, نسب
	Sources  // one who speaks without a name: مصدر, مسؤول
	Titles   // a name follows: صحيفة, باسم
	Clauses  // stands in a clause, in no name: لن, إنه

	Rises // ارتفع, زيادة
	Falls // انخفض, خفض
)

// senses lists the words of each sense as Key folds them, without the clitics
// that Lex takes off: و and ف, then ب, ل, ك or the س of the future, then the
// article. A word with two senses stands in two lists.
var senses = []struct {
	sense Sense
	words string
}{
	{Negates, negations},
	{Achieves, achievements},
	{NegativeInside, negativeWords},
	{Hedges, hedges},
	{TellsOfTexts, textWords},
	{Reports, reports}, {Says, says}, {SpeaksNo, denials}, {Refuses, refusals}, {Claims, claims}, {Condemns, condemnations}, {Praises, praises},
	{Belies, belyings}, {Accuses, accusations}, {Doubts, doubts}, {Cites, citations},
	{Suspects, suspicions}, {Guesses, guesses}, {Leans, leanings}, {Sources, sources}, {Titles, titles}, {Clauses, clauses},
	{MayOrder, ordersLeave + " " + ordersShow + " " + ordersWrite + " " + ordersChange + " " + ordersOpen},
	{TakesSides, loadedWords},
	{Rises, rising}, {Falls, falling},
}

// addSenses joins the senses to the words that m has.
func addSenses(m map[string]entry) {
	for _, list := range senses {
		for w := range strings.FieldsSeq(list.words) {
			e := m[w]
			e.sense |= list.sense
			m[w] = e
		}
	}
}
