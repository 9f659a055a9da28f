package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"naql/queue"
)

// How long the endpoint takes for each call, and how many articles a worker
// has in hand, while the flow is measured.
const (
	callTime = time.Second
	slots    = 64
)

// meter is an endpoint that takes its time and counts the calls under way.
type meter struct {
	mu    sync.Mutex
	now   int
	last  time.Time     // when now changed
	first time.Time     // the first call
	busy  time.Duration // calls times time
}

func (m *meter) move(by int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := time.Now()
	if m.first.IsZero() {
		m.first, m.last = at, at
	}
	m.busy += at.Sub(m.last) * time.Duration(m.now)
	m.now, m.last = m.now+by, at
}

// mean is the mean number of calls under way since the first.
func (m *meter) mean() float64 {
	m.move(0)
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.busy.Seconds() / time.Since(m.first).Seconds()
}

func (m *meter) wrap(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.move(1)
		defer m.move(-1)
		time.Sleep(callTime)
		h.ServeHTTP(w, r)
	})
}

// flow prints how well a worker keeps an endpoint busy that takes its time,
// and how long a flash article takes behind a thousand others.
func flow(naql string) error {
	const articles = 1000
	m := &meter{}
	r, err := newRig(articles, m.wrap)
	if err != nil {
		return err
	}
	defer r.close()
	out := make(chan *nats.Msg, articles)
	if _, err := r.nc.ChanSubscribe("naql.out.en.>", out); err != nil {
		return err
	}
	for n := range articles - 1 {
		if err := r.submit(queue.Routine, n); err != nil {
			return err
		}
	}
	cmd, err := r.start(naql, append(workerArgs, "--concurrency", fmt.Sprint(slots))...)
	if err != nil {
		return err
	}
	var mean float64
	var sent time.Time
	var flash time.Duration
	for n := range articles {
		switch n {
		case articles / 4:
			sent = time.Now()
			if err := r.submit(queue.Flash, articles-1); err != nil {
				return err
			}
		case articles - slots:
			mean = m.mean()
		}
		select {
		case msg := <-out:
			if strings.Contains(string(msg.Data), `"lane":"flash"`) {
				flash = time.Since(sent)
			}
		case <-r.ctx.Done():
			return fmt.Errorf("%d of %d articles published", n, articles)
		}
	}
	fmt.Printf("\n%d articles, a model that takes %s a call, %d in hand:\n", articles, callTime, slots)
	fmt.Printf("calls under way      %6.1f     (at least %.1f)\n", mean, slots*.97)
	fmt.Printf("flash, beyond its calls %5.2f s  (at most 1)\n", (flash - 2*callTime).Seconds())
	return stop(cmd)
}
