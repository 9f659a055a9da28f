package queue

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// The causes with which the context of a task ends.
var (
	// ErrLeaseLost says that the server may have given the article to another
	// worker: what is under way must end, and nothing of it may be sent.
	ErrLeaseLost = errors.New("lease lost")
	// ErrSuperseded says that a kill or a newer input has come: nobody needs
	// what is under way. Ack the task.
	ErrSuperseded = errors.New("superseded")
	// ErrStopping says that the process stops and its grace is over.
	ErrStopping = errors.New("stopping")
)

// Task is one input that is its article's head and has no result yet. It must
// be ended by exactly one of Ack, Retry, Bury and Disown; later ends do
// nothing. One that is not ended is handed out again. Once the lease is over,
// held or not, Retry and Bury give ErrLeaseLost and do nothing: the article may
// be in another worker's hands.
type Task struct {
	Article  article.Article
	AID      string
	Revision int
	Epoch    int
	Lane     string
	// Seq is the sequence in the input stream.
	Seq uint64
	// Header holds the publisher's headers that mean something, traceparent
	// among them.
	Header nats.Header

	q       *Queue
	msg     jetstream.Msg
	at      place
	ackWait time.Duration
	until   time.Time // the end of the lease; the heartbeat's while it beats
	owner   string    // names this task in the ledger
	book    book

	mu      sync.Mutex
	ended   bool
	release func() // stops the heartbeat; nil without one
}

// Hold keeps the article with this worker from now on: it tells the server
// three times per ack wait that the work goes on. The context it returns ends
// with the cause ErrLeaseLost as soon as the server has not confirmed that for
// an ack wait, whatever the reason, a halted process included; before the
// server may hand the article to another. It ends with ErrSuperseded at the
// first beat after a kill or a newer input. release, and each end of the task,
// stops the heartbeat and waits until it has stopped; the context then ends
// as well. Call Hold once.
func (t *Task) Hold(ctx context.Context) (held context.Context, release func()) {
	held, cancel := context.WithCancelCause(ctx)
	if !time.Now().Before(t.until) {
		cancel(ErrLeaseLost)
		return held, func() {}
	}
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		t.keep(held, stop, cancel)
	}()
	release = sync.OnceFunc(func() {
		close(stop)
		cancel(context.Canceled)
		<-done
	})
	t.mu.Lock()
	defer t.mu.Unlock()
	t.release = release
	return held, release
}

// keep beats until stop is closed or the context ends, and ends the context
// when the lease runs out. The deadline and the beats share one loop, so that
// neither goes on without the other.
func (t *Task) keep(ctx context.Context, stop <-chan struct{}, cancel context.CancelCauseFunc) {
	expiry := time.NewTimer(time.Until(t.until))
	defer expiry.Stop()
	lost := ErrLeaseLost
	pause := t.ackWait / 3
	for {
		select {
		case <-stop:
			return
		case <-ctx.Done():
			return
		case <-expiry.C:
			cancel(lost)
			return
		case <-time.After(pause):
		}
		if !time.Now().Before(t.until) {
			pause = 0 // the process was halted: expiry is due as well
			continue
		}
		err := t.beat(ctx)
		if errors.Is(err, ErrLeaseLost) || errors.Is(err, ErrSuperseded) {
			cancel(err)
			return
		}
		if err != nil {
			lost = fmt.Errorf("%w: %w", ErrLeaseLost, err)
			pause = t.ackWait / 10
			continue
		}
		lost, pause = ErrLeaseLost, t.ackWait/3
		expiry.Reset(time.Until(t.until))
		if t.isOver(ctx) {
			cancel(ErrSuperseded)
			return
		}
	}
}

// beat renews the lease, tells the server that the work goes on, and moves the
// end of the lease: the server counts from when it got the message, we from
// when we sent it. Only the lease says whose the article is: the server
// confirms a heartbeat of anyone.
func (t *Task) beat(ctx context.Context) error {
	sent := time.Now()
	ctx, done := context.WithTimeout(ctx, min(t.ackWait/2, t.until.Sub(sent)))
	defer done()
	if err := t.renew(ctx); err != nil {
		return err
	}
	try, done := t.try(ctx)
	defer done()
	if _, err := t.q.nc.RequestWithContext(try, t.msg.Reply(), []byte("+WPI")); err != nil {
		return fmt.Errorf("heartbeat of %s: %w", t.AID, err)
	}
	t.until = sent.Add(t.ackWait)
	return nil
}

// isOver is Superseded for the heartbeat, which must not wait long: no answer
// is no news.
func (t *Task) isOver(ctx context.Context) bool {
	ctx, done := context.WithTimeout(ctx, t.ackWait/4)
	defer done()
	over, err := t.Superseded(ctx)
	return err == nil && over
}

// leased runs settle unless the lease is over. The server does not mind from
// which delivery a Nak comes: a late one would hand out the article a second
// time while another worker has it.
func (t *Task) leased(settle func() error) func() error {
	return func() error {
		if !time.Now().Before(t.until) {
			return ErrLeaseLost
		}
		return settle()
	}
}

// end stops the heartbeat and runs settle, the first time it is called.
func (t *Task) end(settle func() error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ended {
		return nil
	}
	if t.release != nil {
		t.release() // a late heartbeat would undo the delay of a Retry
	}
	if err := settle(); err != nil {
		return fmt.Errorf("end task %s revision %d: %w", t.AID, t.Revision, err)
	}
	t.ended = true
	return nil
}

// Ack ends the task as done: its result, or what superseded it, is stored. An
// ack that is lost only means that the task is looked at once more.
func (t *Task) Ack() error { return t.end(t.msg.Ack) }

// Retry hands the task back; the server gives it out again after the delay,
// to any worker. After an error the task has not ended: Disown it, or the next
// worker takes us for dead.
func (t *Task) Retry(after time.Duration) error {
	return t.end(t.leased(func() error {
		ctx, done := context.WithTimeout(context.Background(), min(t.ackWait/2, retryWait))
		defer done()
		err := t.handBack(ctx)
		if errors.Is(err, ErrLeaseLost) || errors.Is(err, ErrSuperseded) {
			return err
		}
		return errors.Join(err, t.msg.NakWithDelay(after))
	}))
}

// retryWait bounds a Retry, which a worker that stops has to wait for.
const retryWait = time.Second

// Disown ends a task as soon as the server answers again, where its lease is
// over or it could not be handed back: what cut it off was no crash, and shall
// not count as one. It gives up when ctx ends, or another has the article.
func (t *Task) Disown(ctx context.Context) error {
	return t.end(func() error {
		if err := t.handBack(ctx); !errors.Is(err, ErrLeaseLost) && !errors.Is(err, ErrSuperseded) {
			return err
		}
		return nil
	})
}

// Bury ends the task with a dead letter of the given class, a single word of
// a-z, - and 0-9. The dead letter is stored before the input is given up;
// after an error the task goes on.
func (t *Task) Bury(ctx context.Context, class, reason string, attempts int) error {
	return t.end(t.leased(func() error {
		err := t.q.bury(ctx, DeadLetter{
			ID: t.AID, Class: class, Reason: reason, Attempts: attempts,
			Subject: t.msg.Subject(), Sequence: t.Seq, Epoch: t.Epoch,
			Headers: t.msg.Headers(), Input: t.msg.Data(),
		}, t.at)
		if err != nil {
			return err
		}
		return t.msg.TermWithReason(class)
	}))
}

// Superseded reports whether a newer input or a kill has come since the task
// was handed out. Ask before paying, and Ack if so.
func (t *Task) Superseded(ctx context.Context) (bool, error) {
	h, _, err := t.q.readHead(ctx, t.AID)
	if err != nil {
		return false, err
	}
	return !h.isInput(t.at), nil
}
