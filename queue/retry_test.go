package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

// buried runs intake and a worker that buries the first epoch of what is not
// "good", and returns the letter of the story.
func buried(t *testing.T, q *Queue, s story, h nats.Header) DeadLetter {
	t.Helper()
	background(t, q.RunIntake)
	background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, buryOnce(t, q)) })
	submitRaw(t, q, Urgent, s.json(), h)
	return oneLetter(t, q, s.aid())
}

// A publisher who may send the very input again gets nothing else done by the
// header: what is newer by its headers is a new revision.
func TestRetryHeaderHidesNothing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		header nats.Header
		want   string // revision and epoch of the head
	}{
		"a higher version":               {nats.Header{"Naql-Version": {"8"}}, "[2 0]"},
		"a lower version":                {nats.Header{"Naql-Version": {"6"}}, "[1 0]"},
		"another address":                {nats.Header{"Naql-Version": {"7"}, "Naql-Url": {"https://example.org/b"}}, "[2 0]"},
		"the input as it was, once more": {nats.Header{"Naql-Version": {"7"}}, "[1 1]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			s := story{ID: "a"}
			d := buried(t, q, s, nats.Header{"Naql-Version": {"7"}})
			h := tt.header
			h[retryHeader] = []string{strconv.FormatUint(d.Number, 10)}
			if _, err := q.js.PublishMsg(t.Context(), &nats.Msg{Subject: q.subject("in", Urgent), Data: s.json(), Header: h}); err != nil {
				t.Fatal(err)
			}
			settled(t, q)
			head := headOf(t, q, s.aid())
			wantEqual(t, "head", []int{head.Revision, head.Epoch}, tt.want)
		})
	}
}

// Retries that cross, and a retry that is delivered again, are one.
func TestRetriesCross(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	s := story{ID: "a"}
	d := buried(t, q, s, nil)
	for range 3 {
		msg := &nats.Msg{Subject: d.Subject, Data: d.Input, Header: nats.Header{retryHeader: {strconv.FormatUint(d.Number, 10)}}}
		if _, err := q.js.PublishMsg(t.Context(), msg); err != nil {
			t.Fatal(err)
		}
	}
	settled(t, q)
	wantEqual(t, "epoch", headOf(t, q, s.aid()).Epoch, 1)
	wantEqual(t, "results", results(t, q, ""), "[1.0 clean]")
	wantEqual(t, "letters", classes(t, q), "[timeout]")
}

// A letter of a former input stream can be retried in the one made after it,
// until the input has come there by itself: then that one's letter counts.
func TestRetryInANewStream(t *testing.T) {
	t.Parallel()
	for name, again := range map[string]bool{"nothing came since": false, "the input came again": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			s := story{ID: "a", Version: "7"}
			d := buried(t, q, s, nil)
			if err := q.js.DeleteStream(t.Context(), q.stream("IN")); err != nil {
				t.Fatal(err)
			}
			for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
				if _, err := q.js.Stream(t.Context(), q.stream("IN")); err == nil {
					break
				} else if time.Now().After(deadline) {
					t.Fatal(err)
				}
			}
			if again {
				submit(t, q, Routine, s)
				settled(t, q)
				all := deadLetters(t, q, "")
				wantEqual(t, "letters", len(all), 2)
				var no *RetryError
				if _, err := q.RetryDead(t.Context(), d); !errors.As(err, &no) {
					t.Errorf("the old letter is retried: %v", err)
				}
				d = all[1]
			}
			if _, err := q.RetryDead(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			settled(t, q)
			wantEqual(t, "results", results(t, q, ""), "[1.0 clean]")
			h := headOf(t, q, s.aid())
			wantEqual(t, "head", []int{h.Revision, h.Epoch}, "[1 1]")
		})
	}
}

// A retry keeps the version, source and address that came in headers.
func TestRetryKeepsHeaders(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	s := story{ID: "a", Source: "wafa"}
	d := buried(t, q, s, nats.Header{"naql-source": {"wafa"}, "Naql-Version": {"3"}, "Nats-TTL": {"1s"}})
	seq, err := q.RetryDead(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	o := await(t, q, seq)
	wantEqual(t, "result", []any{o.End, o.Result.Source, o.Result.SourceVersion, o.Result.Revision}, "[published wafa 3 1]")
}

func TestRetryNeedsTheInput(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	s := story{ID: "a"}
	d := buried(t, q, s, nil)
	store := func(change func(*DeadLetter)) DeadLetter {
		odd := d
		change(&odd)
		data, err := json.Marshal(odd)
		if err != nil {
			t.Fatal(err)
		}
		msg := &nats.Msg{Subject: q.subject("dead", odd.Class, odd.ID), Data: data}
		ack, err := q.js.PublishMsg(t.Context(), msg)
		if err != nil {
			t.Fatal(err)
		}
		if odd, err = q.DeadLetter(t.Context(), ack.Sequence); err != nil {
			t.Fatal(err)
		}
		odd.at = d.at
		return odd
	}
	for name, tt := range map[string]struct {
		letter DeadLetter
		want   string
	}{
		"too large to be kept": {store(func(d *DeadLetter) { d.Input = nil }), "kept"},
		"an unknown lane":      {store(func(d *DeadLetter) { d.Subject = q.subject("in", "slow") }), "subject"},
		"no lane":              {store(func(d *DeadLetter) { d.Subject = "" }), "subject"},
		"a result's subject":   {store(func(d *DeadLetter) { d.Subject = q.subject("out", "en", "clean", d.ID) }), "subject"},
		"two sources":          {store(func(d *DeadLetter) { d.Subject = q.subject("in", Urgent, "a", "b") }), "subject"},
		"an empty source":      {store(func(d *DeadLetter) { d.Subject = q.subject("in", Urgent, "") }), "subject"},
	} {
		_, err := q.RetryDead(t.Context(), tt.letter)
		var no *RetryError
		if !errors.As(err, &no) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantEqual(t, "epoch", headOf(t, q, s.aid()).Epoch, 0)
}

// A letter whose revision has a result after all asks for nothing.
func TestStandingOfTheDone(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	s := story{ID: "a"}
	d := buried(t, q, s, nil)
	task := &Task{AID: s.aid(), Revision: 1, Lane: Urgent}
	if _, err := q.Publish(t.Context(), translation(task)); err != nil {
		t.Fatal(err)
	}
	standing, err := q.StandingOf(t.Context(), d)
	if err != nil || standing != StandingDone {
		t.Errorf("standing %s, %v", standing, err)
	}
	var no *RetryError
	if _, err := q.RetryDead(t.Context(), d); !errors.As(err, &no) {
		t.Errorf("retried: %v", err)
	}
}

// No room for the retry: the letter is as it was.
func TestRetryIntoAFullStream(t *testing.T) {
	t.Parallel()
	q := smallQueue(t, 1<<18)
	d := buried(t, q, story{ID: "a", Body: strings.Repeat("خبر ", 2000)}, nil)
	for i := 0; ; i++ {
		if _, err := q.Submit(t.Context(), Routine, "", big(i).json(), nil); errors.Is(err, ErrFull) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; ; i++ { // to the brim
		if _, err := q.Submit(t.Context(), Routine, "", fmt.Appendf(nil, "%d %s", i, strings.Repeat("x", 4096)), nil); err != nil {
			break
		}
	}
	if _, err := q.RetryDead(t.Context(), d); !errors.Is(err, ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	if standing, err := q.StandingOf(t.Context(), d); err != nil || standing != StandingOpen {
		t.Errorf("standing %s, %v", standing, err)
	}
}
