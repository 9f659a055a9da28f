package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"naql/queue"
)

// served is what a running naql serve tells the commands beside it. The file
// serve.json in the data folder holds it, readable by its owner alone, since
// the URL carries the login.
type served struct {
	PID     int    `json:"pid"`
	NATS    string `json:"nats_url"`
	Listen  string `json:"listen"`
	Started string `json:"started"`
}

func servedPath(cfg Config) string { return filepath.Join(cfg.text("data"), "serve.json") }

// write replaces the file at once, so that a reader sees the old or the new.
func (s served) write(path string) error {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	temp := path + ".new"
	if err := os.WriteFile(temp, append(raw, '\n'), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(temp, path)
}

func readServed(cfg Config) (served, error) {
	var s served
	raw, err := os.ReadFile(servedPath(cfg))
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(raw, &s)
}

// servedReconnects is how often, half a second apart, a command tries to get
// back to the naql serve that it was connected to.
const servedReconnects = 6

// dial connects a one-shot command: to NATS_URL, else to the naql serve of
// this data folder.
//
// uses says which streams the command needs, all where it is empty.
func dial(ctx context.Context, cfg Config, p *program, uses ...string) (*queue.Queue, *nats.Conn, error) {
	url := cfg.text("nats")
	opts, err := p.natsOptions(cfg)
	if err != nil {
		return nil, nil, err
	}
	if url == "" {
		s, err := readServed(cfg)
		if errors.Is(err, os.ErrPermission) {
			return nil, nil, failf(exitNATS, "run as the user who runs naql serve, or set NATS_URL", "%s may not be read by this user", servedPath(cfg))
		}
		if err != nil {
			return nil, nil, failf(exitNATS, "start naql serve, or set NATS_URL to a NATS server", "no naql serve runs on %s", cfg.text("data"))
		}
		// The login is new with each start of naql serve: without end, a
		// connection to one that is gone would wait for nothing.
		url, opts = s.NATS, []nats.Option{nats.MaxReconnects(servedReconnects)}
	}
	nc, err := queue.Connect(url, "naql", p.quiet(cfg), opts...)
	if err != nil {
		if cfg.text("nats") == "" {
			return nil, nil, failf(exitNATS, "start naql serve again", "the naql serve of %s does not answer", cfg.text("data"))
		}
		return nil, nil, fmt.Errorf("connect to NATS at %s: %w", withoutSecrets(url), err)
	}
	config := queueConfig(cfg, p.quiet(cfg))
	config.Uses = uses
	q, err := queue.Open(ctx, nc, config)
	if err != nil {
		defer nc.Close()
		return nil, nil, denied(nc, err)
	}
	return q, nc, nil
}

// denied tells what the NATS user may not do from a server that is away: what
// is denied gets no answer, and shows up on the connection alone.
func denied(nc *nats.Conn, err error) error {
	if last := nc.LastError(); errors.Is(err, queue.ErrUnreachable) && errors.Is(last, nats.ErrPermissionViolation) {
		return fmt.Errorf("this NATS user may not do that: %w", last)
	}
	return err
}

func queueConfig(cfg Config, log *slog.Logger) queue.Config {
	return queue.Config{Prefix: cfg.text("subject-prefix"), AckWait: cfg.duration("ack-wait"), Replicas: cfg.number("replicas"), API: cfg.text("nats-js-api-prefix"), Log: log}
}

// withQueue runs a one-shot command on the queue; uses is as for dial.
func (p *program) withQueue(c *cobra.Command, do func(context.Context, Config, *queue.Queue) error, uses ...string) error {
	cfg, err := p.config(c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(c.Context())
	defer cancel(nil)
	q, nc, err := dial(ctx, cfg, p, uses...)
	if err != nil {
		return err
	}
	defer nc.Close()
	log := nc.ErrorHandler()
	nc.SetErrorHandler(func(nc *nats.Conn, sub *nats.Subscription, err error) {
		if errors.Is(err, nats.ErrPermissionViolation) && !queue.LookDenied(err) {
			cancel(err) // there will be no answer
			return
		}
		log(nc, sub, err)
	})
	err = do(ctx, cfg, q)
	if cause := context.Cause(ctx); err != nil && errors.Is(cause, nats.ErrPermissionViolation) {
		return fmt.Errorf("this NATS user may not do that: %w", cause)
	}
	return err
}
