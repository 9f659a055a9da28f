package verify

import (
	"strconv"
	"strings"

	"naql/arabic"
)

var (
	enMonthNames   = strings.Split(enMonths, ",")
	enWeekdayNames = strings.Fields("sunday monday tuesday wednesday thursday friday saturday")
	enHijriNames   = []string{"Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Awwal", "Jumada al-Thani",
		"Rajab", "Shaaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah"}
)

// calendar gives a month or a day that a moment names, and an hour in words,
// as a number.
func (p *enParser) calendar(i int) (enNumber, bool) {
	for p.moment < len(p.moments) && p.moments[p.moment].First < i {
		p.moment++
	}
	n := enNumber{first: i}
	if p.moment < len(p.moments) && p.moments[p.moment].First == i {
		m := p.moments[p.moment]
		var ok bool
		if n.Number, ok = m.Number(); ok {
			n.next = m.Last + 1
			return n, m.Kind != arabic.DayPart // noon is a word of numbers
		}
	}
	return p.hourInWords(i)
}

// hourInWords reads half past two, quarter to seven, ten past eight and
// twenty minutes to nine.
func (p *enParser) hourInWords(i int) (enNumber, bool) {
	n := enNumber{first: i}
	w := p.word(i)
	minutes := w.unit
	next := i + 1
	switch text := p.text(i); {
	case text == "half":
		minutes = 30
	case text == "quarter":
		minutes = 15
	case w.tens > 0:
		minutes = w.tens
		if p.text(next) == "-" {
			next++
		}
		if u := p.word(next).unit; u > 0 && u < 10 {
			minutes += u
			next++
		}
	}
	if p.text(next) == "minutes" {
		next++
	}
	sign := int64(1)
	switch p.text(next) {
	case "past":
	case "to", "before":
		if sign = -1; minutes%5 != 0 || p.text(next) == "before" && p.text(next-1) != "minutes" {
			return n, false
		}
	default:
		return n, false
	}
	hour := p.word(next + 1).unit
	if p.text(i) != "quarter" && p.text(i) != "half" && sign < 0 && p.text(next-1) != "minutes" && !p.hourBehind(next+2) { // ten to twelve people
		return n, false
	}
	if minutes == 0 || minutes > 59 || hour == 0 || hour > 12 {
		return n, false
	}
	total := (hour*60 + sign*minutes) % 720
	n.Add("t" + strconv.FormatInt(total/60, 10) + ":" + strconv.Itoa(int(total%60)/10) + strconv.Itoa(int(total%60)%10))
	n.Start, n.Calendar = p.toks[i].start, true
	n.take(p, next+1)
	p.dayHalf(&n)
	return n, true
}

// hourBehind reports what follows an hour: in the morning, a.m., o'clock.
func (p *enParser) hourBehind(i int) bool {
	return p.dayWord(i) != 0 || p.text(i) == "o" || (p.text(i) == "in" || p.text(i) == "at") && p.toks[min(i+2, len(p.toks)-1)].time != nil
}

// dated reports a number beside token i, or a preposition of time before it
// and no possessive behind, or another month that it is joined to.
func (p *enParser) dated(i int) bool {
	next := i + 1
	if p.text(next) == "." && p.glued(next) {
		next++
	}
	if i > 0 && p.toks[i-1].digits || next < len(p.toks) && p.toks[next].digits {
		return true
	}
	if p.glued(next) && oneOf(p.text(next), "'", "’") {
		return false
	}
	before := i - 1
	if p.text(before) == "-" {
		before--
	}
	switch p.text(before) {
	case "in", "since", "until", "during", "early", "late", "mid", "last", "next", "this", "till", "through":
		return true
	case "of":
		return before > 0 && (p.toks[before-1].digits || p.word(before-1).ordinal > 0 || oneOf(p.text(before-1), "month", "end", "beginning", "start", "th", "st", "nd", "rd"))
	case "and", "to", "or", "–", "/":
		return before > 0 && p.toks[before-1].time != nil && p.toks[before-1].time.kind == monthName && p.toks[before-1].capital
	}
	return p.text(next) == "of" && (p.toks[min(next+1, len(p.toks)-1)].digits || oneOf(p.text(next+1), "last", "this", "next"))
}
