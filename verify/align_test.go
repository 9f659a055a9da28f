package verify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"naql/article"
)

// An article whose paragraphs state what alignment goes by: figures, dates,
// names, quotations, and in one case hardly anything.
var fixtureAr = []string{
	"أعلنت وزارة الصحة في بيروت، الأحد، إصابة 14 شخصا بالكوليرا في مخيم قرب طرابلس.",
	"وقال الوزير فراس أبيض إن المياه الملوثة هي سبب انتشار المرض. ودعا السكان إلى غلي المياه قبل شربها.",
	"وتخشى المنظمات الإنسانية أن يزداد الوضع سوءا مع حلول الشتاء.",
	"وكانت سوريا سجلت في سبتمبر أول إصابة منذ 2009. وأودى الوباء هناك بحياة 75 شخصا حتى الآن.",
	"وأرسلت منظمة الصحة العالمية 600 ألف جرعة من اللقاح إلى مطار رفيق الحريري.",
}

var fixtureEn = []string{
	"Lebanon's Health Ministry in Beirut announced Sunday that 14 people had caught cholera in a camp near Tripoli.",
	"Minister Firass Abiad said polluted water was the cause of the spread. He called on residents to boil water before drinking it.",
	"Aid organizations fear that the situation will get worse as winter comes.",
	"Syria recorded its first case since 2009 in September. The epidemic has killed 75 people there so far.",
	"The World Health Organization sent 600,000 doses of vaccine to Rafic Hariri airport.",
}

func joined(paragraphs ...string) string { return strings.Join(paragraphs, "\n\n") }

// lacking is a copy of a list without its i-th entry.
func lacking(list []string, i int) []string { return slices.Delete(slices.Clone(list), i, i+1) }

func TestPairFindsTheOmittedParagraph(t *testing.T) {
	for i := range fixtureEn {
		segments, findings := Pair(joined(fixtureAr...), joined(lacking(fixtureEn, i)...))
		if len(findings) != 1 || len(segments) != len(fixtureAr) {
			t.Fatalf("without %d: %d segments, %v", i+1, len(segments), findings)
		}
		for k, s := range segments {
			want := fixtureEn[k]
			if k == i {
				want = ""
			}
			if s.En != want || s.ID != fmt.Sprint("p", k+1) {
				t.Errorf("without %d: %s has %q, want %q", i+1, s.ID, s.En, want)
			}
		}
		want := fmt.Sprintf("p%d omission critical [%s] []\n", i+1, fixtureAr[i])
		if got := lines(Check(segments, nil, Style{}).Findings, segments); got != want {
			t.Errorf("without %d:\n%swant\n%s", i+1, got, want)
		}
	}
}

func TestPairFindsTheAddedParagraph(t *testing.T) {
	const added = "In Cairo, the Egyptian pound fell to 31 against the dollar, traders said Monday."
	for i := range len(fixtureEn) + 1 {
		segments, findings := Pair(joined(fixtureAr...), joined(slices.Insert(slices.Clone(fixtureEn), i, added)...))
		if len(findings) != 1 || len(segments) != len(fixtureAr)+1 {
			t.Fatalf("added at %d: %+v %v", i, segments, findings)
		}
		for k, want := range append(slices.Clone(fixtureEn), added) {
			if segments[k].En != want {
				t.Errorf("added at %d: %s has %q, want %q", i, segments[k].ID, segments[k].En, want)
			}
		}
		want := fmt.Sprintf("p6 addition critical [] [%s]\n", added)
		if got := lines(Check(segments, nil, Style{}).Findings, segments); got != want {
			t.Errorf("added at %d:\n%swant\n%s", i, got, want)
		}
	}
}

// Paragraphs that are laid out otherwise are no omission and no addition.
func TestPairFollowsAnotherLayout(t *testing.T) {
	for _, c := range []struct {
		name string
		en   []string
	}{
		{"two in one", []string{fixtureEn[0], fixtureEn[1] + " " + fixtureEn[2], fixtureEn[3], fixtureEn[4]}},
		{"all in one", []string{strings.Join(fixtureEn, " ")}},
		{"one in two", slices.Concat(fixtureEn[:3], strings.SplitAfterN(fixtureEn[3], ". ", 2), fixtureEn[4:])},
		{"two of each", []string{fixtureEn[0] + " " + fixtureEn[1], fixtureEn[2] + " " + fixtureEn[3], fixtureEn[4]}},
	} {
		segments, findings := Pair(joined(fixtureAr...), joined(c.en...))
		if len(findings) != 1 || !findings[0].Severe() {
			t.Errorf("%s: %v", c.name, findings)
		}
		for k, s := range segments {
			if s.En != fixtureEn[k] {
				t.Errorf("%s: %s has %q, want %q", c.name, s.ID, s.En, fixtureEn[k])
			}
		}
		if got := Check(segments, nil, Style{}).Findings; len(got) > 0 {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestPairJoinsParagraphsOfOneSentence(t *testing.T) {
	segments, _ := Pair(joined("قتل 12 جنديا في حلب", "وأصيب 30 مدنيا في إدلب"), "Twelve soldiers were killed in Aleppo and 30 civilians were hurt in Idlib.")
	if len(segments) != 1 || segments[0].ID != "p1" || segments[0].Ar != "قتل 12 جنديا في حلب وأصيب 30 مدنيا في إدلب" {
		t.Errorf("%+v", segments)
	}
}

// TestPairLong: a long text with one paragraph missing is aligned in time that
// grows with the text alone. The bound is far above what that takes.
func TestPairLong(t *testing.T) {
	const n, missing = 5000, 1234
	var ar, en []string
	for i := range n {
		ar = append(ar, fmt.Sprintf("سجلت المحطة رقم %d في الصباح حرارة بلغت %d درجة وفق الإدارة.", i, i%40))
		en = append(en, fmt.Sprintf("Station No. %d recorded a temperature of %d degrees in the morning, the administration said.", i, i%40))
	}
	started := time.Now()
	segments, _ := Pair(joined(ar...), joined(lacking(en, missing)...))
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
	for i, s := range segments {
		if (s.En == "") != (i == missing) {
			t.Fatalf("%s: %q", s.ID, s.En)
		}
	}
}

// FuzzPair: every Arabic paragraph is in exactly one segment, in order, and no
// English is lost.
func FuzzPair(f *testing.F) {
	f.Add(joined(fixtureAr...), joined(fixtureEn[1:]...))
	f.Add("ا\n\nب\n\nج", "x. y")
	f.Add("", "x\n\ny")
	f.Add("ا\n\nب", "")
	f.Add("\u200f\n\nب\n\n٥ ٥", "5. 5. 5\n\n\u00ad")
	f.Fuzz(func(t *testing.T, ar, en string) {
		segments, findings := Pair(ar, en)
		var gotAr, gotEn strings.Builder
		for i, s := range segments {
			gotAr.WriteString(s.Ar + " ")
			gotEn.WriteString(s.En + " ")
			if i > 0 && idNumber(t, s.ID) <= idNumber(t, segments[i-1].ID) {
				t.Fatalf("%s behind %s", s.ID, segments[i-1].ID)
			}
		}
		if want := article.Clean(joined(article.Paragraphs(ar)...)); article.Clean(gotAr.String()) != want {
			t.Fatalf("Arabic %q, want %q", gotAr.String(), want)
		}
		if got, want := sortedWords(gotEn.String()), sortedWords(en); !slices.Equal(got, want) {
			t.Fatalf("English %q, want %q", got, want)
		}
		byID := make(map[string]article.Segment)
		for _, s := range segments {
			byID[s.ID] = s
		}
		for _, x := range append(findings, Check(segments, nil, Style{}).Findings...) {
			inside(t, byID[x.Segment].Ar, x.SourceSpan)
			inside(t, byID[x.Segment].En, x.TargetSpan)
		}
	})
}

func idNumber(t *testing.T, id string) int {
	n := 0
	if _, err := fmt.Sscanf(id, "p%d", &n); err != nil {
		t.Fatal(id, err)
	}
	return n
}

// sortedWords are the letters and digits of a text in order of size: sentences
// may be cut anywhere.
func sortedWords(text string) []rune {
	out := []rune(strings.Join(strings.Fields(text), ""))
	slices.Sort(out)
	return out
}

func BenchmarkPair(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		var ar, en []string
		for range 3 * n {
			ar, en = append(ar, fixtureAr...), append(en, fixtureEn...)
		}
		for name, texts := range map[string][2]string{
			"equal":   {joined(ar...), joined(en...)},
			"omitted": {joined(ar...), joined(en[1:]...)},
		} {
			b.Run(fmt.Sprint(name, "/", n), func(b *testing.B) {
				for b.Loop() {
					Pair(texts[0], texts[1])
				}
			})
		}
	}
}
