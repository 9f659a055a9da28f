package article

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the want files of testdata/pages anew")

// TestPages reads each page of testdata/pages and compares what became of
// every line with the want file beside it.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			page := archive.Files[0]
			contentType := map[string]string{"page": "text/plain", "page.html": "text/html"}[page.Name]
			x, err := Read(page.Data, contentType)
			if err != nil {
				t.Fatal(err)
			}
			got := describe(x)
			if *update {
				archive.Files = []txtar.File{page, {Name: "want", Data: []byte(got)}}
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if contentType == "text/plain" {
				checkNothingLost(t, page.Data, x)
			}
		})
	}
}

// describe lists the fields, the start of each paragraph, then what was
// dropped and noted.
func describe(x Extraction) string {
	var b bytes.Buffer
	for _, f := range []struct{ name, text string }{
		{"headline", x.Headline}, {"subheadline", x.Subheadline}, {"byline", x.Byline},
		{"dateline", x.Dateline}, {"credit", x.Credit}, {"published_at", x.PublishedAt},
	} {
		if f.text != "" {
			fmt.Fprintf(&b, "%s: %s\n", f.name, f.text)
		}
	}
	for i, p := range Paragraphs(x.Body) {
		fmt.Fprintf(&b, "p%d: %s\n", i+1, start(p, 6))
	}
	for _, d := range x.Dropped {
		fmt.Fprintf(&b, "dropped by %s: %s\n", d.Rule, start(d.Text, 6))
	}
	for _, n := range x.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	return b.String()
}

func start(text string, words int) string {
	if f := strings.Fields(text); len(f) > words {
		return strings.Join(f[:words], " ") + " …"
	}
	return text
}

// checkNothingLost fails unless every line that is not blank is in a field or
// in Dropped.
func checkNothingLost(t interface {
	Helper()
	Errorf(string, ...any)
}, page []byte, x Extraction) {
	t.Helper()
	have := map[string]int{}
	for _, text := range append(Paragraphs(x.Body), x.Headline, x.Subheadline, x.Byline, x.Credit) {
		have[text]++
	}
	have[strings.TrimRight(x.Dateline, datelineEnd)]++
	for _, d := range x.Dropped {
		have[d.Text]++
	}
	lines, _ := unwrap(strings.Split(lineEnds.Replace(strings.TrimPrefix(string(page), "\ufeff")), "\n"))
	for _, line := range lines {
		text := Clean(line)
		if text == "" {
			continue
		}
		if have[text] == 0 {
			text = strings.TrimRight(text, datelineEnd)
		}
		if have[text] == 0 {
			t.Errorf("line is neither kept nor dropped: %q", line)
		}
		have[text]--
	}
}

// TestSeedPage reads a whole outside page pasted as text, where one is
// at hand.
func TestSeedPage(t *testing.T) {
	folder := os.Getenv("NAQL_TESTDATA")
	if folder == "" {
		t.Skip("NAQL_TESTDATA names no folder of outside texts")
	}
	data, err := os.ReadFile(filepath.Join(folder, "..", "samples", "seed.txt"))
	if err != nil {
		t.Skip(err)
	}
	x, err := Read(data, "")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(Paragraphs(x.Body)); n != 14 {
		t.Errorf("body has %d paragraphs, want 14", n)
	}
	if x.Headline == "" || x.Subheadline == "" || x.PublishedAt != "" {
		t.Errorf("headline %q, subheadline %q, published_at %q", x.Headline, x.Subheadline, x.PublishedAt)
	}
	if !strings.Contains(x.Dateline, "أربيل") || x.Credit != "الشرق الاوسط" {
		t.Errorf("dateline %q, credit %q", x.Dateline, x.Credit)
	}
	all := fmt.Sprint(x.Article)
	for _, chrome := range []string{"°C", "11:15", "التعليقات", "الرد كضيف", "إشعارات", "ابق على اطلاع"} {
		if strings.Contains(all, chrome) {
			t.Errorf("%q is in the article", chrome)
		}
	}
	checkNothingLost(t, data, x)
}

// TestPlainStoriesStayWhole reads outside stories that have no chrome: no
// line of theirs may be dropped, with or without blank lines.
func TestPlainStoriesStayWhole(t *testing.T) {
	folder := os.Getenv("NAQL_TESTDATA")
	if folder == "" {
		t.Skip("NAQL_TESTDATA names no folder of outside texts")
	}
	data, err := os.ReadFile(filepath.Join(folder, "articles.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(data) {
		story := decodeStory(t, line)
		for _, text := range []string{story, strings.ReplaceAll(story, "\n\n", "\n")} {
			x, err := Read([]byte(text), "text/plain")
			if err != nil {
				t.Fatal(err)
			}
			if len(x.Dropped) > 0 {
				t.Errorf("dropped %+v", x.Dropped)
			}
		}
	}
}
