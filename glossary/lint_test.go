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
		{"never found", LintError, []Term{{ID: "x", Arabic: "حلب، الشهباء", English: "Aleppo"}}},
		{"no English", LintError, []Term{{ID: "x", Arabic: "حلب"}}},
		{"transliteration", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Ḥalab"}}},
		{"Arabic letter or sign", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo (حلب)"}}},
		{"both accepted and forbidden", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", Forbidden: []string{"the aleppo"}}}},
		{"is part of the accepted", LintWarning, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo city", Forbidden: []string{"Aleppo"}}}},
		{"lacks the name", LintWarning, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", First: "the northern city"}}},
		{"ordinary word", LintWarning, []Term{{ID: "x", Arabic: "فرح", English: "Farah", Type: TypePerson}}},
		{"one spelling", LintWarning, []Term{
			{ID: "y", Arabic: "عُمان", English: "Oman", Type: TypePlace}, {ID: "x", Arabic: "عمّان", English: "Amman", Type: TypePlace},
		}},
		{"with other English", LintError, []Term{
			{ID: "y", Arabic: "القدس", English: "Jerusalem", Type: TypePlace}, {ID: "x", Arabic: "القدس", English: "Quds", Type: TypePlace},
		}},
		{"no Arabic letter", LintError, []Term{{ID: "x", Arabic: "حلب", Variants: []string{"Halab"}, English: "Aleppo"}}},
		{"holds no Arabic letter", LintError, []Term{{ID: "x", Arabic: "حلب", Variants: []string{"140"}, English: "Aleppo"}}},
		{"stands in no name", LintError, []Term{{ID: "x", Arabic: "حلب/الشهباء", English: "Aleppo"}}},
		{"a single letter", LintError, []Term{{ID: "x", Arabic: "حلب", Variants: []string{"و"}, English: "Aleppo"}}},
		{"leave it out", LintWarning, []Term{{ID: "x", Arabic: "الأنبار", Variants: []string{"الانبار"}, English: "Anbar"}}},
		{"leave it out", LintWarning, []Term{{ID: "x", Arabic: "حلب", Variants: []string{"الشهباء", "الشَهباء"}, English: "Aleppo"}}},
		{"stands in y too, and neither binds", LintWarning, []Term{
			{ID: "y", Arabic: "دير الزور", English: "Deir ez-Zor"}, {ID: "x", Arabic: "دير الزور", English: "Deir ez-Zor"},
		}},
		{"make one entry of them", LintWarning, []Term{
			{ID: "y", Arabic: "أبو كمال", English: "Abu Kamal", Type: TypePlace}, {ID: "x", Arabic: "ابو كمال", English: "Abu Kamal", Type: TypePlace},
		}},
		{"with other English", LintError, []Term{ // variant against variant
			{ID: "y", Arabic: "الفرقة الرابعة", Variants: []string{"فرقة الماهر"}, English: "Fourth Division", Type: TypeOrg},
			{ID: "x", Arabic: "الفرقة الخامسة", Variants: []string{"فرقة الماهر"}, English: "Fifth Division", Type: TypeOrg},
		}},
		{"the plain one takes all", LintError, []Term{
			{ID: "y", Arabic: "عمان", English: "Oman", Type: TypePlace}, {ID: "x", Arabic: "عمّان", English: "Amman", Type: TypePlace},
		}},
		{"in some texts", LintWarning, []Term{
			{ID: "y", Arabic: "القوات المسلحة", English: "Armed Forces"}, {ID: "x", Arabic: "قوات مسلحة", English: "armed troops"},
		}},
		{"the later form", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", Later: []string{"it"}}}},
		{"lost a letter", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Al\ufffdppo"}}},
		{"invisible", LintWarning, []Term{{ID: "x", Arabic: "حلب\u200f الشهباء", English: "Aleppo"}}},
		{"white space", LintWarning, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo  city"}}},
		{"white space", LintWarning, []Term{{ID: "x", Arabic: "حلب\u00a0الشهباء", English: "Aleppo"}}},
		{"bracket or quotation mark", LintWarning, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", First: "Aleppo (north"}}},
		{"bracket or quotation mark", LintWarning, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", Later: []string{`"the grey`}}}},
		{"transliteration", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", First: "Aleppo (\u1e25alab)"}}},
		{"transliteration", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo", Later: []string{"\u02bfAleppo"}}}},
		{"Arabic letter or sign", LintError, []Term{{ID: "x", Arabic: "حلب", English: "Aleppo، north"}}},
		{"is right for y", LintWarning, []Term{
			{ID: "y", Arabic: "حلب", English: "Aleppo", Later: []string{"Halab"}}, {ID: "x", Arabic: "الشهباء", English: "Aleppo", Forbidden: []string{"the Halab"}},
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

// TestLintIsQuiet keeps entries that do what they should free of messages.
func TestLintIsQuiet(t *testing.T) {
	g, err := New([]Term{
		{Arabic: "قوات سوريا الديمقراطية", Variants: []string{"قسد"}, English: "Syrian Democratic Forces", First: "Syrian Democratic Forces (SDF)", Later: []string{"SDF", "the forces"}, Type: TypeOrg},
		{Arabic: "بشار الأسد", Variants: []string{"الأسد"}, English: "Bashar Assad", Later: []string{"Assad"}, First: "President Bashar Assad", Type: TypePerson},
		{Arabic: "الأمم المتحدة", English: "United Nations", Later: []string{"UN", "U.N."}, Type: TypeOrg, Forbidden: []string{"Nations United"}},
		{Arabic: "منظمة الصحة العالمية", English: "World Health Organization", Later: []string{"WHO"}, Type: TypeOrg},
		{Arabic: "الأنبار", English: "Anbar", Variants: []string{"محافظة الأنبار"}, Type: TypePlace, Later: []string{"Anbar province"}},
		{Arabic: "وزير", English: "minister"},
		{Arabic: "وزارة الخارجية", English: "Foreign Ministry", Type: TypeOrg},
		{Arabic: "وزارة الخارجية الأميركية", English: "State Department", Type: TypeOrg, Forbidden: []string{"Foreign Ministry"}},
		{Arabic: "حماس", English: "Hamas", Type: TypeOrg},
		{Arabic: "أمل", English: "Amal", Type: TypeOrg, Required: new(false)},
		{Arabic: "رويترز", English: "Reuters", Type: TypeOrg, Scope: ScopeCredit},
		{Arabic: "رويترز", English: "Reuters agency", Type: TypeOrg},
		{Arabic: "د ب أ", English: "dpa", Type: TypeOrg, Match: MatchAcronym},
		{Arabic: "\"العربي الجديد\"", English: "Al-Araby Al-Jadeed", Type: TypeOrg},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range g.Lint() {
		t.Errorf("%s: %s: %s", p.Severity, p.Term, p.Message)
	}
}
