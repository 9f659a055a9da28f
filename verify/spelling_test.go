package verify

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"naql/article"
	"naql/glossary"
)

// names is the glossary of these tests.
func names(t testing.TB) *glossary.Glossary {
	t.Helper()
	g, err := glossary.New([]glossary.Term{
		{ID: "prison", Arabic: "سجن غويران", English: "Ghwayran prison", Later: []string{"the prison"}, Forbidden: []string{"Guiran"}, Type: glossary.TypeFacility},
		{ID: "ghwayran", Arabic: "غويران", English: "Ghwayran", Type: glossary.TypePlace},
		{ID: "hasakah", Arabic: "الحسكة", English: "Hasakah", Forbidden: []string{"Hassaka"}, Type: glossary.TypePlace},
		{ID: "qamishli", Arabic: "القامشلي", English: "Qamishli", Type: glossary.TypePlace},
		{ID: "rami", Arabic: "رامي عبد الرحمن", Variants: []string{"عبد الرحمن"}, English: "Rami Abdel Rahman",
			Later: []string{"Abdel Rahman", "Abdul Rahman"}, Type: glossary.TypePerson},
		{ID: "price", Arabic: "نيد برايس", Variants: []string{"برايس"}, English: "Ned Price",
			First: "State Department spokesperson Ned Price", Later: []string{"Price"}, Type: glossary.TypePerson},
		{ID: "sdf", Arabic: "قوات سوريا الديمقراطية", Variants: []string{"قسد"}, English: "Syrian Democratic Forces",
			First: "the Syrian Democratic Forces (SDF)", Later: []string{"SDF", "the SDF"}, Forbidden: []string{"Syria Democratic Forces"}, Type: glossary.TypeOrg},
		{ID: "state", Arabic: "الخارجية الأميركية", English: "US State Department", Forbidden: []string{"Foreign Ministry"}, Type: glossary.TypeOrg},
		{ID: "amal", Arabic: "حركة أمل", English: "Amal Movement", Forbidden: []string{"Hope"}, Type: glossary.TypeOrg},
		{ID: "isis", Arabic: "داعش", English: "ISIS", Forbidden: []string{"Daesh"}, Type: glossary.TypeOrg},
		{ID: "jordan", Arabic: "الأردن", English: "Jordan", Later: []string{"Jordanian"}, Type: glossary.TypePlace},
		{ID: "bahrain", Arabic: "البحرين", English: "Bahrain", Type: glossary.TypePlace},
		{ID: "zour", Arabic: "دير الزور", English: "Deir el-Zour", Later: []string{"Deir Ezzor"}, Type: glossary.TypePlace},
		{ID: "hamas", Arabic: "حماس", English: "Hamas", Type: glossary.TypeOrg},
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// told makes segments of lines "arabic | english". A line in brackets is a
// headline.
func told(text string) []article.Segment {
	var out []article.Segment
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		ar, en, _ := strings.Cut(line, " | ")
		s := article.Segment{ID: fmt.Sprint("p", i+1), Role: article.RoleBody, Ar: strings.TrimSpace(ar), En: en}
		if rest, ok := strings.CutPrefix(s.Ar, "# "); ok {
			s.Ar, s.Role = rest, article.RoleHeadline
		}
		out = append(out, s)
	}
	return out
}

// TestNames has stories and what is said of their names; the English words
// that a finding is about stand in brackets.
func TestNames(t *testing.T) {
	for _, c := range []struct{ name, story, want, slips string }{
		{"an unlisted spelling in place of the name", `وصلوا إلى القامشلي أمس | They reached Kamishly on Monday`,
			"p1 term major [القامشلي] [Kamishly]\n", "Kamishly"},
		{"of a part of the name", `هاجموا سجن غويران أمس | They attacked Gweiran prison on Monday`,
			"p1 term major [سجن غويران] [Gweiran]\n", "Gweiran"},
		{"possessive", `أهالي القامشلي | The people of Kamishly’s east`,
			"p1 term major [القامشلي] [Kamishly]\n", "Kamishly"},
		{"first in its sentence, where it looks like a word", `القامشلي هادئة | Kamishly is quiet`,
			"p1 term major [القامشلي] [Kamishly]\n", ""},
		{"written as one word", `قال رامي عبد الرحمن | Rami Abdurrahman said`,
			"p1 term major [رامي عبد الرحمن] [Abdurrahman]\n", "Abdurrahman"},
		{"a surname", `قال برايس إنه غادر | Bryce said he had left`,
			"p1 term major [برايس] [Bryce]\n", "Bryce"},
		{"part of another name", `قال برايس إنه غادر | He said he got the Nobel Pryse and left`,
			"p1 term major [برايس] [Pryse]\np1 name minor [] [Nobel]\n", ""},
		{"a word of its own in the Arabic", `التقى برايس بروس هناك | He met Bruce there`,
			"p1 term major [برايس] []\n", ""},
		{"in Latin letters in the Arabic", `قال برايس لصحيفة Press ذلك | He told Press so`,
			"p1 term major [برايس] []\n", ""},
		{"two of them", `وصلوا إلى القامشلي | They reached Kamishly, or Qamishly`,
			"p1 term major [القامشلي] [Kamishly]\np1 spelling minor [] [Qamishly]\n", ""},
		{"a forbidden form is known", `وصلوا إلى الحسكة | They reached Hassaka`,
			"p1 forbidden major [الحسكة] [Hassaka]\n", "Hassaka"},
		{"beside the name", `من غويران وصلوا | From Ghwayran, or Gweiran, they came`,
			"p1 spelling minor [] [Gweiran]\n", ""},
		{"elsewhere, once", "وصلوا إلى القامشلي | They reached Qamishli\nثم غادروها | They left Kamishly then\nوعادوا إليها | To Kamishly they came back",
			"p2 spelling minor [] [Kamishly]\n", ""},
		{"elsewhere, a listed one", "وصلوا إلى الحسكة | They reached Hasakah\nثم غادروها | They left Hassaka then",
			"p2 spelling minor [] [Hassaka]\n", ""},
		{"elsewhere, listed and of another sound", "قال داعش ذلك | ISIS said so\nوأضاف | The men of Daesh added",
			"p2 spelling minor [] [Daesh]\n", ""},
		{"elsewhere, not close", "وصلوا إلى غويران | They reached Ghwayran\nثم قرأوا | They read the Koran then", "p2 name minor [] [Koran]\n", ""},
		{"another name", "وصلوا إلى الأردن | They reached Jordan\nثم التقوا غوردون | They met Gordon then", "", ""},
		{"Homs is no Hamas", "قالت حماس ذلك | Hamas said so\nثم غادروا حمص | They left Homs then", "", ""},
		{"an adjective of the name", "وصلوا إلى البحرين | They reached Bahrain\nثم غادروا | The Bahraini side left then", "", ""},
		{"no name, only like one", "وصلوا إلى القامشلي | They reached Qamishli\nثم غادروا | Companies left then", "", ""},
		{"two accepted spellings", "قال رامي عبد الرحمن | Rami Abdel Rahman said\nوأضاف عبد الرحمن | Abdul Rahman added\nوكرر عبد الرحمن | Abdul Rahman repeated",
			"p2 spelling minor [عبد الرحمن] [Abdul Rahman]\n", ""},
		{"short and first forms are one spelling", "قال رامي عبد الرحمن | Rami Abdel Rahman said\nوأضاف عبد الرحمن | Abdel Rahman added", "", ""},
		{"two names that sound alike in one", "في دير الزور وصلوا | In Deir el-Zour they came\nومن دير الزور غادروا | From Deir el-Zour they left", "", ""},
		{"fewer renderings", `قال داعش إن داعش انسحب مع داعش | ISIS said it had left with ISIS`,
			"p1 term minor [داعش] []\n", ""},
		{"fewer, and a wrong one", `قال داعش إن داعش انسحب | Daesh said ISIS had left`,
			"p1 forbidden major [داعش] [Daesh]\n", "Daesh"},
		{"two wrong ones", `قال داعش إن داعش انسحب | Daesh said Daesh had left`,
			"p1 forbidden major [داعش] [Daesh]\np1 forbidden major [داعش] [Daesh]\n", ""},
		{"an acronym too soon", "قالت قسد ذلك | The SDF said so\nوأضافت قوات سوريا الديمقراطية | The Syrian Democratic Forces (SDF) added\nوقالت قسد | The SDF said",
			"p1 first-mention minor [قسد] [The SDF]\n", ""},
		{"a headline is read apart", "# قسد تنفي | SDF denies it\nقالت قسد ذلك | The Syrian Democratic Forces (SDF) said so\nوأضافت قسد | The SDF added", "", ""},
		{"speech is not ours", `قال "إن قسد في المنطقة كلها" ثم قالت قسد | "The SDF is all over the area," he said, and the Syrian Democratic Forces (SDF) said`, "", ""},
		{"introduced again", "قالت قسد ذلك | The Syrian Democratic Forces (SDF) said so\nوأضافت قسد | The Syrian Democratic Forces (SDF) added\nثم قسد | the Syrian Democratic Forces (SDF) then",
			"p2 first-mention minor [قسد] [The Syrian Democratic Forces (SDF)]\n", ""},
		{"a descriptor again", "قال نيد برايس ذلك | State Department spokesperson Ned Price said so\nوأضاف برايس | State Department spokesperson Ned Price added",
			"p2 first-mention minor [برايس] [Ned Price]\n", ""},
		{"glossed in the Arabic too", "قالت قوات سوريا الديمقراطية (قسد) ذلك | The Syrian Democratic Forces (SDF) said so\nوأضافت قسد | The SDF added", "", ""},
		{"introduced again, glossed in the Arabic too", "قالت قوات سوريا الديمقراطية (قسد) ذلك | The Syrian Democratic Forces (SDF) said so\nوأضافت قوات سوريا الديمقراطية (قسد) | The Syrian Democratic Forces (SDF) added",
			"p2 first-mention minor [قوات سوريا الديمقراطية] [The Syrian Democratic Forces]\n", ""},
		{"the acronym first and then the name", "قالت قسد ذلك | The SDF (Syrian Democratic Forces) said so\nوأضافت قسد | The SDF added", "", ""},
		{"behind an expansion in other words", "قالت قسد ذلك | The Democratic Forces of Syria (SDF) said so", "", ""},
		{"a word of a wrong form is a name itself", "قالت قسد ذلك | The Syrian Democratic Forces said so\nوأضافت | In Syria it added so", "p2 name minor [] [Syria]\n", ""},
		{"a wrong form in another's name", `قالت الخارجية الأميركية ذلك | The Iranian Foreign Ministry said so`,
			"p1 forbidden major [الخارجية الأميركية] [Foreign Ministry]\np1 name minor [] [Iranian]\n", ""},
		{"a wrong form alone", `قالت الخارجية الأميركية ذلك | The Foreign Ministry said so`,
			"p1 forbidden major [الخارجية الأميركية] [Foreign Ministry]\n", "Foreign Ministry"},
		{"a wrong form that is a word here", `قالت حركة أمل ذلك | They said so with hope`,
			"p1 forbidden major [حركة أمل] [hope]\n", ""},
		{"spelled out without the acronym", "قالت قسد ذلك | The Syrian Democratic Forces said so\nوأضافت قسد | The SDF added", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			segments := told(c.story)
			r := Check(segments, names(t).Mentions(segments), Style{})
			if diff := cmp.Diff(c.want, lines(r.Findings, segments)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var slips []string
			for _, x := range r.Slips {
				for _, s := range segments {
					if s.ID == x.Mention.Segment {
						slips = append(slips, s.En[x.Span[0]:x.Span[1]])
					}
				}
			}
			if got := strings.Join(slips, " "); got != c.slips {
				t.Errorf("slips %q, want %q", got, c.slips)
			}
		})
	}
}

// TestSound has spellings that agencies give one name, and pairs that only
// look alike.
func TestSound(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		same, close bool
	}{
		{"Ghwayran", "Gweiran", true, true},
		{"Ghwayran", "Ghouiran", true, true},
		{"Ghwayran", "Jouran", true, false},
		{"Ghwayran", "Koran", true, false},
		{"Hasakah", "Hassakeh", true, true},
		{"Hasakah", "Haska", true, true},
		{"Qamishli", "Kamishly", true, true},
		{"Qaddafi", "Gadhafi", true, true},
		{"Diyarbakir", "Diarbekir", true, true},
		{"Kirkuk", "Karkouk", true, true},
		{"Osman", "Uthman", true, true},
		{"Abdel Rahman", "Abdurrahman", true, true},
		{"Abdullah", "Abdallah", true, true},
		{"al-Sudani", "Sudany", true, true},
		{"Erbil", "Rebel", false, false},
		{"Hamas", "Homs", true, false},
		{"Jordan", "Gordon", true, true},
		{"Basra", "Bashar", false, false},
		{"Mosul", "Missile", true, false},
		{"Erdogan", "Erdoğan", true, true},
	} {
		a, b := newUnit(words(c.a)), newUnit(words(c.b))
		same := a.same(b.sound)
		if near := same && (target{unit: a}).close(b); same != c.same || near != c.close {
			t.Errorf("%s and %s: same %v, close %v", c.a, c.b, same, near)
		}
		if same && a.key() != b.key() {
			t.Errorf("%s and %s: the keys differ", c.a, c.b)
		}
	}
}

func FuzzNames(f *testing.F) {
	f.Add("هاجم داعش سجن غويران ثم داعش", "Daesh attacked Gweiran’s prison, ISIS said.", "Rami Abdul-Rahman")
	f.Add("قال رامي عبد الرحمن وقسد", "Al-al- \xff Abd A's 'B", "THE SDF (SDF)")
	g := names(f)
	f.Fuzz(func(t *testing.T, ar, en, more string) {
		segments := told(ar + " | " + en + "\n" + ar + " | " + more)
		r := Check(segments, g.Mentions(segments), Style{})
		byID := map[string]article.Segment{}
		ends := map[string][]article.Span{}
		for _, s := range segments {
			byID[s.ID] = s
		}
		for _, u := range r.Terms {
			inside(t, byID[u.Segment].En, u.TargetSpan)
			for _, o := range ends[u.Segment] {
				if u.Kept && o[0] < u.TargetSpan[1] && u.TargetSpan[0] < o[1] {
					t.Fatalf("%v proves two mentions", o)
				}
			}
			ends[u.Segment] = append(ends[u.Segment], u.TargetSpan)
		}
		for _, x := range r.Findings {
			inside(t, byID[x.Segment].En, x.TargetSpan)
		}
		for _, x := range r.Slips {
			s := byID[x.Mention.Segment]
			inside(t, s.En, x.Span)
			x.Mention.PutRight(s.En, x.Span[0], x.Span[1])
		}
	})
}

// TestHostileNames: a text of names and what looks like them takes time in its
// length.
func TestHostileNames(t *testing.T) {
	g := glossary.Starter()
	var all strings.Builder
	for _, term := range g.Terms() {
		all.WriteString(term.Arabic + " ثم ")
	}
	for name, s := range map[string]article.Segment{
		"one name":       {Ar: strings.Repeat("الحسكة ", 4000), En: strings.Repeat("Haseke ", 14_000)},
		"every name":     {Ar: all.String(), En: strings.Repeat("Haseke Kamishly Iran The Syrian Democratic Forces ", 2000)},
		"its forbidden":  {Ar: strings.Repeat("داعش ", 4000), En: strings.Repeat("Daesh ", 16_000)},
		"named apart":    {Ar: strings.Repeat("غويران كوران ", 4000), En: strings.Repeat("Gweiran ", 12_000)},
		"every rendered": {Ar: strings.Repeat("داعش ", 8000), En: strings.Repeat("ISIS said. ", 9000)},
	} {
		s.ID, s.Role = "p1", article.RoleBody
		segments := []article.Segment{s}
		mentions := g.Mentions(segments)
		started := time.Now()
		newNaming(mentions).terms(s, mentions)
		if took := time.Since(started); took > 5*time.Second {
			t.Errorf("%s: %d mentions took %s", name, len(mentions), took)
		} else {
			t.Logf("%s: %d mentions, %s", name, len(mentions), took)
		}
	}
}

// TestNamesOfCorrectText measures what the checks of names say of correct
// human translations, with the built-in list and with the names that the
// texts are known to hold.
func TestNamesOfCorrectText(t *testing.T) {
	for list, g := range map[string]*glossary.Glossary{"built in": glossary.Starter(), "of the texts": entities(t)} {
		segments, said := 0, map[string]int{}
		for _, file := range []string{"articles.jsonl", "number-pairs.jsonl", "entities-ntrex.jsonl"} {
			for _, r := range readRows(t, file) {
				parts, _ := Pair(r.Ar, r.En)
				segments += len(parts)
				for _, f := range Check(parts, g.Mentions(parts), Style{}).Findings {
					switch f.Check {
					case "term", "forbidden", "spelling", "first-mention":
						said[f.Check+" "+string(f.Severity)]++
						t.Logf("%s %s %s: %s", r.ID, f.Check, f.Severity, f.Message)
					}
				}
			}
		}
		t.Logf("names %s, %d segments: %v", list, segments, said)
		if said["spelling minor"] > segments/200 {
			t.Errorf("%d spellings in %d segments of correct text", said["spelling minor"], segments)
		}
		if list == "built in" && said["term major"] > segments/33 {
			t.Errorf("%d terms lost in %d segments of correct text", said["term major"], segments)
		}
	}
}

// entities is a glossary of the names that the outside texts are marked with.
func entities(t *testing.T) *glossary.Glossary {
	t.Helper()
	var terms []glossary.Term
	seen := map[string]bool{}
	for _, r := range readRows(t, "entities-ntrex.jsonl") {
		for _, e := range r.Entities {
			if !seen[e.Ar] && e.En != "" {
				seen[e.Ar] = true
				terms = append(terms, glossary.Term{Arabic: e.Ar, English: e.En, Type: glossary.TypePerson})
			}
		}
	}
	g, err := glossary.New(terms)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
