package verify

import (
	"fmt"
	"strings"

	"naql/arabic"
	"naql/article"
)

// parts finds a fraction in words that became another: two-thirds, a quarter.
// It asks where each text has one that the other has neither so nor in
// figures; what stands in percent alone is a rendering.
func (l *ledger) parts() []article.Finding {
	var room, enRoom [8]partAt
	ar := room[:0]
	for i := range l.arNumbers {
		if n := &l.arNumbers[i]; n.Kind == arabic.Fraction && !l.namesPeriod(n) && len(ar) < cap(ar) {
			ar = append(ar, partAt{n, slashed(n)})
		}
	}
	if len(ar) == 0 {
		return nil
	}
	en := enRoom[:0]
	for i := range l.enNumbers {
		n := &l.enNumbers[i]
		if v := l.englishPart(n); v != "" && len(en) < cap(en) {
			en = append(en, partAt{n, v})
		}
	}
	lost, added := lackingPartOf(ar, en, l.enNumbers), lackingPartOf(en, ar, l.arNumbers)
	if lost == nil || added == nil {
		return nil
	}
	f := l.finding(numberSpan(lost.number), numberSpan(added.number))
	f.Severity = article.Major
	f.Expected = lost.value
	f.Message = fmt.Sprintf("The part is wrong: the Arabic has %s, the English %s.", lost.value, f.Found)
	return []article.Finding{f}
}

// partAt is a fraction in words and its value: 2/3.
type partAt struct {
	number *arabic.Number
	value  string
}

// slashed is the reading of a number that is a fraction, or empty.
func slashed(n *arabic.Number) string {
	for _, r := range n.Readings {
		if strings.Contains(r[0], "/") {
			return r[0]
		}
	}
	return ""
}

// namesPeriod reports a part that names a period or a round: the first quarter,
// the semifinal.
func (l *ledger) namesPeriod(n *arabic.Number) bool {
	if n.Next == len(l.ar) {
		return false
	}
	switch strings.TrimPrefix(l.ar[n.Next].Key, "ال") {
	case "نهائي", "اول", "ثاني", "ثالث", "رابع", "اخير", "سنوي", "سنويه", "سابق", "حالي", "جاري", "ماضي", "مقبل", "قادم":
		return true
	}
	return false
}

// englishPart is the value of an English fraction, or empty: one with how many
// parts before it, or "a third" where no noun follows that it could count off.
func (l *ledger) englishPart(n *arabic.Number) string {
	if n.Kind == arabic.Fraction && n.Next > n.First+1 {
		if w := l.en[n.First].number; w == nil || w.ordinal > 0 { // the first quarter
			return ""
		}
		return slashed(n)
	}
	value := ""
	switch t := l.en[n.First].text; {
	case n.Next != n.First+1:
	case t == "half":
		value = "1/2"
	case t == "quarter" && l.before(n.First, 1) == "a":
		value = "1/4"
	case n.Kind == arabic.Ordinal && !n.Digits && l.before(n.First, 1) == "a":
		value = slashed(n)
	}
	if value == "" || n.Next < len(l.en) && l.en[n.Next].text == "of" {
		return value
	}
	far := 2
	if value == "1/2" && l.before(n.First, 1) != "a" {
		far = 1
	}
	switch l.before(n.First, far) {
	case "by", "than", "about", "nearly", "almost", "around", "roughly", "over", "some":
		return value
	}
	return ""
}

// before is the English word so many tokens before token i.
func (p *passage) before(i, far int) string {
	if i < far {
		return ""
	}
	return p.en[i-far].text
}

// renders reports a number that may be a part: percent, basis points, a decimal,
// months and minutes.
func renders(n *arabic.Number) bool {
	switch n.Readings[0][0] {
	case "25", "50", "75":
		return true
	}
	return n.Percent || n.Kind == arabic.DecimalNum || n.Unit == "time:minute" || n.Unit == "time:month"
}

// turned finds the bound of a number in words that the English turns round:
// less than two months, more than a third.
func (l *ledger) turned() []article.Finding {
	var out []article.Finding
	tries := 0
	for i := range l.arNumbers {
		n := &l.arNumbers[i]
		from := direction(n.Qualifier)
		if !n.Weak || from == 0 {
			continue
		}
		if tries++; tries > maxPairs {
			break
		}
		var other *arabic.Number
		for k := range l.enNumbers {
			m := &l.enNumbers[k]
			if m.Values()[0] != n.Values()[0] && (n.Kind != arabic.Fraction || slashed(m) != slashed(n)) {
				continue
			}
			if to := direction(m.Qualifier); to*from >= 0 {
				other = nil
				break
			}
			other = m
		}
		if other != nil {
			f := l.finding(numberSpan(n), numberSpan(other))
			f.Severity = article.Major
			f.Expected, f.Found = boundName(n), boundName(other)
			f.Message = fmt.Sprintf("The Arabic has “%s”, the English “%s”.", f.Expected, f.Found)
			out = append(out, f)
		}
	}
	return out
}

// lackingPartOf is the first of the parts that is neither among those of the
// other text nor a number of it, or nil.
func lackingPartOf(parts, others []partAt, numbers []arabic.Number) *partAt {
next:
	for i := range parts {
		for _, o := range others {
			if o.value == parts[i].value {
				continue next
			}
		}
		for _, r := range parts[i].number.Readings {
			for k := range numbers[:min(len(numbers), maxPairs)] {
				if n := &numbers[k]; n.Readings[0][0] == r[0] && renders(n) {
					continue next
				}
			}
		}
		return &parts[i]
	}
	return nil
}
