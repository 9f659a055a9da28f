package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"sync/atomic"

	"github.com/spf13/cobra"

	"naql/article"
	"naql/glossary"
	"naql/verify"
)

// pair is one line of naql check: two texts whose paragraphs are separated by
// blank lines, and bullets that cite them as p1, p2, ...
type pair struct {
	ID      json.RawMessage  `json:"id"`
	Ar      string           `json:"ar"`
	En      string           `json:"en"`
	Summary []article.Bullet `json:"summary"`
	// Segments is there when the line is an output message of naql.
	Segments []article.Segment `json:"segments"`
}

// checked is the answer to one line.
type checked struct {
	ID       json.RawMessage   `json:"id"`
	Findings []article.Finding `json:"findings"`
}

func (p *program) checkCommand() *cobra.Command {
	var style verify.Style
	c := p.overTerms(&cobra.Command{
		Use:   "check [FILE|-]",
		Short: "Check English against Arabic, without a model",
		Long: `Runs the deterministic checks alone on {"id","ar","en"}, texts with blank lines
between paragraphs and optionally "summary":[{"text","cites"}], or on an output
message of naql. With --jsonl it reads one such object a line and writes
{"id","findings":[...]} for each, in order, also where nothing was found.

Exit status 6 says that critical or major findings remain.`,
		Example: `  echo '{"id":"1","ar":"قتل 56 شخصا","en":"65 people were killed"}' | naql check
  naql check --jsonl --glossary none archive.jsonl > findings.jsonl
  naql results --state clean | naql check --jsonl`,
	}, func(terms *glossary.Glossary, name string) error {
		return p.checkLines(rules{terms, style}, name)
	}, func(terms *glossary.Glossary, name string, asJSON bool) error {
		return p.checkOne(rules{terms, style}, name, asJSON)
	})
	c.PreRunE = func(c *cobra.Command, _ []string) error {
		cfg, err := p.config(c)
		style = cfg.style()
		return err
	}
	p.addSettings(c, "style")
	return c
}

// rules is what texts are checked by.
type rules struct {
	terms *glossary.Glossary
	style verify.Style
}

func (p *program) checkLines(by rules, name string) error {
	var found atomic.Bool
	err := p.eachLine(name, func(line []byte) (any, error) {
		var one pair
		if err := one.read(line); err != nil {
			return nil, err
		}
		findings := one.check(by)
		if severe(findings) != nil {
			found.Store(true)
		}
		return checked{one.ID, findings}, nil
	})
	if err == nil && found.Load() {
		return errFindings
	}
	return err
}

func (p *program) checkOne(by rules, name string, asJSON bool) error {
	raw, err := p.readAll(name, math.MaxInt64)
	if err != nil {
		return err
	}
	var one pair
	if err := one.read(bytes.TrimSpace(raw)); err != nil {
		return fmt.Errorf("%s: %w", shown(name), err)
	}
	findings := one.check(by)
	if asJSON {
		err = printJSON(p.out, checked{one.ID, findings})
	} else {
		_, err = fmt.Fprint(p.out, cmp.Or(article.FindingsText(findings), "no findings\n"))
	}
	if err != nil {
		return err
	}
	return severe(findings)
}

// read decodes one object and refuses one that holds nothing to check: it must
// not pass for a clean one.
func (one *pair) read(raw []byte) error {
	const hint = `give an object such as {"ar":"...","en":"..."}, or an output message; --jsonl reads one a line`
	if err := json.Unmarshal(raw, one); err != nil {
		return failf(exitFailure, hint, "not one JSON object with texts: %w", jsonFault(err))
	}
	if one.Segments == nil && one.Ar == "" && one.En == "" {
		return failf(exitFailure, hint, "nothing to check: there is neither ar nor en")
	}
	return nil
}

// check runs the checks. The list is never nil.
func (one pair) check(by rules) []article.Finding {
	segments, findings := one.Segments, []article.Finding(nil)
	if segments == nil {
		segments, findings = verify.Pair(one.Ar, one.En)
	}
	mentions := by.terms.Mentions(segments)
	findings = append(findings, verify.Check(segments, mentions, by.style).Findings...)
	if one.Summary != nil {
		for i := range one.Summary {
			if one.Summary[i].ID == "" {
				one.Summary[i].ID = fmt.Sprintf("b%d", i+1)
			}
		}
		findings = append(findings, verify.Summary(one.Summary, segments, mentions)...)
	}
	return append([]article.Finding{}, findings...)
}
