package queue

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// mays says for each role what it may publish, and mayNots what not.
var mays = map[string]string{
	"provisioner": `$JS.API.STREAM.CREATE.NAQL_ADV $JS.API.CONSUMER.CREATE.NAQL_IN.intake-x $KV.NAQL_glossary.current $KV.NAQL_ctl.stop`,
	"worker": `naql.out.en.clean.a1 naql.dead.poison.a1 $KV.NAQL_head.a1 $KV.NAQL_ledger.a1 $KV.NAQL_reply.k $KV.NAQL_memory.m.k $KV.NAQL_ctl.breaker.x
		$JS.API.DIRECT.GET.KV_NAQL_memory
		$JS.API.STREAM.PURGE.NAQL_IN $JS.API.CONSUMER.MSG.NEXT.NAQL_IN.intake-x $JS.ACK.NAQL_IN.intake-x.1.2.3.4.5
		$JS.API.CONSUMER.MSG.NEXT.NAQL_DESK.x`,
	"desk": `naql.desk.approved.a1 naql.in.urgent naql.in.flash.wire $JS.API.STREAM.MSG.DELETE.NAQL_DEAD
		$JS.API.STREAM.MSG.GET.NAQL_OUT $JS.API.STREAM.MSG.GET.KV_NAQL_head`,
	"ingest":     `naql.in.flash.wire naql.in.urgent.wire naql.in.routine.wire`,
	"subscriber": `NAQL.API.CONSUMER.CREATE.NAQL_OUT.own NAQL.API.CONSUMER.MSG.NEXT.NAQL_OUT.own`,
}

var mayNots = map[string]string{
	"provisioner": `naql.in.urgent naql.out.en.clean.a1 naql.desk.approved.a1 naql.dead.x.a1 $KV.NAQL_head.a1 $KV.NAQL_ledger.a1
		$JS.API.STREAM.CREATE.OTHER $JS.API.STREAM.UPDATE.NAQL_OUT $JS.API.STREAM.MSG.GET.NAQL_IN $JS.API.STREAM.MSG.GET.NAQL_OUT
		$JS.API.CONSUMER.MSG.NEXT.NAQL_IN.intake-x $JS.API.CONSUMER.CREATE.NAQL_OUT.x`,
	"worker": `naql.in.urgent naql.in.flash.wire naql.desk.approved.a1 $KV.NAQL_glossary.current
		$JS.API.CONSUMER.CREATE.NAQL_IN.x $JS.API.CONSUMER.CREATE.NAQL_OUT.x $JS.API.CONSUMER.CREATE.NAQL_IN.x.naql.in.flash
		$JS.API.CONSUMER.DURABLE.CREATE.NAQL_IN.x $JS.API.STREAM.MSG.DELETE.NAQL_IN $JS.API.STREAM.UPDATE.NAQL_IN`,
	"desk": `naql.out.en.clean.a1 naql.out.en.approved.a1 naql.dead.x.a1 $KV.NAQL_head.a1 $KV.NAQL_ledger.a1 $KV.NAQL_ctl.stop
		$JS.API.CONSUMER.MSG.NEXT.NAQL_IN.intake-x $JS.API.CONSUMER.CREATE.NAQL_IN.x $JS.ACK.NAQL_IN.intake-x.1.2.3.4.5
		$KV.NAQL_memory.e.k $JS.API.STREAM.MSG.GET.KV_NAQL_reply $JS.API.STREAM.MSG.DELETE.NAQL_OUT`,
	"ingest": `naql.in.urgent naql.in.urgent.other naql.in.urgent.wire.x naql.in.wire naql.out.en.clean.a1 naql.desk.killed.a1 naql.dead.x.a1
		$KV.NAQL_head.a1 $JS.API.STREAM.MSG.GET.NAQL_IN $JS.API.STREAM.MSG.GET.NAQL_OUT $JS.API.DIRECT.GET.NAQL_OUT
		$JS.API.CONSUMER.CREATE.NAQL_OUT.x $JS.API.CONSUMER.CREATE.NAQL_IN.x $JS.API.STREAM.INFO.NAQL_OUT $JS.API.STREAM.NAMES`,
	"subscriber": `naql.in.urgent naql.in.flash.wire naql.out.en.clean.a1 naql.desk.killed.a1 naql.dead.x.a1 $KV.NAQL_head.a1
		$JS.API.STREAM.MSG.GET.NAQL_IN $JS.API.STREAM.MSG.GET.NAQL_DEAD $JS.API.CONSUMER.CREATE.NAQL_IN.x $JS.API.CONSUMER.CREATE.NAQL_DEAD.x
		NAQL.API.CONSUMER.CREATE.NAQL_IN.x NAQL.API.STREAM.MSG.GET.NAQL_IN NAQL.API.STREAM.PURGE.NAQL_OUT
		$JS.API.CONSUMER.CREATE.KV_NAQL_reply.x $JS.API.CONSUMER.DELETE.NAQL_OUT.x $JS.API.STREAM.INFO.NAQL_IN`,
}

// everyone is refused what ends promises for all.
const everyone = `$JS.API.STREAM.PURGE.NAQL_OUT $JS.API.STREAM.PURGE.NAQL_DESK $JS.API.STREAM.PURGE.NAQL_DEAD $JS.API.STREAM.PURGE.KV_NAQL_head
	$JS.API.STREAM.DELETE.NAQL_IN $JS.API.STREAM.DELETE.NAQL_OUT $JS.API.STREAM.DELETE.KV_NAQL_head $JS.API.STREAM.DELETE.KV_NAQL_ledger
	$JS.API.STREAM.UPDATE.NAQL_OUT $JS.API.CONSUMER.DELETE.NAQL_IN.intake-x $JS.API.CONSUMER.PAUSE.NAQL_IN.intake-x
	$JS.API.STREAM.RESTORE.NAQL_OUT $JS.API.STREAM.SNAPSHOT.NAQL_OUT $JS.API.ACCOUNT.PURGE.x $SYS.REQ.SERVER.PING naql.other
	_INBOX_worker.x _INBOX.x`

func TestRefusals(t *testing.T) {
	s := secured(t)
	for _, role := range roles {
		nc := as(t, s, role)
		for _, subject := range strings.Fields(mays[role]) {
			if err := publishRaw(t, nc, subject); err != nil {
				t.Errorf("%s may not publish %s: %v", role, subject, err)
			}
		}
		for _, subject := range strings.Fields(mayNots[role] + " " + everyone) {
			if publishRaw(t, nc, subject) == nil {
				t.Errorf("%s may publish %s", role, subject)
			}
		}
		for _, subject := range append(strings.Fields(`> naql.> naql.out.> naql.in.urgent _INBOX.> *.> $JS.API.> $KV.> $JS.EVENT.ADVISORY.>`), othersInboxes(role)...) {
			sub, err := nc.SubscribeSync(subject)
			if err != nil {
				t.Fatal(err)
			}
			if flush(t, nc); !strings.Contains(nc.LastError().Error(), `Subscription to "`+subject+`"`) {
				t.Errorf("%s may subscribe to %s", role, subject)
			}
			_ = sub.Unsubscribe()
		}
		if err := subscribeRaw(t, nc, nc.NewInbox()); err != nil {
			t.Errorf("%s may not read its own answers: %v", role, err)
		}
	}
}

func othersInboxes(role string) (subjects []string) {
	for _, other := range roles {
		if other != role {
			subjects = append(subjects, "_INBOX_"+other+".>", "_INBOX_"+other+".x.y")
		}
	}
	return subjects
}

// publishRaw publishes and returns what the server said against it. It has
// said so before it answers a ping.
func publishRaw(t *testing.T, nc *nats.Conn, subject string) error {
	t.Helper()
	if err := nc.PublishRequest(subject, nc.NewInbox(), nil); err != nil {
		t.Fatal(err)
	}
	flush(t, nc)
	return violation(nc, subject, nil)
}

func subscribeRaw(t *testing.T, nc *nats.Conn, subject string) error {
	t.Helper()
	if _, err := nc.SubscribeSync(subject); err != nil {
		t.Fatal(err)
	}
	flush(t, nc)
	return violation(nc, subject, nil)
}

func flush(t *testing.T, nc *nats.Conn) {
	t.Helper()
	if err := nc.FlushTimeout(5 * time.Second); err != nil {
		t.Fatal(err)
	}
}

// Answers are sent to wherever a request says, traces and pushed messages to wherever
// a header or a consumer says, whatever the asker may publish. None reaches what is not
// the asker's.
func TestAnswersElsewhere(t *testing.T) {
	s := secured(t)
	openAs(t, as(t, s, "provisioner"))
	w := openAs(t, as(t, s, "worker"))
	planted := translation(&Task{AID: "a1", Revision: 1, Lane: Urgent})
	if _, err := w.Publish(t.Context(), planted); err != nil {
		t.Fatal(err)
	}
	targets := []string{"naql.in.flash.other", "naql.in.urgent", "naql.out.en.clean.a2", "$KV.NAQL_ctl.stop", "$KV.NAQL_head.a1",
		"$JS.API.STREAM.PURGE.NAQL_IN", "$JS.API.STREAM.DELETE.NAQL_DESK", "_INBOX_worker.x"}
	asks := map[string]string{"ingest": "naql.in.flash.wire", "subscriber": "NAQL.API.STREAM.INFO.NAQL_OUT"}
	for role, subject := range asks {
		nc := as(t, s, role)
		for _, target := range targets {
			if err := nc.PublishRequest(subject, target, []byte("{}")); err != nil {
				t.Fatal(err)
			}
			traced := &nats.Msg{Subject: subject, Reply: nc.NewInbox(), Header: nats.Header{"Nats-Trace-Dest": {target}}, Data: []byte("{}")}
			if err := nc.PublishMsg(traced); err != nil {
				t.Fatal(err)
			}
		}
		flush(t, nc)
	}
	pushes := openAs(t, as(t, s, "subscriber"), "OUT")
	for i, target := range targets {
		_, err := pushes.js.CreatePushConsumer(t.Context(), "NAQL_OUT", jetstream.ConsumerConfig{
			Name: "push" + strconv.Itoa(i), DeliverSubject: target, AckPolicy: jetstream.AckNonePolicy})
		if cycle := strings.HasPrefix(target, "naql.out."); cycle != (err != nil) {
			t.Errorf("consumer that pushes to %s: %v", target, err)
		}
	}
	background(t, w.RunIntake)
	desk := openAs(t, as(t, s, "desk"))
	time.Sleep(300 * time.Millisecond) // for what must not come
	settledIn(t, w)
	for name, want := range map[string]uint64{"NAQL_OUT": 1, "NAQL_DESK": 0, "KV_NAQL_ctl": 0, "KV_NAQL_head": 0} {
		st, err := w.js.Stream(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "messages of "+name, st.CachedInfo().State.Msgs, want)
	}
	// What is pushed to the inputs is a result, which is no article.
	for _, d := range deadLetters(t, desk, "") {
		if d.Class != classInvalid || d.Subject != "naql.in.flash.wire" && !strings.HasPrefix(d.Subject, "naql.out.") {
			t.Errorf("dead letter %s of %s", d.Class, d.Subject)
		}
	}
}

// settledIn waits until intake has seen all inputs.
func settledIn(t *testing.T, q *Queue) {
	t.Helper()
	in, err := q.js.Stream(t.Context(), "NAQL_IN")
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); sleep(t.Context(), 10*time.Millisecond) {
		c, err := in.Consumer(t.Context(), durable(intakeName, in.CachedInfo().Created))
		if err != nil {
			t.Fatal(err)
		}
		if info := c.CachedInfo(); info.NumPending == 0 && info.NumAckPending == 0 {
			return
		}
	}
	t.Fatal("intake does not end")
}
