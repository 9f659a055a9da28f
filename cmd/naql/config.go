package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"naql/llm"
	"naql/verify"
)

// setting is one entry of the configuration. Flag beats environment beats
// naql.yaml beats default.
type setting struct {
	name   string // as flag; with _ for - the key in naql.yaml
	env    string
	def    string
	group  string // which commands take it as a flag
	help   string
	secret bool
}

// settings is the whole configuration, in the order in which it is printed.
var settings = []setting{
	{"config", "", "", "config", "settings file; else ./naql.yaml, else naql/naql.yaml in the user's configuration folder", false},
	{"api-key", "OPENAI_API_KEY", "", "", "key of the model endpoint", true},
	{"api-key-file", "OPENAI_API_KEY_FILE", "", "model", "file that holds the key", false},
	{"base-url", "OPENAI_BASE_URL", llm.DefaultBaseURL, "model", "OpenAI-compatible endpoint", false},
	{"model", "NAQL_MODEL", "", "model", "model name; empty chooses one by profile", false},
	{"profile", "NAQL_PROFILE", "auto", "model", "kind of endpoint: " + strings.Join(llm.ProfileNames(), " "), false},
	{"reply", "NAQL_REPLY", "auto", "model", "reply format: auto json tagged", false},
	{"context-tokens", "NAQL_CONTEXT_TOKENS", "", "model", "context size of the model in tokens; empty is what naql doctor has found, else what the profile has", false},
	{"prompts", "NAQL_PROMPTS", "", "model", "folder of templates that replace the built-in prompts; see naql prompts", false},
	{"style-sheet", "NAQL_STYLE_SHEET", "", "model", "file with rules of the house's own style, told to the model", false},
	{"record", "NAQL_RECORD", "", "model", "folder in which every exchange with the model is kept, without keys", false},
	{"replay", "NAQL_REPLAY", "", "model", "folder of a recording that answers in the model's place", false},
	{"max-calls", "NAQL_MAX_CALLS", "4", "model", "paid calls for each step and chunk of an article", false},
	{"budget-usd", "NAQL_BUDGET_USD", "", "serve", "most that all workers may spend on one UTC day; a tenth of it is kept for flash; empty is no bound", false},
	{"prices", "NAQL_PRICES", "", "model", "US dollars per million tokens: prompt,completion or prompt,cached,completion", false},
	{"call-timeout", "NAQL_CALL_TIMEOUT", "180s", "model", "longest wait for one model call", false},
	{"glossary", "NAQL_GLOSSARY", "", "glossary", "file or folder of glossary files; empty is the built-in starter list, \"none\" is no glossary", false},
	{"style", "NAQL_STYLE", "loaded,spelling", "style", "rules of house style to check: " + verify.StyleRules + ", with commas between, or all or none", false},
	{"nats", "NATS_URL", "", "nats", "NATS server to use; empty is the embedded one", false},
	{"nats-user", "NATS_USER", "", "", "user for NATS", false},
	{"nats-password", "NATS_PASSWORD", "", "", "password for NATS", true},
	{"nats-token", "NATS_TOKEN", "", "", "token for NATS", true},
	{"nats-creds", "NATS_CREDS", "", "", "credentials file for NATS", false},
	{"nats-nkey", "NATS_NKEY", "", "", "file with the seed of an nkey user for NATS", false},
	{"nats-cert", "NATS_CERT", "", "", "file with the client certificate for NATS", false},
	{"nats-key", "NATS_KEY", "", "", "file with the client certificate's key", false},
	{"nats-ca", "NATS_CA", "", "", "file with the CA certificates that NATS servers are trusted by", false},
	{"context", "NATS_CONTEXT", "", "nats", "context of the nats tool: fills what is set nowhere else", false},
	{"nats-socks-proxy", "NATS_SOCKS_PROXY", "", "", "SOCKS5 proxy on the way to NATS, such as socks5://127.0.0.1:1080", false},
	{"nats-inbox-prefix", "NATS_INBOX_PREFIX", "", "", "start of the subjects on which NATS answers; a user may be bound to one", false},
	{"nats-js-api-prefix", "NATS_JS_API_PREFIX", "", "", "where this account sees JetStream's API; empty is $JS.API", false},
	{"nats-listen", "NAQL_NATS_LISTEN", "127.0.0.1:0", "embedded", "address of the embedded server's listener; port 0 takes a free one", false},
	{"data", "NAQL_DATA", "", "data", "folder of the embedded store; empty is naql in the user's data folder", false},
	{"listen", "NAQL_LISTEN", "127.0.0.1:8088", "serve", "address of /livez, /readyz and /metrics", false},
	{"concurrency", "NAQL_CONCURRENCY", "8", "serve", "articles in hand at once; flash has two more", false},
	{"subject-prefix", "NAQL_SUBJECT_PREFIX", "naql", "", "first token of every subject; upper-cased it starts every stream name", false},
	{"replicas", "NAQL_REPLICAS", "1", "serve", "copies that a cluster keeps of each stream that naql makes: 1, 3 or 5", false},
	{"ack-wait", "NAQL_ACK_WAIT", "10s", "serve", "how long the queue waits for a sign of life before it hands an article to another worker", false},
	{"log", "NAQL_LOG", "info", "serve", "level: debug info warn error", false},
}

// addSettings gives a command the flags of the named groups.
func (p *program) addSettings(c *cobra.Command, groups ...string) {
	flags := c.Flags()
	if groups[0] == "config" {
		flags = c.PersistentFlags()
	}
	for _, s := range settings {
		if !slices.Contains(groups, s.group) {
			continue
		}
		usage := s.help
		if s.env != "" {
			usage += " [$" + s.env + "]"
		}
		if s.def != "" {
			usage += " (default " + s.def + ")"
		}
		flags.String(s.name, "", usage)
	}
}

// value is a setting's value and where it came from.
type value struct{ text, origin string }

// Config is the configuration as read: every setting with its origin, and the
// endpoints that naql.yaml lists.
type Config struct {
	values    map[string]value
	endpoints []endpoint
	path      string // of naql.yaml
	fresh     bool   // nothing that was found out before is to be used
}

// text returns a setting's value.
func (c Config) text(name string) string { return c.values[name].text }

// explicit reports whether someone set it.
func (c Config) explicit(name string) bool { return c.values[name].origin != "default" }

// setBy says where a setting was set, "" where nobody did.
func (c Config) setBy(name string) string {
	if !c.explicit(name) {
		return ""
	}
	return c.values[name].origin
}

// defaults is the configuration of someone who has set nothing.
func defaults() Config {
	cfg := Config{values: map[string]value{}}
	for _, s := range settings {
		cfg.values[s.name] = value{s.def, "default"}
	}
	return cfg
}

// config reads flag, environment and file. Every fault in it is an exit 3
// that names the setting and its origin.
func (p *program) config(c *cobra.Command) (Config, error) {
	file, endpoints, path, err := configFile(c)
	if err != nil {
		return Config{}, err
	}
	cfg := defaults()
	cfg.endpoints, cfg.path = endpoints, path
	for _, s := range settings {
		v := cfg.values[s.name]
		if text, ok := file[s.name]; ok {
			v = value{text, path}
		}
		if s.env != "" {
			if text, ok := p.env(s.env); ok && strings.TrimSpace(text) != "" {
				v = value{strings.TrimSpace(text), "$" + s.env}
			}
		}
		if f := c.Flags().Lookup(s.name); f != nil && f.Changed {
			v = value{f.Value.String(), "--" + s.name}
		}
		cfg.values[s.name] = v
	}
	if cfg.text("data") == "" {
		cfg.values["data"] = value{p.dataFolder(), "default"}
	}
	if err := p.applyContext(cfg); err != nil {
		return Config{}, err
	}
	return cfg, cfg.validate()
}

// configFile returns the settings of naql.yaml as text, its list of endpoints,
// and its path. No file is no fault unless it was asked for.
func configFile(c *cobra.Command) (map[string]string, []endpoint, string, error) {
	path := c.Flag("config").Value.String()
	asked := path != ""
	if !asked {
		path = "naql.yaml"
		if _, err := os.Stat(path); err != nil {
			dir, err := os.UserConfigDir()
			if err != nil {
				return nil, nil, "", nil
			}
			path = filepath.Join(dir, "naql", "naql.yaml")
		}
	}
	raw, err := readSmall(path)
	if os.IsNotExist(err) && !asked {
		return nil, nil, "", nil
	}
	if err != nil {
		return nil, nil, "", failf(exitConfig, "check --config and the file's permissions", "read settings: %w", err)
	}
	var any map[string]any
	if err := yaml.Unmarshal(raw, &any); err != nil {
		return nil, nil, "", failf(exitConfig, "one setting a line, as in: model: gpt-4.1-mini", "read settings %s: %s", path, yaml.FormatError(err, false, false))
	}
	out := map[string]string{}
	var endpoints []endpoint
	for k, v := range any {
		if k == "endpoints" {
			if endpoints, err = readEndpoints(v, path); err != nil {
				return nil, nil, "", err
			}
			continue
		}
		name, text, err := fileSetting(path, k, v)
		if err != nil {
			return nil, nil, "", err
		}
		out[name] = text
	}
	if len(endpoints) > 0 && out["base-url"] != "" {
		return nil, nil, "", failf(exitConfig, "write the address into the list", "read settings %s: base_url and endpoints are both set", path)
	}
	return out, endpoints, path, nil
}

// fileSetting reads one setting of naql.yaml.
func fileSetting(path, key string, v any) (name, text string, err error) {
	name = strings.ReplaceAll(key, "_", "-")
	s, ok := settingNamed(name)
	switch v.(type) {
	case string, bool, int, int64, uint64, float64:
	default:
		return "", "", failf(exitConfig, "give one value", "read settings %s: %s is no single value", path, key)
	}
	switch {
	case !ok || name == "config":
		return "", "", failf(exitConfig, "naql config lists every setting", "read settings %s: unknown setting %q", path, key)
	case s.secret:
		return "", "", failf(exitConfig, "set "+s.env+" in the environment", "read settings %s: %s is a secret and is not read from a file", path, key)
	}
	return name, fmt.Sprint(v), nil
}

// readSmall reads a file of at most 1 MiB.
func readSmall(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, 1<<20+1))
	if err == nil && len(raw) > 1<<20 {
		err = fmt.Errorf("%s is larger than 1 MiB", path)
	}
	return raw, err
}

func settingNamed(name string) (setting, bool) {
	i := slices.IndexFunc(settings, func(s setting) bool { return s.name == name })
	if i < 0 {
		return setting{}, false
	}
	return settings[i], true
}

func (p *program) dataFolder() string {
	if dir, ok := p.env("XDG_DATA_HOME"); ok && filepath.IsAbs(dir) {
		return filepath.Join(dir, "naql")
	}
	home, ok := p.env("HOME")
	if !ok || home == "" {
		return filepath.Join(os.TempDir(), "naql")
	}
	return filepath.Join(home, ".local", "share", "naql")
}

// validate checks what can be checked without using it.
func (c Config) validate() error {
	bad := func(name, want string) error {
		v := c.values[name]
		return failf(exitConfig, want, "setting %s is %q (from %s)", name, v.text, v.origin)
	}
	for _, name := range []string{"max-calls", "concurrency"} {
		if n, err := strconv.Atoi(c.text(name)); err != nil || n < 1 || n > 10000 {
			return bad(name, "give a whole number from 1")
		}
	}
	if n, err := strconv.Atoi(cmp.Or(c.text("context-tokens"), "4096")); err != nil || n < 512 {
		return bad("context-tokens", "give the context size in tokens, such as 8192; at least 512")
	}
	if c.text("record") != "" && c.text("replay") != "" {
		return failf(exitConfig, "set one of them", "record and replay are both set")
	}
	if usd, err := strconv.ParseFloat(cmp.Or(c.text("budget-usd"), "1"), 64); err != nil || !(usd > 0) || math.IsInf(usd, 0) {
		return bad("budget-usd", "give an amount in US dollars, such as 12.50")
	}
	if _, err := llm.ParsePrices(c.text("prices")); err != nil {
		return bad("prices", "give US dollars per million tokens, such as 0.40,1.60 or 0.40,0.10,1.60")
	}
	if !slices.Contains([]string{"1", "3", "5"}, c.text("replicas")) {
		return bad("replicas", "use 1, 3 or 5; more than 1 needs a cluster of as many servers")
	}
	for name, least := range map[string]time.Duration{"call-timeout": time.Millisecond, "ack-wait": 100 * time.Millisecond} {
		if d, err := time.ParseDuration(c.text(name)); err != nil || d < least {
			return bad(name, "give a duration such as 30s, at least "+least.String())
		}
	}
	choices := map[string]string{
		"profile": strings.Join(llm.ProfileNames(), " "),
		"reply":   "auto json tagged",
		"log":     "debug info warn error",
	}
	for name, all := range choices {
		if !slices.Contains(strings.Fields(all), c.text(name)) {
			return bad(name, "choose one of: "+all)
		}
	}
	if _, err := verify.ParseStyle(c.text("style")); err != nil {
		return bad("style", "choose from: "+verify.StyleRules+", with commas between; or all, or none")
	}
	if u, err := url.Parse(c.text("base-url")); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return bad("base-url", "give a URL such as https://api.openai.com/v1 or http://127.0.0.1:11434/v1")
	}
	for part := range strings.SplitSeq(c.text("nats"), ",") {
		if _, err := parseAddress(part); err != nil && c.text("nats") != "" {
			// the value may hold a password: it is not shown
			return failf(exitConfig, "give an address such as nats://10.0.0.5:4222", "setting nats (from %s) is no NATS address", c.values["nats"].origin)
		}
	}
	if prefix := c.text("subject-prefix"); prefix == "" || strings.Trim(strings.ToLower(prefix), "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		return bad("subject-prefix", "use letters, digits, - and _ only")
	}
	for _, name := range []string{"nats-inbox-prefix", "nats-js-api-prefix"} {
		if prefix := c.text(name); strings.ContainsAny(prefix, "*> \t\r\n") || strings.HasSuffix(prefix, ".") {
			return bad(name, "give the start of a subject, such as _INBOX_worker")
		}
	}
	return nil
}

func (c Config) number(name string) int {
	n, _ := strconv.Atoi(c.text(name)) // validated
	return n
}

// budget is the bound of a day in US dollars, 0 for none.
func (c Config) budget() float64 {
	usd, _ := strconv.ParseFloat(c.text("budget-usd"), 64) // validated
	return usd
}

func (c Config) style() verify.Style {
	s, _ := verify.ParseStyle(c.text("style")) // validated
	return s
}

func (c Config) duration(name string) time.Duration {
	d, _ := time.ParseDuration(c.text(name)) // validated
	return d
}

// key returns the model endpoint's key, from the environment or the file that
// api-key-file names; "" when there is none.
func (c Config) key() (string, error) {
	if key := c.text("api-key"); key != "" {
		return strings.TrimSpace(key), nil
	}
	path := c.text("api-key-file")
	if path == "" {
		return "", nil
	}
	raw, err := readSmall(path)
	if err != nil {
		return "", failf(exitConfig, "check the path and the file's permissions", "read key (from %s): %w", c.values["api-key-file"].origin, err)
	}
	return strings.TrimSpace(string(raw)), nil
}

func (p *program) configCommand() *cobra.Command {
	var asJSON outputFlag
	c := &cobra.Command{
		Use:     "config",
		Short:   "Print each setting, its value and where it came from",
		Example: "  naql config\n  NAQL_MODEL=gemma4:12b naql config -o json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := p.config(c)
			if err != nil {
				return err
			}
			return p.printConfig(cfg, asJSON.json())
		},
	}
	asJSON.add(c)
	p.addSettings(c, "model", "glossary", "style", "nats", "embedded", "serve", "data")
	return c
}
