package glossary

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kept returns the byte span of the accepted form that stands first in en, at
// word boundaries; the preferred form and the first form go before later ones,
// which may belong to another name (Syrian in Syrian Democratic Forces), and
// at one place the longest counts. Only the first letter may differ in case.
// Possessives, hyphens and curly apostrophes are no matter; terms also count
// in the other number ("sleeper cell" for "sleeper cells").
func (m Mention) Kept(en string) (start, end int, ok bool) {
	preferred := false
	wrong := m.Wrong(en)
	for _, form := range m.Accept {
		span, found := m.firstOf(en, form, wrong)
		full := strings.Contains(form, m.English) || form == withoutThe(m.English)
		if !found || preferred && !full {
			continue
		}
		if !ok || span[0] < start || full && !preferred {
			start, end, ok, preferred = span[0], span[1], true, full
		}
	}
	return start, end, ok
}

// firstOf returns the first place of a form outside the wrong spans: Price
// does not count in Nid Price.
func (m Mention) firstOf(en, form string, wrong [][2]int) ([2]int, bool) {
	spans := spansOf(en, form, false, m.Type == TypeTerm)
	if len(spans) == 0 {
		spans = spansOf(en, strings.ToUpper(form), false, false) // DAMASCUS, of a dateline
	}
	if m.Type == TypeTerm && len(spans) == 0 && len(form) > 4 && strings.HasSuffix(form, "s") {
		spans = spansOf(en, form[:len(form)-1], false, false)
	}
	for _, span := range spans {
		if !inside(wrong, span) {
			return span, true
		}
	}
	return [2]int{}, false
}

func inside(outer [][2]int, s [2]int) bool {
	return slices.ContainsFunc(outer, func(o [2]int) bool { return o[0] <= s[0] && s[1] <= o[1] })
}

// Wrong returns the spans of forbidden forms in en, in order and without
// overlap, in any case. What stands inside an accepted form is not wrong:
// "Islamic State" in "Islamic State group".
func (m Mention) Wrong(en string) [][2]int {
	var kept [][2]int
	for _, form := range m.Accept {
		kept = append(kept, spansOf(en, form, false, false)...)
	}
	wrong := slices.Clone(m.Forbidden)
	slices.SortStableFunc(wrong, func(a, b string) int { return len(b) - len(a) })
	var out [][2]int
	for _, form := range wrong {
		for _, span := range spansOf(en, form, true, m.Type == TypeTerm) {
			if !overlaps(out, span) && !inside(kept, span) {
				out = append(out, span)
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return out
}

func overlaps(spans [][2]int, s [2]int) bool {
	return slices.ContainsFunc(spans, func(o [2]int) bool { return s[0] < o[1] && o[0] < s[1] })
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
