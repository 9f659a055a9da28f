package worker

import (
	"testing"
	"testing/synctest"
	"time"

	"naql/llm"
)

func TestPause(t *testing.T) {
	for name, tt := range map[string]struct {
		failures []llm.Error
		wait     time.Duration // of the last one's article
		closed   time.Duration // of the worker, after it
	}{
		"rate limit":            {[]llm.Error{{Class: llm.RateLimit, RetryAfter: 7 * time.Second}}, 7 * time.Second, 0},
		"rate limit, no header": {[]llm.Error{{Class: llm.RateLimit}}, time.Second, 0},
		"one server error":      {[]llm.Error{{Class: llm.Server}}, time.Second, 0},
		"three server errors":   {[]llm.Error{{Class: llm.Server}, {Class: llm.Server}, {Class: llm.Server}}, 4 * time.Second, 4 * time.Second},
		"unreachable":           {[]llm.Error{{Class: llm.Unreachable}}, time.Second, time.Second},
		"refused key":           {[]llm.Error{{Class: llm.Auth}}, 30 * time.Second, 30 * time.Second},
		"two refused at once":   {[]llm.Error{{Class: llm.Auth}, {Class: llm.Auth}}, 30 * time.Second, 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var p pause
				var wait time.Duration
				for _, f := range tt.failures {
					time.Sleep(time.Millisecond)
					wait = p.after(&f)
				}
				if closed := max(p.left(), 0); wait != tt.wait || closed != tt.closed {
					t.Errorf("waits %s, closed %s; want %s, %s", wait, closed, tt.wait, tt.closed)
				}
				p.passed()
				if p.left() > 0 {
					t.Error("closed after a success")
				}
			})
		})
	}
}

// TestPauseGrows: the wait doubles up to half a minute while nothing passes.
func TestPauseGrows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p pause
		for _, want := range []time.Duration{1, 2, 4, 8, 16, 32, 32} {
			if got := p.after(&llm.Error{Class: llm.Unreachable}); got != want*time.Second {
				t.Errorf("waits %s, want %d s", got, want)
			}
			time.Sleep(p.left() + time.Millisecond)
		}
	})
}
