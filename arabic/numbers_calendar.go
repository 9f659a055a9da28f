package arabic

import (
	"strconv"
	"strings"
)

// calendar gives a month, a day or a date in figures that a moment names as a
// number: "m4", "h9" or "w0". A word such as yesterday may stand for any weekday.
func (p *parser) calendar(i int) (Number, bool) {
	for p.moment < len(p.moments) && p.moments[p.moment].First < i {
		p.moment++
	}
	if p.moment == len(p.moments) || p.moments[p.moment].First != i {
		return Number{}, false
	}
	m := p.moments[p.moment]
	return m.Number()
}

// Number is the moment as Numbers gives it; false for kinds that it leaves out.
func (m Moment) Number() (Number, bool) {
	n := Number{Start: m.Start, End: m.End, last: m.Last, Weak: m.Doubtful, Calendar: true}
	letter := ""
	switch m.Kind {
	case Month:
		letter = "m"
	case Hijri:
		letter = "h"
	case Weekday:
		letter = "w"
		n.Weak = n.Weak || m.NightOf == 2
	case Relative:
		n.Weak = true
		for d := range 7 {
			n.Add("w" + strconv.Itoa(d))
		}
		return n, true
	case DayPart: // the hour that it is said of
		if m.Value == Noon {
			n.Weak = true
			n.Add("t0:00")
			n.Add("12")
			return n, true
		}
	}
	if letter == "" {
		return n, false
	}
	month := strconv.Itoa(m.Value)
	if m.Day != 0 {
		n.Digits = true
		day, year := strconv.Itoa(int(m.Day)), strconv.Itoa(int(m.Year))
		n.Add(day, letter+month, year)
		n.Add(day, month, year)
		return n, true
	}
	n.Add(letter + month)
	if m.Kind == Hijri && m.Value == 2 && m.Doubtful { // صفر is also nil
		n.Add("0")
	}
	if m.Also != m.Value {
		n.Add(letter + strconv.Itoa(m.Also))
	}
	return n, true
}

// clock reads an hour in words with its minutes: الثانية والنصف is 2:30,
// السابعة إلا ربعا is 6:45, الثانية وعشر دقائق is 2:10.
func (p *parser) clock(i int) (Number, bool) {
	w, ok := p.word(i)
	if !ok || !w.the || w.kind != ordinal && (w.kind != unit || w.n != 1) {
		return Number{}, false
	}
	hour, last, ok := p.group(i)
	if !ok || hour > 12 {
		return Number{}, false
	}
	sign, next := int64(1), last+1
	if p.text(next) == "الا" {
		sign, next = -1, next+1
	} else if f, ok := p.word(next); !ok || !f.and {
		return Number{}, false
	}
	minutes, last, ok := p.minutes(next)
	if !ok {
		return Number{}, false
	}
	total := (hour*60 + sign*minutes) % 720
	n := Number{Start: p.toks[i].Start, End: p.toks[last].End, last: last, Calendar: true}
	n.Add("t" + strconv.FormatInt(total/60, 10) + ":" + twoDigits(total%60))
	p.dayHalf(&n)
	return n, true
}

func twoDigits(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// minutes reads the part of an hour: نصف, ربع, ثلث, or minutes that are named
// as such.
func (p *parser) minutes(i int) (n int64, last int, ok bool) {
	if f, _ := p.word(i); f.kind == fraction {
		return 60 / f.n, i, f.n > 1 && f.n <= 6
	}
	if n, last, ok = p.group(i); ok && strings.HasPrefix(p.text(last+1), "دق") {
		return n, last + 1, n < 60
	}
	return 0, i, false
}

// dayHalf notes whether a cue puts an hour before or after noon.
func (p *parser) dayHalf(n *Number) {
	value := n.Readings[0][0]
	n.Calendar = n.Calendar || value[0] == 't'
	hour := hourOf(value)
	if hour < 0 {
		return
	}
	next := n.last + 1
	if w := p.text(next); w == "من" || w == "ب" {
		next++
	}
	if w := p.text(next); w == "بالتوقيت" || w == "بتوقيت" {
		next += 2
	}
	if half := p.halfAt(next, hour); half != 0 {
		n.Half = half
		return
	}
	first := p.tokenAt(n.Start, n.last)
	if raw := p.text(first); value[0] == 't' && len(raw) >= 5 && (raw[2] < '0' || raw[2] > '9') && raw[:2] > "12" && raw[:2] < "24" {
		n.Half = 'p' // الساعة 16,43
	}
	hourly := strings.HasSuffix(p.text(first-1), "ساعه")
	if p.text(next) == "م" && (hourly || value[0] == 't') {
		n.Half = 'p'
	}
	if !hourly && value[0] != 't' {
		return
	}
	for j := first - 1; j >= max(0, first-6) && p.toks[j].Kind == Letters; j-- {
		if w := timeWordOf(p.text(j)); w.kind == partWord && n.Half == 0 {
			n.Half = p.halfAt(j, hour)
		}
	}
}

// hourOf is the hour of a value that may be one, else -1.
func hourOf(value string) int {
	whole, _, _ := strings.Cut(strings.TrimPrefix(value, "t"), ":")
	h, err := strconv.Atoi(whole)
	if err != nil || h > 24 {
		return -1
	}
	return h
}

// halfAt is the half of the day that the words at i put an hour in, or 0.
func (p *parser) halfAt(i, hour int) byte {
	midnight := p.text(i+1) == "منتصف"
	switch w := p.text(i); {
	case w == "ص":
		return 'a'
	case w == "بعد" && midnight, w == "قبل" && strings.HasSuffix(p.text(i+1), "الظهر"):
		return 'a'
	case w == "قبل" && midnight, w == "بعد" && (p.text(i+1) == "الظهر" || p.text(i+1) == "ظهر"):
		return 'p'
	}
	if i < 0 || i >= len(p.toks) || !p.toks[i].Is(NamesTime) {
		return 0
	}
	w := timeWordOf(p.text(i))
	late := hour >= 6 && hour < 12
	switch {
	case w.kind != partWord:
		return 0
	case w.value == Morning, w.value == Noon && late:
		return 'a'
	case w.value >= Night && !late:
		return 'a'
	}
	return 'p'
}
