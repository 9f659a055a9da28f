package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress is one line on stderr that says what goes on. It shows only on a
// terminal.
type progress struct {
	mu      sync.Mutex
	w       io.Writer
	started time.Time
	shown   bool
}

func (p *program) progress() *progress {
	pr := &progress{started: time.Now()}
	if terminal(p.err) {
		pr.w = p.err
	}
	return pr
}

// show replaces the line.
func (p *progress) show(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w == nil {
		return
	}
	fmt.Fprintf(p.w, "\r\033[K%4.0fs  %s ", time.Since(p.started).Seconds(), what)
	p.shown = true
}

// clear removes the line, before output or the end.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\033[K")
		p.shown = false
	}
}
