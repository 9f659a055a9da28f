package llmfake

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// Call is one request that the endpoint was sent.
type Call struct {
	N              int // from 1
	At             time.Time
	Step           string // X-Naql-Step
	Article        string // X-Naql-Article
	IdempotencyKey string
	Header         http.Header
	Body           []byte
	Model          string
	Messages       []Message
	Nonce          string
	Segments       []Marked // the marker lines of the last user message
	Schema         json.RawMessage
	// Object says that a JSON object of any kind is asked for.
	Object bool

	prompt int // tokens counted for the prompt; 0 is by its length
}

// Message is one message of a call.
type Message struct{ Role, Content string }

// Marked is one marker line: an id and the text behind it.
type Marked struct{ ID, Text string }

var markerLine = regexp.MustCompile(`(?m)^\[\[([^\]:\s]+):([^\]\s]+)\]\] (.*)$`)

// readCall reads a request as far as it can be read.
func readCall(header http.Header, body []byte) (Call, error) {
	var req struct {
		Model          string
		Messages       []Message
		ResponseFormat struct {
			Type       string
			JSONSchema struct{ Schema json.RawMessage } `json:"json_schema"`
		} `json:"response_format"`
	}
	call := Call{At: time.Now(), Header: header, Body: body, Step: header.Get("X-Naql-Step"),
		Article: header.Get("X-Naql-Article"), IdempotencyKey: header.Get("Idempotency-Key")}
	if err := json.Unmarshal(body, &req); err != nil {
		return call, err
	}
	call.Model, call.Messages = req.Model, req.Messages
	if req.ResponseFormat.Type == "json_schema" {
		call.Schema = req.ResponseFormat.JSONSchema.Schema
	}
	call.Object = req.ResponseFormat.Type == "json_object"
	call.mark()
	return call, nil
}

// mark reads the marker lines.
func (c *Call) mark() {
	c.Nonce, c.Segments = "", nil
	for _, m := range markerLine.FindAllStringSubmatch(lastUser(c.Messages), -1) {
		c.Nonce = m[1]
		c.Segments = append(c.Segments, Marked{m[2], strings.TrimRight(m[3], "\r")})
	}
}

func lastUser(messages []Message) string {
	for i := len(messages) - 1; i >= 0; i-- {
		if messages[i].Role == "user" {
			return messages[i].Content
		}
	}
	return ""
}
