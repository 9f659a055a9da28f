package verify

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"naql/article"
)

//go:embed testdata/figures.txtar
var figureCopy string

// TestFigures holds copy that is dense with numbers: the faithful English of
// each paragraph has no severe finding, and each damaged one has.
func TestFigures(t *testing.T) {
	faithful, damaged := 0, 0
	for _, file := range strings.Split("\n"+figureCopy, "\n-- ")[1:] {
		name, rest, _ := strings.Cut(file, " --\n")
		lines := strings.Split(strings.TrimSpace(rest), "\n")
		ar, en := lines[0], lines[1]
		faithful++
		for _, f := range severeOnly(ar, en) {
			t.Errorf("%s: %s: %s", name, f.Check, f.Message)
		}
		for _, line := range lines[2:] {
			was, became, _ := strings.Cut(strings.TrimPrefix(line, "! "), " => ")
			damaged++
			if bad := strings.Replace(en, was, became, 1); bad == en {
				t.Errorf("%s does not hold %q", name, was)
			} else if len(severeOnly(ar, bad)) == 0 {
				t.Errorf("%s: nothing severe where %q became %q", name, was, became)
			}
		}
	}
	if faithful < 30 || damaged < 40 {
		t.Errorf("%d paragraphs, %d damaged", faithful, damaged)
	}
}

// severeOnly are the severe findings of a segment that stands alone.
func severeOnly(ar, en string) []article.Finding {
	found := Check([]article.Segment{{ID: "p1", Role: article.RoleBody, Ar: ar, En: en}}, nil, Style{}).Findings
	return slices.DeleteFunc(found, func(f article.Finding) bool { return !f.Severe() })
}
