package queue

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Slots says how many tasks are in hand at once.
type Slots struct {
	Any   int // for every lane
	Flash int // more, for flash alone
	// Grace is how long tasks in hand may go on once the process stops.
	// Defaults to 25 s.
	Grace time.Duration
	// Closed, where set, says for how long from now no task of a lane is to be
	// taken: an endpoint in trouble would fail them all. 0 or less takes them.
	Closed func(lane string) time.Duration
}

// routineTurn: of so many slots for any lane that come free, one goes to the
// oldest routine article if there is one.
const routineTurn = 5

// Tasks hands out tasks until ctx ends, then waits for those in hand and
// returns nil; it returns an error where the consumers cannot be had at the
// start. A server that is away is waited for. work runs in a goroutine of its
// own for each task, at most as many as there are slots, and ends its task. Its
// context outlives ctx by the grace and then ends with the cause ErrStopping.
//
// Flash goes before urgent before routine, but every fifth free slot goes to
// the oldest routine article. A message is asked for only when a slot is free
// for it.
func (q *Queue) Tasks(ctx context.Context, slots Slots, work func(context.Context, *Task)) error {
	d := &dispatcher{
		q: q, work: work, free: slots,
		arrived: make(chan arrival, len(lanes)),
		done:    make(chan *int, slots.Any+slots.Flash),
	}
	for _, name := range lanes {
		in, err := q.input(ctx, laneName(name), 1)
		for errors.Is(err, ErrUnreachable) && sleep(ctx, time.Second) == nil {
			q.log.Warn("lane waits for the server", "lane", name, "err", err)
			in, err = q.input(ctx, laneName(name), 1)
		}
		if err != nil {
			for _, l := range d.lanes {
				l.close()
			}
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		d.lanes = append(d.lanes, &lane{input: in, name: name, ask: make(chan struct{}, 1)})
	}
	working, stop := context.WithCancelCause(context.WithoutCancel(ctx))
	defer stop(nil)
	var asking sync.WaitGroup
	for _, l := range d.lanes {
		asking.Go(func() { d.answer(ctx, l) })
	}
	d.run(ctx, working)
	grace := time.AfterFunc(cmp.Or(slots.Grace, 25*time.Second), func() { stop(ErrStopping) })
	defer grace.Stop()
	asking.Wait()
	close(d.arrived)
	for a := range d.arrived {
		_ = a.msg.Nak() // the ack wait is the fallback
	}
	d.tasks.Wait()
	return nil
}

// dispatcher gives the free slots to the lanes. Only run touches its fields
// but for the channels.
type dispatcher struct {
	q     *Queue
	work  func(context.Context, *Task)
	lanes []*lane // in the order of the table: flash, urgent, routine
	free  Slots
	// others counts the slots for any lane that went to others since routine
	// had one.
	others  int
	arrived chan arrival
	done    chan *int // the count of free slots that a task came from
	tasks   sync.WaitGroup
}

// lane is one consumer. While asked, one request for a message stands at the
// server: the lane is known to be empty, and what comes next is told.
type lane struct {
	*input
	name  string
	ask   chan struct{}
	asked bool
}

// arrival is what a standing request brought.
type arrival struct {
	lane *lane
	msg  jetstream.Msg
}

// run gives out tasks until ctx ends.
func (d *dispatcher) run(ctx, working context.Context) {
	for ctx.Err() == nil {
		d.fill(working)
		d.askAll()
		var opens <-chan time.Time
		if closed := d.soonest(); closed > 0 {
			opens = time.After(closed)
		}
		select {
		case <-ctx.Done():
		case <-opens:
		case slot := <-d.done:
			*slot++
		case a := <-d.arrived:
			a.lane.asked = false
			if slot := d.slot(a.lane); slot != nil && d.closed(a.lane) <= 0 {
				d.start(working, a.lane, a.msg, slot)
			} else {
				_ = a.msg.Nak() // for whoever can take it: we ask again when we can
			}
		}
	}
}

// askAll has one request stand at the server for each lane that a slot is
// free for.
func (d *dispatcher) askAll() {
	for _, l := range d.order() {
		if !l.asked {
			l.asked = true
			l.ask <- struct{}{}
		}
	}
}

// closed is how long no task of the lane is to be taken.
func (d *dispatcher) closed(l *lane) time.Duration {
	if d.free.Closed == nil {
		return 0
	}
	return d.free.Closed(l.name)
}

// soonest is when the first of the closed lanes opens, 0 where none is closed.
func (d *dispatcher) soonest() (closed time.Duration) {
	for _, l := range d.lanes {
		if left := d.closed(l); left > 0 && (closed == 0 || left < closed) {
			closed = left
		}
	}
	return closed
}

// fill gives free slots to messages that wait, one by one, until there are no
// more of either.
func (d *dispatcher) fill(working context.Context) {
	for started := true; started; {
		started = false
		for _, l := range d.order() {
			if l.asked {
				continue
			}
			if msg := l.fetch(); msg != nil {
				d.start(working, l, msg, d.slot(l))
				started = true
				break
			}
		}
	}
}

// order lists the open lanes that a slot is free for, the next to be served
// first.
func (d *dispatcher) order() []*lane {
	return slices.DeleteFunc(d.served(), func(l *lane) bool { return d.closed(l) > 0 })
}

// served lists the lanes that a slot is free for.
func (d *dispatcher) served() []*lane {
	flash, urgent, routine := d.lanes[0], d.lanes[1], d.lanes[2]
	switch {
	case d.free.Any > 0 && d.free.Flash == 0 && d.others >= routineTurn-1:
		return []*lane{routine, flash, urgent}
	case d.free.Any > 0 && d.others >= routineTurn-1:
		return []*lane{flash, routine, urgent}
	case d.free.Any > 0:
		return []*lane{flash, urgent, routine}
	case d.free.Flash > 0:
		return []*lane{flash}
	}
	return nil
}

// slot returns the count of free slots that a task of this lane comes from,
// nil where none is free. Flash uses its own first.
func (d *dispatcher) slot(l *lane) *int {
	if l.name == Flash && d.free.Flash > 0 {
		return &d.free.Flash
	}
	if d.free.Any > 0 {
		return &d.free.Any
	}
	return nil
}

// start runs the work on a message in the slot.
func (d *dispatcher) start(working context.Context, l *lane, msg jetstream.Msg, slot *int) {
	*slot--
	if slot == &d.free.Any {
		d.others++
		if l.name == Routine {
			d.others = 0
		}
	}
	in := l.input
	d.tasks.Go(func() {
		defer func() { d.done <- slot }()
		d.do(working, in, msg)
	})
}

// do turns a message into a task and has it worked on.
func (d *dispatcher) do(working context.Context, in *input, msg jetstream.Msg) {
	received := time.Now()
	task, err := d.q.take(working, in, msg)
	if err != nil {
		d.q.log.Error("take input", "subject", msg.Subject(), "err", err)
		if time.Since(received) < in.ackWait { // else another may have it
			_ = msg.NakWithDelay(time.Second)
		}
		return
	}
	if task == nil {
		return
	}
	d.work(working, task)
	if err := task.Retry(time.Second); err != nil { // nothing, where work has ended it
		if !errors.Is(err, ErrLeaseLost) {
			d.q.log.Warn("not handed back yet", "article", task.AID, "err", err)
		}
		if err := task.Disown(working); err != nil {
			d.q.log.Warn("not handed back", "article", task.AID, "err", err)
		}
	}
}

// answer waits at the server whenever it is asked to, until ctx ends, and
// binds to the consumer again where that is broken.
func (d *dispatcher) answer(ctx context.Context, l *lane) {
	defer func() { l.close() }()
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.ask:
		}
		msg, err := l.next(ctx)
		for err != nil {
			if ctx.Err() != nil || sleep(ctx, time.Second) != nil {
				return
			}
			d.q.log.Warn("lane interrupted", "lane", l.name, "err", err)
			msg, err = d.rebind(ctx, l)
		}
		d.arrived <- arrival{l, msg}
	}
}

// rebind replaces the lane's binding and waits for a message. It is safe
// because run leaves a lane alone while it is asked.
func (d *dispatcher) rebind(ctx context.Context, l *lane) (jetstream.Msg, error) {
	in, err := d.q.input(ctx, laneName(l.name), 1)
	if err != nil {
		return nil, err
	}
	l.msgs.Stop()
	l.input = in
	return l.next(ctx)
}

// fetch returns a message that waits, or nil.
func (l *lane) fetch() jetstream.Msg {
	batch, err := l.consumer.FetchNoWait(1)
	if err != nil {
		return nil // the standing request will tell
	}
	return <-batch.Messages()
}
