package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// ResultsQuery says which results to read. Empty fields do not restrict.
type ResultsQuery struct {
	ID     string // the aid
	States []article.State
	// Follow goes on with what is published later, until the context ends.
	Follow bool
}

// Results reads results in the order they were published. Without Follow it
// ends at the end that the stream has at the moment. It ends after the first
// error; a context that ends is one.
func (q *Queue) Results(ctx context.Context, query ResultsQuery) iter.Seq2[article.Result, error] {
	return func(yield func(article.Result, error) bool) {
		filters, err := q.resultFilters(query)
		if err != nil {
			yield(article.Result{}, fmt.Errorf("results: %w", err))
			return
		}
		for msg, err := range q.read(ctx, q.stream("OUT"), filters, query.Follow) {
			var r article.Result
			if err == nil {
				var e event
				if e, err = readEvent(msg.Headers()); err == nil && e.Type != resultType {
					continue // of a later naql
				}
			}
			if err == nil {
				err = json.Unmarshal(msg.Data(), &r)
			}
			if err != nil {
				yield(article.Result{}, fmt.Errorf("results: %w", err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (q *Queue) resultFilters(query ResultsQuery) ([]string, error) {
	if query.ID != "" {
		if err := CheckAID(query.ID); err != nil {
			return nil, err
		}
	}
	var filters []string
	for _, s := range query.States {
		if !slices.Contains(article.States, s) {
			return nil, fmt.Errorf("%.40q is not a state of a result", s)
		}
		filters = append(filters, q.subject("out", "en", string(s), anyIfEmpty(query.ID)))
	}
	if len(filters) == 0 {
		filters = []string{q.subject("out", "en", "*", anyIfEmpty(query.ID))}
	}
	return filters, nil
}

// Latest returns the article's latest result, and false where it has none.
func (q *Queue) Latest(ctx context.Context, aid string) (article.Result, bool, error) {
	if err := CheckAID(aid); err != nil {
		return article.Result{}, false, fmt.Errorf("latest result: %w", err)
	}
	p, err := q.latest(ctx, aid)
	return p.Result, p.seq != 0, err
}

// messages yields what a stream holds of a subject from a sequence on, one
// request each and without a consumer: for a handful. It ends after the first
// error.
func messages(ctx context.Context, stream jetstream.Stream, subject string, from uint64) iter.Seq2[*jetstream.RawStreamMsg, error] {
	return func(yield func(*jetstream.RawStreamMsg, error) bool) {
		for {
			msg, err := stream.GetMsg(ctx, from, jetstream.WithGetMsgSubject(subject)) // the next from there
			if errors.Is(err, jetstream.ErrMsgNotFound) || !yield(msg, err) || err != nil {
				return
			}
			from = msg.Sequence + 1
		}
	}
}

// readForget is when the server forgets the consumer of a read that is over:
// who reads may not be allowed to remove it.
const readForget = 10 * time.Second

// readWait is how long a read waits for a message before it asks whether there
// is any left.
const readWait = 2 * time.Second

// read yields the messages of a stream that match, in order. Without follow it
// ends with the last that is there when it begins.
func (q *Queue) read(ctx context.Context, stream string, filters []string, follow bool) iter.Seq2[jetstream.Msg, error] {
	return func(yield func(jetstream.Msg, error) bool) {
		cfg := jetstream.OrderedConsumerConfig{FilterSubjects: filters}
		beat := 2 * time.Second // two missed ones have the consumer made anew
		if !follow {
			cfg.InactiveThreshold, cfg.MaxResetAttempts = readForget, 4
			beat = readWait * 2 / 5
		}
		cons, err := insist(ctx, func(ctx context.Context) (jetstream.Consumer, error) {
			return q.js.OrderedConsumer(ctx, stream, cfg)
		})
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", stream, reach(ctx, err)))
			return
		}
		left := cons.CachedInfo().NumPending
		if left == 0 && !follow {
			return
		}
		msgs, err := cons.Messages(jetstream.PullHeartbeat(beat))
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", stream, reach(ctx, err)))
			return
		}
		defer msgs.Stop()
		defer context.AfterFunc(ctx, msgs.Stop)() // making it anew heeds no context
		for n := uint64(0); follow || n < left; {
			wait, done := ctx, func() {}
			if !follow {
				wait, done = context.WithTimeout(ctx, readWait)
			}
			msg, err := msgs.Next(jetstream.NextContext(wait))
			done()
			if !follow && errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
				// Messages that were removed since it began do not come.
				if info, err := cons.Info(ctx); err == nil && info.NumPending == 0 {
					return
				}
				continue
			}
			if err != nil {
				yield(nil, fmt.Errorf("read %s: %w", stream, reach(ctx, err)))
				return
			}
			if n++; !yield(msg, nil) {
				return
			}
		}
	}
}
