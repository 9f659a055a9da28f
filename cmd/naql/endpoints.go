package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"naql/llm"
	"naql/queue"
	"naql/worker"
)

// endpoint is one entry of endpoints in naql.yaml. What it leaves out is as the
// settings of the same name say, but for the address, the key and the limits.
type endpoint struct {
	Name    string `yaml:"name"`
	BaseURL string `yaml:"base_url"`
	KeyEnv  string `yaml:"key_env"`
	KeyFile string `yaml:"key_file"`
	Model   string `yaml:"model"`
	Profile string `yaml:"profile"`
	Reply   string `yaml:"reply"`
	Prices  string `yaml:"prices"`
	// ContextTokens is the context size; 0 leaves it to be found out.
	ContextTokens int `yaml:"context_tokens"`
	// Requests and tokens of one minute, and calls at once, of one worker; 0 has
	// no bound but the endpoint's own.
	RequestsPerMinute int    `yaml:"requests_per_minute"`
	TokensPerMinute   int    `yaml:"tokens_per_minute"`
	CallsAtOnce       int    `yaml:"calls_at_once"`
	CallTimeout       string `yaml:"call_timeout"`
	// Lanes are the only ones whose articles may go there.
	Lanes []string `yaml:"lanes"`
	// Extra are further members of each request.
	Extra map[string]any `yaml:"extra"`
	// own is the one that is made of the settings.
	own bool
}

// readEndpoints reads the list as YAML has it.
func readEndpoints(value any, path string) ([]endpoint, error) {
	bad := func(problem string) error {
		return failf(exitConfig, "a list, each with name, base_url, key_env or key_file, model; docs/model.md has an example", "read settings %s: endpoints: %s", path, problem)
	}
	raw, err := yaml.Marshal(value)
	if err != nil {
		return nil, bad("no list")
	}
	var list []endpoint
	if err := yaml.UnmarshalWithOptions(raw, &list, yaml.Strict()); err != nil {
		problem, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
		return nil, bad(problem)
	}
	if len(list) == 0 {
		return nil, bad("the list is empty")
	}
	names := map[string]bool{}
	for i := range list {
		e := &list[i]
		if e.BaseURL == "" {
			return nil, bad(fmt.Sprintf("number %d has no base_url", i+1))
		}
		if e.Name == "" {
			e.Name = hostOf(e.BaseURL)
		}
		if names[e.Name] {
			return nil, bad(fmt.Sprintf("two are named %.40q", e.Name))
		}
		names[e.Name] = true
		if err := e.check(); err != "" {
			return nil, bad(fmt.Sprintf("%.40q: %s", e.Name, err))
		}
	}
	return list, nil
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// check says what is wrong with an entry, "" where nothing is.
func (e endpoint) check() string {
	u, err := url.Parse(e.BaseURL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return "base_url is no address such as https://api.openai.com/v1"
	case e.KeyEnv != "" && e.KeyFile != "":
		return "key_env and key_file are both set"
	case strings.HasPrefix(e.KeyEnv, "sk-") || strings.ContainsAny(e.KeyEnv, "-. "):
		return "key_env is the name of an environment variable, not the key"
	case e.ContextTokens < 0 || e.RequestsPerMinute < 0 || e.TokensPerMinute < 0 || e.CallsAtOnce < 0:
		return "a limit is below 0"
	case e.Profile != "" && !slices.Contains(llm.ProfileNames(), e.Profile):
		return "profile is none of " + strings.Join(llm.ProfileNames(), " ")
	case !slices.Contains([]string{"", "auto", "json", "tagged"}, e.Reply):
		return "reply is none of auto json tagged"
	}
	for _, lane := range e.Lanes {
		if !slices.Contains(queue.Lanes(), lane) {
			return fmt.Sprintf("%.20q is no lane: %s", lane, strings.Join(queue.Lanes(), " "))
		}
	}
	if _, err := llm.ParsePrices(e.Prices); err != nil {
		return "prices are US dollars per million tokens, such as 0.40,1.60"
	}
	if d, err := time.ParseDuration(cmp.Or(e.CallTimeout, "1s")); err != nil || d < time.Millisecond {
		return "call_timeout is no duration such as 30s"
	}
	return ""
}

// line is the list of endpoints in effect. An address in the environment or a
// flag replaces that of naql.yaml.
func (c Config) line() []endpoint {
	if origin := c.values["base-url"].origin; len(c.endpoints) > 0 && !strings.HasPrefix(origin, "$") && !strings.HasPrefix(origin, "--") {
		return c.endpoints
	}
	e := endpoint{Name: "main", BaseURL: c.text("base-url"), own: true}
	if c.text("context-tokens") != "" {
		e.ContextTokens = c.number("context-tokens")
	}
	return []endpoint{e}
}

// keyOf is the key of an endpoint, "" when there is none.
func (p *program) keyOf(cfg Config, e endpoint) (string, error) {
	switch {
	case e.own:
		return cfg.key()
	case e.KeyFile != "":
		raw, err := readSmall(e.KeyFile)
		if err != nil {
			return "", failf(exitConfig, "check the path and the file's permissions", "read key of endpoint %s: %w", e.Name, err)
		}
		return strings.TrimSpace(string(raw)), nil
	case e.KeyEnv != "":
		key, _ := p.env(e.KeyEnv)
		return strings.TrimSpace(key), nil
	}
	return "", nil
}

// priced is an error where a budget is to hold over endpoints of naql.yaml of
// which one has no prices. 0,0 is a price.
func (c Config) priced() error {
	for _, e := range c.line() {
		if !e.own && c.budget() > 0 && cmp.Or(e.Prices, c.text("prices")) == "" {
			return failf(exitConfig, "give it US dollars per million tokens, such as prices: 0.40,1.60; 0,0 where it costs nothing",
				"a budget is set, and endpoint %s has no prices", e.Name)
		}
	}
	return nil
}

// openEndpoints makes the clients of the configured endpoints, in their order.
// keep is told what they find out about them.
func (p *program) openEndpoints(cfg Config, log *slog.Logger, keep func(key string, v llm.Verdict)) ([]worker.Endpoint, error) {
	if err := cfg.priced(); err != nil {
		return nil, err
	}
	known := map[string]llm.Verdict{}
	if !cfg.fresh {
		known = readVerdicts(cfg)
	}
	var out []worker.Endpoint
	for _, e := range cfg.line() {
		key, err := p.keyOf(cfg, e)
		if err != nil {
			return nil, err
		}
		prices, err := cfg.prices(e, log)
		if err != nil {
			return nil, err
		}
		log := log
		if len(cfg.line()) > 1 {
			log = log.With("endpoint_name", e.Name)
		}
		timeout := cfg.duration("call-timeout")
		if e.CallTimeout != "" {
			timeout, _ = time.ParseDuration(e.CallTimeout) // checked
		}
		var about string
		client, err := llm.New(llm.Config{
			BaseURL: e.BaseURL, Key: key, Model: cmp.Or(e.Model, cfg.text("model")),
			Profile: cmp.Or(e.Profile, cfg.text("profile")), Format: cmp.Or(e.Reply, cfg.text("reply")),
			Window: e.ContextTokens, Extra: e.Extra, Timeout: timeout, Prices: prices,
			Limits: llm.Limits{Requests: e.RequestsPerMinute, Tokens: e.TokensPerMinute, Calls: e.CallsAtOnce},
			Record: cfg.text("record"), Replay: cfg.text("replay"),
			Learned: func(v llm.Verdict) { keep(about, v) },
			Log:     log,
		})
		if err != nil {
			return nil, err
		}
		scope := queue.Scope(client.Endpoint(), key)
		about = verdictKey(scope, client.Model())
		client.Know(known[about])
		resumed := func() { p.rereadKey(cfg, e, client, log) }
		out = append(out, worker.Endpoint{Name: e.Name, Model: client, Scope: scope, Lanes: e.Lanes, Resumed: resumed})
	}
	for _, lane := range queue.Lanes() {
		if !slices.ContainsFunc(out, func(e worker.Endpoint) bool { return len(e.Lanes) == 0 || slices.Contains(e.Lanes, lane) }) {
			return nil, failf(exitConfig, "let one endpoint have no lanes: it is then for all", "no endpoint is for the lane %s", lane)
		}
	}
	return out, nil
}

// rereadKey takes over a key that was put into its file while calls were
// stopped.
func (p *program) rereadKey(cfg Config, e endpoint, client *llm.Client, log *slog.Logger) {
	if cfg.text("api-key-file") == "" && e.KeyFile == "" {
		return
	}
	key, err := p.keyOf(cfg, e)
	if err == nil {
		err = client.SetKey(key)
	}
	if err != nil {
		log.Warn("the key's file was not read again", "err", err)
	}
}

// unknownPrices are taken for a budget where nobody says what the endpoint
// charges: more than any common model costs, so that the bound holds.
var unknownPrices = llm.Prices{Prompt: 10, Completion: 40}

// prices are what the endpoint charges, and under a budget unknownPrices where
// nobody says so.
func (c Config) prices(e endpoint, log *slog.Logger) (llm.Prices, error) {
	set := cmp.Or(e.Prices, c.text("prices"))
	if set == "" && c.budget() > 0 {
		log.Warn("the budget reckons with high prices, since none are set", "hint", "set NAQL_PRICES to US dollars per million tokens, such as 0.40,1.60",
			"prompt", unknownPrices.Prompt, "completion", unknownPrices.Completion)
		return unknownPrices, nil
	}
	return llm.ParsePrices(set)
}
