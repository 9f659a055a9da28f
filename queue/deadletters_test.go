package queue

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"naql/article"
)

// buryOnce is work that buries the first task of each article and publishes
// what comes later.
func buryOnce(t *testing.T, q *Queue) func(context.Context, *Task) {
	return func(ctx context.Context, task *Task) {
		if task.Epoch > 0 || task.Article.Version == "good" {
			publishAll(t, q)(ctx, task)
			return
		}
		// A busy machine may lose a lease as short as the tests'.
		if err := task.Bury(ctx, "timeout", "no answer", 4); err != nil && !errors.Is(err, ErrLeaseLost) {
			t.Error(err)
		}
	}
}

// oneLetter waits for the article's only dead letter.
func oneLetter(t *testing.T, q *Queue, aid string) DeadLetter {
	t.Helper()
	for range 1000 {
		if all := deadLetters(t, q, aid); len(all) > 0 {
			return all[0]
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("no dead letter")
	return DeadLetter{}
}

func TestRetryDead(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, buryOnce(t, q)) })
	s := story{ID: "a", Version: "7"}
	first := submit(t, q, Urgent, s)
	d := oneLetter(t, q, s.aid())
	if d.Number == 0 || d.at.Seq != first {
		t.Errorf("letter %d of input %d", d.Number, d.at.Seq)
	}
	// the same content again is the same input: it shares the end
	submit(t, q, Urgent, s)
	settled(t, q)
	wantEqual(t, "results before", results(t, q, s.aid()), "[]")
	seq, err := q.RetryDead(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "the retried input", await(t, q, seq).End, EndPublished)
	wantEqual(t, "the first one", await(t, q, first).End, EndPublished)
	wantEqual(t, "results", results(t, q, s.aid()), "[1.0 clean]")
	h := headOf(t, q, s.aid())
	wantEqual(t, "head", []any{h.Revision, h.Epoch, h.Seq == seq}, "[1 1 true]")
	var no *RetryError
	if _, err := q.RetryDead(t.Context(), d); !errors.As(err, &no) {
		t.Errorf("retried twice: %v", err)
	}
	if standing, err := q.StandingOf(t.Context(), d); err != nil || standing != StandingRetried {
		t.Errorf("standing %s, %v", standing, err)
	}
	settled(t, q)
}

func TestRetryIsRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		then story
		want Standing
	}{
		"a newer version is known": {story{ID: "a", Version: "8", Body: "نص أحدث من الأول بكثير."}, StandingSuperseded},
		"a kill is known":          {story{ID: "a", Status: article.Canceled}, StandingKilled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			background(t, q.RunIntake)
			background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, buryOnce(t, q)) })
			s := story{ID: "a", Version: "7"}
			submit(t, q, Urgent, s)
			d := oneLetter(t, q, s.aid())
			submit(t, q, Urgent, tt.then)
			settled(t, q)
			var no *RetryError
			if _, err := q.RetryDead(t.Context(), d); !errors.As(err, &no) {
				t.Errorf("retried: %v", err)
			}
			if standing, err := q.StandingOf(t.Context(), d); err != nil || standing != tt.want {
				t.Errorf("standing %s, %v", standing, err)
			}
		})
	}
}

// What a publisher writes into the header means nothing unless the letter
// holds the same article and bytes, and nobody has tried it again.
func TestForgedRetries(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, buryOnce(t, q)) })
	mine, other := story{ID: "a", Source: "one"}, story{ID: "a", Source: "two"}
	submitRaw(t, q, Urgent, mine.json(), nats.Header{"Naql-Source": {"one"}})
	d := oneLetter(t, q, mine.aid())
	for _, header := range []string{fmt.Sprint(d.Number), "999", "-1", "x", "18446744073709551616", ""} {
		msg := &nats.Msg{Subject: q.subject("in", Urgent, "two"), Data: other.json(), Header: nats.Header{retryHeader: {header}}}
		if _, err := q.js.PublishMsg(t.Context(), msg); err != nil {
			t.Fatal(err)
		}
	}
	settled(t, q)
	wantEqual(t, "epoch of the letter's article", headOf(t, q, mine.aid()).Epoch, 0)
	wantEqual(t, "epoch of the forger's", headOf(t, q, other.aid()).Epoch, 0)
	wantEqual(t, "results", results(t, q, ""), "[]")
	// Another text under the letter's number is a new revision, as without it.
	changed := mine
	changed.Body = "نص آخر تماما عن موضوع آخر."
	msg := &nats.Msg{Subject: q.subject("in", Urgent, "one"), Data: changed.json(), Header: nats.Header{retryHeader: {fmt.Sprint(d.Number)}}}
	if _, err := q.js.PublishMsg(t.Context(), msg); err != nil {
		t.Fatal(err)
	}
	settled(t, q)
	h := headOf(t, q, mine.aid())
	wantEqual(t, "head", []int{h.Revision, h.Epoch}, "[2 0]")
}

// What was no article is judged anew; its old letter goes.
func TestRetryOfNoArticle(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	submitRaw(t, q, Urgent, []byte("{"), nats.Header{"Content-Type": {"application/json"}})
	d := oneLetter(t, q, "")
	if _, err := q.RetryDead(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if all := deadLetters(t, q, ""); len(all) == 1 && all[0].Number != d.Number {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("letters %+v", deadLetters(t, q, ""))
}

func TestDrop(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	submitRaw(t, q, Urgent, []byte("{"), nats.Header{"Content-Type": {"application/json"}})
	d := oneLetter(t, q, "")
	if err := q.Drop(t.Context(), d.Number); err != nil {
		t.Fatal(err)
	}
	if err := q.Drop(t.Context(), d.Number); !errors.Is(err, ErrNoLetter) {
		t.Errorf("dropped twice: %v", err)
	}
	if _, err := q.DeadLetter(t.Context(), d.Number); !errors.Is(err, ErrNoLetter) {
		t.Errorf("read after it was dropped: %v", err)
	}
	wantEqual(t, "letters", len(deadLetters(t, q, "")), 0)
}
