package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"naql/article"
	"naql/queue"
)

// formats are the forms in which results are printed, one after the other.
var formats = map[string]func(article.Result) string{
	"text":     func(r article.Result) string { return "── " + standing(r) + "\n\n" + r.Text() + "\n" },
	"markdown": func(r article.Result) string { return "<!-- " + standing(r) + " -->\n\n" + r.Markdown() + "\n---\n\n" },
	"html":     article.Result.HTML,
	"ninjs":    func(r article.Result) string { return r.NINJS() + "\n" },
}

// standing says which result it is and what may be done with it.
func standing(r article.Result) string {
	s := fmt.Sprintf("%s: %s %d.%d", r.State, r.ID, r.Revision, r.Edit)
	if open := len(r.Open()); open > 0 {
		s += fmt.Sprintf(", open findings: %d", open)
	}
	return s
}

func (p *program) resultsCommand() *cobra.Command {
	var follow bool
	var states, id, format string
	c := &cobra.Command{
		Use:   "results",
		Short: "Print output messages as JSON lines",
		Long: `Prints every output message that the queue keeps, oldest first, one JSON object
a line. With --follow it goes on as new ones are published.`,
		Example: `  naql results --state clean,flagged
  naql results --follow | jq -c '{id, state, headline}'
  naql results --id 5k3q... --format markdown`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if id != "" {
				if err := queue.CheckAID(id); err != nil {
					return &exitError{exitUsage, "give the id that naql submit prints", err}
				}
			}
			query := queue.ResultsQuery{ID: id, Follow: follow}
			for s := range strings.SplitSeq(states, ",") {
				if s = strings.TrimSpace(s); s != "" {
					query.States = append(query.States, article.State(s))
				}
			}
			if err := checkStates(query.States); err != nil {
				return err
			}
			write, ok := formats[format]
			if !ok && format != "json" {
				return failf(exitUsage, "use json, ninjs, text, html or markdown", "unknown format %q", format)
			}
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error { return p.results(ctx, q, query, write) }, "OUT")
		},
	}
	addJSONFlag(c)
	c.Flags().BoolVarP(&follow, "follow", "f", false, "go on with new results until interrupted")
	c.Flags().StringVar(&states, "state", "", "only these states: clean,flagged,held,approved,corrected,killed")
	c.Flags().StringVar(&id, "id", "", "only this article")
	c.Flags().StringVar(&format, "format", "json", "json, ninjs, text, html or markdown")
	p.addSettings(c, "nats", "data")
	return c
}

func checkStates(states []article.State) error {
	for _, s := range states {
		if !slices.Contains(article.States, s) {
			return failf(exitUsage, "use clean, flagged, held, approved, corrected or killed", "unknown state %q", s)
		}
	}
	return nil
}

func (p *program) results(ctx context.Context, q *queue.Queue, query queue.ResultsQuery, write func(article.Result) string) error {
	for result, err := range q.Results(ctx, query) {
		if err != nil {
			return err
		}
		if write == nil {
			err = printLine(p.out, result)
		} else {
			_, err = fmt.Fprint(p.out, write(result))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
