package llm

import (
	"cmp"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Config is one endpoint.
type Config struct {
	// BaseURL is the address before /chat/completions. A query, such as
	// Azure's api-version, is sent with each request.
	// Defaults to https://api.openai.com/v1.
	BaseURL string
	// Key is the secret of the endpoint. Defaults to none.
	Key string
	// Model defaults to the one of the profile.
	Model string
	// Profile is one of ProfileNames. Defaults to auto: by the address.
	Profile string
	// Format is auto, json or tagged. Defaults to auto: by the profile, and
	// where that does not say, by one probe.
	Format string
	// Window is the context size in tokens, prompt and reply together.
	// Defaults to what is found out, else to the profile's.
	Window int
	// Extra are further members of every request. They go before those of the
	// profile.
	Extra map[string]any
	// Limits default to none but the endpoint's own.
	Limits Limits
	// Known is what was found out of the endpoint before. Defaults to nothing.
	Known Verdict
	// Learned, where set, is told of each change of the verdict, at once and by
	// whoever happens to ask. It must return soon.
	Learned func(Verdict)
	// Record is a folder in which every exchange is kept, without secrets; Replay
	// one from which all are answered, and nothing is sent.
	Record, Replay string
	// Timeout ends one request, its reply included. Defaults to 180s.
	Timeout time.Duration
	// Idle ends a request whose response has begun and stopped. Defaults to 30s.
	Idle time.Duration
	// Prices default to none: every cost is 0.
	Prices Prices
	// Log defaults to none.
	Log *slog.Logger
}

// DefaultBaseURL is the endpoint where none is configured.
const DefaultBaseURL = "https://api.openai.com/v1"

// ConfigError is a setting that cannot be used. It never holds the key.
type ConfigError struct {
	Setting string // base URL, key, profile, reply format
	Problem string
	Hint    string
}

func (e *ConfigError) Error() string { return fmt.Sprintf("model %s: %s", e.Setting, e.Problem) }

// New returns a client for one endpoint. It sends nothing. The error is a
// *ConfigError. A missing key is none: then every Ask ends with class Auth.
func New(cfg Config) (*Client, error) {
	base, err := parseBase(cmp.Or(cfg.BaseURL, DefaultBaseURL))
	if err != nil {
		return nil, err
	}
	if err := checkKey(cfg.Key); err != nil {
		return nil, err
	}
	prof, ok := profileNamed(cfg.Profile, base)
	if !ok {
		return nil, &ConfigError{"profile", fmt.Sprintf("%.40q is unknown", cfg.Profile),
			"use one of " + strings.Join(ProfileNames(), ", ")}
	}
	asked := Format(cfg.Format)
	switch asked {
	case "auto":
		asked = ""
	case "", FormatJSON, FormatTagged:
	default:
		return nil, &ConfigError{"reply format", fmt.Sprintf("%.40q is unknown", cfg.Format), "use auto, json or tagged"}
	}
	for _, name := range []string{"model", "messages", "response_format", "stream", "n"} {
		if _, ok := cfg.Extra[name]; ok {
			return nil, &ConfigError{"extra members", fmt.Sprintf("%q is naql's own", name), "leave it out"}
		}
	}
	c := &Client{
		base: base, prof: prof,
		model:   cmp.Or(cfg.Model, prof.model),
		timeout: cmp.Or(cfg.Timeout, 180*time.Second),
		idle:    cmp.Or(cfg.Idle, 30*time.Second),
		prices:  cfg.Prices, log: cfg.Log,
		window: cfg.Window,
		asked:  asked,
		extra:  cfg.Extra, learned: cfg.Learned, verdict: cfg.Known,
		carrier: httpClient(),
		probing: make(chan struct{}, 1),
	}
	c.key.Store(&cfg.Key)
	c.limits.requests.perMinute, c.limits.tokens.perMinute = float64(cfg.Limits.Requests), float64(cfg.Limits.Tokens)
	c.limits.crowd.configured = cfg.Limits.Calls
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	switch {
	case cfg.Record != "" && cfg.Replay != "":
		return nil, &ConfigError{"recording", "record and replay are both set", "set one of them"}
	case cfg.Record != "":
		if c.carrier, err = openRecorder(c, cfg.Record, c.carrier); err != nil {
			return nil, err
		}
	case cfg.Replay != "":
		if c.replay, err = openReplayer(c, cfg.Replay); err != nil {
			return nil, err
		}
		// It asks as was asked then, but for what is set, and what it finds out is old.
		c.carrier, c.verdict, c.learned = c.replay, c.replay.verdict(), nil
		if was, ok := profileNamed(c.replay.first.Profile, base); ok && c.replay.first.Profile != "" && (cfg.Profile == "" || cfg.Profile == "auto") {
			c.prof = was
		}
		c.model = cmp.Or(cfg.Model, c.replay.model(), c.prof.model)
	}
	if c.Unencrypted() {
		c.log.Warn("the key of the model endpoint travels unencrypted", "endpoint", c.Endpoint())
	}
	return c, nil
}

// Unencrypted reports whether the key travels over plain HTTP to a host that is
// neither this machine nor in a private network.
func (c *Client) Unencrypted() bool {
	return c.base.Scheme == "http" && *c.key.Load() != "" && c.replay == nil && !local(c.base.Hostname())
}

func checkKey(key string) error {
	if strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return &ConfigError{"key", "holds white space, a line end or a character outside ASCII",
			"copy the key again, without quotation marks or line ends"}
	}
	return nil
}

// parseBase never repeats the address: it may hold credentials.
func parseBase(raw string) (*url.URL, error) {
	hint := "write it like http://127.0.0.1:11434/v1 or https://api.openai.com/v1"
	u, err := url.Parse(strings.TrimSpace(raw))
	switch {
	case err != nil:
		return nil, &ConfigError{"base URL", "is no address", hint}
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, &ConfigError{"base URL", "does not begin with http:// or https://", hint}
	case u.Hostname() == "":
		return nil, &ConfigError{"base URL", "names no host", hint}
	}
	u.Fragment = ""
	// People paste the full address of the call.
	u.Path = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/chat/completions")
	u.RawPath = ""
	return u, nil
}

// httpClient keeps connections for many requests at once and follows no
// redirect: that would be a second request, and could carry the key and the
// text to another host. Of the environment only the proxy settings count.
func httpClient() network {
	return network{&http.Client{
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout: 10 * time.Second,
			IdleConnTimeout:     90 * time.Second,
			MaxIdleConns:        64,
			MaxIdleConnsPerHost: 64,
			ForceAttemptHTTP2:   true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// loopback reports whether the host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// local reports whether the host is this machine or a private network's: by its
// address, or by a name that no public server has (RFC 6762, RFC 8375, and the
// "internal" that ICANN keeps free), a single word such as "ollama" included.
func local(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
	}
	name := strings.TrimSuffix(strings.ToLower(host), ".")
	at := strings.LastIndexByte(name, '.')
	return at < 0 || slices.Contains([]string{"localhost", "local", "internal", "lan"}, name[at+1:]) || strings.HasSuffix(name, ".home.arpa")
}
