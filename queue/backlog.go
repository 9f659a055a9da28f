package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Backlog is what waits in one lane.
type Backlog struct {
	Lane string
	// Pending is how many inputs no worker has been given yet; InHand how many
	// are with workers, or were handed back to be tried later.
	Pending, InHand int
	// Oldest is when the first input arrived that is not done; zero where
	// nothing waits.
	Oldest time.Time
}

// Backlogs says what waits in each lane. It makes no stream and no consumer.
func (q *Queue) Backlogs(ctx context.Context) ([]Backlog, error) {
	stream, err := q.js.Stream(ctx, q.stream("IN"))
	if err != nil {
		return nil, fmt.Errorf("backlog: %w", reach(ctx, err))
	}
	var all []Backlog
	for _, lane := range lanes {
		b := Backlog{Lane: lane}
		c, err := stream.Consumer(ctx, durable(laneName(lane), stream.CachedInfo().Created))
		if errors.Is(err, jetstream.ErrConsumerNotFound) {
			all = append(all, b) // no worker has ever run
			continue
		}
		if err == nil {
			info := c.CachedInfo()
			b.Pending, b.InHand = int(info.NumPending), info.NumAckPending
			b.Oldest, err = q.oldest(ctx, stream, lane, info.AckFloor.Stream+1)
		}
		if err != nil {
			return nil, fmt.Errorf("backlog of %s: %w", lane, reach(ctx, err))
		}
		if b.Pending+b.InHand == 0 {
			b.Oldest = time.Time{}
		}
		all = append(all, b)
	}
	return all, nil
}

// oldest is when the lane's first input from this sequence on arrived.
func (q *Queue) oldest(ctx context.Context, stream jetstream.Stream, lane string, from uint64) (at time.Time, err error) {
	for _, subject := range []string{q.subject("in", lane), q.subject("in", lane, "*")} {
		msg, err := stream.GetMsg(ctx, from, jetstream.WithGetMsgSubject(subject))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue
		}
		if err != nil {
			return time.Time{}, err
		}
		if at.IsZero() || msg.Time.Before(at) {
			at = msg.Time
		}
	}
	return at, nil
}
