package verify

import (
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// numbers compares what the two texts of a segment state in numbers. A value
// is one fact however it is written; how often it is repeated is style. Where
// any reading of a number explains it, nothing is said. What depends on the
// place of a number is looked at where every number has its counterpart.
func numbers(p *passage) []article.Finding {
	l := openLedger(p)
	defer l.close()
	out := l.missing()
	if len(out) == 0 {
		out = orphans(p)
	}
	if severe(out) {
		return out
	}
	if len(l.arNumbers) == 0 || len(l.enNumbers) == 0 {
		return append(out, l.multiples()...)
	}
	for _, check := range []func(*ledger) []article.Finding{(*ledger).percentLost, (*ledger).exchanged} {
		if found := check(l); len(found) > 0 {
			return append(out, found...)
		}
	}
	l.mark()
	for _, check := range []func(*ledger) []article.Finding{(*ledger).parted, (*ledger).scores} {
		if found := check(l); len(found) > 0 {
			return append(out, found...)
		}
	}
	for _, check := range []func(*ledger) []article.Finding{(*ledger).parts, (*ledger).turned, (*ledger).ordinals, (*ledger).duals, (*ledger).multiples, (*ledger).trends, (*ledger).swapped, (*ledger).minus, (*ledger).nations} {
		out = append(out, check(l)...)
	}
	if severe(out) {
		return out
	}
	for _, check := range []func(*ledger) []article.Finding{(*ledger).reordered, (*ledger).units, (*ledger).nouns, (*ledger).bounds} {
		out = append(out, check(l)...)
	}
	return out
}

// severe reports a severe finding: what depends on the places of the numbers is
// then not looked at.
func severe(found []article.Finding) bool {
	return slices.ContainsFunc(found, func(f article.Finding) bool { return f.Severity != article.Minor })
}

// missing finds the numbers, exact and vague, that one text has and the other
// has not, and tells which of them stand for each other.
func (l *ledger) missing() []article.Finding {
	lost := without(l.arNumbers, l.inEnglish, l.Ar, l.En)
	added := withoutWorkedOut(l.passage, withoutConversions(l.passage, without(l.enNumbers, l.inArabic, l.En, l.Ar)))
	lostVague, addedVague := unmatchedVague(l.arNumbers, l.inEnglish), unmatchedVague(l.enNumbers, l.inArabic)
	if len(lost)+len(added)+len(lostVague)+len(addedVague) == 0 {
		return nil
	}
	var out []article.Finding
	partners, alone := pairUp(lost, added)
	for i, n := range lost {
		switch k := partners[i]; {
		case k >= 0:
			out = append(out, changedNumber(l.Segment, n, added[k]))
		case len(addedVague) > 0:
			out = append(out, madeVague(l.Segment, n, addedVague[0]))
			addedVague = addedVague[1:]
		default:
			out = append(out, lostNumber(l.Segment, n))
		}
	}
	for _, n := range alone {
		if len(lostVague) > 0 {
			out = append(out, madeExact(l.Segment, lostVague[0], n))
			lostVague = lostVague[1:]
			continue
		}
		out = append(out, addedNumber(l.Segment, n))
	}
	return append(out, vague(lostVague, addedVague)...)
}

// unexplained returns the numbers of one text that no reading finds in the
// other.
func unexplained(numbers, others []arabic.Number, text, other string) []arabic.Number {
	return without(numbers, values(others), text, other)
}

// without returns the numbers of a text that no reading finds among the values
// of the other.
func without(numbers []arabic.Number, have map[string]bool, text, other string) []arabic.Number {
	var out []arabic.Number
	tries := 0
	for i := range numbers {
		n := &numbers[i]
		if n.Weak || n.Calendar || n.Kind == arabic.TimeNum || explained(*n, have) {
			continue
		}
		if tries++; tries <= maxPairs && spelledTogether(numbers, i, text, other) {
			continue
		}
		out = append(out, *n)
	}
	return out
}

func values(numbers []arabic.Number) map[string]bool {
	have := make(map[string]bool, 2*len(numbers))
	addValues(have, numbers)
	return have
}

func addValues(have map[string]bool, numbers []arabic.Number) {
	for i := range numbers {
		for _, r := range numbers[i].Readings {
			for _, v := range r {
				have[v] = true
			}
		}
	}
}

func explained(n arabic.Number, have map[string]bool) bool {
	for _, r := range n.Readings {
		all := true
		for _, v := range r {
			all = all && have[v]
		}
		if all {
			return true
		}
	}
	return false
}

// maxParts is how many groups a telephone number is written in at most.
const maxParts = 6

// spelledTogether reports a numeral that is part of a longer one in the other
// text or is cut there: telephone numbers and ids are spaced as one likes.
func spelledTogether(numbers []arabic.Number, i int, text, other string) bool {
	first, last := i, i
	for first > max(0, i-maxParts) && numbers[first].Digits && near(text, numbers[first-1].End, numbers[first].Start) {
		first--
	}
	for last+1 < min(len(numbers), i+maxParts) && near(text, numbers[last].End, numbers[last+1].Start) {
		last++
	}
	run := text[numbers[first].Start:numbers[last].End]
	if strings.ContainsAny(run, ".,،٫٬") {
		return false
	}
	run = digitRuns(run)
	return len(run) >= 5 && numbers[i].Digits && strings.Contains(digitRuns(other), run)
}

// near reports whether nothing but a space or a dash stands between two bytes.
func near(text string, from, to int) bool {
	if from > to {
		return false
	}
	switch text[from:to] {
	case " ", "\u00a0", "-", "–":
		return true
	}
	return false
}

// digitRuns keeps the digits of any script as ASCII and ends a run with a
// space at every letter, so that distant numbers never join.
func digitRuns(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '٠' && r <= '٩':
			b.WriteRune(r - '٠' + '0')
		case r >= '۰' && r <= '۹':
			b.WriteRune(r - '۰' + '0')
		case r == ' ', r == '\u00a0', r == '-', r == '–', r == '(', r == ')', r == '+':
		default:
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// maxPairs bounds the work on numbers that find no counterpart; a text with
// more of them holds no slip of a number or two.
const maxPairs = 30

// pairUp pairs each lost number with the added one that stands in its place,
// the likest first. It returns the index of each partner, or -1, and the added
// numbers left alone.
func pairUp(lost, added []arabic.Number) (partners []int, alone []arabic.Number) {
	partners = slices.Repeat([]int{-1}, len(lost))
	taken := make([]bool, len(added))
	for want := 4; want >= 0; want-- {
		for i, n := range lost[:min(len(lost), maxPairs)] {
			for k, m := range added[:min(len(added), maxPairs)] {
				if partners[i] < 0 && !taken[k] && likeness(n.Values()[0], m.Values()[0]) == want {
					partners[i], taken[k] = k, true
				}
			}
		}
	}
	for k, m := range added {
		if !taken[k] {
			alone = append(alone, m)
		}
	}
	return partners, alone
}

// likeness is high for a slip of one number: other order, other scale, one
// digit more or less.
func likeness(a, b string) int {
	if calendarKind(a) != calendarKind(b) {
		return -1
	}
	da, db := strings.Trim(strings.ReplaceAll(a, ".", ""), "0"), strings.Trim(strings.ReplaceAll(b, ".", ""), "0")
	switch {
	case da == db:
		return 4
	case sameDigits(a, b):
		return 3
	case len(a) == len(b):
		return 2
	}
	return 0
}

func sameDigits(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return string(x) == string(y)
}
