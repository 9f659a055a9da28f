package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// scores finds a score or range in figures one side of which the English
// changed to a number that the text also has, and one that it turned round.
func (l *ledger) scores() []article.Finding {
	var room, enRoom [maxPairs]scoreAt
	ar, en := scoresOf(room[:0], l.arNumbers), scoresOf(enRoom[:0], l.enNumbers)
	if len(ar) == 0 || len(en) == 0 || len(ar) == maxPairs || len(en) == maxPairs {
		return nil
	}
	if a, b := matchScores(ar, en); a != nil && !l.loses() {
		f := l.finding(a.span(), b.span())
		f.Message = fmt.Sprintf("The Arabic has %s, the English %s.", a, b)
		return []article.Finding{f}
	}
	var lost, added *scoreAt
	for i := range ar {
		if !ar[i].matched && (lost == nil || !contains(en, &ar[i])) {
			lost = &ar[i]
		}
	}
	for i := range en {
		if !en[i].matched && (added == nil || !contains(ar, &en[i])) {
			added = &en[i]
		}
	}
	if lost == nil || added == nil || !lost.shares(added) {
		return nil
	}
	if repeated := contains(en, lost) || contains(ar, added); repeated && len(ar) != len(en) {
		return nil // told once more or once less
	}
	f := l.finding(lost.span(), added.span())
	f.Severity = article.Critical
	f.Message = fmt.Sprintf("The Arabic has %s, the English %s.", lost, added)
	return []article.Finding{f}
}

// loses reports a defeat on either side: its score may be told from the one or
// the other.
func (l *ledger) loses() bool {
	for i := range l.en {
		switch l.en[i].text {
		case "lost", "lose", "loses", "losing", "loss", "losses", "beaten", "defeat", "defeated", "fell":
			return true
		}
	}
	return l.arTraits()&arabic.Loss != 0
}

// scoreAt is two numbers that a dash joins.
type scoreAt struct {
	a, b    *arabic.Number
	matched bool
}

func (s *scoreAt) span() article.Span { return article.Span{s.a.Start, s.b.End} }

func (s *scoreAt) String() string { return s.a.Values()[0] + "-" + s.b.Values()[0] }

// scoresOf gathers the scores of a text while there is room.
func scoresOf(out []scoreAt, numbers []arabic.Number) []scoreAt {
	for i := 0; i+1 < len(numbers) && len(out) < cap(out); i++ {
		if a, b := &numbers[i], &numbers[i+1]; a.Link == arabic.Dash && a.Digits && b.Digits && !a.Calendar && !b.Calendar {
			out = append(out, scoreAt{a: a, b: b})
		}
	}
	return out
}

// matchScores marks the scores that both texts have, each as often as both do,
// and returns the first that has its sides the other way round in the English.
func matchScores(ar, en []scoreAt) (turned, as *scoreAt) {
	pairScores(ar, en, (*scoreAt).same)
	return pairScores(ar, en, (*scoreAt).equals)
}

func pairScores(ar, en []scoreAt, alike func(s, o *scoreAt) bool) (first, as *scoreAt) {
	for i := range ar {
		for k := range en {
			if !ar[i].matched && !en[k].matched && alike(&ar[i], &en[k]) {
				ar[i].matched, en[k].matched = true, true
				if first == nil {
					first, as = &ar[i], &en[k]
				}
			}
		}
	}
	return first, as
}

func contains(all []scoreAt, s *scoreAt) bool {
	for i := range all {
		if all[i].equals(s) {
			return true
		}
	}
	return false
}

// equals reports the same two sides in whatever order.
func (s *scoreAt) equals(o *scoreAt) bool {
	return s.same(o) || sameNumber(s.a, o.b) && sameNumber(s.b, o.a)
}

func (s *scoreAt) same(o *scoreAt) bool { return sameNumber(s.a, o.a) && sameNumber(s.b, o.b) }

// shares reports two scores that have one side in the same place.
func (s *scoreAt) shares(o *scoreAt) bool { return sameNumber(s.a, o.a) || sameNumber(s.b, o.b) }

// sameNumber reports two numbers that have a reading in common.
func sameNumber(a, b *arabic.Number) bool {
	for _, r := range a.Readings {
		for _, s := range b.Readings {
			if len(r) == 1 && len(s) == 1 && r[0] == s[0] {
				return true
			}
		}
	}
	return false
}
