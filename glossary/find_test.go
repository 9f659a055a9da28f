package glossary

import (
	"slices"
	"strings"
	"testing"

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
				match, kind, _ := strings.Cut(f[1], " ")
				if kind == "" {
					kind = TypeOrg
				}
				g, err := New([]Term{{ID: "x", Arabic: f[0], English: "X", Type: kind, Match: match}})
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
	if len(got) != 1 || got[0].Strength != Hint || !slices.Equal(got[0].Conflicts, []string{"oman"}) {
		t.Errorf("one spelling, two terms: %v", got)
	}
	got = find(t, "وصل إلى عُمان", amman, oman)
	if len(got) != 1 || got[0].Term != "oman" || got[0].Strength != Enforce || got[0].Conflicts != nil {
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

// TestShortNamesOfAKnownOne: what a longer name of the story makes binding, and
// what it does not.
func TestShortNamesOfAKnownOne(t *testing.T) {
	terms := []Term{
		{ID: "raisi-full", Arabic: "إبراهيم رئيسي", English: "Ebrahim Raisi", Type: TypePerson},
		{ID: "raisi", Arabic: "رئيسي", English: "Raisi", Type: TypePerson},
		{ID: "sudani-full", Arabic: "محمد شياع السوداني", English: "Mohammed Shia al-Sudani", Type: TypePerson},
		{ID: "sudani", Arabic: "السوداني", English: "al-Sudani", Type: TypePerson},
		{ID: "medina-full", Arabic: "المدينة المنورة", English: "Medina", Type: TypePlace},
		{ID: "medina", Arabic: "المدينة", English: "Medina", Type: TypePlace},
	}
	for _, c := range []struct {
		text, term string
		want       Strength
		why        string
	}{
		{"زار إبراهيم رئيسي بغداد. وأكد رئيسي ذلك", "raisi", Enforce, "he says so"},
		{"زار إبراهيم رئيسي بغداد لسبب رئيسي واحد", "raisi", Hint, "the main one"},
		{"التقى محمد شياع السوداني الوفد. وقال السوداني", "sudani", Enforce, "the prime minister"},
		{"التقى محمد شياع السوداني الوفد، والشعب السوداني", "sudani", Hint, "the people of Sudan"},
		{"وصل إلى المدينة المنورة ثم إلى وسط المدينة", "medina", Hint, "every story has a town"},
	} {
		got := find(t, c.text, terms...)
		if len(got) != 2 || got[1].Term != c.term || got[1].Strength != c.want {
			t.Errorf("%s: %+v, want %s %s: %s", c.text, got, c.term, c.want, c.why)
		}
	}
}
