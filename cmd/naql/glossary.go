package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"naql/arabic"
	"naql/glossary"
)

func (p *program) glossaryCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "glossary",
		Short: "The house's names: match, lint, list, import, export",
		Example: `  naql glossary match story.txt
  naql glossary lint terms.csv
  naql glossary import terms.csv
  naql glossary export --format yaml > terms.yaml`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(p.matchCommand(), p.lintCommand(), p.listCommand(), p.exportCommand())
	c.AddCommand(p.importCommand(), p.versionsCommand(), p.useCommand())
	return c
}

// text is one line of naql glossary match. Terms, where given, are the whole
// glossary for that line.
type matchLine struct {
	ID    json.RawMessage  `json:"id"`
	Text  *string          `json:"text"`
	Terms *[]glossary.Term `json:"terms"`
}

type matched struct {
	ID      json.RawMessage  `json:"id"`
	Matches []glossary.Match `json:"matches"`
}

func (p *program) matchCommand() *cobra.Command {
	return p.overTerms(&cobra.Command{
		Use:   "match [FILE|-]",
		Short: "Show which terms an Arabic text holds",
		Long: `Shows each mention of a term: where it stands, in bytes of the text as given,
how it was recognised and how far it binds. With --jsonl it reads
{"id","text","terms"} a line; terms, where given, are the whole glossary for
that line.`,
		Example: `  naql glossary match story.txt
  echo '{"id":1,"text":"وبقوات سوريا الديمقراطية"}' | naql glossary match --jsonl`,
	}, p.matchLines, p.matchText)
}

func (p *program) matchLines(terms *glossary.Glossary, name string) error {
	return p.eachLine(name, func(line []byte) (any, error) {
		var one matchLine
		if err := decodeLine(line, &one); err != nil {
			return nil, err
		}
		if one.Text == nil {
			return nil, failf(exitFailure, `give an object such as {"id":1,"text":"..."}`, "there is no text")
		}
		g := terms
		if one.Terms != nil {
			var err error
			if g, err = glossary.New(*one.Terms); err != nil {
				return nil, err
			}
		}
		return matched{one.ID, append([]glossary.Match{}, g.Find(*one.Text)...)}, nil
	})
}

func (p *program) matchText(terms *glossary.Glossary, name string, asJSON bool) error {
	raw, err := p.readAll(name, math.MaxInt64)
	if err != nil {
		return err
	}
	if !utf8.Valid(raw) {
		return failf(exitFailure, "convert it first, for example: iconv -f windows-1256 -t utf-8", "%s: not UTF-8", shown(name))
	}
	matches := terms.Find(string(raw))
	if asJSON {
		return printJSON(p.out, matched{Matches: append([]glossary.Match{}, matches...)})
	}
	if len(matches) == 0 {
		fmt.Fprintf(p.err, "naql: %s holds no term\n", shown(name))
		return nil
	}
	more := slices.ContainsFunc(matches, func(m glossary.Match) bool { return beside(m) != "" })
	return table(p.out, func(t *tabwriter.Writer) {
		fmt.Fprint(t, "BYTES\tTERM\tENGLISH\tLEVEL\tSTRENGTH\tARABIC")
		if more {
			fmt.Fprint(t, "\tBESIDE IT")
		}
		for _, m := range matches {
			fmt.Fprintf(t, "\n%d-%d\t%s\t%s\t%s\t%s\t%s", m.Start, m.End, m.Term, m.English, m.Level, m.Strength, oneLine(m.Surface))
			if more {
				fmt.Fprint(t, "\t"+beside(m))
			}
		}
		fmt.Fprintln(t)
	})
}

// beside names the other terms of a match.
func beside(m glossary.Match) string {
	var parts []string
	if len(m.Covers) > 0 {
		parts = append(parts, "covers "+strings.Join(m.Covers, ", "))
	}
	if len(m.Conflicts) > 0 {
		parts = append(parts, "conflicts with "+strings.Join(m.Conflicts, ", "))
	}
	return strings.Join(parts, "; ")
}

func (p *program) lintCommand() *cobra.Command {
	var output outputFlag
	var nesting bool
	c := &cobra.Command{
		Use:   "lint [FILE|FOLDER]",
		Short: "Check a glossary for faults",
		Long: `Checks the configured glossary, or a file or folder. An error makes an entry do
the wrong thing, and the exit status 1; a warning makes it do less than its
writer may think. With --nesting it prints, too, which terms stand inside longer
ones and which can straddle: neither is a fault.`,
		Example: "  naql glossary lint terms.csv\n  naql glossary lint --nesting",
		Args:    maxOneFile,
		RunE: func(c *cobra.Command, args []string) error {
			terms, err := p.terms(c, args)
			if err != nil {
				return p.unreadable(err, output.json())
			}
			return p.lint(terms, nesting, output.json())
		},
	}
	output.add(c)
	c.Flags().BoolVar(&nesting, "nesting", false, "print the terms that overlap; with -o json the output is an object")
	p.addSettings(c, "glossary")
	return c
}

// unreadable gives programs a fault of the file as the one problem there is.
func (p *program) unreadable(err error, asJSON bool) error {
	fault, ok := errors.AsType[*glossary.FileError](err)
	if !ok || !asJSON {
		return err
	}
	problem := glossary.Problem{Severity: glossary.LintError, Message: fault.Err.Error(), File: fault.File, Line: fault.Line}
	return errors.Join(err, printJSON(p.out, []glossary.Problem{problem}))
}

// linted is the JSON of naql glossary lint --nesting.
type linted struct {
	Problems   []glossary.Problem `json:"problems"`
	Nested     []glossary.Overlap `json:"nested"`
	Straddling []glossary.Overlap `json:"straddling"`
}

func (p *program) lint(terms *glossary.Glossary, nesting, asJSON bool) error {
	report := linted{Problems: append([]glossary.Problem{}, terms.Lint()...)}
	faults := 0
	for _, pr := range report.Problems {
		if pr.Severity == glossary.LintError {
			faults++
		}
	}
	if nesting {
		nested, straddling := terms.Overlaps()
		report.Nested, report.Straddling = append([]glossary.Overlap{}, nested...), append([]glossary.Overlap{}, straddling...)
	}
	var err error
	switch {
	case asJSON && nesting:
		err = printJSON(p.out, report)
	case asJSON:
		err = printJSON(p.out, report.Problems)
	default:
		err = p.printLint(report, nesting)
	}
	if err != nil {
		return err
	}
	if !asJSON {
		fmt.Fprintf(p.out, "terms: %d, errors: %d, warnings: %d\n", len(terms.Terms()), faults, len(report.Problems)-faults)
	}
	if faults > 0 {
		return failf(exitFailure, "a term with an error may match the wrong text, or none", "the glossary has faults: %d", faults)
	}
	return nil
}

func (p *program) printLint(report linted, nesting bool) error {
	for _, pr := range report.Problems {
		fmt.Fprintln(p.out, problemLine(pr))
	}
	if !nesting {
		return nil
	}
	for _, part := range []struct {
		title, header string
		overlaps      []glossary.Overlap
	}{
		{"terms inside longer ones", "TERM\tHOLDS\tWORDS\tOF", report.Nested},
		{"terms that can straddle", "TERM\tRUNS INTO\tWORDS\tOF", report.Straddling},
	} {
		fmt.Fprintf(p.out, "%s: %d\n", part.title, len(part.overlaps))
		err := table(p.out, func(t *tabwriter.Writer) {
			if len(part.overlaps) > 0 {
				fmt.Fprintln(t, "  "+part.header)
			}
			for _, o := range part.overlaps {
				fmt.Fprintf(t, "  %s\t%s\t%s\t%s\n", o.Outer, o.Inner, o.Shared, o.Arabic)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// problemLine prints a problem as compilers do.
func problemLine(pr glossary.Problem) string {
	place := ""
	if pr.File != "" {
		place = fmt.Sprintf("%s:%d: ", pr.File, pr.Line)
	}
	return fmt.Sprintf("%s%s: %s: %s", place, pr.Severity, pr.Term, pr.Message)
}

// terms loads the glossary named by an argument, else the configured one. A
// fault of a file in hand is a failure, not one of the configuration.
func (p *program) terms(c *cobra.Command, args []string) (*glossary.Glossary, error) {
	if f := c.Flags().Lookup("published"); f != nil && f.Changed {
		return p.publishedTerms(c, args, f.Value.String())
	}
	if len(args) == 1 {
		terms, err := glossary.Load(args[0])
		if err != nil {
			return nil, failf(exitFailure, loadHint(err), "%w", err)
		}
		return terms, nil
	}
	cfg, err := p.config(c)
	if err != nil {
		return nil, err
	}
	return loadGlossary(cfg)
}

// loadHint says what to do about a file that cannot be read.
func loadHint(err error) string {
	if at, ok := errors.AsType[*glossary.FileError](err); ok && at.Line > 0 {
		return "mend the line; naql glossary export shows the form"
	}
	switch {
	case errors.Is(err, os.ErrPermission):
		return "make it readable for this user"
	case errors.Is(err, os.ErrNotExist):
		return "check the path"
	}
	return "give a CSV, TSV, YAML or JSON file, or a folder of them; naql glossary export shows the form"
}

func (p *program) listCommand() *cobra.Command {
	var output outputFlag
	var kind, search string
	c := &cobra.Command{
		Use:     "list [FILE|FOLDER]",
		Short:   "Print the terms",
		Example: "  naql glossary list --search hasakah\n  naql glossary list --type place -o json terms.csv",
		Args:    maxOneFile,
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(glossary.Types, kind) {
				return failf(exitUsage, "use "+strings.Join(glossary.Types[1:], ", "), "unknown type %q", kind)
			}
			terms, err := p.terms(c, args)
			if err != nil {
				return err
			}
			chosen := slices.DeleteFunc(terms.Terms(), func(t glossary.Term) bool {
				return kind != "" && cmp.Or(t.Type, glossary.TypeTerm) != kind || !mentions(t, search)
			})
			if output.json() {
				return printJSON(p.out, append([]glossary.Term{}, chosen...))
			}
			return table(p.out, func(t *tabwriter.Writer) {
				fmt.Fprintln(t, "ID\tTYPE\tENGLISH\tARABIC")
				for _, m := range chosen {
					fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", m.ID, cmp.Or(m.Type, glossary.TypeTerm), m.English, m.Arabic)
				}
			})
		},
	}
	output.add(c)
	c.Flags().StringVar(&kind, "type", "", "only terms of this type")
	c.Flags().StringVar(&search, "search", "", "only terms that hold this text in a form, whatever its case or marks")
	p.addSettings(c, "glossary")
	p.addPublished(c)
	return c
}

// mentions reports whether a form of a term, or its id, holds a text.
func mentions(t glossary.Term, text string) bool {
	english := strings.ToLower(text)
	for _, form := range slices.Concat([]string{t.ID, t.English, t.First}, t.Later, t.Forbidden) {
		if strings.Contains(strings.ToLower(form), english) {
			return true
		}
	}
	key := arabic.Key(text)
	return key != "" && slices.ContainsFunc(append([]string{t.Arabic}, t.Variants...), func(form string) bool {
		return strings.Contains(arabic.Key(form), key)
	})
}

func (p *program) exportCommand() *cobra.Command {
	var format string
	var output outputFlag
	c := &cobra.Command{
		Use:   "export [FILE|FOLDER]",
		Short: "Write the terms as CSV, TSV or YAML",
		Long: `Writes the configured terms, or those of a file or folder, with every field.
naql reads back what it writes the same. A cell that a spreadsheet would run as
a formula gets an apostrophe in front, which is taken off again.`,
		Example: "  naql glossary export > terms.csv\n  naql glossary export --format yaml deepl.csv > terms.yaml",
		Args:    maxOneFile,
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains([]string{"csv", "tsv", "yaml"}, format) {
				return failf(exitUsage, "use csv, tsv or yaml, or -o json", "unknown format %q", format)
			}
			terms, err := p.terms(c, args)
			if err != nil {
				return err
			}
			if output.json() {
				return printJSON(p.out, append([]glossary.Term{}, terms.Terms()...))
			}
			return terms.Write(p.out, format)
		},
	}
	output.add(c)
	c.Flags().StringVar(&format, "format", "csv", "csv, tsv or yaml")
	p.addSettings(c, "glossary")
	p.addPublished(c)
	return c
}
