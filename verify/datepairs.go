package verify

import (
	"fmt"
	"slices"
	"strconv"

	"naql/arabic"
	"naql/article"
)

// dated is what stands beside a month: its days as bits and one year.
type dated struct {
	days   uint32
	year   int
	yearAt int // one more than the index of the number
	at     int // one more than the index of its first moment
}

// pairs compares the days and the years that each month is given with. A day
// or year that the other text lacks altogether is for the check of numbers.
func (c *calendar) pairs() {
	if c.aHas&c.eHas&allMonths == 0 {
		return
	}
	ar, en := c.dated()
	for b := range ar {
		a, e := ar[b], en[b]
		if a.at == 0 {
			continue
		}
		m := c.a[a.at-1]
		if m.Day != 0 {
			c.figureDate(m, e)
		}
		if e.at == 0 {
			continue
		}
		n := c.e[e.at-1]
		if a.days != 0 && e.days != 0 && a.days&e.days == 0 && c.allInArabic(e.days) {
			c.wrongDate(m, n, strconv.Itoa(firstDay(a.days)), strconv.Itoa(firstDay(e.days)))
		}
		if a.year != 0 && e.year != 0 && a.year != e.year && hasNumber(c.arNumbers, strconv.Itoa(e.year)) && hasNumber(c.enNumbers, strconv.Itoa(a.year)) {
			c.wrongDate(m, n, strconv.Itoa(a.year), strconv.Itoa(e.year))
		}
		if c.workedOut(a, e) {
			year := strconv.Itoa(e.year)
			c.add("date", article.Minor, spanOf(m), spanOf(n), c.nameOf(m), "The English gives "+c.nameOf(m)+" the year "+year+", which the Arabic does not.")
		}
	}
}

// dated is what stands beside each month of the two texts.
func (p *passage) dated() (ar, en [dayBit]dated) {
	collect(&ar, p.arMoments, p.arNumbers, p.arBetween)
	collect(&en, p.enMoments, p.enNumbers, p.enBetween)
	return ar, en
}

// workedOut reports a year that the English gives a month of the Arabic that
// has none.
func (p *passage) workedOut(a, e dated) bool {
	return a.at != 0 && e.at != 0 && a.year == 0 && e.year != 0 && !hasNumber(p.arNumbers, strconv.Itoa(e.year))
}

// leaveYears takes the years that were worked out from the check of numbers:
// they are for an editor to see, but right more often than not.
func (p *passage) leaveYears() {
	if !hasKind(p.arMoments, arabic.Month) || !hasKind(p.enMoments, arabic.Month) {
		return
	}
	ar, en := p.dated()
	for b := range en {
		if e := en[b]; p.workedOut(ar[b], e) {
			p.enNumbers[e.yearAt-1].Calendar = true
		}
	}
}

func (c *calendar) wrongDate(m, n arabic.Moment, want, got string) {
	c.add("date", article.Critical, spanOf(m), spanOf(n), c.nameOf(m)+" "+want,
		fmt.Sprintf("The date is wrong: the Arabic has %s with %s, the English with %s.", want, c.nameOf(m), got))
}

// figureDate proves the day and the year of a date in figures, whose month is
// proved by its name.
func (c *calendar) figureDate(m arabic.Moment, e dated) {
	for i, v := range []string{strconv.Itoa(int(m.Day)), strconv.Itoa(int(m.Year))} {
		if hasNumber(c.enNumbers, v) || i == 0 && e.days != 0 || i == 1 && e.year != 0 {
			continue
		}
		c.add("date", article.Major, spanOf(m), article.Span{}, v, fmt.Sprintf("The Arabic dates this %s; the English lacks %s.", c.Ar[m.Start:m.End], v))
		return
	}
}

func (c *calendar) allInArabic(days uint32) bool {
	for d := 1; d < 32; d++ {
		if days&(1<<d) != 0 && d > 2 && !hasNumber(c.arNumbers, strconv.Itoa(d)) {
			return false
		}
	}
	return true
}

func firstDay(days uint32) int {
	d := 1
	for days&(1<<d) == 0 {
		d++
	}
	return d
}

func hasNumber(numbers []arabic.Number, value string) bool {
	for i := range numbers {
		for _, r := range numbers[i].Readings {
			if slices.Contains(r, value) {
				return true
			}
		}
	}
	return false
}

// maxDays is how many days a month is given at most: 3, 4 and 5 May.
const maxDays = 4

// joint is what stands between two places of a text.
type joint byte

const (
	apart     joint = iota
	adjoining       // nothing, or "of": a day or year and its month
	linked          // and, to, a dash: one day and the next
)

// collect joins to each month the days before it, or behind it where English
// writes them there, and the year behind.
func collect(out *[dayBit]dated, moments []arabic.Moment, numbers []arabic.Number, between func(from, to int) joint) {
	k := 0
	for i := range moments {
		m := &moments[i]
		b := monthBit(m)
		if b == 0 {
			continue
		}
		d := &out[b]
		if d.at == 0 {
			d.at = i + 1
		}
		if m.Day != 0 {
			d.days |= 1 << m.Day
			d.year = int(m.Year)
			continue
		}
		for k < len(numbers) && numbers[k].Next <= m.First {
			k++
		}
		for j, at := k-1, m.First; j >= max(0, k-maxDays) && isDay(&numbers[j]); j-- {
			if by := between(numbers[j].Next, at); by == apart || at == m.First && by != adjoining {
				break
			}
			d.days |= 1 << integer(&numbers[j])
			at = numbers[j].First
		}
		d.behind(m.Last+1, k, numbers[:min(len(numbers), k+maxDays+1)], between)
	}
}

// behind takes in the days and the year that follow a month that ends before
// token at, from number k on.
func (d *dated) behind(at, k int, numbers []arabic.Number, between func(from, to int) joint) {
	days := 0
	for ; k < len(numbers); k++ {
		n := &numbers[k]
		if n.First < at {
			continue // the month itself
		}
		by := between(at, n.First)
		switch v := integer(n); {
		case v > 1000 && v < 2200 && by == adjoining:
			d.year, d.yearAt = v, k+1
			return
		case isDay(n) && (by == adjoining && days == 0 || by == linked && days > 0):
			d.days |= 1 << v
			at = n.Next
			days++
		default:
			return
		}
	}
}

func isDay(n *arabic.Number) bool {
	v := integer(n)
	return v > 0 && v < 32
}

func monthBit(m *arabic.Moment) int {
	switch m.Kind {
	case arabic.Month:
		return m.Value
	case arabic.Hijri:
		return hijriBit + m.Value
	}
	return 0
}

// integer is the value of a number that is a plain one, else -1.
func integer(n *arabic.Number) int {
	text := n.Readings[0][0]
	if len(n.Readings[0]) != 1 || n.Percent || n.Unit.Money() || text == "" || !isFigure(text[0]) {
		return -1
	}
	if v, err := strconv.Atoi(text); err == nil {
		return v
	}
	return -1
}

// arBetween is what stands between two places of the Arabic.
func (p *passage) arBetween(from, to int) joint {
	if from > to || to-from > 2 {
		return apart
	}
	out := adjoining
	for _, l := range p.ar[from:to] {
		switch l.Key {
		case "من", "/", "شهر", "عام", "العام", "سنه":
		case "-", "–", "و", "الي", "حتي":
			out = linked
		default:
			return apart
		}
	}
	return out
}

func (p *passage) enBetween(from, to int) joint {
	if from > to || to-from > 2 {
		return apart
	}
	out := adjoining
	for _, t := range p.en[from:to] {
		switch {
		case t.text == "of", t.text == "the", t.text == "." && t.glued, t.text == "," && to < len(p.en) && len(p.en[to].text) == 4:
		case oneOf(t.text, "-", "–", "and", "to", ","):
			out = linked
		default:
			return apart
		}
	}
	return out
}
