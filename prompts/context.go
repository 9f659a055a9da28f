package prompts

import (
	"slices"
	"strings"

	"naql/article"
)

// contextLine is a segment that is not to be answered, in English or in Arabic.
type contextLine struct {
	ID, Text string
	Arabic   bool
}

// maxContext is the most of an Arabic segment that is shown as context, in
// characters.
const maxContext = 300

// standing picks what is worth showing beside what is asked, in reading order:
// the headline, the English of the direct neighbours, and what leads up to the
// first segment asked: the English of two segments or, where the nearer has
// none yet, its Arabic. Of the headline, too, there is the Arabic otherwise.
func standing(segments []article.Segment, asked func(article.Segment) bool) []contextLine {
	first := slices.IndexFunc(segments, asked)
	is := func(i int) bool { return i >= 0 && i < len(segments) && asked(segments[i]) }
	leads := func(i int) bool { return i == first-1 || i == first-2 && segments[first-1].En != "" }
	var out []contextLine
	for i, s := range segments {
		headline := s.Role == article.RoleHeadline
		switch {
		case first < 0 || asked(s):
		case s.En != "" && (headline || is(i-1) || is(i+1) || leads(i)):
			out = append(out, contextLine{ID: s.ID, Text: article.Clean(s.En)})
		case s.En == "" && (headline || i == first-1):
			out = append(out, contextLine{s.ID, opening(article.Clean(s.Ar)), true})
		}
	}
	return out
}

// opening is the start of a text, to the end of a word.
func opening(text string) string {
	runes := []rune(text)
	if len(runes) <= maxContext {
		return text
	}
	cut := string(runes[:maxContext])
	if at := strings.LastIndexByte(cut, ' '); at > 0 && runes[maxContext] != ' ' {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ") + " …"
}
