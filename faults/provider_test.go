package faults

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"naql/article"
)

// refuse429 is a rate limit.
func refuse429(after string) fault {
	return fault{status: 429, header: map[string]string{"Retry-After": after}, body: `{"error":{"code":"rate_limit_exceeded","message":"slow down"}}`}
}

// Scenario 24: SIGTERM under load. What ends within the grace is finished,
// what does not is another's at once, and the status is 0 within 30 s.
func TestStopping(t *testing.T) {
	for _, tt := range []struct {
		number, title string
		takes, within time.Duration
	}{
		{"24", "SIGTERM while calls take a second", time.Second, 5 * time.Second},
		{"24b", "SIGTERM while calls take two minutes", 2 * time.Minute, 30 * time.Second},
	} {
		t.Run(tt.number, func(t *testing.T) {
			scenario(t, tt.number, tt.title, false, func(w *world) {
				w.model.rules(func(c call) fault { return fault{delay: tt.takes} })
				p := w.worker(w.broker.address())
				w.stories("urgent", "a", 12)
				w.called("", "translate", 8)
				p.signal(syscall.SIGTERM)
				p.exits(tt.within, 0)
				w.model.rules(nil)
				next := w.worker(w.broker.address())
				before := len(w.model.all())
				w.row.recovery = w.until("another takes them up", 5*time.Second, func() bool { return len(w.model.all()) > before })
				w.settle(30 * time.Second)
				if n := w.model.again(); tt.takes < 25*time.Second && n > 0 {
					t.Errorf("%d calls paid again", n)
				}
				if n := len(w.dead()); n > 0 {
					t.Errorf("%d dead letters", n)
				}
				next.signal(syscall.SIGTERM)
				next.exits(5*time.Second, 0)
			})
		})
	}
}

// A second signal skips the wait.
func TestStoppingAtOnce(t *testing.T) {
	scenario(t, "24c", "a second SIGTERM", false, func(w *world) {
		w.model.rules(slow(time.Minute))
		p := w.worker(w.broker.address())
		w.stories("urgent", "a", 3)
		w.called("", "translate", 3)
		p.signal(syscall.SIGTERM)
		time.Sleep(300 * time.Millisecond)
		p.signal(syscall.SIGTERM)
		select {
		case <-p.ended:
		case <-time.After(3 * time.Second):
			t.Error("still running")
		}
		w.model.rules(nil)
		w.worker(w.broker.address())
		w.settle(30 * time.Second)
	})
}

// Scenario 25: everything is refused with a Retry-After. Few probes, none
// early, and no attempt is counted.
func TestAllRefused(t *testing.T) {
	scenario(t, "25", "429 for all, with Retry-After", false, func(w *world) {
		const wait, probing = 2, 8 * time.Second
		w.model.rules(func(call) fault { return refuse429(fmt.Sprint(wait)) })
		w.worker(w.broker.address())
		w.worker(w.broker.address())
		w.stories("urgent", "a", 60)
		w.until("the breaker is open", 10*time.Second, func() bool { return len(w.model.all()) >= 3 })
		time.Sleep(time.Second)
		before := len(w.model.all())
		time.Sleep(probing)
		if n := len(w.model.all()) - before; n > 2*int(probing.Seconds())/wait {
			t.Errorf("%d probes in %s", n, probing)
		}
		w.early(wait * time.Second)
		w.model.rules(nil)
		w.settle(time.Minute)
		if n := len(w.dead()); n > 0 {
			t.Errorf("%d dead letters", n)
		}
	})
}

// early fails for requests of an article before its Retry-After.
func (w *world) early(after time.Duration) {
	w.Helper()
	next := map[string]time.Time{}
	for _, c := range w.model.all() {
		if c.at.Before(next[c.article]) {
			w.Errorf("asked %s early", next[c.article].Sub(c.at))
		}
		if c.status == 429 {
			next[c.article] = c.ended.Add(after - 5*time.Millisecond)
		}
	}
}

// Scenario 26: the account is spent. All calls stop within a second, and go on
// after naql resume, without a restart.
func TestQuota(t *testing.T) {
	scenario(t, "26", "insufficient_quota, then naql resume", false, func(w *world) {
		w.model.rules(func(c call) fault {
			if c.nth <= 10 {
				return fault{delay: 100 * time.Millisecond}
			}
			return fault{status: 429, body: `{"error":{"code":"insufficient_quota","message":"spent"}}`}
		})
		w.worker(w.broker.address())
		w.worker(w.broker.address())
		w.stories("urgent", "a", 60)
		w.called("", "", 11)
		time.Sleep(time.Second)
		before := len(w.model.all())
		time.Sleep(2 * time.Second)
		if n := len(w.model.all()) - before; n > 0 {
			t.Errorf("%d calls after a second", n)
		}
		w.model.rules(nil)
		cmd := exec.Command(naql, "resume")
		cmd.Env = append(os.Environ(), "NATS_URL=nats://"+w.broker.address())
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "quota") {
			t.Errorf("naql resume: %v, %s", err, out)
		}
		w.row.recovery = w.until("calls go on", 2*time.Second, func() bool { return len(w.model.all()) > before })
		w.settle(time.Minute)
		if n := len(w.dead()); n > 0 {
			t.Errorf("%d dead letters", n)
		}
	})
}

// Scenario 27: an article for which the endpoint hangs costs its N calls and
// one slot; the others do not wait for it.
func TestHanging(t *testing.T) {
	for _, kind := range []string{"head", "body", "drip"} {
		t.Run(kind, func(t *testing.T) {
			scenario(t, "27", "the endpoint hangs for one article", false, func(w *world) {
				w.model.rules(func(c call) fault {
					if c.article == aid("hangs") {
						return fault{hang: kind}
					}
					return fault{delay: 50 * time.Millisecond}
				})
				w.publish("urgent", story("hangs", 1, 9999))
				w.stories("urgent", "a", 30)
				w.worker(w.broker.address(), "NAQL_CALL_TIMEOUT=1500ms")
				w.until("the others are done", 10*time.Second, func() bool { return len(w.results()) == 30 })
				w.allowed = 4
				w.settle(time.Minute)
				if dead := w.dead(); len(dead) != 1 || dead[0].Class != "timeout" {
					t.Errorf("dead letters %+v", dead)
				}
				calls := w.model.of(aid("hangs"), "")
				for i := 1; i < len(calls); i++ {
					if calls[i].at.Before(calls[i-1].ended) {
						t.Error("two calls at once")
					}
				}
			})
		})
	}
}

// Scenario 28: the endpoint's other faults, each for one article. It costs at
// most N calls, nothing of it is clean, and the neighbour is.
func TestBadReplies(t *testing.T) {
	refusal := `{"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":null,"refusal":"I cannot."}}]}`
	scenario(t, "28", "each bad reply, for one article", false, func(w *world) {
		bad := map[string]fault{
			"invalid":    {body: chat(`{"segments":[{"id":"p1","en"`, "stop")},
			"noshape":    {body: `{"hello":"world"}`},
			"html":       {body: "<html>gateway</html>"},
			"length":     {body: chat(`{"segments":[`, "length")},
			"empty":      {body: chat("", "stop")},
			"refusal":    {body: refusal},
			"prose":      {body: chat("I'm sorry, but I can't help with that.", "stop")},
			"filter":     {body: chat("", "content_filter")},
			"filter400":  {status: 400, body: `{"error":{"code":"content_filter","message":"blocked"}}`},
			"filterbody": {status: 400, body: chat("", "content_filter")},
			"arabic":     {body: chat(`{"segments":[{"id":"p1","en":"عاد الناس"},{"id":"p2","en":"عاد الناس"}]}`, "stop")},
			"blanks":     {body: chat(`{"segments":[{"id":"p1","en":"`+strings.Repeat(" ", 20000)+`"}]}`, "stop")},
			"error200":   {body: `{"error":{"code":"internal","message":"boom"}}`},
			"always500":  {status: 500, body: `{"error":{"message":"boom"}}`},
		}
		w.model.rules(func(c call) fault {
			for id, f := range bad {
				if c.article == aid(id) && c.step != "summary" {
					return f
				}
			}
			return fault{}
		})
		w.worker(w.broker.address())
		for id := range bad {
			w.publish("urgent", story(id, 1, len(w.inputs)+1))
		}
		w.stories("urgent", "good", 10)
		w.settle(2 * time.Minute)
		classes := map[string]string{}
		for _, d := range w.dead() {
			classes[d.ID] = d.Class
		}
		for id := range bad {
			results := w.published(id)
			clean := slices.ContainsFunc(results, func(r article.Result) bool { return r.State == article.StateClean })
			if clean || len(results) == 0 && classes[aid(id)] == "" {
				t.Errorf("%s: %d results, clean %v, dead letter %q", id, len(results), clean, classes[aid(id)])
			}
			if n := len(w.model.of(aid(id), "translate")); n > 4 {
				t.Errorf("%s: %d drafts were paid", id, n)
			}
			t.Logf("%-10s %d results, dead letter %q, %d calls", id, len(results), classes[aid(id)], len(w.model.of(aid(id), "")))
		}
		for _, r := range w.results() {
			if strings.HasPrefix(r.SourceID, "good") && r.State != article.StateClean {
				t.Errorf("%s is %s", r.SourceID, r.State)
			}
		}
	})
}

// A call that takes many ack waits is paid once.
func TestCallOutlastsTheAckWait(t *testing.T) {
	scenario(t, "r-d", "a call of nine ack waits", false, func(w *world) {
		wait := time.Duration(long(1, 5)) * time.Second
		w.model.rules(func(c call) fault {
			if c.article == aid("slow") {
				return fault{delay: 9 * wait}
			}
			return fault{delay: 100 * time.Millisecond}
		})
		for range 2 {
			w.worker(w.broker.address(), "NAQL_ACK_WAIT="+wait.String())
		}
		w.publish("urgent", story("slow", 1, 1))
		w.stories("urgent", "a", 19)
		w.allowed = 1
		w.settle(5 * time.Minute)
	})
}

// A storm of rate limits: nobody asks early, nobody waits in a slot, nothing
// dies, and it takes hardly longer than it must.
func TestStorm(t *testing.T) {
	scenario(t, "r-e", "a storm of 30 % 429", false, func(w *world) {
		articles, storm := long(400, 8000), time.Duration(long(4, 20))*time.Second
		const takes, slots = 200 * time.Millisecond, 64
		w.stories("routine", "a", articles)
		p := w.worker(w.broker.address(), fmt.Sprint("NAQL_CONCURRENCY=", slots), "NAQL_ACK_WAIT=10s", "NAQL_LOG=error")
		_ = p
		w.called("", "", 1)
		began := time.Now()
		w.model.rules(func(c call) fault {
			if time.Since(began) < storm && w.chance(0.3) {
				return refuse429("1")
			}
			return fault{delay: takes}
		})
		w.settle(10 * time.Minute)
		took := time.Since(began)
		w.early(time.Second)
		ideal := time.Duration(float64(2*articles) / slots * float64(takes))
		t.Logf("%d articles in %s, at best %s: %+.1f %%, most at once %d, %d calls", articles, took, ideal, 100*(took.Seconds()/ideal.Seconds()-1), w.model.most, len(w.model.all()))
		if n := len(w.dead()); n > 0 {
			t.Errorf("%d dead letters", n)
		}
		w.row.recovery = took - ideal
	})
}

// An article that the model never answers usably costs N calls, and the
// healthy ones do not wait for it.
func TestNeverUsable(t *testing.T) {
	scenario(t, "r-f", "an article the model cannot answer", false, func(w *world) {
		w.model.rules(func(c call) fault {
			if c.article == aid("poison") {
				return fault{delay: 100 * time.Millisecond, body: chat("not json", "stop")}
			}
			return fault{delay: 100 * time.Millisecond}
		})
		w.publish("urgent", story("poison", 1, 9999))
		w.stories("urgent", "a", 19)
		w.worker(w.broker.address())
		w.settle(time.Minute)
		if n := len(w.model.of(aid("poison"), "")); n != 4 {
			t.Errorf("%d calls", n)
		}
		if dead := w.dead(); len(dead) != 1 || dead[0].ID != aid("poison") {
			t.Errorf("dead letters %+v", dead)
		}
	})
}

// Three graceful restarts under load waste nothing.
func TestGracefulRestarts(t *testing.T) {
	scenario(t, "r-h", "graceful restarts", false, func(w *world) {
		w.model.rules(slow(100 * time.Millisecond))
		n := long(150, 1000)
		w.stories("routine", "a", n)
		p := w.worker(w.broker.address(), "NAQL_CONCURRENCY=16")
		for i := range 3 {
			w.called("", "", (i+1)*n/4)
			p.signal(syscall.SIGTERM)
			p.exits(10*time.Second, 0)
			p = w.worker(w.broker.address(), "NAQL_CONCURRENCY=16")
		}
		w.allowed = 1
		w.settle(5 * time.Minute)
		p.signal(syscall.SIGTERM)
		p.exits(10*time.Second, 0)
		w.worker(w.broker.address())
		time.Sleep(time.Second)
		if calls := len(w.model.all()); calls != 2*n {
			t.Errorf("%d calls for %d articles", calls, n)
		}
	})
}

// The budget of the day holds over all workers, flash goes on longest, nothing
// dies of it, and more money has the rest done.
func TestBudget(t *testing.T) {
	scenario(t, "26b", "the day's budget is spent, then raised", false, func(w *world) {
		w.model.rules(slow(50 * time.Millisecond))
		const perCall = 0.2 // 100 tokens asked and 50 answered
		budget := func(usd int) []string {
			return []string{fmt.Sprint("NAQL_BUDGET_USD=", usd), "NAQL_PRICES=1000,2000", "NAQL_CONCURRENCY=4"}
		}
		spent := func() float64 { return perCall * float64(len(w.model.all())) }
		two := []*process{w.worker(w.broker.address(), budget(30)...), w.worker(w.broker.address(), budget(30)...)}
		w.stories("urgent", "a", 100)
		still := func() {
			for n := -1; n != len(w.model.all()); {
				n = len(w.model.all())
				time.Sleep(3 * time.Second)
			}
		}
		still()
		if usd := spent(); usd > 27 || usd < 20 {
			t.Errorf("%.1f dollars of 27", usd)
		}
		before := spent()
		w.stories("flash", "f", 30)
		still()
		if usd := spent(); usd > 30 || usd <= before {
			t.Errorf("%.1f dollars of 30, %.1f before flash", usd, before)
		}
		for _, p := range two {
			p.signal(syscall.SIGTERM)
			p.exits(10*time.Second, 0)
		}
		w.worker(w.broker.address(), budget(1000)...)
		w.settle(time.Minute)
		if n := len(w.dead()); n > 0 {
			t.Errorf("%d dead letters", n)
		}
	})
}
