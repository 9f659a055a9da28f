package prompts

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"naql/article"
)

// TestContext: in the stories, a capital letter is a segment with English, a
// small one a segment without; the headline comes first.
func TestContext(t *testing.T) {
	for name, tt := range map[string]struct{ story, asked, want string }{
		"all":                       {"habcd", "habcd", ""},
		"first chunk":               {"habcd", "hab", ""},
		"a chunk at once":           {"habcd", "cd", "h' b'"},
		"a chunk, the headline had": {"Habcd", "cd", "H b'"},
		"a chunk after another":     {"HABcd", "cd", "H A B"},
		"a chunk between":           {"HABcdE", "cd", "H A B E"},
		"English farther off":       {"HAbcd", "cd", "H b'"},
		"the first paragraph":       {"habc", "abc", "h'"},
		"scattered":                 {"HABCDEFG", "CF", "H A B D E G"},
		"scattered, at once":        {"habcdef", "be", "h' a'"},
		"English asked again":       {"HABC", "B", "H A C"},
		"nothing":                   {"HAB", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var segments []article.Segment
			for i, r := range tt.story {
				s := article.Segment{ID: strings.ToLower(string(r)), Role: article.RoleBody, Ar: strings.ToLower(string(r))}
				if s.ID != string(r) {
					s.En = string(r)
				}
				if i == 0 {
					s.Role = article.RoleHeadline
				}
				segments = append(segments, s)
			}
			var got []string
			for _, c := range standing(segments, func(s article.Segment) bool { return strings.Contains(strings.ToLower(tt.asked), s.ID) }) {
				if c.Arabic {
					c.Text += "'"
				}
				got = append(got, c.Text)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("context (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOpening(t *testing.T) {
	word := "كلمات "
	for name, tt := range map[string]struct{ text, want string }{
		"short":            {"نص", "نص"},
		"at a word's end":  {strings.Repeat(word, 50) + "نص", strings.TrimSpace(strings.Repeat(word, 50)) + " …"},
		"inside a word":    {"بب" + strings.Repeat(word, 60), "بب" + strings.TrimSpace(strings.Repeat(word, 49)) + " …"},
		"without any word": {strings.Repeat("ب", 400), strings.Repeat("ب", 300) + " …"},
	} {
		if got := opening(tt.text); got != tt.want || utf8.RuneCountInString(got) > maxContext+2 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Of what is not asked, no name is told and no marker written.
func TestChunkKeepsToItself(t *testing.T) {
	in := story()
	in.Only = []string{"p2", "p3"}
	user := Default().Translate(in).Messages[1].Content
	if strings.Contains(user, "Rabia") || strings.Contains(user, "first in") || strings.Count(user, nonce) != 2 {
		t.Errorf("message:\n%s", user)
	}
	if !strings.Contains(user, "\nh, in Arabic: "+in.Segments[0].Ar+"\np1, in Arabic: ") {
		t.Errorf("context:\n%s", user)
	}
}
