package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
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
	t := &Task{
		Article: a, AID: aid, Revision: h.Revision, Epoch: h.Epoch,
		Lane: laneOf(msg.Subject()), Seq: at.Seq, Header: carriedHeaders(msg.Headers()),
		q: q, msg: msg, at: at, ackWait: in.ackWait, until: received.Add(in.ackWait), owner: uuid.NewString(),
	}
	return q.leased(ctx, t)
}

// leased returns the task once its article is in our hands. Otherwise it ends
// it and returns nil: another has it, or it has ended so many workers that it
// is a dead letter.
func (q *Queue) leased(ctx context.Context, t *Task) (*Task, error) {
	wait, err := t.lease(ctx)
	switch {
	case errors.Is(err, ErrSuperseded):
		return nil, t.Ack()
	case err != nil:
		if t.book.Owner == t.owner { // it may be in the ledger
			err = errors.Join(err, t.Disown(ctx))
		}
		return nil, err
	case wait > 0:
		return nil, t.msg.NakWithDelay(wait + leaseMargin)
	case t.book.Crashes > crashAllowance:
		q.log.Error("article buried", "article", t.AID, "revision", t.Revision, "class", classPoison)
		return nil, t.Bury(ctx, classPoison, fmt.Sprintf(
			"%d workers ended without a word while they had it in hand, the last of them with nothing else", t.book.Crashes), t.book.Steps.Total())
	}
	return t, nil
}

// leaseMargin is how long after a lease has ended its article is looked at.
const leaseMargin = 10 * time.Millisecond

// classPoison is the class of the dead letters of articles that end workers.
const classPoison = "poison"

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
