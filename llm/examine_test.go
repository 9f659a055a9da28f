package llm_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"naql/llm"
	"naql/llm/llmfake"
)

// probed is an endpoint that has a context of so many tokens, 0 for any.
func probed(t *testing.T, context int, truncates bool, change func(*llmfake.Server)) *llm.Client {
	fake := llmfake.New(llmfake.Script{})
	fake.Context, fake.Truncates = context, truncates
	if change != nil {
		change(fake)
	}
	return endpoint(t, fake, func(c *llm.Config) { c.Profile = "generic" })
}

func TestTryFormat(t *testing.T) {
	all := []llm.Format{llm.FormatJSON, llm.FormatObject, llm.FormatTagged}
	for _, tt := range []struct {
		name   string
		change func(*llmfake.Server)
		want   []llm.Obedience
	}{
		{"follows", nil, []llm.Obedience{llm.Enforced, llm.Obeyed, llm.Obeyed}},
		{"drops the schema", func(s *llmfake.Server) { s.IgnoreSchema = true }, []llm.Obedience{llm.Ignored, llm.Obeyed, llm.Obeyed}},
		{"chatters", func(s *llmfake.Server) { s.Faults = llmfake.Always(llmfake.Chatter) }, []llm.Obedience{llm.Ignored, llm.Ignored, llm.Ignored}},
	} {
		c := probed(t, 0, false, tt.change)
		for i, f := range all {
			how, trial, err := c.TryFormat(t.Context(), f)
			if err != nil || how != tt.want[i] || trial.Usage.Prompt == 0 {
				t.Errorf("%s: %s is %q, %+v, %v; want %q", tt.name, f, how, trial, err, tt.want[i])
			}
		}
	}
}

func TestMeasure(t *testing.T) {
	noUsage := func(s *llmfake.Server) { s.Faults = llmfake.Always(llmfake.NoUsage) }
	silent := func(s *llmfake.Server) { s.Faults = llmfake.Always(llmfake.Empty) }
	for _, tt := range []struct {
		name      string
		context   int
		truncates bool
		change    func(*llmfake.Server)
		most      int
		end       llm.Reading
		calls     int
		least     int // of the window that is found
		window    int
	}{
		{"any length", 0, false, nil, 7000, llm.ReadWhole, 3, 7000, 9000},
		{"cut at 4,096", 4096, true, nil, 16_384, llm.ReadCut, 3, 4096, 4096},
		{"cut at 8,192", 8192, true, nil, 16_384, llm.ReadCut, 3, 8192, 8192},
		{"cut at no round number", 3000, true, nil, 16_384, llm.ReadCut, 2, 1500, 3000},
		{"cut, and nothing is counted", 4096, true, noUsage, 16_384, llm.ReadCut, 2, 1500, 4096},
		{"cut before the shortest", 1000, true, noUsage, 16_384, llm.ReadCut, 1, 1, 1000},
		{"refused", 4096, false, nil, 16_384, llm.ReadRefused, 2, 4096, 4096},
		{"no reply", 0, false, silent, 16_384, llm.ReadUnclear, 1, 0, 0},
		{"nothing to measure", 0, false, nil, 1000, llm.ReadUnclear, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var sizes []int
			m, err := probed(t, tt.context, tt.truncates, tt.change).Measure(t.Context(), tt.most, func(n int) { sizes = append(sizes, n) })
			if err != nil || m.End != tt.end || m.Window() < tt.least || m.Window() > tt.window {
				t.Errorf("%s, window %d, %v; want %s, %d to %d", m.End, m.Window(), err, tt.end, tt.least, tt.window)
			}
			if len(m.Trials) > tt.calls+1 || len(m.Trials) != len(sizes) || !slices.IsSorted(sizes) {
				t.Errorf("%d calls of %v", len(m.Trials), sizes)
			}
		})
	}
}

func TestMeasureEndsWithTroubleOfTheProvider(t *testing.T) {
	c := probed(t, 0, false, func(s *llmfake.Server) { s.Faults = llmfake.Always(llmfake.Quota) })
	m, err := c.Measure(t.Context(), 16_384, func(int) {})
	if err == nil || len(m.Trials) != 1 || m.Window() != 0 {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestModels(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"vLLM", `{"data":[{"id":"a","max_model_len":8192}]}`, 200, "[{a 8192}] <nil>"},
		{"OpenRouter", `{"data":[{"id":"a/b","context_length":131072},{"id":"c"}]}`, 200, "[{a/b 131072} {c 0}] <nil>"},
		{"llama.cpp", `{"data":[{"id":"a","meta":{"n_ctx":4096,"n_ctx_train":131072}}]}`, 200, "[{a 4096}] <nil>"},
		{"llama.cpp, what it was trained on alone", `{"data":[{"id":"a","meta":{"n_ctx_train":131072}}]}`, 200, "[{a 0}] <nil>"},
		{"none", `{"data":[]}`, 200, "[] <nil>"},
		{"no list", `<html>`, 200, "[] model: malformed: the answer is no list of models"},
		{"no such path", `{"error":"not here"}`, 404, "[] model: model_missing (status 404): not here"},
		{"the key in it", `{"error":{"message":"bad key Bearer ` + secret + `"}}`, 401, "[] model: auth (status 401): bad key [secret]"},
		{"the key in a name", `{"data":[{"id":"x-` + secret + `"}]}`, 200, "[{x-[secret] 0}] <nil>"},
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != "GET" || r.URL.Path != "/v1/models" || r.URL.RawQuery != "" || r.Header.Get("Authorization") != "Bearer "+secret {
				t.Errorf("%s %s %v", r.Method, r.URL, r.Header)
			}
			w.WriteHeader(tt.status)
			fmt.Fprint(w, tt.body)
		}))
		c, err := llm.New(llm.Config{BaseURL: srv.URL + "/v1", Key: secret})
		if err != nil {
			t.Fatal(err)
		}
		list, err := c.Models(t.Context())
		if got := fmt.Sprint(list, " ", err); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		srv.Close()
	}
}

func TestModelsWithoutAKeySendsNothing(t *testing.T) {
	c, err := llm.New(llm.Config{BaseURL: "https://model.invalid/v1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Models(t.Context()); err == nil || !strings.Contains(err.Error(), "no key is set") {
		t.Error(err)
	}
}
