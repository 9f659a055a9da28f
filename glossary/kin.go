package glossary

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// relatives knows which names share their last words. It is made at the first
// use.
type relatives struct {
	once sync.Once
	// names are the forms of persons, bodies and facilities that have more than
	// one word, by nameKey: their terms.
	names map[string][]int32
	// nations are the forms of places with one word, in lower case, of each
	// place that has an adjective: its terms.
	nations map[string][]int32
}

// kin is what one term knows of the others that its short forms may belong to.
type kin struct {
	g       *Glossary
	english string
	person  bool
	accept  []string
	// short are the accepted forms that are a part of the preferred one.
	short map[string]bool
	// nation are the places that the preferred form names; only those of a body
	// or a facility.
	nation []int32
}

func (g *Glossary) related() *relatives {
	r := &g.relatives
	r.once.Do(func() {
		r.names, r.nations = make(map[string][]int32), make(map[string][]int32)
		for i, t := range g.terms {
			switch t.kind() {
			case TypePerson, TypeOrg, TypeFacility:
				for _, form := range accepted(t) {
					if _, the := cutThe(form); !the && strings.ContainsRune(form, ' ') {
						r.names[nameKey(form)] = append(r.names[nameKey(form)], int32(i))
					}
				}
			case TypePlace:
				if forms := nationForms(t); len(forms) > 1 {
					for _, form := range forms {
						r.nations[form] = append(r.nations[form], int32(i))
					}
				}
			}
		}
	})
	return r
}

// nationForms returns the forms of a place that have one word.
func nationForms(t Term) []string {
	var out []string
	for _, form := range append([]string{t.English}, t.Later...) {
		if r, _ := utf8.DecodeRuneInString(form); unicode.IsUpper(r) && !strings.ContainsRune(form, ' ') {
			out = append(out, strings.ToLower(form))
		}
	}
	return out
}

// kinOf returns nil for a term without short forms of its own name.
func (g *Glossary) kinOf(t Term, accept []string) *kin {
	kind := t.kind()
	if kind != TypePerson && kind != TypeOrg && kind != TypeFacility {
		return nil
	}
	k := &kin{g: g, english: t.English, person: kind == TypePerson, accept: accept, short: map[string]bool{}}
	for _, form := range accept {
		if form != t.English && len(form) < len(t.English) && holds(t.English, form, false) {
			k.short[form] = true
		}
	}
	if len(k.short) == 0 {
		return nil
	}
	if kind != TypePerson {
		for word := range strings.FieldsSeq(strings.ToLower(t.English)) {
			k.nation = append(k.nation, g.related().nations[word]...)
		}
	}
	return k
}

// maxNameWords bounds how many words before a short form are looked at.
const maxNameWords = 4

// belongsToOther reports whether the short form that stands in en from start to
// end is a part of another term's name there (Bashar al-Assad for Hafez), or
// stands behind another nation than its own (Turkish Foreign Ministry for
// Iran's).
func (k *kin) belongsToOther(en, form string, start, end int) bool {
	if k == nil || !k.short[form] {
		return false
	}
	from := start
	for n := range maxNameWords {
		before := strings.TrimRight(en[:from], " -")
		if len(before) == from {
			break
		}
		from = strings.LastIndexAny(before, " -") + 1
		word := strings.TrimLeftFunc(before[from:], func(r rune) bool { return !isWordRune(r) })
		from = len(before) - len(word)
		if n == 0 && k.foreign(word) {
			return true
		}
		if name := en[from:end]; k.othersName(name) {
			return true
		}
	}
	return false
}

// othersName reports whether a name is one that another term has and this one
// has not. Entries that may be of the same person or body do not count: Assad,
// accepted as Bashar al-Assad.
func (k *kin) othersName(name string) bool {
	key := nameKey(name)
	terms := k.g.related().names[key]
	if len(terms) == 0 || slices.ContainsFunc(k.accept, func(form string) bool { return nameKey(form) == key }) {
		return false
	}
	return slices.ContainsFunc(terms, func(i int32) bool {
		t := k.g.terms[i]
		return (t.kind() == TypePerson) == k.person && !slices.Contains(k.accept, t.English) && !slices.Contains(k.g.factsOf(i).accept, k.english)
	})
}

// foreign reports whether a word names a nation, and not the one that the term
// is of. A term of no nation has no foreign ones: Lebanese Hezbollah.
func (k *kin) foreign(word string) bool {
	word = strings.ToLower(word)
	for _, ending := range []string{"'s", "’s"} {
		word = strings.TrimSuffix(word, ending)
	}
	places := k.g.related().nations[word]
	return len(k.nation) > 0 && len(places) > 0 && !slices.ContainsFunc(places, func(i int32) bool { return slices.Contains(k.nation, i) })
}

// nameKey is the same for a name however its quotation marks, hyphens and
// capitals are written.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if isGap(r) {
			return ' '
		}
		return unicode.ToLower(plainRune(r))
	}, name)
}
