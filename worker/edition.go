package worker

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
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
	prompts  *prompts.Set
	lane     string
	line     []*provider // the endpoints that may be asked, by preference
	tab      tab

	segments []article.Segment
	mentions []glossary.Mention
	bullets  []article.Bullet

	source  func() *verify.Source
	checker *verify.Checker
	summary []article.Finding // about the bullets, or that there are none
	fixed   []article.Finding // stood once, and were put right
	right   map[mention]string

	// wrote is who wrote a segment of those that were not recalled.
	wrote map[string]text

	// mu guards what questions that are asked at once have in common.
	mu         sync.Mutex
	lost       map[string]bool // segments without a usable reply to their chunk
	provenance article.Provenance
}

// mention names one mention of a term: the segment and the byte where it
// starts in the Arabic.
type mention struct {
	segment string
	start   int
}

func (w *Worker) open(ctx context.Context, a article.Article, lane string) *edition {
	names := w.Glossary(ctx)
	e := &edition{
		w: w, article: a, aid: a.AID(), started: time.Now(), glossary: names, prompts: w.Prompts.Or(),
		lane: lane, line: w.line(lane),
		tab:      &loose{Attempts: queue.Attempts{}},
		segments: a.Segments(),
		right:    map[mention]string{}, wrote: map[string]text{}, lost: map[string]bool{},
	}
	e.provenance = article.Provenance{Prompt: e.prompts.Hash(), Glossary: names.Hash()}
	if len(e.line) > 0 {
		e.provenance.Model, e.provenance.Endpoint = e.line[0].Model.Model(), e.line[0].Model.Endpoint()
	}
	return e
}

func (e *edition) findTerms() { e.mentions = e.glossary.Mentions(e.segments) }

// draft asks for all segments that have no English. Those that the replies lack
// stay empty; check finds them and repair asks for them. It is an error where
// the article then has no English at all.
func (e *edition) draft(ctx context.Context) error {
	base := question{name: "draft", build: func(in prompts.Input, segments []article.Segment) llm.Request {
		in.Only = ids(segments)
		return e.prompts.Translate(in)
	}}
	var want []article.Segment
	for _, s := range e.segments {
		if s.En == "" {
			want = append(want, s)
		}
	}
	if len(want) == 0 {
		return nil
	}
	got, err := e.askAll(ctx, e.questions(base, want))
	if _, ok := errors.AsType[*ReplyError](err); ok && len(want) < len(e.segments) {
		return nil // an editor can go on from there
	}
	if err != nil {
		return err
	}
	for i, s := range e.segments {
		if t, ok := got[s.ID]; ok {
			e.write(i, t)
		}
	}
	return nil
}

// write puts a model's text into a segment.
func (e *edition) write(i int, t text) {
	s := &e.segments[i]
	if s.Reused {
		e.provenance.ReusedSegments--
	}
	s.En, s.Reused, s.EditedBy, s.Model = t.en, false, "", t.model
	e.wrote[s.ID] = t
}

// read has the checks read the Arabic while the model writes. What panics there
// does so where the source is asked for.
func (e *edition) read() {
	segments := slices.Clone(e.segments)
	e.source = sync.OnceValue(func() *verify.Source { return verify.Read(segments, e.mentions) })
	go func() {
		defer func() { _ = recover() }()
		e.source()
	}()
}

func (e *edition) check() { e.checker = e.source().Against(e.segments, e.w.Style) }

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
		if !severe[s.ID] || s.EditedBy != "" { // an editor stands for it
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

// repair asks for the failing segments again, the second time of the next
// endpoint where there is one, and takes each new text only where it is better.
// Replies that cannot be used leave all as it was.
func (e *edition) repair(ctx context.Context, round int, asks []prompts.Ask) error {
	base := question{name: fmt.Sprintf("repair %d", round), first: round - 1,
		build: func(in prompts.Input, segments []article.Segment) llm.Request {
			wanted := ids(segments)
			request := e.prompts.Repair(in, slices.DeleteFunc(slices.Clone(asks), func(a prompts.Ask) bool { return !slices.Contains(wanted, a.Segment) }))
			if round > 1 {
				request.Temperature = warm // the same words again would get the same answer
			}
			return request
		}}
	var want []article.Segment
	for _, s := range e.segments {
		if slices.ContainsFunc(asks, func(a prompts.Ask) bool { return a.Segment == s.ID }) {
			want = append(want, s)
		}
	}
	e.provenance.Repairs++
	got, err := e.askAll(ctx, e.questions(base, want))
	if reply := (*ReplyError)(nil); errors.As(err, &reply) {
		return nil
	}
	if err != nil {
		return err
	}
	english := make(map[int]string)
	for i, s := range e.segments {
		if t, ok := got[s.ID]; ok && t.en != s.En {
			english[i] = t.en
		}
	}
	for _, i := range e.offer(english, "repair") {
		e.write(i, got[e.segments[i].ID])
	}
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
