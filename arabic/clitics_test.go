package arabic

import "testing"

func TestHasArticle(t *testing.T) {
	for in, want := range map[string]bool{
		"الحسكة": true, "ألمانيا": false, "المانيا": false, "الله": true, "الياس": false, "حلب": false, "اللاذقية": true,
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
