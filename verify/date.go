package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// dates compares what the two texts of a segment say of months, days and
// other times. Whether it is said twice or once is style.
func dates(p *passage) []article.Finding {
	c := calendar{passage: p, a: p.arMoments, e: p.enMoments}
	c.aHas, c.eHas = nameBits(c.a, p.arNumbers), nameBits(c.e, p.enNumbers)
	if len(c.a)+len(c.e) > 0 {
		c.contradictions()
		c.named(allMonths)
		c.named(allDays)
		c.nights()
		c.relatives()
		c.shifts()
		c.changedPart(arabic.Quarter, article.Critical)
		c.quarterLost()
		c.changedPart(arabic.HalfYear, article.Major)
		c.changedPart(arabic.Season, article.Major)
		c.pairs()
		c.parts()
		c.edges()
	}
	c.times()
	return c.out
}

// calendar is one segment while its dates are compared.
type calendar struct {
	*passage
	a, e       []arabic.Moment // of the Arabic and of the English
	aHas, eHas calendarSet
	out        []article.Finding
}

// calendarSet is a set of months of both calendars and of weekdays, a bit each.
type calendarSet uint64

const (
	hijriBit  = 16 // of Muharram, less one
	dayBit    = 32 // of Sunday
	allMonths = calendarSet(1<<dayBit - 1)
	allDays   = ^allMonths
)

// bitsOf is the set of what a moment names, empty for kinds without a name.
func bitsOf(m *arabic.Moment) calendarSet {
	switch m.Kind {
	case arabic.Month:
		return 1<<m.Value | 1<<m.Also
	case arabic.Hijri:
		return 1 << (hijriBit + m.Value)
	case arabic.Weekday:
		return 1 << (dayBit + m.Value)
	}
	return 0
}

// nameBits is what a text names, the months of dates in figures included.
func nameBits(moments []arabic.Moment, numbers []arabic.Number) (s calendarSet) {
	for i := range moments {
		s |= bitsOf(&moments[i])
	}
	for i := range numbers {
		for _, r := range numbers[i].Readings {
			islamic := len(r) == 3 && len(r[2]) == 4 && r[2] >= "1300" && r[2] < "1500"
			for _, v := range r {
				if month := monthOf(v); month > 0 {
					s |= 1 << month
					if islamic {
						s |= 1 << (month | hijriBit)
					}
				}
			}
		}
	}
	return s
}

// monthOf is the bit of a value that is a month, else 0.
func monthOf(v string) int {
	if len(v) < 2 || len(v) > 3 || v[0] != 'm' && v[0] != 'h' {
		return 0
	}
	n := 0
	for _, d := range v[1:] {
		n = n*10 + int(d-'0')
	}
	if n < 1 || n > 12 {
		return 0
	}
	if v[0] == 'h' {
		n += hijriBit
	}
	return n
}

// add appends a finding about an Arabic and an English span; an end of 0 is
// none.
func (c *calendar) add(check string, severity article.Severity, ar, en article.Span, expected, message string) {
	c.out = append(c.out, article.Finding{
		Check: check, Severity: severity, SourceSpan: ar, TargetSpan: en,
		Expected: expected, Found: c.En[en[0]:en[1]], Message: message,
	})
}

func spanOf(m arabic.Moment) article.Span { return article.Span{m.Start, m.End} }

func (c *calendar) changed(severity article.Severity, m, n arabic.Moment) {
	what := [...]string{arabic.Month: "month", arabic.Hijri: "month", arabic.Weekday: "weekday", arabic.Relative: "day", arabic.DayPart: "part of the day",
		arabic.Shift: "time", arabic.Quarter: "quarter", arabic.HalfYear: "half", arabic.Season: "season", arabic.Zone: "time zone",
		arabic.Edge: "part of the year"}[m.Kind]
	c.add("date", severity, spanOf(m), spanOf(n), c.nameOf(m),
		fmt.Sprintf("The %s is wrong: the Arabic has %s, the English %s.", what, c.nameOf(m), c.En[n.Start:n.End]))
	if m.Kind == arabic.Hijri && n.Kind == arabic.Month {
		c.out[len(c.out)-1].Message = fmt.Sprintf("The date was converted: the Arabic has %s of the Islamic calendar, the English %s. Keep the month of the Arabic.",
			c.nameOf(m), c.En[n.Start:n.End])
	}
}

func (c *calendar) lost(severity article.Severity, m arabic.Moment) {
	c.add("date", severity, spanOf(m), article.Span{}, c.nameOf(m),
		fmt.Sprintf("The Arabic has %s (%s); the English does not.", c.nameOf(m), c.Ar[m.Start:m.End]))
}

func (c *calendar) added(severity article.Severity, n arabic.Moment) {
	c.add("date", severity, article.Span{}, spanOf(n), "",
		fmt.Sprintf("The English has %s, which the Arabic does not.", c.En[n.Start:n.End]))
}

// nameOf is what a moment of the Arabic says, in English.
func (c *calendar) nameOf(m arabic.Moment) string {
	switch m.Kind {
	case arabic.Month:
		return capitalised(enMonthNames[m.Value-1])
	case arabic.Hijri:
		return enHijriNames[m.Value-1]
	case arabic.Weekday:
		return capitalised(enWeekdayNames[m.Value])
	case arabic.Relative:
		return [...]string{"the day before yesterday", "yesterday", "today", "tomorrow", "the day after tomorrow"}[m.Value+2]
	case arabic.DayPart:
		return [...]string{"morning", "noon", "afternoon", "evening", "night", "night"}[m.Value]
	case arabic.Shift:
		return [...]string{"last", "this", "next"}[m.Value+1] + " " + periodNames[m.Of]
	case arabic.Quarter:
		return [...]string{"first", "second", "third", "fourth"}[m.Value-1] + " quarter"
	case arabic.HalfYear:
		return [...]string{"first", "second"}[m.Value-1] + " half"
	case arabic.Season:
		return [...]string{"spring", "summer", "autumn", "winter"}[m.Value]
	case arabic.Zone:
		return [...]string{"GMT", "local time"}[m.Value]
	case arabic.Edge:
		return [...]string{"early", "mid", "late"}[m.Value+1]
	}
	return ""
}

var periodNames = [...]string{"", "hour", "day", "week", "month", "year", "decade", "century", "weekday", "month"}

// contradictions tells of a source that gives one month the names of two.
func (c *calendar) contradictions() {
	for i := range c.a {
		if c.a[i].Kind != arabic.Month || c.a[i].Also == c.a[i].Value {
			continue
		}
		m := c.a[i]
		other := m
		other.Value = m.Also
		c.add("date", article.Minor, spanOf(m), article.Span{}, c.nameOf(m),
			fmt.Sprintf("The Arabic itself gives one month as %s and as %s.", c.nameOf(m), c.nameOf(other)))
	}
}

// hasKind reports a moment of a kind.
func hasKind(moments []arabic.Moment, kind arabic.MomentKind) bool {
	for i := range moments {
		if moments[i].Kind == kind {
			return true
		}
	}
	return false
}
