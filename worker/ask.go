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

// ReplyError is the end of a step whose replies could not be used: each was
// refused, cut off, empty or unreadable. Err is the last of them.
type ReplyError struct {
	Step  string
	Calls int
	Err   error
	// class is why the last call failed, where Err does not tell.
	class string
}

func (e *ReplyError) Error() string {
	return fmt.Sprintf("no usable reply in %d calls: %v", e.Calls, e.Err)
}

func (e *ReplyError) Unwrap() error { return e.Err }

// Class names the error as a dead letter does.
func (e *ReplyError) Class() string {
	if err, ok := errors.AsType[*llm.Error](e.Err); ok {
		return string(err.Class)
	}
	return cmp.Or(e.class, "reply")
}

// askSegments asks for English and returns what the reply holds of want.
// At least one segment is there when the error is nil.
func (e *edition) askSegments(ctx context.Context, step string, want []string, build func(prompts.Input) llm.Request) (map[string]string, error) {
	asked := e.named(want)
	var got map[string]string
	err := e.ask(ctx, step, build, func(r llm.Reply, format llm.Format) (err error) {
		got, _, err = prompts.ParseSegments(r, format, asked)
		if err == nil && len(got) == 0 {
			err = errors.New("the reply holds none of the segments that were asked for")
		}
		return err
	})
	return got, err
}

// named are the segments with these ids.
func (e *edition) named(ids []string) []article.Segment {
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var out []article.Segment
	for _, s := range e.segments {
		if wanted[s.ID] {
			out = append(out, s)
		}
	}
	return out
}

func (e *edition) askBullets(ctx context.Context, step string, instructions []string) ([]article.Bullet, []article.Finding, error) {
	var bullets []article.Bullet
	build := func(in prompts.Input) llm.Request { return prompts.Summary(in, instructions) }
	err := e.ask(ctx, step, build, func(r llm.Reply, format llm.Format) (err error) {
		bullets, err = prompts.ParseBullets(r, format)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return bullets, e.checker.Summary(bullets), nil
}

// ask gets one readable reply: the stored one where this request was paid for
// before, else from as many calls as the tab allows. Trouble of the provider
// ends it at once, since a wait costs less than a try; trouble with the reply
// is tried again with another nonce and a warmer model, then becomes a
// *ReplyError.
func (e *edition) ask(ctx context.Context, step string, build func(prompts.Input) llm.Request, read func(llm.Reply, llm.Format) error) error {
	if e.w.Step != nil {
		e.w.Step(e.aid, step)
	}
	format, err := e.format(ctx)
	if err != nil {
		return err
	}
	in := prompts.Input{AID: e.aid, Segments: e.segments, Mentions: e.mentions, Format: format, Nonce: prompts.Nonce()}
	request := build(in)
	key := request.Key(e.w.Model.Model())
	raw, found, err := e.w.Replies.Get(ctx, key)
	if err != nil {
		return err
	}
	if found && e.use(raw, format, read) {
		return nil
	}
	for last := error(nil); ; {
		call, err := e.begin(ctx, step, key, request)
		if spent, ok := errors.AsType[*queue.SpentError](err); ok {
			return &ReplyError{Step: step, Calls: spent.Calls, Err: cmp.Or(last, err), class: cmp.Or(spent.Last, "poison")}
		}
		if err != nil {
			return err
		}
		if call.failed > 0 {
			in.Nonce = prompts.Nonce()
			request = build(in)
			request.Temperature = warm
		}
		reply, err := call.make(ctx, request, func(reply llm.Reply) error {
			err := read(reply, format)
			if err == nil {
				// It is paid for: it is kept even if nobody waits for it any more.
				e.remember(ctx, key, reply, format, read)
			}
			return err
		})
		if wait, ended := call.end(ctx, reply, err); ended {
			return wait
		}
		if last = err; hopeless(err) {
			return &ReplyError{Step: step, Calls: call.failed + 1, Err: last}
		}
	}
}

// format is how replies come from the endpoint. Where it is still to be found
// out that takes a call, for which leave is needed as for any other.
func (e *edition) format(ctx context.Context) (llm.Format, error) {
	p := &e.w.provider
	probe, err := p.enter()
	if err != nil {
		return "", err
	}
	format, err := e.w.Model.Format(ctx)
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

// hopeless reports whether the same request would be refused again.
func hopeless(err error) bool {
	e, ok := errors.AsType[*llm.Error](err)
	return ok && (e.Class == llm.BadRequest || e.Class == llm.ContextLength)
}

// count adds one paid call to the provenance; err is why its reply could not
// be used, or nil.
func (e *edition) count(r llm.Reply, err error) {
	if failed, ok := errors.AsType[*llm.Error](err); ok {
		r.Usage = failed.Usage
	}
	p := &e.provenance
	p.Calls++
	p.PromptTokens += r.Usage.Prompt
	p.CachedTokens += r.Usage.Cached
	p.CompletionTokens += r.Usage.Completion
	p.CostUSD += e.w.Model.Cost(r.Usage)
	if r.Model != "" {
		p.Model = r.Model
	}
}

// use reads a stored reply and counts it as the call it was; false where it
// cannot be read.
func (e *edition) use(raw []byte, format llm.Format, read func(llm.Reply, llm.Format) error) bool {
	var reply llm.Reply
	if json.Unmarshal(raw, &reply) != nil || read(reply, format) != nil {
		return false
	}
	e.count(reply, nil)
	return true
}

// remember stores a reply, as long as the article is ours. Where another worker
// was first, its reply is the one to go on with, so that both come to the same
// result. A reply that cannot be stored is used all the same: it would only be
// paid for again after a crash.
func (e *edition) remember(ctx context.Context, key string, reply llm.Reply, format llm.Format, read func(llm.Reply, llm.Format) error) {
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
	if !bytes.Equal(stored, raw) && json.Unmarshal(stored, &theirs) == nil && read(theirs, format) != nil {
		_ = read(reply, format) // theirs is of no use: ours, which was readable
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
