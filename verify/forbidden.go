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
	for _, w := range glossary.Prove(en, []glossary.Mention{m}).Wrong {
		if !reported[w.Start] {
			reported[w.Start] = true
			out = append(out, forbiddenAt(m, en, w))
		}
	}
	return out
}

func forbiddenAt(m glossary.Mention, en string, w glossary.Wrong) article.Finding {
	found := en[w.Start:w.End]
	return article.Finding{
		Check: "forbidden", Severity: strengthSeverity(m.Strength),
		SourceSpan: article.Span{m.Start, m.End}, TargetSpan: article.Span{w.Start, w.End},
		Expected: m.Form, Found: found,
		Message: fmt.Sprintf("“%s” stands where “%s” should.", found, m.Form),
	}
}
