package verify

import (
	"fmt"
	"math"

	"naql/arabic"
	"naql/article"
)

// completeWords is how many words a sentence must have before its loss is
// told: a shorter one ("He went on.") is often drawn into the next.
const completeWords = 6

// completeness finds a sentence of the Arabic that the English lacks, one of
// the English that the Arabic lacks, and English that breaks off. Sentences
// are aligned only where their number or the length leaves room for one more.
func completeness(p *passage) []article.Finding {
	out := brokenOff(p)
	n, m := len(p.arSentences), len(p.enSentences)
	if n < 2 && m < 2 {
		return out
	}
	words, english := len(p.arText), len(p.enText)
	lost := n > 1 && (m < n || spread(words, english, usualRatio) < -0.4)
	added := m > 1 && spread(words, english, longRatio) > 0.6
	if !lost && !added {
		return out
	}
	ar, en := p.pieces()
	links := align(ar, en)
	ratio := ratioOf(links, ar, en)
	if lost {
		without := func(k int) float64 { return spread(words-k, english, ratio) }
		for _, i := range unmatched(ar, en, aloneIn(links, n, false), m < n, without) {
			out = append(out, p.omission(p.arSentences[i]))
		}
	}
	if added {
		without := func(k int) float64 { return spread(words, english-k, min(ratio, usualRatio)) }
		for _, j := range unmatched(en, ar, aloneIn(links, m, true), n < m, without) {
			out = append(out, p.addition(p.enSentences[j]))
		}
	}
	return out
}

// usualRatio is how many English words stand for one Arabic word. Translators
// of English into Arabic come to 1.1, those of newswire out of it to 1.3.
const (
	usualRatio, longRatio = 1.15, 1.25
	lowRatio, highRatio   = 1.05, 1.35 // what the ratio of one text may be taken for
)

// spread is how far the length of an English text is from what its Arabic
// leads to expect, measured by how far such lengths vary.
func spread(ar, en int, ratio float64) float64 {
	return (float64(en) - ratio*float64(ar)) / math.Sqrt(float64(max(ar, 1)))
}

// ratioOf is the ratio of those pieces that have a partner, within reason.
func ratioOf(links []link, ar, en []piece) float64 {
	words, english := 0, 0
	for _, l := range links {
		if l.ar.from < l.ar.to && l.en.from < l.en.to {
			for _, p := range ar[l.ar.from:l.ar.to] {
				words += p.words
			}
			for _, p := range en[l.en.from:l.en.to] {
				english += p.words
			}
		}
	}
	if words == 0 {
		return usualRatio
	}
	return min(max(float64(english)/float64(words), lowRatio), highRatio)
}

// aloneIn returns which of n pieces, Arabic or English ones, have no partner.
func aloneIn(links []link, n int, english bool) []bool {
	out := make([]bool, n)
	for _, l := range links {
		mine, other := l.ar, l.en
		if english {
			mine, other = other, mine
		}
		for i := mine.from; i < mine.to; i++ {
			out[i] = other.from == other.to
		}
	}
	return out
}

// unmatched returns the pieces of which something must show in the other text
// and nothing or little does. alone says which have no partner, fewer that the
// other text has fewer sentences; without is the spread of the lengths without
// so many words.
func unmatched(pieces, others []piece, alone []bool, fewer bool, without func(int) float64) []int {
	var out []int
	all := allFacts(others)
	with := math.Abs(without(0))
	for i, p := range pieces {
		if p.words < completeWords {
			continue
		}
		known, unknown := p.shown(all)
		if odd(with, with-math.Abs(without(p.words)), known, unknown, alone[i], fewer) {
			out = append(out, i)
		}
	}
	return out
}

// odd judges a sentence by what it states that the other text has too and has
// not, by how far the lengths are out, and by how much less they would be
// without it.
func odd(far, relief float64, known, unknown int32, alone, fewer bool) bool {
	switch {
	case alone && fewer && unknown >= 20 && unknown >= 2*known && relief > 0.3,
		alone && unknown >= 40 && unknown >= 4*known && relief > 0.5,
		fewer && unknown >= 60 && unknown >= 6*known && relief > 0,
		unknown >= 80 && unknown >= 8*known && relief > 0.6,
		alone && fewer && far > 1.3 && relief > 1 && unknown >= known,
		alone && fewer && far > 2 && relief > 1.5:
		return true
	}
	return false
}

func (p *passage) omission(s tokenRange) article.Finding {
	span := article.Span{p.ar[s.from].Start, p.ar[s.to-1].End}
	return article.Finding{
		Check: "omission", Severity: article.Major, SourceSpan: span, Expected: "a translation of this sentence",
		Message: fmt.Sprintf("This sentence is missing from the English: %s.", quoted(p.Ar[span[0]:span[1]])),
	}
}

func (p *passage) addition(s tokenRange) article.Finding {
	span := article.Span{p.en[s.from].start, p.en[s.to-1].end}
	return article.Finding{
		Check: "addition", Severity: article.Major, TargetSpan: span, Found: short(p.En[span[0]:span[1]]),
		Message: fmt.Sprintf("Nothing in the Arabic stands behind this sentence: %s.", quoted(p.En[span[0]:span[1]])),
	}
}

// pieces reads each sentence as one piece.
func (p *passage) pieces() (ar, en []piece) {
	var r factReader
	numbers := p.arNumbers
	for _, s := range p.arSentences {
		end, n := p.ar[s.to-1].End, 0
		for n < len(numbers) && numbers[n].Start < end {
			n++
		}
		ar = append(ar, r.arabicPiece(p.ar[s.from:s.to], numbers[:n]))
		numbers = numbers[n:]
	}
	numbers = p.enNumbers
	for _, s := range p.enSentences {
		end, n := p.en[s.to-1].end, 0
		for n < len(numbers) && numbers[n].Start < end {
			n++
		}
		en = append(en, r.englishPiece(p.en[s.from:s.to], numbers[:n]))
		numbers = numbers[n:]
	}
	return ar, en
}

// allFacts are the facts of several pieces as those of one.
func allFacts(pieces []piece) piece {
	var r factReader
	for _, p := range pieces {
		r.facts = append(r.facts, p.facts...)
	}
	return piece{facts: r.take()}
}

// shown weighs what a piece states: what the other text has too and what it
// has not.
func (p piece) shown(other piece) (known, unknown int32) {
	for _, f := range p.facts {
		switch kind := byte(f.key & 7); {
		case (kind == factName || kind == factLatin) && !f.firm:
		case other.has(f.key):
			known += f.weight
		default:
			unknown += f.weight
		}
	}
	return known, unknown
}

// brokenOff finds English that ends in the middle of a sentence where the
// Arabic ends with one.
func brokenOff(p *passage) []article.Finding {
	if p.Role == article.RoleHeadline || p.Role == article.RoleSubheadline || len(p.en) == 0 || !endsSentence(p.ar) {
		return nil
	}
	last := p.en[len(p.en)-1]
	if !last.isWord() && last.text != "," && last.text != ";" && last.text != "-" && last.text != "–" && last.text != "—" {
		return nil
	}
	if len(p.arText) < completeWords {
		return nil
	}
	return []article.Finding{{
		Check: "omission", Severity: article.Major,
		SourceSpan: article.Span{0, len(p.Ar)}, TargetSpan: article.Span{last.start, last.end},
		Expected: "a whole sentence", Found: p.En[last.start:last.end],
		Message: fmt.Sprintf("The English breaks off at %s; the Arabic ends its sentence.", quoted(p.En[last.start:last.end])),
	}}
}

// endsSentence reports whether a text ends with a stop, a quotation mark or a
// bracket behind it left aside.
func endsSentence(toks []arabic.Lexeme) bool {
	i := len(toks) - 1
	for i > 0 && toks[i].Kind == arabic.Mark && closes(toks[i].Key) {
		i--
	}
	if i < 0 || toks[i].Kind != arabic.Mark {
		return false
	}
	switch toks[i].Key {
	case ".", "!", "?", "؟":
		return true
	}
	return false
}
