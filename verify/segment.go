package verify

import (
	"fmt"
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
			Check: "segment", Severity: article.Critical, SourceSpan: article.Span{0, len(s.Ar)},
			Expected: "a translation", Message: "This passage is missing from the English.",
		}}
	case ar == "":
		return []article.Finding{{
			Check: "segment", Severity: article.Critical, TargetSpan: article.Span{0, len(s.En)},
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

// repeatWords is how long an English text must be before its return under
// another Arabic is no coincidence: shorter ones are "He added:" and the like.
const repeatWords = 8

// repeats remembers the English of the segments before.
type repeats map[string]article.Segment

func newRepeats() repeats { return make(repeats) }

// check finds English that was given before for different Arabic.
func (seen repeats) check(s article.Segment) []article.Finding {
	key := wordKey(s.En)
	if strings.Count(key, " ")+1 < repeatWords {
		return nil
	}
	first, ok := seen[key]
	if !ok {
		seen[key] = s
		return nil
	}
	if wordKey(first.Ar) == wordKey(s.Ar) {
		return nil
	}
	return []article.Finding{{
		Check: "segment", Severity: article.Major,
		SourceSpan: article.Span{0, len(s.Ar)}, TargetSpan: article.Span{0, len(s.En)},
		Expected: "its own translation", Found: short(s.En),
		Message: fmt.Sprintf("The English is that of segment %s, but the Arabic differs.", first.ID),
	}}
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
