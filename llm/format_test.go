package llm_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"naql/llm"
	"naql/llm/llmfake"
)

func TestFormatByOneProbe(t *testing.T) {
	tests := []struct {
		name   string
		change func(*llmfake.Server)
		want   llm.Format
	}{
		{"the schema holds", func(*llmfake.Server) {}, llm.FormatJSON},
		{"the schema is dropped", func(s *llmfake.Server) { s.IgnoreSchema = true }, llm.FormatTagged},
		{"the schema is refused", func(s *llmfake.Server) { s.Faults = llmfake.Always(llmfake.NoSchema) }, llm.FormatTagged},
		{"the server breaks", func(s *llmfake.Server) { s.Faults = llmfake.Always(llmfake.ServerError) }, llm.FormatTagged},
		{"nothing comes", func(s *llmfake.Server) { s.Faults = llmfake.Always(llmfake.Hang) }, llm.FormatTagged},
		{"other JSON", func(s *llmfake.Server) {
			s.Faults = llmfake.Always(func(r *llmfake.Reply) { r.Content = `{"reply":"ready"}` })
		}, llm.FormatTagged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fake := llmfake.New(story)
			tt.change(fake)
			c := endpoint(t, fake, func(cfg *llm.Config) { cfg.Format, cfg.Timeout = "auto", 300*time.Millisecond })
			var wait sync.WaitGroup
			for range 5 {
				wait.Go(func() {
					if got, err := c.Format(t.Context()); got != tt.want || err != nil {
						t.Errorf("format %q, %v; want %q", got, err, tt.want)
					}
				})
			}
			wait.Wait()
			if calls := fake.Calls(); len(calls) != 1 || calls[0].Step != "probe" {
				t.Errorf("%d requests", len(calls))
			}
		})
	}
}

func TestFormatWithoutProbe(t *testing.T) {
	for profile, want := range map[string]llm.Format{
		"openai": llm.FormatJSON, "azure": llm.FormatJSON, "openrouter": llm.FormatJSON, "vllm": llm.FormatJSON,
		"llamacpp": llm.FormatJSON, "ollama": llm.FormatTagged,
	} {
		fake := llmfake.New(story)
		c := endpoint(t, fake, func(cfg *llm.Config) { cfg.Format, cfg.Profile = "", profile })
		if got, err := c.Format(t.Context()); got != want || err != nil || len(fake.Calls()) != 0 {
			t.Errorf("%s: format %q, %v, %d requests", profile, got, err, len(fake.Calls()))
		}
	}
}

// A refused key decides nothing: with a good one the endpoint shows what it can.
func TestFormatWithRefusedKey(t *testing.T) {
	fake := llmfake.New(story)
	fake.Key = "another"
	c := endpoint(t, fake, func(cfg *llm.Config) { cfg.Format = "" })
	_, err := c.Format(t.Context())
	if got, ok := errors.AsType[*llm.Error](err); !ok || got.Class != llm.Auth {
		t.Errorf("error %v", err)
	}
	fake.Key = ""
	if got, err := c.Format(t.Context()); got != llm.FormatJSON || err != nil || len(fake.Calls()) != 2 {
		t.Errorf("format %q, %v, %d requests", got, err, len(fake.Calls()))
	}
}

// A probe that never left counts for nothing.
func TestFormatWhileUnreachable(t *testing.T) {
	srv := httptest.NewUnstartedServer(llmfake.New(story))
	base := "http://" + srv.Listener.Addr().String()
	srv.Listener.Close()
	c, err := llm.New(llm.Config{BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err = c.Format(t.Context())
		if got, ok := errors.AsType[*llm.Error](err); !ok || got.Class != llm.Unreachable {
			t.Errorf("error %v", err)
		}
	}
}

// An article killed during the probe ends its own call; the others are not
// made to probe again.
func TestFormatWhileKilled(t *testing.T) {
	fake := llmfake.New(story)
	fake.Faults = llmfake.Always(llmfake.Hang)
	c := endpoint(t, fake, func(cfg *llm.Config) { cfg.Format = "" })
	killed := errors.New("killed")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(50*time.Millisecond, func() { cancel(killed) })
	if _, err := c.Format(ctx); !errors.Is(err, killed) {
		t.Errorf("error %v", err)
	}
	if got, err := c.Format(t.Context()); got != llm.FormatTagged || err != nil || len(fake.Calls()) != 1 {
		t.Errorf("format %q, %v, %d requests", got, err, len(fake.Calls()))
	}
}
