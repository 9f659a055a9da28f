package verify

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/arabic"
)

func firstRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// tokenSize is the length of the token that s starts with: 0 for white space.
func tokenSize(s string) int {
	if n := asciiWord(s); n > 0 && (n == len(s) || s[n] < utf8.RuneSelf) {
		return n
	}
	r, size := firstRune(s)
	switch {
	case unicode.IsSpace(r):
		return 0
	case r >= '0' && r <= '9':
		n := 1
		for n < len(s) && (isFigure(s[n]) || (s[n] == ',' || s[n] == '.') && n+1 < len(s) && isFigure(s[n+1])) {
			n++
		}
		return n
	case unicode.IsLetter(r):
		n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		if n < 0 {
			return len(s)
		}
		return n
	}
	return size
}

// asciiWord is how many of the first bytes are letters of ASCII.
func asciiWord(s string) int {
	n := 0
	for n < len(s) && 'a' <= s[n]|0x20 && s[n]|0x20 <= 'z' {
		n++
	}
	return n
}

func isFigure(b byte) bool { return b >= '0' && b <= '9' }

// wordNumber reads a number in words: twenty-eight, a hundred and five, half a
// million, two dozen, twenty-first. Ordinals and cardinals are one value.
func (p *enParser) wordNumber(i int) (enNumber, bool) {
	n := enNumber{first: i, exact: true}
	j, total, ok := p.lead(i)
	if !ok {
		return n, false
	}
	n.Start = p.toks[i].start
	n.take(p, j)
	n.dec = total
	n.Readings = [][]string{{total.String()}}
	if p.word(j).ordinal == 0 {
		p.scaleBehind(&n)
		p.lowerTerms(&n)
		p.half(&n)
	} else {
		n.Kind = arabic.Ordinal
		n.Add("1/" + total.String()) // the final third
		if p.text(i-1) == "a" {
			for _, v := range partValues["1/"+total.String()] {
				n.Add(v)
			}
		}
	}
	n.Weak = n.scale == 0 && n.dec.AtMost(2)
	if p.part(&n) {
		n.Weak, n.exact = true, false
	}
	return n, true
}

// lead reads what a number in words begins with and returns its last token.
func (p *enParser) lead(i int) (int, arabic.Decimal, bool) {
	w, next := p.word(i), i+1
	if p.text(next) == "-" {
		next++
	}
	switch {
	case w.tens > 0:
		if u := p.word(next).unit; u > 0 && u < 10 && (next > i+1 || p.spaced(next)) {
			return next, arabic.Int(w.tens + u), true
		}
		if o := p.word(next).ordinal; o > 0 && o < 10 {
			return next, arabic.Int(w.tens + o), true
		}
		return i, arabic.Int(w.tens), true
	case w.part == 2 || w.part == 4 && p.text(i) == "quarter":
		return p.partOfScale(i, next, w.part)
	case w.unit > 0 || w.zero:
		return i, arabic.Int(w.unit), true
	case w.ordinal > 0:
		return i, arabic.Int(w.ordinal), true
	case p.text(i) == "a" || p.text(i) == "an":
		return i, arabic.Int(1), p.isScale(next) && !p.vagueBefore(i)
	}
	return i, arabic.Decimal{}, false
}

// partOfScale reads half a million and quarter of a million.
func (p *enParser) partOfScale(i, next int, part int64) (int, arabic.Decimal, bool) {
	for t := p.text(next); t == "a" || t == "of"; t = p.text(next) {
		next++
	}
	d, _ := arabic.NewDecimal("5", 1)
	if part == 4 {
		d, _ = arabic.NewDecimal("25", 2)
	}
	return next - 1, d, p.isScale(next)
}

// isScale reports a word, not a letter, for a power of ten or a dozen.
func (p *enParser) isScale(i int) bool { return p.word(i).scale > 1 && len(p.text(i)) > 3 }

func (p *enParser) spaced(i int) bool { return !p.glued(i) }

// vagueBefore reports "half a", "quarter of a" and the like, which the a
// before a scale word belongs to.
func (p *enParser) vagueBefore(i int) bool {
	switch p.text(i - 1) {
	case "half", "of", "many":
		return true
	}
	return false
}

// lowerTerms adds the terms below the scale: a hundred and five thousand, two
// million three hundred thousand.
func (p *enParser) lowerTerms(n *enNumber) {
	for n.scale > 1 {
		j := n.next
		if p.text(j) == "and" {
			j++
		}
		last, d, ok := p.lead(j)
		if !ok || p.text(j) == "a" || p.text(j) == "half" {
			return
		}
		t := enNumber{first: j, dec: d, exact: true}
		t.take(p, last)
		scale := n.scale
		if scale > 100 {
			p.scaleBehind(&t)
			if t.scale == 100 {
				p.lowerTerms(&t)
			}
		}
		if !t.dec.AtMost(scale - 1) {
			return
		}
		total, ok := n.dec.Plus(t.dec)
		if !ok {
			return
		}
		n.dec, n.scale = total, max(t.scale, 1)
		n.Readings = [][]string{{total.String()}}
		n.take(p, t.next-1)
		if scale == 100 {
			p.scaleBehind(n) // a hundred and five thousand
		}
		if t.scale == 0 && n.scale <= 1 {
			n.scale = scale
			return
		}
	}
}

// part reads the fractions two-thirds, three quarters and one in five.
func (p *enParser) part(n *enNumber) bool {
	j := n.next
	if p.text(j) == "-" && p.glued(j) {
		j++
	}
	if p.word(j).part == 0 || !n.dec.AtMost(9) || n.dec == (arabic.Decimal{}) {
		return false
	}
	top, bottom := n.dec.String(), strconv.FormatInt(p.word(j).part, 10)
	n.Kind = arabic.Fraction
	n.Add(top + "/" + bottom)
	n.Add(bottom)
	for _, v := range partValues[top+"/"+bottom] {
		n.Add(v)
	}
	n.take(p, j)
	return true
}

var partValues = map[string][]string{
	"1/3": {"33"}, "2/3": {"66", "67"}, "1/4": {"0.25", "25"}, "3/4": {"0.75", "75"}, "1/5": {"0.2", "20"}, "2/5": {"0.4", "40"},
	"3/5": {"0.6", "60"}, "4/5": {"0.8", "80"}, "1/10": {"0.1", "10"}, "9/10": {"0.9", "90"},
}

// support reads a word that explains an Arabic number, or one for its size
// alone.
func (p *enParser) support(i int) (enNumber, bool) {
	t, w := p.toks[i], p.word(i)
	n := enNumber{first: i, next: i + 1}
	n.Start, n.End, n.Weak = t.start, t.end, true
	if w.vague != "" {
		return p.vague(n, w.vague), true
	}
	if w.scale > 1 && p.word(i-1).few {
		n.Kind = arabic.Vague
		n.Add(arabic.VagueValue(w.scale))
	}
	for _, v := range w.support {
		n.Add(v)
	}
	if w.period != "" {
		switch p.text(i - 1) {
		case "a", "an", "one", "per", "every", "each":
			n.Add(w.period)
		}
	}
	return n, len(n.Readings) > 0
}

// vague reads dozens and, with what they are counted of, tens of thousands.
func (p *enParser) vague(n enNumber, value string) enNumber {
	n.Kind = arabic.Vague
	if p.text(n.next) == "of" {
		if of := p.word(n.next + 1).vague; len(of) > len(value) {
			value = value + of[len("~1"):]
			n.take(p, n.next+1)
		}
	}
	n.Add(value)
	return n
}
