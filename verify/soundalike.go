package verify

import "strings"

// An English name and the Arabic word that it may come from are compared
// letter by letter: which Arabic letters may write what an English one says, in
// any of the languages that names come from, and which letters of either side
// may be silent. Costs are counted in halves of a consonant.
const consonantCost = 2

// grapheme is what one or more letters of an English name stand for.
type grapheme struct {
	sure, weak uint64 // the Arabic letters that write it, for nothing and for a half
	silent     uint8  // what it costs where none does
	vowel      bool
}

// pronunciation is an English name as graphemes. One that is longer than its
// room is compared by its beginning.
type pronunciation struct {
	list       [maxGraphemes]grapheme
	n          int
	must       [maxGraphemes]uint64 // the letters of those that must be heard
	consonants int                  // how many those are
	heard      int                  // and those that mostly are
}

const maxGraphemes = 24

// pronounce reads a word in lower case.
func (p *pronunciation) pronounce(w string) {
	p.n, p.consonants, p.heard = 0, 0, 0
	for i := 0; i < len(w) && p.n < maxGraphemes; {
		i += p.read(w, i)
	}
}

// read adds what stands at i and returns how many bytes it takes.
func (p *pronunciation) read(w string, i int) int {
	c := w[i]
	if c >= 0x80 {
		r, n := firstRune(w[i:])
		if g, ok := markedLetters[r]; ok {
			p.add(g)
		}
		return n
	}
	if v := vowelLetters[c]; v.vowel && !(i == 0 && c == 'y') && !isDutchIJ(w[i:]) {
		if p.n == 0 {
			v.silent = 1
		}
		p.add(v)
		return 1
	}
	for k := range soundSpellings[c] {
		if s := &soundSpellings[c][k]; s.at(w, i) {
			for _, g := range s.parts {
				p.add(g)
			}
			if len(s.letters) == 1 && i+1 < len(w) && w[i+1] == c { // doubled
				return 2
			}
			return len(s.letters)
		}
	}
	return 1
}

// isDutchIJ reports the ij of Dijk, and not that of Jijel or Manbij.
func isDutchIJ(w string) bool {
	return strings.HasPrefix(w, "ij") && len(w) > 2 && !strings.Contains("aeiou", w[2:3])
}

func (p *pronunciation) add(g grapheme) {
	if p.n == maxGraphemes {
		return
	}
	p.list[p.n] = g
	p.n++
	if g.silent > 0 && !g.vowel {
		p.heard++
	}
	if g.silent == consonantCost {
		p.must[p.consonants] = g.sure
		p.consonants++
	}
}

const maxHearing = 3

// hearing is the cost up to which the name is heard: nothing but vowels may
// differ, and in a long one a consonant.
func (p *pronunciation) hearing() uint8 {
	return uint8(max(1, min(p.consonants-2, maxHearing)))
}

const never = 0x7f

// distance is the least cost of reading the name in the word, or never where
// it is more than limit. The word may have clitics and endings; with free the
// name may stand anywhere in it.
func (p *pronunciation) distance(w *arWord, limit uint8, free bool) uint8 {
	if !p.near(w.mask, limit) {
		return never
	}
	var row [maxLetters + 1]uint8 // by letters of the word, for the graphemes so far
	for j := 1; j <= w.n; j++ {
		if !free && w.start>>j&1 == 0 {
			row[j] = row[j-1] + w.extra(j-1, p, 0)
		}
	}
	for i := range p.list[:p.n] {
		g := &p.list[i]
		diagonal := row[0]
		row[0] += g.silent
		least := row[0]
		for j := 1; j <= w.n; j++ {
			bit := uint64(1) << w.letters[j-1]
			best := row[j] + g.silent
			switch {
			case bit&g.sure != 0:
				best = min(best, diagonal)
			case bit&g.weak != 0:
				best = min(best, diagonal+1)
			}
			if best > 0 {
				best = min(best, row[j-1]+w.extra(j-1, p, i+1))
			}
			diagonal, row[j] = row[j], best
			least = min(least, best)
		}
		if least > limit {
			return never
		}
	}
	best := uint8(never)
	for j := 1; j <= w.n; j++ {
		if (free || w.end>>j&1 != 0) && row[j] <= limit {
			best = min(best, row[j])
		}
	}
	return best
}

// near reports whether the consonants that must be heard are in a word of
// these letters, as far as the limit asks.
func (p *pronunciation) near(mask uint64, limit uint8) bool {
	var missing uint8
	for _, sure := range p.must[:p.consonants] {
		if sure&mask == 0 {
			if missing += consonantCost; missing > limit {
				return false
			}
		}
	}
	return true
}
