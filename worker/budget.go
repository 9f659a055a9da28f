package worker

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"sync"
	"time"

	"naql/queue"
)

// shortage says that the day's budget did not reach for a call. It may again,
// where calls under way cost less than was put by for them; and for a cheaper
// call it may reach at any time, so it is tried every longWait.
type shortage struct {
	until       time.Time
	limit, need float64 // US dollars
}

func (s shortage) holds() bool { return time.Now().Before(s.until) }

// tooDear ends an article of which one call may cost more than a day's
// budget.
type tooDear struct{ need, limit float64 }

func (e *tooDear) Error() string {
	return fmt.Sprintf("one call may cost %.2f US dollars, more than the %.2f of a day's budget", e.need, e.limit)
}

// purse is what all workers together may spend on a UTC day. Its zero value has
// no bound.
type purse struct {
	queue *queue.Queue
	log   *slog.Logger
	limit float64 // US dollars; 0 has no bound

	mu     sync.Mutex
	short  map[bool]shortage // for flash and the rest
	warned map[bool]string   // the day on which a shortage was told
}

// flashReserve is the share of the budget that is kept for flash.
const flashReserve = 0.1

// reserve takes the cost of a call from the day's budget before it is made.
// The error is a *heldBack where it does not reach, and *tooDear where it
// never will. settle says what it cost.
func (p *purse) reserve(ctx context.Context, lane string, usd float64) (settle func(actual float64, counted bool), err error) {
	limit := p.limit
	if p.queue == nil || limit == 0 {
		return func(float64, bool) {}, nil
	}
	flash, now := lane == queue.Flash, time.Now()
	if !flash {
		limit *= 1 - flashReserve
	}
	if usd > limit {
		return nil, &tooDear{usd, limit}
	}
	spent, over, err := p.queue.Spend(ctx, now, queue.Spent{USD: usd, Estimated: usd}, limit)
	if err != nil {
		return nil, err
	}
	if over {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.short == nil {
			p.short, p.warned = map[bool]shortage{}, map[bool]string{}
		}
		if day := now.UTC().Format(time.DateOnly); p.warned[flash] != day {
			p.warned[flash] = day
			p.log.Error("what is left of the day's budget does not cover the next call, articles wait", "lane", lane,
				"usd_spent", rounded(spent.USD), "usd_budget", rounded(limit), "usd_next_call", rounded(usd),
				"hint", "raise NAQL_BUDGET_USD and start again, or wait for midnight UTC; a tenth of it is kept for flash")
		}
		p.short[flash] = shortage{now.Add(longWait), limit, usd}
		return nil, &heldBack{"the day's budget is spent", time.Second, nil}
	}
	return func(actual float64, counted bool) {
		ctx, done := context.WithTimeout(context.WithoutCancel(ctx), lastWait)
		defer done()
		diff := queue.Spent{USD: actual - usd, Estimated: -usd}
		if !counted {
			diff.Estimated += actual
		}
		if _, _, err := p.queue.Spend(ctx, now, diff, 0); err != nil {
			p.log.Warn("budget not corrected", "err", err) // what was reserved stays spent
		}
	}, nil
}

// rounded is US dollars for people: calls cost fractions of a cent.
func rounded(usd float64) float64 { return math.Round(usd*1e4) / 1e4 }

// reckon opens the lanes again for which the budget reaches.
func (p *purse) reckon(ctx context.Context) error {
	spent, _, err := p.queue.Spend(ctx, time.Now(), queue.Spent{}, 0)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for flash, s := range p.short {
		if spent.USD+s.need <= s.limit {
			delete(p.short, flash)
		}
	}
	return nil
}

// follow reckons as long as there is a shortage, until ctx ends.
func (p *purse) follow(ctx context.Context) {
	for ctx.Err() == nil {
		p.mu.Lock()
		short := len(p.short) > 0
		p.mu.Unlock()
		if short {
			_ = p.reckon(ctx) // the next may do
		}
		select {
		case <-ctx.Done():
		case <-time.After(providerPoll):
		}
	}
}

// closed is how long no article of a lane is to be taken.
func (p *purse) closed(lane string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.short[lane == queue.Flash].holds() {
		return providerPoll
	}
	return 0
}
