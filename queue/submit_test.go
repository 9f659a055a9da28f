package queue

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
)

func TestSubmitRefuses(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	cases := []struct {
		name, lane, source string
		size               int
		want               error
	}{
		{"no lane", "", "", 10, ErrLane},
		{"unknown lane", "slow", "", 10, ErrLane},
		{"lane with a wildcard", "*", "", 10, ErrLane},
		{"lane with a source", "flash.wafa", "", 10, ErrLane},
		{"source with a line end", Flash, "a\r\nb", 10, ErrSource},
		{"source that is not UTF-8", Flash, "\xff", 10, ErrSource},
		{"long source", Flash, strings.Repeat("s", sourceLimit+1), 10, ErrSource},
		{"over the stream's limit", Flash, "", inputLimit + 1, ErrTooLarge},
		{"over the server's limit", Flash, "", 5 << 20, ErrTooLarge},
	}
	for _, c := range cases {
		if _, err := q.Submit(t.Context(), c.lane, c.source, make([]byte, c.size), nil); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
	gone, err := Connect(server.URL(), "gone", quiet())
	if err != nil {
		t.Fatal(err)
	}
	other := openQueue(t, gone, q.cfg.Prefix)
	gone.Close()
	if _, err := other.Submit(t.Context(), Flash, "", nil, nil); !errors.Is(err, ErrUnreachable) {
		t.Errorf("closed connection: got %v, want ErrUnreachable", err)
	}
}

func TestSubmitToFullStream(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	q.cfg.Prefix = fmt.Sprintf("full%d", prefixes.Add(1))
	q.cfg.MaxInput = 4 << 10
	full, err := Open(t.Context(), q.nc, q.cfg)
	if err != nil {
		t.Fatal(err)
	}
	var stored int
	for range 10 {
		if _, err = full.Submit(t.Context(), Routine, "", make([]byte, 1000), nil); err != nil {
			break
		}
		stored++
	}
	if !errors.Is(err, ErrFull) || stored == 0 {
		t.Fatalf("after %d inputs: got %v, want ErrFull", stored, err)
	}
	s, err := full.js.Stream(t.Context(), full.stream("IN"))
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "inputs kept", s.CachedInfo().State.Msgs, stored)
}

func TestSubmitCarriesSource(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	given := nats.Header{"naql-id": {"7"}, "Nats-TTL": {"1s"}, "Traceparent": {"00-1-2-03"}, "X-Other": {"x"}}
	for source, want := range map[string]string{
		"":           q.subject("in", "flash") + " []",
		"wafa-ar_2":  q.subject("in", "flash", "wafa-ar_2") + " []",
		"sana.sy":    q.subject("in", "flash") + " [sana.sy]",
		"وكالة سانا": q.subject("in", "flash") + " [وكالة سانا]",
		">":          q.subject("in", "flash") + " [>]",
	} {
		seq, err := q.Submit(t.Context(), Flash, source, []byte("x"), given)
		if err != nil {
			t.Fatal(err)
		}
		s, err := q.js.Stream(t.Context(), q.stream("IN"))
		if err != nil {
			t.Fatal(err)
		}
		msg, err := s.GetMsg(t.Context(), seq)
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "source "+source, fmt.Sprint(msg.Subject, " ", msg.Header["Naql-Source"]), want)
		wantEqual(t, "id and trace", fmt.Sprint(msg.Header["Naql-Id"], msg.Header["traceparent"]), "[7] [00-1-2-03]")
		if len(msg.Header["X-Other"])+len(msg.Header["Nats-TTL"]) > 0 {
			t.Errorf("headers %v", msg.Header)
		}
	}
	wantEqual(t, "the caller's header", len(given), 4)
}
