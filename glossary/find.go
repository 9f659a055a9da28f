package glossary

import (
	"slices"
	"sync"

	"naql/arabic"
)

// Find returns where the terms stand in text, in order and without overlap.
// The match that begins first wins; of those that begin at one word, the one
// with the most words, then the one spelled like its term rather than sounded
// like it, then the longest in bytes, then the one of which less had to be
// undone. Of two names that straddle (A B and B C in A B C) only the first is
// found; terms inside a longer match are only listed in its Covers. Spans
// index text as given. A term that is not required is at most a hint, and so
// are terms of different English that claim the same words with the same
// right: the first of the glossary is returned, the others are its Conflicts.
func (g *Glossary) Find(text string) []Match {
	s := g.scan(text)
	defer s.done()
	hits := s.find(g.names)
	met := map[string]bool{}
	meet(met, hits)
	out := make([]Match, len(hits))
	for i, h := range hits {
		out[i] = g.match(h, met)
	}
	return out
}

// FindCredit returns the first term of scope credit in a credit line.
func (g *Glossary) FindCredit(text string) (Term, bool) {
	s := g.scan(text)
	defer s.done()
	hits := s.find(g.credits)
	if len(hits) == 0 {
		return Term{}, false
	}
	return g.terms[hits[0].term()], true
}

// hit is a match before its strength is known.
type hit struct {
	*pattern
	text         *scan
	path         []step
	start, end   int
	level        Level
	torn, yields bool    // found only by overruling a rule: warn
	ordinary     bool    // a neighbour shows an ordinary word: hint
	sounded      bool    // found by sound alone
	rivals       []int32 // other terms with the same claim
	covers       []int32 // terms inside this one's words
}

func (h hit) first() int  { return h.path[0].token }
func (h hit) last() int   { return h.path[len(h.path)-1].token }
func (h hit) term() int32 { return h.pattern.term }

// step is how one token of the text is read as one word of a term.
type step struct {
	token   int
	split   arabic.Split
	ending  arabic.Ending
	torn    bool // the token before belongs to this word
	isBound bool // an ending was taken off
}

// scan is one pass over one text.
type scan struct {
	g      *Glossary
	source string
	text   arabic.Text
	tokens []arabic.Token

	ix     *index
	path   []step
	best   hit
	floor  int   // no span starts before this byte
	limit  int   // no match ends behind this token
	tries  int   // at the token in hand
	lost   []hit // what was found at the token in hand
	dots   *bool
	splits []arabic.Split
	runes  []rune
	key    []byte
}

// scans are used again: the letters and tokens of a text are most of what a
// scan takes, and would have the collector walk a large glossary again and
// again.
var scans = sync.Pool{New: func() any { return new(scan) }}

// scan starts the pass over a text. Its hits are good until done.
func (g *Glossary) scan(text string) *scan {
	s := scans.Get().(*scan)
	s.g, s.source, s.floor, s.dots = g, text, 0, nil
	s.path = s.path[:0] // a panic may have left some
	s.text = arabic.FoldInto(s.text.Runes, text)
	s.tokens = s.text.WordsInto(s.tokens)
	return s
}

func (s *scan) done() {
	s.g, s.ix, s.best = nil, nil, hit{}
	clear(s.lost[:cap(s.lost)])
	s.source, s.text.Source = "", ""
	scans.Put(s)
}

// find returns the matches of an index in order.
func (s *scan) find(ix *index) []hit {
	var hits []hit
	for i := 0; i < len(s.tokens); {
		best := s.longest(i, len(s.tokens)-1, ix)
		if best.pattern == nil {
			i++
			continue
		}
		if !best.single() {
			best.covers = s.covered(best, ix)
		}
		hits = append(hits, best)
		s.floor = best.end
		i = best.last() + 1
	}
	return hits
}

// longest returns the best match that begins at token i and ends at token
// limit or before. All that were found there are in s.lost until the next call.
func (s *scan) longest(i, limit int, ix *index) hit {
	s.best, s.limit, s.tries, s.lost, s.ix = hit{}, limit, 0, s.lost[:0], ix
	s.splits = s.tokens[i].AppendSplits(s.splits[:0])
	s.at(i)
	if ix == s.g.names && len(s.g.sounds.routes) > 0 {
		s.ix = s.g.sounds
		s.at(i)
	}
	return s.best
}

// covered returns the terms that would be found inside the words of h, the
// match found last, were they a text of their own and h no term.
func (s *scan) covered(h hit, ix *index) []int32 {
	var out []int32
	for i := h.first(); ; {
		best := map[int]hit{} // by number of words
		for _, inside := range s.lost {
			if n := len(inside.words); compare(inside, best[n]) > 0 {
				best[n] = inside
			}
		}
		for _, inside := range s.lost {
			n := len(inside.words)
			if n == len(h.words) || inside.term() == h.term() || compare(best[n], inside) > 0 {
				continue
			}
			if !slices.Contains(out, inside.term()) {
				out = append(out, inside.term())
			}
		}
		if i++; i > h.last() {
			return out
		}
		s.longest(i, h.last(), ix)
	}
}

// letterLimit is the longest word in letters that is looked at: no language has
// longer ones, and reading each in every way takes time.
const letterLimit = 64

// tryLimit bounds the readings and patterns that are tried at one token, far
// above what texts and names need: a glossary can be made in which they double
// with each word.
const tryLimit = 400

// tanwin is the one ending that names take: محمدًا.
var tanwin = arabic.Ending{Tail: 1, Tanwin: true}

// at tries every reading of token i as the first word of a term.
func (s *scan) at(i int) {
	token := s.tokens[i]
	if len(token.Runes) > letterLimit {
		return
	}
	for _, split := range s.splits {
		s.try(node{}, step{token: i, split: split})
		if token.Tanwin() {
			s.try(node{}, step{token: i, split: split, ending: tanwin, isBound: true})
		}
		if s.ix.common {
			var buf [8]arabic.Ending
			for _, e := range token.AppendEndings(buf[:0], split.Strip) {
				s.try(node{}, step{token: i, split: split, ending: e, isBound: true})
			}
		}
	}
	if i+1 < len(s.tokens) && s.text.Torn(token, s.tokens[i+1]) {
		s.try(node{}, step{token: i + 1, torn: true})
	}
}

// try goes on from a node by one step, then every way on from there.
func (s *scan) try(from node, st step) {
	if s.tries++; s.tries > tryLimit {
		return
	}
	s.runes = s.appendWord(s.runes[:0], st)
	s.key = s.ix.key(s.key[:0], s.runes)
	to, ok := s.ix.step(from, s.key)
	if !ok {
		return
	}
	s.path = append(s.path, st)
	for _, r := range s.ix.ends(to) {
		s.tries++
		s.consider(s.ix.pattern(r))
	}
	if next := st.token + 1; next <= s.limit && len(s.tokens[next].Runes) <= letterLimit && s.joined(st.token) {
		s.try(to, step{token: next})
		if s.tokens[next].Tanwin() {
			s.try(to, step{token: next, ending: tanwin, isBound: true})
		}
		if s.ix.common {
			var buf [8]arabic.Ending
			for _, e := range s.tokens[next].AppendEndings(buf[:0], 0) {
				s.try(to, step{token: next, ending: e, isBound: true})
			}
		}
	}
	s.path = s.path[:len(s.path)-1]
}

func (s *scan) appendWord(dst []rune, st step) []rune {
	if st.torn {
		dst = s.tokens[st.token-1].AppendWord(dst, arabic.Split{}, 0)
	}
	return s.tokens[st.token].AppendWithout(dst, st.split, st.ending)
}

// consider weighs the pattern that the path spells against the best so far.
func (s *scan) consider(p *pattern) {
	h, ok := s.accept(p)
	if !ok || h.start < s.floor {
		return
	}
	s.lost = append(s.lost, h)
	switch c := compare(h, s.best); {
	case c < 0:
	case c > 0:
		h.path = append([]step(nil), s.path...)
		s.best = h
	case s.g.terms[h.term()].English != s.g.terms[s.best.term()].English:
		s.best.rivals = append(s.best.rivals, h.term())
	}
}

// compare is positive where a beats b, see Find.
func compare(a, b hit) int {
	if b.pattern == nil {
		return 1
	}
	if d := len(a.words) - len(b.words); d != 0 {
		return d
	}
	if a.sounded != b.sounded {
		if b.sounded {
			return 1
		}
		return -1
	}
	if d := (a.end - a.start) - (b.end - b.start); d != 0 {
		return d
	}
	return a.level.undone(b.level)
}

var levels = map[Level]int{Exact: 0, Folded: 1, Clitic: 2, Inflected: 3, Variant: 4}

func (l Level) undone(other Level) int { return levels[other] - levels[l] }
