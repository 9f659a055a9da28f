package arabic

import (
	"slices"
	"strings"
)

// Number is one number, date part or time that a text states.
type Number struct {
	// Start and End are byte offsets into the text as given; a sign of
	// percent or a scale word belongs to the span, a clitic does not.
	Start, End int
	// Readings are what the number may mean, the likeliest first. A reading
	// lists every value it states: one for 56, three for a date. A value is
	// a canonical decimal ("2500000", "0.5"), a fraction ("2/3"), a decade
	// ("1980s"), a month ("m4"), a weekday from Sunday ("w0") or a time on
	// the twelve-hour dial ("t2:30").
	Readings [][]string
	// Digits is set where digits were written, not words.
	Digits bool
	// Weak numbers explain one in the other language but need not be found
	// there: one and two, duals, halves, words that may be no number at all.
	Weak bool
	// Percent is set where a sign or word for percent follows.
	Percent bool
	// Half is 'a' before noon, 'p' after it, 0 where the text does not say.
	Half byte

	scale int64 // of the scale word or 0
	last  int   // index of the last token read
}

// Values are the values of the likeliest reading, for people.
func (n Number) Values() []string { return n.Readings[0] }

// Add appends a reading unless it is there.
func (n *Number) Add(values ...string) {
	for _, r := range n.Readings {
		if slices.Equal(r, values) {
			return
		}
	}
	n.Readings = append(n.Readings, values)
}

// Numbers reads every number, month and weekday of an Arabic text, in digits of
// any script or in words, in order. It does not judge what is counted.
func Numbers(text string) []Number { return NumbersOf(Lex(text)) }

// NumbersOf is Numbers for a text that was cut before.
func NumbersOf(lexemes []Lexeme) []Number {
	p := parser{toks: lexemes}
	for i := 0; i < len(p.toks); {
		ns := p.at(i)
		if len(ns) == 0 {
			i++
			continue
		}
		p.out = append(p.out, ns...)
		i = ns[len(ns)-1].last + 1
	}
	p.shareScale()
	return p.out
}

type parser struct {
	toks []Lexeme
	out  []Number
}

// at reads the numbers that start at token i: none, one, or the two ends of a
// range.
func (p *parser) at(i int) []Number {
	if p.toks[i].Kind == Digits {
		if ns := p.joined(i); ns != nil {
			return ns
		}
	}
	if n, ok := p.calendar(i); ok {
		return []Number{n}
	}
	if n, ok := p.clock(i); ok {
		return []Number{n}
	}
	if n, ok := p.phrase(i); ok {
		p.percent(&n)
		p.dayHalf(&n)
		return []Number{n}
	}
	if n, ok := p.other(i); ok {
		return []Number{n}
	}
	return nil
}

// word is token i as a word without what is glued to it, or false.
func (p *parser) word(i int) (stripped, bool) {
	if i >= len(p.toks) {
		return stripped{}, false
	}
	return p.toks[i].number, p.toks[i].number.kind != 0
}

func (p *parser) text(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.toks[i].Key
}

// percent takes in a percent sign or word behind the number, or a sign before
// it as right-to-left typing leaves it.
func (p *parser) percent(n *Number) {
	next := n.last + 1
	switch w := p.text(next); {
	case w == "%", w == "بالمئه", w == "بالمائه", w == "بالميه":
		n.last = next
	case w == "في" && percentWords[p.text(next+1)]:
		n.last = next + 1
	case w == "نقطه" && strings.HasPrefix(p.text(next+1), "مئوي"):
		n.last = next + 1
	default:
		first := p.tokenAt(n.Start, n.last)
		n.Percent = first > 0 && p.toks[first].Glued && p.text(first-1) == "%"
		return
	}
	n.Percent = true
	n.End = p.toks[n.last].End
}

var percentWords = map[string]bool{"المئه": true, "المائه": true, "الميه": true}

// tokenAt goes back from token i to the one that starts at a byte.
func (p *parser) tokenAt(start, i int) int {
	for i > 0 && p.toks[i].Start > start {
		i--
	}
	return i
}

// dayHalf notes whether a cue behind the number puts it before or after noon.
func (p *parser) dayHalf(n *Number) {
	next := n.last + 1
	if half := dayWords[p.text(next)]; half != 0 {
		n.Half = half
	} else if p.text(next) == "بعد" && p.text(next+1) == "منتصف" {
		n.Half = 'a'
	} else if p.text(next) == "بعد" && p.text(next+1) == "الظهر" {
		n.Half = 'p'
	}
}

var dayWords = map[string]byte{
	"صباحا": 'a', "فجرا": 'a', "ص": 'a', "مساء": 'p', "عصرا": 'p', "م": 'p',
}

// shareScale gives the first end of "5 to 10 million" the reading that the
// scale or the percent sign of the second holds for it too.
func (p *parser) shareScale() {
	for i := 1; i < len(p.out); i++ {
		a, b := &p.out[i-1], p.out[i]
		if b.scale == 0 && !b.Percent || a.scale != 0 || len(a.Readings[0]) != 1 || !p.linked(a.last+1, p.tokenIndex(b.Start)) {
			continue
		}
		a.Percent = a.Percent || b.Percent
		if b.scale == 0 {
			continue
		}
		if d, ok := parseDecimal(a.Readings[0][0]); ok {
			if d, ok = d.Times(b.scale); ok {
				a.Add(d.String())
			}
		}
	}
}

// linked reports whether the tokens from after up to next are the one that
// makes a range or a choice of two numbers.
func (p *parser) linked(after, next int) bool {
	if after == next {
		w, ok := p.word(next)
		return ok && w.and
	}
	if after+1 != next {
		return false
	}
	switch p.text(after) {
	case "الي", "او", "و", "-", "–", "−":
		return true
	}
	return false
}

func (p *parser) tokenIndex(start int) int {
	i, _ := slices.BinarySearchFunc(p.toks, start, func(t Lexeme, s int) int { return t.Start - s })
	return i
}

func parseDecimal(s string) (Decimal, bool) {
	whole, part, _ := strings.Cut(s, ".")
	for _, r := range whole + part {
		if r < '0' || r > '9' {
			return Decimal{}, false
		}
	}
	return NewDecimal(whole+part, len(part))
}
