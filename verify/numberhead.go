package verify

import (
	"strings"

	"naql/arabic"
)

// marks is what a text says of a number besides its value: its unit, the noun
// that it counts, what happened to those counted, that it is a year.
type marks struct {
	list [4]arabic.Concept
	n    int
}

func (m *marks) add(c arabic.Concept) {
	if c == "" || m.n == len(m.list) || m.has(c) {
		return
	}
	m.list[m.n] = c
	m.n++
}

func (m *marks) has(c arabic.Concept) bool {
	for _, x := range m.list[:m.n] {
		if x == c {
			return true
		}
	}
	return false
}

func (m *marks) join(other marks) {
	for _, c := range other.all() {
		m.add(c)
	}
}

func (m *marks) all() []arabic.Concept { return m.list[:m.n] }

// statedMarks are those that the parsers found.
func statedMarks(n *arabic.Number) (m marks) {
	if n.Kind == arabic.YearNum {
		m.add(arabic.CalendarYear)
	}
	m.add(n.Unit)
	return m
}

// countable reports a number that may count a noun.
func countable(n *arabic.Number) bool {
	switch n.Kind {
	case arabic.PercentNum, arabic.MoneyNum, arabic.DatePart, arabic.TimeNum, arabic.WeekdayNum, arabic.Decade, arabic.Vague, arabic.ID:
		return false
	}
	return true
}

// arabicMarks reads the marks of each Arabic number. The noun follows its
// number, at once or behind من, and stands before an ordinal; a word for what
// happened follows it as a noun (28 قتيلا) or else stands before (مقتل 28).
func arabicMarks(toks []arabic.Lexeme, numbers []arabic.Number) []marks {
	out := make([]marks, len(numbers))
	from := 0 // where the words begin that no number before has taken
	for i := range numbers {
		n := &numbers[i]
		out[i] = statedMarks(n)
		if !countable(n) || n.Kind == arabic.YearNum || n.First > 0 && n.Digits && toks[n.First-1].Key == "-" && toks[n.First-1].Glued {
			continue
		}
		limit := len(toks)
		if i+1 < len(numbers) && numbers[i+1].Kind != arabic.DualNum { // which may be the noun
			limit = numbers[i+1].First
		}
		if n.Kind == arabic.Ordinal && toks[n.First].Definite() { // المرة الثالثة, but أول مرة
			out[i].add(nounBefore(toks, n))
		}
		event, end := arabicHead(toks[:limit], n, &out[i])
		if out[i].n == 0 || n.Kind == arabic.Ordinal {
			out[i].add(nounBefore(toks, n))
		}
		if out[i].n == 0 {
			out[i].add(nounOfNumber(toks, from, n.First))
		}
		if !event {
			out[i].add(eventBefore(toks, from, n.First))
		}
		from = end
	}
	for i := 1; i < len(numbers); i++ { // 72 مقعدا من أصل 329, 14 دولة من الدول الخمس عشرة
		if j := numbers[i].First - 1; j > 0 && toks[j-1].Key == "من" && (toks[j].Key == "اصل" || toks[j].Definite() && toks[j].Concept() != "") {
			out[i].join(out[i-1])
			out[i-1].join(out[i])
		}
	}
	return out
}

// nounBefore is the concept of the noun that a number stands behind to count it
// off, as ordinals and figures do: اليوم الثالث, الدقيقة 89.
func nounBefore(toks []arabic.Lexeme, n *arabic.Number) arabic.Concept {
	if n.First == 0 || toks[n.First-1].Concept().Event() || n.Kind != arabic.Ordinal && (!n.Digits || !toks[n.First-1].Definite()) {
		return ""
	}
	c := toks[n.First-1].Concept()
	if c == "" && n.Kind == arabic.Ordinal && n.First > 1 && strings.HasPrefix(toks[n.First-1].Key, "ال") { // الذكرى السنوية الأولى
		c = toks[n.First-2].Concept()
	}
	return c
}

// nounOfNumber is the noun of which a number is said to be the number: بلغ عدد
// الحجاج الذكور 877.
func nounOfNumber(toks []arabic.Lexeme, from, to int) arabic.Concept {
	for j := max(from, to-5); j+1 < to; j++ {
		switch toks[j].Key {
		case "عدد", "وعدد", "بعدد", "عددهم", "اعداد":
			return toks[j+1].Concept()
		}
	}
	return ""
}

// arabicHead adds the noun behind a number, and says whether a word for what
// happened was there and where the words begin that are not the number's.
func arabicHead(toks []arabic.Lexeme, n *arabic.Number, m *marks) (event bool, end int) {
	j := n.Next
	if n.Unit != "" {
		j++
	}
	nouns := 0
	for end = j; j < len(toks) && j < n.Next+3 && toks[j].Kind == arabic.Letters; j++ {
		c := toks[j].Concept()
		switch {
		case toks[j].Joined():
			return event, end
		case c.Event():
			m.add(c)
			event = true
		case c == "case" && j+1 < len(toks) && toks[j+1].Concept().Event(): // 45 حالة وفاة
		case c != "" && nouns == 0 && (!c.Unit() || n.Unit == ""):
			if (c == "man" || c == "member") && j+1 < len(toks) && toks[j+1].Concept() == "policeman" { // رجال الشرطة
				j++
				m.add("policeman")
			}
			m.add(c)
			nouns++
		case c == "" && arabicStops[toks[j].Key]:
			return event, end
		default:
			continue
		}
		end = j + 1
	}
	return event, end
}

// arabicStops are the words that no noun of a number stands behind.
var arabicStops = wordSet(`في علي الي عن مع ان بين خلال منذ حتي قبل بعد التي الذي الذين بينما فيما كما لكن قد هو هي هم كان كانت مقابل`)

// maxEventWords is how far before a number its verb may stand.
const maxEventWords = 7

// eventBefore finds the last word for what happened before a number in its
// clause.
func eventBefore(toks []arabic.Lexeme, from, to int) arabic.Concept {
	for j := to - 1; j >= max(from, to-maxEventWords); j-- {
		t := &toks[j]
		if t.Concept().Event() {
			return t.Concept()
		}
		if t.Kind == arabic.Mark && (t.Key == "." || t.Key == "؛" || t.Key == "،" || t.Key == ",") {
			break
		}
	}
	return ""
}

// englishMarks reads the marks of each English number.
func englishMarks(toks []enToken, numbers []arabic.Number) []marks {
	out := make([]marks, len(numbers))
	for i := range numbers {
		n := &numbers[i]
		out[i] = statedMarks(n)
		if (i == 0 || numbers[i-1].Next+1 < n.First) && aged(toks, n) {
			out[i].add(arabic.Year)
		}
		if placeOfYear(toks, n) {
			out[i].add(arabic.CalendarYear)
		}
		if countable(n) && (n.First < 2 || !n.Digits || toks[n.First-1].text != "-" || !isLatinWord(toks[n.First-2].text)) {
			limit := len(toks)
			if i+1 < len(numbers) {
				limit = numbers[i+1].First
			}
			englishHead(toks[:limit], n, &out[i])
		}
	}
	for i := len(numbers) - 2; i >= 0; i-- { // 72 of the 329 seats
		if j := numbers[i].Next; j < len(toks) && toks[j].text == "of" && numbers[i+1].First <= j+2 {
			out[i].join(out[i+1])
		}
	}
	englishEvents(toks, numbers, out)
	return out
}

// aged reports a number between commas behind a name: Jones, 52, said.
func aged(toks []enToken, n *arabic.Number) bool {
	i, j := n.First-2, n.Next
	if !n.Digits || i < 0 || j >= len(toks) || toks[i+1].text != "," || !toks[i].capital || toks[j].text != "," && toks[j].text != ")" {
		return false
	}
	return toks[i].number == nil
}

// englishHead adds the noun behind a number: the last of those that follow
// each other, "police officers", within the three words after it.
func englishHead(toks []enToken, n *arabic.Number, m *marks) {
	j := n.Next
	if n.Unit != "" && j < len(toks) && toks[j].concept == n.Unit {
		j++
	}
	var head arabic.Concept
	for words := 0; j < len(toks) && words < 4; j++ {
		t := &toks[j]
		switch {
		case t.text == "-" && t.glued, t.text == "of" && head == "":
			continue
		case t.concept.Event():
			if head != "" {
				words = 4
			}
		case t.text == "aged":
			words = 4
		case t.concept != "" && (!t.concept.Unit() || n.Unit == ""):
			head = t.concept
		case head != "" || englishStops[t.text] || !isLatinWord(t.text):
			words = 4
		}
		words++
	}
	m.add(head)
	if i := n.First - 2; i >= 0 && toks[i].text == "population" && toks[i+1].text == "of" {
		m.add("person")
	}
}

// placeOfYear reports a numeral that stands where a year would: in 52 with.
func placeOfYear(toks []enToken, n *arabic.Number) bool {
	if !n.Digits || n.Unit != "" || n.First == 0 || n.Link != arabic.Unlinked {
		return false
	}
	switch toks[n.First-1].text {
	case "in":
		if n.First > 1 && (toks[n.First-2].digits && len(toks[n.First-2].text) < 3 || toks[n.First-2].number != nil) { // 1 in 36
			return false
		}
		fallthrough
	case "since":
		return n.Next == len(toks) || !isLatinWord(toks[n.Next].text) || englishStops[toks[n.Next].text]
	}
	return false
}

// englishStops are the words that end what may be the noun of a number.
var englishStops = wordSet(`in on at to for from by with as and or but after before since when while who which that is are was
	were be been had has have said says will would`)

// englishEvents gives each number the word for what happened to those it
// counts. Between two numbers such a word may belong to either: where the first
// of a sentence stands before every number (killing 5 and wounding 9) each
// belongs to the number behind it, where the last stands behind them all
// (5 killed and 9 wounded) to the one before.
func englishEvents(toks []enToken, numbers []arabic.Number, out []marks) {
	k := 0
	for from := 0; from < len(toks); {
		to := from
		for to < len(toks) && toks[to].text != "." && toks[to].text != ";" {
			to++
		}
		first := k
		for k < len(numbers) && numbers[k].First < to {
			k++
		}
		sentenceEvents(toks[:to], from, numbers[first:k], out[first:k])
		from = to + 1
	}
}

func sentenceEvents(toks []enToken, from int, numbers []arabic.Number, out []marks) {
	k, last := 0, -1 // the next number; the last that counts and has no event yet
	var waiting arabic.Concept
	for i := from; i < len(toks) && len(numbers) > 0; i++ {
		if k < len(numbers) && numbers[k].First <= i {
			if n := &numbers[k]; countable(n) && n.Unit == "" && n.Kind != arabic.YearNum {
				if last = k; waiting != "" {
					out[k].add(waiting)
					last = -1
				}
				waiting = ""
			}
			i = max(i, numbers[k].Next-1)
			k++
			continue
		}
		c := toks[i].concept
		switch {
		case !c.Event():
		case last >= 0 && (k == len(numbers) || !governs(toks, i, numbers[k].First) || numbers[last].Next == i):
			out[last].add(c)
			last = -1
		default:
			waiting = c
		}
	}
}

// governs reports a verb that the number behind it belongs to: killing at
// least 5. In "were killed and 9" it does not.
func governs(toks []enToken, verb, number int) bool {
	if number-verb > 4 || verb == 0 {
		return false
	}
	switch toks[verb-1].text {
	case "were", "was", "been", "are", "is", "had":
		return false
	}
	for _, t := range toks[verb+1 : number] {
		if t.text == "and" || t.text == "," || t.text == "or" {
			return false
		}
	}
	return true
}
