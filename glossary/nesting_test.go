package glossary

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOverlaps(t *testing.T) {
	g, err := New([]Term{
		{ID: "state", Arabic: "الخارجية الأميركية", English: "State Department", Type: TypeOrg},
		{ID: "ministry", Arabic: "وزارة الخارجية", English: "Foreign Ministry", Type: TypeOrg},
		{ID: "long", Arabic: "المتحدث باسم وزارة الخارجية", English: "Foreign Ministry spokesperson", Type: TypeTerm},
		{ID: "rights", Arabic: "حقوق الإنسان", English: "human rights", Type: TypeTerm},
		{ID: "observatory", Arabic: "المرصد السوري لحقوق الإنسان", Variants: []string{"مرصد الحقوق"}, English: "Syrian Observatory", Type: TypeOrg},
		{ID: "credit", Arabic: "وزارة", English: "x", Scope: ScopeCredit},
	})
	if err != nil {
		t.Fatal(err)
	}
	nested, straddling := g.Overlaps()
	want := []Overlap{
		{"ministry", "state", "وزارة الخارجية", "الخارجية"},
		{"long", "state", "المتحدث باسم وزارة الخارجية", "الخارجية"},
	}
	// what stands whole inside a longer one does not straddle it
	if diff := cmp.Diff(want, straddling); diff != "" {
		t.Errorf("straddling: %s", diff)
	}
	pairs := []string{}
	for _, o := range nested {
		pairs = append(pairs, o.Outer+" holds "+o.Inner+": "+o.Shared)
	}
	if want := []string{"long holds ministry: وزارة الخارجية", "observatory holds rights: حقوق الإنسان"}; !slices.Equal(pairs, want) {
		t.Errorf("nested: %q, want %q", pairs, want)
	}
}

func TestLintIsFast(t *testing.T) {
	same := make([]Term, 20_000)
	for i := range same {
		same[i] = Term{Arabic: "الفرقة الرابعة", English: "Fourth Division", Type: TypeOrg}
	}
	g, err := New(same)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(g.Lint()); n != len(same)-1 {
		t.Errorf("%d problems of %d entries with one spelling", n, len(same))
	}
	if nested, straddling := g.Overlaps(); len(nested)+len(straddling) > 0 {
		t.Errorf("%d, %d", len(nested), len(straddling))
	}
}
