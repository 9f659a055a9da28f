package worker

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
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
		Endpoints: []Endpoint{{Model: client}}, Glossary: Always(glossary.Starter()), Replies: &LocalReplies{}, MaxCalls: 4, Slots: 4,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, fake}
}

func serve(t testing.TB, h http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// newFake starts a scripted endpoint and a client for it.
func newFake(t testing.TB, script llmfake.Script, timeout time.Duration, faults func(llmfake.Call) llmfake.Fault) (*llmfake.Server, *llm.Client) {
	t.Helper()
	fake := llmfake.New(script)
	fake.Faults = faults
	server := serve(t, fake)
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
			"translate repair summary", "omission repair",
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

// TestRepairIsTakenOnlyIfBetter: a draft with a wrong toll, and what the second
// answer makes of it.
func TestRepairIsTakenOnlyIfBetter(t *testing.T) {
	good := story.Segments[1].En
	draft := strings.Replace(good, "14", "41", 1)
	for name, tt := range map[string]struct {
		answer string
		taken  bool
		rounds int
	}{
		"better":                       {good, true, 1},
		"equal":                        {strings.Replace(good, "14", "47", 1), false, 2},
		"worse":                        {strings.NewReplacer("14", "47", "Thursday", "Friday").Replace(good), false, 2},
		"better, but a name is lost":   {"A spokesperson said Thursday that 14 militants were killed in the area.", false, 2},
		"better, but Arabic comes in":  {strings.Replace(good, "area", "منطقة", 1), false, 2},
		"the text of another segment":  {story.Segments[2].En, false, 2},
		"the toll right, a minor loss": {strings.Replace(good, "US State Department", "State Department", 1), true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, func(s *llmfake.Story) { s.Segments[1].Draft, s.Segments[1].En = draft, tt.answer }, nil)
			r := b.translate(t)
			want := draft
			if tt.taken {
				want = tt.answer
			}
			if r.Segments[1].En != want {
				t.Errorf("the text is %q", r.Segments[1].En)
			}
			if (r.State == article.StateClean) != tt.taken {
				t.Errorf("state %s, open %+v", r.State, r.Open())
			}
			if got := strings.Count(steps(b.fake), "repair"); got != tt.rounds {
				t.Errorf("%d rounds, want %d", got, tt.rounds)
			}
			if got := fixedBy(r); tt.taken != slices.Contains(got, "number repair") {
				t.Errorf("fixed %q", got)
			}
		})
	}
}

// TestOneBadReplyAmongMany: of several new texts each is judged by itself.
func TestOneBadReplyAmongMany(t *testing.T) {
	b := newBench(t, func(s *llmfake.Story) {
		s.Segments[0].Draft = strings.Replace(s.Segments[0].En, "14", "41", 1)
		s.Segments[1].Draft, s.Segments[1].Stubborn = strings.Replace(s.Segments[1].En, "14", "41", 1), true
		s.Segments[2].Draft = strings.Replace(s.Segments[2].En, "230", "320", 1)
		s.Segments[2].En = strings.Replace(s.Segments[2].En, "SDF", "QSD 77", 1)
	}, nil)
	r := b.translate(t)
	if r.Segments[0].En != story.Segments[0].En {
		t.Errorf("the headline was not put right: %q", r.Segments[0].En)
	}
	for i := 1; i <= 2; i++ {
		if strings.Contains(r.Segments[i].En, "QSD") {
			t.Errorf("a text that breaks a name was taken: %q", r.Segments[i].En)
		}
	}
	if r.State != article.StateFlagged || r.Provenance.Repairs != repairRounds {
		t.Errorf("state %s after %d repairs", r.State, r.Provenance.Repairs)
	}
}

// TestSecondRound: what the first round leaves is asked again.
func TestSecondRound(t *testing.T) {
	repairs := 0
	b := newBench(t, func(s *llmfake.Story) {
		s.Segments[1].Draft = strings.Replace(s.Segments[1].En, "14", "41", 1)
	}, func(c llmfake.Call) llmfake.Fault {
		if c.Step != "repair" {
			return nil
		}
		if repairs++; repairs > 1 {
			return nil
		}
		return func(r *llmfake.Reply) {
			for i := range r.Segments {
				r.Segments[i].Text = strings.Replace(r.Segments[i].Text, "14", "42", 1)
			}
		}
	})
	r := b.translate(t)
	if got := steps(b.fake); got != "translate repair repair summary" || r.State != article.StateClean || r.Segments[1].En != story.Segments[1].En {
		t.Errorf("steps %q, state %s, %q", got, r.State, r.Segments[1].En)
	}
}

// TestPutRightWithoutModel: what has one equal in English needs no model, though the
// model had its two chances.
func TestPutRightWithoutModel(t *testing.T) {
	for name, tt := range map[string]struct{ from, to string }{
		"Arabic digits":      {"14", "١٤"},
		"Persian digits":     {"14", "۱۴"},
		"Arabic punctuation": {"SDF) said", "SDF)، said"},
		"forbidden name":     {"Hawi al-Azim", "Hawi the Great"},
		"two wrong names":    {"Price", "Brice"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, func(s *llmfake.Story) {
				for i := range s.Segments {
					if en := strings.Replace(s.Segments[i].En, tt.from, tt.to, 1); en != s.Segments[i].En {
						s.Segments[i].Draft, s.Segments[i].Stubborn = en, true
					}
				}
			}, nil)
			r := b.translate(t)
			if r.State != article.StateClean {
				t.Errorf("state %s, open %+v", r.State, r.Open())
			}
			if got := fixedBy(r); !slices.ContainsFunc(got, func(s string) bool { return strings.HasSuffix(s, " substitution") }) {
				t.Errorf("fixed %q", got)
			}
			for i, s := range r.Segments {
				if got := strings.Replace(s.En, "SDF), said", "SDF) said", 1); got != story.Segments[i].En {
					t.Errorf("segment %s is %q", s.ID, got)
				}
			}
		})
	}
}

// TestBullets: a bullet that fails is asked again once, then withheld; a good
// one of the first reply is never lost.
func TestBullets(t *testing.T) {
	good := story.Bullets
	bad := func(i int) llmfake.Bullet {
		b := good[i]
		b.Text = strings.NewReplacer("14", "41", "230", "320", "north of Baqubah", "north of Mosul").Replace(b.Text)
		return b
	}
	tooFew := "bullet-form"
	for name, tt := range map[string]struct {
		first, second []llmfake.Bullet
		texts         []llmfake.Bullet // in the result
		state         article.State
		check         string // one of the open findings
		fixed         string
	}{
		"one failing, then right":   {[]llmfake.Bullet{good[0], bad(1), good[2]}, good, good, article.StateClean, "", "bullet-number repair"},
		"one failing, other order":  {[]llmfake.Bullet{good[0], bad(1), good[2]}, []llmfake.Bullet{good[2], good[1], good[0]}, good, article.StateClean, "", "bullet-number repair"},
		"one failing, others worse": {[]llmfake.Bullet{good[0], bad(1), good[2]}, []llmfake.Bullet{bad(0), good[1], bad(2)}, good, article.StateClean, "", "bullet-number repair"},
		"one failing twice": {[]llmfake.Bullet{good[0], bad(1), good[2]}, []llmfake.Bullet{good[0], bad(1), good[2]},
			[]llmfake.Bullet{good[0], good[2]}, article.StateFlagged, tooFew, "bullet-number withheld"},
		"second reply fails in all": {[]llmfake.Bullet{good[0], bad(1), good[2]}, []llmfake.Bullet{bad(0), bad(1), bad(2)},
			[]llmfake.Bullet{good[0], good[2]}, article.StateFlagged, tooFew, "bullet-number withheld"},
		"all failing":          {[]llmfake.Bullet{bad(0), bad(1), bad(2)}, []llmfake.Bullet{bad(0), bad(1), bad(2)}, nil, article.StateFlagged, tooFew, "bullet-name withheld"},
		"too few, then more":   {good[:2], good, good, article.StateClean, "", "bullet-form repair"},
		"too few, then others": {good[:2], good[2:], good, article.StateClean, "", "bullet-form repair"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, func(s *llmfake.Story) {
				// Long enough a story to need three bullets.
				s.Segments[2].Ar += strings.Repeat(" وتستمر الاشتباكات في القرى القريبة من الحدود حتى هذه الساعة.", 12)
				s.Segments[2].En += strings.Repeat(" The clashes continue in the villages near the border up to this hour.", 12)
				s.BulletsDraft, s.Bullets = tt.first, tt.second
			}, nil)
			a := storyArticle()
			a.Body += strings.Repeat(" وتستمر الاشتباكات في القرى القريبة من الحدود حتى هذه الساعة.", 12)
			r, err := b.Translate(t.Context(), a)
			if err != nil {
				t.Fatal(err)
			}
			var texts, want []string
			seen := map[string]bool{}
			for _, bullet := range r.Summary {
				texts = append(texts, bullet.Text)
				if seen[bullet.ID] {
					t.Errorf("two bullets %s", bullet.ID)
				}
				seen[bullet.ID] = true
			}
			for _, bullet := range tt.texts {
				want = append(want, bullet.Text)
			}
			if !slices.Equal(texts, want) {
				t.Errorf("bullets %q\nwant %q", texts, want)
			}
			if r.State != tt.state {
				t.Errorf("state %s, open %+v", r.State, r.Open())
			}
			if tt.check != "" && !slices.ContainsFunc(r.Open(), func(f article.Finding) bool { return f.Check == tt.check && f.Severe() }) {
				t.Errorf("open %+v; want a severe %s", r.Open(), tt.check)
			}
			if got := fixedBy(r); !slices.Contains(got, tt.fixed) {
				t.Errorf("fixed %q; want %q", got, tt.fixed)
			}
			if got := steps(b.fake); strings.Count(got, "summary") != 2 {
				t.Errorf("steps %q", got)
			}
		})
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

// TestHopelessRequest: what would be refused again is not asked again as a
// whole; its halves are, as far as the calls go.
func TestHopelessRequest(t *testing.T) {
	b := newBench(t, nil, llmfake.Always(llmfake.TooLong))
	_, err := b.Translate(t.Context(), storyArticle())
	if reply, ok := errors.AsType[*ReplyError](err); !ok || reply.Class() != "context_length" || len(b.fake.Calls()) > b.MaxCalls {
		t.Errorf("error %v after %d calls; want context_length", err, len(b.fake.Calls()))
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
