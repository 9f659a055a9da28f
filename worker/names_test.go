package worker

import (
	"slices"
	"strings"
	"testing"

	"naql/article"
	"naql/llm/llmfake"
)

// TestSubstitution: a wrong name that the model keeps is put right by the
// program where nothing else can be meant, and the proof says so.
func TestSubstitution(t *testing.T) {
	for name, wrong := range map[string]struct{ term, is, was, found string }{
		"forbidden":            {"hawi-azim", "Hawi al-Azim", "Hawi the Great", "Hawi the Great"},
		"unlisted spelling":    {"ned-price", "Ned Price", "Ned Pryse", "Ned Pryse"},
		"in a sentence's case": {"sdf", "The Syrian Democratic Forces", "The Syria Democratic Forces", "Syria Democratic Forces"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newBench(t, func(s *llmfake.Story) {
				for i := range s.Segments {
					if draft := strings.Replace(s.Segments[i].En, wrong.is, wrong.was, 1); draft != s.Segments[i].En {
						s.Segments[i].Draft, s.Segments[i].Stubborn = draft, true
					}
				}
			}, nil).translate(t)
			if r.State != article.StateClean {
				t.Errorf("state %s, open %+v", r.State, r.Open())
			}
			for i, s := range r.Segments {
				if s.En != story.Segments[i].En {
					t.Errorf("segment %s is %q, want %q", s.ID, s.En, story.Segments[i].En)
				}
			}
			if !slices.ContainsFunc(r.Terms, func(u article.TermUse) bool {
				return u.Term == wrong.term && u.Kept && u.FixedBy == "substitution"
			}) {
				t.Errorf("no term %s fixed by substitution: %+v", wrong.term, r.Terms)
			}
			if !slices.ContainsFunc(r.Findings, func(f article.Finding) bool {
				return f.State == article.Fixed && f.FixedBy == "substitution" && f.Found == wrong.found
			}) {
				t.Errorf("no finding fixed by substitution: %+v", r.Findings)
			}
		})
	}
}

// TestPronounForName: a name that English leaves to a pronoun once is worth a
// word, no repair and no flag.
func TestPronounForName(t *testing.T) {
	b := newBench(t, func(s *llmfake.Story) {
		s.Segments[2].Ar += " وقالت قوات سوريا الديمقراطية إنها باقية هناك."
		s.Segments[2].En += " It said it would stay there."
	}, nil)
	a := storyArticle()
	a.Body += " وقالت قوات سوريا الديمقراطية إنها باقية هناك."
	r, err := b.Translate(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if got := steps(b.fake); got != "translate summary" || r.State != article.StateClean || len(r.Open()) != 1 {
		t.Errorf("steps %q, state %s, open %+v", got, r.State, r.Open())
	}
	kept := 0
	for _, u := range r.Terms {
		if u.Term == "sdf" && u.Kept {
			kept++
		}
	}
	if kept != 1 {
		t.Errorf("%d of 2 mentions kept, want 1: %+v", kept, r.Terms)
	}
}
