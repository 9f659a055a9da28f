package arabic

// settle sets what needs the numbers around: tokens, links, units, bounds and
// kinds.
func (p *parser) settle() {
	at := 0
	var countedOff Concept
	for i := range p.out {
		n := &p.out[i]
		for at < len(p.toks) && p.toks[at].Start < n.Start {
			at++
		}
		n.First, n.Next = at, n.last+1
		if i > 0 {
			p.out[i-1].Link = p.link(p.out[i-1].Next, at)
		}
		if n.Unit == "" {
			n.Unit = p.unit(n)
		}
		if off := p.nounBefore(n); off.Class() == Year.Class() {
			countedOff = off
		} else if i == 0 || p.out[i-1].Link != And || !n.Digits {
			countedOff = ""
		} else if n.Unit == "" { // الدقيقتين 44 و80
			n.Unit = countedOff
		}
		n.Qualifier = p.bound(n)
	}
	SettleKinds(p.out, p.isYear)
}

// SettleKinds gives the first of two linked numbers the unit of the second, and
// the end of a range that of its start, then sets the Kind of each. Unit, Link and what Kind the words alone tell
// must be set before.
func SettleKinds(numbers []Number, isYear func(*Number) bool) {
	for i := len(numbers) - 2; i >= 0; i-- {
		if n := &numbers[i]; n.Link != Unlinked && n.Unit == "" && (IsYear(numbers[i+1].Readings[0][0]) || !isYear(n)) {
			n.Unit = numbers[i+1].Unit
		}
	}
	previous := Unlinked
	for i := range numbers {
		n := &numbers[i]
		if (previous == Dash || previous == To) && n.Unit == "" { // $70-75, aged 15 to 24
			n.Unit = numbers[i-1].Unit
		}
		if n.Kind == Cardinal && isYear(n) {
			n.Kind, n.Unit = YearNum, ""
		}
		n.settle(previous)
		previous = n.Link
	}
}

// unit finds the currency or measure beside the number: دولار, كم, $.
func (p *parser) unit(n *Number) Concept {
	for _, i := range []int{n.Next, n.First - 1} {
		if c := MoneySign(p.text(i)); c != "" {
			return c
		}
	}
	if c := p.nounBefore(n); c.Class() == Year.Class() {
		return c
	}
	i := n.Next
	if p.text(i) == "من" {
		i++
	}
	if i < len(p.toks) && p.toks[i].Concept().Unit() {
		return p.toks[i].Concept()
	}
	return ""
}

// nounBefore is the concept of a noun with its article before a numeral, which
// counts it off: الدقيقة 89. Others count what follows.
func (p *parser) nounBefore(n *Number) Concept {
	if i := n.First - 1; i >= 0 && n.Digits && p.toks[i].number.the {
		return p.toks[i].Concept()
	}
	return ""
}

// MoneySign is the currency of a sign, or empty.
func MoneySign(sign string) Concept {
	switch sign {
	case "$":
		return Dollar
	case "€":
		return Euro
	case "£":
		return Pound
	case "¥":
		return Yen
	}
	return ""
}

// IsYear reports whether a numeral as written may be a year: four digits, from
// 1000 to 2100.
func IsYear(numeral string) bool {
	if len(numeral) != 4 || numeral < "1000" || numeral > "2100" {
		return false
	}
	return isDigit(rune(numeral[1])) && isDigit(rune(numeral[2])) && isDigit(rune(numeral[3]))
}

// isYear reports a year: behind عام or a month, or a plain numeral of these
// times that counts nothing.
func (p *parser) isYear(n *Number) bool {
	if len(n.Readings[0]) != 1 || !IsYear(n.Readings[0][0]) || n.Unit != "" && n.Unit != Year || n.Percent {
		return false
	}
	if n.First > 0 {
		if before := &p.toks[n.First-1]; before.Concept() == Year || timeWordOf(before.Key).kind == monthWord {
			return true
		}
	}
	counts := n.Next < len(p.toks) && p.toks[n.Next].Concept() != "" && !p.toks[n.Next].Concept().Event()
	return !counts && n.Digits && n.Next == n.First+1 && IsYear(p.text(n.First)) && p.text(n.First) >= "1900"
}

// bound reads the words that bound a number: نحو, أكثر من, ما لا يقل عن before
// it, تقريبا, على الأقل behind.
func (p *parser) bound(n *Number) Qualifier {
	i, with := n.First-1, false
	switch p.text(i) {
	case "من", "عن", "علي":
		i, with = i-1, true
	case "الساعه":
		i--
	case "ال", "ب", "ل":
		i--
	case "حدود":
		if p.text(i-1) == "في" {
			return About
		}
	case "بحدود":
		return About
	}
	w, ok := p.word(i)
	if !ok || w.kind != bound {
		if i = p.boundVerb(i, with, n); i >= 0 {
			w, ok = p.word(i)
		}
	}
	if ok && (w.kind == bound || w.kind == boundVerb) && (with || !w.weak) {
		switch q := Qualifier(w.n); {
		case p.text(i-1) != "لا" && p.text(i-1) != "لم":
			return q
		case q == More:
			return AtMost
		default:
			return AtLeast
		}
	}
	return p.boundBehind(n.Next)
}

// maxSubject is how many words may part a verb from the number that it bounds.
const maxSubject = 4

// boundVerb is the index of the verb that bounds the number behind token i, or
// -1. Between them stands its subject at most; a result is no number to pass.
func (p *parser) boundVerb(i int, with bool, n *Number) int {
	for j := i; j >= max(0, i-maxSubject) && p.toks[j].Kind == Letters; j-- {
		switch w := p.toks[j].number; {
		case w.kind == boundVerb && (with || !w.weak):
			if sign := p.text(n.Next); j < i && isJoin(sign) {
				return -1
			}
			return j
		case w.kind != 0 && w.kind != multiple || w.and || subjectEnds[p.text(j)]:
			return -1
		}
	}
	return -1
}

// subjectEnds are words that no subject goes on behind.
var subjectEnds = map[string]bool{
	"في": true, "من": true, "الي": true, "علي": true, "عن": true, "ان": true, "بعد": true, "قبل": true, "منذ": true, "عندما": true,
	"التي": true, "الذي": true, "لكن": true, "مع": true, "خلال": true, "حيث": true, "اذ": true, "ليصل": true, "لتصل": true,
}

// boundBehind reads a bound that starts at token i or up to three words
// further: 8 حالات كل ساعة تقريبا.
func (p *parser) boundBehind(i int) Qualifier {
	for end := min(i+4, len(p.toks)); i < end && p.toks[i].Kind == Letters; i++ {
		switch p.text(i) {
		case "تقريبا":
			return About
		case "الاقل":
			return AtLeast
		case "الاكثر":
			return AtMost
		}
		if p.toks[i].number.and {
			break
		}
	}
	return Unbounded
}

// vague reads a word that tells a number's size alone: عشرات, مئات الآلاف. Its
// value is "~" and the size.
func (p *parser) vague(i int) (Number, bool) {
	size, ok := p.vagueSize(i)
	n := Number{Start: p.toks[i].Start, End: p.toks[i].End, Weak: true, Kind: Vague, last: i}
	if !ok {
		return n, false
	}
	if times, ok := p.vagueSize(i + 1); ok && times > 100 {
		if w, _ := p.word(i + 1); !w.and {
			size *= times
			n.last, n.End = i+1, p.toks[i+1].End
		}
	}
	n.Add(VagueValue(size))
	return n, true
}

// VagueValue is the value of a word for so many and more, or a few of them.
func VagueValue(size int64) string { return "~" + Int(size).String() }

func (p *parser) vagueSize(i int) (int64, bool) {
	w, ok := p.word(i)
	if !ok || w.kind != vague && (w.kind != scale || !vaguePlural(p.text(i))) {
		return 0, false
	}
	return min(w.n, 1e9), true
}
