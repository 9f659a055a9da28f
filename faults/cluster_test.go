package faults

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Three brokers keep everything three times, and one after the other is killed
// under work, the leader of the results among them.
func TestCluster(t *testing.T) {
	scenario(t, "r3", "one of three brokers is killed, again and again", false, func(w *world) {
		w.broker.kill()
		cluster := startCluster(t)
		var addresses []string
		for _, b := range cluster {
			addresses = append(addresses, b.address())
		}
		all := strings.Join(addresses, ",")
		w.login = func() string { return all }
		w.model.rules(slow(200 * time.Millisecond))
		js, err := jetstream.New(w.connect())
		if err != nil {
			t.Fatal(err)
		}
		w.until("the cluster has a leader", time.Minute, func() bool {
			ctx, cancel := context.WithTimeout(w.ctx, time.Second)
			defer cancel()
			_, err := js.AccountInfo(ctx)
			return err == nil
		})
		first := w.worker(all, "NAQL_REPLICAS=3", "NAQL_ACK_WAIT=5s")
		w.until("the cluster has its streams", time.Minute, first.ready)
		w.worker(all, "NAQL_REPLICAS=3", "NAQL_ACK_WAIT=5s")
		streams := w.js().ListStreams(w.ctx)
		for s := range streams.Info() {
			if s.Config.Replicas != 3 {
				t.Errorf("%s has %d replicas", s.Config.Name, s.Config.Replicas)
			}
		}
		if err := streams.Err(); err != nil {
			t.Error(err)
		}
		total := 0
		for round := range long(4, 12) {
			w.stories("urgent", string(rune('a'+round)), 30)
			total += 30
			time.Sleep(time.Duration(w.random.IntN(400)) * time.Millisecond)
			member := cluster[round%len(cluster)]
			if round%2 == 1 {
				member = w.leads(cluster, "NAQL_OUT")
			}
			member.kill()
			before := len(w.results())
			if before < total {
				took := w.until("a new result", 20*time.Second, func() bool { return len(w.results()) > before })
				w.row.recovery = max(w.row.recovery, took)
			}
			member.start()
			w.until("three brokers again", 30*time.Second, w.whole)
		}
		w.settle(2 * time.Minute)
	})
}

// leads is the member of a cluster that leads a stream.
func (w *world) leads(cluster []*broker, stream string) (leader *broker) {
	w.Helper()
	w.until(stream+" has a leader", 30*time.Second, func() bool {
		ctx, cancel := context.WithTimeout(w.ctx, 2*time.Second)
		defer cancel()
		s, err := w.js().Stream(ctx, stream)
		if err != nil || s.CachedInfo().Cluster == nil {
			return false
		}
		for _, b := range cluster {
			if b.name() == s.CachedInfo().Cluster.Leader {
				leader = b
			}
		}
		return leader != nil
	})
	return leader
}

// whole reports whether every stream has a leader and followers that have all
// of it.
func (w *world) whole() bool {
	ctx, cancel := context.WithTimeout(w.ctx, 2*time.Second)
	defer cancel()
	streams := w.js().ListStreams(ctx)
	n := 0
	for s := range streams.Info() {
		n++
		if !complete(s) {
			return false
		}
	}
	return streams.Err() == nil && n > 0
}

func complete(s *jetstream.StreamInfo) bool {
	if s.Cluster == nil || s.Cluster.Leader == "" {
		return false
	}
	for _, r := range s.Cluster.Replicas {
		if !r.Current || r.Offline {
			return false
		}
	}
	return true
}
