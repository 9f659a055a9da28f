package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// timer wakes a worker when an embargo is over. It carries no text: what may
// be released then, the results themselves say.
type timer struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
}

// timerCheck is how often a timer is looked at before its time: a clock that
// was put right meanwhile shall not make a release late by more.
const timerCheck = time.Hour

// RunTimer releases held results whose embargo is over, until ctx ends, then
// returns nil. Any number of processes may run it; a release that was due while
// none did follows at the next start.
func (q *Queue) RunTimer(ctx context.Context) error {
	return q.follow(ctx, "TIMER", q.ring)
}

// setTimer is called before a result is published that waits for its embargo,
// so that no crash can part the two. A timer without a result does nothing.
func (q *Queue) setTimer(ctx context.Context, r article.Result) error {
	until, err := time.Parse(time.RFC3339, r.Embargo)
	if r.State != article.StateHeld || err != nil {
		return nil
	}
	raw, err := json.Marshal(timer{r.ID, until})
	if err != nil {
		return err
	}
	if _, err := q.js.PublishMsg(ctx, &nats.Msg{Subject: q.subject("timer", r.ID), Data: raw}); err != nil {
		return fmt.Errorf("embargo of %s: %w", r.ID, refused(ctx, err))
	}
	return nil
}

// ring releases the timer's article if it is time.
func (q *Queue) ring(ctx context.Context, msg jetstream.Msg) (again time.Duration, err error) {
	var t timer
	if json.Unmarshal(msg.Data(), &t) != nil || CheckAID(t.ID) != nil {
		return 0, nil
	}
	if left := time.Until(t.At); left > 0 {
		return min(left, timerCheck), nil
	}
	return q.release(ctx, t)
}

// release publishes the next edit of a result that is held by an embargo which
// is over, and by nothing else.
func (q *Queue) release(ctx context.Context, t timer) (again time.Duration, err error) {
	aid := t.ID
	for {
		h, _, err := q.readHead(ctx, aid)
		if err != nil {
			return 0, err
		}
		last, err := q.latest(ctx, aid)
		if err != nil {
			return 0, err
		}
		// The result of the accepted input is still to come: its embargo may be a
		// later one, or it is the one that this timer was set for.
		if h.Revision > last.Revision && h.Status != article.Canceled {
			return min(max(time.Since(t.At)/2, time.Second), time.Minute), nil
		}
		if until, err := time.Parse(time.RFC3339, last.Embargo); err == nil && last.State == article.StateHeld && time.Until(until) > 0 {
			return min(time.Until(until), timerCheck), nil
		}
		// A newer revision has a timer of its own, or none.
		withheld := h.Revision == last.Revision && h.Status != article.Usable && h.Status != ""
		if last.seq == 0 || last.State != article.StateHeld || withheld || strings.HasPrefix(last.decision, Held+" ") ||
			last.Embargo == "" || (article.Article{Embargo: last.Embargo}).Held(time.Now()) {
			return 0, nil
		}
		next := last.Result
		next.Edit++
		if next.State = article.StateOf(next.Findings); strings.HasPrefix(last.decision, Corrected+" ") {
			next.State = article.StateCorrected
		}
		msg, err := q.resultMessage(next)
		if err != nil {
			return 0, err
		}
		if err = q.sendGuarded(ctx, msg, aid, last.seq); err == nil {
			q.log.Info("embargo is over", "article", aid, "revision", next.Revision, "edit", next.Edit, "state", next.State)
			return 0, nil
		}
		if !conflicted(err) {
			return 0, fmt.Errorf("release %s: %w", aid, refused(ctx, err))
		}
	}
}
