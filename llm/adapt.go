package llm

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// The members of a request that endpoints are known to refuse. Each can be left
// out, or has another to stand in for it.
const (
	memberSchema      = "json_schema" // a type of response_format
	memberObject      = "json_object" // a type of response_format
	memberFormat      = "response_format"
	memberTemperature = "temperature"
	memberCap         = "max_tokens"
	memberCapNew      = "max_completion_tokens"
)

// refusable lists what a refusal may name, the more telling first.
func (c *Client) refusable() []string {
	list := []string{memberSchema, memberObject, memberFormat, memberTemperature, memberCapNew, memberCap}
	for _, fields := range []map[string]any{c.prof.extra, c.prof.quiet, c.extra} {
		for name := range maps.Keys(fields) {
			list = append(list, name)
		}
	}
	return append(list, "structured output", "structured_output")
}

// refused returns the member that an error speaks of, "" where it names none.
func (c *Client) refused(t trouble) string {
	param := strings.ToLower(t.param)
	text := strings.ToLower(t.message)
	for _, name := range c.refusable() {
		if param == name || strings.HasPrefix(param, name+".") || strings.Contains(text, name) {
			if strings.HasPrefix(name, "structured") {
				return memberSchema
			}
			return name
		}
	}
	return ""
}

// adapt takes note that the endpoint refuses a member of the request x, and
// reports whether the same question will be put otherwise from now on. A
// refusal of several calls at once is one: each may be asked again.
func (c *Client) adapt(x *exchange, member string) bool {
	if member == memberFormat {
		// It may mean the kind that was sent alone: the next rung is tried first.
		switch x.format {
		case FormatJSON:
			member = memberSchema
		case FormatObject:
			member = memberObject
		}
	}
	if member == "" || slices.Contains(x.without, member) || x.fields[member] == nil && !x.hasFormat(member) {
		return false
	}
	c.learn(func(v *Verdict) bool {
		if slices.Contains(v.Without, member) {
			return false
		}
		v.Without = append(v.Without, member)
		return true
	}, "refused", member)
	return true
}

// hasFormat reports whether the request asked for this kind of reply.
func (x *exchange) hasFormat(member string) bool {
	return member == memberSchema && x.format == FormatJSON || member == memberObject && x.format == FormatObject
}

// learn changes the verdict and tells whoever keeps it.
func (c *Client) learn(change func(*Verdict) bool, what ...any) {
	c.mu.Lock()
	v := c.verdict
	v.Without = slices.Clone(v.Without)
	changed := change(&v)
	if changed {
		v.At = time.Now().UTC()
		c.verdict = v
	}
	c.mu.Unlock()
	if !changed {
		return
	}
	c.log.Warn("the endpoint is asked otherwise from now on", append([]any{"endpoint", c.Endpoint(), "model", c.model}, what...)...)
	if c.learned != nil {
		c.telling.Lock() // what is kept is never older than what was kept before
		defer c.telling.Unlock()
		c.learned(c.Verdict())
	}
}

// without reports whether the endpoint refuses a member.
func (c *Client) without(member string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Contains(c.verdict.Without, member)
}

// capMember is the member that caps the reply here, "" where all are refused.
func (c *Client) capMember() string {
	other := memberCap
	if c.prof.limit == memberCap {
		other = memberCapNew
	}
	for _, name := range []string{c.prof.limit, other} {
		if !c.without(name) {
			return name
		}
	}
	return ""
}

// demoteAfter is how many replies in a row must be unreadable before the
// endpoint is asked for the next simpler form.
const demoteAfter = 3

// Heard says whether a reply in a form could be read. A form that goes wrong
// again and again is given up for the next simpler one, unless it was
// configured.
func (c *Client) Heard(f Format, readable bool) {
	c.mu.Lock()
	if c.garbled == nil {
		c.garbled = map[Format]int{}
	}
	c.garbled[f]++
	if readable {
		c.garbled[f] = 0
	}
	n := c.garbled[f]
	c.mu.Unlock()
	if n < demoteAfter || c.asked != "" || f == FormatTagged {
		return
	}
	next := map[Format]Format{FormatJSON: FormatObject, FormatObject: FormatTagged}[f]
	c.learn(func(v *Verdict) bool {
		if c.formatOf(*v) != f {
			return false
		}
		v.Format = next
		return true
	}, "format", next, "unreadable", n)
}

// formatOf is how replies are asked for, "" where only a probe can tell.
func (c *Client) formatOf(v Verdict) Format {
	f := c.asked
	if f == "" {
		f = v.Format
	}
	if f == "" {
		f = c.prof.format
	}
	if f == FormatJSON && (slices.Contains(v.Without, memberSchema) || slices.Contains(v.Without, memberFormat)) {
		f = FormatObject
	}
	// Whoever wants JSON by name gets it from the prompt alone.
	if f == FormatObject && c.asked == "" && slices.Contains(v.Without, memberObject) {
		f = FormatTagged
	}
	return f
}
