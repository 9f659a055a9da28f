package llm_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"naql/llm"
	"naql/llm/llmfake"
)

// says makes every reply the English of p1.
func says(text string) llmfake.Fault {
	return func(r *llmfake.Reply) {
		for i := range r.Segments {
			r.Segments[i].Text = text
		}
	}
}

// What a text says is no secret, and comes out of a recording as it was.
func TestRecordingLeavesTextsAlone(t *testing.T) {
	for name, tt := range map[string]struct{ key, query, text string }{
		"a standard-bearer":         {secret, "", "He was the standard-bearer of the party."},
		"a bearer at the end":       {secret, "", "Each man was a bearer"},
		"a firm's name":             {secret, "", "SK-Telecom and Hynix gained."},
		"a placeholder for a key":   {"local", "", "Most local officials left."},
		"a key that is JSON":        {"null", "", "The vote is null and void."},
		"a harmless query":          {secret, "?debug=true", "It is true."},
		"bytes that are no UTF-8":   {secret, "", "\xff\xfe"},
		"a text with its own quote": {secret, "", `The "flag bearer" left.`},
	} {
		fake := llmfake.New(story)
		fake.Faults = llmfake.Always(says(tt.text))
		if strings.HasPrefix(tt.text, "\xff") {
			fake.Faults = llmfake.Always(func(r *llmfake.Reply) {
				r.Body = []byte("{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"\xff\xfe\"}}]}")
			})
		}
		dir := t.TempDir()
		c := endpoint(t, fake, func(cfg *llm.Config) {
			cfg.Key, cfg.Record, cfg.Model = tt.key, dir, "gpt-4.1-mini"
			cfg.BaseURL += tt.query
		})
		want := outcome(c.Ask(t.Context(), question()))
		if got := outcome(replayOf(t, dir).Ask(t.Context(), question())); got != want {
			t.Errorf("%s: %s, was %s", name, got, want)
		}
	}
}

// A secret is taken out in whatever form an endpoint writes it.
func TestRecordingHidesEveryForm(t *testing.T) {
	for name, tt := range map[string]struct {
		key, user string
		echo      func(auth string) string
		secret    string
	}{
		"of basic authentication": {"", "desk:hunter2secret", func(a string) string { return a }, base64.StdEncoding.EncodeToString([]byte("desk:hunter2secret"))},
		"a token for a user":      {secret, "hunter2token", func(string) string { return "you are hunter2token" }, "hunter2token"},
		"with escaped slashes":    {"ab/cd+ef/0123456789==", "", func(a string) string { return strings.ReplaceAll(a, "/", `\/`) }, "0123456789"},
		"with escapes of .NET":    {"ab/cd+ef/0123456789==", "", func(a string) string { return strings.ReplaceAll(a, "+", `\u002B`) }, "0123456789"},
		"a key in a key":          {"local", "", func(a string) string { return a }, "Bearer local"},
	} {
		fake := llmfake.New(story)
		fake.Faults = llmfake.Always(func(r *llmfake.Reply) {
			r.Body = []byte(`{"error":{"message":"refused: ` + tt.echo(r.Call().Header.Get("Authorization")) + `"}}`)
			r.Status = 403
		})
		dir := t.TempDir()
		c := endpoint(t, fake, func(cfg *llm.Config) {
			cfg.Key, cfg.Record = tt.key, dir
			if tt.user != "" {
				cfg.BaseURL = strings.Replace(cfg.BaseURL, "http://", "http://"+tt.user+"@", 1)
			}
		})
		_, _ = c.Ask(t.Context(), question())
		files, _ := filepath.Glob(filepath.Join(dir, "translate-*"))
		if len(files) != 1 {
			t.Fatalf("%s: %v", name, files)
		}
		raw, err := os.ReadFile(files[0])
		if err != nil || strings.Contains(string(raw), tt.secret) || !strings.Contains(string(raw), "refused") {
			t.Errorf("%s: %v, holds a secret, or nothing:\n%s", name, err, raw)
		}
	}
}

// Several endpoints may share a recording: each gets its own answers back.
func TestRecordingOfTwoEndpoints(t *testing.T) {
	dir := t.TempDir()
	var servers []string
	for _, fault := range []llmfake.Fault{llmfake.ServerError, nil} {
		fake := llmfake.New(story)
		fake.Faults = func(llmfake.Call) llmfake.Fault { return fault }
		srv := httptest.NewServer(fake)
		t.Cleanup(srv.Close)
		servers = append(servers, srv.URL+"/v1")
	}
	config := func(url string) llm.Config {
		return llm.Config{BaseURL: url, Key: secret, Format: "json", Model: "gpt-4.1-mini"}
	}
	var clients []*llm.Client
	for _, url := range servers { // both are open before the first is asked
		cfg := config(url)
		cfg.Record = dir
		c, err := llm.New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		clients = append(clients, c)
	}
	var want []string
	for _, c := range clients {
		want = append(want, outcome(c.Ask(t.Context(), question())))
	}
	if want[0] == want[1] {
		t.Fatal("both answer alike")
	}
	for i, url := range servers {
		cfg := config(url)
		cfg.Replay = dir
		c, err := llm.New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		if got := outcome(c.Ask(t.Context(), question())); got != want[i] || c.Endpoint() != url {
			t.Errorf("%s as %s: %s, was %s", url, c.Endpoint(), got, want[i])
		}
	}
	other := replayOf(t, dir) // of neither address: all, in their order
	for i, want := range want {
		if got := outcome(other.Ask(t.Context(), question())); got != want {
			t.Errorf("call %d elsewhere: %s, was %s", i, got, want)
		}
	}
}

// Whoever stops a call learns nothing of the endpoint: there is nothing to keep.
func TestRecordingWithoutInterrupted(t *testing.T) {
	fake := llmfake.New(story)
	fake.Faults = llmfake.Always(llmfake.Hang)
	dir := t.TempDir()
	c := endpoint(t, fake, func(cfg *llm.Config) { cfg.Record = dir })
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := c.Ask(ctx, question()); err == nil {
		t.Fatal("answered")
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "translate-*")); len(files) != 0 {
		t.Errorf("kept: %v", files)
	}
}

// A replay asks as was asked then, whatever is known of the endpoint here, and
// teaches nobody anything.
func TestReplayKnowsWhatWasKnown(t *testing.T) {
	fake := llmfake.New(story)
	fake.Refuses = []string{"temperature"}
	dir := t.TempDir()
	c := endpoint(t, fake, func(cfg *llm.Config) {
		cfg.Record, cfg.Model = dir, "qwen3:8b"
		cfg.Known = llm.Verdict{Without: []string{"temperature"}, Window: 5000}
	})
	want := outcome(c.Ask(t.Context(), question()))
	// no address, profile or model is set: the recording says them
	replay, err := llm.New(llm.Config{Replay: dir, Learned: func(v llm.Verdict) { t.Errorf("learned %v", v) }})
	if err != nil {
		t.Fatal(err)
	}
	replay.Know(llm.Verdict{Format: llm.FormatTagged, Without: []string{"max_completion_tokens"}, Window: 999})
	if got := outcome(replay.Ask(t.Context(), question())); got != want || replay.Window() != 5000 || replay.Model() != "qwen3:8b" || replay.Endpoint() != c.Endpoint() {
		t.Errorf("%s of %s with a window of %d, was %s", got, replay.Model(), replay.Window(), want)
	}
	replay.Learn(777)
}

// A file that a crash has left empty is no exchange, and a broken one is told
// before anything is asked.
func TestReplayOfBrokenFiles(t *testing.T) {
	dir := t.TempDir()
	c := endpoint(t, llmfake.New(story), func(cfg *llm.Config) { cfg.Record = dir })
	if _, err := c.Ask(t.Context(), question()); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("translate-0123456789ab-001.json", "")
	if _, err := replayOf(t, dir).Ask(t.Context(), question()); err != nil {
		t.Error(err)
	}
	write("translate-0123456789ab-002.json", "{")
	_, err := llm.New(llm.Config{Replay: dir})
	if fault, ok := errors.AsType[*llm.ConfigError](err); !ok || fault.Hint == "" || !strings.Contains(err.Error(), "-002.json cannot be read") {
		t.Errorf("%v", err)
	}
}

// Clients that record into one folder at once lose nothing.
func TestRecordingAtOnce(t *testing.T) {
	dir := t.TempDir()
	fake := llmfake.New(story)
	var all sync.WaitGroup
	for range 3 {
		c := endpoint(t, fake, func(cfg *llm.Config) { cfg.Record = dir })
		for range 8 {
			all.Go(func() {
				if _, err := c.Ask(t.Context(), question()); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	replay := replayOf(t, dir)
	for i := range 25 {
		if _, err := replay.Ask(t.Context(), question()); (err == nil) != (i < 24) {
			t.Errorf("call %d: %v", i, err)
		}
	}
}
