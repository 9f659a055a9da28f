package queue

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"naql/queue/embedded"
)

// admitted submits stories and returns once intake has seen them all.
func admitted(t *testing.T, q *Queue, lane string, ids ...string) {
	t.Helper()
	stop := background(t, q.RunIntake)
	defer stop()
	for _, id := range ids {
		submit(t, q, lane, story{ID: id})
	}
	for _, id := range ids {
		for headOf(t, q, story{ID: id}.aid()).Seen == 0 {
			time.Sleep(5 * time.Millisecond)
		}
	}
}

func numbered(word string, n int) []string {
	var ids []string
	for i := range n {
		ids = append(ids, fmt.Sprint(word, i))
	}
	return ids
}

// bench lets a test decide when a task that began is done.
type bench struct {
	mu    sync.Mutex
	begun []string
	now   int
	most  int
	hold  chan struct{} // nil ends tasks at once
}

func (b *bench) work(_ context.Context, task *Task) {
	b.mu.Lock()
	b.begun = append(b.begun, task.Article.ID)
	b.now++
	b.most = max(b.most, b.now)
	b.mu.Unlock()
	if b.hold != nil {
		<-b.hold
	}
	_ = task.Ack()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now--
}

func (b *bench) list() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.begun...)
}

// begins waits until n tasks have begun.
func (b *bench) begins(t *testing.T, n int) []string {
	t.Helper()
	for range 1000 {
		if len(b.list()) >= n {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if got := b.list(); len(got) < n {
		t.Fatalf("%d tasks began, want %d: %v", len(got), n, got)
	}
	return b.list()
}

func TestLaneOrder(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	admitted(t, q, Routine, numbered("r", 4)...)
	admitted(t, q, Urgent, numbered("u", 10)...)
	b := &bench{}
	background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 1}, b.work) })
	wantEqual(t, "urgent first, every fifth the oldest routine", b.begins(t, 14),
		"[u0 u1 u2 u3 r0 u4 u5 u6 u7 r1 u8 u9 r2 r3]")
	settled2(t, q)
	wantEqual(t, "most at once", b.most, 1)
}

// settled2 is settled without intake, which is not running.
func settled2(t *testing.T, q *Queue) {
	t.Helper()
	background(t, q.RunIntake)
	settled(t, q)
}

func TestFlashHasItsOwnSlots(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	b := &bench{hold: make(chan struct{})}
	stop := background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 3, Flash: 2}, b.work)
	})
	for _, id := range numbered("r", 8) {
		submit(t, q, Routine, story{ID: id})
	}
	wantEqual(t, "routine in hand", len(b.begins(t, 3)), 3)
	for _, id := range numbered("f", 4) {
		submit(t, q, Flash, story{ID: id})
	}
	b.begins(t, 5)
	time.Sleep(100 * time.Millisecond)
	wantEqual(t, "in hand with flash", len(b.list()), 5)
	b.hold <- struct{}{}
	b.hold <- struct{}{}
	begun := b.begins(t, 7)
	wantEqual(t, "flash goes first", strings.Count(strings.Join(begun[3:7], ""), "f"), 4)
	close(b.hold)
	settled(t, q)
	stop()
	wantEqual(t, "each once", len(b.list()), 12)
}

// No message is held back without a slot: two workers with one slot each and
// a busy article share what is left at once.
func TestNoPrefetch(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	q.cfg.AckWait = time.Minute // a message that is sat on would not come back
	background(t, q.RunIntake)
	slow, quick := &bench{hold: make(chan struct{})}, &bench{}
	background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 1}, slow.work) })
	defer close(slow.hold)
	submit(t, q, Urgent, story{ID: "busy"})
	slow.begins(t, 1)
	for i := range 20 {
		submit(t, q, lanes[i%3], story{ID: fmt.Sprint("n", i)})
	}
	background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 1}, quick.work) })
	quick.begins(t, 20)
	wantEqual(t, "the busy worker has", slow.list(), "[busy]")
}

func TestStopping(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	q.cfg.AckWait = time.Minute
	admitted(t, q, Urgent, "short", "long", "third")
	causes := make(chan error, 1)
	begun := make(chan struct{}, 2)
	work := func(ctx context.Context, task *Task) {
		begun <- struct{}{}
		held, release := task.Hold(ctx)
		defer release()
		if task.Article.ID == "short" {
			time.Sleep(100 * time.Millisecond)
			if held.Err() != nil {
				t.Error("the context ended within the grace")
			}
			_ = task.Ack()
			return
		}
		<-held.Done()
		causes <- context.Cause(held)
		_ = task.Retry(0)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- q.Tasks(ctx, Slots{Any: 2, Grace: 300 * time.Millisecond}, work) }()
	<-begun
	<-begun
	stopping := time.Now()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if took := time.Since(stopping); took > 2*time.Second {
		t.Errorf("stopping took %v", took)
	}
	if err := <-causes; !errors.Is(err, ErrStopping) {
		t.Errorf("cause %v, want ErrStopping", err)
	}
	// Both go to the next worker at once, not after the ack wait.
	b := &bench{}
	background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, b.work) })
	got := strings.Join(b.begins(t, 2), " ")
	if got != "long third" && got != "third long" {
		t.Errorf("taken up: %s", got)
	}
}

// An idle worker stops at once.
func TestStoppingIdle(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	start := time.Now()
	if err := q.Tasks(ctx, Slots{Any: 2, Flash: 1}, (&bench{}).work); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %v", took)
	}
}

func TestTaskEnds(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	var mu sync.Mutex
	seen := map[string][]time.Time{}
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 4}, func(ctx context.Context, task *Task) {
			_, release := task.Hold(ctx)
			defer release()
			mu.Lock()
			seen[task.Article.ID] = append(seen[task.Article.ID], time.Now())
			times := len(seen[task.Article.ID])
			mu.Unlock()
			switch {
			case task.Article.ID == "bury":
				if err := task.Bury(ctx, "poison", "it bites", 4); err != nil && !errors.Is(err, ErrLeaseLost) {
					t.Error(err)
				}
				_ = task.Retry(0) // too late: does nothing
			case task.Article.ID == "retry" && times == 1:
				time.Sleep(q.cfg.AckWait) // long enough for heartbeats
				_ = task.Retry(300 * time.Millisecond)
			case task.Article.ID == "forgotten" && times == 1:
			default:
				_ = task.Ack()
			}
		})
	})
	bury := submit(t, q, Urgent, story{ID: "bury"})
	for _, id := range []string{"retry", "forgotten", "ack"} {
		submit(t, q, Urgent, story{ID: id})
	}
	settled(t, q)
	mu.Lock()
	defer mu.Unlock()
	for id, times := range map[string]int{"bury": 1, "retry": 2, "forgotten": 2, "ack": 1} {
		wantEqual(t, id+" was handed out", len(seen[id]), times)
	}
	gap := seen["retry"][1].Sub(seen["retry"][0]) - q.cfg.AckWait
	if gap < 280*time.Millisecond || gap > 900*time.Millisecond {
		t.Errorf("retried after %v, want 300 ms", gap)
	}
	o := await(t, q, bury)
	wantEqual(t, "end", o.End, EndDead)
	wantEqual(t, "dead letter", []any{o.Dead.Class, o.Dead.Reason, o.Dead.Attempts, o.Dead.ID, string(o.Dead.Input)},
		[]any{"poison", "it bites", 4, story{ID: "bury"}.aid(), string(story{ID: "bury"}.json())})
}

func TestSuperseded(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	asked := make(chan string)
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 1}, func(ctx context.Context, task *Task) {
			before, err1 := task.Superseded(ctx)
			next := submit(t, q, Urgent, story{ID: "x", Version: "2"})
			for headOf(t, q, task.AID).Seen < next {
				time.Sleep(time.Millisecond)
			}
			after, err2 := task.Superseded(ctx)
			_ = task.Ack()
			asked <- fmt.Sprint(before, after, err1, err2)
		})
	})
	submit(t, q, Urgent, story{ID: "x", Version: "1"})
	wantEqual(t, "before and after a newer version", <-asked, "false true <nil> <nil>")
	wantEqual(t, "the newer one is worked on, and stays", <-asked, "false false <nil> <nil>")
}

// A task that takes many ack waits stays with its worker.
func TestHoldKeepsTheTask(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	b := &bench{}
	work := func(ctx context.Context, task *Task) {
		held, release := task.Hold(ctx)
		defer release()
		time.Sleep(4 * q.cfg.AckWait)
		if held.Err() != nil {
			t.Errorf("ended: %v", context.Cause(held))
		}
		b.work(ctx, task)
	}
	for range 2 {
		background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, work) })
	}
	submit(t, q, Urgent, story{ID: "long"})
	settled(t, q)
	wantEqual(t, "handed out", b.list(), "[long]")
}

// A server that is gone ends the lease within the ack wait, with our cause.
func TestHoldIsLostWithTheServer(t *testing.T) {
	t.Parallel()
	own, err := embedded.Start(embedded.Config{Dir: t.TempDir(), Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	nc, err := Connect(own.URL(), "holder", quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	q := openQueue(t, nc, "hold")
	lost := make(chan error, 1)
	var began time.Time
	var stopServer sync.Once
	background(t, q.RunIntake)
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 1, Grace: time.Second}, func(ctx context.Context, task *Task) {
			held, release := task.Hold(ctx)
			defer release()
			stopServer.Do(own.Shutdown)
			began = time.Now()
			<-held.Done()
			lost <- context.Cause(held)
		})
	})
	submit(t, q, Urgent, story{ID: "x"})
	if err := <-lost; !errors.Is(err, ErrLeaseLost) {
		t.Errorf("cause %v, want ErrLeaseLost", err)
	}
	if took := time.Since(began); took > q.cfg.AckWait+100*time.Millisecond {
		t.Errorf("known after %v, the ack wait is %v", took, q.cfg.AckWait)
	}
}
