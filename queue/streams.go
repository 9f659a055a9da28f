package queue

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// ConfigError says how a stream or consumer that is already there differs
// from what the queue's promises need. A person must mend or remove it.
type ConfigError struct {
	Name     string
	Problems []string
}

func (e *ConfigError) Error() string {
	return e.Name + ": " + strings.Join(e.Problems, "; ")
}

// inputLimit is the largest input message, its headers included: the article
// may take 1 MiB.
const inputLimit = 1<<20 + 64<<10

// streams is the table of everything that is stored. No stream allows what
// could pass its guard or forget an input: roll-ups, message TTLs, schedules,
// batches, discarding the old.
func (q *Queue) streams() []jetstream.StreamConfig {
	in := q.table("IN", "every input, in order; nothing is discarded")
	for _, lane := range lanes {
		in.Subjects = append(in.Subjects, q.subject("in", lane), q.subject("in", lane, "*"))
	}
	in.MaxBytes = q.cfg.MaxInput
	// An input must fit into a dead letter, in base64 beside its headers.
	in.MaxMsgSize = int32(min(inputLimit, (q.nc.MaxPayload()-64<<10)/4*3))
	// The shortest that is allowed. Intake knows a repeated input by its
	// content; a longer window would let one publisher's message id suppress
	// another publisher's story.
	in.Duplicates = 100 * time.Millisecond

	out := q.table("OUT", "results", q.subject("out", "en", "*", "*"))
	out.DenyPurge = true // the guard lives in the last message of an article
	desk := q.table("DESK", "decisions of editors", q.subject("desk", "*", "*"))
	desk.DenyPurge = true
	dead := q.table("DEAD", "inputs that could not be done, with the reason", q.subject("dead", "*", "*"))
	dead.DenyDelete = false // a person drops what has been dealt with
	dead.Duplicates = time.Hour

	adv := q.table("ADV", "what the server says of inputs that a consumer gave up",
		advisories+"MAX_DELIVERIES."+in.Name+".>", advisories+"MSG_TERMINATED."+in.Name+".>")
	adv.Discard, adv.MaxAge, adv.MaxMsgs = jetstream.DiscardOld, replyAge, 100_000

	timers := q.table("TIMER", "when embargoes end", q.subject("timer", "*"))
	timers.MaxMsgsPerSubject = 1

	head := q.bucket("head", "the newest accepted input of each article")
	head.DenyPurge = true
	reply := q.bucket("reply", "paid replies of the model")
	reply.MaxAge = replyAge
	memory := q.bucket("memory", "the English of single segments")
	memory.MaxAge, memory.AllowDirect = memoryAge, true // read in one request; it may lag
	if q.cfg.Replicas == 1 {
		memory.PersistMode = jetstream.AsyncPersistMode // a lost line only costs its call again
	}
	ledger := q.bucket("ledger", "who has an article in hand, and what was paid for it")
	ledger.MaxAge = replyAge // the entries of articles in hand are renewed
	ctl := q.bucket("ctl", "what stops and restarts the calls of all workers, and what they have spent")
	return []jetstream.StreamConfig{in, out, desk, dead, adv, timers, head, reply, memory, ledger, ctl, q.glossaryBucket()}
}

// advisories is where the server tells of consumers.
const advisories = "$JS.EVENT.ADVISORY.CONSUMER."

func (q *Queue) table(name, description string, subjects ...string) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              q.stream(name),
		Description:       description,
		Subjects:          subjects,
		Retention:         jetstream.LimitsPolicy,
		Discard:           jetstream.DiscardNew,
		Storage:           jetstream.FileStorage,
		Replicas:          q.cfg.Replicas,
		DenyDelete:        true,
		MaxBytes:          -1,
		MaxMsgs:           -1,
		MaxMsgsPerSubject: -1,
	}
}

// bucket is a key-value bucket as a stream of the table. It is not read
// directly from followers, which may lag: a kill must be seen once it is there.
func (q *Queue) bucket(name, description string) jetstream.StreamConfig {
	b := q.table(name, description, "$KV."+q.stream(name)+".>")
	b.Name = "KV_" + b.Name
	b.MaxMsgsPerSubject = 1
	return b
}

// findStream binds to a stream: jetstream.ErrStreamNotFound where it is missing.
func (q *Queue) findStream(ctx context.Context, want jetstream.StreamConfig) (jetstream.Stream, error) {
	s, err := permitted(ctx, q.nc, q.cfg.API+".STREAM.INFO."+want.Name, func(ctx context.Context) (jetstream.Stream, error) {
		return q.js.Stream(ctx, want.Name)
	})
	if err != nil {
		return nil, fmt.Errorf("stream %s: %w", want.Name, err)
	}
	if problems := streamProblems(s.CachedInfo().Config, want); len(problems) > 0 {
		return nil, &ConfigError{Name: "stream " + want.Name, Problems: problems}
	}
	return s, nil
}

// ensureStream binds to a stream, after creating it where it is missing.
func (q *Queue) ensureStream(ctx context.Context, want jetstream.StreamConfig) (jetstream.Stream, error) {
	s, err := q.findStream(ctx, want)
	if !errors.Is(err, jetstream.ErrStreamNotFound) {
		return s, err
	}
	s, err = permitted(ctx, q.nc, q.cfg.API+".STREAM.CREATE."+want.Name, func(ctx context.Context) (jetstream.Stream, error) {
		return q.js.CreateStream(ctx, want)
	})
	switch {
	case errors.Is(err, jetstream.ErrStreamNameAlreadyInUse):
		return q.findStream(ctx, want) // another process was faster
	case errors.Is(err, nats.ErrPermissionViolation):
		return nil, &MissingError{[]string{want.Name}}
	case err != nil:
		return nil, fmt.Errorf("stream %s: %w", want.Name, err)
	}
	return s, nil
}

// streamProblems lists what in have breaks a promise that want keeps. Sizes,
// replicas and placement are the operator's.
func streamProblems(have, want jetstream.StreamConfig) []string {
	slices.Sort(have.Subjects)
	slices.Sort(want.Subjects)
	var p problems
	p.differ("subjects", have.Subjects, want.Subjects)
	p.differ("retention", have.Retention, want.Retention)
	p.differ("discard", have.Discard, want.Discard)
	p.differ("storage", have.Storage, want.Storage)
	p.differ("max_age", have.MaxAge, want.MaxAge)
	p.differ("max_msgs_per_subject", have.MaxMsgsPerSubject, want.MaxMsgsPerSubject)
	p.differ("deny_delete", have.DenyDelete, want.DenyDelete)
	if want.DenyPurge { // guards are kept there, and must not be read stale
		p.differ("deny_purge", have.DenyPurge, true)
		p.differ("allow_direct", have.AllowDirect, false)
	}
	p.differ("allow_rollup_hdrs", have.AllowRollup, false)
	p.differ("allow_msg_ttl", have.AllowMsgTTL, false)
	p.differ("allow_msg_schedules", have.AllowMsgSchedules, false)
	p.differ("allow_msg_counter", have.AllowMsgCounter, false)
	p.differ("allow_atomic", have.AllowAtomicPublish, false)
	p.differ("allow_batched", have.AllowBatchPublish, false)
	p.differ("no_ack", have.NoAck, false)
	p.differ("sealed", have.Sealed, false)
	p.differ("mirror", have.Mirror != nil, false)
	p.differ("sources", len(have.Sources), 0)
	p.differ("subject_transform", have.SubjectTransform != nil, false)
	if want.PersistMode == jetstream.DefaultPersistMode { // slower is always right
		p.differ("persist_mode", have.PersistMode, want.PersistMode)
	}
	return p
}

// problems collects differences as texts.
type problems []string

func (p *problems) differ(name string, have, want any) {
	if !reflect.DeepEqual(have, want) {
		*p = append(*p, fmt.Sprintf("%s is %v, must be %v", name, have, want))
	}
}

// intakeName is the durable consumer over all of the input stream.
const intakeName = "intake"

// durable is the name of a consumer at the server. It holds the age of the
// stream: the sequences of a stream that was made again mean something else,
// and whoever is bound to a consumer of the former one must not get its inputs.
func durable(name string, created time.Time) string {
	return name + "-" + strconv.FormatInt(created.UnixNano(), 36)
}

// consumers is the table of the durable consumers of the input stream. None
// counts deliveries: what may be paid is counted elsewhere, and a message at
// MaxDeliver would be forgotten. None has BackOff, which spoils NakWithDelay.
func (q *Queue) consumers(created time.Time) []jetstream.ConsumerConfig {
	base := jetstream.ConsumerConfig{
		AckPolicy:  jetstream.AckExplicitPolicy,
		AckWait:    q.cfg.AckWait,
		MaxDeliver: -1,
	}
	intake := base
	intake.Durable, intake.Description = durable(intakeName, created), "gives each input its revision, in order"
	intake.MaxAckPending = 1
	all := []jetstream.ConsumerConfig{intake}
	for _, lane := range lanes {
		c := base
		c.Durable, c.Description = durable(laneName(lane), created), "work of the lane "+lane
		c.FilterSubjects = []string{q.subject("in", lane), q.subject("in", lane, "*")}
		c.MaxAckPending = -1 // parked articles count, and must not stop others
		all = append(all, c)
	}
	return all
}

func laneName(lane string) string { return "lane-" + lane }

// ensureConsumer binds to a durable consumer, after creating it where it is
// missing.
func (q *Queue) ensureConsumer(ctx context.Context, of jetstream.Stream, want jetstream.ConsumerConfig) (jetstream.Consumer, error) {
	bind := func(ctx context.Context) (jetstream.Consumer, error) { return of.Consumer(ctx, want.Durable) }
	name := of.CachedInfo().Config.Name + "." + want.Durable
	c, err := permitted(ctx, q.nc, q.cfg.API+".CONSUMER.INFO."+name, bind)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		c, err = permitted(ctx, q.nc, q.cfg.API+".CONSUMER.CREATE."+name, func(ctx context.Context) (jetstream.Consumer, error) {
			return of.CreateConsumer(ctx, want)
		})
		switch {
		case errors.Is(err, jetstream.ErrConsumerExists):
			c, err = bind(ctx)
		case errors.Is(err, nats.ErrPermissionViolation):
			return nil, &MissingError{[]string{"consumer " + want.Durable}}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", want.Durable, err)
	}
	if problems := consumerProblems(c.CachedInfo().Config, want); len(problems) > 0 {
		return nil, &ConfigError{Name: "consumer " + want.Durable, Problems: problems}
	}
	return c, nil
}

// consumer is ensureConsumer for one who works on it. It tells the ack wait
// that the consumer really has. A setting that differs is taken over only while
// nobody works on the consumer, whose heartbeat is timed by the old one, and
// where the NATS user may.
func (q *Queue) consumer(ctx context.Context, in jetstream.Stream, name string) (jetstream.Consumer, time.Duration, error) {
	created := in.CachedInfo().Created
	name = durable(name, created)
	table := q.consumers(created)
	want := table[slices.IndexFunc(table, func(c jetstream.ConsumerConfig) bool { return c.Durable == name })]
	c, err := q.ensureConsumer(ctx, in, want)
	if err != nil {
		return nil, 0, err
	}
	info := c.CachedInfo()
	kept := info.Config.AckWait
	if kept == want.AckWait {
		return c, want.AckWait, nil
	}
	if info.NumWaiting > 0 || info.NumAckPending > 0 {
		q.log.Warn("ack wait is kept while other workers use it", "consumer", name, "kept", kept, "set", want.AckWait)
		return c, kept, nil
	}
	updated, err := permitted(ctx, q.nc, q.cfg.API+".CONSUMER.CREATE."+q.stream("IN")+"."+name, func(ctx context.Context) (jetstream.Consumer, error) {
		return in.UpdateConsumer(ctx, want)
	})
	if errors.Is(err, nats.ErrPermissionViolation) {
		q.log.Warn("ack wait is kept, this NATS user may not change it", "consumer", name, "kept", kept, "set", want.AckWait)
		return c, kept, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("consumer %s: ack wait: %w", name, err)
	}
	q.log.Info("ack wait changed", "consumer", name, "from", kept, "to", want.AckWait)
	return updated, want.AckWait, nil
}

func consumerProblems(have, want jetstream.ConsumerConfig) []string {
	slices.Sort(have.FilterSubjects)
	slices.Sort(want.FilterSubjects)
	var p problems
	p.differ("filter_subjects", strings.Join(have.FilterSubjects, " "), strings.Join(want.FilterSubjects, " "))
	p.differ("filter_subject", have.FilterSubject, "")
	p.differ("ack_policy", have.AckPolicy, want.AckPolicy)
	p.differ("max_deliver", have.MaxDeliver, want.MaxDeliver)
	p.differ("backoff", len(have.BackOff), 0)
	p.differ("deliver_policy", have.DeliverPolicy, want.DeliverPolicy)
	p.differ("max_ack_pending", have.MaxAckPending, want.MaxAckPending)
	return p
}
