package queue

import (
	"fmt"
	"testing"
	"time"

	"naql/article"
)

// The first of what models wrote stays, an editor's words go before it, and
// the last editor's count.
func TestMemory(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	m := q.Memory()
	want := func(step string, maker string, want map[string]Remembered) {
		t.Helper()
		got, err := m.Recall(t.Context(), []string{"one", "two", "three", "two"}, maker)
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, step, got, want)
	}
	settle := func() {
		t.Helper()
		if err := q.nc.Flush(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	want("nothing", "model", map[string]Remembered{})
	write := func(key, maker, en string) {
		t.Helper()
		if err := m.Remember(t.Context(), map[string]Remembered{MachineKey(key, maker): {En: en, Model: maker}}); err != nil {
			t.Fatal(err)
		}
		settle()
	}
	write("one", "model", "One.")
	write("two", "model", "Two.")
	write("two", "model", "Second.")
	write("one", "other", "Uno.")
	want("two segments", "model", map[string]Remembered{"one": {En: "One.", Model: "model"}, "two": {En: "Two.", Model: "model"}})
	want("another model", "other", map[string]Remembered{"one": {En: "Uno.", Model: "other"}})
	for _, en := range []string{"By an editor.", "Again."} {
		if err := m.approve(t.Context(), []article.Segment{{En: en, Memory: "two"}, {En: "No key."}, {Memory: "three"}}, "editor"); err != nil {
			t.Fatal(err)
		}
	}
	want("an editor's", "model", map[string]Remembered{"one": {En: "One.", Model: "model"}, "two": {En: "Again.", By: "editor"}})

	var keys []string
	written := map[string]Remembered{}
	for i := range 3 * mostRecalled {
		key := fmt.Sprintf("k%d", i)
		keys = append(keys, key)
		written[MachineKey(key, "model")] = Remembered{En: key}
	}
	if err := m.Remember(t.Context(), written); err != nil {
		t.Fatal(err)
	}
	settle()
	got, err := m.Recall(t.Context(), keys, "model")
	if err != nil || len(got) != len(keys) || got["k599"].En != "k599" {
		t.Errorf("%d of %d, %v", len(got), len(keys), err)
	}
}

// What an editor approves or corrects is remembered; what is held is not.
func TestDecisionsAreRemembered(t *testing.T) {
	t.Parallel()
	q, aid := desk(t, 1, func(r *article.Result) {
		r.Segments[0].Memory, r.Segments[1].Memory, r.Segments[1].Model = "head", "para", "model"
	})
	decideOn(t, q, Held, Decision{ID: aid, Revision: 1, By: "editor"})
	recall := func() map[string]Remembered {
		got, err := q.Memory().Recall(t.Context(), []string{"head", "para"}, "model")
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	wantEqual(t, "held", recall(), map[string]Remembered{})
	if v := decideOn(t, q, Corrected, corrected(aid, 1, "Six people returned.")); !v.Applied {
		t.Fatal(v.Reason)
	}
	wantEqual(t, "corrected", recall(), map[string]Remembered{"head": {En: "Headline", By: "editor"}, "para": {En: "Six people returned.", By: "editor"}})
	last, err := q.latest(t.Context(), aid)
	if err != nil || last.Segments[1].Model != "" || last.Segments[1].EditedBy != "editor" {
		t.Errorf("%+v, %v", last.Segments, err)
	}
}
