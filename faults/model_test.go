package faults

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// model is an endpoint that counts. It knows one sentence, and says it in
// English with whatever number stands in it.
type model struct {
	url string

	mu    sync.Mutex
	rule  func(call) fault
	calls []*call
	asked map[string]int // by key
	now   int
	most  int // at once
}

// call is a request that the model got.
type call struct {
	at, ended time.Time
	step      string
	article   string // the aid
	key       string // everything asked, the nonce left out
	n         int    // of its key, from 1
	nth       int    // of all, from 1
	text      string // what was to be answered
	attempt   string // the Idempotency-Key
	status    int    // what was answered; 0 while it was not
	gone      bool   // the client went away first
}

// fault is what goes wrong with a call; the zero fault lets it be answered.
type fault struct {
	delay  time.Duration
	block  <-chan struct{} // waited for before the answer
	hang   string          // "head" before the first byte, "body" within it, "drip" a byte at a time
	status int
	header map[string]string
	body   string // instead of the answer's
}

func newModel(t *testing.T) *model {
	m := &model{asked: map[string]int{}}
	s := httptest.NewServer(m)
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	m.url = s.URL + "/v1"
	return m
}

// rules sets what goes wrong from now on.
func (m *model) rules(rule func(call) fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rule = rule
}

// slow is the rule of an endpoint that takes its time.
func slow(d time.Duration) func(call) fault {
	return func(call) fault { return fault{delay: d} }
}

// temperature is another in a second try.
var temperature = regexp.MustCompile(`"temperature":[0-9.]+`)

var marked = regexp.MustCompile(`\[\[[^\]:]*:([a-z0-9]+)\]\] ([^\n]*)`)

func (m *model) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Messages []struct{ Content string }
	}
	raw, err := io.ReadAll(r.Body)
	if err == nil {
		err = json.Unmarshal(raw, &body)
	}
	if err != nil || len(body.Messages) == 0 {
		http.Error(w, "no request", 400)
		return
	}
	last := body.Messages[len(body.Messages)-1].Content
	c := &call{at: time.Now(), step: r.Header.Get("X-Naql-Step"), article: r.Header.Get("X-Naql-Article"),
		text: last, attempt: r.Header.Get("Idempotency-Key")}
	var nonce string
	if i := strings.Index(last, "[["); i >= 0 {
		nonce, _, _ = strings.Cut(last[i+2:], ":")
	}
	asked := temperature.ReplaceAllString(strings.ReplaceAll(string(raw), nonce, ""), "")
	c.key = fmt.Sprintf("%s %s %x", c.article, c.step, sha256.Sum256([]byte(asked)))
	m.mu.Lock()
	m.calls = append(m.calls, c)
	c.nth = len(m.calls)
	m.asked[c.key]++
	c.n = m.asked[c.key]
	m.now++
	m.most = max(m.most, m.now)
	var f fault
	if m.rule != nil {
		f = m.rule(*c)
	}
	m.mu.Unlock()
	status := m.answer(w, r, *c, f)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now--
	c.ended, c.status, c.gone = time.Now(), status, r.Context().Err() != nil
}

// answer sends what the fault makes of the answer, and returns the status, 0
// where none was sent.
func (m *model) answer(w http.ResponseWriter, r *http.Request, c call, f fault) int {
	gone := r.Context().Done()
	select {
	case <-time.After(f.delay):
	case <-gone:
		return 0
	}
	if f.block != nil {
		select {
		case <-f.block:
		case <-gone:
			return 0
		}
	}
	if f.hang == "head" {
		<-gone
		return 0
	}
	text := f.body
	if text == "" {
		text = completion(c)
	}
	for name, value := range f.header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", "application/json")
	if f.status == 0 {
		f.status = 200
	}
	w.WriteHeader(f.status)
	switch f.hang {
	case "body", "drip":
		for i := range len(text) {
			_, _ = io.WriteString(w, text[i:i+1])
			w.(http.Flusher).Flush()
			wait := 300 * time.Millisecond
			if f.hang == "body" && i > 20 {
				wait = time.Hour
			}
			select {
			case <-time.After(wait):
			case <-gone:
				return 0
			}
		}
	}
	_, _ = io.WriteString(w, text)
	return f.status
}

// completion is the reply to a request: each sentence in English, or one of
// them as the summary.
func completion(c call) string {
	type part map[string]any
	var parts []part
	found := marked.FindAllStringSubmatch(c.text, -1)
	if c.step == "summary" {
		for _, s := range found[:min(len(found), 3)] {
			parts = append(parts, part{"text": s[2], "cites": []string{s[1]}})
		}
		return chat(map[string]any{"bullets": parts}, "stop")
	}
	for _, s := range found {
		parts = append(parts, part{"id": s[1], "en": english(s[2])})
	}
	return chat(map[string]any{"segments": parts}, "stop")
}

// sentence is Arabic that the model knows, with a number of its own.
func sentence(n int) string { return fmt.Sprintf("عاد %d شخصا إلى القرية.", n) }

var digits = regexp.MustCompile(`[0-9]+`)

func english(ar string) string { return digits.FindString(ar) + " people returned to the village." }

// chat wraps content as a chat completion.
func chat(content any, finish string) string {
	text, ok := content.(string)
	if !ok {
		raw, err := json.Marshal(content)
		if err != nil {
			panic(err)
		}
		text = string(raw)
	}
	raw, err := json.Marshal(map[string]any{
		"object": "chat.completion", "model": "counting",
		"choices": []any{map[string]any{"index": 0, "finish_reason": finish, "message": map[string]any{"role": "assistant", "content": text}}},
		"usage":   map[string]any{"prompt_tokens": 100, "completion_tokens": 50},
	})
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// all returns the calls so far, in order.
func (m *model) all() []call {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]call, len(m.calls))
	for i, c := range m.calls {
		out[i] = *c
	}
	return out
}

// of returns the calls for an article and step; an empty one is any.
func (m *model) of(aid, step string) []call {
	return slices.DeleteFunc(m.all(), func(c call) bool {
		return aid != "" && c.article != aid || step != "" && c.step != step
	})
}

// underway is how many calls are being answered.
func (m *model) underway() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// paid is how often the same was asked and may have been paid for: what was
// turned away with a 429 or a refused key costs nothing.
func (m *model) paid() map[string]int {
	counts := map[string]int{}
	for _, c := range m.all() {
		if c.status != 429 && c.status != 401 {
			counts[c.key]++
		}
	}
	return counts
}

// again is how many calls were paid more than once.
func (m *model) again() int {
	n := 0
	for count := range maps.Values(m.paid()) {
		n += count - 1
	}
	return n
}
