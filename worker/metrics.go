package worker

import (
	"context"
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"naql/article"
	"naql/llm"
	"naql/queue"
)

// Metrics counts what a worker does, for Prometheus. A nil *Metrics counts
// nothing.
type Metrics struct {
	articles, findings, calls, tokens *prometheus.CounterVec
	cost                              prometheus.Counter
	inHand                            prometheus.Gauge
	stage                             *prometheus.HistogramVec
}

// stageBuckets reach from a check to the longest call, in seconds.
var stageBuckets = []float64{.001, .005, .025, .1, .5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320}

// NewMetrics registers the worker's metrics. Register each set once.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		articles: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "naql_articles_total",
			Help: "Articles that this worker has ended: by the state of the result, or as superseded or dead."}, []string{"result", "lane"}),
		findings: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "naql_findings_total",
			Help: "Findings in published results."}, []string{"check", "severity", "state"}),
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "naql_model_calls_total",
			Help: "Requests to the model endpoint, by step and by how they ended: ok, unusable, or why there was no reply."}, []string{"step", "outcome"}),
		tokens: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "naql_model_tokens_total",
			Help: "Tokens the endpoint has counted; cached ones are a part of the prompt's."}, []string{"kind"}),
		cost: prometheus.NewCounter(prometheus.CounterOpts{Name: "naql_model_cost_usd_total",
			Help: "What the calls of this worker cost by the prices set, in US dollars."}),
		inHand: prometheus.NewGauge(prometheus.GaugeOpts{Name: "naql_articles_in_hand",
			Help: "Articles that this worker has in hand."}),
		stage: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "naql_stage_duration_seconds",
			Help: "Time in one stage of an article; article is the whole of it.", Buckets: stageBuckets}, []string{"stage"}),
	}
	r.MustRegister(m.articles, m.findings, m.calls, m.tokens, m.cost, m.inHand, m.stage)
	return m
}

// took counts a stage that began then.
func (m *Metrics) took(stage string, began time.Time) {
	if m != nil {
		m.stage.WithLabelValues(stage).Observe(time.Since(began).Seconds())
	}
}

// begun counts an article as in hand until ended is called.
func (m *Metrics) begun() (ended func()) {
	if m == nil {
		return func() {}
	}
	m.inHand.Inc()
	return m.inHand.Dec
}

// called counts a request by how it ended.
func (m *Metrics) called(step string, usage llm.Usage, usd float64, err error) {
	if m == nil {
		return
	}
	outcome := "ok"
	if fault, ok := errors.AsType[*llm.Error](err); ok {
		outcome = string(fault.Class)
	} else if err != nil {
		outcome = "unusable" // or we ended it
	}
	m.calls.WithLabelValues(step, outcome).Inc()
	m.tokens.WithLabelValues("prompt").Add(float64(usage.Prompt))
	m.tokens.WithLabelValues("cached").Add(float64(usage.Cached))
	m.tokens.WithLabelValues("completion").Add(float64(usage.Completion))
	m.cost.Add(usd)
}

// done counts an article that was published.
func (m *Metrics) done(r article.Result) {
	if m == nil {
		return
	}
	m.articles.WithLabelValues(string(r.State), r.Lane).Inc()
	for _, f := range r.Findings {
		m.findings.WithLabelValues(f.Check, string(f.Severity), string(f.State)).Inc()
	}
}

// ended counts an article that ended without a result.
func (m *Metrics) ended(result, lane string) {
	if m != nil {
		m.articles.WithLabelValues(result, lane).Inc()
	}
}

// Shared describes what all workers share: the backlog of each lane, and
// whether calls are held back. It asks the queue at each scrape; while that
// does not answer, naql_queue_up is 0 and the rest is left out.
type Shared struct {
	Queue  *queue.Queue
	Scopes map[string]string // of the endpoints, by name
	Budget float64
}

var (
	upDesc      = prometheus.NewDesc("naql_queue_up", "Whether the queue answers.", nil, nil)
	pendingDesc = prometheus.NewDesc("naql_queue_pending", "Inputs that no worker has been given yet.", []string{"lane"}, nil)
	inHandDesc  = prometheus.NewDesc("naql_queue_in_hand", "Inputs that are with workers, or wait to be tried again.", []string{"lane"}, nil)
	oldestDesc  = prometheus.NewDesc("naql_queue_oldest_age_seconds", "Age of the first input that is not done; 0 where nothing waits.", []string{"lane"}, nil)
	stoppedDesc = prometheus.NewDesc("naql_calls_stopped", "Whether a person, a refused key or a spent account has stopped all calls to the endpoint.", []string{"endpoint"}, nil)
	breakerDesc = prometheus.NewDesc("naql_breaker_open", "Whether the endpoint is in trouble and only probes are sent.", []string{"endpoint"}, nil)
	spentDesc   = prometheus.NewDesc("naql_budget_spent_usd", "What all workers have spent on this UTC day, under a budget.", nil, nil)
	limitDesc   = prometheus.NewDesc("naql_budget_usd", "The most they may spend on a day.", nil, nil)
)

// Describe is for prometheus.Collector.
func (s Shared) Describe(c chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{upDesc, pendingDesc, inHandDesc, oldestDesc, stoppedDesc, breakerDesc, spentDesc, limitDesc} {
		c <- d
	}
}

// scrapeWait bounds what a scrape asks of the queue.
const scrapeWait = 2 * time.Second

// Collect is for prometheus.Collector.
func (s Shared) Collect(c chan<- prometheus.Metric) {
	ctx, done := context.WithTimeout(context.Background(), scrapeWait)
	defer done()
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		c <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	lanes, err := s.Queue.Backlogs(ctx)
	stopped, open := map[string]bool{}, map[string]bool{}
	for name, scope := range s.Scopes {
		_, stop, stopErr := s.Queue.Stopped(ctx, scope)
		breaker, breakerErr := s.Queue.Breaker(ctx, scope)
		stopped[name], open[name] = stop, breaker.Open
		err = errors.Join(err, stopErr, breakerErr)
	}
	if err != nil {
		gauge(upDesc, 0)
		return
	}
	gauge(upDesc, 1)
	for _, b := range lanes {
		gauge(pendingDesc, float64(b.Pending), b.Lane)
		gauge(inHandDesc, float64(b.InHand), b.Lane)
		age := 0.0
		if !b.Oldest.IsZero() {
			age = max(time.Since(b.Oldest).Seconds(), 0)
		}
		gauge(oldestDesc, age, b.Lane)
	}
	for name := range s.Scopes {
		gauge(stoppedDesc, number(stopped[name]), name)
		gauge(breakerDesc, number(open[name]), name)
	}
	if s.Budget > 0 {
		if spent, _, err := s.Queue.Spend(ctx, time.Now(), queue.Spent{}, 0); err == nil {
			gauge(spentDesc, spent.USD)
			gauge(limitDesc, s.Budget)
		}
	}
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
