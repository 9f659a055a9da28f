package arabic

import (
	"testing"
	"unicode/utf8"
)

func TestKeyOfOddTexts(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "\ufdfd": "", "\xff": "\ufffd", "  حلب\u00a0 \n": "حلب",
		"قرا\u0653ن را\u0654س": "قران راس", "شَدّ\u0640\u0640ة\u0670 ٱلله": "شده الله",
	} {
		if got := Key(in); got != want {
			t.Errorf("Key(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]int{
		"": 0, "Latin 12": 0, "كلمة": 1, "كَلِمَـة واحدة": 2, "مي\u200cخواهم": 1, "و56 قتيلا": 2, "سلام،عليكم": 2,
	} {
		if got := Words(in); got != want {
			t.Errorf("Words(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestIsLetter(t *testing.T) {
	for _, r := range "ءابةىيﺏﻻگۆ" {
		if !IsLetter(r) {
			t.Errorf("%q is a letter", r)
		}
	}
	for _, r := range "ـ،؟٣aé \u064b\u0670" {
		if IsLetter(r) {
			t.Errorf("%q is no letter", r)
		}
	}
}

func TestFoldRanges(t *testing.T) {
	source := "\u200fحَـلب ﻷ"
	text := Fold(source)
	want := []string{"حَـ", "ل", "ب", " ", "ﻷ", "ﻷ"}
	if len(text.Runes) != len(want) {
		t.Fatalf("%d runes", len(text.Runes))
	}
	for i, r := range text.Runes {
		if got := source[r.Start:r.End]; got != want[i] {
			t.Errorf("rune %d is %q, want %q", i, got, want[i])
		}
	}
	if !text.Runes[0].Stretched || text.Runes[4].R != 'ل' || text.Runes[5].Letter != 'أ' {
		t.Errorf("got %+v", text.Runes)
	}
}

func TestQuotations(t *testing.T) {
	for in, want := range map[string][]string{
		`قال "هذا كلام طويل جدا" ثم`:          {"هذا كلام طويل جدا"},
		`من "داعش" هناك`:                      nil,
		`قال «رأيت "داعش" في المدينة أمس» ثم`: {`رأيت "داعش" في المدينة أمس`},
		`قال ”هذا كلام طويل جدا“ ثم`:          {"هذا كلام طويل جدا"},
		`قال: "هذا كلام لم ينته هنا`:          {"هذا كلام لم ينته هنا"},
	} {
		var got []string
		for _, q := range Quotations(in) {
			got = append(got, in[q[0]:q[1]])
		}
		if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("حَـلب ﷺ و\"حدات\r\n\n٣\xff\u0654")
	f.Add("\u0640\u064b\ufe71")
	f.Fuzz(func(t *testing.T, s string) {
		text := Fold(s)
		before := Rune{}
		for _, r := range text.Runes {
			if r.Start < before.Start || r.End <= r.Start || r.End > len(s) || r.Start < before.End && r.Start != before.Start {
				t.Fatalf("%q: %+v after %+v", s, r, before)
			}
			before = r
		}
		tokens := text.Tokens()
		for i, tok := range tokens {
			if i > 0 {
				text.Joins(tokens[i-1], tok)
				text.Torn(tokens[i-1], tok)
			}
			for _, split := range tok.Splits() {
				for _, e := range tok.AppendEndings(nil, split.Strip) {
					if len(tok.AppendWithout(nil, split, e)) < 2 {
						t.Fatalf("%q: nothing is left by %+v %+v", s, split, e)
					}
				}
			}
		}
		Quotations(s)
		Words(s)
		Spellings(LettersOf(s))
		if utf8.ValidString(s) && Key(Key(s)) != Key(s) {
			t.Fatalf("%q: the key %q has the key %q", s, Key(s), Key(Key(s)))
		}
	})
}
