package glossary

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMatchingCases runs the hand-written matching cases of the folder named
// by NAQL_TESTDATA.
func TestMatchingCases(t *testing.T) {
	dir := os.Getenv("NAQL_TESTDATA")
	if dir == "" {
		t.Skip("NAQL_TESTDATA names no folder with matching-cases.jsonl")
	}
	f, err := os.Open(filepath.Join(dir, "matching-cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var c struct {
			ID, Text, Term, Level, Why string
			TermType                   string `json:"term_type"`
			ShouldMatch                bool   `json:"should_match"`
			Needs                      string
			Span                       struct {
				Start int `json:"byte_start"`
				End   int `json:"byte_end"`
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		match := c.TermType
		if strings.Contains(c.Needs, "generator") && match == MatchName {
			match = MatchForeign
		}
		g, err := New([]Term{{ID: "x", Arabic: c.Term, English: "X", Type: TypeOrg, Match: match}})
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		var enforced []Match
		for _, m := range g.Find(c.Text) {
			if m.Strength == Enforce {
				enforced = append(enforced, m)
			}
		}
		switch {
		case !c.ShouldMatch && len(enforced) > 0:
			t.Errorf("%s: %s in %q: matched %v: %s", c.ID, c.Term, c.Text, enforced, c.Why)
		case c.ShouldMatch && (len(enforced) != 1 || enforced[0].Start != c.Span.Start || enforced[0].End != c.Span.End):
			t.Errorf("%s: %s in %q: got %v, want %d-%d: %s", c.ID, c.Term, c.Text, g.Find(c.Text), c.Span.Start, c.Span.End, c.Why)
		}
	}
}
