package llm

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sashabaranov/go-openai"
)

// faultOf decides what went wrong with an exchange before its text is looked
// at; nil where it holds a chat completion.
func (c *Client) faultOf(x *exchange, res openai.ChatCompletionResponse, err error) *Error {
	if err == nil && x.err == nil && x.status/100 == 2 && len(res.Choices) > 0 && utf8.Valid(x.raw) {
		return nil
	}
	fault := &Error{Status: x.status, Sent: x.sent.Load(),
		RetryAfter: retryAfter(x.got, time.Now()), RequestID: c.clean(x.got.Get("x-request-id"), 100)}
	said := readTrouble(x.raw)
	switch {
	case errors.Is(x.err, errTooLarge):
		fault.Class, said.message = Malformed, errTooLarge.Error()
	case errors.Is(x.err, errUnrecorded):
		fault.Class, said.message = Unrecorded, errUnrecorded.Error()
	case errors.Is(x.err, errCallTimeout):
		fault.Class, said.message = Timeout, "no reply came in time when this was recorded"
	case x.err != nil:
		fault.Class, said.message = Unreachable, bare(x.err)
	case x.status == 0: // go-openai refused to send it
		fault.Class, said.message = BadRequest, err.Error()
	case x.status >= 300 && x.status < 400:
		fault.Class, said.message = Unreachable, "the endpoint redirects to "+redirectHost(x.got)
	case x.status/100 != 2:
		fault.Class = classOf(x.status, said)
	case said.found && len(res.Choices) == 0:
		fault.Class = classInside(said)
	default:
		// Not quoted: it may hold the article's text.
		fault.Class, said.message = Malformed, fmt.Sprintf("the reply is no chat completion (%d bytes of %s)",
			len(x.raw), cmp.Or(x.got.Get("Content-Type"), "an unknown type"))
	}
	if said.message == "" {
		said.message = excerpt(x.raw)
	}
	switch fault.Class {
	case UnsupportedParameter:
		fault.Adapted = c.adapt(x, c.refused(said))
	case RateLimit:
		fault.RetryAfter = cmp.Or(fault.RetryAfter, retryIn(said.message))
	}
	// The error of net/http or go-openai itself is not kept: it may quote an
	// address or a body.
	fault.Message = c.clean(said.message, 300)
	return fault
}

// trouble is what an error body says.
type trouble struct {
	found    bool // the body has an error member
	code     string
	message  string
	param    string // the member that it is about
	filtered bool   // it carries a content filter's verdict
}

// readTrouble reads the shapes in use: {"error":{...}}, {"error":"text"},
// {"message":...}, {"detail":...}, and Azure's completion sent with a 400.
func readTrouble(raw []byte) trouble {
	var body struct {
		Error   json.RawMessage `json:"error"`
		Message json.RawMessage `json:"message"`
		Detail  json.RawMessage `json:"detail"`
		Code    json.RawMessage `json:"code"`
		Type    json.RawMessage `json:"type"`
		Choices []struct {
			FinishReason string `json:"finish_reason"`
		} `json:"choices"`
	}
	if json.Unmarshal(raw, &body) != nil {
		return trouble{}
	}
	t := trouble{code: plain(body.Code) + " " + plain(body.Type), message: plain(body.Message)}
	if t.message == "" {
		t.message = plain(body.Detail)
	}
	if len(body.Choices) > 0 && body.Choices[0].FinishReason == string(openai.FinishReasonContentFilter) {
		t.filtered = true
	}
	if len(body.Error) == 0 || string(body.Error) == "null" {
		return t
	}
	t.found = true
	var inner struct {
		Message  json.RawMessage `json:"message"`
		Code     json.RawMessage `json:"code"`
		Type     json.RawMessage `json:"type"`
		Param    json.RawMessage `json:"param"`
		Inner    json.RawMessage `json:"innererror"`
		Metadata struct {
			Flagged string `json:"flagged_input"`
		} `json:"metadata"`
	}
	if json.Unmarshal(body.Error, &inner) != nil {
		t.message = plain(body.Error)
		return t
	}
	t.message = plain(inner.Message)
	t.code, t.param = plain(inner.Code)+" "+plain(inner.Type), plain(inner.Param)
	t.filtered = t.filtered || inner.Metadata.Flagged != "" || bytes.Contains(inner.Inner, []byte("content_filter"))
	return t
}

// plain is a JSON string's text, or any other value as written.
func plain(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if string(raw) == "null" {
		return ""
	}
	return string(raw)
}

// classOf classifies a response whose status is not 200. What the body says
// goes before the status: gateways give many things the same one.
func classOf(status int, t trouble) Class {
	code, text := strings.ToLower(t.code), strings.ToLower(t.message)
	switch {
	case t.filtered, has(code, "content_filter", "content_policy"), status == 403 && has(text, "flagged"):
		return Filtered
	case has(code, "insufficient_quota", "billing"), status == 402,
		status == 429 && has(text, "quota", "usage limit", "billing", "credit"):
		return Quota
	case status == 429:
		return RateLimit
	case status == 401, has(code, "invalid_api_key"):
		return Auth
	case has(code, "model_not_found"), status == 404, status == 405, status == 410:
		return ModelMissing
	case status == 403:
		return Auth
	case has(text, "validation error", "input should be") && refusesParameter(text):
		return UnsupportedParameter // llama-cpp-python says so with a 500
	case status >= 500, status == 408, status == 409, status == 425:
		return Server
	case status == 413, has(code, "context_length", "exceed_context_size"), has(text, "context length",
		"context window", "context size", "maximum context", "too many tokens", "prompt is too long"):
		return ContextLength
	case has(code, "unsupported_", "unknown_parameter"), refusesParameter(text):
		return UnsupportedParameter
	case has(text, "model") && has(text, "not found", "does not exist", "not a valid model"):
		return ModelMissing
	}
	return BadRequest
}

// classInside classifies an error sent with status 200, as OpenRouter does:
// its code may be the status it should have had.
func classInside(t trouble) Class {
	number, _, _ := strings.Cut(t.code, " ")
	status, err := strconv.Atoi(number)
	switch {
	case err == nil && status >= 400 && status < 600:
		return classOf(status, t)
	case has(strings.ToLower(t.code), "rate_limit"):
		return RateLimit
	}
	if class := classOf(http.StatusBadRequest, t); class != BadRequest {
		return class
	}
	return Malformed
}

// refusesParameter holds for messages that name a member we send and say that
// it is the problem. Narrow on purpose: a wide match would hide other faults.
func refusesParameter(text string) bool {
	return has(text, "response_format", "json_schema", "json_object", "temperature", "max_tokens", "max_completion_tokens",
		"reasoning", "chat_template_kwargs", "structured output") &&
		has(text, "unsupported", "not support", "unknown", "unrecognized", "not permitted", "extra input", "unexpected", "invalid", "validation error")
}

func has(text string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// bare is an error of net/http without the address, which may hold secrets.
func bare(err error) string {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	return err.Error()
}

func redirectHost(h http.Header) string {
	u, err := url.Parse(h.Get("Location"))
	if err != nil || u.Host == "" {
		return "another address"
	}
	return u.Host
}

func excerpt(raw []byte) string {
	return strings.ToValidUTF8(string(raw[:min(len(raw), 200)]), "")
}
