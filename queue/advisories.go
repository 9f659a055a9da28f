package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
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
// looked at: only an input that its lane has let go of, and no worker has in
// hand, is buried.
func (q *Queue) heed(ctx context.Context, msg jetstream.Msg) (again time.Duration, err error) {
	adv, ok := q.readAdvisory(msg.Data())
	if !ok {
		return 0, nil
	}
	stream, err := q.js.Stream(ctx, q.stream("IN"))
	if err != nil {
		return 0, reach(ctx, err)
	}
	in, err := q.unended(ctx, stream, adv.Seq)
	if in == nil || err != nil {
		return 0, err
	}
	if !in.letGo || in.held {
		return q.cfg.AckWait, nil
	}
	in.letter.Reason = adv.String()
	q.log.Error("input was given up", "article", in.letter.ID, "sequence", adv.Seq, "consumer", adv.Consumer)
	return 0, q.bury(ctx, in.letter, in.letter.at)
}

// unended is an input that has no end yet.
type unended struct {
	letGo  bool // its lane will not deliver it again
	held   bool // a worker has its article in hand
	letter DeadLetter
}

// unended returns nil for an input that has an end, is none, or has gone from
// the stream.
func (q *Queue) unended(ctx context.Context, stream jetstream.Stream, seq uint64) (*unended, error) {
	in, err := stream.GetMsg(ctx, seq)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("input %d: %w", seq, reach(ctx, err))
	}
	a, err := readMessage(in.Subject, in.Header, in.Data)
	if _, ok := errors.AsType[*article.InvalidError](err); ok {
		return nil, nil // intake buries it, which nobody can take from it
	}
	if err != nil {
		return nil, err
	}
	// The end is looked for last: whoever lets go of an input has stored its
	// end before.
	var u unended
	if u.letGo, err = q.letGo(ctx, stream, laneName(laneOf(in.Subject)), seq); err != nil {
		return nil, err
	}
	held, e, err := q.inHand(ctx, a.AID())
	if err != nil {
		return nil, err
	}
	u.held = held
	h, _, err := q.readHead(ctx, a.AID())
	if err != nil {
		return nil, err
	}
	at := place{stream.CachedInfo().Created, seq}
	if !h.saw(at) {
		u.letGo = false // it waits for intake
		return &u, nil
	}
	if wanted, err := q.wanted(ctx, a.AID(), h, at); err != nil || !wanted {
		return nil, err
	}
	u.letter = DeadLetter{
		ID: a.AID(), Class: classAbandoned, at: at,
		Subject: in.Subject, Sequence: seq, Epoch: h.Epoch, Headers: in.Header, Input: in.Data,
	}
	if e.Revision == h.Revision && e.Epoch == h.Epoch {
		u.letter.Attempts = e.Steps.Total()
	}
	return &u, nil
}

// readAdvisory is false for what names no input.
func (q *Queue) readAdvisory(data []byte) (adv advisory, ok bool) {
	err := json.Unmarshal(data, &adv)
	return adv, err == nil && adv.Stream == q.stream("IN") && adv.Seq > 0
}

// String is short, whatever was published.
func (a advisory) String() string {
	return fmt.Sprintf("consumer %.60s gave it up: %.60s %.300s", a.Consumer, a.Type, a.Reason)
}

// letGo reports whether the consumer will not deliver the input again: all up
// to there is acked, or all that was delivered is. What had too many
// deliveries moves the floor only with the next ack.
func (q *Queue) letGo(ctx context.Context, stream jetstream.Stream, name string, seq uint64) (bool, error) {
	info, err := q.consumerInfo(ctx, stream, name)
	if err != nil || info == nil {
		return false, err
	}
	return info.AckFloor.Stream >= seq || info.NumAckPending == 0 && info.Delivered.Stream >= seq, nil
}

// inHand reports whether a worker has the article in hand, and returns its
// entry in the ledger.
func (q *Queue) inHand(ctx context.Context, aid string) (bool, entry, error) {
	e, kv, err := q.readEntry(ctx, aid)
	if err != nil || kv == nil || e.Owner == "" {
		return false, e, err
	}
	now, err := q.serverTime(ctx)
	return now.Sub(kv.Created()) < e.Lease, e, err
}

// givenUp is the lowest input that its lane has let go of without an end, and
// that RunAdvisories has yet to bury; the highest number where there is none.
func (q *Queue) givenUp(ctx context.Context, in jetstream.Stream) (lowest uint64, err error) {
	lowest = math.MaxUint64
	stream, err := q.js.Stream(ctx, q.stream("ADV"))
	if err != nil {
		return 0, fmt.Errorf("advisories: %w", reach(ctx, err))
	}
	var settled uint64
	c, err := stream.Consumer(ctx, q.followers()["ADV"].Durable)
	switch {
	case errors.Is(err, jetstream.ErrConsumerNotFound):
	case err != nil:
		return 0, fmt.Errorf("advisories: %w", reach(ctx, err))
	case c.CachedInfo().NumPending == 0 && c.CachedInfo().NumAckPending == 0:
		return lowest, nil
	default:
		settled = c.CachedInfo().AckFloor.Stream
	}
	for msg, err := range messages(ctx, stream, ">", settled+1) {
		if err != nil {
			return 0, fmt.Errorf("advisories: %w", reach(ctx, err))
		}
		adv, ok := q.readAdvisory(msg.Data)
		if !ok || adv.Seq >= lowest {
			continue
		}
		u, err := q.unended(ctx, in, adv.Seq)
		if err != nil {
			return 0, err
		}
		if u != nil && u.letGo {
			lowest = adv.Seq
		}
	}
	return lowest, nil
}
