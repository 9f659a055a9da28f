package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"naql/article"
	"naql/llm"
	"naql/prompts"
	"naql/worker"
)

func (p *program) translateCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:   "translate [FILE|-]",
		Short: "Translate one article, without a queue",
		Long: `Reads one article, translates, checks, repairs and summarises it, and prints
the result. It is the same pipeline that a worker runs.

Exit status 6 says that the text is there but critical or major findings
remain: an editor has to look at it.`,
		Example: `  naql translate story.txt
  pbpaste | naql translate
  naql translate story.json -o json | jq .state`,
		Args: maxOneFile,
		RunE: func(c *cobra.Command, args []string) error {
			return p.translate(c, oneFile(args), output.json())
		},
	}
	output.add(c)
	p.addSettings(c, "model", "glossary", "style")
	return c
}

func (p *program) translate(c *cobra.Command, name string, asJSON bool) error {
	cfg, err := p.config(c)
	if err != nil {
		return err
	}
	endpoints, err := p.openEndpoints(cfg, p.quiet(cfg), func(key string, v llm.Verdict) { _ = writeVerdict(cfg, key, v) })
	if err != nil {
		return err
	}
	for _, e := range endpoints {
		if c := e.Model.(*llm.Client); c.Unencrypted() {
			fmt.Fprintf(p.err, "naql: the key travels unencrypted to %s\nhint: use https, or an address of your own network\n", c.Endpoint())
		}
	}
	said, err := prompts.Load(cfg.text("prompts"), cfg.text("style-sheet"))
	if err != nil {
		return err
	}
	terms, err := loadGlossary(cfg)
	if err != nil {
		return err
	}
	x, err := p.article(name)
	if err != nil {
		return err
	}
	p.printNotes(name, x)
	if x.Status == article.Canceled {
		return failf(exitFailure, "a canceled article is a kill: there is nothing to translate", "%s: the article is canceled", name)
	}
	w := &worker.Worker{Endpoints: endpoints, Prompts: said, Glossary: worker.Always(terms), Replies: &worker.LocalReplies{}, MaxCalls: cfg.number("max-calls"), Style: cfg.style(), Log: p.quiet(cfg)}
	progress := p.progress()
	w.Step = func(_, step string) { progress.show(step) }
	result, err := p.patiently(c.Context(), w, x.Article, progress)
	progress.clear()
	if err != nil {
		return err
	}
	result.Revision, result.Lane = 1, "routine"
	if asJSON {
		err = printJSON(p.out, result)
	} else {
		_, err = fmt.Fprint(p.out, result.Text(), "\n", result.Report())
	}
	if err == nil && article.ScoreOf(result.Findings).Severe() {
		return errFindings
	}
	return err
}

// How long a one-shot command waits for a provider in trouble.
const (
	mostTries = 5
	mostWait  = 2 * time.Minute
)

// patiently translates, and waits where the endpoint asks for it. Steps that
// were paid for are not paid again.
func (p *program) patiently(ctx context.Context, w *worker.Worker, a article.Article, progress *progress) (article.Result, error) {
	for try := 1; ; try++ {
		result, err := w.Translate(ctx, a)
		trouble, ok := errors.AsType[*llm.Error](err)
		if !ok || try == mostTries || trouble.Class != llm.RateLimit && trouble.Class != llm.Server {
			return result, err
		}
		wait := max(trouble.RetryAfter, time.Second<<(try-1))
		if wait > mostWait {
			return result, err
		}
		progress.show(fmt.Sprintf("the endpoint is busy, waiting %s", wait.Round(time.Second)))
		select {
		case <-ctx.Done():
			return result, context.Cause(ctx)
		case <-time.After(wait):
		}
	}
}
