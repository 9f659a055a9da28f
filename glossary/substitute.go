package glossary

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kept returns the byte span of the accepted form that stands first in en, at
// word boundaries; the preferred form and the first form go before later ones,
// which may belong to another name (Syrian in Syrian Democratic Forces), and
// at one place the longest counts. Only the first letter may differ in case,
// or all are capitals, as in a dateline.
// Possessives, hyphens and curly apostrophes are no matter; terms also count
// in the other number ("sleeper cell" for "sleeper cells").
func (m Mention) Kept(en string) (start, end int, ok bool) {
	span, ok := m.Renderings(en).After(0)
	return span[0], span[1], ok
}

// Renderings are all places in one text where a mention's accepted forms
// stand, found once for the many mentions that a term may have there.
type Renderings struct {
	full  spans // of the preferred and the first form
	later spans
}

// Renderings finds the accepted forms in en, outside the wrong spans: Price
// does not count in Nid Price.
func (m Mention) Renderings(en string) Renderings {
	var full, later [][2]int
	wrong := newSpans(m.Wrong(en))
	for _, form := range m.Accept {
		places := slices.DeleteFunc(m.places(en, form), wrong.hold)
		if strings.Contains(form, m.English) || form == withoutThe(m.English) {
			full = append(full, places...)
		} else {
			later = append(later, places...)
		}
	}
	return Renderings{newSpans(full), newSpans(later)}
}

// After returns the first rendering that starts at from or behind it, a later
// form only where no other follows.
func (r Renderings) After(from int) ([2]int, bool) {
	if span, ok := r.full.after(from); ok {
		return span, true
	}
	return r.later.after(from)
}

// places returns where one form stands.
func (m Mention) places(en, form string) [][2]int {
	out := spansOf(en, form, false, m.Type == TypeTerm)
	if len(out) == 0 {
		out = spansOf(en, strings.ToUpper(form), false, false) // DAMASCUS, of a dateline
	}
	if m.Type == TypeTerm && len(out) == 0 && len(form) > 4 && strings.HasSuffix(form, "s") {
		out = spansOf(en, form[:len(form)-1], false, false)
	}
	return out
}

// spans are byte ranges by start, the longer first. reach[i] is the furthest
// end of the ranges up to i, so that a lookup is a binary search.
type spans struct {
	list  [][2]int
	reach []int
}

func newSpans(list [][2]int) spans {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], b[1]-a[1]) })
	s := spans{list, make([]int, len(list))}
	furthest := 0
	for i, span := range list {
		furthest = max(furthest, span[1])
		s.reach[i] = furthest
	}
	return s
}

// hold reports whether span lies inside one of the ranges.
func (s spans) hold(span [2]int) bool {
	i := sort.Search(len(s.list), func(i int) bool { return s.list[i][0] > span[0] })
	return i > 0 && s.reach[i-1] >= span[1]
}

func (s spans) after(from int) ([2]int, bool) {
	i := sort.Search(len(s.list), func(i int) bool { return s.list[i][0] >= from })
	if i == len(s.list) {
		return [2]int{}, false
	}
	return s.list[i], true
}

// Wrong returns the spans of forbidden forms in en, in order and without
// overlap, in any case. What stands inside an accepted form is not wrong:
// "Islamic State" in "Islamic State group".
func (m Mention) Wrong(en string) [][2]int {
	var all [][2]int
	for _, form := range m.Forbidden {
		all = append(all, spansOf(en, form, true, m.Type == TypeTerm)...)
	}
	if all == nil {
		return nil
	}
	var accepted [][2]int
	for _, form := range m.Accept {
		accepted = append(accepted, spansOf(en, form, false, false)...)
	}
	kept := newSpans(accepted)
	var out [][2]int
	for _, span := range newSpans(all).list {
		if !kept.hold(span) && (len(out) == 0 || out[len(out)-1][1] <= span[0]) {
			out = append(out, span)
		}
	}
	return out
}

// PutRight replaces a wrong form by the preferred one where nothing else can
// be meant: no accepted form stands in en, and of the forbidden forms exactly
// one does, once. It returns the new text, the words it replaced, and whether
// it did; otherwise en as it was. Sentence case, possessives and plurals stay.
func (m Mention) PutRight(en string) (string, string, bool) {
	if _, _, ok := m.Kept(en); ok || m.English == "" {
		return en, "", false
	}
	wrong := m.Wrong(en)
	if len(wrong) != 1 {
		return en, "", false
	}
	start, end := wrong[0][0], wrong[0][1]
	right := m.English
	if rest, ok := cutThe(en[start:]); ok && m.takesThe() {
		start = len(en) - len(rest) // the article stays
	}
	right = withoutSecondThe(en[:start], right)
	if m.Type == TypeTerm && plural(en[wrong[0][0]:end], m.Forbidden) && !strings.HasSuffix(right, "s") {
		right += "s"
	}
	if opensSentence(en[:start]) {
		right = capital(right)
	}
	return en[:start] + right + en[end:], en[wrong[0][0]:wrong[0][1]], true
}

// takesThe reports whether an accepted form puts "the" before the preferred
// one.
func (m Mention) takesThe() bool {
	return slices.ContainsFunc(m.Accept, func(form string) bool {
		rest, ok := cutThe(form)
		return ok && strings.HasPrefix(rest, m.English)
	})
}

// withoutSecondThe drops the article of right where the text before it ends in
// one.
func withoutSecondThe(before, right string) string {
	rest, ok := cutThe(right)
	before = strings.TrimRight(before, " ")
	at := len(before) - len("the")
	if ok && at >= 0 && strings.EqualFold(before[at:], "the") && !wordBefore(before, at) {
		return rest
	}
	return right
}

// plural reports whether the words found are a forbidden form and a plural
// ending.
func plural(found string, forbidden []string) bool {
	return strings.HasSuffix(found, "s") && !slices.ContainsFunc(forbidden, func(f string) bool {
		return len(f) > 0 && strings.HasSuffix(strings.ToLower(f), "s") && strings.EqualFold(f, found)
	})
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// opensSentence reports whether what follows before starts a sentence.
func opensSentence(before string) bool {
	before = strings.TrimRight(before, " \t\n\"'“”‘’«»()[]—–-")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?")
}

// holds reports whether form stands in s at word boundaries.
func holds(s, form string, anyCase bool) bool { return len(spansOf(s, form, anyCase, false)) > 0 }

// spansOf returns where form stands in s at word boundaries. anyCase compares
// every letter so, otherwise the first alone; plurals takes a plural ending
// along.
func spansOf(s, form string, anyCase, plurals bool) [][2]int {
	if form == "" {
		return nil
	}
	var out [][2]int
	first, _ := utf8.DecodeRuneInString(form)
	for i := 0; i < len(s); {
		i += next(s[i:], first)
		if !wordBefore(s, i) {
			if n := prefixLen(s[i:], form, anyCase); n > 0 {
				if end, ok := wordEnd(s, i+n, plurals); ok {
					out = append(out, [2]int{i, end})
					i = end
					continue
				}
			}
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return out
}

// next returns how far the first place is where r may stand, in either case;
// len(s) where there is none. Only for ASCII letters does it look ahead: the
// other runes have forms that sameRune takes for one.
func next(s string, r rune) int {
	lower := r | 0x20
	if lower < 'a' || lower > 'z' {
		return 0
	}
	at := len(s)
	for _, b := range []byte{byte(lower), byte(lower &^ 0x20)} {
		if i := strings.IndexByte(s[:at], b); i >= 0 {
			at = i
		}
	}
	return at
}

// prefixLen returns how many bytes of s spell form, 0 where it does not begin
// with it.
func prefixLen(s, form string, anyCase bool) int {
	at := 0
	for i, want := range form {
		got, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 || !sameRune(got, want, anyCase || i == 0) {
			return 0
		}
		at += size
	}
	return at
}

func sameRune(a, b rune, anyCase bool) bool {
	a, b = plainRune(a), plainRune(b)
	return a == b || anyCase && unicode.ToLower(a) == unicode.ToLower(b)
}

// plainRune maps the typographic forms of quotes, hyphens and spaces to ASCII.
func plainRune(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ', '′', '`', '´':
		return '\''
	case '“', '”':
		return '"'
	case '‐', '‑', '–':
		return '-'
	case '\u00a0', '\u202f', '\n', '\t':
		return ' '
	}
	return r
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func wordBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && isWordRune(r)
}

// wordEnd reports whether a word ends at i, or behind a plural ending.
func wordEnd(s string, i int, plurals bool) (int, bool) {
	ends := func(i int) bool {
		r, size := utf8.DecodeRuneInString(s[i:])
		return size == 0 || !isWordRune(r)
	}
	if ends(i) {
		return i, true
	}
	if plurals {
		for _, suffix := range []string{"s", "es"} {
			if strings.HasPrefix(s[i:], suffix) && ends(i+len(suffix)) {
				return i + len(suffix), true
			}
		}
	}
	return i, false
}
