package worker

import (
	"sync"
	"time"

	"naql/llm"
)

// pause keeps a worker from taking articles that its endpoint would refuse.
// The zero value lets all pass.
type pause struct {
	mu    sync.Mutex
	until time.Time
	fails int
}

// Of the endpoint's own failures so many in a row close the worker: one alone
// may be an accident, and the article tries again by itself.
const failuresInARow = 3

// after says how long an article waits for the provider, and closes the worker
// where others would meet the same trouble. A rate limit is one article's wait
// alone. Failures that come in while it is closed count as one.
func (p *pause) after(err *llm.Error) time.Duration {
	if err.Class == llm.RateLimit {
		return max(err.RetryAfter, time.Second)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Now().After(p.until) {
		p.fails++
	}
	wait := max(time.Second<<min(p.fails-1, 5), err.RetryAfter)
	switch err.Class {
	case llm.Auth, llm.Quota, llm.ModelMissing, llm.UnsupportedParameter: // a person has to act
		wait = longWait
	case llm.Server, llm.Timeout:
		if p.fails < failuresInARow {
			return wait
		}
	}
	p.until = time.Now().Add(wait)
	return wait
}

// passed forgets earlier failures.
func (p *pause) passed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fails, p.until = 0, time.Time{}
}

// left is how long no article is to be taken.
func (p *pause) left() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.until)
}
