package faults

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"naql/article"
	"naql/queue"
)

// correct sends a correction of one edit and returns its sequence.
func (w *world) correct(id string, revision, edit int, en string) uint64 {
	w.Helper()
	d := queue.Decision{ID: aid(id), Revision: revision, Edit: edit, By: "editor"}
	raw, err := json.Marshal([]map[string]string{{"id": "p1", "en": en}})
	if err == nil {
		err = json.Unmarshal(raw, &d.Segments)
	}
	if err != nil {
		w.Fatal(err)
	}
	seq, err := w.open().Decide(w.ctx, queue.Corrected, d)
	if err != nil {
		w.Fatal(err)
	}
	return seq
}

func (w *world) verdict(id string, seq uint64) queue.Verdict {
	w.Helper()
	var v queue.Verdict
	w.until("a verdict", 20*time.Second, func() bool {
		var err error
		v, _, err = w.open().VerdictOn(w.ctx, aid(id))
		return err == nil && v.Sequence >= seq
	})
	return v
}

// Scenario 22: an editor corrects revision 1; its worker is killed before it
// can ack; revision 2 comes.
func TestCorrectionAndNextRevision(t *testing.T) {
	scenario(t, "22", "a correction, a crash, the next revision", false, func(w *world) {
		between := newProxy(t, w.broker.address())
		first := w.worker(between.address())
		w.publish("urgent", story("a", 1, 1))
		w.until("the first result", 20*time.Second, func() bool { return len(w.published("a")) == 1 })
		on, seen := once("$JS.ACK.NAQL_IN.lane-", 1, hold) // the lane's ack, or the next
		between.at(func(p published) verdict {
			if strings.HasPrefix(p.subject, "$JS.ACK.NAQL_DESK.") {
				return on(published{subject: "$JS.ACK.NAQL_IN.lane-"})
			}
			return pass
		})
		w.correct("a", 1, 0, "One person returned, the editor says.")
		await(t, "the ack of the correction", seen)
		first.kill()
		w.worker(w.broker.address())
		time.Sleep(2 * ackWait)
		stale := w.correct("a", 1, 0, "Another editor, from the same base.")
		if v := w.verdict("a", stale); v.Applied {
			t.Errorf("a correction of an edit that is no longer the latest: %+v", v)
		}
		w.publish("urgent", story("a", 2, 2))
		w.settle(20 * time.Second)
		var got []string
		for _, r := range w.published("a") {
			got = append(got, string(r.State)+" "+r.SourceVersion)
		}
		if want := "clean 1, corrected 1, clean 2"; strings.Join(got, ", ") != want {
			t.Errorf("results %v, want %s", got, want)
		}
	})
}

// Scenario 23: two desks correct from the same base.
func TestTwoCorrections(t *testing.T) {
	scenario(t, "23", "two corrections from one base", false, func(w *world) {
		w.worker(w.broker.address())
		w.worker(w.broker.address())
		w.publish("urgent", story("a", 1, 1))
		w.settle(20 * time.Second)
		one, two := w.correct("a", 1, 0, "One."), w.correct("a", 1, 0, "Two.")
		if v := w.verdict("a", two); v.Applied || one > two {
			t.Errorf("the second: %+v", v)
		}
		results := w.published("a")
		if len(results) != 2 || results[1].State != article.StateCorrected || results[1].Segments[0].En != "One." {
			t.Errorf("results %+v", results)
		}
	})
}

// Scenario 29: workers never change a stream that is there.
func TestStreamsAreLeftAlone(t *testing.T) {
	scenario(t, "29", "an operator's settings of a stream, over restarts", true, func(w *world) {
		w.open()
		for _, name := range []string{"NAQL_IN", "NAQL_OUT", "NAQL_DEAD"} {
			s, err := w.js().Stream(w.ctx, name)
			if err != nil {
				t.Fatal(err)
			}
			cfg := s.CachedInfo().Config
			cfg.Description, cfg.MaxBytes = "ours", 123<<20
			if _, err := w.js().UpdateStream(w.ctx, cfg); err != nil {
				t.Fatal(err)
			}
		}
		w.publish("urgent", story("a", 1, 1))
		for range 2 {
			p := w.worker(w.broker.address())
			w.settle(20 * time.Second)
			p.kill()
		}
		for _, name := range []string{"NAQL_IN", "NAQL_OUT", "NAQL_DEAD"} {
			s, err := w.js().Stream(w.ctx, name)
			if err != nil {
				t.Fatal(err)
			}
			if cfg := s.CachedInfo().Config; cfg.Description != "ours" || cfg.MaxBytes != 123<<20 {
				t.Errorf("%s was changed: %q, %d", name, cfg.Description, cfg.MaxBytes)
			}
		}
		// One that could lose an input is refused, with what is wrong.
		out, err := w.js().Stream(w.ctx, "NAQL_DEAD")
		if err != nil {
			t.Fatal(err)
		}
		cfg := out.CachedInfo().Config
		cfg.MaxAge = time.Hour
		if _, err := w.js().UpdateStream(w.ctx, cfg); err != nil {
			t.Fatal(err)
		}
		p := w.worker(w.broker.address())
		p.exits(10*time.Second, 3)
		if !strings.Contains(p.log.text(), "max_age") {
			t.Errorf("says %s", p.log.text())
		}
	})
}

// Scenario 30: a subscriber that does not read, a second process on one
// folder, a folder that is none, and a store with a damaged end.
func TestFolder(t *testing.T) {
	scenario(t, "30", "a slow subscriber, one folder twice, a damaged store", false, func(w *world) {
		w.broker.kill()
		data := t.TempDir()
		serve := func() *process {
			return w.naql([]string{"serve"}, "NAQL_DATA="+data, "NAQL_NATS_LISTEN="+w.broker.address())
		}
		p := serve()
		w.until("ready", 20*time.Second, p.ready)
		w.login = func() string { return loginOf(t, data) }
		nobody, err := w.connect().SubscribeSync("naql.out.>")
		if err != nil {
			t.Fatal(err)
		}
		if err := nobody.SetPendingLimits(1, 1); err != nil {
			t.Fatal(err)
		}
		w.stories("urgent", "a", 20)
		w.settle(20 * time.Second)
		second := w.naql([]string{"serve"}, "NAQL_DATA="+data)
		second.exits(10*time.Second, 1)
		if !strings.Contains(second.log.text(), "in use") {
			t.Errorf("the second process says %s", second.log.text())
		}
		file := w.naql([]string{"serve"}, "NAQL_DATA=/proc/naql")
		file.exits(10*time.Second, 1)

		time.Sleep(time.Second) // the server writes what its consumers have seen some ten times a second
		p.kill()
		blocks, err := filepath.Glob(filepath.Join(data, "nats", "jetstream", "*", "streams", "NAQL_IN", "msgs", "*.blk"))
		if err != nil || len(blocks) == 0 {
			t.Fatal("no blocks: ", err)
		}
		raw, err := os.ReadFile(blocks[len(blocks)-1])
		if err != nil {
			t.Fatal(err)
		}
		raw[len(raw)-1] ^= 0xff // of the last input
		if err := os.WriteFile(blocks[len(blocks)-1], raw, 0o600); err != nil {
			t.Fatal(err)
		}
		p = serve()
		w.until("ready on what is left", 20*time.Second, p.ready)
		w.reopen()
		w.stories("urgent", "b", 5)
		w.settle(20 * time.Second)
		if !strings.Contains(p.log.text(), "past last stream sequence") {
			t.Errorf("nothing is said of what is missing: %s", p.log.text())
		}
	})
}
