package faults

import (
	"testing"
	"time"
)

// Scenarios 1 to 7: one worker is killed at one step of one article, and
// another takes over. want is how often each step may have been called for.
func TestKilledAtAStep(t *testing.T) {
	for _, tt := range []struct {
		number, title string
		quick         bool
		subject       string
		nth           int
		verdict       verdict
		want          map[string]int
	}{
		{"1", "killed before the ledger", false, "$KV.NAQL_ledger.", 1, hold, map[string]int{"translate": 1, "summary": 1}},
		{"2", "killed between ledger and call", true, "$KV.NAQL_ledger.", 2, holdAcks, map[string]int{"translate": 1, "summary": 1}},
		{"4", "killed after the answer, before it is stored", false, "$KV.NAQL_reply.", 1, hold, map[string]int{"translate": 2, "summary": 1}},
		{"5", "killed after it is stored, before publish", true, "naql.out.", 1, hold, map[string]int{"translate": 1, "summary": 1}},
		{"6", "killed after publish, before its answer", false, "naql.out.", 1, holdAcks, map[string]int{"translate": 1, "summary": 1}},
		{"6b", "killed before the ack", false, "$JS.ACK.NAQL_IN.lane-", 1, hold, map[string]int{"translate": 1, "summary": 1}},
		{"7", "killed right after the ack, the broker too", false, "$JS.ACK.NAQL_IN.lane-", 1, holdAcks, map[string]int{"translate": 1, "summary": 1}},
	} {
		t.Run(tt.number, func(t *testing.T) {
			scenario(t, tt.number, tt.title, tt.quick, func(w *world) {
				between := newProxy(t, w.broker.address())
				on, seen := once(tt.subject, tt.nth, tt.verdict)
				between.at(on)
				first := w.worker(between.address())
				w.publish("urgent", story("a", 1, 1))
				await(t, tt.title, seen)
				if tt.verdict != hold {
					time.Sleep(50 * time.Millisecond) // it arrives
				}
				first.kill()
				if tt.number == "7" {
					w.broker.kill()
					w.broker.start()
				}
				killed := time.Now()
				w.worker(w.broker.address())
				w.settle(30 * time.Second)
				w.row.recovery = time.Since(killed)
				for step, want := range tt.want {
					if got := len(w.model.of(aid("a"), step)); got > want {
						t.Errorf("%d calls of %s, want %d", got, step, want)
					}
				}
				if n := len(w.published("a")); n != 1 {
					t.Errorf("%d results", n)
				}
			})
		})
	}
}

// Scenario 3: killed while the model answers. It is paid again, once, and work
// goes on as soon as the ack wait is over.
func TestKilledInACall(t *testing.T) {
	scenario(t, "3", "killed while the model answers", false, func(w *world) {
		w.model.rules(func(c call) fault {
			if c.n == 1 && c.step == "translate" {
				return fault{hang: "head"}
			}
			return fault{}
		})
		first := w.worker(w.broker.address(), "NAQL_ACK_WAIT=5s")
		w.publish("urgent", story("a", 1, 1))
		w.called(aid("a"), "translate", 1)
		first.kill()
		killed := time.Now()
		w.worker(w.broker.address(), "NAQL_ACK_WAIT=5s")
		w.called(aid("a"), "translate", 2)
		if w.row.recovery = time.Since(killed); w.row.recovery > 6*time.Second {
			t.Errorf("taken up after %s", w.row.recovery)
		}
		w.allowed = 2
		w.settle(30 * time.Second)
	})
}
