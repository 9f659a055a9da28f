package verify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"naql/arabic"
	"naql/article"
)

func changedNumber(s article.Segment, n, m arabic.Number) article.Finding {
	f := numberFinding(n, n.Digits || m.Digits)
	f.SourceSpan, f.TargetSpan = article.Span{n.Start, n.End}, article.Span{m.Start, m.End}
	f.Expected, f.Found = displayIn(s.Ar, n), s.En[m.Start:m.End]
	what := f.Check
	if what == "number" && likeness(n.Values()[0], m.Values()[0]) == 4 {
		what = "size of the number"
	}
	f.Message = fmt.Sprintf("The %s is wrong: the Arabic has %s, the English %s.", what, f.Expected, f.Found)
	return f
}

func lostNumber(s article.Segment, n arabic.Number) article.Finding {
	f := numberFinding(n, n.Digits)
	f.SourceSpan, f.Expected = article.Span{n.Start, n.End}, displayIn(s.Ar, n)
	f.Message = fmt.Sprintf("The Arabic has %s (%s); the English does not.", f.Expected, s.Ar[n.Start:n.End])
	return f
}

func addedNumber(s article.Segment, n arabic.Number) article.Finding {
	f := numberFinding(n, n.Digits)
	f.TargetSpan, f.Found = article.Span{n.Start, n.End}, s.En[n.Start:n.End]
	if n.Digits && n.Unit == "" && slices.Contains([]string{"0", "1", "2"}, n.Values()[0]) {
		f.Severity = article.Minor
	}
	f.Message = fmt.Sprintf("The English has %s, which the Arabic does not.", f.Found)
	return f
}

// numberFinding is critical for figures, months and weekdays; number words may
// be idiom, so they are major.
func numberFinding(n arabic.Number, figures bool) article.Finding {
	f := article.Finding{Check: "number", Severity: article.Major}
	if calendarKind(n.Values()[0]) != 0 {
		f.Check = "date"
		figures = true
	}
	if figures {
		f.Severity = article.Critical
	}
	return f
}

// calendarKind is 'm' for a month, 'w' for a weekday, else 0.
func calendarKind(value string) byte {
	if value[0] == 'm' || value[0] == 'w' {
		return value[0]
	}
	return 0
}

// display writes a number as English figures.
func display(n arabic.Number) string {
	var parts []string
	for _, v := range n.Values() {
		parts = append(parts, displayValue(v))
	}
	text := strings.Join(parts, " ")
	if n.Percent {
		text += " percent"
	}
	return text
}

// displayIn writes a number of a text. One to call, which begins with a zero or
// a plus, stays as it is written there, in English figures.
func displayIn(text string, n arabic.Number) string {
	written := Latinised(text[n.Start:n.End])
	plus := n.Start > 0 && text[n.Start-1] == '+'
	if len(written) >= minPlusPhone && (plus || written[0] == '0') && strings.Trim(written, "0123456789") == "" {
		if plus {
			return "+" + written
		}
		return written
	}
	return display(n)
}

func displayValue(v string) string {
	i, err := strconv.Atoi(v[1:])
	switch {
	case v[0] == 't':
		return v[1:]
	case v[0] >= '0' && v[0] <= '9':
		return grouped(v)
	case err != nil:
		return v
	case v[0] == 'm' && i >= 1 && i <= 12:
		return capitalised(enMonthNames[i-1])
	case v[0] == 'w' && i < 7:
		return capitalised(enWeekdayNames[i])
	}
	return v
}

// grouped sets commas between the thousands of a long number.
func grouped(v string) string {
	whole, rest := v, ""
	if i := strings.IndexFunc(v, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		whole, rest = v[:i], v[i:]
	}
	if len(whole) < 5 || len(whole) > 15 {
		return v
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole + rest
}

func capitalised(w string) string { return strings.ToUpper(w[:1]) + w[1:] }
