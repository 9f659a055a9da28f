package verify

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// show writes the numbers of a text as values; readings are parted by "|".
// Weak ones are left out.
func show(text string) string {
	var out []string
	for _, n := range englishNumbersOf(enLex(text)) {
		if n.Weak {
			continue
		}
		var rs []string
		for _, r := range n.Readings {
			rs = append(rs, strings.Join(r, "+"))
		}
		s := strings.Join(rs, "|")
		if n.Percent {
			s += "%"
		}
		if n.Half != 0 {
			s += string(n.Half) + "m"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestEnglishNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"56 fighters and 1,234 others", "56 1234"},
		{"some 77.000 people", "77"},
		{"2,31 metres", "2+31"},
		{"a value of 1,234,567.89", "1234567.89"},
		{"on 26,2004", "26+2004"},
		{"hit .312 this year", "312|0.312"},
		{"2.5 million, $3.6bn, 40k and €3.1billion", "2500000 3600000000 40000|40 3100000000"},
		{"a 1.5m wall", "1500000|1.5"},
		{"a 2.5-million-dollar deal", "2500000"},
		{"5 to 10 million", "5|5000000 10000000"},
		{"50%, 12 percent and 3 per cent", "50% 12% 3%"},
		{"the 21st of 1980s", "21 1980s|1980"},
		{"in the 80s", "80s|80|1980s|1980"},
		{"at 2:30 a.m. or 5.30pm or 0230 GMT", "t2:30|2+30am t5:30pm 230|t2:30"},
		{"at 2 p.m.", "2|t2:00|14pm"},
		{"1950-53 and 5-3", "1950 1953|53 5 3"},
		{"on 4/25/2024", "4+m25+2024|4+25+2024|25+m4+2024"},
		{"twenty-eight of five hundred and three", "28 503"},
		{"a hundred and five thousand", "105000"},
		{"two million three hundred thousand", "2300000"},
		{"half a million, two dozen, a dozen", "500000 24 12"},
		{"two and a half million", "2500000"},
		{"three and a half years", "3.5"},
		{"the twenty-first and the fourth", "21|1/21 4|1/4"},
		{"hundreds of thousands, dozens, a quarter, two-thirds, both, one", ""},
		{"U2 played", ""},
		{"MH370 and F-16", "370 16"},
		{"", ""},
	} {
		if got := show(c.text); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzEnglishNumbers(f *testing.F) {
	for _, s := range []string{"77.000", "two million three hundred", "a hundred and", "1-2-3-4", "$3.6bn", "half a", "5.30pm", "\xff9", "’80s", "999999999999999 trillion", "one hundred hundred hundred"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, n := range englishNumbersOf(enLex(s)) {
			if n.Start < 0 || n.End <= n.Start || n.End > len(s) {
				t.Fatalf("span %d:%d of %d", n.Start, n.End, len(s))
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[n.Start:n.End]) {
				t.Fatalf("span %d:%d cuts a rune", n.Start, n.End)
			}
			if len(n.Readings) == 0 || len(n.Readings[0]) == 0 {
				t.Fatal("a number without a value")
			}
		}
	})
}
