package worker

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"naql/article"
	"naql/verify"
)

// failingStory is an article of n paragraphs, each with a wrong number.
func failingStory(n int) (*edition, map[int]string) {
	e := &edition{w: &Worker{}, right: map[mention]string{}}
	good := make(map[int]string)
	for i := range n {
		en := fmt.Sprintf("The governor of district %d said 56 families had come back to their homes after the flood.", i+100)
		good[i] = en
		e.segments = append(e.segments, article.Segment{
			ID: fmt.Sprintf("p%d", i+1), Role: article.RoleBody,
			Ar: fmt.Sprintf("قال محافظ المنطقة %d إن 56 عائلة عادت إلى بيوتها بعد الفيضان.", i+100),
			En: strings.Replace(en, "56", "65", 1),
		})
	}
	e.read()
	e.check()
	return e, good
}

// TestManyFailingParagraphs: thousands of new texts are judged in little time,
// the good ones taken, whatever stands among them. The bound is far above what
// it takes.
func TestManyFailingParagraphs(t *testing.T) {
	const n = 2000
	for name, tt := range map[string]struct {
		spoil func(i int, good, draft string) string
		taken int
	}{
		"all good":   {func(_ int, good, _ string) string { return good }, n},
		"all as bad": {func(_ int, _, draft string) string { return strings.Replace(draft, "65", "66", 1) }, 0},
		"every tenth the text of another": {func(i int, good, _ string) string {
			if i%10 == 9 {
				return "The governor of district 100 said 56 families had come back to their homes after the flood."
			}
			return good
		}, n - n/10},
		"every tenth bad": {func(i int, good, _ string) string { return good + strings.Repeat(" منزل", i%10/9) }, n - n/10},
	} {
		t.Run(name, func(t *testing.T) {
			e, good := failingStory(n)
			for i, text := range good {
				good[i] = tt.spoil(i, text, e.segments[i].En)
			}
			started := time.Now()
			taken := e.offer(good, "repair")
			took := time.Since(started)
			t.Logf("%d texts in %s", n, took)
			if took > 20*time.Second {
				t.Errorf("took %s", took)
			}
			if len(taken) != tt.taken || len(e.fixed) < tt.taken {
				t.Errorf("%d taken, %d fixed; want %d", len(taken), len(e.fixed), tt.taken)
			}
			if diff := verify.Check(e.segments, nil, verify.Style{}); article.ScoreOf(diff.Findings) != article.ScoreOf(e.checker.Report().Findings) {
				t.Error("the checker and the segments disagree")
			}
		})
	}
}

// TestInstructionsAreBounded: a paragraph with a thousand faults is asked for
// again in a few points.
func TestInstructionsAreBounded(t *testing.T) {
	e := &edition{w: &Worker{}, segments: []article.Segment{{
		ID: "p1", Role: article.RoleBody, Ar: strings.Repeat("قتل 56 شخصا في 12 قرية. ", 500), En: strings.Repeat("The هجوم killed 65. ", 500),
	}}}
	e.read()
	e.check()
	asks := e.asks()
	if len(asks) != 1 || len(asks[0].Instructions) > maxPoints {
		t.Errorf("%d asks, %d instructions", len(asks), len(asks[0].Instructions))
	}
}
