package prompts

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"naql/article"
)

// FileError is a template or a style sheet that cannot be used. Line counts
// from 1; 0 where there is none.
type FileError struct {
	Path    string
	Line    int
	Problem string
}

func (e *FileError) Error() string {
	at := e.Path
	if e.Line > 0 {
		at += fmt.Sprintf(":%d", e.Line)
	}
	return "prompts " + at + ": " + e.Problem
}

const (
	maxTemplate = 64 << 10 // bytes
	maxSheet    = 2000     // characters
)

// Load is the built-in set with the templates in the folder dir in place of
// those of the same name, and the style sheet in the file sheet; "" is none of
// either. Files whose names begin with a dot, and folders, are passed over. Each
// template is tried on every kind of request. The error is a *FileError.
func Load(dir, sheet string) (*Set, error) {
	replaced, err := readFolder(dir)
	if err != nil {
		return nil, err
	}
	style, err := readSheet(sheet)
	if err != nil {
		return nil, err
	}
	s, err := newSet(replaced, style)
	if e, ok := errors.AsType[*FileError](err); ok {
		if _, own := replaced[e.Path]; own {
			e.Path = filepath.Join(dir, e.Path)
		}
		return nil, e
	}
	return s, err
}

// readFolder reads the templates in a folder, by name.
func readFolder(dir string) (map[string]string, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &FileError{Path: dir, Problem: bare(err)}
	}
	known := strings.Join(Names(), ", ")
	texts := map[string]string{}
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") || entry.IsDir() {
			continue
		}
		path := filepath.Join(dir, name)
		if strings.HasSuffix(name, ".schema.json") {
			return nil, &FileError{Path: path, Problem: "the form of replies is not to be replaced; templates are " + known}
		}
		if !slices.Contains(Names(), name) {
			return nil, &FileError{Path: path, Problem: "no such template; there are " + known}
		}
		if texts[name], err = readText(path, maxTemplate); err != nil {
			return nil, err
		}
	}
	if len(texts) == 0 {
		return nil, &FileError{Path: dir, Problem: "the folder holds no template; there are " + known}
	}
	return texts, nil
}

// readSheet reads a style sheet, each of its lines cleaned, without the blank
// ones.
func readSheet(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	text, err := readText(path, 8*maxSheet)
	if err != nil {
		return "", err
	}
	var lines []string
	for line := range strings.Lines(text) {
		if line = article.Clean(line); line != "" {
			lines = append(lines, line)
		}
	}
	sheet := strings.Join(lines, "\n")
	switch n := utf8.RuneCountInString(sheet); {
	case n > maxSheet:
		return "", &FileError{Path: path, Problem: fmt.Sprintf("%d characters: a style sheet has at most %d, since it goes with every request", n, maxSheet)}
	case n == 0:
		return "", &FileError{Path: path, Problem: "it is empty"}
	}
	return sheet, nil
}

// readText reads a file of at most so many bytes, its line ends made plain.
func readText(path string, most int64) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", &FileError{Path: path, Problem: bare(err)}
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return "", &FileError{Path: path, Problem: bare(err)}
	case int64(len(raw)) > most:
		return "", &FileError{Path: path, Problem: fmt.Sprintf("it is longer than %d bytes", most)}
	case !utf8.Valid(raw):
		return "", &FileError{Path: path, Problem: "it is not UTF-8"}
	}
	return strings.ReplaceAll(strings.TrimPrefix(string(raw), "\ufeff"), "\r\n", "\n"), nil
}

// Export writes the built-in templates into a folder, which it makes where it
// is missing. Where one of them is there already, nothing is written. The error
// is a *FileError.
func Export(dir string) error {
	for _, name := range Names() {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err == nil {
			return &FileError{Path: path, Problem: "the file exists"}
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &FileError{Path: dir, Problem: bare(err)}
	}
	for _, name := range Names() {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, embedded(name), 0o644); err != nil {
			return &FileError{Path: path, Problem: bare(err)}
		}
	}
	return nil
}

// bare is an error of a file without the path, which is told already.
func bare(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}
