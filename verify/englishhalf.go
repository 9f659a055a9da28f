package verify

import "naql/arabic"

// addPart adds a part of its scale to a number and reads on behind token i.
func (p *enParser) addPart(n *enNumber, part arabic.Decimal, i int) {
	part, ok := part.Times(max(n.scale, 1))
	if !ok {
		return
	}
	if total, ok := n.dec.Plus(part); ok {
		n.dec = total
		n.Readings = [][]string{{total.String()}}
		n.take(p, i)
		p.scaleBehind(n) // two and a half million
	}
}

// half adds "and a half" behind a number or its scale.
func (p *enParser) half(n *enNumber) {
	if !n.exact {
		return
	}
	j := n.next
	if w := p.text(j); w != "and" && w != "-" {
		p.vulgar(n, w)
		return
	}
	var room [3]string
	words := room[:0]
	for k := j; k < len(p.toks) && len(words) < 3; k++ {
		if p.text(k) == "-" {
			continue
		}
		words = append(words, p.text(k))
		j = k
	}
	if len(words) < 3 || words[0] != "and" || p.text(j+1) == "of" { // and a quarter of the
		return
	}
	if words[2] != "half" && n.scale == 0 && !p.isScale(j+1) && (j+1 == len(p.toks) || !p.toks[j+1].concept.Unit()) { // 12 and a third man
		return
	}
	if part := partInWords(words[1], words[2]); part != (arabic.Decimal{}) {
		p.addPart(n, part, j)
	}
}

// partInWords is the value of "a half" and the like, to two places; 0 for all
// others.
func partInWords(many, part string) arabic.Decimal {
	switch many + " " + part {
	case "a half", "one half":
		return decimalOf("5", 1)
	case "a quarter", "one quarter":
		return decimalOf("25", 2)
	case "three quarters":
		return decimalOf("75", 2)
	case "a third", "one third":
		return decimalOf("33", 2)
	case "two thirds":
		return decimalOf("67", 2)
	}
	return arabic.Decimal{}
}

func decimalOf(digits string, places int) arabic.Decimal {
	d, _ := arabic.NewDecimal(digits, places)
	return d
}

// vulgar adds the sign of a half or quarter behind a figure: 2½.
func (p *enParser) vulgar(n *enNumber, sign string) {
	if part := arabic.VulgarPart(sign); part != (arabic.Decimal{}) && n.scale == 0 {
		p.addPart(n, part, n.next)
	}
}

// mixed adds the part in figures behind a whole number: 2 1/2, 2-1/2.
func (p *enParser) mixed(n *enNumber) {
	j := n.next
	if p.text(j) == "-" && p.glued(j) && p.glued(j+1) {
		j++
	}
	if part := p.slashed(j); n.exact && part != (arabic.Decimal{}) {
		p.addPart(n, part, j+2)
	}
}

// slashed is the value of the half or quarters that start at token i, 1/2; 0 for
// others. Thirds are the outs of an inning: 220 2/3.
func (p *enParser) slashed(i int) arabic.Decimal {
	if p.text(i+1) != "/" || !p.glued(i+1) || !p.glued(i+2) || p.text(i+3) == "/" && p.glued(i+3) {
		return arabic.Decimal{}
	}
	switch p.text(i) + "/" + p.text(i+2) {
	case "1/2":
		return decimalOf("5", 1)
	case "1/4":
		return decimalOf("25", 2)
	case "3/4":
		return decimalOf("75", 2)
	}
	return arabic.Decimal{}
}
