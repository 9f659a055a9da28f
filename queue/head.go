package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// head is what is known of an article: the newest accepted input, and how far
// the log has been looked at. Intake alone writes it.
type head struct {
	// Revision counts accepted inputs from 1; it is 0 for an article of which
	// only a kill has come.
	Revision int `json:"revision"`
	// Epoch counts the times a person asked for new attempts at Revision.
	Epoch int `json:"epoch"`
	// Killed is the highest revision that a kill has met. No text of it or of
	// an older one may stand as the latest result.
	Killed  int    `json:"killed"`
	Version string `json:"version"`
	Hash    string `json:"hash"`
	// Status is article.Canceled from a kill until the article is revived,
	// else what the accepted input said.
	Status string `json:"status"`
	// Stream and Seq are the place of the accepted input, or of the kill. Seq
	// is 0 where that input was in a former input stream.
	Stream time.Time `json:"stream"`
	Seq    uint64    `json:"seq"`
	// Seen is the last sequence of Stream that intake looked at.
	Seen uint64 `json:"seen"`
}

// next is the head after the input a at the given place; the same head where
// the input was looked at before. Newer is the higher version where versions
// compare, otherwise the later in the log.
func (h head) next(a article.Article, at place) head {
	if h.saw(at) {
		return h
	}
	if !h.Stream.Equal(at.Stream) {
		h.Stream, h.Seq = at.Stream, 0
	}
	h.Seen = at.Seq
	order, comparable := compareVersions(a.Version, h.Version)
	switch {
	case a.Status == article.Canceled:
		h.Status, h.Killed, h.Seq = article.Canceled, h.Revision, at.Seq
		if order > 0 || !Ordered(h.Version) {
			h.Version = keptVersion(a.Version)
		}
	case h.Status == article.Canceled && !comparable:
		// The first versioned input after a kill without one is taken for the
		// story that was killed; a higher version than its own revives.
		if !Ordered(h.Version) {
			h.Version = keptVersion(a.Version)
		}
	case h.Status == article.Canceled && order <= 0:
	case h.Revision > 0 && a.Hash() == h.Hash:
		if h.Seq == 0 {
			h.Seq = at.Seq // the former stream is gone, and with it the input
		}
	case comparable && order < 0:
	default:
		h.Revision++
		h.Epoch = 0
		h.Version, h.Hash, h.Status, h.Seq = keptVersion(a.Version), a.Hash(), a.Status, at.Seq
	}
	return h
}

// again is the head after its own input was sent again, to this place: the
// revision stays, and its attempts begin anew.
func (h head) again(at place) head {
	h.Stream, h.Seq, h.Seen = at.Stream, at.Seq, at.Seq
	h.Epoch++
	return h
}

// saw reports whether intake has looked at the input at this place.
func (h head) saw(at place) bool {
	return h.Stream.Equal(at.Stream) && at.Seq <= h.Seen
}

// isInput reports whether the input at this place is the one to work on.
func (h head) isInput(at place) bool {
	return h.Stream.Equal(at.Stream) && at.Seq == h.Seq && h.Status != article.Canceled
}

// versionLimit is the longest version in bytes that is compared and kept; a
// longer one counts as none.
const versionLimit = 256

func keptVersion(v string) string {
	if !Ordered(v) {
		return ""
	}
	return v
}

// Ordered reports whether a version can be compared with any other.
func Ordered(v string) bool {
	_, ok := compareVersions(v, v)
	return ok
}

// compareVersions orders two decimal integers of any size, or two RFC 3339
// times; other pairs have no order.
func compareVersions(a, b string) (order int, ok bool) {
	if len(a) > versionLimit || len(b) > versionLimit {
		return 0, false
	}
	if decimal(a) && decimal(b) {
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		if len(a) != len(b) {
			return len(a) - len(b), true
		}
		return strings.Compare(a, b), true
	}
	at, aErr := time.Parse(time.RFC3339, a)
	bt, bErr := time.Parse(time.RFC3339, b)
	if aErr != nil || bErr != nil {
		return 0, false
	}
	return at.Compare(bt), true
}

func decimal(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// readHead returns the head of an article with the revision of its key for
// writeHead; both are zero for an article that intake has not met.
func (q *Queue) readHead(ctx context.Context, aid string) (head, uint64, error) {
	entry, err := q.heads.Get(ctx, aid)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return head{}, 0, nil
	}
	if err != nil {
		return head{}, 0, fmt.Errorf("head of %s: %w", aid, reach(ctx, err))
	}
	var h head
	if err := json.Unmarshal(entry.Value(), &h); err != nil {
		return head{}, 0, fmt.Errorf("head of %s: %w", aid, err)
	}
	return h, entry.Revision(), nil
}

// firstHead is the head of an article that has none: empty, unless the article
// has a result. Then its head was removed, and must not start below what is
// published: it would stand for done.
func (q *Queue) firstHead(ctx context.Context, aid string) (head, error) {
	last, err := q.latest(ctx, aid)
	if err != nil || last.seq == 0 {
		return head{}, err
	}
	h := head{Revision: last.Revision, Version: keptVersion(last.SourceVersion)}
	if last.State == article.StateKilled {
		h.Status, h.Killed = article.Canceled, last.Revision
	}
	return h, nil
}

// writeHead replaces the head that was read with the key revision rev. It is
// false where another process was faster.
func (q *Queue) writeHead(ctx context.Context, aid string, h head, rev uint64) (bool, error) {
	raw, err := json.Marshal(h)
	if err != nil {
		return false, fmt.Errorf("head of %s: %w", aid, err)
	}
	if rev == 0 {
		_, err = q.heads.Create(ctx, aid, raw) // on the mark of a removed one too
	} else {
		_, err = q.heads.Update(ctx, aid, raw, rev)
	}
	if conflicted(err) || errors.Is(err, jetstream.ErrKeyExists) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("head of %s: %w", aid, refused(ctx, err))
	}
	return true, nil
}
