package verify

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"

	"naql/arabic"
)

// piece is a paragraph or a sentence as the alignment sees it: how long it is
// and what it states.
type piece struct {
	words      int
	facts      []fact // sorted by key, each once
	opens      bool   // the first of its paragraph
	paragraph  int
	start, end int // its bytes in the paragraph
}

// fact is something that both languages show: a number, a date, a word in
// Latin letters, a name by its consonants, a cue of alignCues or a concept.
// Equal keys are one fact.
type fact struct {
	key    uint64
	weight int32
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

var factSeed = maphash.MakeSeed()

// factReader gathers the facts of one piece after another.
type factReader struct {
	facts []fact
	sound []byte
}

func (r *factReader) add(kind byte, text string, weight int32, firm bool) {
	r.facts = append(r.facts, fact{maphash.String(factSeed, text)&^7 | uint64(kind), weight, firm})
}

const (
	factNumber byte = iota
	factLatin
	factName
	factCue
	factConcept
)

// has reports whether a piece states the fact.
func (p piece) has(key uint64) bool {
	_, ok := slices.BinarySearchFunc(p.facts, key, func(f fact, key uint64) int { return cmp.Compare(f.key, key) })
	return ok
}

// take returns the facts read since the last call, each once.
func (r *factReader) take() []fact {
	slices.SortFunc(r.facts, func(a, b fact) int { return cmp.Compare(a.key, b.key) })
	out := slices.Clone(slices.CompactFunc(r.facts, func(a, b fact) bool { return a.key == b.key }))
	r.facts = r.facts[:0]
	return out
}

func (r *factReader) numbers(numbers []arabic.Number) {
	for _, n := range numbers {
		weight := int32(weightNumber)
		if n.Weak {
			weight = weightWeak
		}
		for _, reading := range n.Readings {
			for _, v := range reading {
				r.add(factNumber, v, weight, !n.Weak)
			}
		}
	}
}

// cue adds the cues that a word begins like.
func (r *factReader) cue(numbers []uint16) {
	for _, n := range numbers {
		r.facts = append(r.facts, fact{uint64(n)<<3 | uint64(factCue), weightCue, false})
	}
}

func (r *factReader) name(letters string, firm bool) {
	r.sound = appendSkeleton(r.sound[:0], letters)
	if n := len(r.sound); n > 1 {
		r.add(factName, string(r.sound), weightName*int32(min(n, 4)-1), firm && n > 2)
	}
}

// arabicPiece reads the lexemes of one piece and the numbers among them.
func (r *factReader) arabicPiece(toks []arabic.Lexeme, numbers []arabic.Number) piece {
	c := alignCues()
	for _, t := range toks {
		switch t.Kind {
		case arabic.Latin:
			if len(t.Key) > 1 {
				r.add(factLatin, strings.ToLower(t.Key), weightLatin, true)
			}
		case arabic.Letters:
			if t.Concept != "" {
				r.add(factConcept, string(t.Concept), weightConcept, false)
			}
			for w := range bareForms(t.Key) {
				r.cue(c.arabic[beginning(w, alignArabic)])
				r.name(w, false)
			}
		}
	}
	r.numbers(numbers)
	return piece{words: len(arabicWords(toks)), facts: r.take()}
}

// englishPiece does the same for English.
func (r *factReader) englishPiece(toks []enToken, numbers []arabic.Number) piece {
	c := alignCues()
	rest := numbers
	for i, t := range toks {
		for len(rest) > 0 && rest[0].End <= t.start {
			rest = rest[1:]
		}
		if t.digits {
			continue
		}
		if t.concept != "" {
			r.add(factConcept, string(t.concept), weightConcept, false)
		}
		r.cue(c.english[beginning(t.text, alignEnglish)])
		if !t.capital || len(t.text) < 2 {
			continue
		}
		opens := i == 0 || opensQuote(toks[i-1].text)
		if opens && ordinary(t.text) || commonWords[t.text] || len(rest) > 0 && rest[0].Start <= t.start {
			continue // no name: the beginning of a sentence, a weekday
		}
		r.add(factLatin, t.text, weightLatin, false)
		r.name(t.text, !opens)
	}
	r.numbers(numbers)
	return piece{words: len(englishWords(toks)), facts: r.take()}
}

// bareForms yields a word and what is left of it without what may be clitics.
func bareForms(w string) func(func(string) bool) {
	return func(yield func(string) bool) {
		if !yield(w) {
			return
		}
		rest := w
		for _, clitics := range [...]string{"وف", "بلكس"} {
			if len(rest) > 6 && strings.Contains(clitics, rest[:2]) {
				if rest = rest[2:]; !yield(rest) {
					return
				}
			}
		}
		if bare, ok := strings.CutPrefix(rest, "ال"); ok && len(bare) > 4 {
			yield(bare)
		} else if bare, ok := strings.CutPrefix(rest, "ل"); ok && len(bare) > 4 && rest != w {
			yield(bare)
		}
	}
}

// appendSkeleton appends the consonants of a word in either script, one byte
// for all that may stand for each other: d and t, k and q and j, s and sh and
// z. H and vowels come and go and are left out, a doubled one is one. It is
// coarser than sound, and needs no more than one look at each letter.
func appendSkeleton(dst []byte, word string) []byte {
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRuneInString(word[i:])
		c, n := skeletonOf(r), size
		if r < utf8.RuneSelf && i+1 < len(word) && word[i+1] == 'h' {
			switch r {
			case 'p':
				c, n = 'f', 2
			case 'c':
				c, n = 's', 2
			}
		} else if r == 'c' && i+1 < len(word) && strings.IndexByte("eiy", word[i+1]) >= 0 {
			c = 's'
		}
		i += n
		if c != 0 && (len(dst) == 0 || dst[len(dst)-1] != c) {
			dst = append(dst, c)
		}
	}
	return dst
}

func skeletonOf(r rune) byte {
	switch r {
	case 'b', 'p', 'ب':
		return 'b'
	case 'f', 'v', 'ف':
		return 'f'
	case 't', 'd', 'ت', 'ط', 'د', 'ض', 'ذ', 'ث', 'ظ':
		return 't'
	case 's', 'z', 'س', 'ص', 'ش', 'ز':
		return 's'
	case 'k', 'q', 'g', 'j', 'c', 'x', 'ك', 'ق', 'ج', 'غ', 'خ':
		return 'k'
	case 'l', 'ل':
		return 'l'
	case 'm', 'م':
		return 'm'
	case 'n', 'ن':
		return 'n'
	case 'r', 'ر':
		return 'r'
	}
	return 0
}
