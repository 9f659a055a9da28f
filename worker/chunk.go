package worker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"unicode/utf8"

	"naql/article"
	"naql/llm"
	"naql/prompts"
)

// text is the English of a segment and the model that wrote it: by the name
// under which it was asked, and by the name that its reply gives.
type text struct{ en, asked, model string }

// gathered collects the replies to the chunks of one step.
type gathered struct {
	mu    sync.Mutex
	texts map[string]text
}

// read takes over the segments of a reply. It is an error where it holds none.
func (g *gathered) read(p *provider, q question, reply llm.Reply, format llm.Format) error {
	got, _, err := prompts.ParseSegments(reply, format, q.segments)
	if err != nil {
		return err
	}
	if len(got) == 0 {
		return errNone
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for id, en := range got {
		g.texts[id] = text{en, p.Model.Model(), reply.Model}
	}
	return nil
}

var errNone = errors.New("the reply holds none of the segments that were asked for")

// Bounds of one chunk. A long request is translated worse towards its end, and
// costs more when it fails.
const (
	maxChunkTokens   = 3000 // of Arabic
	maxChunkSegments = 60
	chunkOverhead    = 1200 // tokens of instructions, names and context
)

// arabicTokens estimates what a segment takes in the prompt, for the least
// favourable tokenizer in use at 2.5 characters a token, its marker included.
func arabicTokens(s article.Segment) int { return utf8.RuneCountInString(s.Ar)*2/5 + 15 }

// chunks divides segments into runs that each fit into the window of the first
// endpoint in line, reply included: it is capped at 1.6 tokens for one of
// Arabic. They divide evenly, so that none is a remnant. A segment that is too
// long for any is a chunk of its own.
func (e *edition) chunks(segments []article.Segment) [][]article.Segment {
	window := 0
	if len(e.line) > 0 {
		window = e.line[0].Model.Window()
	}
	most := maxChunkTokens
	if window > 0 {
		most = min(most, max((window-chunkOverhead)*10/26, 200))
	}
	total := 0
	for _, s := range segments {
		total += arabicTokens(s)
	}
	parts := max((total+most-1)/most, (len(segments)+maxChunkSegments-1)/maxChunkSegments, 1)
	even := max(total/parts, 1)
	var out [][]article.Segment
	begun, size := 0, 0
	for i, s := range segments {
		n := arabicTokens(s)
		full := size+n > most || i-begun == maxChunkSegments
		if i > begun && (full || size+n/2 > even && len(out) < parts-1) {
			out = append(out, segments[begun:i])
			begun, size = i, 0
		}
		size += n
	}
	if begun < len(segments) {
		out = append(out, segments[begun:])
	}
	return out
}

// atOnce is how many questions of one article are asked at the same time.
const atOnce = 8

// askAll asks the questions of one step at once and gathers what comes. Those
// whose replies are of no use leave their segments out; the error is a
// *ReplyError where nothing came at all. Trouble of the provider is an error
// after the others have ended: what they came to is stored.
func (e *edition) askAll(ctx context.Context, questions []question) (map[string]text, error) {
	if e.w.Step != nil && len(questions) > 0 {
		e.w.Step(e.aid, questions[0].name)
	}
	g := &gathered{texts: map[string]text{}}
	errs := make([]error, len(questions))
	turns := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for i, q := range questions {
		q.read = g.read
		if len(questions) > 1 {
			q.part = i + 1
		}
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			defer func() {
				if p := recover(); p != nil {
					errs[i] = &panicError{fmt.Sprint(p)}
				}
			}()
			errs[i] = e.askHalves(ctx, q)
		})
	}
	all.Wait()
	var reply error
	for _, err := range errs {
		if _, ok := errors.AsType[*ReplyError](err); ok {
			reply = err
		} else if err != nil {
			return nil, err
		}
	}
	if len(g.texts) == 0 && reply != nil {
		return nil, reply
	}
	return g.texts, nil
}

// askHalves asks the question, or its halves where that is the way round. One
// segment that cannot be had does not cost its neighbours.
func (e *edition) askHalves(ctx context.Context, q question) error {
	err := e.ask(ctx, q)
	split, ok := errors.AsType[*splitError](err)
	if !ok {
		e.lose(q.segments, err)
		return err
	}
	half := len(q.segments) / 2
	left, right := q, q
	left.segments, right.segments = q.segments[:half], q.segments[half:]
	err, other := e.askHalves(ctx, left), e.askHalves(ctx, right)
	for _, err := range []error{err, other} {
		if _, ok := errors.AsType[*ReplyError](err); err != nil && !ok {
			return err
		}
	}
	if err != nil && other != nil {
		split.cause.Calls = e.tab.Tried(q.step()).Calls
		return split.cause
	}
	return nil
}

// lose takes note of segments that no reply to their question was of use for:
// from now on each is asked alone.
func (e *edition) lose(segments []article.Segment, err error) {
	if _, ok := errors.AsType[*ReplyError](err); !ok {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range segments {
		e.lost[s.ID] = true
	}
}

// mostAlone is how many of the segments that were lost are asked one by one.
// More go together: then it is not one of them that is to blame.
const mostAlone = 8

// questions divides what a step asks for: what was lost with its neighbours by
// itself and once only, the rest in chunks.
func (e *edition) questions(base question, want []article.Segment) []question {
	var lost, rest []article.Segment
	for _, s := range want {
		if e.lost[s.ID] {
			lost = append(lost, s)
		} else {
			rest = append(rest, s)
		}
	}
	var out []question
	for _, c := range e.chunks(rest) {
		q := base
		q.segments = c
		out = append(out, q)
	}
	size := max((len(lost)+mostAlone-1)/mostAlone, 1)
	for c := range slices.Chunk(lost, size) {
		q := base
		q.segments, q.most = c, min(cmp.Or(e.w.MaxCalls, 4), max(len(e.line), 1))
		out = append(out, q)
	}
	return out
}
