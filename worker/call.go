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
	p      *provider
	step   string
	failed int  // calls of the step that have failed before
	probe  bool // it tries whether the endpoint works again
	// depart gives back the endpoint's own leave.
	depart func(asked bool, u llm.Usage, err error)
	// settle says what the call cost, in US dollars, and whether the endpoint
	// counted it; without it, what was reserved stays spent.
	settle func(usd float64, counted bool)
}

// begin asks for leave to make a call: the endpoint's limits, what is known of
// its trouble, the budget and, last and by compare and swap, the ledger's. The
// error is a *heldBack, a *tooDear, a *queue.SpentError, or says that nobody
// needs the call any more.
func (e *edition) begin(ctx context.Context, p *provider, q question, key string, request llm.Request) (call, error) {
	most := request.Estimate()
	depart, err := p.Model.Admit(ctx, rank(e.lane), most.Prompt+most.Completion)
	if busy, ok := errors.AsType[*llm.BusyError](err); ok {
		return call{}, &heldBack{busy.Error(), busy.After, nil}
	}
	if err != nil {
		return call{}, err
	}
	probe, err := p.enter()
	if err != nil {
		depart(false, llm.Usage{}, nil)
		return call{}, err
	}
	settle, err := e.w.purse.reserve(ctx, e.lane, p.Model.Cost(most))
	if err == nil {
		failed := 0
		failed, err = e.tab.Open(ctx, q.step(), key, cmp.Or(q.most, e.w.MaxCalls, 4))
		if err == nil {
			return call{e, p, q.step(), failed, probe, depart, settle}, nil
		}
		settle(0, true)
	}
	p.leave(probe, false)
	depart(false, llm.Usage{}, nil)
	return call{}, err
}

// make asks and has the reply read. The leaves of the endpoint end with it, a
// panic of read included.
func (c call) make(ctx context.Context, request llm.Request, read func(llm.Reply) error) (reply llm.Reply, err error) {
	said := errPanic
	defer func() {
		c.p.leave(c.probe, err == nil || ctx.Err() == nil)
		c.depart(true, usageOf(reply, said), said)
	}()
	reply, said = c.p.Model.Ask(ctx, request)
	if said != nil {
		return reply, said
	}
	return reply, read(reply)
}

// errPanic stands for the outcome of a call that ended in a panic of ours.
var errPanic = errors.New("panic")

// usageOf is what the endpoint counted for a reply, or for its error.
func usageOf(reply llm.Reply, err error) llm.Usage {
	if fault, ok := errors.AsType[*llm.Error](err); ok {
		return fault.Usage
	}
	return reply.Usage
}

// end says what became of the call to the ledger, the budget and the shared
// state of the endpoint. The error is a *heldBack where the endpoint is in
// trouble, errOtherwise where it will be asked otherwise from now on, or asked,
// which says what is wrong with the reply.
func (c call) end(ctx context.Context, q question, reply llm.Reply, asked error) error {
	e := c.e
	fault, _ := errors.AsType[*llm.Error](asked)
	usage := usageOf(reply, asked)
	usd := c.p.Model.Cost(usage)
	e.w.Metrics.called(q.name, usage, usd, asked)
	switch {
	case ctx.Err() != nil && asked != nil:
		e.tab.Close(c.step, queue.Aborted, "")
		return context.Cause(ctx)
	case fault != nil && fault.Adapted:
		e.tab.Close(c.step, queue.Unpaid, "")
		c.settle(0, true)
		return errOtherwise
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
		return &heldBack{asked.Error(), c.p.failed(ctx, fault, c.probe, failures), asked}
	}
	if fault != nil && !fault.Paid() {
		e.tab.Close(c.step, queue.Failed, string(fault.Class))
		c.settle(0, true)
		return asked
	}
	c.settle(usd, !usage.Estimated)
	e.count(c.p, reply.Model, usage)
	c.p.passed(ctx)
	if asked == nil {
		e.tab.Close(c.step, queue.Answered, "")
		return context.Cause(ctx)
	}
	e.tab.Close(c.step, queue.Failed, string(classOf(asked)))
	return asked
}

// errOtherwise asks for the same question to be put once more, at no cost: the
// endpoint has refused a member of the request, which is left out from now on.
var errOtherwise = errors.New("asked otherwise from now on")
