package worker

import (
	"context"
	"sync"

	"naql/queue"
)

// tab counts the paid calls of one article; a *queue.Task keeps it where a
// crash cannot lose it.
type tab interface {
	// Open counts a call before it is made; an error forbids it.
	Open(ctx context.Context, step, key string, limit int) (failed int, err error)
	// Close says what became of it.
	Close(step string, end queue.CallEnd, class string)
	// Tried tells what became of the calls of a step so far.
	Tried(step string) queue.Count
	// Recalled are the segments that were taken from memory, if that is known;
	// Recall keeps them.
	Recalled() (ids []string, known bool)
	Recall(ids []string)
}

// loose is the tab of an article that came without a queue.
type loose struct {
	mu sync.Mutex
	queue.Attempts
}

func (l *loose) Open(_ context.Context, step, _ string, limit int) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Begin(step, limit)
}

func (l *loose) Close(step string, end queue.CallEnd, class string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch end {
	case queue.Failed:
		l.Fail(step, class)
	case queue.Unpaid:
		l.Forgive(step)
	}
}

func (l *loose) Tried(step string) queue.Count {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Attempts[step]
}

func (l *loose) Recalled() ([]string, bool) { return nil, false }

func (l *loose) Recall([]string) {}
