package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	ahocorasick "github.com/petar-dambovaliev/aho-corasick"

	"naql/bench/story"
	"naql/glossary"
)

// result is what a contender took and found. A contender runs in a process of
// its own, which prints it.
type result struct {
	Load, Find  time.Duration // medians
	Heap, Peak  float64       // MB retained, MB of memory at most while loading
	Found, Cuts int           // mentions found, and hits that cut a word
}

// hit is a span that a contender found, and whether its term is a common noun.
type hit struct {
	span
	common bool
}

// contenders by name: each makes a finder of the built-in list and n more
// entries. naql reads them from a file, the others have them.
var contenders = map[string]func(file string, n int) (func(string) []hit, error){
	"naql":         loadGlossary,
	"regexp":       compileRegexp,
	"Aho-Corasick": buildAhoCorasick,
}

func loadGlossary(file string, _ int) (func(string) []hit, error) {
	g, err := glossary.Load(file)
	if err != nil {
		return nil, err
	}
	return func(text string) []hit {
		var out []hit
		for _, m := range g.Find(text) {
			out = append(out, hit{span{m.Start, m.End}, m.Level == glossary.Inflected})
		}
		return out
	}, nil
}

// compileRegexp joins the forms by |, the longest match wins.
func compileRegexp(_ string, n int) (func(string) []hit, error) {
	forms := formsOf(n)
	for i, f := range forms {
		forms[i] = regexp.QuoteMeta(f)
	}
	re, err := regexp.Compile(strings.Join(forms, "|"))
	if err != nil {
		return nil, err
	}
	re.Longest()
	return func(text string) []hit {
		var out []hit
		for _, m := range re.FindAllStringIndex(text, -1) {
			out = append(out, hit{span: span{m[0], m[1]}})
		}
		return out
	}, nil
}

func buildAhoCorasick(_ string, n int) (func(string) []hit, error) {
	builder := ahocorasick.NewAhoCorasickBuilder(ahocorasick.Opts{MatchKind: ahocorasick.LeftMostLongestMatch})
	automaton := builder.Build(formsOf(n))
	return func(text string) []hit {
		var out []hit
		for _, m := range automaton.FindAll(text) {
			out = append(out, hit{span: span{m.Start(), m.End()}})
		}
		return out
	}, nil
}

// termsOf returns the built-in list and n made-up entries.
func termsOf(n int) []glossary.Term { return append(glossary.Starter().Terms(), madeUp(n)...) }

func formsOf(n int) []string {
	var forms []string
	for _, t := range termsOf(n) {
		forms = append(append(forms, t.Arabic), t.Variants...)
	}
	return forms
}

// contend measures a contender in this process and prints the result, first
// when it is loaded: some are killed before they have found anything.
func contend(name, file string, n int) error {
	var r result
	find, err := r.load(func() (func(string) []hit, error) { return contenders[name](file, n) })
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(r); err != nil {
		return err
	}
	r.find(find)
	return out.Encode(r)
}

func (r *result) load(load func() (func(string) []hit, error)) (find func(string) []hit, err error) {
	var before, after runtime.MemStats
	var took []time.Duration
	for began := time.Now(); len(took) == 0 || len(took) < 5 && time.Since(began) < 5*time.Second; {
		find = nil
		runtime.GC()
		runtime.ReadMemStats(&before)
		started := time.Now()
		if find, err = load(); err != nil {
			return nil, err
		}
		took = append(took, time.Since(started))
		if r.Peak == 0 {
			r.Peak = peak()
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	r.Load, r.Heap = median(took), float64(after.HeapAlloc-before.HeapAlloc)/1e6
	return find, nil
}

func (r *result) find(find func(string) []hit) {
	words := textOf(story.Arabic)
	hits := find(story.Arabic)
	for _, m := range story.Names {
		if slices.ContainsFunc(hits, func(h hit) bool { return h.Start <= m.Start && h.End >= m.End }) {
			r.Found++
		}
	}
	for _, h := range hits {
		if words.cuts(h.span, h.common) {
			r.Cuts++
		}
	}
	var took []time.Duration
	for began := time.Now(); len(took) < 3 || len(took) < 1000 && time.Since(began) < 2*time.Second; {
		started := time.Now()
		find(story.Arabic)
		took = append(took, time.Since(started))
	}
	r.Find = median(took)
}

func median(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)/2]
}

// peak is the most memory that this process had, in MB, 0 where the system
// does not say it as Linux does.
func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	size, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	kB, _ := strconv.ParseFloat(size, 64)
	return kB / 1000
}

// measure runs a contender in a process of its own, as long as limit: what it
// has not done by then is zero.
func measure(limit time.Duration, name, file string, n int) (result, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	self, err := os.Executable()
	if err != nil {
		return result{}, err
	}
	out, err := exec.CommandContext(ctx, self, "-contend", name, "-file", file, "-terms", strconv.Itoa(n)).Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && ctx.Err() == nil {
		return result{}, fmt.Errorf("%s with %d: %w: %s", name, n, err, exit.Stderr)
	}
	if err != nil && ctx.Err() == nil {
		return result{}, err
	}
	var r result
	for lines := json.NewDecoder(bytes.NewReader(out)); lines.More(); {
		if err := lines.Decode(&r); err != nil {
			return r, err
		}
	}
	return r, nil
}
