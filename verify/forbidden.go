package verify

import (
	"fmt"
	"slices"

	"naql/article"
	"naql/glossary"
)

// forbidden finds the renderings of a mention that the house does not want in
// a bullet. reported holds the starts of those found before, so that a term
// mentioned twice reports each place once. What stands in the cited English,
// which was judged by its Arabic, is left to that.
func (c *cited) forbidden(m glossary.Mention, reported map[int]bool) []article.Finding {
	en := c.bullet.text
	var out []article.Finding
	for _, w := range glossary.Prove(en, []glossary.Mention{m}).Wrong {
		if !reported[w.Start] && !c.has(en[w.Start:w.End]) {
			reported[w.Start] = true
			out = append(out, inPlaceOf(m, en, w))
		}
	}
	return out
}

// forbiddenAt is the finding for a forbidden form. Where the term has its
// rendering beside it, only another spelling of the name or another acronym is
// as bad as in its place; other words may be about something else: another
// ministry beside the State Department.
func (n *naming) forbiddenAt(m glossary.Mention, en string, w glossary.Wrong) article.Finding {
	f := inPlaceOf(m, en, w)
	if w.Beside {
		f.Message = fmt.Sprintf("“%s” is not what the house writes for “%s”.", f.Found, m.Surface)
		if _, short := acronym(f.Found); !short && !n.spells(m.Term, f.Found) {
			f.Severity = article.Minor
		}
	}
	return f
}

func inPlaceOf(m glossary.Mention, en string, w glossary.Wrong) article.Finding {
	found := en[w.Start:w.End]
	return article.Finding{
		Check: "forbidden", Severity: strengthSeverity(m.Strength),
		SourceSpan: article.Span{m.Start, m.End}, TargetSpan: article.Span{w.Start, w.End},
		Expected: m.Form, Found: found,
		Message: fmt.Sprintf("“%s” stands where “%s” should.", found, m.Form),
	}
}

// spells reports whether a text holds a spelling of the term's name, as its
// Arabic sounds.
func (n *naming) spells(term, text string) bool {
	return slices.ContainsFunc(units(words(text)), func(u unit) bool {
		return slices.ContainsFunc(n.targets[u.key()], func(t target) bool { return t.term == term && t.same(u.sound) })
	})
}

// discouraged finds forbidden forms of the terms that the house tells and does
// not demand (elements for members), each term once and only in words: of a
// name that may be no name it says nothing.
func discouraged(s article.Segment, mentions []glossary.Mention) []article.Finding {
	var out []article.Finding
	told := make(map[string]bool)
	for _, m := range mentions {
		if m.Strength != glossary.Hint || m.Type != glossary.TypeTerm || len(m.Forbidden) == 0 || told[m.Term] {
			continue
		}
		told[m.Term] = true
		m.Strength = glossary.Warn
		for _, w := range glossary.Prove(s.En, []glossary.Mention{m}).Wrong {
			f := inPlaceOf(m, s.En, w)
			f.Severity, f.Expected = article.Minor, m.English
			f.Message = fmt.Sprintf("“%s” is not what the house writes for “%s”: “%s” is.", f.Found, m.Surface, m.English)
			out = append(out, f)
		}
	}
	return out
}
