// Package arabic treats Arabic text as data: folding with offsets into the
// original, tokens, clitics, numbers and dates. Pure functions, no state.
//
// The spelling rules follow the practice of the CAMeL tools and Lucene's
// Arabic normaliser, with one difference that everything here rests on: no
// step loses the way back to the bytes of the text as given.
package arabic

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Rune is one folded rune and where it came from.
type Rune struct {
	// R is the folded rune: alef without hamza or madda, Persian and Kurdish
	// letters as their Arabic relatives, digits as ASCII, every kind of space
	// as ' ', a blank line as '\n'. ى, ة and hamza on a seat stay: whether
	// they equal ي, ه or the bare seat depends on the word (see SameWord).
	R rune
	// Letter is the rune before its alef was folded: أ and إ stay apart here.
	Letter rune
	// Start and End are the byte range in the source, the marks and tatweel
	// that follow the letter included. The runes of one ligature share it.
	Start, End int
	// Stretched says that a tatweel follows the letter, Tanwin that the mark of
	// the indefinite accusative does (محمدًا).
	Stretched, Tanwin bool
}

// Text is a text folded for comparison.
type Text struct {
	Source string
	Runes  []Rune
}

// Fold folds s rune by rune. Vowel marks, tatweel and invisible controls give
// no rune; a ligature gives several; everything else gives one. Bytes that are
// not UTF-8 give U+FFFD, one each.
func Fold(s string) Text { return FoldInto(nil, s) }

// FoldInto is Fold into the room of runes, which the text then owns.
func FoldInto(runes []Rune, s string) Text {
	f := folder{text: Text{Source: s, Runes: slices.Grow(runes[:0], utf8.RuneCountInString(s))}}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		f.add(r, i, i+size)
		i += size
	}
	return f.text
}

type folder struct {
	text  Text
	lines int // line ends since the last rune that is not white space
}

func (f *folder) add(r rune, start, end int) {
	switch {
	case r >= 'ء' && r <= 'غ': // most of a text
		f.emit(r, start, end)
	case isMark(r), r == tatweel:
		f.attach(r, end)
	case isControl(r), r == '\r' && strings.HasPrefix(f.text.Source[end:], "\n"):
	case r == '_' || unicode.IsSpace(r):
		f.space(r, start, end)
	case isPresentation(r):
		for _, part := range presentation()[r] {
			f.emit(part, start, end)
		}
	default:
		f.emit(r, start, end)
	}
}

// attach extends the letter that a mark stands on; hamza and madda written as
// marks become part of the letter.
func (f *folder) attach(mark rune, end int) {
	n := len(f.text.Runes)
	if n == 0 || !IsLetter(f.text.Runes[n-1].R) {
		return
	}
	last := &f.text.Runes[n-1]
	last.End = end
	last.Stretched = last.Stretched || mark == tatweel
	last.Tanwin = last.Tanwin || mark == fathatan || mark == openFathatan
	// The other runes of a ligature share its range.
	for i := n - 2; i >= 0 && f.text.Runes[i].Start == last.Start; i-- {
		f.text.Runes[i].End = end
	}
	if r, ok := composed[[2]rune{last.Letter, mark}]; ok {
		last.Letter, last.R = r, foldLetter(r)
	}
}

func (f *folder) space(r rune, start, end int) {
	folded := ' '
	switch r {
	case '\n', '\r', '\u2028', '\u0085':
		if f.lines++; f.lines > 1 {
			folded = '\n'
		}
	case '\u2029':
		folded = '\n'
	}
	f.text.Runes = append(f.text.Runes, Rune{R: folded, Letter: folded, Start: start, End: end})
}

func (f *folder) emit(r rune, start, end int) {
	f.lines = 0
	letter := r
	if r > 'ي' { // none of the others has one
		if plain, ok := relatives[r]; ok {
			letter = plain
		}
	}
	f.text.Runes = append(f.text.Runes, Rune{R: foldLetter(letter), Letter: letter, Start: start, End: end})
}

const (
	tatweel      = '\u0640'
	fathatan     = '\u064b'
	openFathatan = '\u08f0'
)

func foldLetter(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ':
		return 'ا'
	}
	return r
}

// isMark reports vowel and recitation marks, hamza and madda as marks
// included, and their spacing forms.
func isMark(r rune) bool {
	switch {
	case r < 0x0610:
		return false
	case r <= 0x061a, r >= 0x064b && r <= 0x065f, r == 0x0670:
		return true
	case r >= 0x06d6 && r <= 0x06ed:
		return r != 0x06dd && r != 0x06de && r != 0x06e9
	case r >= 0x0898 && r <= 0x089f, r >= 0x08ca && r <= 0x08ff:
		return r != 0x08e2
	case r >= 0xfe70 && r <= 0xfe7f:
		return r != 0xfe73 && r != 0xfe75
	}
	return false
}

func isControl(r rune) bool {
	switch {
	case r == 0x00ad, r == 0x061c, r == 0xfeff:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x2069:
		return true
	}
	return false
}

func isPresentation(r rune) bool {
	return r >= 0xfb50 && r <= 0xfdff || r >= 0xfe80 && r <= 0xfefc
}

// composed joins a letter and a mark that belongs to its spelling.
var composed = map[[2]rune]rune{
	{'ا', 0x0653}: 'آ', {'ا', 0x0654}: 'أ', {'ا', 0x0655}: 'إ',
	{'و', 0x0654}: 'ؤ', {'ي', 0x0654}: 'ئ', {'ى', 0x0654}: 'ئ',
}

// relatives maps letters of other languages in Arabic script to the letter an
// Arabic writer would use, and digits and number signs to ASCII.
var relatives = func() map[rune]rune {
	m := map[rune]rune{
		'\u066a': '%', '\u066b': '.', '\u066c': ',',
		'ی': 'ي', 'ې': 'ي', 'ے': 'ي', 'ێ': 'ي', 'ک': 'ك', 'ڪ': 'ك', 'گ': 'ك', 'ڭ': 'ك',
		// A wasla is never heard as a hamza: its alef is bare.
		'ٱ': 'ا',
		'پ': 'ب', 'ڤ': 'ف', 'ڥ': 'ف', 'ڢ': 'ف', 'ڧ': 'ق', 'ڨ': 'ق', 'ٯ': 'ق', 'ݣ': 'ك', 'چ': 'ج', 'ژ': 'ز', 'ھ': 'ه', 'ہ': 'ه', 'ە': 'ه', 'ۀ': 'ه',
		'ۃ': 'ة', 'ۆ': 'و', 'ۇ': 'و', 'ۋ': 'و', 'ڕ': 'ر', 'ڵ': 'ل', 'ٹ': 'ت', 'ڈ': 'د', 'ڑ': 'ر', 'ں': 'ن',
	}
	for d := range rune(10) {
		m[0x0660+d], m[0x06f0+d] = '0'+d, '0'+d
	}
	return m
}()

// presentation gives the letters behind each contextual form and ligature.
// NFKC of the single rune is right but for three of them.
var presentation = sync.OnceValue(func() map[rune][]rune {
	m := map[rune][]rune{}
	for r := rune(0xfb50); r <= 0xfefc; r++ {
		if !isPresentation(r) {
			continue
		}
		for _, part := range norm.NFKC.String(string(r)) {
			if !isMark(part) && part != tatweel {
				m[r] = append(m[r], part)
			}
		}
	}
	m['\ufdfc'] = []rune("ريال")
	delete(m, '\ufdfd') // the basmala as an ornament
	return m
})

// IsLetter reports whether r is a letter of the Arabic script: contextual
// forms and the letters of other languages included, marks, tatweel and
// digits not.
func IsLetter(r rune) bool {
	return r >= 0x0620 && (r <= 0x064a && r != tatweel || r > 0x064a && isFurtherLetter(r))
}

// isFurtherLetter is IsLetter behind the letters that Arabic itself writes.
func isFurtherLetter(r rune) bool {
	return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) && !isMark(r)
}

// Words returns the number of Arabic words in s: maximal runs of Arabic
// letters.
func Words(s string) int {
	n, in := 0, false
	for _, r := range s {
		if isMark(r) || r == tatweel || isControl(r) {
			continue
		}
		is := IsLetter(r)
		if is && !in {
			n++
		}
		in = is
	}
	return n
}

// Key returns a plain folded string for simple comparisons: as Fold, with ى
// as ي, ة as ه, and white space squeezed to single spaces and trimmed. Two
// spellings of one phrase have equal keys; so have a few different words
// (علي and على), which only SameWord keeps apart.
func Key(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	room := rooms.Get().(*lexRoom)
	defer rooms.Put(room)
	room.fold(s)
	space := false
	for _, r := range room.runes {
		if r.r == ' ' || r.r == '\n' {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(keyRune(r.r))
	}
	return b.String()
}

func keyRune(r rune) rune {
	switch r {
	case 'ى':
		return 'ي'
	case 'ة':
		return 'ه'
	}
	return r
}
