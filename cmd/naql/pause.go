package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"naql/queue"
)

func (p *program) pauseCommand() *cobra.Command {
	var output outputFlag
	var reason string
	c := &cobra.Command{
		Use:   "pause",
		Short: "Stop all model calls; the queue is untouched",
		Long: `Stops all model calls of all workers within a second, until naql resume. What is
queued stays queued, kills are carried out, calls under way end as they would.
Workers pause by themselves where a key is refused or an account is spent.`,
		Example: "  naql pause --reason 'bill under discussion'\n  naql resume",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				user, _ := p.env("USER")
				if err := q.Pause(ctx, queue.Stop{Reason: reason, By: cmp.Or(user, "naql pause")}); err != nil {
					return err
				}
				stops, err := q.Stops(ctx)
				if err != nil {
					return err
				}
				return p.printStops(stops, output.json(), "paused", "nothing is paused")
			})
		},
	}
	output.add(c)
	c.Flags().StringVar(&reason, "reason", "paused by a person", "told to whoever looks")
	p.addSettings(c, "nats", "data")
	return c
}

func (p *program) resumeCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:   "resume",
		Short: "Restart the model calls that were stopped, by a person or by a worker",
		Long: `Restarts model calls after naql pause, and after a refused key or a spent account
has been put right. Workers go on within a second; none has to be restarted.
It prints what had stopped them.`,
		Example: "  naql resume",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				stops, err := q.Resume(ctx)
				if err != nil {
					return err
				}
				return p.printStops(stops, output.json(), "resumed", "nothing was paused")
			})
		},
	}
	output.add(c)
	p.addSettings(c, "nats", "data")
	return c
}

func (p *program) printStops(stops []queue.Stop, asJSON bool, done, none string) error {
	if asJSON {
		return printJSON(p.out, map[string]any{done: append([]queue.Stop{}, stops...)})
	}
	if len(stops) == 0 {
		fmt.Fprintln(p.out, none)
	}
	for _, s := range stops {
		what := "all calls"
		if s.Scope != "" {
			what = "one endpoint and key"
		}
		fmt.Fprintf(p.out, "%s: %s, stopped %s by %s: %s\n", done, what, s.At.Format(time.RFC3339), s.By, strings.TrimSpace(s.Reason))
	}
	return nil
}
