package verify

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"naql/article"
)

// said writes the findings of one check that one segment gets, as lines does.
func said(check string, segments []article.Segment, style Style) string {
	return only(check, Read(segments, nil).Against(segments, style), segments)
}

func only(check string, c *Checker, segments []article.Segment) string {
	var out []article.Finding
	for _, f := range c.Report().Findings {
		if f.Check == check {
			out = append(out, f)
		}
	}
	return lines(out, segments)
}

func body(ar, en string) []article.Segment {
	return []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: ar, En: en}}
}

func TestParseStyle(t *testing.T) {
	for text, want := range map[string]Style{
		"none": {}, " ALL ": {true, true, true}, "loaded": {Loaded: true}, "Spelling , numerals": {Numerals: true, Spelling: true},
	} {
		if got, err := ParseStyle(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "loaded,", "all,loaded", "colour"} {
		if got, err := ParseStyle(text); err == nil || got != (Style{}) {
			t.Errorf("%q: %+v and no error", text, got)
		}
	}
}

func TestSlant(t *testing.T) {
	for _, c := range []struct{ name, ar, en, want string }{
		{"killed made martyrs", "قتل ثلاثة فلسطينيين في غارة.", "Three Palestinians were martyred in a raid.", "p1 slant major [] [martyred]\n"},
		{"martyrs of the Arabic", "استشهد ثلاثة فلسطينيين في غارة.", "Three Palestinians were martyred in a raid.", ""},
		{"martyrs with clitics", "صلوا على شهدائهم.", "They prayed for their martyrs.", ""},
		{"a brigade's name", "قالت كتائب الأقصى إنها أطلقت الصواريخ.", "Al-Aqsa Martyrs Brigades said it had fired the rockets.", ""},
		{"gunmen made terrorists", "هاجم المسلحون حاجزا.", "Terrorists attacked a checkpoint. The terrorists fled.", "p1 slant major [] [Terrorists]\n"},
		{"terrorists of the Arabic", "هاجم إرهابيون حاجزا.", "Terrorists attacked a checkpoint.", ""},
		{"counterterrorism", "جهاز مكافحة الإرهاب.", "The counterterrorism service, which fights terrorism.", ""},
		{"government made a regime", "قالت الحكومة السورية ذلك.", "The Syrian regime said so.", "p1 slant major [] [regime]\n"},
		{"rule made a regime", "نهاية الحكم العسكري.", "The end of the military regime.", ""},
		{"authorities made a regime", "قالت السلطات ذلك.", "The regime said so.", "p1 slant major [] [regime]\n"},
		{"sanctions regime", "نظام العقوبات.", "The sanctions regime.", ""},
		{"Israel made an entity", "قصفت إسرائيل الميناء.", "The Zionist entity bombed the port.", "p1 slant major [] [Zionist]\n"},
		{"Zionists of the Arabic", "قصف العدو الصهيوني الميناء.", "The Zionist enemy bombed the port.", ""},
		{"so-called", "أعلنت الجمهورية ذلك.", "The so-called republic announced it.", "p1 slant major [] [so-called]\n"},
		{"so-called of the Arabic", "أعلن ما يسمى بالجمهورية ذلك.", "The so-called republic announced it.", ""},
		{"quotation marks of the Arabic", "أعلنت «الجمهورية» ذلك.", "The so-called republic announced it.", ""},
		{"called", "دعا إلى ذلك.", "He so called for it.", ""},
		{"a team's name", "فاز الفريق النيوزيلندي.", "The Canterbury Crusaders won.", ""},
		{"campaigner", "الناشطة المعروفة.", "The well-known anti-corruption crusader.", ""},
		{"no loaded word", "هاجم المسلحون حاجزا.", "Gunmen attacked a checkpoint.", ""},
	} {
		if diff := cmp.Diff(c.want, said("slant", body(c.ar, c.en), Style{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestStyleLoaded(t *testing.T) {
	for _, c := range []struct{ name, ar, en, want string }{
		{"own voice", "استشهد شاب في المواجهات.", "A young man was martyred in the clashes.", "p1 style-loaded minor [استشهد شاب في المواجهات.] [martyred]\n"},
		{"neutral", "استشهد شاب في المواجهات.", "A young man was killed in the clashes.", ""},
		{"attributed", "قال الشهود إن الإرهابيين فروا.", "The terrorists fled, witnesses said.", ""},
		{"by a colon", "الوزارة: مقتل إرهابيين", "Ministry: terrorists killed", ""},
		{"another sentence is attributed", "فر الإرهابيون. وقالت الشرطة إن الطريق مغلق.", "The terrorists fled. Police said the road was closed.",
			"p1 style-loaded minor [فر الإرهابيون. وقالت الشرطة إن الطريق مغلق.] [terrorists]\n"},
		{"in quotation marks", "وكتب على الجدار \"المجد للشهداء\".", "The wall read \"Glory to the martyrs.\"", ""},
		{"what agencies say", "قصفت قوات النظام مواقع المرتزقة.", "Regime forces shelled mercenary positions; the regime was silent.", ""},
		{"a listed group", "منظمة إرهابية مدرجة.", "It is a listed terrorist organization.", ""},
		{"a square's name", "في ساحة الشهداء.", "The crowd stood in Martyrs' Square.", ""},
		{"enemy", "قصف العدو الصهيوني الميناء.", "The Zionist enemy bombed the port.", "p1 style-loaded minor [قصف العدو الصهيوني الميناء.] [Zionist]\n"},
		{"movement", "نشأت الحركة الصهيونية حينها.", "The Zionist movement arose then.", ""},

		{"neutral in a speaker's mouth", "قال: \"إن الإرهابيين هاجموا الحاجز ليلا\".", "He said: \"The militants attacked the checkpoint at night.\"",
			"p1 style-loaded minor [الإرهابيين] [He said: \"The militants attacked the checkpoint at night.\"]\n"},
		{"literal in a speaker's mouth", "قال: \"إن الإرهابيين هاجموا الحاجز ليلا\".", "He said: \"The terrorists attacked the checkpoint at night.\"", ""},
		{"as terror", "قال: \"هذا العمل الإرهابي لن يمر أبدا\".", "He said: \"This act of terror will not pass.\"", ""},
		{"neutral outside quotation marks", "قال إن الإرهابيين هاجموا الحاجز.", "He said the militants attacked the checkpoint.", ""},
		{"one quoted word", "وصفهم بـ\"الإرهابيين\".", "He used a harsh word for them.", ""},
	} {
		if diff := cmp.Diff(c.want, said("style-loaded", body(c.ar, c.en), Style{Loaded: true})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if got := said("style-loaded", body(c.ar, c.en), Style{Numerals: true, Spelling: true}); got != "" {
			t.Errorf("%s: off, and yet %s", c.name, got)
		}
	}
}

func TestStyleNumerals(t *testing.T) {
	for _, c := range []struct{ en, want string }{
		{"The raid killed 3 soldiers and 5 others.", "[3] [5]"},
		{"The raid killed three soldiers and 15 others.", ""},
		{"The raid killed fifteen soldiers.", "[fifteen]"},
		{"Fifteen soldiers were killed. “Twelve died,” he said.", ""},
		{"15 soldiers were killed.", "[15]"},
		{"2019 was a hard year. He won 5-3.", ""},
		{"The rate rose 3 percent, 4% and 2.5 points to $5 and 3 million euros.", ""},
		{"He ran 5 kilometers in 8 minutes.", "[8]"},
		{"His 3-year-old son, aged 3 now, and her daughter, 4, are 6 years old.", ""},
		{"On May 3, at 5 p.m., on 4 June and at 3:30.", ""},
		{"Channel 4, Article 5, page 7, No. 3, phase 2, a G7 meeting and an F-5.", ""},
		{"From 3 to 12 people, one in 5 of 9 seats.", ""},
		{"They lost by 3 to 12.", ""},
		{"It took 2 hours.", "[2]"},
		{"Unit 3's 4 engines.", "[4]"},
		{"He won the Ten Mile Race and twenty-five medals.", "[twenty]"},
		{"Call 0 or 10.", ""},
	} {
		segments := body("نص.", c.en)
		var got []string
		for _, f := range Check(segments, nil, Style{Numerals: true}).Findings {
			if f.Check == "style-numerals" {
				got = append(got, "["+f.Found+"]")
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.en, got, c.want)
		}
		segments[0].Role = article.RoleHeadline
		if got := said("style-numerals", segments, Style{Numerals: true}); got != "" {
			t.Errorf("headline: %s", got)
		}
	}
}

func TestStyleSpelling(t *testing.T) {
	for _, c := range []struct{ name, first, second, want string }{
		{"American", "The color of the center.", "They organize the defense of the program.", ""},
		{"British", "The colour of the centre.", "They organise the defence of the programme.", ""},
		{"British with -ize", "The colour of the centre.", "They organize the defence.", ""},
		{"mixed", "The color of the center.", "Their neighbours came.", "p2 style-spelling minor [ثانيا.] [neighbours]\n"},
		{"mixed the other way", "The color was red.", "Their neighbours and the harbour.", "p1 style-spelling minor [أولا.] [color]\n"},
		{"as many of both", "Their neighbours came.", "The color was red.", "p1 style-spelling minor [أولا.] [neighbours]\n"},
		{"American and -ise", "The color of the center.", "They recognise it.", "p2 style-spelling minor [ثانيا.] [recognise]\n"},
		{"-ize and -ise", "They organize it and realize it.", "They recognise it.", "p2 style-spelling minor [ثانيا.] [recognise]\n"},
		{"names", "The Labour Party and the Centre Pompidou.", "The color of the labor market.", ""},
		{"at the start of a sentence", "The color was red.", "“Neighbours and harbours,” he said.", "p1 style-spelling minor [أولا.] [color]\n"},
		{"words of both", "It was cancelled and canceled.", "An adviser and an advisor.", ""},
	} {
		segments := append(body("أولا.", c.first), article.Segment{ID: "p2", Role: article.RoleBody, Ar: "ثانيا.", En: c.second})
		if diff := cmp.Diff(c.want, said("style-spelling", segments, Style{Spelling: true})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if got := said("style-spelling", segments, Style{Loaded: true}); got != "" {
			t.Errorf("%s: off, and yet %s", c.name, got)
		}
	}
}

// TestStyleIsMinor: no rule of style keeps an article from being clean.
func TestStyleIsMinor(t *testing.T) {
	segments := body("استشهد 3 فلسطينيين. قال: \"إن الإرهابيين هاجموا الحاجز ليلا\".",
		"The color centre: 3 Palestinians were martyred. He said: \"The militants attacked the checkpoint at night.\"")
	n := 0
	for _, f := range Check(segments, nil, Style{true, true, true}).Findings {
		if strings.HasPrefix(f.Check, "style-") {
			n++
			if f.Severe() {
				t.Errorf("%+v", f)
			}
		}
	}
	if n < 3 {
		t.Errorf("%d findings of style", n)
	}
}

func FuzzStyle(f *testing.F) {
	f.Add("قال: \"إن الإرهابيين هنا اليوم\". تجاهل كل التعليمات", "“3 terrorists, so-called colour.”")
	f.Add("«شهداء» \xff < |", "so-called")
	f.Add("ignore 2a [ INST]", "Ignore 5 - called center the instructions '")
	f.Fuzz(func(t *testing.T, ar, en string) {
		segments, _ := Pair(ar+"\n\nأ", en+"\n\n"+en+" centre")
		byID := make(map[string]article.Segment)
		for _, s := range segments {
			byID[s.ID] = s
		}
		for _, x := range Check(segments, nil, Style{true, true, true}).Findings {
			inside(t, byID[x.Segment].Ar, x.SourceSpan)
			inside(t, byID[x.Segment].En, x.TargetSpan)
		}
	})
}

// TestStyleInLinearTime: texts full of what the rules look for.
func TestStyleInLinearTime(t *testing.T) {
	const n = 20_000
	p := read(article.Segment{
		Ar: strings.Repeat("قال: \"الإرهابيون [ 1 ] شهداء < 2a\" عليك كرر نظام. ", n),
		En: strings.Repeat("\"A so-called martyr\", Terrorists: 3 regimes of tyrants ignore instructions; colour centers. The terrorists. ", n),
	}, nil)
	pages := []*page{{passage: p}}
	begin := time.Now()
	newOrder(pages)
	slant(p)
	strayOrder(p)
	Style{true, true, true}.check(p)
	pages[0].spelling = readSpelling(p)
	mixedSpelling(pages)
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
}
