package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// entry is an article's page in the ledger: who has it in hand, and what was
// paid for its newest revision. It is raised before each paid call, by
// compare and swap, so a call is paid only by the one who has the article, and
// a crash at any moment leaves a trace of it.
type entry struct {
	Revision int `json:"revision"`
	Epoch    int `json:"epoch"`
	// Owner has the article in hand until the server has stored nothing new of
	// this entry for Lease; "" is nobody.
	Owner string        `json:"owner,omitempty"`
	Lease time.Duration `json:"lease,omitempty"`
	// Working is false while the owner waits to have the article alone.
	Working bool `json:"working,omitempty"`
	// Open are the paid calls under way: the key under which the reply is to be
	// stored, by step.
	Open map[string]string `json:"calls,omitempty"`
	// Cuts counts the owners that ended without a word while a call was open,
	// Crashes those that did while none was: then the article itself may be why.
	Cuts    int      `json:"cuts,omitempty"`
	Crashes int      `json:"crashes,omitempty"`
	Steps   Attempts `json:"steps,omitempty"`
	// Recalled are the segments that were taken from memory before anything was
	// asked; nil is not known.
	Recalled []string `json:"recalled"`
}

// suspect reports whether the article may be what ends the workers that have
// it in hand: it is then tried alone.
func (e entry) suspect() bool { return e.Crashes+e.Cuts >= crashAllowance }

// before reports whether the entry is of an older revision or epoch.
func (e entry) before(revision, epoch int) bool {
	return e.Revision < revision || e.Revision == revision && e.Epoch < epoch
}

// book is a task's own entry and the version of it that is stored. The
// heartbeat and the work both write it.
type book struct {
	mu sync.Mutex
	entry
	stored uint64
}

func (q *Queue) readEntry(ctx context.Context, aid string) (entry, jetstream.KeyValueEntry, error) {
	kv, err := q.ledger.Get(ctx, aid)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return entry{}, nil, nil
	}
	if err != nil {
		return entry{}, nil, fmt.Errorf("ledger of %s: %w", aid, reach(ctx, err))
	}
	var e entry
	if err := json.Unmarshal(kv.Value(), &e); err != nil {
		return entry{}, nil, fmt.Errorf("ledger of %s: %w", aid, err)
	}
	return e, kv, nil
}

// writeEntry replaces the version that was read, 0 for none, and returns the
// new one. The error is conflicted where another was faster.
func (q *Queue) writeEntry(ctx context.Context, aid string, e entry, stored uint64) (uint64, error) {
	raw, err := json.Marshal(e)
	if err != nil {
		return 0, err
	}
	if stored == 0 {
		return q.ledger.Create(ctx, aid, raw)
	}
	return q.ledger.Update(ctx, aid, raw, stored)
}

// lease takes the article in hand. Where another has it, lease changes nothing
// and returns for how long it may have it still. ErrSuperseded says that a
// newer revision is in hand or was.
func (t *Task) lease(ctx context.Context) (wait time.Duration, err error) {
	for doubts := 0; ; {
		old, kv, err := t.read(ctx)
		if err != nil {
			return 0, err
		}
		var stored uint64
		if kv != nil {
			stored = kv.Revision()
		}
		if kv != nil && old.Owner == t.owner {
			t.book.entry, t.book.stored = old, stored // an answer of the server was lost
			return 0, nil
		}
		next := entry{Revision: t.Revision, Epoch: t.Epoch}
		switch {
		case kv == nil || old.before(t.Revision, t.Epoch):
		case old.Revision != t.Revision || old.Epoch != t.Epoch:
			// Newer, unless the heads were lost and counting began again.
			if superseded, err := t.Superseded(ctx); err != nil {
				return 0, err
			} else if superseded {
				return 0, ErrSuperseded
			}
		default:
			next = old
			if old.Owner == "" {
				break
			}
			now, err := t.q.serverTime(ctx)
			if err != nil {
				return 0, err
			}
			if left := old.Lease - now.Sub(kv.Created()); left > 0 {
				return left, nil
			}
			if err := t.q.cutOff(ctx, &next); err != nil {
				return 0, err
			}
		}
		next.Owner, next.Lease, next.Open, next.Working = t.owner, t.ackWait, nil, !next.suspect()
		written, err := t.write(ctx, next, stored)
		if err == nil {
			t.book.entry, t.book.stored = next, written
			return 0, nil
		}
		if conflicted(err) || errors.Is(err, jetstream.ErrKeyExists) {
			if err := sleep(ctx, conflictPause); err != nil {
				return 0, err
			}
			continue
		}
		t.book.entry, t.book.stored = next, stored // it may have landed: leased hands it back
		if doubts++; doubts > 2 || ctx.Err() != nil {
			return 0, fmt.Errorf("ledger of %s: %w", t.AID, refused(ctx, err))
		}
	}
}

// cutOff counts an owner that ended without a word: in calls, unless the
// replies of all are stored, else in our own work.
func (q *Queue) cutOff(ctx context.Context, e *entry) error {
	if len(e.Open) == 0 && !e.Working {
		return nil
	}
	for _, key := range e.Open {
		_, answered, err := q.Replies().Get(ctx, key)
		if err != nil {
			return err
		}
		if !answered {
			e.Cuts++
			return nil
		}
	}
	e.Crashes++
	return nil
}

// try bounds one request for the ledger: an answer that is lost must not cost
// the lease.
func (t *Task) try(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, min(max(t.ackWait/5, 200*time.Millisecond), 5*time.Second))
}

func (t *Task) read(ctx context.Context) (entry, jetstream.KeyValueEntry, error) {
	ctx, done := t.try(ctx)
	defer done()
	return t.q.readEntry(ctx, t.AID)
}

func (t *Task) write(ctx context.Context, e entry, stored uint64) (uint64, error) {
	ctx, done := t.try(ctx)
	defer done()
	return t.q.writeEntry(ctx, t.AID, e, stored)
}

// serverTime is the clock by which the server dates what it stores.
func (q *Queue) serverTime(ctx context.Context) (time.Time, error) {
	s, err := q.js.Stream(ctx, "KV_"+q.stream("ledger"))
	if err != nil {
		return time.Time{}, fmt.Errorf("ledger: %w", reach(ctx, err))
	}
	return s.CachedInfo().TimeStamp, nil
}

// note changes the task's entry, or just renews it. It tries until the server
// has answered or ctx ends. The error is ErrLeaseLost or ErrSuperseded where
// another has the article by now.
func (t *Task) note(ctx context.Context, change func(*entry)) error {
	t.book.mu.Lock()
	defer t.book.mu.Unlock()
	if t.book.Owner != t.owner {
		return ErrLeaseLost // handed back
	}
	next := t.book.entry
	next.Steps, next.Open = maps.Clone(next.Steps), maps.Clone(next.Open)
	change(&next)
	for {
		stored, err := t.write(ctx, next, t.book.stored)
		if err == nil {
			t.book.entry, t.book.stored = next, stored
			return nil
		}
		if !conflicted(err) {
			if err := refused(ctx, err); !errors.Is(err, ErrUnreachable) || ctx.Err() != nil {
				return fmt.Errorf("ledger of %s: %w", t.AID, err)
			}
			if err := sleep(ctx, unansweredPause); err != nil {
				return err
			}
		}
		theirs, kv, err := t.read(ctx)
		if kv != nil && kv.Revision() == t.book.stored { // a cluster still holds a write of ours
			if err := sleep(ctx, conflictPause); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, ErrUnreachable) && ctx.Err() == nil:
		case err != nil:
			return err
		case kv == nil:
			t.book.stored = 0 // the bucket was made again
		case theirs.Owner == t.owner:
			t.book.stored = kv.Revision() // an earlier write of ours had landed
		case theirs.before(t.Revision, t.Epoch) || theirs.Revision == t.Revision && theirs.Epoch == t.Epoch:
			return ErrLeaseLost
		default:
			return ErrSuperseded
		}
	}
}

// unansweredPause lies between two tries at a server that does not answer.
const unansweredPause = 200 * time.Millisecond

// conflictPause lies between two tries of a compare and swap: a cluster that
// is at odds with itself refuses for a while what its own answers call for.
const conflictPause = 20 * time.Millisecond

// renew is a note without news.
func (t *Task) renew(ctx context.Context) error { return t.note(ctx, func(*entry) {}) }

// handBack leaves the article to the next worker at once.
func (t *Task) handBack(ctx context.Context) error {
	return t.note(ctx, func(e *entry) { e.Owner, e.Open, e.Working = "", nil, false })
}

// Suspect reports whether workers have ended without a word so often while
// they had the article in hand that it must be tried alone: have nothing else
// in hand, then call Begin.
func (t *Task) Suspect() bool { return t.book.suspect() }

// Begin says that the work on a suspect article begins now.
func (t *Task) Begin(ctx context.Context) error {
	return t.note(ctx, func(e *entry) { e.Working = true })
}

// Open counts a paid call of a step in the ledger, before it is made; key is
// where its reply will be stored. It returns how many calls of the step have
// failed before. Calls of several steps may be open at once. ErrSuperseded,
// ErrLeaseLost and *SpentError forbid the call, and so does every other error.
func (t *Task) Open(ctx context.Context, step, key string, limit int) (failed int, err error) {
	superseded, err := t.Superseded(ctx)
	if err != nil {
		return 0, err
	}
	if superseded {
		return 0, ErrSuperseded
	}
	var spent error
	err = t.note(ctx, func(e *entry) {
		if e.Steps == nil {
			e.Steps = Attempts{}
		}
		failed, spent = e.Steps.Begin(step, limit)
		if spent == nil {
			if e.Open == nil {
				e.Open = map[string]string{}
			}
			e.Open[step] = key
		}
	})
	return failed, errors.Join(spent, err)
}

// CallEnd is what became of a call.
type CallEnd int

const (
	Answered CallEnd = iota // with a usable reply, which is stored
	Failed                  // paid, and of no use
	Unpaid                  // it cost nothing, or was none of the article's fault
	Aborted                 // by us; it may have been paid
)

// Close says what became of the open call of a step; class tells why it failed.
// It goes to the server with whatever is written next. Without an open call of
// that step it does nothing.
func (t *Task) Close(step string, end CallEnd, class string) {
	t.book.mu.Lock()
	defer t.book.mu.Unlock()
	if _, ok := t.book.Open[step]; !ok {
		return
	}
	t.book.Open, t.book.Steps = maps.Clone(t.book.Open), maps.Clone(t.book.Steps)
	delete(t.book.Open, step)
	switch end {
	case Failed:
		t.book.Steps.Fail(step, class)
	case Unpaid:
		t.book.Steps.Forgive(step)
	}
}

// Tried tells what became of the calls of a step so far, under this revision
// and epoch, whoever made them.
func (t *Task) Tried(step string) Count {
	t.book.mu.Lock()
	defer t.book.mu.Unlock()
	return t.book.Steps[step]
}

// Recalled are the segments that this revision and epoch has taken from memory,
// and false where it has not looked yet. Whoever goes on with an article takes
// the same, or its questions would be others than those that were paid for.
func (t *Task) Recalled() (ids []string, known bool) {
	t.book.mu.Lock()
	defer t.book.mu.Unlock()
	return t.book.entry.Recalled, t.book.entry.Recalled != nil
}

// Recall keeps the ids of segments that were taken from memory, with whatever
// is written next: before the first call is paid.
func (t *Task) Recall(ids []string) {
	t.book.mu.Lock()
	defer t.book.mu.Unlock()
	t.book.entry.Recalled = append([]string{}, ids...)
}
