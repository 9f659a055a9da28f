package faults

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// Scenarios 1 to 7 name single steps. These meet every one: whatever a worker
// writes for an article, the first write, then the second, and so on to the
// last, meets the fault once.
func TestAtEachWrite(t *testing.T) {
	for _, tt := range []struct {
		number, title string
		fault         verdict
		calls         int // of one step
	}{
		{"7k", "killed before each write of an article", hold, 2},
		{"7a", "each answer to a write is lost", dropAck, 1},
		{"7r", "the connection breaks within each write", reset, 1},
	} {
		t.Run(tt.number, func(t *testing.T) {
			scenario(t, tt.number, tt.title, false, func(w *world) {
				w.allowed = tt.calls
				n := w.atEachWrite(tt.fault, func(id string) { w.publish("urgent", story(id, 1, len(w.inputs)+1)) })
				if results := len(w.results()); n < 8 || results != len(w.inputs) {
					t.Errorf("%d writes met the fault, %d results of %d articles", n, results, len(w.inputs))
				}
			})
		})
	}
}

// The same where an article ends as a dead letter: it is there once, and the
// calls before it stay in their bound.
func TestAtEachWriteOfADeadLetter(t *testing.T) {
	for number, v := range map[string]verdict{"18k": hold, "18a": dropAck, "18r": reset} {
		t.Run(number, func(t *testing.T) {
			title := map[verdict]string{hold: "killed", dropAck: "an answer lost", reset: "a broken connection"}[v]
			scenario(t, number, title+" at each write of a dead letter", false, func(w *world) {
				w.model.rules(func(call) fault { return fault{body: chat("not json", "stop")} })
				w.atEachWrite(v, func(id string) { w.publish("urgent", story(id, 1, len(w.inputs)+1)) },
					"NAQL_MAX_CALLS=1")
				w.allowed = 1 + 2
				w.settle(30 * time.Second)
				dead := w.dead()
				if len(dead) != len(w.inputs) {
					t.Errorf("%d dead letters of %d articles", len(dead), len(w.inputs))
				}
			})
		})
	}
}

// The same for a kill of what is published: no text stands after it, and it is
// said once.
func TestAtEachWriteOfAKill(t *testing.T) {
	for number, v := range map[string]verdict{"21k": hold, "21a": dropAck, "21r": reset} {
		t.Run(number, func(t *testing.T) {
			title := map[verdict]string{hold: "killed", dropAck: "an answer lost", reset: "a broken connection"}[v]
			scenario(t, number, title+" at each write of a kill", false, func(w *world) {
				first := w.worker(w.broker.address())
				w.stories("urgent", "a", 12)
				w.settle(30 * time.Second)
				first.kill()
				n := 0
				w.atEachWrite(v, func(id string) {
					n++
					w.publish("urgent", article.Article{Source: source, ID: id, Status: article.Canceled})
				})
				w.allowed = 1
				w.settle(30 * time.Second)
				for i := range min(n, 12) {
					r := w.published(fmt.Sprint("a", i))
					killed := func(r article.Result) bool { return r.State == article.StateKilled }
					if len(r) != 2 || !killed(r[1]) || slices.ContainsFunc(r[:1], killed) {
						t.Errorf("a%d after its kill: %d results", i, len(r))
					}
				}
			})
		})
	}
}

// atEachWrite gives a worker article after article, the first with the fault at
// its first write, the second at its second, until one needs fewer writes, and
// returns how many met the fault. A worker that was held at a write is killed
// there; others go on by themselves.
func (w *world) atEachWrite(v verdict, give func(id string), env ...string) int {
	w.Helper()
	between := newProxy(w.T, w.broker.address())
	env = append(env, "NAQL_ACK_WAIT=1s")
	p := w.worker(between.address(), env...)
	for n := 0; ; n++ {
		w.until("the worker asks for work", 20*time.Second, func() bool { return p.ready() && w.asked() })
		w.until("nothing is left", 30*time.Second, w.idle)
		on, seen := nthWrite(n+1, v)
		between.at(on)
		give(fmt.Sprint("a", n))
		var subject string
		began := time.Now()
		for subject == "" && !w.idle() {
			select {
			case subject = <-seen:
			case <-time.After(10 * time.Millisecond):
			}
		}
		if subject == "" && len(seen) == 0 {
			w.settle(30 * time.Second)
			return n
		}
		if v == hold {
			p.kill()
			p = w.worker(between.address(), env...)
		}
		between.at(nil)
		w.until(fmt.Sprintf("done after a fault at write %d, %s", n+1, subject), 30*time.Second, w.idle)
		took := time.Since(began)
		w.row.recovery = max(w.row.recovery, took)
		w.Logf("%2d %-40.40s %.1f s", n+1, subject, took.Seconds())
	}
}

// asked reports whether somebody waits at every consumer of the input stream.
func (w *world) asked() bool {
	_, all, ok := w.consumers()
	return ok && !slices.ContainsFunc(all, func(c *jetstream.ConsumerInfo) bool { return c.NumWaiting == 0 })
}

// nthWrite gives the verdict for the nth message that changes something, and
// tells its subject.
func nthWrite(nth int, v verdict) (on func(published) verdict, seen chan string) {
	seen = make(chan string, 1)
	n := 0
	return func(p published) verdict {
		if !slices.ContainsFunc([]string{"$KV.", "$JS.ACK.", "naql."}, func(start string) bool { return strings.HasPrefix(p.subject, start) }) {
			return pass
		}
		if n++; n != nth {
			return pass
		}
		seen <- p.subject
		return v
	}, seen
}
