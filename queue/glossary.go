package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/glossary"
)

// The bucket <PREFIX>_glossary holds published glossaries under
//
//	current             the version that workers use: a GlossaryVersion
//	version.<hash>      one that was current before
//	part.<content>.<n>  the terms of a version, packed and cut
//
// A version is published by its parts first, then by replacing current if it
// is still the one that was read. Whatever is cut off before that has changed
// nothing.
const (
	glossarySchema = "naql.glossary/1"
	currentKey     = "current"
	versionKey     = "version."
	partKey        = "part."
)

// What may be wrong with a published glossary besides ErrUnreachable.
var (
	ErrNoGlossary = errors.New("no such glossary is published")
	// ErrGlossaryMoved says that another version became current meanwhile.
	ErrGlossaryMoved = errors.New("another glossary was published meanwhile")
	// ErrGlossaryBroken says that what is stored is not what was published, or
	// is of a later naql.
	ErrGlossaryBroken = errors.New("the stored glossary cannot be used")
)

// Imprint says where a version comes from, for people.
type Imprint struct {
	By   string `json:"by"`
	File string `json:"file"`
	Note string `json:"note"`
}

// GlossaryVersion is one published version. The zero value stands for none.
type GlossaryVersion struct {
	Schema string `json:"schema"`
	// Hash is the glossary's, as results carry it.
	Hash  string `json:"hash"`
	Terms int    `json:"terms"`
	Imprint
	// At is when it was last made current.
	At time.Time `json:"at"`
	// Previous is the hash of the version that was current before, or "".
	Previous string `json:"previous"`
	// Content names what is stored: notes and order count, which are not in
	// Hash. Bytes is its size, Stored that of its parts.
	Content string `json:"content"`
	Parts   int    `json:"parts"`
	Bytes   int64  `json:"bytes"`
	Stored  int64  `json:"stored"`

	rev uint64 // of the key current
}

func (q *Queue) glossaryBucket() jetstream.StreamConfig {
	return q.bucket("glossary", "published versions of the glossary")
}

// CurrentGlossary tells which version workers use: ErrNoGlossary where none
// was ever published. With ErrGlossaryBroken comes a version that is good for
// nothing but to be published after.
func (q *Queue) CurrentGlossary(ctx context.Context) (GlossaryVersion, error) {
	return q.glossaryVersion(ctx, currentKey)
}

// Glossary reads the published version with this hash, or the current one for
// "". What it returns is whole and as it was published; else the error is
// ErrNoGlossary, also for one that is no longer kept, or ErrGlossaryBroken, with
// a version to publish after as CurrentGlossary gives it.
func (q *Queue) Glossary(ctx context.Context, hash string) (*glossary.Glossary, GlossaryVersion, error) {
	v, err := q.CurrentGlossary(ctx)
	if (err == nil || errors.Is(err, ErrGlossaryBroken)) && hash != "" && hash != v.Hash {
		v, err = q.glossaryVersion(ctx, versionKey+hash)
	}
	if err != nil {
		return nil, v, err
	}
	g, err := q.readGlossary(ctx, v)
	if err != nil {
		return nil, v, fmt.Errorf("glossary %s: %w", v.Hash, err)
	}
	return g, v, nil
}

// GlossaryVersions lists the current version, then those that were current
// before and are kept, the latest first. It is empty where none was published.
// A former one that cannot be read is left out; with ErrGlossaryBroken, which
// is about the current one, come the former alone.
func (q *Queue) GlossaryVersions(ctx context.Context) ([]GlossaryVersion, error) {
	current, broken := q.CurrentGlossary(ctx)
	if errors.Is(broken, ErrNoGlossary) {
		return nil, nil
	}
	if broken != nil && !errors.Is(broken, ErrGlossaryBroken) {
		return nil, broken
	}
	former, err := q.glossaryEntries(ctx, versionKey+"*")
	if err != nil {
		return nil, err
	}
	var all []GlossaryVersion
	if broken == nil {
		all = append(all, current)
	}
	for _, entry := range former {
		v, err := readVersion(entry)
		switch {
		case err != nil:
			q.log.WarnContext(ctx, "a former glossary cannot be read", "err", err)
		case v.Hash != current.Hash:
			all = append(all, v)
		}
	}
	return all, broken
}

// PublishGlossary makes g the current version in place of after, which the
// caller has read: the zero value where none was published. It returns after
// itself, and changes nothing, where that holds the same. Workers use it for
// the articles that they begin from then on. The errors are ErrGlossaryMoved,
// ErrTooLarge, ErrFull and ErrUnreachable; after each but the last nothing has
// changed.
func (q *Queue) PublishGlossary(ctx context.Context, g *glossary.Glossary, imprint Imprint, after GlossaryVersion) (GlossaryVersion, error) {
	v, err := q.publishGlossary(ctx, g, imprint, after)
	if err != nil {
		return GlossaryVersion{}, fmt.Errorf("publish glossary %s: %w", g.Hash(), err)
	}
	return v, nil
}

func (q *Queue) publishGlossary(ctx context.Context, g *glossary.Glossary, imprint Imprint, after GlossaryVersion) (GlossaryVersion, error) {
	packed, err := packTerms(g.Terms())
	if err != nil || packed.content == after.Content {
		return after, err
	}
	v := GlossaryVersion{
		Schema: glossarySchema, Hash: g.Hash(), Terms: len(g.Terms()), Imprint: imprint, At: time.Now().UTC(),
		Previous: after.Hash, Content: packed.content, Bytes: packed.bytes, Stored: int64(len(packed.data)),
	}
	if v.Previous == v.Hash { // other notes
		v.Previous = after.Previous
	}
	if _, err := q.ensureStream(ctx, q.glossaryBucket()); err != nil {
		return v, reach(ctx, err)
	}
	for part := range slices.Chunk(packed.data, q.partSize()) {
		if _, err := q.glossaries.Put(ctx, v.part(v.Parts), part); err != nil {
			return v, refused(ctx, err)
		}
		v.Parts++
	}
	if after.Hash != "" && after.Hash != v.Hash {
		if _, err := q.glossaries.Put(ctx, versionKey+after.Hash, after.json()); err != nil {
			return v, refused(ctx, err)
		}
	}
	if v, err = q.replaceCurrent(ctx, v, after.rev); err != nil {
		return v, err
	}
	if err := q.sweepGlossaries(ctx, v, kept); err != nil {
		q.log.WarnContext(ctx, "old glossary versions not removed", "err", err)
	}
	return v, nil
}

// partSize is the size of a part in bytes: what any server takes, headers
// included.
func (q *Queue) partSize() int { return int(min(512<<10, max(q.nc.MaxPayload()/2, 1<<10))) }

func (v GlossaryVersion) part(n int) string { return partKey + v.Content + "." + strconv.Itoa(n) }

func (v GlossaryVersion) json() []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings, ints and a time of this age always marshal
	}
	return raw
}

// replaceCurrent makes v current if the key has the revision rev, 0 where there
// was none.
func (q *Queue) replaceCurrent(ctx context.Context, v GlossaryVersion, rev uint64) (_ GlossaryVersion, err error) {
	if rev == 0 {
		v.rev, err = q.glossaries.Create(ctx, currentKey, v.json())
	} else {
		v.rev, err = q.glossaries.Update(ctx, currentKey, v.json(), rev)
	}
	if err == nil {
		return v, nil
	}
	// What was reported as failed may have taken place.
	if now, err := q.CurrentGlossary(ctx); err == nil && now.Content == v.Content && now.At.Equal(v.At) {
		return now, nil
	}
	if conflicted(err) || errors.Is(err, jetstream.ErrKeyExists) {
		return v, ErrGlossaryMoved
	}
	return v, refused(ctx, err)
}

// glossaryVersion reads current or version.<hash>.
func (q *Queue) glossaryVersion(ctx context.Context, key string) (GlossaryVersion, error) {
	entry, err := q.glossaries.Get(ctx, key)
	switch {
	case errors.Is(err, jetstream.ErrKeyNotFound), errors.Is(err, jetstream.ErrInvalidKey), apiCode(err) == jetstream.JSErrCodeStreamNotFound:
		return GlossaryVersion{}, fmt.Errorf("glossary %s: %w", key, ErrNoGlossary)
	case err != nil:
		return GlossaryVersion{}, fmt.Errorf("glossary %s: %w", key, reach(ctx, err))
	}
	return readVersion(entry)
}

func readVersion(entry jetstream.KeyValueEntry) (GlossaryVersion, error) {
	var v GlossaryVersion
	err := json.Unmarshal(entry.Value(), &v)
	if err == nil && v.Schema != glossarySchema {
		err = fmt.Errorf("its schema is %.40q", v.Schema)
	}
	if err != nil {
		return GlossaryVersion{rev: entry.Revision()}, fmt.Errorf("glossary %s: %w: %w", entry.Key(), ErrGlossaryBroken, err)
	}
	v.rev = entry.Revision()
	return v, nil
}

// glossaryEntries reads all keys that match, the newest first.
func (q *Queue) glossaryEntries(ctx context.Context, keys string, opts ...jetstream.WatchOpt) ([]jetstream.KeyValueEntry, error) {
	brief, done := context.WithTimeout(ctx, 20*time.Second)
	defer done()
	w, err := q.glossaries.Watch(brief, keys, append(opts, jetstream.IgnoreDeletes())...)
	if err != nil {
		return nil, fmt.Errorf("glossary %s: %w", keys, reach(ctx, err))
	}
	defer w.Stop()
	var all []jetstream.KeyValueEntry
	for {
		select {
		case <-brief.Done():
			return nil, fmt.Errorf("glossary %s: %w", keys, reach(ctx, brief.Err()))
		case entry, open := <-w.Updates():
			if open && entry != nil {
				all = append(all, entry)
				continue
			}
			if !open {
				return nil, fmt.Errorf("glossary %s: %w", keys, ErrUnreachable)
			}
			slices.SortFunc(all, func(a, b jetstream.KeyValueEntry) int { return b.Created().Compare(a.Created()) })
			return all, nil
		}
	}
}
