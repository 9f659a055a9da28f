package verify

import (
	"strings"
	"sync"

	"naql/arabic"
)

// enSense is a set of meanings that an English word may have for the checks.
type enSense uint32

const (
	enNegates  enSense = 1 << iota // not, never, without
	enNegative                     // holds a negative: failed, absence
	enHedges                       // limits a statement: only, before
	enTurns                        // refuses behind some verbs: turned down
	enTalk                         // may be a machine's own: translation, sorry
	enLoaded                       // takes sides: martyr
	enOrders                       // what a machine is told: instructions
	enAmerican                     // is spelled so in America alone: center
	enBritish                      // and so in Britain: centre

	enReports // arabic.Reports, and so on
	enSays
	enDenies
	enRefuses
	enClaims
	enConfirms
	enOwns // acknowledged, revealed: takes for true what it tells
	enCondemns
	enPraises
	enDoubts // accuses or doubts
	enGuesses
	enSources

	enRises // arabic.Rises, and so on
	enFalls
)

// enSenses lists the words of each sense in lower case, every form written
// out. A word with two senses stands in two lists.
var enSenses = []struct {
	sense enSense
	words string
}{
	{enNegates, enNegations},
	{enNegative, enNegativeWords},
	{enHedges, enHedgeWords},
	{enTurns, enTurnWords},
	{enTalk, enTalkWords},
	{enLoaded, enLoadedWords}, {enOrders, enOrderWords}, {enAmerican, enAmericanWords}, {enBritish, enBritishWords},
	{enReports, enReporting}, {enSays, enSaying}, {enDenies, enDenying}, {enRefuses, enRefusing}, {enClaims, enClaiming},
	{enConfirms, enConfirming}, {enOwns, enOwning}, {enDoubts, enDoubting}, {enCondemns, enCondemning}, {enPraises, enPraising}, {enGuesses, enGuessing}, {enSources, enSourcing},
	{enRises, enRising}, {enFalls, enFalling},
}

// enWord is what the checks know of an English word.
type enWord struct {
	sense   enSense
	concept arabic.Concept
	number  *numberWord // nil where it has no part in numbers
	time    *timeWord   // nil where it has none in dates and times
	trait   *traitWord  // nil where it names no quality of contraries
}

// enVocabulary is every word that a check asks about, so that each word of a
// text is looked up once.
var enVocabulary = sync.OnceValue(func() map[string]*enWord {
	m := make(map[string]enWord)
	for _, list := range enSenses {
		for w := range strings.FieldsSeq(list.words) {
			e := m[w]
			e.sense |= list.sense
			m[w] = e
		}
	}
	addConcepts(m)
	addNumberWords(m)
	addTimeWords(m)
	addTraits(m)
	all := make(map[string]*enWord, len(m))
	for w, e := range m {
		all[w] = &e
	}
	return all
})
