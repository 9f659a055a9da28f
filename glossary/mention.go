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
// the English of each before any model is asked: the first mention in the body
// outside quoted speech gets the first form, every other one, headlines and
// captions included, the preferred form. The first form is left out where it
// repeats what another mention of the segment says already ("State Department
// spokesperson" where the ministry is named). Each segment's Ar is searched as
// it is.
func (g *Glossary) Mentions(segments []article.Segment) []Mention {
	hits := make([][]hit, len(segments))
	met := map[string]bool{}
	for i, seg := range segments {
		hits[i] = g.find(seg.Ar, g.names)
		meet(met, hits[i])
	}
	var out []Mention
	introduced := map[string]bool{}
	accept := map[string][]string{} // by term: the same for each of its mentions
	for i, seg := range segments {
		quoted := arabic.Quotations(seg.Ar)
		from := len(out)
		for _, h := range hits[i] {
			t := g.terms[h.term()]
			if t.English == "" {
				continue
			}
			if accept[t.ID] == nil {
				accept[t.ID] = accepted(t)
			}
			m := Mention{
				Match: g.match(h, met), Segment: seg.ID, Form: g.form(h),
				Accept: accept[t.ID], Forbidden: t.Forbidden, Type: t.kind(),
			}
			if seg.Role == article.RoleBody && !introduced[t.ID] && !within(quoted, h.start) {
				introduced[t.ID] = true
				if t.First != "" && len(h.rivals) == 0 {
					m.Form = t.First
				}
			}
			out = append(out, m)
		}
		g.reconcile(out[from:])
	}
	return out
}

// within reports whether one of the ranges, which are in order, holds at.
func within(ranges [][2]int, at int) bool {
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i][1] > at })
	return i < len(ranges) && ranges[i][0] <= at
}

// form is the preferred English, or all that are claimed with equal right.
func (g *Glossary) form(h hit) string {
	forms := []string{g.terms[h.term()].English}
	for _, rival := range h.rivals {
		if e := g.terms[rival].English; e != "" && !slices.Contains(forms, e) {
			forms = append(forms, e)
		}
	}
	return strings.Join(forms, " or ")
}

// reconcile settles the mentions of one segment with each other: a first form
// does not say what another mention says, and what is right for one mention is
// not wrong for another.
func (g *Glossary) reconcile(mentions []Mention) {
	var others []Mention // one of each term
	forbidden := map[string][]string{}
	for _, m := range mentions {
		if _, ok := forbidden[m.Term]; !ok {
			forbidden[m.Term] = nil
			others = append(others, m)
		}
	}
	for _, m := range others {
		forbidden[m.Term] = slices.DeleteFunc(slices.Clone(m.Forbidden), func(wrong string) bool {
			return slices.ContainsFunc(others, func(other Mention) bool { return other.Term != m.Term && other.accepts(wrong) })
		})
	}
	for i := range mentions {
		m := &mentions[i]
		m.Forbidden = forbidden[m.Term]
		if m.Form != m.English && slices.ContainsFunc(others, func(other Mention) bool {
			return other.Term != m.Term && repeats(m.Form, m.English, other)
		}) {
			m.Form = m.English
		}
	}
}

// accepts reports whether an accepted form holds the text.
func (m Mention) accepts(text string) bool {
	return slices.ContainsFunc(m.Accept, func(right string) bool { return holds(right, text, true) })
}

// repeats reports whether the words that first adds to english hold a form of
// other.
func repeats(first, english string, other Mention) bool {
	added := strings.Replace(first, english, "", 1)
	return slices.ContainsFunc(other.Accept, func(form string) bool { return holds(added, form, false) })
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
