package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"naql/llm"
	"naql/queue"
)

// verdictAge is how long what was found out about an endpoint is taken for
// true: servers are changed.
const verdictAge = 7 * 24 * time.Hour

// verdictKey names a model at an endpoint of a scope.
func verdictKey(scope, model string) string { return queue.Scope(scope+" "+model, "") }

func verdictPath(cfg Config) string { return filepath.Join(cfg.text("data"), "endpoints.json") }

// readVerdicts is what this machine knows of endpoints, without what is too
// old. A file that cannot be read is none: all of it can be found out again.
func readVerdicts(cfg Config) map[string]llm.Verdict {
	known := map[string]llm.Verdict{}
	raw, err := readSmall(verdictPath(cfg))
	if err != nil || json.Unmarshal(raw, &known) != nil {
		return map[string]llm.Verdict{}
	}
	for key, v := range known {
		if time.Since(v.At) > verdictAge {
			delete(known, key)
		}
	}
	return known
}

var writingVerdicts sync.Mutex

// writeVerdict keeps what was found out about one endpoint. Where two programs
// write at once, one of their findings may be lost and is made again.
func writeVerdict(cfg Config, key string, v llm.Verdict) error {
	writingVerdicts.Lock()
	defer writingVerdicts.Unlock()
	known := readVerdicts(cfg)
	known[key] = v
	raw, err := json.MarshalIndent(known, "", "  ")
	if err != nil {
		return err
	}
	path := verdictPath(cfg)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".endpoints-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(raw)
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// know takes over what other workers, or naql doctor, have found out about the
// endpoints.
func (n *node) know(ctx context.Context) {
	for _, e := range n.endpoints {
		client, ok := e.Model.(*llm.Client)
		if !ok {
			continue
		}
		var v llm.Verdict
		found, err := n.queue.Endpoint(ctx, verdictKey(e.Scope, client.Model()), &v)
		if err != nil {
			n.log.Warn("what is known of the endpoint was not read", "err", err)
		}
		if found && time.Since(v.At) < verdictAge {
			client.Know(v)
		}
	}
}

// keep tells the other workers what one has found out about an endpoint. They
// read it when they start.
func (n *node) keep(key string, v llm.Verdict) {
	ctx, done := context.WithTimeout(context.Background(), 2*time.Second)
	defer done()
	if err := n.queue.SetEndpoint(ctx, key, v); err != nil {
		n.log.Warn("what was found out of the endpoint is not kept", "err", err)
	}
}
