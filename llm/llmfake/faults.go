package llmfake

import (
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Fault makes something go wrong with a reply, in a way that real endpoints
// and models do.
type Fault func(*Reply)

func (f Fault) reply(r *Reply) *Reply {
	f(r)
	return r
}

// First lets fault strike the first n calls of each article and step.
func First(n int, fault Fault) func(Call) Fault {
	seen := map[string]int{}
	var mu sync.Mutex
	return func(c Call) Fault {
		mu.Lock()
		defer mu.Unlock()
		key := c.Step + " " + c.Article
		if seen[key]++; seen[key] > n {
			return nil
		}
		return fault
	}
}

// Always lets fault strike every call of the steps, or of all where none is
// named.
func Always(fault Fault, steps ...string) func(Call) Fault {
	return func(c Call) Fault {
		if len(steps) > 0 && !slices.Contains(steps, c.Step) {
			return nil
		}
		return fault
	}
}

func rateLimit(header map[string]string) Fault {
	return func(r *Reply) {
		r.fail(429, errorBody("Rate limit reached for requests", "rate_limit_exceeded", "requests"), header)
	}
}

// RateLimit is a 429 that says in seconds how long to wait.
func RateLimit(wait time.Duration) Fault {
	return rateLimit(map[string]string{"Retry-After": strconv.Itoa(int(wait.Seconds()))})
}

// RateLimitMillis says it in retry-after-ms, beside a Retry-After that is
// rounded up.
func RateLimitMillis(wait time.Duration) Fault {
	return rateLimit(map[string]string{
		"Retry-After-Ms": strconv.FormatInt(wait.Milliseconds(), 10),
		"Retry-After":    strconv.Itoa(int(wait.Seconds()) + 1),
	})
}

// RateLimitDate says until when, as an HTTP date.
func RateLimitDate(until time.Time) Fault {
	return rateLimit(map[string]string{"Retry-After": until.UTC().Format(http.TimeFormat)})
}

// EchoKey is a 401 whose message repeats the Authorization header.
func EchoKey(r *Reply) {
	r.fail(401, errorBody("Incorrect API key provided: "+r.call.Header.Get("Authorization"), "invalid_api_key", "invalid_request_error"), nil)
}

// Echo replies with the Authorization header in the text.
func Echo(r *Reply) {
	for i := range r.Segments {
		r.Segments[i].Text += " " + r.call.Header.Get("Authorization")
	}
}

// The faults that need no argument.
var (
	RateLimitBare Fault = rateLimit(nil)
	Quota         Fault = func(r *Reply) {
		r.fail(429, errorBody("You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota"), nil)
	}
	Unauthorized Fault = func(r *Reply) {
		r.fail(401, errorBody("Incorrect API key provided.", "invalid_api_key", "invalid_request_error"), nil)
	}
	NoModel Fault = func(r *Reply) {
		r.fail(404, errorBody("The model `"+r.call.Model+"` does not exist or you do not have access to it.", "model_not_found", "invalid_request_error"), nil)
	}
	TooLong Fault = func(r *Reply) {
		r.fail(400, errorBody("This model's maximum context length is 4096 tokens.", "context_length_exceeded", "invalid_request_error"), nil)
	}
	NoSchema Fault = func(r *Reply) {
		r.fail(400, []byte(`{"error":"response_format json_schema is not supported"}`), nil)
	}
	BadRequest Fault = func(r *Reply) {
		r.fail(400, errorBody("Something about this request is wrong.", "invalid_request", "invalid_request_error"), nil)
	}
	ServerError Fault = func(r *Reply) {
		r.fail(500, errorBody("The server had an error while processing your request.", "", "server_error"), nil)
	}
	Overloaded Fault = func(r *Reply) {
		r.fail(503, []byte("<html><body>503 Service Unavailable</body></html>"), map[string]string{"Content-Type": "text/html", "Retry-After": "1"})
	}
	Reset Fault = func(r *Reply) { r.Reset = true }
	Hang  Fault = func(r *Reply) { r.Hang = true }
	Stall Fault = func(r *Reply) { r.Stall = true }

	// ErrorBody is an error sent with status 200; NoChoices a completion
	// without any; CutJSON a completion that ends in the middle.
	ErrorBody Fault = func(r *Reply) { r.Body = errorBody("The upstream provider returned an error", "upstream", "") }
	NoChoices Fault = func(r *Reply) { r.Body = []byte(`{"object":"chat.completion","choices":[]}`) }
	CutJSON   Fault = func(r *Reply) { r.Cut = true }
	Web       Fault = func(r *Reply) { r.Body = []byte("<html><body>Sign in to the network</body></html>") }

	Length Fault = func(r *Reply) {
		text := []rune(r.render())
		r.Segments, r.Bullets, r.Content, r.Finish = nil, nil, string(text[:len(text)/2]), "length"
	}
	ContentFilter Fault = func(r *Reply) {
		r.Segments, r.Bullets, r.Content, r.Finish = nil, nil, "", "content_filter"
	}
	// AzureFilter and AzureFilterCompletion are the filter as Azure reports it.
	AzureFilter Fault = func(r *Reply) {
		r.fail(400, []byte(`{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"violence":{"filtered":true,"severity":"high"}}}}}`), nil)
	}
	AzureFilterCompletion Fault = func(r *Reply) {
		ContentFilter(r)
		r.Status = 400
	}
	Refusal Fault = func(r *Reply) {
		r.Segments, r.Bullets, r.Content, r.NullContent = nil, nil, "", true
		r.Refusal = "I'm sorry, I can't help with that."
	}
	// RefusalEmpty is the refusal with "" for its content, not null.
	RefusalEmpty Fault = func(r *Reply) {
		Refusal(r)
		r.NullContent = false
	}
	// RefusalProse comes as ordinary text.
	RefusalProse Fault = func(r *Reply) {
		r.Segments, r.Bullets, r.Content = nil, nil, "I'm sorry, but I can't assist with that request."
	}
	Empty Fault = func(r *Reply) { r.Segments, r.Bullets, r.Content = nil, nil, "" }
	// Spaces is the loop of white space that a grammar can cause.
	Spaces Fault = func(r *Reply) {
		r.Segments, r.Bullets, r.Content = nil, nil, string(slices.Repeat([]byte(" \n"), 4000))
	}
	// OnlyThinking is reasoning that ate the cap.
	OnlyThinking Fault = func(r *Reply) {
		r.Segments, r.Bullets, r.Content, r.Reasoning = nil, nil, "", "First I look at the headline."
	}
	Thinking Fault = func(r *Reply) { r.Before = "<think>\nThe user wants [[a:p1]] English.\n</think>\n\n" }
	NoUsage  Fault = func(r *Reply) { r.NoUsage = true }

	Doubled Fault = func(r *Reply) {
		if len(r.Segments) > 0 {
			r.Segments = append(r.Segments, r.Segments[0])
		}
	}
	Missing Fault = func(r *Reply) {
		if len(r.Segments) > 0 {
			r.Segments = r.Segments[:len(r.Segments)-1]
		}
	}
	Unknown Fault = func(r *Reply) {
		if r.Segments != nil {
			r.Segments = append(r.Segments, Marked{"p999", "Nobody asked for this paragraph."})
		}
	}
	Chatter Fault = func(r *Reply) {
		r.Before, r.After = "Here is the translation you asked for:\n\n", "\n\nLet me know if you need anything else!"
	}
	// Parrot says what it was asked over again until its cap, and OwnJSON an
	// object of its own making: so do small models, as SmolLM2 135M.
	Parrot Fault = func(r *Reply) {
		r.Segments, r.Bullets, r.Content, r.Finish = nil, nil, lastUser(r.call.Messages), "length"
	}
	OwnJSON Fault = func(r *Reply) {
		r.Segments, r.Bullets, r.Content = nil, nil, `{"data":[{"type":"JSON","properties":{"name":"user-123456"}}]}`
	}
	Fenced Fault = func(r *Reply) { r.Before, r.After = "```json\n", "\n```" }
	Arabic Fault = func(r *Reply) {
		r.translateInto("قال متحدث باسم الوزارة إن التحقيق مستمر.")
	}
	French    Fault = func(r *Reply) { r.translateInto("Le ministère a annoncé que l'enquête se poursuit.") }
	TwiceKeys Fault = func(r *Reply) {
		r.Segments, r.Bullets, r.Content = nil, nil, `{"segments":[{"id":"p1","en":"One.","en":"Two."}]}`
	}
)

// translateInto answers every segment and bullet with the same text.
func (r *Reply) translateInto(text string) {
	for i := range r.Segments {
		r.Segments[i].Text = text
	}
	for i := range r.Bullets {
		r.Bullets[i].Text = text
	}
}
