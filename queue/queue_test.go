package queue

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
	"naql/queue/embedded"
)

// The tests share one real server; each has streams of its own by its prefix.
var (
	server   *embedded.Server
	prefixes atomic.Int64
)

func TestMain(m *testing.M) {
	if os.Getenv("NAQL_TEST_WORKER") != "" {
		beWorker()
		return
	}
	flag.Parse()
	// The tests mostly wait: for ack waits, for servers, for the disk.
	if err := flag.Set("test.parallel", "6"); err != nil {
		panic(err)
	}
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "naql-queue")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		if server, err = embedded.Start(embedded.Config{Dir: dir, Log: quiet()}); err != nil {
			panic(err)
		}
		defer server.Shutdown()
		return m.Run()
	}())
}

func quiet() *slog.Logger {
	if os.Getenv("NAQL_TEST_LOG") != "" {
		return slog.Default()
	}
	return slog.New(slog.DiscardHandler)
}

// newQueue opens a queue with fresh streams and a connection of its own.
func newQueue(t *testing.T) *Queue {
	t.Helper()
	nc, err := server.Connect(Options(t.Name(), quiet())...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return openQueue(t, nc, fmt.Sprintf("t%d", prefixes.Add(1)))
}

func openQueue(t *testing.T, nc *nats.Conn, prefix string) *Queue {
	t.Helper()
	q, err := Open(t.Context(), nc, Config{Prefix: prefix, AckWait: 400 * time.Millisecond, MaxInput: 64 << 20, Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// background runs f until the test ends, or until the returned stop is called.
func background(t *testing.T, f func(context.Context) error) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- f(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("background: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// story is an input in naql's own JSON.
type story struct {
	ID       string `json:"id,omitempty"`
	Version  string `json:"version,omitempty"`
	Source   string `json:"source,omitempty"`
	Headline string `json:"headline,omitempty"`
	Body     string `json:"body,omitempty"`
	Status   string `json:"status,omitempty"`
}

func (s story) json() []byte {
	if s.Body == "" && s.Status != article.Canceled {
		s.Body = "أعلنت الوزارة اليوم افتتاح الجسر الجديد أمام حركة السير بعد أشهر من العمل."
	}
	data, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return data
}

// aid is the identity that the story has when it comes without a source.
func (s story) aid() string { return article.Article{ID: s.ID, Source: s.Source}.AID() }

func submit(t *testing.T, q *Queue, lane string, s story) uint64 {
	t.Helper()
	return submitRaw(t, q, lane, s.json(), nil)
}

func submitRaw(t *testing.T, q *Queue, lane string, data []byte, h nats.Header) uint64 {
	t.Helper()
	seq, err := q.Submit(t.Context(), lane, "", data, h)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

// translation is what a worker would publish for a task.
func translation(task *Task) article.Result {
	return article.Result{
		ID: task.AID, Source: task.Article.Source, SourceID: task.Article.ID, SourceVersion: task.Article.Version,
		Revision: task.Revision, State: article.StateClean, Lane: task.Lane, SourceLanguage: "ar", Language: "en",
		Headline: "Bridge opens",
		Segments: []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: task.Article.Body, En: "The bridge opened."}},
	}
}

// publishAll is work that publishes each task's translation.
func publishAll(t *testing.T, q *Queue) func(context.Context, *Task) {
	return func(ctx context.Context, task *Task) {
		ctx, release := task.Hold(ctx)
		defer release()
		if !publishOne(t, q, ctx, task) {
			return
		}
		if err := task.Ack(); err != nil {
			t.Errorf("ack: %v", err)
		}
	}
}

// publishOne publishes a held task's translation, and reports whether the task
// is done. A busy machine may lose a lease as short as the tests'; the task
// then comes back.
func publishOne(t *testing.T, q *Queue, held context.Context, task *Task) bool {
	_, err := q.Publish(held, translation(task))
	if err != nil && held.Err() == nil {
		t.Errorf("publish: %v", err)
	}
	return err == nil || errors.Is(err, ErrSuperseded)
}

// results returns "revision.edit state" of all results of an article, or of
// all articles for an empty aid.
func results(t *testing.T, q *Queue, aid string) []string {
	t.Helper()
	var out []string
	for r, err := range q.Results(t.Context(), ResultsQuery{ID: aid}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%d.%d %s", r.Revision, r.Edit, r.State))
	}
	return out
}

func deadLetters(t *testing.T, q *Queue, aid string) []DeadLetter {
	t.Helper()
	var out []DeadLetter
	for d, err := range q.DeadLetters(t.Context(), aid) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

func await(t *testing.T, q *Queue, seq uint64) Outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
	defer cancel()
	o, err := q.Await(ctx, seq)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// settled waits until every input has been acked by intake and by its lane.
func settled(t *testing.T, q *Queue) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !isSettled(t, q); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the consumers do not settle")
		}
	}
}

func isSettled(t *testing.T, q *Queue) bool {
	t.Helper()
	in, err := q.js.Stream(t.Context(), q.stream("IN"))
	if err != nil {
		t.Fatal(err)
	}
	info := in.CachedInfo()
	// A consumer that is just being made says that nothing is pending.
	var intake, inLanes uint64
	for _, want := range q.consumers(info.Created) {
		c, err := in.Consumer(t.Context(), want.Durable)
		if err != nil || c.CachedInfo().NumPending > 0 || c.CachedInfo().NumAckPending > 0 {
			return false
		}
		if want.MaxAckPending == 1 {
			intake = c.CachedInfo().AckFloor.Consumer
		} else {
			inLanes += c.CachedInfo().AckFloor.Consumer
		}
	}
	return intake >= info.State.Msgs && inLanes >= info.State.Msgs
}

func wantEqual(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("%s\n got %s\nwant %s", what, g, w)
	}
}

func headOf(t *testing.T, q *Queue, aid string) head {
	t.Helper()
	h, _, err := q.readHead(t.Context(), aid)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestOpenRefusesWhatBreaksPromises(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	openQueue(t, q.nc, q.cfg.Prefix) // what is there and right is left alone

	table := map[string]func(*jetstream.StreamConfig){
		"discard":           func(c *jetstream.StreamConfig) { c.Discard = jetstream.DiscardOld },
		"max_age":           func(c *jetstream.StreamConfig) { c.MaxAge = time.Hour },
		"retention":         func(c *jetstream.StreamConfig) { c.Retention = jetstream.WorkQueuePolicy },
		"allow_rollup_hdrs": func(c *jetstream.StreamConfig) { c.AllowRollup = true },
		"allow_msg_ttl":     func(c *jetstream.StreamConfig) { c.AllowMsgTTL = true },
		"allow_atomic":      func(c *jetstream.StreamConfig) { c.AllowAtomicPublish = true },
		"allow_msg_schedules": func(c *jetstream.StreamConfig) {
			c.AllowMsgSchedules, c.AllowRollup, c.Discard = true, true, jetstream.DiscardOld
		},
		"deny_delete": func(c *jetstream.StreamConfig) { c.DenyDelete = false },
		"subjects":    func(c *jetstream.StreamConfig) { c.Subjects = append(c.Subjects, q.cfg.Prefix+"x.in.slow") },
		"storage":     func(c *jetstream.StreamConfig) { c.Storage, c.MaxBytes = jetstream.MemoryStorage, 1<<20 },
	}
	for name, spoil := range table {
		t.Run(name, func(t *testing.T) {
			other := &Queue{cfg: q.cfg, nc: q.nc, js: q.js, log: q.log}
			other.cfg.Prefix = fmt.Sprintf("bad%d", prefixes.Add(1))
			bad := other.streams()[0]
			spoil(&bad)
			if _, err := q.js.CreateStream(t.Context(), bad); err != nil {
				t.Fatal(err)
			}
			_, err := Open(t.Context(), q.nc, other.cfg)
			var config *ConfigError
			if !errors.As(err, &config) {
				t.Fatalf("got %v, want a ConfigError", err)
			}
			if !strings.Contains(config.Error(), bad.Name) || !strings.Contains(config.Error(), name) {
				t.Errorf("%q names not both %s and %s", config, bad.Name, name)
			}
		})
	}
}

func TestOpenKeepsTheOperatorsChoices(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	other := &Queue{cfg: q.cfg, nc: q.nc, js: q.js, log: q.log}
	other.cfg.Prefix = fmt.Sprintf("op%d", prefixes.Add(1))
	in := other.streams()[0]
	in.MaxBytes, in.Description, in.Duplicates = 1<<20, "ours", time.Minute
	if _, err := q.js.CreateStream(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), q.nc, other.cfg); err != nil {
		t.Fatal(err)
	}
	s, err := q.js.Stream(t.Context(), in.Name)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "max_bytes", s.CachedInfo().Config.MaxBytes, 1<<20)
}

func TestAckWaitIsTakenOverOnlyWhileIdle(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	in, err := q.input(t.Context(), laneName(Urgent), 1)
	if err != nil {
		t.Fatal(err)
	}
	other := openQueue(t, q.nc, q.cfg.Prefix)
	other.cfg.AckWait = 5 * time.Second

	submit(t, q, Urgent, story{ID: "a"})
	msg, err := in.msgs.Next(jetstream.NextMaxWait(5 * time.Second))
	if err != nil {
		t.Fatal(err)
	}
	busy, err := other.input(t.Context(), laneName(Urgent), 1)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "while a message is in hand", busy.ackWait, q.cfg.AckWait)
	if err := msg.DoubleAck(t.Context()); err != nil {
		t.Fatal(err)
	}
	in.close()
	busy.close()
	idle, err := other.input(t.Context(), laneName(Urgent), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer idle.close()
	wantEqual(t, "once idle", idle.ackWait, other.cfg.AckWait)
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	_, err := Connect("nats://127.0.0.1:1", "test", quiet())
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("connect: got %v, want ErrUnreachable", err)
	}
	nc, err := Connect("nats://127.0.0.1:1", "test", quiet(), nats.RetryOnFailedConnect(true))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	start := time.Now()
	if _, err = Open(t.Context(), nc, Config{}); !errors.Is(err, ErrUnreachable) {
		t.Errorf("open: got %v, want ErrUnreachable", err)
	}
	if took := time.Since(start); took > 7*time.Second {
		t.Errorf("took %v to say so", took)
	}
}
