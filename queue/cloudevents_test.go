package queue

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go"
)

func TestPercentEncoding(t *testing.T) {
	// The first is the example of the specification.
	cases := map[string]string{
		"Euro € 😀":          "Euro%20%E2%82%AC%20%F0%9F%98%80",
		"خبر":               "%D8%AE%D8%A8%D8%B1",
		`50% "sure"`:        "50%25%20%22sure%22",
		"a\r\nNats-TTL: 1s": "a%0D%0ANats-TTL:%201s",
		"plain~!'()/":       "plain~!'()/",
	}
	for text, want := range cases {
		if got := percentEncode(text); got != want {
			t.Errorf("encode %q: got %q, want %q", text, got, want)
		}
		if got, err := percentDecode(want); err != nil || got != text {
			t.Errorf("decode %q: got %q, %v, want %q", want, got, err, text)
		}
	}
	if got, err := percentDecode("100% %zz %e2%82%ac %"); err != nil || got != "100% %zz € %" {
		t.Errorf("lenient decoding: got %q, %v", got, err)
	}
	if _, err := percentDecode("%ff"); !errors.Is(err, errNoEvent) {
		t.Errorf("invalid UTF-8: got %v", err)
	}
}

func TestEventHeader(t *testing.T) {
	e := event{ID: "1", Source: "/naql", Type: "t", Subject: "قصة 1", Time: "2026-11-22T10:00:00Z", DataContentType: "application/json"}
	h := e.header()
	want := nats.Header{
		"ce-specversion": {"1.0"}, "ce-id": {"1"}, "ce-source": {"/naql"}, "ce-type": {"t"},
		"ce-subject": {"%D9%82%D8%B5%D8%A9%201"}, "ce-time": {"2026-11-22T10:00:00Z"},
		"ce-datacontenttype": {"application/json"}, "Content-Type": {"application/json"},
	}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Error(diff)
	}
	h["CE-ID"] = h["ce-id"]
	delete(h, "ce-id") // names are case-insensitive
	if got, err := readEvent(h); err != nil || got != e {
		t.Errorf("got %+v, %v", got, err)
	}
	for name, spoil := range map[string]func(nats.Header){
		"no version":    func(h nats.Header) { h["ce-specversion"] = nil },
		"no id":         func(h nats.Header) { delete(h, "CE-ID") },
		"invalid UTF-8": func(h nats.Header) { h["ce-subject"] = []string{"%c3%28"} },
	} {
		h := e.header()
		h["CE-ID"] = h["ce-id"]
		delete(h, "ce-id")
		spoil(h)
		if _, err := readEvent(h); !errors.Is(err, errNoEvent) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func FuzzPercentEncoding(f *testing.F) {
	f.Add("Euro €😀")
	f.Add("%41")
	f.Add("\x00\x7f")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := percentDecode(percentEncode(s))
		if err == nil && got != s {
			t.Errorf("%q came back as %q", s, got)
		}
		for _, c := range []byte(percentEncode(s)) {
			if c <= ' ' || c >= 0x7f || c == '"' {
				t.Errorf("%q holds %q", percentEncode(s), c)
			}
		}
	})
}
