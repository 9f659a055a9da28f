package verify

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestEnglishQuotations(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"none", `They left at dawn.`, ""},
		{"ASCII", `He said: "We will return."`, "[We will return.]"},
		{"curly", `He said: “We will return.”`, "[We will return.]"},
		{"guillemets", `He said: «We will return.»`, "[We will return.]"},
		{"split", `"We will return," he said, "and soon."`, "[We will return,][and soon.]"},
		{"inside another", `"They call it 'victory' there," he said.`, "[They call it 'victory' there,]"},
		{"curly inside another", `“They call it ‘victory’ there,” he said.`, "[They call it ‘victory’ there,]"},
		{"single marks", `'We will return,' he said.`, "[We will return,]"},
		{"single marks and apostrophes", `'We won't and can't return,' he said.`, "[We won't and can't return,]"},
		{"plural possessive inside", `He wrote of 'the workers' party' there.`, "[the workers' party]"},
		{"two short ones", `It blasts 'dangerous lies' and 'conspiracy theories' today.`, "[dangerous lies][conspiracy theories]"},
		{"apostrophes", `The workers' union didn't strike; Hamas' leaders weren't there.`, ""},
		{"decades", `In the '90s and '80s rock 'n' roll was theirs.`, ""},
		{"ain", `ʿAbd al-Rahman and ‘Ali met in Ta‘iz and Sana’a.`, ""},
		{"feet and inches", `The wall is 6' 2″ high.`, ""},
		{"goes on behind", `He said: "We will return.`, "[We will return.|"},
		{"began before", `We will return," he said.`, "|We will return,]"},
		{"began before, single", `We will return,' he said.`, "|We will return,]"},
		{"slip for an apostrophe", `Waters" office said so.`, ""},
		{"goes on in single marks", `He said: 'We will return.`, "[We will return.|"},
		{"spaces inside", `He said " we will return " again.`, "[ we will return ]"},
		{"number at the end", `He said "we need 12" again.`, "[we need 12]"},
		{"dash before", `One thing—"we will return"—was clear.`, "[we will return]"},
		{"empty", `He said "" again.`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			for _, q := range englishQuotations(c.in) {
				left, right := "[", "]"
				if !q.Opened {
					left = "|"
				}
				if !q.Closed {
					right = "|"
				}
				fmt.Fprintf(&b, "%s%s%s", left, c.in[q.Start:q.End], right)
			}
			if b.String() != c.want {
				t.Errorf("%s\ngot  %s\nwant %s", c.in, b.String(), c.want)
			}
		})
	}
}

// FuzzEnglishQuotations: quotations lie in the text, in order, and cut no rune.
func FuzzEnglishQuotations(f *testing.F) {
	for _, s := range []string{`"We 'do' it," he said.`, `the workers' 'n' '90s "`, "“\xff’'s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, q := range quotations(s) {
			if q[0] < end || q[1] <= q[0] || q[1] > len(s) {
				t.Fatalf("%q: %v", s, q)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[q[0]:q[1]]) {
				t.Fatalf("%q: %v cuts a rune", s, q)
			}
			end = q[1]
		}
	})
}

// TestHostileEnglishQuotations: marks without end do not hold a worker.
func TestHostileEnglishQuotations(t *testing.T) {
	started := time.Now()
	for _, s := range []string{`"`, `'`, ` 'a`, `s' `, ` "a`, `“‘`, `a", `} {
		englishQuotations(strings.Repeat(s, 200_000))
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
}
