package glossary

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/arabic"
)

// Limits of one glossary. Names are far shorter; what is longer is a table of
// another kind, or a quotation mark that was never closed.
const (
	formLimit  = 1024     // bytes of one form, as with DeepL
	noteLimit  = 16 << 10 // bytes of a note
	wordLimit  = 32       // words of an Arabic form
	listLimit  = 256      // items of a list
	entryLimit = 500_000  // entries of all files together
)

// fieldError is a fault of one field, so that readers can say where it stands.
type fieldError struct {
	field string
	err   error
}

func (e *fieldError) Error() string { return e.err.Error() }
func (e *fieldError) Unwrap() error { return e.err }

// fieldOf names the field an error is about, empty where it has none.
func fieldOf(err error) string {
	if at, ok := errors.AsType[*fieldError](err); ok {
		return at.field
	}
	return ""
}

var lineEnds = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\u2028", " ", "\u2029", " ")

// clean takes off what no field means: white space at the ends, empty items of
// lists, and the line ends of cells that were wrapped, but for the note's.
func (t Term) clean() Term {
	for _, field := range columns {
		switch text, list := t.text(field), t.list(field); {
		case field == "note":
			t.Note = strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(t.Note), "\r\n", "\n"), "\r", "\n")
		case text != nil:
			*text = cleanText(*text)
		case list != nil:
			*list = cleanList(*list)
		}
	}
	return t
}

func cleanText(s string) string {
	s = strings.TrimSpace(s)
	if strings.ContainsRune(s, '\n') || strings.ContainsRune(s, '\r') || strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029") {
		s = lineEnds.Replace(s)
	}
	return s
}

func cleanList(items []string) []string {
	if len(items) > 0 && !slices.ContainsFunc(items, func(s string) bool { return s == "" || cleanText(s) != s }) {
		return items
	}
	var out []string
	for _, item := range items {
		if item = cleanText(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// check validates one entry that is clean. The error is a *fieldError.
func (t Term) check() error {
	for _, field := range columns {
		if err := t.checkField(field); err != nil {
			return &fieldError{field, err}
		}
	}
	return nil
}

func (t Term) checkField(field string) error {
	switch field {
	case "id":
		if strings.ContainsFunc(t.ID, unicode.IsSpace) {
			return errors.New("white space in id")
		}
	case "arabic":
		if !strings.ContainsFunc(t.Arabic, arabic.IsLetter) {
			return fmt.Errorf("no Arabic letters in arabic: %q%s", clip(t.Arabic), mojibake(t.Arabic))
		}
	case "type":
		return oneOf(field, t.Type, Types)
	case "match":
		return oneOf(field, t.Match, matches)
	case "scope":
		return oneOf(field, t.Scope, []string{"", ScopeCredit})
	case "origin":
		return oneOf(field, t.Origin, []string{"", "en"})
	}
	if list := t.list(field); list != nil {
		return checkList(field, *list)
	}
	if text := t.text(field); text != nil {
		return checkText(field, *text)
	}
	return nil
}

func oneOf(field, value string, values []string) error {
	if slices.Contains(values, value) {
		return nil
	}
	if len(values) == 2 {
		return fmt.Errorf("%s %q is not %q", field, clip(value), values[1])
	}
	return fmt.Errorf("%s %q is none of %s", field, clip(value), strings.Join(values[1:], ", "))
}

func checkList(field string, items []string) error {
	if len(items) > listLimit {
		return fmt.Errorf("%s has %d items, more than %d", field, len(items), listLimit)
	}
	for _, item := range items {
		if err := checkText(field, item); err != nil {
			return err
		}
	}
	return nil
}

func checkText(field, s string) error {
	if s == "" {
		return nil
	}
	limit := formLimit
	if field == "note" {
		limit = noteLimit
	}
	switch {
	case len(s) > limit:
		return fmt.Errorf("%s has %d bytes, more than %d", field, len(s), limit)
	case !utf8.ValidString(s):
		return fmt.Errorf("%s is not UTF-8: %q", field, clip(s))
	case (field == "arabic" || field == "variants") && arabic.Words(s) > wordLimit:
		return fmt.Errorf("%s has %d words, more than %d", field, arabic.Words(s), wordLimit)
	}
	for _, r := range s {
		if unicode.IsControl(r) && (field != "note" || r != '\n' && r != '\t') {
			return fmt.Errorf("%s holds the control character %U", field, r)
		}
	}
	return nil
}

// clip keeps messages short.
func clip(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// mojibake says what is wrong with a cell that looks like the bytes of Arabic
// read in the wrong encoding: their first bytes are Ø and Ù there, or question
// marks where an encoding has no Arabic.
func mojibake(s string) string {
	switch {
	case strings.ContainsAny(s, "ØÙ"):
		return "; the file was once opened in the wrong encoding and saved so"
	case strings.Contains(s, "??"):
		return "; the file was saved in an encoding that has no Arabic: save it as CSV UTF-8"
	}
	return ""
}
