package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"naql/llm"
	"naql/queue"
	"naql/queue/embedded"
)

func TestStreakOpens(t *testing.T) {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	for name, tt := range map[string]struct {
		passedAgo time.Duration // 0: never
		failures  int
		apart     time.Duration
		others    int
		opens     bool
	}{
		"one":                       {0, 1, 0, 0, false},
		"two":                       {0, 2, ms(1), 0, false},
		"three, nothing else known": {0, 3, ms(1), 0, true},
		"three, others under way":   {0, 3, ms(1), 1, false},
		"three, too far apart":      {0, 3, 3 * time.Second, 0, false},
		"three after a success":     {time.Second, 3, ms(1), 0, false},
		"nineteen, others":          {0, 19, ms(1), 5, false},
		"twenty in a row":           {ms(1), 20, ms(1), 5, true},
		"twenty, slowly":            {time.Hour, 20, time.Minute, 5, true},
	} {
		t.Run(name, func(t *testing.T) {
			var s streak
			now := time.Unix(1e9, 0)
			if tt.passedAgo > 0 {
				s.passed(now.Add(-tt.passedAgo))
			}
			opens := false
			for range tt.failures {
				opens = s.failed(now, tt.others)
				now = now.Add(tt.apart)
			}
			if opens != tt.opens {
				t.Errorf("opens %v", opens)
			}
			s.passed(now)
			if s.failed(now, 0) {
				t.Error("opens at the first failure after a success")
			}
		})
	}
}

// A storm that refuses a third of all calls is no outage.
func TestStreakInAStorm(t *testing.T) {
	var s streak
	now := time.Unix(1e9, 0)
	for i := range 10000 {
		if i%3 != 0 {
			s.passed(now)
		} else if s.failed(now, 8) {
			t.Fatalf("opens at call %d", i)
		}
		now = now.Add(3 * time.Millisecond)
	}
}

func TestBackoff(t *testing.T) {
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 30, 30} {
		if got := backoff(i); got != want*time.Second {
			t.Errorf("after %d: %s, want %d s", i, got, want)
		}
	}
}

// providers are workers of their own on one queue that share an endpoint.
func providers(t *testing.T, scopes ...string) (*queue.Queue, []*provider) {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	server, err := embedded.Start(embedded.Config{Dir: t.TempDir(), InProcess: true, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Shutdown)
	var all []*provider
	var q *queue.Queue
	ctx, stop := context.WithCancel(context.Background())
	var follow sync.WaitGroup
	t.Cleanup(func() { stop(); follow.Wait() })
	for _, scope := range scopes {
		nc, err := server.Connect(queue.Options("test", log)...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(nc.Close)
		if q, err = queue.Open(t.Context(), nc, queue.Config{Log: log}); err != nil {
			t.Fatal(err)
		}
		p := &provider{Endpoint: Endpoint{Scope: scope}, queue: q, log: log}
		all = append(all, p)
	}
	for _, p := range all {
		follow.Go(func() { p.follow(ctx) })
	}
	return q, all
}

// soon fails unless it becomes true within a second.
func soon(t *testing.T, what string, is func() bool) {
	t.Helper()
	for began := time.Now(); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > time.Second {
			t.Fatalf("not within a second: %s", what)
		}
	}
}

func closed(p *provider) func() bool { return func() bool { return p.closed() > 0 } }
func passes(p *provider) func() bool { return func() bool { return p.closed() == 0 } }

// A refused key stops the workers that use it, and no others, until a person
// resumes; so does a person, all of them.
func TestStopsAreShared(t *testing.T) {
	t.Parallel()
	q, all := providers(t, "x", "x", "y")
	a, b, other := all[0], all[1], all[2]
	wait := a.failed(t.Context(), &llm.Error{Class: llm.Auth, Message: "no such key"}, false, 0)
	if wait != time.Second || !closed(a)() {
		t.Errorf("waits %s, closed %v", wait, closed(a)())
	}
	soon(t, "the second worker stops", closed(b))
	if _, err := b.enter(); err == nil {
		t.Error("a call may be made")
	}
	time.Sleep(2 * providerPoll)
	if closed(other)() {
		t.Error("a worker with another key stops")
	}
	stops, err := q.Resume(t.Context())
	if err != nil || len(stops) != 1 || stops[0].Class != "auth" {
		t.Errorf("resumed %+v, %v", stops, err)
	}
	soon(t, "the first goes on", passes(a))
	soon(t, "the second goes on", passes(b))
	if err := q.Pause(t.Context(), queue.Stop{Reason: "lunch"}); err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		soon(t, "all stop", closed(p))
	}
	if _, err := q.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		soon(t, "all go on", passes(p))
	}
}

// While the breaker is open one worker makes one probe per wait; a success
// closes it for all.
func TestBreakerIsShared(t *testing.T) {
	t.Parallel()
	_, all := providers(t, "x", "x")
	a, b := all[0], all[1]
	fault := &llm.Error{Class: llm.RateLimit, RetryAfter: 1200 * time.Millisecond}
	for range 3 {
		if wait := a.failed(t.Context(), fault, false, 0); wait < fault.RetryAfter {
			t.Errorf("waits %s", wait)
		}
	}
	soon(t, "both are closed", func() bool { return closed(a)() && closed(b)() })
	probes, until := 0, time.Now().Add(3*fault.RetryAfter)
	for time.Now().Before(until) {
		for _, p := range all {
			if p.held() == nil {
				if probe, err := p.enter(); err == nil {
					if !probe {
						t.Fatal("a call that is no probe")
					}
					probes++
					p.leave(true, true)
					p.failed(t.Context(), fault, true, 0)
				}
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	if probes < 1 || probes > 3 {
		t.Errorf("%d probes in three waits", probes)
	}
	b.passed(t.Context())
	soon(t, "it closes for all", func() bool { return passes(a)() && passes(b)() })
}

// purses are what workers on one queue reckon with, under one budget.
func purses(t *testing.T, n int, limit float64) (*queue.Queue, []*purse) {
	t.Helper()
	q, providers := providers(t, make([]string, n)...)
	ctx, stop := context.WithCancel(context.Background())
	var follow sync.WaitGroup
	t.Cleanup(func() { stop(); follow.Wait() })
	var all []*purse
	for _, p := range providers {
		one := &purse{queue: p.queue, log: p.log, limit: limit}
		follow.Go(func() { one.follow(ctx) })
		all = append(all, one)
	}
	return q, all
}

// The budget holds over all workers, keeps a tenth for flash, and counts what
// is under way.
func TestBudget(t *testing.T) {
	t.Parallel()
	q, all := purses(t, 2, 10)
	a, b := all[0], all[1]
	settle, err := a.reserve(t.Context(), queue.Urgent, 6)
	if err != nil {
		t.Fatal(err)
	}
	var held *heldBack
	if _, err := b.reserve(t.Context(), queue.Routine, 4); !errors.As(err, &held) {
		t.Errorf("6 under way and 4 more of 9 for routine: %v", err)
	}
	if b.closed(queue.Routine) == 0 || b.closed(queue.Flash) > 0 {
		t.Error("closed for flash, or open for the rest")
	}
	if _, err := b.reserve(t.Context(), queue.Flash, 4); err != nil {
		t.Errorf("flash: %v", err)
	}
	settle(1, true)
	spent, _, err := q.Spend(t.Context(), time.Now(), queue.Spent{}, 0)
	if err != nil || spent != (queue.Spent{USD: 5, Estimated: 4}) {
		t.Errorf("spent %+v, %v", spent, err)
	}
	soon(t, "it goes on after the call has cost less", func() bool { return b.closed(queue.Routine) == 0 })
	if _, err := b.reserve(t.Context(), queue.Routine, 4); err != nil {
		t.Errorf("after it cost less: %v", err)
	}
}

func TestBudgetUnderWork(t *testing.T) {
	t.Parallel()
	q, all := purses(t, 3, 50)
	var work sync.WaitGroup
	for _, p := range all {
		for range 4 {
			work.Go(func() {
				for range 10 {
					if settle, err := p.reserve(t.Context(), queue.Flash, 1); err == nil {
						settle(0.5, true)
					}
				}
			})
		}
	}
	work.Wait()
	if spent, _, err := q.Spend(t.Context(), time.Now(), queue.Spent{}, 0); err != nil || spent.USD > 50 || spent.Estimated != 0 {
		t.Errorf("spent %+v, %v", spent, err)
	}
}

// One article waits until it is alone; nothing else begins meanwhile.
func TestCompany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c company
		leave, err := c.join(t.Context(), false)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		time.AfterFunc(time.Second, leave)
		alone, err := c.join(t.Context(), true)
		if err != nil || time.Since(began) < time.Second || !c.closed() {
			t.Errorf("alone after %s, closed %v, %v", time.Since(began), c.closed(), err)
		}
		began = time.Now()
		time.AfterFunc(time.Second, alone)
		late, err := c.join(t.Context(), false)
		if err != nil || time.Since(began) < time.Second || c.closed() {
			t.Errorf("the next after %s, closed %v, %v", time.Since(began), c.closed(), err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		gone, err := c.join(ctx, true)
		if err == nil {
			t.Error("alone beside another")
		}
		gone()
		late()
		if c.inHand != 0 || c.waiting != 0 || c.alone {
			t.Errorf("left behind: %d in hand, %d waiting, alone %v", c.inHand, c.waiting, c.alone)
		}
	})
}

// A probe that hangs is the only one, of all workers.
func TestOneProbe(t *testing.T) {
	t.Parallel()
	_, all := providers(t, "x", "x")
	p := all[0]
	p.failed(t.Context(), &llm.Error{Class: llm.ModelMissing}, false, 0)
	soon(t, "both are closed", func() bool { return closed(all[0])() && closed(all[1])() })
	p.mu.Lock()
	was := p.breaker
	p.mu.Unlock()
	next := was
	next.Until = time.Now()
	p.set(t.Context(), was, next)
	probes := 0
	for began := time.Now(); time.Since(began) < 5*time.Second; time.Sleep(20 * time.Millisecond) {
		for _, p := range all {
			if probe, err := p.enter(); err == nil {
				if probes++; !probe {
					t.Error("a call that is no probe")
				}
			}
		}
	}
	if probes != 1 {
		t.Errorf("%d probes", probes)
	}
}

// An article that no budget covers closes no lane.
func TestTooDear(t *testing.T) {
	t.Parallel()
	_, all := purses(t, 1, 10)
	p := all[0]
	_, err := p.reserve(t.Context(), queue.Routine, 9.5)
	if _, ok := errors.AsType[*tooDear](err); !ok || p.closed(queue.Routine) > 0 {
		t.Errorf("%v, closed %v", err, p.closed(queue.Routine) > 0)
	}
	if _, err := p.reserve(t.Context(), queue.Routine, 1); err != nil {
		t.Error(err)
	}
}

// While the format of replies is to be found out, an endpoint that is down is
// asked no more often than otherwise.
func TestFormatWhileDown(t *testing.T) {
	t.Parallel()
	client, err := llm.New(llm.Config{BaseURL: "http://127.0.0.1:1/v1", Profile: "generic", Model: "m"})
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, nil, nil)
	counting := &formatCounter{endpoint: client}
	b.Endpoints = []Endpoint{{Model: counting, Scope: "x"}}
	l := newLine(t, b)
	for i := range 30 {
		l.submit(t, fmt.Sprint("a", i), nil)
	}
	time.Sleep(2 * time.Second)
	before := counting.asked.Load()
	time.Sleep(4 * time.Second)
	if n := counting.asked.Load() - before; n > 3 {
		t.Errorf("asked %d times in four seconds", n)
	}
}

type formatCounter struct {
	endpoint
	asked atomic.Int64
}

type endpoint = Model

func (c *formatCounter) Format(ctx context.Context) (llm.Format, error) {
	c.asked.Add(1)
	return c.endpoint.Format(ctx)
}
