package worker

import (
	"slices"
	"strings"
	"time"

	"naql/arabic"
	"naql/article"
)

// result puts the message together. The revision, the edit and the lane are
// the queue's to set.
func (e *edition) result(now time.Time) article.Result {
	a := e.article
	p, report := e.provenance, e.checker.Report()
	p.Started, p.Finished = e.started.UTC().Format(time.RFC3339Nano), now.UTC().Format(time.RFC3339Nano)
	r := article.Result{
		Schema: article.ResultSchema, ID: e.aid,
		Source: a.Source, SourceID: a.ID, SourceVersion: a.Version,
		SourceLanguage: "ar", Language: "en",
		PublishedAt: a.PublishedAt, URL: a.URL, Embargo: a.Embargo, Note: a.Note,
		Dateline: e.english(a.Dateline), Byline: e.english(a.Byline), Credit: e.credit(a.Credit),
		Segments: e.segments, Summary: e.bullets, Terms: report.Terms,
		Findings:   slices.Concat(report.Findings, e.summary, e.fixed),
		Provenance: p,
	}
	for _, s := range e.segments {
		if s.Role == article.RoleHeadline {
			r.Headline = s.En
		}
	}
	for i, t := range r.Terms {
		r.Terms[i].FixedBy = e.right[mention{t.Segment, t.SourceSpan[0]}]
	}
	r.State = state(a, r.Findings, now)
	return r.WithLists()
}

// state decides what may be done with the result.
func state(a article.Article, findings []article.Finding, now time.Time) article.State {
	if a.Held(now) {
		return article.StateHeld
	}
	return article.StateOf(findings)
}

// english renders a line of names where the glossary knows all of it, part by
// part between dashes and slashes, and leaves it as it stands otherwise.
func (e *edition) english(line string) string {
	line = article.Clean(line)
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("-–—/،,", r) })
	for i, part := range parts {
		name, ok := e.name(strings.TrimSpace(part))
		if !ok {
			return line
		}
		parts[i] = name
	}
	return strings.Join(parts, " - ")
}

// credit renders a credit line, in which some names mean what they mean
// nowhere else.
func (e *edition) credit(line string) string {
	if t, ok := e.glossary.FindCredit(line); ok {
		return t.English
	}
	return e.english(line)
}

// name is the English of a text that is one name and nothing else, or holds
// no Arabic in the first place.
func (e *edition) name(text string) (string, bool) {
	if arabic.Words(text) == 0 {
		return text, true
	}
	if m := e.glossary.Find(text); len(m) == 1 && m[0].Surface == text {
		return m[0].English, true
	}
	if t, ok := e.glossary.FindCredit(text); ok && arabic.Key(t.Arabic) == arabic.Key(text) {
		return t.English, true
	}
	return "", false
}
