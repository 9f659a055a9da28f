// Command names prints the figures of the glossary beside what is wanted of
// them: what it finds in the texts of the folder named by NAQL_TESTDATA, and
// what a hundred thousand entries cost, beside a regular expression and an
// Aho-Corasick automaton of the same entries. Its exit status is 1 where a
// figure is missed.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"naql/bench/figures"
	"naql/bench/story"
	"naql/glossary"
)

func main() {
	contender := flag.String("contend", "", "measure one contender and print the result as JSON")
	file := flag.String("file", "", "the glossary file for -contend")
	terms := flag.Int("terms", 0, "made-up entries for -contend")
	limit := flag.Duration("limit", 40*time.Second, "time for each contender")
	flag.Parse()
	if *contender != "" {
		if err := contend(*contender, *file, *terms); err != nil {
			log.Fatal(err)
		}
		return
	}
	var t table
	if err := t.texts(os.Getenv("NAQL_TESTDATA")); err != nil {
		log.Fatal(err)
	}
	if err := t.sizes(*limit); err != nil {
		log.Fatal(err)
	}
	if t.Missed {
		os.Exit(1)
	}
}

// table is one run over all figures.
type table struct{ figures.Table }

// texts prints what is found in the texts of the folder.
func (t *table) texts(folder string) error {
	if folder == "" {
		fmt.Println("Left out: cases and sentences. NAQL_TESTDATA names the folder that holds matching-cases.jsonl,\nentities-anercorp.jsonl and entities-ntrex.jsonl.")
		return nil
	}
	cases, err := matchingCases(folder)
	if err != nil {
		return err
	}
	glued, err := proclitics(folder)
	if err != nil {
		return err
	}
	found, inside, err := located(folder)
	if err != nil {
		return err
	}
	percent := func(s score) string { return fmt.Sprintf("%.1f %%", s.share()) }
	t.Figure("matching cases right", fmt.Sprintf("%d/%d", cases.right, cases.of), "all", cases.right == cases.of, cases.wrong...)
	t.Figure(fmt.Sprintf("ANERcorp: of %d names with a proclitic, found", glued.of), percent(glued), "99 %", glued.share() >= 99, glued.wrong...)
	t.Figure(fmt.Sprintf("NTREX: of %d names, found", found.of), percent(found), "98 %", found.share() >= 98, found.wrong...)
	t.Figure("NTREX: matches that cut a word", fmt.Sprint(len(inside)), "0", len(inside) == 0, inside...)
	return nil
}

var sizes = []int{1_000, 100_000}

// sizes prints what the built-in list and made-up entries cost.
func (t *table) sizes(limit time.Duration) error {
	folder, err := os.MkdirTemp("", "naql-names-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Printf("\nThe built-in list and made-up entries; a story of %d words with %d names:\n", len(strings.Fields(story.Arabic)), len(story.Names))
	fmt.Printf("%-13s %8s %10s %9s %9s %10s %7s %6s\n", "", "entries", "load ms", "heap MB", "peak MB", "find ms", "found", "cut")
	var naql []result
	for _, n := range sizes {
		file, err := write(folder, n)
		if err != nil {
			return err
		}
		for _, name := range []string{"naql", "regexp", "Aho-Corasick"} {
			r, err := measure(limit, name, file, n)
			if err != nil {
				return err
			}
			r.print(name, n, limit)
			if name == "naql" {
				naql = append(naql, r)
			}
		}
	}
	small, large := naql[0], naql[1]
	fmt.Println("cut: hits that begin or end inside a word, other than by a proclitic or the ending of a noun")
	fmt.Println()
	t.Figure("100,000 entries: loaded", fmt.Sprintf("%.2f s", large.Load.Seconds()), "under 1 s", 0 < large.Load && large.Load < time.Second)
	t.Figure("100,000 entries: heap", fmt.Sprintf("%.0f MB", large.Heap), "under 150 MB", 0 < large.Heap && large.Heap < 150)
	t.Figure("100,000 entries: Find on the story", ms(large.Find), "under 1 ms", 0 < large.Find && large.Find < time.Millisecond)
	t.Figure("100,000 entries: Find beside that of 1,000", fmt.Sprintf("%.1f times", float64(large.Find)/float64(small.Find)), "at most 2", large.Find <= 2*small.Find)
	t.Figure("names of the story found", fmt.Sprintf("%d/%d", large.Found, len(story.Names)), "all", large.Found == len(story.Names))
	t.Figure("matches in the story that cut a word", fmt.Sprint(large.Cuts), "0", large.Cuts == 0)
	return nil
}

func write(folder string, n int) (string, error) {
	g, err := glossary.New(termsOf(n))
	if err != nil {
		return "", err
	}
	f, err := os.Create(filepath.Join(folder, fmt.Sprintf("%d.csv", n)))
	if err != nil {
		return "", err
	}
	defer f.Close()
	return f.Name(), g.Write(f, "csv")
}

func (r result) print(name string, n int, limit time.Duration) {
	fmt.Printf("%-13s %8d ", name, n)
	if r.Load > 0 {
		fmt.Printf("%10.1f %9.1f %9.0f ", float64(r.Load)/1e6, r.Heap, r.Peak)
	}
	if r.Find == 0 {
		fmt.Printf("  stopped after %v\n", limit)
		return
	}
	fmt.Printf("%10.3f %4d/%d %6d\n", float64(r.Find)/1e6, r.Found, len(story.Names), r.Cuts)
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d)/1e6) }
