package worker

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"naql/article"
	"naql/glossary"
	"naql/llm/llmfake"
	"naql/queue"
)

// trees tell versions of a glossary apart: in each, every name has another.
var trees = []string{"Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"}

var tree = regexp.MustCompile(strings.Join(trees, "|"))

// treeNames is the version of a tree.
func treeNames(t *testing.T, tree string) *glossary.Glossary {
	t.Helper()
	g, err := glossary.New([]glossary.Term{
		{ID: "spokesman", Arabic: "نيد برايس", English: "Ned " + tree, Type: glossary.TypePerson},
		{ID: "forces", Arabic: "قوات سوريا الديمقراطية", English: tree + " Forces", Type: glossary.TypeOrg},
		{ID: "agency", Arabic: "وكالة الساحل", English: tree + " Agency", Type: glossary.TypeOrg, Scope: glossary.ScopeCredit},
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// grove is a model that writes names as each request tells it to, after it has
// left one out at first, and remembers nothing.
func grove(n int) (llmfake.Script, func(llmfake.Call) llmfake.Fault) {
	var script llmfake.Script
	for i := range n {
		script.Stories = append(script.Stories, llmfake.Story{Segments: []llmfake.Segment{
			{Ar: groveHeadline(i), En: fmt.Sprintf("%d families return to their villages", 1000+i)},
			{Ar: groveBody(i), En: fmt.Sprintf("Spokesman Ned Tree said Thursday that the Tree Forces let %d families return.", 1000+i),
				Draft: fmt.Sprintf("The spokesman said Thursday that the Tree Forces let %d families return.", 1000+i)},
		}})
	}
	return script, func(c llmfake.Call) llmfake.Fault {
		return func(r *llmfake.Reply) {
			told := tree.FindString(string(c.Body))
			for i, s := range r.Segments {
				r.Segments[i].Text = strings.ReplaceAll(s.Text, "Tree", told)
			}
			if c.Step == "summary" {
				r.Bullets = nil
				for _, s := range c.Segments {
					r.Bullets = append(r.Bullets, llmfake.Bullet{Text: s.Text, Cites: []string{s.ID}})
				}
			}
		}
	}
}

func groveHeadline(i int) string {
	return fmt.Sprintf("عودة %d عائلة إلى قراها", 1000+i)
}

func groveBody(i int) string {
	return fmt.Sprintf("قال المتحدث نيد برايس الخميس إن قوات سوريا الديمقراطية سمحت بعودة %d عائلة.", 1000+i)
}

// TestGlossaryChangesUnderWork: versions are published while a hundred
// articles are in hand. Each result, and each request that was sent for it, is
// of the one version that it names.
func TestGlossaryChangesUnderWork(t *testing.T) {
	const inHand, later = 100, 60
	script, answer := grove(inHand + later)
	arrived, goOn := make(chan string, inHand+later), make(chan struct{})
	b := newBench(t, nil, nil)
	b.fake, b.Endpoints[0].Model = newFake(t, script, time.Minute, func(c llmfake.Call) llmfake.Fault {
		if c.Step == "translate" {
			arrived <- c.Article
			<-goOn
		}
		time.Sleep(10 * time.Millisecond)
		return answer(c)
	})
	b.Slots = inHand
	l := newLineWith(t, b, 10*time.Second, treeNames(t, "Alder"))
	submit := func(i int) uint64 {
		return l.submit(t, fmt.Sprint("g", i), func(a *article.Article) {
			a.Headline, a.Body, a.Credit = groveHeadline(i), groveBody(i), "وكالة الساحل"
		})
	}
	var sequences []uint64
	for i := range inHand {
		sequences = append(sequences, submit(i))
	}
	for range inHand {
		<-arrived
	}
	publish(t, l.Queue, treeNames(t, "Birch"))
	close(goOn)

	var importing sync.WaitGroup
	importing.Go(func() {
		for _, tree := range trees[2:] {
			time.Sleep(150 * time.Millisecond)
			publish(t, l.Queue, treeNames(t, tree))
		}
	})
	for i := range later {
		sequences = append(sequences, submit(inHand+i))
		time.Sleep(5 * time.Millisecond)
	}
	importing.Wait()
	last := submit(0) // the content of the first, which is done
	calls := map[string][]llmfake.Call{}
	seen := map[string]int{}
	var results []article.Result
	for _, seq := range sequences {
		results = append(results, *l.await(t, seq).Result)
	}
	for _, c := range b.fake.Calls() {
		calls[c.Article] = append(calls[c.Article], c)
	}
	for i, r := range results {
		seen[checkVersion(t, r, calls[r.ID])]++
		if i < inHand && r.Provenance.Glossary != treeNames(t, "Alder").Hash() {
			t.Errorf("article %d was in hand before the import and names %s", i, r.Provenance.Glossary)
		}
	}
	t.Logf("results by version: %v", seen)
	if seen["Alder"] < inHand || len(seen) < 2 {
		t.Errorf("results by version: %v; want %d of the first, and later ones", seen, inHand)
	}
	if r := l.await(t, last).Result; r.Revision != 1 {
		t.Errorf("revision %d: the same content was done again", r.Revision)
	}
	r := l.await(t, l.submit(t, "after", func(a *article.Article) { a.Headline, a.Body = groveHeadline(0), groveBody(0) })).Result
	if r.Provenance.Glossary != treeNames(t, "Fir").Hash() {
		t.Errorf("an article sent after the last import names %s", r.Provenance.Glossary)
	}
}

// checkVersion wants everything of one version in the result and in the calls
// for it, and returns its tree.
func checkVersion(t *testing.T, r article.Result, calls []llmfake.Call) string {
	t.Helper()
	i := slices.IndexFunc(trees, func(tree string) bool { return treeNames(t, tree).Hash() == r.Provenance.Glossary })
	if i < 0 {
		t.Errorf("%s names version %s, which nobody published", r.ID, r.Provenance.Glossary)
		return ""
	}
	want := trees[i]
	said := map[string]string{"credit": r.Credit, "text": r.Text()}
	for _, u := range r.Terms {
		said["term "+u.Term] = u.En
		if !u.Kept {
			t.Errorf("%s: %s is not kept", r.ID, u.Term)
		}
	}
	for _, c := range calls {
		said[fmt.Sprint("call ", c.N, " ", c.Step)] = string(c.Body)
	}
	if len(r.Terms) != 2 || len(calls) < 3 || r.State != article.StateClean {
		t.Errorf("%s: %d terms, %d calls, %s; want 2, at least 3, clean", r.ID, len(r.Terms), len(calls), r.State)
	}
	for where, text := range said {
		found := tree.FindAllString(text, -1)
		if len(found) == 0 || slices.ContainsFunc(found, func(f string) bool { return f != want }) {
			t.Errorf("%s is of version %s, its %s says %v", r.ID, want, where, found)
		}
	}
	return want
}

func publish(t *testing.T, q *queue.Queue, g *glossary.Glossary) {
	t.Helper()
	after, err := q.CurrentGlossary(context.Background())
	if err != nil && !errors.Is(err, queue.ErrNoGlossary) {
		t.Error(err)
		return
	}
	if _, err := q.PublishGlossary(context.Background(), g, queue.Imprint{}, after); err != nil {
		t.Error(err)
	}
}
