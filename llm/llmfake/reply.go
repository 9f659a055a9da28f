package llmfake

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"
)

// Reply is what the endpoint is about to send. A Fault changes it.
type Reply struct {
	// Segments or Bullets are rendered as the reply's content; where both are
	// nil, Content is the content as it is.
	Segments []Marked
	Bullets  []Bullet
	Content  string
	// Before and After are put around the content.
	Before, After string
	// NullContent sends null as the content.
	NullContent bool
	Refusal     string
	Reasoning   string // reasoning_content beside the content
	Finish      string // finish_reason
	Model       string // that answers; defaults to the one that was asked
	NoUsage     bool

	// Status defaults to 200. Body, where set, is sent instead of a completion.
	Status int
	Header map[string]string
	Body   []byte
	// Cut sends half of the body as if it were the whole.
	Cut bool
	// Reset breaks the connection instead of replying; Hang sends nothing
	// until the client gives up; Stall sends the header and half of the body
	// before it hangs.
	Reset, Hang, Stall bool

	call Call
	json bool
}

// Call is the request that is answered.
func (r *Reply) Call() Call { return r.call }

func (r *Reply) send(w http.ResponseWriter, req *http.Request) {
	switch {
	case r.Hang:
		<-req.Context().Done()
		return
	case r.Reset:
		reset(w)
		return
	}
	body := r.Body
	if body == nil {
		body = r.completion()
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Request-Id", "fake-"+strconv.Itoa(r.call.N))
	for name, value := range r.Header {
		w.Header().Set(name, value)
	}
	if r.Cut {
		body = body[:len(body)/2]
	}
	if r.Stall {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(max(r.Status, 200))
	if !r.Stall {
		w.Write(body)
		return
	}
	w.Write(body[:len(body)/2])
	http.NewResponseController(w).Flush()
	<-req.Context().Done()
}

// completion writes the chat completion.
func (r *Reply) completion() []byte {
	text := r.Before + r.render() + r.After
	message := map[string]any{"role": "assistant", "content": text}
	if r.NullContent {
		message["content"] = nil
	}
	if r.Refusal != "" {
		message["refusal"] = r.Refusal
	}
	if r.Reasoning != "" {
		message["reasoning_content"] = r.Reasoning
	}
	out := map[string]any{
		"id": fmt.Sprintf("chatcmpl-fake-%d", r.call.N), "object": "chat.completion",
		"created": time.Now().Unix(), "model": cmp.Or(r.Model, r.call.Model),
		"choices": []any{map[string]any{"index": 0, "message": message, "finish_reason": r.Finish}},
	}
	if !r.NoUsage {
		out["usage"] = r.usage(text)
	}
	return []byte(encode(out))
}

// usage counts a token for three characters. The system message counts as
// cached from the second call on.
func (r *Reply) usage(text string) map[string]any {
	prompt, cached := 0, 0
	for _, m := range r.call.Messages {
		n := utf8.RuneCountInString(m.Content) / 3
		prompt += n
		if m.Role == "system" && r.call.N > 1 {
			cached += n
		}
	}
	if r.call.prompt > 0 {
		prompt = r.call.prompt
	}
	completion := utf8.RuneCountInString(text) / 3
	return map[string]any{
		"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion,
		"prompt_tokens_details": map[string]any{"cached_tokens": cached},
	}
}

// reset closes the connection so that the client sees it break.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // the closest that HTTP/2 has
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	conn.Close()
}

func errorBody(message, code, kind string) []byte {
	raw, err := json.Marshal(map[string]any{"error": map[string]any{"message": message, "code": code, "type": kind, "param": nil}})
	if err != nil {
		panic(err) // strings
	}
	return raw
}

// fail turns the reply into an error response.
func (r *Reply) fail(status int, body []byte, header map[string]string) {
	r.Status, r.Body = status, body
	if r.Header == nil {
		r.Header = map[string]string{}
	}
	maps.Copy(r.Header, header)
}
