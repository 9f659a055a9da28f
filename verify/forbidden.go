package verify

import (
	"fmt"

	"naql/article"
	"naql/glossary"
)

// forbidden finds the renderings of a mention that the house does not want.
// reported holds the starts of those found before, so that a term mentioned
// twice reports each place once.
func forbidden(m glossary.Mention, en string, reported map[int]bool) []article.Finding {
	var out []article.Finding
	for _, w := range m.Wrong(en) {
		if reported[w[0]] {
			continue
		}
		reported[w[0]] = true
		found := en[w[0]:w[1]]
		out = append(out, article.Finding{
			Check: "forbidden", Severity: strengthSeverity(m.Strength),
			SourceSpan: article.Span{m.Start, m.End}, TargetSpan: article.Span{w[0], w[1]},
			Expected: m.Form, Found: found,
			Message: fmt.Sprintf("“%s” stands where “%s” should.", found, m.Form),
		})
	}
	return out
}
