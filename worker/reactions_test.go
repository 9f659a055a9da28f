package worker

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"naql/article"
	"naql/llm"
	"naql/llm/llmfake"
	"naql/prompts"
	"naql/queue"
)

// twoEndpoints is a bench with a second endpoint behind the first, which always
// works. The first is as its faults are.
func twoEndpoints(t *testing.T, faults func(llmfake.Call) llmfake.Fault) (bench, *llmfake.Server) {
	t.Helper()
	b := newBench(t, nil, faults)
	fake, client := newFake(t, llmfake.Script{Stories: []llmfake.Story{story}}, 2*time.Second, nil)
	b.Endpoints[0].Name, b.Endpoints[0].Scope = "first", "x"
	b.Endpoints = append(b.Endpoints, Endpoint{Model: client, Name: "second", Scope: "y"})
	return b, fake
}

func respond(status int, body string, header map[string]string) llmfake.Fault {
	return func(r *llmfake.Reply) { r.Status, r.Body, r.Header = status, []byte(body), header }
}

// faultTable is every class of trouble with a model, as operators report them,
// and what becomes of an article: with that endpoint alone, and with another
// behind it. docs/model.md is the same for people.
var faultTable = []struct {
	name  string
	fault llmfake.Fault
	// alone is "waits", for as long as the trouble lasts, a state, or the class
	// of the dead letter.
	alone string
	// other is whether the second endpoint is asked at once.
	other bool
	// most is how many calls the first may get then.
	most int
}{
	{"1 429 with seconds", llmfake.RateLimit(2 * time.Second), "waits", false, 2},
	{"1 429 with milliseconds", llmfake.RateLimitMillis(1500 * time.Millisecond), "waits", false, 2},
	{"1 429 with a date", llmfake.RateLimitDate(time.Now().Add(30 * time.Second)), "waits", false, 2},
	{"1 429 for an hour", llmfake.RateLimit(time.Hour), "waits", true, 1},
	{"1 429 that says so in its text", respond(429, `{"error":{"message":"Rate limit reached, please try again in 114h18m0s"}}`, nil), "waits", true, 1},
	{"2 quota", llmfake.Quota, "waits", true, 1},
	{"2 no credit", respond(402, `{"error":{"code":402,"message":"Insufficient credits"}}`, nil), "waits", true, 1},
	{"3 key", llmfake.Unauthorized, "waits", true, 1},
	{"3 model", llmfake.NoModel, "waits", true, 1},
	{"3 address", respond(404, `<html>not here</html>`, map[string]string{"Content-Type": "text/html"}), "waits", true, 1},
	{"4 context length", llmfake.TooLong, "context_length", true, 4},
	{"5 an unknown member, again and again", respond(422, `{"detail":[{"type":"extra_forbidden","loc":["body","response_format"],"msg":"Extra inputs are not permitted"}]}`, nil), "waits", true, 3},
	{"6 500", llmfake.ServerError, "waits", false, 2},
	{"6 503", llmfake.Overloaded, "waits", false, 2},
	{"6 reset", llmfake.Reset, "waits", false, 2},
	{"7 hang before the first byte", llmfake.Hang, "waits", false, 2},
	{"7 hang in the body", llmfake.Stall, "waits", false, 2},
	{"8 cut JSON", llmfake.CutJSON, "malformed", true, 2},
	{"8 an error with status 200", llmfake.ErrorBody, "malformed", true, 2},
	{"8 no choices", llmfake.NoChoices, "malformed", true, 2},
	{"8 a web page", llmfake.Web, "malformed", true, 2},
	{"9 length", llmfake.Length, "truncated", true, 4},
	{"10 reasoning alone", llmfake.OnlyThinking, "reasoning", true, 2},
	{"10 reasoning to the cap", func(r *llmfake.Reply) { llmfake.OnlyThinking(r); r.Finish = "length" }, "reasoning", true, 2},
	{"11 white space", llmfake.Spaces, "looping", true, 2},
	{"11 white space in JSON", func(r *llmfake.Reply) {
		r.Segments, r.Content = nil, `{"segments":`+strings.Repeat(" \n", 2000)
	}, "looping", true, 2},
	{"11 repetition", func(r *llmfake.Reply) {
		r.Segments, r.Content = nil, `{"segments":[`+strings.Repeat("The area of Hawi al-Azim is quiet and the area of Baqubah is quiet. ", 60)
	}, "looping", true, 2},
	{"12 filter", llmfake.ContentFilter, "filtered", true, 1},
	{"12 filter of Azure", llmfake.AzureFilter, "filtered", true, 1},
	{"12 filter of Azure as a completion", llmfake.AzureFilterCompletion, "filtered", true, 1},
	{"13 refusal, content null", llmfake.Refusal, "refused", true, 1},
	{"13 refusal, content empty", llmfake.RefusalEmpty, "refused", true, 1},
	{"13 refusal as prose", llmfake.RefusalProse, "refused", true, 1},
	{"14 empty", llmfake.Empty, "empty", true, 2},
	{"15 wrong language", llmfake.Arabic, "flagged", true, 2},
	{"15 another language", llmfake.French, "flagged", true, 2},
	{"15 chatter around JSON", llmfake.Chatter, "clean", false, 2},
	{"15 the question over again", llmfake.Parrot, "truncated", true, 4},
	{"15 JSON of its own", llmfake.OwnJSON, "reply", true, 2},
	{"16 no usage", llmfake.NoUsage, "clean", false, 2},
	{"17 a member twice", llmfake.TwiceKeys, "reply", true, 2},
}

// strikes lets the fault meet all steps that ask for English.
func strikes(fault llmfake.Fault) func(llmfake.Call) llmfake.Fault {
	return llmfake.Always(fault, llm.StepTranslate, llm.StepRepair)
}

func TestFaultsAlone(t *testing.T) {
	for _, tt := range faultTable {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var over atomic.Bool
			b := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
				if over.Load() {
					return nil
				}
				return strikes(tt.fault)(c)
			})
			b.Endpoints[0].Scope = "x"
			b.quick(t)
			l := newLine(t, b)
			seq := l.submit(t, "a", nil)
			if tt.alone == "waits" {
				time.Sleep(700 * time.Millisecond)
				for r, err := range l.Results(t.Context(), queue.ResultsQuery{}) {
					t.Errorf("result %s, %v", r.State, err)
				}
				for dead, err := range l.DeadLetters(t.Context(), "") {
					t.Errorf("dead letter %s, %v", dead.Class, err)
				}
				if n := len(b.fake.Calls()); n == 0 || n > 5 {
					t.Errorf("%d calls", n)
				}
				return
			}
			end := l.await(t, seq)
			switch {
			case end.End == queue.EndDead && end.Dead.Class == tt.alone && len(end.Dead.Input) > 0:
			case end.End == queue.EndPublished && string(end.Result.State) == tt.alone:
			default:
				t.Errorf("ended %s %+v %+v; want %s", end.End, end.Dead, end.Result, tt.alone)
			}
			if n := b.fake.Count(llm.StepTranslate, ""); n > b.MaxCalls {
				t.Errorf("%d calls for the draft", n)
			}
		})
	}
}

// quick makes the first endpoint give up on a call soon.
func (b bench) quick(t *testing.T) {
	t.Helper()
	client, err := llm.New(llm.Config{BaseURL: b.Endpoints[0].Model.Endpoint(), Model: "scripted", Profile: "generic", Format: "json",
		Timeout: time.Second, Idle: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	b.Endpoints[0].Model = client
}

func TestFaultsWithAnotherEndpoint(t *testing.T) {
	for _, tt := range faultTable {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b, second := twoEndpoints(t, strikes(tt.fault))
			b.quick(t)
			l := newLine(t, b)
			began := time.Now()
			seq := l.submit(t, "a", nil)
			if tt.alone == "waits" && !tt.other {
				// One call's trouble is no endpoint's: the article waits for it. After
				// two failures, or once the breaker is open, the other has its turn.
				time.Sleep(400 * time.Millisecond)
				if n := len(second.Calls()); n > 0 {
					t.Errorf("%d calls of the second endpoint", n)
				}
				return
			}
			r := l.wantState(t, seq, article.StateClean)
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
			if n := b.fake.Count(llm.StepTranslate, ""); n > tt.most {
				t.Errorf("%d calls of the first endpoint, want %d", n, tt.most)
			}
			if tt.other && len(second.Calls()) == 0 {
				t.Error("the second endpoint was not asked")
			}
			if r.Provenance.PromptTokens == 0 {
				t.Error("no tokens are counted")
			}
		})
	}
}

// The table of reactions has every class, and none that the provider is not to
// blame for keeps an article waiting.
func TestReactionsAreComplete(t *testing.T) {
	page, err := os.ReadFile("../docs/model.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, class := range []llm.Class{llm.RateLimit, llm.Quota, llm.Auth, llm.ModelMissing, llm.Server, llm.Unreachable, llm.Timeout,
		llm.UnsupportedParameter, llm.ContextLength, llm.BadRequest, llm.Unrecorded, llm.Truncated, llm.Reasoning, llm.Looping,
		llm.Filtered, llm.Refused, llm.Empty, llm.Malformed, llm.Unreadable} {
		if r := class.Reaction(); !r.Waits && !r.Final && len(r.Then) == 0 {
			t.Errorf("%s has no reaction", class)
		}
		if !strings.Contains(string(page), "\n| `"+string(class)+"` |") {
			t.Errorf("docs/model.md does not tell of %s", class)
		}
	}
}

// field is a member of a call's body.
func field(t *testing.T, c llmfake.Call, name string) any {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal(c.Body, &body); err != nil {
		t.Fatal(err)
	}
	return body[name]
}

// A reply that reached its cap is asked for with twice the room, one that was
// reasoning alone with four times, and without reasoning.
func TestMoreRoom(t *testing.T) {
	for name, tt := range map[string]struct {
		fault llmfake.Fault
		times float64
		quiet bool
	}{"length": {llmfake.Length, 2, false}, "reasoning": {llmfake.OnlyThinking, 4, true}} {
		b := newBench(t, nil, llmfake.First(1, tt.fault))
		r := b.translate(t)
		calls := b.fake.Calls()
		was, is := field(t, calls[0], "max_tokens").(float64), field(t, calls[1], "max_tokens").(float64)
		if r.State != article.StateClean || is != tt.times*was {
			t.Errorf("%s: %s, cap %v, then %v", name, r.State, was, is)
		}
		if quiet := field(t, calls[1], "reasoning_effort") == "none"; quiet != tt.quiet {
			t.Errorf("%s: reasoning off %v", name, quiet)
		}
	}
}

// What an endpoint refuses is left out from then on, at no cost, whatever it is.
func TestRefusedMembers(t *testing.T) {
	for _, refused := range [][]string{{"json_schema"}, {"json_schema", "json_object"}, {"temperature"}, {"max_tokens"}, {"max_tokens", "max_completion_tokens"}, {"response_format"}} {
		t.Run(strings.Join(refused, " "), func(t *testing.T) {
			for _, format := range []string{"auto", "json"} {
				fake := llmfake.New(llmfake.Script{Stories: []llmfake.Story{story}})
				fake.Refuses = refused
				server := newServer(t, fake)
				client, err := llm.New(llm.Config{BaseURL: server + "/v1", Model: "scripted", Profile: "vllm", Format: format})
				if err != nil {
					t.Fatal(err)
				}
				b := newBench(t, nil, nil)
				b.fake, b.Endpoints = fake, []Endpoint{{Model: client}}
				b.MaxCalls = 1
				if slices.Contains(refused, "json_object") && format == "json" || refused[0] == "response_format" && format == "json" {
					continue // the scripted model writes JSON only where it is asked for in the request
				}
				r := b.translate(t)
				if want := 2 + len(refused); r.State != article.StateClean || r.Provenance.Calls != 2 || len(fake.Calls()) > want+1 {
					t.Errorf("%s: %s, %d calls, %d paid; want at most %d", format, r.State, len(fake.Calls()), r.Provenance.Calls, want)
				}
				if v := client.Verdict(); len(v.Without) == 0 || v.At.IsZero() {
					t.Errorf("verdict %+v", v)
				}
			}
		})
	}
}

func newServer(t *testing.T, h http.Handler) string {
	t.Helper()
	return serve(t, h).URL
}

// A server with a validating front answers a form of reply that it does not
// know with a 500 (llama-cpp-python 0.3.36).
func TestRefusedWithA500(t *testing.T) {
	fake := llmfake.New(llmfake.Script{Stories: []llmfake.Story{story}})
	fake.Refuses, fake.Validates = []string{"json_schema"}, true
	client, err := llm.New(llm.Config{BaseURL: newServer(t, fake) + "/v1", Model: "scripted", Profile: "llamacpp"})
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, nil, nil)
	b.Endpoints = []Endpoint{{Model: client}}
	if r := b.translate(t); r.State != article.StateClean || len(fake.Calls()) != 3 {
		t.Errorf("%s after %d calls", r.State, len(fake.Calls()))
	}
}

// A form of reply that goes wrong again and again is given up for a simpler one.
func TestFormIsGivenUp(t *testing.T) {
	fake := llmfake.New(llmfake.Script{Stories: []llmfake.Story{story}})
	fake.Faults = func(c llmfake.Call) llmfake.Fault {
		if c.Schema != nil {
			return llmfake.TwiceKeys
		}
		return nil
	}
	client, err := llm.New(llm.Config{BaseURL: newServer(t, fake) + "/v1", Model: "scripted", Profile: "vllm"})
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, nil, nil)
	b.Endpoints = []Endpoint{{Model: client}}
	if r := b.translate(t); r.State != article.StateClean {
		t.Errorf("state %s", r.State)
	}
	if f, _ := client.FormatKnown(); f != llm.FormatObject || fake.Count("", "") != 3+2 {
		t.Errorf("format %s after %d calls", f, fake.Count("", ""))
	}
}

// One segment that no model translates does not cost its neighbours: the
// article goes to an editor with all but that one.
func TestOneBadSegment(t *testing.T) {
	for name, fault := range map[string]llmfake.Fault{"filter": llmfake.AzureFilter, "refusal": llmfake.Refusal, "length": llmfake.Length, "loop": llmfake.Spaces} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const n, bad = 13, 7
			long, body := manyParagraphs(n)
			b := newBench(t, func(s *llmfake.Story) { *s = long }, func(c llmfake.Call) llmfake.Fault {
				for _, s := range c.Segments {
					if s.Text == long.Segments[bad].Ar {
						return fault
					}
				}
				return nil
			})
			r, err := b.Translate(t.Context(), article.Article{ID: "long", Source: "test", Body: body})
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range r.Segments {
				if want := long.Segments[i].En; i != bad && s.En != want {
					t.Errorf("segment %s: %q", s.ID, s.En)
				}
			}
			if r.Segments[bad].En != "" || r.State != article.StateFlagged {
				t.Errorf("state %s, %q", r.State, r.Segments[bad].En)
			}
			if calls := b.fake.Count("", ""); calls > 24 {
				t.Errorf("%d calls", calls)
			}
		})
	}
}

// manyParagraphs is a story of n paragraphs that differ.
func manyParagraphs(n int) (llmfake.Story, string) {
	var s llmfake.Story
	var body []string
	towns := [][2]string{{"البصرة", "Basra"}, {"الموصل", "Mosul"}, {"كركوك", "Kirkuk"}, {"النجف", "Najaf"}, {"بغداد", "Baghdad"}}
	for i := range n {
		town := towns[i%len(towns)]
		count := json.Number(string(rune('1'+i%9)) + string(rune('0'+i/9%10)) + "7").String()
		ar := "قال المسؤول في مدينة " + town[0] + " إن " + count + " عائلة عادت إلى منازلها في الحي رقم " + string(rune('1'+i/5)) + "."
		en := "The official in the city of " + town[1] + " said " + count + " families had returned to their homes in neighborhood No. " + string(rune('1'+i/5)) + "."
		s.Segments = append(s.Segments, llmfake.Segment{Ar: ar, En: en})
		body = append(body, ar)
	}
	s.Bullets = []llmfake.Bullet{
		{Text: s.Segments[0].En, Cites: []string{"p1"}}, {Text: s.Segments[1].En, Cites: []string{"p2"}}, {Text: s.Segments[2].En, Cites: []string{"p3"}},
	}
	return s, strings.Join(body, "\n\n")
}

// A long article is asked for in chunks that fit the window, at once; each is
// told what leads up to it, and together they are the whole.
func TestChunks(t *testing.T) {
	const n = 40
	long, body := manyParagraphs(n)
	fake := llmfake.New(llmfake.Script{Stories: []llmfake.Story{long}})
	fake.Delay, fake.Context = 100*time.Millisecond, 4096
	client, err := llm.New(llm.Config{BaseURL: newServer(t, fake) + "/v1", Model: "scripted", Profile: "llamacpp", Format: "json", Window: 2500})
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, nil, nil)
	b.Endpoints = []Endpoint{{Model: client}}
	began := time.Now()
	r, err := b.Translate(t.Context(), article.Article{ID: "long", Source: "test", Headline: "عودة عائلات", Body: body})
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	chunks, largest, smallest := fake.Count(llm.StepTranslate, ""), 0, n
	for _, c := range fake.Calls() {
		if c.Step != llm.StepTranslate {
			continue
		}
		largest, smallest = max(largest, len(c.Segments)), min(smallest, len(c.Segments))
		if first := c.Segments[0].ID; first != "h" && !strings.Contains(c.Messages[1].Content, "عودة عائلات") {
			t.Errorf("the chunk of %s does not show the headline", first)
		}
	}
	if chunks < 3 || largest > 2*smallest || took > time.Second {
		t.Errorf("%d chunks of %d to %d segments in %s", chunks, smallest, largest, took)
	}
	for i, s := range r.Segments[1:] {
		if s.En != long.Segments[i].En || s.Model != "scripted" {
			t.Errorf("%s: %q by %q", s.ID, s.En, s.Model)
		}
	}
}

// Flash may go to a better model than the rest.
func TestLanesOfEndpoints(t *testing.T) {
	b, second := twoEndpoints(t, nil)
	b.Endpoints[0].Lanes = []string{queue.Flash}
	l := newLine(t, b)
	l.wantState(t, l.submit(t, "a", nil), article.StateClean)
	if len(second.Calls()) != 2 || len(b.fake.Calls()) != 0 {
		t.Errorf("routine: %d and %d calls", len(b.fake.Calls()), len(second.Calls()))
	}
	a := storyArticle()
	a.Body = story.Segments[2].Ar
	raw, _ := json.Marshal(a)
	seq, err := l.Submit(t.Context(), queue.Flash, "desk", raw, map[string][]string{"Content-Type": {"application/json"}})
	if err != nil {
		t.Fatal(err)
	}
	l.await(t, seq)
	if len(b.fake.Calls()) < 2 {
		t.Errorf("flash: %d calls of its endpoint", len(b.fake.Calls()))
	}
}

// A segment that comes again is not paid for again: in a correction, in another
// article, after a restart, and whoever wrote it.
func TestSegmentsAreRemembered(t *testing.T) {
	b := newBench(t, nil, nil)
	l := newLine(t, b)
	b.Memory = l.Memory()
	first := l.wantState(t, l.submit(t, "a", nil), article.StateClean)
	if first.Provenance.ReusedSegments != 0 || first.Segments[1].Reused || first.Segments[1].Memory == "" {
		t.Errorf("the first: %+v", first.Segments)
	}
	const more = "وقال سكان إن الطريق إلى المنطقة مغلق."
	before := len(b.fake.Calls())
	second := *l.await(t, l.submit(t, "b", func(a *article.Article) { a.Body += "\n\n" + more })).Result
	calls := b.fake.Calls()[before:]
	if len(calls[0].Segments) != 1 || calls[0].Segments[0].Text != more || calls[0].Step != llm.StepTranslate {
		t.Errorf("asked for %+v", calls[0].Segments)
	}
	if second.Provenance.ReusedSegments != 3 || !second.Segments[0].Reused || second.Segments[0].En != first.Segments[0].En || second.Segments[3].Reused {
		t.Errorf("reused %d: %+v", second.Provenance.ReusedSegments, second.Segments)
	}
	// An editor's words go before a model's.
	d := queue.Decision{ID: first.ID, Revision: 1, By: "editor"}
	if err := json.Unmarshal([]byte(`[{"id":"h","en":"Fourteen militants killed near Baqubah"}]`), &d.Segments); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- l.RunDecisions(t.Context()) }()
	if _, err := l.Decide(t.Context(), queue.Corrected, d); err != nil {
		t.Fatal(err)
	}
	for {
		if v, found, err := l.VerdictOn(t.Context(), first.ID); err != nil || found {
			if !v.Applied {
				t.Fatal(v.Reason, err)
			}
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	third := l.await(t, l.submit(t, "c", nil)).Result
	if s := third.Segments[0]; s.En != "Fourteen militants killed near Baqubah" || s.EditedBy != "editor" || !s.Reused || s.Model != "" {
		t.Errorf("after an editor: %+v", s)
	}
}

// What is not good enough is not remembered.
func TestWhatIsFlaggedIsForgotten(t *testing.T) {
	b := newBench(t, func(s *llmfake.Story) {
		s.Segments[1].Draft, s.Segments[1].Stubborn = strings.Replace(s.Segments[1].En, "14", "41", 1), true
	}, nil)
	l := newLine(t, b)
	b.Memory = l.Memory()
	l.wantState(t, l.submit(t, "a", nil), article.StateFlagged)
	r := l.wantState(t, l.submit(t, "b", nil), article.StateFlagged)
	if r.Provenance.ReusedSegments != 2 || r.Segments[1].Reused {
		t.Errorf("reused %d: %+v", r.Provenance.ReusedSegments, r.Segments)
	}
}

// Who wrote a segment is who the endpoint says it was.
func TestAnotherModelAnswers(t *testing.T) {
	b := newBench(t, nil, llmfake.Always(func(r *llmfake.Reply) { r.Model = "a-smaller-one" }))
	r := b.translate(t)
	if r.Provenance.Model != "a-smaller-one" || r.Segments[0].Model != "a-smaller-one" {
		t.Errorf("%+v, %q", r.Provenance, r.Segments[0].Model)
	}
}

// Calls under way are bounded as the configuration says, over all articles.
func TestCallsAtOnce(t *testing.T) {
	fake := llmfake.New(llmfake.Script{Stories: []llmfake.Story{story}})
	fake.AtOnce, fake.Delay = 2, 20*time.Millisecond
	var refused atomic.Int64
	client, err := llm.New(llm.Config{BaseURL: newServer(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := httptest.NewRecorder()
		fake.ServeHTTP(seen, r)
		if seen.Code == http.StatusTooManyRequests {
			refused.Add(1)
		}
		w.WriteHeader(seen.Code)
		w.Write(seen.Body.Bytes())
	})) + "/v1", Model: "scripted", Profile: "generic", Format: "json", Limits: llm.Limits{Calls: 2}})
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, nil, nil)
	b.Endpoints, b.Slots = []Endpoint{{Model: client, Scope: "x"}}, 8
	l := newLine(t, b)
	var sent []uint64
	for i := range 12 {
		sent = append(sent, l.submit(t, string(rune('a'+i)), func(a *article.Article) { a.Body += " " + strings.Repeat("و", i+1) }))
	}
	for _, seq := range sent {
		l.await(t, seq)
	}
	if n := refused.Load(); n > 0 {
		t.Errorf("%d calls more than were configured under way", n)
	}
}

// What others have remembered since an article was first asked for changes none
// of its questions: the reply that was paid for is still the answer.
func TestMemoryAfterACrash(t *testing.T) {
	var fail atomic.Bool
	fail.Store(true)
	b := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
		if c.Step == llm.StepSummary && fail.Load() {
			return llmfake.ServerError // the article goes back to the queue after its draft
		}
		return nil
	})
	l := newLine(t, b)
	b.Memory = l.Memory()
	seq := l.submit(t, "a", nil)
	for b.fake.Count(llm.StepSummary, "") == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	written := map[string]queue.Remembered{}
	e := b.open(t.Context(), storyArticle(), queue.Routine)
	e.findTerms()
	key := prompts.MemoryKey(e.segments[1], e.mentions)
	written[queue.MachineKey(key, e.maker("scripted"))] = queue.Remembered{En: story.Segments[1].En, Model: "scripted"}
	if err := l.Memory().Remember(t.Context(), written); err != nil {
		t.Fatal(err)
	}
	fail.Store(false)
	r := l.wantState(t, seq, article.StateClean)
	if n := b.fake.Count(llm.StepTranslate, ""); n != 1 || r.Provenance.ReusedSegments != 0 {
		t.Errorf("%d drafts paid, %d segments reused", n, r.Provenance.ReusedSegments)
	}
}
