package verify

import (
	"slices"
	"sync"

	"naql/arabic"
)

// sighting is a value that both texts state, and what each says of it. A value
// that stands more than once has the marks of all its places.
type sighting struct {
	ar, en     *arabic.Number // the last of each side
	arAt, enAt int            // the index of its first number
	inAr, inEn marks
	// How often each side has it, how often as a percentage, and how often as a
	// word that may be no number.
	ars, ens, arPercents, enPercents, arWeak, enWeak int
}

// ledger holds the values of a passage, and the sightings in the order of the
// Arabic with the one that each number of either side belongs to, or -1.
type ledger struct {
	*passage
	inArabic, inEnglish map[string]bool
	at                  map[string]int
	seen                []sighting
	spans               []termSpan
	arRow, enRow        []int
	arMarks, enMarks    []marks // of each number, once mark has read them
}

var ledgers = sync.Pool{New: func() any {
	return &ledger{inArabic: make(map[string]bool), inEnglish: make(map[string]bool), at: make(map[string]int)}
}}

// openLedger matches the numbers of both sides by value. A number counts for
// the first of its readings that the other text has. The ledger must be closed.
func openLedger(p *passage) *ledger {
	l := ledgers.Get().(*ledger)
	l.passage = p
	addValues(l.inArabic, p.arNumbers)
	addValues(l.inEnglish, p.enNumbers)
	l.arRow = l.enter(l.arRow, p.arNumbers, true)
	l.enRow = l.enter(l.enRow, p.enNumbers, false)
	l.countWeak()
	return l
}

// enter notes the numbers of one side in their sightings, and appends the row
// of each. The Arabic comes first and opens them.
func (l *ledger) enter(rows []int, numbers []arabic.Number, first bool) []int {
	for i := range numbers {
		n := &numbers[i]
		row := l.row(n, first)
		rows = append(rows, row)
		if row < 0 {
			continue
		}
		s := &l.seen[row]
		last, at, times, percents := &s.en, &s.enAt, &s.ens, &s.enPercents
		if first {
			last, at, times, percents = &s.ar, &s.arAt, &s.ars, &s.arPercents
		}
		if *last == nil {
			*at = i
		}
		*last = n
		*times++
		if n.Percent {
			*percents++
		}
	}
	return rows
}

// row is the index of the sighting that a number belongs to. Weak numbers, and
// those that the checks of dates and times judge, have none.
func (l *ledger) row(n *arabic.Number, first bool) int {
	if n.Weak || n.Calendar {
		return -1
	}
	for _, r := range n.Readings {
		if len(r) != 1 || !l.inArabic[r[0]] || !l.inEnglish[r[0]] {
			continue
		}
		row, ok := l.at[r[0]]
		if !ok && first {
			row, ok = len(l.seen), true
			l.at[r[0]] = row
			l.seen = append(l.seen, sighting{})
		}
		if ok {
			return row
		}
	}
	return -1
}

// countWeak counts the words that may stand for a value, and forgets those
// values that the English has in such words alone.
func (l *ledger) countWeak() {
	for i := range l.arNumbers {
		l.weak(&l.arNumbers[i], func(s *sighting) { s.arWeak++ })
	}
	for i := range l.enNumbers {
		l.weak(&l.enNumbers[i], func(s *sighting) { s.enWeak++ })
	}
}

func (l *ledger) weak(n *arabic.Number, count func(*sighting)) {
	if !n.Weak {
		return
	}
	for _, r := range n.Readings {
		if row, ok := l.at[r[0]]; ok && len(r) == 1 {
			count(&l.seen[row])
		}
	}
}

func (l *ledger) close() {
	clear(l.inArabic)
	clear(l.inEnglish)
	clear(l.at)
	l.arMarks, l.enMarks = nil, nil
	l.passage, l.seen, l.arRow, l.enRow = nil, slices.Delete(l.seen, 0, len(l.seen)), l.arRow[:0], l.enRow[:0]
	l.spans = slices.Delete(l.spans, 0, len(l.spans))
	ledgers.Put(l)
}

// mark reads what both texts say of the numbers.
func (l *ledger) mark() {
	l.arMarks, l.enMarks = arabicMarks(l.ar, l.arNumbers), englishMarks(l.en, l.enNumbers)
	for i, m := range l.arMarks {
		if row := l.arRow[i]; row >= 0 {
			l.seen[row].inAr.join(m)
		}
	}
	for i, m := range l.enMarks {
		if row := l.enRow[i]; row >= 0 {
			l.seen[row].inEn.join(m)
		}
	}
	l.markTerms()
}

// maxTermGap is how many bytes may part a number and the term beside it.
const maxTermGap = 40

// markTerms gives the numbers of each side the terms beside them whose
// rendering is proved.
func (l *ledger) markTerms() {
	if len(l.mentions) < 2 || len(l.found.Kept) < len(l.mentions) {
		return
	}
	ar, en := beside{numbers: l.arNumbers}, beside{numbers: l.enNumbers}
	for i := range l.mentions {
		m, kept := &l.mentions[i], l.found.Kept[i]
		if kept[1] == 0 {
			continue
		}
		l.spans = append(l.spans, termSpan{arabic.Term(m.Term), m.Start, m.End, kept[0], kept[1]})
	}
	for _, t := range l.spans {
		if k := ar.to(t.arStart, t.arEnd); k >= 0 && l.arRow[k] >= 0 {
			l.seen[l.arRow[k]].inAr.add(t.term)
		}
	}
	slices.SortFunc(l.spans, func(a, b termSpan) int { return a.enStart - b.enStart })
	for _, t := range l.spans {
		if k := en.to(t.enStart, t.enEnd); k >= 0 && l.enRow[k] >= 0 {
			l.seen[l.enRow[k]].inEn.add(t.term)
		}
	}
}

// termSpan is a term and its bytes in both texts.
type termSpan struct {
	term                           arabic.Concept
	arStart, arEnd, enStart, enEnd int
}

// beside goes through the terms of a text in order and gives each to the
// number before it, or where that has one to the number behind.
type beside struct {
	numbers []arabic.Number
	next    int // the first behind the last term
	taken   int // how many have a term
}

func (b *beside) to(start, end int) int {
	for b.next < len(b.numbers) && b.numbers[b.next].Start < start {
		b.next++
	}
	if k := b.next - 1; k >= b.taken && start-b.numbers[k].End <= maxTermGap {
		b.taken = k + 1
		return k
	}
	if k := b.next; k < len(b.numbers) && k >= b.taken && b.numbers[k].Start-end <= maxTermGap {
		b.taken = k + 1
		return k
	}
	return -1
}
