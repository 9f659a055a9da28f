package arabic

import "strings"

// Sense is a set of meanings that a word may have for the checks: what it does
// to a statement, not what it names.
type Sense uint32

const (
	Negates Sense = 1 << iota // makes a statement its opposite: لم, لن, ليس
)

// senses lists the words of each sense as Key folds them, without the clitics
// that Lex takes off: و and ف, then ب, ل, ك or the س of the future, then the
// article. A word with two senses stands in two lists.
var senses = []struct {
	sense Sense
	words string
}{
	{Negates, negations},
}

const negations = `لم لن ليس ليست ليسوا لست لسنا`

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
