// Package article holds what naql works with: a story as it arrives, its
// segments, the result that is published, and what a check noticed. It also
// reads every input format into an Article.
package article

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Article is one Arabic story as it arrived. Its JSON form is the input
// format of naql; every other format is read into it.
type Article struct {
	// ID is the publisher's own identifier, any text. It never becomes part
	// of a subject or a file name: AID does.
	ID string `json:"id,omitempty"`
	// Version orders revisions of one story: a decimal integer or an RFC 3339
	// time. Anything else is kept and compared by arrival.
	Version     string `json:"version,omitempty"`
	Source      string `json:"source,omitempty"`
	Headline    string `json:"headline,omitempty"`
	Subheadline string `json:"subheadline,omitempty"`
	Byline      string `json:"byline,omitempty"`
	Dateline    string `json:"dateline,omitempty"`
	Credit      string `json:"credit,omitempty"`
	// Body holds the paragraphs, separated by blank lines.
	Body     string `json:"body,omitempty"`
	URL      string `json:"url,omitempty"`
	Language string `json:"language,omitempty"`
	// Urgency runs from 1, the highest, to 9; 0 means the publisher gave none.
	Urgency     int    `json:"urgency,omitempty"`
	PublishedAt string `json:"published_at,omitempty"`
	// Status is empty or one of Usable, Withheld and Canceled.
	Status string `json:"status,omitempty"`
	// Embargo is the RFC 3339 time before which the story is not for use. A
	// text that is no such time holds the story until a person releases it.
	Embargo string `json:"embargo,omitempty"`
	Note    string `json:"note,omitempty"`
}

// The values of Article.Status. An empty status means Usable.
const (
	Usable   = "usable"
	Withheld = "withheld"
	Canceled = "canceled"
)

// AID returns the identity under which every revision of the story is known:
// 26 characters of [a-z2-7], derived from source and id, else source and url,
// else source and content. The source takes part in all three, so that one
// publisher cannot name another's story.
func (a Article) AID() string {
	var kind, key string
	switch {
	case a.ID != "":
		kind, key = "id", a.ID
	case a.URL != "":
		kind, key = "url", a.URL
	default:
		kind, key = "content", a.content()
	}
	return strings.ToLower(Digest([]byte(lengthPrefixed(a.Source, kind, key))))
}

// Hash identifies the content: every field that reaches the output takes
// part, the version too. Two inputs of one AID with the same hash are the same
// input, whatever else differs.
func (a Article) Hash() string {
	if a.Status == "" {
		a.Status = Usable
	}
	a.Urgency = 0
	return digest(a)
}

// content identifies the text alone, for a story that has no other identity.
func (a Article) content() string {
	return digest(Article{Headline: a.Headline, Subheadline: a.Subheadline, Body: a.Body})
}

func digest(a Article) string {
	raw, err := json.Marshal(a)
	if err != nil {
		panic(err) // strings and an int always marshal
	}
	return Digest(raw)
}

// Digest returns 26 characters of [A-Z2-7] that stand for the bytes: 130 bits
// of their SHA-256.
func Digest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return base32.StdEncoding.EncodeToString(sum[:])[:26]
}

// lengthPrefixed joins parts so that no two different lists give one text.
func lengthPrefixed(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(strconv.Itoa(len(p)))
		b.WriteByte(':')
		b.WriteString(p)
	}
	return b.String()
}

// Held reports whether the result is not for use at the time now: the status
// is Withheld, or the embargo has not passed, or it cannot be read.
func (a Article) Held(now time.Time) bool {
	if a.Status == Withheld {
		return true
	}
	if a.Embargo == "" {
		return false
	}
	until, err := time.Parse(time.RFC3339, a.Embargo)
	return err != nil || now.Before(until)
}

// Segments returns the units of translation in reading order: "h" and "s"
// where the story has them, then one "p1", "p2", ... for each body paragraph.
// Each text went through Clean; empty ones are left out and take no number.
func (a Article) Segments() []Segment {
	var out []Segment
	add := func(id, role, text string) bool {
		if text = Clean(text); text == "" {
			return false
		}
		out = append(out, Segment{ID: id, Role: role, Ar: text})
		return true
	}
	add("h", RoleHeadline, a.Headline)
	add("s", RoleSubheadline, a.Subheadline)
	n := 1
	for _, p := range Paragraphs(a.Body) {
		if add("p"+strconv.Itoa(n), RoleBody, p) {
			n++
		}
	}
	return out
}

// Paragraphs splits a body at blank lines. Lines of white space alone count as
// blank; the paragraphs come trimmed, empty ones left out.
func Paragraphs(body string) []string {
	var out, lines []string
	flush := func() {
		if len(lines) > 0 {
			out = append(out, strings.Join(lines, "\n"))
			lines = nil
		}
	}
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); line == "" {
			flush()
			continue
		}
		lines = append(lines, line)
	}
	flush()
	return out
}
