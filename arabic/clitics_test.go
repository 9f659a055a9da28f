package arabic

import (
	"slices"
	"testing"
)

func TestSplits(t *testing.T) {
	for in, want := range map[string][]string{
		"حلب":     {"حلب"},
		"وحلب":    {"وحلب", "حلب"},
		"وبحلب":   {"وبحلب", "بحلب", "حلب"},
		"للحسكة":  {"للحسكة", "لحسكة", "الحسكة", "اللحسكة", "حسكة"},
		"وللحسكة": {"وللحسكة", "للحسكة", "لحسكة", "الحسكة", "اللحسكة", "حسكة"},
		"والحسكة": {"والحسكة", "الحسكة", "حسكة"},
		"سنحارب":  {"سنحارب"},
		"و":       {"و"},
		"12":      {"12"},
		"الحسكة":  {"الحسكة", "حسكة"},
		"كالحسكة": {"كالحسكة", "الحسكة", "حسكة"},
	} {
		token := Fold(in).Tokens()[0]
		var got []string
		for _, s := range token.Splits() {
			got = append(got, string(token.Word(s, 0)))
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q lacks %s", in, got, w)
			}
		}
		if in == "حلب" && len(got) != 1 || in == "12" && len(got) != 1 || in == "سنحارب" && len(got) != 1 {
			t.Errorf("%s: %q", in, got)
		}
	}
}

func TestHasArticle(t *testing.T) {
	for in, want := range map[string]bool{
		"الحسكة": true, "ألمانيا": false, "المانيا": false, "الله": false, "الياس": false, "حلب": false, "اللاذقية": true,
	} {
		if HasArticle([]rune(in)) != want {
			t.Errorf("HasArticle(%s) is %v", in, !want)
		}
	}
}

func TestGuarded(t *testing.T) {
	for _, w := range []string{"وزير", "والدة", "بغداد", "فلسطين", "لجنة", "كركوك", "وكالة"} {
		if !Guarded([]rune(w)) {
			t.Errorf("%s is not guarded", w)
		}
	}
	for _, w := range []string{"وحلب", "لداعش", "بدمشق"} {
		if Guarded([]rune(w)) {
			t.Errorf("%s is guarded", w)
		}
	}
}

func TestSpellings(t *testing.T) {
	for in, want := range map[string][]string{
		"أبو بكر":        {"أبي بكر", "أبا بكر", "أبوبكر"},
		"عبد الله":       {"عبدالله"},
		"عبدالعزيز":      {"عبد العزيز"},
		"القوات الكردية": {"القوات الكوردية"},
		"أميركا":         {"أمريكا"},
		"حلب":            nil,
	} {
		var got []string
		for _, s := range Spellings(LettersOf(in))[1:] {
			text := ""
			for i, w := range s.Words {
				if i > 0 {
					text += " "
				}
				text += string(w)
			}
			got = append(got, text)
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q lacks %s", in, got, w)
			}
		}
		if want == nil && got != nil {
			t.Errorf("%s: %q", in, got)
		}
	}
}

func TestSameForeign(t *testing.T) {
	for _, c := range []struct {
		term, text string
		want       bool
	}{
		{"بوتين", "بوتن", true}, {"غوتيريش", "جوتيريش", true}, {"باريس", "باريز", true}, {"روته", "روتا", true},
		{"ڤيينا", "فيينا", true}, {"بوتين", "باتان", false}, {"بوتين", "بوت", false}, {"طوكيو", "توكيو", true},
	} {
		letters := func(s string) []rune { return LettersOf(s)[0] }
		if got := SameForeign(letters(c.term), letters(c.text)); got != c.want {
			t.Errorf("SameForeign(%s, %s) = %v", c.term, c.text, got)
		}
	}
}
