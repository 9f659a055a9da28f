package worker

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"naql/article"
	"naql/glossary"
	"naql/llm"
	"naql/llm/llmfake"
	"naql/queue"
	"naql/queue/embedded"
)

// awaitLimit is how long a test waits for an article.
const awaitLimit = 20 * time.Second

// line is a running worker on a real queue.
type line struct {
	bench
	*queue.Queue
	nc   *nats.Conn
	stop func() // ends the worker and waits for it
}

// newLine starts an embedded server, its intake and the worker.
func newLine(t testing.TB, b bench) line {
	t.Helper()
	return newLineWith(t, b, 500*time.Millisecond, nil)
}

// newLineWith takes an ack wait. With own, the worker uses what is published
// on the queue, and that until then.
func newLineWith(t testing.TB, b bench, ackWait time.Duration, own *glossary.Glossary) line {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	server, err := embedded.Start(embedded.Config{Dir: t.TempDir(), InProcess: true, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Shutdown)
	nc, err := server.Connect(queue.Options("test", log)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	q, err := queue.Open(t.Context(), nc, queue.Config{AckWait: ackWait, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	b.Queue, b.Replies = q, q.Replies()
	if own != nil {
		b.Glossary = q.LiveGlossary(own, "").Current
	}
	ctx, cancel := context.WithCancel(context.Background())
	var parts sync.WaitGroup
	for _, part := range []func(context.Context) error{q.RunIntake, b.Run} {
		parts.Go(func() {
			if err := part(ctx); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		})
	}
	stop := sync.OnceFunc(func() { cancel(); parts.Wait() })
	t.Cleanup(stop)
	return line{b, q, nc, stop}
}

// submit sends the story under an id of its own, changed.
func (l line) submit(t testing.TB, id string, change func(*article.Article)) uint64 {
	t.Helper()
	a := storyArticle()
	a.ID = id
	if change != nil {
		change(&a)
	}
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return l.send(t, raw)
}

func (l line) send(t testing.TB, raw []byte) uint64 {
	t.Helper()
	header := nats.Header{}
	if bytes.HasPrefix(raw, []byte("{")) {
		header.Set("Content-Type", "application/json")
	}
	seq, err := l.Submit(t.Context(), queue.Routine, "test", raw, header)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func (l line) await(t testing.TB, seq uint64) queue.Outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), awaitLimit)
	defer cancel()
	end, err := l.Await(ctx, seq)
	if err != nil {
		t.Fatal(err)
	}
	return end
}

func (l line) wantState(t *testing.T, seq uint64, want article.State) article.Result {
	t.Helper()
	end := l.await(t, seq)
	if end.End != queue.EndPublished || end.Result.State != want {
		t.Fatalf("input %d ended %s %+v; want published %s", seq, end.End, end.Dead, want)
	}
	return *end.Result
}

func TestQueueEndToEnd(t *testing.T) {
	l := newLine(t, newBench(t, nil, nil))
	r := l.wantState(t, l.submit(t, "a", nil), article.StateClean)
	if r.Revision != 1 || r.Edit != 0 || r.Lane != queue.Routine || r.Source != "test" || r.SourceID != "a" {
		t.Errorf("result %d/%d lane %s source %s id %s", r.Revision, r.Edit, r.Lane, r.Source, r.SourceID)
	}
	before := len(l.fake.Calls())
	r = l.wantState(t, l.submit(t, "a", func(a *article.Article) { a.Version = "2"; a.Credit = "رويترز" }), article.StateClean)
	if r.Revision != 2 || len(l.fake.Calls()) != before {
		t.Errorf("revision %d, %d new calls; want 2 and none: the text is the same", r.Revision, len(l.fake.Calls())-before)
	}
}

// TestBadInputOnTheQueue: a dead letter with the reason and the whole input,
// and the worker goes on.
func TestBadInputOnTheQueue(t *testing.T) {
	for name, raw := range map[string]string{
		"empty body":    `{"id":"x","headline":"عنوان","body":"  "}`,
		"no body":       `{"id":"x","headline":"عنوان"}`,
		"broken JSON":   `{"id":"x","body":"نص`,
		"not Arabic":    `{"id":"x","body":"The road was opened again on Thursday after work of three days."}`,
		"invalid UTF-8": "{\"id\":\"x\",\"body\":\"\xde\xed\xe1 \xe3\xd5\xcf\xd1\"}",
		"NUL":           "{\"id\":\"x\",\"body\":\"قال مصدر\x00 أمني\"}",
		"empty":         "",
		"only chrome":   "الرئيسية | سياسة | رياضة\nالتعليقات (0)\nاشترك في نشرتنا البريدية",
	} {
		t.Run(name, func(t *testing.T) {
			l := newLine(t, newBench(t, nil, nil))
			bad := l.send(t, []byte(raw))
			good := l.submit(t, "good", nil)
			end := l.await(t, bad)
			if end.End != queue.EndDead || end.Dead.Class != "invalid" || end.Dead.Reason == "" || string(end.Dead.Input) != raw {
				t.Errorf("ended %s, %+v; want a dead letter with the input", end.End, end.Dead)
			}
			l.wantState(t, good, article.StateClean)
		})
	}
}

// poisoned is a model that panics over one text.
type poisoned struct{ model }

type model = Model // so that the field does not hide the method

func (p poisoned) Ask(ctx context.Context, r llm.Request) (llm.Reply, error) {
	if strings.Contains(r.Messages[len(r.Messages)-1].Content, "مسموم") {
		panic("index out of range")
	}
	return p.model.Ask(ctx, r)
}

// TestBadReplyOnTheQueue: what gives no usable reply is buried with its class
// after a bounded number of calls, and its neighbour goes on.
func TestBadReplyOnTheQueue(t *testing.T) {
	bad := func(c llmfake.Call) bool { return strings.Contains(string(c.Body), "مسموم") }
	for class, fault := range map[string]llmfake.Fault{"reply": llmfake.TwiceKeys, "refused": llmfake.Refusal, "poison": nil} {
		t.Run(class, func(t *testing.T) {
			b := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
				if bad(c) {
					return fault
				}
				return nil
			})
			if class == "poison" {
				b.Endpoints[0].Model = poisoned{b.Endpoints[0].Model}
			}
			l := newLine(t, b)
			seq := l.submit(t, "bad", func(a *article.Article) { a.Headline = "خبر مسموم عن القتال" })
			good := l.submit(t, "good", nil)
			end := l.await(t, seq)
			if end.End != queue.EndDead || end.Dead.Class != class || !strings.Contains(string(end.Dead.Input), "مسموم") {
				t.Fatalf("ended %s %+v; want dead %s with the input", end.End, end.Dead, class)
			}
			l.wantState(t, good, article.StateClean)
			calls := slices.DeleteFunc(b.fake.Calls(), func(c llmfake.Call) bool { return !bad(c) })
			if len(calls) > b.MaxCalls {
				t.Errorf("%d calls for it, at most %d", len(calls), b.MaxCalls)
			}
		})
	}
}

// TestBusyEndpoint: an article that met a 429 waits as long as it was told,
// without a slot; another does not wait for it.
func TestBusyEndpoint(t *testing.T) {
	const wait = time.Second
	var told atomic.Int64
	b := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
		if strings.Contains(string(c.Body), "مزدحم") && told.CompareAndSwap(0, time.Now().UnixNano()) {
			return llmfake.RateLimit(wait)
		}
		return nil
	})
	b.Slots = 1
	l := newLine(t, b)
	busy := l.submit(t, "busy", func(a *article.Article) { a.Headline = "خبر مزدحم عن القتال" })
	for told.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	l.wantState(t, l.submit(t, "other", nil), article.StateClean)
	if since := time.Since(time.Unix(0, told.Load())); since > wait {
		t.Errorf("the other article took %s: it waited too", since)
	}
	if end := l.await(t, busy); end.End != queue.EndPublished {
		t.Fatalf("ended %s", end.End)
	}
	for _, c := range b.fake.Calls() {
		if strings.Contains(string(c.Body), "مزدحم") && c.N > 1 && c.At.UnixNano() < told.Load()+int64(wait) && c.At.UnixNano() > told.Load() {
			t.Errorf("call %d came before the wait was over", c.N)
		}
	}
}

// TestReplyWithoutOneGoodID: where every id is doubled, or none is there,
// nothing can be shown to an editor: the article is dead, its neighbour is not.
func TestReplyWithoutOneGoodID(t *testing.T) {
	for name, fault := range map[string]llmfake.Fault{
		"all doubled": func(r *llmfake.Reply) { r.Segments = append(r.Segments, r.Segments...) },
		"all missing": func(r *llmfake.Reply) { r.Segments = []llmfake.Marked{{ID: "p99", Text: "Nobody asked."}} },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
				if strings.Contains(string(c.Body), "معطوب") {
					return fault
				}
				return nil
			})
			l := newLine(t, b)
			bad := l.submit(t, "bad", func(a *article.Article) { a.Headline = "خبر معطوب عن القتال" })
			good := l.submit(t, "good", nil)
			if end := l.await(t, bad); end.End != queue.EndDead || end.Dead.Class != "reply" || !strings.Contains(string(end.Dead.Input), "معطوب") {
				t.Errorf("ended %s %+v; want dead with the input", end.End, end.Dead)
			}
			l.wantState(t, good, article.StateClean)
		})
	}
}

// TestNobodyToAsk: without a key, and without an endpoint, articles wait.
func TestNobodyToAsk(t *testing.T) {
	for name, config := range map[string]llm.Config{
		"no key":      {BaseURL: "https://model.invalid/v1", Profile: "generic", Format: "json"},
		"unreachable": {BaseURL: "http://127.0.0.1:1/v1", Profile: "generic", Format: "json"},
	} {
		t.Run(name, func(t *testing.T) {
			client, err := llm.New(config)
			if err != nil {
				t.Fatal(err)
			}
			b := newBench(t, nil, nil)
			b.Endpoints[0].Model = client
			l := newLine(t, b)
			l.submit(t, "a", nil)
			time.Sleep(500 * time.Millisecond)
			for dead, err := range l.DeadLetters(t.Context(), "") {
				t.Errorf("dead letter %+v, err %v", dead, err)
			}
			for r, err := range l.Results(t.Context(), queue.ResultsQuery{}) {
				t.Errorf("result %s, err %v", r.State, err)
			}
		})
	}
}

// TestEndpointDown: nothing is dead and nothing is lost while the endpoint
// refuses, and the work goes on when it does not.
func TestEndpointDown(t *testing.T) {
	for name, fault := range map[string]llmfake.Fault{"server error": llmfake.ServerError, "reset": llmfake.Reset, "overloaded": llmfake.Overloaded} {
		t.Run(name, func(t *testing.T) {
			var down atomic.Bool
			down.Store(true)
			b := newBench(t, nil, func(llmfake.Call) llmfake.Fault {
				if down.Load() {
					return fault
				}
				return nil
			})
			l := newLine(t, b)
			seq := l.submit(t, "a", nil)
			for len(b.fake.Calls()) == 0 {
				time.Sleep(time.Millisecond)
			}
			down.Store(false)
			l.wantState(t, seq, article.StateClean)
		})
	}
}

// TestWrongSettings: with a wrong key, model or reply format the worker does
// not exit, does not bury, and does not hammer.
func TestWrongSettings(t *testing.T) {
	for name, fault := range map[string]llmfake.Fault{"key": llmfake.Unauthorized, "model": llmfake.NoModel, "reply format": llmfake.NoSchema} {
		t.Run(name, func(t *testing.T) { testWrongSetting(t, fault) })
	}
}

func testWrongSetting(t *testing.T, fault llmfake.Fault) {
	b := newBench(t, nil, llmfake.Always(fault))
	l := newLine(t, b)
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		l.submit(t, id, nil)
	}
	time.Sleep(time.Second)
	if n := len(b.fake.Calls()); n == 0 || n > 2*4 {
		t.Errorf("%d calls in a second; want one for each slot at most, and one more without what was refused", n)
	}
	for dead, err := range l.DeadLetters(t.Context(), "") {
		t.Errorf("dead letter %+v, err %v", dead, err)
	}
}

// TestKilledWhileInHand: after a kill no further call is paid and nothing is
// published.
func TestKilledWhileInHand(t *testing.T) {
	asked, goOn := make(chan struct{}), make(chan struct{})
	b := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
		if c.Step == "translate" {
			close(asked)
			<-goOn
		}
		return nil
	})
	l := newLine(t, b)
	l.submit(t, "a", nil)
	<-asked
	kill := l.send(t, []byte(`{"id":"a","status":"canceled"}`))
	if end := l.await(t, kill); end.End != queue.EndKilled {
		t.Errorf("the kill ended %s", end.End)
	}
	close(goOn)
	l.stop()
	if got := steps(b.fake); got != "translate" {
		t.Errorf("steps %q; a call was paid after the kill", got)
	}
	for r, err := range l.Results(t.Context(), queue.ResultsQuery{}) {
		t.Errorf("published %s, err %v", r.State, err)
	}
}

// TestStopFinishesWhatIsInHand: a call under way when the worker is told to
// stop is not thrown away.
func TestStopFinishesWhatIsInHand(t *testing.T) {
	asked := make(chan struct{})
	b := newBench(t, nil, func(c llmfake.Call) llmfake.Fault {
		if c.Step == "translate" {
			close(asked)
			time.Sleep(300 * time.Millisecond)
		}
		return nil
	})
	l := newLine(t, b)
	seq := l.submit(t, "a", nil)
	<-asked
	l.stop()
	l.wantState(t, seq, article.StateClean)
}
