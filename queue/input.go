package queue

import (
	"context"
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
		jetstream.PullExpiry(20*time.Second), jetstream.PullHeartbeat(5*time.Second))
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", name, reach(ctx, err))
	}
	return in, nil
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
