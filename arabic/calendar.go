package arabic

// MomentKind is what a moment names.
type MomentKind byte

const (
	Month    MomentKind = iota + 1 // Value 1 to 12
	Hijri                          // a month of the Islamic year, Value 1 to 12
	Weekday                        // Value 0 to 6 from Sunday
	Relative                       // Value in days from today: -1 is yesterday
	DayPart                        // Value is a Part
	Shift                          // of a period Of: Value -1 last, 0 this, 1 next
	Quarter                        // of a year, Value 1 to 4
	HalfYear                       // Value 1 or 2
	Season                         // Value 0 spring, 1 summer, 2 autumn, 3 winter
	Zone                           // Value GMT or LocalTime
	Edge                           // of a month or year: Value -1 early, 1 late
)

// The parts of a day. Night may be on either side of midnight.
const (
	Morning = iota
	Noon
	Afternoon
	Evening
	Night
	Overnight // the night before the day named, or after it
)

// The zones of a time that texts mix up.
const (
	GMT = iota
	LocalTime
)

// Period is a length of time that may be last, this or next.
type Period byte

// The periods, from the shortest.
const (
	Hour Period = iota + 1
	Day
	Week
	MonthLong
	YearLong
	DecadeLong
	Century
	NamedDay   // last Sunday
	NamedMonth // last March
)

// Moment is a point or stretch of time that a text names in words.
type Moment struct {
	Kind MomentKind
	// Value is what Kind says.
	Value int
	// Also is a second month that the text gives for the same one where its two
	// traditions contradict each other, else equal to Value.
	Also int
	// Of is the period of a Shift.
	Of Period
	// Doubtful moments may be another word or a name: they explain one in the
	// other language but need not be found there.
	Doubtful bool
	// NightOf marks a weekday of "the night from Thursday to Friday": 1 the
	// first day, 2 the second, else 0.
	NightOf byte
	// Day and Year are those of a month in a date in figures, else 0.
	Day  byte
	Year int16
	// Start and End are bytes of the text; First and Last are its lexemes.
	Start, End, First, Last int
}

// Moments reads what a text says of months, days and other times, in order. Of
// figures it reads whole dates alone.
func Moments(lexemes []Lexeme) []Moment {
	r := momentReader{toks: lexemes}
	words := 0
	for i := range lexemes {
		if lexemes[i].Is(NamesTime) {
			words++
		}
	}
	r.out = make([]Moment, 0, words)
	for i := 0; i < len(lexemes); i++ {
		var m Moment
		ok := false
		if lexemes[i].Kind == Digits {
			m, ok = r.date(i)
		} else if lexemes[i].Is(NamesTime) {
			m, ok = r.at(i)
		}
		if ok {
			i = m.Last
			r.add(m)
		}
	}
	return r.out
}

type momentReader struct {
	toks []Lexeme
	out  []Moment
}

func (r *momentReader) text(i int) string {
	if i < 0 || i >= len(r.toks) {
		return ""
	}
	return r.toks[i].Key
}

// word is lexeme i as a word of the calendar, without its clitics.
func (r *momentReader) word(i int) timeWord {
	if i < 0 || i >= len(r.toks) || !r.toks[i].Is(NamesTime) {
		return timeWord{}
	}
	return timeWordOf(r.toks[i].Key)
}

func (r *momentReader) at(i int) (Moment, bool) {
	m := Moment{First: i, Last: i}
	w := r.word(i)
	ok := false
	switch w.kind {
	case monthWord, monthHead, monthLetter:
		ok = r.month(&m, w)
	case hijriWord, hijriHead:
		ok = r.hijri(&m, w)
	case seasonWord:
		if ok = r.hijri(&m, w); !ok {
			m.Kind, m.Value, m.Doubtful, ok = Season, w.value, w.value == 0, true
		}
	case weekdayWord:
		ok = r.weekday(&m, w)
	case relativeWord:
		ok = r.relative(&m, w)
	case partWord:
		ok = r.part(&m, w)
	case shiftWord:
		ok = r.shift(&m, w)
	case shareWord:
		ok = r.share(&m, w)
	case zoneWord:
		ok = r.zone(&m, w)
	case edgeWord:
		m.Kind, m.Value, ok = Edge, w.value, true
	case periodWord:
		ok = r.thisPeriod(&m, w)
	}
	m.Start, m.End = r.toks[m.First].Start, r.toks[m.Last].End
	if m.Kind != Month {
		m.Also = m.Value
	}
	return m, ok && m.Kind != 0
}

// add appends a moment; the second name of one month joins the first.
func (r *momentReader) add(m Moment) {
	if n := len(r.out); n > 0 && m.Kind == Month && r.out[n-1].Kind == Month && r.dual(r.out[n-1], m) {
		before := &r.out[n-1]
		if m.Value != before.Value {
			before.Also = m.Value
		}
		before.End, before.Last, before.Doubtful = m.End, m.Last, before.Doubtful && m.Doubtful
		return
	}
	r.out = append(r.out, m)
}

// dual reports two names of one month: نوفمبر/تشرين الثاني, يناير (كانون
// الثاني). Two months of one tradition are a range, and so are two different
// ones with a dash between them.
func (r *momentReader) dual(a, b Moment) bool {
	if a.Also != a.Value || a.Day != 0 || b.Day != 0 {
		return false
	}
	sign := ""
	switch b.First - a.Last {
	case 1:
	case 2:
		sign = r.text(a.Last + 1)
	default:
		return false
	}
	switch sign {
	case "", "-", "–":
		return a.Value == b.Value
	case "/", "\\", "(":
		return a.Value == b.Value || r.tradition(a)&r.tradition(b) == 0
	}
	return false
}

func (r *momentReader) tradition(m Moment) byte {
	if w := r.word(m.First); w.tradition != 0 {
		return w.tradition
	}
	return levant
}
