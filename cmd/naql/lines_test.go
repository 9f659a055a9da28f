package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"naql/glossary"
)

// TestLinesKeepTheirOrder: lines are checked at once, and short ones do not
// pass long ones.
func TestLinesKeepTheirOrder(t *testing.T) {
	var in, want strings.Builder
	for i := range 500 {
		fmt.Fprintf(&in, `{"id":%d,"ar":"%s","en":"ok"}`+"\n", i, strings.Repeat("قتل 56 شخصا. ", i*7919%40))
		fmt.Fprintf(&want, "%d\n", i)
	}
	var out strings.Builder
	p := &program{ctx: context.Background(), in: strings.NewReader(in.String()), out: &out, err: io.Discard}
	if err := p.eachLine("-", func(line []byte) (any, error) {
		var one pair
		if err := one.read(line); err != nil {
			return nil, err
		}
		one.check(rules{terms: glossary.Starter()})
		return one.ID, nil
	}); err != nil {
		t.Fatal(err)
	}
	if out.String() != want.String() {
		t.Errorf("%d lines out of order", strings.Count(out.String(), "\n"))
	}
}

// TestLineIsAnsweredAtOnce: a program that writes one line and waits for its
// answer before the next gets it.
func TestLineIsAnsweredAtOnce(t *testing.T) {
	in, feed := io.Pipe()
	answers, out := io.Pipe()
	p := &program{ctx: context.Background(), in: in, out: out, err: io.Discard}
	done := make(chan error, 1)
	go func() {
		done <- p.eachLine("-", func(line []byte) (any, error) { return string(line), nil })
	}()
	got := make(chan string)
	go func() {
		for s := bufio.NewScanner(answers); s.Scan(); {
			got <- s.Text()
		}
	}()
	for _, line := range []string{"one", "two"} {
		fmt.Fprintln(feed, line)
		select {
		case s := <-got:
			if s != fmt.Sprintf("%q", line) {
				t.Fatalf("%s for %s", s, line)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("no answer")
		}
	}
	feed.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}
