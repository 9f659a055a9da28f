package glossary

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// awkwardText draws what cells, YAML scalars and spreadsheets trip over.
func awkwardText(arabic bool) *rapid.Generator[string] {
	pieces := []string{
		"'", "''", `"`, `""`, ",", ";", " ", "  ", "=", "+", "-", "@", "＝", "#", "# ", ":", ": ", "\\", "\\n", "[", "]", "{", "}",
		"&", "*", "!", "%", "`", ">", "|-", "?", "- ", "---", "...", "~", "null", "true", "yes", "No", "0x1F", "1e3", "007", "2021-01-01",
		"<<", "é", "Ğ", "’", "“", "\u200f", "\ufeff", "\u00a0", "😀", "\u2028", "a", "Z", "word", "sep=;", "\t\n", "\n", "\r\n", "\n\n  x",
	}
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.StringN(0, 3, -1)), 0, 6).Draw(t, "parts")
		s := strings.Join(parts, "")
		if arabic {
			s += rapid.SampledFrom([]string{"حلب", "=حلب", "دير الزور", "ـعَ"}).Draw(t, "arabic")
		}
		return s
	})
}

// drawTerms draws terms as New takes them: without control characters but
// those of notes, and without | in lists.
func drawTerms(t *rapid.T) []Term {
	plain := func(arabic bool) string {
		return strings.Map(func(r rune) rune {
			if r == '|' || r < ' ' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 {
				return -1
			}
			return r
		}, awkwardText(arabic).Draw(t, "text"))
	}
	list := func(arabic bool) []string {
		return slices.Collect(func(yield func(string) bool) {
			for range rapid.IntRange(0, 3).Draw(t, "items") {
				if !yield(plain(arabic)) {
					return
				}
			}
		})
	}
	terms := make([]Term, rapid.IntRange(1, 3).Draw(t, "terms"))
	for i := range terms {
		terms[i] = Term{
			ID: rapid.StringMatching(`[-=@'a-z0-9#"]{0,4}`).Draw(t, "id") + string(rune('a'+i)), Arabic: plain(true), Variants: list(true),
			English: plain(false) + "x", First: plain(false), Later: list(false), Forbidden: list(false),
			Type: rapid.SampledFrom(Types).Draw(t, "type"), Match: rapid.SampledFrom(matches).Draw(t, "match"),
			Required: rapid.SampledFrom([]*bool{nil, new(true), new(false)}).Draw(t, "required"),
			Scope:    rapid.SampledFrom([]string{"", ScopeCredit}).Draw(t, "scope"), Quoted: rapid.Bool().Draw(t, "quoted"),
			Origin: rapid.SampledFrom([]string{"", "en"}).Draw(t, "origin"), Note: plain(false),
		}
	}
	return terms
}

func TestRoundTripOfAnyTerm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, err := New(drawTerms(t))
		if err != nil {
			t.Skip(err)
		}
		for _, format := range []string{"csv", "tsv", "yaml", "json"} {
			var b bytes.Buffer
			if format == "json" {
				err = json.NewEncoder(&b).Encode(g.Terms())
			} else {
				err = g.Write(&b, format)
			}
			if err != nil {
				t.Fatal(err)
			}
			back, err := read("back."+format, b.Bytes())
			if err != nil {
				t.Fatalf("%v\n%s", err, &b)
			}
			if diff := cmp.Diff(g.terms, back.terms); diff != "" {
				t.Fatalf("%s: %s\n%s", format, diff, &b)
			}
			if format != "json" && format != "yaml" && runnable(b.String(), format) {
				t.Fatalf("a spreadsheet runs a cell of\n%s", &b)
			}
		}
	})
}

// runnable reports whether a cell begins as a formula does.
func runnable(text, format string) bool {
	sep := map[string]byte{"csv": ',', "tsv": '\t'}[format]
	r := newRows(text, sep)
	for {
		row, err := r.next(nil)
		if err != nil {
			return false
		}
		if slices.ContainsFunc(row, func(c cell) bool { return c.text != "" && strings.Contains("=+-@\t\r＝＋－＠", firstOf(c.text)) }) {
			return true
		}
	}
}
