package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A node may hold garbage of three times what lives, within room; beyond that,
// where a large glossary or many articles live, of as much as lives, as Go does
// by itself. An article leaves some 2 MB, and by itself Go would go through all
// the names to collect the litter of each few articles.
const (
	garbage = 300      // percent of what lives
	room    = 96 << 20 // bytes of all; some 15 MB of the program come on top
)

// spendMemory keeps the collector to that until ctx ends. Whoever sets GOGC or
// GOMEMLIMIT has decided.
func spendMemory(ctx context.Context) error {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(-1))
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	lives := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	for limit := int64(0); ; {
		metrics.Read(lives)
		// A limit below what lives would have the collector run all the time.
		if next := max(room, 2*int64(lives[0].Value.Uint64())); next != limit {
			limit = next
			debug.SetMemoryLimit(limit)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
