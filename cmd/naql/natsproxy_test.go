package main

import (
	"io"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	natsserver "github.com/nats-io/nats-server/v2/server"
)

// socks is a SOCKS5 proxy to one place, which counts what it is asked for.
func socks(t *testing.T, to string, asked *atomic.Value) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			go relaySOCKS(in, to, asked)
		}
	}()
	return l.Addr().String()
}

// relaySOCKS takes a request for a name or an IPv4 address, without a login.
func relaySOCKS(in net.Conn, to string, asked *atomic.Value) {
	defer in.Close()
	head := make([]byte, 4)
	if _, err := io.ReadFull(in, head[:2]); err != nil {
		return
	}
	if _, err := io.CopyN(io.Discard, in, int64(head[1])); err != nil {
		return
	}
	in.Write([]byte{5, 0})
	if _, err := io.ReadFull(in, head); err != nil {
		return
	}
	size := []byte{net.IPv4len}
	if head[3] == 3 {
		if _, err := io.ReadFull(in, size); err != nil {
			return
		}
	}
	address := make([]byte, int(size[0])+2)
	if _, err := io.ReadFull(in, address); err != nil {
		return
	}
	asked.Store(string(address[:size[0]]))
	out, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer out.Close()
	in.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	go io.Copy(out, in)
	io.Copy(in, out)
}

// The proxy is used, and looks the names up.
func TestSOCKSProxy(t *testing.T) {
	server := strings.TrimPrefix(natsServer(t, &natsserver.Options{}), "nats://")
	_, port, err := net.SplitHostPort(server)
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Value
	through := "socks5://" + socks(t, server, &asked)
	silent, err := net.Listen("tcp", "127.0.0.1:0") // accepts, and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	name := "nats://broker.invalid:" + port
	for what, c := range map[string]struct {
		proxy, says string
		status      int
	}{
		"as it should be": {through, "are there", 0},
		"none":            {"", "broker.invalid", exitNATS},
		"away":            {"socks5://127.0.0.1:1", "NATS_URL", exitNATS},
		"silent":          {"socks5://" + silent.Addr().String(), "NATS_URL", exitNATS},
		"of another kind": {"http://u:secret-1@127.0.0.1:" + strconv.Itoa(1), "no SOCKS5", exitConfig},
		"no URL":          {"secret-1:x", "$NATS_SOCKS_PROXY", exitConfig},
	} {
		t.Run(what, func(t *testing.T) {
			wantRun(t, map[string]string{"NATS_URL": name, "NATS_SOCKS_PROXY": c.proxy}, c.status, c.says)
		})
	}
	if asked.Load() != "broker.invalid" {
		t.Errorf("the proxy was asked for %v", asked.Load())
	}
	env := map[string]string{"NATS_URL": name, "NATS_SOCKS_PROXY": "socks5://u:secret-1@127.0.0.1:1"}
	if _, out := naqlWith(t, env, "config"); strings.Contains(out, "secret-1") || !strings.Contains(out, "$NATS_SOCKS_PROXY") {
		t.Errorf("naql config:\n%s", out)
	}
}
