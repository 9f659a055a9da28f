package llm

import (
	"net/url"
	"strings"
)

// profile is what we know of a kind of endpoint without asking it.
type profile struct {
	name string
	// model is asked where the configuration names none.
	model string
	// format is empty where only a probe can tell.
	format Format
	// limit is the member of the request that caps the reply, unless refused.
	limit string
	// keyHeader carries the key bare; empty means Authorization: Bearer.
	keyHeader string
	// window is the context size in tokens that such an endpoint has unless it
	// was set up otherwise: a low guess only makes more requests of an article,
	// a high one gets it cut off.
	window int
	// extra are further members of every request.
	extra map[string]any
	// quiet are the members that switch reasoning off, sent once it has eaten a
	// reply.
	quiet map[string]any
}

// The default models, by profile.
const (
	defaultHosted     = "gpt-4.1-mini"
	defaultOpenRouter = "openai/gpt-4.1-mini"
	defaultOllama     = "gemma4:12b"
	defaultVLLM       = "google/gemma-4-12b-it"
	defaultLlamaCPP   = "default" // it serves one model, whatever the name
)

// Ollama gets the tagged format because a schema makes its runner loop on
// some models, and max_tokens because it ignores the newer member. Its
// thinking is on by default and eats the reply. OpenRouter drops a schema
// silently unless it is told to require what was asked.
var profiles = []profile{
	{name: "openai", model: defaultHosted, format: FormatJSON, limit: memberCapNew, window: 128_000,
		quiet: noEffort},
	{name: "azure", model: defaultHosted, format: FormatJSON, limit: memberCapNew, window: 128_000,
		quiet: noEffort, keyHeader: "api-key"},
	{name: "ollama", model: defaultOllama, format: FormatTagged, limit: memberCap, window: 4096,
		extra: noEffort},
	{name: "vllm", model: defaultVLLM, format: FormatJSON, limit: memberCap, window: 8192,
		quiet: noThinking},
	{name: "llamacpp", model: defaultLlamaCPP, format: FormatJSON, limit: memberCap, window: 4096,
		quiet: noThinking},
	{name: "openrouter", model: defaultOpenRouter, format: FormatJSON, limit: memberCap, window: 32_000,
		quiet: map[string]any{"reasoning": map[string]any{"effort": "none"}},
		extra: map[string]any{"provider": map[string]any{"require_parameters": true}}},
	{name: "generic", model: defaultHosted, limit: memberCap, window: 8192, quiet: noEffort},
}

// How reasoning is switched off.
var (
	noEffort   = map[string]any{"reasoning_effort": "none"}
	noThinking = map[string]any{"chat_template_kwargs": map[string]any{"enable_thinking": false}}
)

// profileNamed returns the profile of that name. "auto" and the empty name
// choose by the address: a known host, Ollama's port, else generic.
func profileNamed(name string, base *url.URL) (profile, bool) {
	if name == "" || name == "auto" {
		name = guess(base)
	}
	for _, p := range profiles {
		if p.name == name {
			return p, true
		}
	}
	return profile{}, false
}

func guess(base *url.URL) string {
	host := strings.ToLower(base.Hostname())
	switch {
	case host == "api.openai.com":
		return "openai"
	case strings.HasSuffix(host, ".azure.com"):
		return "azure"
	case host == "openrouter.ai":
		return "openrouter"
	case base.Port() == "11434":
		return "ollama"
	}
	return "generic"
}

// fixedTemperature reports whether the model refuses a temperature: OpenAI's
// reasoning models do, also under OpenRouter's longer names.
func fixedTemperature(model string) bool {
	model = model[strings.LastIndexByte(model, '/')+1:]
	for _, prefix := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if rest, ok := strings.CutPrefix(model, prefix); ok && (rest == "" || strings.ContainsAny(rest[:1], "-.")) {
			return true
		}
	}
	return false
}

// ProfileNames lists what Config.Profile may be.
func ProfileNames() []string {
	names := []string{"auto"}
	for _, p := range profiles {
		names = append(names, p.name)
	}
	return names
}
