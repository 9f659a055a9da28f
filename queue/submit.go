package queue

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// What may be wrong with a submission besides ErrUnreachable.
var (
	ErrLane     = errors.New("unknown lane")
	ErrSource   = errors.New("unusable source")
	ErrFull     = errors.New("the stream is full")
	ErrTooLarge = errors.New("too large for the queue")
)

// sourceLimit is the longest source in bytes.
const sourceLimit = 256

var safeSource = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Submit stores one input and returns its sequence in the input stream. It
// takes any bytes: whether they are an article is found at intake. A source
// that is no plain token travels in the Naql-Source header. Of header only
// Content-Type, Naql-Id, Naql-Source, Naql-Version, Naql-Url and traceparent
// are sent; it is not changed and may be nil.
//
// The errors are ErrLane, ErrSource, ErrFull, ErrTooLarge, ErrUnreachable, and
// nats.ErrPermissionViolation where the NATS user may not submit this.
// After ErrUnreachable the input may be stored all the same; submitting it
// again changes nothing then.
func (q *Queue) Submit(ctx context.Context, lane, source string, data []byte, header nats.Header) (seq uint64, err error) {
	if !slices.Contains(lanes, lane) {
		return 0, fmt.Errorf("submit: %.40q: %w: want %s", lane, ErrLane, strings.Join(lanes, ", "))
	}
	msg := &nats.Msg{Subject: q.subject("in", lane), Data: data, Header: carriedHeaders(header)}
	switch {
	case source == "":
	case !usableSource(source):
		return 0, fmt.Errorf("submit: %.40q: %w: want at most %d bytes without control characters", source, ErrSource, sourceLimit)
	case safeSource.MatchString(source):
		msg.Subject += "." + source
	default:
		msg.Header["Naql-Source"] = []string{strings.TrimSpace(source)}
	}
	ack, err := permitted(ctx, q.nc, msg.Subject, func(ctx context.Context) (*jetstream.PubAck, error) {
		return q.js.PublishMsg(ctx, msg)
	})
	if err != nil {
		return 0, fmt.Errorf("submit: %w", refused(ctx, err))
	}
	return ack.Sequence, nil
}

func usableSource(source string) bool {
	return len(source) <= sourceLimit && utf8.ValidString(source) && !strings.ContainsFunc(source, unicode.IsControl)
}

// refused gives the error of a publish its type.
func refused(ctx context.Context, err error) error {
	switch code := apiCode(err); {
	case code == codeStreamFull, code == codeNoStorage, code == codeInsufficient:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case code == codeMessageTooLarge, code == codeHeaderTooLarge, errors.Is(err, nats.ErrMaxPayload):
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	return reach(ctx, err)
}
