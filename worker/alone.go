package worker

import (
	"context"
	"sync"
	"time"
)

// company knows which articles are in hand together, so that one that may be
// what ends the worker can be tried alone.
type company struct {
	mu      sync.Mutex
	inHand  int // but for those that wait to be alone
	waiting int // to be alone, or alone
	alone   bool
}

// companyPoll is how often it is looked whether others have left.
const companyPoll = 10 * time.Millisecond

// join takes part in the company, alone where asked to, once that is possible.
// leave must be called at the end, after an error too. The error is the
// context's cause.
func (c *company) join(ctx context.Context, alone bool) (leave func(), err error) {
	if alone {
		c.mu.Lock()
		c.waiting++
		c.mu.Unlock()
	}
	for !c.enter(alone) {
		select {
		case <-ctx.Done():
			return func() { c.leave(alone, false) }, context.Cause(ctx)
		case <-time.After(companyPoll):
		}
	}
	return func() { c.leave(alone, true) }, nil
}

func (c *company) enter(alone bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.alone || alone && c.inHand > 0 {
		return false
	}
	c.inHand++
	c.alone = alone
	return true
}

func (c *company) leave(alone, entered bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if alone {
		c.waiting--
	}
	if entered {
		c.inHand--
		c.alone = false
	}
}

// closed reports whether an article waits to be alone: then no other is begun.
func (c *company) closed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.waiting > 0
}
