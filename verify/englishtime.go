package verify

import (
	"strconv"
	"strings"

	"naql/arabic"
)

// timeKind is the part that an English word has in dates and times.
type timeKind byte

const (
	monthName timeKind = iota + 1
	monthShort
	hijriName
	hijriHead // of a name of two words; value is its first month or 0 for Dhu
	dayName
	dayShort
	relativeDay
	dayPart
	earlyLate // early, late; value as of a part of the day
	edgeWord  // the beginning of, the end of; value as of an arabic.Edge
	shiftWord
	periodWord // value is an arabic.Period
	quarterWord
	halfWord
	seasonWord
	zoneWord
)

// timeWord is what an English word may be in a date or time.
type timeWord struct {
	kind     timeKind
	value    int
	doubtful bool // also another word or a name
}

// Lists of words, one value after the other with a comma between.
const (
	enMonths      = "january,february,march,april,may,june,july,august,september,october,november,december"
	enShortMonths = "jan,feb febr,mar,apr,,jun,jul,aug,sept sep,oct,nov,dec"
	enWeekdays    = "sunday sundays,monday mondays,tuesday tuesdays,wednesday wednesdays,thursday thursdays,friday fridays,saturday saturdays"
	enShortDays   = "sun,mon,tue tues,wed,thu thur thurs,fri,sat sabbath shabbat"
	enHijri       = `muharram moharram muharam,safar saffar,,,,,rajab rajeb,shaaban shaban shabaan chaabane chaaban shabban,
		ramadan ramadhan ramazan ramzan ramadaan,shawwal shawal shawwaal chawwal,,`
	enDayParts = "morning mornings dawn sunrise daybreak predawn,noon midday,afternoon afternoons,evening evenings,night nights,overnight"
	enSeasons  = "spring springtime,summer summertime,autumn fall,winter wintertime"
	enPeriods  = `hour hours,day days,week weeks fortnight,month months,year years,decade decades,century centuries`
)

// addTimeWords joins the words of dates and times to the words that m has.
func addTimeWords(m map[string]enWord) {
	add := func(kind timeKind, from int, lists string) {
		for i, words := range strings.Split(lists, ",") {
			for w := range strings.FieldsSeq(words) {
				e := m[w]
				e.time = &timeWord{kind: kind, value: i + from}
				m[w] = e
			}
		}
	}
	add(periodWord, int(arabic.Hour), enPeriods)
	add(monthShort, 1, enShortMonths)
	add(monthName, 1, enMonths)
	add(dayShort, 0, enShortDays)
	add(dayName, 0, enWeekdays)
	add(hijriName, 1, enHijri)
	add(hijriHead, 3, "rabi rabia rabee rabii,,jumada jumaada jamada jumadi jumad jamadi")
	add(hijriHead, 0, "dhu dhul zul thul zu thu dhi zil dhil dhual zulhijja dhulhijja dhulhijjah zulhijjah zulqada zulqadah zulkaada dhulqadah")
	add(hijriHead, 8, "sha")
	add(relativeDay, -1, "yesterday,today tonight,tomorrow")
	add(dayPart, 0, enDayParts)
	add(earlyLate, 0, "early,,,late")
	add(edgeWord, -1, "beginning start,,end")
	add(shiftWord, -1, "last past previous,this current,next coming upcoming")
	add(quarterWord, 0, "quarter q")
	add(halfWord, 0, "half h")
	add(seasonWord, 0, enSeasons)
	add(zoneWord, arabic.GMT, "gmt utc,time")
	for _, w := range []string{"may", "march", "april", "june", "august", "spring", "fall", "safar", "rajab"} {
		m[w].time.doubtful = true
	}
}

// englishMoments reads what an English text says of months, days and other
// times, in order. Figures are left to englishNumbers.
func englishMoments(toks []enToken) []arabic.Moment {
	words := 0
	for i := range toks {
		if toks[i].time != nil {
			words++
		}
	}
	if words == 0 {
		return nil
	}
	r := enMoments{enParser{toks: toks}, make([]arabic.Moment, 0, words)}
	for i := 0; i < len(toks); i++ {
		if toks[i].time == nil {
			continue
		}
		m := arabic.Moment{First: i, Last: i}
		if !r.at(&m, toks[i].time) {
			continue
		}
		if m.Kind != arabic.Month {
			m.Also = m.Value
		}
		m.Start, m.End = toks[m.First].start, toks[m.Last].end
		r.found = append(r.found, m)
		i = m.Last
	}
	return r.found
}

type enMoments struct {
	enParser
	found []arabic.Moment
}

// time is what token i may be in a date or time.
func (r *enMoments) time(i int) timeWord {
	if i < 0 || i >= len(r.toks) || r.toks[i].time == nil {
		return timeWord{}
	}
	return *r.toks[i].time
}

func (r *enMoments) at(m *arabic.Moment, w *timeWord) bool {
	i := m.First
	capital := r.toks[i].capital
	m.Value = w.value
	switch w.kind {
	case monthName, monthShort:
		m.Kind, m.Also = arabic.Month, w.value
		m.Doubtful = (w.doubtful || w.kind == monthShort) && !r.dated(i)
		return capital
	case hijriName:
		m.Kind = arabic.Hijri
		m.Doubtful = w.doubtful && !r.dated(i)
		return capital
	case hijriHead:
		return capital && r.hijri(m, w.value)
	case dayName, dayShort:
		m.Kind = arabic.Weekday
		m.Doubtful = w.kind == dayShort || r.inName(i)
		return capital
	case relativeDay:
		m.Kind = arabic.Relative
		switch before := r.text(i - 1); {
		case w.value < 0 && before == "before", w.value > 0 && before == "after":
			m.Value *= 2
		}
		return true
	case dayPart:
		m.Kind = arabic.DayPart
		return !capital || i == 0 || r.text(i-1) == "." || r.text(i) == "overnight"
	case earlyLate:
		m.Kind = arabic.DayPart
		if r.text(i+1) == "on" {
			i++
		}
		if r.time(i+1).kind != dayName {
			m.Kind, m.Value = arabic.Edge, 1
			if w.value == arabic.Morning {
				m.Value = -1
			}
		}
		return true
	case edgeWord:
		m.Kind = arabic.Edge
		return r.text(i+1) == "of"
	case shiftWord:
		return r.shift(m)
	case quarterWord, halfWord:
		return r.share(m, w.kind)
	case seasonWord:
		m.Kind, m.Doubtful = arabic.Season, w.doubtful
		return true
	case zoneWord:
		m.Kind = arabic.Zone
		before := r.text(i - 1)
		return w.value == arabic.GMT || before == "local" || i > 0 && r.toks[i-1].capital && !r.glued(i) && r.digitsWithin(i, 6)
	}
	return false
}

// hijri reads Rabi al-Awwal, Jumada II and Dhu al-Hijjah in their spellings.
func (r *enMoments) hijri(m *arabic.Moment, head int) bool {
	m.Kind = arabic.Hijri
	j := m.First + 1
	for j < len(r.toks) && j < m.First+6 && r.between(j) {
		j++
	}
	w := r.text(j)
	if head == 8 { // Sha'ban
		m.Value, m.Last = head, j
		return j == m.First+2 && oneOf(w, "ban", "aban", "baan", "bane")
	}
	if head == 0 {
		if j == m.First+1 && len(r.text(m.First)) > 5 {
			w, j = r.text(m.First), m.First
		}
		switch {
		case strings.Contains(w, "hij") || strings.Contains(w, "hidj"):
			m.Value = 12
		case strings.Contains(w, "qad") || strings.Contains(w, "qaa") || strings.Contains(w, "qid") || strings.Contains(w, "kaad"),
			(w == "qa" || w == "qi") && r.glued(j+1):
			m.Value = 11
		default:
			return false
		}
		m.Last = j
		return true
	}
	switch {
	case oneOf(w, "awwal", "awal", "ula", "oula", "oola", "i", "ola", "uula", "aouel"):
		m.Value = head
	case oneOf(w, "thani", "thaniya", "thaniyah", "thaani", "akhir", "akhira", "akhirah", "akhar", "ii", "sani", "thania", "akher"):
		m.Value = head + 1
	default:
		return false
	}
	m.Last = j
	return true
}

// between reports what stands between the words of a name: al, a dash.
func (r *enMoments) between(i int) bool {
	return oneOf(r.text(i), "al", "ul", "el", "-", "–", "'", "’", "‘", "ʿ", "l", "ath")
}

func oneOf(w string, words ...string) bool {
	for _, x := range words {
		if w == x {
			return true
		}
	}
	return false
}

// inName reports a weekday that is part of a name: a newspaper, a club.
func (r *enMoments) inName(i int) bool {
	if i+1 < len(r.toks) && r.toks[i+1].capital && oneOf(r.text(i+1), "times", "telegraph", "mirror", "express", "mail", "post", "herald",
		"people", "world", "independent", "review", "star", "tribune", "sun", "sport", "chronicle", "night", "night's") {
		return true
	}
	return oneOf(r.text(i-1), "sheffield", "ruby", "mail") || r.text(i-1) == "on" && r.text(i-2) == "mail"
}

// shift reads last, this and next with the period behind them: the past five
// years, next Sunday, this coming week.
func (r *enMoments) shift(m *arabic.Moment) bool {
	m.Kind = arabic.Shift
	i := m.First
	if next := r.time(i + 1); next.kind == shiftWord && m.Value == 0 {
		i++
		m.Value = next.value
	}
	for j := i + 1; j <= i+3 && j < len(r.toks); j++ {
		switch w := r.time(j); w.kind {
		case periodWord:
			m.Of = arabic.Period(w.value)
			m.Last = j
			return j == i+1 || r.text(m.First) != "this"
		case dayName:
			m.Of = arabic.NamedDay
		case monthName:
			m.Of = arabic.NamedMonth
		}
		if m.Of != 0 { // the day is a moment of its own
			m.Last = j - 1
			return j == i+1 && r.toks[j].capital
		}
		if !r.toks[j].digits && r.toks[j].number == nil && !oneOf(r.text(j), "few", "couple", "of", "several", "many") {
			return false
		}
	}
	return false
}

// share reads the first quarter, third-quarter, the second half, Q1 and H2.
func (r *enMoments) share(m *arabic.Moment, kind timeKind) bool {
	m.Kind = arabic.Quarter
	most := int64(4)
	if kind == halfWord {
		m.Kind, most = arabic.HalfYear, 2
	}
	if len(r.text(m.First)) == 1 {
		digit := r.text(m.First + 1)
		if !r.toks[m.First].capital || !r.glued(m.First+1) || len(digit) != 1 || digit < "1" || digit > strconv.FormatInt(most, 10) {
			return false
		}
		m.Value, m.Last = int(digit[0]-'0'), m.First+1
		return true
	}
	before := m.First - 1
	if r.text(before) == "-" {
		before--
	}
	if before < 0 || r.toks[before].number == nil || r.text(m.First+1) == "-" || r.text(m.First+1) == "final" {
		return false
	}
	n := r.toks[before].number.ordinal
	m.Value, m.First = int(n), before
	return n > 0 && n <= most
}

func (r *enMoments) digitsWithin(i, n int) bool {
	for j := i - 1; j >= max(0, i-n); j-- {
		if r.toks[j].digits {
			return true
		}
	}
	return false
}
