package article

import (
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAID(t *testing.T) {
	base := Article{Source: "desk", ID: "1", URL: "https://example.org/1", Headline: "خبر", Body: "نص"}
	with := func(change func(*Article)) Article {
		a := base
		change(&a)
		return a
	}
	noID := with(func(a *Article) { a.ID = "" })
	bare := Article{Source: "desk", Headline: "خبر", Body: "نص"}
	tests := []struct {
		name string
		a, b Article
		same bool
	}{
		{"only source and id count", base, Article{Source: "desk", ID: "1", Body: "نص آخر"}, true},
		{"another id", base, with(func(a *Article) { a.ID = "2" }), false},
		{"another source", base, with(func(a *Article) { a.Source = "wire" }), false},
		{"source and id are kept apart", Article{Source: "a", ID: "bc"}, Article{Source: "ab", ID: "c"}, false},
		{"an id is no url", Article{ID: "x"}, Article{URL: "x"}, false},
		{"without id the url counts", noID, Article{Source: "desk", URL: "https://example.org/1"}, true},
		{"without both the text counts", bare, Article{Source: "desk", Headline: "خبر", Body: "نص", Version: "2", Urgency: 1, Note: "x"}, true},
		{"another text", bare, Article{Source: "desk", Headline: "خبر", Body: "نص."}, false},
		{"headline and body are kept apart", Article{Headline: "خبر"}, Article{Body: "خبر"}, false},
		{"even of nothing there is one", Article{}, Article{}, true},
	}
	form := regexp.MustCompile(`^[a-z0-9]{26}$`)
	for _, tt := range tests {
		if got := tt.a.AID() == tt.b.AID(); got != tt.same {
			t.Errorf("%s: same AID is %v", tt.name, got)
		}
		if aid := tt.a.AID(); !form.MatchString(aid) {
			t.Errorf("%s: AID %q", tt.name, aid)
		}
	}
}

// TestHashCountsWhatReachesTheOutput changes one field at a time.
func TestHashCountsWhatReachesTheOutput(t *testing.T) {
	base := Article{ID: "1", Body: "نص"}
	changes := map[string]struct {
		change func(*Article)
		same   bool
	}{
		"id":           {func(a *Article) { a.ID = "2" }, false},
		"version":      {func(a *Article) { a.Version = "2" }, false},
		"source":       {func(a *Article) { a.Source = "x" }, false},
		"headline":     {func(a *Article) { a.Headline = "x" }, false},
		"subheadline":  {func(a *Article) { a.Subheadline = "x" }, false},
		"byline":       {func(a *Article) { a.Byline = "x" }, false},
		"dateline":     {func(a *Article) { a.Dateline = "x" }, false},
		"credit":       {func(a *Article) { a.Credit = "x" }, false},
		"body":         {func(a *Article) { a.Body += "." }, false},
		"url":          {func(a *Article) { a.URL = "x" }, false},
		"language":     {func(a *Article) { a.Language = "x" }, false},
		"published_at": {func(a *Article) { a.PublishedAt = "x" }, false},
		"embargo":      {func(a *Article) { a.Embargo = "x" }, false},
		"note":         {func(a *Article) { a.Note = "x" }, false},
		"withheld":     {func(a *Article) { a.Status = Withheld }, false},
		"usable":       {func(a *Article) { a.Status = Usable }, true},
		"urgency":      {func(a *Article) { a.Urgency = 1 }, true},
	}
	for name, c := range changes {
		a := base
		c.change(&a)
		if got := a.Hash() == base.Hash(); got != c.same {
			t.Errorf("%s: same hash is %v", name, got)
		}
	}
}

func TestSegments(t *testing.T) {
	a := Article{Headline: " عنوان\nطويل ", Body: "\n\nفقرة أولى\nبقيتها\n \u00a0\n\u200f\n\nفقرة ثانية\n\n"}
	want := []Segment{
		{ID: "h", Role: RoleHeadline, Ar: "عنوان طويل"},
		{ID: "p1", Role: RoleBody, Ar: "فقرة أولى بقيتها"},
		{ID: "p2", Role: RoleBody, Ar: "فقرة ثانية"},
	}
	if diff := cmp.Diff(want, a.Segments()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	a.Subheadline = "تفصيل"
	if got := a.Segments(); len(got) != 4 || got[1].ID != "s" || got[1].Role != RoleSubheadline {
		t.Errorf("got %+v", got)
	}
	if got := (Article{Byline: "x", Headline: "\u200f"}).Segments(); len(got) != 0 {
		t.Errorf("of an article without text: %+v", got)
	}
}

func TestHeld(t *testing.T) {
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		status, embargo string
		want            bool
	}{
		{"", "", false},
		{Usable, "", false},
		{Withheld, "", true},
		{Withheld, "2025-03-01T11:00:00Z", true},
		{"", "2025-03-01T12:00:00Z", false}, // at the minute it is free
		{"", "2025-03-01T12:00:01Z", true},
		{"", "2025-03-01T15:00:00+03:00", false},
		{"", "2025-03-01T14:30:00+02:00", true},
		{"", "2025-03-01", true}, // no RFC 3339 time: a person decides
		{"", "بعد الظهر", true},
	}
	for _, tt := range tests {
		a := Article{Status: tt.status, Embargo: tt.embargo}
		if got := a.Held(now); got != tt.want {
			t.Errorf("status %q, embargo %q: held is %v", tt.status, tt.embargo, got)
		}
	}
}

func TestScore(t *testing.T) {
	findings := []Finding{
		{Severity: Minor, State: Open},
		{Severity: Critical, State: Fixed},
		{Severity: Major, State: Open},
		{Severity: Critical, State: Open},
		{Severity: Critical, State: Dismissed},
		{Severity: "unheard of", State: Open},
	}
	if got := ScoreOf(findings); got != (Score{1, 1, 2}) {
		t.Errorf("score %v", got)
	}
	if got := ScoreOf(nil); got != (Score{}) {
		t.Errorf("score of nothing %v", got)
	}
	order := []Score{{}, {0, 0, 1}, {0, 0, 9}, {0, 1, 0}, {0, 2, 0}, {1, 0, 0}, {1, 0, 1}}
	for i, s := range order {
		for j, other := range order {
			if got := s.Compare(other); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%v compared with %v is %d", s, other, got)
			}
		}
	}
}

func TestSevere(t *testing.T) {
	for _, severity := range []Severity{Critical, Major, Minor} {
		for _, state := range []FindingState{Open, Fixed, Dismissed} {
			want := state == Open && severity != Minor
			if got := (Finding{Severity: severity, State: state}).Severe(); got != want {
				t.Errorf("%s, %s: severe is %v", severity, state, got)
			}
		}
	}
}

func TestMessageID(t *testing.T) {
	id := MessageID("abc", 2, 1)
	if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(id) {
		t.Errorf("%q is no UUID version 5", id)
	}
	if MessageID("abc", 2, 1) != id {
		t.Error("two ids for one result")
	}
	for _, other := range []string{MessageID("abd", 2, 1), MessageID("abc", 3, 1), MessageID("abc", 2, 2), MessageID("abc", 1, 2)} {
		if other == id {
			t.Error("one id for two results")
		}
	}
}

func TestBefore(t *testing.T) {
	r := Result{Revision: 2, Edit: 3}
	for _, tt := range []struct {
		revision, edit int
		want           bool
	}{{2, 3, false}, {2, 4, true}, {2, 2, false}, {3, 0, true}, {1, 9, false}} {
		if got := r.Before(tt.revision, tt.edit); got != tt.want {
			t.Errorf("(2,3) before (%d,%d) is %v", tt.revision, tt.edit, got)
		}
	}
}

func TestOpenFindings(t *testing.T) {
	r := Result{Findings: []Finding{
		{Check: "a", Severity: Minor, State: Open}, {Check: "b", Severity: Critical, State: Fixed},
		{Check: "c", Severity: Major, State: Open}, {Check: "d", Severity: Major, State: Open},
		{Check: "e", Severity: Critical, State: Open},
	}}
	var got []string
	for _, f := range r.Open() {
		got = append(got, f.Check)
	}
	if diff := cmp.Diff([]string{"e", "c", "d", "a"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
