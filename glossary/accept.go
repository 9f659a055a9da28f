package glossary

import (
	"unicode/utf8"

	"naql/arabic"
)

// accept checks everything that equal keys leave open.
func (s *scan) accept(p *pattern) (hit, bool) {
	first, last := s.path[0], s.path[len(s.path)-1]
	h := hit{pattern: p, text: s, torn: first.torn, path: s.path, sounded: s.ix == s.g.sounds}
	if last.token > s.limit || s.splitsNumber(first.token-1) || s.splitsNumber(last.token) || !s.mayStrip(&h) || !s.endingsFit(p) || !s.sameWords(p) {
		return hit{}, false
	}
	strip := first.split.Strip
	if p.defined {
		strip += 2 - utf8.RuneCountInString(first.split.Restore) // what a clitic left of the article
	}
	h.start = s.tokens[first.token].Runes[strip].Start
	if first.torn {
		h.start = s.tokens[first.token-1].Start()
	}
	tail := s.tokens[last.token].Runes
	h.end = tail[len(tail)-1-last.ending.Tail].End
	if h.ordinary = s.overruled(p); h.ordinary && !p.single() {
		return hit{}, false
	}
	h.yields = h.yields || !p.single() && (s.tokens[last.token].IsOn() && s.dotsYeh() || s.leadsOn(first.token))
	h.level = s.level(h)
	return h, true
}

// splitsNumber reports whether token i and the one behind it are one number.
func (s *scan) splitsNumber(i int) bool {
	return i >= 0 && i+1 < len(s.tokens) && s.text.Decimal(s.tokens[i], s.tokens[i+1])
}

// overruled reports whether the neighbours of the words show that they are no
// name: محمد على هامش, مسقط رأسه.
func (s *scan) overruled(p *pattern) bool {
	first, last := s.path[0], s.path[len(s.path)-1]
	end := last.token
	if !p.single() {
		return s.tokens[end].IsOn() && s.joined(end) && s.tokens[end+1].AfterOn()
	}
	if p.common {
		return false
	}
	var prev, next arabic.Token
	if s.joined(first.token - 1) {
		prev = s.tokens[first.token-1]
	}
	if s.joined(end) {
		next = s.tokens[end+1]
	}
	return arabic.Overruled(prev, p.words[0], next)
}

// leadsOn reports whether token i, the first of a longer name, reads على where
// the words before do not lead to a name: اعترض على حسن سير العمل.
func (s *scan) leadsOn(i int) bool {
	return i > 0 && s.tokens[i].IsOn() && s.joined(i-1) && !s.titled(i) && !s.tokens[i-1].Says()
}

// dotsYeh is arabic.DotsYeh of the text, asked once: who dots ي writes علي, and
// a name in على is in doubt.
func (s *scan) dotsYeh() bool {
	if s.dots == nil {
		dots := arabic.DotsYeh(s.tokens)
		s.dots = &dots
	}
	return *s.dots
}

// mayStrip decides whether the clitics of the first word may be taken off for
// this pattern.
func (s *scan) mayStrip(h *hit) bool {
	first, p := s.path[0], h.pattern
	token, split := s.tokens[first.token], first.split
	switch {
	case split.Restore != "" && !p.article, split.Article && !p.takesArticle:
		return false
	case split.Lam && split.Restore == "" && !split.Article && p.article && !split.Marked:
		return false // ل and ال are written لل, but not over a tatweel
	case split.Clitics == 0 || !p.single() || split.Marked && len(p.words[0]) > 1:
		return true
	case len(p.words[0]) < 3:
		return false
	}
	word := token.Letters()
	if split.Clitics == 2 && !arabic.Guarded(word) {
		word = word[1:] // ولجنة is و and لجنة
	}
	if !arabic.Guarded(word) {
		return true
	}
	h.yields = s.joined(first.token) && arabic.Yields(word, s.tokens[first.token+1].Letters())
	return h.yields
}

// endingsFit decides whether the endings that were taken off are ones that the
// pattern takes.
func (s *scan) endingsFit(p *pattern) bool {
	for i, st := range s.path {
		if p.owned && i == 0 && !st.ending.Pronoun {
			return false
		}
		if st.isBound && !s.endingFits(p, i) {
			return false
		}
	}
	return true
}

// endingFits decides it for the ending of word i.
func (s *scan) endingFits(p *pattern, i int) bool {
	st, word := s.path[i], p.words[i]
	e := st.ending
	defined := st.split.Article || arabic.HasArticle(word)
	switch {
	case e.Tanwin:
		return !defined
	case !p.common, defined && !e.Defined, e.Pronoun && i < len(s.path)-1 && !p.owned:
		return false
	case e.Feminine:
		return arabic.TakesFeminine(word)
	case e.Nisba && !e.Ta && !arabic.IsAgent(word):
		return s.joined(st.token) && s.tokens[st.token+1].EndsConstruct()
	}
	return true
}

func (s *scan) sameWords(p *pattern) bool {
	for i, st := range s.path {
		s.runes = s.appendWord(s.runes[:0], st)
		same := false
		if s.ix == s.g.sounds {
			same = arabic.SameForeign(p.words[i], s.runes, !p.single()) && !(p.single() && arabic.IsOrdinary(s.runes))
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
	case h.sounded, h.generated:
		return Variant
	case split.Clitics > 0, split.Article:
		return Clitic
	case s.source[h.start:h.end] == h.form:
		return Exact
	}
	return Folded
}
