package arabic

import "strings"

// Concept is a thing that numbers count, named in English: "soldier". Words
// for one concept in two languages count the same things. Those of a class
// stand behind its name and a colon: "money:dollar", "length:mile", and, for
// what happened to those who are counted, "event:killed".
type Concept string

// The concepts that rules name.
const (
	Percent      Concept = "share:percent"
	PercentPoint Concept = "share:percentage point"
	Dollar       Concept = "money:dollar"
	Euro         Concept = "money:euro"
	Pound        Concept = "money:pound"
	Yen          Concept = "money:yen"
	Year         Concept = "time:year"
	CalendarYear Concept = "date:year" // not years counted: 2019
)

// Class is what stands before the colon of a concept, or empty.
func (c Concept) Class() string {
	class, _, ok := strings.Cut(string(c), ":")
	if !ok {
		return ""
	}
	return class
}

// Name is the concept in plain English.
func (c Concept) Name() string { return strings.TrimPrefix(string(c), c.Class()+":") }

// Money reports whether c is a currency.
func (c Concept) Money() bool { return strings.HasPrefix(string(c), "money:") }

// Event reports whether c is what happened to those who are counted.
func (c Concept) Event() bool { return strings.HasPrefix(string(c), "event:") }

// Unit reports whether c is a currency or a measure, of time too.
func (c Concept) Unit() bool {
	switch c.Class() {
	case "", "event", "date", "term":
		return false
	}
	return true
}

// Term is the concept of a mention of a term of the house. It is no unit.
func Term(id string) Concept { return Concept("term:" + id) }

// Named reports whether c is a term of the house.
func (c Concept) Named() bool { return strings.HasPrefix(string(c), "term:") }

// concepts lists the nouns of each concept, one concept a line, as Key folds
// them and without clitics. Each word brings its accusative and its dual; one
// in ه its plural in ات too, one with + behind it the plural in ات, one with *
// the sound masculine plural; one with ! stands for itself alone. Broken
// plurals are words of their own.
var concepts = conceptsOfMoney + conceptsOfMeasure + conceptsOfEvents + conceptsOfPeople + conceptsOfThings

// addConcepts joins the concepts to the words that m has. The first concept
// of a word stays.
func addConcepts(m map[string]entry) {
	add := func(w string, c Concept) {
		e := m[w]
		if e.concept == "" {
			e.concept = c
			m[w] = e
		}
	}
	for line := range strings.Lines(concepts) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		for w := range strings.FieldsSeq(words) {
			for _, form := range formsOf(w) {
				add(form, Concept(name))
			}
		}
	}
}

// formsOf writes out a word of the lists with the endings that its sign
// calls for.
func formsOf(w string) []string {
	if word, ok := strings.CutSuffix(w, "!"); ok {
		return []string{word}
	}
	if stem, ok := strings.CutSuffix(w, "ه"); ok {
		return []string{w, stem + "تان", stem + "تين", stem + "تا", stem + "تي", stem + "ات"}
	}
	stem := strings.TrimRight(w, "*+")
	forms := []string{stem, stem + "ا", stem + "ان", stem + "ين"}
	switch w[len(w)-1] {
	case '*':
		forms = append(forms, stem+"ون", stem+"و", stem+"ي")
	case '+':
		forms = append(forms, stem+"ات")
	}
	return forms
}
