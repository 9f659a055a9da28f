package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// broker is a NATS server as others run it: on TCP, without a login.
func broker(t *testing.T, dir string, port int) *natsserver.Server {
	t.Helper()
	s, err := natsserver.NewServer(&natsserver.Options{Host: "127.0.0.1", Port: port, JetStream: true, StoreDir: dir, SyncAlways: true, NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("broker is not ready")
	}
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	return s
}

// reconnected waits until a connection has been lost and found again.
func reconnected(t *testing.T, nc *nats.Conn) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); nc.Stats().Reconnects == 0 || !nc.IsConnected(); {
		if time.Now().After(deadline) {
			t.Fatal("no reconnect")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// A broker that is restarted under work: nobody restarts, nothing is lost.
func TestServerRestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := broker(t, dir, -1)
	port := first.Addr().(*net.TCPAddr).Port
	nc, err := Connect(first.ClientURL(), "worker", quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	q := openQueue(t, nc, "restart")
	run(t, q)
	await(t, q, submit(t, q, Urgent, story{ID: "before"}))
	first.Shutdown()
	first.WaitForShutdown()
	broker(t, dir, port)
	reconnected(t, nc)
	o := await(t, q, submit(t, q, Routine, story{ID: "after"}))
	wantEqual(t, "end", o.End, EndPublished)
	wantEqual(t, "results", results(t, q, ""), "[1.0 clean 1.0 clean]")
}

// A server with NATS' usual limit of 1 MiB takes only inputs that fit whole
// into a dead letter, and a letter that still does not fit says so.
func TestServerWithUsualLimits(t *testing.T) {
	t.Parallel()
	nc, err := Connect(broker(t, t.TempDir(), -1).ClientURL(), "limits", quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	q := openQueue(t, nc, "limits")
	background(t, q.RunIntake)
	if _, err := q.Submit(t.Context(), Urgent, "", make([]byte, 800<<10), nil); !errors.Is(err, ErrTooLarge) {
		t.Errorf("800 KiB: %v", err)
	}
	large := bytes.Repeat([]byte("<"), 700<<10)
	o := await(t, q, submitRaw(t, q, Urgent, large, nats.Header{"Content-Type": {"application/json"}}))
	wantEqual(t, "700 KiB: bytes in the dead letter", len(o.Dead.Input), len(large))

	wordy := nats.Header{"Content-Type": {"application/json"}, "Naql-Id": {strings.Repeat("<", 60<<10)}}
	seq := submitRaw(t, q, Urgent, large[:650<<10], wordy)
	o = await(t, q, seq)
	if !strings.Contains(o.Dead.Reason, fmt.Sprintf("LIMITS_IN, sequence %d", seq)) {
		t.Errorf("headers that swell: %q", o.Dead.Reason)
	}
}

// A broker that is away for a moment while articles are in hand: their workers
// keep them.
func TestServerRestartUnderWork(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := broker(t, dir, -1)
	port := first.Addr().(*net.TCPAddr).Port
	nc, err := Connect(first.ClientURL(), "worker", quiet(), nats.ReconnectWait(20*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	q, err := Open(t.Context(), nc, Config{Prefix: "under", AckWait: 10 * time.Second, Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	var begun atomic.Int32
	background(t, q.RunIntake)
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 4}, func(ctx context.Context, task *Task) {
			held, release := task.Hold(ctx)
			defer release()
			begun.Add(1)
			if err := sleep(held, 2*time.Second); err != nil {
				t.Error(err)
			}
			if _, err := q.Publish(held, translation(task)); err == nil {
				_ = task.Ack()
			}
		})
	})
	var sequences []uint64
	for _, id := range numbered("n", 6) {
		sequences = append(sequences, submit(t, q, Routine, story{ID: id}))
	}
	for begun.Load() < 4 {
		time.Sleep(5 * time.Millisecond)
	}
	first.Shutdown()
	first.WaitForShutdown()
	restarted := time.Now()
	broker(t, dir, port)
	reconnected(t, nc)
	for _, seq := range sequences {
		wantEqual(t, "end", await(t, q, seq).End, EndPublished)
	}
	t.Logf("all done %v after the restart", time.Since(restarted))
	wantEqual(t, "results", len(results(t, q, "")), 6)
	wantEqual(t, "begun", begun.Load(), 6)
}

// The input stream is replaced while the worker is disconnected, so that
// nothing tells it: the new stream's low sequences are not taken for inputs it
// has seen.
func TestInputStreamReplacedWhileAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := broker(t, dir, -1)
	port := first.Addr().(*net.TCPAddr).Port
	away, err := Connect(first.ClientURL(), "worker", quiet(), nats.ReconnectWait(1500*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer away.Close()
	worker := openQueue(t, away, "replaced")
	run(t, worker)
	for _, version := range []string{"1", "2", "3"} {
		await(t, worker, submit(t, worker, Urgent, story{ID: "x", Version: version}))
	}
	first.Shutdown()
	first.WaitForShutdown()
	nc, err := Connect(broker(t, dir, port).ClientURL(), "other", quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	if err := openQueue(t, nc, "replaced").js.DeleteStream(t.Context(), "REPLACED_IN"); err != nil {
		t.Fatal(err)
	}
	q := openQueue(t, nc, "replaced")
	for _, name := range []string{intakeName, laneName(Flash), laneName(Urgent), laneName(Routine)} {
		in, err := q.input(t.Context(), name, 1) // another worker's consumers
		if err != nil {
			t.Fatal(err)
		}
		in.close()
	}
	seq := submit(t, q, Urgent, story{ID: "x", Version: "4"})
	if away.IsConnected() {
		t.Skip("too slow a machine: the worker is back already")
	}
	wantEqual(t, "end", await(t, q, seq).End, EndPublished)
	wantEqual(t, "results", results(t, q, ""), "[1.0 clean 2.0 clean 3.0 clean 4.0 clean]")
}

// A login that is refused for a while is tried again until it is accepted.
func TestLoginComesBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := broker(t, dir, -1)
	port := first.Addr().(*net.TCPAddr).Port
	nc, err := Connect(first.ClientURL(), "worker", quiet(), nats.UserInfo("u", "right"), nats.ReconnectWait(20*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	stop := func(s *natsserver.Server) { s.Shutdown(); s.WaitForShutdown() }
	stop(first)
	strict, err := natsserver.NewServer(&natsserver.Options{Host: "127.0.0.1", Port: port, Username: "u", Password: "wrong", NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	strict.Start()
	time.Sleep(300 * time.Millisecond)
	stop(strict)
	broker(t, dir, port)
	reconnected(t, nc)
}
