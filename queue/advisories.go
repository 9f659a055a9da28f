package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// classAbandoned is the class of the dead letters of inputs that a consumer
// gave up without any word of ours.
const classAbandoned = "abandoned"

// advisory is what the server says when a consumer gives a message up.
type advisory struct {
	Type     string `json:"type"`
	Stream   string `json:"stream"`
	Consumer string `json:"consumer"`
	Seq      uint64 `json:"stream_seq"`
	Reason   string `json:"reason"`
}

// RunAdvisories makes sure that no input is forgotten, until ctx ends, then
// returns nil: where the server says that a consumer has given one up, by an
// operator's hand or a limit of his, and it has no end, it becomes a dead
// letter. Our own end of an input has its dead letter before. Any number of
// processes may run it. A server that is away is waited for.
func (q *Queue) RunAdvisories(ctx context.Context) error {
	return q.follow(ctx, "ADV", q.heed)
}

// heed looks after the input that an advisory names. It is done with once the
// input is known to have an end. Whoever may publish there can at most have it
// looked at: only an input that its lane has let go of is buried.
func (q *Queue) heed(ctx context.Context, msg jetstream.Msg) (again time.Duration, err error) {
	var adv advisory
	if json.Unmarshal(msg.Data(), &adv) != nil || adv.Stream != q.stream("IN") || adv.Seq == 0 {
		return 0, nil
	}
	stream, err := q.js.Stream(ctx, q.stream("IN"))
	if err != nil {
		return 0, reach(ctx, err)
	}
	in, err := stream.GetMsg(ctx, adv.Seq)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, reach(ctx, err)
	}
	at := place{stream.CachedInfo().Created, adv.Seq}
	a, err := readMessage(in.Subject, in.Header, in.Data)
	if _, ok := errors.AsType[*article.InvalidError](err); ok {
		return 0, nil // intake buries it, which nobody can take from it
	}
	if err != nil {
		return 0, err
	}
	h, _, err := q.readHead(ctx, a.AID())
	if err != nil || !h.saw(at) {
		return q.cfg.AckWait, err
	}
	if wanted, err := q.wanted(ctx, a.AID(), h, at); err != nil || !wanted {
		return 0, err
	}
	floor, err := q.ackFloor(ctx, stream, laneName(laneOf(in.Subject)))
	if err != nil || floor < adv.Seq {
		return q.cfg.AckWait, err
	}
	q.log.Error("input was given up", "article", a.AID(), "sequence", adv.Seq, "consumer", adv.Consumer)
	return 0, q.bury(ctx, DeadLetter{
		ID: a.AID(), Class: classAbandoned, Reason: fmt.Sprintf("consumer %s gave it up: %s %s", adv.Consumer, adv.Type, adv.Reason),
		Subject: in.Subject, Sequence: adv.Seq, Epoch: h.Epoch, Headers: in.Header, Input: in.Data,
	}, at)
}
