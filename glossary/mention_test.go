package glossary

import (
	"slices"
	"testing"

	"naql/article"
)

var house = []Term{
	{ID: "isis", Arabic: "داعش", English: "ISIS", First: "the Islamic State group (ISIS)",
		Later: []string{"the group", "Islamic State group"}, Forbidden: []string{"Daesh", "Da'esh", "Islamic State", "the Organization of the Islamic State"}, Type: TypeOrg},
	{ID: "sdf", Arabic: "قوات سوريا الديمقراطية", Variants: []string{"قسد"}, English: "Syrian Democratic Forces",
		First: "the Syrian Democratic Forces (SDF)", Later: []string{"SDF"}, Forbidden: []string{"the Syria Democratic Forces"}, Type: TypeOrg},
	{ID: "mission", Arabic: "البعثة الأممية", English: "UN mission", First: "the UN mission (UNM)", Quoted: true, Type: TypeOrg},
	{ID: "syria", Arabic: "سوريا", English: "Syria", Later: []string{"Syrian"}, Type: TypePlace},
	{ID: "hasakah", Arabic: "الحسكة", English: "Hasakah", Forbidden: []string{"Hasaka"}, Type: TypePlace},
	{ID: "state", Arabic: "الخارجية الأميركية", English: "US State Department", Later: []string{"the State Department"},
		Forbidden: []string{"Foreign Ministry"}, Type: TypeOrg},
	{ID: "iran-foreign", Arabic: "الخارجية الإيرانية", English: "Iranian Foreign Ministry", Type: TypeOrg},
	{ID: "smith", Arabic: "جون سميث", Variants: []string{"سميث"}, English: "John Smith", First: "State Department spokesperson John Smith",
		Later: []string{"Smith"}, Forbidden: []string{"Gon Smith"}, Type: TypePerson},
	{ID: "azim", Arabic: "حاوي العظيم", English: "Hawi al-Azim", Type: TypePlace},
	{ID: "led", Arabic: "أميركا", English: "US", Later: []string{"U.S."}, Type: TypePlace},
	{ID: "council", Arabic: "مجلس القرية", English: "Syrian Council", Forbidden: []string{"syrian council"}, Type: TypeOrg},
	{ID: "mission2", Arabic: "وفد الجامعة", English: "delegation", Later: []string{"the group"}, Type: TypeTerm},
	{ID: "united", Arabic: "المجلس الموحد", English: "United Council", Type: TypeOrg},
	{ID: "resolution", Arabic: "قرار المجلس", English: "Council Decision", Type: TypeOrg},
	{ID: "state2", Arabic: "دولة الرجال", English: "Syrian State of Islamic State", Forbidden: []string{"Islamic State"}, Type: TypeOrg},
	{ID: "prison", Arabic: "سجن رومية", English: "Roumieh prison", Type: TypeFacility},
	{ID: "cells", Arabic: "خلايا نائمة", English: "sleeper cells", Forbidden: []string{"sleeping cell"}, Type: TypeTerm, Match: MatchCommon},
	{ID: "paper", Arabic: "الشرق الأوسط", English: "Asharq Al-Awsat", Type: TypeOrg, Scope: ScopeCredit},
}

func mentions(t *testing.T, segments ...article.Segment) []Mention {
	t.Helper()
	g, err := New(house)
	if err != nil {
		t.Fatal(err)
	}
	return g.Mentions(segments)
}

// told lists the segments and forms of the mentions.
func told(mentions []Mention) []string {
	var out []string
	for _, m := range mentions {
		out = append(out, m.Segment+" "+m.Form)
	}
	return out
}

func segment(id, role, ar string) article.Segment {
	return article.Segment{ID: id, Role: role, Ar: ar}
}

func TestMentionForms(t *testing.T) {
	const head, body, caption = article.RoleHeadline, article.RoleBody, article.RoleCaption
	for _, c := range []struct {
		name     string
		segments []article.Segment
		want     []string
	}{
		{"the first mention outside display and speech", []article.Segment{
			segment("h", head, "داعش يهاجم"),
			segment("p1", body, `وقال "إن قتال داعش في المنطقة مستمر" كما كان`),
			segment("p2", body, `هاجم مسلحو "داعش" بلدة قرب الحسكة`),
			segment("c", caption, "قوات سوريا الديمقراطية في الميدان"),
			segment("p3", body, "وردت قوات سوريا الديمقراطية على داعش في الشرق الأوسط"),
		}, []string{"h ISIS", "p1 ISIS", "p2 the Islamic State group (ISIS)", "p2 Hasakah",
			"c Syrian Democratic Forces", "p3 the Syrian Democratic Forces (SDF)", "p3 ISIS"}},
		{"speech and then the same segment", []article.Segment{
			segment("p1", body, `قال "إن قتال داعش في المنطقة مستمر" وإن داعش يتراجع`),
		}, []string{"p1 ISIS", "p1 the Islamic State group (ISIS)"}},
		{"nothing but speech", []article.Segment{
			segment("p1", body, `قال "إن قوات سوريا الديمقراطية تقاتل هنا"`),
		}, []string{"p1 Syrian Democratic Forces"}},
		{"the entry allows speech", []article.Segment{
			segment("p1", body, `قال "إن البعثة الأممية في المدينة باقية"`),
			segment("p2", body, "وغادرت البعثة الأممية"),
		}, []string{"p1 the UN mission (UNM)", "p2 UN mission"}},
		{"a surname after the name", []article.Segment{
			segment("p1", body, "قال جون سميث ذلك"), segment("p2", body, "وأضاف سميث"), segment("p3", body, "وكرر جون سميث"),
		}, []string{"p1 State Department spokesperson John Smith", "p2 Smith", "p3 John Smith"}},
		{"a surname first", []article.Segment{
			segment("h", head, "سميث ينفي"), segment("p1", body, "نفى سميث ذلك"), segment("p2", body, "وأضاف سميث"),
		}, []string{"h John Smith", "p1 State Department spokesperson John Smith", "p2 Smith"}},
		{"a surname that a speaker uses", []article.Segment{
			segment("p1", body, `قال "إن سميث لا يعرف شيئا"`),
		}, []string{"p1 Smith"}},
		{"the abbreviation after the expansion, and before", []article.Segment{
			segment("h", head, "قسد تنفي"), segment("p1", body, `قال "إن قسد في المنطقة كلها"`),
			segment("p2", body, "قالت قسد"), segment("p3", body, "وأضافت قسد"),
		}, []string{"h Syrian Democratic Forces", "p1 Syrian Democratic Forces", "p2 the Syrian Democratic Forces (SDF)", "p3 SDF"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(mentions(t, c.segments...)); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestMentionsOfAnUpdate: a new revision is a whole story again, whatever the
// former one had introduced, and its segments' English decides nothing.
func TestMentionsOfAnUpdate(t *testing.T) {
	first := segment("p1", article.RoleBody, "قالت قوات سوريا الديمقراطية إن القتال مستمر")
	second := segment("p2", article.RoleBody, "وأضافت قوات سوريا الديمقراطية")
	first.En, second.En = "The Syrian Democratic Forces (SDF) said the fighting goes on.", "The Syrian Democratic Forces added."
	introduced := func(segments ...article.Segment) (where []string) {
		for _, m := range mentions(t, segments...) {
			if m.Use == UseFirst {
				where = append(where, m.Segment)
			}
		}
		return where
	}
	lead := segment("p0", article.RoleBody, "اشتباكات بين قوات سوريا الديمقراطية ومسلحين")
	for _, c := range []struct {
		segments []article.Segment
		want     string
	}{
		{[]article.Segment{first, second}, "p1"},
		{[]article.Segment{lead, first, second}, "p0"},
		{[]article.Segment{second}, "p2"},
	} {
		if got := introduced(c.segments...); !slices.Equal(got, []string{c.want}) {
			t.Errorf("introduced in %q, want %s alone", got, c.want)
		}
	}
}

func TestMentionsOfOneSegmentAgree(t *testing.T) {
	got := mentions(t, segment("p1", article.RoleBody, "وقال المتحدث باسم الخارجية الأميركية جون سميث إن الخارجية الإيرانية ردت"))
	if len(got) != 3 {
		t.Fatalf("got %v", got)
	}
	if got[1].Form != "John Smith" {
		t.Errorf("the ministry is named, the first form repeats it: %q", got[1].Form)
	}
	if slices.Contains(got[0].Forbidden, "Foreign Ministry") {
		t.Errorf("what is right for one mention is wrong for another")
	}
}

// TestGloss: an acronym behind its own name is proved where English has it, and
// is missed nowhere.
func TestGloss(t *testing.T) {
	for _, c := range []struct{ ar, en, want string }{
		{"قوات سوريا الديمقراطية (قسد)", "The Syrian Democratic Forces (SDF) said", "The Syrian Democratic Forces | SDF"},
		{"قوات سوريا الديمقراطية (قسد)", "The Syrian Democratic Forces said", "Syrian Democratic Forces | -"},
		{"قوات سوريا الديمقراطية (قسد)", "The SDF (Syrian Democratic Forces) said", "SDF | Syrian Democratic Forces"},
		{"قوات سوريا الديمقراطية (قسد)", "The SDF said", "SDF | -"},
		{"قوات سوريا الديمقراطية (قسد)", "They said", "- | -"},
		{`قوات سوريا الديمقراطية ("قسد") ثم قسد`, "The Syrian Democratic Forces (SDF), then the SDF", "The Syrian Democratic Forces | SDF | SDF"},
		{"قوات سوريا الديمقراطية (قسد) ثم قسد", "The Syrian Democratic Forces, then the SDF", "Syrian Democratic Forces | - | SDF"},
		{"قوات سوريا الديمقراطية (قسد وغيرها)", "The Syrian Democratic Forces (SDF) said", "The Syrian Democratic Forces (SDF) | -"},
		{"سوريا (قسد)", "Syria (SDF)", "Syria | SDF"},
	} {
		ms := mentions(t, segment("p1", article.RoleBody, c.ar))
		if got := shown(c.en, Prove(c.en, ms)); got != c.want {
			t.Errorf("%s in %q: got %s, want %s", c.ar, c.en, got, c.want)
		}
	}
}

func TestFindCredit(t *testing.T) {
	g, err := New(house)
	if err != nil {
		t.Fatal(err)
	}
	if term, ok := g.FindCredit("المصدر: الشرق الاوسط"); !ok || term.ID != "paper" {
		t.Errorf("got %v, %v", term, ok)
	}
	if _, ok := g.FindCredit("داعش"); ok {
		t.Error("a term without scope is no credit")
	}
}
