package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// handler does what a message asks for, perhaps not for the first time. again
// is after how long it is to come again, 0 for never; after an error it comes
// again in an ack wait.
type handler func(context.Context, jetstream.Msg) (again time.Duration, err error)

// follow hands every message of a stream to handle until ctx ends, then returns
// nil. At most inHand messages are under way over all processes, those that
// come again included; with 1 they come in order. A server that is away is
// waited for.
func (q *Queue) follow(ctx context.Context, stream, name string, inHand int, handle handler) error {
	for ctx.Err() == nil {
		if err := q.followOnce(ctx, stream, name, inHand, handle); err != nil && ctx.Err() == nil {
			q.log.Warn(name+" interrupted", "err", err)
		}
		_ = sleep(ctx, time.Second)
	}
	return nil
}

func (q *Queue) followOnce(ctx context.Context, stream, name string, inHand int, handle handler) error {
	c, err := q.follower(ctx, stream, name, inHand)
	if err != nil {
		return reach(ctx, err)
	}
	msgs, err := c.Messages(jetstream.PullMaxMessages(1), jetstream.PullExpiry(20*time.Second), jetstream.PullHeartbeat(signOfLife(q.cfg.AckWait)))
	if err != nil {
		return reach(ctx, err)
	}
	defer msgs.Stop()
	for {
		msg, err := msgs.Next(jetstream.NextContext(ctx))
		if errors.Is(err, jetstream.ErrNoHeartbeat) {
			if _, err := c.Info(ctx); errors.Is(err, jetstream.ErrConsumerNotFound) || errors.Is(err, jetstream.ErrStreamNotFound) {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		again, err := handle(ctx, msg)
		if err != nil {
			q.log.Warn(name, "subject", msg.Subject(), "err", err)
			again = q.cfg.AckWait
		}
		if again > 0 {
			err = msg.NakWithDelay(again)
		} else {
			err = msg.Ack()
		}
		if err != nil {
			return err
		}
	}
}

// follower binds to a durable consumer of a stream, after making it where it
// is missing.
func (q *Queue) follower(ctx context.Context, stream, name string, inHand int) (jetstream.Consumer, error) {
	s, err := q.js.Stream(ctx, q.stream(stream))
	if err != nil {
		return nil, err
	}
	want := jetstream.ConsumerConfig{
		Durable: name, AckPolicy: jetstream.AckExplicitPolicy, AckWait: q.cfg.AckWait, MaxDeliver: -1, MaxAckPending: inHand,
	}
	c, err := s.Consumer(ctx, name)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		if c, err = s.CreateConsumer(ctx, want); errors.Is(err, jetstream.ErrConsumerExists) {
			c, err = s.Consumer(ctx, name)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", name, err)
	}
	if problems := consumerProblems(c.CachedInfo().Config, want); len(problems) > 0 {
		return nil, &ConfigError{Name: "consumer " + name, Problems: problems}
	}
	return c, nil
}
