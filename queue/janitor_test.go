package queue

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

func stored(t *testing.T, q *Queue) jetstream.StreamState {
	t.Helper()
	s, err := q.js.Stream(t.Context(), q.stream("IN"))
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().State
}

// While all work is done publishers are not refused, however small the stream;
// what is not done stays.
func TestJanitorMakesRoom(t *testing.T) {
	t.Parallel()
	nc, err := server.Connect(Options(t.Name(), quiet())...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	q, err := Open(t.Context(), nc, Config{Prefix: fmt.Sprintf("t%d", prefixes.Add(1)), AckWait: 400 * time.Millisecond,
		MaxInput: 64 << 10, Tidy: 20 * time.Millisecond, Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	run(t, q)
	background(t, q.RunJanitor)
	body := strings.Repeat("كلام عادي عن أحوال الطقس. ", 200) // about 9 kB
	full := 0
	for i := range 60 {
		for {
			_, err := q.Submit(t.Context(), lanes[i%3], "", story{ID: fmt.Sprint("a", i), Body: body}.json(), nil)
			if err == nil {
				break
			}
			if full++; !errors.Is(err, ErrFull) || full > 2000 {
				t.Fatal(err)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	settled(t, q)
	wantEqual(t, "results", len(results(t, q, "")), 60)
}

// What a lane has not acked is kept, also where others are far ahead.
func TestJanitorKeepsWhatWaits(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 1, Closed: func(lane string) time.Duration {
			if lane == Routine {
				return time.Hour
			}
			return 0
		}}, publishAll(t, q))
	})
	waits := submit(t, q, Routine, story{ID: "waits"})
	for i := range 5 {
		submit(t, q, Urgent, story{ID: fmt.Sprint("u", i)})
	}
	for len(results(t, q, "")) < 5 {
		time.Sleep(5 * time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond) // the acks arrive
	if err := q.tidy(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "kept within the week", stored(t, q).Msgs, 6)
	if err := q.tidy(t.Context(), time.Now().Add(2*inputKept)); err != nil {
		t.Fatal(err)
	}
	after := stored(t, q)
	wantEqual(t, "after it", []uint64{after.Msgs, after.FirstSeq}, fmt.Sprint([]uint64{1, waits}))
}

// Half of the log is older than a week: that half goes.
func TestJanitorCountsTheWeek(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	for i := range 4 {
		submit(t, q, Urgent, story{ID: fmt.Sprint("a", i)})
	}
	settled(t, q)
	time.Sleep(1100 * time.Millisecond)
	middle := time.Now()
	for i := range 4 {
		submit(t, q, Urgent, story{ID: fmt.Sprint("b", i)})
	}
	settled(t, q)
	if err := q.tidy(t.Context(), middle.Add(inputKept)); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "left", stored(t, q).Msgs, 4)
}
