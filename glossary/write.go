package glossary

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// Write writes the entries in their order as "csv" (with commas), "tsv" or
// "yaml". What it writes, Load reads back the same. Cells that a spreadsheet
// would run as a formula get an apostrophe in front. It is an error, and
// nothing was written, where an entry holds what the format cannot: a | inside
// an item of a list in CSV and TSV.
func (g *Glossary) Write(w io.Writer, format string) error {
	var err error
	switch format {
	case "csv":
		out := csv.NewWriter(w)
		if err = g.rows(out.Write); err == nil {
			out.Flush()
			err = out.Error()
		}
	case "tsv":
		err = g.rows(func(row []string) error {
			for i, cell := range row {
				row[i] = tabbed(cell)
			}
			_, err := io.WriteString(w, strings.Join(row, "\t")+"\n")
			return err
		})
	case "yaml":
		err = g.writeYAML(w)
	default:
		err = fmt.Errorf("format %q is none of csv, tsv, yaml", format)
	}
	if err != nil {
		return fmt.Errorf("write glossary: %w", err)
	}
	return nil
}

// tabbed quotes a cell of TSV only where it must: programs differ in whether
// they take the marks off.
func tabbed(cell string) string {
	if strings.HasPrefix(cell, `"`) || strings.ContainsAny(cell, "\t\n") {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}

// rows gives the header and every entry to write.
func (g *Glossary) rows(write func([]string) error) error {
	for _, t := range g.terms {
		for _, item := range slices.Concat(t.Variants, t.Later, t.Forbidden) {
			if strings.Contains(item, "|") {
				return fmt.Errorf("term %q: %q holds |, which parts the items of a list; YAML can hold it", t.ID, item)
			}
		}
	}
	if err := write(slices.Clone(columns)); err != nil {
		return err
	}
	for _, t := range g.terms {
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

// writeYAML writes one entry after the other; libraries leave texts unquoted
// that YAML then reads as something else.
func (g *Glossary) writeYAML(w io.Writer) error {
	out := bufio.NewWriter(w)
	if len(g.terms) == 0 {
		fmt.Fprintln(out, "[]")
	}
	for i := range g.terms {
		t := &g.terms[i]
		fmt.Fprintf(out, "- id: %s\n", yamlText(t.ID))
		for _, name := range columns[1:] {
			list := t.list(name)
			switch value := t.get(name); {
			case value == "":
			case list != nil:
				fmt.Fprintf(out, "  %s:\n", name)
				for _, item := range *list {
					fmt.Fprintf(out, "    - %s\n", yamlText(item))
				}
			case name == "required" || name == "quoted":
				fmt.Fprintf(out, "  %s: %t\n", name, value == "yes")
			default:
				fmt.Fprintf(out, "  %s: %s\n", name, yamlText(value))
			}
		}
	}
	return out.Flush()
}

// yamlText quotes a text unless every YAML reader takes it as it is.
func yamlText(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// yamlWords are those that some YAML reader takes for something else.
var yamlWords = []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"}

// isPlain knows a text that begins and goes on with letters, and holds nothing
// but what names do.
func isPlain(s string) bool {
	for i, r := range s {
		if !unicode.IsLetter(r) && (i == 0 || !unicode.In(r, unicode.Mn, unicode.Nd) && !strings.ContainsRune(" -'.,()/&’", r)) {
			return false
		}
	}
	return s != "" && !strings.HasSuffix(s, " ") && !slices.Contains(yamlWords, strings.ToLower(s))
}
