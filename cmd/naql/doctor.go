package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"naql/llm"
	"naql/queue"
)

// The results of a check.
const (
	checkOK   = "ok"
	checkWarn = "warn"
	checkFail = "fail"
	checkSkip = "skip"
)

// check is one line of what doctor says.
type check struct {
	Check  string `json:"check"`
	Result string `json:"result"`
	Detail string `json:"detail"`
	Hint   string `json:"hint,omitempty"`
}

// diagnosis is all that doctor says.
type diagnosis struct {
	OK        bool       `json:"ok"`
	Endpoints []examined `json:"endpoints"`
	Checks    []check    `json:"checks"` // of what is not an endpoint
	Calls     int        `json:"calls"`
	CostUSD   float64    `json:"cost_usd"`
}

func (p *program) doctorCommand() *cobra.Command {
	var output outputFlag
	var quick bool
	most := 16_384
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Check NATS, the model endpoint and the glossary",
		Long: `Asks the model endpoint what naql needs to know of it: which models it has, in
which forms it replies, how long a prompt it reads to the end, whether Arabic
survives, how fast it is and what an article will cost. Then it looks at the
glossary and at NATS. What it finds out about the endpoint is kept for a week and
used by translate, serve and worker.

It sends about ten small requests, and to measure the context four that grow up
to --context-max tokens, some 26,000 in all: a cent or less at most hosted
endpoints. --quick leaves the measuring out.

Exit status 5 says that no endpoint can be used, 4 that NATS_URL cannot be
reached, 3 that the glossary or a setting cannot be used.`,
		Example: `  naql doctor
  OPENAI_BASE_URL=http://127.0.0.1:11434/v1 NAQL_MODEL=gemma4:12b naql doctor
  naql doctor --quick -o json | jq .endpoints[0].format`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if quick {
				most = 0
			}
			return p.doctor(c, most, output.json())
		},
	}
	output.add(c)
	c.Flags().BoolVar(&quick, "quick", false, "do not measure the context")
	c.Flags().IntVar(&most, "context-max", most, "measure the context up to so many tokens")
	p.addSettings(c, "model", "glossary", "nats", "data")
	return c
}

func (p *program) doctor(c *cobra.Command, most int, asJSON bool) error {
	cfg, err := p.config(c)
	if err != nil {
		return err
	}
	progress := p.progress()
	d := diagnosis{Checks: []check{}}
	status := 0
	worse := func(s int) {
		if status == 0 || s == exitModel {
			status = s
		}
	}
	if d.Endpoints, err = p.examineAll(c.Context(), cfg, most, progress); err != nil {
		progress.clear()
		return err
	}
	usable := 0
	for _, e := range d.Endpoints {
		d.Calls += e.Calls
		d.CostUSD += e.CostUSD
		if e.Usable {
			usable++
		}
	}
	if usable == 0 {
		worse(exitModel)
	}
	progress.show("glossary")
	g := doctorGlossary(cfg)
	if g.Result == checkFail {
		worse(exitConfig)
	}
	progress.show("NATS")
	n, natsStatus := p.doctorNATS(c.Context(), cfg, d.Endpoints)
	if natsStatus != 0 {
		worse(natsStatus)
	}
	progress.clear()
	d.Checks, d.OK = append(d.Checks, g, n), status == 0
	if err := c.Context().Err(); err != nil {
		return context.Cause(c.Context())
	}
	if asJSON {
		err = printJSON(p.out, d)
	} else {
		err = p.printDiagnosis(d)
	}
	if err == nil && status != 0 {
		err = failf(status, "the lines that say fail, and their hints, tell why", "%s", map[int]string{
			exitModel: "no model can be used", exitNATS: "NATS cannot be used", exitConfig: "the glossary cannot be used", exitFailure: "NATS cannot be used",
		}[status])
	}
	return err
}

func (p *program) printDiagnosis(d diagnosis) error {
	var hints []check
	err := table(p.out, func(t *tabwriter.Writer) {
		fmt.Fprintln(t, "CHECK\tRESULT\tDETAIL")
		row := func(of string, c check) {
			if of != "" {
				c.Check = of + ": " + c.Check
			}
			fmt.Fprintf(t, "%s\t%s\t%s\n", c.Check, c.Result, oneLine(c.Detail))
			if c.Hint != "" {
				hints = append(hints, c)
			}
		}
		for _, e := range d.Endpoints {
			of := ""
			if len(d.Endpoints) > 1 {
				of = e.Name
			}
			for _, c := range e.Checks {
				row(of, c)
			}
		}
		for _, c := range d.Checks {
			row("", c)
		}
	})
	for _, c := range hints {
		fmt.Fprintf(p.out, "hint (%s): %s\n", c.Check, oneLine(c.Hint))
	}
	cost := ""
	if d.CostUSD > 0 {
		cost = fmt.Sprintf(", %.4f US dollars", d.CostUSD)
	}
	fmt.Fprintf(p.out, "Model calls sent: %d%s.\n", d.Calls, cost)
	return err
}

func doctorGlossary(cfg Config) check {
	c := check{Check: "glossary", Result: checkOK}
	g, err := loadGlossary(cfg)
	if err != nil {
		_, c.Hint = classify(err)
		c.Result, c.Detail = checkFail, err.Error()
		return c
	}
	errs, warnings := 0, 0
	for _, problem := range g.Lint() {
		if problem.Severity == "error" {
			errs++
		} else {
			warnings++
		}
	}
	from := cfg.text("glossary")
	if from == "" {
		from = "the built-in starter list"
	}
	c.Detail = fmt.Sprintf("%d terms of %s, %d errors, %d warnings", len(g.Terms()), from, errs, warnings)
	if errs > 0 {
		c.Result, c.Hint = checkWarn, "naql glossary lint shows them"
	}
	if from == "none" {
		c.Result, c.Detail = checkWarn, "names are switched off"
	}
	return c
}

// doctorNATS looks at the queue, makes nothing there, and leaves what was found
// out about the endpoints for the workers to read.
func (p *program) doctorNATS(ctx context.Context, cfg Config, endpoints []examined) (check, int) {
	c := check{Check: "NATS", Result: checkOK}
	url := cfg.text("nats")
	opts, err := p.natsOptions(cfg)
	if url == "" && err == nil {
		s, readErr := readServed(cfg)
		if readErr != nil {
			c.Result, c.Detail = checkSkip, "NATS_URL is not set, and no naql serve runs on "+cfg.text("data")
			return c, 0
		}
		url, opts = s.NATS, nil
	}
	fail := func(err error) (check, int) {
		status, hint := classify(err)
		c.Result, c.Detail, c.Hint = checkFail, err.Error(), hint
		return c, max(status, exitFailure)
	}
	if err != nil {
		return fail(err)
	}
	ctx, done := context.WithTimeout(ctx, 10*time.Second)
	defer done()
	nc, err := queue.Connect(url, "naql doctor", p.quiet(cfg), append(opts, nats.MaxReconnects(0))...)
	if err != nil {
		return fail(fmt.Errorf("connect to NATS at %s: %w", withoutSecrets(url), err))
	}
	defer nc.Close()
	rtt, err := nc.RTT()
	if err != nil {
		return fail(fmt.Errorf("connect to NATS at %s: %w", withoutSecrets(url), err))
	}
	missing, err := queue.Look(ctx, nc, queueConfig(cfg, p.quiet(cfg)))
	switch {
	case errors.Is(err, nats.ErrPermissionViolation):
		c.Result = checkWarn
		c.Detail, c.Hint = "this NATS user may not look at the streams", "run doctor with the login of a worker"
		return c, 0
	case err != nil:
		return fail(err)
	}
	c.Detail = fmt.Sprintf("%s, server %s, answers in %s", withoutSecrets(url), nc.ConnectedServerVersion(), rtt.Round(10*time.Microsecond))
	if len(missing) > 0 {
		c.Detail += fmt.Sprintf("; %d streams and buckets are still to be made: the first worker makes them where it may", len(missing))
		return c, 0
	}
	if q, err := queue.Open(ctx, nc, queueConfig(cfg, p.quiet(cfg))); err == nil {
		for _, e := range endpoints {
			if e.Usable {
				_ = q.SetEndpoint(ctx, e.about, e.verdict) // a worker finds it out by itself, at more cost
			}
		}
		if stops, err := q.Stops(ctx); err == nil && len(stops) > 0 {
			c.Result, c.Hint = checkWarn, "mend the cause, then naql resume"
			c.Detail += "; calls are stopped: " + strings.TrimSpace(stops[0].Reason)
		}
	}
	return c, 0
}

// priceOf is what an article of 700 words costs: 4,200 tokens of prompts and
// 1,800 of replies, of which docs/model.md tells.
func priceOf(c *llm.Client) float64 { return c.Cost(llm.Usage{Prompt: 4200, Completion: 1800}) }
