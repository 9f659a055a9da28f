package glossary

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

func TestFindRules(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/match.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range archive.Files {
		t.Run(rule.Name, func(t *testing.T) {
			for line := range strings.Lines(string(rule.Data)) {
				f := strings.Split(strings.TrimSpace(line), " ; ")
				if len(f) < 4 {
					t.Errorf("%q is no case", line)
					continue
				}
				g, err := New([]Term{{ID: "x", Arabic: f[0], English: "X", Type: TypeOrg, Match: f[1]}})
				if err != nil {
					t.Errorf("%s: %v", line, err)
					continue
				}
				got := "-"
				for _, m := range g.Find(f[2]) {
					got = strings.Join([]string{m.Surface, string(m.Level), string(m.Strength)}, " ; ")
				}
				if want := strings.Join(f[3:], " ; "); got != want {
					t.Errorf("%s in %q:\n got %s\nwant %s", f[0], f[2], got, want)
				}
			}
		})
	}
}

func find(t *testing.T, text string, terms ...Term) []Match {
	t.Helper()
	g, err := New(terms)
	if err != nil {
		t.Fatal(err)
	}
	return g.Find(text)
}

func TestFindAcrossLines(t *testing.T) {
	council := Term{ID: "c", Arabic: "مجلس الأمن", English: "Security Council", Match: MatchName}
	if got := find(t, "في مجلس\nالأمن", council); len(got) != 1 || got[0].Surface != "مجلس\nالأمن" {
		t.Errorf("over a line end: %v", got)
	}
	if got := find(t, "في مجلس\n\nالأمن", council); len(got) != 0 {
		t.Errorf("over a blank line: %v", got)
	}
	if got := find(t, "في مجلس\u00a0الأمن", council); len(got) != 1 {
		t.Errorf("over a no-break space: %v", got)
	}
}

func TestFindLongest(t *testing.T) {
	terms := []Term{
		{ID: "ministry", Arabic: "وزارة الخارجية", English: "Foreign Ministry", Type: TypeOrg},
		{ID: "state", Arabic: "وزارة الخارجية الأميركية", English: "State Department", Type: TypeOrg},
		{ID: "abroad", Arabic: "الخارجية", English: "ministry", Type: TypeOrg},
		{ID: "lasi", Arabic: "لسطين", English: "X", Type: TypePlace},
		{ID: "palestine", Arabic: "فلسطين", English: "Palestine", Type: TypePlace},
	}
	got := find(t, "قالت وزارة الخارجية الأمريكية إن وزارة الخارجية في فلسطين", terms...)
	var ids []string
	for _, m := range got {
		ids = append(ids, m.Term)
	}
	if want := "state ministry palestine"; strings.Join(ids, " ") != want {
		t.Errorf("got %v, want %s", ids, want)
	}
}

func TestFindRivals(t *testing.T) {
	amman := Term{ID: "amman", Arabic: "عمّان", English: "Amman", Type: TypePlace}
	oman := Term{ID: "oman", Arabic: "عُمان", English: "Oman", Type: TypePlace}
	got := find(t, "وصل إلى عمان", amman, oman)
	if len(got) != 1 || got[0].Strength != Hint {
		t.Errorf("one spelling, two terms: %v", got)
	}
	got = find(t, "وصل إلى عُمان", amman, oman)
	if len(got) != 1 || got[0].Term != "oman" || got[0].Strength != Enforce {
		t.Errorf("the vowel mark decides: %v", got)
	}
}

func TestHomographAfterTheFullName(t *testing.T) {
	full := Term{ID: "full", Arabic: "بشار الأسد", English: "Bashar Assad", Type: TypePerson}
	short := Term{ID: "short", Arabic: "الأسد", English: "Assad", Type: TypePerson}
	got := find(t, "قال الأسد بعد لقاء بشار الأسد", full, short)
	if len(got) != 2 || got[0].Strength != Enforce {
		t.Errorf("got %v", got)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("تابع لـ\"داعش\" في والحسكة ﻷلمانيا", "داعش", "common")
	f.Add("ﷺ ﷺ", "الله", "name")
	f.Add("صلى الله\n\nعليه\xff وَسلَّم\u0640", "صلى الله عليه", "foreign")
	f.Add("مقاتلوهم وللاجئين", "مقاتل", "acronym")
	f.Add("و\"حدات ـ ـ\u200f", "وحدات", "common")
	f.Fuzz(func(t *testing.T, text, term, match string) {
		terms := Starter().Terms()[:12]
		terms = append(terms, Term{ID: "fuzz", Arabic: term, English: "X", Match: match})
		g, err := New(terms)
		if err != nil {
			t.Skip("the glossary is not one that New takes")
		}
		checkSpans(t, text, g.Find(text))
		g.FindCredit(text)
	})
}

func checkSpans(t *testing.T, text string, found []Match) {
	t.Helper()
	end := 0
	for _, m := range found {
		switch {
		case m.Start < end || m.End <= m.Start || m.End > len(text):
			t.Fatalf("%q: span %d-%d after %d", text, m.Start, m.End, end)
		case text[m.Start:m.End] != m.Surface:
			t.Fatalf("%q: %q is not the surface %q", text, text[m.Start:m.End], m.Surface)
		case utf8.ValidString(text) && (!utf8.RuneStart(text[m.Start]) || m.End < len(text) && !utf8.RuneStart(text[m.End])):
			t.Fatalf("%q: span %d-%d cuts a letter", text, m.Start, m.End)
		}
		end = m.End
	}
}
