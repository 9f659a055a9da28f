package arabic

import "strings"

// Concept is a thing that numbers count, named by an English word: "soldier".
// Words for one concept in two languages count the same things.
type Concept string

// concepts lists the nouns of each concept as Key folds them, without clitics:
// singular, dual, broken plural, whatever a number may stand before.
var concepts = map[Concept]string{
	"soldier": "جندي جنديا جنود جنديان جنديين",
}

// addConcepts joins the concepts to the words that m has.
func addConcepts(m map[string]entry) {
	for c, words := range concepts {
		for w := range strings.FieldsSeq(words) {
			e := m[w]
			e.concept = c
			m[w] = e
		}
	}
}
