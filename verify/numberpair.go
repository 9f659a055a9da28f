package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// scores finds a score or range in figures one side of which the English
// changed to a number that the text also has. The order of the sides is left
// to reordered.
func (l *ledger) scores() []article.Finding {
	var room, enRoom [maxPairs]scoreAt
	ar, en := scoresOf(room[:0], l.arNumbers), scoresOf(enRoom[:0], l.enNumbers)
	if len(ar) == 0 || len(en) == 0 || len(ar) == maxPairs || len(en) == maxPairs {
		return nil
	}
	matchScores(ar, en)
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
	f := l.finding(article.Span{lost.a.Start, lost.b.End}, article.Span{added.a.Start, added.b.End})
	f.Severity = article.Critical
	f.Message = fmt.Sprintf("The Arabic has %s-%s, the English %s-%s.", lost.a.Values()[0], lost.b.Values()[0], added.a.Values()[0], added.b.Values()[0])
	return []article.Finding{f}
}

// scoreAt is two numbers that a dash joins.
type scoreAt struct {
	a, b    *arabic.Number
	matched bool
}

// scoresOf gathers the scores of a text while there is room.
func scoresOf(out []scoreAt, numbers []arabic.Number) []scoreAt {
	for i := 0; i+1 < len(numbers) && len(out) < cap(out); i++ {
		if a, b := &numbers[i], &numbers[i+1]; a.Link == arabic.Dash && a.Digits && b.Digits && !a.Calendar && !b.Calendar {
			out = append(out, scoreAt{a: a, b: b})
		}
	}
	return out
}

// matchScores marks the scores that both texts have, each as often as both do.
func matchScores(ar, en []scoreAt) {
	for i := range ar {
		for k := range en {
			if !en[k].matched && ar[i].equals(&en[k]) {
				ar[i].matched, en[k].matched = true, true
				break
			}
		}
	}
}

func contains(all []scoreAt, s *scoreAt) bool {
	for i := range all {
		if all[i].equals(s) {
			return true
		}
	}
	return false
}

func (s *scoreAt) equals(o *scoreAt) bool {
	return sameNumber(s.a, o.a) && sameNumber(s.b, o.b) || sameNumber(s.a, o.b) && sameNumber(s.b, o.a)
}

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
