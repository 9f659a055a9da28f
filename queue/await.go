package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// End is how an input ended.
type End string

const (
	// EndPublished: the result of its revision is there, or a newer edit of it.
	EndPublished End = "published"
	// EndDead: it is a dead letter.
	EndDead End = "dead"
	// EndSuperseded: a newer input of the article is known.
	EndSuperseded End = "superseded"
	// EndKilled: it is a kill and was carried out, or a kill has met it.
	EndKilled End = "killed"
)

// Outcome is the end of one input.
type Outcome struct {
	Sequence uint64
	AID      string // the dead letter's id for an input that is no article
	End      End
	// Result is the article's latest result, whoever's it is; nil where there
	// is none.
	Result *article.Result
	// Dead is set for EndDead.
	Dead *DeadLetter
}

// ErrNoInput says that there is no input with this sequence: there never was,
// or it is done and the janitor has removed it.
var ErrNoInput = errors.New("no longer in the input stream")

// Await waits for the end of the input with this sequence in the input
// stream. An input with the same content as an earlier one shares its end. One
// that is removed meanwhile is waited for all the same; ErrNoInput is of one
// that is not there at the beginning.
// It is for commands that wait for a handful of inputs: it looks a few times a
// second.
func (q *Queue) Await(ctx context.Context, seq uint64) (Outcome, error) {
	o, err := q.await(ctx, seq)
	if err != nil {
		return o, fmt.Errorf("await input %d: %w", seq, reach(ctx, err))
	}
	return o, nil
}

func (q *Queue) await(ctx context.Context, seq uint64) (Outcome, error) {
	o := Outcome{Sequence: seq}
	stream, err := q.js.Stream(ctx, q.stream("IN"))
	if err != nil {
		return o, err
	}
	msg, err := stream.GetMsg(ctx, seq)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return o, ErrNoInput
	}
	if err != nil {
		return o, err
	}
	at := place{stream.CachedInfo().Created, seq}
	a, err := readMessage(msg.Subject, msg.Header, msg.Data)
	var invalid *article.InvalidError
	switch {
	case errors.As(err, &invalid):
		o.AID = unreadableID(at, msg.Data)
	case err != nil:
		return o, err
	default:
		o.AID = a.AID()
	}
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, 250*time.Millisecond) {
		if invalid != nil {
			err = q.endDead(ctx, &o, at, 0)
		} else {
			err = q.findEnd(ctx, &o, a, at)
		}
		if err != nil || o.End != "" {
			return o, err
		}
		if err := sleep(ctx, pause); err != nil {
			return o, err
		}
	}
}

// findEnd sets the end of an input that is an article, if it has one by now.
func (q *Queue) findEnd(ctx context.Context, o *Outcome, a article.Article, at place) error {
	h, _, err := q.readHead(ctx, o.AID)
	if err != nil || !h.saw(at) {
		return err
	}
	last, err := q.latest(ctx, o.AID)
	if err != nil {
		return err
	}
	if last.seq > 0 {
		o.Result = &last.Result
	}
	switch {
	case h.Status == article.Canceled:
		if last.seq == 0 || last.State == article.StateKilled {
			o.End = EndKilled
		}
		return nil
	case h.Seq != at.Seq && a.Hash() != h.Hash:
		o.End = EndSuperseded
		return nil
	case !last.before(article.Result{Revision: h.Revision}):
		o.End = EndPublished
		return nil
	}
	return q.endDead(ctx, o, place{h.Stream, h.Seq}, h.Epoch)
}

// endDead sets the end if there is a dead letter of the input at this place.
func (q *Queue) endDead(ctx context.Context, o *Outcome, at place, epoch int) (err error) {
	if o.Dead, err = q.findDead(ctx, o.AID, at, epoch); o.Dead != nil {
		o.End = EndDead
	}
	return err
}
