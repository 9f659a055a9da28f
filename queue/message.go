package queue

import (
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"naql/article"
)

// place is where an input stands. The input stream may be made again and its
// sequences restart, so a sequence says nothing without the stream's age.
type place struct {
	Stream time.Time // creation of the input stream
	Seq    uint64
}

// carried are the headers of a publisher that mean something. Others, among
// them every instruction to the server, are dropped when naql submits and
// ignored when another publishes. Nats-Msg-Id is dropped as well: the server
// would take an input for stored because another publisher used the same id a
// moment before, and intake knows a repeated input by its content.
var carried = []string{
	"Content-Type", "Naql-Id", "Naql-Source", "Naql-Version", "Naql-Url", traceparent,
}

// header reads a header whatever the case of its name: the client library
// minds it, publishers do not. Of several values the first counts.
func header(h nats.Header, name string) string {
	if v, ok := h[name]; ok && len(v) > 0 {
		return strings.TrimSpace(v[0])
	}
	for k, v := range h {
		if strings.EqualFold(k, name) && len(v) > 0 {
			return strings.TrimSpace(v[0])
		}
	}
	return ""
}

// carriedHeaders returns a copy with nothing but the headers of carried that
// are not empty, in their usual spelling.
func carriedHeaders(h nats.Header) nats.Header {
	out := nats.Header{}
	for _, name := range carried {
		if v := header(h, name); v != "" {
			out[name] = []string{v}
		}
	}
	return out
}

// readMessage makes an article of an input message. The source of the subject
// beats the header's, which beats the body's: a publisher who may publish only
// under its own source touches no other's stories. Naql-Id, Naql-Version and
// Naql-Url beat the body's. The error is an *article.InvalidError.
func readMessage(subject string, h nats.Header, data []byte) (article.Article, error) {
	x, err := unpanicked(func() (article.Extraction, error) { return article.Read(data, header(h, "Content-Type")) })
	if err != nil {
		return article.Article{}, err
	}
	a := x.Article
	override(&a.ID, header(h, "Naql-Id"))
	override(&a.Version, header(h, "Naql-Version"))
	override(&a.URL, header(h, "Naql-Url"))
	override(&a.Source, header(h, "Naql-Source"))
	override(&a.Source, subjectToken(subject, 3))
	return a, nil
}

// unpanicked makes an *article.InvalidError of a panic: one input that brings
// out a fault of the reader must not stop all the others.
func unpanicked(read func() (article.Extraction, error)) (x article.Extraction, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &article.InvalidError{Class: classInvalid, Reason: fmt.Sprintf("the reader of articles failed on it: %v", p)}
		}
	}()
	return read()
}

func override(field *string, value string) {
	if value != "" {
		*field = value
	}
}

// laneOf reads the lane from the subject of an input.
func laneOf(subject string) string { return subjectToken(subject, 2) }

// subjectToken returns the token at index i, or "" where the subject is
// shorter.
func subjectToken(subject string, i int) string {
	tokens := strings.Split(subject, ".")
	if i >= len(tokens) {
		return ""
	}
	return tokens[i]
}
