package glossary

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"naql/arabic"
)

// arabicForms checks the Arabic forms of an entry, and that a text of each
// alone gives the entry. spelt are the words of each. It returns the entries
// that stand inside them.
func (l *linter) arabicForms(t Term, spelt [][][]rune) (covered []string) {
	forms := t.arabicOf()
	for i, form := range forms {
		if !l.arabicLetters(form) {
			continue
		}
		l.signs(form)
		words := spelt[i]
		twin := slices.IndexFunc(spelt[:i], func(earlier [][]rune) bool { return sameWords(earlier, words) })
		switch {
		case len(words) == 0:
			l.add(LintError, "%q is never found: it holds a sign that stands in no name; spell it as words alone", form)
		case len(words) == 1 && len(words[0]) == 1:
			l.add(LintError, "%q is a single letter, and stands for other things in most places: give the whole word", form)
		case twin >= 0:
			l.add(LintWarning, "the variant %q is found as %q is: leave it out", form, forms[twin])
		case l.claimed[l.at]: // told of it; and a thousand entries of one spelling are slow to find
		default:
			covered = append(covered, l.found(t, form)...)
		}
	}
	slices.Sort(covered)
	return slices.Compact(covered)
}

func sameWords(a, b [][]rune) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	for i, w := range a {
		if !arabic.SameWord(w, b[i], len(a) > 1) {
			return false
		}
	}
	return true
}

// arabicLetters reports whether all letters of a form are Arabic.
func (l *linter) arabicLetters(form string) bool {
	for _, r := range form {
		if unicode.IsLetter(r) && !arabic.IsLetter(r) && r != 'ـ' {
			l.add(LintError, "%q holds %q, which is no Arabic letter: type it anew", form, r)
			return false
		}
	}
	if arabic.Words(form) == 0 {
		l.add(LintError, "%q holds no Arabic letter: leave it out", form)
		return false
	}
	return true
}

// found looks for a form in itself, and returns the entries inside it.
func (l *linter) found(t Term, form string) []string {
	if t.Scope == ScopeCredit {
		if other, ok := l.g.FindCredit(form); !ok {
			l.add(LintError, "%q is never found: check its spelling", form)
		} else if other.ID != t.ID && !l.collides(other.ID) {
			l.add(LintError, "%q is never found: %s is found in its place; join the two", form, other.ID)
		}
		return nil
	}
	matches := l.g.Find(form)
	if len(matches) == 0 {
		l.add(LintError, "%q is never found: check its spelling", form)
		return nil
	}
	m := matches[0]
	switch {
	case len(matches) > 1:
		l.add(LintError, "%q is never found as one name: %s is found in it first; check its spelling", form, m.Term)
	case m.Term != t.ID && !slices.Contains(m.Conflicts, t.ID) && !l.collides(m.Term):
		l.add(LintError, "%q is never found: %s is found in its place; join the two", form, m.Term)
	case m.Term == t.ID:
		return m.Covers
	}
	return nil
}

func (l *linter) collides(id string) bool {
	other := l.g.byID[id]
	return l.collided[[2]int{min(l.at, other), max(l.at, other)}]
}

// homographs reports forms that are ordinary words too, of entries that have
// no fuller form whose mention in the story would vouch for them.
func (l *linter) homographs(t Term, spelt [][][]rune) {
	if !t.required() || t.match() == MatchCommon || t.Scope == ScopeCredit {
		return
	}
	fuller := map[string]bool{}
	for _, words := range spelt {
		for _, w := range words {
			if len(words) > 1 {
				fuller[arabic.WordKey(w, arabic.Bare)] = true
			}
		}
	}
	for i, form := range t.arabicOf() {
		words := spelt[i]
		if len(words) == 1 && arabic.IsHomograph(words[0]) && !fuller[arabic.WordKey(words[0], arabic.Bare)] {
			l.add(LintWarning, "%q is an ordinary word too, and binds only behind a title: add the full name as arabic, or say required=no", form)
		}
	}
}

// englishForms checks the forms a model is told, and those that count as kept.
func (l *linter) englishForms(t Term) {
	if t.English == "" {
		l.add(LintError, "no English: it is found and never mentioned; give it one")
		return
	}
	for _, form := range slices.Concat(formsOf(t), t.Forbidden) {
		l.signs(form)
	}
	for _, form := range formsOf(t) {
		if isASCII(form) {
			continue
		}
		if sign := ornament(form); sign != "" {
			l.add(LintError, "%q has the transliteration sign %q, which news English does not use: write the plain letter", form, sign)
		}
		if i := strings.IndexFunc(form, isArabicSign); i >= 0 {
			l.add(LintError, "%q has the Arabic letter or sign %q: the English must stand without it", form, firstOf(form[i:]))
		}
	}
	for _, form := range t.Later {
		if slices.Contains(pronouns, form) {
			l.add(LintError, "the later form %q is in any text, so the name would always count as kept: take it out", form)
		}
	}
	if t.First != "" && !slices.ContainsFunc(append([]string{t.English}, t.Later...), func(n string) bool { return holds(t.First, n, true) }) {
		l.add(LintWarning, "the first form %q lacks the name %q: put it in, or the short name it holds among the later forms", t.First, t.English)
	}
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// ornaments are signs of learned transliteration that are letters of their
// own; those that are marks on a letter are ornamentMarks: macron, dot, line
// and bow below.
const (
	ornaments     = "ʿʾʻʼġǧḡšŠ"
	ornamentMarks = "\u0304\u0323\u0331\u032e"
)

func ornament(form string) string {
	for _, r := range norm.NFC.String(form) {
		if strings.ContainsRune(ornaments, r) || strings.ContainsAny(norm.NFD.String(string(r)), ornamentMarks) {
			return string(r)
		}
	}
	return ""
}

// isArabicSign knows letters, digits and punctuation of the Arabic script.
func isArabicSign(r rune) bool {
	return unicode.Is(unicode.Arabic, r) || strings.ContainsRune("،؛؟ـ", r)
}

// pronouns and what says no more, in lower case: any English text holds them.
var pronouns = strings.Fields(`it its he him his she her hers they them their theirs who whom whose which this that
	these those we us our ours you your one ones there here the a an and or of in`)

// signs reports what is left over from typing and copying in a form of either
// language.
func (l *linter) signs(form string) {
	switch {
	case strings.ContainsRune(form, unicode.ReplacementChar):
		l.add(LintError, "%q has lost a letter to a wrong encoding: type it anew", form)
	case strings.ContainsFunc(form, isInvisible):
		l.add(LintWarning, "%+q holds an invisible character: type it anew", form)
	case strings.Contains(form, "  ") || strings.ContainsFunc(form, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }):
		l.add(LintWarning, "%q holds white space that is not one plain space: type it anew", form)
	case !balanced(form):
		l.add(LintWarning, "%q opens or closes a bracket or quotation mark and not both", form)
	}
}

func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cs, r) || unicode.Is(unicode.Co, r)
}

// balanced leaves single quotation marks alone: they are apostrophes too.
func balanced(form string) bool {
	for _, pair := range [][2]string{{"(", ")"}, {"[", "]"}, {"“", "”"}, {"«", "»"}} {
		if strings.Count(form, pair[0]) != strings.Count(form, pair[1]) {
			return false
		}
	}
	return strings.Count(form, `"`)%2 == 0
}
