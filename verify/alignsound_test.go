package verify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestSkeleton: a name has the consonants of its Arabic, whatever stands before
// it there.
func TestSkeleton(t *testing.T) {
	for _, c := range []struct{ en, ar string }{
		{"baghdad", "بغداد"},
		{"mohammed", "محمد"},
		{"philippe", "فيليب"},
		{"chirac", "شيراك"},
		{"cyprus", "قبرص"}, // no: the c is not heard as the ق
		{"salem", "وسالم"},
		{"syria", "بسوريا"},
		{"jazeera", "الجزيرة"},
		{"nasiriyah", "وبالناصرية"},
		{"cairo", "وللقاهرة"},
	} {
		var f bareForms
		f.read(strings.ReplaceAll(c.ar, "ة", "ه"))
		got := slices.Contains(f.sounds[:f.n], englishSkeleton(c.en))
		if want := c.en != "cyprus"; got != want {
			t.Errorf("%s in %s: %v, want %v", c.en, c.ar, got, want)
		}
	}
}

// TestBareForms: what is read of a form by way of the one behind it is what the
// form itself would give.
func TestBareForms(t *testing.T) {
	for _, c := range []struct{ word, forms string }{
		{"بيت", "[بيت]"},
		{"والكتاب", "[والكتاب الكتاب كتاب]"},
		{"وبالكتاب", "[وبالكتاب بالكتاب الكتاب كتاب]"},
		{"وللكتاب", "[وللكتاب للكتاب لكتاب كتاب]"},
		{"ففلسطين", "[ففلسطين فلسطين]"},
		{"ببيروت", "[ببيروت بيروت]"},
		{"ولي", "[ولي]"},
		{"", "[]"},
	} {
		var f bareForms
		f.read(c.word)
		var forms []string
		for k, at := range f.at[:f.n] {
			forms = append(forms, c.word[at:])
			if want := arabicSkeleton(c.word[at:]); f.sounds[k] != want {
				t.Errorf("%s: %x, want %x", c.word[at:], f.sounds[k], want)
			}
		}
		if got := fmt.Sprint(forms); got != c.forms {
			t.Errorf("%s, want %s", got, c.forms)
		}
	}
}

func FuzzBareForms(f *testing.F) {
	f.Add("وبالبلد", "Phoenix")
	f.Add("و\u067eبا", "c")
	f.Add("ب\xd8", "p\xff")
	f.Fuzz(func(t *testing.T, ar, en string) {
		var w bareForms
		w.read(ar)
		for k, at := range w.at[:w.n] {
			if got, want := w.sounds[k], arabicSkeleton(ar[at:]); got != want {
				t.Fatalf("%q: %x, want %x", ar[at:], got, want)
			}
			arabicBeginning(ar[at:])
		}
		if s := englishSkeleton(en); s.consonants() > skeletonRoom {
			t.Fatalf("%q: %x", en, s)
		}
		englishBeginning(en)
	})
}

// TestCues: each cue can be found by both its words.
func TestCues(t *testing.T) {
	c := alignCues()
	for pair := range strings.FieldsFuncSeq(cueWords, func(r rune) bool { return r == '|' || r == '\n' }) {
		en, ar, _ := strings.Cut(pair, " ")
		both := slices.ContainsFunc(c.english.of(englishBeginning(en)), func(n uint16) bool {
			return slices.Contains(c.arabic.of(arabicBeginning(ar)), n)
		})
		if !both {
			t.Errorf("%q is no cue", pair)
		}
	}
}

func TestKeyIndex(t *testing.T) {
	var x keyIndex
	for range 2 {
		x.reset(3)
		for i := range uint64(1000) {
			if n, fresh := x.add(i << 40); n != int(i) || !fresh {
				t.Fatalf("%d: %d %v", i, n, fresh)
			}
		}
		for i := range uint64(1000) {
			if n, fresh := x.add(i << 40); n != int(i) || fresh || x.find(i<<40) != n {
				t.Fatalf("%d again: %d %v", i, n, fresh)
			}
		}
		if n := x.find(1); n != -1 {
			t.Errorf("what is not there: %d", n)
		}
	}
}
