package verify

import (
	"math/bits"
	"unicode/utf8"
)

// skeleton is the consonants of a word in either script, the last fifteen of
// them, four bits each, the first one highest. One number stands for all that
// may be written for each other: d and t, k and q and j, s and sh and z. H and
// vowels come and go and are left out, a doubled one is one. It is coarser than
// pronunciation, and needs no more than one look at each letter.
type skeleton uint64

const skeletonRoom = 15

func (s skeleton) consonants() int { return (bits.Len64(uint64(s)) + 3) / 4 }

// weight is what a name of these consonants is worth.
func (s skeleton) weight() int16 { return weightName * int16(min(s.consonants(), 4)-1) }

// then adds a consonant behind the others, 0 for none.
func (s skeleton) then(consonant byte) skeleton {
	if consonant == 0 || byte(s&15) == consonant {
		return s
	}
	return (s<<4 | skeleton(consonant)) & (1<<(4*skeletonRoom) - 1)
}

// before adds a consonant before the others, 0 for none.
func (s skeleton) before(consonant byte) skeleton {
	n := s.consonants()
	if consonant == 0 || n == skeletonRoom || n > 0 && byte(s>>(4*(n-1))) == consonant {
		return s
	}
	return s | skeleton(consonant)<<(4*n)
}

// sounding lists the letters of each number from 1 on.
var sounding = [...]string{"bpب", "fvف", "tdتطدضذثظ", "szسصشز", "kqgjcxكقجغخ", "lل", "mم", "nن", "rر"}

// englishConsonants is by letter, arabicConsonants by letterAt.
var englishConsonants, arabicConsonants = func() (english [128]byte, arabic [64]byte) {
	for i, letters := range sounding {
		for _, r := range letters {
			if r < utf8.RuneSelf {
				english[r] = byte(i + 1)
			} else {
				arabic[r-firstLetter+1] = byte(i + 1)
			}
		}
	}
	return english, arabic
}()

// The numbers of "f" and "s", which ph and c may be.
const soundF, soundS = 2, 4

// englishSkeleton reads a word in lower case.
func englishSkeleton(w string) (s skeleton) {
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= utf8.RuneSelf {
			continue
		}
		sound, next := englishConsonants[c], byte(0)
		if i+1 < len(w) {
			next = w[i+1]
		}
		switch {
		case c == 'p' && next == 'h':
			sound = soundF
		case c == 'c' && (next == 'h' || next == 'e' || next == 'i' || next == 'y'):
			sound = soundS
		}
		s = s.then(sound)
	}
	return s
}

// letterAt numbers the letters from firstLetter to lastLetter from 1; 0 stands
// for any other rune. There are two bytes at i.
func letterAt(w string, i int) byte {
	n := uint32(w[i]&0x1f)<<6 | uint32(w[i+1]&0x3f) - (firstLetter - 1)
	if w[i]>>5 != 6 || n > lastLetter-firstLetter+1 {
		return 0
	}
	return byte(n)
}

// arabicSkeleton reads a word as a lexeme's Key has it.
func arabicSkeleton(w string) (s skeleton) {
	for i := 0; i < len(w); {
		if w[i]>>5 == 6 && i+1 < len(w) {
			s = s.then(arabicConsonants[letterAt(w, i)])
			i += 2
			continue
		}
		_, n := firstRune(w[i:])
		i += n
	}
	return s
}

// bareForms are an Arabic word and what is left of it without what may be
// clitics.
type bareForms struct {
	n      int
	at     [4]int // where each begins
	sounds [4]skeleton
}

func (f *bareForms) read(w string) {
	f.n, f.at[0] = 1, 0
	if len(w) > 6 && conjunctionBits>>letterAt(w, 0)&1 != 0 {
		f.strip(2)
	}
	if k := f.at[f.n-1]; len(w)-k > 6 && prepositionBits>>letterAt(w, k)&1 != 0 {
		f.strip(2)
	}
	rest := w[f.at[f.n-1]:]
	switch {
	case len(rest) > 8 && rest[:4] == "ال":
		f.strip(4)
	case len(rest) > 6 && f.n > 1 && rest[:2] == "ل":
		f.strip(2)
	}
	last := f.n - 1
	s := arabicSkeleton(w[f.at[last]:])
	f.sounds[last] = s
	for k := last - 1; k >= 0; k-- { // the sound of a clitic is that of its last letter
		s = s.before(arabicConsonants[letterAt(w, f.at[k+1]-2)])
		f.sounds[k] = s
	}
}

// The clitics that a word may begin with, as bits by letterAt.
var conjunctionBits, prepositionBits = arabicBits("وف") << 1, arabicBits("بلكس") << 1

// strip adds the form without the next bytes of the last one.
func (f *bareForms) strip(bytes int) {
	f.at[f.n] = f.at[f.n-1] + bytes
	f.n++
}
