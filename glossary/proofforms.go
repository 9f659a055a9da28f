package glossary

import (
	"bytes"
	"iter"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// lexicon finds many forms in English texts in one pass over each: forms by
// the first of their words.
type lexicon struct {
	forms []lexeme
	heads [256]int32 // by keySum: the last form, counted from 1
}

// lexeme is one form to look for.
type lexeme struct {
	form string // as the entry has it
	rest string // from its first word on, the article left out
	key  string // the first word in lower case
	the  bool   // "the" must stand before rest
	next int32  // the form before it with the same keySum, counted from 1
	lexemeKind
}

// lexemeKind is how a form is compared and to whom it belongs.
type lexemeKind struct {
	owner   int32
	claim   claim
	anyCase bool // else the case counts, but for a first letter and for capitals throughout
	lower   bool // a capital may be a small letter at the start
	loose   bool // so in the words behind the first
	plurals bool // the last word may have a plural ending
}

// lexicons are used again: each takes some kilobytes, for one segment.
var lexicons = sync.Pool{New: func() any { return new(lexicon) }}

func newLexicon() *lexicon { return lexicons.Get().(*lexicon) }

// done gives the lexicon back.
func (l *lexicon) done() {
	clear(l.forms)
	l.forms, l.heads = l.forms[:0], [len(l.heads)]int32{}
	lexicons.Put(l)
}

// keySum spreads first words over the heads of a lexicon.
func keySum[T string | []byte](key T) uint8 {
	sum := uint32(len(key))
	for i := range len(key) {
		sum = (sum ^ uint32(key[i])) * 0x9e3779b1
	}
	return uint8(sum >> 24)
}

func (l *lexicon) add(x lexeme) {
	head := &l.heads[keySum(x.key)]
	x.next = *head
	l.forms = append(l.forms, x)
	*head = int32(len(l.forms))
}

// newLexeme prepares a form. One without letters and digits is never found.
func newLexeme(form string, kind lexemeKind) (lexeme, bool) {
	rest, the := cutThe(form)
	at := strings.IndexFunc(rest, isWordRune)
	if at < 0 {
		return lexeme{}, false
	}
	rest = rest[at:]
	return lexeme{form: form, rest: rest, key: strings.ToLower(rest[:runEnd(rest, 0)]), the: the && at == 0, lexemeKind: kind}, true
}

// find calls yield for every place in s where a form stands at word
// boundaries, from left to right. Possessive endings are left out of the
// place; line ends, hyphens, quotation marks and spaces are equal to others of
// their kind, a hyphen to a space as well.
func (l *lexicon) find(s string, yield func(x *lexeme, start, end int)) {
	for start, end := range wordsOf(s) {
		l.findAt(s, start, end, yield)
	}
}

// wordsOf yields the start and end of each run of letters and digits that a
// name may begin with: all but those that an apostrophe joins to others.
func wordsOf(s string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for at := 0; at < len(s); {
			r, size := utf8.DecodeRuneInString(s[at:])
			if !isWordRune(r) {
				at += size
				continue
			}
			end := runEnd(s, at)
			if !apostropheBefore(s, at) && !yield(at, end) {
				return
			}
			at = end
		}
	}
}

func (l *lexicon) findAt(s string, start, end int, yield func(x *lexeme, start, end int)) {
	var room [32]byte
	key := appendLower(room[:0], s[start:end])
	for _, suffix := range pluralEndings {
		stem, ok := bytes.CutSuffix(key, []byte(suffix))
		if !ok {
			continue
		}
		for i := l.heads[keySum(stem)]; i > 0; i = l.forms[i-1].next {
			x := &l.forms[i-1]
			if x.key != string(stem) || suffix != "" && !x.plurals {
				continue
			}
			if from, to, ok := x.stands(s, start); ok {
				yield(x, from, to)
			}
		}
	}
}

// appendLower is strings.ToLower into a slice of the caller's.
func appendLower(dst []byte, word string) []byte {
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return append(dst[:0], strings.ToLower(word)...)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// pluralEndings are the ones English puts behind names and terms, none first.
var pluralEndings = []string{"", "s", "es"}

// stands reports whether the form stands in s with its first word at start.
func (x *lexeme) stands(s string, start int) (from, to int, ok bool) {
	end := spelt(s, start, x.rest)
	if end < 0 {
		return 0, 0, false
	}
	if end, ok = wordEnd(s, end, x.plurals); !ok || !x.anyCase && !x.cased(s[start:end]) {
		return 0, 0, false
	}
	if x.the {
		if start = articleBefore(s, start); start < 0 {
			return 0, 0, false
		}
	}
	return start, end, true
}

// cased reports whether found has the case of the form: the same letters, a
// capital where a sentence may begin with it, or capitals throughout. Words
// behind the first may have a capital (a headline's); those of a body's name
// may be without (Iraqi parliament).
func (x *lexeme) cased(found string) bool {
	if strings.IndexFunc(found, unicode.IsLower) < 0 {
		return true // DAMASCUS, of a dateline
	}
	at := 0
	for i, want := range x.rest {
		if isGap(want) {
			at += gapLen(found[at:])
			continue
		}
		got, size := utf8.DecodeRuneInString(found[at:])
		at += size
		if plainRune(got) != plainRune(want) && !x.mayDiffer(i, want) {
			return false
		}
	}
	return true
}

// mayDiffer reports whether the letter at i of rest may stand in the other case.
func (x *lexeme) mayDiffer(i int, letter rune) bool {
	if i == 0 {
		return !x.the && (x.lower || !unicode.IsUpper(letter))
	}
	return x.rest[i-1] == ' ' && (x.loose || !unicode.IsUpper(letter))
}

// spelt returns where form ends if s has it at start in any case, else -1.
func spelt(s string, start int, form string) int {
	at, gap := start, false
	for _, want := range form {
		if isGap(want) {
			if n := gapLen(s[at:]); n > 0 {
				at += n
			} else if !gap {
				return -1
			}
			gap = true
			continue
		}
		gap = false
		got, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 || !sameRune(got, want) {
			return -1
		}
		at += size
	}
	return at
}

// isGap reports what may stand between the words of a name.
func isGap(r rune) bool { r = plainRune(r); return r == ' ' || r == '-' }

// gapLen returns how many bytes at the start of s part two words: up to four
// spaces and hyphens.
func gapLen(s string) int {
	at := 0
	for range 4 {
		r, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 || !isGap(r) {
			break
		}
		at += size
	}
	return at
}

func sameRune(a, b rune) bool {
	a, b = plainRune(a), plainRune(b)
	return a == b || unicode.ToLower(a) == unicode.ToLower(b)
}

// plainRune maps the typographic forms of quotes, hyphens and spaces to ASCII.
func plainRune(r rune) rune {
	if r < 0x80 && r >= ' ' {
		if r == '`' {
			return '\''
		}
		return r
	}
	switch r {
	case '’', '‘', 'ʼ', '′', '´':
		return '\''
	case '“', '”':
		return '"'
	case '‐', '‑', '–':
		return '-'
	case '\u00a0', '\u202f', '\u2009', '\n', '\r', '\t':
		return ' '
	}
	return r
}

func isWordRune(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// runEnd returns where the letters and digits end that stand in s from at.
func runEnd(s string, at int) int {
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !isWordRune(r) {
			break
		}
		at += size
	}
	return at
}

// apostropheBefore reports whether an apostrophe joins the letters at i to
// those before it, as in Sana'a.
func apostropheBefore(s string, i int) bool {
	r, size := utf8.DecodeLastRuneInString(s[:i])
	return size > 0 && plainRune(r) == '\'' && wordBefore(s, i-size)
}

func wordBefore(s string, i int) bool {
	r, size := utf8.DecodeLastRuneInString(s[:i])
	return size > 0 && isWordRune(r)
}

// articleBefore returns where "the" begins that stands before at, else -1.
func articleBefore(s string, at int) int {
	r, size := utf8.DecodeLastRuneInString(s[:at])
	end := at - size
	start := end - len("the")
	if size == 0 || !isGap(r) || start < 0 || !strings.EqualFold(s[start:end], "the") || wordBefore(s, start) {
		return -1
	}
	return start
}

// wordEnd reports whether a word ends at i, or behind a plural ending. The
// possessive ending is outside the word, the rest of Sana'a is inside.
func wordEnd(s string, i int, plurals bool) (int, bool) {
	for _, suffix := range pluralEndings {
		if suffix == "" || plurals && len(s)-i >= len(suffix) && strings.EqualFold(s[i:i+len(suffix)], suffix) {
			if endsAt(s, i+len(suffix)) {
				return i + len(suffix), true
			}
		}
	}
	return i, false
}

func endsAt(s string, i int) bool {
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case size == 0:
		return true
	case plainRune(r) != '\'':
		return !isWordRune(r)
	}
	letters := s[i+size : runEnd(s, i+size)]
	return letters == "" || letters == "s" || letters == "S"
}

// holds reports whether form stands in s at word boundaries.
func holds(s, form string, anyCase bool) bool {
	x, ok := newLexeme(form, lexemeKind{anyCase: anyCase})
	if !ok {
		return false
	}
	for start := range wordsOf(s) {
		if _, _, ok := x.stands(s, start); ok {
			return true
		}
	}
	return false
}
