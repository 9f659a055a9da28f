package worker

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"naql/article"
	"naql/llm"
	"naql/prompts"
	"naql/queue"
)

// question is what one request asks, in as many calls as it takes.
type question struct {
	name string // of the step: "draft", "repair 1", "summary"
	part int    // of a step that asks several at once, from 1; 0 is the only one
	// segments are asked for; none for a summary.
	segments []article.Segment
	build    func(in prompts.Input, segments []article.Segment) llm.Request
	// read takes over what a reply of the endpoint says; an error refuses it.
	read func(p *provider, q question, reply llm.Reply, format llm.Format) error
	most int // calls that may fail; 0 is Worker.MaxCalls
	// first is the place in line of the endpoint to begin with.
	first int
}

// step names the question in the ledger. Halves of one question share its calls.
func (q question) step() string {
	if q.part == 0 {
		return q.name
	}
	return fmt.Sprintf("%s, part %d", q.name, q.part)
}

// ReplyError is the end of a question whose replies could not be used: each was
// refused, cut off, empty or unreadable. Err is the last of them.
type ReplyError struct {
	Step  string
	Calls int
	Err   error
	// class is why the last call failed, where Err does not tell.
	class string
}

func (e *ReplyError) Error() string {
	calls := "calls"
	if e.Calls == 1 {
		calls = "call"
	}
	return fmt.Sprintf("no usable reply in %d %s: %v", e.Calls, calls, e.Err)
}

func (e *ReplyError) Unwrap() error { return e.Err }

// Class names the error as a dead letter does.
func (e *ReplyError) Class() string { return cmp.Or(e.class, string(classOf(e.Err))) }

// classOf tells what is wrong with a reply, or why there was none.
func classOf(err error) llm.Class {
	fault, ok := errors.AsType[*llm.Error](err)
	switch {
	case ok:
		return fault.Class
	case errors.Is(err, prompts.ErrRefused):
		return llm.Refused
	case errors.Is(err, prompts.ErrLoop):
		return llm.Looping
	}
	return llm.Unreadable
}

// splitError asks for the halves of a question: as a whole it does not work.
type splitError struct{ cause *ReplyError }

func (e *splitError) Error() string { return "to be asked in halves: " + e.cause.Error() }

// ask gets one readable reply: the stored one where this question was paid for
// before, else from as many calls as the ledger allows. What a failed call leads
// to is said by the table of llm.Reaction: a wait, where the provider is in
// trouble and no other endpoint is there; the same question once more, another
// endpoint, the halves of the question, for which the error is a *splitError; or
// the end, a *ReplyError.
func (e *edition) ask(ctx context.Context, q question) error {
	found, ready, err := e.stored(ctx, q)
	if found || err != nil {
		return err
	}
	l := ladder{passed: map[*provider]bool{}, again: map[llm.Class]int{}}
	for last := error(nil); ; {
		tried := e.tab.Tried(q.step())
		p, err := e.choose(q.first, tried.Failed, l.passed)
		if err != nil {
			return err
		}
		format, err := e.format(ctx, p)
		if err != nil {
			if e.elsewhere(p, l) {
				l.passed[p] = true
				continue
			}
			return err
		}
		if ready.p != p || ready.format != format {
			ready = e.put(p, q, format)
		}
		request, key := ready.request, ready.key
		ready.p = nil // the next one has a nonce of its own
		l.adjust(&request, tried.Failed > 0, p.Model.Window())
		c, err := e.begin(ctx, p, q, key, request)
		if spent, ok := errors.AsType[*queue.SpentError](err); ok {
			return &ReplyError{Step: q.step(), Calls: spent.Calls, Err: cmp.Or(last, err), class: cmp.Or(spent.Last, "poison")}
		}
		if _, ok := errors.AsType[*heldBack](err); ok && p.held() != nil && e.elsewhere(p, l) {
			continue // another article was faster to its probe
		}
		if err != nil {
			return err
		}
		reply, err := c.make(ctx, request, func(reply llm.Reply) error {
			err := q.read(p, q, reply, format)
			if err == nil {
				// It is paid for: it is kept even if nobody waits for it any more.
				e.keep(ctx, p, q, key, reply, format)
			}
			return err
		})
		asked := err
		err = c.end(ctx, q, reply, asked)
		if asked == nil {
			p.Model.Heard(format, true)
		}
		if asked == nil || ctx.Err() != nil {
			return err
		}
		if errors.Is(err, errOtherwise) {
			continue
		}
		if held, ok := errors.AsType[*heldBack](err); ok {
			// Without a queue nobody comes back to the article later.
			if (p.held() != nil || e.w.Queue == nil) && e.elsewhere(p, l) {
				l.passed[p] = true
				continue
			}
			return held
		}
		last = err
		class := classOf(err)
		if class == llm.Unreadable || class == llm.Looping {
			p.Model.Heard(format, false)
		}
		failed := &ReplyError{Step: q.step(), Calls: c.failed + 1, Err: last}
		switch l.next(class, p, e.elsewhere(p, l), len(q.segments) > 1) {
		case moveSplit:
			return &splitError{failed}
		case moveEnd:
			return failed
		}
	}
}

// asking is a question as an endpoint is asked it, with a nonce of its own, and
// the key of its reply.
type asking struct {
	p       *provider
	format  llm.Format
	request llm.Request
	key     string
}

func (e *edition) put(p *provider, q question, format llm.Format) asking {
	in := prompts.Input{AID: e.aid, Segments: e.segments, Mentions: e.mentions, Format: format, Nonce: prompts.Nonce()}
	request := q.build(in, q.segments)
	return asking{p, format, request, request.Key(p.Model.Model())}
}

// elsewhere reports whether another endpoint than p may be asked that has
// something to try.
func (e *edition) elsewhere(p *provider, l ladder) bool {
	for _, other := range e.line {
		if other != p && !l.passed[other] && other.held() == nil {
			return true
		}
	}
	return false
}

// stored reads the reply that was paid for before, by whichever endpoint; only
// the first needs to be looked at for a question that was never asked. What was
// put together for the first is ready to be asked.
func (e *edition) stored(ctx context.Context, q question) (found bool, ready asking, err error) {
	asked := e.tab.Tried(q.step()).Calls > 0
	for i, p := range e.line {
		if i > 0 && !asked {
			break
		}
		format, err := e.format(ctx, p)
		if err != nil {
			if len(e.line) > 1 && ctx.Err() == nil {
				continue
			}
			return false, ready, err
		}
		try := e.put(p, q, format)
		if ready.p == nil {
			ready = try
		}
		raw, found, err := e.w.Replies.Get(ctx, try.key)
		if err != nil {
			return false, ready, err
		}
		if found && e.use(p, q, raw, format) {
			return true, ready, nil
		}
	}
	return false, ready, nil
}

// format is how replies come from the endpoint. Where it is still to be found
// out that takes a call, for which leave is needed as for any other.
func (e *edition) format(ctx context.Context, p *provider) (llm.Format, error) {
	if f, known := p.Model.FormatKnown(); known {
		return f, nil
	}
	probe, err := p.enter()
	if err != nil {
		return "", err
	}
	format, err := p.Model.Format(ctx)
	fault, ok := errors.AsType[*llm.Error](err)
	failed := ok && ctx.Err() == nil
	p.leave(probe, failed)
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	if failed {
		return "", &heldBack{err.Error(), p.failed(ctx, fault, probe, 0), err}
	}
	return format, err
}

// count adds one paid call to the provenance.
func (e *edition) count(p *provider, model string, u llm.Usage) {
	e.mu.Lock()
	defer e.mu.Unlock()
	to := &e.provenance
	to.Calls++
	to.PromptTokens += u.Prompt
	to.CachedTokens += u.Cached
	to.CompletionTokens += u.Completion
	to.CostUSD += p.Model.Cost(u)
	if model != "" {
		to.Model, to.Endpoint = model, p.Model.Endpoint()
	}
}

// use reads a stored reply and counts it as the call it was; false where it
// cannot be read.
func (e *edition) use(p *provider, q question, raw []byte, format llm.Format) bool {
	var reply llm.Reply
	if json.Unmarshal(raw, &reply) != nil || q.read(p, q, reply, format) != nil {
		return false
	}
	e.count(p, reply.Model, reply.Usage)
	return true
}

// keep stores a reply, as long as the article is ours. Where another worker
// was first, its reply is the one to go on with, so that both come to the same
// result. A reply that cannot be stored is used all the same: it would only be
// paid for again after a crash.
func (e *edition) keep(ctx context.Context, p *provider, q question, key string, reply llm.Reply, format llm.Format) {
	raw, err := json.Marshal(reply)
	if err != nil {
		panic(err) // strings and ints always marshal
	}
	stored, err := e.store(ctx, key, raw)
	if err != nil {
		e.w.Log.WarnContext(ctx, "reply not stored", "article", e.aid, "err", err)
		return
	}
	var theirs llm.Reply
	if !bytes.Equal(stored, raw) && json.Unmarshal(stored, &theirs) == nil && q.read(p, q, theirs, format) != nil {
		_ = q.read(p, q, reply, format) // theirs is of no use: ours, which was readable
	}
}

// lastWait bounds a write that is made although the work on its article has
// ended: a worker that stops has to wait for it.
const lastWait = 2 * time.Second

// store puts a reply away, once even if ctx has ended.
func (e *edition) store(ctx context.Context, key string, raw []byte) (stored []byte, err error) {
	for {
		try, done := context.WithTimeout(context.WithoutCancel(ctx), lastWait)
		stored, err = e.w.Replies.Put(try, key, raw)
		done()
		if !errors.Is(err, queue.ErrUnreachable) || ctx.Err() != nil {
			return stored, err
		}
		select { // a server that is restarted is back soon
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
}
