package llm

import (
	"errors"
	"math"
	"time"
)

// crowd finds out how many calls an endpoint takes at once. The number falls
// only where refusals come with the crowd: an endpoint that refuses a share of
// the calls however few are under way, or all calls of a minute, is not helped
// by fewer at once, and its Retry-After is obeyed elsewhere.
type crowd struct {
	configured int // 0 has no bound
	// limit is what has been found, 0 while nothing has.
	limit float64
	// few and many count the calls that were sent with up to half as many under
	// way as the most of late, and with more.
	few, many share
	peak      float64 // the most under way of late
	at        time.Time
	// refused is when the limit fell last, hold how long it stays after that.
	refused time.Time
	hold    time.Duration
}

// share counts answers and refusals; both fade.
type share struct{ calls, refused float64 }

func (s share) of() float64 { return s.refused / max(s.calls, 1) }

// outcome is what a call says about the crowd.
type outcome int

const (
	undecided outcome = iota
	answered
	turnedAway
)

func outcomeOf(err error) outcome {
	fault, ok := errors.AsType[*Error](err)
	switch {
	case err == nil:
		return answered
	case ok && fault.Class == RateLimit:
		return turnedAway
	}
	return undecided
}

const (
	crowdHalfLife  = 10 * time.Second
	crowdLeast     = 10 // calls among few, before their share means something
	crowdFirstHold = 5 * time.Second
	crowdLastHold  = time.Minute
)

// most is how many calls may be under way.
func (c *crowd) most() int {
	most := math.MaxInt
	if c.configured > 0 {
		most = c.configured
	}
	if c.limit > 0 {
		most = min(most, int(c.limit))
	}
	return most
}

// heard takes note of a call that was sent as the n-th under way; under is how
// many are now.
func (c *crowd) heard(now time.Time, n, under int, o outcome) {
	if o == undecided {
		return
	}
	if !c.at.IsZero() {
		fade := math.Exp2(-now.Sub(c.at).Seconds() / crowdHalfLife.Seconds())
		for _, s := range []*share{&c.few, &c.many} {
			s.calls, s.refused = s.calls*fade, s.refused*fade
		}
		c.peak *= fade
	}
	c.at = now
	c.peak = max(c.peak, float64(n))
	s := &c.many
	if float64(n) <= c.peak/2 {
		s = &c.few
	}
	s.calls++
	switch o {
	case turnedAway:
		s.refused++
		c.fall(now, n)
	case answered:
		c.rise(now, under)
	}
}

// fall takes a refusal as one of the crowd where the share of refusals is
// clearly higher in it.
func (c *crowd) fall(now time.Time, n int) {
	if n < 2 || c.few.calls < crowdLeast || c.many.of() < 2*c.few.of()+0.1 {
		return
	}
	if least := float64(n - 1); c.limit == 0 || least < c.limit {
		if c.hold == 0 || now.Sub(c.refused) > 4*c.hold {
			c.hold = crowdFirstHold
		} else if now.Sub(c.refused) > c.hold {
			c.hold = min(2*c.hold, crowdLastHold)
		}
		c.limit, c.refused = least, now
	}
}

// rise tries one more at once, after a while without a refusal in which all
// that may be under way were.
func (c *crowd) rise(now time.Time, under int) {
	if c.limit == 0 || now.Sub(c.refused) < c.hold || under < int(c.limit) {
		return
	}
	c.limit += 1 / c.limit
}
