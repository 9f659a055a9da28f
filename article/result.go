package article

import (
	"fmt"

	"github.com/google/uuid"
)

// ResultSchema names the form of a published result.
const ResultSchema = "naql.result/1"

// Result is the output message: one revision and edit of one article.
// Its members are a promise to subscribers; add, never change.
type Result struct {
	Schema         string `json:"schema"`
	ID             string `json:"id"` // the AID
	Source         string `json:"source"`
	SourceID       string `json:"source_id"`
	SourceVersion  string `json:"source_version"`
	Revision       int    `json:"revision"`
	Edit           int    `json:"edit"`
	State          State  `json:"state"`
	Lane           string `json:"lane"`
	SourceLanguage string `json:"source_language"`
	Language       string `json:"language"`

	Headline    string `json:"headline"`
	PublishedAt string `json:"published_at"`
	Dateline    string `json:"dateline"`
	Byline      string `json:"byline"`
	Credit      string `json:"credit"`
	URL         string `json:"url"`
	Embargo     string `json:"embargo"`
	Note        string `json:"note"`

	Segments   []Segment  `json:"segments"`
	Summary    []Bullet   `json:"summary"`
	Terms      []TermUse  `json:"terms"`
	Findings   []Finding  `json:"findings"`
	Provenance Provenance `json:"provenance"`
}

// State is what may be done with a result.
type State string

// Services take StateClean, StateApproved, StateCorrected and StateKilled.
const (
	StateClean     State = "clean"
	StateFlagged   State = "flagged"
	StateHeld      State = "held"
	StateApproved  State = "approved"
	StateCorrected State = "corrected"
	StateKilled    State = "killed"
)

// StateOf is what the findings allow: StateFlagged while a critical or major
// one is open, else StateClean.
func StateOf(findings []Finding) State {
	if ScoreOf(findings).Severe() {
		return StateFlagged
	}
	return StateClean
}

// The roles of a segment.
const (
	RoleHeadline    = "headline"
	RoleSubheadline = "subheadline"
	RoleBody        = "body"
	RoleCaption     = "caption"
)

// Segment is one unit of translation: the Arabic as Clean left it, and its
// English, empty while there is none.
type Segment struct {
	ID       string `json:"id"`
	Role     string `json:"role"`
	Ar       string `json:"ar"`
	En       string `json:"en"`
	Reused   bool   `json:"reused"`
	EditedBy string `json:"edited_by"`
	// Model wrote En; "" where an editor did, or nobody.
	Model string `json:"model,omitempty"`
	// Memory is the key under which En can be remembered: it stands for all that
	// decides it but the model and its prompts.
	Memory string `json:"memory,omitempty"`
}

// Bullet is one sentence of the summary with the ids of the segments that
// carry what it says.
type Bullet struct {
	ID    string   `json:"id"`
	Text  string   `json:"text"`
	Cites []string `json:"cites"`
}

// Span is a half-open range of byte offsets into a segment's Arabic or
// English. An empty span (start equal to end) marks no text.
type Span [2]int

// TermUse is the proof for one mention of a glossary term.
type TermUse struct {
	Term       string `json:"term"`
	Ar         string `json:"ar"` // the Arabic as it stands in the segment
	En         string `json:"en"` // the entry's preferred English
	Segment    string `json:"segment"`
	SourceSpan Span   `json:"source_span"`
	TargetSpan Span   `json:"target_span"`
	Kept       bool   `json:"kept"`
	FixedBy    string `json:"fixed_by"`
}

// Provenance says where a result came from and what it took.
type Provenance struct {
	Model            string  `json:"model"`
	Endpoint         string  `json:"endpoint"`
	Prompt           string  `json:"prompt"`
	Glossary         string  `json:"glossary"`
	Calls            int     `json:"calls"`
	Repairs          int     `json:"repairs"`
	ReusedSegments   int     `json:"reused_segments"`
	PromptTokens     int     `json:"prompt_tokens"`
	CachedTokens     int     `json:"cached_tokens"`
	CompletionTokens int     `json:"completion_tokens"`
	CostUSD          float64 `json:"cost_usd"`
	Started          string  `json:"started"`
	Finished         string  `json:"finished"`
}

// namespace makes message ids unlike any other product's UUIDs.
var namespace = uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:naql:result"))

// MessageID is the CloudEvents id and Nats-Msg-Id of a result: the same for
// the same article, revision and edit, whoever publishes it and when.
func MessageID(aid string, revision, edit int) string {
	return uuid.NewSHA1(namespace, fmt.Appendf(nil, "%s/%d/%d", aid, revision, edit)).String()
}

// Before reports whether r is older than the pair (revision, edit).
func (r Result) Before(revision, edit int) bool {
	return r.Revision < revision || r.Revision == revision && r.Edit < edit
}

// Open returns the findings that still stand, most severe first, in their
// order otherwise.
func (r Result) Open() []Finding {
	var out []Finding
	for _, f := range r.Findings {
		if f.State == Open {
			out = append(out, f)
		}
	}
	return BySeverity(out)
}

// WithLists returns r with empty lists for absent ones: subscribers are
// promised lists.
func (r Result) WithLists() Result {
	r.Segments, r.Summary = list(r.Segments), list(r.Summary)
	r.Terms, r.Findings = list(r.Terms), list(r.Findings)
	for i, b := range r.Summary {
		r.Summary[i].Cites = list(b.Cites)
	}
	return r
}

func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
