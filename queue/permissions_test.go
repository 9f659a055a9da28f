package queue

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// apis is where roles see JetStream's API that are not in its account.
var apis = map[string]string{"subscriber": "NAQL.API"}

var roles = []string{"provisioner", "worker", "desk", "ingest", "subscriber"}

// secured is a server with the permission files that operators are given.
func secured(t *testing.T) *natsserver.Server {
	t.Helper()
	for _, role := range roles {
		t.Setenv("NAQL_"+strings.ToUpper(role)+"_PASSWORD", "secret")
	}
	opts, err := natsserver.ProcessConfigFile("../deploy/nats/secured.conf")
	if err != nil {
		t.Fatal(err)
	}
	opts.Host, opts.Port, opts.HTTPPort, opts.StoreDir = "127.0.0.1", -1, 0, t.TempDir()
	opts.NoSigs, opts.NoLog = true, true
	s, err := natsserver.NewServer(opts)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("broker is not ready")
	}
	return s
}

// as logs a role in.
func as(t *testing.T, s *natsserver.Server, role string, opts ...nats.Option) *nats.Conn {
	t.Helper()
	opts = append([]nats.Option{nats.UserInfo(role, "secret"), nats.CustomInboxPrefix("_INBOX_" + role)}, opts...)
	nc, err := Connect(s.ClientURL(), role, quiet(), opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

// lawful fails the test when the server refuses anything.
func lawful(t *testing.T) nats.Option {
	return nats.ErrorHandler(func(nc *nats.Conn, _ *nats.Subscription, err error) {
		if nc.Opts.Name != "ingest" || !LookDenied(err) { // which may not even look
			t.Errorf("%s: %v", nc.Opts.Name, err)
		}
	})
}

func openAs(t *testing.T, nc *nats.Conn, uses ...string) *Queue {
	t.Helper()
	q, err := Open(t.Context(), nc, Config{MaxInput: 64 << 20, Uses: uses, API: apis[nc.Opts.Name], Log: quiet()})
	if err != nil {
		t.Fatalf("%s: %v", nc.Opts.Name, err)
	}
	return q
}

// Nobody but the provisioner makes anything, and all say what is missing.
func TestOpenWithoutTheRight(t *testing.T) {
	s := secured(t)
	var said strings.Builder
	for role, uses := range map[string][]string{"worker": nil, "desk": nil, "subscriber": {"OUT"}} {
		nc, began := as(t, s, role), time.Now()
		_, err := Open(t.Context(), nc, Config{Uses: uses, API: apis[role], Log: slog.New(slog.NewTextHandler(&said, nil))})
		var missing *MissingError
		if !errors.As(err, &missing) {
			t.Fatalf("%s: %v", role, err)
		}
		want := []string{"NAQL_" + strings.Join(uses, "")}
		if uses == nil {
			want = strings.Fields("NAQL_IN NAQL_OUT NAQL_DESK NAQL_DEAD NAQL_ADV NAQL_TIMER KV_NAQL_head KV_NAQL_reply KV_NAQL_memory KV_NAQL_ledger KV_NAQL_ctl KV_NAQL_glossary")
		}
		wantEqual(t, role+" is told of", missing.Names, want)
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("%s was told after %v", role, took)
		}
	}
	if strings.Contains(said.String(), "level=ERROR") {
		t.Errorf("the one error is told, and more is logged:\n%s", &said)
	}
	openAs(t, as(t, s, "provisioner", lawful(t)))
	in, err := openAs(t, as(t, s, "worker", lawful(t))).js.Stream(t.Context(), "NAQL_IN")
	if err != nil {
		t.Fatal(err)
	}
	admin := openAs(t, as(t, s, "provisioner"))
	for _, c := range admin.consumers(in.CachedInfo().Created) {
		if _, err := admin.js.Consumer(t.Context(), "NAQL_IN", c.Durable); err != nil {
			t.Errorf("consumer %s: %v", c.Durable, err)
		}
	}
}

// Articles go from the source to the subscriber, each with its own login, and
// the server refuses nothing on the way.
func TestArticlesByRole(t *testing.T) {
	s := secured(t)
	ok := lawful(t)
	admin := openAs(t, as(t, s, "provisioner", ok))
	wire := openAs(t, as(t, s, "ingest", ok), "IN")
	w := openAs(t, as(t, s, "worker", ok))
	reader := openAs(t, as(t, s, "subscriber", ok), "OUT")
	desk := openAs(t, as(t, s, "desk", ok))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()

	background(t, w.RunIntake)
	background(t, func(ctx context.Context) error {
		return w.Tasks(ctx, Slots{Any: 2, Flash: 1, Grace: time.Second}, func(ctx context.Context, task *Task) {
			held, release := task.Hold(ctx)
			defer release()
			_, err := task.Open(held, "translate", "key-"+task.AID, 4)
			if err == nil {
				_, err = w.Replies().Put(held, "key-"+task.AID, []byte("reply"))
			}
			if err == nil {
				err = w.Memory().Remember(held, map[string]Remembered{MachineKey("seg", "m"): {En: "English.", Model: "m"}})
			}
			if err == nil {
				_, err = w.Memory().Recall(held, []string{"seg"}, "m")
			}
			task.Close("translate", Answered, "")
			if err == nil {
				_, err = task.Publish(held, translation(task))
			}
			if err == nil {
				err = task.Ack()
			}
			if err != nil {
				t.Errorf("work: %v", err)
			}
		})
	})
	send := func(lane, source string, data []byte) uint64 {
		t.Helper()
		seq, err := wire.Submit(ctx, lane, source, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		return seq
	}
	first := story{ID: "1", Source: "wire"}
	for _, lane := range lanes {
		wantEqual(t, lane, await(t, w, send(lane, "wire", story{ID: lane}.json())).End, EndPublished)
	}
	wantEqual(t, "story", await(t, w, send(Urgent, "wire", first.json())).End, EndPublished)
	wantEqual(t, "kill", await(t, w, send(Urgent, "wire", story{ID: "1", Status: article.Canceled}.json())).End, EndKilled)
	wantEqual(t, "no article", await(t, w, send(Urgent, "wire", []byte("{"))).End, EndDead)

	began := time.Now()
	wantEqual(t, "results", len(results(t, reader, "")), 5)
	wantEqual(t, "at the desk", len(results(t, desk, "")), 5)
	wantEqual(t, "dead letters", len(deadLetters(t, desk, "")), 1)
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("reading took %v", took)
	}
	if _, err := desk.js.Publish(ctx, "naql.desk.approved."+first.aid(), []byte("{}")); err != nil {
		t.Error(err)
	}
	own, err := reader.js.CreateConsumer(ctx, "NAQL_OUT", jetstream.ConsumerConfig{Durable: "subscriber", AckPolicy: jetstream.AckExplicitPolicy})
	if err != nil {
		t.Fatal(err)
	}
	msg, err := own.Next()
	if err == nil {
		err = msg.DoubleAck(ctx)
	}
	if err != nil {
		t.Errorf("durable consumer of the subscriber: %v", err)
	}

	for _, q := range []*Queue{admin, w} {
		if err := q.Pause(ctx, Stop{Reason: "test"}); err != nil {
			t.Error(err)
		}
		stops, err := q.Resume(ctx)
		if err != nil || len(stops) != 1 {
			t.Errorf("resumed %v, %v", stops, err)
		}
		if _, _, err := q.SetBreaker(ctx, "scope", Breaker{}, Breaker{}); err != nil {
			t.Error(err)
		}
		for _, want := range []int{4096, 8192} {
			var window int
			err := q.SetEndpoint(ctx, "scope", want)
			if err == nil {
				_, err = q.Endpoint(ctx, "scope", &window)
			}
			if err != nil || window != want {
				t.Errorf("an endpoint's window %d, want %d: %v", window, want, err)
			}
		}
		if found, err := q.Endpoint(ctx, "other", new(int)); err != nil || found {
			t.Errorf("an endpoint that nobody knows: %v, %v", found, err)
		}
	}
	if _, _, err := w.Spend(ctx, time.Now(), Spent{USD: 1}, 0); err != nil {
		t.Error(err)
	}
	for _, q := range []*Queue{w, desk} {
		if _, err := q.Backlogs(ctx); err != nil {
			t.Error(err)
		}
		if err := q.Ready(ctx); err != nil {
			t.Error(err)
		}
	}
	in, err := w.js.Stream(ctx, "NAQL_IN")
	if err == nil {
		err = in.Purge(ctx, jetstream.WithPurgeSequence(3))
	}
	if err != nil {
		t.Errorf("the janitor: %v", err)
	}
}
