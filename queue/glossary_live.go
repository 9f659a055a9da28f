package queue

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"naql/glossary"
)

// LiveGlossary is the glossary of a running worker: the published version that
// is current, or the process's own until one is published. Make it with
// Queue.LiveGlossary. It is safe for concurrent use.
type LiveGlossary struct {
	q   *Queue
	own *glossary.Glossary
	// setting is where own was set, "" for a default.
	setting string

	names atomic.Pointer[glossary.Glossary] // in use; nil until it is known which

	mu      sync.Mutex // guards what follows and the reading
	version GlossaryVersion
	rest    time.Time // no reading before this
	trouble string    // what was last said of a reading that failed
}

const (
	// glossaryPoll is how often a worker looks, besides at each article: an
	// import shows in its log, and is loaded, before the next article comes.
	glossaryPoll = time.Second
	// glossaryRest keeps articles from waiting one after the other for a
	// server, or a version, that could not be read a moment ago.
	glossaryRest = time.Second
	// pointerWait and termsWait bound one reading.
	pointerWait = 2 * time.Second
	termsWait   = 30 * time.Second
)

// LiveGlossary returns the glossary of a worker. own is used until a version
// is published. setting says where own was set, for the log, which warns when
// a published version goes before it; it is "" for a default.
func (q *Queue) LiveGlossary(own *glossary.Glossary, setting string) *LiveGlossary {
	return &LiveGlossary{q: q, own: own, setting: setting}
}

// Known reports whether it is known which glossary to use.
func (l *LiveGlossary) Known() bool { return l.names.Load() != nil }

// Await waits until it is known which glossary to use: an article must not be
// begun with the own one while another is published. The error is the
// context's.
func (l *LiveGlossary) Await(ctx context.Context) error {
	for l.Current(ctx) == nil {
		if err := sleep(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

// Follow keeps it up to date until ctx ends, then returns nil.
func (l *LiveGlossary) Follow(ctx context.Context) error {
	for l.Current(ctx); sleep(ctx, glossaryPoll) == nil; l.Current(ctx) {
	}
	return nil
}

// Current asks which version is current, reads it where it is new, and returns
// it. Whoever asks after a publish has ended gets what was published. Where
// the server does not answer, or the version cannot be used, it returns what
// it returned before, without asking again for a second, and nil as long as
// nothing is known. A version that is gone together with its bucket stays in
// use until another is published.
func (l *LiveGlossary) Current(ctx context.Context) *glossary.Glossary {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Now().Before(l.rest) {
		return l.names.Load()
	}
	err := l.renew(ctx)
	if ctx.Err() != nil {
		return l.names.Load()
	}
	if err == nil {
		l.trouble = ""
		return l.names.Load()
	}
	l.rest = time.Now().Add(glossaryRest)
	if said := err.Error(); said != l.trouble {
		l.trouble = said
		what := "published glossary cannot be read: the one in use stays"
		if !l.Known() {
			what = "published glossary cannot be read: articles wait"
		}
		l.q.log.ErrorContext(ctx, what, "err", err)
	}
	return l.names.Load()
}

// renew reads the current version if it is not the one in use.
func (l *LiveGlossary) renew(ctx context.Context) error {
	pointer, done := context.WithTimeout(ctx, pointerWait)
	defer done()
	v, err := l.q.CurrentGlossary(pointer)
	if errors.Is(err, ErrNoGlossary) {
		return l.missing(ctx)
	}
	if err != nil || l.Known() && v.Content == l.version.Content {
		return err
	}
	ctx, done = context.WithTimeout(ctx, termsWait)
	defer done()
	g, err := l.q.readGlossary(ctx, v)
	if err != nil {
		return fmt.Errorf("glossary %s: %w", v.Hash, err)
	}
	if l.version.Hash == "" && l.setting != "" {
		l.q.log.WarnContext(ctx, "a published glossary goes before the one that is set", "set_by", l.setting)
	}
	l.q.log.InfoContext(ctx, "glossary", "version", v.Hash, "terms", v.Terms, "from", "published", "by", v.By, "file", v.File, "at", v.At, "before", l.hash())
	l.version = v
	l.names.Store(g)
	return nil
}

// missing goes on without a published version.
func (l *LiveGlossary) missing(ctx context.Context) error {
	if l.version.Hash != "" {
		return errors.New("it is gone")
	}
	if !l.Known() {
		from := l.setting
		if from == "" {
			from = "default"
		}
		l.q.log.InfoContext(ctx, "glossary", "version", l.own.Hash(), "terms", len(l.own.Terms()), "from", from)
		l.names.Store(l.own)
	}
	return nil
}

// hash is the version in use, "" before the first.
func (l *LiveGlossary) hash() string {
	if g := l.names.Load(); g != nil {
		return g.Hash()
	}
	return ""
}
