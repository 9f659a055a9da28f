package glossary

import (
	"fmt"
	"slices"
	"strings"
)

// place is a line and a column, from 1; 0 where unknown.
type place struct{ line, column int }

func (p place) errorf(name, format string, args ...any) error {
	return &FileError{File: name, Line: p.line, Column: p.column, Err: fmt.Errorf(format, args...)}
}

// entry is one entry of a YAML or JSON file while its members are read.
type entry struct {
	name   string
	at     place
	fields map[string]place // where the members are
	t      Term
}

func newEntry(name string, at place) *entry {
	return &entry{name: name, at: at, fields: map[string]place{}}
}

func (e *entry) set(key string, at place, value any) error {
	if !slices.Contains(columns, key) {
		return at.errorf(e.name, "no field is called %q; they are %s", clip(key), strings.Join(columns, ", "))
	}
	if _, twice := e.fields[key]; twice {
		return at.errorf(e.name, "%s comes twice in this entry", key)
	}
	e.fields[key] = at
	if err := e.t.setValue(key, value); err != nil {
		return at.errorf(e.name, "%w", err)
	}
	return nil
}

// term is the entry once all is read.
func (e *entry) term() (Term, origin, error) {
	e.t = e.t.clean()
	o := origin{file: e.name, line: e.at.line, id: e.fields["id"].column}
	for _, field := range []string{"arabic", "english"} {
		if at, ok := e.fields[field]; !ok {
			return e.t, o, e.at.errorf(e.name, "no %s", field)
		} else if e.t.get(field) == "" {
			return e.t, o, at.errorf(e.name, "no %s", field)
		}
	}
	if err := e.t.check(); err != nil {
		return e.t, o, e.fields[fieldOf(err)].errorf(e.name, "%w", err)
	}
	return e.t, o, nil
}
