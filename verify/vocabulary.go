package verify

import (
	"strings"
	"sync"

	"naql/arabic"
)

// enSense is a set of meanings that an English word may have for the checks.
type enSense uint32

const (
	enNegates enSense = 1 << iota // not, never, without
)

// enSenses lists the words of each sense in lower case, every form written
// out. A word with two senses stands in two lists.
var enSenses = []struct {
	sense enSense
	words string
}{
	{enNegates, enNegations},
}

const enNegations = `not never`

// enConcepts lists the English words for each concept of package arabic.
var enConcepts = map[arabic.Concept]string{
	"soldier": "soldier soldiers",
}

type enWord struct {
	sense   enSense
	concept arabic.Concept
}

// enVocabulary is every word that a check asks about, so that each word of a
// text is looked up once.
var enVocabulary = sync.OnceValue(func() map[string]enWord {
	m := make(map[string]enWord)
	for _, list := range enSenses {
		for w := range strings.FieldsSeq(list.words) {
			e := m[w]
			e.sense |= list.sense
			m[w] = e
		}
	}
	for c, words := range enConcepts {
		for w := range strings.FieldsSeq(words) {
			e := m[w]
			e.concept = c
			m[w] = e
		}
	}
	return m
})
