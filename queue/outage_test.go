package queue

import (
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"
)

// A server that goes away under an article, again and again, is no crash of
// the worker.
func TestOutagesAreNoCrashes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := broker(t, dir, -1)
	port := server.Addr().(*net.TCPAddr).Port
	nc, err := Connect(server.ClientURL(), "worker", quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	q, err := Open(t.Context(), nc, Config{Prefix: "outage", AckWait: time.Second, Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	background(t, q.RunIntake)
	inHand, goOn := make(chan *Task), make(chan struct{})
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 1}, func(ctx context.Context, task *Task) {
			_, release := task.Hold(ctx)
			defer release()
			select {
			case inHand <- task:
				<-goOn
			case <-t.Context().Done():
				return
			}
			if err := task.Retry(0); err == nil && task.book.Owner == task.owner {
				t.Error("handed back, and still the owner")
			}
		})
	})
	submit(t, q, Routine, story{ID: "x"})
	for round := range 4 {
		select {
		case task := <-inHand:
			if task.book.Crashes+task.book.Cuts > 0 {
				t.Errorf("round %d: %d crashes, %d cuts", round, task.book.Crashes, task.book.Cuts)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("not in hand again")
		}
		server.Shutdown()
		server.WaitForShutdown()
		goOn <- struct{}{}
		time.Sleep(1500 * time.Millisecond) // more than a lease
		server = broker(t, dir, port)
	}
	<-inHand
	goOn <- struct{}{}
}

// A request whose answer does not come in time found nobody, for whoever set
// the time.
func TestNoAnswerInTime(t *testing.T) {
	t.Parallel()
	server := broker(t, t.TempDir(), -1)
	between, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { between.Close() })
	var deaf atomic.Bool
	go func() {
		for {
			worker, err := between.Accept()
			if err != nil {
				return
			}
			up, err := net.Dial("tcp", server.Addr().String())
			if err != nil {
				return
			}
			go io.Copy(worker, up)
			go func() {
				buf := make([]byte, 4096)
				for {
					n, err := worker.Read(buf)
					if err != nil {
						up.Close()
						return
					}
					if !deaf.Load() {
						_, _ = up.Write(buf[:n])
					}
				}
			}()
		}
	}()
	nc, err := Connect("nats://"+between.Addr().String(), "worker", quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	q := openQueue(t, nc, "unheard")
	deaf.Store(true)
	ctx, done := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer done()
	if _, err = q.Replies().Put(ctx, "k", []byte("v")); !errors.Is(err, ErrUnreachable) {
		t.Error(err)
	}
}
