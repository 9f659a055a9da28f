package verify

import (
	"math/bits"
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// named compares the months, or the weekdays, that the texts name. Where each
// names one that the other lacks, it was changed.
func (c *calendar) named(group calendarSet) {
	var room [2][8]int
	lost := missing(room[0][:0], c.a, c.eHas, group)
	added := missing(room[1][:0], c.e, c.aHas, group)
	if len(lost)+len(added) <= 1 && c.exchanged(group, len(lost)+len(added) > 0) {
		return
	}
	pairs := 0
	for _, i := range lost {
		m := c.a[i]
		if m.NightOf != 0 {
			continue
		}
		if k := c.partner(m, added); k >= 0 {
			severity := article.Critical
			if m.Doubtful && c.e[added[k]].Doubtful {
				severity = article.Major
			}
			c.changed(severity, m, c.e[added[k]])
			added = slices.Delete(added, k, k+1)
			pairs++
		} else if s := c.lostSeverity(m); s != "" {
			c.lost(s, m)
		}
	}
	for _, k := range added {
		if s := c.addedSeverity(c.e[k], pairs > 0); s != "" {
			c.added(s, c.e[k])
			if s == article.Minor && workedOut(c.passage) {
				f := &c.out[len(c.out)-1]
				f.Message = "The English works out a date (" + c.En[c.e[k].Start:c.e[k].End] + ") where the Arabic has a word like yesterday alone."
				if dayBeside(c.passage, c.e[k]) {
					f.Severity = article.Major
				}
			}
		}
	}
}

// missing appends the moments, as indices, whose name the other text lacks.
// Each name stands once, as its first sure mention where it has one.
func missing(out []int, moments []arabic.Moment, other, group calendarSet) []int {
	for i := range moments {
		m := &moments[i]
		b := bitsOf(m)
		if b&group == 0 || b&other != 0 {
			continue
		}
		at := slices.IndexFunc(out, func(k int) bool { return bitsOf(&moments[k])&b != 0 })
		switch {
		case at < 0:
			if len(out) < cap(out) { // more names than a month has days are no slip
				out = append(out, i)
			}
		case moments[out[at]].Doubtful && !m.Doubtful:
			out[at] = i
		}
	}
	return out
}

// partner is the index in added of the English name that stands in the place
// of m, one of its calendar first, or -1. Two doubtful names belong together
// only where both are names: Theresa May as Theresa June, the Sunday Times.
func (c *calendar) partner(m arabic.Moment, added []int) int {
	best := -1
	for k, j := range added {
		n := c.e[j]
		if n.Doubtful && m.Doubtful {
			kind := c.en[n.First].time.kind
			if kind != monthName && kind != dayName || n.Kind != m.Kind || m.Kind == arabic.Month && m.Value != 5 {
				continue
			}
		}
		if best < 0 || n.Kind == m.Kind && c.e[added[best]].Kind != m.Kind || n.Kind == c.e[added[best]].Kind && !n.Doubtful && c.e[added[best]].Doubtful {
			best = k
		}
	}
	return best
}

// lostSeverity judges a name that the English lacks. A relative word of the
// English may stand for it; a doubtful one may never have been a date; English
// without any weekday says less than the Arabic, not otherwise.
func (c *calendar) lostSeverity(m arabic.Moment) article.Severity {
	switch {
	case m.Doubtful:
		return ""
	case m.Kind == arabic.Weekday && (hasKind(c.e, arabic.Relative) || workedOut(c.passage) || c.enHas("weekend")):
		return ""
	case m.Kind == arabic.Weekday && !hasKind(c.e, arabic.Weekday),
		m.Kind == arabic.Month && c.hasShift(c.e, arabic.MonthLong), m.Kind == arabic.Hijri && c.enHas("month"):
		return article.Minor
	}
	return article.Major
}

// addedSeverity judges a name that the Arabic lacks. Where it has a relative
// word, a weekday resolves that and a month was worked out; but not where
// another name was changed.
func (c *calendar) addedSeverity(n arabic.Moment, changed bool) article.Severity {
	switch {
	case n.Doubtful:
		return ""
	case n.Kind == arabic.Weekday && !changed && hasKind(c.a, arabic.Relative):
		return ""
	case n.Kind == arabic.Weekday && c.nightBefore(n):
		return article.Minor
	case n.Kind == arabic.Month && !changed && (c.hasShift(c.a, arabic.MonthLong) || hasKind(c.a, arabic.Relative)):
		return article.Minor
	case n.Kind == arabic.Hijri && c.fasting():
		return ""
	}
	return article.Critical
}

// nightBefore reports the night before a day that the Arabic calls the night
// of that day, as the old count from sunset to sunset does, or its dawn.
func (c *calendar) nightBefore(n arabic.Moment) bool {
	next, overnight := (n.Value+1)%7, c.enHas("overnight")
	for i := 1; i < len(c.a); i++ {
		m, part := &c.a[i], &c.a[i-1]
		if m.Kind == arabic.Weekday && m.Value == next && part.Kind == arabic.DayPart &&
			(part.Value == arabic.Overnight || part.Value == arabic.Morning && overnight) {
			return true
		}
	}
	return false
}

func (c *calendar) hasShift(moments []arabic.Moment, of arabic.Period) bool {
	return slices.ContainsFunc(moments, func(m arabic.Moment) bool { return m.Kind == arabic.Shift && m.Of == of })
}

// fasting reports words that stand for Ramadan, or are made of it.
func (c *calendar) fasting() bool {
	return slices.ContainsFunc(c.ar, func(l arabic.Lexeme) bool {
		return l.Kind == arabic.Letters && (strings.Contains(l.Key, "صيام") || strings.Contains(l.Key, "افطار") || strings.Contains(l.Key, "سحور") ||
			l.Key == "الفضيل" || strings.Contains(l.Key, "رمضان") || strings.HasSuffix(l.Key, "صائم"))
	})
}

// enHas reports a word of the English, in lower case.
func (c *calendar) enHas(word string) bool {
	return slices.ContainsFunc(c.en, func(t enToken) bool { return t.text == word })
}

// exchanged finds a name put in the place of another that the text also has:
// of as many names in all, one stands once too often and one once too seldom.
// It is certain where a text names one of the two nowhere.
func (c *calendar) exchanged(group calendarSet, certain bool) bool {
	var balance [64]int
	total := 0
	for i := range c.a {
		m := &c.a[i]
		if bitsOf(m)&group != 0 && !uncounted(m, m.Doubtful && (m.Kind != arabic.Month || m.Value != 5)) {
			total++
			balance[bits.TrailingZeros64(uint64(bitsOf(m)))]++
		}
	}
	for i := range c.e {
		n := &c.e[i]
		if bitsOf(n)&group != 0 && !uncounted(n, c.short(n)) {
			total--
			balance[bits.TrailingZeros64(uint64(bitsOf(n)))]--
		}
	}
	short, over := -1, -1
	for b, n := range balance {
		switch {
		case n == 0:
		case n == 1 && short < 0:
			short = b
		case n == -1 && over < 0:
			over = b
		default:
			return false
		}
	}
	if total != 0 || short < 0 || over < 0 {
		return false
	}
	severity := article.Major
	if certain {
		severity = article.Critical
	}
	c.changed(severity, lastNamed(c.a, short), lastNamed(c.e, over))
	return true
}

// uncounted reports a name that says nothing about how often it stands: one
// day of two, one month of two names, a doubtful one.
func uncounted(m *arabic.Moment, doubtful bool) bool {
	return doubtful || m.NightOf != 0 || m.Also != m.Value
}

// short reports an abbreviated name, or one spelled in several words.
func (c *calendar) short(n *arabic.Moment) bool {
	kind := c.en[n.First].time.kind
	return kind == monthShort && n.Doubtful || kind == dayShort
}

func lastNamed(moments []arabic.Moment, b int) arabic.Moment {
	i := len(moments) - 1
	for bitsOf(&moments[i]) != 1<<b {
		i--
	}
	return moments[i]
}

// nights proves the night from one day to the next, which English may call by
// the first day or by both, but never as the night of the second.
func (c *calendar) nights() {
	told := c.eHas
	for i := range c.a {
		m := c.a[i]
		if m.NightOf != 1 || i+1 >= len(c.a) {
			continue
		}
		second := c.a[i+1]
		if told&bitsOf(&m) != 0 {
			if c.eHas&(bitsOf(&m)|bitsOf(&second)) == bitsOf(&m) && !c.nightly() {
				c.lost(article.Minor, second)
			}
			continue
		}
		told |= bitsOf(&m)
		at := slices.IndexFunc(c.e, func(n arabic.Moment) bool { return n.Kind == arabic.Weekday && n.Value == second.Value })
		switch {
		case at >= 0:
			c.secondNight(m, second, c.e[at])
		case c.enHas("night"), c.enHas("overnight"), hasKind(c.e, arabic.Relative):
			c.lost(article.Minor, m)
		default:
			c.lost(article.Major, m)
		}
	}
}

// nightly reports a word for the night, without which the first of its two days
// alone is a day.
func (c *calendar) nightly() bool {
	return slices.ContainsFunc(c.en, func(t enToken) bool {
		return oneOf(t.text, "night", "nights", "overnight", "evening", "late", "midnight", "eve", "nighttime")
	})
}

// secondNight judges an English that names the second day alone.
func (c *calendar) secondNight(m, second, n arabic.Moment) {
	if next := n.Last + 1; next < len(c.en) && (c.en[next].text == "night" || c.en[next].text == "evening") ||
		n.First > 0 && c.en[n.First-1].text == "late" {
		c.add("date", article.Critical, article.Span{m.Start, second.End}, spanOf(n), "overnight "+c.nameOf(m)+" to "+c.nameOf(second),
			"The night is wrong: the Arabic has the night from "+c.nameOf(m)+" to "+c.nameOf(second)+".")
		return
	}
	for i := max(0, n.First-5); i < min(len(c.en), n.Last+3); i++ {
		switch c.en[i].text {
		case "into", "early", "dawn", "morning", "overnight", "predawn", "hours", "midnight":
			return
		}
	}
	c.lost(article.Minor, m)
}
