package llm

import (
	"sync"
	"testing"
	"time"
)

// TestLearnedInOrder: whoever keeps the verdict is left with the newest, though
// two calls learn at once.
func TestLearnedInOrder(t *testing.T) {
	var mu sync.Mutex
	var kept Verdict
	inFirst := make(chan struct{})
	c, err := New(Config{BaseURL: "http://127.0.0.1:1/v1", Model: "m", Learned: func(v Verdict) {
		if len(v.Without) == 1 {
			close(inFirst)
			time.Sleep(100 * time.Millisecond)
		}
		mu.Lock()
		kept = v
		mu.Unlock()
	}})
	if err != nil {
		t.Fatal(err)
	}
	add := func(m string) {
		c.learn(func(v *Verdict) bool { v.Without = append(v.Without, m); return true })
	}
	var all sync.WaitGroup
	all.Go(func() { add("temperature") })
	<-inFirst
	add("json_schema")
	all.Wait()
	if len(kept.Without) != 2 {
		t.Errorf("kept %v, known %v", kept.Without, c.Verdict().Without)
	}
}
