package glossary

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// cellLimit bounds one cell in bytes; only a quotation mark that nothing
// closes makes a longer one.
const cellLimit = 64 << 10

// rowLimit bounds the cells of one row, as spreadsheets do.
const rowLimit = 16384

// cell is one field of a row: its text, and where it begins, from 1, in bytes.
type cell struct {
	text         string
	line, column int
}

// rows reads the rows of a CSV or TSV text as spreadsheets write them: RFC
// 4180, with any line ends, and with quotation marks inside an unquoted cell as
// they are. TSV has no rule for quotation marks that all programs keep: there a
// cell is quoted only where its marks are well formed, and is text otherwise.
type rows struct {
	text      string
	sep       byte
	at        int
	line      int // of at, from 1
	lineStart int
}

func newRows(text string, sep byte) *rows { return &rows{text: text, sep: sep, line: 1} }

// cellError is a fault at a place in the text.
type cellError struct {
	line, column int
	err          error
}

func (e *cellError) Error() string { return e.err.Error() }
func (e *cellError) Unwrap() error { return e.err }

// next returns the cells of the next row in dst, an empty line as one empty
// cell, and io.EOF after the last. Other errors are a *cellError.
func (r *rows) next(dst []cell) ([]cell, error) {
	if r.at >= len(r.text) {
		return dst, io.EOF
	}
	for {
		c, err := r.cell()
		if err != nil {
			return dst, err
		}
		if len(dst) == rowLimit {
			return dst, &cellError{c.line, c.column, fmt.Errorf("a row of more than %d cells", rowLimit)}
		}
		dst = append(dst, c)
		if r.at >= len(r.text) {
			return dst, nil
		}
		if r.text[r.at] != r.sep {
			r.newline()
			return dst, nil
		}
		r.at++
	}
}

// cell reads up to the separator, line end or end of text behind a cell.
func (r *rows) cell() (cell, error) {
	c := cell{line: r.line, column: r.at - r.lineStart + 1}
	rest := strings.TrimLeft(r.text[r.at:], " ")
	if strings.HasPrefix(rest, `"`) {
		text, size, err := quoted(rest, r.sep)
		if err == nil {
			r.skip(len(r.text) - r.at - len(rest) + size)
			c.text = text
			return c, nil
		}
		if r.sep != '\t' {
			return c, &cellError{c.line, c.column, err}
		}
	}
	end := strings.IndexAny(r.text[r.at:], string(rune(r.sep))+"\r\n")
	if end < 0 {
		end = len(r.text) - r.at
	}
	if end > cellLimit {
		return c, &cellError{c.line, c.column, tooLong()}
	}
	c.text = r.text[r.at : r.at+end]
	r.at += end
	return c, nil
}

func tooLong() error { return fmt.Errorf("a cell of more than %d kB", cellLimit>>10) }

// quoted reads a cell that begins with a quotation mark and returns its text
// and size, spaces behind it included.
func quoted(s string, sep byte) (text string, size int, err error) {
	var b strings.Builder
	for i := 1; ; {
		n := strings.IndexByte(s[i:max(i, min(len(s), cellLimit+1))], '"')
		switch {
		case n < 0 && len(s) > cellLimit:
			return "", 0, fmt.Errorf("%w; is its quotation mark closed?", tooLong())
		case n < 0:
			return "", 0, errors.New("a quotation mark opens this cell and none closes it")
		}
		b.WriteString(s[i : i+n])
		i += n + 1
		if i < len(s) && s[i] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		rest := strings.TrimLeft(s[i:], " ")
		if rest != "" && rest[0] != sep && rest[0] != '\r' && rest[0] != '\n' {
			return "", 0, errors.New(`text follows the closing quotation mark of this cell; a mark inside it is written ""`)
		}
		return b.String(), len(s) - len(rest), nil
	}
}

// skip goes over n bytes that may hold line ends.
func (r *rows) skip(n int) {
	for end := r.at + n; r.at < end; {
		i := strings.IndexAny(r.text[r.at:end], "\r\n")
		if i < 0 {
			r.at = end
			return
		}
		r.at += i
		r.newline()
	}
}

// newline goes over the line end at at.
func (r *rows) newline() {
	if strings.HasPrefix(r.text[r.at:], "\r\n") {
		r.at++
	}
	r.at++
	r.line++
	r.lineStart = r.at
}

// skipLine goes over the rest of the line, whatever it holds.
func (r *rows) skipLine() {
	if i := strings.IndexAny(r.text[r.at:], "\r\n"); i >= 0 {
		r.at += i
		r.newline()
		return
	}
	r.at = len(r.text)
}

// thisLine is the rest of the line.
func (r *rows) thisLine() string {
	line, _, _ := strings.Cut(r.text[r.at:], "\n")
	line, _, _ = strings.Cut(line, "\r")
	return line
}
