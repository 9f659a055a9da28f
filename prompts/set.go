package prompts

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"naql/llm"
)

//go:embed *.tmpl *.schema.json
var files embed.FS

// The schemas are not to be replaced: the readers of replies depend on them.
var (
	segmentsSchema = json.RawMessage(bytes.TrimSpace(embedded("segments.schema.json")))
	bulletsSchema  = json.RawMessage(bytes.TrimSpace(embedded("bullets.schema.json")))
)

func embedded(name string) []byte {
	raw, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is compiled in
	}
	return raw
}

// Names lists the templates, which Load replaces and Export writes.
func Names() []string {
	names, err := fs.Glob(files, "*.tmpl")
	if err != nil {
		panic(err) // the pattern is well formed
	}
	return names
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
		panic(err) // it is compiled in
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

// Hash names what is in effect, for the provenance of a result: templates,
// schemas and style sheet.
func (s *Set) Hash() string { return s.hash }

// newSet parses the built-in templates and those in replaced, by name, and
// tries them. The error is a *FileError whose Path is the template's name.
func newSet(replaced map[string]string, sheet string) (*Set, error) {
	s := &Set{templates: template.New(""), sheet: sheet}
	sum := sha256.New()
	add := func(name, text string) { fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text) }
	for _, name := range Names() {
		text, ok := replaced[name]
		if !ok {
			text = string(embedded(name))
		}
		if _, err := s.templates.New(name).Parse(text); err != nil {
			return nil, templateError(name, err)
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

// templatePlace is how text/template begins an error: file, line, column.
var templatePlace = regexp.MustCompile(`^template: ([^:]+):(\d+):(?:\d+:)? `)

func templateError(name string, err error) *FileError {
	text := err.Error()
	m := templatePlace.FindStringSubmatch(text)
	if m == nil {
		return &FileError{Path: name, Problem: text}
	}
	line, _ := strconv.Atoi(m[2]) // digits
	return &FileError{Path: m[1], Line: line, Problem: text[len(m[0]):]}
}

// try renders every message with all that it can hold and with as little, and
// sees that what a model cannot do without is there.
func (s *Set) try() error {
	const line = "[[n:p1]] text"
	for _, format := range []llm.Format{llm.FormatJSON, llm.FormatObject, llm.FormatTagged} {
		bare := view{Format: format, Sheet: s.sheet, IDs: "p1", Marked: []string{line}}
		full := bare
		full.Names, full.Redo = []string{"name"}, []string{"redo"}
		full.Context = []contextLine{{ID: "h", Text: "text"}, {ID: "p1", Text: "text", Arabic: true}}
		full.Asks = []askView{{"p1", "text", []string{"do"}}, {Segment: "p2"}}
		for _, name := range Names() {
			for _, v := range []view{full, bare} {
				if !strings.HasPrefix(name, "system_") && !strings.HasPrefix(name, "user_") {
					continue // parts of others
				}
				text, err := s.render(name, v)
				switch {
				case err != nil:
					return templateError(name, err)
				case text == "":
					return &FileError{Path: name, Problem: "it says nothing"}
				case strings.HasPrefix(name, "user_") && !slices.Contains(strings.Split(text, "\n"), line):
					return &FileError{Path: name, Problem: "it leaves out the lines of .Marked, or puts something on one of them"}
				case strings.HasPrefix(name, "system_") && !strings.Contains(text, s.sheet):
					return &FileError{Path: name, Problem: "it leaves out .Sheet, and there is a style sheet"}
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
