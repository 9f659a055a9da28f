package verify

import (
	"naql/arabic"
	"naql/article"
)

// maxEdges bounds how many of a segment are looked for.
const maxEdges = 12

// edges compares early and late of the month, year or decade behind them.
func (c *calendar) edges() {
	if !hasKind(c.a, arabic.Edge) || !hasKind(c.e, arabic.Edge) {
		return
	}
	k, tries := 0, 0
	for i := range c.a {
		m := &c.a[i]
		n := edged(m, c.arNumbers, &k)
		if n == nil {
			continue
		}
		if tries++; tries > maxEdges {
			return
		}
		if e := c.edgeOf(n.Readings[0][0]); e != nil && e.Value != m.Value {
			c.changed(article.Major, *m, *e)
			return
		}
	}
}

// edgeOf is the English edge of a value, where it has but one.
func (c *calendar) edgeOf(value string) *arabic.Moment {
	var found *arabic.Moment
	k := 0
	for i := range c.e {
		e := &c.e[i]
		n := edged(e, c.enNumbers, &k)
		if n == nil || n.Readings[0][0] != value {
			continue
		}
		if found != nil && found.Value != e.Value {
			return nil
		}
		found = e
	}
	return found
}

// edged is the number of a month, a year or a decade close behind an edge, or
// nil. k goes on from one edge to the next.
func edged(m *arabic.Moment, numbers []arabic.Number, k *int) *arabic.Number {
	for *k < len(numbers) && numbers[*k].First <= m.Last {
		*k++
	}
	if m.Kind != arabic.Edge || *k == len(numbers) || numbers[*k].First > m.Last+3 {
		return nil
	}
	n := &numbers[*k]
	switch n.Kind {
	case arabic.YearNum, arabic.Decade, arabic.DatePart:
		return n
	}
	return nil
}
