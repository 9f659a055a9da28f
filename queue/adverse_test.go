package queue

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// A head that an operator removed is made again above what is published, and
// remembers a kill that was carried out.
func TestRemovedHead(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	s := story{ID: "x", Version: "1"}
	for _, step := range []struct {
		in   story
		want string
	}{
		{s, "[1.0 clean]"},
		{story{ID: "x", Version: "2"}, "[1.0 clean 2.0 clean]"},
		{story{ID: "x", Status: article.Canceled}, "[1.0 clean 2.0 clean 2.1 killed]"},
		{story{ID: "x", Version: "2"}, "[1.0 clean 2.0 clean 2.1 killed]"},
		{story{ID: "x", Version: "3"}, "[1.0 clean 2.0 clean 2.1 killed 3.0 clean]"},
	} {
		if err := q.heads.Delete(t.Context(), s.aid()); err != nil {
			t.Fatal(err)
		}
		submit(t, q, Urgent, step.in)
		settled(t, q)
		wantEqual(t, fmt.Sprint("after ", step.in), results(t, q, ""), step.want)
	}
}

// Two publishers use one message id within a moment: both stories are stored.
func TestSharedMessageID(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	h := nats.Header{"Nats-Msg-Id": {"1"}}
	a := submitRaw(t, q, Urgent, story{ID: "a"}.json(), h)
	b := submitRaw(t, q, Urgent, story{ID: "b"}.json(), h)
	wantEqual(t, "end of a", await(t, q, a).AID, story{ID: "a"}.aid())
	wantEqual(t, "end of b", await(t, q, b).AID, story{ID: "b"}.aid())
}

// A crash of the server brings back what was buried: it is not tried again.
func TestBuriedComesBack(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	var times atomic.Int32
	work := func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 2}, func(ctx context.Context, task *Task) {
			times.Add(1)
			if err := task.Bury(ctx, "poison", "it bites", 4); err != nil && !errors.Is(err, ErrLeaseLost) {
				t.Error(err)
			}
		})
	}
	stop := background(t, work)
	submit(t, q, Urgent, story{ID: "x", Version: "1"})
	settled(t, q)
	submit(t, q, Urgent, story{ID: "x", Version: "2"}) // has a dead letter of another input before it
	settled(t, q)
	stop()
	deleteConsumers(t, q)
	background(t, q.RunIntake)
	background(t, work)
	settled(t, q)
	wantEqual(t, "handed out", times.Load(), 2)
	wantEqual(t, "dead letters", len(deadLetters(t, q, "")), 2)
}

// A worker died between its result and its look at the head, when a kill and a
// revival came: the killed text does not stand while the next is worked on.
func TestKilledAndRevivedAfterCrash(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	stop := background(t, q.RunIntake)
	s := story{ID: "x", Version: "1"}
	submit(t, q, Urgent, s)
	submit(t, q, Urgent, story{ID: "x", Status: article.Canceled})
	seq := submit(t, q, Urgent, story{ID: "x", Version: "2"})
	for headOf(t, q, s.aid()).Seen < seq {
		time.Sleep(5 * time.Millisecond)
	}
	stop()
	if _, err := q.publish(t.Context(), result(s.aid(), 1, 0, "killed text"), nil); err != nil {
		t.Fatal(err)
	}
	b := &bench{hold: make(chan struct{})}
	background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, b.work) })
	defer close(b.hold)
	b.begins(t, 1)
	wantEqual(t, "results", results(t, q, ""), "[1.0 clean 1.1 killed]")
}

// Two intakes and two workers, each pair with a connection of its own: what one
// admits the other may work on, and nothing is doubled or out of order.
func TestTwoIntakes(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	for range 2 {
		nc, err := server.Connect(Options("second", quiet())...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(nc.Close)
		mine := openQueue(t, nc, q.cfg.Prefix)
		run(t, mine)
	}
	var last uint64
	for i := range 60 {
		s := story{ID: fmt.Sprint("x", i%5), Version: fmt.Sprint(i / 5)}
		last = submit(t, q, lanes[i%3], s)
	}
	await(t, q, last)
	settled(t, q)
	latest := map[string]article.Result{}
	for r, err := range q.Results(t.Context(), ResultsQuery{}) {
		if err != nil || !latest[r.ID].Before(r.Revision, r.Edit) {
			t.Fatalf("%d after %d of %s: %v", r.Revision, latest[r.ID].Revision, r.ID, err)
		}
		latest[r.ID] = r
	}
	for id, r := range latest {
		wantEqual(t, "version of "+id, r.SourceVersion, "11")
		wantEqual(t, "revision of "+id, r.Revision, 12)
	}
}

// Eight processes move one head past one log at the same time: each input is
// looked at once, and the revisions are those of the log.
func TestHeadUnderConflict(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	in := time.Unix(1, 0)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for seq := uint64(1); seq <= 20; seq++ {
				a := article.Article{ID: "x", Version: fmt.Sprint(seq), Body: "خبر"}
				if _, err := q.advance(t.Context(), a, place{in, seq}, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	h := headOf(t, q, article.Article{ID: "x"}.AID())
	wantEqual(t, "revision, seq, seen", fmt.Sprint(h.Revision, h.Seq, h.Seen), "20 20 20")
}

// While it is closed nothing is taken, not even what was asked for before, and
// another worker gets that at once.
func TestClosed(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	var until atomic.Int64
	closed := func(string) time.Duration { return time.Until(time.UnixMilli(until.Load())) }
	shut, open := &bench{}, &bench{}
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 2, Flash: 1, Closed: closed}, shut.work)
	})
	submit(t, q, Urgent, story{ID: "before"})
	shut.begins(t, 1)
	time.Sleep(100 * time.Millisecond) // its requests stand at the server
	opens := time.Now().Add(1500 * time.Millisecond)
	until.Store(opens.UnixMilli())
	for _, lane := range lanes {
		submit(t, q, lane, story{ID: lane})
	}
	time.Sleep(200 * time.Millisecond)
	wantEqual(t, "while closed", shut.list(), "[before]")
	stop := background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 3}, open.work) })
	open.begins(t, 3)
	if !time.Now().Before(opens) {
		t.Error("the other worker had to wait for the closed one")
	}
	stop()
	submit(t, q, Routine, story{ID: "after"})
	shut.begins(t, 2)
	if time.Now().Before(opens) {
		t.Error("taken while closed")
	}
	settled(t, q)
}

// A kill, and a newer input, stop what is under way.
func TestSupersededInHand(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	begun := make(chan string, 9)
	ended := make(chan error, 9)
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 4}, func(ctx context.Context, task *Task) {
			held, release := task.Hold(ctx)
			defer release()
			begun <- task.Article.ID + task.Article.Version
			err := sleep(held, 2*time.Second)
			if task.Article.Version == "1" {
				ended <- err
			}
			_ = task.Ack()
		})
	})
	for _, next := range []story{{ID: "x", Status: article.Canceled}, {ID: "y", Version: "2"}} {
		submit(t, q, Urgent, story{ID: next.ID, Version: "1"})
		<-begun
		submit(t, q, Urgent, next)
		start := time.Now()
		if err := <-ended; !errors.Is(err, ErrSuperseded) {
			t.Errorf("%+v: ended with %v", next, err)
		}
		if took := time.Since(start); took > 3*q.cfg.AckWait {
			t.Errorf("%+v: stopped after %v", next, took)
		}
	}
	wantEqual(t, "the newer one goes on", <-begun, "y2")
	settled(t, q)
}

// Parked articles hold up no others, and all come back.
func TestParkedArticles(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	const parked = 60
	for i := range parked {
		if _, err := q.js.PublishAsync(q.subject("in", Routine), story{ID: fmt.Sprint("p", i)}.json()); err != nil {
			t.Fatal(err)
		}
	}
	background(t, q.RunIntake)
	var mu sync.Mutex
	seen := map[string]int{}
	other := make(chan struct{})
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 16}, func(ctx context.Context, task *Task) {
			mu.Lock()
			seen[task.Article.ID]++
			first := seen[task.Article.ID] == 1
			mu.Unlock()
			switch {
			case task.Article.ID == "other":
				close(other)
			case first:
				_ = task.Retry(2 * time.Second)
			}
			_ = task.Ack()
		})
	})
	for n := 0; n < parked; time.Sleep(5 * time.Millisecond) {
		mu.Lock()
		n = len(seen)
		mu.Unlock()
	}
	start := time.Now()
	submit(t, q, Routine, story{ID: "other"})
	<-other
	if took := time.Since(start); took > time.Second {
		t.Errorf("another took %v", took)
	}
	settled(t, q)
	for _, c := range q.consumers(time.Now()) {
		if c.Durable[:4] == "lane" {
			wantEqual(t, c.Durable+": most unacked", c.MaxAckPending, -1) // the usual 1000 would fill up
		}
	}
	for id, n := range seen {
		if id != "other" && n != 2 {
			t.Errorf("%s was handed out %d times", id, n)
		}
	}
}

// What is removed while it is read does not keep the reader waiting.
func TestRemovedWhileRead(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	const n = 600 // more than the client asks for at once
	for range n {
		if _, err := q.js.PublishAsync(q.subject("dead", "poison", "a1"), []byte(`{}`)); err != nil {
			t.Fatal(err)
		}
	}
	<-q.js.PublishAsyncComplete()
	read := 0
	for _, err := range q.DeadLetters(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if read++; read == 1 {
			if err := q.dead.DeleteMsg(t.Context(), n); err != nil {
				t.Fatal(err)
			}
		}
	}
	wantEqual(t, "read", read, n-1)
}

// The reader's own faults end one input.
func TestUnpanicked(t *testing.T) {
	_, err := unpanicked(func() (article.Extraction, error) { panic("index out of range") })
	var invalid *article.InvalidError
	if !errors.As(err, &invalid) || !strings.Contains(invalid.Reason, "index out of range") {
		t.Errorf("got %v", err)
	}
}

func TestOpenRefusesStaleGuards(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	for name, spoil := range map[string]func(*jetstream.StreamConfig){
		"deny_purge":   func(c *jetstream.StreamConfig) { c.DenyPurge = false },
		"allow_direct": func(c *jetstream.StreamConfig) { c.AllowDirect = true },
	} {
		for _, stream := range []string{"_OUT", "_head"} {
			other := &Queue{cfg: q.cfg, nc: q.nc, js: q.js, log: q.log}
			other.cfg.Prefix = fmt.Sprintf("stale%d", prefixes.Add(1))
			for _, c := range other.streams() {
				if !strings.HasSuffix(c.Name, stream) {
					continue
				}
				spoil(&c)
				if _, err := q.js.CreateStream(t.Context(), c); err != nil {
					t.Fatal(err)
				}
			}
			_, err := Open(t.Context(), q.nc, other.cfg)
			var config *ConfigError
			if !errors.As(err, &config) || !strings.Contains(config.Error(), name) {
				t.Errorf("%s of %s: got %v", name, stream, err)
			}
		}
	}
}

// Not parallel: it looks at the whole process. A worker that has stopped
// leaves nothing behind, and one that has nothing to do does nothing.
func TestLeavesNothingAndIdles(t *testing.T) {
	q := newQueue(t)
	q.cfg.AckWait = 10 * time.Second
	cycle := func(idle time.Duration) (used time.Duration) {
		intake := background(t, q.RunIntake)
		work := background(t, func(ctx context.Context) error {
			return q.Tasks(ctx, Slots{Any: 4, Flash: 2}, publishAll(t, q))
		})
		await(t, q, submit(t, q, Urgent, story{ID: fmt.Sprint("x", time.Now())}))
		if idle > 0 {
			time.Sleep(100 * time.Millisecond)
			used = -processorTime(t)
			time.Sleep(idle)
			used += processorTime(t)
		}
		intake()
		work()
		return used
	}
	idle := time.Second
	if used := cycle(idle); used > idle/20 {
		t.Errorf("%v of processor time in %v of nothing to do", used, idle)
	}
	before := runtime.NumGoroutine()
	for range 5 {
		cycle(0)
	}
	var after int
	for range 40 { // the server's ends of what was closed
		if after = runtime.NumGoroutine(); after < before+5 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	buf := make([]byte, 1<<20)
	t.Errorf("%d goroutines became %d\n%s", before, after, buf[:runtime.Stack(buf, true)])
}

func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
