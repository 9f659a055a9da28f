package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// contextMembers are the members of a context of the nats tool that naql
// knows, and the setting that each one is.
var contextMembers = map[string]string{
	"url": "nats", "user": "nats-user", "password": "nats-password", "token": "nats-token",
	"creds": "nats-creds", "nkey": "nats-nkey", "cert": "nats-cert", "key": "nats-key", "ca": "nats-ca",
	"socks_proxy":  "nats-socks-proxy",
	"inbox_prefix": "nats-inbox-prefix", "jetstream_api_prefix": "nats-js-api-prefix",
}

// contextLook are members that change nothing for us.
var contextLook = []string{"description", "color_scheme"}

// contextGroups are settings that belong together: where one of them is set
// elsewhere, the context's others would be of another login.
var contextGroups = [][]string{
	{"nats-user", "nats-password", "nats-token", "nats-creds", "nats-nkey"},
	{"nats-cert", "nats-key"},
}

// defaultServer is where a context without an address points.
const defaultServer = "nats://127.0.0.1:4222"

// applyContext fills what nothing else sets from the context that was asked
// for by name. The one that is selected in the nats tool is not asked for.
func (p *program) applyContext(cfg Config) error {
	name := cfg.text("context")
	if name == "" {
		return nil
	}
	path, err := p.contextPath(name)
	if err != nil {
		return err
	}
	members, err := readContext(name, path)
	if err != nil {
		return err
	}
	if members["nats"] == "" {
		members["nats"] = defaultServer
	}
	isSet := func(setting string) bool { return cfg.text(setting) != "" } // none has a default
	for _, group := range contextGroups {
		if slices.ContainsFunc(group, isSet) {
			for _, setting := range group {
				delete(members, setting)
			}
		}
	}
	for setting, text := range members {
		if !isSet(setting) {
			cfg.values[setting] = value{text, "context " + name}
		}
	}
	return nil
}

func (p *program) contextPath(name string) (string, error) {
	if strings.ContainsAny(name, `/\`) || strings.Contains(name, "..") {
		return "", failf(exitConfig, "nats context ls lists them", "%q is not the name of a NATS context", name)
	}
	dir, ok := p.env("XDG_CONFIG_HOME")
	if !ok || dir == "" {
		home, _ := p.env("HOME")
		dir = filepath.Join(home, ".config")
	}
	return filepath.Join(dir, "nats", "context", name+".json"), nil
}

// readContext returns the settings of a context's file. Its errors never show
// a value.
func readContext(name, path string) (map[string]string, error) {
	raw, err := readSmall(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, failf(exitConfig, "nats context ls lists them", "there is no NATS context %q at %s", name, path)
	}
	if err != nil {
		return nil, failf(exitConfig, "check the file's permissions", "read NATS context %s: %w", name, err)
	}
	var file map[string]any
	if json.Unmarshal(raw, &file) != nil {
		return nil, failf(exitConfig, "nats context edit "+name, "NATS context %s is no JSON object: %s", name, path)
	}
	members := map[string]string{}
	for member, v := range file {
		if unset(v) || slices.Contains(contextLook, member) {
			continue
		}
		text, isText := v.(string)
		setting, known := contextMembers[member]
		if member == "jetstream_domain" && isText {
			setting, known, text = "nats-js-api-prefix", true, "$JS."+text+".API"
		}
		if !known || !isText {
			return nil, failf(exitConfig, "remove it, or set what is needed by NATS_URL, NATS_CREDS and so on",
				"NATS context %s has %q, which naql does not support", name, member)
		}
		members[setting] = text
	}
	return members, nil
}

// unset reports whether a member of a context says nothing.
func unset(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case float64:
		return v == 0
	case []any:
		return len(v) == 0
	}
	return fmt.Sprint(v) == "map[]"
}
