package queue

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/nats-io/nats.go/jetstream"

	"naql/glossary"
)

// Limits of one version, stored and unpacked: a hundred thousand terms take a
// tenth of either.
const (
	storedLimit   = 64 << 20
	unpackedLimit = 256 << 20
)

// packedTerms is a version as it is stored: a JSON object a line and a term,
// in their order, compressed.
type packedTerms struct {
	data    []byte
	bytes   int64  // before it was compressed
	content string // SHA-256 of that in hexadecimal digits
}

func packTerms(terms []glossary.Term) (packedTerms, error) {
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level exists
	}
	sum := sha256.New()
	p := packedTerms{}
	for _, t := range terms {
		line, err := json.Marshal(t)
		if err != nil {
			panic(err) // strings and bools always marshal
		}
		line = append(line, '\n')
		p.bytes += int64(len(line))
		sum.Write(line)
		if _, err := zip.Write(line); err != nil {
			return p, err
		}
	}
	if err := zip.Close(); err != nil {
		return p, err
	}
	p.data, p.content = out.Bytes(), hex.EncodeToString(sum.Sum(nil))
	if p.bytes > unpackedLimit || len(p.data) > storedLimit {
		return p, fmt.Errorf("%w: %d MiB of terms, %d MiB compressed", ErrTooLarge, p.bytes>>20, len(p.data)>>20)
	}
	return p, nil
}

// unpackTerms is the reverse; the error is ErrGlossaryBroken where that does
// not give what v says.
func unpackTerms(data []byte, v GlossaryVersion) (*glossary.Glossary, error) {
	broken := func(err error) (*glossary.Glossary, error) { return nil, fmt.Errorf("%w: %w", ErrGlossaryBroken, err) }
	zip, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return broken(err)
	}
	sum := sha256.New()
	lines := json.NewDecoder(io.TeeReader(io.LimitReader(zip, unpackedLimit+1), sum))
	terms := make([]glossary.Term, 0, min(max(v.Terms, 0), 1<<17))
	for {
		var t glossary.Term
		if err := lines.Decode(&t); err == io.EOF {
			break
		} else if err != nil {
			return broken(err)
		}
		terms = append(terms, t)
	}
	if hex.EncodeToString(sum.Sum(nil)) != v.Content {
		return broken(errors.New("it is not what was published"))
	}
	g, err := glossary.New(terms)
	if err != nil {
		return broken(err)
	}
	if g.Hash() != v.Hash {
		return broken(fmt.Errorf("read here it is %s: another release of naql published it", g.Hash()))
	}
	return g, nil
}

// readGlossary reads the parts of a version; all articles wait for it.
func (q *Queue) readGlossary(ctx context.Context, v GlossaryVersion) (*glossary.Glossary, error) {
	var data []byte
	for n := range v.Parts {
		entry, err := insist(ctx, func(ctx context.Context) (jetstream.KeyValueEntry, error) {
			return q.glossaries.Get(ctx, v.part(n))
		})
		if errors.Is(err, jetstream.ErrKeyNotFound) {
			return nil, fmt.Errorf("%w: part %d of %d is not there", ErrGlossaryBroken, n+1, v.Parts)
		}
		if err != nil {
			return nil, reach(ctx, err)
		}
		if data = append(data, entry.Value()...); len(data) > storedLimit {
			return nil, fmt.Errorf("%w: it is larger than %d MiB", ErrGlossaryBroken, storedLimit>>20)
		}
	}
	return unpackTerms(data, v)
}
