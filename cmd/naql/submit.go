package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

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
			if err := s.check(); err != nil {
				return err
			}
			if len(args) == 0 {
				args = []string{"-"}
			}
			uses := []string{"IN"}
			if s.wait {
				uses = nil
			}
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error { return p.submit(ctx, q, s, args) }, uses...)
		},
	}
	addJSONFlag(c)
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
	kill     bool
}

// submit sends every file that is an article, and complains of the others when
// all have been tried.
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
	return p.gravest(faults)
}

// gravest prints all faults but one, which the program prints itself: a
// failure goes before findings that remain.
func (p *program) gravest(faults []error) error {
	if len(faults) == 0 {
		return nil
	}
	at := max(slices.IndexFunc(faults, func(err error) bool { return !errors.Is(err, errFindings) }), 0)
	for i, err := range faults {
		if i != at && !errors.Is(err, errFindings) {
			_, hint := classify(err)
			p.complain(err, hint)
		}
	}
	return faults[at]
}

// check refuses what cannot travel as a header.
func (s submission) check() error {
	for name, value := range map[string]string{"id": s.id, "source": s.source, "version": s.version} {
		if strings.ContainsFunc(value, unicode.IsControl) {
			return failf(exitUsage, "give one line of plain text", "--%s holds control characters", name)
		}
	}
	if s.version != "" && !queue.Ordered(s.version) {
		return failf(exitUsage, "give a whole number or an RFC 3339 time such as 2025-11-10T08:15:00Z", "--version %q is neither", s.version)
	}
	return nil
}

func (p *program) submitOne(ctx context.Context, q *queue.Queue, s submission, name string) (submitted, error) {
	data, kind, err := p.readInput(name)
	if err != nil {
		return submitted{}, err
	}
	x, err := article.Read(data, kind)
	if err != nil {
		return submitted{}, fmt.Errorf("%s: %w", shown(name), err)
	}
	p.printNotes(name, x)
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
	return submitted{x.AID(), seq, x.Status == article.Canceled}, nil
}

// outage is how long naql submit --wait bears a server that does not answer.
const outage = 30 * time.Second

// awaitPatiently waits for the end of an input, over an outage of the server.
func awaitPatiently(ctx context.Context, q *queue.Queue, seq uint64) (queue.Outcome, error) {
	var down time.Time
	for {
		end, err := q.Await(ctx, seq)
		if !errors.Is(err, queue.ErrUnreachable) || ctx.Err() != nil || errors.Is(err, nats.ErrConnectionClosed) {
			return end, err
		}
		if down.IsZero() {
			down = time.Now()
		}
		if time.Since(down) > outage {
			return end, err
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// await prints the output message of each submission.
func (p *program) await(ctx context.Context, q *queue.Queue, sent []submitted) error {
	progress := p.progress()
	defer progress.clear()
	var faults []error
	for i, one := range sent {
		progress.show(fmt.Sprintf("%d of %d results", i, len(sent)))
		end, err := awaitPatiently(ctx, q, one.Sequence)
		progress.clear()
		if ctx.Err() != nil {
			for _, left := range sent[i:] {
				fmt.Fprintf(p.err, "naql: article %s is still on the queue: naql results --follow --id %s\n", left.AID, left.AID)
			}
		}
		if err != nil {
			return fmt.Errorf("wait for article %s, which is on the queue: %w", one.AID, err)
		}
		switch {
		case end.End == queue.EndKilled && one.kill && end.Result == nil:
			fmt.Fprintf(p.err, "naql: article %s: nothing of it was published; the kill is remembered\n", one.AID)
		case end.End == queue.EndKilled && one.kill:
			if err := printLine(p.out, end.Result); err != nil {
				return err
			}
		case end.End == queue.EndPublished:
			if err := printLine(p.out, end.Result); err != nil {
				return err
			}
			if article.ScoreOf(end.Result.Findings).Severe() {
				faults = append(faults, errFindings)
			}
		case end.Dead != nil:
			faults = append(faults, failf(exitFailure, "naql dead retry "+one.AID+" tries it again; whoever may only submit sends it with a higher --version", "article %s is a dead letter (%s): %s", one.AID, end.Dead.Class, end.Dead.Reason))
		default:
			faults = append(faults, failf(exitFailure, "naql results --id "+one.AID+" shows what was published of it", "article %s was not worked on: %s", one.AID, end.End))
		}
	}
	return p.gravest(faults)
}
