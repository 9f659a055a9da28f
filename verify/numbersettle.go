package verify

import "naql/arabic"

// settled returns the numbers with what needs those around them: links, units,
// bounds and kinds.
func (p *enParser) settled() []arabic.Number {
	out := make([]arabic.Number, len(p.out))
	for i := range p.out {
		n := &p.out[i]
		n.First, n.Next = n.first, n.next
		if n.Unit == "" {
			n.Unit = p.unit(n)
		}
		n.Qualifier = p.bound(n)
		if i+1 < len(p.out) {
			n.Link = p.link(n.next, p.out[i+1].first)
		}
		out[i] = n.Number
	}
	arabic.SettleKinds(out, p.isYear)
	for i := range out {
		if n := &out[i]; n.Kind == arabic.Score && n.Values()[0] == "0" { // Arabic says so in many ways
			n.Weak = true
		}
	}
	return out
}

// sign is the index of a currency sign before the number, or -1.
func (p *enParser) sign(n *enNumber) int {
	if i := n.first - 1; arabic.MoneySign(p.text(i)) != "" {
		return i
	}
	return -1
}

// unit finds the currency or measure beside the number: $5, 5 dollars, a
// 5-mile run, magnitude 5.
func (p *enParser) unit(n *enNumber) arabic.Concept {
	if i := p.sign(n); i >= 0 {
		return arabic.MoneySign(p.text(i))
	}
	j := n.next
	if p.text(j) == "-" && p.glued(j) && p.glued(j+1) {
		j++
	}
	if c := arabic.MoneySign(p.text(j)); c != "" && p.glued(j) {
		return c
	}
	if j < len(p.toks) && p.toks[j].concept.Unit() {
		return p.toks[j].concept
	}
	if i := n.first - 1; i >= 0 && (p.text(i) == "aged" || p.toks[i].concept.Money() || p.text(i) == "magnitude") {
		return p.toks[i].concept
	}
	return ""
}

// isYear reports a year: four figures of these times, or older ones in the
// place of a year.
func (p *enParser) isYear(n *arabic.Number) bool {
	if !n.Digits || n.Next != n.First+1 || !arabic.IsYear(p.text(n.First)) || n.Unit != "" || n.Percent {
		return false
	}
	switch p.text(n.First - 1) {
	case "in", "since", "by", "until", "from", "during", "early", "late", "mid", "year":
		return true
	case "of":
		return p.text(n.First-2) != "population"
	}
	return p.text(n.First) >= "1900"
}

// bound reads the words that bound a number: about, more than, no fewer than
// before it; or so, or more, at least behind.
func (p *enParser) bound(n *enNumber) arabic.Qualifier {
	i := n.first - 1
	if p.sign(n) >= 0 {
		i--
		if t := p.text(i); t == "us" || t == "c" || t == "a" {
			i--
		}
	}
	the := false
	for t := p.text(i); t == "the" || t == "a" || t == "an" || t == "another"; t = p.text(i) {
		the = the || t == "the"
		i--
	}
	if p.text(i) == "than" {
		return p.compared(i - 1)
	}
	switch t, before := p.text(i), p.text(i-1); {
	case t == "of" && before == "upwards", t == "of" && before == "excess":
		return arabic.More
	case t == "to" && before == "close":
		return arabic.About
	case t == "to" && before == "up", t == "as" && (before == "many" || before == "much"):
		return arabic.AtMost
	case t == "of" && before == "minimum":
		return arabic.AtLeast
	case t == "least" && before != "at", t == "most" && before != "at":
		return arabic.Unbounded
	}
	q := p.word(i).bound
	switch t := p.text(i); {
	case the && boundPrepositions[t], t == "over" && passesOver[p.text(i-1)]:
		q = arabic.Unbounded
	case q == arabic.More && t != "over" && t != "above" && p.negated(i):
		q = arabic.AtMost
	}
	if q != arabic.Unbounded {
		return q
	}
	return p.boundBehind(n.next)
}

// boundPrepositions bound no number that has the article: a row over the 2025
// budget, talks about the 30 hostages.
var boundPrepositions = wordSet("about around over above under below approaches approaching approached nears nearing neared")

// passesOver are the verbs that have "over" to themselves: they handed over
// three hostages.
var passesOver = wordSet(`hand hands handed handing turn turns turned turning take takes took taken taking give gives gave given giving
	sign signs signed signing win wins won carry carried carries`)

// negated reports whether the verb of a bound at token i is denied: not
// exceeding, did not exceed, never topped.
func (p *enParser) negated(i int) bool {
	for j := i - 1; j >= max(0, i-2); j-- {
		switch p.text(j) {
		case "not", "never", "without", "cannot", "t": // didn't
			return true
		}
	}
	return false
}

// compared reads the comparative at token i before "than".
func (p *enParser) compared(i int) arabic.Qualifier {
	no := p.text(i-1) == "no" || p.text(i-1) == "not"
	switch p.text(i) {
	case "more", "greater", "higher", "larger":
		if no {
			return arabic.AtMost
		}
		return arabic.More
	case "less", "fewer", "lower", "smaller":
		if no {
			return arabic.AtLeast
		}
		return arabic.Less
	}
	return arabic.Unbounded
}

// boundBehind reads the bound that starts at token i, or one word further.
func (p *enParser) boundBehind(i int) arabic.Qualifier {
	switch p.text(i) {
	case "+":
		if i+1 < len(p.toks) && p.toks[i+1].digits && p.glued(i+1) { // 5+1
			return arabic.Unbounded
		}
		return arabic.More
	case "-":
		if p.text(i+1) == "plus" {
			return arabic.More
		}
	case "plus":
		return arabic.More
	}
	for end := min(i+2, len(p.toks)); i < end; i++ {
		switch or := p.text(i) == "or"; {
		case !or && p.text(i) != "at":
		case or && p.text(i+1) == "so":
			return arabic.About
		case or && p.text(i+1) == "more":
			return arabic.More
		case !or && p.text(i+1) == "least":
			return arabic.AtLeast
		case !or && p.text(i+1) == "most", or && (p.text(i+1) == "less" || p.text(i+1) == "fewer"):
			return arabic.AtMost
		}
	}
	return arabic.Unbounded
}

// shareScale gives the first end of "5 to 10 million" the scale of the second.
func (p *enParser) shareScale() {
	for i := 1; i < len(p.out); i++ {
		a, b := &p.out[i-1], p.out[i]
		if !p.linked(a.next, b.first) || a.scale != 0 || a.Kind == arabic.Ordinal || !a.exact || arabic.IsYear(p.text(a.first)) && !arabic.IsYear(p.text(b.first)) || b.scale == 0 && !b.Percent {
			continue
		}
		a.Percent = a.Percent || b.Percent
		if b.scale > 0 {
			if d, ok := a.dec.Times(b.scale); ok {
				a.Add(d.String())
			}
		}
	}
}

// linked reports whether the tokens from after up to next make a range or a
// choice of two numbers.
func (p *enParser) linked(after, next int) bool {
	return after == next || p.link(after, next) != arabic.Unlinked
}

// link says what the tokens from after up to next make of two numbers.
func (p *enParser) link(after, next int) arabic.Link {
	if p.text(after) == "-" && after+2 == next { // 18- to 29-year-olds
		after++
	}
	if after+1 != next {
		return arabic.Unlinked
	}
	switch p.text(after) {
	case "to", "till", "until":
		return arabic.To
	case "or":
		return arabic.Or
	case "and":
		return arabic.And
	case "-", "–", "−", ":", "&":
		return arabic.Dash
	}
	return arabic.Unlinked
}
