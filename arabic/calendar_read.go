package arabic

import (
	"strconv"
	"strings"
)

// month reads a month of the sun's year. Doubtful names are sure where a date
// stands around them.
func (r *momentReader) month(m *Moment, w timeWord) bool {
	m.Kind, m.Value, m.Doubtful = Month, w.value, w.doubtful && !r.dated(m.First)
	switch next := r.text(m.First + 1); w.kind {
	case monthHead:
		first := strings.HasSuffix(r.text(m.First), "كانون")
		switch {
		case next == "الثاني" || next == "ثاني" || next == "ثان":
			m.Value = 11
			if first {
				m.Value = 1
			}
		case next == "الاول" || next == "اول":
			m.Value = 10
			if first {
				m.Value = 12
			}
		default:
			return false
		}
		m.Last++
	case monthLetter:
		if next == "غ" && r.text(m.First) == "ت" { // ت غ
			m.Kind, m.Value, m.Last = Zone, GMT, m.First+1
			return true
		}
		if next != "1" && next != "2" || !r.toks[m.First+1].Glued || !r.number(m.First-1) && !r.number(m.First+2) {
			return false
		}
		m.Value = map[string]int{"ك1": 12, "ك2": 1, "ت1": 10, "ت2": 11}[r.text(m.First)+next]
		m.Last++
	default:
		if w.the {
			return false
		}
	}
	m.Also = m.Value
	return m.Value > 0
}

// number reports figures or the slash of a date at i.
func (r *momentReader) number(i int) bool {
	return i >= 0 && i < len(r.toks) && (r.toks[i].Kind == Digits || r.toks[i].Key == "/")
}

// numberWord reports a number in figures or words at i.
func (r *momentReader) numberWord(i int) bool {
	return r.number(i) || i >= 0 && i < len(r.toks) && r.toks[i].number.kind != 0
}

var dateCues = map[string]bool{
	"في": true, "منذ": true, "حتي": true, "خلال": true, "مطلع": true, "اوائل": true, "منتصف": true, "اواخر": true, "نهايه": true,
	"بدايه": true, "مستهل": true, "بين": true, "لشهر": true, "اواسط": true, "الي": true,
}

// dated reports what makes a word beside it a month: a number, a slash, the
// word for month, a word of time before it or "last" behind it, another month.
func (r *momentReader) dated(i int) bool {
	before := r.text(i - 1)
	if r.number(i-1) || r.number(i+1) || dateCues[before] || strings.HasSuffix(before, "شهر") || strings.HasSuffix(before, "شهري") {
		return true
	}
	if before == "من" && (r.numberWord(i-2) || r.text(i+1) == "الي" || r.text(i+1) == "حتي") {
		return true
	}
	if n := len(r.out); n > 0 && r.out[n-1].Kind == Month && !r.out[n-1].Doubtful && r.out[n-1].Last == i-1 {
		return true
	}
	return r.word(i+1).kind == shiftWord
}

// date reads a date in figures, the day before the month as Arabic writes it
// or the year first: 25/4/2024, 2024-04-25, 8/ 2/ 1433 هـ.
func (r *momentReader) date(i int) (Moment, bool) {
	var room [3]string
	raw, last := append(room[:0], r.text(i)), i
	if strings.Count(raw[0], ".") == 2 {
		raw = append(raw[:0], strings.Split(raw[0], ".")...)
	} else if isDateSign(r.text(i + 1)) {
		for j := i + 1; j+1 < len(r.toks) && len(raw) < 3 && r.toks[j+1].Kind == Digits && r.text(j) == r.text(i+1); j += 2 {
			raw, last = append(raw, r.text(j+1)), j+1
		}
	}
	day, month, year, ok := dateParts(raw)
	if !ok {
		return Moment{}, false
	}
	m := Moment{Kind: Month, Value: month, Also: month, Day: byte(day), Year: int16(year), First: i, Last: last, Start: r.toks[i].Start, End: r.toks[last].End}
	if year >= 1300 && year < 1500 || r.text(last+1) == "ه" && r.toks[last+1].Glued {
		m.Kind = Hijri
	}
	return m, true
}

func isDateSign(s string) bool { return s == "/" || s == "-" || s == "–" || s == "\\" }

// dateParts finds day, month and year among three numerals.
func dateParts(raw []string) (day, month, year int, ok bool) {
	if len(raw) != 3 || len(raw[1]) > 2 || min(len(raw[0]), len(raw[2])) > 2 || max(len(raw[0]), len(raw[2])) != 4 {
		return 0, 0, 0, false
	}
	var v [3]int
	for i, digits := range raw {
		var err error
		if v[i], err = strconv.Atoi(digits); err != nil {
			return 0, 0, 0, false
		}
	}
	if len(raw[0]) == 4 {
		v[0], v[2] = v[2], v[0]
	}
	return v[0], v[1], v[2], v[0] > 0 && v[0] < 32 && v[1] > 0 && v[1] < 13
}

// hijri reads a month of the Islamic year. Those of one word are also names
// (Ramadan, Rajab) or words (zero), so these are sure only where dated.
func (r *momentReader) hijri(m *Moment, w timeWord) bool {
	m.Kind, m.Value = Hijri, w.value
	if w.kind == hijriWord {
		if w.the {
			return false
		}
		m.Doubtful = !r.hijriDated(m.First, w.value)
		return true
	}
	key, next := r.text(m.First), r.text(m.First+1)
	second := next == "الثاني" || next == "الثانيه" || next == "الاخر" || next == "الاخره" || next == "ثاني" || next == "اخر"
	first := next == "الاول" || next == "الاولي" || next == "اول"
	switch {
	case w.kind == seasonWord && w.value == 0:
		m.Value = 3
	case strings.Contains(key, "جماد"):
		m.Value = 5
	case strings.HasSuffix(key, "القعده"):
		m.Value = 11
		return true
	case strings.HasSuffix(key, "الحجه"):
		m.Value = 12
		return true
	case w.kind == hijriHead && (next == "القعده" || next == "الحجه"):
		m.Last++
		if m.Value = 11; next == "الحجه" {
			m.Value = 12
		}
		return true
	default:
		return false
	}
	if second {
		m.Value++
	}
	m.Last++
	return first || second
}

func (r *momentReader) hijriDated(i, month int) bool {
	before, next := r.text(i-1), r.text(i+1)
	if strings.HasSuffix(before, "شهر") || before == "هلال" || before == "صيام" {
		return true
	}
	if r.number(i+1) && len(next) == 4 {
		return true
	}
	if month == 2 { // صفر after a figure is the nil of a score
		return false
	}
	if r.number(i-1) && len(before) <= 2 || before == "من" && r.numberWord(i-2) {
		return true
	}
	return month == 9 && (dateCues[before] || next == "المبارك" || next == "الكريم" || next == "الفضيل" || r.word(i+1).kind == shiftWord)
}

// dayCues stand before a weekday, and before الاثنين where it is one.
var dayCues = map[string]bool{
	"يوم": true, "صباح": true, "مساء": true, "فجر": true, "ليل": true, "ليله": true, "ظهر": true, "عصر": true, "امس": true,
	"نهار": true, "اليوم": true, "غدا": true, "غد": true, "حتي": true, "منذ": true, "كل": true, "ايام": true, "يومي": true,
	"قبل": true, "بعد": true, "لغايه": true, "عطله": true, "صبيحه": true, "عشيه": true,
}

// notDayCues stand before a weekday that is part of a name.
var notDayCues = map[string]bool{
	"صلاه": true, "خطبه": true, "خطيب": true, "سوق": true, "جامع": true, "مسجد": true, "عبد": true, "ابو": true, "بن": true,
	"الواحد": true, "امام": true, "محمد": true, "احمد": true,
}

// weekday reads a day of the week. One and two are the same words as Sunday and
// Monday, and Thursday to Saturday are names of people and markets.
func (r *momentReader) weekday(m *Moment, w timeWord) bool {
	i := m.First
	before := strings.TrimPrefix(r.text(i-1), "و")
	cued := dayCues[before]
	m.Kind, m.Value = Weekday, w.value
	switch {
	case w.foreign:
		m.Doubtful = true
	case w.value < 2 && !cued && r.text(i+1) == "عشر": // the eleven, the twelve
		return false
	case !w.the && w.value < 2:
		m.Doubtful = !r.feast(i)
		return cued || !m.Doubtful
	case !w.the:
		m.Doubtful = !cued && w.value > 3
		return w.value != 3 || strings.HasSuffix(r.text(i), "ء")
	case notDayCues[before]:
		m.Doubtful = true
	case w.value == 1:
		m.Doubtful = !cued && !r.dayBehind(i)
	}
	r.nightOf(m)
	return true
}

func (r *momentReader) feast(i int) bool {
	switch r.text(i + 1) {
	case "الشعانين", "الفصح", "القيامه", "العنصره":
		return true
	}
	return false
}

// dayBehind reports what follows a weekday and nobody else: a date, a part of
// the day, "last", or the إن that what was said on that day begins with.
func (r *momentReader) dayBehind(i int) bool {
	switch next := r.word(i + 1); next.kind {
	case shiftWord, partWord, weekdayWord:
		return true
	}
	switch r.text(i + 1) {
	case "ان", "بان", "انه", "انها", "عن", "(":
		return true
	}
	return r.number(i + 1)
}

// nightOf marks the two days of "the night from Thursday to Friday", which
// Arabic writes ليل الخميس الجمعة, ليل الخميس - الجمعة or ليلة الخميس على الجمعة.
func (r *momentReader) nightOf(m *Moment) {
	i := m.First
	if n := len(r.out); n > 0 && r.out[n-1].NightOf == 1 && i-r.out[n-1].Last <= 2 && r.out[n-1].Kind == Weekday {
		m.NightOf, m.Doubtful = 2, false
		return
	}
	before := i - 1
	if r.text(before) == "يوم" || r.text(before) == "امس" {
		before--
	}
	if w := r.word(before); w.kind != partWord || w.value < Evening {
		return
	}
	next := i + 1
	switch r.text(next) {
	case "-", "–", "/", "علي", "الي":
		next++
	}
	if w := r.word(next); w.kind == weekdayWord && w.the && w.value == (m.Value+1)%7 {
		m.NightOf, m.Doubtful = 1, false
	}
}

// relative reads yesterday, today and tomorrow. اليوم is also "the day" and
// الغد the future, so these are doubtful unless a weekday follows.
func (r *momentReader) relative(m *Moment, w timeWord) bool {
	i := m.First
	m.Kind, m.Value = Relative, w.value
	before := r.text(i - 1)
	switch key := r.text(i); {
	case w.value == -1:
		switch next := r.text(i + 1); {
		case next == "الاول" || next == "الاولي":
			m.Value, m.Last = -2, i+1
		case before == "اول" || before == "قبل" || before == "من" && strings.HasSuffix(r.text(i-2), "اول"):
			m.Value = -2
		}
	case w.value == 1:
		if before == "بعد" || before == "وبعد" {
			m.Value = 2
		}
		m.Doubtful = !strings.HasSuffix(key, "غدا") && r.word(i+1).kind != weekdayWord
	default:
		m.Doubtful = r.word(i+1).kind != weekdayWord
		return !m.Doubtful || r.toks[min(i+1, len(r.toks)-1)].number.kind != ordinal
	}
	return true
}

// part reads a part of the day, where the words around it say that it is one:
// فجر is also "blew up", عصر an age and ظهر "appeared".
func (r *momentReader) part(m *Moment, w timeWord) bool {
	i := m.First
	m.Kind, m.Value = DayPart, w.value
	before, key := r.text(i-1), r.text(i)
	if w.value == Noon {
		switch before {
		case "بعد", "وبعد":
			m.Value = Afternoon
		case "قبل", "وقبل":
			m.Value = Morning
		}
		if w.the {
			return true
		}
	}
	if key == "الليل" && before == "منتصف" {
		return true
	}
	if w.adverb || strings.HasSuffix(key, "مساء") {
		return true
	}
	next := i + 1
	if r.text(next) == "يوم" || r.text(next) == "نهار" {
		next++
	}
	switch n := r.word(next); n.kind {
	case weekdayWord, relativeWord:
		return n.the || n.kind == relativeWord
	}
	return false
}

// shift reads "last", "this" and "next" with the period that they follow.
func (r *momentReader) shift(m *Moment, w timeWord) bool {
	i := m.First
	m.Kind, m.Value = Shift, w.value
	if n := len(r.out); n > 0 && i-r.out[n-1].Last <= 2 && (r.out[n-1].Kind == Month || r.out[n-1].Kind == Weekday) {
		m.Of = NamedMonth
		if r.out[n-1].Kind == Weekday {
			m.Of = NamedDay
		}
		return true
	}
	for j := i - 1; j >= max(0, i-3); j-- {
		if r.toks[j].Kind == Mark {
			return false
		}
		if p := r.word(j); p.kind == periodWord && (p.the || j == i-1) {
			m.Of = Period(p.value)
			return true
		}
		if r.text(j) == "اليوم" {
			m.Of = Day
			return true
		}
	}
	return false
}

// thisPeriod reads هذا العام.
func (r *momentReader) thisPeriod(m *Moment, w timeWord) bool {
	before := strings.TrimLeft(r.text(m.First-1), "ولب")
	m.Kind, m.Of = Shift, Period(w.value)
	return w.the && (before == "هذا" || before == "هذه") && r.word(m.First+1).kind != shiftWord
}

// share reads quarters and halves of a year: الربع الأول.
func (r *momentReader) share(m *Moment, w timeWord) bool {
	next := m.First + 1
	if !w.the || next >= len(r.toks) {
		return false
	}
	o := r.toks[next].number
	if o.kind != ordinal || !o.the || o.n > int64(w.value) {
		return false
	}
	m.Kind, m.Value, m.Last = Quarter, int(o.n), next
	if w.value == 2 {
		m.Kind = HalfYear
	}
	return true
}

// zone reads what clock a time is told by: بتوقيت غرينتش, بالتوقيت المحلي,
// بتوقيت بغداد.
func (r *momentReader) zone(m *Moment, w timeWord) bool {
	m.Kind, m.Value = Zone, w.value
	if w.value == GMT {
		return true
	}
	next := m.First + 1
	switch key := r.text(next); {
	case next >= len(r.toks) || r.toks[next].Kind != Letters || r.word(next).kind == zoneWord:
		return false
	case w.the && (key == "العالمي" || key == "الدولي"):
		m.Value = GMT
	case w.the && key == "المحلي":
	case w.the || !strings.HasSuffix(r.text(m.First), "بتوقيت"):
		return false
	}
	m.Last = next
	return true
}
