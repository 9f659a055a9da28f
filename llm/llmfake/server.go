package llmfake

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Server is the endpoint, an http.Handler for .../chat/completions and
// .../models. It is safe for concurrent use; its exported fields are not to
// be changed once it serves.
type Server struct {
	// Faults, where set, is asked for each call what goes wrong with it; nil
	// lets it be answered.
	Faults func(Call) Fault
	// Delay is waited before each answer.
	Delay time.Duration
	// Key, where set, must come as the bearer token or as api-key.
	Key string
	// IgnoreSchema drops a schema silently, as some gateways do: every reply
	// is text.
	IgnoreSchema bool
	// Refuses are members of a request, or types of response_format, that are
	// answered with a 400 which names them.
	Refuses []string
	// Validates refuses them as a server with a validating front does: with a
	// 500 whose text quotes what was allowed.
	Validates bool
	// Context is the context size in tokens of three characters; 0 has no bound.
	// A longer prompt is refused, or where Truncates is set cut without a word,
	// as Ollama does: its beginning is lost, but for the system message.
	Context   int
	Truncates bool
	// AtOnce is how many calls are answered at the same time; more are refused
	// with a 429. 0 has no bound.
	AtOnce int

	script    Script
	byEnglish map[string][]int
	byArabic  map[string]Segment

	under atomic.Int64
	mu    sync.Mutex
	calls []Call
	seen  map[string]bool // article and Arabic, or article alone for its summary
}

// New returns an endpoint that answers from the script. Arabic that stands in
// it twice is answered by its first place.
func New(s Script) *Server {
	srv := &Server{script: s, byArabic: map[string]Segment{}, byEnglish: s.byEnglish(), seen: map[string]bool{}}
	for _, story := range s.Stories {
		for _, seg := range story.Segments {
			key := squeeze(seg.Ar)
			if _, ok := srv.byArabic[key]; !ok {
				srv.byArabic[key] = seg
			}
		}
	}
	return srv
}

// Calls returns every chat completion asked so far, in order.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// Count is the number of calls for a step and an article; an empty step or
// article counts all.
func (s *Server) Count(step, article string) int {
	n := 0
	for _, c := range s.Calls() {
		if (step == "" || c.Step == step) && (article == "" || c.Article == article) {
			n++
		}
	}
	return n
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasSuffix(r.URL.Path, "/models") && r.Method == http.MethodGet:
		(&Reply{Body: []byte(`{"object":"list","data":[{"id":"scripted","object":"model","owned_by":"llmfake"}]}`)}).send(w, r)
	case strings.HasSuffix(r.URL.Path, "/chat/completions") && r.Method == http.MethodPost:
		s.complete(w, r)
	default:
		(&Reply{Status: 404, Body: errorBody("no such path", "not_found", "invalid_request_error")}).send(w, r)
	}
}

func (s *Server) complete(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 8<<20))
	if err != nil {
		return // the client is gone
	}
	call, err := readCall(r.Header.Clone(), body)
	s.record(&call)
	switch {
	case err != nil:
		(&Reply{Status: 400, Body: errorBody("the body is no JSON", "invalid_json", "invalid_request_error")}).send(w, r)
		return
	case s.Key != "" && r.Header.Get("Authorization") != "Bearer "+s.Key && r.Header.Get("Api-Key") != s.Key:
		Unauthorized.reply(&Reply{call: call}).send(w, r)
		return
	}
	if n := s.under.Add(1); s.AtOnce > 0 && n > int64(s.AtOnce) {
		s.under.Add(-1)
		RateLimit(time.Second).reply(&Reply{call: call}).send(w, r)
		return
	}
	defer s.under.Add(-1)
	if refused := s.refused(call); refused != nil {
		refused.send(w, r)
		return
	}
	s.truncate(&call)
	if s.Delay > 0 {
		select {
		case <-time.After(s.Delay):
		case <-r.Context().Done():
			return
		}
	}
	reply := s.answer(call)
	if s.Faults != nil {
		if fault := s.Faults(call); fault != nil {
			fault(reply)
		}
	}
	reply.send(w, r)
}

func (s *Server) record(call *Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	call.N = len(s.calls) + 1
	s.calls = append(s.calls, *call)
}

// first reports whether this is the first time it is asked about key.
func (s *Server) first(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	first := !s.seen[key]
	s.seen[key] = true
	return first
}
