package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// resultType is the ce-type of every result.
const resultType = "naql.article.translated.v1"

// traceparent is the header of W3C Trace Context; one that is not in its form
// would break every reader's trace, and ends here.
const traceparent = "traceparent"

var validTrace = regexp.MustCompile(`^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$`)

// doubts is how often a publish whose fate is unknown is looked up and sent
// again before its error is returned.
const doubts = 4

// Publish puts a result on the output stream, if (revision, edit) is higher
// than that of the article's latest result and no kill has met its revision.
// It reports whether r stands because of this call; false without an error
// means that r is not wanted: it, or something newer, or a kill is there.
// Schema is set to article.ResultSchema; absent lists are sent as empty ones.
//
// After an error the result may stand or not: calling again finds out.
// ErrTooLarge and ErrFull are among the errors.
func (q *Queue) Publish(ctx context.Context, r article.Result) (bool, error) {
	return q.publishCarrying(ctx, r, nil)
}

// Publish is the queue's Publish for the task's result, which carries the
// trace of its input.
func (t *Task) Publish(ctx context.Context, r article.Result) (bool, error) {
	return t.q.publishCarrying(ctx, r, t.Header)
}

// publishCarrying takes over what of the input's headers belongs to its
// result.
func (q *Queue) publishCarrying(ctx context.Context, r article.Result, input nats.Header) (bool, error) {
	if err := CheckAID(r.ID); err != nil {
		return false, fmt.Errorf("publish: %w", err)
	}
	h, _, err := q.readHead(ctx, r.ID)
	if err != nil {
		return false, fmt.Errorf("publish: %w", err)
	}
	published := false
	if r.Revision > h.Killed && r.Revision >= h.Revision {
		if err := q.setTimer(ctx, r); err != nil {
			return false, err
		}
		if published, err = q.publish(ctx, r, input); err != nil {
			return false, fmt.Errorf("publish %s revision %d edit %d: %w", r.ID, r.Revision, r.Edit, err)
		}
	}
	// A kill that came between the look at the head and the publish found
	// nothing to kill.
	if h, _, err = q.readHead(ctx, r.ID); err != nil {
		return published, fmt.Errorf("publish: %w", err)
	}
	return published, q.enforceKill(ctx, r.ID, h)
}

// publish sends r under the guard, over and over until its fate is known.
func (q *Queue) publish(ctx context.Context, r article.Result, input nats.Header) (bool, error) {
	msg, err := q.resultMessage(r)
	if err != nil {
		return false, err
	}
	if trace := header(input, traceparent); validTrace.MatchString(trace) {
		msg.Header[traceparent] = []string{trace}
	}
	doubtful := 0
	for {
		last, err := q.latest(ctx, r.ID)
		if err == nil {
			if !last.before(r) {
				return doubtful > 0 && bytes.Equal(last.data, msg.Data), nil
			}
			err = q.sendGuarded(ctx, msg, r.ID, last.seq)
		}
		if err == nil {
			return true, nil
		}
		if conflicted(err) { // another writer was faster: read what it wrote
			if err := sleep(ctx, conflictPause); err != nil {
				return false, err
			}
			continue
		}
		if err = refused(ctx, err); errors.Is(err, ErrTooLarge) || errors.Is(err, ErrFull) || ctx.Err() != nil {
			return false, err
		}
		if doubtful++; doubtful > doubts {
			return false, err
		}
		if err := sleep(ctx, time.Duration(doubtful)*100*time.Millisecond); err != nil {
			return false, err
		}
	}
}

// errDuplicate marks an answer that the server gave from its memory of
// message ids, without looking at the guard.
var errDuplicate = errors.New("message id already used")

// sendGuarded publishes if the article's latest result still is the one at
// sequence last, 0 for none. Every writer must use this same filter: a cluster
// serialises writers by its text.
func (q *Queue) sendGuarded(ctx context.Context, msg *nats.Msg, aid string, last uint64) error {
	ack, err := q.js.PublishMsg(ctx, msg, jetstream.WithExpectLastSequenceForSubject(last, q.resultFilter(aid)))
	if err == nil && ack.Duplicate {
		return errDuplicate
	}
	return err
}

func (q *Queue) resultFilter(aid string) string { return q.subject("out", "en", "*", aid) }

func (q *Queue) resultMessage(r article.Result) (*nats.Msg, error) {
	r.Schema = article.ResultSchema
	r = r.WithLists()
	data, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	id := article.MessageID(r.ID, r.Revision, r.Edit)
	h := event{
		ID: id, Source: "/" + q.cfg.Prefix, Type: resultType, Subject: r.ID,
		Time: time.Now().UTC().Format(time.RFC3339Nano), DataContentType: "application/json",
	}.header()
	h["Nats-Msg-Id"] = []string{id}
	return &nats.Msg{Subject: q.subject("out", "en", string(r.State), r.ID), Header: h, Data: data}, nil
}

// published is a result with the bytes and the place it has in the stream; it
// is zero where an article has none.
type published struct {
	article.Result
	data []byte
	seq  uint64
	// decision names the decision that made it, if one did.
	decision string
}

func (p published) before(r article.Result) bool {
	return p.seq == 0 || p.Before(r.Revision, r.Edit)
}

// latest reads the article's latest result.
func (q *Queue) latest(ctx context.Context, aid string) (published, error) {
	raw, err := q.out.GetLastMsgForSubject(ctx, q.resultFilter(aid))
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return published{}, nil
	}
	if err != nil {
		return published{}, fmt.Errorf("latest result of %s: %w", aid, reach(ctx, err))
	}
	p := published{data: raw.Data, seq: raw.Sequence, decision: header(raw.Header, decisionHeader)}
	if err := json.Unmarshal(raw.Data, &p.Result); err != nil {
		return published{}, fmt.Errorf("latest result of %s: %w", aid, err)
	}
	return p, nil
}

// enforceKill makes sure that the latest result of an article with this head is
// no text that a kill has met. It is called by whoever may have made it so:
// intake after a kill, a publisher after its result, a worker before its task.
func (q *Queue) enforceKill(ctx context.Context, aid string, h head) error {
	for h.Killed > 0 {
		last, err := q.latest(ctx, aid)
		if err != nil {
			return fmt.Errorf("kill: %w", err)
		}
		if last.seq == 0 || last.State == article.StateKilled || last.Revision > h.Killed {
			return nil
		}
		msg, err := q.resultMessage(killed(last.Result))
		if err == nil {
			err = q.sendGuarded(ctx, msg, aid, last.seq)
		}
		if err != nil && !conflicted(err) {
			return fmt.Errorf("kill %s: %w", aid, refused(ctx, err))
		}
		if err != nil {
			if err := sleep(ctx, conflictPause); err != nil {
				return err
			}
		}
	}
	return nil
}

// killed is the next edit of a result, without text.
func killed(r article.Result) article.Result {
	return article.Result{
		ID: r.ID, Source: r.Source, SourceID: r.SourceID, SourceVersion: r.SourceVersion,
		Revision: r.Revision, Edit: r.Edit + 1, State: article.StateKilled, Lane: r.Lane,
		SourceLanguage: r.SourceLanguage, Language: r.Language, PublishedAt: r.PublishedAt, URL: r.URL,
	}
}

// sleep waits, or returns the context's cause.
func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}
