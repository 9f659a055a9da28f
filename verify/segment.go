package verify

import (
	"strings"

	"naql/article"
)

// untranslated finds a segment that has no English of its own: none at all, or
// the Arabic over again. A source without Arabic letters (a number, a name in
// Latin script) may stand as it is.
func untranslated(s article.Segment) []article.Finding {
	ar, en := strings.TrimSpace(s.Ar), strings.TrimSpace(s.En)
	switch {
	case ar == "" && en == "":
		return nil
	case en == "":
		return []article.Finding{{
			Check: "omission", Severity: article.Critical, SourceSpan: article.Span{0, len(s.Ar)},
			Expected: "a translation", Message: "This passage is missing from the English.",
		}}
	case ar == "":
		return []article.Finding{{
			Check: "addition", Severity: article.Critical, TargetSpan: article.Span{0, len(s.En)},
			Found: short(en), Message: "This English has no Arabic behind it.",
		}}
	case ar == en && strings.IndexFunc(ar, isArabic) >= 0:
		return []article.Finding{{
			Check: "segment", Severity: article.Critical,
			SourceSpan: article.Span{0, len(s.Ar)}, TargetSpan: article.Span{0, len(s.En)},
			Expected: "a translation", Found: short(en), Message: "This passage was left in Arabic.",
		}}
	}
	return nil
}

// wordKey is a text reduced to its letters and digits in lower case, one space
// between words.
func wordKey(text string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !isWordRune(r) }), " "))
}

// short cuts a text for the Found of a finding: at most 60 runes.
func short(text string) string {
	n := 0
	for i := range text {
		if n == 60 {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// quoted is a text from outside as a message may carry it: short, on one line,
// between quotation marks of its own, which it cannot close. Messages become
// instructions to the model: what the article says must not pass for one.
func quoted(text string) string {
	return "“" + strings.Map(func(r rune) rune {
		switch r {
		case '"', '“', '”', '[', ']', '<', '>', '`', '{', '}', '|':
			return '\''
		case '\n', '\r', '\u2028', '\u2029':
			return ' '
		}
		return r
	}, short(text)) + "”"
}
