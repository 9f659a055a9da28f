package queue

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// result is what a worker would publish for a revision of an article.
func result(aid string, revision, edit int, text string) article.Result {
	return article.Result{ID: aid, Revision: revision, Edit: edit, State: article.StateClean, Headline: text, Lane: Urgent}
}

func TestPublishOnlyRises(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	steps := []struct {
		revision, edit int
		want           bool
	}{
		{2, 0, true}, {1, 0, false}, {1, 9, false}, {2, 0, false}, {2, 1, true}, {2, 1, false}, {2, 0, false},
		{2, 3, true}, {3, 0, true}, {2, 4, false},
	}
	for _, s := range steps {
		got, err := q.Publish(t.Context(), result("a1", s.revision, s.edit, "x"))
		if err != nil || got != s.want {
			t.Errorf("%d.%d: got %v, %v, want %v", s.revision, s.edit, got, err, s.want)
		}
	}
	wantEqual(t, "results", results(t, q, "a1"), "[2.0 clean 2.1 clean 2.3 clean 3.0 clean]")
	r, ok, err := q.Latest(t.Context(), "a1")
	wantEqual(t, "latest", []any{r.Revision, r.Edit, ok, err}, "[3 0 true <nil>]")
	_, ok, err = q.Latest(t.Context(), "a2")
	wantEqual(t, "latest of an unknown article", []any{ok, err}, "[false <nil>]")
}

func TestPublishedMessage(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	if _, err := q.Publish(t.Context(), result("a1", 2, 3, "x")); err != nil {
		t.Fatal(err)
	}
	msg, err := q.out.GetLastMsgForSubject(t.Context(), q.subject("out", "en", "clean", "a1"))
	if err != nil {
		t.Fatal(err)
	}
	id := article.MessageID("a1", 2, 3)
	e, err := readEvent(msg.Header)
	if _, perr := time.Parse(time.RFC3339, e.Time); err != nil || perr != nil {
		t.Error(err, perr)
	}
	e.Time = ""
	wantEqual(t, "event", e, event{ID: id, Source: "/" + q.cfg.Prefix, Type: "naql.article.translated.v1", Subject: "a1", DataContentType: "application/json"})
	wantEqual(t, "message id", msg.Header["Nats-Msg-Id"], []string{id})
	for _, part := range []string{`"schema":"naql.result/1"`, `"segments":[]`, `"summary":[]`, `"terms":[]`, `"findings":[]`} {
		if !strings.Contains(string(msg.Data), part) {
			t.Errorf("no %s in %s", part, msg.Data)
		}
	}
}

// Sixteen publishers, each with a connection of its own, try every revision of
// an article at once: each revision is out at most once and they rise.
func TestConcurrentPublishers(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := map[int]int{}
	for range 16 {
		nc, err := server.Connect(Options("publisher", quiet())...)
		if err != nil {
			t.Fatal(err)
		}
		defer nc.Close()
		mine := openQueue(t, nc, q.cfg.Prefix)
		wg.Go(func() {
			for revision := 1; revision <= 10; revision++ {
				ok, err := mine.Publish(t.Context(), result("a1", revision, 0, "x"))
				if err != nil {
					t.Error(err)
				}
				if ok {
					mu.Lock()
					won[revision]++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	last := 0
	for r, err := range q.Results(t.Context(), ResultsQuery{ID: "a1"}) {
		if err != nil || r.Revision <= last {
			t.Fatalf("revision %d after %d, %v", r.Revision, last, err)
		}
		last = r.Revision
		wantEqual(t, fmt.Sprintf("publishers that won revision %d", r.Revision), won[r.Revision], 1)
		delete(won, r.Revision)
	}
	wantEqual(t, "last revision", last, 10)
	wantEqual(t, "won without being there", won, "map[]")
}

// A kill and a publish at the same moment, eighty times: the article
// never ends with text.
func TestKillRacesPublish(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	for i := range 80 {
		a := article.Article{ID: fmt.Sprint("r", i), Version: "1", Body: "خبر"}
		at := place{time.Unix(1, 0), uint64(2*i + 1)}
		if _, err := q.advance(t.Context(), a, at, nil); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		wg.Go(func() {
			time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)
			if _, err := q.Publish(t.Context(), result(a.AID(), 1, 0, "x")); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)
			kill := article.Article{ID: a.ID, Status: article.Canceled}
			h, err := q.advance(t.Context(), kill, place{at.Stream, at.Seq + 1}, nil)
			if err != nil {
				t.Error(err)
			}
			if err := q.enforceKill(t.Context(), kill.AID(), h); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		if got := fmt.Sprint(results(t, q, a.AID())); got != "[]" && got != "[1.0 clean 1.1 killed]" {
			t.Fatalf("article %d: %s", i, got)
		}
	}
}

// A worker dies between its result and its look at the head; the kill came just
// before. Whoever gets the article next puts it right.
func TestKillFoundAfterCrash(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	stop := background(t, q.RunIntake)
	s := story{ID: "x", Version: "1"}
	submit(t, q, Urgent, s)
	seq := submit(t, q, Urgent, story{ID: "x", Status: article.Canceled})
	for headOf(t, q, s.aid()).Seen < seq {
		time.Sleep(5 * time.Millisecond)
	}
	stop()
	if _, err := q.publish(t.Context(), result(s.aid(), 1, 0, "x"), nil); err != nil {
		t.Fatal(err)
	}
	run(t, q)
	settled(t, q)
	wantEqual(t, "results", results(t, q, s.aid()), "[1.0 clean 1.1 killed]")
}

// The text of a killed revision stays unpublished after a newer one revived
// the article.
func TestKilledRevisionStaysKilled(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	s := story{ID: "x", Version: "1"}
	submit(t, q, Urgent, s)
	submit(t, q, Urgent, story{ID: "x", Status: article.Canceled})
	seq := submit(t, q, Urgent, story{ID: "x", Version: "2"})
	for headOf(t, q, s.aid()).Seen < seq {
		time.Sleep(5 * time.Millisecond)
	}
	got, err := q.Publish(t.Context(), result(s.aid(), 1, 0, "killed text"))
	wantEqual(t, "late result of the killed revision", []any{got, err}, "[false <nil>]")
	got, err = q.Publish(t.Context(), result(s.aid(), 2, 0, "new text"))
	wantEqual(t, "result of the new revision", []any{got, err}, "[true <nil>]")
	wantEqual(t, "results", results(t, q, s.aid()), "[2.0 clean]")
}

// lossy is a JetStream whose publishes are stored, but whose answers are lost
// so many times: a fake of a bad network.
type lossy struct {
	jetstream.JetStream
	left int
}

func (l *lossy) PublishMsg(ctx context.Context, msg *nats.Msg, opts ...jetstream.PublishOpt) (*jetstream.PubAck, error) {
	ack, err := l.JetStream.PublishMsg(ctx, msg, opts...)
	if l.left > 0 {
		l.left--
		return nil, nats.ErrTimeout
	}
	return ack, err
}

func TestPublishWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	q.js = &lossy{q.js, 1}
	got, err := q.Publish(t.Context(), result("a1", 1, 0, "x"))
	wantEqual(t, "answer lost", []any{got, err}, "[true <nil>]")
	wantEqual(t, "results", results(t, q, "a1"), "[1.0 clean]")
}

func TestResultsQuery(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	for _, r := range []article.Result{
		{ID: "a", Revision: 1, State: article.StateFlagged}, {ID: "b", Revision: 1, State: article.StateClean},
		{ID: "a", Revision: 1, Edit: 1, State: article.StateCorrected}, {ID: "c", Revision: 1, State: article.StateHeld},
	} {
		if _, err := q.Publish(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	list := func(query ResultsQuery) string {
		var out []string
		for r, err := range q.Results(t.Context(), query) {
			if err != nil {
				return err.Error()
			}
			out = append(out, fmt.Sprint(r.ID, r.State))
		}
		return strings.Join(out, " ")
	}
	wantEqual(t, "all", list(ResultsQuery{}), "aflagged bclean acorrected cheld")
	wantEqual(t, "one article", list(ResultsQuery{ID: "a"}), "aflagged acorrected")
	wantEqual(t, "two states", list(ResultsQuery{States: []article.State{"clean", "held"}}), "bclean cheld")
	wantEqual(t, "none", list(ResultsQuery{ID: "zz"}), "")
	for _, bad := range []ResultsQuery{{ID: "a.>"}, {ID: "*"}, {States: []article.State{"*"}}} {
		if got := list(bad); !strings.Contains(got, "not a") {
			t.Errorf("%+v: %q", bad, got)
		}
	}

	ctx, cancel := context.WithCancel(t.Context())
	var followed []string
	for r, err := range q.Results(ctx, ResultsQuery{Follow: true}) {
		if err != nil {
			wantEqual(t, "end of following", ctx.Err() != nil, true)
			break
		}
		followed = append(followed, r.ID)
		if len(followed) == 4 {
			if _, err := q.Publish(t.Context(), result("d", 1, 0, "x")); err != nil {
				t.Fatal(err)
			}
		}
		if r.ID == "d" {
			cancel()
		}
	}
	cancel()
	wantEqual(t, "followed", followed, "[a b a c d]")
}

func TestReplies(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	r := q.Replies()
	_, ok, err := r.Get(t.Context(), "k1")
	wantEqual(t, "unknown", []any{ok, err}, "[false <nil>]")
	for _, value := range []string{"first", "second"} {
		got, err := r.Put(t.Context(), "k1", []byte(value))
		wantEqual(t, "put "+value, []any{string(got), err}, "[first <nil>]")
	}
	got, ok, err := r.Get(t.Context(), "k1")
	wantEqual(t, "get", []any{string(got), ok, err}, "[first true <nil>]")
	large, err := r.Put(t.Context(), "k2", make([]byte, 5<<20))
	wantEqual(t, "too large", []any{len(large), err}, "[5242880 <nil>]")
	_, ok, err = r.Get(t.Context(), "k2")
	wantEqual(t, "not kept", []any{ok, err}, "[false <nil>]")
	if _, err := r.Put(t.Context(), "no key", nil); err == nil {
		t.Error("a key with a space was taken")
	}

	var wg sync.WaitGroup
	answers := make([]string, 16)
	for i := range answers {
		wg.Go(func() {
			got, err := r.Put(t.Context(), "k3", fmt.Append(nil, i))
			if err != nil {
				t.Error(err)
			}
			answers[i] = string(got)
		})
	}
	wg.Wait()
	for _, a := range answers {
		wantEqual(t, "all use the first", a, answers[0])
	}
}

// A read outlives its consumer, which a member of a cluster takes with it.
func TestReadOutlivesItsConsumer(t *testing.T) {
	t.Parallel()
	for name, follow := range map[string]bool{"once": false, "follow": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			const total = 800 // more than is fetched ahead
			for n := range total {
				if _, err := q.nc.Request(q.subject("desk", "rejected", "a1"), fmt.Append(nil, n), time.Second); err != nil {
					t.Fatal(err)
				}
			}
			stream, err := q.js.Stream(t.Context(), q.stream("DESK"))
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for msg, err := range q.read(t.Context(), q.stream("DESK"), []string{q.subject("desk", ">")}, follow) {
				if err != nil {
					t.Fatal(err)
				}
				if got := string(msg.Data()); got != fmt.Sprint(n) {
					t.Fatalf("got %s as number %d", got, n)
				}
				if n++; n == 1 {
					for reader := range stream.ConsumerNames(t.Context()).Name() {
						if err := stream.DeleteConsumer(t.Context(), reader); err != nil {
							t.Error(err)
						}
					}
				}
				if follow && n == total {
					break
				}
			}
			if n != total {
				t.Errorf("%d of %d", n, total)
			}
		})
	}
}
