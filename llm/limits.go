package llm

import (
	"container/heap"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Limits bound what one process asks of an endpoint. A zero field has no bound
// but the endpoint's own, as its headers and its refusals tell.
type Limits struct {
	Requests int // a minute
	Tokens   int // a minute, prompt and reply together
	Calls    int // under way at once
}

// BusyError says that the endpoint may not be asked before After has passed.
type BusyError struct{ After time.Duration }

func (e *BusyError) Error() string {
	return fmt.Sprintf("the limits of the endpoint are reached for %s", e.After.Round(time.Millisecond))
}

// mostAdmitWait is how long Admit waits for a minute's limits: whoever has to
// wait longer had better leave and come back.
const mostAdmitWait = 5 * time.Second

// Admit waits until the endpoint may be asked for so many tokens: until fewer
// calls are under way than it takes at once, and the minute's requests and
// tokens reach. Of those that wait for a call to end, the lowest rank goes
// first, then who came first. Without an error, leave must be called once with
// what Ask returned, or with nothing asked. The error is a *BusyError, or wraps
// the cause of ctx.
func (c *Client) Admit(ctx context.Context, rank, tokens int) (leave func(asked bool, u Usage, err error), err error) {
	l := &c.limits
	for {
		wait := l.spend(time.Now(), tokens)
		if wait == 0 {
			break
		}
		if wait > mostAdmitWait {
			return nil, &BusyError{wait}
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for the endpoint: %w", context.Cause(ctx))
		case <-time.After(wait):
		}
	}
	n, err := l.enter(ctx, rank)
	if err != nil {
		l.refund(1, tokens)
		return nil, err
	}
	return func(asked bool, u Usage, err error) {
		if !asked {
			l.refund(1, tokens)
			l.leave(n, undecided)
			return
		}
		if used := u.Prompt + u.Completion; used > 0 {
			l.refund(0, tokens-used)
		}
		l.leave(n, outcomeOf(err))
	}, nil
}

// limits is the state behind Admit.
type limits struct {
	mu       sync.Mutex
	requests bucket
	tokens   bucket
	// What the endpoint's headers say is left until a time.
	heardRequests, heardTokens allowance

	crowd   crowd
	under   int // calls under way
	waiting queueOfWaiters
	arrived int
}

// bucket fills up evenly to what a minute allows, of which a sixth may go at
// once.
type bucket struct {
	perMinute float64 // 0 has no bound
	level     float64
	at        time.Time
}

func (b *bucket) most(n float64) float64 { return max(b.perMinute/6, 1, n) }

// wait is how long until n are there.
func (b *bucket) wait(now time.Time, n float64) time.Duration {
	if b.perMinute == 0 {
		return 0
	}
	if b.at.IsZero() {
		b.level = b.most(n)
	} else {
		b.level += b.perMinute * now.Sub(b.at).Minutes()
	}
	b.level, b.at = min(b.level, b.most(n)), now
	if b.level >= n {
		return 0
	}
	return max(time.Duration((n-b.level)/b.perMinute*float64(time.Minute)), time.Millisecond)
}

// allowance is what is left until a time; after it nothing is known.
type allowance struct {
	left  float64
	until time.Time
}

func (a allowance) wait(now time.Time, n float64) time.Duration {
	if now.Before(a.until) && a.left < n {
		return a.until.Sub(now)
	}
	return 0
}

// spend takes a request and its tokens, or says how long until it can.
func (l *limits) spend(now time.Time, tokens int) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := float64(tokens)
	if wait := max(l.requests.wait(now, 1), l.tokens.wait(now, n), l.heardRequests.wait(now, 1), l.heardTokens.wait(now, n)); wait > 0 {
		return wait
	}
	l.requests.level--
	l.tokens.level -= n
	l.heardRequests.left--
	l.heardTokens.left -= n
	return 0
}

// refund gives back what was not used; negative amounts take more.
func (l *limits) refund(requests, tokens int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests.level += float64(requests)
	l.tokens.level += float64(tokens)
}

// mostHeardWait bounds what a header can make us wait.
const mostHeardWait = time.Minute

// heard reads what an endpoint says is left of its limits.
func (l *limits) heard(h http.Header, now time.Time) {
	read := func(what string) (allowance, bool) {
		left, err := strconv.ParseFloat(h.Get("x-ratelimit-remaining-"+what), 64)
		if err != nil || !(left >= 0) {
			return allowance{}, false
		}
		reset, ok := resetIn(h.Get("x-ratelimit-reset-" + what))
		return allowance{left, now.Add(min(reset, mostHeardWait))}, ok
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if a, ok := read("requests"); ok {
		l.heardRequests = a
	}
	if a, ok := read("tokens"); ok {
		l.heardTokens = a
	}
}

// resetIn reads "1s", "6m0s", "20ms" or a number of seconds.
func resetIn(value string) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if d, err := time.ParseDuration(value); err == nil && d >= 0 {
		return d, true
	}
	return number(value, time.Second)
}

// enter waits for its turn and returns how many calls are then under way.
func (l *limits) enter(ctx context.Context, rank int) (n int, err error) {
	l.mu.Lock()
	if l.under < l.crowd.most() && len(l.waiting) == 0 {
		l.under++
		n = l.under
		l.mu.Unlock()
		return n, nil
	}
	l.arrived++
	w := &waiter{rank: rank, order: l.arrived, turn: make(chan int, 1)}
	heap.Push(&l.waiting, w)
	l.mu.Unlock()
	select {
	case n = <-w.turn:
		return n, nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if w.index >= 0 {
		heap.Remove(&l.waiting, w.index)
	} else {
		l.under--
		l.next()
	}
	return 0, fmt.Errorf("wait for the endpoint: %w", context.Cause(ctx))
}

// leave ends a call that was sent as the n-th under way.
func (l *limits) leave(n int, o outcome) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.crowd.heard(time.Now(), n, l.under, o)
	l.under--
	l.next()
}

// next lets in whoever has a turn by now.
func (l *limits) next() {
	for len(l.waiting) > 0 && l.under < l.crowd.most() {
		w := heap.Pop(&l.waiting).(*waiter)
		l.under++
		w.turn <- l.under
	}
}

// waiter waits for a call to end.
type waiter struct {
	rank, order int
	index       int // in the heap; -1 once it has its turn
	turn        chan int
}

type queueOfWaiters []*waiter

func (q queueOfWaiters) Len() int { return len(q) }
func (q queueOfWaiters) Less(i, j int) bool {
	if q[i].rank != q[j].rank {
		return q[i].rank < q[j].rank
	}
	return q[i].order < q[j].order
}
func (q queueOfWaiters) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *queueOfWaiters) Push(x any) {
	w := x.(*waiter)
	w.index = len(*q)
	*q = append(*q, w)
}
func (q *queueOfWaiters) Pop() any {
	old := *q
	w := old[len(old)-1]
	*q, w.index = old[:len(old)-1], -1
	return w
}
