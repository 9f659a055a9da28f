package verify

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"naql/article"
)

// row is a line of the texts under NAQL_TESTDATA.
type row struct {
	ID, Ar, En, Corruption, Detail string
	EnOK                           string `json:"en_ok"`
	EnBad                          string `json:"en_bad"`
	Clean                          bool
	Entities                       []struct{ Ar, En string }
}

// readRows reads a file of the outside texts, or skips the test: their licence
// keeps them out of this repository.
func readRows(t *testing.T, name string) []row {
	t.Helper()
	dir := os.Getenv("NAQL_TESTDATA")
	if dir == "" {
		t.Skip("NAQL_TESTDATA is not set: no outside texts to measure on")
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []row
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var r row
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func severe(ar, en string) []article.Finding {
	segments, findings := Pair(ar, en)
	var out []article.Finding
	for _, f := range append(findings, Check(segments, nil, Style{}).Findings...) {
		if f.Severe() {
			out = append(out, f)
		}
	}
	return out
}

// TestFalseAlarms measures how often correct sentences and articles raise a
// severe finding.
func TestFalseAlarms(t *testing.T) {
	clean, alarms := 0, 0
	for _, r := range readRows(t, "number-pairs.jsonl") {
		found := severe(r.Ar, r.En)
		if !r.Clean {
			t.Logf("known error %s: %d findings", r.ID, len(found))
			continue
		}
		clean++
		if len(found) > 0 {
			alarms++
			for _, f := range found {
				t.Logf("%s %s %s: %s\n%s\n%s", r.ID, f.Check, f.Severity, f.Message, r.Ar, r.En)
			}
		}
	}
	t.Logf("sentences: %d alarms in %d", alarms, clean)
	if float64(alarms) > 0.02*float64(clean) {
		t.Errorf("%d of %d correct sentences raise a severe finding", alarms, clean)
	}
	total, articles := 0, readRows(t, "articles.jsonl")
	for _, r := range articles {
		found := severe(r.Ar, r.En)
		total += len(found)
		segments, _ := Pair(r.Ar, r.En)
		for _, f := range found {
			t.Logf("article %s %s: %s", f.Check, f.Severity, f.Message)
			for _, s := range segments {
				if s.ID == f.Segment {
					t.Logf("%s\n%s", s.Ar, s.En)
				}
			}
		}
	}
	t.Logf("articles: %d severe findings in %d", total, len(articles))
	if float64(total) > 0.5*float64(len(articles)) {
		t.Errorf("%d severe findings in %d articles", total, len(articles))
	}
}

// TestCaught measures which damage to a correct sentence brings a severe
// finding that the sentence did not have before.
func TestCaught(t *testing.T) {
	floor := map[string]float64{
		"changed_digit": 0.95, "scale_changed": 0.9, "decimal_shift": 0.95, "number_added": 0.95, "arabic_left": 1,
		"dropped_number": 0.85, "changed_number_word": 0.85, "percent_dropped": 0.85, "changed_month": 0.9, "changed_weekday": 0.85,
	}
	seen, caught := map[string]int{}, map[string]int{}
	for _, r := range readRows(t, "corruptions.jsonl") {
		seen[r.Corruption]++
		if len(severe(r.Ar, r.EnBad)) > len(severe(r.Ar, r.EnOK)) {
			caught[r.Corruption]++
		} else if floor[r.Corruption] > 0 {
			t.Logf("missed %s %s (%s)\n%s\n%s", r.Corruption, r.ID, r.Detail, r.Ar, r.EnBad)
		}
	}
	for kind, n := range seen {
		rate := float64(caught[kind]) / float64(n)
		t.Logf("%-22s %3d of %3d", kind, caught[kind], n)
		if rate < floor[kind] {
			t.Errorf("%s: %d of %d caught", kind, caught[kind], n)
		}
	}
}
