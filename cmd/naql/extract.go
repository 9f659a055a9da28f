package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"naql/article"
)

func (p *program) extractCommand() *cobra.Command {
	var output outputFlag
	c := &cobra.Command{
		Use:   "extract [FILE|-]",
		Short: "Show what the article reader makes of a file",
		Long: `Reads one article and shows what was kept, what was dropped, and by which rule.
No model is asked.`,
		Example: `  naql extract page.txt
  naql extract page.txt -o json | jq .dropped`,
		Args: maxOneFile,
		RunE: func(_ *cobra.Command, args []string) error {
			x, err := p.article(oneFile(args))
			if err != nil {
				fmt.Fprint(p.out, extractText(article.Extraction{Dropped: x.Dropped, Notes: x.Notes}))
				return err
			}
			if output.json() {
				return printJSON(p.out, x)
			}
			_, err = fmt.Fprint(p.out, extractText(x))
			return err
		},
	}
	output.add(c)
	return c
}

// extractText shows an extraction for a person.
func extractText(x article.Extraction) string {
	var b strings.Builder
	for _, f := range []struct{ name, text string }{
		{"headline", x.Headline}, {"subheadline", x.Subheadline}, {"dateline", x.Dateline}, {"byline", x.Byline},
		{"credit", x.Credit}, {"source", x.Source}, {"id", x.ID}, {"version", x.Version}, {"url", x.URL},
		{"published", x.PublishedAt}, {"status", x.Status}, {"embargo", x.Embargo}, {"note", x.Note},
	} {
		if f.text != "" {
			fmt.Fprintf(&b, "%-12s %s\n", f.name, article.Clean(f.text))
		}
	}
	for _, s := range x.Segments() {
		if s.Role == article.RoleBody {
			fmt.Fprintf(&b, "%-12s %s\n", s.ID, s.Ar)
		}
	}
	for _, d := range x.Dropped {
		fmt.Fprintf(&b, "%-12s [%s] %s\n", "dropped", d.Rule, article.Clean(d.Text))
	}
	for _, n := range x.Notes {
		fmt.Fprintf(&b, "%-12s %s\n", "note", n)
	}
	return b.String()
}
