package worker

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"naql/article"
	"naql/glossary"
	"naql/llm"
	"naql/prompts"
	"naql/verify"
)

// edition is the work in hand on one article: the English so far and what the
// checks say of it. One goroutine owns it.
type edition struct {
	w       *Worker
	article article.Article
	aid     string
	started time.Time
	// glossary is the version that everything in the result is from.
	glossary *glossary.Glossary
	// current ends the work before a call is paid for that nobody needs.
	current func(context.Context) error

	segments []article.Segment
	mentions []glossary.Mention
	bullets  []article.Bullet

	report  verify.Report
	summary []article.Finding // about the bullets, or that there are none
	fixed   []article.Finding // stood once, and were put right
	right   map[mention]string

	provenance article.Provenance
}

// mention names one mention of a term: the segment and the byte where it
// starts in the Arabic.
type mention struct {
	segment string
	start   int
}

func (w *Worker) open(ctx context.Context, a article.Article) *edition {
	names := w.Glossary(ctx)
	return &edition{
		w: w, article: a, aid: a.AID(), started: time.Now(), glossary: names,
		current:  func(context.Context) error { return nil },
		segments: a.Segments(),
		right:    map[mention]string{},
		provenance: article.Provenance{
			Model: w.Model.Model(), Endpoint: w.Model.Endpoint(),
			Prompt: prompts.Hash(), Glossary: names.Hash(),
		},
	}
}

func (e *edition) findTerms() { e.mentions = e.glossary.Mentions(e.segments) }

// draft asks for all segments. Those that the reply lacks stay empty; check
// finds them and repair asks for them.
func (e *edition) draft(ctx context.Context) error {
	got, err := e.askSegments(ctx, "draft", ids(e.segments), prompts.Translate)
	if err != nil {
		return err
	}
	for i := range e.segments {
		e.segments[i].En = got[e.segments[i].ID]
	}
	return nil
}

func (e *edition) check() { e.report = verify.Check(e.segments, e.mentions, verify.Style{}) }

// failing reports whether a critical or major finding names a segment.
func (e *edition) failing() bool { return len(e.asks()) > 0 }

// asks gathers what is to be said of each segment that has a severe finding.
func (e *edition) asks() []prompts.Ask {
	var asks []prompts.Ask
	for _, s := range e.segments {
		var said []string
		severe := false
		for _, f := range e.report.Findings {
			if f.Segment != s.ID || f.Check == "term" && !f.Severe() {
				continue // a name left to a pronoun may stay so
			}
			said = append(said, f.Message)
			severe = severe || f.Severe()
		}
		if severe {
			asks = append(asks, prompts.Ask{Segment: s.ID, Instructions: said})
		}
	}
	return asks
}

// repair asks for the failing segments again and takes each new text only
// where it is better. A reply that cannot be used leaves all as it was.
func (e *edition) repair(ctx context.Context, round int) error {
	asks := e.asks()
	want := make([]string, len(asks))
	for i, a := range asks {
		want[i] = a.Segment
	}
	e.provenance.Repairs++
	got, err := e.askSegments(ctx, fmt.Sprintf("repair %d", round), want, func(in prompts.Input) llm.Request {
		request := prompts.Repair(in, asks)
		if round > 1 {
			request.Temperature = warm // the same words again would get the same answer
		}
		return request
	})
	if reply := (*ReplyError)(nil); errors.As(err, &reply) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(got)) {
		e.offer(id, got[id])
	}
	return nil
}

// offer puts text into a segment if it makes the article better: fewer
// critical, then major, then minor findings, and no severe one that did not
// stand before, unless the segment had no English at all.
func (e *edition) offer(id, text string) {
	i := slices.IndexFunc(e.segments, func(s article.Segment) bool { return s.ID == id })
	trial := slices.Clone(e.segments)
	was := trial[i].En
	trial[i].En = text
	report := verify.Check(trial, e.mentions, verify.Style{})
	if article.ScoreOf(report.Findings).Compare(article.ScoreOf(e.report.Findings)) >= 0 {
		return
	}
	if was != "" && breaks(e.report.Findings, report.Findings) {
		return
	}
	e.accept(trial, report, "repair")
}

// accept takes the segments and their report, and keeps the findings that
// are gone as fixed.
func (e *edition) accept(segments []article.Segment, report verify.Report, by string) {
	for _, f := range e.report.Findings {
		if !slices.ContainsFunc(report.Findings, f.Same) {
			e.fix(f, by)
		}
	}
	e.segments, e.report = segments, report
}

// fix records a finding as put right. The English that it pointed into is no
// more; Found still quotes it.
func (e *edition) fix(f article.Finding, by string) {
	f.State, f.FixedBy, f.TargetSpan = article.Fixed, by, article.Span{}
	e.fixed = append(e.fixed, f)
}

// breaks reports whether after holds a severe finding that before lacks.
func breaks(before, after []article.Finding) bool {
	return slices.ContainsFunc(after, func(f article.Finding) bool {
		return f.Severe() && !slices.ContainsFunc(before, f.Same)
	})
}

// putNamesRight writes the house's name where exactly one wrong form stands
// for it, and keeps what is better for it.
func (e *edition) putNamesRight() {
	tried := map[mention]bool{}
	for {
		i := slices.IndexFunc(e.report.Slips, func(s verify.Slip) bool { return !tried[mention{s.Mention.Segment, s.Mention.Start}] })
		if i < 0 {
			return
		}
		slip := e.report.Slips[i]
		at := mention{slip.Mention.Segment, slip.Mention.Start}
		tried[at] = true
		trial := slices.Clone(e.segments)
		in := slices.IndexFunc(trial, func(s article.Segment) bool { return s.ID == at.segment })
		trial[in].En = slip.Mention.PutRight(trial[in].En, slip.Span[0], slip.Span[1])
		report := verify.Check(trial, e.mentions, verify.Style{})
		if article.ScoreOf(report.Findings).Compare(article.ScoreOf(e.report.Findings)) >= 0 || breaks(e.report.Findings, report.Findings) {
			continue
		}
		e.right[at] = "substitution"
		e.accept(trial, report, "substitution")
	}
}

// summarise asks for bullets from the checked English, once more where some
// fail their checks, and withholds those that still do.
func (e *edition) summarise(ctx context.Context) error {
	if !slices.ContainsFunc(e.segments, func(s article.Segment) bool { return s.En != "" && s.Role == article.RoleBody }) {
		return nil
	}
	bullets, findings, err := e.askBullets(ctx, "summary", nil)
	if err == nil && article.ScoreOf(findings).Severe() {
		var again []article.Bullet
		var still []article.Finding
		again, still, err = e.askBullets(ctx, "summary again", redo(bullets, findings))
		if err == nil && article.ScoreOf(still).Compare(article.ScoreOf(findings)) < 0 {
			e.keepFixed(findings, still)
			bullets, findings = again, still
		}
	}
	if reply := (*ReplyError)(nil); errors.As(err, &reply) {
		err = nil
		if len(bullets) == 0 {
			findings = []article.Finding{noSummary(reply)}
		}
	}
	if err != nil {
		return err
	}
	e.bullets, e.summary = e.withhold(bullets, findings)
	return nil
}

// keepFixed records what a second summary put right.
func (e *edition) keepFixed(before, after []article.Finding) {
	for _, f := range before {
		if f.Severe() && !slices.ContainsFunc(after, f.Same) {
			e.fix(f, "repair")
		}
	}
}

// withhold drops the bullets with a severe finding and says so.
func (e *edition) withhold(bullets []article.Bullet, findings []article.Finding) ([]article.Bullet, []article.Finding) {
	bad := map[string]bool{}
	for _, f := range findings {
		if f.Severe() && f.Segment != "" {
			bad[f.Segment] = true
			e.fix(f, "withheld")
		}
	}
	if len(bad) == 0 {
		return bullets, findings
	}
	kept := slices.DeleteFunc(slices.Clone(bullets), func(b article.Bullet) bool { return bad[b.ID] })
	return kept, verify.Summary(kept, e.segments, e.mentions)
}

// redo says what was wrong with each bullet.
func redo(bullets []article.Bullet, findings []article.Finding) []string {
	var out []string
	for _, f := range findings {
		i := slices.IndexFunc(bullets, func(b article.Bullet) bool { return b.ID == f.Segment })
		switch {
		case i >= 0:
			out = append(out, fmt.Sprintf("%q: %s", bullets[i].Text, f.Message))
		default:
			out = append(out, f.Message)
		}
	}
	return out
}

func noSummary(err *ReplyError) article.Finding {
	return article.Finding{
		Check: "summary", Severity: article.Major, State: article.Open,
		Message: "There is no summary: " + err.Err.Error() + ".",
	}
}

func ids(segments []article.Segment) []string {
	out := make([]string, len(segments))
	for i, s := range segments {
		out[i] = s.ID
	}
	return out
}
