package verify

import (
	"slices"
	"strings"

	"naql/arabic"
	"naql/glossary"
)

// namedSource is the Arabic of one segment as the names of its English need it.
type namedSource struct {
	*passage
	words   []arWord // one for each lexeme, empty for those that are no words
	claimed []bool   // by lexeme: a word of the English says it
	missing []int    // lexemes that misses found
	terms   []glossary.Mention
	name    pronunciation
	at      int          // where it was heard last
	match   *match       // nil until it is asked for
	used    []tokenRange // lost names that findings have
}

func (g *grounding) read(p *passage) *namedSource {
	g.room = slices.Grow(g.room[:0], len(p.ar))
	s := &namedSource{passage: p, words: g.room[:len(p.ar)]}
	for i := range p.ar {
		if s.words[i].n, s.words[i].mask = 0, 0; p.ar[i].Kind == arabic.Letters {
			s.words[i].spread(p.ar[i].Key)
			s.words[i].said = p.ar[i].Concept() == "money:dinar" // دنانير
		}
	}
	return s
}

// exonym returns how many tokens from the i-th the Arabic explains by a name
// that it says otherwise.
func (s *namedSource) exonym(i int, c *capital) int {
	best := 0
	for k := range c.exonyms {
		x := &c.exonyms[k]
		if n := x.length(s.en, i); n > best && s.hasAny(x.arabic, i) {
			best = n
		}
	}
	return best
}

// fixedLength returns how many tokens from the i-th are a name that has one
// rendering alone.
func fixedLength(toks []enToken, i int, c *capital) int {
	for k := range c.exonyms {
		if x := &c.exonyms[k]; x.fixed {
			if n := x.length(toks, i); n > 0 {
				return n
			}
		}
	}
	return 0
}

func (s *namedSource) hasAny(names []arName, i int) bool {
	for _, name := range names {
		for k := range s.words {
			if s.has(name, k) {
				s.words[k].said = true
				return true
			}
		}
	}
	return false
}

// has reports whether the name stands at the k-th lexeme.
func (s *namedSource) has(name arName, k int) bool {
	for m := range name {
		if k+m == len(s.words) || !name[m].in(&s.words[k+m], s.ar[k+m].Key) && !(len(name) == 1 && s.gluedTo(name[0], k)) {
			return false
		}
	}
	return len(name) > 0
}

// gluedTo reports whether the k-th word is a name with its article and another
// word that begins with hamza, the space left out.
func (s *namedSource) gluedTo(stem arStem, k int) bool {
	w := &s.words[k]
	if w.n < 7 || stem.mask&^w.mask != 0 {
		return false
	}
	rest, ok := strings.CutPrefix(s.ar[k].Key, "ال")
	return ok && len(stem.letters) >= 3*2 && strings.HasPrefix(rest, stem.letters) && s.glued(k)
}

// says reports whether the Arabic sounds like the word. A short one that has
// an exonym sounds like anything.
func (s *namedSource) says(i int, c *capital) bool {
	w := s.en[i].text
	s.name.pronounce(w)
	if s.name.consonants < 3 && hasExonym(c) {
		return false
	}
	if s.hears() {
		return true
	}
	if i > 1 && s.en[i-1].glued && s.en[i].glued && s.en[i-2].end-s.en[i-2].start == 1 { // O'Brien, D'Angelo
		s.name.pronounce(s.en[i-2].text + w)
		return s.hears()
	}
	if rest := firstOfTwo(w); rest != w {
		s.name.pronounce(rest)
		return s.hears()
	}
	return false
}

// firstOfTwo cuts the second word off a name that Arabic writes as two:
// Salahuddin, صلاح الدين.
func firstOfTwo(w string) string {
	for _, ending := range [...]string{"ddin", "ddine", "ddeen", "ttin", "aldin", "llah"} {
		if rest, ok := strings.CutSuffix(w, ending); ok && len(rest) > 2 {
			return strings.TrimRight(rest, "aeiou")
		}
	}
	return w
}

func hasExonym(c *capital) bool {
	if c != nil {
		for k := range c.exonyms {
			if len(c.exonyms[k].rest) == 0 {
				return true
			}
		}
	}
	return false
}

// hears reports whether some Arabic word sounds like the name at hand.
func (s *namedSource) hears() bool {
	limit := s.name.hearing()
	for k := range s.words {
		if s.words[k].n > 0 && s.name.distance(&s.words[k], limit, false) <= limit && s.fits(k) {
			s.at = k
			return true
		}
	}
	return false
}

// fits reports whether a word that sounds like the name at hand may be it. One
// of grammar is not, an ordinary one must be close, and a short name takes the
// whole of it.
func (s *namedSource) fits(k int) bool {
	w, key := &s.words[k], s.ar[k].Key
	switch {
	case grammarWords()[key]:
		return false
	case s.name.consonants > 2 && !isGrammar(w, key):
		return s.name.distance(w, 1, false) <= 1 || !isArabicName(w, key) && !isOrdinary(w, key)
	}
	whole := *w
	whole.end = 1 << w.n
	if s.name.distance(&whole, 0, false) == 0 { // the article left out: الحسكة
		return true
	}
	whole.start &= 3
	return s.name.distance(&whole, 1, false) <= 1
}

// mayBe reports whether the Arabic may have the word after all: in Latin
// letters, joined to its neighbour or glued to another, cut short, in two
// words, or in an unusual spelling.
func (s *namedSource) mayBe(i int) bool {
	w := s.en[i].text
	if s.hasLatin(w) {
		return true
	}
	if hasExonym(capitals()[w]) {
		return false
	}
	s.name.pronounce(w)
	if s.name.heard < 2 || s.joined(i) || s.withoutEnding(w) || s.misheard(i) {
		return true
	}
	s.name.pronounce(w)
	for k := range s.words {
		if s.words[k].n > 0 && s.conceals(k, len(w)) {
			return true
		}
	}
	return false
}

func (s *namedSource) hasLatin(w string) bool {
	for k := range s.ar {
		if s.ar[k].Kind != arabic.Latin {
			continue
		}
		latin := strings.ToLower(s.ar[k].Key)
		if latin == w || len(w) > 3 && strings.HasPrefix(latin, w) {
			return true
		}
	}
	return false
}

// joined reports whether the word is heard as one with a capitalised one
// beside it: Van Dyke.
func (s *namedSource) joined(i int) bool {
	for _, j := range [2]int{i - 1, i + 1} {
		if j >= 0 && j < len(s.en) && s.en[j].capital {
			s.name.pronounce(s.en[min(i, j)].text + s.en[max(i, j)].text)
			if s.hears() {
				return true
			}
		}
	}
	return false
}

// withoutEnding hears a word without what English adds: Londoner, Parisian.
func (s *namedSource) withoutEnding(w string) bool {
	for _, ending := range [...]string{"ians", "ian", "ans", "an", "ers", "er", "ese", "ish", "is", "i", "ites", "ite", "ists", "ist", "ism", "esque", "s", "ic"} {
		if rest, ok := strings.CutSuffix(w, ending); ok && len(rest) > 4 {
			if s.name.pronounce(rest); s.name.consonants > 2 && s.hears() {
				return true
			}
		}
	}
	return false
}

// misheard reports whether the word is nearly heard where the one beside it in
// its name is heard.
func (s *namedSource) misheard(i int) bool {
	var other pronunciation
	s.name.pronounce(s.en[i].text)
	for _, step := range [2]int{-1, 1} {
		j := besides(s.en, i, step)
		if j < 0 || isPlain(s.en[j].text) {
			continue
		}
		other.pronounce(s.en[j].text)
		limit := other.hearing()
		for k := range s.words {
			at := k - step
			if s.words[k].n == 0 || at < 0 || at == len(s.words) || s.words[at].n == 0 || s.claimed[at] {
				continue
			}
			if other.distance(&s.words[k], limit, false) <= limit && s.name.distance(&s.words[at], nearly, false) <= nearly {
				return true
			}
		}
	}
	return false
}

// nearly is a consonant and a vowel off.
const nearly = consonantCost + 1

// conceals reports whether the k-th word may hide the name at hand, of so many
// letters.
func (s *namedSource) conceals(k, letters int) bool {
	w := &s.words[k]
	within := w.n > 6 && s.name.consonants > 1 && s.name.distance(w, 0, true) == 0
	if within && s.name.consonants > 2 {
		return true
	}
	ordinary := isOrdinary(w, s.ar[k].Key)
	if (!ordinary || s.name.consonants > 3) && (s.inTwo(k-1) || s.inTwo(k)) {
		return true
	}
	if s.claimed[k] || ordinary {
		return false
	}
	far := s.name.hearing()
	if s.name.consonants > 4 {
		far++
	}
	return within || letters > 3 && w.begins(&s.name) || s.name.distance(w, far, false) <= far
}

// inTwo reports whether the name at hand is in the k-th word and the next.
func (s *namedSource) inTwo(k int) bool {
	if k < 0 || k+1 >= len(s.words) || s.words[k].n == 0 || s.words[k+1].n == 0 || !s.name.near(s.words[k].mask|s.words[k+1].mask, 1) {
		return false
	}
	var two arWord
	two.spread(s.ar[k].Key + s.ar[k+1].Key)
	return s.name.distance(&two, 1, false) <= 1
}

// begins reports whether a word begins with the name: Juve of Juventus.
func (w *arWord) begins(p *pronunciation) bool {
	cut := *w
	cut.end = 1<<(w.n+1) - 1<<2
	return p.distance(&cut, 0, false) == 0
}
