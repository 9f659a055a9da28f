package llm

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sashabaranov/go-openai"
)

// Client asks one endpoint. It is safe for concurrent use.
type Client struct {
	base    *url.URL
	key     atomic.Pointer[string]
	prof    profile
	model   string
	timeout time.Duration
	idle    time.Duration
	prices  Prices
	log     *slog.Logger
	carrier carrier
	replay  *replayer // where the carrier is one

	// window and asked, a format, are configured; 0 and "" leave it to the
	// verdict and the profile.
	window  int
	asked   Format
	extra   map[string]any
	learned func(Verdict)
	telling sync.Mutex // held while learned is told
	// probing holds a token while a probe runs.
	probing chan struct{}

	limits limits

	mu      sync.Mutex
	verdict Verdict
	garbled map[Format]int // unreadable replies in a row
}

// ErrNoKey is the cause of class Auth where no key is configured for an
// endpoint that needs one.
var ErrNoKey = errors.New("no key is set")

// errCallTimeout is the cause with which a request is ended after its time.
var errCallTimeout = errors.New("model call timed out")

// errStalled is the cause with which a request is ended whose response stops.
var errStalled = errors.New("the reply stopped")

// Model is the name of the model that is asked.
func (c *Client) Model() string { return c.model }

// Profile is the name of the profile in use, never auto.
func (c *Client) Profile() string { return c.prof.name }

// Endpoint is the base address without credentials, query or path end; of a
// replay, the recorded one.
func (c *Client) Endpoint() string {
	if c.replay != nil && c.replay.first.Endpoint != "" {
		return c.replay.first.Endpoint
	}
	u := *c.base
	u.User, u.RawQuery = nil, ""
	return u.String()
}

// SetKey replaces the key for the requests to come. The error is New's.
func (c *Client) SetKey(key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	c.key.Store(&key)
	return nil
}

func (c *Client) secret() string { return *c.key.Load() }

// Cost is what usage costs at this endpoint, in US dollars.
func (c *Client) Cost(u Usage) float64 { return c.prices.Cost(u) }

// Ask sends exactly one HTTP request and returns its reply. The error is an
// *Error, except where ctx ended: then it wraps the cause of ctx, and the
// request may have been paid for.
func (c *Client) Ask(ctx context.Context, r Request) (Reply, error) {
	reply, err := c.ask(ctx, r, c.timeout)
	if fault, ok := errors.AsType[*Error](err); ok {
		c.log.Debug("model call failed", "step", r.Step, "article", r.Article, "class", fault.Class,
			"status", fault.Status, "request", fault.RequestID, "message", fault.Message)
	}
	return reply, err
}

// keyless is the fault of a client that needs a key and has none, else nil.
func (c *Client) keyless() *Error {
	if c.secret() == "" && c.replay == nil && c.base.User == nil && c.base.Scheme == "https" && !loopback(c.base.Hostname()) {
		return &Error{Class: Auth, Message: "no key is set for " + c.Endpoint(), Err: ErrNoKey}
	}
	return nil
}

func (c *Client) ask(ctx context.Context, r Request, timeout time.Duration) (Reply, error) {
	if fault := c.keyless(); fault != nil {
		return Reply{}, fault
	}
	callCtx, cancel := context.WithTimeoutCause(ctx, timeout, errCallTimeout)
	defer cancel()
	callCtx, stall := context.WithCancelCause(callCtx)
	defer stall(nil)

	x := c.exchange(r)
	x.stop = func() { stall(errStalled) }
	conf := openai.DefaultConfig(c.secret())
	base := *c.base
	base.RawQuery = "" // go-openai would put its path behind it
	conf.BaseURL, conf.HTTPClient = base.String(), x
	res, err := openai.NewClientWithConfig(conf).CreateChatCompletion(callCtx, c.body(r, x.format))
	switch {
	case err != nil && ctx.Err() != nil:
		return Reply{}, fmt.Errorf("model call (%s): %w", r.Step, context.Cause(ctx))
	case err != nil && errors.Is(context.Cause(callCtx), errStalled):
		return Reply{}, &Error{Class: Timeout, Sent: x.sent.Load(), Err: errStalled,
			Message: fmt.Sprintf("the reply stopped, and nothing came for %s", c.idle)}
	case err != nil && callCtx.Err() != nil:
		return Reply{}, &Error{Class: Timeout, Sent: x.sent.Load(), Err: errCallTimeout,
			Message: fmt.Sprintf("no reply within %s", timeout)}
	}
	if fault := c.faultOf(x, res, err); fault != nil {
		return Reply{}, fault
	}
	return c.replyOf(r, x, res)
}

// body is the part of the request that go-openai writes. The cap and the
// temperature are added in exchange: go-openai cannot send a zero
// temperature, and refuses some models and members by name.
func (c *Client) body(r Request, format Format) openai.ChatCompletionRequest {
	req := openai.ChatCompletionRequest{Model: c.model}
	for _, m := range r.Messages {
		req.Messages = append(req.Messages, openai.ChatCompletionMessage{Role: m.Role, Content: m.Content})
	}
	switch format {
	case FormatJSON:
		req.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{
				Name: r.SchemaName, Schema: r.Schema, Strict: true,
			},
		}
	case FormatObject:
		req.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	}
	return req
}
