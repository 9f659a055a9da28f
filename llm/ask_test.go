package llm_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"naql/llm"
	"naql/llm/llmfake"
)

const (
	arabic  = "قال الوزير إن المعبر مغلق."
	english = "The minister said the crossing is closed."
	secret  = "sk-test-0123456789abcdef"
)

var story = llmfake.Script{Stories: []llmfake.Story{{
	Segments: []llmfake.Segment{{Ar: arabic, En: english}},
}}}

// endpoint starts the fake and returns a client for it.
func endpoint(t *testing.T, fake *llmfake.Server, change func(*llm.Config)) *llm.Client {
	t.Helper()
	srv := httptest.NewServer(fake)
	t.Cleanup(srv.Close)
	cfg := llm.Config{BaseURL: srv.URL + "/v1", Key: secret, Format: "json", Timeout: 5 * time.Second}
	if change != nil {
		change(&cfg)
	}
	c, err := llm.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func question() llm.Request {
	return llm.Request{
		Step: llm.StepTranslate, Article: "a1", Nonce: "k3v9x2ab",
		Messages: []llm.Message{
			{Role: "system", Content: "Translate."},
			{Role: "user", Content: "[[k3v9x2ab:p1]] " + arabic},
		},
		Schema: json.RawMessage(`{"type":"object"}`), SchemaName: "translation",
		MaxTokens: 321,
	}
}

func TestAskSendsOneRequestAsAgreed(t *testing.T) {
	fake := llmfake.New(story)
	c := endpoint(t, fake, nil)
	reply, err := c.Ask(t.Context(), question())
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"segments":[{"id":"p1","en":"` + english + `"}]}`; reply.Text != want {
		t.Errorf("text %q, want %q", reply.Text, want)
	}
	if reply.Nonce != "k3v9x2ab" || reply.Model != c.Model() || reply.Usage.Prompt == 0 || reply.Usage.Estimated {
		t.Errorf("reply %+v", reply)
	}
	calls := fake.Calls()
	if len(calls) != 1 {
		t.Fatalf("%d requests", len(calls))
	}
	call := calls[0]
	if call.Step != "translate" || call.Article != "a1" || call.IdempotencyKey == "" || call.Header.Get("Authorization") != "Bearer "+secret {
		t.Errorf("headers %v", call.Header)
	}
	var body map[string]any
	if err := json.Unmarshal(call.Body, &body); err != nil {
		t.Fatal(err)
	}
	if body["temperature"] != 0.0 || body["max_tokens"] != 321.0 || body["stream"] != false {
		t.Errorf("body %s", call.Body)
	}
	if _, err := c.Ask(t.Context(), question()); err != nil {
		t.Fatal(err)
	}
	if again := fake.Calls()[1]; again.IdempotencyKey == call.IdempotencyKey {
		t.Error("two requests share an Idempotency-Key")
	}
}

func TestMembersByProfileAndModel(t *testing.T) {
	tests := []struct {
		profile, model string
		limit          string // the member that carries the cap
		temperature    bool
		keyHeader      string
	}{
		{"openai", "gpt-4.1-mini", "max_completion_tokens", true, "Authorization"},
		{"openai", "gpt-5-mini", "max_completion_tokens", false, "Authorization"},
		{"openai", "gpt-6-sol", "max_completion_tokens", false, "Authorization"},
		{"openai", "o3", "max_completion_tokens", false, "Authorization"},
		{"azure", "newsdesk", "max_completion_tokens", true, "Api-Key"},
		{"ollama", "gemma4:12b", "max_tokens", true, "Authorization"},
		{"openrouter", "openai/gpt-5", "max_tokens", false, "Authorization"},
		{"vllm", "o3-finetune", "max_tokens", false, "Authorization"},
		{"llamacpp", "olmo", "max_tokens", true, "Authorization"},
		{"generic", "gpt-50-clone", "max_tokens", true, "Authorization"},
	}
	for _, tt := range tests {
		t.Run(tt.profile+" "+tt.model, func(t *testing.T) {
			fake := llmfake.New(story)
			c := endpoint(t, fake, func(cfg *llm.Config) { cfg.Profile, cfg.Model = tt.profile, tt.model })
			if _, err := c.Ask(t.Context(), question()); err != nil {
				t.Fatal(err)
			}
			call := fake.Calls()[0]
			var body map[string]any
			if err := json.Unmarshal(call.Body, &body); err != nil {
				t.Fatal(err)
			}
			other := map[string]string{"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}[tt.limit]
			if body[tt.limit] != 321.0 || body[other] != nil {
				t.Errorf("%s = %v, %s = %v", tt.limit, body[tt.limit], other, body[other])
			}
			if _, sent := body["temperature"]; sent != tt.temperature {
				t.Errorf("temperature sent: %v", sent)
			}
			for _, name := range []string{"Authorization", "Api-Key"} {
				if has := call.Header.Get(name) != ""; has != (name == tt.keyHeader) {
					t.Errorf("%s sent: %v", name, has)
				}
			}
		})
	}
}

// TestClasses has every way in which a call fails, against real HTTP.
func TestClasses(t *testing.T) {
	type want struct {
		class  llm.Class
		status int
		retry  time.Duration
	}
	tests := []struct {
		name  string
		fault llmfake.Fault
		want  want
	}{
		{"429 in seconds", llmfake.RateLimit(7 * time.Second), want{llm.RateLimit, 429, 7 * time.Second}},
		{"429 in milliseconds", llmfake.RateLimitMillis(250 * time.Millisecond), want{llm.RateLimit, 429, 250 * time.Millisecond}},
		{"429 with a date", llmfake.RateLimitDate(time.Now().Add(-time.Hour)), want{llm.RateLimit, 429, 0}},
		{"429 with a far date", llmfake.RateLimitDate(time.Now().Add(99 * time.Hour)), want{llm.RateLimit, 429, time.Hour}},
		{"429 bare", llmfake.RateLimitBare, want{llm.RateLimit, 429, 0}},
		{"quota", llmfake.Quota, want{llm.Quota, 429, 0}},
		{"401", llmfake.Unauthorized, want{llm.Auth, 401, 0}},
		{"404", llmfake.NoModel, want{llm.ModelMissing, 404, 0}},
		{"context", llmfake.TooLong, want{llm.ContextLength, 400, 0}},
		{"no schema", llmfake.NoSchema, want{llm.UnsupportedParameter, 400, 0}},
		{"400", llmfake.BadRequest, want{llm.BadRequest, 400, 0}},
		{"500", llmfake.ServerError, want{llm.Server, 500, 0}},
		{"503", llmfake.Overloaded, want{llm.Server, 503, time.Second}},
		{"reset", llmfake.Reset, want{llm.Unreachable, 0, 0}},
		{"hang", llmfake.Hang, want{llm.Timeout, 0, 0}},
		{"hang in the body", llmfake.Stall, want{llm.Timeout, 0, 0}},
		{"error with 200", llmfake.ErrorBody, want{llm.Malformed, 200, 0}},
		{"no choices", llmfake.NoChoices, want{llm.Malformed, 200, 0}},
		{"cut JSON", llmfake.CutJSON, want{llm.Malformed, 200, 0}},
		{"a web page", llmfake.Web, want{llm.Malformed, 200, 0}},
		{"length", llmfake.Length, want{llm.Truncated, 200, 0}},
		{"filter", llmfake.ContentFilter, want{llm.Filtered, 200, 0}},
		{"filter of Azure", llmfake.AzureFilter, want{llm.Filtered, 400, 0}},
		{"filter of Azure as a completion", llmfake.AzureFilterCompletion, want{llm.Filtered, 400, 0}},
		{"refusal", llmfake.Refusal, want{llm.Refused, 200, 0}},
		{"refusal with empty content", llmfake.RefusalEmpty, want{llm.Refused, 200, 0}},
		{"empty", llmfake.Empty, want{llm.Empty, 200, 0}},
		{"white space", llmfake.Spaces, want{llm.Looping, 200, 0}},
		{"reasoning alone", llmfake.OnlyThinking, want{llm.Reasoning, 200, 0}},
		{"reasoning by its newer name", plainError(200, `{"choices":[{"message":{"content":"","reasoning":"First I look."},"finish_reason":"stop"}]}`), want{llm.Reasoning, 200, 0}},
		{"reasoning to the cap", plainError(200, `{"choices":[{"message":{"content":null,"reasoning":"First I look."},"finish_reason":"length"}]}`), want{llm.Reasoning, 200, 0}},
		{"reasoning that is only counted", plainError(200, `{"choices":[{"message":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":200,"completion_tokens_details":{"reasoning_tokens":199}}}`), want{llm.Reasoning, 200, 0}},
		{"429 whose text says when", plainError(429, `{"error":{"message":"Rate limit reached. Please try again in 1m30.5s. Visit us.","code":"rate_limit_exceeded"}}`), want{llm.RateLimit, 429, 90*time.Second + 500*time.Millisecond}},
		{"429 whose text says nonsense", plainError(429, `{"error":{"message":"Please try again in a while","code":"rate_limit_exceeded"}}`), want{llm.RateLimit, 429, 0}},
		{"too large", func(r *llmfake.Reply) { r.Body = make([]byte, 5<<20) }, want{llm.Malformed, 200, 0}},
		{"not UTF-8", func(r *llmfake.Reply) {
			r.Body = []byte("{\"choices\":[{\"message\":{\"content\":\"caf\xe9\"},\"finish_reason\":\"stop\"}]}")
		}, want{llm.Malformed, 200, 0}},
		{"redirect", func(r *llmfake.Reply) {
			r.Status, r.Header, r.Body = 307, map[string]string{"Location": "http://127.0.0.1:1/v1"}, []byte("{}")
		}, want{llm.Unreachable, 307, 0}},
		{"402 of OpenRouter", plainError(402, `{"error":{"code":402,"message":"Insufficient credits"}}`), want{llm.Quota, 402, 0}},
		{"403 flagged", plainError(403, `{"error":{"code":403,"message":"Input was flagged by moderation"}}`), want{llm.Filtered, 403, 0}},
		{"403", plainError(403, `{"detail":"forbidden"}`), want{llm.Auth, 403, 0}},
		{"429 in a 200", plainError(200, `{"error":{"code":429,"message":"Provider is busy"}}`), want{llm.RateLimit, 200, 0}},
		{"error as a text", plainError(404, `{"error":"model 'x' not found, try pulling it first"}`), want{llm.ModelMissing, 404, 0}},
		{"error of vLLM", plainError(400, `{"object":"error","message":"This model's maximum context length is 4096 tokens","code":400}`), want{llm.ContextLength, 400, 0}},
		{"error of llama.cpp", plainError(400, `{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}`), want{llm.ContextLength, 400, 0}},
		{"temperature", plainError(400, `{"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model.","code":"unsupported_value"}}`), want{llm.UnsupportedParameter, 400, 0}},
		{"500 about a member, of llama-cpp-python", plainError(500, `{"error":{"message":"1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema'}","type":"internal_server_error","param":null,"code":null}}`), want{llm.UnsupportedParameter, 500, 0}},
		{"422 about a member", plainError(422, `{"detail":[{"type":"extra_forbidden","loc":["body","response_format"],"msg":"Extra inputs are not permitted"}]}`), want{llm.UnsupportedParameter, 422, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			fake := llmfake.New(story)
			fake.Faults = llmfake.Always(tt.fault)
			c := endpoint(t, fake, func(cfg *llm.Config) {
				if tt.want.class == llm.Timeout {
					cfg.Timeout = 100 * time.Millisecond
				}
			})
			_, err := c.Ask(t.Context(), question())
			got, ok := errors.AsType[*llm.Error](err)
			if !ok {
				t.Fatalf("error %v", err)
			}
			if (want{got.Class, got.Status, got.RetryAfter}) != tt.want {
				t.Errorf("%s, status %d, retry after %s; want %+v (%v)", got.Class, got.Status, got.RetryAfter, tt.want, err)
			}
			if !got.Sent || got.Message == "" || strings.Contains(got.Message, "\n") || len([]rune(got.Message)) > 300 {
				t.Errorf("sent %v, message %q", got.Sent, got.Message)
			}
			if n := len(fake.Calls()); n != 1 {
				t.Errorf("%d requests for one Ask", n)
			}
		})
	}
}

func plainError(status int, body string) llmfake.Fault {
	return func(r *llmfake.Reply) { r.Status, r.Body = status, []byte(body) }
}

// A broken kept-alive connection is where net/http sends a request again by
// itself if it takes it for idempotent.
func TestBrokenConnectionIsNotAskedAgain(t *testing.T) {
	fake := llmfake.New(story)
	fake.Faults = func(c llmfake.Call) llmfake.Fault {
		if c.N > 1 {
			return llmfake.Reset
		}
		return nil
	}
	c := endpoint(t, fake, nil)
	if _, err := c.Ask(t.Context(), question()); err != nil {
		t.Fatal(err)
	}
	_, err := c.Ask(t.Context(), question())
	if got, ok := errors.AsType[*llm.Error](err); !ok || got.Class != llm.Unreachable {
		t.Fatalf("error %v", err)
	}
	if n := len(fake.Calls()); n != 2 {
		t.Errorf("%d requests for two Asks", n)
	}
}

func TestUsableReplies(t *testing.T) {
	want := `{"segments":[{"id":"p1","en":"` + english + `"}]}`
	tests := []struct {
		name  string
		fault llmfake.Fault
		text  string
		check func(llm.Reply) bool
	}{
		{"reasoning before it", llmfake.Thinking, want, nil},
		{"reasoning whose start is lost", func(r *llmfake.Reply) { r.Before = "I look at it.</think>" }, want, nil},
		{"a closing tag in the answer", func(r *llmfake.Reply) { r.Segments[0].Text = "a</think>b" }, `{"segments":[{"id":"p1","en":"a</think>b"}]}`, nil},
		{"no usage", llmfake.NoUsage, want, func(r llm.Reply) bool { return r.Usage.Estimated && r.Usage.Prompt > 0 && r.Usage.Completion > 0 }},
		{"content in parts", plainError(200, `{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},"finish_reason":"stop"}]}`), "ab", nil},
		{"no finish reason", plainError(200, `{"model":"other","choices":[{"message":{"content":"a"},"finish_reason":null}],"error":null}`), "a",
			func(r llm.Reply) bool { return r.Model == "other" }},
		{"more cached than sent", plainError(200, `{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":5,"prompt_tokens_details":{"cached_tokens":50}}}`), "a",
			func(r llm.Reply) bool { return r.Usage == (llm.Usage{Prompt: 5, Cached: 5}) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fake := llmfake.New(story)
			fake.Faults = llmfake.Always(tt.fault)
			reply, err := endpoint(t, fake, nil).Ask(t.Context(), question())
			if err != nil {
				t.Fatal(err)
			}
			if reply.Text != tt.text || tt.check != nil && !tt.check(reply) {
				t.Errorf("reply %+v", reply)
			}
		})
	}
}

func TestUnreachableIsNotSent(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	c, err := llm.New(llm.Config{BaseURL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Ask(t.Context(), question())
	if got, ok := errors.AsType[*llm.Error](err); !ok || got.Class != llm.Unreachable || got.Sent {
		t.Errorf("error %+v", err)
	}
}

func TestEndOfContextIsItsCause(t *testing.T) {
	fake := llmfake.New(story)
	fake.Faults = llmfake.Always(llmfake.Hang)
	c := endpoint(t, fake, nil)
	killed := errors.New("killed")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(50*time.Millisecond, func() { cancel(killed) })
	_, err := c.Ask(ctx, question())
	if _, classified := errors.AsType[*llm.Error](err); classified || !errors.Is(err, killed) {
		t.Errorf("error %v", err)
	}
}

func TestKeyIsNeverShown(t *testing.T) {
	faults := map[string]llmfake.Fault{
		"in the message": llmfake.EchoKey,
		"in the body": func(r *llmfake.Reply) {
			r.Status, r.Body = 500, []byte("<pre>"+r.Call().Header.Get("Authorization")+"</pre>")
		},
		"in a header": func(r *llmfake.Reply) {
			llmfake.ServerError(r)
			r.Header = map[string]string{"X-Request-Id": secret, "Content-Type": secret}
		},
		"in a 200": func(r *llmfake.Reply) {
			r.Header, r.Body = map[string]string{"Content-Type": "text/" + secret}, []byte(secret)
		},
		"in a redirect": func(r *llmfake.Reply) {
			r.Status, r.Header, r.Body = 302, map[string]string{"Location": "http://" + secret + "/"}, []byte("{}")
		},
		"in the refusal": func(r *llmfake.Reply) { r.Refusal = "no, " + secret },
		"in the text":    llmfake.Echo,
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			fake := llmfake.New(story)
			fake.Faults = llmfake.Always(fault)
			var logged strings.Builder
			c := endpoint(t, fake, func(cfg *llm.Config) {
				cfg.Log = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
			})
			reply, err := c.Ask(t.Context(), question())
			shown, _ := json.Marshal([]any{reply, err})
			text := string(shown) + logged.String()
			if err != nil {
				text += err.Error()
			}
			if strings.Contains(text, secret[3:]) {
				t.Errorf("the key is shown: %s", text)
			}
		})
	}
}

// A prompt that was cut without a word gives itself away by its count, and the
// window is then known.
func TestSilentTruncation(t *testing.T) {
	fake := llmfake.New(story)
	fake.Context, fake.Truncates = 2048, true
	var learned []llm.Verdict
	c := endpoint(t, fake, func(cfg *llm.Config) {
		cfg.Profile, cfg.Learned = "generic", func(v llm.Verdict) { learned = append(learned, v) }
	})
	if _, err := c.Ask(t.Context(), question()); err != nil || c.Window() == 2048 {
		t.Fatalf("a short one: %v, window %d", err, c.Window())
	}
	long := question()
	long.Messages[1].Content = strings.Repeat("نص طويل لا ينتهي. ", 600) + long.Messages[1].Content
	_, err := c.Ask(t.Context(), long)
	fault, ok := errors.AsType[*llm.Error](err)
	if !ok || fault.Class != llm.ContextLength || fault.Usage.Prompt != 2048 || !fault.Paid() {
		t.Errorf("a long one: %v", err)
	}
	if c.Window() != 2048 || len(learned) != 1 || learned[0].Window != 2048 {
		t.Errorf("window %d, learned %+v", c.Window(), learned)
	}
}

// Reasoning that ate a reply is switched off from then on; whoever keeps what
// is known is told.
func TestReasoningIsSwitchedOff(t *testing.T) {
	for profile, member := range map[string]string{"openai": "reasoning_effort", "vllm": "chat_template_kwargs", "openrouter": "reasoning"} {
		fake := llmfake.New(story)
		fake.Faults = llmfake.First(1, llmfake.OnlyThinking)
		c := endpoint(t, fake, func(cfg *llm.Config) { cfg.Profile = profile })
		if _, err := c.Ask(t.Context(), question()); err == nil {
			t.Fatal("no error")
		}
		if _, err := c.Ask(t.Context(), question()); err != nil {
			t.Fatal(err)
		}
		for i, call := range fake.Calls() {
			var body map[string]any
			if err := json.Unmarshal(call.Body, &body); err != nil {
				t.Fatal(err)
			}
			if _, sent := body[member]; sent != (i == 1) {
				t.Errorf("%s, call %d: %s sent %v", profile, i, member, sent)
			}
		}
	}
}
