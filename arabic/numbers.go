package arabic

import (
	"slices"
	"strings"
	"sync"
)

// Number is one number, date part or time that a text states.
type Number struct {
	// Start and End are byte offsets into the text as given; a sign of
	// percent or a scale word belongs to the span, a clitic does not.
	Start, End int
	// Readings are what the number may mean, the likeliest first. A reading
	// lists every value it states: one for 56, three for a date. A value is
	// a canonical decimal ("2500000", "0.5"), a fraction ("2/3"), a decade
	// ("1980s"), a month ("m4"), one of the Islamic year ("h9"), a weekday
	// from Sunday ("w0") or a time on the twelve-hour dial ("t2:30").
	Readings [][]string
	// Digits is set where digits were written, not words.
	Digits bool
	// Weak numbers explain one in the other language but need not be found
	// there: one and two, duals, halves, words that may be no number at all.
	Weak bool
	// Percent is set where a sign or word for percent follows.
	Percent bool
	// Calendar numbers are months, days, dates in figures and times: the checks
	// of dates and times judge them.
	Calendar bool
	// Half is 'a' before noon, 'p' after it, 0 where the text does not say.
	Half byte
	// Kind is what the number says.
	Kind NumberKind
	// Unit is the currency or measure stated beside it, or empty; Percent is
	// one. The first end of a range has that of the second.
	Unit Concept
	// Qualifier is how the words beside it bound it.
	Qualifier Qualifier
	// Link is how it goes on to the number after it.
	Link Link
	// First and Next are the lexeme that it starts with and the one behind it.
	First, Next int

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
func NumbersOf(lexemes []Lexeme) []Number { return NumbersWith(lexemes, Moments(lexemes)) }

// NumbersWith is NumbersOf for a text whose moments were read before.
func NumbersWith(lexemes []Lexeme, moments []Moment) []Number {
	room := numberRooms.Get().(*[]Number)
	p := parser{toks: lexemes, moments: moments, out: (*room)[:0], points: decimalSigns(lexemes)}
	for i := 0; i < len(p.toks); i++ {
		if p.at(i) {
			i = p.out[len(p.out)-1].last
		}
	}
	p.shareScale()
	p.settle()
	out := slices.Clone(p.out)
	clear(p.out)
	*room = p.out
	numberRooms.Put(room)
	return out
}

// numberRooms keeps what numbers are gathered in.
var numberRooms = sync.Pool{New: func() any { return new([]Number) }}

type parser struct {
	toks    []Lexeme
	out     []Number
	moments []Moment
	moment  int // the next of them
	points  decimalSign
	added   int // the part that the last number took in
}

// at reads the numbers that start at token i: none, one, or the two ends of a
// range.
func (p *parser) at(i int) bool {
	if n, ok := p.calendar(i); ok {
		return p.add(n)
	}
	t := &p.toks[i]
	if t.Kind == Digits && p.joined(i) {
		return true
	}
	if t.Kind != Digits && t.number.kind == 0 && t.Key != "مدار" {
		return false
	}
	if n, ok := p.clock(i); ok {
		return p.add(n)
	}
	if n, ok := p.vague(i); ok {
		return p.add(n)
	}
	if n, ok := p.phrase(i); ok {
		p.parts(&n)
		p.percent(&n)
		p.dayHalf(&n)
		return p.add(n)
	}
	if n, ok := p.other(i); ok {
		return p.add(n)
	}
	return false
}

func (p *parser) add(n Number) bool {
	p.out = append(p.out, n)
	return true
}

// word is token i as a word without what is glued to it, or false.
func (p *parser) word(i int) (stripped, bool) {
	if i < 0 || i >= len(p.toks) {
		return stripped{entry: unlisted}, false
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
	case (w == "نقطه" || w == "نقاط") && strings.HasPrefix(p.text(next+1), "مئوي"):
		n.last, n.Unit = next+1, PercentPoint
	default:
		first := p.tokenAt(n.Start, n.last)
		if n.Percent = first > 0 && p.toks[first].Glued && p.text(first-1) == "%"; n.Percent {
			n.Unit = Percent
		}
		return
	}
	n.Percent = true
	n.End = p.toks[n.last].End
	if n.Unit == "" {
		n.Unit = Percent
	}
}

var percentWords = map[string]bool{"المئه": true, "المائه": true, "الميه": true}

// tokenAt goes back from token i to the one that starts at a byte.
func (p *parser) tokenAt(start, i int) int {
	for i > 0 && p.toks[i].Start > start {
		i--
	}
	return i
}

// shareScale gives the first end of "5 to 10 million" the reading that the
// scale or the percent sign of the second holds for it too.
func (p *parser) shareScale() {
	for i := 1; i < len(p.out); i++ {
		a, b := &p.out[i-1], p.out[i]
		if b.scale == 0 && !b.Percent || a.scale != 0 || a.Kind == Ordinal || len(a.Readings[0]) != 1 || IsYear(a.Readings[0][0]) && !IsYear(b.Readings[0][0]) || !p.linked(a.last+1, p.tokenIndex(b.Start)) {
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
func (p *parser) linked(after, next int) bool { return p.link(after, next) != Unlinked }

// link says what the tokens from after up to next make of two numbers.
func (p *parser) link(after, next int) Link {
	if after == next {
		if w, ok := p.word(next); ok && w.and {
			return And
		}
		return Unlinked
	}
	if after+1 != next {
		return Unlinked
	}
	switch p.text(after) {
	case "الي", "حتي":
		return To
	case "او":
		return Or
	case "و":
		return And
	case "-", "–", "−", ":", "&":
		return Dash
	}
	return Unlinked
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

// Definite reports a word of the checks' lists that stands with the article.
func (l Lexeme) Definite() bool { return l.number.the }

// Joined reports a word of the checks' lists that و or ف is written to.
func (l Lexeme) Joined() bool { return l.number.and }
