package glossary

import "naql/arabic"

// match gives a hit its strength. met holds the words of the longer names that
// stand in the same story.
func (g *Glossary) match(h hit, met map[string]bool) Match {
	t := g.terms[h.term()]
	return Match{
		Term: t.ID, Arabic: t.Arabic, English: t.English,
		Start: h.start, End: h.end, Surface: h.text.source[h.start:h.end],
		Level: h.level, Strength: g.strength(h, met),
	}
}

func (g *Glossary) strength(h hit, met map[string]bool) Strength {
	switch {
	case !g.terms[h.term()].required(), len(h.rivals) > 0:
		return Hint
	case h.single() && !h.common && arabic.IsHomograph(h.words[0]):
		if h.path[0].split.Clitics > 0 || !g.cued(h) && !met[wordKey(h.words[0])] {
			return Hint
		}
	case h.torn, h.yields:
		return Warn
	case h.level == Variant && h.single() && (h.doubtful || !h.generated) && !g.cued(h):
		return Warn
	}
	return Enforce
}

// cued reports whether one of the two words before a hit announces a name.
func (g *Glossary) cued(h hit) bool {
	i := h.first()
	s := h.text
	if i == 0 || !s.text.Joins(s.tokens[i-1], s.tokens[i]) {
		return false
	}
	before := s.tokens[i-1]
	kind := g.terms[h.term()].kind()
	if arabic.IsTitle(before) || (kind == TypePlace || kind == TypeFacility) && arabic.IsPlaceTitle(before) {
		return true
	}
	return i > 1 && arabic.IsNisba(before) && arabic.IsTitle(s.tokens[i-2]) && s.text.Joins(s.tokens[i-2], before)
}

// meet adds the words of every longer name among the hits to met.
func meet(met map[string]bool, hits []hit) {
	for _, h := range hits {
		if h.single() || h.common {
			continue
		}
		for _, w := range h.words {
			met[wordKey(w)] = true
		}
	}
}

func wordKey(word []rune) string { return arabic.WordKey(word, arabic.Bare) }
