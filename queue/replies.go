package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// replyAge is how long a paid reply is kept.
const replyAge = 30 * 24 * time.Hour

// Replies keeps what the model was paid for, so that a crash or a second
// worker never pays for it again. Keys name everything that was sent; they
// are letters, digits and -_=/. only.
type Replies struct {
	q *Queue
}

// Replies returns the account's store of replies.
func (q *Queue) Replies() Replies { return Replies{q} }

// Get returns the reply kept under a key, and false where there is none.
func (r Replies) Get(ctx context.Context, key string) ([]byte, bool, error) {
	entry, err := r.q.replies.Get(ctx, key)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("reply %s: %w", key, reach(ctx, err))
	}
	return entry.Value(), true, nil
}

// Put keeps a reply and returns the one to use: the first that was ever put
// under the key. A reply that is too large for the server, or for which it has
// no room, is not kept, with a warning in the log.
func (r Replies) Put(ctx context.Context, key string, value []byte) ([]byte, error) {
	_, err := r.q.replies.Create(ctx, key, value)
	if err == nil {
		return value, nil
	}
	if conflicted(err) || errors.Is(err, jetstream.ErrKeyExists) {
		first, ok, err := r.Get(ctx, key)
		if err == nil && !ok {
			return value, nil // it has grown too old in between
		}
		return first, err
	}
	err = refused(ctx, err)
	if errors.Is(err, ErrTooLarge) || errors.Is(err, ErrFull) {
		r.q.log.Warn("reply not kept", "key", key, "bytes", len(value), "err", err)
		return value, nil
	}
	return nil, fmt.Errorf("reply %s: %w", key, err)
}
