package worker

import (
	"context"
	"slices"
	"time"

	"naql/article"
	"naql/prompts"
	"naql/queue"
)

// memoryWait bounds what is asked of the memory: without it work goes on, and
// only costs more.
const memoryWait = 2 * time.Second

// maker names who writes under a model's name: the model and its prompts.
func (e *edition) maker(model string) string { return model + " " + e.prompts.Hash() }

// recall fills in the segments that have been translated before, under the same
// names and forms: by an editor's hand, or by the model that would be asked.
func (e *edition) recall(ctx context.Context) {
	if e.w.Memory == nil || len(e.line) == 0 {
		return
	}
	keys := make([]string, len(e.segments))
	for i := range e.segments {
		e.segments[i].Memory = prompts.MemoryKey(e.segments[i], e.mentions)
		keys[i] = e.segments[i].Memory
	}
	ctx, done := context.WithTimeout(ctx, memoryWait)
	defer done()
	found, err := e.w.Memory.Recall(ctx, keys, e.maker(e.line[0].Model.Model()))
	if err != nil {
		e.w.Log.WarnContext(ctx, "memory not asked", "article", e.aid, "err", err)
		return
	}
	// After a crash the questions must be those that were paid for.
	before, known := e.tab.Recalled()
	recalled := []string{}
	for i, s := range e.segments {
		if r, ok := found[s.Memory]; ok && (!known || slices.Contains(before, s.ID)) {
			recalled = append(recalled, s.ID)
			e.segments[i].En, e.segments[i].Reused = r.En, true
			e.segments[i].EditedBy, e.segments[i].Model = r.By, r.Model
			e.provenance.ReusedSegments++
		}
	}
	if !known {
		e.tab.Recall(recalled)
	}
}

// remember keeps what was written anew and has no severe finding.
func (e *edition) remember(ctx context.Context) {
	if e.w.Memory == nil {
		return
	}
	bad := map[string]bool{}
	for _, f := range e.checker.Report().Findings {
		if f.Severe() && f.State == article.Open {
			bad[f.Segment] = true
		}
	}
	written := map[string]queue.Remembered{}
	for _, s := range e.segments {
		if by, ok := e.wrote[s.ID]; ok && !s.Reused && s.En != "" && s.Memory != "" && !bad[s.ID] {
			written[queue.MachineKey(s.Memory, e.maker(by.asked))] = queue.Remembered{En: s.En, Model: s.Model}
		}
	}
	ctx, done := context.WithTimeout(ctx, memoryWait)
	defer done()
	if err := e.w.Memory.Remember(ctx, written); err != nil {
		e.w.Log.WarnContext(ctx, "segments not remembered", "article", e.aid, "err", err)
	}
}
