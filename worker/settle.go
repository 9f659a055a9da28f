package worker

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"naql/llm"
	"naql/queue"
)

// panicError is a fault of ours that an article brought out.
type panicError struct{ what string }

func (e *panicError) Error() string { return "panic: " + e.what }

// errSuperseded ends work that nobody needs any more.
var errSuperseded = errors.New("superseded")

// current returns the question to ask before each paid call.
func current(task *queue.Task) func(context.Context) error {
	return func(ctx context.Context) error {
		superseded, err := task.Superseded(ctx)
		if err == nil && superseded {
			err = errSuperseded
		}
		return err
	}
}

// settle ends the task. Every way in which an article's work can end is one
// case here.
func (w *Worker) settle(ctx context.Context, log *slog.Logger, task *queue.Task, err error) error {
	if err == nil {
		return task.Ack()
	}
	if errors.Is(err, queue.ErrLeaseLost) {
		log.WarnContext(ctx, "lease lost, another worker has the article")
		return nil
	}
	if errors.Is(err, queue.ErrStopping) {
		return task.Retry(0)
	}
	if errors.Is(err, errSuperseded) {
		log.InfoContext(ctx, "article superseded before a call was paid")
		return task.Ack()
	}
	if reply, ok := errors.AsType[*ReplyError](err); ok {
		log.WarnContext(ctx, "article buried", "class", reply.Class(), "err", err)
		return task.Bury(ctx, reply.Class(), err.Error(), reply.Calls)
	}
	if p, ok := errors.AsType[*panicError](err); ok {
		log.ErrorContext(ctx, "article buried", "class", "poison", "err", p)
		return task.Bury(ctx, "poison", p.Error(), 1)
	}
	if model, ok := errors.AsType[*llm.Error](err); ok {
		wait := w.pause.after(model)
		log.WarnContext(ctx, "model trouble, article waits", "class", model.Class, "wait", wait, "err", err)
		return task.Retry(wait)
	}
	log.WarnContext(ctx, "queue trouble, article waits", "err", err)
	return task.Retry(time.Second)
}
