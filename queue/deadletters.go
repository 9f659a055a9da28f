package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// retryHeader names the dead letter that an input is sent again for. Intake
// obeys it only where that letter holds this very input.
const retryHeader = "Naql-Retry"

// ErrNoLetter says that there is no dead letter of this number: there never
// was, or it was dropped.
var ErrNoLetter = errors.New("no such dead letter")

// Standing says what a dead letter still means.
type Standing string

const (
	// StandingOpen: its input has no other end.
	StandingOpen Standing = "open"
	// StandingDone: there is a result of its revision.
	StandingDone Standing = "done"
	// StandingRetried: its input was sent again since.
	StandingRetried Standing = "retried"
	// StandingSuperseded: a newer revision of its article is known.
	StandingSuperseded Standing = "superseded"
	// StandingKilled: a kill of its article is known.
	StandingKilled Standing = "killed"
)

// RetryError refuses to send an input again.
type RetryError struct {
	Number uint64
	Reason string
}

func (e *RetryError) Error() string { return fmt.Sprintf("dead letter %d: %s", e.Number, e.Reason) }

// DeadLetter returns the letter with this number. The error is ErrNoLetter or
// ErrUnreachable.
func (q *Queue) DeadLetter(ctx context.Context, number uint64) (DeadLetter, error) {
	msg, err := q.dead.GetMsg(ctx, number)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return DeadLetter{}, fmt.Errorf("dead letter %d: %w", number, ErrNoLetter)
	}
	if err != nil {
		return DeadLetter{}, fmt.Errorf("dead letter %d: %w", number, reach(ctx, err))
	}
	return readLetter(msg.Data, msg.Header, number)
}

func readLetter(data []byte, h nats.Header, number uint64) (d DeadLetter, err error) {
	if err = json.Unmarshal(data, &d); err != nil {
		return d, fmt.Errorf("dead letter %d: %w", number, err)
	}
	d.Number, d.at = number, letterPlace(header(h, "Nats-Msg-Id"))
	return d, nil
}

// letterPlace reads the place of the input from a letter's message id; it is
// zero where that is none of ours.
func letterPlace(id string) place {
	parts := strings.Split(id, "/")
	if len(parts) != 5 {
		return place{}
	}
	created, err1 := strconv.ParseInt(parts[2], 10, 64)
	seq, err2 := strconv.ParseUint(parts[3], 10, 64)
	if err1 != nil || err2 != nil {
		return place{}
	}
	return place{time.Unix(0, created), seq}
}

// Drop removes a letter for good. Dropping one that is gone is ErrNoLetter.
func (q *Queue) Drop(ctx context.Context, number uint64) error {
	err := q.dead.DeleteMsg(ctx, number)
	if errors.Is(err, jetstream.ErrMsgNotFound) || errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) || apiCode(err) == codeNoMessage {
		return fmt.Errorf("dead letter %d: %w", number, ErrNoLetter)
	}
	if err != nil {
		return fmt.Errorf("drop dead letter %d: %w", number, reach(ctx, err))
	}
	return nil
}

// StandingOf says what the letter still means.
func (q *Queue) StandingOf(ctx context.Context, d DeadLetter) (Standing, error) {
	if d.Class == classInvalid {
		return StandingOpen, nil
	}
	h, _, err := q.readHead(ctx, d.ID)
	if err != nil {
		return "", err
	}
	switch {
	case h.Status == article.Canceled:
		return StandingKilled, nil
	case h.isLetter(d):
		last, err := q.latest(ctx, d.ID)
		if err != nil || last.before(article.Result{Revision: h.Revision}) {
			return StandingOpen, err
		}
		return StandingDone, nil
	}
	if a, err := readMessage(d.Subject, d.Headers, d.Input); err == nil && a.Hash() == h.Hash {
		return StandingRetried, nil
	}
	return StandingSuperseded, nil
}

// isLetter reports whether the accepted input is the one that the letter holds,
// in the letter's epoch.
func (h head) isLetter(d DeadLetter) bool {
	return h.Seq > 0 && h.Stream.Equal(d.at.Stream) && h.Seq == d.at.Seq && h.Epoch == d.Epoch && h.Status != article.Canceled
}

// RetryDead sends the input of a letter again, for new attempts at the same
// revision, and returns its new sequence. The error is a *RetryError where a
// newer revision or a kill is known, where it was sent again before, or where
// the letter could not keep the whole of it. The letter of what was no article
// is dropped: if the input still is none, intake writes another.
func (q *Queue) RetryDead(ctx context.Context, d DeadLetter) (seq uint64, err error) {
	standing, err := q.StandingOf(ctx, d)
	if err != nil {
		return 0, err
	}
	refuse := map[Standing]string{
		StandingDone:       "there is a result of its revision",
		StandingRetried:    "it was sent again since",
		StandingSuperseded: "a newer revision of its article is known",
		StandingKilled:     "a kill of its article is known",
	}[standing]
	switch {
	case refuse != "":
		return 0, &RetryError{d.Number, refuse}
	case len(d.Input) == 0:
		return 0, &RetryError{d.Number, "the input is not in it: it was empty, or too large to be kept"}
	case !q.isInputSubject(d.Subject):
		return 0, &RetryError{d.Number, fmt.Sprintf("its subject %.60q is none of an input", d.Subject)}
	}
	msg := &nats.Msg{Subject: d.Subject, Data: d.Input, Header: carriedHeaders(d.Headers)}
	msg.Header[retryHeader] = []string{strconv.FormatUint(d.Number, 10)}
	ack, err := q.js.PublishMsg(ctx, msg)
	if err != nil {
		return 0, fmt.Errorf("retry dead letter %d: %w", d.Number, refused(ctx, err))
	}
	if d.Class == classInvalid {
		if err := q.Drop(ctx, d.Number); err != nil && !errors.Is(err, ErrNoLetter) {
			return ack.Sequence, err
		}
	}
	return ack.Sequence, nil
}

// isInputSubject reports whether the input stream takes it.
func (q *Queue) isInputSubject(subject string) bool {
	in := q.subject("in", laneOf(subject))
	source, more := strings.CutPrefix(subject, in+".")
	return slices.Contains(lanes, laneOf(subject)) && (subject == in || more && source != "" && !strings.Contains(source, "."))
}

// retried returns the dead letter that an input of this article was sent again
// for, nil where it was not: whatever a publisher writes into the header means
// nothing unless the letter holds the same bytes and headers.
func (q *Queue) retried(ctx context.Context, aid string, msg jetstream.Msg) (*DeadLetter, error) {
	number, err := strconv.ParseUint(header(msg.Headers(), retryHeader), 10, 64)
	if err != nil || number == 0 {
		return nil, nil
	}
	d, err := q.DeadLetter(ctx, number)
	if errors.Is(err, ErrNoLetter) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if d.ID != aid || !bytes.Equal(d.Input, msg.Data()) ||
		!maps.EqualFunc(carriedHeaders(d.Headers), carriedHeaders(msg.Headers()), slices.Equal) {
		return nil, nil
	}
	return &d, nil
}
