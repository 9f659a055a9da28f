package worker

import (
	"context"
	"time"

	"naql/queue"
)

// shortage says that the day's budget did not reach for a call. It may again,
// where calls under way cost less than was put by for them.
type shortage struct {
	day         string
	limit, need float64 // US dollars
	over        bool    // it reaches again
}

func (s shortage) holds() bool { return s.day == today() && !s.over }

func today() string { return time.Now().UTC().Format(time.DateOnly) }

// flashReserve is the share of the budget that is kept for flash.
const flashReserve = 0.1

// reserve takes the cost of a call from the day's budget before it is made.
// The error is a *heldBack where it does not reach. settle says what it cost.
func (p *provider) reserve(ctx context.Context, lane string, limit, usd float64) (settle func(actual float64, counted bool), err error) {
	if p.queue == nil || limit == 0 {
		return func(float64, bool) {}, nil
	}
	flash, now := lane == queue.Flash, time.Now()
	if !flash {
		limit *= 1 - flashReserve
	}
	spent, over, err := p.queue.Spend(ctx, now, queue.Spent{USD: usd, Estimated: usd}, limit)
	if err != nil {
		return nil, err
	}
	if over {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.short == nil {
			p.short = map[bool]shortage{}
		}
		if p.short[flash].day != today() {
			p.log.Error("the day's budget is spent, articles wait", "lane", lane, "usd", spent.USD,
				"hint", "raise NAQL_BUDGET_USD and start again, or wait for midnight UTC")
		}
		p.short[flash] = shortage{day: today(), limit: limit, need: usd}
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

// reckon opens the lanes again for which the budget reaches.
func (p *provider) reckon(ctx context.Context) error {
	spent, _, err := p.queue.Spend(ctx, time.Now(), queue.Spent{}, 0)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for flash, s := range p.short {
		s.over = spent.USD+s.need <= s.limit
		p.short[flash] = s
	}
	return nil
}
