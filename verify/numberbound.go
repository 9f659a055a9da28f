package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// bounds finds values whose bound was lost, added or turned round: about, more
// than, less than. A value that stands more than once is left alone, and so
// is a bare one that the other text calls the most: up to is often left out.
func (l *ledger) bounds() []article.Finding {
	var out []article.Finding
	for i := range l.seen {
		s := &l.seen[i]
		if s.ars != 1 || s.ens != 1 {
			continue
		}
		x, y := s.ar.Qualifier, s.en.Qualifier
		if y == arabic.Some && (x == arabic.About || x == arabic.Unbounded) || x == arabic.About && y == arabic.Unbounded && l.ageAtDeath(s.ar) ||
			x == arabic.Unbounded && y == arabic.More && l.lasts(s.en) {
			continue
		}
		from, to := direction(x), direction(y)
		if x == y || from == to && from != 0 || from+to < 0 && from*to == 0 && x*y == 0 {
			continue
		}
		f := l.finding(numberSpan(s.ar), numberSpan(s.en))
		f.Expected, f.Found = boundName(s.ar), boundName(s.en)
		f.Message = fmt.Sprintf("The Arabic has “%s”, the English “%s”.", f.Expected, f.Found)
		if from*to < 0 {
			f.Severity = article.Major
		}
		out = append(out, f)
	}
	return out
}

// ageAtDeath reports the turn of obituaries that seems to round an age and
// does not: عن عمر ناهز 79 عاما.
func (l *ledger) ageAtDeath(n *arabic.Number) bool {
	return n.First >= 2 && l.ar[n.First-2].Key == "عمر"
}

// lasts reports "over" before a time, which is also "during".
func (l *ledger) lasts(n *arabic.Number) bool {
	return n.First > 0 && l.en[n.First-1].text == "over" && n.Unit.Class() == arabic.Year.Class()
}

// direction is 1 for more, -1 for less.
func direction(q arabic.Qualifier) int {
	switch q {
	case arabic.More, arabic.AtLeast:
		return 1
	case arabic.Less, arabic.AtMost:
		return -1
	}
	return 0
}

var boundNames = map[arabic.Qualifier]string{
	arabic.About: "about ", arabic.Some: "some ", arabic.More: "more than ", arabic.Less: "less than ", arabic.AtLeast: "at least ", arabic.AtMost: "up to ",
}

func boundName(n *arabic.Number) string { return boundNames[n.Qualifier] + display(*n) }

// vague finds words that tell a number's size alone and that the other text
// does not have. Where it has another such word the size was changed.
func vague(lost, added []*arabic.Number) []article.Finding {
	var out []article.Finding
	for i, n := range lost {
		f := article.Finding{Check: "number", Severity: article.Minor, SourceSpan: numberSpan(n), Expected: vagueName(n)}
		f.Message = fmt.Sprintf("The Arabic has “%s”; the English does not.", f.Expected)
		if i < len(added) {
			m := added[i]
			f.Severity, f.TargetSpan, f.Found = article.Major, numberSpan(m), vagueName(m)
			f.Message = fmt.Sprintf("The Arabic has “%s”, the English “%s”.", f.Expected, f.Found)
		}
		out = append(out, f)
	}
	for _, n := range added[min(len(lost), len(added)):] {
		f := article.Finding{Check: "number", Severity: article.Minor, TargetSpan: numberSpan(n), Found: vagueName(n)}
		f.Message = fmt.Sprintf("The English has “%s”; the Arabic does not.", f.Found)
		out = append(out, f)
	}
	return out
}

// madeExact is the finding for a vague word that the English makes a number.
func madeExact(s article.Segment, n *arabic.Number, m arabic.Number) article.Finding {
	f := addedNumber(s, m)
	f.SourceSpan, f.Expected = numberSpan(n), vagueName(n)
	f.Message = fmt.Sprintf("The Arabic has only “%s”; the English makes it %s.", f.Expected, f.Found)
	return f
}

// madeVague is the finding for a number that the English makes a vague word.
func madeVague(s article.Segment, n arabic.Number, m *arabic.Number) article.Finding {
	f := lostNumber(s, n)
	f.TargetSpan, f.Found = numberSpan(m), s.En[m.Start:m.End]
	f.Message = fmt.Sprintf("The Arabic has %s; the English has only “%s”.", f.Expected, vagueName(m))
	return f
}

// unmatchedVague are the vague words of one text whose size the other does not
// have, each size once.
func unmatchedVague(numbers []arabic.Number, have map[string]bool) []*arabic.Number {
	var out []*arabic.Number
	for i := range numbers {
		n := &numbers[i]
		if n.Kind != arabic.Vague || len(out) == maxPairs || have[n.Values()[0]] ||
			slices.ContainsFunc(out, func(m *arabic.Number) bool { return m.Values()[0] == n.Values()[0] }) {
			continue
		}
		out = append(out, n)
	}
	return out
}

var vagueNames = map[string]string{
	"~10": "dozens", "~100": "hundreds", "~1000": "thousands", "~10000": "tens of thousands", "~100000": "hundreds of thousands",
	"~1000000": "millions", "~10000000": "tens of millions", "~100000000": "hundreds of millions", "~1000000000": "billions",
}

func vagueName(n *arabic.Number) string {
	if name := vagueNames[n.Values()[0]]; name != "" {
		return name
	}
	return strings.TrimPrefix(n.Values()[0], "~") + "s"
}
