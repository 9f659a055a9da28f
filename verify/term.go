package verify

import (
	"fmt"

	"naql/article"
	"naql/glossary"
)

// terms proves every mention that binds and finds those not kept and the
// forbidden forms that stand instead. A forbidden form and the mention it
// displaced are one finding. Fewer renderings than mentions is no finding:
// English goes on with a pronoun or a short form.
func terms(s article.Segment, mentions []glossary.Mention) ([]article.TermUse, []article.Finding) {
	var uses []article.TermUse
	var out []article.Finding
	next := make(map[string]int) // term id: where to look for its next rendering
	found := make(map[string]glossary.Renderings)
	reported := make(map[int]bool) // starts of forbidden forms already reported
	missing := make(map[string]bool)
	for _, m := range mentions {
		if m.Strength == glossary.Hint {
			continue
		}
		use := termUse(s, m)
		all, again := found[m.Term]
		var wrong []article.Finding
		if !again {
			all = m.Renderings(s.En)
			found[m.Term] = all
			wrong = forbidden(m, s.En, reported)
		}
		use.TargetSpan, use.Kept = rendering(all, next, m.Term)
		uses = append(uses, use)
		out = append(out, wrong...)
		if !use.Kept && len(wrong) == 0 && !missing[m.Term] {
			out = append(out, notKept(m))
		}
		missing[m.Term] = missing[m.Term] || !use.Kept
	}
	return uses, out
}

// lost is the proof for the mentions of a segment that has no English.
func lost(s article.Segment, mentions []glossary.Mention) []article.TermUse {
	var uses []article.TermUse
	for _, m := range mentions {
		if m.Strength != glossary.Hint {
			uses = append(uses, termUse(s, m))
		}
	}
	return uses
}

func termUse(s article.Segment, m glossary.Mention) article.TermUse {
	return article.TermUse{Term: m.Term, Ar: m.Surface, En: m.English, Segment: s.ID, SourceSpan: article.Span{m.Start, m.End}}
}

// rendering finds the English of a mention: the first one after that of the
// mention before, else the first of all.
func rendering(all glossary.Renderings, next map[string]int, term string) (article.Span, bool) {
	span, ok := all.After(next[term])
	if !ok {
		span, ok = all.After(0)
	}
	next[term] = max(next[term], span[1])
	return span, ok
}

func notKept(m glossary.Mention) article.Finding {
	return article.Finding{
		Check: "term", Severity: strengthSeverity(m.Strength), SourceSpan: article.Span{m.Start, m.End}, Expected: m.Form,
		Message: fmt.Sprintf("“%s” must read “%s”; the English does not have it.", m.Surface, m.Form),
	}
}

func strengthSeverity(s glossary.Strength) article.Severity {
	if s == glossary.Enforce {
		return article.Major
	}
	return article.Minor
}
