// Package llamatest runs naql against a real llama.cpp server; see run.sh.
package llamatest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The model is far too small to translate Arabic: nothing that it says may come
// out clean.
const secret = "sk-llamatest-0123456789"

// maxCalls is NAQL_MAX_CALLS here. An article has five steps: draft, two
// repairs, two summaries.
const maxCalls, steps = 2, 5

var binary string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "naql-llama-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "naql")
	if os.Getenv("NAQL_LLAMA_URL") != "" {
		if out, err := exec.Command("go", "build", "-o", binary, "../cmd/naql").CombinedOutput(); err != nil {
			panic(string(out))
		}
	}
	return m.Run()
}

type rig struct {
	*testing.T
	env []string
}

func newRig(t *testing.T, settings ...string) rig {
	t.Helper()
	url := os.Getenv("NAQL_LLAMA_URL")
	if url == "" {
		t.Skip("NAQL_LLAMA_URL names no server; make test-llama starts one")
	}
	dir := t.TempDir()
	env := append(os.Environ(), "OPENAI_BASE_URL="+url, "OPENAI_API_KEY="+secret, "NAQL_DATA="+dir, "XDG_CONFIG_HOME="+dir,
		"NAQL_LISTEN=127.0.0.1:0", "NAQL_MAX_CALLS=2", "NAQL_CALL_TIMEOUT=60s", "NAQL_CONCURRENCY=2")
	return rig{t, append(env, settings...)}
}

// naql runs a command to its end and returns its status and what it printed.
func (r rig) naql(limit time.Duration, args ...string) (status int, out, said string) {
	r.Helper()
	ctx, done := context.WithTimeout(r.Context(), limit)
	defer done()
	cmd := exec.CommandContext(ctx, binary, args...)
	var stdout, stderr bytes.Buffer
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = r.env, "../samples", &stdout, &stderr
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		status = exit.ExitCode()
	} else if err != nil {
		r.Fatal(err)
	}
	out, said = stdout.String(), stderr.String()
	for _, text := range []string{out, said} {
		if strings.Contains(text, secret) || strings.Contains(text, "goroutine ") {
			r.Errorf("naql %v shows a key or a stack trace:\n%s", args, text)
		}
	}
	r.Logf("naql %v: %d in all\n%s%s", args, status, out, said)
	return status, out, said
}

type result struct {
	State      string
	Provenance struct{ Calls int }
	Class      string // of a dead letter
}

func (r rig) judge(raw string) {
	r.Helper()
	var got result
	if err := json.Unmarshal([]byte(raw), &got); err != nil {
		r.Fatalf("%v in %s", err, raw)
	}
	if got.State == "clean" {
		r.Errorf("clean: %s", raw)
	}
	if got.Provenance.Calls > maxCalls*steps*4 { // a story has up to four chunks here
		r.Errorf("%d calls", got.Provenance.Calls)
	}
}

func TestDoctor(t *testing.T) {
	for _, profile := range []string{"llamacpp", "generic"} {
		r := newRig(t, "NAQL_PROFILE="+profile)
		status, out, _ := r.naql(5*time.Minute, "doctor", "-o", "json")
		var d struct {
			Endpoints []struct {
				Format string
				Usable bool
				Models []string
			}
		}
		if err := json.Unmarshal([]byte(out), &d); err != nil || len(d.Endpoints) != 1 || len(d.Endpoints[0].Models) != 1 {
			t.Fatalf("%s: %v", profile, err)
		}
		if status != 0 && status != 5 || d.Endpoints[0].Usable != (status == 0) {
			t.Errorf("%s: status %d", profile, status)
		}
	}
}

func TestTranslate(t *testing.T) {
	for _, format := range []string{"auto", "json", "tagged"} {
		r := newRig(t, "NAQL_PROFILE=llamacpp", "NAQL_REPLY="+format)
		status, out, _ := r.naql(10*time.Minute, "translate", "qandil-page.txt", "-o", "json")
		switch {
		case status == 6:
			r.judge(out)
		case !slices.Contains([]int{1, 5}, status):
			t.Errorf("%s: status %d", format, status)
		}
	}
}

func TestQueue(t *testing.T) {
	r := newRig(t, "NAQL_PROFILE=generic", "NAQL_REPLY=tagged")
	serve := exec.CommandContext(t.Context(), binary, "serve")
	serve.Env = r.env
	var log bytes.Buffer
	serve.Stderr = &log
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := serve.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		if err := serve.Wait(); err != nil {
			t.Errorf("serve: %v", err)
		}
		if text := log.String(); strings.Contains(text, secret) || strings.Contains(text, "goroutine ") {
			t.Errorf("the log shows a key or a stack trace:\n%s", text)
		}
	}()
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		if status, _, _ := r.naql(time.Minute, "health"); status == 0 {
			break
		}
		if time.Since(began) > time.Minute {
			t.Fatal(log.String())
		}
	}
	_, out, said := r.naql(20*time.Minute, "submit", "--wait", "hasakah-wire.json", "deir-ezzor-wire.txt", "qandil-page.txt")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for _, line := range lines {
		if line != "" {
			r.judge(line)
		}
	}
	_, dead, _ := r.naql(time.Minute, "dead", "list", "-o", "json")
	n := strings.Count(out, `"schema":"naql.result/1"`) + strings.Count(dead, `"class"`)
	if n < 3 {
		t.Errorf("%d of 3 articles ended: %s", n, said)
	}
}
