package faults

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"naql/article"
)

// chance is true with this probability. It is safe under the model's lock
// alone.
func (w *world) chance(p float64) bool { return w.random.Float64() < p }

var lanes = []string{"flash", "urgent", "routine"}

// versions are all versions of n articles, one of them twice, shuffled.
func (w *world) versions(n, versions int) []article.Article {
	var all []article.Article
	for i := range n {
		for v := range versions {
			all = append(all, story(fmt.Sprint("a", i), v+1, 10*i+v+1))
		}
		all = append(all, all[len(all)-1-w.random.IntN(versions)])
	}
	w.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// publishAll publishes to random lanes.
func (w *world) publishAll(all []article.Article) {
	w.Helper()
	for _, a := range all {
		w.publish(lanes[w.random.IntN(3)], a)
	}
}

// Scenario 8: workers are killed at random, over inputs with copies and
// shuffled versions.
func TestKilledAtRandom(t *testing.T) {
	scenario(t, "8", "workers killed at random", false, func(w *world) {
		w.model.rules(func(call) fault { return fault{delay: time.Duration(100+w.random.IntN(300)) * time.Millisecond} })
		all := []*process{w.worker(w.broker.address()), w.worker(w.broker.address())}
		kills := long(10, 25)
		inputs := w.versions(long(45, 90), 3)
		per := (len(inputs) + kills - 1) / kills
		for i, some := range slices.Collect(slices.Chunk(inputs, per)) {
			w.publishAll(some)
			time.Sleep(time.Duration(300+w.random.IntN(600)) * time.Millisecond)
			all[i%2].kill()
			all[i%2] = w.worker(w.broker.address())
		}
		w.settle(5 * time.Minute)
		if dead := len(w.dead()); dead*100 > 3*len(w.inputs) {
			t.Errorf("%d of %d dead", dead, len(w.inputs))
		}
	})
}

// The same with everything in one process: naql serve, and its store with it.
func TestServeKilledAtRandom(t *testing.T) {
	scenario(t, "8b", "naql serve killed at random, its broker with it", false, func(w *world) {
		w.model.rules(slow(400 * time.Millisecond))
		w.broker.kill()
		data := t.TempDir()
		serve := func() *process {
			p := w.naql([]string{"serve"}, "NAQL_DATA="+data, "NAQL_NATS_LISTEN="+w.broker.address())
			w.until("serve answers", 20*time.Second, p.ready)
			return p
		}
		p := serve()
		w.login = func() string { return loginOf(t, data) }
		kills := long(6, 25)
		inputs := w.versions(4*kills, 3)
		for some := range slices.Chunk(inputs, len(inputs)/kills) {
			w.publishAll(some)
			time.Sleep(time.Duration(200+w.random.IntN(500)) * time.Millisecond)
			p.kill()
			p = serve()
			w.reopen()
		}
		w.settle(5 * time.Minute)
	})
}

// Calls that are paid again after kills are never more than were in flight.
func TestPaidAgain(t *testing.T) {
	scenario(t, "r-c", "ten kills, what is paid again", false, func(w *world) {
		w.model.rules(slow(100 * time.Millisecond))
		const slots = 16
		n := long(150, 2000)
		w.stories("routine", "a", n)
		p := w.worker(w.broker.address(), fmt.Sprint("NAQL_CONCURRENCY=", slots), "NAQL_ACK_WAIT=5s")
		inFlight, before := 0, 0 // calls without a stored reply: of killed workers, and of those before this one
		for i := range 10 {
			w.called("", "", (i+1)*2*n/12)
			p.kill()
			now := len(w.model.all()) - w.stored()
			inFlight += now - before
			before = now
			p = w.worker(w.broker.address(), fmt.Sprint("NAQL_CONCURRENCY=", slots), "NAQL_ACK_WAIT=5s")
		}
		w.settle(10 * time.Minute)
		again := w.model.again()
		t.Logf("%d calls in flight when killed, %d paid again", inFlight, again)
		if again > inFlight {
			t.Errorf("%d calls paid again, %d were in flight", again, inFlight)
		}
	})
}

// stored is how many replies the workers have put away.
func (w *world) stored() int {
	w.Helper()
	s, err := w.js().Stream(w.ctx, "KV_NAQL_reply")
	if err != nil {
		w.Fatal(err)
	}
	return int(s.CachedInfo().State.Msgs)
}

// A worker that has published and not acked stays away for longer than the
// broker remembers message ids.
func TestAwayLongerThanIDsAreKept(t *testing.T) {
	scenario(t, "r-i", "a crash longer than the duplicate window", false, func(w *world) {
		w.open()
		out, err := w.js().Stream(w.ctx, "NAQL_OUT")
		if err != nil {
			t.Fatal(err)
		}
		cfg := out.CachedInfo().Config
		cfg.Duplicates = 500 * time.Millisecond
		if _, err := w.js().UpdateStream(w.ctx, cfg); err != nil {
			t.Fatal(err)
		}
		w.stories("routine", "a", 40)
		for range long(4, 10) {
			between := newProxy(t, w.broker.address())
			on, seen := once("$JS.ACK.NAQL_IN.lane-", 3, holdAcks)
			between.at(func(p published) verdict {
				if on(p) == holdAcks {
					return hold
				}
				return pass
			})
			p := w.worker(between.address())
			await(t, "an ack", seen)
			p.kill()
			time.Sleep(1500 * time.Millisecond)
		}
		w.worker(w.broker.address())
		w.settle(time.Minute)
	})
}
