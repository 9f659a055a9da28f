package queue

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/nats-io/nats.go"
)

// event holds the attributes of a CloudEvents 1.0 event in binary mode over
// NATS: one ce- header each, the message's bytes being the data.
// Source: CloudEvents spec, nats-protocol-binding.md 3.1.
type event struct {
	ID, Source, Type, Subject, Time, DataContentType string
}

// attributes pairs the names of the attributes with their values.
func (e *event) attributes() map[string]*string {
	return map[string]*string{
		"id": &e.ID, "source": &e.Source, "type": &e.Type, "subject": &e.Subject,
		"time": &e.Time, "datacontenttype": &e.DataContentType,
	}
}

const specVersion = "1.0"

// header writes the attributes; empty ones are left out. Unlike over HTTP,
// datacontenttype is an attribute as well. Content-Type says the same for
// readers that know nothing of CloudEvents.
func (e event) header() nats.Header {
	h := nats.Header{"ce-specversion": {specVersion}, "Content-Type": {e.DataContentType}}
	for name, value := range e.attributes() {
		if *value != "" {
			h["ce-"+name] = []string{percentEncode(*value)}
		}
	}
	return h
}

var errNoEvent = errors.New("not a CloudEvents 1.0 message")

// readEvent reads the attributes of a binary-mode message.
func readEvent(h nats.Header) (event, error) {
	if v := header(h, "ce-specversion"); v != specVersion {
		return event{}, fmt.Errorf("%w: ce-specversion %.20q", errNoEvent, v)
	}
	var e event
	for name, value := range e.attributes() {
		text, err := percentDecode(header(h, "ce-"+name))
		if err != nil {
			return event{}, fmt.Errorf("ce-%s: %w", name, err)
		}
		*value = text
	}
	if e.ID == "" || e.Source == "" || e.Type == "" {
		return event{}, fmt.Errorf("%w: id, source or type missing", errNoEvent)
	}
	return e, nil
}

// percentEncode escapes what a header value may not hold as it is: space,
// double quote, percent, and all outside U+0021 to U+007E.
func percentEncode(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < 0x7f && c != '"' && c != '%' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// percentDecode undoes percentEncode. A percent sign without two hexadecimal
// digits stands for itself; bytes that are not UTF-8 are an error.
func percentDecode(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			b.WriteByte(fromHex(s[i+1])<<4 | fromHex(s[i+2]))
			i += 2
			continue
		}
		b.WriteByte(s[i])
	}
	if !utf8.ValidString(b.String()) {
		return "", fmt.Errorf("%w: value is not UTF-8", errNoEvent)
	}
	return b.String(), nil
}

func isHex(c byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }

func fromHex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
