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
	"naql/queue"
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
	lane     string
	tab      tab

	segments []article.Segment
	mentions []glossary.Mention
	bullets  []article.Bullet

	checker *verify.Checker
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
		tab:      &loose{Attempts: queue.Attempts{}},
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

func (e *edition) check() {
	e.checker = verify.NewChecker(e.segments, e.mentions, e.w.Style)
}

// editors are the checks whose minor findings are for an editor alone: a name
// left to a pronoun may stay so, and a model that is told of a quotation's
// original would make one up.
var editors = map[string]bool{"term": true, "back-translated": true, "instruction": true, "memory": true}

// maxPoints is how many findings of one segment a repair speaks of. What has
// more is translated anew rather than corrected.
const maxPoints = 12

// asks gathers what is to be said of each segment that has a severe finding,
// the most severe first.
func (e *edition) asks() []prompts.Ask {
	points := make(map[string][]article.Finding)
	severe := make(map[string]bool)
	for _, f := range e.checker.Report().Findings {
		if !f.Severe() && editors[f.Check] {
			continue
		}
		points[f.Segment] = append(points[f.Segment], f)
		severe[f.Segment] = severe[f.Segment] || f.Severe()
	}
	var asks []prompts.Ask
	for _, s := range e.segments {
		if !severe[s.ID] {
			continue
		}
		ask := prompts.Ask{Segment: s.ID}
		for _, f := range article.BySeverity(points[s.ID])[:min(maxPoints, len(points[s.ID]))] {
			ask.Instructions = append(ask.Instructions, f.Message)
		}
		asks = append(asks, ask)
	}
	return asks
}

// repair asks for the failing segments again and takes each new text only
// where it is better. A reply that cannot be used leaves all as it was.
func (e *edition) repair(ctx context.Context, round int, asks []prompts.Ask) error {
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
	english := make(map[int]string)
	for i, s := range e.segments {
		if text, ok := got[s.ID]; ok && text != s.En {
			english[i] = text
		}
	}
	e.offer(english, "repair")
	return nil
}

// offer puts the texts into the segments of these indexes, each where that
// makes it better and breaks nothing, keeps the findings that are gone as
// fixed, and returns the indexes of the texts that were taken. What gains
// nothing there, or breaks something, with all the others in place is refused.
// Where the rest together breaks something elsewhere, its halves are offered,
// so that one bad text among many costs a few checks of what segments have in
// common and not one for each.
func (e *edition) offer(english map[int]string, by string) []int {
	if len(english) == 0 {
		return nil
	}
	trial := e.checker.Try(english)
	for len(trial.Refused) > 0 {
		for _, i := range trial.Refused {
			delete(english, i)
		}
		trial = e.checker.Try(english)
	}
	taken := slices.Sorted(maps.Keys(english))
	if !trial.Better && len(taken) > 1 {
		half := make(map[int]string)
		for _, i := range taken[len(taken)/2:] {
			half[i] = english[i]
			delete(english, i)
		}
		return append(e.offer(english, by), e.offer(half, by)...)
	}
	if !trial.Better {
		return nil
	}
	e.checker.Take(trial)
	for _, i := range taken {
		e.segments[i].En = english[i]
	}
	for _, f := range trial.Gone {
		e.fix(f, by)
	}
	return taken
}

// fix records a finding as put right. The English that it pointed into is no
// more; Found still quotes it.
func (e *edition) fix(f article.Finding, by string) {
	f.State, f.FixedBy, f.TargetSpan = article.Fixed, by, article.Span{}
	e.fixed = append(e.fixed, f)
}

// substitute puts right without the model what can be right in one way only:
// signs of Arabic writing that have one equal in English, then the house's
// name where exactly one wrong form stands for it.
func (e *edition) substitute() {
	english := make(map[int]string)
	for i, s := range e.segments {
		if text := verify.Latinised(s.En); text != s.En {
			english[i] = text
		}
	}
	e.offer(english, "substitution")
	e.putNamesRight(func(_ int, slips []verify.Slip) []verify.Slip { return slips })
	tried := make(map[mention]bool) // what did not do together may do alone
	for range maxAlone {
		e.putNamesRight(func(i int, slips []verify.Slip) []verify.Slip {
			for k, slip := range slips {
				if at := (mention{e.segments[i].ID, slip.Mention.Start}); !tried[at] {
					tried[at] = true
					return slips[k : k+1]
				}
			}
			return nil
		})
	}
}

// maxAlone is how many names of one segment are tried one by one.
const maxAlone = 8

// putNamesRight writes the house's name in place of the slips that choose
// picks of each segment, from the last to the first.
func (e *edition) putNamesRight(choose func(segment int, slips []verify.Slip) []verify.Slip) {
	english, chosen := make(map[int]string), make(map[int][]verify.Slip)
	for i, s := range e.segments {
		slips := slices.SortedFunc(slices.Values(choose(i, e.checker.Slips(i))), func(a, b verify.Slip) int { return b.Span[0] - a.Span[0] })
		text, end := s.En, len(s.En)
		for _, slip := range slips {
			if slip.Span[1] <= end {
				text, end = slip.Mention.PutRight(text, slip.Span[0], slip.Span[1]), slip.Span[0]
				chosen[i] = append(chosen[i], slip)
			}
		}
		if text != s.En {
			english[i] = text
		}
	}
	for _, i := range e.offer(english, "substitution") {
		for _, slip := range chosen[i] {
			e.right[mention{e.segments[i].ID, slip.Mention.Start}] = "substitution"
		}
	}
}

func ids(segments []article.Segment) []string {
	out := make([]string, len(segments))
	for i, s := range segments {
		out[i] = s.ID
	}
	return out
}
