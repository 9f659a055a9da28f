package article

import "slices"

// Finding is one thing a check noticed. Segment is the id of a segment or of
// a bullet; it is empty for a finding about the whole article.
type Finding struct {
	Check      string       `json:"check"`
	Severity   Severity     `json:"severity"`
	Segment    string       `json:"segment"`
	SourceSpan Span         `json:"source_span"`
	TargetSpan Span         `json:"target_span"`
	Expected   string       `json:"expected"`
	Found      string       `json:"found"`
	Message    string       `json:"message"`
	State      FindingState `json:"state"`
	// FixedBy says what put it right: "repair", "substitution", or a person.
	FixedBy string `json:"fixed_by"`
}

// Severity ranks findings. An open critical or major one keeps a result from
// being clean.
type Severity string

const (
	Critical Severity = "critical"
	Major    Severity = "major"
	Minor    Severity = "minor"
)

func (s Severity) rank() int {
	switch s {
	case Critical:
		return 0
	case Major:
		return 1
	}
	return 2
}

// FindingState is whether a finding still stands.
type FindingState string

const (
	Open      FindingState = "open"
	Fixed     FindingState = "fixed"
	Dismissed FindingState = "dismissed"
)

// Severe reports whether the finding keeps a result from being clean.
func (f Finding) Severe() bool {
	return f.State == Open && f.Severity.rank() < 2
}

// Fault is what makes a finding the one it is, however the English has
// changed since: the check, the place in the Arabic and the expectation, or,
// where nothing is expected, the text found.
type Fault struct {
	Check, Segment  string
	Source          Span
	Expected, Found string
}

// Fault names the fault that a finding is about.
func (f Finding) Fault() Fault {
	fault := Fault{Check: f.Check, Segment: f.Segment, Source: f.SourceSpan, Expected: f.Expected}
	if f.Expected == "" {
		fault.Found = f.Found
	}
	return fault
}

// BySeverity returns the findings most severe first, in their order otherwise.
func BySeverity(findings []Finding) []Finding {
	return slices.SortedStableFunc(slices.Values(findings), func(a, b Finding) int { return a.Severity.rank() - b.Severity.rank() })
}

// Score counts open findings by severity: critical, major, minor. Scores
// compare in that order; a smaller one is better.
type Score [3]int

// ScoreOf counts the open findings.
func ScoreOf(findings []Finding) Score {
	var s Score
	for _, f := range findings {
		if f.State == Open {
			s[f.Severity.rank()]++
		}
	}
	return s
}

// Compare is negative where s is better than t, as cmp.Compare is for less.
func (s Score) Compare(t Score) int {
	for i := range s {
		if s[i] != t[i] {
			return s[i] - t[i]
		}
	}
	return 0
}

// Severe reports whether a critical or major finding was counted.
func (s Score) Severe() bool { return s[0]+s[1] > 0 }
