package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// inputKept is how long an input that is done stays in the log, for whoever
// looks back; less where the log needs the room.
const inputKept = 7 * 24 * time.Hour

// RunJanitor makes room in the input stream until ctx ends, then returns nil.
// It removes what is done and older than a week, and once the stream is more
// than half full all that is done: publishers are refused only while work
// waits. An input that a consumer has not acked is never removed. Any number of
// processes may run it.
func (q *Queue) RunJanitor(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := q.tidy(ctx, time.Now()); err != nil && ctx.Err() == nil {
			q.log.Warn("janitor", "err", err)
		}
		_ = sleep(ctx, q.cfg.Tidy)
	}
	return nil
}

// tidy removes once what may go at this time.
func (q *Queue) tidy(ctx context.Context, now time.Time) error {
	stream, err := q.js.Stream(ctx, q.stream("IN"))
	if err != nil {
		return fmt.Errorf("tidy: %w", reach(ctx, err))
	}
	info := stream.CachedInfo()
	full := info.Config.MaxBytes > 0 && info.State.Bytes > uint64(info.Config.MaxBytes)/2
	if info.State.Msgs == 0 || !full && now.Sub(info.State.FirstTime) < inputKept {
		return nil
	}
	seen, err := q.ackFloor(ctx, stream, intakeName)
	if err != nil {
		return err
	}
	if !full {
		if seen, err = lastBefore(ctx, stream, info.State.FirstSeq, seen, now.Add(-inputKept)); err != nil {
			return err
		}
	}
	floors := map[string]uint64{}
	for _, lane := range lanes {
		if floors[lane], err = q.ackFloor(ctx, stream, laneName(lane)); err != nil {
			return err
		}
	}
	// What a consumer has given up is below its floor as well. It is asked for
	// after the floors, which it has told of.
	givenUp, err := q.givenUp(ctx, stream)
	if err != nil {
		return fmt.Errorf("tidy: %w", err)
	}
	for _, lane := range lanes {
		done := min(floors[lane], seen, givenUp-1)
		if done < info.State.FirstSeq {
			continue
		}
		for _, subject := range []string{q.subject("in", lane), q.subject("in", lane, "*")} {
			if err := stream.Purge(ctx, jetstream.WithPurgeSubject(subject), jetstream.WithPurgeSequence(done+1)); err != nil {
				return fmt.Errorf("tidy %s: %w", lane, reach(ctx, err))
			}
		}
	}
	return nil
}

// ackFloor is the sequence up to which everything of a consumer of this input
// stream is acked, 0 where there is none.
func (q *Queue) ackFloor(ctx context.Context, stream jetstream.Stream, name string) (uint64, error) {
	info, err := q.consumerInfo(ctx, stream, name)
	if err != nil || info == nil {
		return 0, err
	}
	return info.AckFloor.Stream, nil
}

// consumerInfo is the state of a consumer of this input stream, nil where there
// is none: one of a former stream has another name.
func (q *Queue) consumerInfo(ctx context.Context, stream jetstream.Stream, name string) (*jetstream.ConsumerInfo, error) {
	name = durable(name, stream.CachedInfo().Created)
	c, err := stream.Consumer(ctx, name)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", name, reach(ctx, err))
	}
	return c.CachedInfo(), nil
}

// lastBefore is the last sequence of first to last that was stored before the
// time, first-1 where none was.
func lastBefore(ctx context.Context, stream jetstream.Stream, first, last uint64, before time.Time) (uint64, error) {
	for first <= last {
		middle := first + (last-first)/2
		msg, err := stream.GetMsg(ctx, middle, jetstream.WithGetMsgSubject(">")) // the next from there
		if err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) {
			return 0, fmt.Errorf("tidy: %w", reach(ctx, err))
		}
		if err == nil && msg.Time.Before(before) {
			first = max(msg.Sequence, middle) + 1
		} else {
			last = middle - 1
		}
	}
	return first - 1, nil
}
