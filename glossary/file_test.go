package glossary

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadForms(t *testing.T) {
	windows, err := charmap.Windows1256.NewEncoder().String("arabic;english\r\nحلب;Aleppo\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text string }{
		{"header.csv", "id,arabic,english\nx,حلب,Aleppo\n"},
		{"order.csv", "english,arabic\nAleppo,حلب\n"},
		{"mark.csv", "\ufeffarabic,english\nحلب,Aleppo\n"},
		{"semicolon.csv", "arabic;english\nحلب;Aleppo\n"},
		{"blank.csv", "arabic,english\n\n,\nحلب,Aleppo\n"},
		{"two.csv", "حلب,Aleppo\n"},
		{"two.tsv", "حلب\tAleppo\n"},
		{"turned.tsv", "Aleppo\tحلب\n"},
		{"four.csv", "حلب,Aleppo,ar,en-US\n"},
		{"four-turned.csv", "Aleppo,حلب,en,ar\n"},
		{"windows.csv", windows},
		{"list.yaml", "- arabic: حلب\n  english: Aleppo\n"},
		{"under.yml", "terms:\n  - arabic: حلب\n    english: Aleppo\n"},
		{"list.json", `[{"arabic":"حلب","english":"Aleppo"}]`},
	} {
		g, err := Load(write(t, c.name, c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := g.Find("في حلب"); len(got) != 1 || got[0].English != "Aleppo" {
			t.Errorf("%s: found %v", c.name, got)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	for _, c := range []struct {
		name, text   string
		line, column int
		says         string
	}{
		{"a.csv", "arabic,english\nحلب,\n", 2, 8, "no english"},
		{"b.csv", "arabic,english,colour\n", 1, 16, "colour"},
		{"c.csv", "arabic,english\nحلب,\"Aleppo\n", 2, 16, "quote"},
		{"d.csv", "arabic,english,required\nحلب,Aleppo,perhaps\n", 2, 15, "perhaps"},
		{"e.csv", "id,arabic,english\nx,حلب,Aleppo\nx,حمص,Homs\n", 3, 0, "twice"},
		{"f.csv", "arabic,english,type\nحلب,Aleppo,town\n", 2, 0, "town"},
		{"g.csv", "Aleppo,حلب,en,fr\n", 1, 18, "fr"},
		{"h.csv", "one,two,three\n", 1, 1, "no header"},
		{"i.yaml", "- arabic: حلب\n  englsh: Aleppo\n", 2, 3, "englsh"},
		{"j.yaml", "- arabic: حلب\n- english: x\n", 1, 0, "no english"},
		{"k.yaml", "just words\n", 1, 0, "list"},
		{"l.docx", "", 0, 0, "ends in none"},
		{"m.csv", "\x00\xff\xfe", 0, 0, "text"},
		{"n.csv", "arabic,english\nحلب,Aleppo,more\n", 2, 15, "beyond"},
	} {
		_, err := Load(write(t, c.name, c.text))
		var at *FileError
		if !errors.As(err, &at) {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		if at.Line != c.line || at.Column != c.column || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%s: %d:%d %v; want %d:%d %s", c.name, at.Line, at.Column, err, c.line, c.column, c.says)
		}
	}
	var at *FileError
	if _, err := Load(filepath.Join(t.TempDir(), "none.csv")); !errors.As(err, &at) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestLoadFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.csv": "حلب,Aleppo\n", "b.yaml": "- {arabic: حمص, english: Homs}\n", "readme.md": "x", ".c.csv": "x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	g, err := Load(dir)
	if err != nil || len(g.Terms()) != 2 {
		t.Fatalf("%v, %v", g, err)
	}
	if _, err := Load(t.TempDir()); err == nil {
		t.Error("an empty folder is no glossary")
	}
}

var awkward = []Term{
	{ID: "a", Arabic: "حلب", English: `=HYPERLINK("x")`, Variants: []string{"مدينة حلب", "حلب القديمة"}, Required: new(false), Note: "-1"},
	{ID: "b", Arabic: "حمص", English: "'=x", First: "''y", Later: []string{"@z", "q, r"}, Forbidden: []string{`"Hims"`}, Type: TypePlace},
	{ID: "c", Arabic: "داعش", English: "ISIS", Match: MatchAcronym, Required: new(true), Scope: ScopeCredit, Origin: "en", Note: "yes: no #1"},
}

func TestRoundTrip(t *testing.T) {
	g, err := New(awkward)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"csv", "tsv", "yaml"} {
		var b bytes.Buffer
		if err := g.Write(&b, format); err != nil {
			t.Fatal(err)
		}
		if format != "yaml" && (strings.Contains(b.String(), ",=") || strings.Contains(b.String(), "\t=")) {
			t.Errorf("%s holds a formula:\n%s", format, &b)
		}
		back, err := Load(write(t, "back."+format, b.String()))
		if err != nil {
			t.Errorf("%s: %v\n%s", format, err, &b)
			continue
		}
		if diff := cmp.Diff(awkward, back.Terms()); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
	}
	if err := g.Write(&bytes.Buffer{}, "xml"); err == nil {
		t.Error("xml is no format")
	}
	parted, err := New([]Term{{Arabic: "حلب", English: "x", Later: []string{"a|b"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := parted.Write(&bytes.Buffer{}, "csv"); err == nil {
		t.Error("csv cannot hold a | in a list")
	}
}

func TestStarterRoundTrip(t *testing.T) {
	var b bytes.Buffer
	if err := Starter().Write(&b, "csv"); err != nil {
		t.Fatal(err)
	}
	g, err := Load(write(t, "starter.csv", b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if g.Hash() != Starter().Hash() {
		t.Error("the hash changed on the way")
	}
}

func TestHash(t *testing.T) {
	hash := func(terms []Term) string {
		g, err := New(terms)
		if err != nil {
			t.Fatal(err)
		}
		return g.Hash()
	}
	turned := slices.Clone(awkward)
	slices.Reverse(turned)
	if hash(turned) != hash(awkward) {
		t.Error("the order counts")
	}
	change := func(f func(*Term)) []Term {
		out := slices.Clone(awkward)
		f(&out[1])
		return out
	}
	if hash(change(func(t *Term) { t.Note = "new" })) != hash(awkward) {
		t.Error("the note counts")
	}
	if hash(change(func(t *Term) { t.Match = MatchName })) != hash(awkward) {
		t.Error("a default that is spelled out counts")
	}
	if hash(change(func(t *Term) { t.Required = new(false) })) == hash(awkward) {
		t.Error("required does not count")
	}
	if hash(change(func(t *Term) { t.Forbidden = nil })) == hash(awkward) {
		t.Error("forbidden does not count")
	}
}

func TestNewErrors(t *testing.T) {
	for name, term := range map[string]Term{
		"no Arabic": {ID: "term-7", Arabic: "Aleppo", English: "Aleppo"},
		"type":      {ID: "term-7", Arabic: "حلب", Type: "town"},
		"match":     {ID: "term-7", Arabic: "حلب", Match: "exact"},
		"scope":     {ID: "term-7", Arabic: "حلب", Scope: "body"},
		"origin":    {ID: "term-7", Arabic: "حلب", Origin: "fr"},
	} {
		if _, err := New([]Term{term}); err == nil || !strings.Contains(err.Error(), "term-7") {
			t.Errorf("%s: %v", name, err)
		}
	}
	g, err := New([]Term{{Arabic: "حلب", English: "Aleppo"}, {Arabic: "حلب الشهباء", English: "Aleppo"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := g.Lookup("aleppo"); !ok {
		t.Errorf("no id was made: %v", g.Terms())
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a.csv", "arabic;english;later\nحلب;'=x;a|b\n")
	f.Add("a.tsv", "حلب\t\"Aleppo\" city\n")
	f.Add("a.yaml", "- arabic: حلب\n  english: Aleppo\n  required: false\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		g, err := read(name, []byte(text))
		if err != nil {
			var at *FileError
			if !errors.As(err, &at) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		var b bytes.Buffer
		if err := g.Write(&b, "csv"); err != nil {
			return // a list item with |, from YAML
		}
		back, err := read("back.csv", b.Bytes())
		if err != nil {
			if strings.HasSuffix(name, "l") || strings.HasSuffix(name, "n") {
				return // YAML and JSON hold texts that no cell does
			}
			t.Fatalf("%v\n%s", err, &b)
		}
		if len(back.Terms()) != len(g.Terms()) {
			t.Fatalf("%d terms became %d\n%s", len(g.Terms()), len(back.Terms()), &b)
		}
	})
}
