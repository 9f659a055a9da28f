package main

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"naql/article"
)

// open opens a file, or standard input for "-".
func (p *program) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		if terminal(p.in) {
			fmt.Fprintln(p.err, "naql: reading from the terminal; end with Ctrl-D")
		}
		return io.NopCloser(p.in), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, failf(exitFailure, "give a file, or - for standard input", "read %s: %w", shown(name), plain(err))
	}
	return f, nil
}

// plain is the reason alone of an error that names its file.
func plain(err error) error {
	if path, ok := errors.AsType[*os.PathError](err); ok {
		return path.Err
	}
	return err
}

// shown is a file's name for people.
func shown(name string) string {
	switch name {
	case "-":
		return "standard input"
	case "":
		return `""`
	}
	return name
}

// readInput returns the bytes of a file, or of standard input for "-", and
// its content type as far as the name tells one. It reads one byte more than
// an article may have, so that the reader can say it is too large.
func (p *program) readInput(name string) ([]byte, string, error) {
	data, err := p.readAll(name, article.MaxInput+1)
	return data, contentType(name), err
}

// readAll returns at most so many bytes of a file, or of standard input.
func (p *program) readAll(name string, most int64) ([]byte, error) {
	r, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil {
		return nil, failf(exitFailure, "give a file, or - for standard input", "read %s: %w", shown(name), plain(err))
	}
	return data, nil
}

// contentType goes by the ending; what it does not know the bytes decide.
func contentType(name string) string {
	switch filepath.Ext(name) {
	case ".json":
		return "application/json"
	case ".html", ".htm":
		return mime.TypeByExtension(".html")
	}
	return ""
}

// printNotes says on stderr what the reader was unsure of.
func (p *program) printNotes(name string, x article.Extraction) {
	for _, note := range x.Notes {
		fmt.Fprintf(p.err, "naql: note on %s: %s\n", shown(name), note)
	}
}

// oneFile returns the single optional argument, "-" where there is none.
func oneFile(args []string) string {
	if len(args) == 0 {
		return "-"
	}
	return args[0]
}

// maxOneFile refuses more than one argument.
var maxOneFile = cobra.MaximumNArgs(1)

// article reads one article from a file.
func (p *program) article(name string) (article.Extraction, error) {
	data, kind, err := p.readInput(name)
	if err != nil {
		return article.Extraction{}, err
	}
	x, err := article.Read(data, kind)
	if err != nil {
		return x, fmt.Errorf("%s: %w", shown(name), err)
	}
	return x, nil
}
