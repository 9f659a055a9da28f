package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// DecisionSchema names the form of a decision.
const DecisionSchema = "naql.decision/1"

// The decisions that change a result. Others are records for whoever reads
// them: they are taken note of and change nothing here.
const (
	Approved  = "approved"
	Corrected = "corrected"
	Held      = "held"
	Resumed   = "resumed" // what was held goes on as its findings say
	Killed    = "killed"
)

// actions are all decisions that there are.
var actions = []string{Approved, Corrected, Held, Resumed, Killed, "rejected", "dismissed", "retranslate", "term-added"}

// Decision is what an editor decides about one revision and edit.
type Decision struct {
	Schema   string `json:"schema"`
	ID       string `json:"id"`
	Revision int    `json:"revision"`
	Edit     int    `json:"edit"`
	By       string `json:"by"`
	At       string `json:"at"`
	Reason   string `json:"reason"`
	// Segments are the new texts of a correction, by id; Summary its new
	// bullets, nil where they stay.
	Segments []struct {
		ID string `json:"id"`
		En string `json:"en"`
	} `json:"segments"`
	Summary []article.Bullet `json:"summary"`
}

// Verdict is what became of the latest decision about an article.
type Verdict struct {
	Sequence uint64    `json:"sequence"` // in the stream of decisions
	Action   string    `json:"action"`
	Applied  bool      `json:"applied"`
	Reason   string    `json:"reason,omitempty"` // why not
	At       time.Time `json:"at"`
}

// decisionHeader of a result names the decision that made it.
const decisionHeader = "Naql-Decision"

// Decide sends a decision and returns its sequence. Whether it was applied is
// known later; see VerdictOn. The errors are ErrAID, ErrTooLarge, ErrFull and
// ErrUnreachable.
func (q *Queue) Decide(ctx context.Context, action string, d Decision) (seq uint64, err error) {
	if !slices.Contains(actions, action) {
		return 0, fmt.Errorf("decide: %.40q is no decision: want %s", action, strings.Join(actions, ", "))
	}
	if err := CheckAID(d.ID); err != nil {
		return 0, fmt.Errorf("decide: %w", err)
	}
	d.Schema = DecisionSchema
	if d.At == "" {
		d.At = time.Now().UTC().Format(time.RFC3339Nano)
	}
	raw, err := json.Marshal(d)
	if err != nil {
		return 0, fmt.Errorf("decide: %w", err)
	}
	ack, err := q.js.PublishMsg(ctx, &nats.Msg{Subject: q.subject("desk", action, d.ID), Data: raw, Header: nats.Header{"Content-Type": {"application/json"}}})
	if err != nil {
		return 0, fmt.Errorf("decide: %w", refused(ctx, err))
	}
	return ack.Sequence, nil
}

// VerdictOn returns what became of the latest decision about an article, and
// false where there was none.
func (q *Queue) VerdictOn(ctx context.Context, aid string) (v Verdict, found bool, err error) {
	if err := CheckAID(aid); err != nil {
		return v, false, err
	}
	stored, err := q.readControl(ctx, verdictKey+"."+aid, &v)
	return v, stored > 0, err
}

const verdictKey = "verdict"

// RunDecisions applies what editors decide until ctx ends, then returns nil.
// Each decision is applied once, in order, under the guard of all results; one
// that names another revision or edit than the latest changes nothing. What
// became of it is told by VerdictOn. Any number of processes may run it.
//
// A correction takes out the findings and terms of the segments that it
// changes: they spoke of other words.
func (q *Queue) RunDecisions(ctx context.Context) error {
	return q.follow(ctx, "DESK", q.decide)
}

func (q *Queue) decide(ctx context.Context, msg jetstream.Msg) (again time.Duration, err error) {
	meta, err := msg.Metadata()
	if err != nil {
		return 0, err
	}
	action, aid := subjectToken(msg.Subject(), 2), subjectToken(msg.Subject(), 3)
	v := Verdict{Sequence: meta.Sequence.Stream, Action: action, At: time.Now().UTC(), Applied: true}
	d, err := readDecision(aid, msg.Data())
	if err == nil {
		// The time tells it from one in a former stream.
		err = q.apply(ctx, action, d, fmt.Sprintf("%s %d %s", action, v.Sequence, meta.Timestamp.UTC().Format(time.RFC3339Nano)))
	}
	log := q.log.With("article", aid, "decision", action, "by", d.By, "revision", d.Revision, "edit", d.Edit)
	var no *notAppliedError
	switch {
	case errors.As(err, &no):
		v.Applied, v.Reason = false, no.reason
		log.Warn("decision changes nothing", "reason", no.reason)
	case err != nil:
		return 0, err
	default:
		log.Info("decision applied")
	}
	if CheckAID(aid) != nil {
		return 0, nil
	}
	return 0, q.tell(ctx, aid, v)
}

// notAppliedError says why a decision changes nothing.
type notAppliedError struct{ reason string }

func (e *notAppliedError) Error() string { return e.reason }

func notApplied(format string, args ...any) error {
	return &notAppliedError{fmt.Sprintf(format, args...)}
}

func readDecision(aid string, data []byte) (d Decision, err error) {
	if err := CheckAID(aid); err != nil {
		return d, notApplied("%v", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&d); err != nil {
		return d, notApplied("it is no JSON of a decision")
	}
	switch {
	case d.Schema != DecisionSchema:
		return d, notApplied("its schema is %.40q, not %s", d.Schema, DecisionSchema)
	case d.ID != aid:
		return d, notApplied("it names the article %.40q on the subject of another", d.ID)
	}
	return d, nil
}

// tell keeps the verdict, over an older one.
func (q *Queue) tell(ctx context.Context, aid string, v Verdict) error {
	for {
		var old Verdict
		stored, err := q.readControl(ctx, verdictKey+"."+aid, &old)
		if err != nil {
			return err
		}
		if old.Sequence > v.Sequence {
			return nil
		}
		if _, ok, err := q.writeControl(ctx, verdictKey+"."+aid, v, stored); ok || err != nil {
			return err
		}
	}
}

// apply publishes what the decision makes of the latest result. Done again it
// changes nothing: the result carries the decision's name.
func (q *Queue) apply(ctx context.Context, action string, d Decision, name string) error {
	for {
		last, err := q.latest(ctx, d.ID)
		if err != nil {
			return err
		}
		if last.decision == name {
			return q.learn(ctx, action, last.Result, d.By)
		}
		if last.seq == 0 || last.Revision != d.Revision || last.Edit != d.Edit {
			if applied, err := q.wasApplied(ctx, d.ID, name); err != nil || applied {
				return err
			}
			return notApplied("it is about revision %d edit %d, and the latest is %d edit %d", d.Revision, d.Edit, last.Revision, last.Edit)
		}
		next, err := decided(action, d, last.Result, time.Now())
		if err != nil {
			return err
		}
		if action == Killed {
			if err := q.killHead(ctx, d.ID, d.Revision); err != nil {
				return err
			}
		}
		msg, err := q.resultMessage(next)
		if err != nil {
			return err
		}
		msg.Header[decisionHeader] = []string{name}
		err = q.sendGuarded(ctx, msg, d.ID, last.seq)
		if err == nil {
			return q.learn(ctx, action, next, d.By)
		}
		if err := refused(ctx, err); !conflicted(err) && !errors.Is(err, ErrUnreachable) {
			if errors.Is(err, ErrTooLarge) {
				return notApplied("the result would be too large for the queue")
			}
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
}

// learn remembers the text that an editor stands for.
func (q *Queue) learn(ctx context.Context, action string, r article.Result, by string) error {
	if action != Approved && action != Corrected {
		return nil
	}
	return q.Memory().approve(ctx, r.Segments, by)
}

// wasApplied looks for the output of the decision among all results of the
// article: others may have come after it.
func (q *Queue) wasApplied(ctx context.Context, aid, name string) (bool, error) {
	for msg, err := range messages(ctx, q.out, q.resultFilter(aid), 1) {
		if err != nil {
			return false, fmt.Errorf("results of %s: %w", aid, reach(ctx, err))
		}
		if header(msg.Header, decisionHeader) == name {
			return true, nil
		}
	}
	return false, nil
}

// decided is the next edit of a result after a decision about it.
func decided(action string, d Decision, r article.Result, now time.Time) (article.Result, error) {
	if r.State == article.StateKilled {
		return r, notApplied("the article is killed")
	}
	embargoed := article.Article{Embargo: r.Embargo}.Held(now)
	if embargoed && (action == Approved || action == Resumed) {
		return r, notApplied("it is under embargo until %s", r.Embargo)
	}
	r.Edit++
	switch action {
	case Approved:
		r.State = article.StateApproved
	case Held:
		r.State = article.StateHeld
	case Resumed:
		if r.State != article.StateHeld {
			return r, notApplied("it is not held")
		}
		r.State = article.StateOf(r.Findings)
	case Killed:
		r = killed(r)
		r.Edit--
	case Corrected:
		if err := correct(&r, d); err != nil {
			return r, err
		}
		r.State = article.StateCorrected
		if embargoed {
			r.State = article.StateHeld
		}
	default:
		return r, notApplied("%s changes no result", action)
	}
	return r, nil
}

// correct puts the decision's texts into the result.
func correct(r *article.Result, d Decision) error {
	r.Segments = slices.Clone(r.Segments)
	changed := map[string]bool{}
	for _, s := range d.Segments {
		i := slices.IndexFunc(r.Segments, func(have article.Segment) bool { return have.ID == s.ID })
		if i < 0 {
			return notApplied("it has no segment %.20q", s.ID)
		}
		if r.Segments[i].En == s.En {
			continue
		}
		changed[s.ID] = true
		r.Segments[i].En, r.Segments[i].EditedBy, r.Segments[i].Model = s.En, d.By, ""
		if r.Segments[i].Role == article.RoleHeadline {
			r.Headline = s.En
		}
	}
	if d.Summary != nil {
		for _, b := range slices.Concat(r.Summary, d.Summary) {
			changed[b.ID] = true
		}
		r.Summary = d.Summary
	}
	r.Terms = slices.DeleteFunc(slices.Clone(r.Terms), func(t article.TermUse) bool { return changed[t.Segment] })
	r.Findings = slices.DeleteFunc(slices.Clone(r.Findings), func(f article.Finding) bool { return changed[f.Segment] })
	return nil
}

// killHead marks the article as killed, all of its revisions that are known, as
// a publisher's kill does: no result that is under way comes after it.
func (q *Queue) killHead(ctx context.Context, aid string, revision int) error {
	for {
		h, stored, err := q.readHead(ctx, aid)
		if err != nil {
			return err
		}
		if h.Status == article.Canceled && h.Killed >= revision {
			return nil
		}
		h.Revision = max(h.Revision, revision)
		h.Killed, h.Status = h.Revision, article.Canceled
		if ok, err := q.writeHead(ctx, aid, h, stored); ok || err != nil {
			return err
		}
	}
}
