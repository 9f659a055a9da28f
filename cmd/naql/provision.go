package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"naql/queue"
)

func (p *program) provisionCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:   "provision",
		Short: "Make the streams, buckets and consumers that are missing",
		Long: `Makes the streams, buckets and consumers that are missing, and checks those that
are there. Every naql does so when it starts; this is for NATS servers whose
workers have a login that may not. What is there is never changed.`,
		Example: "  NATS_USER=provisioner NATS_INBOX_PREFIX=_INBOX_provisioner naql provision",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withQueue(c, func(_ context.Context, cfg Config, _ *queue.Queue) error {
				if output.json() {
					return printLine(p.out, map[string]string{"prefix": cfg.text("subject-prefix"), "state": "complete"})
				}
				_, err := fmt.Fprintf(p.out, "all streams, buckets and consumers of %s are there\n", cfg.text("subject-prefix"))
				return err
			})
		},
	}
	output.add(c)
	p.addSettings(c, "nats", "data")
	return c
}
