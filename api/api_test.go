// Package api_test holds the files in this folder against what the program
// sends.
package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"naql/article"
	"naql/glossary"
	"naql/llm"
	"naql/llm/llmfake"
	"naql/queue"
	"naql/queue/embedded"
	"naql/samples"
	"naql/worker"
)

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(name + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func check(t *testing.T, s *jsonschema.Schema, what string, raw []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%s: %v\n%s", what, err, raw)
	}
}

// sent runs the samples, an input that is no article and a kill through a
// real queue and returns everything that was published.
func sent(t *testing.T) []*nats.Msg {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	server, err := embedded.Start(embedded.Config{Dir: t.TempDir(), InProcess: true, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Shutdown)
	nc, err := server.Connect()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	q, err := queue.Open(ctx, nc, queue.Config{Log: log})
	if err != nil {
		t.Fatal(err)
	}
	run(t, q, log)

	var seqs []uint64
	submit := func(raw []byte, kind string) {
		seq, err := q.Submit(ctx, queue.Routine, "", raw, nats.Header{"Content-Type": {kind}})
		if err != nil {
			t.Fatal(err)
		}
		seqs = append(seqs, seq)
	}
	wait := func() {
		for _, seq := range seqs {
			if _, err := q.Await(ctx, seq); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, s := range samples.Stories {
		raw, err := samples.Files.ReadFile(s.File)
		if err != nil {
			t.Fatal(err)
		}
		submit(raw, s.ContentType)
	}
	submit([]byte(`{"headline":"بلا نص"}`), "application/json")
	wait()
	submit([]byte(`{"id":"hasakah-checkpoint","source":"naql-samples","status":"canceled"}`), "application/json")
	wait()
	return append(all(t, ctx, nc, "NAQL_OUT"), all(t, ctx, nc, "NAQL_DEAD")...)
}

// run starts intake and a worker with the scripted model.
func run(t *testing.T, q *queue.Queue, log *slog.Logger) {
	t.Helper()
	raw, err := samples.Files.ReadFile("model.json")
	if err != nil {
		t.Fatal(err)
	}
	script, err := llmfake.Read(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	endpoint := httptest.NewServer(llmfake.New(script))
	t.Cleanup(endpoint.Close)
	model, err := llm.New(llm.Config{BaseURL: endpoint.URL + "/v1", Model: "scripted", Format: "json"})
	if err != nil {
		t.Fatal(err)
	}
	w := &worker.Worker{Endpoints: []worker.Endpoint{{Model: model}}, Glossary: worker.Always(glossary.Starter()), Replies: q.Replies(), Memory: q.Memory(), Queue: q, Slots: 4, MaxCalls: 4, Log: log}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 2)
	for _, part := range []func(context.Context) error{q.RunIntake, w.Run} {
		go func() { done <- part(ctx) }()
	}
	t.Cleanup(func() { cancel(); <-done; <-done })
}

// all reads a stream from its first message to its last.
func all(t *testing.T, ctx context.Context, nc *nats.Conn, stream string) []*nats.Msg {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	s, err := js.Stream(ctx, stream)
	if err != nil {
		t.Fatal(err)
	}
	var out []*nats.Msg
	for seq := uint64(1); seq <= s.CachedInfo().State.LastSeq; seq++ {
		m, err := s.GetMsg(ctx, seq)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, &nats.Msg{Subject: m.Subject, Header: m.Header, Data: m.Data})
	}
	return out
}

func TestMessagesFollowTheirSchemas(t *testing.T) {
	result, dead := schema(t, "result"), schema(t, "dead")
	states := map[article.State]int{}
	letters := 0
	for _, m := range sent(t) {
		if strings.HasPrefix(m.Subject, "naql.dead.") {
			letters++
			check(t, dead, m.Subject, m.Data)
			continue
		}
		check(t, result, m.Subject, m.Data)
		var r article.Result
		if err := json.Unmarshal(m.Data, &r); err != nil {
			t.Fatal(err)
		}
		states[r.State]++
		if want := fmt.Sprintf("naql.out.en.%s.%s", r.State, r.ID); m.Subject != want {
			t.Errorf("subject %s, want %s", m.Subject, want)
		}
		id := article.MessageID(r.ID, r.Revision, r.Edit)
		for header, want := range map[string]string{
			"ce-specversion": "1.0", "ce-type": "naql.article.translated.v1", "ce-id": id, "Nats-Msg-Id": id, "ce-subject": r.ID,
		} {
			if got := m.Header[header]; len(got) != 1 || got[0] != want {
				t.Errorf("%s: header %s is %q, want %q", m.Subject, header, got, want)
			}
		}
	}
	if states[article.StateClean] != 3 || states[article.StateFlagged] != 1 || states[article.StateKilled] != 1 || letters != 1 {
		t.Errorf("results %v, %d dead letters; want 3 clean, 1 flagged, 1 killed, 1 dead letter", states, letters)
	}
}

func TestSamplesFollowTheArticleSchema(t *testing.T) {
	s := schema(t, "article")
	raw, err := samples.Files.ReadFile("hasakah-wire.json")
	if err != nil {
		t.Fatal(err)
	}
	check(t, s, "sample", raw)
	check(t, s, "kill", []byte(`{"id":"x","status":"canceled"}`))
	for _, bad := range []string{`{"headline":"عنوان"}`, `{"body":7}`, `[]`} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("%s follows the article schema", bad)
		}
	}
	schema(t, "decision")
}

// TestAsyncAPI: the document reads as YAML, its references lead somewhere and
// its streams are the program's.
func TestAsyncAPI(t *testing.T) {
	raw, err := os.ReadFile("asyncapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok && !leads(doc, ref) {
				t.Errorf("reference %s leads nowhere", ref)
			}
			for _, child := range v {
				walk(child)
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	walk(doc)
	for name, c := range doc["channels"].(map[string]any) {
		c := c.(map[string]any)
		stream := c["x-jetstream"].(map[string]any)["stream"].(string)
		token := strings.Split(c["address"].(string), ".")[1]
		if want := "NAQL_" + strings.ToUpper(token); stream != want {
			t.Errorf("channel %s: stream %s, want %s", name, stream, want)
		}
	}
}

// leads reports whether a reference names a file here or a part of doc.
func leads(doc map[string]any, ref string) bool {
	if file, ok := strings.CutPrefix(ref, "./"); ok {
		_, err := os.Stat(file)
		return err == nil
	}
	var at any = doc
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		m, ok := at.(map[string]any)
		if !ok {
			return false
		}
		at = m[part]
	}
	return at != nil
}
