package glossary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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
	at       int // the entry in hand
	problems []Problem
	order    []int               // the entry of each problem
	collided map[[2]int]bool     // pairs of entries with a spelling in common
	claimed  map[int]bool        // the later entries of those pairs
	english  map[string][]string // ids by preferred English, see looseKey
}

func (l *linter) add(severity, format string, args ...any) {
	p := Problem{Severity: severity, Term: l.g.terms[l.at].ID, Message: fmt.Sprintf(format, args...)}
	p.File, p.Line = l.g.place(l.at)
	l.problems = append(l.problems, p)
	l.order = append(l.order, l.at)
}

// place is the file and line of an entry, empty and 0 where it has none.
func (g *Glossary) place(i int) (string, int) {
	if g.origins == nil {
		return "", 0
	}
	return g.origins[i].file, g.origins[i].line
}

// Lint returns what is wrong with the entries, in their order: spellings that
// two entries claim, forms that can never be found or bind, English that
// contradicts itself or the house's other entries, and letters that do not
// belong. Each message says what to do.
func (g *Glossary) Lint() []Problem {
	l := &linter{g: g, collided: map[[2]int]bool{}, claimed: map[int]bool{}, english: map[string][]string{}}
	for _, t := range g.terms {
		key := looseKey(t.English)
		l.english[key] = append(l.english[key], t.ID)
	}
	l.collisions()
	for i, t := range g.terms {
		l.at = i
		spelt := t.wordsOf()
		covered := l.arabicForms(t, spelt)
		l.homographs(t, spelt)
		l.englishForms(t)
		l.forbidden(t, covered)
	}
	return l.sorted()
}

func (l *linter) sorted() []Problem {
	index := make([]int, len(l.problems))
	for i := range index {
		index[i] = i
	}
	slices.SortStableFunc(index, func(a, b int) int { return cmp.Compare(l.order[a], l.order[b]) })
	out := make([]Problem, len(index))
	for i, from := range index {
		out[i] = l.problems[from]
	}
	return out
}

// arabicOf returns every Arabic form of an entry, the main one first.
func (t Term) arabicOf() []string { return append([]string{t.Arabic}, t.Variants...) }

// looseKey is equal for forms that differ in case and a leading "the" only.
func looseKey(form string) string {
	form, _ = cutThe(form)
	return strings.ToLower(form)
}

// forbidden checks the forbidden forms against what counts as right: of the
// entry itself, and of other names with the same English, where the house says
// two things. A name inside this one, as covered has them, may be right where
// this one is wrong: of a foreign ministry that is not to be called so.
func (l *linter) forbidden(t Term, covered []string) {
	if len(t.Forbidden) == 0 {
		return
	}
	others := slices.DeleteFunc(slices.Clone(l.english[looseKey(t.English)]), func(id string) bool {
		return id == t.ID || slices.Contains(covered, id)
	})
	for _, wrong := range t.Forbidden {
		if l.forbidsOwn(t, wrong) {
			continue
		}
		for _, id := range others {
			other, _ := l.g.Lookup(id)
			if slices.ContainsFunc(formsOf(other), func(f string) bool { return looseKey(f) == looseKey(wrong) }) {
				l.add(LintWarning, "the forbidden %q is right for %s: take it off one of the two", wrong, id)
				break
			}
		}
	}
}

// forbidsOwn reports the first way in which a forbidden form hits its own
// entry.
func (l *linter) forbidsOwn(t Term, wrong string) bool {
	for _, right := range formsOf(t) {
		if looseKey(right) == looseKey(wrong) {
			l.add(LintError, "%q is both accepted and forbidden: take it off one of the two", wrong)
			return true
		}
	}
	if holds(t.English, wrong, true) {
		l.add(LintWarning, "the forbidden %q is part of the accepted %q: forbid the longer wrong form", wrong, t.English)
		return true
	}
	return false
}

// formsOf returns the English forms of an entry that count as right.
func formsOf(t Term) []string {
	forms := append([]string{t.English}, t.Later...)
	if t.First != "" {
		forms = append(forms, t.First)
	}
	return forms
}
