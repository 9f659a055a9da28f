package glossary

import (
	"strings"
	"testing"
)

func TestLint(t *testing.T) {
	for _, c := range []struct {
		says, severity string
		terms          []Term
	}{
		{"no Arabic letter", LintError, []Term{{ID: "x", Arabic: "حلب city", English: "Aleppo"}}},
		{"never found as one name", LintError, []Term{{ID: "x", Arabic: "حلب، الشهباء", English: "Aleppo"}}},
		{"no English", LintError, []Term{{ID: "x", Arabic: "حلب"}}},
		{"transliteration", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Ḥalab"}}},
		{"Arabic letters", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo (حلب)"}}},
		{"both accepted and forbidden", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", Forbidden: []string{"the aleppo"}}}},
		{"is part of the accepted", LintWarning, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo city", Forbidden: []string{"Aleppo"}}}},
		{"lacks the name", LintWarning, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", First: "the northern city"}}},
		{"ordinary word", LintWarning, []Term{{ID: "x", Arabic: "فرح", English: "Farah", Type: TypePerson}}},
		{"one spelling", LintWarning, []Term{
			{ID: "y", Arabic: "عُمان", English: "Oman", Type: TypePlace}, {ID: "x", Arabic: "عمّان", English: "Amman", Type: TypePlace},
		}},
		{"one spelling", LintError, []Term{
			{ID: "y", Arabic: "القدس", English: "Jerusalem", Type: TypePlace}, {ID: "x", Arabic: "القدس", English: "Quds", Type: TypePlace},
		}},
	} {
		g, err := New(c.terms)
		if err != nil {
			t.Errorf("%s: %v", c.says, err)
			continue
		}
		problems := g.Lint()
		found := false
		for _, p := range problems {
			found = found || p.Severity == c.severity && p.Term == "x" && strings.Contains(p.Message, c.says)
		}
		if !found {
			t.Errorf("no %s that says %q: %v", c.severity, c.says, problems)
		}
	}
}

func TestLintNamesTheLine(t *testing.T) {
	g, err := Load(write(t, "a.csv", "arabic,english\nحلب,Aleppo\nحمص,Ḥoms\n"))
	if err != nil {
		t.Fatal(err)
	}
	if p := g.Lint(); len(p) != 1 || p[0].Line != 3 || !strings.HasSuffix(p[0].File, "a.csv") {
		t.Errorf("got %v", p)
	}
}
