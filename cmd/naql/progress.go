package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress is one line on stderr that says what goes on and for how long. It
// shows only on a terminal that can replace a line.
type progress struct {
	mu      sync.Mutex
	w       io.Writer
	started time.Time
	what    string // "" while nothing shows
	tick    *time.Timer
}

func (p *program) progress() *progress {
	pr := &progress{started: time.Now()}
	if kind, _ := p.env("TERM"); terminal(p.err) && kind != "dumb" {
		pr.w = p.err
	}
	return pr
}

// show replaces the line, which counts seconds until the next call.
func (p *progress) show(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w == nil {
		return
	}
	if p.tick == nil {
		p.tick = time.AfterFunc(time.Second, p.again)
	}
	p.what = what
	p.print()
}

func (p *progress) again() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.what != "" {
		p.print()
		p.tick.Reset(time.Second)
	}
}

func (p *progress) print() {
	fmt.Fprintf(p.w, "\r\033[K%4.0fs  %s ", time.Since(p.started).Seconds(), p.what)
}

// clear removes the line, before output or the end.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.what != "" {
		fmt.Fprint(p.w, "\r\033[K")
		p.what = ""
		p.tick.Stop()
		p.tick = nil
	}
}
