package queue

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"naql/article"
)

// run starts intake and a worker that publishes every task.
func run(t *testing.T, q *Queue) {
	t.Helper()
	background(t, q.RunIntake)
	background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 4, Flash: 2, Grace: time.Second}, publishAll(t, q))
	})
}

// TestLog sends inputs of one article, all of them before any work begins or
// one after the other, and looks at what was published.
func TestLog(t *testing.T) {
	t.Parallel()
	kill := story{ID: "x", Status: article.Canceled}
	v := func(version string) story { return story{ID: "x", Version: version, Headline: "نسخة " + version} }
	killV := func(version string) story { k := kill; k.Version = version; return k }
	cases := []struct {
		name     string
		inputs   []story
		together string // results where all inputs were there at the start
		apart    string // results where each was done before the next came
	}{
		{"one", []story{v("1")}, "[1.0 clean]", "[1.0 clean]"},
		{"update", []story{v("1"), v("2")}, "[2.0 clean]", "[1.0 clean 2.0 clean]"},
		{"version 2 after 3", []story{v("3"), v("2")}, "[1.0 clean]", "[1.0 clean]"},
		{"same twice", []story{v("3"), v("3")}, "[1.0 clean]", "[1.0 clean]"},
		{"kill", []story{v("1"), kill}, "[]", "[1.0 clean 1.1 killed]"},
		{"kill twice", []story{v("1"), kill, kill}, "[]", "[1.0 clean 1.1 killed]"},
		{"kill of an older version", []story{v("3"), killV("1")}, "[]", "[1.0 clean 1.1 killed]"},
		{"kill before its story", []story{kill, v("1")}, "[]", "[]"},
		{"not revived by the same version", []story{v("1"), kill, v("1")}, "[]", "[1.0 clean 1.1 killed]"},
		{"not revived without a version", []story{v("1"), kill, {ID: "x", Headline: "خبر"}}, "[]", "[1.0 clean 1.1 killed]"},
		{"revived by a higher version", []story{v("1"), kill, v("2")}, "[2.0 clean]", "[1.0 clean 1.1 killed 2.0 clean]"},
	}
	for _, c := range cases {
		t.Run(c.name+" together", func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			var last uint64
			for _, s := range c.inputs {
				last = submit(t, q, Routine, s)
			}
			// Intake has read the log before any worker comes.
			stop := background(t, q.RunIntake)
			for headOf(t, q, c.inputs[0].aid()).Seen < last {
				time.Sleep(5 * time.Millisecond)
			}
			stop()
			run(t, q)
			settled(t, q)
			wantEqual(t, "results", results(t, q, c.inputs[0].aid()), c.together)
		})
		t.Run(c.name+" apart", func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			run(t, q)
			for _, s := range c.inputs {
				submit(t, q, Routine, s)
				settled(t, q)
			}
			wantEqual(t, "results", results(t, q, c.inputs[0].aid()), c.apart)
		})
	}
}

func TestKilledCarriesNoText(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	s := story{ID: "x", Source: "wafa", Version: "4", Headline: "افتتاح الجسر"}
	await(t, q, submit(t, q, Urgent, s))
	o := await(t, q, submit(t, q, Urgent, story{ID: "x", Source: "wafa", Status: article.Canceled}))
	wantEqual(t, "end", o.End, EndKilled)
	r := *o.Result
	wantEqual(t, "identity", []any{r.ID, r.Source, r.SourceID, r.SourceVersion, r.State, r.Revision, r.Edit, r.Lane},
		[]any{s.aid(), "wafa", "x", "4", "killed", 1, 1, "urgent"})
	if r.Headline != "" || len(r.Segments)+len(r.Summary)+len(r.Terms)+len(r.Findings) > 0 {
		t.Errorf("text left in %+v", r)
	}
}

// Fifty copies, each with a message id of its own or all with the same, are
// one input, whatever the sequence of deliveries.
func TestSameContentFiftyTimes(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	for i := range 50 {
		id := "same"
		if i%2 == 0 {
			id = fmt.Sprint("id-", i)
		}
		submitRaw(t, q, []string{Flash, Urgent, Routine}[i%3], story{ID: "x"}.json(), nats.Header{"Nats-Msg-Id": {id}})
	}
	settled(t, q)
	wantEqual(t, "results", results(t, q, ""), "[1.0 clean]")
}

// A consumer that is made again delivers the whole log again, as a crash does
// with its last part.
func TestRedeliveryChangesNothing(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	stopIntake := background(t, q.RunIntake)
	stopWork := background(t, func(ctx context.Context) error {
		return q.Tasks(ctx, Slots{Any: 2}, publishAll(t, q))
	})
	for _, version := range []string{"1", "3", "2"} {
		submit(t, q, Routine, story{ID: "x", Version: version})
		settled(t, q)
	}
	submitRaw(t, q, Routine, []byte(`{"body":`), nil)
	submit(t, q, Routine, story{ID: "y", Version: "1"})
	submit(t, q, Routine, story{ID: "y", Status: article.Canceled})
	settled(t, q)
	stopIntake()
	stopWork()
	before := fmt.Sprint(results(t, q, ""), headOf(t, q, story{ID: "x"}.aid()), headOf(t, q, story{ID: "y"}.aid()), len(deadLetters(t, q, "")))
	deleteConsumers(t, q)
	run(t, q)
	settled(t, q)
	wantEqual(t, "results, heads, dead letters",
		fmt.Sprint(results(t, q, ""), headOf(t, q, story{ID: "x"}.aid()), headOf(t, q, story{ID: "y"}.aid()), len(deadLetters(t, q, ""))), before)
}

func deleteConsumers(t *testing.T, q *Queue) {
	t.Helper()
	in, err := q.js.Stream(t.Context(), q.stream("IN"))
	if err != nil {
		t.Fatal(err)
	}
	for name := range in.ConsumerNames(t.Context()).Name() {
		if err := in.DeleteConsumer(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
}

// The input stream is deleted under a running intake and worker, and made
// again: they find their way back, and revisions go on.
func TestInputStreamMadeAgain(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	await(t, q, submit(t, q, Urgent, story{ID: "x", Version: "1"}))
	await(t, q, submit(t, q, Urgent, story{ID: "x", Version: "2"}))
	settled(t, q)
	if err := q.js.DeleteStream(t.Context(), q.stream("IN")); err != nil {
		t.Fatal(err)
	}
	openQueue(t, q.nc, q.cfg.Prefix)
	await(t, q, submit(t, q, Urgent, story{ID: "x", Version: "2"}))
	await(t, q, submit(t, q, Urgent, story{ID: "x", Version: "3"}))
	wantEqual(t, "results", results(t, q, ""), "[1.0 clean 2.0 clean 3.0 clean]")
}

func TestInvalidInputs(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	inputs := map[string][]byte{
		"empty":        {},
		"broken JSON":  []byte(`{"body":"خبر`),
		"without body": []byte(`{"id":"1","headline":"عنوان"}`),
		"not UTF-8":    {0xff, 0xfe, 0x00, 0xd8, 0x80, 0x81},
		"huge":         append([]byte("خبر "), bytes.Repeat([]byte("ا"), article.MaxInput/2)...),
	}
	h := nats.Header{"Naql-Source": {"wafa"}, "Naql-Id": {"n-1"}, "Content-Type": {"application/json"}}
	sequences := map[string]uint64{}
	for name, data := range inputs {
		sequences[name] = submitRaw(t, q, Urgent, data, h)
		await(t, q, submit(t, q, Urgent, story{ID: name})) // neighbours go on
	}
	settled(t, q)
	for name, data := range inputs {
		o := await(t, q, sequences[name])
		if o.End != EndDead {
			t.Errorf("%s: got %s, want a dead letter", name, o.End)
			continue
		}
		d := *o.Dead
		wantEqual(t, name+": letter", []any{d.Schema, d.Class, d.Subject, d.Sequence, d.Epoch, d.Headers["Naql-Source"], d.ID},
			[]any{DeadSchema, "invalid", q.subject("in", "urgent"), sequences[name], 0, "[wafa]", o.AID})
		if !bytes.Equal(d.Input, data) {
			t.Errorf("%s: %d bytes of %d in the dead letter", name, len(d.Input), len(data))
		}
		if d.Reason == "" || d.At.IsZero() || CheckAID(d.ID) != nil {
			t.Errorf("%s: %q at %v, id %q", name, d.Reason, d.At, d.ID)
		}
	}
	wantEqual(t, "dead letters", len(deadLetters(t, q, "")), len(inputs))
	wantEqual(t, "results", len(results(t, q, "")), len(inputs))
}

// Whatever a publisher puts into ids, sources and headers: the connection
// stays, other stories stay what they are, and each is one article.
func TestHostilePublishers(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	victim := story{ID: "x", Version: "1"}
	submit(t, q, Urgent, victim)
	await(t, q, 1)

	hostile := []string{"a1.>", "*", ">", "x y", "..", "\r\nPUB t1.out.en.clean.x 1\r\n1", "خبر\u202e", strings.Repeat("k", 70<<10), "$JS.API.>"}
	for _, text := range hostile {
		o := await(t, q, submit(t, q, Urgent, story{ID: text, Version: "1"}))
		wantEqual(t, fmt.Sprintf("id %.20q", text), o.End, EndPublished)
	}
	for _, text := range hostile {
		seq, err := q.Submit(t.Context(), Urgent, text, story{ID: "from", Version: "1"}.json(), nil)
		if err != nil {
			continue // refused, with a reason: see TestSubmitRefuses
		}
		wantEqual(t, fmt.Sprintf("source %q", text), await(t, q, seq).End, EndPublished)
	}
	for _, name := range []string{"Nats-Rollup", "Nats-TTL", "Nats-Schedule", "Nats-Expected-Last-Sequence", "Nats-Expected-Last-Subject-Sequence", "Nats-Expected-Stream", "Nats-Batch-Id",
		"Nats-Batch-Sequence", "Nats-Expected-Last-Msg-Id", "Nats-Schedule-Target", "Nats-Schedule-TTL", "Nats-Incr", "Nats-Msg-Id", "Nats-Trace-Dest"} {
		for _, value := range []string{"all", "sub", "1s", "@at 2020-01-01T00:00:00Z", "0", "OTHER"} {
			h := nats.Header{name: {value}, strings.ToLower(name): {value}}
			seq := submitRaw(t, q, Urgent, story{ID: name + value}.json(), h)
			wantEqual(t, name+": "+value, await(t, q, seq).End, EndPublished)
			// A publisher without naql's own client only fails itself.
			msg := &nats.Msg{Subject: q.subject("in", Urgent), Header: nats.Header{name: {value}}, Data: story{ID: "raw " + name + value}.json()}
			if ack, err := q.js.PublishMsg(t.Context(), msg); err == nil {
				wantEqual(t, "raw "+name+": "+value, await(t, q, ack.Sequence).End, EndPublished)
			}
		}
	}
	// Another source's id is another article; a subject's source cannot be
	// talked over by header or body.
	kill := story{ID: "x", Status: article.Canceled, Source: ""}
	if _, err := q.Submit(t.Context(), Flash, "enemy", kill.json(), nats.Header{"Naql-Source": {""}}); err != nil {
		t.Fatal(err)
	}
	if _, err := q.Submit(t.Context(), Flash, "enemy", story{ID: "x", Source: "victim", Version: "9"}.json(), nats.Header{"Naql-Source": {"victim"}}); err != nil {
		t.Fatal(err)
	}
	settled(t, q)
	wantEqual(t, "the victim's results", results(t, q, victim.aid()), "[1.0 clean]")
	wantEqual(t, "nothing under the claimed source", results(t, q, article.Article{ID: "x", Source: "victim"}.AID()), "[]")
	state, err := q.js.Stream(t.Context(), q.stream("IN"))
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "first input is still there", state.CachedInfo().State.FirstSeq, 1)
	wantEqual(t, "dead letters", len(deadLetters(t, q, "")), 0)
}

// Versions beyond every machine number are told apart, also where they come as
// JSON numbers.
func TestHugeVersions(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	run(t, q)
	for _, version := range []string{"9223372036854775807", "9223372036854775808", "9223372036854775807",
		"18446744073709551616", "18446744073709551615", "1" + strings.Repeat("0", 40), "18446744073709551617"} {
		await(t, q, submitRaw(t, q, Urgent, fmt.Appendf(nil, `{"id":"x","version":%s,"body":"خبر %[1]s"}`, version), nil))
	}
	settled(t, q)
	var versions []string
	for r, err := range q.Results(t.Context(), ResultsQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, r.SourceVersion)
	}
	want := []string{"9223372036854775807", "9223372036854775808", "18446744073709551616", "1" + strings.Repeat("0", 40)}
	wantEqual(t, "versions", fmt.Sprint(versions), fmt.Sprint(want))
}

func TestReadMessage(t *testing.T) {
	body := story{ID: "body", Version: "1", Source: "body"}.json()
	all := nats.Header{"naql-id": {" header "}, "NAQL-SOURCE": {"header"}, "Naql-Version": {"2"}, "Naql-Url": {"https://example.org/1"}}
	cases := []struct {
		name, subject string
		header        nats.Header
		want          string
	}{
		{"body alone", "naql.in.flash", nil, "body 1 body "},
		{"headers, in any case", "naql.in.flash", all, "header 2 header https://example.org/1"},
		{"subject first", "naql.in.flash.wafa", all, "header 2 wafa https://example.org/1"},
		{"empty headers say nothing", "naql.in.flash", nats.Header{"Naql-Id": {""}, "Naql-Source": {}}, "body 1 body "},
		{"a wildcard in a subject is text", "naql.in.flash.*", nil, "body 1 * "},
	}
	for _, c := range cases {
		a, err := readMessage(c.subject, c.header, body)
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, c.name, fmt.Sprintf("%s %s %s %s", a.ID, a.Version, a.Source, a.URL), c.want)
	}
}
