package verify

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"naql/article"
)

// isArabic reports whether a rune belongs to Arabic script: letters, digits,
// marks and punctuation of the blocks Arabic, Supplement, Extended-A and -B and both
// sets of presentation forms.
func isArabic(r rune) bool {
	switch {
	case r < 0x600:
		return false
	case r <= 0x6FF, r >= 0x750 && r <= 0x77F, r >= 0x870 && r <= 0x8FF,
		r >= 0xFB50 && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFC:
		return true
	}
	return false
}

// arabicLeft finds Arabic that stayed in the English, one finding for each run
// of words.
func arabicLeft(s article.Segment) []article.Finding {
	var out []article.Finding
	for at := 0; ; {
		start := strings.IndexFunc(s.En[at:], isArabic)
		if start < 0 {
			return out
		}
		start += at
		end := arabicRun(s.En, start)
		at = end
		start, end = withFigures(s.En, start, end)
		run := s.En[start:end]
		out = append(out, article.Finding{
			Check: "arabic-left", Severity: article.Critical,
			SourceSpan: findSpan(s.Ar, run), TargetSpan: article.Span{start, end},
			Expected: "English", Found: short(run),
			Message: fmt.Sprintf("The English still holds Arabic: %s", quoted(run)),
		})
	}
}

// arabicRun returns the end of the run of Arabic words that starts at start.
// Spaces between two Arabic words belong to it.
func arabicRun(text string, start int) int {
	end := start
	for i := start; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case isArabic(r):
			end = i
		case r != ' ':
			return end
		}
	}
	return end
}

// withFigures takes in the figures around a sign that separates them: 28٫5 is
// one number.
func withFigures(text string, start, end int) (int, int) {
	if run := text[start:end]; run != "٫" && run != "٬" || start == 0 || !isFigure(text[start-1]) || end == len(text) || !isFigure(text[end]) {
		return start, end
	}
	for start > 0 && isFigure(text[start-1]) {
		start--
	}
	for end < len(text) && isFigure(text[end]) {
		end++
	}
	return start, end
}

// findSpan is where part stands in text, or the empty span.
func findSpan(text, part string) article.Span {
	if i := strings.Index(text, part); i >= 0 {
		return article.Span{i, i + len(part)}
	}
	return article.Span{}
}
