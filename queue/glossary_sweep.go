package queue

import (
	"context"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// retention says what is kept of former versions: the latest few in any case,
// more of them up to an age while all together take no more than so many bytes.
// A part that no version names may belong to a publish under way, up to an age.
type retention struct {
	former int
	age    time.Duration
	stored int64
	part   time.Duration
}

var kept = retention{former: 10, age: 30 * 24 * time.Hour, stored: 256 << 20, part: time.Hour}

// sweepGlossaries removes former versions that need not be kept, and parts that
// no version names; never the current one. The server's clock counts.
func (q *Queue) sweepGlossaries(ctx context.Context, current GlossaryVersion, keep retention) error {
	parts, err := q.glossaryEntries(ctx, partKey+">", jetstream.MetaOnly())
	if err != nil || len(parts) == 0 {
		return err
	}
	former, err := q.glossaryEntries(ctx, versionKey+"*")
	if err != nil {
		return err
	}
	now := parts[0].Created() // one that was just published
	named := map[string]bool{current.Content: true}
	var stored int64
	for i, entry := range former {
		v, err := readVersion(entry)
		if err != nil {
			return err // of a later naql: what its parts are is not known here
		}
		stored += v.Stored
		if i < keep.former || now.Sub(entry.Created()) < keep.age && stored <= keep.stored {
			named[v.Content] = true
			continue
		}
		if err := q.forget(ctx, entry); err != nil {
			return err
		}
	}
	for _, entry := range parts {
		content, _, _ := strings.Cut(strings.TrimPrefix(entry.Key(), partKey), ".")
		if named[content] || now.Sub(entry.Created()) < keep.part {
			continue
		}
		if err := q.forget(ctx, entry); err != nil {
			return err
		}
	}
	return nil
}

// forget removes an entry as it was read; one that was written again stays.
func (q *Queue) forget(ctx context.Context, entry jetstream.KeyValueEntry) error {
	bucket := q.glossaryBucket()
	s, err := q.js.Stream(ctx, bucket.Name)
	if err != nil {
		return err
	}
	subject := strings.TrimSuffix(bucket.Subjects[0], ">") + entry.Key()
	return s.Purge(ctx, jetstream.WithPurgeSubject(subject), jetstream.WithPurgeSequence(entry.Revision()+1))
}
