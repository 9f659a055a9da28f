package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/spf13/cobra"

	"naql/glossary"
	"naql/prompts"
	"naql/queue"
	"naql/queue/embedded"
	"naql/worker"
)

func (p *program) serveCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Run the queue and a worker in one process",
		Long: `Runs everything in one process: an embedded NATS server, unless NATS_URL names
another, and a worker. The commands submit and results of the same data folder
find it by themselves. It never exits because of the model or its key: articles
wait until the endpoint answers. A glossary published with naql glossary import
goes before the one that is set here.`,
		Example: `  OPENAI_API_KEY=... naql serve
  OPENAI_BASE_URL=http://127.0.0.1:11434/v1 NAQL_MODEL=gemma4:12b naql serve
  naql serve --data /srv/naql --listen 127.0.0.1:9000`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.runNode(c, false) },
	}
	p.addSettings(c, "model", "glossary", "style", "nats", "embedded", "serve", "data")
	return c
}

func (p *program) workerCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "worker",
		Short: "Run a worker against the NATS server at NATS_URL",
		Long: `Takes articles from the queue at NATS_URL and publishes their results there. Run
as many as you like, on as many machines. Once connected it never exits because
of NATS, the model or its key: articles wait until they answer. A glossary
published with naql glossary import goes before the one that is set here.`,
		Example: `  NATS_URL=nats://10.0.0.5:4222 OPENAI_API_KEY=... naql worker
  naql worker --nats nats://127.0.0.1:4222 --concurrency 16`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.runNode(c, true) },
	}
	p.addSettings(c, "model", "glossary", "style", "nats", "serve")
	return c
}

func (p *program) runNode(c *cobra.Command, external bool) error {
	p.graceful.Store(true)
	cfg, err := p.config(c)
	if err != nil {
		return err
	}
	if external && cfg.text("nats") == "" {
		return failf(exitConfig, "set NATS_URL, or run naql serve, which brings its own", "a worker needs a NATS server")
	}
	log := p.logger(cfg)
	n := &node{cfg: cfg, log: log}
	if n.endpoints, err = p.openEndpoints(cfg, log, n.keep); err != nil {
		return err
	}
	if n.prompts, err = prompts.Load(cfg.text("prompts"), cfg.text("style-sheet")); err != nil {
		return err
	}
	if n.glossary, err = loadGlossary(cfg); err != nil {
		return err
	}
	if n.login, err = p.natsOptions(cfg); err != nil {
		return err
	}
	return n.run(c.Context(), nil)
}

// node is one running naql: a connection to a queue, the intake and a worker.
type node struct {
	cfg       Config
	log       *slog.Logger
	endpoints []worker.Endpoint
	prompts   *prompts.Set
	glossary  *glossary.Glossary // until one is published
	login     []nats.Option      // at an external server

	server *embedded.Server // nil where NATS_URL names another
	nc     *nats.Conn
	queue  *queue.Queue
	names  *queue.LiveGlossary
	listen net.Listener
}

// run works until ctx ends or something breaks that a restart may mend. It
// calls ready, where given, once articles can be submitted.
func (n *node) run(ctx context.Context, ready func(context.Context) error) error {
	if err := n.start(ctx); err != nil {
		n.stop()
		return err
	}
	defer n.stop()
	return n.work(ctx, ready)
}

// start opens the queue and the listener, and tells the commands beside it.
func (n *node) start(ctx context.Context) (err error) {
	if n.nc, err = n.connect(); err != nil {
		return err
	}
	if n.queue, err = queue.Open(ctx, n.nc, queueConfig(n.cfg, n.log)); err != nil {
		return denied(n.nc, err)
	}
	n.know(ctx)
	n.names = n.queue.LiveGlossary(n.glossary, n.cfg.setBy("glossary"))
	if n.listen, err = listen(n.cfg, n.log); err != nil {
		return err
	}
	if n.server == nil {
		return nil
	}
	s := served{PID: os.Getpid(), NATS: n.server.URL(), Listen: n.listen.Addr().String(), Started: time.Now().UTC().Format(time.RFC3339)}
	return s.write(servedPath(n.cfg))
}

// connect starts the embedded server unless another is configured.
func (n *node) connect() (*nats.Conn, error) {
	const name = "naql worker"
	if url := n.cfg.text("nats"); url != "" {
		return queue.Connect(url, name, n.log, n.login...)
	}
	server, err := embedded.Start(embedded.Config{
		Dir: filepath.Join(n.cfg.text("data"), "nats"), Listen: n.cfg.text("nats-listen"), Log: n.log,
	})
	if err != nil {
		return nil, err
	}
	n.server = server
	return server.Connect(queue.Options(name, n.log)...)
}

// work runs the parts and ends them all when one of them fails.
func (n *node) work(ctx context.Context, ready func(context.Context) error) error {
	outer := ctx
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var parts sync.WaitGroup
	start := func(name string, part func(context.Context) error) {
		parts.Go(func() {
			if err := part(ctx); err != nil && ctx.Err() == nil {
				cancel(fmt.Errorf("%s: %w", name, err))
			}
		})
	}
	scopes := map[string]string{}
	for _, e := range n.endpoints {
		scopes[e.Name] = e.Scope
	}
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		worker.Shared{Queue: n.queue, Scopes: scopes, Budget: n.cfg.budget()})
	w := &worker.Worker{
		Endpoints: n.endpoints, Prompts: n.prompts, Budget: n.cfg.budget(), Metrics: worker.NewMetrics(metrics),
		Glossary: n.names.Current, Replies: n.queue.Replies(), Memory: n.queue.Memory(), Queue: n.queue,
		MaxCalls: n.cfg.number("max-calls"), Slots: n.cfg.number("concurrency"), Style: n.cfg.style(), Log: n.log,
	}
	start("memory", spendMemory)
	start("intake", n.queue.RunIntake)
	start("janitor", n.queue.RunJanitor)
	start("advisories", n.queue.RunAdvisories)
	start("decisions", n.queue.RunDecisions)
	start("timer", n.queue.RunTimer)
	start("glossary", n.names.Follow)
	start("worker", func(ctx context.Context) error {
		if n.names.Await(ctx) != nil {
			return nil
		}
		return w.Run(ctx)
	})
	start("listener", func(ctx context.Context) error { return n.serveHTTP(ctx, metrics, scopes) })
	first := n.endpoints[0].Model
	n.log.Info("ready", "listen", n.listen.Addr().String(), "nats", n.address(),
		"model", first.Model(), "endpoint", first.Endpoint(), "endpoints", len(n.endpoints))
	if key, _ := n.cfg.key(); key == "" && !n.cfg.explicit("base-url") && len(n.cfg.endpoints) == 0 && n.cfg.text("replay") == "" && ready == nil {
		n.log.Warn("no key is set: articles wait", "hint", "set OPENAI_API_KEY, or OPENAI_BASE_URL for an endpoint of your own, and start again")
	}
	if ready != nil {
		start("demo", func(ctx context.Context) error {
			defer cancel(errDone)
			return ready(ctx)
		})
	}
	<-ctx.Done()
	n.log.Info("stopping", "why", context.Cause(ctx))
	parts.Wait()
	if err := context.Cause(ctx); outer.Err() == nil && !errors.Is(err, errDone) {
		return err
	}
	return nil
}

// address is where the queue is, without the login.
func (n *node) address() string {
	if n.server != nil {
		return withoutSecrets(n.server.URL())
	}
	return withoutSecrets(n.nc.ConnectedUrl())
}

// errDone ends a node that has nothing more to do.
var errDone = errors.New("done")

// stop releases everything, in the order in which one needs the other.
func (n *node) stop() {
	if n.listen != nil {
		n.listen.Close()
	}
	if n.nc != nil {
		n.nc.Close()
	}
	if n.server != nil {
		os.Remove(servedPath(n.cfg))
		n.server.Shutdown()
	}
}

// listen opens the HTTP address. A taken default moves to a free port and
// says so; a taken explicit address is a fault of the configuration.
func listen(cfg Config, log *slog.Logger) (net.Listener, error) {
	address := cfg.text("listen")
	l, err := net.Listen("tcp", address)
	if err == nil {
		return l, nil
	}
	if cfg.explicit("listen") {
		return nil, failf(exitConfig, "choose another address with NAQL_LISTEN", "listen on %s: %w", address, err)
	}
	l, err = net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		log.Warn("the default address is taken, listening on another", "wanted", address, "listen", l.Addr().String())
	}
	return l, err
}

// serveHTTP answers /livez, /readyz and /metrics. Ready is the broker, its
// streams and the glossary, not the model, since articles may wait for that.
func (n *node) serveHTTP(ctx context.Context, metrics *prometheus.Registry, scopes map[string]string) error {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := n.queue.Ready(ctx); err != nil {
			n.log.Warn("not ready", "err", err)
			http.Error(w, "queue not ready", http.StatusServiceUnavailable)
			return
		}
		if !n.names.Known() {
			http.Error(w, "published glossary not read", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
		for name, scope := range scopes {
			if stop, stopped, err := n.queue.Stopped(ctx, scope); err == nil && stopped {
				fmt.Fprintf(w, "calls are stopped since %s: %s\n", stop.At.UTC().Format(time.RFC3339), cmp.Or(stop.Class, "paused")+of(name, len(scopes)))
			}
		}
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	done := context.AfterFunc(ctx, func() { server.Close() })
	defer done()
	return server.Serve(n.listen)
}

// of names the endpoint where there are several.
func of(name string, n int) string {
	if n < 2 {
		return ""
	}
	return " at " + name
}

// loadGlossary loads the configured terms.
func loadGlossary(cfg Config) (*glossary.Glossary, error) {
	switch path := cfg.text("glossary"); path {
	case "":
		return glossary.Starter(), nil
	case "none":
		return glossary.New(nil)
	default:
		terms, err := glossary.Load(path)
		if err == nil && len(terms.Terms()) == 0 {
			err = failf(exitConfig, "put terms into it, or switch names off with --glossary none", "glossary %s holds no term", path)
		}
		return terms, err
	}
}
