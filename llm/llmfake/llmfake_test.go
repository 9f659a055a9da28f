package llmfake_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"naql/llm/llmfake"
)

const script = `{"stories":[
	{"segments":[
		{"ar":"عنوان  أول","en":"First headline","draft":"Wrong headline"},
		{"ar":"فقرة ضائعة.","en":"The lost paragraph.","lost":true},
		{"ar":"فقرة عنيدة.","en":"The right one.","draft":"The stubborn one.","stubborn":true}],
	 "bullets":[{"text":"Good.","cites":["h"]}],
	 "bullets_draft":[{"text":"Bad.","cites":["p9"]}]},
	{"segments":[{"ar":"خبر ثان","en":"Second story"}],"bullets":[{"text":"Other.","cites":["h","p1"]}]}
]}`

// ask posts a request as any client would and returns the reply's content.
func ask(t *testing.T, srv *httptest.Server, step, article, format, user string) string {
	t.Helper()
	body := map[string]any{"model": "m", "messages": []any{
		map[string]string{"role": "system", "content": "[[zz:h]] no marker line of ours"},
		map[string]string{"role": "user", "content": user},
	}}
	switch format {
	case "json":
		body["response_format"] = map[string]any{"type": "json_schema", "json_schema": map[string]any{"schema": map[string]any{"type": "object"}}}
	case "enum":
		body["response_format"] = map[string]any{"type": "json_schema", "json_schema": map[string]any{
			"schema": map[string]any{"properties": map[string]any{"word": map[string]any{"enum": []string{"yes"}}}}}}
	}
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), "POST", srv.URL+"/v1/chat/completions", strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Naql-Step", step)
	req.Header.Set("X-Naql-Article", article)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var reply struct {
		Choices []struct{ Message struct{ Content string } }
	}
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil || len(reply.Choices) != 1 {
		t.Fatalf("status %d, %v", res.StatusCode, err)
	}
	return reply.Choices[0].Message.Content
}

func start(t *testing.T) (*llmfake.Server, *httptest.Server) {
	t.Helper()
	s, err := llmfake.Read(strings.NewReader(script))
	if err != nil {
		t.Fatal(err)
	}
	fake := llmfake.New(s)
	srv := httptest.NewServer(fake)
	t.Cleanup(srv.Close)
	return fake, srv
}

// TestScript is one article after another: the state of the first must not
// show in the second.
func TestScript(t *testing.T) {
	fake, srv := start(t)
	all := "Names\n\n[[n1:h]] عنوان أول\n[[n1:p1]] فقرة ضائعة.\n[[n1:p2]] فقرة عنيدة.\n\nNow the JSON."
	english := "[[n1:h]] First headline\n[[n1:p1]] The lost paragraph.\n[[n1:p2]] The stubborn one."
	for _, tt := range []struct{ name, step, article, format, user, want string }{
		{"first draft", "translate", "a", "json", all, `{"segments":[{"id":"h","en":"Wrong headline"},{"id":"p2","en":"The stubborn one."}]}`},
		{"draft again", "translate", "a", "tagged", all, "[[n1:h]] Wrong headline\n[[n1:p1]] The lost paragraph.\n[[n1:p2]] The stubborn one."},
		{"repair", "repair", "a", "json", "[[n2:h]] عنوان أول\n[[n2:p2]] فقرة عنيدة.", `{"segments":[{"id":"h","en":"First headline"},{"id":"p2","en":"The stubborn one."}]}`},
		{"another article", "translate", "b", "tagged", all, "[[n1:h]] Wrong headline\n[[n1:p2]] The stubborn one."},
		{"not in the script", "translate", "a", "tagged", "[[n3:p1]] غير معروف", "[[n3:p1]] " + llmfake.Unscripted},
		{"first summary", "summary", "a", "json", english, `{"bullets":[{"text":"Bad.","cites":["p9"]}]}`},
		{"second summary", "summary", "a", "tagged", english, "- Good. [h]"},
		{"summary of the other story", "summary", "b", "tagged", "[[n4:h]] Second  story", "- Other. [h,p1]"},
		{"summary of no story", "summary", "c", "tagged", "[[n4:h]] Elsewhere", "- The scripted model has no summary of this segment. [h]"},
		{"probe", "probe", "", "enum", "Say no.", `{"word":"yes"}`},
		{"no schema", "", "", "tagged", "Hello", "ready"},
	} {
		if got := ask(t, srv, tt.step, tt.article, tt.format, tt.user); got != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.name, got, tt.want)
		}
	}
	if got := [...]int{fake.Count("", ""), fake.Count("translate", "a"), fake.Count("summary", ""), fake.Count("", "b")}; got != [...]int{11, 3, 4, 2} {
		t.Errorf("counts %v", got)
	}
	if c := fake.Calls()[0]; c.N != 1 || c.Nonce != "n1" || len(c.Segments) != 3 || c.Segments[1] != (llmfake.Marked{ID: "p1", Text: "فقرة ضائعة."}) {
		t.Errorf("first call %+v", c)
	}
}

func TestIgnoredSchema(t *testing.T) {
	fake, srv := start(t)
	fake.IgnoreSchema = true
	if got := ask(t, srv, "probe", "", "enum", "Say no."); got != "ready" {
		t.Errorf("probe: %s", got)
	}
	if got := ask(t, srv, "repair", "a", "json", "[[n1:h]] خبر ثان"); got != "[[n1:h]] Second story" {
		t.Errorf("repair: %s", got)
	}
}

func TestFaultsOnSegments(t *testing.T) {
	user := "[[n1:h]] عنوان أول\n[[n1:p1]] فقرة عنيدة."
	for name, tt := range map[string]struct {
		fault llmfake.Fault
		want  string
	}{
		"doubled": {llmfake.Doubled, "[[n1:h]] First headline\n[[n1:p1]] The stubborn one.\n[[n1:h]] First headline"},
		"missing": {llmfake.Missing, "[[n1:h]] First headline"},
		"unknown": {llmfake.Unknown, "[[n1:h]] First headline\n[[n1:p1]] The stubborn one.\n[[n1:p999]] Nobody asked for this paragraph."},
		"chatter": {llmfake.Chatter, "Here is the translation you asked for:\n\n[[n1:h]] First headline\n[[n1:p1]] The stubborn one.\n\nLet me know if you need anything else!"},
	} {
		fake, srv := start(t)
		fake.Faults = llmfake.Always(tt.fault, "repair")
		if got := ask(t, srv, "repair", "a", "", user); got != tt.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestFirst(t *testing.T) {
	faults := llmfake.First(2, llmfake.Reset)
	hits := 0
	for range 3 {
		for _, article := range []string{"a", "b"} {
			if faults(llmfake.Call{Article: article}) != nil {
				hits++
			}
		}
	}
	if hits != 4 {
		t.Errorf("%d faults", hits)
	}
}

func TestOtherRequests(t *testing.T) {
	fake, srv := start(t)
	fake.Key, fake.Delay = "right-key", time.Millisecond
	for _, tt := range []struct {
		method, path, key, body string
		status                  int
		text                    string
	}{
		{"GET", "/v1/models", "", "", 200, `"scripted"`},
		{"POST", "/v1/embeddings", "", "{}", 404, "no such path"},
		{"POST", "/v1/chat/completions", "", "not JSON", 400, "no JSON"},
		{"POST", "/v1/chat/completions", "Bearer wrong", "{}", 401, "Incorrect API key"},
		{"POST", "/v1/chat/completions", "Bearer right-key", "{}", 200, "ready"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), tt.method, srv.URL+tt.path, strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", tt.key)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != tt.status || !strings.Contains(string(body), tt.text) {
			t.Errorf("%s %s: status %d, %s, %v", tt.method, tt.path, res.StatusCode, body, err)
		}
	}
}

func TestConcurrentCalls(t *testing.T) {
	fake, srv := start(t)
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() { ask(t, srv, "summary", "a", "json", "[[n1:h]] First headline") })
	}
	wait.Wait()
	if n := fake.Count("summary", "a"); n != 20 {
		t.Errorf("%d calls", n)
	}
}

func TestReadRefusesMisspeltMembers(t *testing.T) {
	if _, err := llmfake.Read(strings.NewReader(`{"stories":[{"segments":[{"ar":"a","en":"b","stuborn":true}]}]}`)); err == nil {
		t.Error("accepted")
	}
	if _, err := llmfake.Load("testdata/none.json"); err == nil {
		t.Error("accepted a missing file")
	}
}
