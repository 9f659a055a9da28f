package arabic

import (
	"unicode"
	"unicode/utf8"
)

// scareWords is the length from which quoted words are speech; fewer are a
// name or a distance mark ("داعش").
const scareWords = 4

// Quotations returns the byte ranges of quoted speech in s, the marks left
// out: the outermost quotations of ReadQuotations with at least four words.
func Quotations(s string) [][2]int {
	var out [][2]int
	for _, q := range ReadQuotations(s) {
		if q.Opened && Words(s[q.Start:q.End]) >= scareWords {
			out = append(out, [2]int{q.Start, q.End})
		}
	}
	return out
}

// Quotation is what stands between two quotation marks.
type Quotation struct {
	// Start and End are its bytes, the marks left out.
	Start, End int
	// Opened and Closed say whether there is a mark that may open and close. A
	// quotation without the first began in a paragraph before; one without the
	// second goes on to the end of the text or to the next mark that opens.
	Opened, Closed bool

	style QuoteStyle
	loose bool
}

// QuoteStyle is a family of marks that close each other.
type QuoteStyle byte

const (
	DoubleMark QuoteStyle = iota // " “ ” „ ‟: writers mix them
	AngleMark                    // « »
	SingleMark                   // ' ‘ ’ ‹ ›
	markStyles
)

// QuoteMark is a quotation mark in a text.
type QuoteMark struct {
	Start, End int
	Style      QuoteStyle
	// Opens and Closes say what it does by what stands around it: one of them,
	// or both where that does not tell.
	Opens, Closes bool
	// Firm says that it is a mark even without a partner. Others may be
	// apostrophes and slips.
	Firm bool
}

// StyleOf returns the style of a quotation mark. The sign for minutes and the
// letters for hamza and ain are none.
func StyleOf(r rune) (QuoteStyle, bool) {
	switch r {
	case '"', '“', '”', '„', '‟', '″', 'ʺ', '＂':
		return DoubleMark, true
	case '«', '»':
		return AngleMark, true
	case '\'', '‘', '’', '‚', '‹', '›':
		return SingleMark, true
	}
	return 0, false
}

// ReadQuotations returns the outermost quotations of an Arabic text in order.
// A mark closes what one of its style opened, whichever way it points:
// right-to-left text has them reversed as often as not. Marks of even number
// pair in turn unless the spaces around them show one quotation inside
// another; of odd ones the spaces tell which has no partner.
func ReadQuotations(s string) []Quotation {
	var marks []QuoteMark
	for i := NextQuote(s, 0); i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		style, _ := StyleOf(r)
		m := QuoteMark{Start: i, End: i + size, Style: style, Firm: true}
		after, _ := utf8.DecodeRuneInString(s[m.End:])
		m.place(letterBefore(s[:i]), after, cliticBefore(s[:i]))
		if style != SingleMark || m.Opens != m.Closes {
			marks = append(marks, m)
		}
		i = NextQuote(s, m.End)
	}
	return PairQuotes(marks, len(s), true)
}

// NextQuote returns where the next quotation mark of s stands at i or behind
// it, len(s) where there is none.
func NextQuote(s string, i int) int {
	for ; i < len(s); i++ {
		if !beginsQuote[s[i]] {
			continue
		}
		r, _ := utf8.DecodeRuneInString(s[i:])
		if _, ok := StyleOf(r); ok {
			break
		}
	}
	return i
}

// beginsQuote are the bytes that quotation marks begin with.
var beginsQuote = [256]bool{'"': true, '\'': true, 0xc2: true, 0xca: true, 0xe2: true, 0xef: true}

// letterBefore is the last rune of s, vowel signs left out; 0 at the start.
func letterBefore(s string) rune {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.Is(unicode.Mn, r) {
			return r
		}
		s = s[:len(s)-size]
	}
	return 0
}

// place fills in what a mark does between two runes, 0 at the start of the
// text and RuneError at its end. A colon comes before speech, never at its end.
func (m *QuoteMark) place(before, after rune, clitic bool) {
	free := before == 0 || unicode.IsSpace(before) || before == ':' || before == 'ـ' || opening(before) || clitic
	ends := after == utf8.RuneError || unicode.IsSpace(after) || closing(after)
	_, inner := StyleOf(before)
	_, outer := StyleOf(after)
	free, ends = free || inner && !ends, ends || outer && !free
	m.Opens, m.Closes = free && !ends, ends && !free
	if m.Opens == m.Closes {
		m.Opens, m.Closes = before == ':', before != ':' && after == utf8.RuneError
	}
	if m.Opens == m.Closes {
		m.Opens, m.Closes = true, true
	}
}

// cliticBefore reports whether s ends in a word that is nothing but clitics,
// as in و"داعش".
func cliticBefore(s string) bool {
	for n := 0; n < 3; n++ {
		r, size := utf8.DecodeLastRuneInString(s)
		if size == 0 || !IsLetter(r) {
			return n > 0
		}
		switch r {
		case 'و', 'ف', 'ب', 'ل', 'ك':
		default:
			return false
		}
		s = s[:len(s)-size]
	}
	return false
}

func opening(r rune) bool {
	return r == '(' || r == '[' || r == '-' || r == '–' || r == '—' || r == '/'
}

func closing(r rune) bool {
	switch r {
	case '.', ',', '!', '?', ';', ':', '،', '؛', '؟', '…', ')', ']':
		return true
	}
	return false
}

// PairQuotes pairs the marks of a text of end bytes and returns the outermost
// quotations in order, empty ones left out. loose says that the spaces around
// marks are not to be relied on, as in Arabic, where an even number of marks
// pairs in turn.
func PairQuotes(marks []QuoteMark, end int, loose bool) []Quotation {
	turns := inTurn(marks, loose)
	var out []Quotation
	var open []int // indexes of out, the outermost first
	done := 0      // where the last outermost one ended
	for _, m := range marks {
		inner := len(open) - 1
		for inner >= 0 && out[open[inner]].style != m.Style {
			if inner--; inner < len(open)-int(markStyles) {
				inner = -1
			}
		}
		if inner < 0 && len(open) > 0 && m.Firm && m.Closes && !m.Opens && !turns[m.Style] && !turns[out[open[len(open)-1]].style] {
			inner = len(open) - 1 // opened in one style and closed in another
		}
		switch {
		case inner >= 0 && (turns[m.Style] || m.Closes):
			q := &out[open[inner]]
			q.End, q.Closed = m.Start, m.Closes
			open = open[:inner]
			if len(open) == 0 {
				done = m.End
			}
		case turns[m.Style] || m.Opens:
			open = append(open, len(out))
			out = append(out, Quotation{Start: m.End, End: end, Opened: true, style: m.Style, loose: !m.Firm})
		case m.Firm && len(open) == 0 && (len(out) == 0 || out[len(out)-1].End < m.Start):
			out = append(out, Quotation{Start: done, End: m.Start, Closed: true, style: m.Style})
			done = m.End
		}
	}
	return outermost(out)
}

// inTurn decides for each style whether its marks open and close in turn: an
// even number does where the places of its marks do not tell.
func inTurn(marks []QuoteMark, loose bool) [markStyles]bool {
	var of [markStyles]struct {
		n, depth    int
		vague, torn bool
	}
	for _, m := range marks {
		t := &of[m.Style]
		t.n++
		t.vague = t.vague || m.Opens && m.Closes
		if t.depth++; !m.Opens {
			t.depth -= 2
		}
		t.torn = t.torn || t.depth < 0
	}
	var turns [markStyles]bool
	for s, t := range of {
		turns[s] = t.n%2 == 0 && QuoteStyle(s) != SingleMark && (t.vague || loose && (t.torn || t.depth != 0))
	}
	return turns
}

// outermost drops marks that turned out to be none, empty quotations and those
// inside another.
func outermost(all []Quotation) []Quotation {
	out, end := all[:0], -1
	for _, q := range all {
		if q.loose && !q.Closed || q.Start >= q.End || q.Start < end {
			continue
		}
		out = append(out, q)
		end = q.End
	}
	return out
}
