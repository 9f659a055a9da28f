package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// input is a binding to one durable consumer of the input stream. Messages
// are asked for only in next, so nothing waits in a buffer here while its ack
// wait runs.
type input struct {
	consumer jetstream.Consumer
	msgs     jetstream.MessagesContext
	created  time.Time // of the stream
	ackWait  time.Duration
	front    chan struct{} // held by the message that waits for intake
}

// The server is asked to give a sign of life several times per ack wait, within
// what it allows, so that a request it has forgotten is repeated in time.
func signOfLife(ackWait time.Duration) time.Duration {
	return min(max(ackWait/5, 500*time.Millisecond), 5*time.Second)
}

// input binds to a consumer, after making it, and the stream, where they are
// missing. ahead is how many messages are asked for at once.
func (q *Queue) input(ctx context.Context, name string, ahead int) (*input, error) {
	stream, err := q.ensureStream(ctx, q.streams()[0])
	if err != nil {
		return nil, reach(ctx, err)
	}
	in := &input{created: stream.CachedInfo().Created, front: make(chan struct{}, 1)}
	if in.consumer, in.ackWait, err = q.consumer(ctx, stream, name); err != nil {
		return nil, reach(ctx, err)
	}
	in.msgs, err = in.consumer.Messages(jetstream.PullMaxMessages(ahead),
		jetstream.PullExpiry(20*time.Second), jetstream.PullHeartbeat(signOfLife(in.ackWait)))
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", name, reach(ctx, err))
	}
	return in, nil
}

// next waits for a message. A server that is away is waited for; the error says
// that the consumer is gone, or the context's.
func (in *input) next(ctx context.Context) (jetstream.Msg, error) {
	for {
		msg, err := in.msgs.Next(jetstream.NextContext(ctx))
		if !errors.Is(err, jetstream.ErrNoHeartbeat) {
			return msg, err
		}
		// The client asks again by itself, a consumer that is gone as well.
		if _, err := in.consumer.Info(ctx); errors.Is(err, jetstream.ErrConsumerNotFound) || errors.Is(err, jetstream.ErrStreamNotFound) {
			return nil, err
		}
	}
}

// place returns where a message of this binding stands.
func (in *input) place(msg jetstream.Msg) (place, error) {
	meta, err := msg.Metadata()
	if err != nil {
		return place{}, fmt.Errorf("input: %w", err)
	}
	return place{Stream: in.created, Seq: meta.Sequence.Stream}, nil
}

// close takes the standing request back and hands back what was delivered to
// it meanwhile. Without that, those messages would be lost from sight for an
// ack wait.
func (in *input) close() {
	in.msgs.Drain()
	for {
		msg, err := in.msgs.Next(jetstream.NextMaxWait(time.Second))
		if err != nil {
			in.msgs.Stop()
			return
		}
		_ = msg.Nak() // the ack wait is the fallback
	}
}
