package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// Stop keeps workers from calling a model until a person resumes.
type Stop struct {
	// Scope is the endpoint and key it is for, as a worker names them; "" is
	// for all.
	Scope string `json:"scope,omitempty"`
	// Class is why a worker stopped: a class of package llm. "" for a person.
	Class  string    `json:"class,omitempty"`
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// Breaker is the state of an endpoint that is in trouble, as all its workers
// see it. The zero value is closed: calls pass.
type Breaker struct {
	// Open keeps all calls back but for probes: one may be made at Until, by
	// whoever moves Until first.
	Open  bool      `json:"open"`
	Until time.Time `json:"until"`
	// Fails is how many probes have failed since it opened.
	Fails int       `json:"fails"`
	Class string    `json:"class"`
	Since time.Time `json:"since"`

	// stored is the version that was read.
	stored uint64
}

const (
	stopKey    = "stop"
	breakerKey = "breaker"
	spentKey   = "spent"
)

// readControl reads the value of a key; stored is its version, 0 where it is
// missing.
func (q *Queue) readControl(ctx context.Context, key string, value any) (stored uint64, err error) {
	kv, err := q.control.Get(ctx, key)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return 0, nil
	}
	if err == nil {
		err = json.Unmarshal(kv.Value(), value)
	}
	if err != nil {
		return 0, fmt.Errorf("control %s: %w", key, reach(ctx, err))
	}
	return kv.Revision(), nil
}

// writeControl replaces the version that was read; false where another was
// faster.
func (q *Queue) writeControl(ctx context.Context, key string, value any, read uint64) (stored uint64, ok bool, err error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return 0, false, fmt.Errorf("control %s: %w", key, err)
	}
	if read == 0 {
		stored, err = q.control.Create(ctx, key, raw)
	} else {
		stored, err = q.control.Update(ctx, key, raw, read)
	}
	if conflicted(err) || errors.Is(err, jetstream.ErrKeyExists) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("control %s: %w", key, refused(ctx, err))
	}
	return stored, true, nil
}

// Pause stops all calls of the stop's scope. Of several stops of one scope the
// first stays.
func (q *Queue) Pause(ctx context.Context, s Stop) error {
	s.At = time.Now().UTC()
	_, _, err := q.writeControl(ctx, stopKeyOf(s.Scope), s, 0)
	return err
}

func stopKeyOf(scope string) string {
	if scope == "" {
		return stopKey
	}
	return stopKey + "." + scope
}

// Stops lists what keeps workers from calling, oldest first.
func (q *Queue) Stops(ctx context.Context) ([]Stop, error) {
	keys, err := q.controlKeys(ctx, stopKey, stopKey+".*")
	var stops []Stop
	for _, key := range keys {
		var s Stop
		stored, err := q.readControl(ctx, key, &s)
		if err != nil {
			return nil, err
		}
		if stored > 0 {
			stops = append(stops, s)
		}
	}
	slices.SortFunc(stops, func(a, b Stop) int { return a.At.Compare(b.At) })
	return stops, err
}

// Resume removes every stop and closes every breaker, and returns the stops
// that it removed. Workers go on within a second.
func (q *Queue) Resume(ctx context.Context) ([]Stop, error) {
	stops, err := q.Stops(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := q.controlKeys(ctx, stopKey, stopKey+".*", breakerKey+".*")
	for _, key := range keys {
		if err := q.control.Delete(ctx, key); err != nil {
			return nil, fmt.Errorf("resume: %w", refused(ctx, err))
		}
	}
	return stops, err
}

func (q *Queue) controlKeys(ctx context.Context, filters ...string) (keys []string, err error) {
	list, err := q.control.ListKeysFiltered(ctx, filters...)
	if err != nil {
		return nil, fmt.Errorf("control: %w", reach(ctx, err))
	}
	defer list.Stop()
	for key := range list.Keys() {
		keys = append(keys, key)
	}
	return keys, nil
}

// Stopped returns the stop that holds for a scope, if one does.
func (q *Queue) Stopped(ctx context.Context, scope string) (s Stop, found bool, err error) {
	stored, err := q.readControl(ctx, stopKey, &s)
	if stored == 0 && err == nil {
		stored, err = q.readControl(ctx, stopKeyOf(scope), &s)
	}
	return s, stored > 0, err
}

// Breaker reads the state of the scope's endpoint.
func (q *Queue) Breaker(ctx context.Context, scope string) (b Breaker, err error) {
	b.stored, err = q.readControl(ctx, breakerKey+"."+scope, &b)
	return b, err
}

// SetBreaker replaces the state that was read; false where another worker was
// faster: read it again.
func (q *Queue) SetBreaker(ctx context.Context, scope string, read, next Breaker) (_ Breaker, ok bool, err error) {
	next.stored, ok, err = q.writeControl(ctx, breakerKey+"."+scope, next, read.stored)
	return next, ok, err
}

const endpointKey = "endpoint"

// Endpoint reads into value what was found out about an endpoint, and reports
// whether anything was. key is a Scope.
func (q *Queue) Endpoint(ctx context.Context, key string, value any) (found bool, err error) {
	stored, err := q.readControl(ctx, endpointKey+"."+key, value)
	return stored > 0, err
}

// SetEndpoint keeps what was found out about an endpoint, in place of what was
// known.
func (q *Queue) SetEndpoint(ctx context.Context, key string, value any) error {
	for {
		var old json.RawMessage
		stored, err := q.readControl(ctx, endpointKey+"."+key, &old)
		if err != nil {
			return err
		}
		if _, ok, err := q.writeControl(ctx, endpointKey+"."+key, value, stored); ok || err != nil {
			return err
		}
	}
}

// Spent is what all workers have spent on one UTC day, in US dollars.
type Spent struct {
	USD float64 `json:"usd"`
	// Estimated is the part of it that is reserved for calls under way, or that
	// an endpoint has not counted.
	Estimated float64 `json:"estimated"`
}

// Spend adds to what is spent on the day of now, unless more than limit would
// be spent then: over is true in that case and nothing is added. Negative
// amounts give back; limit 0 has no bound. It returns what is spent by now.
func (q *Queue) Spend(ctx context.Context, now time.Time, add Spent, limit float64) (s Spent, over bool, err error) {
	key := spentKey + "." + now.UTC().Format(time.DateOnly)
	for {
		s = Spent{}
		stored, err := q.readControl(ctx, key, &s)
		if err != nil || limit > 0 && s.USD+add.USD > limit {
			return s, err == nil, err
		}
		if add == (Spent{}) {
			return s, false, nil
		}
		s.USD, s.Estimated = max(s.USD+add.USD, 0), max(s.Estimated+add.Estimated, 0)
		if _, ok, err := q.writeControl(ctx, key, s, stored); ok || err != nil {
			return s, false, err
		}
	}
}

// Scope names an endpoint and the key that is used there, so that a worker
// with a refused key stops those that use the same, and no others. Nothing of
// the key can be read from it.
func Scope(endpoint, key string) string {
	return strings.ToLower(article.Digest([]byte(endpoint + "\x00" + key)))
}
