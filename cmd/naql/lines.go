package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"naql/article"
	"naql/glossary"
)

// overTerms makes a command that works on one text, or on JSON lines, with a
// glossary.
func (p *program) overTerms(c *cobra.Command, lines func(*glossary.Glossary, string) error, one func(g *glossary.Glossary, name string, asJSON bool) error) *cobra.Command {
	var output outputFlag
	var jsonl bool
	c.Args = maxOneFile
	c.RunE = func(c *cobra.Command, args []string) error {
		terms, err := p.terms(c, nil)
		if err != nil {
			return err
		}
		if jsonl {
			return lines(terms, oneFile(args))
		}
		return one(terms, oneFile(args), output.json())
	}
	output.add(c)
	c.Flags().BoolVar(&jsonl, "jsonl", false, "read and write JSON lines")
	p.addSettings(c, "glossary")
	return c
}

// jsonLine is a line of input on its way to its line of output.
type jsonLine struct {
	answered chan struct{} // closed when the rest is there
	answer   any
	fault    error
}

// eachLine calls do with each JSON line of a file, as many at once as there are
// cores, and writes what it returns as a JSON line, in order. Whoever writes a
// line and waits gets its answer. A line that is no such object gets a line with
// its number and the reason in place of an answer, so that the lines of input
// and output stay paired; the error of the first is returned at the end.
func (p *program) eachLine(name string, do func(line []byte) (any, error)) error {
	in, err := p.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	lines := make(chan *jsonLine, 64)
	stop := make(chan struct{})
	defer close(stop)
	var unread error // why there are no more lines; read when lines is closed
	go func() {
		defer close(lines)
		unread = answerLines(in, lines, stop, do)
	}()
	out := bufio.NewWriter(p.out)
	var first error
	for n := 1; ; n++ {
		if len(lines) == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
		l, more := <-lines
		if !more {
			break
		}
		<-l.answered
		if l.fault != nil && first == nil {
			first = fmt.Errorf("%s line %d: %w", shown(name), n, l.fault)
		}
		if err := printLine(out, l.answer); err != nil {
			return err
		}
	}
	if unread != nil {
		first = fmt.Errorf("read %s: %w", name, unread)
	}
	return cmp.Or(out.Flush(), first)
}

// answerLines sends each line on as it is read, to be answered later.
func answerLines(in io.Reader, lines chan<- *jsonLine, stop <-chan struct{}, do func([]byte) (any, error)) error {
	data := bufio.NewReader(in)
	cores := make(chan struct{}, runtime.GOMAXPROCS(0))
	for {
		line, err := data.ReadBytes('\n')
		if len(line) > 0 { // but for what follows the last line end
			l := &jsonLine{answered: make(chan struct{})}
			select {
			case lines <- l:
			case <-stop:
				return nil
			}
			cores <- struct{}{}
			go func() {
				l.answer, l.fault = answerLine(bytes.TrimSpace(line), do)
				close(l.answered)
				<-cores
			}()
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// answerLine is the answer to one line, which for a fault is the reason with
// the line's id, as far as it has one that can be read. A blank line is no
// fault, but has its line too.
func answerLine(line []byte, do func([]byte) (any, error)) (any, error) {
	if len(line) == 0 {
		return map[string]string{"error": "blank line"}, nil
	}
	answer, fault := do(line)
	if fault == nil {
		return answer, nil
	}
	var named struct {
		ID    json.RawMessage `json:"id,omitempty"`
		Error string          `json:"error"`
	}
	_ = json.Unmarshal(line, &named) // without an id there is none to name
	named.Error = oneLine(fault.Error())
	return named, fault
}

// decodeLine reads one JSON object of a line.
func decodeLine(line []byte, v any) error {
	if err := json.Unmarshal(line, v); err != nil {
		return failf(exitFailure, "give one JSON object a line", "not a JSON object of the expected form: %w", jsonFault(err))
	}
	return nil
}

// jsonFault says in plain words what encoding/json says of Go's types.
func jsonFault(err error) error {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if e.Field == "" {
			return fmt.Errorf("it is a %s", e.Value)
		}
		return fmt.Errorf("%s must not be a %s", e.Field, e.Value)
	}
	return err
}

// severe turns findings into the exit status of a command that checks.
func severe(findings []article.Finding) error {
	if article.ScoreOf(findings).Severe() {
		return errFindings
	}
	return nil
}
