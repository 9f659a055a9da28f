package worker

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"naql/queue"
)

// panicError is a fault of ours that an article brought out.
type panicError struct{ what string }

func (e *panicError) Error() string { return "panic: " + e.what }

// settle ends the task, in the way that the error asks for.
func (w *Worker) settle(ctx context.Context, log *slog.Logger, task *queue.Task, err error) error {
	if err == nil {
		return task.Ack()
	}
	if errors.Is(err, queue.ErrLeaseLost) {
		log.WarnContext(ctx, "lease lost, another worker may have the article", "err", err)
		return task.Disown(ctx)
	}
	if errors.Is(err, queue.ErrStopping) {
		return task.Retry(0)
	}
	if errors.Is(err, queue.ErrSuperseded) {
		w.Metrics.ended("superseded", task.Lane)
		log.InfoContext(ctx, "article superseded before a call was paid")
		return task.Ack()
	}
	if reply, ok := errors.AsType[*ReplyError](err); ok {
		log.WarnContext(ctx, "article buried", "class", reply.Class(), "err", err)
		return w.bury(ctx, task, reply.Class(), err, reply.Calls)
	}
	if p, ok := errors.AsType[*panicError](err); ok {
		log.ErrorContext(ctx, "article buried", "class", "poison", "err", p)
		return w.bury(ctx, task, "poison", p, 1)
	}
	if dear, ok := errors.AsType[*tooDear](err); ok {
		log.ErrorContext(ctx, "article buried", "class", "budget", "err", dear)
		return w.bury(ctx, task, "budget", dear, 0)
	}
	if errors.Is(err, queue.ErrTooLarge) {
		log.WarnContext(ctx, "article buried", "class", "too-large", "err", err)
		return w.bury(ctx, task, "too-large", err, 0)
	}
	if errors.Is(err, queue.ErrFull) {
		log.ErrorContext(ctx, "no room for the result, article waits", "err", err)
		return task.Retry(longWait)
	}
	if held, ok := errors.AsType[*heldBack](err); ok {
		log.InfoContext(ctx, "article waits", "why", held.why, "wait", held.after.String())
		return task.Retry(jittered(held.after))
	}
	log.WarnContext(ctx, "queue trouble, article waits", "err", err)
	return task.Retry(time.Second)
}

// longWait is for trouble that a person has to end.
const longWait = 30 * time.Second

// bury ends the task with a dead letter. Where that cannot be written the
// article comes back later, not at once: it would be paid for each time.
func (w *Worker) bury(ctx context.Context, task *queue.Task, class string, reason error, attempts int) error {
	err := task.Bury(ctx, class, reason.Error(), attempts)
	if err != nil {
		return errors.Join(err, task.Retry(longWait))
	}
	w.Metrics.ended("dead", task.Lane)
	return nil
}
