package arabic

import "testing"

// FuzzLex: the short way through a plain text ends where Fold does.
func FuzzLex(f *testing.F) {
	for _, s := range []string{"قتل 56 شخصاً، «يوم السبت».", "ﻻ يَومَ", "شُ", "٣٫٥ _ ـ", "a\u200b5\u0654", "\xffا\u064b\n\nب", "ًا", "اٌ5ّ", "ا\n \nب\n", "ﷻﷻ", "قال ﷺ5", "ﷻٞ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var room lexRoom
		room.fold(s)
		runes := Fold(s).Runes
		if len(runes) != len(room.runes) {
			t.Fatalf("%d runes, want %d", len(room.runes), len(runes))
		}
		for i, r := range runes {
			if got := room.runes[i]; got.r != r.R || int(got.start) != r.Start || int(got.end) != r.End {
				t.Fatalf("rune %d: %v, want %v", i, got, r)
			}
		}
		var last Lexeme
		for _, l := range Lex(s) {
			onward := l.Start >= last.End || l.Start >= last.Start && l.End >= last.End // words of one ligature
			if !onward || l.End <= l.Start || l.End > len(s) || l.Key == "" {
				t.Fatalf("lexeme %d:%d %q after %d:%d", l.Start, l.End, l.Key, last.Start, last.End)
			}
			last = l
		}
	})
}
