package main

import (
	"os"
	"testing"
)

// TestTexts holds the figures on the texts of the folder named by
// NAQL_TESTDATA.
func TestTexts(t *testing.T) {
	folder := os.Getenv("NAQL_TESTDATA")
	if folder == "" {
		t.Skip("NAQL_TESTDATA names no folder with number-pairs.jsonl, articles.jsonl and corruptions.jsonl")
	}
	m := measure{verbose: true}
	if err := m.texts(folder); err != nil {
		t.Fatal(err)
	}
	if m.Missed {
		t.Error("a figure is missed")
	}
}
