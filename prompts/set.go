package prompts

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"unicode/utf8"

	"naql/article"
	"naql/llm"
)

//go:embed *.tmpl *.schema.json
var files embed.FS

// The schemas are not to be replaced: the readers of replies depend on them.
var (
	segmentsSchema = schema("segments.schema.json")
	bulletsSchema  = schema("bullets.schema.json")
)

func schema(name string) json.RawMessage {
	raw, err := files.ReadFile(name)
	if err != nil {
		panic(err) // embedded
	}
	return bytes.TrimSpace(raw)
}

// Set is everything that is said to a model: the templates, and the rules of
// the house's own style. It does not change.
type Set struct {
	templates *template.Template
	sheet     string
	hash      string
}

var builtin = func() *Set {
	s, err := newSet(nil, "")
	if err != nil {
		panic(err) // embedded
	}
	return s
}()

// Default is the built-in set.
func Default() *Set { return builtin }

// Or is s, or the built-in set where s is nil.
func (s *Set) Or() *Set {
	if s == nil {
		return builtin
	}
	return s
}

// Hash names what is in effect, for the provenance of a result.
func (s *Set) Hash() string { return s.hash }

// FileError is a file of prompts that cannot be used.
type FileError struct {
	Path    string
	Problem string
}

func (e *FileError) Error() string { return fmt.Sprintf("prompts %s: %s", e.Path, e.Problem) }

const (
	maxTemplate = 64 << 10 // bytes
	maxSheet    = 2000     // characters
)

// Load is the built-in set with the templates in the folder dir in place of
// those of the same name, and the style sheet in a file; "" is none of either.
// Each template is tried on every kind of request. The error is a *FileError.
func Load(dir, sheet string) (*Set, error) {
	replaced := map[string]string{}
	if dir != "" {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, &FileError{dir, "the folder cannot be read: " + bare(err)}
		}
		for _, entry := range entries {
			name := entry.Name()
			if strings.HasPrefix(name, ".") || entry.IsDir() {
				continue
			}
			path := filepath.Join(dir, name)
			if !slices.Contains(Names(), name) {
				return nil, &FileError{path, "no such template; there are " + strings.Join(Names(), ", ")}
			}
			text, err := readText(path, maxTemplate)
			if err != nil {
				return nil, err
			}
			replaced[name] = text
		}
		if len(replaced) == 0 {
			return nil, &FileError{dir, "the folder holds no template; there are " + strings.Join(Names(), ", ")}
		}
	}
	house := ""
	if sheet != "" {
		text, err := readText(sheet, 4*maxSheet)
		if err != nil {
			return nil, err
		}
		house = cleanSheet(text)
		switch n := utf8.RuneCountInString(house); {
		case n > maxSheet:
			return nil, &FileError{sheet, fmt.Sprintf("%d characters: a style sheet has at most %d, since it goes with every request", n, maxSheet)}
		case n == 0:
			return nil, &FileError{sheet, "it is empty"}
		}
	}
	s, err := newSet(replaced, house)
	if err != nil {
		return nil, &FileError{dir, err.Error()}
	}
	return s, nil
}

// Names lists the templates that Load replaces.
func Names() []string {
	names, err := fs.Glob(files, "*.tmpl")
	if err != nil {
		panic(err) // the pattern is well formed
	}
	return names
}

// Export writes the built-in templates into a folder, which it makes where it
// is missing. A file that is there already is left alone, with an error.
func Export(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &FileError{dir, bare(err)}
	}
	for _, name := range Names() {
		raw, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		path := filepath.Join(dir, name)
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return &FileError{path, bare(err)}
		}
		_, err = f.Write(raw)
		if err = errors.Join(err, f.Close()); err != nil {
			return &FileError{path, bare(err)}
		}
	}
	return nil
}

func readText(path string, most int) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", &FileError{path, bare(err)}
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	switch {
	case err != nil:
		return "", &FileError{path, bare(err)}
	case len(raw) > most:
		return "", &FileError{path, fmt.Sprintf("it is longer than %d bytes", most)}
	case !utf8.Valid(raw):
		return "", &FileError{path, "it is not UTF-8"}
	}
	return string(raw), nil
}

// bare is an error of a file without the path, which is told already.
func bare(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

// cleanSheet keeps the lines of a style sheet, each cleaned.
func cleanSheet(text string) string {
	var out []string
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if line = article.Clean(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func newSet(replaced map[string]string, sheet string) (*Set, error) {
	s := &Set{templates: template.New("").Option("missingkey=error"), sheet: sheet}
	sum := sha256.New()
	add := func(name, text string) { fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text) }
	for _, name := range Names() {
		raw, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		text := string(raw)
		if other, ok := replaced[name]; ok {
			text = other
		}
		if _, err := s.templates.New(name).Parse(text); err != nil {
			return nil, err
		}
		add(name, text)
	}
	add("segments.schema.json", string(segmentsSchema))
	add("bullets.schema.json", string(bulletsSchema))
	if sheet != "" {
		add("style sheet", sheet)
	}
	s.hash = hex.EncodeToString(sum.Sum(nil))[:16]
	return s, s.try()
}

// try renders every template in every way, and sees that what must be answered
// is there.
func (s *Set) try() error {
	for _, format := range []llm.Format{llm.FormatJSON, llm.FormatObject, llm.FormatTagged} {
		full := view{Format: format, Sheet: s.sheet, Names: []string{"name"}, IDs: "p1", Redo: []string{"redo"},
			Context: []contextLine{{ID: "h", Text: "text"}, {ID: "p1", Text: "text", Arabic: true}},
			Asks:    []askView{{Segment: "p1", Instructions: []string{"do"}}}, Marked: []string{"[[n:p1]] text"}}
		for _, v := range []view{full, {Format: format, IDs: "p1", Marked: full.Marked}} {
			for _, name := range Names() {
				if name == "parts.tmpl" {
					continue
				}
				text, err := s.render(name, v)
				if err != nil {
					return err
				}
				if strings.HasPrefix(name, "user_") && !slices.Contains(strings.Split(text, "\n"), "[[n:p1]] text") {
					return fmt.Errorf("template: %s: it leaves out the lines of .Marked, one on a line each", name)
				}
			}
		}
	}
	return nil
}

func (s *Set) render(name string, v view) (string, error) {
	var b strings.Builder
	if err := s.templates.ExecuteTemplate(&b, name, v); err != nil {
		return "", err
	}
	return strings.TrimSpace(b.String()), nil
}
