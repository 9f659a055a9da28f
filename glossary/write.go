package glossary

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Write writes the entries in their order as "csv" (with commas), "tsv" or
// "yaml". What it writes, Load reads back the same. Cells that a spreadsheet
// would run as a formula get an apostrophe in front. It is an error, and
// nothing useful was written, where an entry holds what the format cannot: a |
// inside a list, a tab or line end in TSV.
func (g *Glossary) Write(w io.Writer, format string) error {
	switch format {
	case "csv":
		return g.writeCSV(w)
	case "tsv":
		return g.writeTSV(w)
	case "yaml":
		if err := yaml.NewEncoder(w).Encode(g.terms); err != nil {
			return fmt.Errorf("write glossary: %w", err)
		}
		return nil
	}
	return fmt.Errorf("write glossary: format %q is none of csv, tsv, yaml", format)
}

func (g *Glossary) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	err := g.rows(out.Write)
	out.Flush()
	if err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("write glossary: %w", err)
	}
	return nil
}

// writeTSV quotes only cells that begin with a quotation mark, as its reader
// expects.
func (g *Glossary) writeTSV(w io.Writer) error {
	err := g.rows(func(row []string) error {
		for i, cell := range row {
			if strings.ContainsAny(cell, "\t\r\n") {
				return fmt.Errorf("term %q: %q has a tab or line end, which TSV cannot hold", row[0], cell)
			}
			if strings.HasPrefix(cell, `"`) {
				row[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
		}
		_, err := io.WriteString(w, strings.Join(row, "\t")+"\n")
		return err
	})
	if err != nil {
		return fmt.Errorf("write glossary: %w", err)
	}
	return nil
}

// rows gives the header and every entry to write.
func (g *Glossary) rows(write func([]string) error) error {
	if err := write(slices.Clone(columns)); err != nil {
		return err
	}
	for _, t := range g.terms {
		for _, item := range slices.Concat(t.Variants, t.Later, t.Forbidden) {
			if strings.Contains(item, "|") {
				return fmt.Errorf("term %q: %q holds |, which parts the items of a list", t.ID, item)
			}
		}
		row := make([]string, len(columns))
		for i, name := range columns {
			row[i] = disarmed(t.get(name))
		}
		if err := write(row); err != nil {
			return err
		}
	}
	return nil
}
