package faults

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

// A worker that has connected, and said that it is ready, never ends because of
// NATS: not when the connection breaks before it has asked for its first work
// either. The first question about a consumer is before ready, the second after.
func TestBrokenWhileStarting(t *testing.T) {
	scenario(t, "9b", "the connection breaks when a worker has just started", false, func(w *world) {
		w.open()
		for i, consumer := range []string{"intake", "lane-flash", "lane-routine"} {
			between := newProxy(t, w.broker.address())
			on, seen := once("$JS.API.CONSUMER.INFO.NAQL_IN."+consumer, 2, reset)
			between.at(on)
			p := w.worker(between.address())
			await(t, "it asks for "+consumer, seen)
			broken := time.Now()
			w.publish("urgent", story(fmt.Sprint("a", i), 1, i+1))
			w.until("its article is done, or it has ended", 30*time.Second, func() bool { return p.over() || w.idle() })
			w.row.recovery = max(w.row.recovery, time.Since(broken))
			if p.over() {
				t.Errorf("broken at %s: ended with status %d: %s", consumer, p.cmd.ProcessState.ExitCode(), tail(p.log.text(), 300))
				w.worker(w.broker.address())
			}
			w.until("all done", 30*time.Second, w.idle)
			p.kill()
		}
		w.allowed = 1
		w.settle(30 * time.Second)
	})
}

// A worker that is heard no more, or hears no more, is cut off as well: another
// takes over, and it publishes nothing later.
func TestOneWayPartition(t *testing.T) {
	for number, tt := range map[string]struct {
		title string
		cut   func(*proxy)
	}{
		"11b": {"a worker is no longer heard by the broker", (*proxy).mute},
		"11c": {"a worker no longer hears the broker", (*proxy).deafen},
	} {
		t.Run(number, func(t *testing.T) {
			scenario(t, number, tt.title, false, func(w *world) {
				between := newProxy(t, w.broker.address())
				w.model.rules(slow(500 * time.Millisecond))
				w.worker(between.address())
				w.publish("urgent", story("a", 1, 1))
				w.called(aid("a"), "translate", 1)
				tt.cut(between)
				cut := time.Now()
				w.worker(w.broker.address())
				w.until("the other publishes it", 30*time.Second, func() bool { return len(w.published("a")) == 1 })
				w.row.recovery = time.Since(cut)
				time.Sleep(2 * ackWait)
				between.heal()
				time.Sleep(time.Second)
				w.allowed = 2
				w.settle(30 * time.Second)
				if n := len(w.published("a")); n != 1 {
					t.Errorf("%d results", n)
				}
			})
		})
	}
}

// A link on which every message is late costs time and nothing else.
func TestSlowLink(t *testing.T) {
	scenario(t, "11d", "a link that delays every message", false, func(w *world) {
		between := newProxy(t, w.broker.address())
		between.delay(40 * time.Millisecond)
		w.model.rules(slow(100 * time.Millisecond))
		w.worker(between.address())
		w.stories("urgent", "a", 12)
		w.allowed = 1
		w.settle(time.Minute)
		if n := len(w.results()); n != 12 {
			t.Errorf("%d results", n)
		}
	})
}

// The broker is halted for longer than the ack wait while articles are in
// hand, and goes on: all leases are over at once.
func TestBrokerHalted(t *testing.T) {
	scenario(t, "9c", "the broker is halted for longer than the ack wait", false, func(w *world) {
		w.model.rules(slow(time.Second))
		w.worker(w.broker.address())
		w.worker(w.broker.address())
		w.stories("urgent", "a", 24)
		w.called("", "translate", 10)
		for range long(1, 5) {
			w.halt(syscall.SIGSTOP)
			time.Sleep(3 * ackWait)
			w.halt(syscall.SIGCONT)
			w.row.recovery = max(w.row.recovery, w.until("calls go on", 10*time.Second, func() bool { return w.idle() || w.model.underway() > 0 }))
			time.Sleep(time.Second)
		}
		w.settle(time.Minute)
		if n := len(w.results()); n != 24 || len(w.dead()) > 0 {
			t.Errorf("%d results, %d dead letters", n, len(w.dead()))
		}
	})
}

func (w *world) halt(s syscall.Signal) {
	w.Helper()
	if err := w.broker.cmd.Process.Signal(s); err != nil {
		w.Error(err)
	}
}
