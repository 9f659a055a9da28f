package arabic

import "strings"

// sum is a number phrase while it is read.
type sum struct {
	alts   []Decimal // what it may come to; the first is likeliest
	parts  []string  // the values of its terms, where they may stand apart
	lists  [][]string
	time   string
	digits bool
	weak   bool
	// stoppage says that the minutes added to a half follow: 90+2 is also the
	// second minute of stoppage time.
	stoppage bool
	kind     NumberKind
	scale    int64
	last     int
}

// phrase reads a number from token i on: a numeral or words, with scale words
// and what و adds: ثلاثة ملايين و200 ألف.
func (p *parser) phrase(i int) (Number, bool) {
	s, ok := p.term(i)
	if !ok {
		return Number{}, false
	}
	for s.scale > 0 && len(s.alts) == 1 {
		next, ok := p.and(s.last + 1)
		if !ok {
			break
		}
		t, ok := p.term(next)
		if !ok || len(t.alts) != 1 || t.scale >= s.scale || !t.alts[0].AtMost(s.scale-1) {
			break
		}
		total, ok := s.alts[0].Plus(t.alts[0])
		if !ok {
			break
		}
		if s.parts == nil {
			s.parts = []string{s.alts[0].String()}
		}
		s.parts = append(s.parts, t.alts[0].String())
		s.alts[0], s.digits, s.last, s.weak = total, s.digits || t.digits, t.last, false
		s.scale = max(t.scale, 1) // only smaller terms may follow
		if t.scale == 0 {
			break
		}
	}
	return p.number(i, s), true
}

// and returns the token where the term starts that و joins to what was read:
// the word that carries the و, or the numeral behind a و of its own.
func (p *parser) and(i int) (int, bool) {
	if w := p.text(i); (w == "و" || w == "ف") && i+1 < len(p.toks) && p.toks[i+1].Kind == Digits {
		return i + 1, true
	}
	w, ok := p.word(i)
	return i, ok && w.and
}

// term reads one numeral or group of words and the scale behind it.
func (p *parser) term(i int) (sum, bool) {
	if i >= len(p.toks) {
		return sum{}, false
	}
	s := sum{last: i}
	if p.toks[i].Kind == Digits {
		n := readNumeral(p.toks[i].Key, numeralSetting{p.scaledAt(i + 1), p.measureAt(i + 1), p.points})
		s.alts, s.lists, s.time, s.digits = n.values, n.lists, n.time, true
		p.spaced(&s)
		p.vulgar(&s)
		s.stoppage = p.text(s.last+1) == "+" && p.text(s.last+2) != "" && stoppageAfter[p.toks[i].Key]
	} else {
		w, ok := p.word(i)
		if !ok {
			return s, false
		}
		if w.kind == scale || w.kind == dualScale {
			return p.loneScale(s, w)
		}
		n, last, ok := p.group(i)
		if !ok {
			return s, false
		}
		s.alts, s.last, s.weak = []Decimal{Int(n)}, last, n < 3 || last == i && (w.weak || w.the && !p.countsOff(i, w))
		if w.kind == ordinal {
			s.kind = Ordinal
		}
	}
	p.applyScale(&s)
	return s, len(s.alts)+len(s.lists) > 0
}

// stoppageAfter are the minutes at which the halves of a match end.
var stoppageAfter = map[string]bool{"45": true, "90": true, "105": true, "120": true}

// spaced joins groups of three digits that a space parts, as French-taught
// newspapers set thousands: 12 500. They may also be numbers of their own.
func (p *parser) spaced(s *sum) {
	first := p.toks[s.last]
	if len(first.Key) > 3 || first.Key[0] == '0' {
		return
	}
	digits, parts := first.Key, []string{first.Key}
	for j := s.last + 1; j < len(p.toks); j++ {
		t := p.toks[j]
		if t.Kind != Digits || t.Glued || len(t.Key) != 3 || t.Start > p.toks[j-1].End+2 || len(digits) > 9 {
			break
		}
		digits += t.Key
		parts = append(parts, Canonical(t.Key))
		s.last = j
	}
	if d, ok := NewDecimal(digits, 0); ok && len(parts) > 1 {
		s.alts, s.lists = []Decimal{d}, [][]string{parts}
	}
}

// countsOff reports an ordinal, and the tens with their article that serve as
// one: الذكرى الخمسين. In القرن العشرين they say no more than the decade before.
func (p *parser) countsOff(i int, w stripped) bool {
	return w.kind == ordinal || w.kind == tens && p.text(i-1) != "القرن"
}

// vulgar adds the sign of a half or quarter glued to a numeral: 14½.
func (p *parser) vulgar(s *sum) {
	j := s.last + 1
	if j >= len(p.toks) || !p.toks[j].Glued || len(s.alts) == 0 {
		return
	}
	part := VulgarPart(p.toks[j].Key)
	if total, ok := s.alts[0].Plus(part); ok && part != (Decimal{}) {
		s.alts, s.lists, s.time, s.last = []Decimal{total}, nil, "", j
	}
}

// VulgarPart is the value of the sign of a half or quarter; 0 for all others.
func VulgarPart(sign string) Decimal {
	switch sign {
	case "½":
		return Decimal{5, 1}
	case "¼":
		return Decimal{25, 2}
	case "¾":
		return Decimal{75, 2}
	}
	return Decimal{}
}

// loneScale reads a scale word that no number stands before: ألف, مليونان.
// The plural alone (آلاف, ملايين) states no number.
func (p *parser) loneScale(s sum, w stripped) (sum, bool) {
	n := w.n
	if w.kind == dualScale {
		n *= 2
	}
	if t := p.text(s.last); vaguePlural(t) {
		return s, false
	}
	s.alts, s.scale, s.weak = []Decimal{Int(n)}, w.n, w.weak || w.the
	if _, more := p.and(s.last + 1); !more && w.kind == scale && strings.HasSuffix(p.text(s.last), "ا") { // مليونا دولار
		s.alts = append(s.alts, Int(2*n))
	}
	return s, true
}

func vaguePlural(w string) bool {
	w = strings.TrimSuffix(w, "ا")
	return strings.HasSuffix(w, "لاف") || strings.HasSuffix(w, "لوف") || strings.HasSuffix(w, "لايين") || strings.HasSuffix(w, "ات")
}

// applyScale multiplies by the scale words that follow, 50 ألف or 3 آلاف
// مليون, but never twice by one that و joins.
func (p *parser) applyScale(s *sum) {
	for range 2 {
		w, ok := p.word(s.last + 1)
		if !ok || w.kind != scale || w.and {
			return
		}
		for k, a := range s.alts {
			product, ok := a.Times(w.n)
			if !ok {
				return
			}
			s.alts[k] = product
		}
		if s.scale == 0 {
			s.scale = 1
		}
		s.scale *= w.n
		s.last++
		s.weak = false
	}
}

// measureAt is the measure or currency that token i names, or empty.
func (p *parser) measureAt(i int) Concept {
	if i < len(p.toks) && p.toks[i].Concept().Unit() {
		return p.toks[i].Concept()
	}
	return ""
}

// scaledAt reports whether token i is a scale word or a sign of percent.
func (p *parser) scaledAt(i int) bool {
	w, ok := p.word(i)
	t := p.text(i)
	return ok && w.kind == scale && !w.and || t == "%" || t == "بالمئه" || t == "بالمائه" || t == "في" && percentWords[p.text(i+1)]
}

// group reads hundreds, tens and units: ثلاثمئة وخمسة وعشرون. It stops at a
// word without و unless that is عشر or مئة behind a unit.
func (p *parser) group(i int) (n int64, last int, ok bool) {
	w, _ := p.word(i)
	next, hasNext := p.word(i + 1)
	switch w.kind {
	case unit, ordinal:
		switch {
		case hasNext && next.kind == ten && !next.and:
			return w.n + 10, i + 1, true
		case hasNext && next.kind == tens && next.and:
			return w.n + next.n, i + 1, true
		case hasNext && next.kind == hundred && next.n == 100 && !next.and && w.n > 2 && w.kind == unit && !next.the:
			return p.hundreds(w.n*100, i+1)
		}
		if w.kind == unit && w.n == 1 && !isOne(p.text(i)) {
			return 0, i, false
		}
		return w.n, i, true
	case ten, tens:
		return w.n, i, true
	case hundred:
		if w.the && i > 0 && p.text(i-1) == "في" {
			return 0, i, false // في المئة without its number
		}
		return p.hundreds(w.n, i)
	}
	return 0, i, false
}

// isOne reports the words for one that count: أحد alone is "anyone" or Sunday.
func isOne(w string) bool {
	return strings.HasSuffix(w, "واحد") || strings.HasSuffix(w, "واحدا") || strings.HasSuffix(w, "حده")
}

// hundreds adds the tens and units that و joins to n.
func (p *parser) hundreds(n int64, i int) (int64, int, bool) {
	if next, ok := p.word(i + 1); ok && next.and && (next.kind == unit || next.kind == ten || next.kind == tens) {
		if rest, last, ok := p.group(i + 1); ok && rest < 100 {
			return n + rest, last, true
		}
	}
	return n, i, true
}

// number makes a Number of a phrase and adds the readings that depend on what
// stands around it.
func (p *parser) number(i int, s sum) Number {
	n := Number{Start: p.toks[i].Start, End: p.toks[s.last].End, Digits: s.digits, Weak: s.weak && !s.digits || s.stoppage, Kind: s.kind, scale: s.scale, last: s.last}
	if s.time != "" && p.timeCue(i, s.last) {
		n.Add(s.time)
		s.alts = nil
	}
	for _, a := range s.alts {
		n.Add(a.String())
	}
	if len(s.parts) > 1 {
		n.Add(s.parts...)
	}
	for _, l := range s.lists {
		n.Add(l...)
	}
	if s.time != "" {
		n.Add(s.time)
	}
	if p.toks[i].Kind == Digits && len(p.toks[i].Key) == 2 && shortYear[p.text(i-1)] {
		n.Add("19" + p.toks[i].Key)
	}
	if len(s.alts) == 1 {
		p.extend(&n, s.alts[0])
	}
	return n
}

// shortYear holds the words before the two digits of a year: حرب 73.
var shortYear = map[string]bool{"عام": true, "العام": true, "سنه": true, "حرب": true, "نكسه": true, "عرب": true, "حدود": true, "اراضي": true}

// timeCue reports whether the words around a numeral say that it is a time.
func (p *parser) timeCue(first, last int) bool {
	for j := max(0, first-2); j < first; j++ {
		if w := p.text(j); w == "الساعه" || w == "ساعه" || w == "بالساعه" || w == "والساعه" {
			return true
		}
	}
	w := p.text(last + 1)
	switch w {
	case "صباحا", "مساء", "فجرا", "ظهرا", "عصرا", "ليلا", "بتوقيت", "غرينتش", "جرينتش", "توقيت":
		return true
	}
	return w == "بعد" && (p.text(last+2) == "منتصف" || p.text(last+2) == "الظهر") || w == "ت" && p.text(last+2) == "غ"
}
