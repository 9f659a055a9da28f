package glossary

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readJSON reads an array of entries, alone or under the key "terms".
func readJSON(name, text string) ([]Term, []origin, error) {
	j := jsonFile{name: name, text: text, d: json.NewDecoder(strings.NewReader(text)), line: 1}
	j.d.UseNumber()
	if err := j.file(); err != nil {
		if _, ok := errors.AsType[*FileError](err); ok {
			return nil, nil, err
		}
		return nil, nil, j.syntax(err)
	}
	return j.terms, j.origins, nil
}

// jsonFile gathers the entries of one file.
type jsonFile struct {
	name, text string
	d          *json.Decoder
	terms      []Term
	origins    []origin

	// line begins at byte lineStart; no more line ends stand before byte seen
	line, lineStart, seen int
}

var errNotTerms = errors.New("not a list of terms")

func (j *jsonFile) file() error {
	if strings.TrimSpace(j.text) == "" {
		return nil
	}
	open, at, err := j.token()
	if err != nil {
		return err
	}
	under := open == json.Delim('{')
	if under {
		key, at, err := j.token()
		if err != nil {
			return err
		}
		if key != "terms" {
			return at.errorf(j.name, "%w: the first key is not \"terms\"", errNotTerms)
		}
		if open, _, err = j.token(); err != nil {
			return err
		}
	}
	if open != json.Delim('[') {
		return at.errorf(j.name, "%w", errNotTerms)
	}
	for j.d.More() {
		if err := j.entry(); err != nil {
			return err
		}
	}
	if _, _, err := j.token(); err != nil { // the closing bracket
		return err
	}
	if under {
		if end, at, err := j.token(); err != nil {
			return err
		} else if end != json.Delim('}') {
			return at.errorf(j.name, "a key beside \"terms\"")
		}
	}
	if _, at, err := j.token(); !errors.Is(err, io.EOF) {
		return at.errorf(j.name, "more text behind the list of terms")
	}
	return nil
}

func (j *jsonFile) entry() error {
	open, at, err := j.token()
	if err != nil {
		return err
	}
	if open != json.Delim('{') {
		return at.errorf(j.name, "an entry is an object with arabic and english")
	}
	e := newEntry(j.name, at)
	for j.d.More() {
		key, at, err := j.token()
		if err != nil {
			return err
		}
		var value any
		if err := j.d.Decode(&value); err != nil {
			return err
		}
		if err := e.set(fmt.Sprint(key), at, value); err != nil {
			return err
		}
	}
	if _, _, err := j.token(); err != nil {
		return err
	}
	t, o, err := e.term()
	if err != nil {
		return err
	}
	if len(j.terms) == entryLimit {
		return at.errorf(j.name, "more than %d entries", entryLimit)
	}
	j.terms, j.origins = append(j.terms, t), append(j.origins, o)
	return nil
}

// token returns the next token and where it begins.
func (j *jsonFile) token() (json.Token, place, error) {
	at := int(j.d.InputOffset())
	for at < len(j.text) && strings.IndexByte(" \t\r\n,:", j.text[at]) >= 0 {
		at++
	}
	t, err := j.d.Token()
	return t, j.place(at), err
}

// place counts lines on from the last place; offsets only rise but for those of
// errors, which come last.
func (j *jsonFile) place(at int) place {
	at = max(0, min(at, len(j.text)))
	if at < j.seen {
		j.line, j.lineStart, j.seen = 1, 0, 0
	}
	between := j.text[j.seen:at]
	j.line += strings.Count(between, "\n")
	if i := strings.LastIndexByte(between, '\n'); i >= 0 {
		j.lineStart = j.seen + i + 1
	}
	j.seen = at
	return place{j.line, at - j.lineStart + 1}
}

func (j *jsonFile) syntax(err error) error {
	if at, ok := errors.AsType[*json.SyntaxError](err); ok {
		return j.place(int(at.Offset)-1).errorf(j.name, "%w", err)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return j.place(len(j.text)).errorf(j.name, "the file ends inside the list of terms")
	}
	return j.place(int(j.d.InputOffset())).errorf(j.name, "%w", err)
}
