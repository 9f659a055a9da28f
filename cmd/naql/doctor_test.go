package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/llm/llmfake"
)

var update = flag.Bool("update", false, "write the golden files")

const doctorKey = "sk-test-0123456789abcdef"

// patient is an endpoint for doctor to look at, and the settings for it.
type patient struct {
	env    map[string]string
	change func(*llmfake.Server)
	before http.HandlerFunc // where it answers, the fake is not asked
}

// doctor runs the command before an endpoint and returns its status and output,
// without what differs from run to run.
func (x patient) doctor(t *testing.T, data string, args ...string) (int, string) {
	t.Helper()
	fake := llmfake.New(llmfake.Script{})
	if x.change != nil {
		x.change(fake)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answered := &sent{ResponseWriter: w}
		if x.before != nil {
			x.before(answered, r)
		}
		if !answered.any {
			fake.ServeHTTP(w, r)
		}
	}))
	defer srv.Close()
	env := map[string]string{"NAQL_DATA": data, "OPENAI_BASE_URL": srv.URL + "/v1", "OPENAI_API_KEY": doctorKey,
		"NAQL_MODEL": "scripted", "NAQL_GLOSSARY": "none", "HOME": data}
	for name, text := range x.env {
		env[name] = text
	}
	status, out := naqlWith(t, env, append([]string{"doctor"}, args...)...)
	if strings.Contains(out, doctorKey) {
		t.Errorf("the key is in the output:\n%s", out)
	}
	out = strings.ReplaceAll(strings.ReplaceAll(out, srv.URL, "http://endpoint"), data, "DATA")
	return status, regexp.MustCompile(`takes [0-9.]+m?s(, [0-9]+ tokens a second)?`).ReplaceAllString(out, "takes 1ms")
}

// sent notes whether anything was.
type sent struct {
	http.ResponseWriter
	any bool
}

func (s *sent) Write(b []byte) (int, error) { s.any = true; return s.ResponseWriter.Write(b) }
func (s *sent) WriteHeader(status int)      { s.any = true; s.ResponseWriter.WriteHeader(status) }

func refusing(members ...string) func(*llmfake.Server) {
	return func(s *llmfake.Server) { s.Refuses = members }
}

func cut(tokens int) func(*llmfake.Server) {
	return func(s *llmfake.Server) { s.Context, s.Truncates = tokens, true }
}

func failing(f llmfake.Fault) func(*llmfake.Server) {
	return func(s *llmfake.Server) { s.Faults = llmfake.Always(f) }
}

// TestDoctorTable shows the table for each profile, before an endpoint of its
// kind.
func TestDoctorTable(t *testing.T) {
	var all strings.Builder
	for _, tt := range []struct {
		profile string
		change  func(*llmfake.Server)
	}{
		{"auto", nil},
		{"openai", refusing("max_tokens")},
		{"azure", refusing("max_tokens", "temperature")},
		{"ollama", cut(4096)},
		{"vllm", func(s *llmfake.Server) { s.Context = 4096 }},
		{"llamacpp", func(s *llmfake.Server) { s.IgnoreSchema = true }},
		{"openrouter", refusing("json_schema", "max_completion_tokens")},
		{"generic", refusing("json_schema", "json_object", "temperature", "max_tokens")},
	} {
		x := patient{env: map[string]string{"NAQL_PROFILE": tt.profile, "NAQL_PRICES": "0.40,1.60"}, change: tt.change}
		status, out := x.doctor(t, t.TempDir())
		fmt.Fprintf(&all, "== %s, status %d\n%s\n", tt.profile, status, out)
	}
	const path = "testdata/doctor.golden"
	if *update {
		if err := os.WriteFile(path, []byte(all.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != all.String() {
		t.Errorf("%s differs (%v); got\n%s", path, err, all.String())
	}
}

// says is the whole line of a check.
func says(out, check string) string {
	return regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(check) + ` .*`).FindString(out)
}

func TestDoctorJudges(t *testing.T) {
	fixed := func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"choices":[{"index":0,"message":{"role":"assistant","content":"The weather is fine."},"finish_reason":"stop"}]}`)
	}
	models := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				w.WriteHeader(status)
				fmt.Fprint(w, body)
			}
		}
	}
	for _, tt := range []struct {
		name   string
		x      patient
		status int
		check  string
		want   string // a pattern for its line
	}{
		{"unrelated text", patient{before: fixed}, 0, "arabic", `warn .*does not repeat Arabic`},
		{"unrelated text", patient{before: fixed}, 0, "models", `skip .*is empty`},
		{"key refused", patient{change: failing(llmfake.Unauthorized)}, 5, "reply: schema", `fail .*auth \(status 401\)`},
		{"key echoed", patient{change: failing(llmfake.EchoKey)}, 5, "context", `skip`},
		{"account spent", patient{change: failing(llmfake.Quota)}, 5, "reply: schema", `fail .*quota`},
		{"model missing", patient{change: failing(llmfake.NoModel)}, 5, "reply: schema", `fail .*model_missing`},
		{"broken", patient{change: failing(llmfake.ServerError)}, 5, "reply: schema", `fail .*server`},
		{"cut off", patient{change: failing(llmfake.Reset)}, 5, "reply: schema", `fail .*unreachable`},
		{"a web page", patient{change: failing(llmfake.Web)}, 5, "reply ", `fail .*no request was replied to`},
		{"everything refused", patient{change: failing(llmfake.BadRequest)}, 5, "speed", `skip`},
		{"replies that are cut", patient{change: failing(llmfake.Length)}, 0, "speed", `warn .*reached its cap`},
		{"list forbidden", patient{before: models(403, `{"error":{"message":"Missing scopes: api.model.read"}}`)}, 0, "models", `skip .*Missing scopes`},
		{"list refused with the key", patient{before: models(401, `{"error":{"message":"no"}}`)}, 5, "models", `fail .*auth`},
		{"another model", patient{env: map[string]string{"NAQL_MODEL": "gemma4:12b"}, before: models(200, `{"data":[{"id":"gemma3:4b"},{"id":"qwen"}]}`)}, 0, "models", `warn .*2, and gemma4:12b is not among them: gemma3:4b`},
		{"schema dropped", patient{change: func(s *llmfake.Server) { s.IgnoreSchema = true }, env: map[string]string{"NAQL_REPLY": "json"}}, 0, "reply ", `warn .*asked for as json`},
		{"cut at 4,096", patient{change: cut(4096)}, 0, "context", `warn .*4096 tokens are read; naql reckons with 4096`},
		{"cut below what is configured", patient{change: cut(4096), env: map[string]string{"NAQL_CONTEXT_TOKENS": "32768"}}, 0, "context", `warn .*4096 tokens are read; naql reckons with 32768`},
		{"cut before the shortest", patient{change: cut(1000)}, 0, "context", `warn .*fewer than 1500 tokens are read; naql reckons with 750`},
		{"a budget without prices", patient{env: map[string]string{"NAQL_BUDGET_USD": "5"}}, 0, "cost", `skip .*no prices are set`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, out := tt.x.doctor(t, t.TempDir())
			line := says(out, strings.TrimSpace(tt.check))
			if status != tt.status || !regexp.MustCompile(tt.want).MatchString(line) {
				t.Errorf("status %d, %q; want %d, %s\n%s", status, line, tt.status, tt.want, out)
			}
		})
	}
}

// kept is the only entry of endpoints.json.
func kept(t *testing.T, data string) (entry struct {
	Format string
	Window int
}) {
	t.Helper()
	path := filepath.Join(data, "endpoints.json")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || strings.Contains(string(raw), doctorKey) {
		t.Errorf("%v, %v\n%s", info.Mode(), err, raw)
	}
	for _, one := range parsed[map[string]json.RawMessage](t, raw) {
		return parsed[struct {
			Format string
			Window int
		}](t, one)
	}
	t.Fatal("nothing is kept")
	return entry
}

func parsed[T any](t *testing.T, raw []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	return v
}

// TestDoctorKeeps: the next command asks as doctor has found best, and a quick
// run leaves the context that was measured.
func TestDoctorKeeps(t *testing.T) {
	data := t.TempDir()
	fake := llmfake.New(llmfake.Script{})
	fake.Context, fake.Truncates, fake.IgnoreSchema = 4096, true, true
	srv := httptest.NewServer(fake)
	defer srv.Close()
	env := map[string]string{"OPENAI_BASE_URL": srv.URL + "/v1", "NAQL_REPLY": "json"}
	if status, out := (patient{env: env}).doctor(t, data); status != 0 {
		t.Fatal(out)
	}
	if got := kept(t, data); got.Window != 4096 || got.Format != "object" {
		t.Errorf("%+v is kept: the form that works, whatever is configured", got)
	}
	_, out := patient{env: env}.doctor(t, data, "--quick")
	if got := kept(t, data); got.Window != 4096 || !strings.Contains(says(out, "context"), "reckons with 4096") {
		t.Errorf("%+v is left after a quick run\n%s", got, out)
	}
	probes := fake.Count("probe", "")
	story := writeFile(t, "story.txt", []byte("قال الوزير إن المعبر مغلق حتى يوم الأحد.\n"))
	naqlWith(t, map[string]string{"OPENAI_BASE_URL": srv.URL + "/v1", "OPENAI_API_KEY": doctorKey, "NAQL_MODEL": "scripted",
		"NAQL_GLOSSARY": "none", "NAQL_DATA": data}, "translate", story)
	if n := fake.Count("probe", "") - probes; n != 0 || fake.Count("translate", "") == 0 {
		t.Errorf("translate sends %d probes and %d requests", n, fake.Count("translate", ""))
	}
	for _, call := range fake.Calls() {
		if call.Step == "translate" && !call.Object {
			t.Errorf("not asked for an object: %.200s", call.Body)
		}
	}
}

func TestDoctorJSON(t *testing.T) {
	echo := func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("Authorization")
		fmt.Fprintf(w, `{"data":[{"id":"%s"}],"choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}]}`, key, key)
	}
	status, out := patient{before: echo}.doctor(t, t.TempDir(), "-o", "json")
	d := parsed[diagnosis](t, []byte(out))
	if status != 0 || !d.OK || len(d.Endpoints) != 1 || !d.Endpoints[0].Usable || d.Calls != d.Endpoints[0].Calls || len(d.Endpoints[0].Models) != 1 {
		t.Errorf("status %d\n%s", status, out)
	}
}

// TestDoctorStatus: the model goes before NATS, and NATS before nothing.
func TestDoctorStatus(t *testing.T) {
	const nowhere = "nats://someone:s3cr3t@127.0.0.1:1"
	broken := writeFile(t, "terms.csv", []byte("id,nonsense\n1,2\n"))
	for _, tt := range []struct {
		name   string
		x      patient
		status int
	}{
		{"all well", patient{}, 0},
		{"NATS down", patient{env: map[string]string{"NATS_URL": nowhere}}, 4},
		{"both down", patient{env: map[string]string{"NATS_URL": nowhere}, change: failing(llmfake.Unauthorized)}, 5},
		{"glossary", patient{env: map[string]string{"NAQL_GLOSSARY": broken}}, 3},
		{"a setting", patient{env: map[string]string{"NAQL_PROFILE": "other"}}, 3},
		{"a context of no size", patient{env: map[string]string{"NAQL_CONTEXT_TOKENS": "many"}}, 3},
	} {
		status, out := tt.x.doctor(t, t.TempDir(), "--quick")
		if status != tt.status || strings.Contains(out, "s3cr3t") {
			t.Errorf("%s: status %d, want %d\n%s", tt.name, status, tt.status, out)
		}
	}
}

// TestDoctorNATS: it makes nothing there, and leaves what it found to workers.
func TestDoctorNATS(t *testing.T) {
	url := natsServer(t, &natsserver.Options{})
	x := patient{change: cut(4096), env: map[string]string{"NATS_URL": url}}
	if status, out := x.doctor(t, t.TempDir()); status != 0 || !strings.Contains(says(out, "NATS"), "are still to be made") {
		t.Errorf("status %d\n%s", status, out)
	}
	nc, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	for name := range js.StreamNames(t.Context()).Name() {
		t.Errorf("doctor has made %s", name)
	}
	if status, out := naqlWith(t, map[string]string{"NATS_URL": url, "NAQL_DATA": t.TempDir()}, "provision"); status != 0 {
		t.Fatal(out)
	}
	if status, out := x.doctor(t, t.TempDir()); status != 0 {
		t.Fatal(out)
	}
	bucket, err := js.KeyValue(t.Context(), "NAQL_ctl")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := bucket.Keys(t.Context())
	if err != nil || len(keys) != 1 || !strings.HasPrefix(keys[0], "endpoint.") {
		t.Fatalf("%v, %v", keys, err)
	}
	entry, err := bucket.Get(t.Context(), keys[0])
	if err != nil || !strings.Contains(string(entry.Value()), `"window":4096`) {
		t.Errorf("%s, %v", entry.Value(), err)
	}
}

// TestDoctorWithoutRights: a login that may not look is told so, and soon.
func TestDoctorWithoutRights(t *testing.T) {
	url := natsServer(t, &natsserver.Options{Users: []*natsserver.User{{Username: "few", Password: "s3cr3t", Permissions: &natsserver.Permissions{
		Publish: &natsserver.SubjectPermission{Allow: []string{"naql.in.>"}},
	}}}})
	status, out := patient{env: map[string]string{"NATS_URL": url, "NATS_USER": "few", "NATS_PASSWORD": "s3cr3t"}}.doctor(t, t.TempDir(), "--quick")
	if status != 0 || !strings.Contains(says(out, "NATS"), "warn") || strings.Contains(out, "s3cr3t") {
		t.Errorf("status %d\n%s", status, out)
	}
}
