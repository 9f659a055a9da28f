package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"naql/glossary"
	"naql/queue"
)

// publication is the flags of the commands that publish a version.
type publication struct {
	by, note      string
	dryRun, force bool
	output        outputFlag
}

func (f *publication) add(p *program, c *cobra.Command) {
	f.output.add(c)
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would change, and publish nothing")
	c.Flags().StringVar(&f.by, "by", "", "who publishes it (default USER@HOST)")
	p.addSettings(c, "nats", "data")
}

// textLimit is the longest --by or --note in bytes: workers read both, beside
// the version, at each article.
const textLimit = 500

func (f *publication) imprint(p *program, file string) (queue.Imprint, error) {
	by := f.by
	if by == "" {
		user, _ := p.env("USER")
		host, _ := os.Hostname()
		by = cmp.Or(user, "unknown") + "@" + cmp.Or(host, "unknown")
	}
	in := queue.Imprint{By: oneLine(by), File: oneLine(file), Note: oneLine(f.note)}
	if len(in.By) > textLimit || len(in.Note) > textLimit {
		return in, failf(exitUsage, fmt.Sprintf("use at most %d bytes", textLimit), "--by or --note is too long")
	}
	return in, nil
}

func (p *program) importCommand() *cobra.Command {
	var f publication
	c := &cobra.Command{
		Use:   "import FILE|FOLDER",
		Short: "Publish a glossary to all workers of the queue",
		Long: `Publishes a glossary as a whole: every worker of the queue uses it for the
articles that it begins from then on, without a restart. An article in hand
keeps the version it was begun with, which its result names.

A file that cannot be read, or in which lint finds an error, changes nothing.
naql glossary use previous goes back.`,
		Example: `  naql glossary import terms.csv
  naql glossary import --dry-run house-names/
  naql glossary import terms.csv --note "names of the new cabinet"`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			imprint, err := f.imprint(p, filepath.Base(args[0]))
			if err != nil {
				return err
			}
			terms, warnings, err := p.importable(args[0], f.force)
			if err != nil {
				return err
			}
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				return p.publish(ctx, q, terms, imprint, &f, warnings)
			})
		},
	}
	f.add(p, c)
	c.Flags().StringVar(&f.note, "note", "", "why, for those who look at naql glossary versions")
	c.Flags().BoolVar(&f.force, "force", false, "publish it with the errors that lint finds")
	return c
}

// mostShown is how many of a kind are printed for people.
const mostShown = 10

// importable loads a glossary that may be published, and counts what lint
// warns of. Its faults go to stderr.
func (p *program) importable(path string, force bool) (g *glossary.Glossary, warnings int, err error) {
	if g, err = glossary.Load(path); err != nil {
		return nil, 0, failf(exitFailure, loadHint(err)+". Nothing was published", "%w", err)
	}
	if len(g.Terms()) == 0 {
		return nil, 0, failf(exitFailure, "put terms into it; nothing was published", "glossary %s holds no term", path)
	}
	faults := 0
	for _, problem := range g.Lint() {
		if problem.Severity != glossary.LintError {
			warnings++
		} else if faults++; faults <= mostShown {
			fmt.Fprintln(p.err, problemLine(problem))
		}
	}
	if faults > 0 && !force {
		return nil, 0, failf(exitFailure, "naql glossary lint shows all; mend them, or publish it with --force. Nothing was published", "glossary %s has faults: %d", path, faults)
	}
	return g, warnings + faults, nil
}

// published is what a publishing command prints.
type published struct {
	Version   string `json:"version"`
	Terms     int    `json:"terms"`
	Published bool   `json:"published"`
	// Previous is the version before, "" where there was none.
	Previous string `json:"previous"`
	// Added, Removed and Changed are ids, against the version before.
	Added    []string `json:"added"`
	Removed  []string `json:"removed"`
	Changed  []string `json:"changed"`
	Warnings int      `json:"warnings"`
	queue.Imprint
}

// publish makes g the current version and prints what changed.
func (p *program) publish(ctx context.Context, q *queue.Queue, g *glossary.Glossary, imprint queue.Imprint, f *publication, warnings int) error {
	var old []glossary.Term
	before, after, err := q.Glossary(ctx, "")
	switch {
	case err == nil:
		old = before.Terms()
	case errors.Is(err, queue.ErrGlossaryBroken):
		fmt.Fprintf(p.err, "naql: the version before cannot be read: %s\n", oneLine(err.Error()))
	case !errors.Is(err, queue.ErrNoGlossary):
		return err
	}
	report := published{Version: g.Hash(), Terms: len(g.Terms()), Previous: after.Hash, Warnings: warnings, Imprint: imprint}
	report.Added, report.Removed, report.Changed = compareTerms(old, g.Terms())
	if !f.dryRun {
		now, err := q.PublishGlossary(ctx, g, imprint, after)
		if errors.Is(err, queue.ErrGlossaryMoved) {
			return failf(exitFailure, "naql glossary versions shows it; import again if yours is still right", "nothing was published: %w", err)
		}
		if errors.Is(err, queue.ErrUnreachable) {
			return failf(exitNATS, "naql glossary versions shows whether it was published; publishing it again does no harm", "%w", err)
		}
		if err != nil {
			return err
		}
		report.Published = now != after
	}
	if f.output.json() {
		return printJSON(p.out, report)
	}
	p.printPublished(report, f.dryRun)
	return nil
}

func (p *program) printPublished(r published, dryRun bool) {
	what := "is current already: nothing changed"
	switch {
	case r.Published:
		what = "is published: workers use it from their next article on"
	case dryRun:
		what = "is not published: this was a dry run"
	}
	fmt.Fprintf(p.out, "version %s %s\n", r.Version, what)
	fmt.Fprintf(p.out, "terms: %d, version before: %s\n", r.Terms, cmp.Or(r.Previous, "none"))
	for _, part := range []struct {
		name string
		ids  []string
	}{{"added", r.Added}, {"removed", r.Removed}, {"changed", r.Changed}} {
		fmt.Fprintf(p.out, "%s: %d", part.name, len(part.ids))
		for i, id := range part.ids[:min(len(part.ids), mostShown)] {
			fmt.Fprint(p.out, []string{" ", ", "}[min(i, 1)], id)
		}
		if len(part.ids) > mostShown {
			fmt.Fprint(p.out, ", ...")
		}
		fmt.Fprintln(p.out)
	}
	if r.Warnings > 0 {
		fmt.Fprintf(p.out, "warnings: %d, see naql glossary lint\n", r.Warnings)
	}
}

// compareTerms returns ids in the order of the entries; none is an empty list.
func compareTerms(old, now []glossary.Term) (added, removed, changed []string) {
	added, removed, changed = []string{}, []string{}, []string{}
	before := map[string]glossary.Term{}
	for _, t := range old {
		before[t.ID] = t
	}
	for _, t := range now {
		was, known := before[t.ID]
		switch {
		case !known:
			added = append(added, t.ID)
		case !reflect.DeepEqual(was, t):
			changed = append(changed, t.ID)
		}
		delete(before, t.ID)
	}
	for _, t := range old {
		if _, gone := before[t.ID]; gone {
			removed = append(removed, t.ID)
		}
	}
	return added, removed, changed
}

// shownHash is how many digits of a version a table has: results and
// -o json have all, and naql glossary use takes a part.
const shownHash = 12

func (p *program) versionsCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:     "versions",
		Short:   "List the published versions, the one in use first",
		Example: "  naql glossary versions\n  naql glossary versions -o json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				all, err := q.GlossaryVersions(ctx)
				broken := errors.Is(err, queue.ErrGlossaryBroken)
				if err != nil && !broken {
					return err
				}
				if broken {
					err = failf(exitFailure, "naql glossary use goes back to a version before it, naql glossary import publishes another", "%w", err)
				}
				return errors.Join(err, p.printVersions(all, broken, output.json()))
			})
		},
	}
	output.add(c)
	p.addSettings(c, "nats", "data")
	return c
}

// printVersions prints the current version, unless that is broken, and those
// before.
func (p *program) printVersions(all []queue.GlossaryVersion, broken, asJSON bool) error {
	if asJSON {
		return printJSON(p.out, append([]queue.GlossaryVersion{}, all...))
	}
	if len(all) == 0 {
		if !broken {
			fmt.Fprintln(p.out, "none is published: each worker uses its own NAQL_GLOSSARY")
		}
		return nil
	}
	return table(p.out, func(t *tabwriter.Writer) {
		fmt.Fprintln(t, "\tVERSION\tTERMS\tPUBLISHED\tBY\tFILE\tNOTE")
		for i, v := range all {
			mark := ""
			if i == 0 && !broken {
				mark = "current"
			}
			fmt.Fprintf(t, "%s\t%s\t%d\t%s\t%s\t%s\t%s\n", mark, v.Hash[:min(len(v.Hash), shownHash)], v.Terms, v.At.Format(time.RFC3339), v.By, v.File, v.Note)
		}
	})
}

func (p *program) useCommand() *cobra.Command {
	var f publication
	c := &cobra.Command{
		Use:   "use VERSION|previous",
		Short: "Go back to an earlier published version",
		Long: `Makes an earlier version current again, for the articles that workers begin from
then on. VERSION is what naql glossary versions lists, or its first digits;
previous is the version before the one in use.`,
		Example: "  naql glossary use previous\n  naql glossary use 3f2a91",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
				g, v, err := publishedVersion(ctx, q, args[0])
				if err != nil {
					return err
				}
				imprint, err := f.imprint(p, v.File)
				if err != nil {
					return err
				}
				imprint.Note = v.Note
				return p.publish(ctx, q, g, imprint, &f, 0)
			})
		},
	}
	f.add(p, c)
	return c
}

// publishedVersion reads the version that a person means: its hash or the
// start of it, "previous", or "current".
func publishedVersion(ctx context.Context, q *queue.Queue, name string) (*glossary.Glossary, queue.GlossaryVersion, error) {
	fail := func(format string, args ...any) (*glossary.Glossary, queue.GlossaryVersion, error) {
		return nil, queue.GlossaryVersion{}, failf(exitFailure, "naql glossary versions lists what is there", format, args...)
	}
	all, err := q.GlossaryVersions(ctx)
	broken := errors.Is(err, queue.ErrGlossaryBroken)
	if err != nil && !broken {
		return nil, queue.GlossaryVersion{}, err
	}
	if broken && (name == "current" || name == "previous") {
		return fail("name the version: %w", err)
	}
	if len(all) == 0 {
		return fail("no glossary is published")
	}
	switch {
	case name == "current":
		name = all[0].Hash
	case name == "previous" && all[0].Previous == "":
		return fail("there is no version before the current one")
	case name == "previous":
		name = all[0].Previous
	}
	all = slices.DeleteFunc(all, func(v queue.GlossaryVersion) bool { return !strings.HasPrefix(v.Hash, strings.ToLower(name)) })
	switch {
	case len(all) == 0 || name == "":
		return fail("no published version %q", name)
	case len(all) > 1:
		return fail("several published versions begin with %q", name)
	}
	return q.Glossary(ctx, all[0].Hash)
}

// addPublished gives a command that prints terms the flag --published.
func (p *program) addPublished(c *cobra.Command) {
	c.Flags().String("published", "", "the published terms, not those of NAQL_GLOSSARY; --published=VERSION or --published=previous for others than the current")
	c.Flags().Lookup("published").NoOptDefVal = "current"
	p.addSettings(c, "nats", "data")
}

// publishedTerms reads the version that --published names.
func (p *program) publishedTerms(c *cobra.Command, args []string, name string) (g *glossary.Glossary, err error) {
	if len(args) > 0 || c.Flags().Changed("glossary") {
		return nil, failf(exitUsage, "name a version as --published=VERSION", "give a file, or --published, not both")
	}
	err = p.withQueue(c, func(ctx context.Context, _ Config, q *queue.Queue) error {
		g, _, err = publishedVersion(ctx, q, name)
		return err
	})
	return g, err
}
