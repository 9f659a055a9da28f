package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/rogpeppe/go-internal/testscript"

	"naql/article"
	"naql/llm/llmfake"
	"naql/queue/embedded"
	"naql/samples"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"naql": main})
}

// TestScripts runs the command line as people and scripts do; see the files
// in testdata. Besides testscript's own commands they use
//
//	model [KIND]             start the scripted endpoint, of a kind or with a
//	                         fault, and point naql at it
//	status N naql ARGS...    run naql and want this exit status
//	ready                    wait until the naql serve of this folder is ready
//	nats                     start a NATS server and point NATS_URL at it
//	spoil                    overwrite the published glossary with garbage
//	sameresults A B          want the same results in two files of JSON lines, but
//	                         for when they were made
//	nowhere TEXT PLACE...    want a text in no file of a folder, and in no page of
//	                         an address
//	subst FILE               put the values of variables into a file
//	capture NAME REGEXP      set NAME to the first group in the last stdout
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("NAQL_DATA", filepath.Join(e.WorkDir, "data"))
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			for _, s := range samples.Stories {
				raw, err := samples.Files.ReadFile(s.File)
				if err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(e.WorkDir, s.File), raw, 0o666); err != nil {
					return err
				}
			}
			// bytes that a txtar file cannot hold
			for name, raw := range map[string]string{
				"latin.bin": "\xde\xed\xe1 \xe3\xd5\xcf\xd1", "nul.bin": "نص\x00نص",
			} {
				if err := os.WriteFile(filepath.Join(e.WorkDir, name), []byte(raw), 0o666); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"subst": cmdSubst, "nowhere": cmdNowhere, "sameresults": cmdSameResults, "model": cmdModel, "status": cmdStatus, "ready": cmdReady, "nats": cmdNATS, "spoil": cmdSpoil, "capture": cmdCapture,
		},
	})
}

// faults are what a script can make of the endpoint.
var faults = map[string]llmfake.Fault{
	"wrong-key": llmfake.Unauthorized, "server-error": llmfake.ServerError, "quota": llmfake.Quota,
	"no-model": llmfake.NoModel, "doubled": llmfake.Doubled, "missing": llmfake.Missing,
	"hello": func(r *llmfake.Reply) {
		r.Segments, r.Bullets, r.Content = nil, nil, "Hello! How can I help you today?"
	},
	"garbled": func(r *llmfake.Reply) { r.Segments, r.Bullets, r.Content = nil, nil, "??? ??????: ???" },
	"refusal": llmfake.Refusal, "twice-keys": llmfake.TwiceKeys, "echo-key": llmfake.EchoKey, "echo": llmfake.Echo,
}

func cmdModel(ts *testscript.TestScript, _ bool, args []string) {
	raw, err := samples.Files.ReadFile("model.json")
	ts.Check(err)
	script, err := llmfake.Read(strings.NewReader(string(raw)))
	ts.Check(err)
	fake := llmfake.New(script)
	switch {
	case len(args) == 1 && args[0] == "busy":
		fake.Faults = llmfake.First(1, llmfake.RateLimit(time.Second))
	case len(args) == 1 && args[0] == "truncates":
		fake.Context, fake.Truncates = 4096, true
	case len(args) == 1 && args[0] == "small":
		fake.Context = 8192
	case len(args) == 1 && args[0] == "refuses":
		fake.Refuses = []string{"json_schema", "temperature", "max_tokens"}
	case len(args) == 1:
		fault, ok := faults[args[0]]
		if !ok {
			ts.Fatalf("no fault %s", args[0])
		}
		fake.Faults = llmfake.Always(fault)
	}
	server := httptest.NewServer(fake)
	ts.Defer(server.Close)
	ts.Setenv("OPENAI_BASE_URL", server.URL+"/v1")
	ts.Setenv("NAQL_MODEL", "scripted")
	ts.Setenv("NAQL_PROFILE", "generic")
	ts.Setenv("NAQL_REPLY", "json")
}

func cmdSameResults(ts *testscript.TestScript, _ bool, args []string) {
	read := func(name string) (all []article.Result) {
		d := json.NewDecoder(strings.NewReader(ts.ReadFile(name)))
		for {
			var r article.Result
			if err := d.Decode(&r); err == io.EOF {
				return all
			} else {
				ts.Check(err)
			}
			if r.Provenance.Started == "" || r.Provenance.Finished == "" {
				ts.Fatalf("%s: no times", name)
			}
			r.Provenance.Started, r.Provenance.Finished = "", ""
			all = append(all, r)
		}
	}
	a, b := read(args[0]), read(args[1])
	if diff := cmp.Diff(a, b); diff != "" || len(a) == 0 {
		ts.Fatalf("%d and %d results: %s", len(a), len(b), diff)
	}
}

func cmdNowhere(ts *testscript.TestScript, _ bool, args []string) {
	look := func(name string, raw []byte) {
		if bytes.Contains(raw, []byte(args[0])) {
			ts.Fatalf("%s holds %q", name, args[0])
		}
	}
	for _, place := range args[1:] {
		if strings.HasPrefix(place, "http://") {
			res, err := http.Get(place)
			ts.Check(err)
			raw, err := io.ReadAll(res.Body)
			res.Body.Close()
			ts.Check(err)
			look(place, raw)
			continue
		}
		seen := 0
		ts.Check(filepath.WalkDir(ts.MkAbs(place), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			look(path, raw)
			seen++
			return err
		}))
		if seen == 0 {
			ts.Fatalf("no file in %s", place)
		}
	}
}

func cmdSubst(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(path, []byte(os.Expand(ts.ReadFile(path), ts.Getenv)), 0o666))
}

func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if neg || got != want {
		ts.Fatalf("%s ended with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
	for _, stream := range []string{"stdout", "stderr"} {
		if text := ts.ReadFile(stream); strings.Contains(text, "goroutine ") || strings.Contains(text, "panic:") {
			ts.Fatalf("a stack trace on %s", stream)
		}
	}
}

func cmdNATS(ts *testscript.TestScript, _ bool, _ []string) {
	server, err := embedded.Start(embedded.Config{Dir: ts.MkAbs("nats"), Log: slog.New(slog.DiscardHandler)})
	ts.Check(err)
	ts.Defer(server.Shutdown)
	ts.Setenv("NATS_URL", server.URL())
}

func cmdSpoil(ts *testscript.TestScript, _ bool, _ []string) {
	nc, err := nats.Connect(ts.Getenv("NATS_URL"))
	ts.Check(err)
	defer nc.Close()
	js, err := jetstream.New(nc)
	ts.Check(err)
	_, err = js.Publish(context.Background(), "$KV.NAQL_glossary.current", []byte("{"))
	ts.Check(err)
}

func cmdCapture(ts *testscript.TestScript, _ bool, args []string) {
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if found == nil {
		ts.Fatalf("no %s in stdout", args[1])
	}
	ts.Setenv(args[0], found[1])
}

func cmdReady(ts *testscript.TestScript, _ bool, _ []string) {
	served := filepath.Join(ts.Getenv("NAQL_DATA"), "serve.json") // without it health asks whoever has the default address
	for range 200 {
		if _, err := os.Stat(served); err == nil && ts.Exec("naql", "health") == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("naql serve did not become ready")
}
