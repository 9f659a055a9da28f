package glossary

import (
	"encoding/json"
	"fmt"
	"strings"
)

// columns are the fields of an entry in the order they are written. A file
// may have them in any order and leave out all but arabic and english.
var columns = []string{
	"id", "arabic", "variants", "english", "first", "later", "forbidden",
	"type", "match", "required", "scope", "quoted", "origin", "note",
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

// list returns the field that holds a list, nil for the others.
func (t *Term) list(field string) *[]string {
	switch field {
	case "variants":
		return &t.Variants
	case "later":
		return &t.Later
	case "forbidden":
		return &t.Forbidden
	}
	return nil
}

// set takes the text of a cell, an empty one as the default.
func (t *Term) set(field, cell string) error {
	if list := t.list(field); list != nil {
		*list = listOf(cell)
		return nil
	}
	if text := t.text(field); text != nil {
		*text = cell
		return nil
	}
	return t.setFlag(field, cell)
}

func (t *Term) setFlag(field, cell string) error {
	yes, err := yesNo(field, cell)
	switch field {
	case "required":
		t.Required = yes
	case "quoted":
		t.Quoted = yes != nil && *yes
	}
	return err
}

// get is set's inverse.
func (t *Term) get(field string) string {
	if list := t.list(field); list != nil {
		return strings.Join(*list, "|")
	}
	if text := t.text(field); text != nil {
		return *text
	}
	yes := t.Required
	if field == "quoted" && t.Quoted {
		yes = new(true)
	} else if field == "quoted" {
		yes = nil
	}
	switch {
	case yes == nil:
		return ""
	case *yes:
		return "yes"
	}
	return "no"
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

func yesNo(field, cell string) (*bool, error) {
	switch strings.ToLower(cell) {
	case "":
		return nil, nil
	case "yes", "true", "1", "y":
		return new(true), nil
	case "no", "false", "0", "n":
		return new(false), nil
	}
	return nil, fmt.Errorf("%s is yes or no, not %q", field, cell)
}

// setValue takes the value of a JSON or YAML member: text where the field is
// text, an array where it is a list, true, false or the words of a cell where
// it is yes or no. null is the default.
func (t *Term) setValue(field string, value any) error {
	list := t.list(field)
	items, isList := value.([]any)
	switch {
	case value == nil:
		return t.set(field, "")
	case list == nil && isList:
		return fmt.Errorf("%s is one text, not a list", field)
	case list != nil && !isList:
		return fmt.Errorf("%s is a list, not one text", field)
	case list == nil:
		text, err := scalar(field, value)
		if err != nil {
			return err
		}
		return t.set(field, text)
	}
	*list = nil
	for _, item := range items {
		text, err := scalar(field, item)
		if err != nil {
			return err
		}
		*list = append(*list, text)
	}
	return nil
}

func scalar(field string, value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case bool, json.Number:
		return fmt.Sprint(v), nil
	}
	return "", fmt.Errorf("%s holds neither text nor a list of texts", field)
}

// UnmarshalJSON reads an entry as a line of naql glossary match has it: the
// yes-or-no fields also as words, members it does not know ignored.
func (t *Term) UnmarshalJSON(raw []byte) error {
	var members map[string]any
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	if err := d.Decode(&members); err != nil {
		return err
	}
	*t = Term{}
	for _, field := range columns {
		if err := t.setValue(field, members[field]); err != nil {
			return err
		}
	}
	return nil
}
