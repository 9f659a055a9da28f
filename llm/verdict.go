package llm

import (
	"cmp"
	"slices"
	"time"
)

// Verdict is what was found out about one model at one endpoint, by a probe or
// by how it answers. The zero value knows nothing.
type Verdict struct {
	// Format is how it is asked to reply; "" is not known.
	Format Format `json:"format,omitempty"`
	// Window is the context size in tokens, prompt and reply together; 0 is not
	// known.
	Window int `json:"window,omitempty"`
	// Without are members of a request that it refuses.
	Without []string `json:"without,omitempty"`
	// Quiet says that its reasoning ate replies and is switched off.
	Quiet bool `json:"quiet,omitempty"`
	// At is when this was found out last.
	At time.Time `json:"at"`
}

// Verdict returns what is known of the endpoint by now.
func (c *Client) Verdict() Verdict {
	c.mu.Lock()
	defer c.mu.Unlock()
	v := c.verdict
	v.Without = slices.Clone(v.Without)
	return v
}

// Know takes over what was found out elsewhere or before: each part of v that
// is known replaces what the client knows. A replay knows what its recording
// says, and nothing else.
func (c *Client) Know(v Verdict) {
	if c.replay != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.verdict.Format = cmp.Or(v.Format, c.verdict.Format)
	c.verdict.Window = cmp.Or(v.Window, c.verdict.Window)
	for _, member := range v.Without {
		if !slices.Contains(c.verdict.Without, member) {
			c.verdict.Without = append(c.verdict.Without, member)
		}
	}
	c.verdict.Quiet = c.verdict.Quiet || v.Quiet
	if v.At.After(c.verdict.At) {
		c.verdict.At = v.At
	}
}

// Refuses reports whether the endpoint is known to refuse to be asked for a form
// of reply.
func (c *Client) Refuses(f Format) bool {
	return f == FormatJSON && c.without(memberSchema) || f == FormatObject && c.without(memberObject) || f != FormatTagged && c.without(memberFormat)
}

// Learn takes note of a context size that was measured.
func (c *Client) Learn(window int) {
	c.learn(func(v *Verdict) bool {
		v.Window = window
		return true
	}, "window", window)
}

// Window is the context size in tokens, prompt and reply together, as it was
// configured, else found out, else as the profile has it by default.
func (c *Client) Window() int {
	if c.window > 0 {
		return c.window
	}
	return cmp.Or(c.Verdict().Window, c.prof.window)
}
