package verify

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/arabic"
)

// sound is how a name sounds by its consonants: what different romanizations
// of one Arabic name have in common. Romanizations differ in vowels, in
// doubled letters, in a final h, in the article and in letters of one class.
type sound struct {
	classes []class
	gaps    []weak // what stands between a consonant and the next
	letters int
}

// class is a set of consonants that a letter may stand for; two letters may be
// one where the sets meet.
type class uint16

const (
	classB class = 1 << iota
	classF
	classT
	classS
	classSH
	classK
	classH
	classL
	classM
	classN
	classR
	classV // a vowel, y or w at the start
)

// weak is a set of vowels and semivowels; a counts as none.
type weak uint8

const (
	weakW weak = 1 << iota // w, u, o
	weakY                  // y, i, e
)

// soundOf returns the sound of English words, the article left out.
func soundOf(words ...string) sound {
	n := 0
	for _, w := range words {
		n += len(w)
	}
	s := sound{classes: make([]class, 0, n), gaps: make([]weak, 0, n)}
	for _, w := range words {
		w = strings.ToLower(w)
		if len(words) > 1 && articles[w] {
			continue
		}
		s.addWord(servant(w))
	}
	return s
}

// articles are the Arabic article and its assimilated forms.
var articles = map[string]bool{"al": true, "el": true, "ul": true, "ad": true, "ar": true, "as": true, "an": true, "at": true, "az": true, "ash": true, "adh": true}

// isArticle reports one of articles in any case.
func isArticle(w string) bool { return len(w) <= len("ash") && articles[strings.ToLower(w)] }

// servant drops the article inside names with Abd: Abdel, Abdul, Abdur.
func servant(w string) string {
	rest, ok := strings.CutPrefix(w, "abd")
	if !ok || len(rest) < 2 {
		return w
	}
	switch {
	case rest[1] == 'l':
		return "abd" + rest[2:]
	case len(rest) > 2 && rest[0] == 'u' && rest[1] == rest[2]:
		return "abd" + rest[2:]
	}
	return w
}

func (s *sound) addWord(w string) {
	runes := []rune(w)
	var gap weak
	start := len(s.classes)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if unicode.IsLetter(r) {
			s.letters++
		}
		c, n := consonant(runes[i:])
		if r == 'h' && i == len(runes)-1 && i > 0 {
			break
		}
		switch {
		case c != 0 && i > 0 && runes[i-1] == r && n == 1: // doubled
		case c != 0:
			s.add(c, gap)
			gap = 0
		case i == 0 && start == 0 && unicode.IsLetter(r):
			s.add(classV, 0)
		default:
			gap |= weakness(r)
		}
		i += n - 1
	}
}

func (s *sound) add(c class, gap weak) {
	if n := len(s.classes); n > 0 {
		s.gaps = append(s.gaps, gap)
	}
	s.classes = append(s.classes, c)
}

func weakness(r rune) weak {
	switch r {
	case 'w', 'u', 'o', 'ü', 'ö', 'ô', 'û', 'ú', 'ó', 'ū':
		return weakW
	case 'y', 'i', 'e', 'é', 'è', 'ê', 'î', 'í', 'ī', 'ı':
		return weakY
	}
	return 0
}

// consonant returns the class of the consonant that letters begin with and how
// many letters write it; the class is 0 for vowels and semivowels.
func consonant(letters []rune) (class, int) {
	next := rune(0)
	if len(letters) > 1 {
		next = letters[1]
	}
	if next == 'h' {
		switch letters[0] {
		case 'k', 'g':
			return classK, 2
		case 's':
			return classSH, 2
		case 'c':
			return classSH | classK, 2
		case 't', 'd':
			return classT | classS, 2
		case 'p':
			return classF, 2
		}
	}
	switch {
	case letters[0] == 'c' && strings.ContainsRune("eiy", next) && next != 0:
		return classS, 1
	case letters[0] == 'c' && next == 'k', letters[0] == 'd' && next == 'j':
		return classK, 2
	}
	return consonantOf(letters[0]), 1
}

func consonantOf(r rune) class {
	if r < utf8.RuneSelf {
		return plainConsonants[r]
	}
	return consonants[r]
}

// plainConsonants are those of consonants in ASCII.
var plainConsonants = func() (table [utf8.RuneSelf]class) {
	for r := range rune(len(table)) {
		table[r] = consonants[r]
	}
	return table
}()

var consonants = map[rune]class{
	'b': classB, 'p': classB, 'f': classF, 'v': classF, 't': classT, 'd': classT,
	's': classS, 'z': classS | classT, 'x': classS | classK, 'c': classK, 'k': classK, 'q': classK, 'g': classK, 'j': classK,
	'h': classH, 'l': classL, 'm': classM, 'n': classN, 'r': classR,
	'ç': classS | classK, 'ş': classS | classSH, 'š': classS | classSH, 'ğ': classK, 'ñ': classN,

	'ب': classB, 'ف': classF, 'ت': classT, 'ط': classT, 'د': classT, 'ض': classT | classS, 'ذ': classT | classS,
	'ث': classT | classS, 'ظ': classT | classS, 'ز': classS | classT, 'س': classS, 'ص': classS, 'ش': classSH,
	'ك': classK, 'ق': classK, 'ج': classK, 'غ': classK, 'خ': classK, 'ح': classH, 'ه': classH,
	'ل': classL, 'م': classM, 'ن': classN, 'ر': classR,
}

// arabicSound returns the sound of Arabic words given as folded letters.
func arabicSound(words ...[]rune) sound {
	var s sound
	for _, w := range words {
		if n := len(w); n > 5 && string(w[:5]) == "عبدال" {
			w = append([]rune("عبد"), w[5:]...)
		}
		if arabic.HasArticle(w) {
			w = w[2:]
		}
		if n := len(w); n > 1 && (w[n-1] == 'ه' || w[n-1] == 'ة') {
			w = w[:n-1]
		}
		for _, r := range w {
			s.letters++
			switch c := consonants[r]; {
			case c != 0:
				s.add(c, 0)
			case len(s.classes) == 0:
				s.add(classV, 0)
			}
		}
	}
	return s
}

// same reports whether the consonants may be the same.
func (s sound) same(t sound) bool {
	if len(s.classes) != len(t.classes) || len(s.classes) == 0 {
		return false
	}
	for i, c := range s.classes {
		if c&t.classes[i] == 0 {
			return false
		}
	}
	return true
}

// apart counts how many vowels of one class more one of two equal sounds has.
func (s sound) apart(t sound) int {
	n := 0
	for i, g := range s.gaps {
		n += bits.OnesCount8(uint8(g ^ t.gaps[i]))
	}
	return n
}

// key is the same for all sounds that may be the same as s.
func (s sound) key() string {
	var room [16]byte
	b := room[:0]
	for _, c := range s.classes {
		if c&(classT|classS|classSH|classK) != 0 {
			c = classT
		}
		b = append(b, byte(bits.TrailingZeros16(uint16(c))))
	}
	return string(b)
}
