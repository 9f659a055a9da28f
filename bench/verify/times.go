package main

import (
	"fmt"
	"strings"
	"time"

	"naql/bench/story"
	"naql/glossary"
	"naql/verify"
)

// times prints how long the checks take, alone and with the built-in names.
func (m *measure) times() error {
	var single time.Duration
	words := len(strings.Fields(story.Arabic))
	for _, n := range []int{1, 10, 100} {
		parts := story.Segments(n)
		took := perOp(func() { verify.Check(parts, nil, verify.Style{}) })
		name := fmt.Sprintf("%d words: all checks", words*n)
		if n == 1 {
			single = took
			m.Figure(name, ms(took), "under 1 ms", took < time.Millisecond)
			continue
		}
		times := float64(took) / float64(single)
		m.Figure(name, ms(took), fmt.Sprintf("at most %dx", n*3/2), times <= 1.5*float64(n))
	}
	parts := story.Segments(1)
	mentions := glossary.Starter().Mentions(parts)
	took := perOp(func() { verify.Check(parts, mentions, verify.Style{}) })
	m.Figure(fmt.Sprintf("%d words, %d names: all checks", words, len(mentions)), ms(took), "", true)
	return m.archive()
}

// perOp is the time of one call in the best of many short rounds: other work on
// the machine makes a round slower, never faster. A round is long enough to
// hold its share of the collector's work.
func perOp(f func()) time.Duration {
	best := time.Duration(1 << 62)
	for begun := time.Now(); time.Since(begun) < 4*time.Second; {
		calls, round := 0, time.Now()
		for time.Since(round) < 100*time.Millisecond {
			f()
			calls++
		}
		best = min(best, time.Since(round)/time.Duration(calls))
	}
	return best
}

// archive times naql check over 2,000 pairs of a paragraph each.
func (m *measure) archive() error {
	parts := story.Segments(1)
	var pairs []pair
	for i := range 2000 {
		s := parts[i%len(parts)]
		pairs = append(pairs, pair{Ar: s.Ar, En: s.En})
	}
	started := time.Now()
	if _, err := m.check(pairs); err != nil {
		return err
	}
	took := time.Since(started)
	m.Figure("naql check over 2,000 pairs", fmt.Sprintf("%.2f s", took.Seconds()), "under 2 s", took < 2*time.Second)
	return nil
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d)/1e6) }
