package queue

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"naql/article"
)

// desk is a queue with one published article and runners of decisions.
func desk(t *testing.T, runners int, change func(*article.Result)) (*Queue, string) {
	t.Helper()
	q := newQueue(t)
	aid := story{ID: "a"}.aid()
	r := result(aid, 1, 0, "Five people returned.")
	r.Segments = []article.Segment{{ID: "h", Role: article.RoleHeadline, Ar: "عنوان", En: "Headline"}, {ID: "p1", Role: article.RoleBody, Ar: "نص", En: "Five people returned."}}
	r.Findings = []article.Finding{{Check: "number", Severity: article.Critical, Segment: "p1", State: article.Open}, {Check: "term", Severity: article.Minor, Segment: "h", State: article.Open}}
	r.State = article.StateFlagged
	if change != nil {
		change(&r)
	}
	if _, err := q.Publish(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	for range runners {
		background(t, q.RunDecisions)
	}
	return q, aid
}

// verdict waits for what becomes of a decision.
func verdict(t *testing.T, q *Queue, aid string, seq uint64) Verdict {
	t.Helper()
	for range 2000 {
		v, found, err := q.VerdictOn(t.Context(), aid)
		if err != nil {
			t.Fatal(err)
		}
		if found && v.Sequence >= seq {
			return v
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("no verdict on decision %d", seq)
	return Verdict{}
}

func decideOn(t *testing.T, q *Queue, action string, d Decision) Verdict {
	t.Helper()
	seq, err := q.Decide(t.Context(), action, d)
	if err != nil {
		t.Fatal(err)
	}
	return verdict(t, q, d.ID, seq)
}

func corrected(aid string, edit int, en string) Decision {
	d := Decision{ID: aid, Revision: 1, Edit: edit, By: "editor"}
	if err := json.Unmarshal([]byte(`[{"id":"p1","en":"`+en+`"}]`), &d.Segments); err != nil {
		panic(err)
	}
	return d
}

func TestDecisions(t *testing.T) {
	t.Parallel()
	q, aid := desk(t, 3, nil)
	at := func(edit int) Decision { return Decision{ID: aid, Revision: 1, Edit: edit, By: "editor"} }
	for _, step := range []struct {
		action string
		d      Decision
		why    string // "" for applied
	}{
		{Corrected, corrected(aid, 0, "Six people returned."), ""},
		{Corrected, corrected(aid, 0, "Seven people returned."), "latest is 1 edit 1"},
		{Approved, at(1), ""},
		{Held, at(2), ""},
		{Resumed, at(3), ""},
		{Resumed, at(4), "not held"},
		{"rejected", at(4), "changes no result"},
		{Approved, Decision{ID: aid, Revision: 2, By: "editor"}, "latest is 1 edit 4"},
		{Killed, at(4), ""},
		{Approved, at(5), "killed"},
	} {
		if v := decideOn(t, q, step.action, step.d); v.Applied != (step.why == "") || !strings.Contains(v.Reason, step.why) {
			t.Errorf("%s of edit %d: %+v, want %q", step.action, step.d.Edit, v, step.why)
		}
	}
	wantEqual(t, "results", results(t, q, aid), "[1.0 flagged 1.1 corrected 1.2 approved 1.3 held 1.4 clean 1.5 killed]")
	for r, err := range q.Results(t.Context(), ResultsQuery{ID: aid, States: []article.State{article.StateCorrected}}) {
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "the corrected segment", r.Segments[1].En+" by "+r.Segments[1].EditedBy, "Six people returned. by editor")
		wantEqual(t, "findings that still speak of it", len(r.Findings), 1)
	}
	// After the desk's kill no machine result of that revision comes.
	if stands, err := q.Publish(t.Context(), result(aid, 1, 9, "late")); err != nil || stands {
		t.Errorf("published after the kill: %v, %v", stands, err)
	}
	wantEqual(t, "latest", results(t, q, aid)[5:], "[1.5 killed]")
}

// A decision whose ack was lost is applied once.
func TestDecisionAgain(t *testing.T) {
	t.Parallel()
	q, aid := desk(t, 0, nil)
	d := corrected(aid, 0, "Six people returned.")
	for range 3 {
		if err := q.apply(t.Context(), Corrected, d, "corrected 7 then"); err != nil {
			t.Fatal(err)
		}
	}
	wantEqual(t, "results", results(t, q, aid), "[1.0 flagged 1.1 corrected]")
}

// A machine result of the next revision wins, and the decision says so.
func TestDecisionAgainstNewRevision(t *testing.T) {
	t.Parallel()
	q, aid := desk(t, 2, nil)
	if _, err := q.Publish(t.Context(), result(aid, 2, 0, "newer")); err != nil {
		t.Fatal(err)
	}
	if v := decideOn(t, q, Approved, Decision{ID: aid, Revision: 1, By: "editor"}); v.Applied {
		t.Errorf("%+v", v)
	}
	wantEqual(t, "results", results(t, q, aid), "[1.0 flagged 2.0 clean]")
}

// What is no decision stops nobody.
func TestHostileDecisions(t *testing.T) {
	t.Parallel()
	q, aid := desk(t, 1, nil)
	segments := strings.TrimSuffix(strings.Repeat(`{"id":"p1","en":"x"},`, 10000), ",")
	for subject, body := range map[string]string{
		"approved." + aid:    "not json",
		"corrected." + aid:   `{"schema":"naql.decision/1","id":"` + aid + `","revision":-1,"edit":-5,"segments":[` + segments + `]}`,
		"approved.UPPER":     `{}`,
		"nonsense." + aid:    `{"schema":"naql.decision/1","id":"` + aid + `","revision":1,"edit":0}`,
		"approved.other":     `{"schema":"naql.decision/1","id":"` + aid + `","revision":1,"edit":0}`,
		"killed." + aid:      `{"schema":"naql.decision/2","id":"` + aid + `","revision":1,"edit":0}`,
		"corrected.9" + "9":  `{"schema":"naql.decision/1","id":"99","revision":0,"edit":0}`,
		"dismissed." + aid:   `null`,
		"term-added." + aid:  `[]`,
		"retranslate." + aid: `"x"`,
	} {
		if _, err := q.js.PublishMsg(t.Context(), &nats.Msg{Subject: q.subject("desk") + "." + subject, Data: []byte(body)}); err != nil {
			t.Fatal(err)
		}
	}
	if v := decideOn(t, q, Approved, Decision{ID: aid, Revision: 1, By: "editor"}); !v.Applied {
		t.Errorf("%+v", v)
	}
	wantEqual(t, "results", results(t, q, aid), "[1.0 flagged 1.1 approved]")
}

// A result is released when its embargo is over, by its findings, unless it is
// held for another reason.
func TestEmbargoEnds(t *testing.T) {
	t.Parallel()
	until := time.Now().Add(4 * time.Second)
	held := func(r *article.Result) {
		r.State, r.Embargo = article.StateHeld, until.UTC().Format(time.RFC3339Nano)
		r.Findings = nil
	}
	q, aid := desk(t, 1, held)
	if v := decideOn(t, q, Approved, Decision{ID: aid, Revision: 1, By: "editor"}); v.Applied || !strings.Contains(v.Reason, "embargo") {
		t.Errorf("approved under embargo: %+v", v)
	}
	later, laterAID := desk(t, 1, held)
	if v := decideOn(t, later, Held, Decision{ID: laterAID, Revision: 1, By: "editor"}); !v.Applied {
		t.Errorf("held under embargo: %+v", v)
	}
	stop := background(t, q.RunTimer)
	time.Sleep(100 * time.Millisecond)
	stop() // nobody runs when it ends
	time.Sleep(time.Until(until.Add(200 * time.Millisecond)))
	wantEqual(t, "while nobody runs", results(t, q, aid), "[1.0 held]")
	for range 2 {
		background(t, q.RunTimer)
		background(t, later.RunTimer)
	}
	for began := time.Now(); len(results(t, q, aid)) < 2 && time.Since(began) < 10*time.Second; {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(500 * time.Millisecond)
	wantEqual(t, "released once", results(t, q, aid), "[1.0 held 1.1 clean]")
	wantEqual(t, "held by an editor", results(t, later, laterAID), "[1.0 held 1.1 held]")
}

// A withheld story is not released by a timer.
func TestWithheldStays(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	background(t, q.RunTimer)
	s := story{ID: "w", Status: article.Withheld}
	submit(t, q, Urgent, s)
	for headOf(t, q, s.aid()).Revision == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	r := result(s.aid(), 1, 0, "x")
	r.State, r.Embargo = article.StateHeld, time.Now().Add(300*time.Millisecond).UTC().Format(time.RFC3339Nano)
	if _, err := q.Publish(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1200 * time.Millisecond)
	wantEqual(t, "results", results(t, q, s.aid()), "[1.0 held]")
}

// What a consumer was made to give up becomes a dead letter; an advisory about
// an article that is merely waiting does nothing.
func TestAdvisories(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	background(t, q.RunAdvisories)
	s := story{ID: "a"}
	seq := submit(t, q, Urgent, s)
	raw, err := json.Marshal(advisory{Stream: q.stream("IN"), Consumer: "lane", Seq: seq, Reason: "forged"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := q.js.Publish(t.Context(), advisories+"MSG_TERMINATED."+q.stream("IN")+".x", raw); err != nil {
		t.Fatal(err)
	}
	for headOf(t, q, s.aid()).Revision == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	time.Sleep(time.Second)
	wantEqual(t, "dead letters while it waits", len(deadLetters(t, q, "")), 0)
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 1}, func(_ context.Context, task *Task) {
			task.ended = true
			if err := task.msg.TermWithReason("an operator"); err != nil { // behind our back
				t.Error(err)
			}
		})
	})
	d := oneLetter(t, q, s.aid())
	wantEqual(t, "class", d.Class, "abandoned")
	wantEqual(t, "holds the input", string(d.Input) == string(s.json()), true)
	settled(t, q)
}

// A decision whose ack was lost, and after whose output a newer one came, is
// still known as applied.
func TestDecisionAgainAfterNewer(t *testing.T) {
	t.Parallel()
	q, aid := desk(t, 0, nil)
	d := Decision{ID: aid, Revision: 1, By: "editor"}
	if err := q.apply(t.Context(), Approved, d, "approved 7 then"); err != nil {
		t.Fatal(err)
	}
	if _, err := q.Publish(t.Context(), result(aid, 2, 0, "newer")); err != nil {
		t.Fatal(err)
	}
	if err := q.apply(t.Context(), Approved, d, "approved 7 then"); err != nil {
		t.Errorf("applied again: %v", err)
	}
	wantEqual(t, "results", results(t, q, aid), "[1.0 flagged 1.1 approved 2.0 clean]")
}

// A newer revision with a later embargo is known: the older is not released
// at its own time.
func TestNewerEmbargoHolds(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	s := story{ID: "a", Version: "1"}
	r := result(s.aid(), 1, 0, "x")
	submit(t, q, Urgent, s)
	for headOf(t, q, s.aid()).Revision == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	r.State, r.Embargo = article.StateHeld, time.Now().Add(time.Second).UTC().Format(time.RFC3339Nano)
	if _, err := q.Publish(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	submit(t, q, Urgent, story{ID: "a", Version: "2", Body: "نص أحدث من الأول."})
	for headOf(t, q, s.aid()).Revision == 1 {
		time.Sleep(5 * time.Millisecond)
	}
	background(t, q.RunTimer)
	time.Sleep(2 * time.Second)
	wantEqual(t, "results", results(t, q, s.aid()), "[1.0 held]")
}
