package queue

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"naql/article"
)

// beWorker is the test binary as a worker of its own: NAQL_TEST_WORKER holds
// the server, the prefix, and how long an article takes. What happens is told
// on <prefix>-told. It ends by a signal.
func beWorker() {
	var url, prefix, took string
	fmt.Sscan(os.Getenv("NAQL_TEST_WORKER"), &url, &prefix, &took)
	slow, err := time.ParseDuration(took)
	if err != nil {
		panic(err)
	}
	nc, err := Connect(url, "worker process", quiet())
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	q, err := Open(ctx, nc, Config{Prefix: prefix, AckWait: 500 * time.Millisecond, Log: quiet()})
	if err != nil {
		panic(err)
	}
	tell := func(format string, args ...any) {
		_ = nc.Publish(prefix+"-told", fmt.Appendf(nil, format, args...))
		_ = nc.Flush()
	}
	go func() { _ = q.RunIntake(ctx) }()
	_ = q.Tasks(ctx, Slots{Any: 3, Flash: 1}, func(ctx context.Context, task *Task) {
		held, release := task.Hold(ctx)
		defer release()
		tell("begun %s %d", task.AID, task.Revision)
		if err := sleep(held, slow/2+rand.N(slow)); err != nil {
			tell("ended %v", err)
			return
		}
		if _, err := q.Publish(held, translation(task)); err == nil {
			_ = task.Ack()
		}
	})
}

// process is a worker process.
type process struct{ *exec.Cmd }

// workers starts worker processes on the queue, and returns what they tell.
func workers(t *testing.T, q *Queue, n int, slow time.Duration) (all []*process, told *nats.Subscription) {
	t.Helper()
	told, err := q.nc.SubscribeSync(q.cfg.Prefix + "-told")
	if err != nil {
		t.Fatal(err)
	}
	for range n {
		p := &process{}
		p.start(t, q, slow)
		t.Cleanup(p.kill)
		all = append(all, p)
	}
	return all, told
}

func (p *process) start(t *testing.T, q *Queue, slow time.Duration) {
	t.Helper()
	p.Cmd = exec.Command(os.Args[0])
	p.Env = append(os.Environ(), "NAQL_TEST_WORKER="+strings.Join([]string{server.URL(), q.cfg.Prefix, slow.String()}, " "))
	p.Stderr = os.Stderr
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
}

func (p *process) kill() {
	_ = p.Process.Kill()
	_ = p.Wait()
}

func listen(t *testing.T, told *nats.Subscription) string {
	t.Helper()
	msg, err := told.NextMsg(15 * time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return string(msg.Data)
}

// Worker processes are killed at any moment, ten times over, under inputs with
// shuffled versions, copies and kills. Nothing is lost, doubled or backwards.
func TestWorkersKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	q := newQueue(t)
	all, told := workers(t, q, 3, 60*time.Millisecond)

	const articles, versions, kills = 15, 4, 10
	var log []story
	for a := range articles {
		for v := range versions {
			log = append(log, story{ID: fmt.Sprint("a", a), Version: fmt.Sprint(v + 1)})
		}
		log = append(log, log[len(log)-1])                             // a copy
		log = append(log, story{ID: fmt.Sprint("k", a), Version: "1"}) // one that is killed
		log = append(log, story{ID: fmt.Sprint("k", a), Status: article.Canceled})
	}
	random.Shuffle(len(log), func(i, j int) { log[i], log[j] = log[j], log[i] })

	var killing sync.WaitGroup
	killing.Go(func() {
		for i := range kills {
			time.Sleep(time.Duration(100+i*20) * time.Millisecond)
			p := all[i%len(all)]
			p.kill()
			p.start(t, q, 60*time.Millisecond)
		}
	})
	sequences := make([]uint64, len(log))
	for i, s := range log {
		sequences[i] = submit(t, q, lanes[i%len(lanes)], s)
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
	}
	killing.Wait()

	ends := map[End]int{}
	for i := range log {
		o := await(t, q, sequences[i])
		ends[o.End]++
		if o.End == EndDead {
			t.Errorf("input %d is dead: %s", sequences[i], o.Dead.Reason)
		}
	}
	settled(t, q)
	begun := map[string]int{}
	for {
		msg, err := told.NextMsg(200 * time.Millisecond)
		if err != nil {
			break
		}
		if what := string(msg.Data); strings.HasPrefix(what, "begun") {
			begun[what]++
		}
	}
	paid := 0
	for _, n := range begun {
		paid += n
	}
	t.Logf("%d inputs: %v; %d revisions begun %d times", len(log), ends, len(begun), paid)
	if again, most := paid-len(begun), kills*4; again > most {
		t.Errorf("%d revisions were begun again, %d were in hand at the kills", again, most)
	}
	last := map[string]article.Result{}
	for r, err := range q.Results(t.Context(), ResultsQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		if !last[r.SourceID].Before(r.Revision, r.Edit) {
			t.Errorf("%s: %d.%d after %d.%d", r.SourceID, r.Revision, r.Edit, last[r.SourceID].Revision, last[r.SourceID].Edit)
		}
		last[r.SourceID] = r
	}
	for a := range articles {
		wantEqual(t, fmt.Sprint("the last of a", a), last[fmt.Sprint("a", a)].SourceVersion, versions)
		if r, ok := last[fmt.Sprint("k", a)]; ok && r.State != article.StateKilled {
			t.Errorf("k%d stands as %s", a, r.State)
		}
	}
}

// A process that is halted longer than the ack wait has lost its article: it
// is told so, and what it still does changes nothing.
func TestHaltedWorker(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	t.Parallel()
	q := newQueue(t)
	all, told := workers(t, q, 1, time.Minute)
	s := story{ID: "x"}
	seq := submit(t, q, Urgent, s)
	wantEqual(t, "told", listen(t, told), fmt.Sprintf("begun %s 1", s.aid()))
	halted := all[0].Process
	if err := halted.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var times atomic.Int32
	finish := make(chan struct{})
	background(t, q.RunIntake)
	for range 2 {
		background(t, func(ctx context.Context) error {
			return q.Tasks(ctx, Slots{Any: 1}, func(ctx context.Context, task *Task) {
				held, release := task.Hold(ctx)
				defer release()
				times.Add(1)
				<-finish
				if _, err := q.Publish(held, translation(task)); err != nil {
					t.Error(err)
				}
				_ = task.Ack()
			})
		})
	}
	for times.Load() == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	if err := halted.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "told", listen(t, told), "ended "+ErrLeaseLost.Error())
	time.Sleep(1500 * time.Millisecond) // it hands back after a second what was not ended
	wantEqual(t, "in hand elsewhere", times.Load(), 1)
	close(finish)
	wantEqual(t, "end", await(t, q, seq).End, EndPublished)
	wantEqual(t, "results", results(t, q, ""), "[1.0 clean]")
}

// A lease that nobody renewed is over: what the worker says afterwards must
// not disturb the next one.
func TestLateEnds(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	var mu sync.Mutex
	times := 0
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 3}, func(ctx context.Context, task *Task) {
			mu.Lock()
			times++
			first := times == 1
			mu.Unlock()
			if !first {
				held, release := task.Hold(ctx)
				defer release()
				if err := sleep(held, 4*q.cfg.AckWait); err != nil {
					t.Errorf("disturbed: %v", err)
				}
				_ = task.Ack()
				return
			}
			time.Sleep(2 * q.cfg.AckWait)
			if held, _ := task.Hold(ctx); !errors.Is(context.Cause(held), ErrLeaseLost) {
				t.Error("it could still be held")
			}
			if err := task.Retry(0); !errors.Is(err, ErrLeaseLost) {
				t.Errorf("retry: %v", err)
			}
			if err := task.Bury(ctx, "late", "x", 1); !errors.Is(err, ErrLeaseLost) {
				t.Errorf("bury: %v", err)
			}
		})
	})
	submit(t, q, Urgent, story{ID: "x"})
	settled(t, q)
	wantEqual(t, "handed out", times, 2)
	wantEqual(t, "dead letters", len(deadLetters(t, q, "")), 0)
}
