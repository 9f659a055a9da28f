package llm

import (
	"strconv"
	"time"
)

// Class says why there is no usable reply.
type Class string

const (
	// Trouble of the provider.
	RateLimit    Class = "rate_limit"    // asked too often
	Quota        Class = "quota"         // the account is spent
	Auth         Class = "auth"          // no key, or the key is refused
	ModelMissing Class = "model_missing" // the endpoint has no such model or address
	Server       Class = "server"        // the endpoint broke
	Unreachable  Class = "unreachable"   // no whole response came
	Timeout      Class = "timeout"       // none came in time

	UnsupportedParameter Class = "unsupported_parameter" // the endpoint refuses a member we sent

	// Trouble with this request or its reply.
	ContextLength Class = "context_length" // the request is too long
	BadRequest    Class = "bad_request"    // the endpoint refuses the request otherwise
	Unrecorded    Class = "unrecorded"     // a replay does not hold it
	Truncated     Class = "truncated"      // the reply reached its cap
	Reasoning     Class = "reasoning"      // reasoning alone, no answer
	Looping       Class = "looping"        // the same over and over
	Filtered      Class = "filtered"       // the provider's content filter
	Refused       Class = "refused"        // the model declined
	Empty         Class = "empty"          // no text
	Malformed     Class = "malformed"      // 200, but no chat completion
	Unreadable    Class = "reply"          // a completion that is not what was asked for
)

// Provider reports whether the trouble is the provider's.
func (c Class) Provider() bool { return c.Reaction().Waits }

// Error is a request that gave no usable reply.
type Error struct {
	Class  Class
	Status int // of HTTP; 0 where no response came
	// RetryAfter is how long the endpoint asks to wait, at most an hour; 0
	// where it does not say.
	RetryAfter time.Duration
	// Message is for people: one line, at most 300 characters, no secrets.
	Message string
	// RequestID is the provider's own name of the request, for its support.
	RequestID string
	// Sent says that the request reached the wire: it may have been paid for.
	Sent bool
	// Adapted says that the endpoint will be asked otherwise from now on: the same
	// Request may work at once.
	Adapted bool
	// Usage is what the endpoint counted for a reply that cannot be used.
	Usage Usage
	Err   error
}

func (e *Error) Error() string {
	text := "model: " + string(e.Class)
	if e.Status != 0 && e.Status != 200 {
		text += " (status " + strconv.Itoa(e.Status) + ")"
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// Paid reports whether the endpoint may have charged for the request: it got
// it, and did not turn it away.
func (e *Error) Paid() bool { return e.Sent && !e.Class.Reaction().Free }
