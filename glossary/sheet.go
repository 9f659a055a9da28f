package glossary

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"naql/arabic"
)

func readCSV(name, text string) ([]Term, []origin, error) { return readSheet(name, text, ",;\t") }

func readTSV(name, text string) ([]Term, []origin, error) { return readSheet(name, text, "\t,;") }

// separator is what a line holds most of, outside quotation marks: Excel
// writes semicolons where the comma is the decimal mark. The first of those
// given wins a tie, and a tab wins always where it is the first.
func separator(line, among string) byte {
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
	best := rune(among[0])
	if best == '\t' && counts['\t'] > 0 {
		return '\t'
	}
	for _, r := range among {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return byte(best)
}

// declared is the separator of Excel's first line "sep=;".
func declared(line string) (byte, bool) {
	line = strings.Trim(line, `" `)
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") && strings.Contains(",;\t", line[4:]) {
		return line[4], true
	}
	return 0, false
}

// sheet reads the rows of one file.
type sheet struct {
	name   string
	rows   *rows
	fields []string // the column of each cell; nil before the header
	deepl  bool     // no header: each row says its direction
}

// readSheet reads a header and entries, or DeepL's rows without header. Before
// them may stand Excel's "sep=" and comments: lines that are "#" or begin with
// "# ".
func readSheet(name, text, separators string) ([]Term, []origin, error) {
	s := sheet{name: name, rows: newRows(text, 0)}
	if sep, ok := declared(s.rows.thisLine()); ok {
		separators = string(rune(sep))
		s.rows.skipLine()
	}
	for comment(s.rows.thisLine()) {
		s.rows.skipLine()
	}
	s.rows.sep = separator(s.firstLine(), separators)
	lines := min(strings.Count(text, "\n"), entryLimit/4)
	terms, origins := make([]Term, 0, lines), make([]origin, 0, lines)
	var row []cell
	for {
		var err error
		row, err = s.rows.next(row[:0])
		if errors.Is(err, io.EOF) {
			return terms, origins, nil
		}
		if err != nil {
			return nil, nil, s.syntax(err)
		}
		if blank(row) {
			continue
		}
		header := false
		if s.fields == nil {
			if header, err = s.header(row); err != nil {
				return nil, nil, err
			}
		}
		if header {
			continue
		}
		t, o, err := s.term(row)
		if err != nil {
			return nil, nil, err
		}
		if len(terms) == entryLimit {
			return nil, nil, s.errorf(row[0], "more than %d entries", entryLimit)
		}
		terms, origins = append(terms, t), append(origins, o)
	}
}

// comment knows a comment also where a spreadsheet put it into quotation marks
// or wrote empty cells behind it.
func comment(line string) bool {
	line = strings.TrimPrefix(line, `"`)
	return strings.HasPrefix(line, "# ") || strings.TrimRight(line, "\",;\t ") == "#"
}

// firstLine is the first line that is not blank.
func (s *sheet) firstLine() string {
	ahead := *s.rows
	for ahead.at < len(ahead.text) {
		if line := ahead.thisLine(); strings.Trim(line, ",;\t ") != "" {
			return line
		}
		ahead.skipLine()
	}
	return ""
}

func blank(row []cell) bool {
	return !slices.ContainsFunc(row, func(c cell) bool { return strings.TrimSpace(c.text) != "" })
}

func (s *sheet) syntax(err error) error {
	if at, ok := errors.AsType[*cellError](err); ok {
		return &FileError{File: s.name, Line: at.line, Column: at.column, Err: at.err}
	}
	return &FileError{File: s.name, Err: err}
}

func (s *sheet) errorf(c cell, format string, args ...any) error {
	return &FileError{File: s.name, Line: c.line, Column: c.column, Err: fmt.Errorf(format, args...)}
}

// header takes the first row as names of columns, or sees that the file is
// DeepL's: source and target, and two language codes where there are four.
func (s *sheet) header(row []cell) (bool, error) {
	names := make([]string, len(row))
	for i, c := range row {
		names[i] = strings.ToLower(strings.TrimSpace(c.text))
	}
	if !slices.Contains(names, "arabic") && !slices.Contains(names, "english") {
		return false, s.headless(row, names)
	}
	for i, name := range names {
		switch {
		case name == "":
		case !slices.Contains(columns, name):
			return false, s.errorf(row[i], "no column is called %q; they are %s", clip(name), strings.Join(columns, ", "))
		case slices.Index(names, name) < i:
			return false, s.errorf(row[i], "the column %q comes twice", name)
		}
	}
	for _, name := range []string{"arabic", "english"} {
		if !slices.Contains(names, name) {
			return false, s.errorf(row[0], "no column %q", name)
		}
	}
	s.fields = names
	return true, nil
}

// sourceCode and targetCode are DeepL's third and fourth columns.
const sourceCode, targetCode = "source language", "target language"

func (s *sheet) headless(row []cell, names []string) error {
	for len(names) > 2 && names[len(names)-1] == "" {
		names = names[:len(names)-1]
	}
	arabicCell := func(c cell) bool { return arabic.Words(c.text) > 0 }
	switch {
	case len(names) != 2 && len(names) != 4:
		return s.errorf(row[0], "no header with arabic and english, and not the two or four columns of DeepL")
	case !slices.ContainsFunc(row, arabicCell):
		return s.errorf(row[0], "no header with arabic and english, and no Arabic letters in DeepL's columns%s", mojibake(row[0].text+row[1].text))
	}
	s.deepl = true
	s.fields = []string{"arabic", "english", sourceCode, targetCode}[:len(names)]
	return nil
}

// turned reports whether a row of DeepL's goes from English to Arabic: by its
// language codes, else by its letters.
func (s *sheet) turned(row []cell) (bool, error) {
	if len(s.fields) < 4 || len(row) < 4 || blank(row[2:4]) {
		return arabic.Words(row[0].text) == 0 && arabic.Words(row[1].text) > 0, nil
	}
	var codes [2]string
	for i := range codes {
		c := row[2+i]
		code := strings.ToLower(strings.TrimSpace(c.text))
		codes[i], _, _ = strings.Cut(strings.ReplaceAll(code, "_", "-"), "-")
		if codes[i] != "ar" && codes[i] != "en" {
			return false, s.errorf(c, "language %q: only ar and en are read", clip(code))
		}
	}
	if codes[0] == codes[1] {
		return false, s.errorf(row[3], "both languages are %q", codes[0])
	}
	return codes[0] == "en", nil
}

// term reads one row. Cells beyond the header must be empty.
func (s *sheet) term(row []cell) (Term, origin, error) {
	fields := s.fields
	if s.deepl && len(row) > 1 {
		turned, err := s.turned(row)
		if err != nil {
			return Term{}, origin{}, err
		}
		if turned {
			fields = slices.Concat([]string{"english", "arabic"}, fields[2:])
		}
	}
	var t Term
	for i, c := range row {
		text := unarmed(strings.TrimSpace(c.text))
		switch {
		case i < len(fields) && s.deepl && i >= 2: // turned has read it
			continue
		case i >= len(fields) || fields[i] == "":
			if text != "" {
				return t, origin{}, s.errorf(c, "a cell beyond the header: %q", clip(text))
			}
			continue
		}
		if err := t.set(fields[i], text); err != nil {
			return t, origin{}, s.errorf(c, "%w", err)
		}
	}
	t = t.clean()
	o := origin{file: s.name, line: row[0].line}
	if at := slices.Index(fields, "id"); at >= 0 && at < len(row) {
		o.id = row[at].column
	}
	return t, o, s.check(t, fields, row)
}

func (s *sheet) check(t Term, fields []string, row []cell) error {
	for _, field := range []string{"arabic", "english"} {
		at := slices.Index(fields, field)
		if at >= len(row) {
			return s.errorf(row[0], "no %s", field)
		}
		if t.get(field) == "" {
			return s.errorf(row[at], "no %s", field)
		}
	}
	if err := t.check(); err != nil {
		return s.errorf(row[slices.Index(fields, fieldOf(err))], "%w", err)
	}
	return nil
}

// A spreadsheet runs a cell that begins with one of these as a formula.
const formulaStarts = "=+-@＝＋－＠"

// armed reports whether a cell would be run, or would be read back as one that
// was made harmless.
func armed(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	return rest != "" && strings.ContainsAny(firstOf(rest), formulaStarts)
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
