package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
	"naql/queue"
)

// world is one scenario's broker, model, workers and inputs.
type world struct {
	*testing.T
	ctx    context.Context
	random *rand.Rand
	model  *model
	broker *broker
	row    row

	nc      *nats.Conn
	q       *queue.Queue
	workers []*process
	inputs  []input
	allowed int           // calls of one key; 0 is the bound of the program
	login   func() string // the address with its login; nil where the broker asks for none
}

// input is one that the broker has confirmed.
type input struct {
	article.Article
	body []byte
	kill bool
}

const source = "wire"

// ackWait of the workers, unless a scenario says otherwise.
const ackWait = 2 * time.Second

// open connects to the broker, as a publisher and an observer.
func (w *world) open() *queue.Queue {
	w.Helper()
	if w.q != nil {
		return w.q
	}
	quiet := slog.New(slog.DiscardHandler)
	var err error
	w.nc = w.connect()
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		if w.q, err = queue.Open(w.ctx, w.nc, queue.Config{AckWait: ackWait, Log: quiet}); err == nil {
			return w.q
		}
		if time.Since(began) > 20*time.Second {
			w.Fatal(err)
		}
	}
}

// connect returns a connection of its own.
func (w *world) connect() *nats.Conn {
	w.Helper()
	url := "nats://" + w.broker.address()
	if w.login != nil {
		url = w.login()
	}
	nc, err := queue.Connect(url, "observer", slog.New(slog.DiscardHandler))
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(nc.Close)
	return nc
}

// reopen connects anew: the login of naql serve is another after each start.
func (w *world) reopen() {
	w.Helper()
	w.q = nil
	w.open()
}

// loginOf reads the address that a naql serve has left for commands.
func loginOf(t *testing.T, data string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(data, "serve.json"))
	var served struct {
		NATS string `json:"nats_url"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &served)
	}
	if err != nil {
		t.Fatal(err)
	}
	return served.NATS
}

func aid(id string) string { return article.Article{Source: source, ID: id}.AID() }

// story is the version of an article; its number tells it from all others.
func story(id string, version int, number int) article.Article {
	return article.Article{Source: source, ID: id, Version: fmt.Sprint(version), Body: sentence(number) + "\n\n" + sentence(number+500_000)}
}

// publish puts an article on the queue, over and over until it is confirmed.
func (w *world) publish(lane string, a article.Article) {
	w.Helper()
	raw, err := json.Marshal(map[string]string{"id": a.ID, "version": a.Version, "body": a.Body, "status": a.Status})
	if err != nil {
		w.Fatal(err)
	}
	q := w.open()
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		_, err := q.Submit(w.ctx, lane, source, raw, nats.Header{"Content-Type": {"application/json"}})
		if err == nil {
			break
		}
		if time.Since(began) > time.Minute {
			w.Fatal(err)
		}
	}
	w.inputs = append(w.inputs, input{a, raw, a.Status == article.Canceled})
}

// stories publishes n articles of one version each.
func (w *world) stories(lane, id string, n int) {
	w.Helper()
	for i := range n {
		w.publish(lane, story(fmt.Sprintf("%s%d", id, i), 1, len(w.inputs)+1))
	}
}

// process is a naql of its own.
type process struct {
	*testing.T
	cmd *exec.Cmd
	log *lines
	web string

	ended chan struct{}
	err   error
}

// lines keeps what a process says.
type lines struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(b)
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.String()
}

// worker starts naql worker against an address; env adds settings.
func (w *world) worker(address string, env ...string) *process {
	w.Helper()
	return w.naql([]string{"worker"}, append([]string{"NATS_URL=nats://" + address}, env...)...)
}

func (w *world) naql(args []string, env ...string) *process {
	w.Helper()
	listen := fmt.Sprintf("127.0.0.1:%d", freePort(w.T))
	p := &process{T: w.T, cmd: exec.Command(naql, args...), log: &lines{}, web: "http://" + listen, ended: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), "OPENAI_API_KEY=k", "OPENAI_BASE_URL="+w.model.url, "NAQL_PROFILE=generic", "NAQL_REPLY=json", "NAQL_GLOSSARY=none",
		"NAQL_LISTEN="+listen, "NAQL_ACK_WAIT="+ackWait.String(), "NAQL_LOG=info", "HOME="+w.TempDir())
	p.cmd.Env = append(p.cmd.Env, env...)
	p.cmd.Stdout, p.cmd.Stderr = io.Discard, p.log
	if err := p.cmd.Start(); err != nil {
		w.Fatal(err)
	}
	w.workers = append(w.workers, p)
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	w.Cleanup(func() {
		p.kill()
		if w.Failed() {
			w.Logf("log of %s:\n%s", strings.Join(args, " "), tail(p.log.text(), 6000))
		}
	})
	return p
}

// A process that is done with its work has few files and connections open,
// those kept for the model's next calls included, and little memory.
const (
	fewFiles     = 120
	littleMemory = 150 << 20
)

// modest checks that a process that still runs has given back what it took.
func (p *process) modest() {
	p.Helper()
	proc := fmt.Sprintf("/proc/%d/", p.cmd.Process.Pid)
	files, err := os.ReadDir(proc + "fd")
	if p.over() || err != nil { // another system has no such folder
		return
	}
	if len(files) > fewFiles {
		p.Errorf("%d files open, want at most %d", len(files), fewFiles)
	}
	var size, resident int
	if raw, err := os.ReadFile(proc + "statm"); err == nil {
		_, _ = fmt.Sscan(string(raw), &size, &resident)
	}
	if resident *= os.Getpagesize(); resident > littleMemory {
		p.Errorf("%d MB in use, want at most %d", resident>>20, littleMemory>>20)
	}
}

func tail(s string, n int) string { return s[max(len(s)-n, 0):] }

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

func (p *process) signal(s syscall.Signal) {
	p.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.Error(err)
	}
}

// over reports whether the process has ended.
func (p *process) over() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// exits waits for the end and checks the status.
func (p *process) exits(within time.Duration, status int) {
	p.Helper()
	select {
	case <-p.ended:
		if got := p.cmd.ProcessState.ExitCode(); got != status {
			p.Errorf("status %d, want %d", got, status)
		}
	case <-time.After(within):
		p.Errorf("still running after %s", within)
	}
}

// ready asks /readyz.
func (p *process) ready() bool {
	res, err := http.Get(p.web + "/readyz")
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// until waits for something that is to become true.
func (w *world) until(what string, within time.Duration, is func() bool) time.Duration {
	w.Helper()
	began := time.Now()
	for !is() {
		if time.Since(began) > within {
			w.Fatalf("not within %s: %s", within, what)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return time.Since(began)
}

// called waits for the nth call of an article and step.
func (w *world) called(aid, step string, n int) {
	w.Helper()
	w.until(fmt.Sprintf("call %d of %s for %s", n, step, aid), 30*time.Second, func() bool { return len(w.model.of(aid, step)) >= n })
}

// results reads what is published.
func (w *world) results() []article.Result {
	w.Helper()
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		var all []article.Result
		var failed error
		for r, err := range w.open().Results(w.ctx, queue.ResultsQuery{}) {
			if failed = err; err == nil {
				all = append(all, r)
			}
		}
		if failed == nil {
			return all
		}
		if time.Since(began) > 20*time.Second {
			w.Fatal(failed)
		}
	}
}

// published returns the results of one article.
func (w *world) published(id string) []article.Result {
	w.Helper()
	return slices.DeleteFunc(w.results(), func(r article.Result) bool { return r.ID != aid(id) })
}

func (w *world) dead() []queue.DeadLetter {
	w.Helper()
	var all []queue.DeadLetter
	for d, err := range w.open().DeadLetters(w.ctx, "") {
		if err != nil {
			w.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

// idle reports whether no consumer of the input stream has anything left. The
// server confirms an input before its consumers hear of it, one input after the
// other: they have heard of all when two of them, intake and a lane, were handed
// the last.
func (w *world) idle() bool {
	last, all, ok := w.consumers()
	handed := 0
	for _, c := range all {
		if c.Delivered.Stream >= last {
			handed++
		}
	}
	if !ok || handed < 2 && last > 0 {
		return false
	}
	_, all, ok = w.consumers()
	return ok && !slices.ContainsFunc(all, func(c *jetstream.ConsumerInfo) bool { return c.NumPending > 0 || c.NumAckPending > 0 })
}

// consumers are those of the input stream, after a look at its last sequence;
// false where not all could be seen.
func (w *world) consumers() (last uint64, all []*jetstream.ConsumerInfo, ok bool) {
	stream, err := w.js().Stream(w.ctx, "NAQL_IN")
	if err != nil {
		return 0, nil, false
	}
	listed := stream.ListConsumers(w.ctx)
	for c := range listed.Info() {
		all = append(all, c)
	}
	return stream.CachedInfo().State.LastSeq, all, len(all) >= 4 && listed.Err() == nil
}

func (w *world) js() jetstream.JetStream {
	w.Helper()
	w.open()
	js, err := jetstream.New(w.nc)
	if err != nil {
		w.Fatal(err)
	}
	return js
}

// settle waits until nothing is left to do, and counts what became of it: each
// confirmed input has an end, no pair of an article comes twice or goes
// backwards, and no call is paid more often than the bound allows.
func (w *world) settle(within time.Duration) {
	w.Helper()
	w.until("everything done", within, w.idle)
	results, dead := w.results(), w.dead()
	w.row.inputs = len(w.inputs)
	w.row.dead = len(dead)
	latest := map[string]article.Result{}
	versions := map[string]map[string]bool{}
	for _, r := range results {
		last, ok := latest[r.ID]
		switch {
		case ok && last.Revision == r.Revision && last.Edit == r.Edit:
			w.row.doubled++
			w.Errorf("doubled: %s revision %d edit %d", r.SourceID, r.Revision, r.Edit)
		case ok && !last.Before(r.Revision, r.Edit):
			w.row.back++
			w.Errorf("backwards: %s %d.%d after %d.%d", r.SourceID, r.Revision, r.Edit, last.Revision, last.Edit)
		}
		latest[r.ID] = r
		if versions[r.ID] == nil {
			versions[r.ID] = map[string]bool{}
		}
		versions[r.ID][r.SourceVersion] = true
	}
	for _, in := range w.inputs {
		if !w.ended(in, latest[aid(in.ID)], versions[aid(in.ID)], dead) {
			w.row.lost++
			w.Errorf("lost: %s version %s", in.ID, in.Version)
		}
	}
	for _, p := range w.workers {
		p.modest()
	}
	most := w.allowed
	if most == 0 {
		most = 4 + 2
	}
	for key, n := range w.model.paid() {
		w.row.calls = max(w.row.calls, n)
		if n > most {
			w.Errorf("%d calls for the same, want at most %d: %.60s", n, most, key)
		}
	}
}

// ended reports whether an input has an end: its own result, a newer one of
// its article, a kill, or a dead letter.
func (w *world) ended(in input, latest article.Result, published map[string]bool, dead []queue.DeadLetter) bool {
	if in.kill {
		return latest.ID == "" || latest.State == article.StateKilled || latest.SourceVersion > in.Version
	}
	if published[in.Version] || latest.State == article.StateKilled {
		return true
	}
	newest := in
	for _, other := range w.inputs {
		if other.ID == in.ID && (len(other.Version) > len(newest.Version) || len(other.Version) == len(newest.Version) && other.Version > newest.Version) {
			newest = other
		}
		if other.ID == in.ID && other.kill {
			return true
		}
	}
	if published[newest.Version] {
		return true
	}
	return slices.ContainsFunc(dead, func(d queue.DeadLetter) bool {
		return bytes.Equal(d.Input, newest.body)
	})
}
