package worker

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"naql/llm"
	"naql/queue"
)

// heldBack ends the work on an article for now: no call may be made.
type heldBack struct {
	why   string
	after time.Duration // when to look again
	err   error         // of the call that failed, if one did
}

func (e *heldBack) Error() string { return e.why }
func (e *heldBack) Unwrap() error { return e.err }

// provider keeps calls back that an endpoint in trouble would refuse, together
// with all workers of that endpoint. Its zero value, without a queue, lets all
// pass.
type provider struct {
	Endpoint
	queue *queue.Queue
	log   *slog.Logger

	mu      sync.Mutex
	streak  streak
	stop    *queue.Stop
	breaker queue.Breaker
	inHand  int       // calls under way
	probes  int       // that this worker may make while the breaker is open
	probing int       // probes under way
	telling int       // findings of calls on their way to the shared state
	told    int       // findings that got there, or could not
	until   time.Time // the end of a long Retry-After
}

// providerPoll is how often a worker looks at what others have found.
const providerPoll = 250 * time.Millisecond

// streak is what the latest calls say of the endpoint.
type streak struct {
	failures []time.Time // since the last success, the last opensAfter of them
	success  time.Time
}

// The breaker opens when so many calls in a row have failed, or all of the
// last few seconds and at least three, with no other under way that may still
// be answered. Less may be chance: a share of refusals under load is no outage.
const (
	opensAfter  = 20
	opensWithin = 5 * time.Second
	opensLeast  = 3
)

func (s *streak) passed(now time.Time) { s.failures, s.success = nil, now }

// failed reports whether the breaker is to open; others are the calls under
// way.
func (s *streak) failed(now time.Time, others int) bool {
	s.failures = append(s.failures, now)
	s.failures = s.failures[max(len(s.failures)-opensAfter, 0):]
	if len(s.failures) == opensAfter {
		return true
	}
	recent := 0
	for _, at := range s.failures {
		if now.Sub(at) < opensWithin {
			recent++
		}
	}
	return others == 0 && recent >= opensLeast && now.Sub(s.success) >= opensWithin
}

// backoff is the wait after so many failures in a row, doubled each time up to
// half a minute.
func backoff(failures int) time.Duration {
	return min(time.Second<<min(failures, 5), 30*time.Second)
}

// held returns a *heldBack while no call may be made.
func (p *provider) held() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.heldLocked()
}

func (p *provider) heldLocked() error {
	if p.stop != nil {
		return &heldBack{"calls are stopped: " + p.stop.Reason, time.Second, nil}
	}
	if wait := time.Until(p.until); wait > 0 {
		return &heldBack{"the endpoint asks to wait", min(wait, longWait), nil}
	}
	if p.breaker.Open && p.probes == 0 {
		return &heldBack{"the endpoint is in trouble: " + p.breaker.Class, max(time.Until(p.breaker.Until), providerPoll), nil}
	}
	return nil
}

// enter asks for leave to make a call. probe says that it tries whether the
// endpoint works again. The error is a *heldBack; without one, leave must be
// called after the call.
func (p *provider) enter() (probe bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.heldLocked(); err != nil {
		return false, err
	}
	p.inHand++
	if p.breaker.Open {
		p.probes--
		p.probing++
	}
	return p.breaker.Open, nil
}

// leave says that a call is over; made says whether there was one, since a
// probe that was not made is left to another.
func (p *provider) leave(probe, made bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inHand--
	if probe {
		p.probing--
		if !made {
			p.probes++
		}
	}
}

// passed says that a call was answered.
func (p *provider) passed(ctx context.Context) {
	if p.queue == nil {
		return
	}
	p.mu.Lock()
	p.streak.passed(time.Now())
	was := p.breaker
	p.breaker.Open = false
	p.mu.Unlock()
	if was.Open {
		p.set(ctx, was, queue.Breaker{})
		p.log.Info("the endpoint works again", "seconds", time.Since(was.Since).Seconds())
	}
}

// failed says that a call failed by the endpoint's fault, and returns how long
// its article waits; failures is how often its step has failed.
func (p *provider) failed(ctx context.Context, err *llm.Error, probe bool, failures int) time.Duration {
	wait := backoff(failures)
	if err.Class == llm.RateLimit {
		wait = time.Second
	}
	wait = max(wait, err.RetryAfter)
	if err.Class == llm.RateLimit && err.RetryAfter > longestPark {
		p.rest(err)
	}
	if p.queue == nil {
		return wait
	}
	if err.Class.Reaction().Person {
		p.halt(ctx, err)
		return time.Second
	}
	now := time.Now()
	p.mu.Lock()
	opens := p.streak.failed(now, p.inHand) || err.Class.Reaction().Alike
	was := p.breaker
	p.mu.Unlock()
	next := was
	switch {
	case probe:
		next.Fails++
	case was.Open || !opens:
		return wait
	default:
		next.Since, next.Fails = now, 0
	}
	next.Open, next.Class = true, string(err.Class)
	next.Until = now.Add(max(backoff(next.Fails), err.RetryAfter))
	if err.Class.Reaction().Alike {
		next.Until = now.Add(longWait)
	}
	p.set(ctx, was, next)
	p.log.Warn("the endpoint is in trouble, articles wait", "class", err.Class, "until", next.Until.UTC().Format(time.RFC3339), "err", err)
	return max(wait, time.Until(next.Until))
}

// longestPark is the longest Retry-After that is taken as one call's. A longer
// one is the account's: no other call need be made.
const longestPark = time.Minute

// rest makes no call until the endpoint wants one again.
func (p *provider) rest(err *llm.Error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(err.RetryAfter); until.After(p.until) {
		p.until = until
		p.log.Error("the endpoint takes no calls for long", "until", until.UTC().Format(time.RFC3339), "err", err)
	}
}

// halt stops the calls of all workers with this endpoint and key until a
// person resumes them.
func (p *provider) halt(ctx context.Context, err *llm.Error) {
	stop := queue.Stop{Scope: p.Scope, Class: string(err.Class), Reason: err.Error(), By: "worker", At: time.Now()}
	defer p.tell()()
	p.mu.Lock()
	first := p.stop == nil
	p.stop = &stop
	p.mu.Unlock()
	if first {
		p.log.Error("calls are stopped until a person resumes them", "class", err.Class, "hint", "mend it, then run naql resume", "err", err)
	}
	if err := p.queue.Pause(ctx, stop); err != nil {
		p.log.Warn("the other workers could not be told", "err", err)
	}
}

// set moves the breaker, for this worker at once and for all where no other
// was faster.
func (p *provider) set(ctx context.Context, was, next queue.Breaker) bool {
	defer p.tell()()
	stored, ok, err := p.queue.SetBreaker(ctx, p.Scope, was, next)
	if err == nil && !ok {
		stored, err = p.queue.Breaker(ctx, p.Scope)
	}
	if err != nil {
		p.log.Warn("breaker not shared", "err", err)
		stored = next
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.breaker = stored
	return ok
}

// tell keeps look from undoing a finding with what was shared before it; the
// function it returns is called once the finding is shared.
func (p *provider) tell() (done func()) {
	p.mu.Lock()
	p.telling++
	p.mu.Unlock()
	return func() {
		p.mu.Lock()
		p.telling--
		p.told++
		p.mu.Unlock()
	}
}

// follow keeps up with what other workers and people have decided until ctx
// ends.
func (p *provider) follow(ctx context.Context) {
	for trouble := ""; ctx.Err() == nil; {
		err := p.look(ctx)
		if text := fmt.Sprint(err); err != nil && ctx.Err() == nil && text != trouble {
			p.log.Warn("cannot see whether calls are stopped", "err", err)
			trouble = text
		}
		if err == nil {
			trouble = ""
		}
		select {
		case <-ctx.Done():
		case <-time.After(providerPoll):
		}
	}
}

// look reads the shared state once, and takes the next probe where it is due.
func (p *provider) look(ctx context.Context) error {
	p.mu.Lock()
	told := p.told
	p.mu.Unlock()
	stop, stopped, err := p.queue.Stopped(ctx, p.Scope)
	if err != nil {
		return err
	}
	b, err := p.queue.Breaker(ctx, p.Scope)
	if err != nil {
		return err
	}
	p.mu.Lock()
	if p.telling > 0 || p.told != told {
		p.mu.Unlock()
		return nil // what was read may be older than what a call has found
	}
	switch {
	case stopped && p.stop == nil:
		p.log.Warn("calls are stopped", "reason", stop.Reason, "by", stop.By)
	case !stopped && p.stop != nil:
		p.log.Info("calls go on")
		p.streak = streak{}
		if p.Resumed != nil {
			p.Resumed()
		}
	}
	p.stop = nil
	if stopped {
		p.stop = &stop
	}
	p.breaker = b
	if !b.Open {
		p.probes = 0
	}
	due := b.Open && !stopped && p.probes == 0 && time.Until(b.Until) < 0
	probing := b.Open && p.probing > 0
	p.mu.Unlock()
	if probing && time.Until(b.Until) < time.Second { // nobody else's turn: ours is not over
		next := b
		next.Until = time.Now().Add(backoff(0) + time.Second)
		p.set(ctx, b, next)
	}
	if probing || !due {
		return nil
	}
	next := b
	next.Until = time.Now().Add(backoff(b.Fails + 1))
	if p.set(ctx, b, next) {
		p.mu.Lock()
		p.probes = 1
		p.mu.Unlock()
	}
	return nil
}

// closed is how long no call may be made.
func (p *provider) closed() time.Duration {
	if p.held() != nil {
		return providerPoll
	}
	return 0
}

// jittered spreads those that were sent away together, and never shortens a
// wait.
func jittered(d time.Duration) time.Duration { return d + rand.N(max(d/10, 1)) }
