package llm

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// What naql doctor asks of an endpoint. Each of these sends paid requests, with
// the step probe.

// Obedience is how an endpoint took a request for a form of reply.
type Obedience string

const (
	Enforced Obedience = "enforced" // against what the prompt asked for
	Obeyed   Obedience = "obeyed"
	Ignored  Obedience = "ignored"
)

// Trial is one examining request and its reply.
type Trial struct {
	Text  string
	Took  time.Duration
	Usage Usage
}

// examine sends one request of an examination.
func (c *Client) examine(ctx context.Context, r Request) (Trial, error) {
	r.Step = StepProbe
	began := time.Now()
	reply, err := c.ask(ctx, r, c.timeout)
	t := Trial{Text: reply.Text, Took: time.Since(began), Usage: reply.Usage}
	if fault, ok := errors.AsType[*Error](err); ok {
		t.Usage = fault.Usage
	}
	return t, err
}

func user(format string, args ...any) []Message {
	return []Message{{Role: "user", Content: fmt.Sprintf(format, args...)}}
}

// TryFormat asks for a tiny reply of a form and says what came of it. The error
// is Ask's.
func (c *Client) TryFormat(ctx context.Context, f Format) (Obedience, Trial, error) {
	switch f {
	case FormatJSON:
		t, err := c.examine(ctx, Request{Messages: user(probeText), Schema: probeSchema, SchemaName: "probe", MaxTokens: 256})
		if err == nil && verdictOf(t.Text) == FormatJSON {
			return Enforced, t, nil
		}
		return Ignored, t, err
	case FormatObject:
		t, err := c.examine(ctx, Request{Format: FormatObject, MaxTokens: 256,
			Messages: user(`Reply with one JSON object and nothing else. Its one member "reply" has the value "object_ok".`)})
		var got map[string]string
		if err == nil && json.Unmarshal([]byte(t.Text), &got) == nil && got["reply"] == "object_ok" && len(got) == 1 {
			return Obeyed, t, nil
		}
		return Ignored, t, err
	}
	line := "[[" + word() + ":p1]] Rain closed the port."
	t, err := c.examine(ctx, Request{Messages: user(repeatText, line), MaxTokens: 256})
	if err == nil && strings.TrimSpace(t.Text) == line {
		return Obeyed, t, nil
	}
	return Ignored, t, err
}

const (
	probeText  = "Reply with the single word ready, as plain text. No JSON, no other word."
	repeatText = "Repeat exactly, and nothing else: %s"
)

// Repeat asks for a line again as it is. The error is Ask's.
func (c *Client) Repeat(ctx context.Context, line string) (Trial, error) {
	return c.examine(ctx, Request{Messages: user(repeatText, line), MaxTokens: 512})
}

// Reading is how much of a long prompt an endpoint has read.
type Reading string

const (
	ReadWhole   Reading = "whole"   // every code word came back
	ReadCut     Reading = "cut"     // its beginning was lost without a word
	ReadRefused Reading = "refused" // it was too long
	ReadSlow    Reading = "slow"    // no reply in time
	ReadUnclear Reading = "unclear" // the model does not tell
)

// Measured is what Measure has found: the largest prompt that was read whole,
// and what became of the next larger one, where one was tried.
type Measured struct {
	Proved  int     // tokens of the prompt; 0 where none was read whole
	End     Reading // ReadWhole where the largest that was tried was read
	Limit   int     // tokens, where the endpoint tells or shows where it ends
	Tried   int     // tokens of the last prompt, by our own reckoning
	Trials  []Trial
	Message string // of a request that got no reply
}

// measured are the sizes that are tried, in tokens.
var measured = []int{1500, 3500, 7000, 14_000, 28_000, 56_000, 112_000}

// Measure finds out how long a prompt the model reads, by code words at its
// beginning, in its middle and at its end, up to a size in tokens. The error is
// Ask's, of trouble that has nothing to do with the size.
func (c *Client) Measure(ctx context.Context, most int, next func(tokens int)) (m Measured, err error) {
	m.End = ReadUnclear
	for _, size := range measured {
		if size > most {
			break
		}
		next(size)
		m.Tried = size
		words := []string{word(), word(), word()}
		t, err := c.examine(ctx, Request{Messages: user("%s", longText(size, words)), MaxTokens: 64})
		m.Trials = append(m.Trials, t)
		fault, classified := errors.AsType[*Error](err)
		switch {
		case err == nil:
			m.End = reading(t.Text, words)
		case !classified:
			return m, err
		case fault.Class == ContextLength:
			m.End, m.Limit, m.Message = ReadRefused, limitIn(fault.Message), fault.Message
			if fault.Status == 200 {
				m.End, m.Limit = ReadCut, fault.Usage.Prompt
			}
		case fault.Class == Timeout:
			m.End = ReadSlow
		case !fault.Class.Provider():
			m.End, m.Message = ReadUnclear, fault.Message
		default:
			return m, err
		}
		tokens := size
		if err == nil && !t.Usage.Estimated {
			tokens = t.Usage.Prompt
		}
		if m.End == ReadCut && m.Limit == 0 && !t.Usage.Estimated && t.Usage.Prompt%256 == 0 {
			m.Limit = t.Usage.Prompt // what is counted is what was left
		}
		if m.End != ReadWhole {
			return m, nil
		}
		m.Proved = tokens
	}
	return m, nil
}

// Limited reports whether a prompt was too long.
func (m Measured) Limited() bool { return m.End == ReadCut || m.End == ReadRefused }

// Window is the context size that was found, 0 where none was. Where the
// shortest prompt was too long already, half of it is the guess.
func (m Measured) Window() int {
	if !m.Limited() {
		return m.Proved
	}
	return cmp.Or(max(m.Limit, m.Proved), m.Tried/2)
}

// reading tells from the words that came back what was read.
func reading(text string, words []string) Reading {
	has := func(i int) bool { return strings.Contains(text, words[i]) }
	switch {
	case has(0) && has(1) && has(2):
		return ReadWhole
	case has(2) && !has(0):
		return ReadCut
	}
	return ReadUnclear
}

// longText is a prompt of about so many tokens, in English and Arabic, with a
// code word in its first line, in its middle and in its last line.
func longText(tokens int, words []string) string {
	const pair = 30 // tokens of two lines, by the tokenizers in use
	var b strings.Builder
	lines := max(tokens/pair, 3)
	for i := range lines {
		switch i {
		case 0:
			fmt.Fprintf(&b, "Code word: %s\n", words[0])
		case lines / 2:
			fmt.Fprintf(&b, "Code word: %s\n", words[1])
		case lines - 1:
			fmt.Fprintf(&b, "Code word: %s\n", words[2])
		}
		fmt.Fprintf(&b, "Line %d: the gauge at the bridge read %d centimetres.\n", i+1, 100+i*7%311)
		fmt.Fprintf(&b, "السطر %d: بلغ منسوب الماء عند الجسر %d سنتيمترا.\n", i+1, 100+i*7%311)
	}
	b.WriteString("\nWhich code words stand above? Reply with all of them, with spaces between, and nothing else.")
	return b.String()
}

// word is one that no model knows.
func word() string { return strings.ToLower(rand.Text()[:8]) }

var limitText = regexp.MustCompile(`(?i)(?:maximum context length is|context (?:window|size|length)[^0-9]{0,30}|n_ctx[^0-9]{0,5})\s*\(?([0-9][0-9,]{2,8})`)

// limitIn is the context size that a refusal names, else 0.
func limitIn(message string) int {
	m := limitText.FindStringSubmatch(message)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	if err != nil {
		return 0
	}
	return n
}
