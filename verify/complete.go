package verify

import (
	"fmt"
	"math"
	"strings"

	"naql/arabic"
	"naql/article"
)

// completeWords is how many words a sentence must have before its loss is
// told: a shorter one ("He went on.") is often drawn into the next.
const completeWords = 6

// completeness finds a sentence of the Arabic that the English lacks, one of
// the English that the Arabic lacks, and English that breaks off. Sentences
// are aligned only where their number or the length leaves room for one more,
// and where what one of them states is not in the other text. It also says
// whether the English may be that of another segment.
func completeness(p *passage) (out []article.Finding, astray bool) {
	out = brokenOff(p)
	n, m := len(p.arSentences), len(p.enSentences)
	words, english := len(p.arText), len(p.enText)
	lost := n > 1 && (m < n || spread(words, english, usualRatio) < -0.4)
	added := m > 1 && spread(words, english, longRatio) > 0.6
	astray = p.mayStray()
	if !lost && !added && !astray {
		return out, false
	}
	b := newBook(words + english)
	defer factBooks.Put(b)
	p.readSentences(b)
	astray = astray && b.littleInCommon()
	far := max(math.Abs(spread(words, english, lowRatio)), math.Abs(spread(words, english, highRatio)))
	lost = lost && b.suspects(inArabic, m < n, far)
	added = added && b.suspects(inEnglish, n < m, far)
	if !lost && !added {
		return out, astray
	}
	ratio := b.ratio(b.align())
	if lost {
		without := func(k int) float64 { return spread(words-k, english, ratio) }
		for _, i := range b.unmatched(inArabic, m < n, without) {
			out = append(out, p.omission(p.arSentences[i]))
		}
	}
	if added {
		without := func(k int) float64 { return spread(words, english-k, min(ratio, usualRatio)) }
		for _, j := range b.unmatched(inEnglish, n < m, without) {
			out = append(out, p.addition(p.enSentences[j]))
		}
	}
	return out, astray
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

// readSentences reads each sentence as one piece.
func (p *passage) readSentences(b *factBook) {
	numbers := p.enNumbers
	for _, s := range p.enSentences {
		n := numbersBefore(numbers, p.en[s.to-1].end)
		b.readEnglish(p.en[s.from:s.to], numbers[:n])
		numbers = numbers[n:]
	}
	numbers = p.arNumbers
	for _, s := range p.arSentences {
		n := numbersBefore(numbers, p.ar[s.to-1].End)
		b.readArabic(p.ar[s.from:s.to], numbers[:n])
		numbers = numbers[n:]
	}
}

// numbersBefore counts the first numbers that begin before a byte.
func numbersBefore(numbers []arabic.Number, end int) int {
	n := 0
	for n < len(numbers) && numbers[n].Start < end {
		n++
	}
	return n
}

// ratio is that of the pieces that have a partner, within reason. It notes
// which have none.
func (b *factBook) ratio(links []link) float64 {
	words, english := 0, 0
	for _, l := range links {
		ar, en := b.ar[l.ar.from:l.ar.to], b.en[l.en.from:l.en.to]
		for i := range ar {
			ar[i].alone = len(en) == 0
			words += ar[i].words * min(len(en), 1)
		}
		for j := range en {
			en[j].alone = len(ar) == 0
			english += en[j].words * min(len(ar), 1)
		}
	}
	if words == 0 {
		return usualRatio
	}
	return min(max(float64(english)/float64(words), lowRatio), highRatio)
}

func (b *factBook) pieces(in language) []piece {
	if in == inArabic {
		return b.ar
	}
	return b.en
}

// suspects reports whether a piece could be odd, however the texts align and
// whatever the lengths are without it. They are out by no more than far.
func (b *factBook) suspects(in language, fewer bool, far float64) bool {
	pieces := b.pieces(in)
	for i := range pieces {
		if known, unknown := b.shown(&pieces[i], in); pieces[i].words >= completeWords && odd(far, math.Inf(1), known, unknown, true, fewer) {
			return true
		}
	}
	return false
}

// unmatched returns the pieces of one text of which something must show in the
// other and nothing or little does. fewer says that the other text has fewer
// sentences; without is the spread of the lengths without so many words.
func (b *factBook) unmatched(in language, fewer bool, without func(int) float64) []int {
	var out []int
	with := math.Abs(without(0))
	pieces := b.pieces(in)
	for i := range pieces {
		p := &pieces[i]
		if p.words < completeWords {
			continue
		}
		known, unknown := b.shown(p, in)
		if odd(with, with-math.Abs(without(p.words)), known, unknown, p.alone, fewer) {
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
	if len(p.arText) < completeWords || endsInContact(p.En) {
		return nil
	}
	return []article.Finding{{
		Check: "omission", Severity: article.Major,
		SourceSpan: article.Span{0, len(p.Ar)}, TargetSpan: article.Span{last.start, last.end},
		Expected: "a whole sentence", Found: p.En[last.start:last.end],
		Message: fmt.Sprintf("The English breaks off at %s; the Arabic ends its sentence.", quoted(p.En[last.start:last.end])),
	}}
}

// endsInContact reports a link, an address or a telephone number behind the
// last full stop: the sentence before it is whole, and what was added is told
// by the check that knows it.
func endsInContact(en string) bool {
	rest, found := strings.TrimSpace(en), false
	for {
		i := strings.LastIndexAny(rest, " \n\t") + 1
		field := rest[i:]
		if i == 0 || !isContact(field) {
			break
		}
		rest, found = strings.TrimSpace(rest[:i]), true
	}
	last := strings.TrimRight(rest, "\"”’')]")
	return found && last != "" && strings.IndexByte(".!?", last[len(last)-1]) >= 0
}

// isContact reports a word with the signs of an address, or of figures alone.
func isContact(word string) bool {
	if strings.ContainsAny(word, "@/#") || foldPrefix(word, "www.") || hostEnds[word[strings.LastIndexByte(word, '.')+1:]] && strings.Contains(word, ".") {
		return true
	}
	return strings.Trim(word, "0123456789+-()") == ""
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
