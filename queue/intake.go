package queue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// RunIntake reads the input log in order until ctx ends, then returns nil. It
// gives each input its revision, turns away what is old or the same, buries
// what is no article, and carries out kills. It waits for no slot and calls no
// model. Any number of processes may run it: the server gives them one input
// at a time. A server that is away is waited for; the only error is a
// *ConfigError.
func (q *Queue) RunIntake(ctx context.Context) error {
	for {
		err := q.intake(ctx)
		if ctx.Err() != nil {
			return nil
		}
		var bad *ConfigError
		if errors.As(err, &bad) {
			return fmt.Errorf("intake: %w", err)
		}
		q.log.Warn("intake interrupted", "err", err)
		if sleep(ctx, time.Second) != nil {
			return nil
		}
	}
}

// intake works on one binding to the consumer until ctx ends or the binding
// breaks.
func (q *Queue) intake(ctx context.Context) error {
	in, err := q.input(ctx, intakeName, 64)
	if err != nil {
		return err
	}
	defer in.close()
	for {
		msg, err := in.next(ctx)
		if err != nil {
			return err
		}
		if err := q.admit(ctx, in, msg); err != nil {
			q.log.Error("intake", "subject", msg.Subject(), "err", err)
			// It stays the next in the log: nothing overtakes it.
			if err := msg.NakWithDelay(time.Second); err != nil {
				return err
			}
			continue
		}
		if err := msg.Ack(); err != nil {
			return err
		}
	}
}

// admit does for one input all that intake does. Done twice, it changes
// nothing the second time.
func (q *Queue) admit(ctx context.Context, in *input, msg jetstream.Msg) error {
	at, err := in.place(msg)
	if err != nil {
		return err
	}
	a, err := readMessage(msg.Subject(), msg.Headers(), msg.Data())
	var invalid *article.InvalidError
	if errors.As(err, &invalid) {
		q.log.Warn("input is no article", "article", unreadableID(at, msg.Data()), "subject", msg.Subject(), "sequence", at.Seq, "class", classInvalid, "reason", invalid.Reason)
		return q.buryInvalid(ctx, msg, at, invalid)
	}
	if err != nil {
		return err
	}
	letter, err := q.retried(ctx, a.AID(), msg)
	if err != nil {
		return err
	}
	h, err := q.advance(ctx, a, at, letter)
	if err != nil {
		return err
	}
	return q.enforceKill(ctx, a.AID(), h)
}

// advance moves the article's head past the input, which may have been sent
// again for a dead letter, and returns the new head.
func (q *Queue) advance(ctx context.Context, a article.Article, at place, letter *DeadLetter) (head, error) {
	aid := a.AID()
	for {
		h, rev, err := q.readHead(ctx, aid)
		if err == nil && rev == 0 {
			h, err = q.firstHead(ctx, aid)
		}
		if err != nil || h.saw(at) {
			return h, err
		}
		next := h.next(a, at)
		if letter != nil && h.isLetter(*letter) {
			next = h.again(at)
		}
		ok, err := q.writeHead(ctx, aid, next, rev)
		if err != nil {
			return h, err
		}
		if ok {
			q.log.Info("input", "article", aid, "sequence", at.Seq, "source", a.Source,
				"revision", next.Revision, "status", cmp.Or(a.Status, article.Usable), "accepted", next.Seq == at.Seq)
			return next, nil
		}
	}
}
