package queue

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
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

// smallQueue has room for so many bytes of input.
func smallQueue(t *testing.T, bytes int64) *Queue {
	t.Helper()
	nc, err := server.Connect(Options(t.Name(), quiet())...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	q, err := Open(t.Context(), nc, Config{
		Prefix: fmt.Sprintf("t%d", prefixes.Add(1)), AckWait: time.Second,
		MaxInput: bytes, Tidy: 20 * time.Millisecond, Log: quiet(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// big is a story of about 40 kB.
func big(i int) story {
	return story{ID: fmt.Sprint(i), Body: strings.Repeat("خبر عاجل ", 2500)}
}

// sequences lists the sequences that are in the input stream.
func sequences(t *testing.T, q *Queue) (out []uint64) {
	t.Helper()
	in, err := q.js.Stream(t.Context(), q.stream("IN"))
	if err != nil {
		t.Fatal(err)
	}
	for seq := uint64(1); ; seq++ {
		msg, err := in.GetMsg(t.Context(), seq, jetstream.WithGetMsgSubject(">"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		seq = msg.Sequence
		out = append(out, seq)
	}
}

const week = 7*24*time.Hour + time.Minute

func tidy(t *testing.T, q *Queue, now time.Time) {
	t.Helper()
	if err := q.tidy(t.Context(), now); err != nil {
		t.Fatal(err)
	}
}

// settledBut waits until the lanes have so many inputs left, whatever was
// removed, and gives the janitor time for a look.
func settledBut(t *testing.T, q *Queue, want int) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		all, err := q.Backlogs(t.Context())
		if err != nil || time.Now().After(deadline) {
			t.Fatal("the lanes do not settle", err)
		}
		left := 0
		for _, b := range all {
			left += b.Pending + b.InHand
		}
		if left == want {
			break
		}
	}
	time.Sleep(5 * time.Millisecond)
}

// A full stream refuses, drops nothing, and takes more once work was done.
func TestFullStream(t *testing.T) {
	t.Parallel()
	q := smallQueue(t, 1<<19)
	var last uint64
	for i := 0; ; i++ {
		s := big(i)
		seq, err := q.Submit(t.Context(), Urgent, "", s.json(), nil)
		if errors.Is(err, ErrFull) {
			break
		}
		if err != nil || i > 20 {
			t.Fatal(i, err)
		}
		last = seq
	}
	tidy(t, q, time.Now().Add(week))
	wantEqual(t, "kept", uint64(len(sequences(t, q))), last)
	run(t, q)
	settled(t, q)
	tidy(t, q, time.Now())
	if _, err := q.Submit(t.Context(), Urgent, "", big(99).json(), nil); err != nil {
		t.Errorf("after the work: %v", err)
	}
	settledBut(t, q, 0)
	wantEqual(t, "results", uint64(len(results(t, q, ""))), last+1)
}

// What a lane has not acked stays, and so does what came after it there; other
// lanes are tidied past it.
func TestUnackedStays(t *testing.T) {
	t.Parallel()
	q := smallQueue(t, 1<<19)
	background(t, q.RunIntake)
	blocked := make(chan struct{})
	free := sync.OnceFunc(func() { close(blocked) })
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 3, Grace: time.Second}, func(ctx context.Context, task *Task) {
			held, release := task.Hold(ctx)
			defer release()
			if task.Article.ID == "2" {
				select {
				case <-blocked:
				case <-held.Done(): // a busy machine has lost the lease
				}
			}
			if publishOne(t, q, held, task) {
				_ = task.Ack()
			}
		})
	})
	t.Cleanup(free)
	var seqs []uint64
	for i := range 9 {
		seqs = append(seqs, submit(t, q, lanes[i%3], big(i)))
	}
	for _, i := range []int{0, 1, 3, 4, 5, 6, 7, 8} {
		await(t, q, seqs[i])
	}
	settledBut(t, q, 1)
	tidy(t, q, time.Now())
	tidy(t, q, time.Now().Add(week))
	wantEqual(t, "kept", sequences(t, q), []uint64{seqs[2], seqs[5], seqs[8]})
	_, err := q.Await(t.Context(), seqs[0])
	if !errors.Is(err, ErrNoInput) {
		t.Errorf("await of what was removed: %v", err)
	}
	free()
	wantEqual(t, "the one in hand", await(t, q, seqs[2]).End, EndPublished)
}

// Nothing goes that intake has not read, whoever acked it in a lane.
func TestIntakesFloor(t *testing.T) {
	t.Parallel()
	q := smallQueue(t, 1<<18)
	for i := range 5 {
		submit(t, q, Urgent, big(i))
		if err := delivered(t, q, Urgent).DoubleAck(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	tidy(t, q, time.Now().Add(week))
	wantEqual(t, "kept", sequences(t, q), "[1 2 3 4 5]")
}

// The floors of a former input stream say nothing of the one made after it.
func TestJanitorOfANewStream(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	stop := background(t, q.RunIntake)
	stopWork := background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 2, Grace: time.Second}, publishAll(t, q))
	})
	for i := range 6 {
		submit(t, q, Urgent, story{ID: fmt.Sprint(i)})
	}
	settled(t, q)
	stop()
	stopWork()
	if err := q.js.DeleteStream(t.Context(), q.stream("IN")); err != nil {
		t.Fatal(err)
	}
	if err := q.tidy(t.Context(), time.Now()); err == nil {
		t.Error("no error without a stream")
	}
	if _, err := q.ensureStream(t.Context(), q.streams()[0]); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		submit(t, q, Urgent, story{ID: fmt.Sprint("n", i)})
	}
	tidy(t, q, time.Now().Add(week))
	wantEqual(t, "kept", sequences(t, q), "[1 2 3]")
}

// What a consumer has given up stays until it is a dead letter.
func TestGivenUpStays(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	s := story{ID: "a"}
	looked(t, q, s, submit(t, q, Urgent, s))
	if err := delivered(t, q, Urgent).Term(); err != nil {
		t.Fatal(err)
	}
	other := story{ID: "b"}
	looked(t, q, other, submit(t, q, Flash, other))
	if err := delivered(t, q, Flash).DoubleAck(t.Context()); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		in, err := q.js.Stream(t.Context(), q.stream("IN"))
		if err != nil {
			t.Fatal(err)
		}
		lowest, err := q.givenUp(t.Context(), in)
		if err != nil || time.Now().After(deadline) {
			t.Fatal("no advisory", err)
		}
		if lowest == 1 {
			break
		}
	}
	settledBut(t, q, 0)
	tidy(t, q, time.Now().Add(week))
	wantEqual(t, "before", sequences(t, q), "[1 2]")
	background(t, q.RunAdvisories)
	wantEqual(t, "class", oneLetter(t, q, s.aid()).Class, "abandoned")
	heeded(t, q, 0)
	tidy(t, q, time.Now().Add(week))
	wantEqual(t, "after", sequences(t, q), "[]")
}

// An advisory that is not true holds nothing up.
func TestForgedAdvisoriesKeepNothing(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	background(t, q.RunAdvisories)
	background(t, func(ctx context.Context) error {
		closed := func(lane string) time.Duration {
			if lane == Routine {
				return time.Hour
			}
			return 0
		}
		return q.Tasks(ctx, Slots{Any: 2, Grace: time.Second, Closed: closed}, publishAll(t, q))
	})
	waits := submit(t, q, Routine, story{ID: "waits"})
	var done []uint64
	for i := range 4 {
		done = append(done, submit(t, q, Urgent, story{ID: fmt.Sprint(i)}))
	}
	settledBut(t, q, 1)
	advise(t, q, Routine, waits, "forged")
	heeded(t, q, 1)
	for _, seq := range done {
		advise(t, q, Urgent, seq, "forged")
	}
	heeded(t, q, 1)
	tidy(t, q, time.Now().Add(week))
	wantEqual(t, "kept", sequences(t, q), []uint64{waits})
}
