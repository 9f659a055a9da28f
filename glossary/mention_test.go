package glossary

import (
	"slices"
	"testing"

	"naql/article"
)

var house = []Term{
	{ID: "isis", Arabic: "داعش", English: "ISIS", First: "the Islamic State group (ISIS)",
		Later: []string{"the group", "Islamic State group"}, Forbidden: []string{"Daesh", "Da'esh", "Islamic State", "the Organization of the Islamic State"}, Type: TypeOrg},
	{ID: "sdf", Arabic: "قوات سوريا الديمقراطية", English: "Syrian Democratic Forces",
		First: "the Syrian Democratic Forces (SDF)", Later: []string{"SDF"}, Forbidden: []string{"the Syria Democratic Forces"}, Type: TypeOrg},
	{ID: "hasakah", Arabic: "الحسكة", English: "Hasakah", Forbidden: []string{"Hasaka"}, Type: TypePlace},
	{ID: "state", Arabic: "الخارجية الأميركية", English: "US State Department", Later: []string{"the State Department"},
		Forbidden: []string{"Foreign Ministry"}, Type: TypeOrg},
	{ID: "iran-foreign", Arabic: "الخارجية الإيرانية", English: "Iranian Foreign Ministry", Type: TypeOrg},
	{ID: "smith", Arabic: "جون سميث", English: "John Smith", First: "State Department spokesperson John Smith",
		Later: []string{"Smith"}, Forbidden: []string{"Gon Smith"}, Type: TypePerson},
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

func segment(id, role, ar string) article.Segment {
	return article.Segment{ID: id, Role: role, Ar: ar}
}

func TestMentionForms(t *testing.T) {
	got := mentions(t,
		segment("h", article.RoleHeadline, "داعش يهاجم"),
		segment("p1", article.RoleBody, `وقال "إن قتال داعش في المنطقة مستمر" كما كان`),
		segment("p2", article.RoleBody, `هاجم مسلحو "داعش" بلدة قرب الحسكة`),
		segment("c", article.RoleCaption, "قوات سوريا الديمقراطية في الميدان"),
		segment("p3", article.RoleBody, "وردت قوات سوريا الديمقراطية على داعش في الشرق الأوسط"),
	)
	var forms []string
	for _, m := range got {
		forms = append(forms, m.Segment+" "+m.Form)
	}
	want := []string{
		"h ISIS", "p1 ISIS", "p2 the Islamic State group (ISIS)", "p2 Hasakah",
		"c Syrian Democratic Forces", "p3 the Syrian Democratic Forces (SDF)", "p3 ISIS",
	}
	if !slices.Equal(forms, want) {
		t.Errorf("got  %q\nwant %q", forms, want)
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
	if len(got[0].Wrong("The Iranian Foreign Ministry responded.")) != 0 {
		t.Errorf("what is right for one mention is wrong for another")
	}
	en := "State Department spokesperson John Smith said the Iranian Foreign Ministry responded."
	for _, m := range got {
		if _, _, ok := m.Kept(en); !ok {
			t.Errorf("%s is not kept", m.Term)
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

func mention(t *testing.T, id string) Mention {
	t.Helper()
	for _, term := range house {
		if term.ID == id {
			return mentions(t, segment("p1", article.RoleBody, term.Arabic))[0]
		}
	}
	t.Fatal("no term " + id)
	return Mention{}
}

func TestKept(t *testing.T) {
	for _, c := range []struct{ id, en, want string }{
		{"isis", "Fighters of the Islamic State group (ISIS) fled.", "the Islamic State group (ISIS)"},
		{"isis", "ISIS-linked men", "ISIS"},
		{"isis", "in ISIS’ hands", "ISIS"},
		{"isis", "The group's leader", "The group"},
		{"isis", "a human rights group", ""},
		{"isis", "the CRISIS", ""},
		{"isis", "isis", ""},
		{"sdf", "The Syrian Democratic Forces said", "Syrian Democratic Forces"},
		{"sdf", "the SDF's men", "SDF"},
		{"hasakah", "in Hasaka", ""},
		{"hasakah", "al-Hasakah", "Hasakah"},
		{"hasakah", "HASAKAH — Forces said", "HASAKAH"},
		{"smith", "Gon Smith said", ""},
		{"smith", "Smith’s words", "Smith"},
		{"smith", "Smiths", ""},
		{"cells", "one sleeper cell", "sleeper cell"},
		{"cells", "Sleeper cells struck", "Sleeper cells"},
	} {
		start, end, _ := mention(t, c.id).Kept(c.en)
		if got := c.en[start:end]; got != c.want {
			t.Errorf("%s in %q: got %q, want %q", c.id, c.en, got, c.want)
		}
	}
}

func TestWrong(t *testing.T) {
	for _, c := range []struct {
		id, en string
		want   []string
	}{
		{"isis", "Daesh and DA’ESH", []string{"Daesh", "DA’ESH"}},
		{"isis", "the Islamic State group", nil},
		{"isis", "the Islamic State of old", []string{"Islamic State"}},
		{"isis", "the Organization of the Islamic State", []string{"the Organization of the Islamic State"}},
		{"hasakah", "Hasakah", nil},
		{"hasakah", "Hasaka's", []string{"Hasaka"}},
		{"cells", "sleeping cells", []string{"sleeping cells"}},
	} {
		var got []string
		for _, w := range mention(t, c.id).Wrong(c.en) {
			got = append(got, c.en[w[0]:w[1]])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %q: got %q, want %q", c.id, c.en, got, c.want)
		}
	}
}

func TestPutRight(t *testing.T) {
	for _, c := range []struct{ id, en, want string }{
		{"hasakah", "He left Hasaka's prison.", "He left Hasakah's prison."},
		{"isis", "Daesh’s men", "ISIS’s men"},
		{"isis", "men of the Organization of the Islamic State fled", "men of ISIS fled"},
		{"sdf", "The Syria Democratic Forces said", "The Syrian Democratic Forces said"},
		{"smith", "Gon Smith said", "John Smith said"},
		{"cells", "They hid. Sleeping cells struck", "They hid. Sleeper cells struck"},
		{"isis", "Daesh and Daesh", "Daesh and Daesh"},
		{"isis", "Daesh and ISIS", "Daesh and ISIS"},
		{"isis", "Daesh and Da'esh", "Daesh and Da'esh"},
		{"isis", "nothing", "nothing"},
	} {
		got, wrong, ok := mention(t, c.id).PutRight(c.en)
		if got != c.want || ok != (c.want != c.en) || ok && wrong == "" {
			t.Errorf("%s in %q: got %q (%q, %v), want %q", c.id, c.en, got, wrong, ok, c.want)
		}
	}
}

func FuzzEnglish(f *testing.F) {
	f.Add("Daesh’s men in ISIS", "Daesh", "the Islamic State")
	f.Add("The Iİ\xff", "ı", "the ")
	f.Fuzz(func(t *testing.T, en, wrong, right string) {
		m := Mention{Match: Match{English: right}, Accept: []string{right}, Forbidden: []string{wrong}, Type: TypeTerm}
		if start, end, ok := m.Kept(en); ok && (start < 0 || end > len(en) || start >= end) {
			t.Fatalf("kept %d-%d of %d", start, end, len(en))
		}
		end := 0
		for _, w := range m.Wrong(en) {
			if w[0] < end || w[1] <= w[0] || w[1] > len(en) {
				t.Fatalf("wrong %v after %d of %d", w, end, len(en))
			}
			end = w[1]
		}
		if got, _, ok := m.PutRight(en); !ok && got != en {
			t.Fatalf("changed without saying so: %q", got)
		}
	})
}
