package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"naql/glossary"
)

func (p *program) glossaryCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "glossary",
		Short: "Look at the house's names: match, lint, list, export",
		Example: `  naql glossary match story.txt
  naql glossary lint terms.csv
  naql glossary export --format yaml > terms.yaml`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(p.matchCommand(), p.lintCommand(), p.listCommand(), p.exportCommand())
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
	matches := terms.Find(string(raw))
	if asJSON {
		return printJSON(p.out, matched{Matches: append([]glossary.Match{}, matches...)})
	}
	return table(p.out, func(t *tabwriter.Writer) {
		fmt.Fprintln(t, "BYTES\tTERM\tENGLISH\tLEVEL\tSTRENGTH\tARABIC")
		for _, m := range matches {
			fmt.Fprintf(t, "%d-%d\t%s\t%s\t%s\t%s\t%s\n", m.Start, m.End, m.Term, m.English, m.Level, m.Strength, m.Surface)
		}
	})
}

func (p *program) lintCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:     "lint [FILE|FOLDER]",
		Short:   "Check a glossary for faults",
		Example: "  naql glossary lint terms.csv\n  naql glossary lint",
		Args:    maxOneFile,
		RunE: func(c *cobra.Command, args []string) error {
			terms, err := p.terms(c, args)
			if err != nil {
				return err
			}
			return p.lint(terms, output.json())
		},
	}
	output.add(c)
	p.addSettings(c, "glossary")
	return c
}

func (p *program) lint(terms *glossary.Glossary, asJSON bool) error {
	problems := append([]glossary.Problem{}, terms.Lint()...)
	errors := 0
	for _, pr := range problems {
		if pr.Severity == glossary.LintError {
			errors++
		}
	}
	if asJSON {
		if err := printJSON(p.out, problems); err != nil {
			return err
		}
	} else {
		for _, pr := range problems {
			fmt.Fprintln(p.out, problemLine(pr))
		}
		fmt.Fprintf(p.out, "terms: %d, errors: %d, warnings: %d\n", len(terms.Terms()), errors, len(problems)-errors)
	}
	if errors > 0 {
		return failf(exitFailure, "a term with an error may match the wrong text, or none", "the glossary has faults: %d", errors)
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

// terms loads the glossary named by an argument, else the configured one.
func (p *program) terms(c *cobra.Command, args []string) (*glossary.Glossary, error) {
	if len(args) == 1 {
		return glossary.Load(args[0])
	}
	cfg, err := p.config(c)
	if err != nil {
		return nil, err
	}
	return loadGlossary(cfg)
}

func (p *program) listCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:     "list",
		Short:   "Print the terms",
		Example: "  naql glossary list | grep -i hasakah\n  naql glossary list -o json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			terms, err := p.terms(c, nil)
			if err != nil {
				return err
			}
			if output.json() {
				return printJSON(p.out, terms.Terms())
			}
			return table(p.out, func(t *tabwriter.Writer) {
				fmt.Fprintln(t, "ID\tENGLISH\tFIRST\tTYPE\tARABIC")
				for _, m := range terms.Terms() {
					fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", m.ID, m.English, m.First, m.Type, m.Arabic)
				}
			})
		},
	}
	output.add(c)
	p.addSettings(c, "glossary")
	return c
}

func (p *program) exportCommand() *cobra.Command {
	var format string
	var output outputFlag
	c := &cobra.Command{
		Use:     "export",
		Short:   "Write the terms as CSV, TSV or YAML",
		Example: "  naql glossary export > terms.csv\n  naql glossary export --format tsv --glossary old.csv",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !slices.Contains([]string{"csv", "tsv", "yaml"}, format) {
				return failf(exitUsage, "use csv, tsv or yaml", "unknown format %q", format)
			}
			terms, err := p.terms(c, nil)
			if err != nil {
				return err
			}
			if output.json() {
				return printJSON(p.out, terms.Terms())
			}
			return terms.Write(p.out, format)
		},
	}
	output.add(c)
	c.Flags().StringVar(&format, "format", "csv", "csv, tsv or yaml")
	p.addSettings(c, "glossary")
	return c
}
