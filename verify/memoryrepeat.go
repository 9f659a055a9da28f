package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
)

const (
	// repeatWords is how long an English text must be before its return under
	// another Arabic is no coincidence: shorter ones are "He added:" and the
	// like. A whole sentence may be a little shorter.
	repeatWords, repeatSentence = 8, 6
	// looseWords is the same for words that are neither sentence nor clause.
	looseWords = 14
	// repeatLooks bounds how many stretches of an article are looked into.
	repeatLooks = 64
)

// repeated finds English that stands twice where the Arabic does not repeat
// itself, by the index of the segment in which it stands again: a segment with
// the English of another, or a sentence or clause.
func repeated(pages []*page, echoes []echo) map[int][]article.Finding {
	var out map[int][]article.Finding
	looks, whole, of, covered := 0, -1, -1, 0
	for k, e := range echoes {
		if k == 0 || e.in != echoes[k-1].in {
			of, covered = coverage(echoes[k:])
		}
		if e.in == whole || e.n < repeatSentence || looks == repeatLooks {
			continue
		}
		a, b := pages[e.of], pages[e.in]
		entire := e.of == of && covered >= repeatWords && 10*covered >= 7*len(b.enText)
		if !entire && (isHead(a) || isHead(b) || !b.isClause(e.at, e.n)) {
			continue
		}
		looks++
		n := e.n
		if entire {
			n = covered
		}
		if same := arabicEchoes(a, b); 20*same >= 7*n || entire && 2*same >= len(b.arText)-1 {
			continue
		}
		if out == nil {
			out = make(map[int][]article.Finding)
		}
		if entire && e.of != e.in {
			whole = e.in
			out[e.in] = finish(b.ID, []article.Finding{sameEnglish(a, b)})
			continue
		}
		out[e.in] = append(out[e.in], finish(b.ID, []article.Finding{twice(a, b, e)})...)
	}
	return out
}

// coverage returns the one text that most of the first echo's text stands in,
// if there is one, and how many words of it.
func coverage(echoes []echo) (of, words int) {
	of, lead, in, end := -1, 0, echoes[0].in, 0
	for ; end < len(echoes) && echoes[end].in == in; end++ {
		switch e := echoes[end]; {
		case e.of == of:
			lead += e.n
		case e.n > lead:
			of, lead = e.of, e.n-lead
		default:
			lead -= e.n
		}
	}
	for _, e := range echoes[:end] {
		if e.of == of {
			words += e.n
		}
	}
	return of, words
}

func isHead(p *page) bool {
	return p.Role == article.RoleHeadline || p.Role == article.RoleSubheadline
}

// isClause reports whether n words from word at begin and end where a clause
// does, and are enough of it to be told apart from a turn of phrase.
func (p *page) isClause(at, n int) bool {
	if n >= looseWords {
		return true
	}
	first, last := int(p.enText[at].token), int(p.enText[at+n-1].token)
	opens := first == 0 || !p.en[first-1].isWord()
	closes := last+1 == len(p.en) || !p.en[last+1].isWord()
	if !opens || !closes {
		return false
	}
	return n >= repeatWords || p.holdsSentence(first, last)
}

// holdsSentence reports whether a whole sentence stands between two tokens.
func (p *page) holdsSentence(first, last int) bool {
	i, _ := slices.BinarySearchFunc(p.enSentences, first, func(s tokenRange, token int) int { return s.to - token - 1 })
	s := p.enSentences[i]
	return first <= s.from+1 && last+1 >= s.to-2 && last < s.to
}

// arabicEchoes counts the pairs of neighbouring Arabic words in b that stand in
// a as well, or twice in b where both are one segment.
func arabicEchoes(a, b *page) int {
	seen := gramBooks.Get().(*gramBook)
	defer gramBooks.Put(seen)
	seen.reset(len(a.arText))
	if a != b {
		for i := 1; i < len(a.arText); i++ {
			seen.add(a.arPair(i))
		}
	}
	n := 0
	for i := 1; i < len(b.arText); i++ {
		again := false
		if a != b {
			again = seen.find(b.arPair(i)) >= 0
		} else {
			_, fresh := seen.add(b.arPair(i))
			again = !fresh
		}
		if again {
			n++
		}
	}
	return n
}

// arPair is a key for the i-th Arabic word and the one before it.
func (p *page) arPair(i int) uint64 {
	return uint64(p.arText[i-1].hash)<<32 | uint64(p.arText[i].hash)
}

func sameEnglish(a, b *page) article.Finding {
	return article.Finding{
		Check: "segment", Severity: article.Major,
		SourceSpan: article.Span{0, len(b.Ar)}, TargetSpan: article.Span{0, len(b.En)},
		Expected: "its own translation", Found: short(b.En),
		Message: fmt.Sprintf("The English is that of segment %s, but the Arabic differs.", a.ID),
	}
}

func twice(a, b *page, e echo) article.Finding {
	span := b.englishAt(e.at, e.n)
	if end := int(b.enText[e.at+e.n-1].token) + 1; end < len(b.en) && b.en[end].glued && strings.Contains(".!?", b.en[end].text) {
		span[1] = b.en[end].end
	}
	where := "in this segment"
	if a != b {
		where = "in segment " + a.ID
	}
	return article.Finding{
		Check: "addition", Severity: article.Major, TargetSpan: span, Found: short(b.En[span[0]:span[1]]),
		Message: fmt.Sprintf("These words stand %s already; the Arabic does not repeat itself: %s.", where, quoted(b.En[span[0]:span[1]])),
	}
}

// englishAt is where n words from word at stand.
func (p *page) englishAt(at, n int) article.Span {
	return article.Span{p.en[p.enText[at].token].start, p.en[p.enText[at+n-1].token].end}
}

func (p *page) arabicAt(at, n int) article.Span {
	return article.Span{p.ar[p.arText[at].token].Start, p.ar[p.arText[at+n-1].token].End}
}
