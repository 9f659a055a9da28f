package worker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"naql/article"
	"naql/llm"
	"naql/prompts"
	"naql/verify"
)

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
		if err == nil {
			bullets, findings = e.replace(bullets, findings, again, still)
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

// askBullets asks for the points of the English, or of as much of it as the
// endpoint can read: what leads a story comes first.
func (e *edition) askBullets(ctx context.Context, step string, instructions []string) ([]article.Bullet, []article.Finding, error) {
	if e.w.Step != nil {
		e.w.Step(e.aid, step)
	}
	var bullets []article.Bullet
	err := e.ask(ctx, question{
		name: step,
		build: func(in prompts.Input, _ []article.Segment) llm.Request {
			in.Segments = e.leading(in.Segments)
			return e.prompts.Summary(in, instructions)
		},
		read: func(_ *provider, _ question, r llm.Reply, format llm.Format) (err error) {
			bullets, err = prompts.ParseBullets(r, format)
			return err
		},
	})
	if err != nil {
		return nil, nil, err
	}
	return bullets, e.checker.Summary(bullets), nil
}

// summaryOverhead is what a summary takes beside the text, in tokens: the
// instructions, the names and the reply.
const summaryOverhead = 1800

// leading are the first segments of a text that fit into the window of the
// endpoint, counted at three characters of English a token.
func (e *edition) leading(segments []article.Segment) []article.Segment {
	room := e.line[0].Model.Window() - summaryOverhead
	for i, s := range segments {
		if room -= len(s.En)/3 + 15; room < 0 && i > 0 {
			return segments[:i]
		}
	}
	return segments
}

// How alike two bullets are that make one point, and two that say the same
// over again.
const samePoint, sameWords = 1.0 / 3, 0.6

// replace puts bullets of a second reply that have no severe finding into the
// places of those that have one. A bullet without stays as it is, whatever the
// second reply makes of it: a good one is never lost. Of the second reply's,
// each belongs in the place of the first's that it is most like; one that makes
// a new point fills a place that is left. While there are too few, the others
// fill up the list, but for those that say over again what stands there.
func (e *edition) replace(bullets []article.Bullet, findings []article.Finding, again []article.Bullet, still []article.Finding) ([]article.Bullet, []article.Finding) {
	failing, unfit := failed(findings), failed(still)
	out := slices.Clone(bullets)
	open := make([]bool, len(out))
	good := 0
	for i, b := range out {
		if open[i] = failing[b.ID]; !open[i] {
			good++
		}
	}
	put := func(i int, b article.Bullet) {
		if i < 0 {
			i = len(out)
			out, open = append(out, article.Bullet{ID: fmt.Sprintf("b%d", i+1)}), append(open, true)
		}
		b.ID, open[i] = out[i].ID, false
		out[i] = b
		good++
	}
	var fresh, others []article.Bullet
	for _, b := range again {
		i, share := verify.MostLike(b, bullets)
		switch {
		case unfit[b.ID]:
		case share < samePoint:
			fresh = append(fresh, b)
		case open[i]:
			put(i, b)
		default:
			others = append(others, b)
		}
	}
	for _, b := range append(fresh, others...) {
		i := slices.Index(open, true)
		_, share := verify.MostLike(b, out)
		if share < samePoint && i >= 0 || share < sameWords && good < verify.MinBullets {
			put(i, b)
		}
	}
	after := e.checker.Summary(out)
	for _, f := range findings {
		if f.Severe() && !failed(after)[f.Segment] {
			e.fix(f, "repair")
		}
	}
	return out, after
}

// failed are the ids of the bullets that have a severe finding; the empty id
// is there for one about the summary as a whole.
func failed(findings []article.Finding) map[string]bool {
	bad := map[string]bool{}
	for _, f := range findings {
		if f.Severe() {
			bad[f.Segment] = true
		}
	}
	return bad
}

// withhold drops the bullets with a severe finding and says so.
func (e *edition) withhold(bullets []article.Bullet, findings []article.Finding) ([]article.Bullet, []article.Finding) {
	bad := failed(findings)
	kept := slices.DeleteFunc(slices.Clone(bullets), func(b article.Bullet) bool { return bad[b.ID] })
	if len(kept) == len(bullets) {
		return bullets, findings
	}
	for _, f := range findings {
		if f.Severe() && f.Segment != "" {
			e.fix(f, "withheld")
		}
	}
	return kept, e.checker.Summary(kept)
}

// redo says what was wrong with each bullet.
func redo(bullets []article.Bullet, findings []article.Finding) []string {
	var out []string
	for _, f := range article.BySeverity(findings)[:min(maxPoints, len(findings))] {
		i := slices.IndexFunc(bullets, func(b article.Bullet) bool { return b.ID == f.Segment })
		if i < 0 {
			out = append(out, f.Message)
			continue
		}
		opening := []rune(bullets[i].Text)
		out = append(out, fmt.Sprintf("%s It was %q.", f.Message, string(opening[:min(100, len(opening))])))
	}
	return out
}

func noSummary(err *ReplyError) article.Finding {
	return article.Finding{
		Check: "summary", Severity: article.Major, State: article.Open,
		Message: "There is no summary: " + err.Err.Error() + ".",
	}
}
