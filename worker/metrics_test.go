package worker

import (
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"naql/article"
	"naql/queue"
)

// What is counted is named as Prometheus asks for, and says what was done.
func TestMetrics(t *testing.T) {
	b := newBench(t, nil, nil)
	registry := prometheus.NewPedanticRegistry()
	b.Metrics = NewMetrics(registry)
	l := newLine(t, b)
	registry.MustRegister(Shared{Queue: l.Queue, Scopes: map[string]string{"main": "x"}, Budget: 5})
	l.wantState(t, l.submit(t, "a", nil), article.StateClean)
	l.await(t, l.send(t, []byte("x"))) // no article

	problems, err := testutil.GatherAndLint(registry)
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
	want := `
# HELP naql_articles_total Articles that this worker has ended: by the state of the result, or as superseded or dead.
# TYPE naql_articles_total counter
naql_articles_total{lane="routine",result="clean"} 1
# HELP naql_queue_up Whether the queue answers.
# TYPE naql_queue_up gauge
naql_queue_up 1
# HELP naql_queue_pending Inputs that no worker has been given yet.
# TYPE naql_queue_pending gauge
naql_queue_pending{lane="flash"} 0
naql_queue_pending{lane="routine"} 0
naql_queue_pending{lane="urgent"} 0
# HELP naql_calls_stopped Whether a person, a refused key or a spent account has stopped all calls to the endpoint.
# TYPE naql_calls_stopped gauge
naql_calls_stopped{endpoint="main"} 0
`
	if err := testutil.GatherAndCompare(registry, strings.NewReader(want),
		"naql_articles_total", "naql_queue_up", "naql_queue_pending", "naql_calls_stopped"); err != nil {
		t.Error(err)
	}
	if n := testutil.CollectAndCount(l.Metrics.calls); n != 2 {
		t.Errorf("%d steps counted, want draft and summary", n)
	}
}

// A trace goes from the input to the result; what is none ends here.
func TestTraceIsCarried(t *testing.T) {
	l := newLine(t, newBench(t, nil, nil))
	nc := l.nc
	sub, err := nc.SubscribeSync("naql.out.en.>")
	if err != nil {
		t.Fatal(err)
	}
	for id, tt := range map[string]struct{ trace, want string }{
		"a": {"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},
		"b": {"00-nonsense", ""},
		"c": {"", ""},
	} {
		body := `{"id":"` + id + `","body":"قال الوزير إن 12 شخصا عادوا."}`
		header := nats.Header{"Content-Type": {"application/json"}, "traceparent": {tt.trace}}
		if _, err := l.Submit(t.Context(), queue.Routine, "test", []byte(body), header); err != nil {
			t.Fatal(err)
		}
		msg, err := sub.NextMsg(awaitLimit)
		if err != nil {
			t.Fatal(err)
		}
		if got := msg.Header.Get("traceparent"); got != tt.want {
			t.Errorf("%s: traceparent %q, want %q", id, got, tt.want)
		}
	}
}
