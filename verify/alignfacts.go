package verify

import (
	"hash/maphash"
	"strings"
	"sync"

	"naql/arabic"
)

// piece is a paragraph or a sentence as the alignment sees it: how long it is
// and what it states.
type piece struct {
	words      int
	facts      tokenRange // of its book
	opens      bool       // the first of its paragraph
	alone      bool       // without a counterpart, where that was asked
	paragraph  int
	start, end int // its bytes in the paragraph
}

// fact is something that both languages show: a number, a date, a word in
// Latin letters, a name by its consonants, a cue of cueWords or a concept.
type fact struct {
	number int32 // of its key: equal facts have equal ones
	piece  int32 // that states it, each once
	before int32 // the fact before it of the same number and language, or -1
	weight int16
	firm   bool // the other text must have it too, not only may
}

// What a fact is worth that only one piece of either text has.
const (
	weightNumber  = 48
	weightWeak    = 8 // one, two, halves
	weightLatin   = 48
	weightName    = 12 // for each consonant above one, up to four
	weightCue     = 20
	weightConcept = 24
)

// factBook holds the pieces of two texts and what they state. The English is
// read first: an Arabic word may be any name, and counts only for one that the
// English has.
type factBook struct {
	keyIndex
	stated [][2]stated // by the number of the key, in Arabic and in English
	facts  []fact
	ar, en []piece
	way    aligner
}

// stated is in how many pieces of one text a fact stands, and where the last
// of them has it in facts, or -1.
type stated struct{ pieces, last int32 }

type language int

const (
	inArabic language = iota
	inEnglish
)

var factBooks = sync.Pool{New: func() any { return new(factBook) }}

// newBook returns an empty book for texts of about so many words. Whoever has
// it puts it back into factBooks.
func newBook(words int) *factBook {
	b := factBooks.Get().(*factBook)
	b.reset(words)
	b.stated, b.facts, b.ar, b.en = b.stated[:0], b.facts[:0], b.ar[:0], b.en[:0]
	return b
}

// The kinds of facts stand in the highest bits of a key.
const (
	factNumber uint64 = iota << 60
	factLatin
	factName
	factCue
	factConcept
)

var factSeed = maphash.MakeSeed()

// state notes a fact of the piece that is being read.
func (b *factBook) state(in language, kind, key uint64, weight int16, firm bool) {
	n, fresh := b.add(kind | key)
	if fresh {
		b.stated = append(b.stated, [2]stated{{0, -1}, {0, -1}})
	}
	s, piece := &b.stated[n][in], int32(len(b.ar))
	if in == inEnglish {
		piece = int32(len(b.en))
	}
	if s.last >= 0 && b.facts[s.last].piece == piece {
		f := &b.facts[s.last]
		f.weight, f.firm = max(f.weight, weight), f.firm || firm
		return
	}
	b.facts = append(b.facts, fact{int32(n), piece, s.last, weight, firm})
	s.pieces, s.last = s.pieces+1, int32(len(b.facts)-1)
}

func (b *factBook) text(in language, kind uint64, text string, weight int16, firm bool) {
	b.state(in, kind, maphash.String(factSeed, text)>>4, weight, firm)
}

func (b *factBook) cues(in language, cues []uint16) {
	for _, n := range cues {
		b.state(in, factCue, uint64(n), weightCue, true)
	}
}

func (b *factBook) numbers(in language, numbers []arabic.Number) {
	for i := range numbers {
		n := &numbers[i]
		weight := int16(weightNumber)
		if n.Weak {
			weight = weightWeak
		}
		for _, reading := range n.Readings {
			for _, v := range reading {
				b.text(in, factNumber, v, weight, true)
			}
		}
	}
}

// readEnglish adds a piece of English and the numbers in it.
func (b *factBook) readEnglish(toks []enToken, numbers []arabic.Number) *piece {
	c, from, words := alignCues(), len(b.facts), 0
	rest := numbers
	for i := range toks {
		t := &toks[i]
		if countsAsWord(toks, i) {
			words++
		}
		if t.digits {
			continue
		}
		if t.concept != "" {
			b.text(inEnglish, factConcept, string(t.concept), weightConcept, true)
		}
		b.cues(inEnglish, c.english.of(englishBeginning(t.text)))
		if !t.capital || len(t.text) < 2 {
			continue
		}
		for len(rest) > 0 && rest[0].End <= t.start {
			rest = rest[1:]
		}
		opens := i == 0 || opensQuote(toks[i-1].text)
		if commonWords[t.text] || opens && isInflected(t.text) || len(rest) > 0 && rest[0].Start <= t.start {
			continue // no name: the beginning of a sentence, a weekday
		}
		b.text(inEnglish, factLatin, t.text, weightLatin, false)
		if s := englishSkeleton(t.text); s.consonants() > 1 {
			b.state(inEnglish, factName, uint64(s), s.weight(), !opens && s.consonants() > 2)
		}
	}
	b.numbers(inEnglish, numbers)
	b.en = append(b.en, piece{words: words, facts: tokenRange{from, len(b.facts)}})
	return &b.en[len(b.en)-1]
}

// readArabic does the same for Arabic, when all of the English is read.
func (b *factBook) readArabic(toks []arabic.Lexeme, numbers []arabic.Number) {
	var w bareForms
	c, from, words := alignCues(), len(b.facts), 0
	for i := range toks {
		t := &toks[i]
		if t.Kind != arabic.Mark {
			words++
		}
		if t.Kind == arabic.Latin && len(t.Key) > 1 {
			b.text(inArabic, factLatin, strings.ToLower(t.Key), weightLatin, true)
		}
		if t.Kind != arabic.Letters {
			continue
		}
		if t.Concept() != "" {
			b.text(inArabic, factConcept, string(t.Concept()), weightConcept, true)
		}
		w.read(t.Key)
		for k, s := range w.sounds[:w.n] {
			b.cues(inArabic, c.arabic.of(arabicBeginning(t.Key[w.at[k]:])))
			if s.consonants() > 1 && b.find(factName|uint64(s)) >= 0 {
				b.state(inArabic, factName, uint64(s), s.weight(), false)
			}
		}
	}
	b.numbers(inArabic, numbers)
	b.ar = append(b.ar, piece{words: words, facts: tokenRange{from, len(b.facts)}})
}

// shown weighs what a piece states: what the other text has too and what it
// has not.
func (b *factBook) shown(p *piece, in language) (known, unknown int32) {
	for _, f := range b.facts[p.facts.from:p.facts.to] {
		switch other := b.stated[f.number][1-in]; {
		case !f.firm:
		case other.pieces > 0:
			known += int32(f.weight)
		default:
			unknown += int32(f.weight)
		}
	}
	return known, unknown
}
