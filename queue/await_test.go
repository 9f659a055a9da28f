package queue

import (
	"context"
	"testing"
	"time"

	"naql/article"
)

func TestAwaitEnds(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	v := func(version string) story { return story{ID: "x", Version: version} }
	first := submit(t, q, Urgent, v("2"))
	wantEqual(t, "first", await(t, q, first).End, EndPublished)
	again := submit(t, q, Urgent, v("2"))
	wantEqual(t, "same content", await(t, q, again).End, EndPublished)
	older := submit(t, q, Urgent, v("1"))
	o := await(t, q, older)
	wantEqual(t, "older", []any{o.End, o.Result.SourceVersion}, "[superseded 2]")
	newer := submit(t, q, Urgent, v("3"))
	wantEqual(t, "newer", await(t, q, newer).End, EndPublished)
	wantEqual(t, "first, asked again", await(t, q, first).End, EndSuperseded)
	kill := submit(t, q, Urgent, story{ID: "x", Status: article.Canceled})
	wantEqual(t, "kill", await(t, q, kill).End, EndKilled)
	wantEqual(t, "killed", await(t, q, newer).End, EndKilled)
	stray := submit(t, q, Urgent, story{ID: "y", Status: article.Canceled})
	o = await(t, q, stray)
	wantEqual(t, "kill of nothing", []any{o.End, o.Result == nil}, "[killed true]")

	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := q.Await(ctx, 999); err == nil {
		t.Error("an input that is not there has an end")
	}
}

// Those who wait while the work is in hand are told what became of it.
func TestAwaitWhileWorking(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	background(t, q.RunIntake)
	finish := make(chan struct{})
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 8}, func(ctx context.Context, task *Task) {
			held, release := task.Hold(ctx)
			defer release()
			<-finish
			if publishOne(t, q, held, task) {
				_ = task.Ack()
			}
		})
	})
	v := func(id, version string) story { return story{ID: id, Version: version} }
	log := []struct {
		what string
		in   story
		want End
	}{
		{"superseded while waiting", v("x", "2"), EndSuperseded},
		{"same content as that", v("x", "2"), EndSuperseded},
		{"older, turned away", v("x", "1"), EndSuperseded},
		{"newer", v("x", "3"), EndPublished},
		{"same content as a waiting one", v("x", "3"), EndPublished},
		{"older than a waiting one", v("x", "2"), EndSuperseded},
		{"killed while waiting", v("y", "1"), EndKilled},
		{"the kill", story{ID: "y", Status: article.Canceled}, EndKilled},
		{"late, after the kill", v("y", "1"), EndKilled},
		{"revived and killed again", v("z", "1"), EndSuperseded},
		{"the kill before the revival", story{ID: "z", Status: article.Canceled}, EndSuperseded},
		{"the revival", v("z", "2"), EndPublished},
		{"withheld, then released", story{ID: "w", Version: "1", Status: article.Withheld}, EndSuperseded},
		{"the release", story{ID: "w", Version: "1", Status: article.Usable}, EndPublished},
	}
	ends := make([]chan End, len(log))
	admitted := make(chan struct{})
	var last uint64
	for i, l := range log {
		seq := submit(t, q, lanes[i%3], l.in)
		last = seq
		ends[i] = make(chan End, 1)
		go func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 20*time.Second)
			defer cancel()
			if l.in.ID == "z" { // between a kill and a revival it is killed
				<-admitted
			}
			o, err := q.Await(ctx, seq)
			if err != nil {
				t.Error(err)
			}
			ends[i] <- o.End
		}()
	}
	for headOf(t, q, story{ID: "w"}.aid()).Seen < last {
		time.Sleep(5 * time.Millisecond)
	}
	close(admitted)
	time.Sleep(100 * time.Millisecond)
	close(finish)
	for i, l := range log {
		wantEqual(t, l.what, <-ends[i], l.want)
	}
	settled(t, q)
	wantEqual(t, "x", results(t, q, story{ID: "x"}.aid()), "[2.0 clean]")
	wantEqual(t, "y", results(t, q, story{ID: "y"}.aid()), "[]")
	wantEqual(t, "z", results(t, q, story{ID: "z"}.aid()), "[2.0 clean]")
	wantEqual(t, "w", results(t, q, story{ID: "w"}.aid()), "[2.0 clean]")
}
