package glossary

import (
	"slices"
	"strings"

	"naql/arabic"
)

// pattern is one spelling of one term, as the index holds it.
type pattern struct {
	term  int32
	form  string // as the entry spells it
	words [][]rune
	// article: the first word begins with the article.
	article bool
	// common: endings may be taken off; takesArticle: an article too.
	common, takesArticle bool
	// generated is what the entry does not spell out itself: the pairs that
	// papers mix. doubtful is one that is an ordinary word as well.
	generated, doubtful bool
	// owned wants a possessive pronoun on the first word: قواتها المسلحة.
	owned bool
}

func (p *pattern) single() bool { return len(p.words) == 1 }

// index finds the patterns that begin at a word: a trie over word keys.
type index struct {
	patterns []pattern
	words    map[string]int32 // key of a word to its number, from 1
	edges    map[uint64]int32 // node and word to node; the root is node 0
	out      [][]int32        // patterns that end at a node
	common   bool             // some pattern is common
	keys     func(letters []rune) []string
}

func newIndex(keys func([]rune) []string) *index {
	return &index{words: map[string]int32{}, edges: map[uint64]int32{}, out: make([][]int32, 1), keys: keys}
}

// spelled keys a word by its spelling, once per reading of a hamza's seat.
func spelled(letters []rune) []string {
	keys := []string{arabic.WordKey(letters, arabic.Bare)}
	if arabic.Seated(letters) {
		keys = append(keys, arabic.WordKey(letters, arabic.Carried))
	}
	return keys
}

// sounded keys a word by how it sounds.
func sounded(letters []rune) []string {
	return []string{string(arabic.AppendSkeleton(nil, letters))}
}

// seatLimit bounds the paths of one pattern whose words have hamzas on seats.
const seatLimit = 16

func (ix *index) add(p pattern) {
	id := int32(len(ix.patterns))
	ix.patterns = append(ix.patterns, p)
	ix.common = ix.common || p.common
	nodes := []int32{0}
	for _, w := range p.words {
		var next []int32
		for _, key := range ix.keys(w) {
			for _, node := range nodes {
				if len(next) < seatLimit {
					next = append(next, ix.step(node, key))
				}
			}
		}
		nodes = next
	}
	for _, node := range nodes {
		ix.out[node] = append(ix.out[node], id)
	}
}

// step returns the node behind an edge and makes it where it is missing.
func (ix *index) step(node int32, key string) int32 {
	word, ok := ix.words[key]
	if !ok {
		word = int32(len(ix.words) + 1)
		ix.words[key] = word
	}
	to, ok := ix.edges[edge(node, word)]
	if !ok {
		to = int32(len(ix.out))
		ix.out = append(ix.out, nil)
		ix.edges[edge(node, word)] = to
	}
	return to
}

func edge(node, word int32) uint64 { return uint64(node)<<32 | uint64(word) }

// foreignLetters is the length from which a name may be recognised by sound.
const foreignLetters = 5

// addTerm puts every spelling of a term into the index of names, and those of
// foreign names into the index of sounds.
func (g *Glossary) addTerm(number int, t Term) {
	to := g.names
	if t.Scope == ScopeCredit {
		to = g.credits
	}
	for _, form := range append([]string{t.Arabic}, t.Variants...) {
		words := arabic.LettersOf(form)
		if len(words) == 0 {
			continue // Lint reports it
		}
		p := pattern{term: int32(number), form: strings.TrimSpace(form), words: words}
		p.common = t.match() == MatchCommon
		p.takesArticle = p.common && p.single() || t.match() == MatchAcronym
		for _, s := range arabic.Spellings(words) {
			p.words, p.generated, p.doubtful = s.Words, s.Paired, s.Doubtful
			p.article = arabic.HasArticle(s.Words[0])
			to.add(p)
			if p.common {
				addAgreeing(to, p)
			}
			if t.match() == MatchForeign && t.Scope == "" && letters(s.Words) >= foreignLetters {
				g.sounds.add(p)
			}
		}
	}
}

func letters(words [][]rune) int {
	n := 0
	for _, w := range words {
		n += len(w)
	}
	return n
}

// addAgreeing adds what Arabic agreement makes of a noun and its adjectives:
// all words with the article or none, and the noun with a possessive pronoun
// before adjectives with the article.
func addAgreeing(ix *index, p pattern) {
	if p.single() {
		return
	}
	with := 0
	for _, w := range p.words {
		if arabic.HasArticle(w) {
			with++
		}
	}
	words := p.words
	switch with {
	case 0:
		p.words, p.article = eachWord(words, func(w []rune) []rune { return append([]rune("ال"), w...) }), true
		ix.add(p)
		words = p.words
	case len(words):
		p.words, p.article = eachWord(words, func(w []rune) []rune { return w[2:] }), false
		ix.add(p)
	default:
		return
	}
	p.words = append([][]rune{words[0][2:]}, words[1:]...)
	p.article, p.owned = false, true
	ix.add(p)
}

func eachWord(words [][]rune, change func([]rune) []rune) [][]rune {
	out := slices.Clone(words)
	for i, w := range out {
		out[i] = change(w)
	}
	return out
}
