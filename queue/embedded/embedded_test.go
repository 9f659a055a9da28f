package embedded

import (
	"errors"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// TestMain is also the second process of TestSecondProcess: it tries to start
// on the folder that it is told and prints what it gets.
func TestMain(m *testing.M) {
	if dir := os.Getenv("EMBEDDED_TEST_DIR"); dir != "" {
		s, err := Start(quietly(dir))
		if err != nil {
			os.Stdout.WriteString(err.Error())
			os.Exit(0)
		}
		s.Shutdown()
		os.Stdout.WriteString("started")
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func quietly(dir string) Config {
	return Config{Dir: dir, Log: slog.New(slog.DiscardHandler)}
}

func start(t *testing.T, cfg Config) *Server {
	t.Helper()
	s, err := Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Shutdown)
	return s
}

func TestKeepsWhatItStored(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "here")
	s := start(t, quietly(dir))
	nc, err := s.Connect()
	if err != nil {
		t.Fatal(err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "S", Subjects: []string{"s"}}); err != nil {
		t.Fatal(err)
	}
	if _, err = js.Publish(t.Context(), "s", make([]byte, 2<<20)); err != nil {
		t.Fatalf("a message of 2 MiB: %v", err)
	}
	nc.Close()
	s.Shutdown()
	s.Shutdown() // twice is once

	s = start(t, quietly(dir))
	nc, err = nats.Connect(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	if js, err = jetstream.New(nc); err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), "S")
	if err != nil {
		t.Fatal(err)
	}
	if n := stream.CachedInfo().State.Msgs; n != 1 {
		t.Errorf("%d messages after a restart, want 1", n)
	}
}

func TestListener(t *testing.T) {
	s := start(t, quietly(t.TempDir()))
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	if u.Hostname() != "127.0.0.1" {
		t.Errorf("listens on %s", u.Host)
	}
	if password, _ := u.User.Password(); len(password) < 20 {
		t.Errorf("password of %d characters", len(password))
	}
	if _, err := nats.Connect("nats://" + u.Host); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("without login: %v", err)
	}

	taken := quietly(t.TempDir())
	taken.Listen = u.Host
	began := time.Now()
	_, err = Start(taken)
	if !errors.Is(err, ErrListen) || !strings.Contains(err.Error(), u.Host) {
		t.Errorf("taken port: %v", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v to say so", took)
	}
	taken.Listen = "" // the folder is free again
	start(t, taken)

	for _, bad := range []string{"localhost", "127.0.0.1:port", "127.0.0.1:70000", "256.0.0.1:0"} {
		cfg := quietly(t.TempDir())
		cfg.Listen = bad
		if _, err := Start(cfg); !errors.Is(err, ErrListen) {
			t.Errorf("listen on %s: %v", bad, err)
		}
	}

	any := quietly(t.TempDir())
	any.Listen = "0.0.0.0:0"
	if u := start(t, any).URL(); !strings.Contains(u, "@127.0.0.1:") {
		t.Errorf("URL of an unspecified address: %s", u)
	}
}

func TestInProcess(t *testing.T) {
	cfg := quietly(t.TempDir())
	cfg.InProcess = true
	s := start(t, cfg)
	if s.URL() != "" {
		t.Errorf("URL %s without a listener", s.URL())
	}
	nc, err := s.Connect(nats.Name("inside"))
	if err != nil {
		t.Fatal(err)
	}
	nc.Close()
}

func TestOneServerPerFolder(t *testing.T) {
	dir := t.TempDir()
	s := start(t, quietly(dir))
	if _, err := Start(quietly(dir)); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("in the same process: %v", err)
	}
	second := func() string {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "EMBEDDED_TEST_DIR="+dir)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	if got, want := second(), "store folder "+dir+": "+ErrInUse.Error(); got != want {
		t.Errorf("second process: %q, want %q", got, want)
	}
	s.Shutdown()
	if got := second(); got != "started" {
		t.Errorf("after the first has ended: %q", got)
	}
}

func TestUnusableFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// A file where the server wants its folder.
	spoiled := t.TempDir()
	if err := os.WriteFile(filepath.Join(spoiled, "jetstream"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file, filepath.Join(file, "below"), "/proc/naql", "with\x00nul", spoiled} {
		_, err := Start(quietly(dir))
		if !errors.Is(err, ErrUnusable) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%q: %v", dir, err)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: more than one line: %v", dir, err)
		}
	}
	if os.Getuid() != 0 { // root may write everywhere
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		if _, err := Start(quietly(dir)); !errors.Is(err, ErrUnusable) {
			t.Errorf("read-only folder: %v", err)
		}
	}
}
