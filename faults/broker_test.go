package faults

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// broker is a NATS server in a process of its own, on one port and folder for
// all its lives.
type broker struct {
	*testing.T
	folder string
	port   int
	store  int64 // the most it may store; 0 is plenty
	routes []int // the ports on which a cluster finds its members, its own first
	cmd    *exec.Cmd
}

// startBroker starts one that ends with the test.
func startBroker(t *testing.T) *broker {
	t.Helper()
	b := &broker{T: t, folder: t.TempDir(), port: freePort(t)}
	t.Cleanup(b.kill)
	b.start()
	return b
}

// startCluster starts three that are one cluster.
func startCluster(t *testing.T) []*broker {
	t.Helper()
	ports := []int{freePort(t), freePort(t), freePort(t)}
	var all []*broker
	for i := range ports {
		b := &broker{T: t, folder: t.TempDir(), port: freePort(t), routes: slices.Concat(ports[i:], ports[:i])}
		t.Cleanup(b.kill)
		b.start()
		all = append(all, b)
	}
	return all
}

// Ports for processes that are started later. They lie below those that the
// system gives to connections and to listeners of port 0 (from 32768 on Linux,
// 49152 elsewhere): one of those may be taken by another scenario before the
// process it was meant for listens, or between two lives of a broker.
const firstPort, lastPort = 12000, 32000

var nextPort struct {
	sync.Mutex
	port int
}

// freePort returns a port that nothing listens on, each one once.
func freePort(t *testing.T) int {
	t.Helper()
	nextPort.Lock()
	defer nextPort.Unlock()
	if nextPort.port == 0 {
		nextPort.port = firstPort + rand.IntN(lastPort-firstPort) // two runs at once seldom meet
	}
	for range lastPort - firstPort {
		if nextPort.port++; nextPort.port >= lastPort {
			nextPort.port = firstPort
		}
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", nextPort.port)); err == nil {
			l.Close()
			return nextPort.port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// name is what a member of a cluster is called.
func (b *broker) name() string { return memberName(b.port) }

func memberName(port int) string { return fmt.Sprint("broker", port) }

func (b *broker) address() string { return fmt.Sprintf("127.0.0.1:%d", b.port) }

func (b *broker) start() {
	b.Helper()
	b.cmd = exec.Command(os.Args[0])
	b.cmd.Env = append(os.Environ(), fmt.Sprintf("NAQL_FAULTS_BROKER=%s %d %d", b.folder, b.port, b.store))
	if b.routes != nil {
		b.cmd.Env = append(b.cmd.Env, fmt.Sprintf("NAQL_FAULTS_ROUTES=%d %d %d", b.routes[0], b.routes[1], b.routes[2]))
	}
	b.cmd.Stderr = os.Stderr
	if err := b.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		err := b.greets()
		if err == nil {
			return
		}
		if time.Since(began) > 20*time.Second {
			b.Fatal(err)
		}
	}
}

// greets connects and waits for the first words of a NATS server.
func (b *broker) greets() error {
	c, err := net.DialTimeout("tcp", b.address(), time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	_ = c.SetReadDeadline(time.Now().Add(time.Second))
	first := make([]byte, len("INFO "))
	if _, err := io.ReadFull(c, first); err != nil {
		return err
	}
	if string(first) != "INFO " {
		return fmt.Errorf("on %s is no NATS server: %q", b.address(), first)
	}
	return nil
}

func (b *broker) kill() {
	_ = b.cmd.Process.Kill()
	_ = b.cmd.Wait()
}

// beBroker is the process of a broker. It ends by a signal.
func beBroker() {
	opts := &server.Options{ServerName: "broker", Host: "127.0.0.1", JetStream: true, SyncAlways: true, NoSigs: true, MaxPayload: 4 << 20}
	if _, err := fmt.Sscan(os.Getenv("NAQL_FAULTS_BROKER"), &opts.StoreDir, &opts.Port, &opts.JetStreamMaxStore); err != nil {
		panic(err)
	}
	if opts.JetStreamMaxStore == 0 {
		opts.JetStreamMaxStore = 4 << 30
	}
	if routes := os.Getenv("NAQL_FAULTS_ROUTES"); routes != "" {
		opts.ServerName = memberName(opts.Port)
		opts.Cluster = server.ClusterOpts{Name: "brokers", Host: "127.0.0.1"}
		var ports [3]int
		if _, err := fmt.Sscan(routes, &ports[0], &ports[1], &ports[2]); err != nil {
			panic(err)
		}
		opts.Cluster.Port = ports[0]
		for _, port := range ports {
			opts.Routes = append(opts.Routes, &url.URL{Scheme: "nats", Host: fmt.Sprintf("127.0.0.1:%d", port)})
		}
	}
	s, err := server.NewServer(opts)
	if err != nil {
		panic(err)
	}
	s.SetLoggerV2(quietly{}, false, false, false)
	s.Start()
	s.WaitForShutdown()
}

// quietly is the broker's log: what ends it, and nothing else.
type quietly struct{}

func (quietly) Fatalf(format string, v ...any) {
	fmt.Fprintln(os.Stderr, "broker:", strings.TrimSpace(fmt.Sprintf(format, v...)))
	os.Exit(1)
}
func (quietly) Noticef(string, ...any) {}
func (quietly) Warnf(string, ...any)   {}
func (quietly) Errorf(string, ...any)  {}
func (quietly) Debugf(string, ...any)  {}
func (quietly) Tracef(string, ...any)  {}
