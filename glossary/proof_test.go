package glossary

import (
	"slices"
	"strings"
	"testing"
	"time"

	"naql/article"
)

// house's terms by id, each as its first mention in a body.
func mention(t *testing.T, id string) Mention {
	t.Helper()
	for _, term := range house {
		if term.ID == id {
			return mentions(t, segment("p1", article.RoleBody, term.Arabic))[0]
		}
	}
	t.Fatal("no term " + id)
	return Mention{}
}

func TestKept(t *testing.T) {
	for _, c := range []struct{ id, en, want string }{
		{"isis", "Fighters of the Islamic State group (ISIS) fled.", "the Islamic State group (ISIS)"},
		{"isis", "ISIS-linked men", "ISIS"},
		{"isis", "in ISIS’ hands", "ISIS"},
		{"isis", "'ISIS' men", "ISIS"},
		{"isis", "The group's leader", "The group"},
		{"isis", "the Group of Seven", ""},
		{"isis", "a human rights group", ""},
		{"isis", "the CRISIS", ""},
		{"isis", "isis", ""},
		{"sdf", "The Syrian Democratic Forces said", "Syrian Democratic Forces"},
		{"sdf", "the Syrian\u00a0Democratic\nForces said", "Syrian\u00a0Democratic\nForces"},
		{"sdf", "Syrian Democratic  Forces", "Syrian Democratic  Forces"},
		{"sdf", "the SDF's men", "SDF"},
		{"hasakah", "in Hasaka", ""},
		{"hasakah", "al-Hasakah", "Hasakah"},
		{"hasakah", "HASAKAH — Forces said", "HASAKAH"},
		{"hasakah", "Hasakah'da", ""},
		{"iran-foreign", "The Iranian foreign ministry said", "Iranian foreign ministry"},
		{"cells", "Sleeper Cells Dismantled", "Sleeper Cells"},
		{"syria", "Syrians fled", "Syrians"},
		{"syria", "the Syrians' homes", "Syrians"},
		{"syria", "Syria's", "Syria"},
		{"smith", "Gon Smith said", ""},
		{"smith", "Smith’s words", "Smith"},
		{"smith", "Smiths", ""},
		{"smith", "the smith", ""},
		{"azim", "in Hawi al Azim", "Hawi al Azim"},
		{"azim", "in Hawi al‑Azim", "Hawi al‑Azim"},
		{"azim", "in Hawial-Azim", ""},
		{"cells", "one sleeper cell", "sleeper cell"},
		{"cells", "Sleeper cells struck", "Sleeper cells"},
		{"led", "the U.S.-led force", "U.S."},
		{"led", "let us go", ""},
	} {
		span := Prove(c.en, []Mention{mention(t, c.id)}).Kept[0]
		if got := c.en[span[0]:span[1]]; got != c.want {
			t.Errorf("%s in %q: got %q, want %q", c.id, c.en, got, c.want)
		}
	}
}

func TestWrong(t *testing.T) {
	for _, c := range []struct {
		id, en string
		want   []string
	}{
		{"isis", "Daesh and DA’ESH", []string{"Daesh", "DA’ESH"}},
		{"isis", "the Islamic State group", nil},
		{"isis", "the Islamic State of old", []string{"Islamic State"}},
		{"isis", "the Organization of the Islamic State", []string{"the Organization of the Islamic State"}},
		{"hasakah", "Hasakah", nil},
		{"hasakah", "Hasaka's", []string{"Hasaka"}},
		{"cells", "sleeping cells", []string{"sleeping cells"}},
		{"council", "the Syrian-Council", nil},
		{"council", "the syrian council", []string{"syrian council"}},
	} {
		var got []string
		for _, w := range Prove(c.en, []Mention{mention(t, c.id)}).Wrong {
			got = append(got, c.en[w.Start:w.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %q: got %q, want %q", c.id, c.en, got, c.want)
		}
	}
}

// TestProve has mentions in the order of the Arabic, and for each the words
// that prove it, or - and the forbidden form in its place.
func TestProve(t *testing.T) {
	for _, c := range []struct {
		name, terms, en, want string
	}{
		{"two mentions, two renderings", "isis isis", "ISIS said the group left.", "ISIS | the group"},
		{"two mentions, one rendering", "isis isis", "ISIS said it left.", "ISIS | -"},
		{"one rendering inside the other", "isis isis", "The Islamic State group (ISIS) left.", "The Islamic State group (ISIS) | -"},
		{"a gloss is no second rendering", "isis isis", "The group (ISIS) left.", "The group | -"},
		{"nor one beside a wrong form", "sdf", "The Syria Democratic Forces (SDF) left.", "-The Syria Democratic Forces"},
		{"no part of another name", "sdf syria", "The Syrian Democratic Forces left.", "Syrian Democratic Forces | -"},
		{"a part and the name itself", "syria sdf", "The Syrian Democratic Forces left Syria.", "Syria | Syrian Democratic Forces"},
		{"a part where the name is proved elsewhere", "sdf syria", "The SDF and the Syrian Democratic Forces.", "Syrian Democratic Forces | -"},
		{"a name that is not mentioned has no parts", "syria", "The Syrian Democratic Forces left.", "Syrian"},
		{"the preferred form before a later one", "isis", "The group said ISIS left.", "ISIS"},
		{"shared by two, needed by one", "isis mission2", "ISIS and the group left.", "ISIS | the group"},
		{"shared by two, the other order", "mission2 isis", "ISIS and the group left.", "the group | ISIS"},
		{"shared by two, once", "mission2 isis", "The group left.", "The group | -"},
		{"shared, and one has to move", "isis isis mission2", "The group, ISIS and the group.", "The group | ISIS | the group"},
		{"straddling, one has another", "united resolution", "The United Council met. The United Council Decision stands.", "United Council | Council Decision"},
		{"straddling, alone", "united resolution", "The United Council Decision stands.", "- | Council Decision"},
		{"wrong in the place of the first", "isis isis", "Daesh said ISIS left.", "-Daesh | ISIS"},
		{"wrong in the place of the second", "isis isis", "ISIS said Daesh left.", "ISIS | -Daesh"},
		{"wrong beside", "isis", "Daesh said ISIS left.", "ISIS +Daesh"},
		{"wrong inside a name of another", "syria state2", "The Syrian State of Islamic State men.", "- | Syrian State of Islamic State"},
		{"wrong for one, right for another", "state iran-foreign", "The Iranian Foreign Ministry spoke.", "- | Iranian Foreign Ministry"},
	} {
		var ms []Mention
		for id := range strings.FieldsSeq(c.terms) {
			ms = append(ms, mention(t, id))
		}
		if got := shown(c.en, Prove(c.en, ms)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func shown(en string, p Proof) string {
	var out []string
	for i, span := range p.Kept {
		s := en[span[0]:span[1]]
		if span[1] == 0 {
			s = "-"
		}
		for _, w := range p.Wrong {
			switch {
			case w.Mention == i && w.Beside:
				s += " +" + en[w.Start:w.End]
			case w.Mention == i:
				s += en[w.Start:w.End]
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

// TestHintsProveNothing: what a hint accepts is no rendering, and nothing in
// it is wrong.
func TestHintsProveNothing(t *testing.T) {
	hint := mention(t, "iran-foreign")
	hint.Strength = Hint
	en := "The Iranian Foreign Ministry spoke."
	p := Prove(en, []Mention{mention(t, "state"), hint})
	if p.Kept[1] != [2]int{} || len(p.Wrong) != 0 {
		t.Errorf("got %+v", p)
	}
}

func TestPutRight(t *testing.T) {
	for _, c := range []struct{ id, wrong, en, want string }{
		{"hasakah", "Hasaka", "He left Hasaka's prison.", "He left Hasakah's prison."},
		{"hasakah", "HASAKA", "HASAKA — Forces said", "HASAKAH — Forces said"},
		{"isis", "Daesh", "Daesh’s men", "ISIS’s men"},
		{"isis", "the Organization of the Islamic State", "men of the Organization of the Islamic State fled", "men of ISIS fled"},
		{"sdf", "The Syria Democratic Forces", "The Syria Democratic Forces said", "The Syrian Democratic Forces said"},
		{"smith", "Gon Smith", "Gon Smith said", "John Smith said"},
		{"smith", "Smyth", "John Smyth said", "John Smith said"},
		{"smith", "Smyth", "Mr. Smyth said", "Mr. John Smith said"},
		{"cells", "Sleeping cells", "They hid. Sleeping cells struck", "They hid. Sleeper cells struck"},
		{"prison", "Rumiya", "at Rumiya prison today", "at Roumieh prison today"},
		{"prison", "Rumiya", "at Rumiya", "at Roumieh prison"},
		{"mission2", "envoys", "the envoys left", "the delegations left"},
	} {
		at := strings.Index(c.en, c.wrong)
		if got := mention(t, c.id).PutRight(c.en, at, at+len(c.wrong)); got != c.want {
			t.Errorf("%s in %q: got %q, want %q", c.id, c.en, got, c.want)
		}
	}
}

func FuzzProve(f *testing.F) {
	f.Add("Daesh’s men in ISIS and the Islamic State", "Daesh", "the Islamic State", "Islamic State", uint8(1))
	f.Add("The Iİ\xff’s", "ı", "the ", "-", uint8(3))
	f.Add("a b c a b c", "b c", "a b", "b", uint8(9))
	f.Fuzz(func(t *testing.T, en, wrong, right, later string, n uint8) {
		var ms []Mention
		for i := range int(n % 12) {
			m := Mention{Match: Match{Term: "a", English: right}, Accept: []string{right, later}, Forbidden: []string{wrong}, Type: TypeTerm}
			if i%2 == 1 {
				m = Mention{Match: Match{Term: "b", English: later}, Accept: []string{later}, Forbidden: []string{right, wrong}, Type: TypePlace}
			}
			ms = append(ms, m)
		}
		p := Prove(en, ms)
		spans := slices.DeleteFunc(slices.Clone(p.Kept), func(s [2]int) bool { return s[1] == 0 })
		for _, w := range p.Wrong {
			spans = append(spans, [2]int{w.Start, w.End})
			if got := ms[w.Mention].PutRight(en, w.Start, w.End); !strings.HasPrefix(got, en[:w.Start]) {
				t.Fatalf("changed %q before %d: %q", en, w.Start, got)
			}
		}
		slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
		end := 0
		for _, s := range spans {
			if s[0] < end || s[1] <= s[0] || s[1] > len(en) {
				t.Fatalf("span %v after %d of %d", s, end, len(en))
			}
			end = s[1]
		}
	})
}

// TestProveHostile: whatever a text repeats, the proof takes time in its
// length. The bound is far above that and far below quadratic work.
func TestProveHostile(t *testing.T) {
	var ms []Mention
	for _, id := range []string{"isis", "sdf", "syria", "state", "iran-foreign", "smith", "mission2", "united", "resolution"} {
		for range 600 {
			ms = append(ms, mention(t, id))
		}
	}
	starter := Starter()
	var many []Mention
	for _, term := range starter.Terms() {
		many = append(many, starter.Mentions([]article.Segment{segment("p1", article.RoleBody, term.Arabic)})...)
	}
	for name, text := range map[string]string{
		"names": "The Syrian Democratic Forces, the group, ISIS, Daesh, the US State Department and Smith of the United Council Decision. ",
		"the":   "the ", "one word": "Syrian ", "straddling": "United Council Decision ", "shared": "the group ", "marks": "'’-",
	} {
		en := strings.Repeat(text, 100_000/len(text))
		for _, list := range [][]Mention{ms, many} {
			started := time.Now()
			Prove(en, list)
			if took := time.Since(started); took > 3*time.Second {
				t.Errorf("%s: %d mentions took %s", name, len(list), took)
			}
		}
	}
}

// TestArticleOfAnother: one term lists a form with its article, another the
// same form without; the place is open to both.
func TestArticleOfAnother(t *testing.T) {
	g, err := New([]Term{
		{ID: "capital", Arabic: "واشنطن", English: "Washington", Later: []string{"the United States"}, Type: TypePlace},
		{ID: "country", Arabic: "الولايات المتحدة", English: "United States", Type: TypePlace},
	})
	if err != nil {
		t.Fatal(err)
	}
	en := "In Washington, the United States said so."
	ms := g.Mentions([]article.Segment{{ID: "p1", Role: article.RoleBody, Ar: "في واشنطن قالت الولايات المتحدة ذلك"}})
	if got, want := shown(en, Prove(en, ms)), "Washington | the United States"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
