package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// advise publishes what the server says when a consumer gives an input up, as
// whoever may publish there could, and waits until it was looked at.
func advise(t *testing.T, q *Queue, lane string, seq uint64, reason string) {
	t.Helper()
	data, err := json.Marshal(advisory{
		Type: "io.nats.jetstream.advisory.v1.terminated", Stream: q.stream("IN"), Consumer: laneName(lane), Seq: seq, Reason: reason,
	})
	if err != nil {
		t.Fatal(err)
	}
	adviseRaw(t, q, data)
}

func adviseRaw(t *testing.T, q *Queue, data []byte) {
	t.Helper()
	if _, err := q.js.Publish(t.Context(), advisories+"MSG_TERMINATED."+q.stream("IN")+".x", data); err != nil {
		t.Fatal(err)
	}
}

// heeded waits until every advisory there is was looked at; so many are still
// to be looked at again.
func heeded(t *testing.T, q *Queue, unsettled int) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		c, err := q.js.Consumer(t.Context(), q.stream("ADV"), "advisories")
		if err == nil && c.CachedInfo().NumPending == 0 && c.CachedInfo().NumAckPending == unsettled {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("advisories are not looked at: %v %+v", err, c.CachedInfo())
		}
	}
}

// looked waits until intake has looked at the input.
func looked(t *testing.T, q *Queue, s story, seq uint64) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); headOf(t, q, s.aid()).Seen < seq; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("intake has not looked at it")
		}
	}
}

// delivered takes the next input of a lane as any client may.
func delivered(t *testing.T, q *Queue, lane string) jetstream.Msg {
	t.Helper()
	in, err := q.input(t.Context(), laneName(lane), 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(in.msgs.Stop)
	msg, err := in.msgs.Next(jetstream.NextMaxWait(5 * time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

func classes(t *testing.T, q *Queue) (out []string) {
	t.Helper()
	for _, d := range deadLetters(t, q, "") {
		out = append(out, d.Class)
	}
	return out
}

// An input that somebody else ends, or whose consumer an operator has limited,
// becomes one dead letter with the whole of it, and can be sent again.
func TestGivenUpByOthers(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 200<<10)
	for name, giveUp := range map[string]func(*testing.T, *Queue, jetstream.Msg){
		"ended":                    func(t *testing.T, _ *Queue, msg jetstream.Msg) { _ = msg.Term() },
		"ended with a long reason": func(t *testing.T, _ *Queue, msg jetstream.Msg) { _ = msg.TermWithReason(long) },
		"delivered too often": func(t *testing.T, q *Queue, msg jetstream.Msg) {
			meta, err := msg.Metadata()
			if err != nil {
				t.Fatal(err)
			}
			c, err := q.js.Consumer(t.Context(), q.stream("IN"), meta.Consumer)
			if err != nil {
				t.Fatal(err)
			}
			limited := c.CachedInfo().Config
			limited.MaxDeliver = 1
			if _, err := q.js.UpdateConsumer(t.Context(), q.stream("IN"), limited); err != nil {
				t.Fatal(err)
			}
			_ = msg.Nak()
			if _, err := c.Next(jetstream.FetchMaxWait(100 * time.Millisecond)); err == nil {
				t.Error("delivered once more")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			background(t, q.RunIntake)
			background(t, q.RunAdvisories)
			s := story{ID: "a", Body: strings.Repeat("خبر ", 1000)}
			seq := submit(t, q, Urgent, s)
			looked(t, q, s, seq)
			giveUp(t, q, delivered(t, q, Urgent))
			d := oneLetter(t, q, s.aid())
			heeded(t, q, 0)
			wantEqual(t, "letter", []any{d.Class, d.Sequence, d.Subject, string(d.Input) == string(s.json())},
				[]any{"abandoned", seq, q.subject("in", Urgent), true})
			if len(d.Reason) > 600 {
				t.Errorf("reason of %d bytes", len(d.Reason))
			}
			advise(t, q, Urgent, seq, "again")
			heeded(t, q, 0)
			wantEqual(t, "letters", classes(t, q), "[abandoned]")
		})
	}
}

// Our own end of an input has its dead letter first: a second one would come
// back after a person has dropped the first.
func TestBuriedIsNotGivenUp(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	stop := background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, buryOnce(t, q)) })
	for i := range 20 {
		submit(t, q, Urgent, story{ID: fmt.Sprint(i)})
	}
	settled(t, q)
	stop()
	background(t, q.RunAdvisories)
	heeded(t, q, 0)
	wantEqual(t, "letters", len(slices.DeleteFunc(classes(t, q), func(c string) bool { return c == "timeout" })), 0)
}

// Whatever is published as an advisory, no input gets another end by it.
func TestForgedAdvisories(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	background(t, q.RunAdvisories)
	inHand, finish := make(chan struct{}, 9), make(chan struct{})
	free := sync.OnceFunc(func() { close(finish) })
	stop := background(t, func(ctx context.Context) error { return q.Tasks(ctx, Slots{Any: 2}, publishAll(t, q)) })
	done := submit(t, q, Urgent, story{ID: "done"})
	old := submit(t, q, Urgent, story{ID: "old", Version: "1"})
	submit(t, q, Urgent, story{ID: "old", Version: "2"})
	killed := submit(t, q, Urgent, story{ID: "killed"})
	kill := submit(t, q, Urgent, story{ID: "killed", Status: article.Canceled})
	invalid := submitRaw(t, q, Urgent, []byte("{"), map[string][]string{"Content-Type": {"application/json"}})
	settled(t, q)
	before := results(t, q, "")
	for _, seq := range []uint64{done, old, killed, kill, invalid, 1 << 40, 1<<64 - 1} {
		advise(t, q, Urgent, seq, "forged")
	}
	for _, data := range []string{"", "{", "[]", `{"stream":"OTHER","stream_seq":1}`, `{"stream_seq":-1}`, `{"stream":"` + q.stream("IN") + `"}`} {
		adviseRaw(t, q, []byte(data))
	}
	heeded(t, q, 0)
	wantEqual(t, "letters", classes(t, q), "[invalid]")
	stop()

	// one in hand, one that waits
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 1}, func(ctx context.Context, task *Task) {
			held, release := task.Hold(ctx)
			defer release()
			if task.Article.ID == "hand" {
				inHand <- struct{}{}
				select {
				case <-finish:
				case <-held.Done(): // a busy machine has lost the lease
				}
			}
			if publishOne(t, q, held, task) {
				_ = task.Ack()
			}
		})
	})
	t.Cleanup(free)
	hand := submit(t, q, Urgent, story{ID: "hand"})
	<-inHand
	waits := story{ID: "waits"}
	waiting := submit(t, q, Urgent, waits)
	looked(t, q, waits, waiting)
	advise(t, q, Urgent, hand, "forged")
	advise(t, q, Routine, waiting, "forged")
	heeded(t, q, 2)
	time.Sleep(q.cfg.AckWait) // looked at again
	free()
	wantEqual(t, "in hand", await(t, q, hand).End, EndPublished)
	wantEqual(t, "waiting", await(t, q, waiting).End, EndPublished)
	heeded(t, q, 0)
	wantEqual(t, "letters", classes(t, q), "[invalid]")
	wantEqual(t, "new results", len(results(t, q, ""))-len(before), 2)
}

// An input that somebody else ends while it is in hand is its worker's still:
// it is given up only once nobody has it.
func TestGivenUpInHand(t *testing.T) {
	t.Parallel()
	for name, finishes := range map[string]bool{"the worker finishes": true, "the worker is gone": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := smallQueue(t, 1<<20) // of a longer ack wait
			background(t, q.RunIntake)
			background(t, q.RunAdvisories)
			tasks := make(chan *Task, 9)
			finish := make(chan struct{})
			background(t, func(ctx context.Context) error {
				return q.Tasks(ctx, Slots{Any: 1, Grace: time.Millisecond}, func(ctx context.Context, task *Task) {
					held, release := task.Hold(ctx)
					tasks <- task
					<-finish
					if finishes {
						publishOne(t, q, held, task)
					}
					release()
					if finishes {
						_ = task.Ack()
					} else {
						task.ended = true // as a crash would leave it
					}
				})
			})
			s := story{ID: "a"}
			submit(t, q, Urgent, s)
			task := <-tasks
			_ = task.msg.Term()
			time.Sleep(2 * q.cfg.AckWait)
			wantEqual(t, "letters while it is in hand", classes(t, q), "[]")
			close(finish)
			if finishes {
				heeded(t, q, 0) // not before the result
				wantEqual(t, "results", results(t, q, ""), "[1.0 clean]")
				wantEqual(t, "letters", classes(t, q), "[]")
				return
			}
			wantEqual(t, "class", oneLetter(t, q, s.aid()).Class, "abandoned")
		})
	}
}
