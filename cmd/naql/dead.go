package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"naql/queue"
)

func (p *program) deadCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "dead",
		Short: "Dead letters: inputs that could not be done, with the reason",
		Long: `A dead letter holds the whole input and says why it was given up. It is named by
its number, or by the id of its article for all letters of that article.`,
		Example: `  naql dead list
  naql dead show 12
  naql dead retry --class timeout
  naql dead drop 12 13`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(p.deadList(), p.deadShow(), p.deadRetry(), p.deadDrop())
	return c
}

// letters says which dead letters a command is about.
type letters struct {
	names []string // numbers or article ids
	class string
	all   bool
	// past takes in those whose input has another end by now.
	past bool
}

// letter is a dead letter and what it still means.
type letter struct {
	Number   uint64         `json:"number"`
	Standing queue.Standing `json:"standing"`
	queue.DeadLetter
}

// find reads the letters that are asked for, oldest first. One that was named
// and is not there is an error. The name of an article stands for its open
// letters, or the last of the others where none is open.
func (l letters) find(ctx context.Context, q *queue.Queue) ([]letter, error) {
	if len(l.names) == 0 && l.class == "" && !l.all {
		return nil, failf(exitUsage, "name letters by number or article id, or use --class or --all", "no dead letter is named")
	}
	numbers, ids := map[uint64]bool{}, map[string]bool{}
	for _, name := range l.names {
		if n, err := strconv.ParseUint(name, 10, 64); err == nil {
			numbers[n] = true
		} else if err := queue.CheckAID(name); err != nil {
			return nil, &exitError{exitUsage, "naql dead list prints numbers and article ids", err}
		} else {
			ids[name] = true
		}
	}
	var found []letter
	closed := map[string]letter{}
	classes := map[string]bool{}
	missing := slices.Clone(l.names)
	for d, err := range q.DeadLetters(ctx, "") {
		if err != nil {
			return nil, err
		}
		classes[d.Class] = true
		_, ofArticle := ids[d.ID]
		named := numbers[d.Number] || ofArticle
		if len(l.names) > 0 && !named || l.class != "" && d.Class != l.class {
			continue
		}
		missing = slices.DeleteFunc(missing, func(name string) bool { return name == d.ID || name == strconv.FormatUint(d.Number, 10) })
		standing, err := q.StandingOf(ctx, d)
		if err != nil {
			return nil, err
		}
		if numbers[d.Number] || l.past || standing == queue.StandingOpen {
			found = append(found, letter{d.Number, standing, d})
			if ofArticle {
				ids[d.ID] = false
			}
		} else if named {
			closed[d.ID] = letter{d.Number, standing, d}
		}
	}
	for id, last := range closed {
		if ids[id] {
			found = append(found, last)
		}
	}
	if l.class != "" && !classes[l.class] {
		hint := "there are no dead letters at all"
		if len(classes) > 0 {
			hint = "there are letters of " + strings.Join(slices.Sorted(maps.Keys(classes)), ", ")
		}
		return nil, failf(exitFailure, hint, "no dead letter of class %q", l.class)
	}
	if len(missing) > 0 {
		return nil, failf(exitFailure, "naql dead list --past prints all there are", "no dead letter %s", strings.Join(missing, ", "))
	}
	return found, nil
}

func (p *program) deadList() *cobra.Command {
	var output outputFlag
	which := letters{all: true}
	var id string
	c := &cobra.Command{
		Use:   "list",
		Short: "List what waits for a person",
		Long: `Lists the dead letters whose input has no other end. With --past also those that
were retried, superseded by a newer revision, or killed since.`,
		Example: "  naql dead list\n  naql dead list --class timeout -o json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				found, err := which.find(ctx, q)
				if err != nil {
					return err
				}
				found = slices.DeleteFunc(found, func(l letter) bool { return id != "" && l.ID != id })
				if output.json() {
					for _, l := range found {
						if err := printLine(p.out, l); err != nil {
							return err
						}
					}
					return nil
				}
				return p.printLetters(found)
			})
		},
	}
	output.add(c)
	c.Flags().StringVar(&which.class, "class", "", "only letters of this class, such as timeout, reply or poison")
	c.Flags().StringVar(&id, "id", "", "only letters of this article")
	c.Flags().BoolVar(&which.past, "past", false, "also those whose input has another end by now")
	p.addSettings(c, "nats", "data")
	return c
}

func (p *program) printLetters(found []letter) error {
	if len(found) == 0 {
		fmt.Fprintln(p.out, "no dead letters")
		return nil
	}
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NUMBER\tWHEN\tCLASS\tARTICLE\tLANE\tCALLS\tSTANDING\tREASON")
	for _, l := range found {
		_, lane, _ := strings.Cut(l.Subject, ".in.") // and the source, where the subject has one
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", l.Number, l.At.Local().Format("2006-01-02 15:04:05"), l.Class, l.ID, shortened(lane, 30), l.Attempts, l.Standing, shortened(l.Reason, 80))
	}
	return w.Flush()
}

// shortened is one line of at most n characters.
func shortened(s string, n int) string {
	runes := []rune(oneLine(s))
	if len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return string(runes)
}

func (p *program) deadShow() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:     "show LETTER...",
		Short:   "Print whole letters, with their input",
		Example: "  naql dead show 12\n  naql dead show 12 -o json | jq -r .input | base64 -d",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				found, err := letters{names: args, past: true}.find(ctx, q)
				if err != nil {
					return err
				}
				for _, l := range found {
					if output.json() {
						err = printJSON(p.out, l)
					} else {
						p.printLetter(l)
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	output.add(c)
	p.addSettings(c, "nats", "data")
	return c
}

func (p *program) printLetter(l letter) {
	fmt.Fprintf(p.out, "number    %d (%s)\narticle   %s\nclass     %s\nreason    %s\ncalls     %d\nwhen      %s\ninput     %s, sequence %d, epoch %d\n",
		l.Number, l.Standing, l.ID, l.Class, oneLine(l.Reason), l.Attempts, l.At.Format(time.RFC3339), l.Subject, l.Sequence, l.Epoch)
	for name, values := range l.Headers {
		fmt.Fprintf(p.out, "header    %s: %s\n", oneLine(name), oneLine(strings.Join(values, ", ")))
	}
	if text := strings.ReplaceAll(string(l.Input), "\r\n", "\n"); printable(text) {
		fmt.Fprintf(p.out, "\n%s\n\n", strings.TrimRight(text, "\n"))
	} else {
		fmt.Fprintf(p.out, "\n%d bytes that are no plain text; -o json has them in base64\n\n", len(l.Input))
	}
}

// printable reports whether a terminal shows the text and does nothing else.
func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
}

func (p *program) deadRetry() *cobra.Command {
	var output outputFlag
	var which letters
	c := &cobra.Command{
		Use:   "retry [LETTER]...",
		Short: "Send inputs again, for new attempts at the same revision",
		Long: `Sends the input of each letter again. It keeps its revision and gets new attempts.
A letter is refused when a newer revision or a kill of its article is known, or
when it was retried before.`,
		Example: "  naql dead retry 12\n  naql dead retry --class timeout\n  naql dead retry --all",
		RunE: func(c *cobra.Command, args []string) error {
			which.names = args
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				found, err := which.find(ctx, q)
				if err != nil {
					return err
				}
				return p.eachLetter(found, output.json(), "retried", func(l letter) error {
					_, err := q.RetryDead(ctx, l.DeadLetter)
					return err
				})
			})
		},
	}
	output.add(c)
	c.Flags().StringVar(&which.class, "class", "", "all open letters of this class")
	c.Flags().BoolVar(&which.all, "all", false, "all open letters")
	p.addSettings(c, "nats", "data")
	return c
}

func (p *program) deadDrop() *cobra.Command {
	var output outputFlag
	var which letters
	var yes bool
	c := &cobra.Command{
		Use:     "drop [LETTER]...",
		Short:   "Remove letters for good",
		Long:    "Removes letters for good, and the inputs that they hold. There is no way back.",
		Example: "  naql dead drop 12 13\n  naql dead drop --class invalid --yes",
		RunE: func(c *cobra.Command, args []string) error {
			which.names, which.past = args, true
			if len(args) == 0 && (which.all || which.class != "") && !yes {
				return failf(exitUsage, "add --yes", "this removes letters for good")
			}
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				found, err := which.find(ctx, q)
				if err != nil {
					return err
				}
				return p.eachLetter(found, output.json(), "dropped", func(l letter) error {
					if err := q.Drop(ctx, l.Number); !errors.Is(err, queue.ErrNoLetter) {
						return err
					}
					return nil
				})
			})
		},
	}
	output.add(c)
	c.Flags().StringVar(&which.class, "class", "", "all letters of this class, with --yes")
	c.Flags().BoolVar(&which.all, "all", false, "all letters, with --yes")
	c.Flags().BoolVar(&yes, "yes", false, "do it without naming each")
	p.addSettings(c, "nats", "data")
	return c
}

// eachLetter does it for each letter, says so, and goes on after a refusal,
// which it returns at the end.
func (p *program) eachLetter(found []letter, asJSON bool, done string, do func(letter) error) error {
	if len(found) == 0 && !asJSON {
		fmt.Fprintln(p.out, "no dead letters")
	}
	refused := 0
	for _, l := range found {
		err := do(l)
		var no *queue.RetryError
		if err != nil && !errors.As(err, &no) {
			return err
		}
		if no != nil {
			refused++
			p.complain(err, "")
			continue
		}
		if asJSON {
			err = printLine(p.out, map[string]any{"number": l.Number, "id": l.ID, done: true})
		} else {
			_, err = fmt.Fprintf(p.out, "%s %d: %s, %s\n", done, l.Number, l.ID, l.Class)
		}
		if err != nil {
			return err
		}
	}
	if refused > 0 {
		return failf(exitFailure, "", "%d of %d were refused", refused, len(found))
	}
	return nil
}
