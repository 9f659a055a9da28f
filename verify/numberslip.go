package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// percentLost finds a percentage that the other side states as a plain number:
// of one value there are fewer percentages and more plain numbers.
func (l *ledger) percentLost() []article.Finding {
	var out []article.Finding
	for i := range l.seen {
		s := &l.seen[i]
		arPlain, enPlain := s.ars-s.arPercents, s.ens-s.enPercents
		lost := s.arPercents > s.enPercents && enPlain > arPlain
		if !lost && (s.enPercents <= s.arPercents || arPlain <= enPlain) {
			continue
		}
		x, y := lastOf(l.arNumbers, l.arRow, i, lost), lastOf(l.enNumbers, l.enRow, i, !lost)
		if x.Values()[0] != y.Values()[0] {
			continue // a fifth is 20 percent
		}
		f := numberFinding(*x, true)
		f.SourceSpan, f.TargetSpan = numberSpan(x), numberSpan(y)
		f.Expected, f.Found = display(*x), l.En[y.Start:y.End]
		f.Message = fmt.Sprintf("The Arabic has %s, the English %s.", f.Expected, f.Found)
		if out = append(out, f); len(out) == maxPairs {
			break
		}
	}
	return out
}

// lastOf is the last number of a sighting that is a percentage or is none.
func lastOf(numbers []arabic.Number, rows []int, row int, percent bool) *arabic.Number {
	for i := len(rows) - 1; ; i-- {
		if rows[i] == row && numbers[i].Percent == percent {
			return &numbers[i]
		}
	}
}

// exchanged finds a number put in the place of another that the text also
// has: one value stands once too often and one value once too seldom.
// Repeating a number, or not, is otherwise the translator's choice.
func (l *ledger) exchanged() []article.Finding {
	var lost, added *sighting
	for i := range l.seen {
		s := &l.seen[i]
		if s.en == nil || s.ars == s.ens {
			continue
		}
		switch {
		case s.ars == s.ens+1 && s.enWeak == 0 && lost == nil && plainFigures(s.ar):
			lost = s
		case s.ens == s.ars+1 && s.arWeak == 0 && added == nil && plainFigures(s.en):
			added = s
		default:
			return nil
		}
	}
	if lost == nil || added == nil {
		return nil
	}
	f := changedNumber(l.Segment, *lost.ar, *added.en)
	f.Severity = article.Major
	return []article.Finding{f}
}

// plainFigures reports a number in figures that can be read in one way.
func plainFigures(n *arabic.Number) bool { return n.Digits && len(n.Readings) == 1 }

// orphans finds a sign that belongs to a number and has none: the th
// anniversary, $ million.
func orphans(p *passage) []article.Finding {
	var out []article.Finding
	for i := range p.en {
		t := &p.en[i]
		before, after := i > 0 && t.glued, i+1 < len(p.en) && p.en[i+1].glued
		switch t.text {
		case "th", "nd", "rd":
			before = before || after || t.capital
		case "$", "£", "€":
			before = before || after
		case "%":
		default:
			continue
		}
		if before || i > 0 && (p.en[i-1].digits || p.en[i-1].number != nil) || i+1 < len(p.en) && p.en[i+1].digits {
			continue
		}
		f := article.Finding{Check: "number", Severity: article.Major, TargetSpan: article.Span{t.start, t.end}, Found: t.text}
		f.Message = fmt.Sprintf("The English has “%s” without its number.", t.text)
		out = append(out, f)
	}
	return out
}
