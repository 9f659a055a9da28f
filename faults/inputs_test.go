package faults

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"naql/article"
)

// Scenario 18: an article that ends every worker that has it in hand becomes a
// dead letter after the third, and takes no neighbour with it.
func TestPoison(t *testing.T) {
	scenario(t, "18", "an article that ends its worker", false, func(w *world) {
		between := newProxy(t, w.broker.address())
		bites := make(chan struct{}, 10)
		between.at(func(p published) verdict {
			if p.subject == "$KV.NAQL_ledger."+aid("poison") && strings.Contains(string(p.data), `"working":true`) {
				bites <- struct{}{}
				return holdAcks
			}
			return pass
		})
		w.model.rules(slow(200 * time.Millisecond))
		w.stories("routine", "good", 10)
		w.publish("urgent", story("poison", 1, 1000))
		p := w.worker(between.address())
		bitten := 0
		for deadline := time.After(60 * time.Second); !w.idle(); {
			select {
			case <-bites:
				bitten++
				time.Sleep(20 * time.Millisecond) // it is written
				p.kill()
				p = w.worker(between.address())
			case <-time.After(50 * time.Millisecond):
			case <-deadline:
				t.Fatal("not done in a minute")
			}
		}
		w.settle(30 * time.Second)
		dead := w.dead()
		if len(dead) != 1 || dead[0].ID != aid("poison") || dead[0].Class != "poison" || bitten != 3 {
			t.Errorf("%d times bitten, dead letters %+v", bitten, dead)
		}
	})
}

// Scenario 19: the same input fifty times, with one message id and with many,
// before and after restarts of both sides.
func TestSameInputOverAndOver(t *testing.T) {
	scenario(t, "19", "one input fifty times, over restarts", true, func(w *world) {
		p := w.worker(w.broker.address())
		a := story("a", 1, 1)
		w.publish("urgent", a)
		body := w.inputs[0].body
		w.settle(20 * time.Second)
		for i := range 50 {
			id := "same"
			if i%2 == 0 {
				id = fmt.Sprint("id-", i)
			}
			msg := &nats.Msg{Subject: "naql.in.routine." + source, Data: body, Header: nats.Header{"Content-Type": {"application/json"}, "Nats-Msg-Id": {id}}}
			for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
				if _, err := w.js().PublishMsg(w.ctx, msg); err == nil || time.Since(began) > 20*time.Second {
					break
				}
			}
			switch i {
			case 20:
				p.kill()
				w.broker.kill()
				w.broker.start()
				p = w.worker(w.broker.address())
			case 30:
				p.kill()
				p = w.worker(w.broker.address())
			}
		}
		w.allowed = 1
		w.settle(30 * time.Second)
		if n := len(w.published("a")); n != 1 {
			t.Errorf("%d results", n)
		}
		if n := len(w.model.all()); n != 2 {
			t.Errorf("%d calls, want one a step", n)
		}
	})
}

// Scenario 20: version 3 arrives, then 1, then 2. The older ones cost nothing.
func TestOldVersionsArriveLate(t *testing.T) {
	scenario(t, "20", "version 3, then 1, then 2", true, func(w *world) {
		w.worker(w.broker.address())
		w.worker(w.broker.address())
		for i := range 5 {
			w.publish("routine", story(fmt.Sprint("a", i), 3, 10*i+3))
		}
		w.settle(20 * time.Second)
		before := len(w.model.all())
		for i := range 5 {
			w.publish("flash", story(fmt.Sprint("a", i), 1, 10*i+1))
			w.publish("flash", story(fmt.Sprint("a", i), 2, 10*i+2))
		}
		w.settle(20 * time.Second)
		if n := len(w.model.all()) - before; n > 0 {
			t.Errorf("%d calls for old versions", n)
		}
	})
}

// Scenario 21: version 2 arrives while version 1 is with the model.
func TestNewVersionWhileInACall(t *testing.T) {
	scenario(t, "21", "version 2 while 1 is with the model", true, func(w *world) {
		w.model.rules(func(c call) fault {
			if strings.Contains(c.text, " 1 ") {
				return fault{delay: 1500 * time.Millisecond}
			}
			return fault{}
		})
		w.worker(w.broker.address())
		w.publish("urgent", story("a", 1, 1))
		w.called(aid("a"), "translate", 1)
		w.publish("urgent", story("a", 2, 2))
		w.settle(20 * time.Second)
		results := w.published("a")
		if len(results) == 0 || results[len(results)-1].SourceVersion != "2" {
			t.Errorf("%d results", len(results))
		}
	})
}

// A kill stops what is under way, waits for no slot and is remembered.
func TestKills(t *testing.T) {
	scenario(t, "21b", "kills: before, within and after the work", false, func(w *world) {
		w.model.rules(slow(1500 * time.Millisecond))
		w.worker(w.broker.address(), "NAQL_CONCURRENCY=2")
		kill := func(id string) { w.publish("flash", article.Article{Source: source, ID: id, Status: article.Canceled}) }
		kill("early")
		for _, id := range []string{"early", "within", "other"} {
			w.publish("urgent", story(id, 1, len(w.inputs)+1))
		}
		w.called(aid("within"), "translate", 1)
		kill("within")
		w.settle(30 * time.Second)
		kill("other")
		w.settle(30 * time.Second)
		if n := len(w.model.of(aid("early"), "")); n > 0 {
			t.Errorf("%d calls for a story that was killed before it came", n)
		}
		if n := len(w.model.of(aid("within"), "summary")); n > 0 {
			t.Errorf("%d summaries of a story that was killed at work", n)
		}
		if r := w.published("other"); len(r) != 2 || r[1].State != article.StateKilled || len(r[1].Segments) > 0 {
			t.Errorf("after its kill: %+v", r)
		}
	})
}
