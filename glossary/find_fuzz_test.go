package glossary

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"naql/arabic"
)

// FuzzFind: any text, any glossary. terms has an entry a line, its forms
// parted by |; the entries take turns at the kinds of match.
func FuzzFind(f *testing.F) {
	f.Add("تابع لـ\"داعش\" في والحسكة ﻷلمانيا", "داعش|تنظيم داعش\nالحسكة\nألمانيا\nاللد")
	f.Add("ﷺ ﷺ لله", "الله\nصلى الله\nالله عليه وسلم\nلله")
	f.Add("صلى الله\n\nعليه\xff وَسلَّم\u0640", "صلى الله عليه|صلى\nعليه وسلم")
	f.Add("مقاتلوهم وللاجئين في وزارة الخارجية الأميركية", "وزارة الخارجية\nمقاتل\nلاجئ\nالخارجية الأميركية")
	f.Add("و\"حدات حماية ـ ـ\u200f محمدًا علي", "وحدات حماية\nمحمد\nمحمد علي\nعلي|على")
	f.Add("قال الرئيس بوتن إن بوتين في وواشنطن", "غوتيريش\nبوت\nناتو\nبوتين|واشنطن")
	f.Fuzz(func(t *testing.T, text, terms string) {
		g, err := New(fuzzTerms(terms))
		if err != nil {
			t.Skip("the glossary is not one that New takes")
		}
		found := g.Find(text)
		checkSpans(t, text, found)
		checkSides(t, text, found)
		if diff := cmp.Diff(found, g.Find(text)); diff != "" {
			t.Fatalf("%q found twice: %s", text, diff)
		}
		g.FindCredit(text)
		checkDecorated(t, g, text, found)
	})
}

func fuzzTerms(lines string) []Term {
	var out []Term
	for line := range strings.SplitSeq(lines, "\n") {
		forms := strings.Split(line, "|")
		out = append(out, Term{
			ID: string(rune('a' + len(out))), Arabic: forms[0], Variants: forms[1:], English: "X",
			Type: Types[1+len(out)%(len(Types)-1)], Match: matches[1+len(out)%(len(matches)-1)],
		})
		if len(out) == 20 {
			break
		}
	}
	return out
}

func checkSpans(t *testing.T, text string, found []Match) {
	t.Helper()
	end, valid := 0, utf8.ValidString(text)
	for _, m := range found {
		switch {
		case m.Start < end || m.End <= m.Start || m.End > len(text):
			t.Fatalf("%q: span %d-%d after %d", text, m.Start, m.End, end)
		case text[m.Start:m.End] != m.Surface:
			t.Fatalf("%q: %q is not the surface %q", text, text[m.Start:m.End], m.Surface)
		case valid && (!utf8.RuneStart(text[m.Start]) || m.End < len(text) && !utf8.RuneStart(text[m.End])):
			t.Fatalf("%q: span %d-%d cuts a letter", text, m.Start, m.End)
		case slices.Contains(m.Covers, m.Term) || slices.Contains(m.Conflicts, m.Term):
			t.Fatalf("%q: %s covers or rivals itself: %+v", text, m.Term, m)
		}
		end = m.End
	}
}

// checkSides: a match has at its sides no more of its word than clitics and an
// ending. (Several words in one sign have no sides to speak of.)
func checkSides(t *testing.T, text string, found []Match) {
	t.Helper()
	if strings.ContainsAny(text, "ﷺﷻ") {
		return
	}
	for _, m := range found {
		for _, token := range arabic.Fold(text).Tokens() {
			if token.Start() < m.Start && m.Start < token.End() {
				if head := len(arabic.Fold(text[token.Start():m.Start]).Runes); head > 3 {
					t.Fatalf("%q: %d letters taken off the front of %q", text, head, m.Surface)
				}
			}
			if token.Start() < m.End && m.End < token.End() {
				if tail := len(arabic.Fold(text[m.End:token.End()]).Runes); tail > 5 {
					t.Fatalf("%q: %d letters taken off the end of %q", text, tail, m.Surface)
				}
			}
		}
	}
}

// checkDecorated: vowel marks and invisible controls change nothing of what is
// found, but that a claim may turn out to be no more exact than another's.
func checkDecorated(t *testing.T, g *Glossary, text string, found []Match) {
	t.Helper()
	if strings.ContainsFunc(text, func(r rune) bool { return r == '\u064b' || r == '\u08f0' }) {
		return // a mark behind it changes nothing, but New may be told apart by it
	}
	var b strings.Builder
	n := 0
	for _, r := range text {
		b.WriteRune(r)
		if arabic.IsLetter(r) {
			b.WriteString([]string{"\u064e", "", "\u200d", "\u0651\u200f"}[n%4])
			n++
		}
	}
	if !utf8.ValidString(text) {
		return
	}
	decorated := g.Find(b.String())
	if len(decorated) != len(found) {
		t.Fatalf("%q: %d found, %d in %q", text, len(found), len(decorated), b.String())
	}
	for i, m := range found {
		d := decorated[i]
		if arabic.Key(d.Surface) != arabic.Key(m.Surface) || d.Term != m.Term && !slices.Contains(d.Conflicts, m.Term) {
			t.Fatalf("%q: %+v, with marks %+v", text, m, d)
		}
	}
}

// TestHostileTexts: no text takes long. A slow machine has twenty times what
// this one needs; what is not linear needs far more than that.
func TestHostileTexts(t *testing.T) {
	const size = 100_000
	terms := append(Starter().Terms(),
		Term{ID: "deep", Arabic: strings.TrimSpace(strings.Repeat("لل ", 30)), English: "X", Type: TypeOrg},
		Term{ID: "turns", Arabic: "مقاتل مقاتل مقاتل مقاتل مقاتل مقاتل مقاتل مقاتل حلب", English: "X"},
		Term{ID: "on", Arabic: "محمد علي", English: "X", Type: TypePerson},
	)
	g, err := New(terms)
	if err != nil {
		t.Fatal(err)
	}
	for name, part := range map[string]string{
		"one clitic letter": "و", "clitics": "وبال", "quotes": "\"", "clitics and quotes": "و\"", "lams": "لل ", "marks": "ا\u064e\u064e\u064e",
		"tatweel": "ل\u0640", "inflected words": "مقاتلاتهما ", "one word": "وللمقاتلين ", "stems of names": "وزارة الخارجية ", "on": "محمد على ", "ligatures": "ﷺ",
		"endings": "هماتهن", "controls": "\u200f", "line ends": "\n",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(part, size/len(part))
			start := time.Now()
			found := g.Find(text)
			if took := time.Since(start); took > time.Second {
				t.Errorf("%d bytes took %v", len(text), took)
			}
			checkSpans(t, text, found)
		})
	}
}
