package worker

import (
	"cmp"
	"context"
	"errors"

	"naql/llm"
	"naql/queue"
)

// call is a paid call for which every leave was given.
type call struct {
	e      *edition
	step   string
	failed int  // calls of the step that have failed before
	probe  bool // it tries whether the endpoint works again
	// settle says what the call cost, in US dollars, and whether the endpoint
	// counted it; without it, what was reserved stays spent.
	settle func(usd float64, counted bool)
}

// begin asks for leave to make a call: the provider's, the budget's and, last
// and by compare and swap, the ledger's. The error is a *heldBack, a
// *tooDear, a *queue.SpentError, or says that nobody needs the call any more.
func (e *edition) begin(ctx context.Context, step, key string, request llm.Request) (call, error) {
	p := &e.w.provider
	probe, err := p.enter()
	if err != nil {
		return call{}, err
	}
	settle, err := p.reserve(ctx, e.lane, e.w.Budget, e.w.Model.Cost(request.Estimate()))
	if err != nil {
		p.leave(probe, false)
		return call{}, err
	}
	failed, err := e.tab.Open(ctx, step, key, cmp.Or(e.w.MaxCalls, 4))
	if err != nil {
		p.leave(probe, false)
		settle(0, true)
		return call{}, err
	}
	return call{e, step, failed, probe, settle}, nil
}

// make asks and has the reply read. The provider's leave ends with it, a panic
// of read included.
func (c call) make(ctx context.Context, request llm.Request, read func(llm.Reply) error) (reply llm.Reply, err error) {
	defer func() { c.e.w.provider.leave(c.probe, err == nil || ctx.Err() == nil) }()
	if reply, err = c.e.w.Model.Ask(ctx, request); err == nil {
		err = read(reply)
	}
	return reply, err
}

// end says what became of the call, to all who gave leave but the provider. It is done with the
// step where ended is true: answered where err is nil then. Otherwise the reply
// was of no use, and another call may do better.
func (c call) end(ctx context.Context, reply llm.Reply, asked error) (err error, ended bool) {
	e, p := c.e, &c.e.w.provider
	fault, _ := errors.AsType[*llm.Error](asked)
	aborted := ctx.Err() != nil && asked != nil
	usage := reply.Usage
	if fault != nil {
		usage = fault.Usage
	}
	usd := e.w.Model.Cost(usage)
	e.w.Metrics.called(c.step, usage, usd, asked)
	switch {
	case aborted:
		e.tab.Close(c.step, queue.Aborted, "")
		return context.Cause(ctx), true
	case fault != nil && fault.Class.Provider():
		failures := c.failed
		if fault.Paid() && !c.probe {
			failures++
			e.tab.Close(c.step, queue.Failed, string(fault.Class))
		} else {
			e.tab.Close(c.step, queue.Unpaid, "")
		}
		if !fault.Paid() {
			c.settle(0, true)
		}
		return &heldBack{asked.Error(), p.failed(ctx, fault, c.probe, failures), asked}, true
	}
	c.settle(usd, !usage.Estimated)
	e.count(reply, asked)
	p.passed(ctx)
	if asked == nil {
		e.tab.Close(c.step, queue.Answered, "")
		return context.Cause(ctx), true
	}
	e.tab.Close(c.step, queue.Failed, (&ReplyError{Err: asked}).Class())
	return nil, false
}
