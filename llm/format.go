package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Format is how this endpoint is asked to reply. Where neither the
// configuration nor the profile says, one probe decides, the first time; a
// client sends one at a time, and concurrent callers wait for it. A probe that
// fails after it was sent decides for the tagged format, which every endpoint
// can follow. An error says that no probe could be sent, the key was refused or
// the account is spent, and nothing is decided; or that ctx ended, which only
// the first caller hears.
func (c *Client) Format(ctx context.Context) (Format, error) {
	if f := c.formatOf(c.Verdict()); f != "" {
		return f, nil
	}
	select {
	case c.probing <- struct{}{}:
		defer func() { <-c.probing }()
	case <-ctx.Done():
		return "", fmt.Errorf("reply format: %w", context.Cause(ctx))
	}
	if f := c.formatOf(c.Verdict()); f != "" {
		return f, nil
	}
	verdict, err := c.probe(ctx)
	if verdict != "" {
		v := Verdict{Format: verdict, At: time.Now().UTC()}
		c.Know(v)
		if c.learned != nil {
			c.learned(c.Verdict())
		}
		c.log.Info("reply format", "format", verdict, "endpoint", c.Endpoint(), "model", c.model)
	}
	if err != nil {
		return "", fmt.Errorf("reply format: %w", err)
	}
	return verdict, nil
}

// FormatKnown is Format without a probe: false where only that can tell.
func (c *Client) FormatKnown() (Format, bool) {
	f := c.formatOf(c.Verdict())
	return f, f != ""
}

// probeTimeout bounds how long the first articles wait for a verdict.
const probeTimeout = 30 * time.Second

var probeSchema = json.RawMessage(`{"type":"object","properties":{"reply":{"type":"string","enum":["schema_ok"]}},"required":["reply"],"additionalProperties":false}`)

// probe asks for one word of plain text while the schema allows only another
// one: an endpoint that takes a schema and drops it gives itself away. Without
// a verdict nothing was sent, and the next caller may try.
func (c *Client) probe(ctx context.Context) (Format, error) {
	reply, err := c.ask(ctx, Request{
		Step:       StepProbe,
		Messages:   []Message{{Role: "user", Content: probeText}},
		Schema:     probeSchema,
		SchemaName: "probe",
		MaxTokens:  256,
	}, min(c.timeout, probeTimeout))
	fault, classified := errors.AsType[*Error](err)
	switch {
	case err == nil:
		return verdictOf(reply.Text), nil
	case !classified: // killed while it hung: the next would hang as well
		return FormatTagged, err
	case !fault.Sent, fault.Class == Auth, fault.Class == Quota: // a person mends it, and the endpoint may do better
		return "", err
	}
	c.log.Warn("probe of the reply format failed", "class", fault.Class, "message", fault.Message)
	return FormatTagged, nil
}

func verdictOf(text string) Format {
	var got map[string]string
	if json.Unmarshal([]byte(text), &got) == nil && len(got) == 1 && got["reply"] == "schema_ok" {
		return FormatJSON
	}
	return FormatTagged
}
