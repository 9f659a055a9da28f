package verify

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"naql/article"
	"naql/glossary"
)

// story is an article of three segments.
var story = []article.Segment{
	{ID: "h", Role: article.RoleHeadline, En: "Flood closes the road to Kirkuk"},
	{ID: "p1", Role: article.RoleBody, Ar: "قال الهلال الأحمر العراقي إن أمطارا غزيرة أغرقت بلدة طوز يوم الخميس.", En: "Heavy rain flooded the town of Tuz on Thursday, the Iraqi Red Crescent said."},
	{ID: "p2", Role: article.RoleBody, Ar: "وقال مديره سالم نوري إن 28 شخصا أنقذوا، مضيفا أن \"الطريق سيبقى مغلقا حتى آذار\".", En: "Twenty-eight people were rescued, its director Salem Nouri said, adding that “the road will stay closed until March.”"},
	{ID: "p3", Role: article.RoleBody, Ar: "وأرسلت الأمم المتحدة 40 شاحنة من أربيل.", En: "The United Nations sent 40 trucks from Erbil."},
}

func TestSummary(t *testing.T) {
	for _, c := range []struct {
		name, text string
		cites      []string
		want       string
	}{
		{"grounded", "Heavy rain flooded the town of Tuz on Thursday, the Red Crescent said.", []string{"p1"}, ""},
		{"no citation", "Heavy rain flooded the town of Tuz on Thursday, it said.", nil, "citation critical [Heavy rain flooded the town of Tuz on Thursday, it said.]\n"},
		{"unknown citation", "Heavy rain flooded the town of Tuz on Thursday, it said.", []string{"p1", "p9"}, "citation critical [Heavy rain flooded the town of Tuz on Thursday, it said.]\n"},
		{"number in figures", "The director of the service said 28 people had been rescued.", []string{"p2"}, ""},
		{"number changed", "The director of the service said 82 people had been rescued.", []string{"p2"}, "bullet-number critical [82]\n"},
		{"number of another segment", "Trucks, 40 of them, came after heavy rain had flooded the town, it said.", []string{"p1"}, "bullet-number critical [40]\n"},
		{"month changed", "The road to the town will stay closed until April, he said.", []string{"p2"}, "bullet-number critical [April]\n"},
		{"two sides", "Both of the two services said the town had been flooded.", []string{"p1"}, ""},
		{"invented name", "Heavy rain flooded the town of Tuz, said minister Karim Haddad.", []string{"p1"}, "bullet-name critical [Karim Haddad]\n"},
		{"a word that is no name", "Children had been rescued, the director of the service said.", []string{"p2"}, ""},
		{"a word that is a name as well", "Rice said 28 people had been rescued by the service.", []string{"p2"}, "bullet-name critical [Rice]\n"},
		{"name of a later segment", "Heavy rain flooded the town of Tuz, south of Erbil, it said.", []string{"p1"}, "bullet-name major [Erbil]\n"},
		{"name of the headline", "The heavy rain flooded the town and the road to Kirkuk, it said.", []string{"p1"}, ""},
		{"pronoun of the segment before", "The head of the Iraqi Red Crescent said people had been rescued.", []string{"p2"}, ""},
		{"possessive and adjective", "Iraq's Red Crescent said that the rain had flooded the town.", []string{"p1"}, ""},
		{"acronym", "The UN sent 40 trucks from the city of Erbil after the flood.", []string{"p3"}, ""},
		{"acronym with dots", "The U.N.'s 40 trucks have been sent to the town from Erbil.", []string{"p3"}, ""},
		{"other acronym", "The EU sent 40 trucks from the city of Erbil after the flood.", []string{"p3"}, "bullet-name critical [EU]\n"},
		{"ordinary opening", "Rescued people said that the road had been closed by the flood.", []string{"p2"}, ""},
		{"verbatim quotation", `He said "the road will stay closed" and that people were rescued.`, []string{"p2"}, ""},
		{"changed quotation", `He said "the road will be closed" and that people were rescued.`, []string{"p2"}, "bullet-quote critical [the road will be closed]\n"},
		{"short", "Rain flooded the town, it said.", []string{"p1"}, "bullet-form minor [Rain flooded the town, it said.]\n"},
		{"forbidden form", "Heavy rain flooded the town of Tuz on Thursday, the Crimson Crescent of the Iraqi said.", []string{"p1"},
			"bullet-name critical [Crimson Crescent]\n"},
	} {
		crescent := glossary.Mention{Match: glossary.Match{Term: "crescent", English: "Red Crescent", Strength: glossary.Enforce}, Segment: "p1",
			Form: "Red Crescent", Accept: []string{"Red Crescent"}, Forbidden: []string{"Crimson Crescent"}}
		got := ""
		for _, f := range Summary([]article.Bullet{{ID: "b1", Text: c.text, Cites: c.cites}}, story, []glossary.Mention{crescent}) {
			if f.Segment != "b1" || f.State != article.Open || f.Message == "" {
				t.Errorf("%s: incomplete %+v", c.name, f)
			}
			got += fmt.Sprintf("%s %s [%s]\n", f.Check, f.Severity, c.text[f.TargetSpan[0]:f.TargetSpan[1]])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSummaryCount(t *testing.T) {
	short := []article.Segment{{ID: "p1", Role: article.RoleBody, En: "Rain fell on the town."}}
	long := []article.Segment{{ID: "p1", Role: article.RoleBody, En: strings.Repeat("rain fell on the town ", 40)}}
	for _, c := range []struct {
		segments []article.Segment
		bullets  int
		want     article.Severity
	}{
		{short, 0, article.Minor}, {short, 1, ""}, {short, 5, ""}, {short, 6, article.Minor},
		{long, 0, article.Major}, {long, 2, article.Major}, {long, 3, ""}, {long, 5, ""}, {long, 6, article.Minor},
	} {
		var bullets []article.Bullet
		for i := range c.bullets {
			bullets = append(bullets, article.Bullet{ID: fmt.Sprint("b", i+1), Text: "rain fell on the town and on the town", Cites: []string{"p1"}})
		}
		var got article.Severity
		for _, f := range Summary(bullets, c.segments, nil) {
			if f.Segment == "" {
				got = f.Severity
			}
		}
		if got != c.want {
			t.Errorf("%d bullets on %d words: got %q, want %q", c.bullets, wordCount(c.segments[0].En), got, c.want)
		}
	}
}

// A Checker holds what a summary is judged by as Summary reads it anew, also
// where a segment has no English yet.
func TestCheckerSummary(t *testing.T) {
	segments := []article.Segment{
		{ID: "p1", Role: article.RoleBody, Ar: "قال المتحدث إن 25 شخصا قتلوا في الهجوم.", En: "The spokesperson said 25 people were killed in the attack."},
		{ID: "p2", Role: article.RoleBody, Ar: "وأصيب 12 آخرون.", En: ""},
		{ID: "p3", Role: article.RoleBody, Ar: "وعادت 40 عائلة إلى منازلها.", En: "وعادت 40 عائلة إلى منازلها."},
	}
	bullets := []article.Bullet{
		{ID: "b1", Text: "The attack killed 26 people.", Cites: []string{"p1"}},
		{ID: "b2", Text: "Another 12 were wounded in Damascus, likely by a bomb.", Cites: []string{"p2"}},
		{ID: "b3", Text: "Forty-one families returned to their homes.", Cites: []string{"p3", "p9"}},
	}
	want := Summary(bullets, segments, nil)
	got := Read(segments, nil).Against(segments, Style{}).Summary(bullets)
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
