package arabic

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// eachCase runs check on the fields of each line of a txtar file but the last,
// which says what the case argues.
func eachCase(t *testing.T, file string, fields int, check func(t *testing.T, f []string)) {
	archive, err := txtar.ParseFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range archive.Files {
		t.Run(rule.Name, func(t *testing.T) {
			for line := range strings.Lines(string(rule.Data)) {
				f := strings.Split(strings.TrimSpace(line), ";")
				for i := range f {
					f[i] = strings.TrimSpace(f[i])
				}
				if len(f) != fields+1 {
					t.Errorf("%q is no case", line)
					continue
				}
				check(t, f)
			}
		})
	}
}

func wordOf(word string) []rune {
	if words := LettersOf(word); len(words) == 1 {
		return words[0]
	}
	return nil
}

func TestFolding(t *testing.T) {
	eachCase(t, "folding.txtar", 2, func(t *testing.T, f []string) {
		if got := Key(f[0]); got != f[1] {
			t.Errorf("the key of %s is %q, want %q: %s", f[0], got, f[1], f[2])
		}
	})
}

func TestEquality(t *testing.T) {
	eachCase(t, "equality.txtar", 4, func(t *testing.T, f []string) {
		got := SameWord(wordOf(f[0]), wordOf(f[1]), f[2] == "beside")
		if got != (f[3] == "yes") {
			t.Errorf("%s and %s, %s: %v: %s", f[0], f[1], f[2], got, f[4])
		}
	})
}

func TestForeign(t *testing.T) {
	eachCase(t, "foreign.txtar", 4, func(t *testing.T, f []string) {
		got := SameForeign(wordOf(f[0]), wordOf(f[1]), f[2] == "beside")
		if got != (f[3] == "yes") {
			t.Errorf("%s and %s, %s: %v: %s", f[0], f[1], f[2], got, f[4])
		}
		a, b := AppendSkeleton(nil, wordOf(f[0])), AppendSkeleton(nil, wordOf(f[1]))
		if got && string(a) != string(b) {
			t.Errorf("%s and %s are one by ear and have two skeletons", f[0], f[1])
		}
	})
}

func TestSplits(t *testing.T) {
	eachCase(t, "splits.txtar", 2, func(t *testing.T, f []string) {
		token := Fold(f[0]).Tokens()[0]
		var got []string
		for _, s := range token.AppendSplits(nil) {
			if w := string(token.Word(s, 0)); !slices.Contains(got, w) {
				got = append(got, w)
			}
		}
		sameSet(t, f[0], got, strings.Fields(f[1]), f[2])
	})
}

func TestEndings(t *testing.T) {
	eachCase(t, "endings.txtar", 2, func(t *testing.T, f []string) {
		token := Fold(f[0]).Tokens()[0]
		var got []string
		for _, e := range token.AppendEndings(nil, 0) {
			if w := string(token.AppendWithout(nil, Split{}, e)); !slices.Contains(got, w) {
				got = append(got, w)
			}
		}
		sameSet(t, f[0], got, strings.Fields(f[1]), f[2])
	})
}

func TestSpellings(t *testing.T) {
	eachCase(t, "spellings.txtar", 2, func(t *testing.T, f []string) {
		var got, want []string
		for _, s := range Spellings(LettersOf(f[0]))[1:] {
			var words []string
			for _, w := range s.Words {
				words = append(words, string(w))
			}
			got = append(got, strings.Join(words, " "))
		}
		for w := range strings.SplitSeq(f[1], "|") {
			if w = strings.TrimSpace(w); w != "" {
				want = append(want, w)
			}
		}
		sameSet(t, f[0], got, want, f[2])
	})
}

func sameSet(t *testing.T, of string, got, want []string, why string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q: %s", of, got, want, why)
	}
}
