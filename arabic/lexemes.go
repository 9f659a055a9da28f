package arabic

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// LexemeKind is what a lexeme is written in.
type LexemeKind byte

const (
	Letters LexemeKind = iota // a word in Arabic letters
	Digits                    // digits with their separators
	Latin                     // a word in ASCII letters
	Mark                      // any other sign, one rune
)

// Lexeme is a word, a numeral or a sign of a text, as all checks read it.
type Lexeme struct {
	Kind LexemeKind
	// Glued says that nothing stands between it and the lexeme before.
	Glued bool
	// Start and End are its bytes in the source, trailing marks included.
	Start, End int
	// Key is a word as Key folds it, digits in ASCII with their separators as
	// written, Latin letters and signs as they stand.
	Key string
	// Sense is what the word means to the checks, its clitics taken off.
	Sense Sense
	// Concept names the thing that the word is a noun for, see Concepts.
	Concept Concept

	number stripped // its kind is 0 where the word has no part in numbers
}

// Is reports whether the word has any of the senses.
func (l Lexeme) Is(s Sense) bool { return l.Sense&s != 0 }

// Lex cuts a text into words, numerals and signs, each looked up once.
func Lex(s string) []Lexeme {
	room := rooms.Get().(*[]Rune)
	runes := FoldInto(*room, s).Runes
	defer func() {
		*room = runes
		rooms.Put(room)
	}()
	toks := make([]Lexeme, 0, len(runes)/4+1)
	keys := make([]byte, 0, len(s)+8)
	spans := make([][2]int, 0, cap(toks)) // of each key
	glued := false
	for i := 0; i < len(runes); {
		r := runes[i].R
		if r == ' ' || r == '\n' {
			glued = false
			i++
			continue
		}
		j, kind, from := i+1, Mark, len(keys)
		switch {
		case isDigit(r):
			kind = Digits
			keys = append(keys, byte(r))
			for j < len(runes) && (isDigit(runes[j].R) || isSeparator(runes, j)) {
				keys = utf8.AppendRune(keys, separatorAsWritten(s, runes[j]))
				j++
			}
		case IsLetter(r):
			kind = Letters
			keys = utf8.AppendRune(keys, keyRune(r))
			for j < len(runes) && IsLetter(runes[j].R) {
				keys = utf8.AppendRune(keys, keyRune(runes[j].R))
				j++
			}
		case isLatin(r):
			kind = Latin
			keys = append(keys, byte(r))
			for j < len(runes) && isLatin(runes[j].R) {
				keys = append(keys, byte(runes[j].R))
				j++
			}
		default:
			keys = utf8.AppendRune(keys, r)
		}
		toks = append(toks, Lexeme{Kind: kind, Start: runes[i].Start, End: runes[j-1].End, Glued: glued})
		spans = append(spans, [2]int{from, len(keys)})
		glued = true
		i = j
	}
	all := string(keys)
	for i := range toks {
		t := &toks[i]
		if t.Key = all[spans[i][0]:spans[i][1]]; t.Kind == Letters {
			t.number = strip(t.Key)
			t.Sense, t.Concept = t.number.sense, t.number.concept
		}
	}
	return toks
}

// rooms keeps what Lex folds into: no lexeme holds on to it.
var rooms = sync.Pool{New: func() any { return new([]Rune) }}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// isSeparator reports a point or comma of any script between two digits.
func isSeparator(runes []Rune, i int) bool {
	switch runes[i].R {
	case '.', ',', '،':
		return i > 0 && i+1 < len(runes) && isDigit(runes[i-1].R) && isDigit(runes[i+1].R)
	}
	return false
}

// separatorAsWritten keeps the Arabic decimal and thousands signs apart from
// the point and comma that they are folded to.
func separatorAsWritten(s string, r Rune) rune {
	if r.R == '.' && strings.HasPrefix(s[r.Start:], "٫") {
		return '٫'
	}
	if r.R == ',' && strings.HasPrefix(s[r.Start:], "٬") {
		return '٬'
	}
	return r.R
}
