package glossary

import (
	"strings"
	"testing"
	"time"

	"naql/article"
)

// kinsmen are names that share their last words.
var kinsmen = []Term{
	{ID: "hafez", Arabic: "حافظ الأسد", English: "Hafez al-Assad", Later: []string{"Assad", "al-Assad", "Hafez Assad"}, Type: TypePerson},
	{ID: "bashar", Arabic: "بشار الأسد", Variants: []string{"الرئيس الأسد"}, English: "Bashar al-Assad", Later: []string{"Assad", "al-Assad"}, Type: TypePerson},
	{ID: "assad", Arabic: "آل الأسد", English: "Assad", Later: []string{"Bashar al-Assad"}, Type: TypePerson},
	{ID: "loyal", Arabic: "قوات النظام", English: "forces loyal to Assad", Type: TypeOrg},
	{ID: "salman", Arabic: "الملك سلمان بن عبد العزيز", Variants: []string{"الملك سلمان"}, English: "King Salman", Later: []string{"Salman"}, Type: TypePerson},
	{ID: "mbs", Arabic: "محمد بن سلمان", English: "Mohammed bin Salman", Type: TypePerson},
	{ID: "price", Arabic: "نيد برايس", Variants: []string{"برايس"}, English: "Ned Price", Later: []string{"Price"}, Type: TypePerson},
	{ID: "price2", Arabic: "جون برايس", English: "John Price", Type: TypePerson},
	{ID: "iran-foreign", Arabic: "الخارجية الإيرانية", English: "Iranian Foreign Ministry", Later: []string{"Foreign Ministry", "the ministry"}, Type: TypeOrg},
	{ID: "russia-foreign", Arabic: "الخارجية الروسية", English: "Russian Foreign Ministry", Later: []string{"the Foreign Ministry", "Moscow Foreign Office"}, Type: TypeOrg},
	{ID: "group", Arabic: "الكتلة الوطنية", English: "National Bloc", Later: []string{"Bloc"}, Type: TypeOrg},
	{ID: "iran", Arabic: "إيران", English: "Iran", Later: []string{"Iranian", "Tehran"}, Type: TypePlace},
	{ID: "turkey", Arabic: "تركيا", English: "Turkey", Later: []string{"Turkish"}, Type: TypePlace},
	{ID: "tehran", Arabic: "طهران", English: "Tehran", Later: []string{"Iran"}, Type: TypePlace},
	{ID: "mosul", Arabic: "الموصل", English: "Mosul", Type: TypePlace},
}

// TestKin: a short form that stands in another's name proves nothing.
func TestKin(t *testing.T) {
	g, err := New(kinsmen)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ ar, en, want string }{
		{"حافظ الأسد", "Assad said", "Assad"},
		{"حافظ الأسد", "President al-Assad said", "al-Assad"},
		{"حافظ الأسد", "Bashar al-Assad said", ""},
		{"حافظ الأسد", "BASHAR AL-ASSAD said", ""},
		{"حافظ الأسد", "Bashar al-Assad said Assad left", "Assad"},
		{"حافظ الأسد", "Bashar said. Assad left", "Assad"},
		{"حافظ الأسد", "Forces loyal to Assad left", "Assad"},
		{"حافظ الأسد", "the sons of Hafez Assad", "Hafez Assad"},
		{"حافظ الأسد وبشار الأسد", "Bashar al-Assad, the son of Assad", "Assad | Bashar al-Assad"},
		{"الملك سلمان", "King Salman said", "King Salman"},
		{"الملك سلمان", "Prince Mohammed bin Salman said", ""},
		{"قال برايس", "John Price said", "Price"}, // a surname may be anybody's
		{"قال نيد برايس", "John Price said", ""},
		{"الخارجية الإيرانية", "The Foreign Ministry said", "Foreign Ministry"},
		{"الخارجية الإيرانية", "Iran’s Foreign Ministry said", "Foreign Ministry"},
		{"الخارجية الإيرانية", "Tehran's Foreign Ministry said", "Foreign Ministry"},
		{"الخارجية الإيرانية", "Mosul Foreign Ministry men", "Foreign Ministry"},
		{"الخارجية الإيرانية", "In Turkey, Foreign Ministry men", "Foreign Ministry"},
		{"الخارجية الإيرانية", "The Russian Foreign Ministry said", ""},
		{"الخارجية الإيرانية", "Turkey’s Foreign Ministry said", ""},
		{"الخارجية الإيرانية", "the “Turkish Foreign Ministry” said", ""},
		{"الكتلة الوطنية", "the Turkish Bloc", "Bloc"}, // of no nation
	} {
		ms := g.Mentions([]article.Segment{segment("p1", article.RoleBody, c.ar)})
		if got := shown(c.en, Prove(c.en, ms)); strings.ReplaceAll(got, "-", "") != strings.ReplaceAll(c.want, "-", "") {
			t.Errorf("%s in %q: got %q, want %q", c.ar, c.en, got, c.want)
		}
	}
}

func TestKinHostile(t *testing.T) {
	g, err := New(kinsmen)
	if err != nil {
		t.Fatal(err)
	}
	ms := g.Mentions([]article.Segment{segment("p1", article.RoleBody, strings.Repeat("حافظ الأسد ثم ", 2000))})
	for _, text := range []string{"Bashar al-Assad ", "Assad-", "x.Assad Assad", "Assad Bashar al ", strings.Repeat("x.", 50) + " Assad "} {
		started := time.Now()
		Prove(strings.Repeat(text, 100_000/len(text)), ms)
		if took := time.Since(started); took > 3*time.Second {
			t.Errorf("%q took %s", text, took)
		}
	}
}
