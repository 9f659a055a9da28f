package arabic

import (
	"strconv"
	"strings"
)

// fractionOf is the n-th part of whole, where that is a short decimal.
func fractionOf(n, whole int64) (Decimal, bool) {
	switch n {
	case 2:
		return half(whole, 5, 1)
	case 4:
		return half(whole, 25, 2)
	case 5:
		return half(whole, 2, 1)
	}
	return Decimal{}, false
}

func half(whole, coef int64, places int) (Decimal, bool) {
	return Decimal{coef, places}.Times(whole)
}

// other reads words that support a number without stating one plainly:
// fractions, decades, duals, centuries, multiples, month names.
func (p *parser) other(i int) (Number, bool) {
	t := p.toks[i]
	n := Number{Start: t.Start, End: t.End, Weak: true, last: i}
	if t.Kind != Letters {
		return n, false
	}
	if t.Key == "مدار" && p.text(i+1) == "الساعه" {
		n.Add("24")
	}
	w, ok := p.word(i)
	if !ok {
		return n, len(n.Readings) > 0
	}
	switch w.kind {
	case multiple:
		n.Kind = Multiple
		n.Add(Int(w.n).String())
	case parts: // ثمن alone is a price
		if final(p.text(i + 1)) {
			n.Add("16")
		}
	case fraction:
		n.Kind = Fraction
		p.fraction(&n, i, w)
	case decade:
		n.Kind, n.Weak = Decade, !strings.HasSuffix(t.Key, "ات") // ثلاثيني is an age
		v := strconv.FormatInt(w.n, 10)
		n.Add("19" + v + "s")
		n.Add("20" + v + "s")
		n.Add("18" + v + "s")
		n.Add(v + "s")
		n.Add(v)
		n.Add("19" + v)
	case dual:
		if p.counted(i, w) {
			return n, false
		}
		n.Kind = DualNum
		n.Add("2")
		p.extend(&n, Int(2))
		dualPeriod(&n, t.Key)
	case period:
		n.Add(strconv.FormatInt(w.n, 10))
		n.Add("1")
	}
	return n, len(n.Readings) > 0
}

// counted reports the plural behind its number, خمسة مدنيين, which is no dual.
func (p *parser) counted(i int, w stripped) bool {
	if len(p.out) == 0 || w.and {
		return false
	}
	n := &p.out[len(p.out)-1]
	return n.last == i-1 && n.Kind == Cardinal && !n.Calendar && !n.Weak
}

// twice is what two of a period come to in the smaller unit.
var twice = map[string]string{"عقد": "20", "قرن": "200", "سبوع": "14", "يوم": "48", "عام": "24", "سنت": "24"}

// dualPeriod adds twenty years for عقدين and fourteen days for أسبوعين.
func dualPeriod(n *Number, w string) {
	for noun, value := range twice {
		if strings.HasSuffix(w, noun+"ين") || strings.HasSuffix(w, noun+"ان") {
			n.Add(value)
		}
	}
}

// fraction reads نصف مليون as a number, and a part alone as support for the
// same part in percent or in minutes of an hour.
func (p *parser) fraction(n *Number, i int, w stripped) {
	if s, ok := p.word(i + 1); ok && s.kind == scale && !s.and && !s.the {
		if part, ok := fractionOf(w.n, s.n); ok {
			n.Add(part.String())
			if i == p.added && i > 0 { // مليار دولار ونصف مليار
				n.Kind, n.last, n.End = Fraction, i+1, p.toks[i+1].End
				return
			}
			n.Weak, n.Kind, n.last, n.End, n.scale = false, Cardinal, i+1, p.toks[i+1].End, s.n
			return
		}
	}
	if w.n == 2 && w.and { // عام ونصف, ساعة ونصف
		n.Add("1.5")
		n.Add("18")
		n.Add("90")
		if before, _ := p.word(i - 1); before.kind == period { // عقد ونصف
			n.Add(strconv.FormatInt(before.n+before.n/2, 10))
		}
	}
	if final(p.text(i+1)) && w.n < 5 { // the last four, the last eight
		n.Add(Int(2 * w.n).String())
	}
	values := partValues[w.n]
	for _, v := range values.share {
		n.Add(v)
	}
	if key := p.text(i); strings.HasSuffix(key, "ه") || strings.HasSuffix(key, "ها") || strings.HasSuffix(key, "هم") {
		return // half of it
	}
	for _, v := range values.time {
		n.Add(v)
	}
}

// final reports the word that the rounds of a cup are named by.
func final(w string) bool { return strings.HasPrefix(strings.TrimPrefix(w, "ال"), "نهائي") }

// partValues are what a fraction alone may be rendered by: as a part, in
// percent and by "one in three", in minutes of an hour and months of a year.
var partValues = map[int64]struct{ share, time []string }{
	2:         {[]string{"0.5", "50", "1/2"}, []string{"30", "6"}},
	3:         {[]string{"1/3", "33", "3"}, []string{"20", "4"}},
	4:         {[]string{"0.25", "25", "1/4", "4"}, []string{"15", "3"}},
	twoThirds: {[]string{"2/3", "66", "67", "2", "3"}, []string{"40", "8"}},
}

// parts reads ثلاثة أرباع behind its number.
func (p *parser) parts(n *Number) {
	w, ok := p.word(n.last + 1)
	count, small := parseDecimal(n.Readings[0][0])
	if !ok || w.kind != parts || w.and || !small || !count.AtMost(w.n-1) {
		return
	}
	n.Kind, n.Weak, n.last = Fraction, true, n.last+1
	n.End = p.toks[n.last].End
	n.Add(n.Readings[0][0] + "/" + strconv.FormatInt(w.n, 10))
	switch w.n {
	case 4:
		n.Add("0.75")
		n.Add("75")
		n.Add("45")
	case 5, 10:
		if tenths, ok := count.Times(10 / w.n); ok {
			n.Add("0." + tenths.String())
			n.Add(tenths.String() + "0")
		}
	}
}
