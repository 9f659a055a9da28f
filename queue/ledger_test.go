package queue

import (
	"context"
	"errors"
	"testing"
	"time"
)

// taken hands out one task and keeps its lane's worker running.
func taken(t *testing.T, q *Queue) *Task {
	t.Helper()
	tasks := make(chan *Task)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done := make(chan error, 1)
	go func() {
		done <- q.Tasks(ctx, Slots{Any: 1, Grace: time.Millisecond}, func(_ context.Context, task *Task) {
			task.ended = true // so that nobody ends it but the test
			tasks <- task
		})
	}()
	select {
	case task := <-tasks:
		stop()
		<-done
		task.ended = false
		return task
	case <-time.After(20 * time.Second):
		t.Fatal("no task within 20 s")
	}
	return nil
}

// vanish leaves the task as a killed process would.
func vanish(task *Task) { task.ended = true }

func open(t *testing.T, task *Task, step string) (failed int, err error) {
	t.Helper()
	return task.Open(t.Context(), step, "key-of-"+step, 2)
}

// Calls that failed count over redeliveries; the bound is theirs plus two for
// those that were cut off.
func TestCallsAreBounded(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	admitted(t, q, Urgent, "a")
	task := taken(t, q)
	for i := range 2 {
		failed, err := open(t, task, "draft")
		if err != nil || failed != i {
			t.Fatalf("call %d: %d failed before, %v", i, failed, err)
		}
		task.Close("draft", Failed, "malformed")
	}
	if err := task.Retry(0); err != nil {
		t.Fatal(err)
	}
	task = taken(t, q)
	_, err := open(t, task, "draft")
	var spent *SpentError
	if !errors.As(err, &spent) || spent.Failed != 2 || spent.Calls != 2 || spent.Last != "malformed" {
		t.Errorf("third call: %v", err)
	}
	for range 5 { // refused ones cost nothing
		if _, err := open(t, task, "summary"); err != nil {
			t.Fatal(err)
		}
		task.Close("summary", Unpaid, "")
	}
	for i := range 4 { // aborted ones may have been paid
		if _, err := open(t, task, "summary"); err != nil {
			t.Fatalf("aborted call %d: %v", i, err)
		}
		task.Close("summary", Aborted, "")
	}
	if _, err := open(t, task, "summary"); !errors.As(err, &spent) || spent.Calls != 4 || spent.Failed != 0 {
		t.Errorf("fifth call of which nothing is known: %v", err)
	}
	if err := task.Retry(0); err != nil {
		t.Fatal(err)
	}
}

// A worker that vanishes leaves the article to the next after the ack wait. In
// a call it counts as cut off, with the reply stored or no call open as a
// crash; after two the article is suspect, after a third crash dead.
func TestCrashesAreCounted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		begin         func(*testing.T, *Queue, *Task)
		cuts, crashes int
	}{
		{"in no call", func(*testing.T, *Queue, *Task) {}, 0, 1},
		{"in a call", func(t *testing.T, _ *Queue, task *Task) { _, _ = open(t, task, "draft") }, 1, 0},
		{"after a call", func(t *testing.T, q *Queue, task *Task) {
			_, _ = open(t, task, "draft")
			if _, err := q.Replies().Put(t.Context(), "key-of-draft", []byte("{}")); err != nil {
				t.Error(err)
			}
		}, 0, 1},
		{"in one of two calls", func(t *testing.T, q *Queue, task *Task) {
			_, _ = open(t, task, "draft")
			_, _ = open(t, task, "summary")
			if _, err := q.Replies().Put(t.Context(), "key-of-draft", []byte("{}")); err != nil {
				t.Error(err)
			}
		}, 1, 0},
		{"waiting to be alone", func(t *testing.T, _ *Queue, task *Task) {
			if err := task.note(t.Context(), func(e *entry) { e.Working = false }); err != nil {
				t.Error(err)
			}
		}, 0, 0},
		{"handed back", func(t *testing.T, _ *Queue, task *Task) { _ = task.handBack(t.Context()) }, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			admitted(t, q, Urgent, "a")
			task := taken(t, q)
			began := time.Now()
			tt.begin(t, q, task)
			vanish(task)
			task = taken(t, q)
			if waited := time.Since(began); waited > q.cfg.AckWait*3/2+time.Second {
				t.Errorf("taken up after %s", waited)
			}
			if task.book.Cuts != tt.cuts || task.book.Crashes != tt.crashes || task.Suspect() {
				t.Errorf("%d cut off, %d crashes, suspect %v", task.book.Cuts, task.book.Crashes, task.Suspect())
			}
			_ = task.Retry(0)
		})
	}
}

func TestPoison(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	admitted(t, q, Urgent, "a")
	for n := range 3 {
		task := taken(t, q)
		if suspect := n >= crashAllowance; task.Suspect() != suspect || task.book.Working == suspect {
			t.Errorf("crash %d: suspect %v, working %v", n, task.Suspect(), task.book.Working)
		}
		if task.Suspect() {
			if err := task.Begin(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		vanish(task)
	}
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 1}, func(context.Context, *Task) { t.Error("handed out again") })
	})
	settled2(t, q)
	dead := deadLetters(t, q, "")
	if len(dead) != 1 || dead[0].Class != "poison" || len(dead[0].Input) == 0 {
		t.Errorf("dead letters %+v", dead)
	}
}

// The server hands out an article again while it is in hand, as it does after
// a crash of its own: the second worker waits, and the first goes on.
func TestLeaseOutlivesTheServersMemory(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	admitted(t, q, Urgent, "a")
	first := taken(t, q)
	held, release := first.Hold(t.Context())
	defer release()
	again := &Task{Article: first.Article, AID: first.AID, Revision: 1, q: q, at: first.at, ackWait: first.ackWait, owner: "another"}
	wait, err := again.lease(t.Context())
	if err != nil || wait <= 0 || wait > first.ackWait {
		t.Errorf("the second waits %s, %v", wait, err)
	}
	if held.Err() != nil {
		t.Errorf("the first lost it: %v", context.Cause(held))
	}
	if _, err := open(t, first, "draft"); err != nil {
		t.Error(err)
	}
	_ = first.Retry(0)
}

// A newer revision takes the article over at once; the older may pay nothing
// more, and its end is no crash.
func TestNewerTakesOver(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	submit(t, q, Urgent, story{ID: "a", Version: "1"})
	old := taken(t, q)
	submit(t, q, Flash, story{ID: "a", Version: "2", Body: "جديد"})
	began := time.Now()
	newer := taken(t, q)
	if took := time.Since(began); newer.Revision != 2 || took > q.cfg.AckWait {
		t.Errorf("revision %d after %s", newer.Revision, took)
	}
	if _, err := open(t, old, "draft"); !errors.Is(err, ErrSuperseded) {
		t.Errorf("the older: %v", err)
	}
	if err := old.renew(t.Context()); !errors.Is(err, ErrSuperseded) {
		t.Errorf("the older renews: %v", err)
	}
	if newer.book.Crashes+newer.book.Cuts != 0 {
		t.Error("the newer counts a crash")
	}
	vanish(old)
	_ = newer.Ack()
}

// A write whose answer was lost has landed: the next one finds its own.
func TestLedgerWriteThatLanded(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	admitted(t, q, Urgent, "a")
	task := taken(t, q)
	before := task.book.stored
	if _, err := open(t, task, "draft"); err != nil {
		t.Fatal(err)
	}
	task.book.stored = before // as if no answer had come
	if _, err := open(t, task, "summary"); err != nil {
		t.Error(err)
	}
	_ = task.Retry(0)
	if err := task.renew(t.Context()); !errors.Is(err, ErrLeaseLost) {
		t.Errorf("after it was handed back: %v", err)
	}
}
