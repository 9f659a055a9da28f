package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// minus finds an amount below zero that the English tells without a word or
// sign for that. Any such word of the English will do: a fall, a loss. It is
// major where the Arabic says so in words or of a temperature.
func (l *ledger) minus() []article.Finding {
	var out []article.Finding
	tries := 0
	for i := range l.arNumbers {
		n, row := &l.arNumbers[i], l.arRow[i]
		if row < 0 || l.seen[row].en == nil || l.seen[row].ars > 1 || n.Link == arabic.Dash || i > 0 && l.arNumbers[i-1].Link == arabic.Dash {
			continue
		}
		words := l.arabicMinus(n)
		if !words && !l.signedMinus(n) {
			continue
		}
		if tries++; tries > maxPairs || l.englishMinus(l.seen[row].en, n.Unit == degree) {
			continue
		}
		f := l.finding(numberSpan(n), numberSpan(l.seen[row].en))
		if f.Severity = article.Minor; words || n.Unit == degree {
			f.Severity = article.Major
		}
		f.Expected = "minus " + display(*n)
		f.Message = fmt.Sprintf("The Arabic has %s, below zero; the English has %s without a minus.", f.Expected, f.Found)
		out = append(out, f)
	}
	return out
}

// arabicMinus reports the words for minus at a number: ناقص 5, 5 درجات تحت
// الصفر.
func (l *ledger) arabicMinus(n *arabic.Number) bool {
	if n.First > 0 && oneOf(l.ar[n.First-1].Key, "ناقص", "سالب", "بناقص") {
		return true
	}
	for j := n.Next; j < min(n.Next+4, len(l.ar)-1); j++ {
		if l.ar[j].Kind != arabic.Letters {
			return false
		}
		if oneOf(l.ar[j].Key, "تحت", "دون") && oneOf(l.ar[j+1].Key, "الصفر", "صفر") {
			return true
		}
	}
	return false
}

// signedMinus reports a sign before a figure of degrees or percent that joins it
// to nothing; a dash that begins the text may be a bullet.
func (l *ledger) signedMinus(n *arabic.Number) bool {
	if i := n.First - 1; i >= 0 && n.Digits && (n.Unit == degree || n.Percent && i > 0) {
		sign := &l.ar[i]
		return (sign.Key == "-" || sign.Key == "−") && l.ar[n.First].Glued && !sign.Glued
	}
	return false
}

// englishMinus reports a sign at the number, or a word for minus anywhere. For
// what is no temperature a fall will do.
func (l *ledger) englishMinus(n *arabic.Number, degrees bool) bool {
	i := n.First - 1
	if i >= 0 && arabic.MoneySign(l.en[i].text) != "" {
		i--
	}
	if i >= 0 && oneOf(l.en[i].text, "-", "−", "–") && (i == 0 || !l.en[i].glued) {
		return true
	}
	for k := range l.en {
		switch t := &l.en[k]; t.text {
		case "minus", "negative", "below", "subzero", "freezing", "frost", "under", "sub":
			return true
		case "deficit", "loss", "losses":
			if !degrees {
				return true
			}
		default:
			if !degrees && t.is(enFalls) {
				return true
			}
		}
	}
	return false
}
