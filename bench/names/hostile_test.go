package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"naql/glossary"
)

// TestHostile searches with glossaries made to be slow. The time grows with the
// text alone: it was minutes where readings doubled with each word.
func TestHostile(t *testing.T) {
	few := []string{"كتاب", "كتابها"}
	for _, c := range []struct {
		name, match, text string
		arabic            func(i int) string
	}{
		{"one word", glossary.MatchName, "محمد ", func(int) string { return "محمد" }},
		{"one first word", glossary.MatchName, "محمد ", func(i int) string { return "محمد " + given[i%len(given)] + fmt.Sprint(i) }},
		{"one word over and over", glossary.MatchName, "محمد ", func(i int) string { return strings.TrimSpace(strings.Repeat("محمد ", 1+i%32)) }},
		{"every reading of every word", glossary.MatchCommon, "كتابها ", func(i int) string {
			var words []string
			for range 16 {
				words = append(words, few[i%len(few)])
				i /= 2
			}
			return strings.Join(words, " ")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var terms []glossary.Term
			for i := range 20_000 {
				terms = append(terms, glossary.Term{ID: fmt.Sprint(i), Arabic: c.arabic(i), English: "X", Match: c.match, Type: glossary.TypeOrg})
			}
			g, err := glossary.New(terms)
			if err != nil {
				t.Fatal(err)
			}
			started := time.Now()
			g.Find(strings.Repeat(c.text, 1_000))
			if took := time.Since(started); took > 3*time.Second {
				t.Errorf("a thousand words took %v", took)
			}
		})
	}
}
