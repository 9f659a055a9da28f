package faults

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/queue"
)

// Scenario 9: the broker is killed and started again under work, over and
// over. No worker ends, and work goes on within ten seconds.
func TestBrokerKilled(t *testing.T) {
	scenario(t, "9", "the broker is killed under work", false, func(w *world) {
		w.model.rules(slow(200 * time.Millisecond))
		a, b := w.worker(w.broker.address(), "NAQL_ACK_WAIT=5s"), w.worker(w.broker.address(), "NAQL_ACK_WAIT=5s")
		stories := long(150, 500)
		w.stories("urgent", "a", stories)
		for range long(3, 15) {
			time.Sleep(time.Duration(300+w.random.IntN(1000)) * time.Millisecond)
			w.broker.kill()
			w.broker.start()
			before := len(w.results())
			if before == stories {
				break
			}
			took := w.until("a new result", 10*time.Second, func() bool { return len(w.results()) > before })
			w.row.recovery = max(w.row.recovery, took)
		}
		w.settle(2 * time.Minute)
		for _, p := range []*process{a, b} {
			if p.over() {
				t.Error("a worker ended")
			}
		}
	})
}

// Scenario 10: the broker is away for longer than clients usually try.
func TestBrokerAway(t *testing.T) {
	scenario(t, "10", "the broker is away for long", false, func(w *world) {
		w.model.rules(slow(300 * time.Millisecond))
		p := w.worker(w.broker.address())
		w.stories("urgent", "a", 20)
		w.called("", "translate", 3)
		w.broker.kill()
		w.until("not ready", 10*time.Second, func() bool { return !p.ready() })
		time.Sleep(time.Duration(long(10, 600)) * time.Second)
		w.broker.start()
		w.row.recovery = w.until("ready again", 10*time.Second, p.ready)
		w.settle(time.Minute)
	})
}

// Scenario 11: a worker is cut off from the broker in the middle of a call.
// Another takes over; the one that comes back publishes nothing.
func TestPartition(t *testing.T) {
	scenario(t, "11", "a worker is cut off while the model answers", false, func(w *world) {
		between := newProxy(t, w.broker.address())
		w.model.rules(slow(500 * time.Millisecond))
		w.worker(between.address())
		w.publish("urgent", story("a", 1, 1))
		w.called(aid("a"), "translate", 1)
		between.partition()
		cut := time.Now()
		w.worker(w.broker.address())
		w.called(aid("a"), "translate", 2)
		w.row.recovery = time.Since(cut)
		time.Sleep(3 * ackWait)
		between.heal()
		w.allowed = 2
		w.settle(30 * time.Second)
		if n := len(w.published("a")); n != 1 {
			t.Errorf("%d results", n)
		}
	})
}

// Scenarios 12 and 13: the answer to a publish is lost, or the connection
// breaks within it.
func TestPublishInDoubt(t *testing.T) {
	for number, v := range map[string]verdict{"12": dropAck, "13": reset} {
		t.Run(number, func(t *testing.T) {
			title := map[verdict]string{dropAck: "the answer to a publish is lost", reset: "the connection breaks within a publish"}[v]
			scenario(t, number, title, false, func(w *world) {
				between := newProxy(t, w.broker.address())
				on, seen := once("naql.out.", 1, v)
				between.at(on)
				w.worker(between.address(), "NAQL_ACK_WAIT=10s")
				w.publish("urgent", story("a", 1, 1))
				await(t, title, seen)
				w.allowed = 1
				w.settle(30 * time.Second)
				if n := len(w.published("a")); n != 1 {
					t.Errorf("%d results", n)
				}
			})
		})
	}
}

// Scenario 14: a worker is halted in a call and goes on when another has done
// its article.
func TestHalted(t *testing.T) {
	scenario(t, "14", "a worker is halted and goes on later", false, func(w *world) {
		w.model.rules(slow(700 * time.Millisecond))
		p := w.worker(w.broker.address())
		w.stories("urgent", "a", 4)
		w.called("", "translate", 4)
		p.signal(syscall.SIGSTOP)
		w.worker(w.broker.address())
		w.until("the other has done them", 30*time.Second, func() bool { return len(w.results()) == 4 })
		p.signal(syscall.SIGCONT)
		time.Sleep(time.Second)
		w.allowed = 2
		w.settle(30 * time.Second)
	})
}

// Scenario 16: the broker's store is full. Nothing is paid that could not be
// written down first, and all goes on when there is room.
func TestStoreFull(t *testing.T) {
	scenario(t, "16", "the store is full", false, func(w *world) {
		w.broker.kill()
		w.broker.store = 2 << 20
		w.broker.start()
		q, err := queue.Open(w.ctx, w.connect(), queue.Config{MaxInput: 512 << 10})
		if err != nil {
			t.Fatal(err)
		}
		_ = q
		w.stories("urgent", "a", 10)
		if _, err := w.js().CreateStream(w.ctx, jetstream.StreamConfig{Name: "FILL", Subjects: []string{"fill"}}); err != nil {
			t.Fatal(err)
		}
		for size := 64 << 10; size > 0; {
			if _, err := w.js().Publish(w.ctx, "fill", make([]byte, size)); err != nil {
				size /= 2
			}
		}
		p := w.worker(w.broker.address())
		time.Sleep(3 * time.Second)
		if n := len(w.model.all()); n > 0 {
			t.Errorf("%d calls without a ledger", n)
		}
		if err := w.js().DeleteStream(w.ctx, "FILL"); err != nil {
			t.Fatal(err)
		}
		_ = p
		w.row.recovery = w.until("work goes on", 30*time.Second, func() bool { return len(w.model.all()) > 0 })
		w.settle(time.Minute)
	})
}

// Scenario 17: the input stream is full. Publishers hear so, nothing is
// dropped, and there is room again once the work is done.
func TestInputFull(t *testing.T) {
	scenario(t, "17", "the input stream is full", false, func(w *world) {
		q, err := queue.Open(w.ctx, w.connect(), queue.Config{MaxInput: 64 << 10})
		if err != nil {
			t.Fatal(err)
		}
		filler := strings.Repeat("كلام عادي عن أحوال الطقس. ", 60)
		n := 0
		for ; ; n++ {
			a := story(fmt.Sprint("a", n), 1, n+1)
			_, err := q.Submit(w.ctx, "routine", source, []byte(`{"id":"`+a.ID+`","body":"`+filler+sentence(n+1)+`"}`), nil)
			if errors.Is(err, queue.ErrFull) {
				break
			}
			if err != nil || n > 100 {
				t.Fatal(n, err)
			}
		}
		w.worker(w.broker.address())
		w.until("all are done", time.Minute, func() bool { return w.idle() })
		if ends := len(w.results()) + len(w.dead()); ends != n {
			t.Errorf("%d of %d have an end", ends, n)
		}
		w.row.recovery = w.until("there is room again", 30*time.Second, func() bool {
			_, err := q.Submit(w.ctx, "routine", source, []byte(`{"id":"later","body":"`+filler+`"}`), nil)
			return err == nil
		})
		w.settle(time.Minute)
		w.row.inputs = n
	})
}
