package faults

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// proxy stands between a worker and the broker and reads their protocol, so
// that it can hold, drop or cut at a named publish.
type proxy struct {
	to       string
	listener net.Listener

	mu    sync.Mutex
	on    func(p published) verdict
	acks  map[string]bool  // reply subjects whose messages are dropped
	cuts  [2]chan struct{} // up and down; not nil: nothing passes until it is closed
	late  time.Duration    // of every message
	conns map[net.Conn]bool
}

// published is a PUB or HPUB of the worker.
type published struct {
	subject string
	data    []byte
}

// verdict is what becomes of a publish.
type verdict int

const (
	pass     verdict = iota
	hold             // it never arrives, nor does what comes after it
	dropAck          // it arrives, its answer does not
	holdAcks         // it arrives, no answer does from then on
	reset            // half of it arrives, then the connection breaks
)

func newProxy(t *testing.T, to string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{to: to, listener: l, acks: map[string]bool{}, conns: map[net.Conn]bool{}}
	t.Cleanup(p.close)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p
}

func (p *proxy) address() string { return p.listener.Addr().String() }

func (p *proxy) close() {
	p.listener.Close()
	p.heal()
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		c.Close()
	}
}

// at sets what becomes of publishes from now on; nil lets them pass.
func (p *proxy) at(on func(published) verdict) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.on = on
}

// The ways through a proxy.
const (
	up   = iota // from the worker to the broker
	down        // back
)

// partition lets nothing through, either way, until heal.
func (p *proxy) partition() {
	p.mute()
	p.deafen()
}

// mute lets nothing through to the broker until heal.
func (p *proxy) mute() { p.stop(up) }

// deafen lets nothing through to the worker until heal.
func (p *proxy) deafen() { p.stop(down) }

func (p *proxy) stop(way int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cuts[way] == nil {
		p.cuts[way] = make(chan struct{})
	}
}

func (p *proxy) heal() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for way, cut := range p.cuts {
		if cut != nil {
			close(cut)
			p.cuts[way] = nil
		}
	}
}

// delay makes every message of later connections late.
func (p *proxy) delay(late time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.late = late
}

// wait lets a message go its way.
func (p *proxy) wait(way int) {
	p.mu.Lock()
	cut := p.cuts[way]
	p.mu.Unlock()
	if cut != nil {
		<-cut
	}
}

// lagging returns a writer whose writes arrive late, and in order. It ends when
// ended is closed.
func (p *proxy) lagging(to net.Conn, ended <-chan struct{}) io.Writer {
	p.mu.Lock()
	late := p.late
	p.mu.Unlock()
	if late == 0 {
		return to
	}
	l := lag{late, make(chan lagged, 1<<12)}
	go func() {
		for {
			select {
			case m := <-l.queue:
				time.Sleep(time.Until(m.due))
				_, _ = to.Write(m.data)
			case <-ended:
				return
			}
		}
	}()
	return l
}

type lag struct {
	late  time.Duration
	queue chan lagged
}

type lagged struct {
	due  time.Time
	data []byte
}

func (l lag) Write(data []byte) (int, error) {
	l.queue <- lagged{time.Now().Add(l.late), data}
	return len(data), nil
}

func (p *proxy) serve(client net.Conn) {
	defer client.Close()
	p.wait(up)
	broker, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer broker.Close()
	p.mu.Lock()
	p.conns[client], p.conns[broker] = true, true
	p.mu.Unlock()
	var held sync.Once
	blocked := make(chan struct{})
	done, ended := make(chan struct{}, 2), make(chan struct{})
	defer close(ended)
	toBroker, toClient := p.lagging(broker, ended), p.lagging(client, ended)
	go func() {
		p.upward(client, toBroker, broker, func() { held.Do(func() { close(blocked) }) })
		done <- struct{}{}
	}()
	go func() {
		p.downward(broker, toClient, blocked)
		done <- struct{}{}
	}()
	<-done
}

// readFrame reads a line of the protocol; for the verbs, the words of the line
// and the data behind it as well.
func readFrame(in *bufio.Reader, verbs ...string) (frame []byte, words []string, data []byte, err error) {
	frame, err = in.ReadBytes('\n')
	if err != nil {
		return nil, nil, nil, err
	}
	if words = strings.Fields(string(frame)); len(words) < 3 || !slices.Contains(verbs, words[0]) {
		return frame, nil, nil, nil
	}
	size, err := strconv.Atoi(words[len(words)-1])
	if err != nil {
		return nil, nil, nil, err
	}
	data = make([]byte, size+2)
	_, err = io.ReadFull(in, data)
	return append(frame, data...), words, data, err
}

// upward passes what the worker sends.
func (p *proxy) upward(from net.Conn, to io.Writer, broker net.Conn, holdAcks_ func()) {
	in := bufio.NewReaderSize(from, 1<<16)
	for {
		frame, words, data, err := readFrame(in, "PUB", "HPUB")
		if err != nil {
			return
		}
		v := pass
		if words != nil {
			v = p.judge(published{words[1], data}, words)
		}
		p.wait(up)
		switch v {
		case hold:
			_, _ = io.Copy(io.Discard, in) // until somebody ends
			return
		case reset:
			_, _ = to.Write(frame[:len(frame)/2])
			broker.Close()
			return
		case holdAcks:
			holdAcks_()
		}
		if _, err := to.Write(frame); err != nil {
			return
		}
	}
}

func (p *proxy) judge(pub published, words []string) verdict {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.on == nil {
		return pass
	}
	v := p.on(pub)
	withReply := map[string]int{"PUB": 4, "HPUB": 5}
	if v == dropAck && len(words) == withReply[words[0]] {
		p.acks[words[2]] = true
	}
	return v
}

// downward passes what the broker sends, until blocked is closed.
func (p *proxy) downward(from net.Conn, to io.Writer, blocked <-chan struct{}) {
	in := bufio.NewReaderSize(from, 1<<16)
	for {
		frame, words, _, err := readFrame(in, "MSG", "HMSG")
		if err != nil {
			return
		}
		if words != nil && p.dropped(words[1]) {
			continue
		}
		p.wait(down)
		select {
		case <-blocked:
			_, _ = io.Copy(io.Discard, in)
			return
		default:
		}
		if _, err := to.Write(frame); err != nil {
			return
		}
	}
}

func (p *proxy) dropped(subject string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.acks[subject]
}

// once makes a verdict for the nth publish under a prefix, and tells when it
// comes.
func once(prefix string, nth int, v verdict) (on func(published) verdict, seen <-chan struct{}) {
	told := make(chan struct{})
	n := 0
	return func(p published) verdict {
		if !strings.HasPrefix(p.subject, prefix) {
			return pass
		}
		if n++; n != nth {
			return pass
		}
		close(told)
		return v
	}, told
}

// await fails unless the channel is closed in time.
func await(t *testing.T, what string, told <-chan struct{}) {
	t.Helper()
	select {
	case <-told:
	case <-time.After(30 * time.Second):
		t.Fatal(fmt.Sprint("not within 30 s: ", what))
	}
}
