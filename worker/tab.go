package worker

import (
	"context"

	"naql/queue"
)

// tab counts the paid calls of one article; a *queue.Task keeps it where a
// crash cannot lose it.
type tab interface {
	// Open counts a call before it is made; an error forbids it.
	Open(ctx context.Context, step, key string, limit int) (failed int, err error)
	// Close says what became of it.
	Close(end queue.CallEnd, class string)
}

// loose is the tab of an article that came without a queue.
type loose struct {
	queue.Attempts
	step string
}

func (l *loose) Open(_ context.Context, step, _ string, limit int) (int, error) {
	l.step = step
	return l.Begin(step, limit)
}

func (l *loose) Close(end queue.CallEnd, class string) {
	switch end {
	case queue.Failed:
		l.Fail(l.step, class)
	case queue.Unpaid:
		l.Forgive(l.step)
	}
}
