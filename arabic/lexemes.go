package arabic

import (
	"slices"
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
	// Start and End are its bytes in the source, trailing marks included. The
	// words that one sign stands for, as ﷺ does for four, share its bytes.
	Start, End int
	// Key is a word as Key folds it, digits in ASCII with their separators as
	// written, Latin letters and signs as they stand.
	Key string
	// Sense is what the word means to the checks, its clitics taken off.
	Sense Sense

	number stripped // its kind is 0 where the word has no part in numbers
}

// Concept names the thing that the word is a noun for, see Concepts.
func (l Lexeme) Concept() Concept { return l.number.concept }

// Is reports whether the word has any of the senses.
func (l Lexeme) Is(s Sense) bool { return l.Sense&s != 0 }

// Lex cuts a text into words, numerals and signs, each looked up once.
func Lex(s string) []Lexeme {
	room := rooms.Get().(*lexRoom)
	defer rooms.Put(room)
	room.fold(s)
	runes, keys, ends := room.runes, room.keys[:0], room.ends[:0]
	toks := room.toks[:0]
	glued := false
	for i := 0; i < len(runes); {
		r := runes[i].r
		if r == ' ' || r == '\n' {
			glued = false
			i++
			continue
		}
		j, kind := i+1, Mark
		switch {
		case isDigit(r):
			kind = Digits
			keys = append(keys, byte(r))
			for j < len(runes) && (isDigit(runes[j].r) || isSeparator(runes, j)) {
				keys = utf8.AppendRune(keys, separatorAsWritten(s, runes[j]))
				j++
			}
		case IsLetter(r):
			kind = Letters
			keys = appendRune(keys, keyRune(r))
			for j < len(runes) && IsLetter(runes[j].r) {
				keys = appendRune(keys, keyRune(runes[j].r))
				j++
			}
		case isLatin(r):
			kind = Latin
			keys = append(keys, byte(r))
			for j < len(runes) && isLatin(runes[j].r) {
				keys = append(keys, byte(runes[j].r))
				j++
			}
		default:
			keys = utf8.AppendRune(keys, r)
		}
		toks = append(toks, Lexeme{Kind: kind, Start: int(runes[i].start), End: int(runes[j-1].end), Glued: glued})
		ends = append(ends, int32(len(keys)))
		glued = true
		i = j
	}
	all, from := string(keys), int32(0)
	for i := range toks {
		t := &toks[i]
		if t.Key = all[from:ends[i]]; t.Kind == Letters {
			t.number = strip(t.Key)
			t.Sense = t.number.sense
		} else {
			t.number = stripped{entry: unlisted}
		}
		from = ends[i]
	}
	out := slices.Clone(toks)
	clear(toks)
	room.toks, room.keys, room.ends = toks, keys, ends
	return out
}

// lexRoom is what Lex works in: no lexeme holds on to it.
type lexRoom struct {
	runes  []lexRune
	folded []Rune
	toks   []Lexeme
	keys   []byte
	ends   []int32
}

var rooms = sync.Pool{New: func() any { return new(lexRoom) }}

// lexRune is what Lex needs of a Rune.
type lexRune struct{ r, start, end int32 }

// fold fills in the runes of s as Fold does. Most texts have only letters and
// signs that stand for themselves, and need no more than a look at each.
func (room *lexRoom) fold(s string) {
	out := room.runes[:0]
	lines := 0 // as folder counts them
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r >= 0xc2 && r < 0xe0 && i+1 < len(s) && s[i+1]>>6 == 2: // two bytes, as nearly all of Arabic
			r, size = r&0x1f<<6|rune(s[i+1]&0x3f), 2
		default:
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r == ' ':
		case r == '\n':
			if lines++; lines == 1 {
				r = ' '
			}
		case r > ' ' && r < 0x7f && r != '_', r == '،', r == '؟', r == '؛', r == '«', r == '»':
			lines = 0
		case r >= 'ء' && r <= 'غ', r >= 'ف' && r <= 'ي':
			r, lines = foldLetter(r), 0
		case r >= 0x064b && r <= 0x0652 && len(out) > 0 && IsLetter(out[len(out)-1].r): // a vowel mark
			out[len(out)-1].end = int32(i + size)
			i += size
			continue
		default:
			room.folded = FoldInto(room.folded, s).Runes
			out = out[:0]
			for _, r := range room.folded {
				out = append(out, lexRune{r.R, int32(r.Start), int32(r.End)})
			}
			room.runes = out
			return
		}
		out = append(out, lexRune{r, int32(i), int32(i + size)})
		i += size
	}
	room.runes = out
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// isSeparator reports a point or comma of any script between two digits.
func isSeparator(runes []lexRune, i int) bool {
	switch runes[i].r {
	case '.', ',', '،':
		return i > 0 && i+1 < len(runes) && isDigit(runes[i-1].r) && isDigit(runes[i+1].r)
	}
	return false
}

// separatorAsWritten keeps the Arabic decimal and thousands signs apart from
// the point and comma that they are folded to.
func separatorAsWritten(s string, r lexRune) rune {
	if r.r == '.' && strings.HasPrefix(s[r.start:], "٫") {
		return '٫'
	}
	if r.r == ',' && strings.HasPrefix(s[r.start:], "٬") {
		return '٬'
	}
	return r.r
}
