package worker

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"naql/llm"
	"naql/queue"
)

// panicError is a fault of ours that an article brought out.
type panicError struct{ what string }

func (e *panicError) Error() string { return "panic: " + e.what }

// current returns the question to ask before each paid call.
func current(task *queue.Task) func(context.Context) error {
	return func(ctx context.Context) error {
		superseded, err := task.Superseded(ctx)
		if err == nil && superseded {
			err = queue.ErrSuperseded
		}
		return err
	}
}

// settle ends the task, in the way that the error asks for.
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
	if errors.Is(err, queue.ErrSuperseded) {
		log.InfoContext(ctx, "article superseded before a call was paid")
		return task.Ack()
	}
	if reply, ok := errors.AsType[*ReplyError](err); ok {
		log.WarnContext(ctx, "article buried", "class", reply.Class(), "err", err)
		return bury(ctx, task, reply.Class(), err, reply.Calls)
	}
	if p, ok := errors.AsType[*panicError](err); ok {
		log.ErrorContext(ctx, "article buried", "class", "poison", "err", p)
		return bury(ctx, task, "poison", p, 1)
	}
	if errors.Is(err, queue.ErrTooLarge) {
		log.WarnContext(ctx, "article buried", "class", "too-large", "err", err)
		return bury(ctx, task, "too-large", err, 0)
	}
	if errors.Is(err, queue.ErrFull) {
		log.ErrorContext(ctx, "no room for the result, article waits", "err", err)
		return task.Retry(longWait)
	}
	if model, ok := errors.AsType[*llm.Error](err); ok {
		wait := w.pause.after(model)
		// Those that were sent away together shall not come back together.
		wait += rand.N(max(wait/10, 1))
		log.WarnContext(ctx, "model trouble, article waits", "class", model.Class, "wait", wait.String(), "err", err)
		return task.Retry(wait)
	}
	log.WarnContext(ctx, "queue trouble, article waits", "err", err)
	return task.Retry(time.Second)
}

// longWait is for trouble that a person has to end.
const longWait = 30 * time.Second

// bury ends the task with a dead letter. Where that cannot be written the
// article comes back later, not at once: it would be paid for each time.
func bury(ctx context.Context, task *queue.Task, class string, reason error, attempts int) error {
	err := task.Bury(ctx, class, reason.Error(), attempts)
	if err != nil {
		return errors.Join(err, task.Retry(longWait))
	}
	return nil
}
