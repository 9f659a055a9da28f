package queue

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Ready returns nil when the server answers for each stream that articles go
// through. It asks the server; give it a deadline.
func (q *Queue) Ready(ctx context.Context) error {
	for _, name := range []string{"IN", "OUT", "DEAD"} {
		if _, err := q.js.Stream(ctx, q.stream(name)); err != nil {
			return fmt.Errorf("stream %s: %w", q.stream(name), reach(ctx, err))
		}
	}
	return nil
}

// Look finds out which streams and buckets are missing, and makes nothing. The
// errors are Open's, but for *MissingError.
func Look(ctx context.Context, nc *nats.Conn, cfg Config) (missing []string, err error) {
	q, err := bind(nc, cfg)
	if err != nil {
		return nil, fmt.Errorf("look at the queue: %w", err)
	}
	for _, want := range q.streams() {
		_, err := q.findStream(ctx, want)
		switch {
		case errors.Is(err, jetstream.ErrStreamNotFound):
			missing = append(missing, want.Name)
		case err != nil:
			return nil, fmt.Errorf("look at the queue: %w", reach(ctx, err))
		}
	}
	return missing, nil
}
