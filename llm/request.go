// Package llm asks one question of an OpenAI-compatible endpoint: one HTTP
// request, one reply or one classified error. It never asks twice by itself;
// when to ask again is the caller's decision, because every request is paid.
package llm

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Format is how a reply is written: as JSON under a schema that the endpoint
// enforces, as JSON whose shape only the prompt says, or as plain text in which
// each segment follows its marker.
type Format string

const (
	FormatJSON   Format = "json"
	FormatObject Format = "object"
	FormatTagged Format = "tagged"
)

// The steps of an article that ask a model, sent as X-Naql-Step.
const (
	StepTranslate = "translate"
	StepRepair    = "repair"
	StepSummary   = "summary"
	StepProbe     = "probe"
)

// Message is one message of a conversation; Role is "system" or "user".
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// Request is one question. A request without Messages is refused by the
// endpoint, not by us.
type Request struct {
	// Step and Article travel as headers, X-Naql-Step and X-Naql-Article.
	Step    string
	Article string
	// Nonce is the random part of the markers in Messages.
	Nonce    string
	Messages []Message
	// Format is how the reply is to be written. Defaults to FormatTagged
	// without a Schema, to FormatJSON with one.
	Format Format
	// Schema is the JSON Schema that the reply must follow, known to the
	// endpoint as SchemaName where Format is FormatJSON. It is not sent otherwise.
	Schema     json.RawMessage
	SchemaName string
	// MaxTokens caps the reply; 0 leaves it to the endpoint.
	MaxTokens int
	// Temperature is sent as it is, 0 too, except to models that take none.
	Temperature float32
}

// Key names what is asked, for a store of replies: a hash of the model and of
// everything in the request that can change the answer. Two requests that
// differ in their nonce, step or article alone have the same key.
func (r Request) Key(model string) string {
	type asked struct {
		Model       string
		Messages    []Message
		Format      Format
		Schema      string
		SchemaName  string
		MaxTokens   int
		Temperature float32
	}
	a := asked{Model: model, Format: r.format(), Schema: string(r.Schema), SchemaName: r.SchemaName,
		MaxTokens: r.MaxTokens, Temperature: r.Temperature}
	for _, m := range r.Messages {
		if r.Nonce != "" {
			m.Content = strings.ReplaceAll(m.Content, r.Nonce, "\x00nonce\x00")
		}
		a.Messages = append(a.Messages, m)
	}
	raw, err := json.Marshal(a)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16])
}

func (r Request) format() Format {
	switch {
	case r.Format != "":
		return r.Format
	case r.Schema != nil:
		return FormatJSON
	}
	return FormatTagged
}

// Estimate is what the request may use at most, counted as a third of the
// characters: a budget must hold before the endpoint has counted.
func (r Request) Estimate() Usage {
	u := Usage{Prompt: runesOf(r.Messages) / 3, Completion: r.MaxTokens, Estimated: true}
	if u.Completion == 0 {
		u.Completion = u.Prompt
	}
	return u
}

func runesOf(messages []Message) int {
	n := 0
	for _, m := range messages {
		n += utf8.RuneCountInString(m.Content)
	}
	return n
}

// Reply is a usable answer. Its JSON form is kept in the store of replies.
type Reply struct {
	// Text is the answer without any reasoning before it; never blank.
	Text string `json:"text"`
	// Model is the model that the endpoint says answered, else the one asked.
	Model string `json:"model"`
	// Nonce is the nonce of the request that Text answers.
	Nonce string `json:"nonce"`
	Usage Usage  `json:"usage"`
}

// Usage counts tokens. Cached is the part of Prompt that the endpoint had in
// its cache. Estimated says that the endpoint gave no count and the figures
// are a third of the characters.
type Usage struct {
	Prompt     int  `json:"prompt"`
	Cached     int  `json:"cached"`
	Completion int  `json:"completion"`
	Estimated  bool `json:"estimated,omitempty"`
}

// Prices are US dollars per million tokens. A zero Cached means that cached
// tokens cost what the others do.
type Prices struct{ Prompt, Cached, Completion float64 }

// ParsePrices reads "prompt,completion" or "prompt,cached,completion"; an empty
// text has no prices.
func ParsePrices(text string) (_ Prices, err error) {
	if text == "" {
		return Prices{}, nil
	}
	parts := strings.Split(text, ",")
	if len(parts) != 2 && len(parts) != 3 {
		return Prices{}, fmt.Errorf("prices %q: want two or three numbers", text)
	}
	var usd [3]float64
	for i, part := range parts {
		if usd[i], err = strconv.ParseFloat(strings.TrimSpace(part), 64); err != nil || !(usd[i] >= 0) || math.IsInf(usd[i], 0) {
			return Prices{}, fmt.Errorf("prices %q: %q is no amount", text, part)
		}
	}
	if len(parts) == 2 {
		return Prices{Prompt: usd[0], Completion: usd[1]}, nil
	}
	return Prices{Prompt: usd[0], Cached: usd[1], Completion: usd[2]}, nil
}

// Cost is what usage costs in US dollars; 0 where no prices are set.
func (p Prices) Cost(u Usage) float64 {
	cached := p.Cached
	if cached == 0 {
		cached = p.Prompt
	}
	fresh := max(u.Prompt-u.Cached, 0)
	return (float64(fresh)*p.Prompt + float64(u.Cached)*cached + float64(u.Completion)*p.Completion) / 1e6
}
