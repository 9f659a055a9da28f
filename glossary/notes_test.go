package glossary_test

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"naql/article"
	"naql/glossary"
	"naql/llm"
	"naql/llm/llmfake"
	"naql/worker"
)

// TestNotesReachNoModel sends a story through every step that asks a model,
// with a note on every entry, and reads the requests.
func TestNotesReachNoModel(t *testing.T) {
	const secret = "between us: ask the night editor"
	file := filepath.Join(t.TempDir(), "house.csv")
	rows := "arabic,english,first,forbidden,type,note\n" +
		"حقل الجفرة,Jafra field,the Jafra oil field,Gafra,place," + secret + "\n" +
		"كتائب الوادي,Wadi Battalions,,Valley Brigades,org," + secret + "\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if term, _ := g.Lookup("jafra-field"); term.Note != secret {
		t.Fatalf("the note was not read: %+v", term)
	}

	ar := "قالت كتائب الوادي الأحد إن 12 من عناصرها قتلوا في حقل الجفرة بعد هجوم استمر ساعات."
	en := "The Wadi Battalions said Sunday that 12 of its members were killed at the Jafra oil field after an attack that lasted hours."
	fake := llmfake.New(llmfake.Script{Stories: []llmfake.Story{{
		Segments: []llmfake.Segment{{Ar: ar, En: en, Draft: strings.NewReplacer("12", "21", "Wadi Battalions", "Valley Brigades").Replace(en)}},
		Bullets:  []llmfake.Bullet{{Text: "The Wadi Battalions said 12 members were killed at the Jafra field.", Cites: []string{"p1"}}},
	}}})
	server := httptest.NewServer(fake)
	defer server.Close()
	model, err := llm.New(llm.Config{BaseURL: server.URL + "/v1", Model: "scripted", Profile: "generic", Format: "json"})
	if err != nil {
		t.Fatal(err)
	}
	w := &worker.Worker{
		Endpoints: []worker.Endpoint{{Model: model}}, Glossary: worker.Always(g), Replies: &worker.LocalReplies{}, MaxCalls: 4,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	if _, err := w.Translate(t.Context(), article.Article{ID: "notes", Source: "test", Body: ar}); err != nil {
		t.Fatal(err)
	}
	steps := map[string]bool{}
	for _, call := range fake.Calls() {
		steps[call.Step] = true
		if bytes.Contains(call.Body, []byte("night editor")) {
			t.Errorf("the %s request holds the note:\n%s", call.Step, call.Body)
		}
		if call.Step == llm.StepTranslate && !bytes.Contains(call.Body, []byte("Jafra oil field")) {
			t.Errorf("the names did not go out at all:\n%s", call.Body)
		}
	}
	for _, step := range []string{llm.StepTranslate, llm.StepRepair, llm.StepSummary} {
		if !steps[step] {
			t.Errorf("no request of the step %s", step)
		}
	}
}
