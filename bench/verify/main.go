// Command verify prints the figures of the checks beside what is wanted of
// them: what they say of the correct and of the damaged texts in the folder
// named by NAQL_TESTDATA, without a glossary, and how long they take. Its exit
// status is 1 where a figure is missed.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"naql/bench/figures"
)

func main() {
	naql := flag.String("naql", "bin/naql", "the program to measure")
	verbose := flag.Bool("v", false, "list each false alarm and each damage that was not seen")
	flag.Parse()
	m := measure{naql: *naql, verbose: *verbose}
	if err := m.run(os.Getenv("NAQL_TESTDATA")); err != nil {
		log.Fatal(err)
	}
	if m.Missed {
		os.Exit(1)
	}
}

// measure is one run over all figures.
type measure struct {
	figures.Table
	naql    string
	verbose bool
}

func (m *measure) run(folder string) error {
	if folder == "" {
		fmt.Println("Left out: texts. NAQL_TESTDATA names the folder that holds number-pairs.jsonl, articles.jsonl and corruptions.jsonl.")
	} else if err := m.texts(folder); err != nil {
		return err
	}
	return m.times()
}

func (m *measure) texts(folder string) error {
	for _, part := range []func(string) error{m.falseAlarms, m.articles, m.otherText, m.damage} {
		if err := part(folder); err != nil {
			return err
		}
	}
	return nil
}

// said lists lines only where they were asked for.
func (m *measure) said(lines []string) []string {
	if m.verbose {
		return lines
	}
	return nil
}

func percent(n, of int) string {
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(max(of, 1)))
}
