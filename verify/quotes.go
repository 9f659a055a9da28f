package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/arabic"
	"naql/article"
)

// quotations are the spans inside quotation marks in an English text, the
// outermost ones in order, the marks left out. One without a mark before it
// runs from the start of the text, as one without a mark behind it runs to the
// end.
func quotations(text string) []article.Span {
	var out []article.Span
	for _, q := range englishQuotations(text) {
		if strings.TrimSpace(text[q.Start:q.End]) != "" {
			out = append(out, article.Span{q.Start, q.End})
		}
	}
	return out
}

// englishQuotations reads the quotations of an English text, in double or in
// single marks, nested or not, as arabic.PairQuotes gives them. Apostrophes,
// feet and inches are no marks.
func englishQuotations(text string) []arabic.Quotation {
	var marks []arabic.QuoteMark
	single := -1 // the last single mark that may be the end of a possessive
	for i := arabic.NextQuote(text, 0); i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		style, _ := arabic.StyleOf(r)
		m := arabic.QuoteMark{Start: i, End: i + size, Style: style}
		i = arabic.NextQuote(text, m.End)
		if !placeEnglish(&m, text, r) {
			continue
		}
		if style == arabic.SingleMark {
			if single >= 0 && m.Closes { // the workers' party': the last of them closes
				marks = append(marks[:single], marks[single+1:]...)
			}
			if single = -1; m.Closes && possessiveMark(text, m) {
				single = len(marks)
			}
		}
		marks = append(marks, m)
	}
	return arabic.PairQuotes(marks, len(text), false)
}

// placeEnglish fills in what a mark does; false says that it is none.
func placeEnglish(m *arabic.QuoteMark, text string, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:m.Start])
	after, _ := utf8.DecodeRuneInString(text[m.End:])
	if m.Start == 0 {
		before = ' '
	}
	if m.End == len(text) {
		after = ' '
	}
	inner := isWordRune(before) && isWordRune(after)
	switch free, ends := startsQuote(before), endsQuote(after); {
	case m.Style == arabic.SingleMark && inner, unicode.IsDigit(before) && (r == '″' || r == 'ʺ'):
		return false
	case free && !ends, free && unicode.IsSpace(before) && !unicode.IsSpace(after):
		m.Opens = true
	case ends && !free:
		m.Closes = true
	case r == '“' || r == '„' || r == '‟' || r == '«' || r == '‘':
		m.Opens = true
	case r == '”' || r == '»' || r == '’':
		m.Closes = true
	default:
		m.Opens, m.Closes = true, true
	}
	m.Firm = m.Opens || strings.ContainsRune(".,!?…;—-", before) || strings.TrimSpace(text[m.End:]) == ""
	if m.Style == arabic.SingleMark {
		if m.Opens && (m.Closes || elided(text[m.End:])) || m.Closes && lone(text[:m.Start], "n") {
			return false
		}
		m.Firm = m.Closes && strings.ContainsRune(".,!?…", before) ||
			m.Opens && (m.Start == 0 && r == '\'' || strings.HasSuffix(text[:m.Start], ": "))
	}
	return true
}

func startsQuote(before rune) bool {
	return unicode.IsSpace(before) || strings.ContainsRune("([{-–—/:\"“‘'«", before)
}

func endsQuote(after rune) bool {
	return unicode.IsSpace(after) || strings.ContainsRune(".,!?;:)]}-–—/…\"”’'»", after)
}

// possessiveMark reports whether a closing single mark may be the apostrophe
// of a plural: the workers' party.
func possessiveMark(text string, m arabic.QuoteMark) bool {
	after := strings.TrimPrefix(text[m.End:], " ")
	r, _ := utf8.DecodeRuneInString(after)
	return m.Start > 0 && text[m.Start-1] == 's' && len(after) < len(text[m.End:]) && unicode.IsLetter(r)
}

// elided reports whether what follows an apostrophe is a word that lost its
// beginning, or a decade.
func elided(after string) bool {
	n := strings.IndexFunc(after, func(r rune) bool { return !isWordRune(r) })
	if n < 0 {
		n = len(after)
	}
	switch w := after[:n]; strings.ToLower(w) {
	case "n", "em", "til", "tis", "twas", "cause", "round":
		return true
	default:
		return len(w) >= 2 && w[0] >= '0' && w[0] <= '9' && (w[len(w)-1] == 's' || len(w) == 2)
	}
}

// lone reports whether text ends in the word.
func lone(text, word string) bool {
	rest, ok := strings.CutSuffix(text, word)
	r, _ := utf8.DecodeLastRuneInString(rest)
	return ok && (rest == "" || !isWordRune(r))
}
