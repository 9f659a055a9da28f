package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"naql/article"
	"naql/queue"
)

// submission is the flags of naql submit.
type submission struct {
	lane, source, id, version string
	wait                      bool
}

func (p *program) submitCommand() *cobra.Command {
	var s submission
	c := &cobra.Command{
		Use:   "submit [FILE|-]...",
		Short: "Put articles on the queue",
		Long: `Puts each file on the queue as one article and prints its id and its place in
the queue as a JSON line. With --wait it prints the output message of each
instead, in the order of the files. What is no article is refused here, before
it reaches the queue; the other files are sent all the same.`,
		Example: `  naql submit story.txt
  naql submit --lane flash --wait story.json | jq .state
  cat story.txt | naql submit --source desk --id 2041 --version 3`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"-"}
			}
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error { return p.submit(ctx, q, s, args) })
		},
	}
	c.Flags().StringVar(&s.lane, "lane", "routine", "lane: flash, urgent or routine")
	c.Flags().StringVar(&s.source, "source", "", "who the article is from")
	c.Flags().StringVar(&s.id, "id", "", "the source's id of the article")
	c.Flags().StringVar(&s.version, "version", "", "the source's version: a whole number or an RFC 3339 time")
	c.Flags().BoolVar(&s.wait, "wait", false, "wait for the results and print them as JSON lines")
	p.addSettings(c, "nats", "data")
	return c
}

// submitted is an article on the queue.
type submitted struct {
	AID      string `json:"id"`
	Sequence uint64 `json:"sequence"`
}

// submit sends every file that is an article. The first fault is returned
// when all have been tried; the others are printed as they occur.
func (p *program) submit(ctx context.Context, q *queue.Queue, s submission, files []string) error {
	var sent []submitted
	var faults []error
	for _, name := range files {
		one, err := p.submitOne(ctx, q, s, name)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		sent = append(sent, one)
		if !s.wait {
			if err := printLine(p.out, one); err != nil {
				return err
			}
		}
	}
	if s.wait {
		if err := p.await(ctx, q, sent); err != nil {
			faults = append(faults, err)
		}
	}
	return p.firstOf(faults)
}

// firstOf prints all faults but the last, which the program prints itself.
func (p *program) firstOf(faults []error) error {
	if len(faults) == 0 {
		return nil
	}
	last := len(faults) - 1
	for _, err := range faults[:last] {
		if !errors.Is(err, errFindings) {
			fmt.Fprintf(p.err, "naql: %s\n", oneLine(err.Error()))
		}
	}
	return faults[last]
}

func (p *program) submitOne(ctx context.Context, q *queue.Queue, s submission, name string) (submitted, error) {
	data, kind, err := p.readInput(name)
	if err != nil {
		return submitted{}, err
	}
	x, err := article.Read(data, kind)
	if err != nil {
		return submitted{}, fmt.Errorf("%s: %w", name, err)
	}
	x.ID, x.Source = cmp.Or(s.id, x.ID), cmp.Or(s.source, x.Source)
	header := nats.Header{}
	for key, value := range map[string]string{"Content-Type": kind, "Naql-Id": s.id, "Naql-Version": s.version} {
		if value != "" {
			header.Set(key, value)
		}
	}
	seq, err := q.Submit(ctx, s.lane, s.source, data, header)
	if err != nil {
		return submitted{}, fmt.Errorf("%s: %w", name, err)
	}
	return submitted{x.AID(), seq}, nil
}

// await prints the output message of each submission.
func (p *program) await(ctx context.Context, q *queue.Queue, sent []submitted) error {
	progress := p.progress()
	defer progress.clear()
	var faults []error
	for i, one := range sent {
		progress.show(fmt.Sprintf("%d of %d results", i, len(sent)))
		end, err := q.Await(ctx, one.Sequence)
		progress.clear()
		if err != nil {
			return fmt.Errorf("wait for article %s: %w", one.AID, err)
		}
		switch {
		case end.End == queue.EndPublished:
			if err := printLine(p.out, end.Result); err != nil {
				return err
			}
			if article.ScoreOf(end.Result.Findings).Severe() {
				faults = append(faults, errFindings)
			}
		case end.Dead != nil:
			faults = append(faults, failf(exitFailure, "the dead letter holds the whole input", "article %s is a dead letter (%s): %s", one.AID, end.Dead.Class, end.Dead.Reason))
		default:
			faults = append(faults, failf(exitFailure, "naql results --id "+one.AID+" shows what was published of it", "article %s was not worked on: %s", one.AID, end.End))
		}
	}
	return p.firstOf(faults)
}
