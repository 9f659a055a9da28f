package main

import (
	"bytes"
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	natsserver "github.com/nats-io/nats-server/v2/server"

	"naql/llm/llmfake"
	"naql/samples"
)

// Each login of deploy/nats can do its commands, and is told in one line what
// it may not.
func TestRoles(t *testing.T) {
	for _, role := range []string{"PROVISIONER", "WORKER", "DESK", "INGEST", "SUBSCRIBER"} {
		t.Setenv("NAQL_"+role+"_PASSWORD", `"secret-7"`)
	}
	opts, err := natsserver.ProcessConfigFile("../../deploy/nats/secured.conf")
	if err != nil {
		t.Fatal(err)
	}
	opts.HTTPPort = 0
	url := natsServer(t, opts)
	raw, err := samples.Files.ReadFile(samples.Stories[0].File)
	if err != nil {
		t.Fatal(err)
	}
	story := writeFile(t, "story.txt", raw)
	for _, c := range []struct {
		role, command string
		status        int
		says          string
	}{
		{"worker", "pause", exitConfig, "NAQL_IN, NAQL_OUT"},
		{"subscriber", "results", exitConfig, "NAQL_OUT is missing"},
		{"ingest", "submit --source wire " + story, exitNATS, "naql provision"},
		{"provisioner", "provision", 0, "are there"},
		{"provisioner", "results", exitNATS, "deploy/nats"},
		{"ingest", "submit --source wire " + story, 0, `"sequence":1`},
		{"ingest", "submit --source other " + story, exitNATS, "naql.in.routine.other"},
		{"ingest", "results", exitNATS, "NAQL_OUT"},
		{"subscriber", "results", 0, ""},
		{"subscriber", "submit " + story, exitNATS, "naql.in.routine"},
		{"desk", "results", 0, ""},
		{"desk", "submit " + story, 0, `"sequence":2`},
		{"desk", "pause", exitNATS, "$KV.NAQL_ctl.stop"},
		{"provisioner", "pause", 0, "paused"},
		{"worker", "resume", 0, "resumed"},
		{"provisioner", "glossary list", 0, ""},
		{"stranger", "results", exitNATS, "NATS_USER"},
	} {
		t.Run(c.role+" "+strings.Fields(c.command)[0], func(t *testing.T) {
			env := map[string]string{"NATS_URL": url, "NATS_USER": c.role, "NATS_PASSWORD": "secret-7", "NATS_INBOX_PREFIX": "_INBOX_" + c.role}
			if c.role == "subscriber" {
				env["NATS_JS_API_PREFIX"] = "NAQL.API"
			}
			status, out := naqlWith(t, env, strings.Fields(c.command)...)
			if status != c.status || !strings.Contains(out, c.says) || strings.Contains(out, "secret-7") {
				t.Errorf("status %d, want %d and %q:\n%s", status, c.status, c.says, out)
			}
			if status != 0 && strings.Count(out, "\n") != 2 {
				t.Errorf("want one line and a hint:\n%s", out)
			}
		})
	}
	worker := map[string]string{
		"NATS_URL": url, "NATS_USER": "worker", "NATS_PASSWORD": "secret-7", "NATS_INBOX_PREFIX": "_INBOX_worker",
		"NAQL_LISTEN": "127.0.0.1:0", "OPENAI_BASE_URL": scriptedEndpoint(t), "NAQL_MODEL": "scripted", "NAQL_PROFILE": "generic", "NAQL_REPLY": "json",
	}
	ctx, stop := context.WithCancel(t.Context())
	var logged bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		p := &program{ctx: ctx, in: strings.NewReader(""), out: &logged, err: &logged, env: func(name string) (string, bool) { v, ok := worker[name]; return v, ok }}
		ended <- p.run([]string{"worker"})
	}()
	env := map[string]string{"NATS_URL": url, "NATS_USER": "desk", "NATS_PASSWORD": "secret-7", "NATS_INBOX_PREFIX": "_INBOX_desk"}
	if status, out := naqlWith(t, env, "submit", "--lane=flash", "--wait", story); status != 0 || !strings.Contains(out, `"state":"clean"`) {
		t.Errorf("status %d of an article by the worker's login:\n%s", status, out)
	}
	stop()
	<-ended
	if text := logged.String(); strings.Contains(strings.ToLower(text), "violation") {
		t.Errorf("the worker was refused something:\n%s", text)
	}
}

func scriptedEndpoint(t *testing.T) string {
	t.Helper()
	raw, err := samples.Files.ReadFile("model.json")
	if err != nil {
		t.Fatal(err)
	}
	script, err := llmfake.Read(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(llmfake.New(script))
	t.Cleanup(server.Close)
	return server.URL + "/v1"
}
