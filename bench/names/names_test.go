package main

import (
	"fmt"
	"os"
	"testing"

	"naql/bench/story"
	"naql/glossary"
)

// TestTexts holds the figures on the texts of the folder named by
// NAQL_TESTDATA.
func TestTexts(t *testing.T) {
	folder := os.Getenv("NAQL_TESTDATA")
	if folder == "" {
		t.Skip("NAQL_TESTDATA names no folder with matching-cases.jsonl, entities-anercorp.jsonl and entities-ntrex.jsonl")
	}
	var all table
	if err := all.texts(folder); err != nil {
		t.Fatal(err)
	}
	if all.Missed {
		t.Error("a figure is missed")
	}
}

// TestStory finds every name that the story marks, and cuts no word, whatever
// stands in the list beside the built-in one.
func TestStory(t *testing.T) {
	g, err := glossary.New(termsOf(2_000))
	if err != nil {
		t.Fatal(err)
	}
	words := textOf(story.Arabic)
	matches := g.Find(story.Arabic)
	for _, m := range matches {
		if words.cuts(span{m.Start, m.End}, m.Level == glossary.Inflected) {
			t.Errorf("%s cuts a word", m.Surface)
		}
	}
	for _, want := range story.Names {
		found := false
		for _, m := range matches {
			found = found || m.Start <= want.Start && m.End >= want.End
		}
		if !found {
			t.Errorf("%s at %d is not found", story.Arabic[want.Start:want.End], want.Start)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for _, n := range append(sizes, 0) {
		g, err := glossary.New(termsOf(n))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Find(story.Arabic)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	file, err := write(b.TempDir(), 100_000)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := glossary.Load(file); err != nil {
			b.Fatal(err)
		}
	}
}
