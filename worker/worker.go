// Package worker takes articles from the queue, or one from a caller, and
// makes results of them. The way of an article is in this file, top to bottom.
package worker

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"naql/article"
	"naql/glossary"
	"naql/prompts"
	"naql/queue"
	"naql/verify"
)

// repairRounds is how often failing segments are sent back to the model.
// A third round rarely mends what two did not, and an editor is cheaper.
const repairRounds = 2

// Worker makes results of articles. The fields are set before the first call
// and not changed afterwards; its methods may then run at once.
type Worker struct {
	// Endpoints are asked in this order, as far as an article's lane may use them;
	// the next one where one is in trouble or cannot do what is asked. Required.
	Endpoints []Endpoint
	// Glossary gives the house's names. It is asked once for each article, which
	// keeps to the answer to its end. Required, as is the answer.
	Glossary func(context.Context) *glossary.Glossary
	// Replies remembers what was paid for. Required.
	Replies Replies
	// Memory, where set, remembers the English of single segments.
	Memory Memory
	// Prompts are what models are told. Defaults to the built-in ones.
	Prompts *prompts.Set
	// MaxCalls bounds the paid calls of one step and chunk of one article.
	// Defaults to 4.
	MaxCalls int
	// Queue is where Run takes articles from. Translate does without.
	Queue *queue.Queue
	// Style says which rules of house style are checked. Defaults to none.
	Style verify.Style
	// Slots is how many articles are in hand at once, flash articles apart,
	// which have two more of their own. Defaults to 8.
	Slots int
	// Metrics, where set, counts what is done.
	Metrics *Metrics
	// Log is required.
	Log *slog.Logger
	// Budget is what all workers together may spend on one UTC day, in US
	// dollars; 0 has no bound.
	Budget float64
	// Step, where set, is told of each step as it begins: "draft", "repair 1",
	// "summary". It is for progress on a screen and must return at once.
	Step func(aid, step string)

	once      sync.Once
	providers []*provider
	purse     purse
	parts     sync.WaitGroup
	company   company
}

// Replies keeps paid replies by the key of the request. The first value put
// under a key stays, and Put returns it.
type Replies interface {
	Get(ctx context.Context, key string) (value []byte, found bool, err error)
	Put(ctx context.Context, key string, value []byte) (stored []byte, err error)
}

// Memory keeps the English of single segments by the key of what decides it;
// see queue.Memory.
type Memory interface {
	Recall(ctx context.Context, keys []string, maker string) (map[string]queue.Remembered, error)
	Remember(ctx context.Context, written map[string]queue.Remembered) error
}

// Always is the Glossary of a worker whose names do not change.
func Always(g *glossary.Glossary) func(context.Context) *glossary.Glossary {
	return func(context.Context) *glossary.Glossary { return g }
}

// Run works on articles until ctx ends, and returns when those in hand have
// been finished or handed back. Call it once.
func (w *Worker) Run(ctx context.Context) error {
	w.once.Do(w.connect)
	defer w.parts.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	w.follow(ctx)
	return w.Queue.Tasks(ctx, queue.Slots{Any: cmp.Or(w.Slots, 8), Flash: 2, Closed: w.closed}, w.handle)
}

// handle holds the task for as long as its article is in hand.
func (w *Worker) handle(ctx context.Context, task *queue.Task) {
	started := time.Now()
	log := w.Log.With("article", task.AID, "revision", task.Revision, "lane", task.Lane)
	log.DebugContext(ctx, "article in hand", "sequence", task.Seq, "epoch", task.Epoch, "suspect", task.Suspect())
	held, release := task.Hold(ctx)
	defer release()
	defer w.Metrics.begun()()

	leave, err := w.company.join(held, task.Suspect())
	defer leave()
	if err == nil && task.Suspect() {
		err = task.Begin(held)
	}
	var result article.Result
	if err == nil {
		result, err = w.result(held, task)
	}
	published := false
	if err == nil {
		published, err = task.Publish(held, result)
	}
	if err == nil {
		w.Metrics.took("article", started)
		if published {
			w.Metrics.done(result)
		} else {
			w.Metrics.ended("superseded", task.Lane)
		}
		log.InfoContext(ctx, "article done", "state", result.State, "published", published, "calls", result.Provenance.Calls,
			"open", len(result.Open()), "seconds", time.Since(started).Seconds())
	}
	if err := w.settle(ctx, log, task, err); err != nil {
		log.ErrorContext(ctx, "settle article", "err", err)
	}
}

// result is Translate for a task. A panic ends the article, not the worker.
func (w *Worker) result(ctx context.Context, task *queue.Task) (result article.Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{fmt.Sprint(p)}
		}
	}()
	e := w.open(ctx, task.Article, task.Lane)
	e.tab = task
	result, err = e.run(ctx)
	result.Revision, result.Lane = task.Revision, task.Lane
	return result, err
}

// Translate makes one article's result without a queue. An error is an
// *llm.Error or a *ReplyError: nothing can be shown. Text that failed its
// checks is no error; the result is then flagged.
func (w *Worker) Translate(ctx context.Context, a article.Article) (article.Result, error) {
	return w.open(ctx, a, queue.Routine).run(ctx)
}

// run is the path of an article.
func (e *edition) run(ctx context.Context) (article.Result, error) {
	began := time.Now()
	e.findTerms()
	e.read()
	e.recall(ctx)
	if err := e.draft(ctx); err != nil {
		return article.Result{}, fmt.Errorf("draft article %s: %w", e.aid, err)
	}
	began = e.took("draft", began)
	e.check()
	began = e.took("check", began)
	for round := 1; round <= repairRounds; round++ {
		asks := e.asks()
		if len(asks) == 0 {
			break
		}
		if err := e.repair(ctx, round, asks); err != nil {
			return article.Result{}, fmt.Errorf("repair article %s: %w", e.aid, err)
		}
	}
	e.substitute()
	began = e.took("repair", began)
	if err := e.summarise(ctx); err != nil {
		return article.Result{}, fmt.Errorf("summarise article %s: %w", e.aid, err)
	}
	e.took("summary", began)
	e.remember(ctx)
	return e.result(time.Now()), nil
}

// took counts the stage that began then, and returns when the next begins.
func (e *edition) took(stage string, began time.Time) time.Time {
	e.w.Metrics.took(stage, began)
	return time.Now()
}
