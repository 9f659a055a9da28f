package glossary

import (
	"naql/arabic"
)

// Find returns where the terms stand in text, in order and without overlap:
// from the left, the match with the most words, then the longest. Names inside
// a longer name are not reported. Spans index text as given. A term that is
// not required is at most a hint, and so are two terms that claim the same
// words with the same right.
func (g *Glossary) Find(text string) []Match {
	hits := g.find(text, g.names)
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
	hits := g.find(text, g.credits)
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
	rivals       []int32 // other terms with the same claim
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
	floor  int // no span starts before this byte
	splits []arabic.Split
	runes  []rune
	key    []byte
}

func (g *Glossary) find(text string, ix *index) []hit {
	s := &scan{g: g, source: text, text: arabic.Fold(text)}
	s.tokens = s.text.Tokens()
	var hits []hit
	for i := 0; i < len(s.tokens); {
		s.best = hit{}
		s.ix = ix
		s.at(i)
		if ix == g.names && len(g.sounds.patterns) > 0 {
			s.ix = g.sounds
			s.at(i)
		}
		if s.best.pattern == nil {
			i++
			continue
		}
		hits = append(hits, s.best)
		s.floor = s.best.end
		i = s.best.last() + 1
	}
	return hits
}

// at tries every reading of token i as the first word of a term.
func (s *scan) at(i int) {
	token := s.tokens[i]
	s.splits = token.AppendSplits(s.splits[:0])
	for _, split := range s.splits {
		s.try(0, step{token: i, split: split})
		if s.ix.common {
			var buf [8]arabic.Ending
			for _, e := range token.AppendEndings(buf[:0], split.Strip) {
				s.try(0, step{token: i, split: split, ending: e, isBound: true})
			}
		}
	}
	if i+1 < len(s.tokens) && s.text.Torn(token, s.tokens[i+1]) {
		s.try(0, step{token: i + 1, torn: true})
	}
}

// try follows the edge of one step from a node, then every way on from there.
func (s *scan) try(node int32, st step) {
	s.runes = s.appendWord(s.runes[:0], st)
	s.key = s.key[:0]
	if s.ix == s.g.sounds {
		s.key = arabic.AppendSkeleton(s.key, s.runes)
		s.follow(node, st)
		return
	}
	seated := arabic.Seated(s.runes)
	if seated {
		s.key = arabic.AppendKey(s.key, s.runes, arabic.Carried)
		s.follow(node, st)
		s.runes = s.appendWord(s.runes[:0], st)
	}
	s.key = arabic.AppendKey(s.key[:0], s.runes, arabic.Bare)
	s.follow(node, st)
}

func (s *scan) follow(node int32, st step) {
	word, ok := s.ix.words[string(s.key)]
	if !ok {
		return
	}
	node, ok = s.ix.edges[edge(node, word)]
	if !ok {
		return
	}
	s.path = append(s.path, st)
	for _, id := range s.ix.out[node] {
		s.consider(&s.ix.patterns[id])
	}
	if next := st.token + 1; next < len(s.tokens) && s.text.Joins(s.tokens[st.token], s.tokens[next]) {
		s.try(node, step{token: next})
		if s.ix.common {
			var buf [8]arabic.Ending
			for _, e := range s.tokens[next].AppendEndings(buf[:0], 0) {
				s.try(node, step{token: next, ending: e, isBound: true})
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
	switch c := compare(h, s.best); {
	case c < 0:
	case c > 0:
		h.path = append([]step(nil), s.path...)
		s.best = h
	case h.term() != s.best.term():
		s.best.rivals = append(s.best.rivals, h.term())
	}
}

// compare is positive where a beats b: more tokens, then more bytes, then the
// level at which less was undone.
func compare(a, b hit) int {
	if b.pattern == nil {
		return 1
	}
	if d := len(a.words) - len(b.words); d != 0 {
		return d
	}
	if d := (a.end - a.start) - (b.end - b.start); d != 0 {
		return d
	}
	return a.level.undone(b.level)
}

var levels = map[Level]int{Exact: 0, Folded: 1, Clitic: 2, Inflected: 3, Variant: 4}

func (l Level) undone(other Level) int { return levels[other] - levels[l] }

// accept checks everything that equal keys leave open.
func (s *scan) accept(p *pattern) (hit, bool) {
	first, last := s.path[0], s.path[len(s.path)-1]
	token := s.tokens[first.token]
	h := hit{pattern: p, text: s, torn: first.torn, path: s.path}
	if !s.mayStrip(&h) || !s.endingsFit(p) || !s.sameWords(p) {
		return hit{}, false
	}
	if next := last.token + 1; next < len(s.tokens) && !p.single() && arabic.ThenPreposition(s.tokens[last.token], s.tokens[next]) {
		return hit{}, false
	}
	h.start = token.Runes[first.split.Strip].Start
	if first.torn {
		h.start = s.tokens[first.token-1].Start()
	}
	tail := s.tokens[last.token].Runes
	h.end = tail[len(tail)-1-last.ending.Tail].End
	h.level = s.level(h)
	return h, true
}

// mayStrip decides whether the clitics of the first word may be taken off for
// this pattern.
func (s *scan) mayStrip(h *hit) bool {
	first, p := s.path[0], h.pattern
	token, split := s.tokens[first.token], first.split
	switch {
	case split.Restore != "" && !p.article, split.Article && !p.takesArticle:
		return false
	case split.Lam && split.Restore == "" && !split.Article && p.article:
		return false // ل and ال are written لل
	case split.Clitics == 0 || !p.single():
		return true
	case len(p.words[0]) < 3 && !split.Marked:
		return false
	case split.Marked || !arabic.Guarded(token.Letters()):
		return true
	}
	next := first.token + 1
	h.yields = next < len(s.tokens) && arabic.Yields(token.Letters(), s.tokens[next].Letters())
	return h.yields
}

// endingsFit decides whether the endings that were taken off are ones that the
// pattern takes.
func (s *scan) endingsFit(p *pattern) bool {
	for i, st := range s.path {
		if p.owned && i == 0 && !st.ending.Pronoun {
			return false
		}
		if !st.isBound {
			continue
		}
		defined := st.split.Article || arabic.HasArticle(p.words[i])
		if !p.common || defined && !st.ending.Defined || st.ending.Pronoun && i < len(s.path)-1 && !p.owned {
			return false
		}
	}
	return true
}

func (s *scan) sameWords(p *pattern) bool {
	for i, st := range s.path {
		s.runes = s.appendWord(s.runes[:0], st)
		same := false
		if s.ix == s.g.sounds {
			same = arabic.SameForeign(p.words[i], s.runes)
		} else {
			same = arabic.SameWord(p.words[i], s.runes, !p.single())
		}
		if !same {
			return false
		}
	}
	return true
}

func (s *scan) level(h hit) Level {
	split := h.path[0].split
	for _, st := range h.path {
		if st.isBound {
			return Inflected
		}
	}
	switch {
	case s.ix == s.g.sounds, h.generated:
		return Variant
	case split.Clitics > 0, split.Article:
		return Clitic
	case s.source[h.start:h.end] == h.form:
		return Exact
	}
	return Folded
}
