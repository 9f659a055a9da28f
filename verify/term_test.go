package verify

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"naql/article"
	"naql/glossary"
)

// mention places a term where its Arabic stands in the segment.
func mention(s article.Segment, ar string, nth int, m glossary.Mention) glossary.Mention {
	at := 0
	for range nth {
		at += strings.Index(s.Ar[at:], ar) + len(ar)
	}
	at += strings.Index(s.Ar[at:], ar)
	m.Segment, m.Surface, m.Start, m.End = s.ID, ar, at, at+len(ar)
	if m.Strength == "" {
		m.Strength = glossary.Enforce
	}
	return m
}

func TestTermCheck(t *testing.T) {
	isis := glossary.Mention{Match: glossary.Match{Term: "isis", English: "ISIS"}, Form: "ISIS", Accept: []string{"Islamic State group", "ISIS"}, Forbidden: []string{"Daesh"}}
	hint, warn := isis, isis
	hint.Strength, warn.Strength = glossary.Hint, glossary.Warn
	ar := "قال داعش إن مقاتلي داعش انسحبوا."
	for _, c := range []struct {
		name, en string
		term     glossary.Mention
		want     string
		kept     int
	}{
		{"kept", "ISIS said fighters of the Islamic State group had left.", isis, "", 2},
		{"kept once", "ISIS said its fighters had left.", isis, "p1 term minor [داعش] []\n", 1},
		{"not kept", "The group said its fighters had left.", isis, "p1 term major [داعش] []\n", 0},
		{"forbidden instead", "Daesh said its fighters had left.", isis, "p1 forbidden major [داعش] [Daesh]\n", 0},
		{"forbidden beside", "ISIS said Daesh fighters had left.", isis, "p1 forbidden major [داعش] [Daesh]\n", 1},
		{"warn", "The group said its fighters had left.", warn, "p1 term minor [داعش] []\n", 0},
		{"hint", "The group said its fighters had left.", hint, "", 0},
	} {
		s := article.Segment{ID: "p1", Ar: ar, En: c.en}
		r := Check([]article.Segment{s}, []glossary.Mention{mention(s, "داعش", 0, c.term), mention(s, "داعش", 1, c.term)}, Style{})
		if diff := cmp.Diff(c.want, lines(r.Findings, []article.Segment{s})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		kept := 0
		for _, u := range r.Terms {
			if u.Kept {
				kept++
			}
			if u.Kept != (u.TargetSpan[1] > u.TargetSpan[0]) {
				t.Errorf("%s: kept %v at %v", c.name, u.Kept, u.TargetSpan)
			}
		}
		if kept != c.kept {
			t.Errorf("%s: %d kept, want %d", c.name, kept, c.kept)
		}
	}
}

// TestTermOfMissingSegment: the proof stays, the one finding is the segment's.
func TestTermOfMissingSegment(t *testing.T) {
	s := article.Segment{ID: "p1", Ar: "قال داعش ذلك."}
	r := Check([]article.Segment{s}, []glossary.Mention{mention(s, "داعش", 0, glossary.Mention{Form: "ISIS"})}, Style{})
	if len(r.Findings) != 1 || r.Findings[0].Check != "omission" || len(r.Terms) != 1 || r.Terms[0].Kept {
		t.Errorf("got %+v", r)
	}
}

// TestForbiddenBeside: a forbidden form that another word of the Arabic
// explains is about that word, and beside the right name only another spelling
// of it is as bad as in its place.
func TestForbiddenBeside(t *testing.T) {
	terms := []glossary.Term{
		{ID: "baqubah", Arabic: "بعقوبة", English: "Baqubah", Forbidden: []string{"Jacob", "Baquba"}, Type: glossary.TypePlace},
		{ID: "state", Arabic: "الخارجية الأميركية", English: "State Department", Forbidden: []string{"Foreign Ministry"}, Type: glossary.TypeOrg},
	}
	g, err := glossary.New(terms)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, ar, en, want string
		slips              int
	}{
		{"explained, the name lost", "قال جاكوب في بعقوبة إن الوضع هادئ.", "Jacob said in the city that the situation was calm.", "p1 term major [بعقوبة] []\n", 0},
		{"explained, the name kept", "قال جاكوب في بعقوبة إن الوضع هادئ.", "Jacob said in Baqubah that the situation was calm.", "", 0},
		{"unexplained", "قال المحافظ في بعقوبة إن الوضع هادئ.", "The governor said in Jacob that the situation was calm.", "p1 forbidden major [بعقوبة] [Jacob]\n", 1},
		{"another spelling beside", "قال المحافظ في بعقوبة إن الوضع هادئ.", "The governor of Baqubah said in Baquba that all was calm.", "p1 forbidden major [بعقوبة] [Baquba]\n", 0},
		{"another body beside", "قالت الخارجية الأميركية ووزارة خارجية الدنمارك ذلك.", "The State Department and the Danish Foreign Ministry said so.", "p1 forbidden minor [الخارجية الأميركية] [Foreign Ministry]\n", 0},
	} {
		segments := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}}
		r := Check(segments, g.Mentions(segments), Style{})
		if diff := cmp.Diff(c.want, lines(r.Findings, segments)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if len(r.Slips) != c.slips {
			t.Errorf("%s: slips %v", c.name, r.Slips)
		}
	}
}
