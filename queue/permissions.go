package queue

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// MissingError names the streams, buckets and consumers that are not there and
// that this NATS user may not make. Open, called by a user who may, makes them.
type MissingError struct {
	Names []string
}

func (e *MissingError) Error() string {
	are := "are"
	if len(e.Names) == 1 {
		are = "is"
	}
	return strings.Join(e.Names, ", ") + " " + are + " missing, and this NATS user may not make what is missing"
}

// add takes over what another names; it returns every other error.
func (e *MissingError) add(err error) error {
	var more *MissingError
	if errors.As(err, &more) {
		e.Names = append(e.Names, more.Names...)
		return nil
	}
	return err
}

// openUsed finds the streams that alone are used.
func (q *Queue) openUsed(ctx context.Context) (map[string]jetstream.Stream, error) {
	found := map[string]jetstream.Stream{}
	for _, want := range q.streams() {
		if !q.uses(want.Name) {
			continue
		}
		s, err := q.findStream(ctx, want)
		if errors.Is(err, nats.ErrPermissionViolation) && slices.Equal(q.cfg.Uses, []string{"IN"}) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found[want.Name] = s
	}
	return found, nil
}

func (q *Queue) uses(name string) bool {
	return slices.ContainsFunc(q.cfg.Uses, func(used string) bool { return q.stream(used) == name })
}

// openAll finds or makes everything.
func (q *Queue) openAll(ctx context.Context) (map[string]jetstream.Stream, error) {
	found := map[string]jetstream.Stream{}
	var missing MissingError
	for _, want := range q.streams() {
		s, err := q.ensureStream(ctx, want)
		if err = missing.add(err); err != nil {
			if errors.Is(err, nats.ErrPermissionViolation) && len(q.cfg.Uses) > 0 && !q.uses(want.Name) {
				continue
			}
			return nil, err
		}
		found[want.Name] = s
	}
	if in := found[q.stream("IN")]; in != nil && len(q.cfg.Uses) == 0 {
		for _, want := range q.consumers(in.CachedInfo().Created) {
			_, err := q.ensureConsumer(ctx, in, want)
			if err = missing.add(err); err != nil {
				return nil, err
			}
		}
	}
	for name, want := range q.followers() {
		if s := found[q.stream(name)]; s != nil && len(q.cfg.Uses) == 0 {
			_, err := q.ensureConsumer(ctx, s, want)
			if err = missing.add(err); err != nil {
				return nil, err
			}
		}
	}
	if len(missing.Names) > 0 {
		return nil, &missing
	}
	return found, nil
}

// deniedPoll is how soon a denied request is noticed.
const deniedPoll = 10 * time.Millisecond

// permitted makes a request on a subject. Where the user may not, the error is
// nats.ErrPermissionViolation, at once: such a request gets no answer, the
// server tells the connection alone.
func permitted[T any](ctx context.Context, nc *nats.Conn, subject string, request func(context.Context) (T, error)) (T, error) {
	before := nc.LastError() // it stays until the next
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		for sleep(inner, deniedPoll) == nil {
			if err := violation(nc, subject, before); err != nil {
				cancel(err)
			}
		}
	}()
	v, err := request(inner)
	if err == nil || ctx.Err() != nil {
		return v, err
	}
	if denied := violation(nc, subject, before); denied != nil {
		return v, denied
	}
	return v, err
}

// violation is the connection's last error if it is about this subject, and
// another than before.
func violation(nc *nats.Conn, subject string, before error) error {
	err := nc.LastError()
	if err != nil && err != before && strings.Contains(strings.ToLower(err.Error()), strings.ToLower(`"`+subject+`"`)) {
		return fmt.Errorf("this NATS user may not publish on %s: %w", subject, nats.ErrPermissionViolation)
	}
	return nil
}

// LookDenied reports whether an error of the connection is of a request that is
// made to find out what is there and what this user may make: whoever made it
// tells what is missing.
func LookDenied(err error) bool {
	return errors.Is(err, nats.ErrPermissionViolation) && opening.MatchString(err.Error())
}

var opening = regexp.MustCompile(`(?i)\.(STREAM\.(INFO|CREATE)\.|CONSUMER\.(INFO|CREATE)\.[A-Z0-9_-]+_(IN|DESK|ADV|TIMER)\.)`)
