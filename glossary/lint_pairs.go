package glossary

import (
	"slices"
	"strings"
	"unicode"

	"naql/arabic"
)

// spelling is one way to write one entry.
type spelling struct {
	term      int
	form      string // as the entry has it
	words     [][]rune
	generated bool
}

// compared bounds with how many earlier spellings of the same key one is
// compared: where thousands share one, each is told of one other.
const compared = 8

// collisions reports spellings that more than one entry claims.
func (l *linter) collisions() {
	seen := map[string][]spelling{}
	for i, t := range l.g.terms {
		for _, s := range spellings(i, t) {
			l.collide(seen, s)
		}
	}
}

// spellings returns the ways to write an entry: those it spells out, the pairs
// that papers mix, and for nouns with adjectives the other way to agree.
func spellings(i int, t Term) []spelling {
	var out []spelling
	for _, form := range t.arabicOf() {
		words := arabic.LettersOf(form)
		if len(words) == 0 {
			continue
		}
		for _, s := range arabic.Spellings(words) {
			out = append(out, spelling{i, form, s.Words, s.Paired})
			if other := otherAgreement(s.Words); other != nil && t.match() == MatchCommon {
				out = append(out, spelling{i, form, other, true})
			}
		}
	}
	return out
}

// otherAgreement gives the words all an article where none has one, and takes
// it off where all have.
func otherAgreement(words [][]rune) [][]rune {
	with := 0
	for _, w := range words {
		if arabic.HasArticle(w) {
			with++
		}
	}
	out := slices.Clone(words)
	for i, w := range words {
		switch {
		case len(words) < 2 || with != 0 && with != len(words):
			return nil
		case with == 0:
			out[i] = append([]rune("ال"), w...)
		default:
			out[i] = w[2:]
		}
	}
	return out
}

func (l *linter) collide(seen map[string][]spelling, s spelling) {
	scope := l.g.terms[s.term].Scope
	for _, seat := range []arabic.Seat{arabic.Bare, arabic.Carried} {
		if seat == arabic.Carried && !slices.ContainsFunc(s.words, arabic.Seated) {
			continue
		}
		key := scope + "|" + keyOf(s.words, seat)
		for _, earlier := range seen[key] {
			if earlier.term != s.term && sameWords(earlier.words, s.words) {
				l.report(earlier, s)
				break
			}
		}
		if len(seen[key]) < compared {
			seen[key] = append(seen[key], s)
		}
	}
}

func keyOf(words [][]rune, seat arabic.Seat) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(arabic.WordKey(w, seat))
		b.WriteByte(' ')
	}
	return b.String()
}

// report tells the later entry of a pair, once. Where nothing tells two
// entries apart neither binds, which is a fault only for those that are spelled
// the same: of عمان and عمّان the plain one takes the other's mentions, for
// papers write no marks.
func (l *linter) report(a, b spelling) {
	pair := [2]int{min(a.term, b.term), max(a.term, b.term)}
	if l.collided[pair] {
		return
	}
	l.collided[pair], l.claimed[b.term] = true, true
	first, second := l.g.terms[a.term], l.g.terms[b.term]
	l.at = b.term
	oneName := strings.EqualFold(first.English, second.English)
	plainA, plainB := withoutMarks(a.form), withoutMarks(b.form)
	switch {
	case !first.required() && !second.required():
	case oneName && a.form == b.form:
		l.add(LintWarning, "%q stands in %s too, and neither binds: leave it out of one", b.form, first.ID)
	case oneName:
		l.add(LintWarning, "%q is one spelling with %q of %s, and neither binds: make one entry of them", b.form, a.form, first.ID)
	case a.generated || b.generated || !first.required() || !second.required():
		l.add(LintWarning, "%q and %q of %s are one spelling in some texts, where neither binds: spell one of them longer", b.form, a.form, first.ID)
	case a.form == b.form:
		l.add(LintError, "%q is %s too, with other English: spell one of them longer, or say required=no in both", b.form, first.ID)
	case plainA == plainB && (plainA == a.form || plainB == b.form):
		l.add(LintError, "%q and %q of %s are one spelling in texts without marks, and the plain one takes all: mark both, or spell one of them longer", b.form, a.form, first.ID)
	default:
		l.add(LintWarning, "%q and %q of %s are one spelling in most texts, where neither binds: spell one of them longer", b.form, a.form, first.ID)
	}
}

// withoutMarks leaves out vowel marks and tatweel.
func withoutMarks(form string) string {
	return strings.Map(func(r rune) rune {
		if r == 'ـ' || unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, form)
}
