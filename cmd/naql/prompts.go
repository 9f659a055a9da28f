package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"naql/prompts"
)

func (p *program) promptsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "prompts",
		Short: "What the model is told: the templates and their hash",
		Long: `What a model is told stands in templates. Those of a folder that NAQL_PROMPTS
names are used in place of the built-in ones of the same name, and a file that
NAQL_STYLE_SHEET names adds the house's own rules to all of them. The hash of
what is in effect stands in each result's provenance.`,
		Example: "  naql prompts\n  naql prompts export my-prompts && NAQL_PROMPTS=my-prompts naql translate story.txt",
		Args:    cobra.NoArgs,
	}
	var output outputFlag
	c.RunE = func(c *cobra.Command, _ []string) error {
		cfg, err := p.config(c)
		if err != nil {
			return err
		}
		set, err := prompts.Load(cfg.text("prompts"), cfg.text("style-sheet"))
		if err != nil {
			return err
		}
		if output.json() {
			return printJSON(p.out, map[string]any{"hash": set.Hash(), "builtin": set.Hash() == prompts.Default().Hash(), "templates": prompts.Names()})
		}
		what := "built-in"
		if set.Hash() != prompts.Default().Hash() {
			what = "of this house"
		}
		fmt.Fprintf(p.out, "%s (%s)\n", set.Hash(), what)
		for _, name := range prompts.Names() {
			fmt.Fprintln(p.out, name)
		}
		return nil
	}
	output.add(c)
	p.addSettings(c, "model")
	c.AddCommand(&cobra.Command{
		Use:     "export DIR",
		Short:   "Write the built-in templates into a folder",
		Example: "  naql prompts export my-prompts",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := prompts.Export(args[0]); err != nil {
				return err
			}
			_, err := fmt.Fprintf(p.out, "%d templates in %s\n", len(prompts.Names()), args[0])
			return err
		},
	})
	return c
}
