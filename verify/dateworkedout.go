package verify

import (
	"slices"

	"naql/arabic"
)

// workedOut reports an English that has a month where the Arabic has none but
// yesterday or the like: somebody worked the date out.
func workedOut(p *passage) bool {
	return hasKind(p.arMoments, arabic.Relative) && hasKind(p.enMoments, arabic.Month) &&
		!hasKind(p.arMoments, arabic.Month) && !hasKind(p.arMoments, arabic.Hijri)
}

// withoutWorkedOut drops the day and the year beside the month of a date that
// was worked out: the check of dates tells of that month.
func withoutWorkedOut(p *passage, added []arabic.Number) []arabic.Number {
	if len(added) == 0 || !workedOut(p) {
		return added
	}
	tries := 0
	return slices.DeleteFunc(added, func(n arabic.Number) bool {
		if tries++; tries > maxPairs || !n.Digits || n.Unit != "" {
			return false
		}
		return slices.ContainsFunc(p.enMoments, func(m arabic.Moment) bool {
			switch {
			case m.Kind != arabic.Month || m.Doubtful:
				return false
			case n.Kind == arabic.YearNum:
				return n.First > m.Last && n.First <= m.Last+4
			}
			return isDayOf(p, &n, &m)
		})
	})
}

// dayBeside reports a day of the month beside an English month. A month alone
// may be worked out from "last month" by any reader; which day yesterday was
// depends on a date that the story does not tell.
func dayBeside(p *passage, m arabic.Moment) bool {
	return slices.ContainsFunc(p.enNumbers, func(n arabic.Number) bool { return isDayOf(p, &n, &m) })
}

// isDayOf reports a number of one or two figures beside the month: April 20, 20
// April, 20th of April.
func isDayOf(p *passage, n *arabic.Number, m *arabic.Moment) bool {
	return n.Digits && len(n.Values()[0]) <= 2 && (n.First == m.Last+1 || n.Next == m.First || n.Next+1 == m.First && p.en[n.Next].text == "of")
}
