package queue

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// DeadSchema names the form of a dead letter.
const DeadSchema = "naql.dead/1"

// DeadLetter is an input that could not be done, with the whole of it. Its
// JSON is the message that is published.
type DeadLetter struct {
	Schema string `json:"schema"`
	// ID is the article, or for an input whose article is not known an id of
	// its own.
	ID       string `json:"id"`
	Class    string `json:"class"`
	Reason   string `json:"reason"`
	Attempts int    `json:"attempts"`
	// Subject and Sequence are the input's place in the input stream.
	Subject  string      `json:"subject"`
	Sequence uint64      `json:"sequence"`
	Epoch    int         `json:"epoch"`
	Headers  nats.Header `json:"headers"`
	Input    []byte      `json:"input"`
	At       time.Time   `json:"at"`

	// Number is the letter's sequence in the stream of dead letters; 0 before
	// it is there.
	Number uint64 `json:"-"`
	at     place  // of the input
}

// bury stores a dead letter and returns when the server has it. The same
// input, class and epoch, buried again within an hour, is stored once; two
// inputs never share a dead letter. Should the server's limits not allow the
// whole input, the letter says where it is.
func (q *Queue) bury(ctx context.Context, d DeadLetter, at place) error {
	d.Schema, d.At = DeadSchema, time.Now().UTC()
	if d.Headers == nil {
		d.Headers = nats.Header{}
	}
	data, err := json.Marshal(d)
	if err == nil && int64(len(data)) > q.nc.MaxPayload()-1<<10 {
		d.Reason += fmt.Sprintf(" (the input is too large to be kept here: %s, sequence %d)", q.stream("IN"), d.Sequence)
		d.Headers, d.Input = nats.Header{}, []byte{}
		data, err = json.Marshal(d)
	}
	if err != nil {
		return fmt.Errorf("bury %s: %w", d.ID, err)
	}
	msg := &nats.Msg{Subject: q.subject("dead", d.Class, d.ID), Data: data, Header: nats.Header{"Content-Type": {"application/json"}}}
	if _, err := q.js.PublishMsg(ctx, msg, jetstream.WithMsgID(d.messageID(at))); err != nil {
		return fmt.Errorf("bury %s: %w", d.ID, refused(ctx, err))
	}
	return nil
}

// messageID is the Nats-Msg-Id of the dead letter of the input at this place.
func (d DeadLetter) messageID(at place) string {
	return fmt.Sprintf("%s/%s/%d/%d/%d", d.Class, d.ID, at.Stream.UnixNano(), at.Seq, d.Epoch)
}

// buryInvalid stores the dead letter of an input that is no article.
func (q *Queue) buryInvalid(ctx context.Context, msg jetstream.Msg, at place, reason *article.InvalidError) error {
	return q.bury(ctx, DeadLetter{
		ID: unreadableID(at, msg.Data()), Class: classInvalid, Reason: reason.Error(),
		Subject: msg.Subject(), Sequence: at.Seq, Headers: msg.Headers(), Input: msg.Data(),
	}, at)
}

const classInvalid = "invalid"

// unreadableID is the id of an input of which no article could be made, so
// that its dead letter has a subject of its own: another input's id comes out
// of it only by the same place and the same bytes.
func unreadableID(at place, data []byte) string {
	place := fmt.Appendf(nil, "unreadable/%d/%d/%x", at.Stream.UnixNano(), at.Seq, sha256.Sum256(data))
	return strings.ToLower(article.Digest(place))
}

// findDead returns the dead letter of the input at this place that was written
// in this epoch, or nil.
func (q *Queue) findDead(ctx context.Context, aid string, at place, epoch int) (*DeadLetter, error) {
	for msg, err := range messages(ctx, q.dead, q.subject("dead", "*", aid), 1) { // none, nearly always
		var d DeadLetter
		if err == nil {
			err = json.Unmarshal(msg.Data, &d)
		}
		if err != nil {
			return nil, fmt.Errorf("dead letters of %s: %w", aid, err)
		}
		if d.Epoch == epoch && header(msg.Header, "Nats-Msg-Id") == d.messageID(at) {
			return &d, nil
		}
	}
	return nil, nil
}

// DeadLetters reads the dead letters of one article, or of all for an empty
// aid, oldest first, to the end of the stream. It ends after the first error.
func (q *Queue) DeadLetters(ctx context.Context, aid string) iter.Seq2[DeadLetter, error] {
	return func(yield func(DeadLetter, error) bool) {
		if aid != "" && CheckAID(aid) != nil {
			yield(DeadLetter{}, fmt.Errorf("dead letters: %w", CheckAID(aid)))
			return
		}
		filter := q.subject("dead", "*", anyIfEmpty(aid))
		for msg, err := range q.read(ctx, q.stream("DEAD"), []string{filter}, false) {
			var d DeadLetter
			var meta *jetstream.MsgMetadata
			if err == nil {
				meta, err = msg.Metadata()
			}
			if err == nil {
				d, err = readLetter(msg.Data(), msg.Headers(), meta.Sequence.Stream)
			}
			if err != nil {
				yield(DeadLetter{}, fmt.Errorf("dead letters: %w", err))
				return
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

func anyIfEmpty(token string) string {
	if token == "" {
		return "*"
	}
	return token
}
