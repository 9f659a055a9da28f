package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// outputFlag is -o, with --json as its short cut.
type outputFlag struct {
	format   string
	jsonFlag bool
}

// add gives the command -o text|json and --json.
func (f *outputFlag) add(c *cobra.Command) {
	c.Flags().StringVarP(&f.format, "output", "o", "text", "text or json")
	c.Flags().BoolVar(&f.jsonFlag, "json", false, "the same as -o json")
	run := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if f.format != "text" && f.format != "json" {
			return failf(exitUsage, "use -o text or -o json", "unknown output format %q", f.format)
		}
		return run(c, args)
	}
}

// addJSONFlag takes -o json and --json on a command that prints JSON anyway.
func addJSONFlag(c *cobra.Command) {
	var format string
	c.Flags().StringVarP(&format, "output", "o", "json", "json, the only form")
	c.Flags().Bool("json", true, "the same as -o json")
	run := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if format != "json" {
			return failf(exitUsage, "leave -o out, or see --help for other forms", "%s prints JSON only", c.CommandPath())
		}
		return run(c, args)
	}
}

func (f *outputFlag) json() bool { return f.jsonFlag || f.format == "json" }

// printJSON writes v indented, with Arabic and <> as they are.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// printLine writes v as one JSON line.
func printLine(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// table aligns columns; cells are separated by tabs.
func table(w io.Writer, rows func(*tabwriter.Writer)) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	rows(t)
	return t.Flush()
}

// terminal reports whether w is one a person looks at.
func terminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// printConfig never prints a secret: only whether there is one.
func (p *program) printConfig(cfg Config, asJSON bool) error {
	type row struct {
		Name   string `json:"name"`
		Env    string `json:"env,omitempty"`
		Value  string `json:"value"`
		Origin string `json:"origin"`
	}
	var rows []row
	for _, s := range settings[1:] {
		v := cfg.values[s.name]
		if s.secret && v.text != "" {
			v.text = "(set)"
		}
		if s.name == "nats" || s.name == "base-url" || s.name == "nats-socks-proxy" {
			v.text = withoutSecrets(v.text)
		}
		rows = append(rows, row{s.name, s.env, v.text, v.origin})
	}
	if len(cfg.endpoints) > 0 {
		var names []string
		for _, e := range cfg.line() {
			names = append(names, e.Name)
		}
		rows = append(rows, row{"endpoints", "", strings.Join(names, ", "), cfg.path})
	}
	if asJSON {
		return printJSON(p.out, rows)
	}
	return table(p.out, func(t *tabwriter.Writer) {
		fmt.Fprintln(t, "SETTING\tVALUE\tFROM\tENVIRONMENT")
		for _, r := range rows {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", r.Name, r.Value, r.Origin, r.Env)
		}
	})
}
