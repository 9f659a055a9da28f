package arabic

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// shownQuotations writes quotations one after the other, a bar in place of a
// mark that is missing.
func shownQuotations(s string, qs []Quotation) string {
	var b strings.Builder
	for _, q := range qs {
		left, right := "[", "]"
		if !q.Opened {
			left = "|"
		}
		if !q.Closed {
			right = "|"
		}
		fmt.Fprintf(&b, "%s%s%s", left, s[q.Start:q.End], right)
	}
	return b.String()
}

func TestReadQuotations(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"none", `وصل الوفد إلى المدينة`, ""},
		{"ASCII", `قال "سنعود غدا" ثم ذهب`, "[سنعود غدا]"},
		{"two", `قال "نعم" ثم "لا"`, "[نعم][لا]"},
		{"guillemets", `قال «سنعود غدا»`, "[سنعود غدا]"},
		{"guillemets turned round", `قال »سنعود غدا«`, "[سنعود غدا]"},
		{"curly turned round", `قال ”سنعود غدا“ ثم`, "[سنعود غدا]"},
		{"curly of one kind", `قال ”سنعود غدا” ثم`, "[سنعود غدا]"},
		{"low and high", `قال „سنعود غدا‟ ثم`, "[سنعود غدا]"},
		{"two styles for one", `قال «سنعود غدا" ثم`, "[سنعود غدا]"},
		{"curly and ASCII", `فريق”الشمس" وفريق”القمر" هنا`, "[الشمس][القمر]"},
		{"one inside another", `قال «رأيت "داعش" أمس» ثم`, `[رأيت "داعش" أمس]`},
		{"one inside another, one style", `قال "رأيت "داعش" أمس" ثم`, `[رأيت "داعش" أمس]`},
		{"no spaces", `قال:"سنعود غدا"ثم ذهب`, "[سنعود غدا]"},
		{"spaces inside", `قال" سنعود غدا " ثم`, "[ سنعود غدا ]"},
		{"behind clitics", `من "هنا" و"هناك" ولـ"غيرهم"`, "[هنا][هناك][غيرهم]"},
		{"after a vowel sign", `قائلًا: "سنعود"`, "[سنعود]"},
		{"open to the end", `قال: "سنعود غدا`, "[سنعود غدا|"},
		{"closed only", `سنعود غدا".`, "|سنعود غدا]"},
		{"the third is left over", `قال "نعم" وأضاف: "سنعود غدا`, "[نعم][سنعود غدا|"},
		{"opened twice", `"قال المدير "سنعود غدا.`, "[قال المدير |"},
		{"empty", `قال "" ثم`, ""},
		{"single", `قال 'سنعود غدا' ثم`, "[سنعود غدا]"},
		{"apostrophe in a name", `في L'Oréal أمس`, ""},
		{"quotation of one sign", `"`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shownQuotations(c.in, ReadQuotations(c.in)); got != c.want {
				t.Errorf("%s\ngot  %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

// FuzzQuotations: quotations lie in the text, in order, and cut no rune.
func FuzzQuotations(f *testing.F) {
	for _, s := range []string{`قال «رأيت "داعش" أمس» ثم`, `"قال "سنعود`, "\"\xff'’”", `و"ب"«»"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, q := range ReadQuotations(s) {
			if q.Start < end || q.End <= q.Start || q.End > len(s) {
				t.Fatalf("%q: %+v", s, q)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[q.Start:q.End]) {
				t.Fatalf("%q: %+v cuts a rune", s, q)
			}
			end = q.End
		}
	})
}

// TestHostileQuotations: marks without end do not hold a worker.
func TestHostileQuotations(t *testing.T) {
	started := time.Now()
	for _, s := range []string{`"`, `«`, ` "ا`, `«"`, ` 'ا`, `"ً`, `و`} {
		ReadQuotations(strings.Repeat(s, 200_000))
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
}
