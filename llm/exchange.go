package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptrace"
	"slices"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

// maxBody is the most we read of a reply, in bytes. The longest article's
// translation is far below it.
const maxBody = 4 << 20

var errTooLarge = errors.New("the reply is longer than 4 MiB")

// exchange is one HTTP request and what came back. go-openai sends through
// it; it adds what go-openai cannot say and keeps what go-openai drops.
type exchange struct {
	client *Client
	asked  Request
	stop   func()         // ends the request
	header http.Header    // added to the request
	fields map[string]any // added to the request's body
	// format is how the reply is asked for, without what the endpoint is known to
	// refuse.
	format  Format
	without []string

	sent   atomic.Bool // the request reached the wire; it may be paid for
	status int         // 0 while no response came
	got    http.Header
	raw    []byte // the whole body of the response
	err    error  // why there is no whole response
}

func (c *Client) exchange(r Request) *exchange {
	v := c.Verdict()
	x := &exchange{client: c, asked: r, header: http.Header{}, fields: map[string]any{}, without: v.Without, format: r.format()}
	maps.Copy(x.fields, c.prof.extra)
	if v.Quiet {
		maps.Copy(x.fields, c.prof.quiet)
	}
	if name := c.capMember(); r.MaxTokens > 0 && name != "" {
		x.fields[name] = r.MaxTokens
	}
	if !fixedTemperature(c.model) {
		x.fields[memberTemperature] = r.Temperature
	}
	maps.Copy(x.fields, c.extra)
	for _, name := range v.Without {
		delete(x.fields, name)
	}
	if slices.Contains(v.Without, memberFormat) || slices.Contains(v.Without, memberObject) && x.format == FormatObject {
		x.format = FormatTagged // the prompt alone says what is wanted
	}
	x.header.Set("X-Naql-Step", r.Step)
	if r.Article != "" {
		x.header.Set("X-Naql-Article", r.Article)
	}
	// Not in the canonical spelling, on purpose: net/http takes a request with
	// an "Idempotency-Key" as safe to send again when a kept-alive connection
	// breaks, and would pay twice behind our back. Header names are case
	// insensitive for everyone else.
	x.header["idempotency-key"] = []string{uuid.NewString()}
	return x
}

// carrier takes the HTTP request of an exchange to the endpoint and brings the
// response back, as http.Client.Do does.
type carrier interface {
	carry(x *exchange, req *http.Request) (*http.Response, error)
}

// network is the carrier that has a network.
type network struct{ client *http.Client }

func (n network) carry(_ *exchange, req *http.Request) (*http.Response, error) {
	return n.client.Do(req)
}

// Do is called once by go-openai.
func (x *exchange) Do(req *http.Request) (*http.Response, error) {
	req, err := x.dress(req)
	if err != nil {
		x.err = err
		return nil, err
	}
	res, err := x.client.carrier.carry(x, req)
	if err != nil {
		x.err = err
		return nil, err
	}
	defer res.Body.Close()
	x.status, x.got = res.StatusCode, res.Header
	x.client.limits.heard(res.Header, time.Now())
	x.raw, x.err = io.ReadAll(&lively{r: io.LimitReader(res.Body, maxBody+1), idle: x.client.idle, stop: x.stop})
	if x.err == nil && len(x.raw) > maxBody {
		x.raw, x.err = nil, errTooLarge
	}
	if x.err != nil {
		return nil, x.err
	}
	res.Body = io.NopCloser(bytes.NewReader(x.raw))
	return res, nil
}

// lively reads a body, and calls stop where nothing comes for idle: the header
// of a response is no promise.
type lively struct {
	r    io.Reader
	idle time.Duration
	stop func()
}

func (l *lively) Read(p []byte) (int, error) {
	defer time.AfterFunc(l.idle, l.stop).Stop()
	return l.r.Read(p)
}

// dress returns the request as it is sent.
func (x *exchange) dress(req *http.Request) (*http.Request, error) {
	body, err := merged(req.Body, req.ContentLength, x.fields)
	if err != nil {
		return nil, fmt.Errorf("write model request: %w", err)
	}
	trace := &httptrace.ClientTrace{WroteHeaders: func() { x.sent.Store(true) }}
	out := req.Clone(httptrace.WithClientTrace(req.Context(), trace))
	out.URL.RawQuery = x.client.base.RawQuery
	out.ContentLength = int64(len(body))
	out.Body = io.NopCloser(bytes.NewReader(body))
	out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	maps.Copy(out.Header, x.header)
	if name := x.client.prof.keyHeader; name != "" && x.client.secret() != "" {
		out.Header.Del("Authorization")
		out.Header.Set(name, x.client.secret())
	}
	return out, nil
}

// merged returns the JSON object of a body, of some size in bytes, with fields
// behind its members. It must have none of them: nothing is read twice.
func merged(body io.Reader, size int64, fields map[string]any) ([]byte, error) {
	more, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.Grow(int(max(size, 0)) + len(more) + bytes.MinRead)
	if _, err := b.ReadFrom(body); err != nil {
		return nil, err
	}
	if len(fields) == 0 {
		return b.Bytes(), nil
	}
	open, isObject := bytes.CutSuffix(bytes.TrimSpace(b.Bytes()), []byte("}"))
	if !isObject {
		return nil, errors.New("the body is no JSON object")
	}
	return append(append(open, ','), more[1:]...), nil
}
