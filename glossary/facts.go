package glossary

import "strings"

// facts are what all mentions of a term have in common, worked out when it is
// mentioned first: most terms of a glossary never are.
type facts struct {
	accept []string // see Mention
	kin    *kin
	// forms are the accepted forms as Prove looks for them, and wrong the
	// forbidden ones; both without an owner.
	forms, wrong []lexeme
}

// factsOf returns the facts of the term with a number.
func (g *Glossary) factsOf(number int32) *facts {
	at := &g.facts[number]
	f := at.Load()
	if f == nil { // two goroutines may make the same
		t := &g.terms[number]
		accept := accepted(*t)
		f = newFacts(t.English, t.kind(), accept, t.Forbidden)
		f.kin = g.kinOf(*t, accept)
		at.Store(f)
	}
	return f
}

// shared returns the facts of the mention's term. A mention that no glossary
// found has none yet.
func (m *Mention) shared() *facts {
	if m.facts == nil {
		return newFacts(m.English, m.Type, m.Accept, m.Forbidden)
	}
	return m.facts
}

// newFacts prepares the forms of a term. Terms also count in the other number
// ("sleeper cell" for "sleeper cells"), and so do the names of peoples, later
// forms of places (Syrians).
func newFacts(english, kind string, accept, forbidden []string) *facts {
	f := &facts{accept: accept}
	term := kind == TypeTerm
	add := func(to *[]lexeme, form string, k lexemeKind) {
		if x, ok := newLexeme(form, k); ok {
			*to = append(*to, x)
		}
	}
	for _, form := range accept {
		k := lexemeKind{lower: term, loose: term || kind == TypeOrg || kind == TypeFacility, plurals: term}
		if !isFull(form, english) {
			k.claim = claimLater
			k.plurals = term || kind == TypePlace
		}
		add(&f.forms, form, k)
		if other := otherNumber(form); term && other != "" {
			k.plurals = false
			add(&f.forms, other, k)
		}
	}
	for _, form := range forbidden {
		add(&f.wrong, form, lexemeKind{claim: claimWrong, anyCase: true, plurals: term})
	}
	return f
}

// isFull reports whether a form is the preferred one or holds all of it.
func isFull(form, english string) bool {
	at := strings.Index(form, english)
	return at >= 0 && endsAt(form, at+len(english)) || form == withoutThe(english)
}

// otherNumber returns the form in the number that a plural ending does not
// make: the singular of a plural, or the plural of country.
func otherNumber(form string) string {
	switch {
	case len(form) < 5:
	case strings.HasSuffix(form, "ies"):
		return form[:len(form)-3] + "y"
	case strings.HasSuffix(form, "s"):
		return form[:len(form)-1]
	case strings.HasSuffix(form, "y"):
		return form[:len(form)-1] + "ies"
	}
	return ""
}
