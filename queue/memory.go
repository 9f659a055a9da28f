package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
)

// memoryAge is how long the English of a segment is remembered.
const memoryAge = 90 * 24 * time.Hour

// Memory keeps the English of single segments, so that one that comes again, in
// a correction of its story or in another one, is not paid for again. What an
// editor has approved goes before what a model wrote.
type Memory struct{ q *Queue }

// Memory returns the account's memory of segments.
func (q *Queue) Memory() Memory { return Memory{q} }

// Remembered is the English of a segment and who wrote it: a model, or the
// editor By.
type Remembered struct {
	En    string `json:"en"`
	Model string `json:"model,omitempty"`
	By    string `json:"by,omitempty"`
}

// The first tokens of keys: what models wrote, what editors approved.
const (
	machineKey = "m"
	editorKey  = "e"
)

// MachineKey names what a model writes for a segment: key is the segment's,
// maker names the model and the prompts.
func MachineKey(key, maker string) string {
	return strings.ToLower(article.Digest([]byte(key + "\x00" + maker)))
}

// mostRecalled is how many subjects one request names.
const mostRecalled = 200

// Recall returns what is remembered of segments with these keys, by key: an
// editor's words, else what the maker wrote. It may miss what was remembered
// within the last moments.
func (m Memory) Recall(ctx context.Context, keys []string, maker string) (map[string]Remembered, error) {
	found := map[string]Remembered{}
	owner := map[string]string{} // of each subject
	var subjects []string
	for _, key := range keys {
		for _, subject := range []string{m.subject(machineKey, MachineKey(key, maker)), m.subject(editorKey, key)} {
			if owner[subject] == "" {
				subjects = append(subjects, subject)
			}
			owner[subject] = key
		}
	}
	for len(subjects) > 0 {
		n := min(len(subjects), mostRecalled)
		err := m.lasts(ctx, subjects[:n], func(subject string, data []byte) {
			var r Remembered
			key := owner[subject]
			if json.Unmarshal(data, &r) != nil || r.En == "" || found[key].By != "" {
				return
			}
			found[key] = r
		})
		if err != nil {
			return nil, fmt.Errorf("recall segments: %w", err)
		}
		subjects = subjects[n:]
	}
	return found, nil
}

func (m Memory) subject(kind, key string) string {
	return "$KV." + m.q.stream("memory") + "." + kind + "." + key
}

// lasts calls each with the last message of every subject that has one, in one
// request.
func (m Memory) lasts(ctx context.Context, subjects []string, each func(subject string, data []byte)) error {
	ask, err := json.Marshal(map[string][]string{"multi_last": subjects})
	if err != nil {
		return err
	}
	inbox := m.q.nc.NewRespInbox()
	sub, err := m.q.nc.SubscribeSync(inbox)
	if err != nil {
		return reach(ctx, err)
	}
	defer sub.Unsubscribe()
	if err := m.q.nc.PublishRequest(m.q.cfg.API+".DIRECT.GET.KV_"+m.q.stream("memory"), inbox, ask); err != nil {
		return reach(ctx, err)
	}
	for {
		msg, err := sub.NextMsgWithContext(ctx)
		if err != nil {
			return reach(ctx, err)
		}
		switch status := msg.Header.Get("Status"); status {
		case "":
			each(msg.Header.Get("Nats-Subject"), msg.Data)
		case "204", "404": // the end; nothing at all
			return nil
		case "503":
			return fmt.Errorf("bucket %s: %w", m.q.stream("memory"), nats.ErrNoResponders)
		default:
			return fmt.Errorf("bucket %s: status %s %s", m.q.stream("memory"), status, msg.Header.Get("Description"))
		}
	}
}

// Remember keeps what models wrote, by the keys of MachineKey. What is there
// already stays. It does not wait for the server: what it loses only costs more.
func (m Memory) Remember(ctx context.Context, written map[string]Remembered) error {
	for key, r := range written {
		raw, err := json.Marshal(r)
		if err != nil {
			return err
		}
		msg := nats.NewMsg(m.subject(machineKey, key))
		msg.Data, msg.Header = raw, nats.Header{jetstream.ExpectedLastSubjSeqHeader: {"0"}}
		if err := m.q.nc.PublishMsg(msg); err != nil {
			return fmt.Errorf("remember segments: %w", reach(ctx, err))
		}
	}
	return nil
}

// approve keeps what an editor has approved, in place of what was approved
// before.
func (m Memory) approve(ctx context.Context, segments []article.Segment, by string) error {
	for _, s := range segments {
		if s.Memory == "" || s.En == "" {
			continue
		}
		raw, err := json.Marshal(Remembered{En: s.En, By: by})
		if err != nil {
			return err
		}
		if _, err := m.q.js.Publish(ctx, m.subject(editorKey, s.Memory), raw); err != nil {
			return fmt.Errorf("remember segment: %w", refused(ctx, err))
		}
	}
	return nil
}
