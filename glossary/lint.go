package glossary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"naql/arabic"
)

// Problem is one thing that Lint noticed. File and Line are empty and 0 for
// entries that were not loaded from a file.
type Problem struct {
	Severity string `json:"severity"` // "error" or "warning"
	Term     string `json:"term"`
	Message  string `json:"message"`
	File     string `json:"file"`
	Line     int    `json:"line"`
}

// The values of Problem.Severity. An error makes an entry do the wrong thing;
// a warning makes it do less than its writer may think.
const (
	LintError   = "error"
	LintWarning = "warning"
)

// linter gathers problems, one entry at a time.
type linter struct {
	g        *Glossary
	at       int
	problems []Problem
}

func (l *linter) add(severity, format string, args ...any) {
	p := Problem{Severity: severity, Term: l.g.terms[l.at].ID, Message: fmt.Sprintf(format, args...)}
	if l.g.origins != nil {
		p.File, p.Line = l.g.origins[l.at].file, l.g.origins[l.at].line
	}
	l.problems = append(l.problems, p)
}

// Lint returns what is wrong with the entries, in their order: spellings that
// two entries claim, forms that can never be found, English that contradicts
// itself, and letters that do not belong.
func (g *Glossary) Lint() []Problem {
	l := &linter{g: g}
	for i, t := range g.terms {
		l.at = i
		for _, form := range append([]string{t.Arabic}, t.Variants...) {
			l.arabic(t, form)
		}
		l.english(t)
		l.forbidden(t)
		l.homograph(t)
	}
	l.collisions(g.names)
	l.collisions(g.credits)
	slices.SortStableFunc(l.problems, func(a, b Problem) int {
		return cmp.Compare(g.byID[a.Term], g.byID[b.Term])
	})
	return l.problems
}

// arabic checks the letters of one form, and that a text of the form alone
// gives the term.
func (l *linter) arabic(t Term, form string) {
	for _, r := range form {
		if unicode.IsLetter(r) && !arabic.IsLetter(r) && r != 'ـ' {
			l.add(LintError, "%q holds %q, which is no Arabic letter", form, r)
			return
		}
	}
	ix := l.g.names
	if t.Scope == ScopeCredit {
		ix = l.g.credits
	}
	hits := l.g.find(form, ix)
	found := slices.ContainsFunc(hits, func(h hit) bool {
		return int(h.term()) == l.at || slices.Contains(h.rivals, int32(l.at))
	})
	if !found || len(hits) != 1 {
		l.add(LintError, "%q is never found as one name", form)
	}
}

// ornaments are the signs of learned transliteration that news English does
// not use.
const ornaments = "ʿʾʻʼāīūēōḥṣḍṭẓġḫḏṯšǧḤṢḌṬẒĀĪŪ"

func (l *linter) english(t Term) {
	if t.English == "" {
		l.add(LintError, "no English: it is found and never mentioned")
		return
	}
	for _, form := range append([]string{t.English, t.First}, t.Later...) {
		if i := strings.IndexAny(form, ornaments); i >= 0 {
			l.add(LintError, "%q has the transliteration sign %q", form, firstOf(form[i:]))
		}
		if arabic.Words(form) > 0 {
			l.add(LintError, "%q has Arabic letters", form)
		}
	}
	names := append([]string{t.English}, t.Later...)
	if t.First != "" && !slices.ContainsFunc(names, func(n string) bool { return holds(t.First, n, true) }) {
		l.add(LintWarning, "the first form %q lacks the name %q", t.First, t.English)
	}
}

func (l *linter) forbidden(t Term) {
	for _, wrong := range t.Forbidden {
		for _, right := range accepted(t) {
			a, _ := cutThe(wrong)
			b, _ := cutThe(right)
			if strings.EqualFold(a, b) {
				l.add(LintError, "%q is both accepted and forbidden", wrong)
				break
			}
			if holds(right, wrong, true) && strings.EqualFold(right, t.English) {
				l.add(LintWarning, "the forbidden %q is part of the accepted %q", wrong, right)
			}
		}
	}
}

func (l *linter) homograph(t Term) {
	if !t.required() || t.match() == MatchCommon || t.Scope == ScopeCredit {
		return
	}
	for _, form := range append([]string{t.Arabic}, t.Variants...) {
		if words := arabic.LettersOf(form); len(words) == 1 && arabic.IsHomograph(words[0]) {
			l.add(LintWarning, "%q is an ordinary word too: it binds only behind a title; say required=no, or spell the name out", form)
		}
	}
}

// collisions reports spellings that more than one entry claims.
func (l *linter) collisions(ix *index) {
	seen := map[[2]int32]bool{}
	for _, ids := range ix.out {
		for i, a := range ids {
			for _, b := range ids[:i] {
				l.collide(&ix.patterns[b], &ix.patterns[a], seen)
			}
		}
	}
}

func (l *linter) collide(a, b *pattern, seen map[[2]int32]bool) {
	pair := [2]int32{min(a.term, b.term), max(a.term, b.term)}
	if a.term == b.term || seen[pair] || !sameForm(a, b) {
		return
	}
	seen[pair] = true
	first, second := l.g.terms[pair[0]], l.g.terms[pair[1]]
	l.at = int(pair[1])
	severity := LintWarning
	if a.form == b.form && !strings.EqualFold(first.English, second.English) {
		severity = LintError
	}
	l.add(severity, "%q and %q of %s are one spelling: where nothing tells them apart, neither binds", b.form, a.form, first.ID)
}

func sameForm(a, b *pattern) bool {
	for i, w := range a.words {
		if !arabic.SameWord(w, b.words[i], !a.single()) {
			return false
		}
	}
	return a.owned == b.owned
}
