package glossary

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzSheet and FuzzYAML: no bytes crash a reader, each fault is a *FileError,
// and what was read is written and read back the same.
func FuzzSheet(f *testing.F) {
	for _, text := range []string{
		"arabic;english;later\nحلب;'=x;a|b\n", "sep=;\n# ours\nحلب;Aleppo\n", "حلب,Aleppo,ar,en\r\nHoms,حمص,en-US,ar\r",
		"id,arabic,english,note\n\"=x\",\"حلب\",\"a\n\"\"b\"\"\",'''x\n", "\xff\xfea\x00", "arabic,english\n\xcd\xe1\xc8,Aleppo",
		"حلب,x,,-\n", "\"\"\"", "#\n# \n\"#", "arabic,english,required,quoted\nحلب,x,no,yes", "حلب\t\"Aleppo\" city\nحمص\t\"Homs\"\n",
	} {
		f.Add([]byte(text), false)
		f.Add([]byte(text), true)
	}
	f.Fuzz(func(t *testing.T, raw []byte, tabs bool) {
		if tabs {
			roundTrip(t, "a.tsv", raw)
			return
		}
		roundTrip(t, "a.csv", raw)
	})
}

func FuzzYAML(f *testing.F) {
	for _, text := range []string{
		"- arabic: حلب\n  english: Aleppo\n  required: false\n  later: [a, 'b']\n", "terms:\n  - {arabic: حلب, english: x}\n",
		`[{"arabic":"حلب","english":"\ud83d\ude00","later":["a|b"]}]`, "- arabic: &a حلب\n  english: *a\n", "- ? a\n", "- - - -", "---\n...\n- !!str a",
		"- arabic: |\n    حلب\n  english: >-\n    a\n     b\n  <<: {}", "[[[[", "{\"terms\":[", "- arabic: حلب\n  english: \"\\x07\"\n", "a: 1\nb: 2", "- 1\n- ~\n-",
	} {
		f.Add([]byte(text), false)
		f.Add([]byte(text), true)
	}
	f.Fuzz(func(t *testing.T, raw []byte, braces bool) {
		if braces {
			roundTrip(t, "a.json", raw)
			return
		}
		roundTrip(t, "a.yaml", raw)
	})
}

func roundTrip(t *testing.T, name string, raw []byte) {
	g, err := read(name, raw)
	if err != nil {
		if _, ok := errors.AsType[*FileError](err); !ok {
			t.Fatalf("%T: %v", err, err)
		}
		return
	}
	g.Lint()
	for _, format := range []string{"csv", "tsv", "yaml"} {
		var b bytes.Buffer
		if err := g.Write(&b, format); err != nil {
			if format == "yaml" {
				t.Fatal(err)
			}
			continue // a list item with |, from YAML
		}
		back, err := read("back."+format, b.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, &b)
		}
		if diff := cmp.Diff(g.Terms(), back.Terms(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s: %s\n%s", format, diff, &b)
		}
	}
}
