package verify

import (
	"strconv"
	"strings"
	"sync"
	"unicode"

	"naql/arabic"
)

// englishNumbersOf reads every number, month and weekday of an English text, in
// figures or words, in order. English is read strictly: a comma sets off thousands
// and a point decimals, so that 77.000 is no rendering of 77,000.
func englishNumbersOf(toks []enToken) []arabic.Number {
	return englishNumbersWith(toks, englishMoments(toks))
}

// englishNumbersWith is englishNumbersOf for a text whose moments were read
// before.
func englishNumbersWith(toks []enToken, moments []arabic.Moment) []arabic.Number {
	room := enNumberRooms.Get().(*[]enNumber)
	p := enParser{toks: toks, moments: moments, out: (*room)[:0]}
	for i := 0; i < len(p.toks); {
		i = max(p.at(i), i+1)
	}
	p.shareScale()
	out := p.settled()
	clear(p.out)
	*room = p.out
	enNumberRooms.Put(room)
	return out
}

// enNumberRooms keeps what numbers are gathered in.
var enNumberRooms = sync.Pool{New: func() any { return new([]enNumber) }}

// enNumber is a number with what only its neighbours need to know.
type enNumber struct {
	arabic.Number
	scale       int64 // of the scale word or 0
	first, next int   // its tokens
	dec         arabic.Decimal
	exact       bool // dec is its value
}

type enParser struct {
	toks    []enToken
	out     []enNumber
	moments []arabic.Moment
	moment  int // the next of them
}

func (p *enParser) text(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.toks[i].text
}

// word is what token i may mean in a number.
func (p *enParser) word(i int) *numberWord {
	if i < 0 || i >= len(p.toks) || p.toks[i].number == nil {
		return &notNumber
	}
	return p.toks[i].number
}

func (p *enParser) glued(i int) bool { return i >= 0 && i < len(p.toks) && p.toks[i].glued }

// at reads the numbers that start at token i and says where to go on. Words
// in lower case that no list of numbers holds are passed by.
func (p *enParser) at(i int) (next int) {
	t := &p.toks[i]
	if t.digits {
		return p.figures(i)
	}
	if t.capital && t.end == t.start+1 && (p.text(i-1) == "group" || p.text(i-1) == "pool") { // المجموعة الرابعة is Group D
		n := enNumber{first: i, next: i + 1}
		n.Start, n.End, n.Weak = t.start, t.end, true
		n.Add(strconv.Itoa(int(t.text[0]-'a') + 1))
		p.out = append(p.out, n)
		return i + 1
	}
	if t.number == nil && t.time == nil {
		return i + 1
	}
	if n, ok := p.calendar(i); ok {
		p.out = append(p.out, n)
		return n.next
	}
	if t.number == nil {
		return i + 1
	}
	if n, ok := p.wordNumber(i); ok {
		p.percent(&n)
		p.dayHalf(&n)
		p.out = append(p.out, n)
		return n.next
	}
	if n, ok := p.support(i); ok {
		p.out = append(p.out, n)
		return n.next
	}
	return i + 1
}

// figures reads a numeral, or several held together by a sign.
func (p *enParser) figures(i int) (next int) {
	var room [4]int
	parts, sign := append(room[:0], i), ""
	for j := i; len(parts) < 4; j += 2 {
		s := p.text(j + 1)
		if !p.glued(j+1) || !p.glued(j+2) || !p.toks[j+2].digits || !joins(s) || sign != "" && s != sign {
			break
		}
		sign = s
		parts = append(parts, j+2)
	}
	switch {
	case sign == "", len(parts) == 2 && p.slashed(parts[1]) != (arabic.Decimal{}): // 2-1/2
		p.out = append(p.out, p.figure(i))
	case sign == ":" || sign == "/" || len(parts) == 3:
		p.out = append(p.out, p.joined(parts, sign))
	default:
		for k, j := range parts {
			n := p.figure(j)
			from, to := p.text(parts[max(k-1, 0)]), p.text(j)
			if k > 0 && len(from) == 4 && len(to) == 2 {
				n.Readings = append([][]string{{from[:2] + to}}, n.Readings...)
			}
			p.out = append(p.out, n)
		}
	}
	return p.out[len(p.out)-1].next
}

// joins reports a sign that holds the parts of a time, a date or a score
// together.
func joins(sign string) bool {
	switch sign {
	case ":", "/", "-", "–", "−":
		return true
	}
	return false
}

func (p *enParser) joined(parts []int, sign string) enNumber {
	var raw []string
	for _, j := range parts {
		raw = append(raw, p.text(j))
	}
	last := parts[len(parts)-1]
	n := enNumber{first: parts[0], next: last + 1}
	n.Start, n.End, n.Digits = p.toks[parts[0]].start, p.toks[last].end, true
	n.Readings = arabic.JoinedReadings(raw, sign)
	if sign == "/" && len(raw) > 1 { // American order
		m := append([]string{arabic.Canonical(raw[1]), "m" + arabic.Canonical(raw[0])}, n.Readings[len(n.Readings)-1][2:]...)
		n.Readings = append(n.Readings, m)
	}
	if h, err := strconv.Atoi(raw[0]); err == nil && sign == ":" && h > 12 && h < 24 {
		n.Half = 'p'
	}
	n.Weak = sign == "/" && raw[0] == "24" && raw[1] == "7" && len(raw) == 2
	p.percent(&n)
	p.dayHalf(&n)
	return n
}

// figure reads one numeral with what is glued to it or follows it: 2.5
// million, $3.6bn, 40k, 21st, 1980s, 2.30pm.
func (p *enParser) figure(i int) enNumber {
	t := p.toks[i]
	n := enNumber{first: i, next: i + 1}
	n.Start, n.End, n.Digits = t.start, t.end, true
	var time string
	n.dec, n.exact, time = strictNumeral(&n, t.text)
	suffix := ""
	if p.glued(i + 1) {
		suffix = p.text(i + 1)
	}
	switch {
	case suffix == "s":
		p.decadeFigure(&n, t.text)
		n.take(p, i+1)
	case suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th":
		n.Kind = arabic.Ordinal
		n.take(p, i+1)
	case (suffix == "'" || suffix == "’") && p.text(i+2) == "s" && len(t.text) == 4 && t.text[3] == '0':
		n.Add(t.text + "s") // the 1990's
	case time != "" && p.dayWord(i+1) != 0:
		n.Readings = [][]string{{time}}
	case p.glued(i) && i > 0 && isLatinWord(p.text(i-1)) && len(t.text) == 1, p.text(i-1) == "ligue" || p.text(i-1) == "formula":
		n.Weak = true // U2, F1, Ligue 1
	}
	if p.glued(i) && p.text(i-1) == "." && !p.glued(i-1) && n.exact { // .312
		n.Add("0." + strings.TrimRight(t.text, "0"))
	}
	if p.glued(i) && (p.text(i-1) == "'" || p.text(i-1) == "’") && len(t.text) == 2 {
		n.Add("19" + t.text)
		n.Add("20" + t.text)
	}
	p.mixed(&n)
	p.scaleBehind(&n)
	p.half(&n)
	p.percent(&n)
	p.dayHalf(&n)
	p.hour(&n)
	return n
}

// take makes tokens up to i part of the number.
func (n *enNumber) take(p *enParser, i int) {
	n.next = i + 1
	n.End = p.toks[i].end
}

// strictNumeral reads figures by the English rule into n. Groups that obey no
// rule (2,31) are read as the list they would be.
func strictNumeral(n *enNumber, text string) (d arabic.Decimal, exact bool, time string) {
	if !strings.ContainsAny(text, ",.") {
		d, exact = arabic.NewDecimal(text, 0)
		n.Add(arabic.Canonical(text))
		return d, exact, ""
	}
	groups := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '.' })
	places, at := 0, len(groups[0])
	whole := groups[:1]
	for k, g := range groups[1:] {
		sep := text[at]
		at += 1 + len(g)
		switch {
		case sep == ',' && len(g) == 3 && places == 0 && len(groups[0]) <= 3:
		case sep == '.' && k == len(groups)-2:
			places = len(g)
		default:
			var list []string
			for _, g := range groups {
				list = append(list, arabic.Canonical(g))
			}
			n.Add(list...)
			return d, false, ""
		}
		whole = groups[:k+2]
	}
	raw := strings.Join(whole, "")
	d, exact = arabic.NewDecimal(raw, places)
	if !exact {
		n.Add(arabic.Canonical(raw))
		return d, false, ""
	}
	n.Add(d.String())
	if len(groups) == 2 && places == 2 {
		time = arabic.ClockTime(groups[0], groups[1])
	}
	return d, true, time
}

// decadeFigure reads 1980s and 80s.
func (p *enParser) decadeFigure(n *enNumber, digits string) {
	n.Readings = nil
	n.exact = false
	n.Add(digits + "s")
	n.Add(digits)
	if len(digits) == 2 {
		n.Add("19" + digits + "s")
		n.Add("19" + digits)
	}
	if len(digits) == 4 && strings.HasSuffix(digits, "00") { // the 1800s are the 19th century
		if c, err := strconv.Atoi(digits[:2]); err == nil {
			n.Add(strconv.Itoa(c + 1))
		}
	}
}

// scaleBehind applies the scale words behind a figure. A glued m may mean
// metres, a k kilometres, so the bare value stays a reading there.
func (p *enParser) scaleBehind(n *enNumber) {
	for n.exact {
		j := n.next
		if p.text(j) == "-" && p.glued(j) && p.glued(j+1) {
			j++
		}
		w := p.text(j)
		s := p.word(j).scale
		short := len(w) <= 3
		if s == 0 || short && !p.glued(j) && w != "bn" && w != "mn" && w != "tn" {
			return
		}
		product, ok := n.dec.Times(s)
		if !ok {
			return
		}
		bare := n.dec
		n.dec, n.scale = product, max(n.scale, 1)*s
		n.Readings = [][]string{{product.String()}}
		if w == "m" || w == "k" || w == "b" {
			n.Add(bare.String())
		}
		n.take(p, j)
	}
}

// percent takes in a sign or word for percent behind the number.
func (p *enParser) percent(n *enNumber) {
	j := n.next
	if p.text(j) == "-" && p.glued(j) {
		j++
	}
	switch w := p.text(j); {
	case w == "%", w == "percent", w == "percentage", w == "pc" || w == "pct":
	case w == "per" && (p.text(j+1) == "cent" || p.text(j+1) == "cents"):
		j++
	default:
		return
	}
	n.Percent, n.Unit = true, arabic.Percent
	if t := p.text(j + 1); t == "point" || t == "points" || t == "-" && strings.HasPrefix(p.text(j+2), "point") {
		n.Unit = arabic.PercentPoint
	}
	n.take(p, j)
}

// dayWord is 'a' for a.m., 'p' for p.m. at token i, else 0.
func (p *enParser) dayWord(i int) byte {
	w := p.text(i)
	switch {
	case w == "am" || w == "a" && p.text(i+1) == "." && p.text(i+2) == "m" && p.glued(i+1) && p.glued(i+2):
		return 'a'
	case w == "pm" || w == "p" && p.text(i+1) == "." && p.text(i+2) == "m" && p.glued(i+1) && p.glued(i+2):
		return 'p'
	}
	return 0
}

func (p *enParser) dayHalf(n *enNumber) {
	if half := p.dayWord(n.next); half != 0 {
		n.Half = half
	}
}

// clockCues follow a time written as four figures.
var clockCues = map[string]bool{"gmt": true, "utc": true, "bst": true, "local": true, "hours": true, "hrs": true}

// hour adds the twenty-four-hour and dial readings of 2 p.m. and of 0230 GMT.
func (p *enParser) hour(n *enNumber) {
	raw := p.text(n.first)
	if len(raw) == 4 && n.exact && (n.Half != 0 || clockCues[p.text(n.next)]) {
		if t := arabic.ClockTime(raw[:2], raw[2:]); t != "" {
			n.Add(t)
		}
		return
	}
	h, err := strconv.Atoi(raw)
	if err != nil || n.Half == 0 || h > 12 {
		return
	}
	n.Add("t" + strconv.Itoa(h%12) + ":00")
	if n.Half == 'p' {
		n.Add(strconv.Itoa(h + 12))
	}
}

func isLatinWord(s string) bool {
	r, _ := firstRune(s)
	return unicode.IsLetter(r)
}
