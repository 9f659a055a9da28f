package prompts

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"naql/llm"
)

func write(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoad(t *testing.T) {
	same, err := Load("", "")
	if err != nil || same.Hash() != Default().Hash() || len(same.Hash()) != 16 {
		t.Fatalf("nothing replaced: %v, %v", same, err)
	}
	dir := write(t, map[string]string{"system_translate.tmpl": "Translate, please.\r\n{{.Sheet}}", ".note": "no template"})
	sheet := filepath.Join(write(t, map[string]string{"style.txt": "\ufeff British  spelling.\r\n\r\nISIS, never Daesh.\n"}), "style.txt")
	s, err := Load(dir, sheet)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Translate(story()).Messages[0].Content; got != "Translate, please.\nBritish spelling.\nISIS, never Daesh." {
		t.Errorf("system message %q", got)
	}
	if got := s.Summary(translated(), nil).Messages[0].Content; !strings.Contains(got, "House style, which decides on spelling and wording\nBritish spelling.\nISIS, never Daesh.\n\nAnswer") {
		t.Errorf("summary %q", got)
	}
	hashes := map[string]bool{Default().Hash(): true, s.Hash(): true}
	for _, of := range [][2]string{{dir, ""}, {"", sheet}} {
		s, err := Load(of[0], of[1])
		if err != nil {
			t.Fatal(err)
		}
		hashes[s.Hash()] = true
	}
	if len(hashes) != 4 {
		t.Errorf("%d hashes of four sets", len(hashes))
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		files map[string]string
		sheet string
		want  string
	}{
		"a misspelt name":      {map[string]string{"system_translat.tmpl": "x"}, "", "system_translat.tmpl: no such template; there are parts.tmpl"},
		"a schema":             {map[string]string{"segments.schema.json": "{}"}, "", "not to be replaced"},
		"nothing":              {map[string]string{}, "", "holds no template"},
		"what does not parse":  {map[string]string{"user_summary.tmpl": "{{if}}"}, "", "user_summary.tmpl:1"},
		"an unknown member":    {map[string]string{"system_summary.tmpl": "a\n{{.Segments}}"}, "", "system_summary.tmpl:2"},
		"no segments":          {map[string]string{"user_translate.tmpl": "Translate {{.IDs}}"}, "", "leaves out the lines of .Marked"},
		"segments in one line": {map[string]string{"user_repair.tmpl": "Do {{range .Marked}}{{.}} {{end}}"}, "", "leaves out the lines of .Marked"},
		"a long template":      {map[string]string{"parts.tmpl": strings.Repeat("x", maxTemplate+1)}, "", "longer than"},
		"says nothing":         {map[string]string{"system_summary.tmpl": "{{define \"x\"}}{{end}}"}, "", "it says nothing"},
		"no sheet":             {map[string]string{"system_summary.tmpl": "Summarise."}, "Be brief.", "system_summary.tmpl: it leaves out .Sheet"},
		"a part that is gone":  {map[string]string{"parts.tmpl": "{{define \"names\"}}{{end}}"}, "", "system_summary.tmpl:12: executing"},
		"an unknown function":  {map[string]string{"parts.tmpl": "\n\n{{now}}"}, "", "parts.tmpl:3: function \"now\" not defined"},
		"not UTF-8":            {map[string]string{"parts.tmpl": "\xff"}, "", "not UTF-8"},
		"a long sheet":         {nil, strings.Repeat("ب ", 1500), "2999 characters"},
		"an empty sheet":       {nil, " \n", "it is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, sheet := "", ""
			if tt.files != nil {
				dir = write(t, tt.files)
			}
			if tt.sheet != "" {
				sheet = filepath.Join(write(t, map[string]string{"s": tt.sheet}), "s")
			}
			_, err := Load(dir, sheet)
			if _, ok := errors.AsType[*FileError](err); !ok || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
	if _, err := Load(filepath.Join(t.TempDir(), "gone"), ""); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Error(err)
	}
}

// TestLoadedTemplateFails: what was tried in every way can still fail on an
// article, which then gets the built-in message.
func TestLoadedTemplateFails(t *testing.T) {
	s, err := Load(write(t, map[string]string{
		"user_translate.tmpl": "Mine\n{{range .Marked}}{{.}}\n{{end}}{{if gt (len .Marked) 3}}{{.Nobody}}{{end}}",
	}), "")
	if err != nil {
		t.Fatal(err)
	}
	few := story()
	few.Only = []string{"p1"}
	if got := s.Translate(few).Messages[1].Content; !strings.HasPrefix(got, "Mine\n[[") {
		t.Errorf("got %q", got)
	}
	if diff := cmp.Diff(Default().Translate(story()), s.Translate(story())); diff != "" {
		t.Errorf("request differs (-built-in +got):\n%s", diff)
	}
}

func TestExport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mine")
	if err := Export(dir); err != nil {
		t.Fatal(err)
	}
	s, err := Load(dir, "")
	if err != nil || s.Hash() != Default().Hash() {
		t.Errorf("what was exported is not the same: %v", err)
	}
	if err := Export(dir); err == nil || !strings.Contains(err.Error(), "exists") {
		t.Errorf("written over: %v", err)
	}
}

func TestMemoryKey(t *testing.T) {
	in := story()
	key := func(i int) string { return MemoryKey(in.Segments[i], in.Mentions) }
	was := []string{key(0), key(1), key(2), key(3)}
	in.Segments[1].ID = "p7"
	for i := range in.Mentions {
		if in.Mentions[i].Segment == "p1" {
			in.Mentions[i].Segment = "p7"
		}
	}
	if key(1) != was[1] {
		t.Error("the key depends on the id")
	}
	in.Mentions[1].Form = "SDF"
	if key(1) == was[1] || key(2) != was[2] {
		t.Error("the key does not follow the form")
	}
	in.Segments[3].Role = "headline"
	if key(3) == was[3] {
		t.Error("the key does not follow the role")
	}
}

// A reply that is a refusal or a loop says so, in every format; a refusal in
// the place of one segment costs that one alone.
func TestTroubleInReplies(t *testing.T) {
	want := story().Segments
	for _, format := range []llm.Format{llm.FormatJSON, llm.FormatObject, llm.FormatTagged} {
		for text, cause := range map[string]error{
			"I'm sorry, but I can't assist with that.": ErrRefused,
			strings.Repeat(" \n", 500):                 ErrLoop,
			strings.Repeat("and ", 500):                ErrLoop,
		} {
			_, _, err := ParseSegments(llm.Reply{Text: text, Nonce: nonce}, format, want)
			if !is(err, ErrUnreadable) || !is(err, cause) {
				t.Errorf("%s %.20q: %v", format, text, err)
			}
			if _, err := ParseBullets(llm.Reply{Text: text, Nonce: nonce}, format); !is(err, cause) {
				t.Errorf("%s %.20q: summary %v", format, text, err)
			}
		}
	}
	got, problems, err := ParseSegments(llm.Reply{Text: `Here it is: {"segments":[{"id":"p1","en":"I'm sorry, but I can't translate that."},{"id":"h","en":"Rabia crossing closed"}]} Bye.`}, llm.FormatObject, want[:2])
	if err != nil || len(got) != 1 || len(problems) != 1 || problems[0].Kind != Declined {
		t.Errorf("%v %v %v", got, problems, err)
	}
}

func is(err, target error) bool { return errors.Is(err, target) }
