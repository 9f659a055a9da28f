package worker

import (
	"cmp"
	"context"
	"slices"
	"time"

	"naql/llm"
	"naql/queue"
)

// Endpoint is a model at an address, and who may use it.
type Endpoint struct {
	Model Model
	// Name tells it from the others, in logs and metrics.
	Name string
	// Scope names the endpoint and its key; see queue.Scope. Workers of one scope
	// share what they find out about it.
	Scope string
	// Lanes are the only ones whose articles may be sent to it. Defaults to all.
	Lanes []string
	// Resumed, where set, is called when calls go on after they were stopped,
	// before the first of them. It must return soon.
	Resumed func()
}

// Model is an endpoint that answers; *llm.Client is the real one.
type Model interface {
	Ask(context.Context, llm.Request) (llm.Reply, error)
	Format(context.Context) (llm.Format, error)
	FormatKnown() (llm.Format, bool)
	Heard(f llm.Format, readable bool)
	Admit(ctx context.Context, rank, tokens int) (leave func(asked bool, u llm.Usage, err error), err error)
	Window() int
	Model() string
	Endpoint() string
	Cost(llm.Usage) float64
}

// line lists the endpoints for a lane, in order of preference.
func (w *Worker) line(lane string) []*provider {
	w.once.Do(w.connect)
	var out []*provider
	for _, p := range w.providers {
		if len(p.Lanes) == 0 || slices.Contains(p.Lanes, lane) {
			out = append(out, p)
		}
	}
	return out
}

func (w *Worker) connect() {
	for _, e := range w.Endpoints {
		e.Scope = cmp.Or(e.Scope, queue.Scope(e.Model.Endpoint(), ""))
		w.providers = append(w.providers, &provider{Endpoint: e, queue: w.Queue, log: w.Log.With("endpoint", cmp.Or(e.Name, e.Model.Endpoint()))})
	}
	w.purse = purse{queue: w.Queue, log: w.Log, limit: w.Budget}
}

// closed is how long no article of the lane is to be taken.
func (w *Worker) closed(lane string) time.Duration {
	if w.company.closed() {
		return companyPoll
	}
	if wait := w.purse.closed(lane); wait > 0 {
		return wait
	}
	line := w.line(lane)
	for _, p := range line {
		if p.closed() == 0 {
			return 0
		}
	}
	return providerPoll
}

// follow keeps up with what other workers and people have decided until ctx
// ends.
func (w *Worker) follow(ctx context.Context) {
	for _, p := range w.providers {
		if err := p.look(ctx); err != nil {
			p.log.WarnContext(ctx, "cannot see whether calls are stopped", "err", err)
		}
	}
	for _, p := range w.providers {
		w.parts.Go(func() { p.follow(ctx) })
	}
	w.parts.Go(func() { w.purse.follow(ctx) })
}

// rank orders those that wait for a turn at an endpoint.
func rank(lane string) int {
	switch lane {
	case queue.Flash:
		return 0
	case queue.Urgent:
		return 1
	}
	return 2
}

// choose picks the endpoint for the next call of a step: the first that may be
// called and has not had its turn. Each has its share of the calls that may
// fail; those in passed have nothing more to try on this question. Where all
// have had their turns, the last one that may be called goes on. The error is a
// *heldBack where none may be called.
func (e *edition) choose(first, failed int, passed map[*provider]bool) (*provider, error) {
	line, limit := e.line, cmp.Or(e.w.MaxCalls, 4)
	turn := min(max(failed*len(line)/limit, first), len(line)-1)
	var last *provider
	var held error
	for _, p := range slices.Concat(line[turn:], line[:turn]) {
		if err := p.held(); err != nil {
			held = sooner(held, err)
			continue
		}
		if !passed[p] {
			return p, nil
		}
		last = p
	}
	if last != nil {
		return last, nil
	}
	return nil, held
}

// sooner is the one of two errors of held that ends first.
func sooner(a, b error) error {
	x, ok := a.(*heldBack)
	y := b.(*heldBack)
	if ok && x.after <= y.after {
		return a
	}
	return b
}
