package glossary

import (
	"slices"

	"naql/arabic"
)

// match gives a hit its strength. met holds the words of the longer names that
// stand in the same story.
func (g *Glossary) match(h hit, met map[string]bool) Match {
	t := g.terms[h.term()]
	return Match{
		Term: t.ID, Arabic: t.Arabic, English: t.English,
		Start: h.start, End: h.end, Surface: h.text.source[h.start:h.end],
		Level: h.level, Strength: g.strength(h, met),
		Covers: g.ids(h.covers), Conflicts: g.ids(h.rivals),
	}
}

// ids names terms, each once, in the glossary's order.
func (g *Glossary) ids(terms []int32) []string {
	if len(terms) == 0 {
		return nil
	}
	sorted := slices.Clone(terms)
	slices.Sort(sorted)
	var out []string
	for _, t := range slices.Compact(sorted) {
		out = append(out, g.terms[t].ID)
	}
	return out
}

func (g *Glossary) strength(h hit, met map[string]bool) Strength {
	split := h.path[0].split
	switch {
	case !g.terms[h.term()].required(), len(h.rivals) > 0, h.ordinary:
		return Hint
	case h.single() && !h.common && split.Clitics > 0 && arabic.IsPhrase(h.text.tokens[h.first()].Letters()):
		return Hint
	case h.single() && !h.common && arabic.IsHomograph(h.words[0]):
		if split.Clitics > 0 || !g.cued(h) && !(met[wordKey(h.words[0])] && h.mayShorten()) {
			return Hint
		}
	case h.readsOn():
		return Hint
	case h.torn, h.yields:
		return Warn
	case h.level == Variant && h.single() && (h.doubtful || !h.generated) && !g.cued(h):
		return Warn
	}
	return Enforce
}

// readsOn reports whether the first word of a longer name belongs to the word
// before it instead: السياسة الخارجية السورية is foreign policy, شمال شرق لبنان
// the northeast.
func (h hit) readsOn() bool {
	s, i := h.text, h.first()-1
	if h.common || h.single() || !s.joined(i) {
		return false
	}
	before, first := s.tokens[i], h.words[0]
	return arabic.IsMinistry(h.words) && !before.MayNameMinistry(first) ||
		arabic.IsDirection(first) && arabic.IsDirection(before.Letters())
}

// mayShorten reports whether a homograph may stand for a longer name that the
// story has given: not where it is a place that every story has, nor where the
// word before makes an adjective of it (بشار الأسد, then قال الأسد; إبراهيم رئيسي,
// then سبب رئيسي).
func (h hit) mayShorten() bool {
	word, s, before := h.words[0], h.text, h.first()-1
	switch {
	case arabic.IsGeneric(word):
		return false
	case !arabic.IsAttributive(word) && !arabic.IsNisba(word), !s.joined(before):
		return true
	case arabic.HasArticle(word):
		return !s.tokens[before].Defined()
	}
	return s.tokens[before].Tells()
}

// cued reports whether the words before a hit of one word announce a name.
func (g *Glossary) cued(h hit) bool {
	s, i := h.text, h.first()
	person := g.terms[h.term()].kind() == TypePerson
	if i == 0 && !person && s.text.Dateline(s.tokens) {
		return true
	}
	if !s.joined(i-1) || arabic.IsGeneric(h.words[0]) {
		return false
	}
	before := s.tokens[i-1]
	defined := arabic.HasArticle(h.words[0])
	switch before.Cue() {
	case arabic.GroupCue:
		return true
	case arabic.OfficeCue:
		if !defined && !person {
			return true
		}
	case arabic.PlaceCue:
		if !person {
			return true
		}
	}
	switch {
	case !person && before.LeadsToPlace() && arabic.IsAttributive(h.words[0]):
		return true
	case before.Says() && !arabic.IsNisba(h.words[0]) && !arabic.IsSpeaker(h.words[0]):
		return true
	case before.IsGivenName() && g.mayBePerson(h) && !arabic.IsNisba(h.words[0]) && !arabic.IsVerbal(h.words[0]):
		return true
	case !person && s.toldTo(i-1):
		return true
	}
	return s.titled(i) && !(defined && (arabic.IsAttributive(h.words[0]) || arabic.IsNisba(h.words[0])))
}

// joined reports whether token i and the one after it may stand in one name.
func (s *scan) joined(i int) bool {
	return i >= 0 && i+1 < len(s.tokens) && s.text.Joins(s.tokens[i], s.tokens[i+1])
}

// mayBePerson reports whether the entry of a hit is a person or does not say.
func (g *Glossary) mayBePerson(h hit) bool {
	kind := g.terms[h.term()].kind()
	return kind == TypePerson || kind == TypeTerm
}

// toldTo reports whether token i is a ل set apart from a name to which, the
// words before say, something was told: قال الوزير لـ"الجزيرة".
func (s *scan) toldTo(i int) bool {
	if letters := s.tokens[i].Letters(); len(letters) != 1 || letters[0] != 'ل' {
		return false
	}
	for range 4 {
		if i--; !s.joined(i) {
			return false
		}
		if s.tokens[i].GivenTo() {
			return true
		}
	}
	return false
}

// titled reports whether a person's title ends before token i: الرئيس, الرئيس
// السوري السابق, وزير الخارجية.
func (s *scan) titled(i int) bool {
	for range 3 {
		if i--; !s.joined(i) {
			return false
		}
		switch token := s.tokens[i]; {
		case token.Cue() == arabic.PersonCue:
			return true
		case token.IsDomain():
			if s.joined(i-1) && s.tokens[i-1].IsCouncil() {
				i-- // رئيس مجلس الوزراء
			}
			office := arabic.NoCue
			if s.joined(i - 1) {
				office = s.tokens[i-1].Cue()
			}
			return office == arabic.OfficeCue || office == arabic.PersonCue
		case !token.IsRank():
			return false
		}
	}
	return false
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
