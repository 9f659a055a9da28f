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
	// passed and refused are the calls of late, by how many were under way when
	// each was sent.
	passed, refused crowds
	at              time.Time
	// fell is when the limit fell last, hold how long it stays after that.
	fell time.Time
	hold time.Duration
}

// crowds sums up sizes of crowds; what is older weighs less.
type crowds struct{ n, sum, squares float64 }

func (s *crowds) add(size float64) {
	s.n, s.sum, s.squares = s.n+1, s.sum+size, s.squares+size*size
}

func (s *crowds) fade(by float64) { s.n, s.sum, s.squares = s.n*by, s.sum*by, s.squares*by }

func (s crowds) mean() float64 { return s.sum / s.n }

// larger reports whether the crowds of s were clearly larger than those of
// than: by more than four standard errors of the difference.
func (s crowds) larger(than crowds) bool {
	const least, errors = 5, 4
	if s.n < least || than.n < least {
		return false
	}
	n := s.n + than.n
	mean := (s.sum + than.sum) / n
	deviation := math.Sqrt(max((s.squares+than.squares)/n-mean*mean, 0))
	return s.mean()-than.mean() > errors*deviation*math.Sqrt(1/s.n+1/than.n)
}

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
		c.passed.fade(fade)
		c.refused.fade(fade)
	}
	c.at = now
	if o == turnedAway {
		c.refused.add(float64(n))
		c.fall(now, n)
		return
	}
	c.passed.add(float64(n))
	c.rise(now, under)
}

// fall takes a refusal as the crowd's where refusals come with crowds.
func (c *crowd) fall(now time.Time, n int) {
	if n < 2 || !c.refused.larger(c.passed) {
		return
	}
	if limit := max(float64(n-1), math.Floor(c.passed.mean())); c.limit == 0 || limit < c.limit {
		switch quiet := now.Sub(c.fell); {
		case c.hold == 0 || quiet > 4*c.hold:
			c.hold = crowdFirstHold
		case quiet > c.hold:
			c.hold = min(2*c.hold, crowdLastHold)
		}
		c.limit, c.fell = limit, now
	}
}

// rise tries one more at once, after a while without a fall in which all that
// may be under way were.
func (c *crowd) rise(now time.Time, under int) {
	if c.limit == 0 || now.Sub(c.fell) < c.hold || under < int(c.limit) {
		return
	}
	c.limit += 1 / c.limit
}
