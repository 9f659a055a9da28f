package worker

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"naql/article"
	"naql/glossary"
	"naql/llm"
	"naql/llm/llmfake"
)

// story is one article and the script for it: a name, a toll, a quotation.
var story = llmfake.Story{
	Segments: []llmfake.Segment{
		{Ar: "مقتل 14 مسلحاً شمال بعقوبة", En: "14 militants killed north of Baqubah"},
		{Ar: "قال المتحدث باسم وزارة الخارجية الأميركية نيد برايس الخميس إن 14 مسلحاً قتلوا في منطقة حاوي العظيم.",
			En: "US State Department spokesperson Ned Price said Thursday that 14 militants were killed in the Hawi al-Azim area."},
		{Ar: "وأفادت قوات سوريا الديمقراطية بأن 230 عائلة نزحت من القرى المجاورة منذ بدء القتال.",
			En: "The Syrian Democratic Forces (SDF) said 230 families have been displaced from neighboring villages since the fighting began."},
	},
	Bullets: []llmfake.Bullet{
		{Text: "State Department spokesperson Ned Price said 14 militants were killed in the Hawi al-Azim area.", Cites: []string{"p1"}},
		{Text: "The Syrian Democratic Forces said 230 families have been displaced from villages since the fighting began.", Cites: []string{"p2"}},
		{Text: "The militants were killed in the Hawi al-Azim area, north of Baqubah, according to Ned Price.", Cites: []string{"h", "p1"}},
	},
}

func storyArticle() article.Article {
	return article.Article{
		ID: "worker-test", Source: "test", Headline: story.Segments[0].Ar,
		Body: story.Segments[1].Ar + "\n\n" + story.Segments[2].Ar,
	}
}

// bench is a worker before a scripted endpoint.
type bench struct {
	*Worker
	fake *llmfake.Server
}

// newBench scripts the story; change may put faults into it.
func newBench(t testing.TB, change func(*llmfake.Story), faults func(llmfake.Call) llmfake.Fault) bench {
	t.Helper()
	s := llmfake.Story{Segments: slices.Clone(story.Segments), Bullets: slices.Clone(story.Bullets)}
	if change != nil {
		change(&s)
	}
	fake, client := newFake(t, llmfake.Script{Stories: []llmfake.Story{s}}, 2*time.Second, faults)
	return bench{&Worker{
		Model: client, Glossary: Always(glossary.Starter()), Replies: &Memory{}, MaxCalls: 4, Slots: 4,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, fake}
}

// newFake starts a scripted endpoint and a client for it.
func newFake(t testing.TB, script llmfake.Script, timeout time.Duration, faults func(llmfake.Call) llmfake.Fault) (*llmfake.Server, *llm.Client) {
	t.Helper()
	fake := llmfake.New(script)
	fake.Faults = faults
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	client, err := llm.New(llm.Config{BaseURL: server.URL + "/v1", Model: "scripted", Profile: "generic", Format: "json", Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	return fake, client
}

func (b bench) translate(t *testing.T) article.Result {
	t.Helper()
	r, err := b.Translate(t.Context(), storyArticle())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fixedBy lists "check by" of the findings that were put right.
func fixedBy(r article.Result) []string {
	var out []string
	for _, f := range r.Findings {
		if f.State == article.Fixed {
			out = append(out, f.Check+" "+f.FixedBy)
		}
	}
	return out
}

func steps(fake *llmfake.Server) string {
	var out []string
	for _, c := range fake.Calls() {
		out = append(out, c.Step)
	}
	return strings.Join(out, " ")
}

func TestTranslateFaithfulDraft(t *testing.T) {
	b := newBench(t, nil, nil)
	r := b.translate(t)
	if r.State != article.StateClean || len(r.Open()) != 0 {
		t.Errorf("state %s, open %+v; want clean and none", r.State, r.Open())
	}
	if got := steps(b.fake); got != "translate summary" {
		t.Errorf("steps %q; want one draft and one summary", got)
	}
	if len(r.Terms) < 5 {
		t.Errorf("%d terms; want the names of the story", len(r.Terms))
	}
	for _, u := range r.Terms {
		if !u.Kept {
			t.Errorf("term %s in %s not kept", u.Term, u.Segment)
		}
	}
	if p := r.Provenance; p.Calls != 2 || p.PromptTokens == 0 || p.CompletionTokens == 0 || p.Model != "scripted" || p.Prompt == "" || p.Glossary == "" {
		t.Errorf("provenance %+v", p)
	}
	if r.Headline != story.Segments[0].En || len(r.Summary) != 3 {
		t.Errorf("headline %q, %d bullets", r.Headline, len(r.Summary))
	}
}

// TestPutRight lists the faults that the path mends by itself.
func TestPutRight(t *testing.T) {
	tests := map[string]struct {
		change func(*llmfake.Story)
		steps  string
		fixed  string // one of the fixed findings
	}{
		"wrong toll": {
			func(s *llmfake.Story) { s.Segments[1].Draft = strings.Replace(s.Segments[1].En, "14", "41", 1) },
			"translate repair summary", "number repair",
		},
		"lost paragraph": {
			func(s *llmfake.Story) { s.Segments[2].Lost = true },
			"translate repair summary", "segment repair",
		},
		"translated name": {
			func(s *llmfake.Story) {
				s.Segments[1].Draft = strings.Replace(s.Segments[1].En, "Hawi al-Azim", "Hawi the Great", 1)
			},
			"translate repair summary", "forbidden repair",
		},
		"translated name, stubborn": {
			func(s *llmfake.Story) {
				s.Segments[1].Draft = strings.Replace(s.Segments[1].En, "Hawi al-Azim", "Hawi the Great", 1)
				s.Segments[1].Stubborn = true
			},
			"translate repair repair summary", "forbidden substitution",
		},
		"number of its own in a bullet": {
			func(s *llmfake.Story) {
				s.BulletsDraft = slices.Clone(s.Bullets)
				s.BulletsDraft[1].Text = strings.Replace(s.Bullets[1].Text, "230", "320", 1)
			},
			"translate summary summary", "bullet-number repair",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, tt.change, nil)
			r := b.translate(t)
			if r.State != article.StateClean {
				t.Errorf("state %s, open %+v", r.State, r.Open())
			}
			if got := steps(b.fake); got != tt.steps {
				t.Errorf("steps %q, want %q", got, tt.steps)
			}
			if got := fixedBy(r); !slices.Contains(got, tt.fixed) {
				t.Errorf("fixed %q, want %q among them", got, tt.fixed)
			}
			for i, s := range r.Segments {
				if s.En != story.Segments[i].En {
					t.Errorf("segment %s is %q, want %q", s.ID, s.En, story.Segments[i].En)
				}
			}
		})
	}
}

// TestLeftForAnEditor lists what the path cannot mend and must not hide.
func TestLeftForAnEditor(t *testing.T) {
	tests := map[string]struct {
		change func(*llmfake.Story)
		check  string
	}{
		"wrong toll, stubborn": {func(s *llmfake.Story) {
			s.Segments[1].Draft, s.Segments[1].Stubborn = strings.Replace(s.Segments[1].En, "14", "41", 1), true
		}, "number"},
		"Arabic left, stubborn": {func(s *llmfake.Story) {
			s.Segments[2].Draft, s.Segments[2].Stubborn = s.Segments[2].En+" منذ", true
		}, "arabic-left"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newBench(t, tt.change, nil).translate(t)
			if r.State != article.StateFlagged {
				t.Errorf("state %s", r.State)
			}
			if !slices.ContainsFunc(r.Open(), func(f article.Finding) bool { return f.Check == tt.check && f.Severe() }) {
				t.Errorf("open %+v; want a severe %s", r.Open(), tt.check)
			}
			if r.Provenance.Repairs != repairRounds {
				t.Errorf("%d repairs", r.Provenance.Repairs)
			}
		})
	}
}

// TestRepairIsTakenOnlyIfBetter: the second answer loses a name that the
// first one had.
func TestRepairIsTakenOnlyIfBetter(t *testing.T) {
	draft := strings.Replace(story.Segments[1].En, "14", "41", 1)
	b := newBench(t, func(s *llmfake.Story) {
		s.Segments[1].Draft = draft
		s.Segments[1].En = "A spokesperson said Thursday that 14 militants were killed in the area."
	}, nil)
	r := b.translate(t)
	if r.State != article.StateFlagged {
		t.Errorf("state %s", r.State)
	}
	if got := r.Segments[1].En; got != draft {
		t.Errorf("the repair that broke a name was taken: %q", got)
	}
}

func TestReplyWithFaultyIDs(t *testing.T) {
	for name, fault := range map[string]llmfake.Fault{"doubled": llmfake.Doubled, "missing": llmfake.Missing, "unknown": llmfake.Unknown} {
		t.Run(name, func(t *testing.T) {
			once := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
				if c.Step == "translate" {
					return fault
				}
				return nil
			})
			if r := once.translate(t); r.State != article.StateClean {
				t.Errorf("fault in the draft: state %s, open %+v", r.State, r.Open())
			}
			always := newBench(t, nil, llmfake.Always(fault, "translate", "repair"))
			r, err := always.Translate(t.Context(), storyArticle())
			if err != nil {
				t.Fatal(err)
			}
			if want := name != "unknown"; (r.State == article.StateFlagged) != want {
				t.Errorf("fault in every reply: state %s, open %+v", r.State, r.Open())
			}
		})
	}
}

// TestNoUsableReply: what cannot be read ends in an error with its class, and
// no more calls than allowed.
func TestNoUsableReply(t *testing.T) {
	for class, fault := range map[string]llmfake.Fault{
		"reply": llmfake.TwiceKeys, "refused": llmfake.Refusal, "empty": llmfake.Empty,
		"filtered": llmfake.ContentFilter, "truncated": llmfake.Length, "malformed": llmfake.NoChoices,
	} {
		t.Run(class, func(t *testing.T) {
			b := newBench(t, nil, llmfake.Always(fault, "translate"))
			_, err := b.Translate(t.Context(), storyArticle())
			reply, ok := errors.AsType[*ReplyError](err)
			if !ok || reply.Class() != class {
				t.Fatalf("error %v; want a ReplyError of class %s", err, class)
			}
			if n := len(b.fake.Calls()); n > b.MaxCalls {
				t.Errorf("%d calls, at most %d", n, b.MaxCalls)
			}
		})
	}
}

// TestHopelessRequest: what would be refused again is asked once.
func TestHopelessRequest(t *testing.T) {
	b := newBench(t, nil, llmfake.Always(llmfake.TooLong))
	_, err := b.Translate(t.Context(), storyArticle())
	if reply, ok := errors.AsType[*ReplyError](err); !ok || reply.Class() != "context_length" || len(b.fake.Calls()) != 1 {
		t.Errorf("error %v after %d calls; want context_length after one", err, len(b.fake.Calls()))
	}
}

// TestNoSummary: the text is there for an editor when the summary is not.
func TestNoSummary(t *testing.T) {
	b := newBench(t, nil, llmfake.Always(llmfake.Refusal, "summary"))
	r := b.translate(t)
	if r.State != article.StateFlagged || r.Segments[1].En == "" || len(r.Summary) != 0 {
		t.Errorf("state %s, %d bullets", r.State, len(r.Summary))
	}
}

// TestProviderTrouble: the article waits, and a stored reply is not paid for
// again when it comes back.
func TestProviderTrouble(t *testing.T) {
	b := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
		if c.Step == "summary" && c.N < 3 {
			return llmfake.RateLimit(7 * time.Second)
		}
		return nil
	})
	_, err := b.Translate(t.Context(), storyArticle())
	trouble, ok := errors.AsType[*llm.Error](err)
	if !ok || trouble.Class != llm.RateLimit || trouble.RetryAfter != 7*time.Second {
		t.Fatalf("error %v; want a rate limit of 7 s", err)
	}
	r := b.translate(t)
	if got := steps(b.fake); got != "translate summary summary" {
		t.Errorf("steps %q; the draft was paid for again", got)
	}
	if r.State != article.StateClean || r.Provenance.Calls != 2 {
		t.Errorf("state %s, %d calls", r.State, r.Provenance.Calls)
	}
}

func TestHeld(t *testing.T) {
	now := time.Now()
	for name, tt := range map[string]struct {
		change func(*article.Article)
		want   article.State
	}{
		"withheld":          {func(a *article.Article) { a.Status = article.Withheld }, article.StateHeld},
		"embargo to come":   {func(a *article.Article) { a.Embargo = now.Add(time.Hour).Format(time.RFC3339) }, article.StateHeld},
		"embargo past":      {func(a *article.Article) { a.Embargo = now.Add(-time.Hour).Format(time.RFC3339) }, article.StateClean},
		"unreadable embago": {func(a *article.Article) { a.Embargo = "until noon" }, article.StateHeld},
	} {
		t.Run(name, func(t *testing.T) {
			a := storyArticle()
			tt.change(&a)
			r, err := newBench(t, nil, nil).Translate(t.Context(), a)
			if err != nil || r.State != tt.want {
				t.Errorf("state %s, err %v; want %s", r.State, err, tt.want)
			}
		})
	}
}

func TestCanceled(t *testing.T) {
	b := newBench(t, nil, nil)
	gone := errors.New("gone")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	if _, err := b.Translate(ctx, storyArticle()); !errors.Is(err, gone) {
		t.Errorf("error %v; want the cause of the context", err)
	}
	if n := len(b.fake.Calls()); n != 0 {
		t.Errorf("%d calls after the end", n)
	}
}
