package verify

import (
	"slices"
	"strconv"
	"strings"
)

var (
	enMonthNames   = strings.Fields("january february march april may june july august september october november december")
	enWeekdayNames = strings.Fields("sunday monday tuesday wednesday thursday friday saturday")
)

// calendar reads a month or a weekday written with a capital. A month that is
// also a name (May, April) or is cut short (Jan.) is weak unless a number or a
// preposition of time stands beside it. Words such as yesterday may render any
// weekday.
func (p *enParser) calendar(i int) (enNumber, bool) {
	t := p.toks[i]
	n := enNumber{first: i, next: i + 1}
	n.Start, n.End = t.start, t.end
	switch t.text {
	case "yesterday", "today", "tonight", "tomorrow":
		n.Weak = true
		for d := range enWeekdayNames {
			n.Add("w" + strconv.Itoa(d))
		}
		return n, true
	}
	if !t.capital {
		return n, false
	}
	if d := slices.Index(enWeekdayNames, strings.TrimSuffix(t.text, "s")); d >= 0 {
		n.Add("w" + strconv.Itoa(d))
		return n, true
	}
	for m, name := range enMonthNames {
		if t.text != name && t.text != name[:3] && (t.text != "sept" || m != 8) {
			continue
		}
		n.Add("m" + strconv.Itoa(m+1))
		n.Weak = (doubtfulMonths[name] || t.text != name) && !p.dated(i)
		return n, true
	}
	return n, false
}

var doubtfulMonths = map[string]bool{"march": true, "april": true, "may": true, "june": true, "august": true}

// dated reports a number beside token i, or a preposition of time before it
// and no possessive behind.
func (p *enParser) dated(i int) bool {
	next := i + 1
	if p.text(next) == "." && p.glued(next) {
		next++
	}
	if i > 0 && p.toks[i-1].digits || next < len(p.toks) && p.toks[next].digits {
		return true
	}
	switch p.text(i - 1) {
	case "in", "since", "until", "during", "early", "late", "mid", "last", "next", "this":
		next := p.text(i + 1)
		return !p.glued(i+1) || next != "'" && next != "’"
	}
	return false
}
