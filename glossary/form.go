package glossary

import (
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// Use is the place of a mention in its story, which decides the form that the
// house writes there.
type Use string

const (
	// UseFirst is the first mention in the body outside quoted speech: it gets
	// the first form. A term has at most one in a story.
	UseFirst Use = "first"
	// UseLater is every other mention in the body: the preferred form, or a
	// short one where the Arabic is short as well and the reader has met the
	// name.
	UseLater Use = "later"
	// UseQuoted is a mention in quoted speech: nothing is added to a speaker's
	// words, so a surname stays one; otherwise the preferred form.
	UseQuoted Use = "quoted"
	// UseDisplay is a headline, a subheadline or a caption, which are read
	// apart from the body: the preferred form.
	UseDisplay Use = "display"
)

// forms decides what is told for each mention of one story, in reading order.
type forms struct {
	g *Glossary
	// met holds the terms whose first form has been told.
	met map[string]bool
}

// decide returns the form of a hit and the use that it follows from. binding
// is false for a hit that may be no name at all: it introduces nothing.
func (f forms) decide(h hit, role string, quoted, binding bool) (string, Use) {
	t := f.g.terms[h.term()]
	use := UseLater
	switch {
	case role != article.RoleBody:
		use = UseDisplay
	case quoted && !t.Quoted:
		use = UseQuoted
	case !f.met[t.ID] && binding:
		f.met[t.ID] = true
		use = UseFirst
	}
	switch {
	case len(h.rivals) > 0:
		return f.g.claims(h), use
	case use == UseFirst && t.First != "":
		return t.First, use
	case use == UseLater && f.met[t.ID] || use == UseQuoted:
		if short := shortForm(t, len(h.words), f.met[t.ID]); short != "" {
			return short, use
		}
	}
	return t.English, use
}

// claims are the forms of all terms that claim the words with equal right.
func (g *Glossary) claims(h hit) string {
	all := []string{g.terms[h.term()].English}
	for _, rival := range h.rivals {
		if e := g.terms[rival].English; e != "" && !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return strings.Join(all, " or ")
}

// shortForm returns the later form for a mention whose Arabic is shorter than
// the entry's: of a person the surname, of anything else the acronym that the
// first form introduced, and so only once that was told. It is empty where the
// entry has no such form.
func shortForm(t Term, words int, met bool) string {
	if words >= arabic.Words(t.Arabic) {
		return ""
	}
	if t.kind() == TypePerson {
		for _, later := range t.Later {
			if later != t.English && holds(t.English, later, false) {
				return later
			}
		}
		return ""
	}
	_, acronym, ok := Introduces(t.First)
	if ok && met && words == 1 && slices.Contains(t.Later, acronym) {
		return acronym
	}
	return ""
}

// Introduces splits a first form that brings in an acronym, such as "the
// Syrian Democratic Forces (SDF)". ok is false where it brings in none.
func Introduces(first string) (expansion, acronym string, ok bool) {
	expansion, rest, ok := strings.Cut(first, " (")
	acronym, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed || expansion == "" || acronym == "" || strings.ContainsAny(acronym, " ()") {
		return "", "", false
	}
	return expansion, acronym, true
}
