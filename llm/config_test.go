package llm

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestConfigErrors(t *testing.T) {
	tests := []struct {
		name    string
		cfg     Config
		setting string
	}{
		{"no scheme", Config{BaseURL: "api.example.com/v1"}, "base URL"},
		{"another scheme", Config{BaseURL: "ftp://example.com"}, "base URL"},
		{"no host", Config{BaseURL: "https:///v1"}, "base URL"},
		{"broken", Config{BaseURL: "http://user:hunter2secret@[::1"}, "base URL"},
		{"a control character", Config{BaseURL: "http://a\x00b/"}, "base URL"},
		{"key with a line end", Config{Key: "sk-hunter2secret\n"}, "key"},
		{"key with a space", Config{Key: "sk hunter2secret"}, "key"},
		{"key in Arabic", Config{Key: "مفتاح"}, "key"},
		{"profile", Config{Profile: "opneai"}, "profile"},
		{"format", Config{Format: "yaml"}, "reply format"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New(tt.cfg)
			got, ok := errors.AsType[*ConfigError](err)
			if !ok || got.Setting != tt.setting || got.Hint == "" {
				t.Fatalf("error %#v", err)
			}
			if strings.Contains(err.Error()+got.Hint, "hunter2") || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q", err)
			}
		})
	}
}

func TestProfileByAddress(t *testing.T) {
	for base, want := range map[string]string{
		"": "openai", "https://api.openai.com/v1": "openai", "https://API.OpenAI.com/v1": "openai",
		"https://desk.openai.azure.com/openai/v1?api-version=preview": "azure",
		"https://openrouter.ai/api/v1":                                "openrouter",
		"http://localhost:11434/v1":                                   "ollama", "http://10.0.0.9:11434/v1": "ollama",
		"http://127.0.0.1:8000/v1": "generic", "https://api.openai.com.example.org/v1": "generic",
	} {
		c, err := New(Config{BaseURL: base})
		if err != nil || c.Profile() != want {
			t.Errorf("%s: %v, %v; want %s", base, c.Profile(), err, want)
		}
	}
}

func TestEndpointShowsNoCredentials(t *testing.T) {
	c, err := New(Config{BaseURL: "https://user:hunter2secret@host/v1/chat/completions?token=hunter2token#x"})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Endpoint(); got != "https://host/v1" {
		t.Errorf("endpoint %q", got)
	}
	if got := c.clean("at https://user:hunter2secret@host?token=hunter2token", 300); strings.Contains(got, "hunter2") {
		t.Errorf("cleaned text %q", got)
	}
}

func TestNoKey(t *testing.T) {
	c, err := New(Config{BaseURL: "https://api.example.invalid/v1", Format: "json"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Ask(t.Context(), Request{})
	if got, ok := errors.AsType[*Error](err); !ok || got.Class != Auth || got.Sent || !errors.Is(err, ErrNoKey) {
		t.Errorf("error %v", err)
	}
}

func TestPlainHTTPWithKeyWarns(t *testing.T) {
	for base, warns := range map[string]bool{
		"http://models.example.com/v1": true, "https://models.example.com/v1": false,
		"http://localhost:8000/v1": false, "http://192.168.1.4:8000/v1": false,
	} {
		var log strings.Builder
		if _, err := New(Config{BaseURL: base, Key: "hunter2secret", Log: slog.New(slog.NewTextHandler(&log, nil))}); err != nil {
			t.Fatal(err)
		}
		if got := log.Len() > 0; got != warns || strings.Contains(log.String(), "hunter2") {
			t.Errorf("%s: %q", base, log.String())
		}
	}
}

func TestKey(t *testing.T) {
	ask := func(change func(*Request)) string {
		r := Request{Step: StepTranslate, Article: "a", Nonce: "abcd1234", MaxTokens: 5, Schema: []byte(`{}`),
			Messages: []Message{{"system", "s"}, {"user", "[[abcd1234:p1]] text"}}}
		change(&r)
		return r.Key("m")
	}
	same := ask(func(*Request) {})
	if got := ask(func(r *Request) {
		r.Nonce, r.Article = "zzzz9999", "b"
		r.Messages = []Message{{"system", "s"}, {"user", "[[zzzz9999:p1]] text"}}
	}); got != same {
		t.Error("nonce or article change the key")
	}
	for name, change := range map[string]func(*Request){
		"text":        func(r *Request) { r.Messages[1].Content += "!" },
		"role":        func(r *Request) { r.Messages[0].Role = "user" },
		"boundary":    func(r *Request) { r.Messages = []Message{{"system", "s[[abcd1234:p1]] text"}, {"user", ""}} },
		"schema":      func(r *Request) { r.Schema = nil },
		"cap":         func(r *Request) { r.MaxTokens++ },
		"temperature": func(r *Request) { r.Temperature = 0.3 },
	} {
		if ask(change) == same {
			t.Errorf("%s does not change the key", name)
		}
	}
	if (Request{}).Key("a") == (Request{}).Key("b") {
		t.Error("the model does not change the key")
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		millis, after string
		want          time.Duration
	}{
		{"", "", 0},
		{"", "3", 3 * time.Second},
		{"", " 1.5 ", 1500 * time.Millisecond},
		{"250", "1", 250 * time.Millisecond},
		{"x", "1", time.Second},
		{"", "Sun, 01 Mar 2026 12:00:20 GMT", 20 * time.Second},
		{"", "Sun, 01 Mar 2026 11:00:00 GMT", 0},
		{"", "Mon, 01 Mar 2027 12:00:00 GMT", time.Hour},
		{"", "99999999999999999999", time.Hour},
		{"", "1e300", time.Hour},
		{"", "Inf", time.Hour},
		{"", "NaN", 0},
		{"", "-5", 0},
		{"", "soon", 0},
	}
	for _, tt := range tests {
		h := http.Header{}
		h.Set("retry-after-ms", tt.millis)
		h.Set("Retry-After", tt.after)
		if got := retryAfter(h, now); got != tt.want {
			t.Errorf("%q, %q: %s, want %s", tt.millis, tt.after, got, tt.want)
		}
	}
}

func TestProviderClasses(t *testing.T) {
	waits := map[Class]bool{RateLimit: true, Quota: true, Auth: true, ModelMissing: true, Server: true, Unreachable: true, Timeout: true,
		ContextLength: false, UnsupportedParameter: true, BadRequest: false, Truncated: false, Filtered: false,
		Refused: false, Empty: false, Malformed: false}
	for class, want := range waits {
		if class.Provider() != want {
			t.Errorf("%s: provider %v", class, !want)
		}
	}
}

func TestCost(t *testing.T) {
	u := Usage{Prompt: 1_000_000, Cached: 400_000, Completion: 500_000}
	for _, tt := range []struct {
		prices Prices
		want   float64
	}{
		{Prices{}, 0},
		{Prices{Prompt: 1, Completion: 4}, 3},
		{Prices{Prompt: 1, Cached: 0.5, Completion: 4}, 2.8},
	} {
		if got := tt.prices.Cost(u); got < tt.want-1e-9 || got > tt.want+1e-9 {
			t.Errorf("%+v: %v, want %v", tt.prices, got, tt.want)
		}
	}
}

func FuzzClassify(f *testing.F) {
	for _, seed := range []string{"", "{}", `{"error":"x"}`, `{"error":{"message":["a"],"code":1}}`, `{"detail":[{}]}`, `{"choices":[{"finish_reason":"length"}]}`, `[`} {
		f.Add(400, []byte(seed))
	}
	base := &url.URL{}
	c := &Client{base: base}
	c.key.Store(new("hunter2secret"))
	f.Fuzz(func(t *testing.T, status int, raw []byte) {
		said := readTrouble(raw)
		if classOf(status, said) == "" || classInside(said) == "" {
			t.Error("no class")
		}
		if msg := c.clean(said.message, 300); len([]rune(msg)) > 300 || strings.ContainsAny(msg, "\n\r") {
			t.Errorf("message %q", msg)
		}
	})
}

func TestUnencrypted(t *testing.T) {
	for address, want := range map[string]bool{
		"http://203.0.113.7/v1": true, "http://models.example.org/v1": true, "http://lan.example.org": true, "http://[2001:db8::1]:80/v1": true,
		"https://models.example.org/v1": false, "http://127.0.0.1:11434": false, "http://[::1]:1": false, "http://10.1.2.3/v1": false,
		"http://192.168.7.7": false, "http://[fd00::7]/v1": false, "http://LOCALHOST:1": false, "http://ollama:11434/v1": false,
		"http://gpu.newsroom.lan": false, "http://gpu.local.": false, "http://gpu.internal": false, "http://gpu.home.arpa": false,
	} {
		for key, want := range map[string]bool{"sk-1": want, "": false} {
			c, err := New(Config{BaseURL: address, Key: key})
			if err != nil {
				t.Fatal(err)
			}
			if got := c.Unencrypted(); got != want {
				t.Errorf("%s with key %q: %v", address, key, got)
			}
		}
	}
}
