package glossary

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"naql/arabic"
)

// columns are the fields of an entry in the order they are written. A file
// may have them in any order and leave out all but arabic and english.
var columns = []string{
	"id", "arabic", "variants", "english", "first", "later", "forbidden",
	"type", "match", "required", "scope", "origin", "note",
}

func readCSV(name, text string) ([]Term, []origin, error) {
	return readSheet(name, text, separator(text))
}

func readTSV(name, text string) ([]Term, []origin, error) { return readSheet(name, text, '\t') }

// separator is what the first line holds most of, outside quotation marks:
// Excel writes semicolons where the comma is the decimal mark.
func separator(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	counts := map[rune]int{}
	quoted := false
	for _, r := range line {
		if r == '"' {
			quoted = !quoted
		}
		if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range []rune{';', '\t'} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// sheet reads rows of one file.
type sheet struct {
	name   string
	csv    *csv.Reader
	fields []string // the column of each cell
}

func readSheet(name, text string, sep rune) ([]Term, []origin, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = sep, -1, sep == '\t'
	s := sheet{name: name, csv: r}
	var terms []Term
	var origins []origin
	for {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return terms, origins, nil
		case err != nil:
			return nil, nil, s.syntax(err)
		case blank(row):
			continue
		}
		if s.fields == nil {
			header, err := s.header(row)
			if err != nil {
				return nil, nil, err
			}
			if header {
				continue
			}
		}
		t, err := s.term(row)
		if err != nil {
			return nil, nil, err
		}
		line, _ := r.FieldPos(0)
		terms, origins = append(terms, t), append(origins, origin{name, line})
	}
}

func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

func (s *sheet) syntax(err error) error {
	var at *csv.ParseError
	if errors.As(err, &at) {
		return &FileError{File: s.name, Line: at.Line, Column: at.Column, Err: at.Err}
	}
	return &FileError{File: s.name, Err: err}
}

func (s *sheet) errorf(cell int, format string, args ...any) error {
	line, column := s.csv.FieldPos(cell)
	return &FileError{File: s.name, Line: line, Column: column, Err: fmt.Errorf(format, args...)}
}

// header takes the first row as names of columns, or sees that the file is
// DeepL's: source and target, and two language codes where there are four.
func (s *sheet) header(row []string) (bool, error) {
	names := make([]string, len(row))
	for i, cell := range row {
		names[i] = strings.ToLower(strings.TrimSpace(cell))
	}
	if !slices.Contains(names, "arabic") && !slices.Contains(names, "english") {
		return false, s.deepl(row)
	}
	for i, name := range names {
		switch {
		case name == "":
		case !slices.Contains(columns, name):
			return false, s.errorf(i, "no column is called %q; they are %s", name, strings.Join(columns, ", "))
		case slices.Index(names, name) < i:
			return false, s.errorf(i, "the column %q comes twice", name)
		}
	}
	for _, name := range []string{"arabic", "english"} {
		if !slices.Contains(names, name) {
			return false, s.errorf(0, "no column %q", name)
		}
	}
	s.fields = names
	return true, nil
}

func (s *sheet) deepl(row []string) error {
	switch len(row) {
	case 2:
		s.fields = []string{"arabic", "english"}
	case 4:
		s.fields = []string{"arabic", "english", "source language", "target language"}
	default:
		return s.errorf(0, "no header, and not the two or four columns of DeepL")
	}
	if arabic.Words(row[0]) == 0 && arabic.Words(row[1]) > 0 {
		s.fields[0], s.fields[1] = s.fields[1], s.fields[0]
	}
	return nil
}

// term reads one row. Cells beyond the header must be empty.
func (s *sheet) term(row []string) (Term, error) {
	var t Term
	for i, cell := range row {
		cell = strings.TrimSpace(unarmed(cell))
		if i >= len(s.fields) {
			if cell != "" {
				return t, s.errorf(i, "a cell beyond the header: %q", cell)
			}
			continue
		}
		if err := t.set(s.fields[i], cell); err != nil {
			return t, s.errorf(i, "%w", err)
		}
	}
	for _, field := range []string{"arabic", "english"} {
		at := slices.Index(s.fields, field)
		if at >= len(row) {
			return t, s.errorf(0, "no %s", field)
		}
		if t.get(field) == "" {
			return t, s.errorf(at, "no %s", field)
		}
	}
	return t, nil
}

func (t *Term) set(field, cell string) error {
	switch field {
	case "variants":
		t.Variants = listOf(cell)
	case "later":
		t.Later = listOf(cell)
	case "forbidden":
		t.Forbidden = listOf(cell)
	case "required":
		required, err := yesNo(cell)
		t.Required = required
		return err
	case "source language", "target language":
		if code, _, _ := strings.Cut(strings.ToLower(cell), "-"); code != "ar" && code != "en" {
			return fmt.Errorf("language %q: only ar and en are read", cell)
		}
	default:
		if p := t.text(field); p != nil {
			*p = cell
		}
	}
	return nil
}

// text returns the field that holds plain text, nil for the others.
func (t *Term) text(field string) *string {
	switch field {
	case "id":
		return &t.ID
	case "arabic":
		return &t.Arabic
	case "english":
		return &t.English
	case "first":
		return &t.First
	case "type":
		return &t.Type
	case "match":
		return &t.Match
	case "scope":
		return &t.Scope
	case "origin":
		return &t.Origin
	case "note":
		return &t.Note
	}
	return nil
}

// get is set's inverse.
func (t *Term) get(field string) string {
	switch field {
	case "variants":
		return strings.Join(t.Variants, "|")
	case "later":
		return strings.Join(t.Later, "|")
	case "forbidden":
		return strings.Join(t.Forbidden, "|")
	case "required":
		switch {
		case t.Required == nil:
			return ""
		case *t.Required:
			return "yes"
		}
		return "no"
	}
	return *t.text(field)
}

func listOf(cell string) []string {
	var out []string
	for part := range strings.SplitSeq(cell, "|") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func yesNo(cell string) (*bool, error) {
	switch strings.ToLower(cell) {
	case "":
		return nil, nil
	case "yes", "true", "1", "y":
		return new(true), nil
	case "no", "false", "0", "n":
		return new(false), nil
	}
	return nil, fmt.Errorf("required is yes or no, not %q", cell)
}

// A spreadsheet runs a cell that begins with one of these as a formula.
const formulaStarts = "=+-@＝＋－＠"

// armed reports whether a cell would be run, or would be read back as one that
// was made harmless.
func armed(cell string) bool {
	rest := strings.TrimPrefix(cell, "'")
	return rest != "" && (strings.ContainsAny(firstOf(rest), formulaStarts) || rest != cell && rest[0] == '\'')
}

func firstOf(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// disarmed puts an apostrophe before a cell that would be run; unarmed takes
// it off.
func disarmed(cell string) string {
	if armed(cell) {
		return "'" + cell
	}
	return cell
}

func unarmed(cell string) string {
	if strings.HasPrefix(cell, "'") && armed(cell) {
		return cell[1:]
	}
	return cell
}
