package glossary

import (
	"slices"
	"strings"
	"testing"
)

// TestFindCovers: what a longer match holds is listed there and not found.
func TestFindCovers(t *testing.T) {
	terms := []Term{
		{ID: "ministry", Arabic: "وزارة الخارجية", English: "Foreign Ministry", Type: TypeOrg},
		{ID: "state", Arabic: "وزارة الخارجية الأميركية", Variants: []string{"الخارجية الأميركية"}, English: "State Department", Type: TypeOrg},
		{ID: "abroad", Arabic: "الخارجية", English: "ministry", Type: TypeOrg},
		{ID: "american", Arabic: "أميركي", English: "American"},
		{ID: "rights", Arabic: "حقوق الإنسان", English: "human rights", Type: TypeOrg},
		{ID: "observatory", Arabic: "المرصد السوري لحقوق الإنسان", English: "SOHR", Type: TypeOrg},
		{ID: "lasi", Arabic: "لسطين", English: "X", Type: TypePlace},
		{ID: "palestine", Arabic: "فلسطين", English: "Palestine", Type: TypePlace},
		{ID: "state-of", Arabic: "دولة فلسطين", English: "State of Palestine", Type: TypePlace},
	}
	for _, c := range []struct{ text, term, covers, why string }{
		{"قالت وزارة الخارجية الأمريكية أمس", "state", "ministry abroad american", "at the same start, inside, and nested; its own variant is itself"},
		{"قالت وزارة الخارجية أمس", "ministry", "abroad", "one inside two"},
		{"قالت الخارجية أمس", "abroad", "", "one word covers nothing"},
		{"المرصد السوري لحقوق الإنسان", "observatory", "rights", "behind a clitic"},
		{"سفير دولة فلسطين", "state-of", "palestine", "not what Find would not have found"},
	} {
		got := find(t, c.text, terms...)
		if len(got) != 1 || got[0].Term != c.term || strings.Join(got[0].Covers, " ") != c.covers {
			t.Errorf("%s: %+v, want %s covering %q: %s", c.text, got, c.term, c.covers, c.why)
		}
	}
}

// TestFindStraddling: of two names that share a word the first is found, also
// where the second is longer; the other is neither found nor covered.
func TestFindStraddling(t *testing.T) {
	first := Term{ID: "first", Arabic: "مجلس الأمن", English: "A", Type: TypeOrg}
	second := Term{ID: "second", Arabic: "الأمن القومي العربي", English: "B", Type: TypeOrg}
	got := find(t, "بيان مجلس الأمن القومي العربي", second, first)
	if len(got) != 1 || got[0].Term != "first" || got[0].Covers != nil || got[0].Conflicts != nil {
		t.Errorf("got %+v", got)
	}
}

// TestFindConflicts: terms with an equal claim are all named, once, in the
// glossary's order, and none binds.
func TestFindConflicts(t *testing.T) {
	var terms []Term
	for _, id := range []string{"a", "b", "c"} {
		terms = append(terms, Term{ID: id, Arabic: "عبد الله حمدوك", Variants: []string{"عبدالله حمدوك"}, English: id, Type: TypePerson})
	}
	got := find(t, "قال عبد الله حمدوك", terms...)
	if len(got) != 1 || got[0].Term != "a" || !slices.Equal(got[0].Conflicts, []string{"b", "c"}) || got[0].Strength != Hint {
		t.Errorf("got %+v", got)
	}
}

// TestFindSpelledBeforeSounded: a name spelled as its entry has it is no
// misspelling of another, even where that would take more letters.
func TestFindSpelledBeforeSounded(t *testing.T) {
	got := find(t, "بين موسكو وواشنطن", Term{ID: "w", Arabic: "واشنطن", English: "Washington", Match: MatchForeign, Type: TypePlace})
	if len(got) != 1 || got[0].Surface != "واشنطن" || got[0].Level != Clitic {
		t.Errorf("got %+v", got)
	}
}
