package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// maxTimes bounds how many times of a segment are compared: a timetable is no
// news, and each is looked for among all numbers of the other text.
const maxTimes = 24

// times compares the times of day: the hour, the half of the day, the zone.
func (c *calendar) times() {
	var lost, added []arabic.Number
	seen := 0
	for i := range c.arNumbers {
		n := &c.arNumbers[i]
		if n.Half == 0 && n.Readings[0][0][0] != 't' {
			continue
		}
		if seen++; seen > maxTimes {
			break
		}
		if n.Readings[0][0][0] == 't' && !n.Weak && !foundIn(n, c.enNumbers) {
			lost = append(lost, *n)
			continue
		}
		c.half(n)
		c.zone(i)
	}
	seen = 0
	for i := range c.enNumbers {
		n := &c.enNumbers[i]
		if n.Readings[0][0][0] != 't' || n.Weak {
			continue
		}
		if seen++; seen > maxTimes {
			break
		}
		if !foundIn(n, c.arNumbers) {
			added = append(added, *n)
		}
	}
	for i, n := range lost {
		ar := article.Span{n.Start, n.End}
		if i < len(added) {
			m := added[i]
			c.add("time", article.Critical, ar, article.Span{m.Start, m.End}, display(n),
				fmt.Sprintf("The time is wrong: the Arabic has %s, the English %s.", display(n), c.En[m.Start:m.End]))
			continue
		}
		c.add("time", article.Critical, ar, c.misread(n), display(n),
			fmt.Sprintf("The Arabic has the time %s (%s); the English does not.", display(n), c.Ar[n.Start:n.End]))
	}
	for _, m := range added[min(len(lost), len(added)):] {
		c.add("time", article.Critical, article.Span{}, article.Span{m.Start, m.End}, "",
			fmt.Sprintf("The English has the time %s, which the Arabic does not.", c.En[m.Start:m.End]))
	}
}

// misread is the English number that has the figures of a time and is none, or
// an empty span.
func (c *calendar) misread(n arabic.Number) article.Span {
	want := strings.TrimLeft(digitRuns(c.Ar[n.Start:n.End]), "0 ")
	for i := range c.enNumbers {
		if m := &c.enNumbers[i]; m.Digits && len(want) > 2 && strings.TrimLeft(digitRuns(c.En[m.Start:m.End]), "0 ") == want {
			return article.Span{m.Start, m.End}
		}
	}
	return article.Span{}
}

// foundIn reports whether the other text has all values of a reading of n.
func foundIn(n *arabic.Number, others []arabic.Number) bool {
	return slices.ContainsFunc(n.Readings, func(r []string) bool {
		return !slices.ContainsFunc(r, func(v string) bool { return !hasNumber(others, v) })
	})
}

// half holds the half of the day that the Arabic puts an hour in against that
// of the English.
func (c *calendar) half(n *arabic.Number) {
	if n.Half == 0 {
		return
	}
	var other, bare *arabic.Number
	for i := range c.enNumbers {
		m := &c.enNumbers[i]
		if !sameHour(n, m) {
			continue
		}
		switch half := c.englishHalf(m); {
		case half == n.Half:
			return
		case half != 0:
			other = m
		case c.isHour(m):
			bare = m
		}
	}
	word := map[byte]string{'a': " a.m.", 'p': " p.m."}
	ar := article.Span{n.Start, n.End}
	switch want := display(*n) + word[n.Half]; {
	case other != nil:
		c.add("time", article.Critical, ar, article.Span{other.Start, other.End}, want,
			fmt.Sprintf("The time is wrong: the Arabic has %s, the English the other half of the day.", want))
	case bare != nil:
		c.add("time", article.Minor, ar, article.Span{bare.Start, bare.End}, want,
			fmt.Sprintf("The Arabic says which half of the day it is: %s.", want))
	}
}

// sameHour reports a reading of m that is the hour of n.
func sameHour(n, m *arabic.Number) bool {
	for _, a := range n.Readings {
		for _, e := range m.Readings {
			if len(a) == 1 && len(e) == 1 && (a[0] == e[0] || a[0] == "t"+e[0]+":00" || "t"+a[0]+":00" == e[0]) {
				return true
			}
		}
	}
	return false
}

// isHour reports an English number that can be nothing else than a time.
func (c *calendar) isHour(m *arabic.Number) bool {
	if m.Readings[0][0][0] == 't' {
		return true
	}
	return m.Next < len(c.en) && c.en[m.Next].text == "o"
}

// nearTime is how many tokens around a time are asked which half of the day it is.
const nearTime = 6

// englishHalf is the half of the day that the English puts a time in: by a.m.
// and p.m., by twenty-four hours, by the part of a day beside it.
func (c *calendar) englishHalf(m *arabic.Number) byte {
	if m.Half != 0 {
		return m.Half
	}
	raw := c.En[m.Start:m.End]
	switch {
	case strings.EqualFold(raw, "noon"), strings.EqualFold(raw, "midday"):
		return 'p'
	case strings.EqualFold(raw, "midnight"):
		return 'a'
	case len(raw) >= 4 && raw[0] == '0' && m.Readings[0][0] != "0":
		return 'a'
	}
	early := raw[0] == '1' && len(raw) > 1 && raw[1] == '2' || raw[0] >= '1' && raw[0] <= '5' && (len(raw) == 1 || raw[1] == ':' || raw[1] == '.')
	for i := m.Next; i < min(len(c.en), m.Next+nearTime); i++ {
		if h := c.halfOf(i, early); h != 0 {
			return h
		}
		if c.en[i].digits || c.en[i].text == "." && !c.en[i].glued {
			break
		}
	}
	for i := m.First - 1; i >= max(0, m.First-nearTime) && !c.en[i].digits; i-- {
		if h := c.halfOf(i, early); h != 0 {
			return h
		}
	}
	return 0
}

// halfOf is the half of the day of a token that names a part of it, or 0. The
// small hours are at night too.
func (c *calendar) halfOf(i int, early bool) byte {
	t := c.en[i].time
	if t == nil || t.kind != dayPart {
		return 0
	}
	if t.value == arabic.Morning || t.value >= arabic.Night && early || c.en[i].text == "midnight" {
		return 'a'
	}
	return 'p'
}

// zone holds GMT and local time apart for the Arabic number at i.
func (c *calendar) zone(i int) {
	want := zoneOf(c.a, c.arNumbers, i)
	if want == nil {
		return
	}
	var other *arabic.Moment
	for k := range c.enNumbers {
		if !sameHour(&c.arNumbers[i], &c.enNumbers[k]) {
			continue
		}
		got := zoneOf(c.e, c.enNumbers, k)
		if got == nil || got.Value == want.Value {
			return
		}
		other = got
	}
	if other != nil {
		c.changed(article.Critical, *want, *other)
		c.out[len(c.out)-1].Check = "time"
	}
}

// zoneOf is the zone that the time at i is told in: the first one close behind
// it, with no other number between; nil where there is none.
func zoneOf(moments []arabic.Moment, numbers []arabic.Number, i int) *arabic.Moment {
	from := numbers[i].Next
	to := from + nearTime
	if i+1 < len(numbers) {
		to = min(to, numbers[i+1].First)
	}
	for k := range moments {
		if m := &moments[k]; m.Kind == arabic.Zone && m.First >= from && m.First < to {
			return m
		}
	}
	return nil
}
