package prompts

import (
	"strings"
	"testing"

	"naql/article"
	"naql/glossary"
	"naql/llm"
)

// TestSummaryNames: the points get the preferred forms of what the text calls
// by several names, whatever form each mention was given.
func TestSummaryNames(t *testing.T) {
	name := func(english, form string, strength glossary.Strength, kind string, accept ...string) glossary.Mention {
		return glossary.Mention{
			Match: glossary.Match{English: english, Strength: strength}, Segment: "p1", Form: form, Accept: accept, Type: kind,
		}
	}
	r := Default().Summary(Input{
		Segments: []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: "نص", En: "The SDF said so."}},
		Mentions: []glossary.Mention{
			name("Syrian Democratic Forces", "SDF", glossary.Enforce, glossary.TypeOrg, "Syrian Democratic Forces", "SDF"),
			name("Syrian Democratic Forces", "SDF", glossary.Enforce, glossary.TypeOrg, "Syrian Democratic Forces", "SDF"),
			name("Salah al-Din", "Salah al-Din", glossary.Hint, glossary.TypePlace, "Salah al-Din", "Saladin"),
			name("sleeper cells", "sleeper cells", glossary.Enforce, glossary.TypeTerm, "sleeper cells", "cells"),
			name("Hasakah", "Hasakah", glossary.Enforce, glossary.TypePlace, "Hasakah"),
		},
		Format: llm.FormatJSON, Nonce: "q7m2x9ka",
	}, nil)
	user := r.Messages[len(r.Messages)-1].Content
	head, _, _ := strings.Cut(user, "\nSEGMENTS")
	if want := "NAMES: in full where a point first has one; a short form of the story may follow\nSyrian Democratic Forces\n"; head != want {
		t.Errorf("got %q, want %q", head, want)
	}
}

// TestNamesBeforeHints: where a story has more names than a request takes, what
// is proved is told first, however short it is.
func TestNamesBeforeHints(t *testing.T) {
	segments := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: "نص"}}
	var mentions []glossary.Mention
	for i := range maxNames {
		mentions = append(mentions, glossary.Mention{Segment: "p1", Match: glossary.Match{
			English: "hint", Surface: strings.Repeat("ب", i+9), Strength: glossary.Hint,
		}})
	}
	mentions = append(mentions, glossary.Mention{Segment: "p1", Match: glossary.Match{English: "SDF", Surface: "قسد", Strength: glossary.Enforce}})
	got := names(mentions, segments, func(article.Segment) bool { return true })
	if len(got) != maxNames || got[maxNames-1] != "قسد → SDF" {
		t.Errorf("%d lines, the last %q", len(got), got[len(got)-1])
	}
}
