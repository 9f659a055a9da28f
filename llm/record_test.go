package llm_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"naql/llm"
	"naql/llm/llmfake"
)

// replayOf is a client that answers from a folder; no server is there.
func replayOf(t *testing.T, dir string) *llm.Client {
	t.Helper()
	c, err := llm.New(llm.Config{BaseURL: "https://nowhere.invalid/v1", Replay: dir})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// outcome is what a caller sees of a call, but for what the network adds.
func outcome(reply llm.Reply, err error) string {
	fault, _ := errors.AsType[*llm.Error](err)
	if fault != nil {
		fault.Err, fault.RequestID = nil, ""
		fault.Message = strings.TrimPrefix(fault.Message, "EOF")
	}
	raw, _ := json.Marshal([]any{reply.Text, reply.Usage, reply.Nonce, fault != nil})
	text := string(raw)
	if fault != nil {
		text += string(fault.Class) + " " + fault.RetryAfter.String()
	}
	return text
}

// Everything that an endpoint can do comes out of the recording as it went in,
// each repeat in its turn, under another nonce; what was not asked is refused.
func TestReplayIsTheSame(t *testing.T) {
	faults := []llmfake.Fault{nil, llmfake.RateLimitMillis(1500 * time.Millisecond), llmfake.Quota, llmfake.ServerError, llmfake.Reset, llmfake.Hang, llmfake.Stall,
		llmfake.CutJSON, llmfake.Refusal, llmfake.Length, llmfake.TooLong, llmfake.Thinking, llmfake.Web, nil}
	fake := llmfake.New(story)
	fake.Faults = func(c llmfake.Call) llmfake.Fault { return faults[c.N-1] }
	dir := filepath.Join(t.TempDir(), "made")
	c := endpoint(t, fake, func(cfg *llm.Config) {
		cfg.Record, cfg.Model, cfg.Timeout = dir, "gpt-4.1-mini", 300*time.Millisecond
	})
	var want []string
	for range faults {
		want = append(want, outcome(c.Ask(t.Context(), question())))
	}
	replay := replayOf(t, dir)
	if replay.Endpoint() != c.Endpoint() {
		t.Errorf("endpoint %s, recorded was %s", replay.Endpoint(), c.Endpoint())
	}
	if f, known := replay.FormatKnown(); !known || f != llm.FormatJSON {
		t.Errorf("format %s %v", f, known)
	}
	for i, want := range want {
		q := question()
		const other = "zzzz2222"
		q.Nonce = other
		for j := range q.Messages {
			q.Messages[j].Content = strings.ReplaceAll(q.Messages[j].Content, "k3v9x2ab", other)
		}
		got := outcome(replay.Ask(t.Context(), q))
		if got != strings.ReplaceAll(want, "k3v9x2ab", other) {
			t.Errorf("call %d: %s, was %s", i, got, want)
		}
	}
	_, err := replay.Ask(t.Context(), question())
	fault, ok := errors.AsType[*llm.Error](err)
	if !ok || fault.Class != llm.Unrecorded || fault.Paid() || fault.Class.Provider() {
		t.Errorf("one time more: %v", err)
	}
	changed := question()
	changed.Messages[0].Content += " Briefly."
	if _, err := replayOf(t, dir).Ask(t.Context(), changed); err == nil || !strings.Contains(err.Error(), "unrecorded") {
		t.Errorf("another request: %v", err)
	}
}

// A recording may go into a bug report: no key is in it, whatever the endpoint
// echoes.
func TestRecordingHoldsNoKey(t *testing.T) {
	for name, fault := range map[string]llmfake.Fault{
		"nothing": nil, "in an error": llmfake.EchoKey, "in the text": llmfake.Echo,
		"in a header": func(r *llmfake.Reply) {
			r.Header = map[string]string{"X-Request-Id": r.Call().Header.Get("Authorization"), "X-Ratelimit-Note": secret}
		},
	} {
		fake := llmfake.New(story)
		fake.Faults = llmfake.Always(fault)
		if fault == nil {
			fake.Faults = nil
		}
		dir := t.TempDir()
		c := endpoint(t, fake, func(cfg *llm.Config) {
			cfg.Record = dir
			cfg.BaseURL = strings.Replace(cfg.BaseURL, "http://", "http://user:hunter2secret@", 1) + "?token=hunter2token"
		})
		_, _ = c.Ask(t.Context(), question())
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil || len(files) != 2 {
			t.Fatalf("%s: %v, %v", name, files, err)
		}
		for _, path := range files {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if text := string(raw); strings.Contains(text, secret[3:]) || strings.Contains(text, "hunter2") || strings.Contains(strings.ToLower(text), "authorization\"") {
				t.Errorf("%s: %s holds a secret:\n%s", name, filepath.Base(path), text)
			}
			if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
				t.Errorf("%s may be read by %s", path, info.Mode())
			}
		}
	}
}

func TestRecordingsThatCannotBeUsed(t *testing.T) {
	write := func(name, text string) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	other := write("recording.json", `{"schema":"naql.recording/9"}`)
	for name, tt := range map[string]struct {
		cfg  llm.Config
		want string
	}{
		"a replay of nothing":        {llm.Config{Replay: filepath.Join(t.TempDir(), "gone")}, "no such file"},
		"a replay of other files":    {llm.Config{Replay: write("notes.txt", "x")}, "holds no recording.json"},
		"a replay of a newer one":    {llm.Config{Replay: other}, `version is "naql.recording/9"`},
		"a recording into it":        {llm.Config{Record: other}, "naql.recording/9"},
		"a recording among others":   {llm.Config{Record: write("notes.txt", "x")}, "holds no recording.json"},
		"a recording into a file":    {llm.Config{Record: filepath.Join(write("notes.txt", "x"), "notes.txt")}, "not a directory"},
		"both":                       {llm.Config{Record: t.TempDir(), Replay: other}, "both"},
		"a manifest that is no JSON": {llm.Config{Replay: write("recording.json", "{")}, "its version"},
	} {
		_, err := llm.New(tt.cfg)
		fault, ok := errors.AsType[*llm.ConfigError](err)
		if !ok || !strings.Contains(err.Error(), tt.want) || fault.Hint == "" || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

// Another recording may be added to one.
func TestRecordingGoesOn(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		c := endpoint(t, llmfake.New(story), func(cfg *llm.Config) { cfg.Record, cfg.Model = dir, "gpt-4.1-mini" })
		if _, err := c.Ask(t.Context(), question()); err != nil {
			t.Fatal(err)
		}
	}
	replay := replayOf(t, dir)
	for i := range 3 {
		if _, err := replay.Ask(t.Context(), question()); (err == nil) != (i < 2) {
			t.Errorf("call %d: %v", i, err)
		}
	}
}
