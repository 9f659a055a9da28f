package worker

import (
	"context"
	"sync"
)

// LocalReplies keeps replies in this process: for work without a queue. The zero
// value is ready.
type LocalReplies struct{ m sync.Map }

// Get implements Replies.
func (m *LocalReplies) Get(_ context.Context, key string) ([]byte, bool, error) {
	if v, ok := m.m.Load(key); ok {
		return v.([]byte), true, nil
	}
	return nil, false, nil
}

// Put implements Replies.
func (m *LocalReplies) Put(_ context.Context, key string, value []byte) ([]byte, error) {
	v, _ := m.m.LoadOrStore(key, value)
	return v.([]byte), nil
}
