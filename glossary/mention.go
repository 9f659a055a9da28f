package glossary

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/arabic"
	"naql/article"
)

// Mentions finds the terms in the segments of one story, in order, and decides
// the English of each before any model is asked, so that chunks translated at
// once agree: see Use. Each segment's Ar is searched as it is; nothing is
// asked of its English.
//
// segments is the whole story, also where it is a newer revision of one that
// was translated before: there is then again exactly one first form, at what
// is the first mention now. English of a former revision may stand again only
// where the segment's forms are the same as then.
//
// The first form is left out where it repeats what another mention of the
// segment says already ("State Department spokesperson" where the ministry is
// named).
func (g *Glossary) Mentions(segments []article.Segment) []Mention {
	if len(g.terms) == 0 { // as --glossary none is
		return nil
	}
	hits := make([][]hit, len(segments))
	met := map[string]bool{}
	for i, seg := range segments {
		s := g.scan(seg.Ar)
		defer s.done()
		hits[i] = s.find(g.names)
		meet(met, hits[i])
	}
	var out []Mention
	forms := forms{g, map[string]bool{}}
	for i, seg := range segments {
		quoted := arabic.Quotations(seg.Ar)
		from := len(out)
		for _, h := range hits[i] {
			t := g.terms[h.term()]
			if t.English == "" {
				continue
			}
			f := g.factsOf(h.term())
			m := Mention{
				Match: g.match(h, met), Segment: seg.ID,
				Accept: f.accept, Forbidden: t.Forbidden, Type: t.kind(), Origin: t.Origin, facts: f,
			}
			if last := len(out) - 1; last >= from {
				m.Gloss = m.glosses(seg.Ar, out[last])
			}
			binding := len(h.rivals) == 0 && (m.Strength != Hint || !t.required())
			m.Form, m.Use = forms.decide(h, seg.Role, within(quoted, h.start), binding)
			out = append(out, m)
		}
		g.reconcile(out[from:])
	}
	return out
}

// glosses reports whether the mention stands in brackets behind before, a
// mention of the same term: قوات سوريا الديمقراطية (قسد).
func (m Mention) glosses(ar string, before Mention) bool {
	opened := strings.Trim(ar[before.End:m.Start], " \"“”«»")
	return m.Term == before.Term && m.Strength != Hint && before.Strength == Enforce && opened == "(" && strings.HasPrefix(strings.TrimLeft(ar[m.End:], "\"”»"), ")")
}

// within reports whether one of the ranges, which are in order, holds at.
func within(ranges [][2]int, at int) bool {
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i][1] > at })
	return i < len(ranges) && ranges[i][0] <= at
}

// reconcile settles the mentions of one segment with each other: a first form
// does not say what another mention says, and what is right for one mention is
// not wrong for another.
func (g *Glossary) reconcile(mentions []Mention) {
	var terms []Mention // one of each
	number := map[string]int32{}
	for _, m := range mentions {
		if _, ok := number[m.Term]; !ok {
			number[m.Term] = int32(len(terms))
			terms = append(terms, m)
		}
	}
	if len(terms) < 2 {
		return
	}
	allow(terms)
	introduces := func(m Mention) bool { return m.Use == UseFirst && m.Form != m.English }
	for i := range mentions {
		mentions[i].Forbidden = terms[number[mentions[i].Term]].Forbidden
	}
	if !slices.ContainsFunc(mentions, introduces) {
		return
	}
	right := newLexicon()
	defer right.done()
	for i := range terms {
		for _, form := range terms[i].Accept {
			if x, ok := newLexeme(form, lexemeKind{owner: int32(i)}); ok {
				right.add(x)
			}
		}
	}
	for i, m := range mentions {
		if introduces(m) && m.repeats(number[m.Term], right) {
			mentions[i].Form = m.English
		}
	}
}

// allow takes from each term the forbidden forms that stand in an accepted
// form of another.
func allow(terms []Mention) {
	wrong := newLexicon()
	defer wrong.done()
	for i := range terms {
		for _, x := range terms[i].facts.wrong {
			x.owner, x.plurals = int32(i), false
			wrong.add(x)
		}
	}
	for i := range terms {
		for _, form := range terms[i].Accept {
			wrong.find(form, func(x *lexeme, _, _ int) {
				if t := &terms[x.owner]; int(x.owner) != i && slices.Contains(t.Forbidden, x.form) {
					t.Forbidden = slices.DeleteFunc(slices.Clone(t.Forbidden), func(f string) bool { return f == x.form })
				}
			})
		}
	}
}

// repeats reports whether the words that the form adds to the preferred one
// hold an accepted form of another term. An acronym in brackets is no
// repetition: it becomes known here.
func (m Mention) repeats(own int32, right *lexicon) bool {
	if _, _, acronym := Introduces(m.Form); acronym {
		return false
	}
	found := false
	right.find(strings.Replace(m.Form, m.English, "", 1), func(x *lexeme, _, _ int) {
		found = found || x.owner != own
	})
	return found
}

// accepted returns the forms that count as kept, longest first: the preferred,
// the first and the later forms, names also without a leading "the". A first
// form that ends in the preferred one ("spokesperson Ned Price") adds nothing:
// the name is what must be there.
func accepted(t Term) []string {
	var forms []string
	for _, form := range append([]string{t.English, t.First}, t.Later...) {
		if form == "" || form != t.English && strings.HasSuffix(form, " "+t.English) {
			continue
		}
		forms = append(forms, form, withoutThe(form))
	}
	slices.SortStableFunc(forms, func(a, b string) int { return len(b) - len(a) })
	seen := map[string]bool{}
	return slices.DeleteFunc(forms, func(f string) bool {
		dup := seen[f]
		seen[f] = true
		return dup
	})
}

// withoutThe drops the article of a name. "the group" keeps it: group alone is
// any group.
func withoutThe(form string) string {
	rest, ok := cutThe(form)
	if r, _ := utf8.DecodeRuneInString(rest); ok && unicode.IsUpper(r) {
		return rest
	}
	return form
}

// cutThe removes a leading "the ", whatever its case.
func cutThe(s string) (string, bool) {
	if len(s) > 4 && strings.EqualFold(s[:4], "the ") {
		return s[4:], true
	}
	return s, false
}
