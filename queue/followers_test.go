package queue

import (
	"context"
	"slices"
	"testing"
	"time"

	"naql/article"
)

// What workers do beside translating, and what the desk asks of them, goes
// with the logins of deploy/nats: the server refuses nothing.
func TestFollowersByRole(t *testing.T) {
	s := secured(t)
	ok := lawful(t)
	openAs(t, as(t, s, "provisioner", ok))
	w := openAs(t, as(t, s, "worker", ok))
	desk := openAs(t, as(t, s, "desk", ok))
	w.cfg.Tidy = time.Hour
	for _, part := range []func(context.Context) error{w.RunIntake, w.RunDecisions, w.RunTimer, w.RunAdvisories, w.RunJanitor} {
		background(t, part)
	}
	background(t, func(ctx context.Context) error {
		return w.Tasks(ctx, Slots{Any: 2, Grace: time.Second}, func(ctx context.Context, task *Task) {
			held, release := task.Hold(ctx)
			defer release()
			switch task.Article.ID {
			case "poison":
				if err := task.Bury(ctx, "poison", "it bites", 4); err != nil {
					t.Error(err)
				}
			case "given up":
				if err := task.msg.Term(); err != nil { // as an operator's tool may
					t.Error(err)
				}
			default:
				if publishOne(t, w, held, task) {
					_ = task.Ack()
				}
			}
		})
	})
	aid := story{ID: "plain"}.aid()
	wantEqual(t, "plain", await(t, desk, submit(t, desk, Urgent, story{ID: "plain"})).End, EndPublished)
	if _, err := desk.Decide(t.Context(), Approved, Decision{ID: aid, Revision: 1, By: "desk"}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the verdict at the desk", func() bool {
		v, found, err := desk.VerdictOn(t.Context(), aid)
		return err == nil && found && v.Applied
	})
	if _, err := desk.Decide(t.Context(), Killed, Decision{ID: aid, Revision: 1, Edit: 1, By: "desk"}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the kill of the desk", func() bool {
		return slices.Equal(results(t, desk, aid), []string{"1.0 clean", "1.1 approved", "1.2 killed"})
	})

	wantEqual(t, "poison", await(t, desk, submit(t, desk, Urgent, story{ID: "poison"})).End, EndDead)
	wantEqual(t, "no article", await(t, desk, submitRaw(t, desk, Urgent, []byte("{"), nil)).End, EndDead)
	for _, d := range deadLetters(t, desk, "") {
		seq, err := desk.RetryDead(t.Context(), d)
		if err != nil {
			t.Fatalf("retry of %s: %v", d.Class, err)
		}
		wantEqual(t, d.Class+", again", await(t, desk, seq).End, EndDead)
	}
	for _, d := range deadLetters(t, desk, "") {
		if err := desk.Drop(t.Context(), d.Number); err != nil {
			t.Error(err)
		}
	}
	submit(t, desk, Urgent, story{ID: "given up"})
	eventually(t, "the dead letter of what was given up", func() bool {
		all := deadLetters(t, desk, "")
		return len(all) == 1 && all[0].Class == classAbandoned
	})

	embargoed := result(story{ID: "later"}.aid(), 1, 0, "text")
	embargoed.State, embargoed.Embargo = article.StateHeld, time.Now().Add(2*time.Second).UTC().Format(time.RFC3339)
	if _, err := w.Publish(t.Context(), embargoed); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the end of the embargo", func() bool { return len(results(t, desk, embargoed.ID)) == 2 })
	if err := w.tidy(t.Context(), time.Now().Add(2*inputKept)); err != nil {
		t.Errorf("the janitor: %v", err)
	}
}

// eventually waits until it is so. What has to be looked at again comes after
// the usual ack wait.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s does not come", what)
		}
	}
}
