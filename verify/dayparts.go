package verify

import (
	"naql/arabic"
	"naql/article"
)

// The halves of a day that a part of it may lie in.
const (
	beforeNoon = 1
	afterNoon  = 2
)

var halvesOf = [...]byte{
	arabic.Morning: beforeNoon, arabic.Noon: beforeNoon | afterNoon, arabic.Afternoon: afterNoon,
	arabic.Evening: afterNoon, arabic.Night: afterNoon, arabic.Overnight: beforeNoon | afterNoon,
}

// partOf is what a text says of one day.
type partOf struct {
	halves byte
	at     int // one more than the index of the part
}

// parts compares the part of the day that both texts give with one weekday or
// with yesterday, today and tomorrow.
func (c *calendar) parts() {
	if !hasKind(c.a, arabic.DayPart) || !hasKind(c.e, arabic.DayPart) {
		return
	}
	var ar, en [12]partOf // seven weekdays, five relative days
	collectParts(&ar, c.a, func(from, to int) bool { return to-from <= 1 })
	collectParts(&en, c.e, c.joinsPart)
	for d, a := range ar {
		if e := en[d]; a.at != 0 && e.at != 0 && a.halves&e.halves == 0 {
			c.changed(article.Major, c.a[a.at-1], c.e[e.at-1])
		}
	}
}

// collectParts joins each part of a day to the day beside it, where joins
// allows what stands between them.
func collectParts(out *[12]partOf, moments []arabic.Moment, joins func(from, to int) bool) {
	for i := 1; i < len(moments); i++ {
		part, day := i-1, i
		if moments[day].Kind == arabic.DayPart {
			part, day = day, part
		}
		m, d := moments[part], moments[day]
		if m.Kind != arabic.DayPart || d.Kind != arabic.Weekday && d.Kind != arabic.Relative || d.NightOf != 0 ||
			!joins(moments[i-1].Last+1, moments[i].First) {
			continue
		}
		at := d.Value
		if d.Kind == arabic.Relative {
			at += 9
		}
		out[at].halves |= halvesOf[m.Value]
		out[at].at = part + 1
	}
}

// joinsPart reports what may stand between a part of the day and its day:
// dawn on Friday, the evening of Saturday, Friday at dawn.
func (c *calendar) joinsPart(from, to int) bool {
	for _, t := range c.en[from:to] {
		switch t.text {
		case "on", "of", "at", "the", "before", "in":
		default:
			return false
		}
	}
	return to-from <= 2
}
