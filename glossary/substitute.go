package glossary

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PutRight replaces the words from start to end in en, which stand wrongly for
// the mention, by the form for it, short of what an introduction would add.
// The article before it, sentence case, capitals throughout, possessives and
// plurals stay, and words of the form that stand around already are not
// doubled. Whether those words may be replaced is for the caller to know.
func (m Mention) PutRight(en string, start, end int) string {
	found := en[start:end]
	if rest, ok := cutThe(en[start:]); ok && m.takesThe() {
		start = len(en) - len(rest) // the article stays
	}
	right := m.English
	if m.Use != UseFirst && m.Form != "" {
		right = m.Form
	}
	right = withoutTail(withoutHead(right, en[:start]), en[end:])
	if m.Type == TypeTerm && plural(found, m.Forbidden) && !strings.HasSuffix(right, "s") {
		right += "s"
	}
	switch {
	case strings.IndexFunc(found, unicode.IsLower) < 0 && !slices.Contains(m.Forbidden, found):
		right = strings.ToUpper(right) // HASAKEH, of a dateline
	case opensSentence(en[:start]):
		right = capital(right)
	}
	return en[:start] + right + en[end:]
}

// takesThe reports whether an accepted form puts "the" before the preferred
// one.
func (m Mention) takesThe() bool {
	return slices.ContainsFunc(m.Accept, func(form string) bool {
		rest, ok := cutThe(form)
		return ok && strings.HasPrefix(rest, m.English)
	})
}

// withoutHead drops the first words of right where the text before it ends in
// them.
func withoutHead(right, before string) string {
	for i := len(right); i > 0; i = strings.LastIndexByte(right[:i], ' ') {
		head := right[:i] + " "
		if at := len(before) - len(head); i < len(right) && at >= 0 && strings.EqualFold(before[at:], head) && !wordBefore(before, at) {
			return right[i+1:]
		}
	}
	return right
}

// withoutTail drops the last words of right where the text behind it begins
// with them.
func withoutTail(right, after string) string {
	for i, r := range right {
		if r != ' ' {
			continue
		}
		if end := spelt(after, 0, right[i:]); end >= 0 && endsAt(after, end) {
			return right[:i]
		}
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
