// Package queue carries articles from the publisher to the result on NATS
// JetStream, so that nothing accepted is lost, doubled or published backwards.
//
// An input is a message of <PREFIX>_IN. RunIntake reads that log in order and
// gives each input its revision on the article's head, a key of the bucket
// <PREFIX>_head; nothing else changes a head. Tasks hands out the inputs that
// are heads. Publish puts results on <PREFIX>_OUT under a guard that lets
// (revision, edit) only rise. What cannot be done becomes a dead letter on
// <PREFIX>_DEAD. Every step may be cut off by a crash: an input is acked last,
// and each step done twice changes nothing.
package queue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The lanes. No other is a subject of the input stream.
const (
	Flash   = "flash"
	Urgent  = "urgent"
	Routine = "routine"
)

var lanes = []string{Flash, Urgent, Routine}

// Lanes lists the lanes, the most urgent first.
func Lanes() []string { return slices.Clone(lanes) }

// Config is what a Queue must be told.
type Config struct {
	// Prefix is the first token of every subject; upper-cased it starts every
	// stream name. Letters, digits, - and _. Defaults to "naql".
	Prefix string
	// AckWait is how long a worker may be silent before its article is given
	// to another. Defaults to 10 s.
	AckWait time.Duration
	// Replicas is for streams that Open creates. Defaults to 1.
	Replicas int
	// MaxInput is the size in bytes at which the input stream, when Open
	// creates it, refuses further inputs. Defaults to 1 GiB.
	MaxInput int64
	// Tidy is how often the janitor looks. Defaults to 10 s.
	Tidy time.Duration
	// API starts the subjects of JetStream's API, where an account sees it under
	// another name. Defaults to "$JS.API".
	API string
	// Uses names what the caller needs of the streams IN, OUT, DESK and DEAD,
	// where that is all: a user who may see no more can open the queue then.
	// What reaches beyond panics. Empty is everything. One who uses IN alone may
	// submit without the right to look whether it is there.
	Uses []string
	// Log defaults to slog.Default.
	Log *slog.Logger
}

// Queue is naql's view of one NATS account. It is safe for concurrent use and
// holds nothing that must be closed; the connection stays the caller's.
type Queue struct {
	cfg        Config
	log        *slog.Logger
	nc         *nats.Conn
	js         jetstream.JetStream
	out        jetstream.Stream
	dead       jetstream.Stream
	heads      jetstream.KeyValue
	replies    jetstream.KeyValue
	glossaries jetstream.KeyValue
	ledger     jetstream.KeyValue
	control    jetstream.KeyValue
}

var safePrefix = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// Open creates the streams, buckets and consumers that are missing, where the
// NATS user may, and checks those that are there; it never changes one. The
// errors are *MissingError where the user may not, *ConfigError where a stream
// could not keep the queue's promises, nats.ErrPermissionViolation where the
// user may not even look, and ErrUnreachable.
func Open(ctx context.Context, nc *nats.Conn, cfg Config) (*Queue, error) {
	q, err := bind(nc, cfg)
	if err == nil {
		err = q.open(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("open queue: %w", reach(ctx, err))
	}
	return q, nil
}

// bind is a queue of which nothing is known to be there.
func bind(nc *nats.Conn, cfg Config) (*Queue, error) {
	cfg.Prefix = cmp.Or(cfg.Prefix, "naql")
	if !safePrefix.MatchString(cfg.Prefix) {
		return nil, fmt.Errorf("subject prefix %q: want 1 to 32 letters, digits, - or _", cfg.Prefix)
	}
	cfg.AckWait = cmp.Or(cfg.AckWait, 10*time.Second)
	cfg.Replicas = cmp.Or(cfg.Replicas, 1)
	cfg.MaxInput = cmp.Or(cfg.MaxInput, 1<<30)
	cfg.Tidy = cmp.Or(cfg.Tidy, 10*time.Second)
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	cfg.API = cmp.Or(strings.TrimSuffix(cfg.API, "."), strings.TrimSuffix(jetstream.DefaultAPIPrefix, "."))
	js, err := jetstream.NewWithAPIPrefix(nc, cfg.API)
	if err != nil {
		return nil, err
	}
	return &Queue{cfg: cfg, log: cfg.Log, nc: nc, js: js}, nil
}

func (q *Queue) open(ctx context.Context) error {
	streams, err := q.openUsed(ctx)
	if len(q.cfg.Uses) == 0 || errors.Is(err, jetstream.ErrStreamNotFound) {
		streams, err = q.openAll(ctx)
	}
	if err != nil {
		return err
	}
	q.out, q.dead = streams[q.stream("OUT")], streams[q.stream("DEAD")]
	for name, bucket := range map[string]*jetstream.KeyValue{
		"head": &q.heads, "reply": &q.replies, "glossary": &q.glossaries, "ledger": &q.ledger, "ctl": &q.control,
	} {
		if streams["KV_"+q.stream(name)] == nil {
			continue
		}
		if *bucket, err = q.js.KeyValue(ctx, q.stream(name)); err != nil {
			return fmt.Errorf("bucket %s: %w", q.stream(name), err)
		}
	}
	return nil
}

// stream returns the name of a stream or bucket.
func (q *Queue) stream(name string) string {
	return strings.ToUpper(q.cfg.Prefix) + "_" + name
}

// subject joins tokens behind the prefix.
func (q *Queue) subject(tokens ...string) string {
	return q.cfg.Prefix + "." + strings.Join(tokens, ".")
}

var safeAID = regexp.MustCompile(`^[a-z0-9]{1,32}$`)

// ErrAID refuses an article id that is none: it may be any text that a person
// typed, and would become part of a subject.
var ErrAID = errors.New("not an article id")

// CheckAID returns ErrAID for what is no article id.
func CheckAID(aid string) error {
	if !safeAID.MatchString(aid) {
		return fmt.Errorf("%.40q: %w: want 1 to 32 of a-z and 0-9", aid, ErrAID)
	}
	return nil
}
