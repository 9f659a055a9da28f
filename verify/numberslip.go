package verify

import (
	"fmt"
	"slices"

	"naql/arabic"
	"naql/article"
)

// otherHalf finds a time that the English puts on the other side of noon.
func otherHalf(s article.Segment, ar, en []arabic.Number) []article.Finding {
	english := make(map[string][]arabic.Number)
	for _, m := range en {
		if m.Half != 0 {
			for _, r := range m.Readings {
				english[r[0]] = append(english[r[0]], m)
			}
		}
	}
	var out []article.Finding
	for _, n := range ar {
		if n.Half == 0 {
			continue
		}
		same := english[n.Values()[0]]
		if len(same) == 0 || slices.ContainsFunc(same, func(m arabic.Number) bool { return m.Half == n.Half }) {
			continue
		}
		f := changedNumber(s, n, same[0])
		f.Severity, f.Expected = article.Critical, f.Expected+" "+string(n.Half)+".m."
		f.Found += " " + string(same[0].Half) + ".m."
		f.Message = fmt.Sprintf("The time is wrong: the Arabic has %s, the English %s.", f.Expected, f.Found)
		out = append(out, f)
	}
	return out
}

// percentLost finds a percentage that the other side states as a plain number:
// of one value there are fewer percentages and more plain numbers.
func percentLost(s article.Segment, ar, en []arabic.Number) []article.Finding {
	arabics, englishes := byValue(ar), byValue(en)
	var out []article.Finding
	for _, n := range ar {
		v := n.Values()[0]
		a, e := arabics[v], englishes[v]
		delete(arabics, v) // each value once
		from, to := a.percent, e.plain
		switch {
		case len(a.percent) > len(e.percent) && len(e.plain) > len(a.plain):
		case len(e.percent) > len(a.percent) && len(a.plain) > len(e.plain):
			from, to = a.plain, e.percent
		default:
			continue
		}
		f, x, y := numberFinding(n, true), from[len(from)-1], to[len(to)-1]
		f.SourceSpan, f.TargetSpan = article.Span{x.Start, x.End}, article.Span{y.Start, y.End}
		f.Expected, f.Found = display(x), s.En[y.Start:y.End]
		f.Message = fmt.Sprintf("The Arabic has %s, the English %s.", f.Expected, f.Found)
		out = append(out, f)
	}
	return out
}

// equals are the numbers of one value.
type equals struct{ percent, plain []arabic.Number }

func byValue(numbers []arabic.Number) map[string]equals {
	out := make(map[string]equals)
	for _, n := range numbers {
		if n.Weak {
			continue
		}
		e := out[n.Values()[0]]
		if n.Percent {
			e.percent = append(e.percent, n)
		} else {
			e.plain = append(e.plain, n)
		}
		out[n.Values()[0]] = e
	}
	return out
}

// exchanged finds a number put in the place of another that the text also
// has: one value stands once too often and one value once too seldom.
// Repeating a number, or not, is otherwise the translator's choice.
func exchanged(s article.Segment, ar, en []arabic.Number) []article.Finding {
	balance := make(map[string]int)
	for _, n := range ar {
		balance[n.Values()[0]]++
	}
	for _, n := range en {
		balance[n.Values()[0]]--
	}
	lost, added := inExcess(ar, balance, 1), inExcess(en, balance, -1)
	if len(lost) != 1 || len(added) != 1 {
		return nil
	}
	f := changedNumber(s, lost[0], added[0])
	f.Severity = article.Major
	return []article.Finding{f}
}

// inExcess returns the numbers in figures whose value a text holds more often
// than the other, by sign: the last of each value, once for each time too many.
func inExcess(numbers []arabic.Number, balance map[string]int, sign int) []arabic.Number {
	var out []arabic.Number
	for _, n := range slices.Backward(numbers) {
		v := n.Values()[0]
		if n.Digits && !n.Weak && len(n.Readings) == 1 && balance[v]*sign > 0 {
			balance[v] -= sign
			out = append(out, n)
		}
	}
	return out
}
