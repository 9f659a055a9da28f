package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"naql/arabic"
	"naql/glossary"
)

// score is how many of the cases of a file are right, and which are not.
type score struct {
	right, of int
	wrong     []string
}

func (s *score) count(right bool, format string, args ...any) {
	s.of++
	if right {
		s.right++
		return
	}
	s.wrong = append(s.wrong, fmt.Sprintf(format, args...))
}

func (s score) share() float64 { return 100 * float64(s.right) / float64(max(s.of, 1)) }

// linesOf reads a file of JSON lines.
func linesOf[T any](folder, file string) ([]T, error) {
	f, err := os.Open(filepath.Join(folder, file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, len(out)+1, err)
		}
		out = append(out, row)
	}
	return out, lines.Err()
}

// span is a range of bytes.
type span struct {
	Start int `json:"byte_start"`
	End   int `json:"byte_end"`
}

// matchingCases asks each case of matching-cases.jsonl: the term of its line is
// enforced exactly where it says, or nowhere.
func matchingCases(folder string) (score, error) {
	var s score
	cases, err := linesOf[struct {
		ID, Text, Term, Needs, Why string
		TermType                   string `json:"term_type"`
		ShouldMatch                bool   `json:"should_match"`
		Span                       span
	}](folder, "matching-cases.jsonl")
	if err != nil {
		return s, err
	}
	for _, c := range cases {
		match := c.TermType
		if strings.Contains(c.Needs, "generator") && match == glossary.MatchName {
			match = glossary.MatchForeign
		}
		g, err := glossary.New([]glossary.Term{{ID: "x", Arabic: c.Term, English: "X", Type: glossary.TypeOrg, Match: match}})
		if err != nil {
			return s, fmt.Errorf("%s: %w", c.ID, err)
		}
		var got, want []span
		for _, m := range g.Find(c.Text) {
			if m.Strength == glossary.Enforce {
				got = append(got, span{m.Start, m.End})
			}
		}
		if c.ShouldMatch {
			want = []span{c.Span}
		}
		s.count(fmt.Sprint(got) == fmt.Sprint(want), "%s: %s in %q: enforced at %v, not %v: %s", c.ID, c.Term, c.Text, got, want, c.Why)
	}
	return s, nil
}

// sentence is a line with its names located, the proclitics of a name included.
type sentence struct {
	ID, Ar   string
	Entities []struct {
		span
		Ar, Type        string
		Proclitic, Base string
	}
}

// names returns the entities as one glossary, bare where base is asked for.
func (s sentence) names(base bool) []glossary.Term {
	var terms []glossary.Term
	kinds := map[string]string{"PERS": glossary.TypePerson, "LOC": glossary.TypePlace}
	for _, e := range s.Entities {
		t := glossary.Term{Arabic: e.Ar, Type: kinds[e.Type]}
		if t.Type == "" {
			t.Type = glossary.TypeOrg
		}
		if base && e.Base != "" {
			t.Arabic = e.Base
		}
		if arabic.Words(t.Arabic) > 0 { // some are in Latin letters
			terms = append(terms, t)
		}
	}
	return terms
}

// proclitics counts in entities-anercorp.jsonl the names with a proclitic that
// are found when the bare name is the term: from behind the proclitic, or from
// the article's lam that both share, to the end.
func proclitics(folder string) (score, error) {
	var s score
	sentences, err := linesOf[sentence](folder, "entities-anercorp.jsonl")
	if err != nil {
		return s, err
	}
	for _, line := range sentences {
		g, err := glossary.New(line.names(true))
		if err != nil {
			return s, fmt.Errorf("%s: %w", line.ID, err)
		}
		found := g.Find(line.Ar)
		for _, e := range line.Entities {
			if e.Proclitic == "" {
				continue
			}
			right := false
			for _, m := range found {
				right = right || m.End == e.End && m.Start > e.Start && m.Start <= e.Start+len(e.Proclitic)
			}
			s.count(right, "%s: %s, %s and %s, in %q", line.ID, e.Ar, e.Proclitic, e.Base, line.Ar)
		}
	}
	return s, nil
}

// located counts in entities-ntrex.jsonl the names that are found where they
// stand, with those of the line as the glossary and again with those of the
// whole file; inside are the matches of both that cut a word.
func located(folder string) (found score, inside []string, err error) {
	sentences, err := linesOf[sentence](folder, "entities-ntrex.jsonl")
	if err != nil {
		return found, nil, err
	}
	var all []glossary.Term
	met := map[string]bool{}
	for _, line := range sentences {
		for _, t := range line.names(false) {
			if !met[t.Arabic] {
				met[t.Arabic] = true
				all = append(all, t)
			}
		}
	}
	whole, err := glossary.New(all)
	if err != nil {
		return found, nil, err
	}
	for _, line := range sentences {
		own, err := glossary.New(line.names(false))
		if err != nil {
			return found, nil, fmt.Errorf("%s: %w", line.ID, err)
		}
		text := textOf(line.Ar)
		for _, g := range []*glossary.Glossary{own, whole} {
			matches := g.Find(line.Ar)
			for _, m := range matches {
				if text.cuts(span{m.Start, m.End}, false) {
					inside = append(inside, fmt.Sprintf("%s: %s in %q", line.ID, m.Surface, line.Ar))
				}
			}
			for _, e := range line.Entities {
				right := false
				for _, m := range matches {
					right = right || m.Start <= e.Start && m.End >= e.End
				}
				found.count(right, "%s: %s in %q", line.ID, e.Ar, line.Ar)
			}
		}
	}
	return found, inside, nil
}

// text is a text with its words.
type text []arabic.Token

func textOf(s string) text { return arabic.Fold(s).Tokens() }

// cuts reports whether a span begins inside a word, other than behind
// proclitics, or ends inside one: for common nouns other than before an ending.
func (t text) cuts(s span, common bool) bool {
	return !t.holds(s.Start, func(word arabic.Token) bool {
		for _, split := range word.Splits() {
			if word.Runes[split.Strip].Start == s.Start {
				return true
			}
		}
		return false
	}) || !t.holds(s.End-1, func(word arabic.Token) bool {
		if word.End() == s.End {
			return true
		}
		for _, e := range word.AppendEndings(nil, 0) {
			if common && word.Runes[len(word.Runes)-1-e.Tail].End == s.End {
				return true
			}
		}
		return false
	})
}

// holds reports whether a word that holds the byte at is as asked.
func (t text) holds(at int, ask func(arabic.Token) bool) bool {
	for _, word := range t {
		if word.Start() <= at && at < word.End() {
			return ask(word)
		}
	}
	return false
}
