package verify

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLatinised(t *testing.T) {
	for _, c := range []struct{ en, want string }{
		{"It killed 56.", "It killed 56."},
		{"It killed ٥٦ of ۱۲۳.", "It killed 56 of 123."},
		{"Some ٥٦٬٠٠٠ fled", "Some 56,000 fled"},
		{"Some ٥٦،٠٠٠ fled", "Some 56,000 fled"},
		{"Some 30،000 fled", "Some 30,000 fled"},
		{"up ٢٫٥٪", "up 2.5%"},
		{"at ٨،١٥", "at 8،15"},         // a time, or a decimal: not for us to say
		{"or ١٢٣٤،٥٦٧", "or 1234،567"}, // no thousands
		{"He said، then left؛ why؟", "He said, then left; why?"},
		{"in 2019، 2020 and ٢٠٢١، it", "in 2019, 2020 and 2021, it"},
		{"mili\u200dtants", "militants"},
		{"the هجوم stays", "the هجوم stays"},
		{"هـ 1446", "ه 1446"},
		{"", ""},
		{"\xff٥\xff", "\ufffd5\ufffd"},
		{"\xd9ـ\xa0", "\ufffd\ufffd"}, // the two would be ٠
	} {
		if got := Latinised(c.en); got != c.want {
			t.Errorf("%q: %q, want %q", c.en, got, c.want)
		}
	}
}

func FuzzLatinised(f *testing.F) {
	f.Add("٥،٠٠٠ ،")
	f.Add("a\u200c٪\xd9")
	f.Fuzz(func(t *testing.T, en string) {
		got := Latinised(en)
		if strings.IndexFunc(got, func(r rune) bool { return r >= '٠' && r <= '٩' || isJoiner(r) || r == '؟' }) >= 0 {
			t.Errorf("%q: %q", en, got)
		}
		if utf8.ValidString(en) && !utf8.ValidString(got) {
			t.Errorf("%q: no UTF-8: %q", en, got)
		}
	})
}
