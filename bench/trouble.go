package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"naql/article"
	"naql/bench/figures"
	"naql/glossary"
	"naql/llm"
	"naql/queue"
	"naql/worker"
)

// gate is an endpoint in front of another, which refuses what it is told to,
// counts what it lets through, and takes its time for that.
type gate struct {
	takes  time.Duration
	refuse func(w http.ResponseWriter, r *http.Request, under int) bool

	under    atomic.Int64
	mu       sync.Mutex
	answered []time.Time
	refused  int
	busy     time.Duration // in answers
}

func (g *gate) wrap(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, under := time.Now(), int(g.under.Add(1))
		defer g.under.Add(-1)
		if g.refuse != nil && g.refuse(w, r, under) {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.refused++
			return
		}
		time.Sleep(g.takes)
		h.ServeHTTP(w, r)
		g.mu.Lock()
		defer g.mu.Unlock()
		g.answered, g.busy = append(g.answered, time.Now()), g.busy+time.Since(began)
	})
}

// between counts the calls that were answered in a span.
func (g *gate) between(from, to time.Time) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := 0
	for _, at := range g.answered {
		if at.After(from) && at.Before(to) {
			n++
		}
	}
	return n
}

func status(w http.ResponseWriter, code int, retry string) bool {
	if retry != "" {
		w.Header().Set("Retry-After", retry)
	}
	http.Error(w, `{"error":{"message":"refused by the bench"}}`, code)
	return true
}

// through sends articles through a worker with so many in hand, before an
// endpoint in trouble, and returns their results and when it began.
func through(naql string, articles, hand int, g *gate) (results []article.Result, began time.Time, err error) {
	r, err := newRig(articles, g.wrap)
	if err != nil {
		return nil, began, err
	}
	defer r.close()
	out := make(chan *nats.Msg, articles)
	if _, err := r.nc.ChanSubscribe("naql.out.en.>", out); err != nil {
		return nil, began, err
	}
	for n := range articles {
		if err := r.submit(queue.Routine, n); err != nil {
			return nil, began, err
		}
	}
	began = time.Now()
	cmd, err := r.start(naql, append(workerArgs, "--concurrency", fmt.Sprint(hand))...)
	if err != nil {
		return nil, began, err
	}
	for n := range articles {
		select {
		case msg := <-out:
			var result article.Result
			if err := json.Unmarshal(msg.Data, &result); err != nil {
				return nil, began, err
			}
			results = append(results, result)
		case <-r.ctx.Done():
			return nil, began, fmt.Errorf("%d of %d articles published", n, articles)
		}
	}
	return results, began, stop(cmd)
}

func clean(results []article.Result) int {
	n := 0
	for _, r := range results {
		if r.State == article.StateClean {
			n++
		}
	}
	return n
}

// trouble prints how articles fare before an endpoint in trouble.
func trouble(naql, only string) (missed bool, err error) {
	var t figures.Table
	for _, part := range []struct {
		name string
		do   func(string, *figures.Table) error
	}{{"firstcalls", firstCalls}, {"capacity", capacity}, {"storm", storm}, {"overhead", overhead}} {
		if only != "" && only != part.name {
			continue
		}
		if err := part.do(naql, &t); err != nil {
			return true, err
		}
	}
	return t.Missed, nil
}

// firstCalls: each article's first call of each step is a 500.
func firstCalls(naql string, t *figures.Table) error {
	var seen sync.Map
	g := &gate{refuse: func(w http.ResponseWriter, r *http.Request, _ int) bool {
		_, again := seen.LoadOrStore(r.Header.Get("X-Naql-Step")+r.Header.Get("X-Naql-Article"), true)
		return !again && status(w, 500, "")
	}}
	results, began, err := through(naql, 3, 8, g)
	if err != nil {
		return err
	}
	took := time.Since(began).Seconds()
	t.Figure("three articles, every first call a 500", fmt.Sprintf("%.1f s", took), "under 9 s", took < 9 && clean(results) == 3)
	return nil
}

// capacity: a 429 for each call above ten under way.
func capacity(naql string, t *figures.Table) error {
	const most = 10
	g := &gate{takes: time.Second, refuse: func(w http.ResponseWriter, _ *http.Request, under int) bool {
		return under > most && status(w, 429, "1")
	}}
	const articles = 200
	results, began, err := through(naql, articles, 64, g)
	if err != nil {
		return err
	}
	from, to := began.Add(10*time.Second), began.Add(30*time.Second)
	used := float64(g.between(from, to)) / (most * to.Sub(from).Seconds() / g.takes.Seconds())
	g.mu.Lock() // the last answer may still be counted
	defer g.mu.Unlock()
	t.Figure("429 above 10 under way: capacity used after 10 s", fmt.Sprintf("%.0f %%", 100*used), "over 90 %", used > 0.9 && clean(results) == articles)
	t.Figure("  calls refused in all", fmt.Sprint(g.refused), "", true)
	return nil
}

// storm: twenty seconds in which every call is a 429.
func storm(naql string, t *figures.Table) error {
	const articles = 500
	var first atomic.Int64
	g := &gate{takes: 200 * time.Millisecond, refuse: func(w http.ResponseWriter, _ *http.Request, _ int) bool {
		first.CompareAndSwap(0, time.Now().UnixNano())
		since := time.Since(time.Unix(0, first.Load()))
		return since > 2*time.Second && since < 22*time.Second && status(w, 429, "1")
	}}
	results, _, err := through(naql, articles, 16, g)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	extra := float64(len(g.answered))/(2*articles) - 1
	t.Figure("a storm of 429 for 20 s: articles of 500", fmt.Sprint(clean(results)), "500", clean(results) == articles)
	t.Figure("  paid calls beyond two an article", fmt.Sprintf("%.1f %%", 100*extra), "at most 2 %", extra <= 0.02)
	t.Figure("  calls refused in all", fmt.Sprint(g.refused), "", true)
	return nil
}

// overhead: what a call costs beside the endpoint's own time, one article at a
// time: without a queue, and with one, where each call has two synced writes.
func overhead(naql string, t *figures.Table) error {
	const articles = 200
	alone := &gate{takes: 5 * time.Millisecond}
	results, err := without(articles, alone)
	if err != nil {
		return err
	}
	ms, err := beside(results, alone)
	if err != nil {
		return err
	}
	t.Figure("beside the endpoint's time, a call, without a queue", fmt.Sprintf("%.2f ms", ms), "under 3 ms", ms < 3)
	queued := &gate{takes: 5 * time.Millisecond}
	if results, _, err = through(naql, articles, 1, queued); err != nil {
		return err
	}
	if ms, err = beside(results, queued); err != nil {
		return err
	}
	t.Figure("  on the queue, its synced writes included", fmt.Sprintf("%.2f ms", ms), "under 3 ms", ms < 3)
	return nil
}

// without translates articles in this process, without a queue.
func without(articles int, g *gate) (results []article.Result, err error) {
	r, err := newRig(articles, g.wrap)
	if err != nil {
		return nil, err
	}
	defer r.close()
	client, err := llm.New(llm.Config{BaseURL: "http://" + r.endpoint.Addr().String() + "/v1", Model: "scripted", Profile: "generic", Format: "json"})
	if err != nil {
		return nil, err
	}
	w := &worker.Worker{Endpoints: []worker.Endpoint{{Model: client}}, Glossary: worker.Always(glossary.Starter()),
		Replies: &worker.LocalReplies{}, Log: slog.New(slog.DiscardHandler)}
	for _, raw := range r.articles {
		var a article.Article
		if err := json.Unmarshal(raw, &a); err != nil {
			return nil, err
		}
		result, err := w.Translate(r.ctx, a)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}

// beside is the time of the articles that was not the endpoint's, for each of
// their calls, in milliseconds.
func beside(results []article.Result, g *gate) (float64, error) {
	var all time.Duration
	calls := 0
	for _, r := range results {
		from, err := time.Parse(time.RFC3339Nano, r.Provenance.Started)
		if err != nil {
			return 0, err
		}
		to, err := time.Parse(time.RFC3339Nano, r.Provenance.Finished)
		if err != nil {
			return 0, err
		}
		all += to.Sub(from)
		calls += r.Provenance.Calls
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return (all - g.busy).Seconds() * 1000 / float64(calls), nil
}
