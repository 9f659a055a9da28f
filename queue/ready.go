package queue

import (
	"context"
	"fmt"
)

// Ready returns nil when the server answers for each stream that articles go
// through. It asks the server; give it a deadline.
func (q *Queue) Ready(ctx context.Context) error {
	for _, name := range []string{"IN", "OUT", "DEAD"} {
		if _, err := q.js.Stream(ctx, q.stream(name)); err != nil {
			return fmt.Errorf("stream %s: %w", q.stream(name), reach(ctx, err))
		}
	}
	return nil
}
