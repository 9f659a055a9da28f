package verify

import (
	"fmt"
	"strconv"

	"naql/arabic"
	"naql/article"
)

// units finds values whose currency or measure became another, and currencies
// lost or added.
func (l *ledger) units() []article.Finding {
	var out []article.Finding
	for i := range l.seen {
		s := &l.seen[i]
		if s.en == nil || s.ar.Unit.Class() == arabic.Year.Class() && s.ar.Values()[0] != s.en.Values()[0] { // told in months
			continue
		}
		if from, to := onlyUnit(&s.inAr, &s.inEn), onlyUnit(&s.inEn, &s.inAr); from != "" || to != "" {
			if f, ok := l.unit(s, from, to); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// onlyUnit is the unit among a that b has not, or empty.
func onlyUnit(a, b *marks) arabic.Concept {
	for _, c := range a.all() {
		if c.Unit() && !b.has(c) {
			return c
		}
	}
	return ""
}

func (l *ledger) unit(s *sighting, from, to arabic.Concept) (article.Finding, bool) {
	f := l.finding(numberSpan(s.ar), numberSpan(s.en))
	switch value := display(*s.ar); {
	case from != "" && to != "" && from.Class() == to.Class():
		f.Expected, f.Found = from.Name(), to.Name()
		f.Message = fmt.Sprintf("The unit of %s is wrong: the Arabic has %s, the English %s.", value, f.Expected, f.Found)
		if from.Class() != arabic.Percent.Class() {
			f.Severity = article.Major
		}
		if from.Money() {
			f.Severity = article.Critical
		}
	case from.Money() && to == "" && !l.enNames(from):
		f.Expected = from.Name()
		f.Message = fmt.Sprintf("The Arabic counts %s in the currency %s; the English names none.", value, f.Expected)
	case to.Money() && from == "" && !l.arNames(to):
		f.Found = to.Name()
		f.Message = fmt.Sprintf("The English counts %s in the currency %s; the Arabic names none.", value, f.Found)
	default:
		return f, false
	}
	return f, true
}

// enNames reports a thing or a currency that the English names anywhere: it need
// not be said again.
func (l *ledger) enNames(c arabic.Concept) bool {
	for i := range l.en {
		if l.en[i].concept == c || arabic.MoneySign(l.en[i].text) == c {
			return true
		}
	}
	return false
}

// arNames is the same for the Arabic.
func (l *ledger) arNames(c arabic.Concept) bool {
	for i := range l.ar {
		if l.ar[i].Concept() == c || arabic.MoneySign(l.ar[i].Key) == c {
			return true
		}
	}
	return false
}

// sizes are the units that news converts, in metres, kilograms, litres and
// square metres.
var sizes = map[arabic.Concept]float64{
	"length:kilometre": 1000, "length:metre": 1, "length:centimetre": 0.01, "length:millimetre": 0.001, "length:mile": 1609.3,
	"length:foot": 0.3048, "length:inch": 0.0254, "length:yard": 0.9144, "mass:kilogram": 1, "mass:gram": 0.001, "mass:ton": 1000,
	"mass:ounce": 0.02835, "mass:pound-weight": 0.4536, "money:pound": 0.4536, "volume:litre": 1, "volume:gallon": 3.785, "volume:barrel": 159,
	"area:hectare": 10000, "area:acre": 4046.9, "area:donum": 1000,
}

// withoutConversions drops the added numbers that restate in another unit one
// that stands right beside them: 70 kilometers (43 miles).
func withoutConversions(p *passage, added []arabic.Number) []arabic.Number {
	kept := added[:0]
	at := 0
	for _, n := range added {
		for p.enNumbers[at].Start < n.Start {
			at++
		}
		converts := at > 0 && converted(p, &p.enNumbers[at-1], &n) ||
			at+1 < len(p.enNumbers) && converted(p, &n, &p.enNumbers[at+1])
		if !converts {
			kept = append(kept, n)
		}
	}
	return kept
}

// converted reports two numbers that stand for one size in two units, the
// second in brackets.
func converted(p *passage, a, b *arabic.Number) bool {
	i := b.First - 1
	if i >= 0 && arabic.MoneySign(p.en[i].text) != "" || i >= 0 && (p.en[i].text == "about" || p.en[i].text == "around" || p.en[i].text == "some") {
		i--
	}
	if i < a.Next || i > a.Next+2 || p.en[i].text != "(" && p.en[i].text != "," && p.en[i].text != "or" {
		return false
	}
	x, err := strconv.ParseFloat(a.Values()[0], 64)
	y, err2 := strconv.ParseFloat(b.Values()[0], 64)
	if err != nil || err2 != nil {
		return false
	}
	if a.Unit == degree && b.Unit == degree {
		return close(x*9/5+32, y) || close(y*9/5+32, x)
	}
	return a.Unit != b.Unit && sizes[a.Unit] > 0 && close(x*sizes[a.Unit], y*sizes[b.Unit])
}

const degree arabic.Concept = "degree:degree"

// close reports sizes as near as rounding brings them.
func close(x, y float64) bool { return x < y*1.06 && y < x*1.06 }
