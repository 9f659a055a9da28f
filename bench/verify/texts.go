package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"

	"naql/article"
	"naql/verify"
)

// row is a line of the texts. Damaged ones have EnOK and EnBad for En.
type row struct {
	ID         json.RawMessage
	Ar, En     string
	EnOK       string `json:"en_ok"`
	EnBad      string `json:"en_bad"`
	Corruption string
	Detail     string
	Expect     string
	Clean      *bool
}

func readRows(folder, name string) ([]row, error) {
	raw, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	var out []row
	for n, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
		var r row
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, fmt.Errorf("%s line %d: %w", name, n+1, err)
		}
		out = append(out, r)
	}
	return out, nil
}

type pair struct {
	ID int    `json:"id"`
	Ar string `json:"ar"`
	En string `json:"en"`
}

// check runs naql check over pairs, or what it calls where there is no program
// to run, and returns the findings of each.
func (m *measure) check(pairs []pair) ([][]article.Finding, error) {
	var findings [][]article.Finding
	if m.naql == "" {
		for _, p := range pairs {
			segments, found := verify.Pair(p.Ar, p.En)
			findings = append(findings, append(found, verify.Check(segments, nil, verify.Style{}).Findings...))
		}
		return findings, nil
	}
	var in, out bytes.Buffer
	for i, p := range pairs {
		p.ID = i
		raw, err := json.Marshal(p)
		if err != nil {
			return nil, err
		}
		in.Write(append(raw, '\n'))
	}
	c := exec.Command(m.naql, "check", "--jsonl", "--glossary", "none")
	c.Stdin, c.Stdout, c.Stderr = &in, &out, os.Stderr
	if err := c.Run(); err != nil {
		if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 6 {
			return nil, err
		}
	}
	lines := bufio.NewScanner(&out)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var answer struct{ Findings []article.Finding }
		if err := json.Unmarshal(lines.Bytes(), &answer); err != nil {
			return nil, err
		}
		findings = append(findings, answer.Findings)
	}
	if len(findings) != len(pairs) {
		return nil, fmt.Errorf("naql check: %d answers for %d pairs", len(findings), len(pairs))
	}
	return findings, lines.Err()
}

// correct checks the correct texts of a file and counts those with a severe
// finding, and the severe findings.
func (m *measure) correct(folder, name string) (texts, alarmed, severe int, said []string, err error) {
	rows, err := readRows(folder, name)
	if err != nil {
		return 0, 0, 0, nil, err
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.Clean != nil && !*r.Clean })
	var pairs []pair
	for _, r := range rows {
		pairs = append(pairs, pair{Ar: r.Ar, En: r.En})
	}
	all, err := m.check(pairs)
	if err != nil {
		return 0, 0, 0, nil, err
	}
	for i, findings := range all {
		n := 0
		for _, f := range findings {
			if f.Severe() {
				n++
				said = append(said, fmt.Sprintf("%s %s: %s %s: %s", rows[i].ID, f.Segment, f.Check, f.Severity, f.Message))
			}
		}
		severe += n
		alarmed += min(n, 1)
	}
	return len(rows), alarmed, severe, said, nil
}

func (m *measure) falseAlarms(folder string) error {
	texts, alarmed, _, said, err := m.correct(folder, "number-pairs.jsonl")
	if err != nil {
		return err
	}
	m.Figure(fmt.Sprintf("false alarms in %d correct sentences", texts), percent(alarmed, texts), "at most 1 %", alarmed*100 <= texts, m.said(said)...)
	return nil
}

func (m *measure) articles(folder string) error {
	texts, _, severe, said, err := m.correct(folder, "articles.jsonl")
	if err != nil {
		return err
	}
	m.Figure(fmt.Sprintf("severe findings an article, in %d correct ones", texts),
		fmt.Sprintf("%.2f", float64(severe)/float64(max(texts, 1))), "at most 0.5", severe*2 <= texts, m.said(said)...)
	return nil
}

// otherText puts the English of the next sentence under each Arabic one, and
// counts where that is told as a text about something else: by its words alone,
// whatever the numbers and names say.
func (m *measure) otherText(folder string) error {
	rows, err := readRows(folder, "number-pairs.jsonl")
	if err != nil {
		return err
	}
	var pairs []pair
	for i, r := range rows {
		pairs = append(pairs, pair{Ar: r.Ar, En: rows[(i+1)%len(rows)].En})
	}
	all, err := m.check(pairs)
	if err != nil {
		return err
	}
	told, severe := 0, 0
	for _, findings := range all {
		if slices.ContainsFunc(findings, func(f article.Finding) bool { return f.Check == "segment" }) {
			told++
		}
		if slices.ContainsFunc(findings, article.Finding.Severe) {
			severe++
		}
	}
	m.Figure(fmt.Sprintf("English of another sentence, %d: severe findings", len(pairs)), percent(severe, len(pairs)), "98 %", severe*100 >= 98*len(pairs))
	m.Figure("  told to be about something else", percent(told, len(pairs)), "", true)
	return nil
}

// wanted is the share of each kind of damage to be seen, in percent.
var wanted = []struct {
	share int
	kinds []string
}{
	{98, []string{"changed_digit", "changed_month", "changed_weekday", "scale_changed", "decimal_shift", "number_added", "arabic_left"}},
	{92, []string{"dropped_number", "changed_number_word", "percent_dropped", "dropped_sentence", "duplicated_sentence",
		"name_changed", "quote_marks_dropped", "quote_text_dropped", "invented_quote"}},
	{85, []string{"dropped_negation", "added_negation", "speech_verb_flipped"}},
	{60, []string{"swapped_numbers"}},
}

// damage counts the damaged texts that bring a finding which the same text
// undamaged does not: a severe one where that is expected, else any.
func (m *measure) damage(folder string) error {
	rows, err := readRows(folder, "corruptions.jsonl")
	if err != nil {
		return err
	}
	var pairs []pair
	for _, r := range rows {
		pairs = append(pairs, pair{Ar: r.Ar, En: r.EnOK}, pair{Ar: r.Ar, En: r.EnBad})
	}
	all, err := m.check(pairs)
	if err != nil {
		return err
	}
	seen, of, missed := map[string]int{}, map[string]int{}, map[string][]string{}
	for i, r := range rows {
		of[r.Corruption]++
		if brings(all[2*i], all[2*i+1], r.Expect == "error") {
			seen[r.Corruption]++
			continue
		}
		missed[r.Corruption] = append(missed[r.Corruption], string(r.ID)+" "+r.Detail, r.Ar, r.EnBad)
	}
	for _, w := range wanted {
		for _, kind := range w.kinds {
			m.Figure(kind+", "+strconv.Itoa(of[kind])+" damaged", percent(seen[kind], of[kind]), strconv.Itoa(w.share)+" %",
				seen[kind]*100 >= w.share*of[kind], m.said(missed[kind])...)
		}
	}
	return nil
}

// brings reports whether after has a finding that before lacks.
func brings(before, after []article.Finding, severe bool) bool {
	return slices.ContainsFunc(after, func(f article.Finding) bool {
		return (f.Severe() || !severe) && !slices.ContainsFunc(before, func(g article.Finding) bool {
			return f.Check == g.Check && f.Severity == g.Severity && f.Expected == g.Expected && f.Found == g.Found
		})
	})
}
