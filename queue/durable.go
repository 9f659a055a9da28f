package queue

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// handler does what a message asks for, perhaps not for the first time. again
// is after how long it is to come again, 0 for never; after an error it comes
// again in an ack wait.
type handler func(context.Context, jetstream.Msg) (again time.Duration, err error)

// follow hands every message of a stream of followers to handle until ctx ends,
// then returns nil. Any number of processes may follow. A server that is away
// is waited for.
func (q *Queue) follow(ctx context.Context, stream string, handle handler) error {
	name := q.followers()[stream].Durable
	for ctx.Err() == nil {
		if err := q.followOnce(ctx, stream, name, handle); err != nil && ctx.Err() == nil {
			q.log.Warn(name+" interrupted", "err", err)
		}
		_ = sleep(ctx, time.Second)
	}
	return nil
}

func (q *Queue) followOnce(ctx context.Context, stream, name string, handle handler) error {
	c, err := q.follower(ctx, stream)
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

// followers is the table of the durable consumers of the other streams, by
// stream: one each.
func (q *Queue) followers() map[string]jetstream.ConsumerConfig {
	base := jetstream.ConsumerConfig{AckPolicy: jetstream.AckExplicitPolicy, AckWait: q.cfg.AckWait, MaxDeliver: -1, MaxAckPending: 1}
	decisions, advisories, timer := base, base, base
	decisions.Durable, decisions.Description = "decisions", "applies what editors decide, in order"
	advisories.Durable, advisories.Description = "advisories", "finds inputs that were given up"
	timer.Durable, timer.Description = "timer", "releases what an embargo held"
	advisories.MaxAckPending, timer.MaxAckPending = -1, -1 // those that wait count
	return map[string]jetstream.ConsumerConfig{"DESK": decisions, "ADV": advisories, "TIMER": timer}
}

// follower binds to the durable consumer of a stream, after making it where it
// is missing.
func (q *Queue) follower(ctx context.Context, stream string) (jetstream.Consumer, error) {
	s, err := q.js.Stream(ctx, q.stream(stream))
	if err != nil {
		return nil, err
	}
	return q.ensureConsumer(ctx, s, q.followers()[stream])
}
