package queue

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"naql/article"
)

// TestHeadNext feeds logs to a head. A step is "version text", "version kill"
// or "again N" for a redelivery of step N; "-" is no version. The outcome of a
// step is the revision it was given, "no" when it was turned away, or "kill".
func TestHeadNext(t *testing.T) {
	const big = "9223372036854775808" // 2^63
	cases := []struct{ name, log, want string }{
		{"first", "- a", "1"},
		{"same content twice", "1 a, 1 a, 1 a", "1 no no"},
		{"same without version", "- a, - a", "1 no"},
		{"later in the log is newer", "- a, - b, - a", "1 2 3"},
		{"higher version", "1 a, 2 a", "1 2"},
		{"version 2 after version 3", "3 a, 2 b", "1 no"},
		{"numbers, not texts", "9 a, 10 b, 9 c", "1 2 no"},
		{"leading zeros", "10 a, 0011 b, 9 c", "1 2 no"},
		{"same version, other text", "3 a, 3 b", "1 2"},
		{"beyond 64 bits", big + " a, 18446744073709551616 b, " + big + " c, 7 d", "1 2 no no"},
		{"beyond 64 bits, then an update", "5 a, " + big + " b, " + big + "0 c", "1 2 3"},
		{"times", "2026-11-22T10:00:00Z a, 2026-11-22T12:00:00+03:00 b, 2026-11-22T13:00:01+03:00 c", "1 no 2"},
		{"a time and a number have no order", "2026-11-22T10:00:00Z a, 3 b", "1 2"},
		{"words have no order", "v2 a, v1 b", "1 2"},
		{"no version after one", "3 a, - b", "1 2"},
		{"a version too long to compare counts as none", strings.Repeat("9", 70000) + " a, 1 b", "1 2"},
		{"redelivery", "1 a, again 1, 2 b, again 1, again 2", "1 no 2 no no"},
		{"kill", "1 a, - kill", "1 kill"},
		{"kill with an older version", "5 a, 2 kill, 5 a, 5 b", "1 kill no no"},
		{"kill twice", "5 a, - kill, - kill, 6 b", "1 kill kill 2"},
		{"revived by a higher version only", "5 a, - kill, - b, 4 c, 5 d, 6 e", "1 kill no no no 2"},
		{"revived above the kill's own version", "5 a, 8 kill, 6 b, 8 c, 9 d", "1 kill no no 2"},
		{"kill before its story", "- kill, - a, - b", "kill no no"},
		{"kill before its versioned story", "- kill, 3 a, 3 a, 2 b, 4 c", "kill no no no 1"},
		{"kill with version before its story", "3 kill, 3 a, 2 b, 4 c", "kill no no 1"},
		{"redelivered kill does not meet the revived", "5 a, - kill, 6 b, again 2", "1 kill 2 no"},
		{"revived, then late", "5 a, 5 kill, 7 b, 6 c", "1 kill 2 no"},
		{"withheld is accepted", "1 a, 2 withheld, 3 a", "1 2 3"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := playLog(c.log); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.log, got, c.want)
			}
		})
	}
}

func playLog(log string) string {
	type step struct {
		a  article.Article
		at place
	}
	stream := time.Unix(1, 0)
	var h head
	var steps []step
	var got []string
	for i, text := range strings.Split(log, ", ") {
		version, what, _ := strings.Cut(text, " ")
		s := step{article.Article{ID: "x", Version: strings.Trim(version, "-"), Body: what}, place{stream, uint64(i + 1)}}
		if strings.Contains(version, "T") {
			s.a.Version = version
		}
		switch {
		case version == "again":
			var n int
			fmt.Sscan(what, &n)
			s = steps[n-1]
		case what == "kill":
			s.a.Status = article.Canceled
		case what == "withheld":
			s.a.Status = article.Withheld
		}
		steps = append(steps, s)
		next := h.next(s.a, s.at)
		switch {
		case next.Status == article.Canceled && next.Seq == s.at.Seq && next != h:
			got = append(got, "kill")
		case next.Revision > h.Revision:
			got = append(got, fmt.Sprint(next.Revision))
		default:
			got = append(got, "no")
		}
		h = next
	}
	return strings.Join(got, " ")
}

// A new input stream starts its sequences again; revisions go on.
func TestHeadNextInNewStream(t *testing.T) {
	first, second := time.Unix(1, 0), time.Unix(2, 0)
	in := func(version, text string) article.Article {
		return article.Article{ID: "x", Version: version, Body: text}
	}
	h := head{}.next(in("1", "a"), place{first, 7}).next(in("3", "b"), place{first, 9})
	wantEqual(t, "revision in the first stream", h.Revision, 2)

	h = h.next(in("2", "late"), place{second, 1})
	wantEqual(t, "late input: revision, seq, seen", fmt.Sprint(h.Revision, h.Seq, h.Seen), "2 0 1")
	h = h.next(in("3", "b"), place{second, 2})
	wantEqual(t, "same input, whose first copy is gone: revision, seq", fmt.Sprint(h.Revision, h.Seq), "2 2")
	h = h.next(in("3", "b"), place{second, 3})
	wantEqual(t, "same input again: revision, seq", fmt.Sprint(h.Revision, h.Seq), "2 2")
	h = h.next(in("4", "c"), place{second, 4})
	wantEqual(t, "newer input: revision, seq", fmt.Sprint(h.Revision, h.Seq), "3 4")
}

// Whatever the log: a redelivery changes nothing, revisions rise by one or not
// at all, and a kill stands until a higher version.
func TestHeadNextProperties(t *testing.T) {
	version := rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[0-9]{1,3}`), rapid.StringMatching(`v[0-9]`),
		rapid.Just("2026-11-22T10:00:00Z"))
	rapid.Check(t, func(t *rapid.T) {
		var h head
		for seq := range uint64(rapid.IntRange(1, 20).Draw(t, "inputs")) {
			a := article.Article{
				Version: version.Draw(t, "version"),
				Body:    rapid.SampledFrom([]string{"a", "b"}).Draw(t, "body"),
				Status:  rapid.SampledFrom([]string{"", "", article.Canceled}).Draw(t, "status"),
			}
			at := place{time.Unix(1, 0), seq + 1}
			next := h.next(a, at)
			if again := next.next(a, at); again != next {
				t.Fatalf("redelivery changed %+v to %+v", next, again)
			}
			if d := next.Revision - h.Revision; d != 0 && d != 1 {
				t.Fatalf("revision went from %d to %d", h.Revision, next.Revision)
			}
			if a.Status == article.Canceled && (next.Status != article.Canceled || next.Killed != h.Revision) {
				t.Fatalf("kill not obeyed: %+v", next)
			}
			if h.Status == article.Canceled && next.Status != article.Canceled {
				if order, ok := compareVersions(a.Version, h.Version); !ok || order <= 0 {
					t.Fatalf("%q revived %+v", a.Version, h)
				}
			}
			h = next
		}
	})
}

func FuzzCompareVersions(f *testing.F) {
	f.Add("1", "2")
	f.Add("00", "0")
	f.Add("2026-11-22T10:00:00Z", "2026-11-22T10:00:00.5+03:00")
	f.Add("", " 7 ")
	f.Fuzz(func(t *testing.T, a, b string) {
		ab, ok := compareVersions(a, b)
		ba, back := compareVersions(b, a)
		if ok != back || ok && (ab > 0) != (ba < 0) {
			t.Errorf("%q against %q: %d %v, and back %d %v", a, b, ab, ok, ba, back)
		}
	})
}
