package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// start runs naql as a process of its own, with a pipe that nobody writes to
// as its standard input.
func start(t *testing.T, binary string, args ...string) *exec.Cmd {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); w.Close() })
	cmd := exec.Command(binary, args...)
	cmd.Stdin, cmd.Stderr = r, t.Output()
	data := t.TempDir()
	cmd.Env = append(os.Environ(), "NAQL_DATA="+data, "NAQL_LISTEN=127.0.0.1:0", "NATS_URL=", "OPENAI_API_KEY=", "OPENAI_BASE_URL=http://127.0.0.1:1/v1", "NAQL_PROFILE=generic", "NAQL_REPLY=json")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	time.Sleep(time.Second) // until it minds signals
	if args[0] == "serve" {
		for range 200 { // and until it is up
			if _, err := os.Stat(filepath.Join(data, "serve.json")); err == nil {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	return cmd
}

// TestSignals: a command that waits for its input ends at once with 130, a
// server ends by itself with 0.
func TestSignals(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "naql")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	for name, tt := range map[string]struct {
		args   []string
		signal os.Signal
		status int
	}{
		"translate, interrupted":   {[]string{"translate"}, os.Interrupt, exitInterrupted},
		"check, terminated":        {[]string{"check", "--jsonl"}, syscall.SIGTERM, exitInterrupted},
		"serve, terminated":        {[]string{"serve", "--listen", "127.0.0.1:0"}, syscall.SIGTERM, 0},
		"serve, its terminal goes": {[]string{"serve", "--listen", "127.0.0.1:0"}, syscall.SIGHUP, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := start(t, binary, tt.args...)
			if err := cmd.Process.Signal(tt.signal); err != nil {
				t.Fatal(err)
			}
			done := make(chan struct{})
			go func() { cmd.Wait(); close(done) }()
			select {
			case <-done:
			case <-time.After(10 * time.Second):
				t.Fatal("still running")
			}
			if got := cmd.ProcessState.ExitCode(); got != tt.status {
				t.Errorf("ended with %d, want %d", got, tt.status)
			}
		})
	}
}
