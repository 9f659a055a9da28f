package queue

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// An input that intake has not seen yet is waited for, its head looked at every
// unseenPoll; after unseenWait it goes back for as long.
const (
	unseenPoll = 10 * time.Millisecond
	unseenWait = 100 * time.Millisecond
)

// take makes a task of an input of a lane, or ends the input and returns nil
// where nothing is to be done: it is no article (intake buries it), it is not
// its article's head, or its result or its dead letter is there.
func (q *Queue) take(ctx context.Context, in *input, msg jetstream.Msg) (*Task, error) {
	received := time.Now()
	at, err := in.place(msg)
	if err != nil {
		return nil, err
	}
	a, err := readMessage(msg.Subject(), msg.Headers(), msg.Data())
	var invalid *article.InvalidError
	if errors.As(err, &invalid) {
		return nil, msg.Ack()
	}
	if err != nil {
		return nil, err
	}
	aid := a.AID()
	h, err := q.seenHead(ctx, in, aid, at)
	if err != nil {
		return nil, err
	}
	if !h.saw(at) {
		return nil, msg.NakWithDelay(unseenWait)
	}
	wanted, err := q.wanted(ctx, aid, h, at)
	if err != nil {
		return nil, err
	}
	if !wanted {
		return nil, msg.Ack()
	}
	return &Task{
		Article: a, AID: aid, Revision: h.Revision, Epoch: h.Epoch,
		Lane: laneOf(msg.Subject()), Seq: at.Seq, Header: carriedHeaders(msg.Headers()),
		q: q, msg: msg, at: at, ackWait: in.ackWait, until: received.Add(in.ackWait),
	}, nil
}

// wanted reports whether there is work on the input at this place. A crash of
// the server brings back inputs whose ack it had confirmed, so what has ended
// is looked for, not trusted to stay away.
func (q *Queue) wanted(ctx context.Context, aid string, h head, at place) (bool, error) {
	// A worker may have died between its result and its look at the head.
	if err := q.enforceKill(ctx, aid, h); err != nil || !h.isInput(at) {
		return false, err
	}
	last, err := q.latest(ctx, aid)
	if err != nil || !last.before(article.Result{Revision: h.Revision}) {
		return false, err
	}
	d, err := q.findDead(ctx, aid, at, h.Epoch)
	return d == nil, err
}

// seenHead reads the head, and gives intake a moment to reach the input. What
// comes later in a lane waits for what came before: one at a time asks again.
func (q *Queue) seenHead(ctx context.Context, in *input, aid string, at place) (head, error) {
	h, _, err := q.readHead(ctx, aid)
	if err != nil || h.saw(at) {
		return h, err
	}
	wait, done := context.WithTimeout(ctx, unseenWait)
	defer done()
	select {
	case <-wait.Done():
		return h, nil
	case in.front <- struct{}{}:
		defer func() { <-in.front }()
	}
	for {
		if h, _, err = q.readHead(ctx, aid); err != nil || h.saw(at) || sleep(wait, unseenPoll) != nil {
			return h, err
		}
	}
}
