package article

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
)

// Usable reports whether services may publish the result.
func (r Result) Usable() bool { return pubStatus(r.State) == "usable" }

// States are all states of a result.
var States = []State{StateClean, StateFlagged, StateHeld, StateApproved, StateCorrected, StateKilled}

// Text returns the English for reading: headline, subheadline, paragraphs and
// summary, a blank line between them. A killed result gives one line.
func (r Result) Text() string {
	if r.State == StateKilled {
		return "KILLED: " + r.ID + "\n"
	}
	var b strings.Builder
	for _, s := range r.Segments {
		if s.En != "" {
			fmt.Fprintf(&b, "%s\n\n", s.En)
		}
	}
	if len(r.Summary) > 0 {
		b.WriteString("Summary\n")
	}
	for _, bullet := range r.Summary {
		fmt.Fprintf(&b, "- %s [%s]\n", bullet.Text, strings.Join(bullet.Cites, ", "))
	}
	if r.Credit != "" {
		fmt.Fprintf(&b, "\nSource: %s\n", r.Credit)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// Report says in a few lines what may be done with the result and why: its
// state, the findings that stand, what was put right, the terms kept.
func (r Result) Report() string {
	var b strings.Builder
	kept := 0
	for _, t := range r.Terms {
		if t.Kept {
			kept++
		}
	}
	open := r.Open()
	fmt.Fprintf(&b, "%s: %d of %d terms kept, %s, %s\n", r.State, kept, len(r.Terms),
		count(len(open), "open finding"), count(r.Provenance.Calls, "model call"))
	b.WriteString(FindingsText(open))
	for _, f := range r.Findings {
		if f.State == Fixed {
			fmt.Fprintf(&b, "  fixed    %-5s %s: %s (by %s)\n", f.Segment, f.Check, f.Message, f.FixedBy)
		}
	}
	return b.String()
}

// FindingsText prints findings one a line.
func FindingsText(findings []Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "  %-8s %-5s %s: %s\n", f.Severity, f.Segment, f.Check, f.Message)
	}
	return b.String()
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Markdown returns the English as Markdown. Text that would be mark-up is
// escaped.
func (r Result) Markdown() string {
	if r.State == StateKilled {
		return "**KILLED**: " + r.ID + "\n"
	}
	var b strings.Builder
	for _, s := range r.Segments {
		switch {
		case s.En == "":
		case s.Role == RoleHeadline:
			fmt.Fprintf(&b, "# %s\n\n", markdownEscape(s.En))
		case s.Role == RoleSubheadline:
			fmt.Fprintf(&b, "## %s\n\n", markdownEscape(s.En))
		default:
			fmt.Fprintf(&b, "%s\n\n", markdownEscape(s.En))
		}
	}
	for i, bullet := range r.Summary {
		if i == 0 {
			b.WriteString("### Summary\n\n")
		}
		fmt.Fprintf(&b, "- %s\n", markdownEscape(bullet.Text))
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

var markdownSpecial = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "#", `\#`, "|", `\|`)

func markdownEscape(s string) string { return markdownSpecial.Replace(s) }

var resultPage = template.Must(template.New("").Parse(`<article lang="en" dir="ltr" data-article="{{.ID}}" data-state="{{.State}}">
{{- if not .Usable}}
<p><strong>{{.State}}: not for use</strong></p>{{end}}
{{- range .Segments}}{{if .En}}
{{if eq .Role "headline"}}<h1>{{.En}}</h1>{{else if eq .Role "subheadline"}}<h2>{{.En}}</h2>{{else}}<p>{{.En}}</p>{{end}}{{end}}{{end}}
{{- if .Summary}}
<ul>{{range .Summary}}
<li>{{.Text}}</li>{{end}}
</ul>{{end}}
</article>
`))

// HTML returns the English as one article element, everything escaped.
func (r Result) HTML() string {
	var b strings.Builder
	if err := resultPage.Execute(&b, r); err != nil {
		panic(err) // the template is fixed and a Builder takes all
	}
	return b.String()
}

// NINJS returns the result as a ninjs 3.1 object of the IPTC on one line.
func (r Result) NINJS() string {
	type text struct {
		Role        string `json:"role"`
		ContentType string `json:"contentType"`
		Value       string `json:"value"`
	}
	var paragraphs []string
	for _, s := range r.Segments {
		if s.Role == RoleBody && s.En != "" {
			paragraphs = append(paragraphs, s.En)
		}
	}
	item := map[string]any{
		"uri": "urn:naql:" + r.ID, "type": "text", "profile": "text", "language": r.Language,
		"version":   fmt.Sprintf("%d.%d", r.Revision, r.Edit),
		"pubStatus": pubStatus(r.State), "representationType": "full",
	}
	if r.Provenance.Finished != "" {
		item["versionCreated"] = r.Provenance.Finished
	}
	if r.Headline != "" {
		item["headlines"] = []text{{"main", "text/plain", r.Headline}}
	}
	if len(paragraphs) > 0 {
		item["bodies"] = []text{{"main", "text/plain", strings.Join(paragraphs, "\n\n")}}
	}
	var bullets []text
	for _, b := range r.Summary {
		bullets = append(bullets, text{"summary-bullet", "text/plain", b.Text})
	}
	if bullets != nil {
		item["descriptions"] = bullets
	}
	if r.Embargo != "" && r.State == StateHeld {
		item["embargoedUntil"] = r.Embargo
	}
	raw, err := json.Marshal(item)
	if err != nil {
		panic(err) // strings only
	}
	return string(raw)
}

// pubStatus says in ninjs' words what may be done with a result.
func pubStatus(s State) string {
	switch s {
	case StateKilled:
		return "canceled"
	case StateClean, StateApproved, StateCorrected:
		return "usable"
	}
	return "withheld"
}
