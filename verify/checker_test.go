package verify

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"naql/article"
	"naql/glossary"
)

// spoilt are ways to damage an English text.
var spoilt = []func(string) string{
	func(string) string { return "" },
	func(en string) string { return strings.Replace(en, "56", "65", 1) },
	func(en string) string { return strings.Replace(en, "Hasakah", "Hassakeh", 1) },
	func(en string) string { return en + " هجوم" },
	func(en string) string { return strings.Replace(en, "Syrian Democratic Forces (SDF)", "SDF", 1) },
	func(string) string {
		return "The ministry said that the talks would go on until both sides had agreed on it."
	},
	func(en string) string { return en },
}

// sample is an article whose paragraphs name the same things.
func sample(n int) []article.Segment {
	var out []article.Segment
	for i := range n {
		out = append(out, article.Segment{
			ID: fmt.Sprintf("p%d", i+1), Role: article.RoleBody,
			Ar: fmt.Sprintf("قالت قوات سوريا الديمقراطية في البيان %d إن 56 شخصا قتلوا في مدينة الحسكة.", i+100),
			En: fmt.Sprintf("The Syrian Democratic Forces (SDF) said in statement %d that 56 people were killed in the city of Hasakah.", i+100),
		})
	}
	return out
}

// TestCheckerAgrees: a Checker that took many changes says what a fresh Check
// of the same article says.
func TestCheckerAgrees(t *testing.T) {
	segments := sample(8)
	mentions := glossary.Starter().Mentions(segments)
	c := Read(segments, mentions).Against(segments, Style{})
	good := slices.Clone(segments)
	for range 200 {
		i := rand.IntN(len(segments))
		en := spoilt[rand.IntN(len(spoilt))](good[i].En)
		was, had := c.Report().Findings, segments[i].En
		trial := c.Try(map[int]string{i: en})
		if diff := cmp.Diff(was, c.Report().Findings); diff != "" {
			t.Fatalf("a trial changed what stands (-was +is):\n%s", diff)
		}
		c.Take(trial)
		segments[i].En = en
		want, got := Check(segments, mentions, Style{}), c.Report()
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(glossary.Mention{})); diff != "" {
			t.Fatalf("segment %d became %q (-fresh +kept):\n%s", i, en, diff)
		}
		if better := article.ScoreOf(got.Findings).Compare(article.ScoreOf(was)) < 0; trial.Better && !better && had != "" {
			t.Fatalf("better, but %v after %v", article.ScoreOf(got.Findings), article.ScoreOf(was))
		}
	}
}

func TestTrial(t *testing.T) {
	const good = "The Syrian Democratic Forces (SDF) said in statement 101 that 56 people were killed in the city of Hasakah."
	for _, c := range []struct {
		name, was, is string
		better        bool
		gone          string // checks
	}{
		{"put right", strings.Replace(good, "56", "65", 1), good, true, "number"},
		{"the same", good, good, false, ""},
		{"the same fault again", strings.Replace(good, "56", "65", 1), strings.Replace(good, "56", "66", 1), false, ""},
		{"worse", good, strings.Replace(good, "56", "65", 1), false, ""},
		{"one fault for another", strings.Replace(good, "56", "65", 1), strings.Replace(good, "101", "110", 1), false, ""},
		{"two for one", strings.NewReplacer("56", "65", "101", "110").Replace(good), strings.Replace(good, "101", "110", 1), true, "number"},
		{"fewer, but a new one", strings.NewReplacer("56", "65", "101", "110").Replace(good), strings.Replace(good, "Hasakah", "Raqqa", 1), false, ""},
		{"a first text", "", good, true, "omission"},
		{"a first text with a fault", "", strings.Replace(good, "56", "65", 1), true, "omission"},
		{"none again", "", "", false, ""},
		{"no more Arabic", strings.Replace(good, "56", "٥٦", 1), good, true, "arabic-left"},
		{"none for one with a fault", strings.Replace(good, "56", "65", 1), "", false, ""},
	} {
		segments := sample(3)
		segments[1].En = c.was
		checker := Read(segments, glossary.Starter().Mentions(segments)).Against(segments, Style{})
		trial := checker.Try(map[int]string{1: c.is})
		if trial.Better != c.better {
			t.Errorf("%s: better %v; %+v", c.name, trial.Better, checker.Report().Findings)
		}
		for _, f := range trial.Gone {
			if c.better && f.Severe() && !strings.Contains(c.gone, f.Check) {
				t.Errorf("%s: gone %+v", c.name, f)
			}
		}
	}
}

// TestTrialSeesOtherSegments: what mends one segment and breaks another is no
// gain.
func TestTrialSeesOtherSegments(t *testing.T) {
	segments := append(sample(1), article.Segment{
		ID: "p2", Role: article.RoleBody, Ar: "وأعلنت وزارة النفط في بغداد أن صادرات الخام ارتفعت إلى 98 مليون برميل خلال تموز.",
		En: "The Oil Ministry in Baghdad announced that crude exports had risen to 98 million barrels in July.",
	})
	good := segments[0].En
	segments[0].En = ""
	c := Read(segments, nil).Against(segments, Style{})
	if trial := c.Try(map[int]string{0: segments[1].En}); trial.Better {
		c.Take(trial)
		t.Errorf("the English of another segment was taken for a translation: %+v", c.Report().Findings)
	}
	if trial := c.Try(map[int]string{0: good}); !trial.Better {
		c.Take(trial)
		t.Errorf("a translation was refused: %+v", c.Report().Findings)
	}
}

// TestTrialOfMany: those that gain nothing are told, and one that breaks
// something spoils it for all.
func TestTrialOfMany(t *testing.T) {
	segments := sample(4)
	for i := range segments {
		segments[i].En = strings.Replace(segments[i].En, "56", "65", 1)
	}
	c := Read(segments, nil).Against(segments, Style{})
	trial := c.Try(map[int]string{0: sample(4)[0].En, 1: segments[1].En, 2: strings.Replace(segments[2].En, "65", "67", 1)})
	if trial.Better || !slices.Equal(trial.Refused, []int{1, 2}) {
		t.Errorf("better %v, refused %v; want 1 and 2 refused", trial.Better, trial.Refused)
	}
	if trial := c.Try(map[int]string{0: sample(4)[0].En, 3: sample(4)[3].En}); !trial.Better || len(trial.Gone) != 2 {
		t.Errorf("two put right: better %v, gone %+v", trial.Better, trial.Gone)
	}
	if trial := c.Try(map[int]string{0: sample(4)[0].En, 1: strings.Replace(sample(4)[1].En, "Hasakah", "Raqqa 77", 1)}); trial.Better {
		t.Error("one that breaks a number was taken with another")
	}
}

// TestCheckerIsQuick: an article of thousands of failing paragraphs is put
// right in little time. The bound is far above what it takes.
func TestCheckerIsQuick(t *testing.T) {
	const n = 2000
	good, segments := sample(n), sample(n)
	for i := range segments {
		segments[i].En = strings.Replace(segments[i].En, "56", "65", 1)
	}
	mentions := glossary.Starter().Mentions(segments)
	started := time.Now()
	c := Read(segments, mentions).Against(segments, Style{})
	english := make(map[int]string)
	for i := range good {
		english[i] = good[i].En
	}
	trial := c.Try(english)
	if !trial.Better {
		t.Fatalf("not better; refused %v", trial.Refused)
	}
	c.Take(trial)
	took := time.Since(started)
	t.Logf("%d segments in %s", n, took)
	if took > 20*time.Second {
		t.Errorf("took %s", took)
	}
	if severe := article.ScoreOf(c.Report().Findings); severe.Severe() {
		t.Errorf("left %v", severe)
	}
}
