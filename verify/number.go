package verify

import (
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// numbers compares what the two texts of a segment state in numbers. A value
// is one fact however it is written; how often it is repeated is style. Where
// any reading of a number explains it, nothing is said.
func numbers(p *passage) []article.Finding {
	s, ar, en := p.Segment, p.arNumbers, p.enNumbers
	lost := unexplained(ar, en, s.Ar, s.En)
	added := unexplained(en, ar, s.En, s.Ar)
	if l, a := plainDays(ar, en), plainDays(en, ar); len(l) > 0 && len(a) > 0 {
		lost, added = append(withoutDays(lost), l...), append(withoutDays(added), a...)
	}
	var out []article.Finding
	partners, alone := pairUp(lost, added)
	for i, n := range lost {
		if k := partners[i]; k >= 0 {
			out = append(out, changedNumber(s, n, added[k]))
			continue
		}
		out = append(out, lostNumber(s, n))
	}
	for _, n := range alone {
		out = append(out, addedNumber(s, n))
	}
	out = append(out, otherHalf(s, ar, en)...)
	if len(out) == 0 {
		out = percentLost(s, ar, en)
	}
	if len(out) == 0 {
		out = exchanged(s, ar, en)
	}
	return out
}

// unexplained returns the numbers of one text that no reading finds in the
// other.
func unexplained(numbers, others []arabic.Number, text, other string) []arabic.Number {
	have := values(others)
	var out []arabic.Number
	tries := 0
	for i, n := range numbers {
		if n.Weak || explained(n, have) {
			continue
		}
		if tries++; tries <= maxPairs && spelledTogether(numbers, i, text, other) {
			continue
		}
		out = append(out, n)
	}
	return out
}

func values(numbers []arabic.Number) map[string]bool {
	have := make(map[string]bool)
	for _, n := range numbers {
		for _, r := range n.Readings {
			for _, v := range r {
				have[v] = true
			}
		}
	}
	return have
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
	run = onlyDigits(run)
	return len(run) >= 5 && numbers[i].Digits && strings.Contains(onlyDigits(other), run)
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

// onlyDigits keeps the digits of any script as ASCII and ends a run with a
// space at every letter, so that distant numbers never join.
func onlyDigits(text string) string {
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

// plainDays are the weekdays that the other text does not name. Where both
// texts have one, the day was changed, and a "yesterday" beside it explains
// nothing.
func plainDays(numbers, others []arabic.Number) []arabic.Number {
	named := make(map[string]bool)
	for _, n := range others {
		if len(n.Readings) == 1 {
			named[n.Values()[0]] = true
		}
	}
	var out []arabic.Number
	for _, n := range numbers {
		if v := n.Values()[0]; !n.Weak && calendarKind(v) == 'w' && !named[v] {
			out = append(out, n)
		}
	}
	return out
}

func withoutDays(numbers []arabic.Number) []arabic.Number {
	return slices.DeleteFunc(numbers, func(n arabic.Number) bool { return calendarKind(n.Values()[0]) == 'w' })
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
