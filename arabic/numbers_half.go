package arabic

import "strings"

// extend adds the part that و joins to a number, at once or behind its noun
// (ثلاث سنوات ونصف), and the readings of decades counted (ثلاثة عقود).
func (p *parser) extend(n *Number, value Decimal) {
	for j := n.last + 1; j <= n.last+2; j++ {
		w, ok := p.word(j)
		if !ok {
			continue
		}
		if w.kind == period && j == n.last+1 {
			if product, ok := value.Times(w.n); ok {
				n.Add(product.String())
			}
		}
		if w.kind == fraction && w.and && len(joinedParts[w.n]) > 0 && !ofThem(p.text(j)) {
			p.join(n, value, j, w.n)
			return
		}
	}
}

// joinedParts are the values of a part behind a number, the likeliest first.
var joinedParts = map[int64][]Decimal{
	2: {{5, 1}}, 3: {{33, 2}, {3, 1}, {333, 3}}, 4: {{25, 2}}, twoThirds: {{67, 2}, {7, 1}, {667, 3}, {66, 2}},
}

// join adds the part at token j to a number that comes to value. The number
// without it stays a reading only where another noun follows, which the part may
// be of: مليون جندي ونصف السكان.
func (p *parser) join(n *Number, value Decimal, j int, part int64) {
	of := max(n.scale, 1)
	s, isScale := p.word(j + 1)
	isScale = isScale && s.kind == scale && !s.and && n.scale > 0
	if isScale {
		of = s.n
	}
	own := isScale || p.ownNoun(n, j)
	alone := n.Readings
	if own || p.endsAmount(j+1) {
		alone, n.Weak = nil, false
		if n.Kind == DualNum {
			n.Kind = Cardinal
		}
	}
	n.Readings = nil
	for _, d := range joinedParts[part] {
		if d, ok := d.Times(of); ok {
			if total, ok := value.Plus(d); ok {
				n.Add(total.String())
				p.smaller(n, value, total, part)
			}
		}
	}
	n.Readings = append(n.Readings, alone...)
	p.added = j
	if j == n.last+1 {
		if isScale {
			j++
		}
		n.last, n.End = j, p.toks[j].End
	}
}

// ownNoun reports that the noun of a number follows the part at token j again:
// ثلاثة أعوام ونصف العام.
func (p *parser) ownNoun(n *Number, j int) bool {
	noun := p.nounOf(n)
	if noun >= j || j+1 >= len(p.toks) {
		return false
	}
	c := p.toks[noun].Concept()
	return c != "" && p.toks[j+1].Concept() == c
}

// nounOf is the token of the noun that a number counts; a dual is its own.
func (p *parser) nounOf(n *Number) int {
	if p.toks[n.last].number.kind == dual { // عامين
		return n.last
	}
	return n.last + 1
}

// endsAmount reports a token before which a part can only belong to the number:
// the end, a sign, a preposition.
func (p *parser) endsAmount(i int) bool {
	if i >= len(p.toks) || p.toks[i].Kind == Mark {
		return true
	}
	switch p.text(i) {
	case "في", "الي", "علي", "عن", "منذ", "بعد", "قبل", "خلال", "مع", "بين", "تقريبا":
		return true
	}
	return false
}

// ofThem reports a part with a pronoun, half of them, which و joins to no number.
func ofThem(part string) bool {
	return strings.HasSuffix(part, "ه") || strings.HasSuffix(part, "ها") || strings.HasSuffix(part, "هم")
}

// smaller adds the readings of a time in the next smaller unit, all of it or
// its part alone: 42 months, three years and six months.
func (p *parser) smaller(n *Number, value, total Decimal, part int64) {
	noun := p.nounOf(n)
	if n.scale > 0 || noun >= len(p.toks) {
		return
	}
	n.Add(value.String(), joinedParts[part][0].String())
	var times int64
	switch p.toks[noun].Concept() {
	case "time:century":
		times = 100
	case "time:decade":
		times = 10
	case "time:year":
		times = 12
	case "time:day":
		times = 24
	case "time:hour", "time:minute":
		times = 60
	case "time:month":
		times = 30
		if part == 2 { // and two weeks
			n.Add(value.String(), "2")
		}
	default:
		if w := p.text(noun); !strings.HasSuffix(w, "سنتين") && !strings.HasSuffix(w, "سنتان") {
			return
		}
		times = 12
	}
	if all, ok := total.Times(times); ok {
		n.Add(all.String())
	}
	if rest, ok := joinedParts[part][0].Times(times); ok {
		n.Add(value.String(), rest.String())
	}
}
