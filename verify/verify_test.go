package verify

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"naql/article"
	"naql/glossary"
)

// lines writes findings one a line: segment, check, severity, the Arabic and
// the English they point at.
func lines(findings []article.Finding, segments []article.Segment) string {
	byID := make(map[string]article.Segment)
	for _, s := range segments {
		byID[s.ID] = s
	}
	var b strings.Builder
	for _, f := range findings {
		s := byID[f.Segment]
		fmt.Fprintf(&b, "%s %s %s [%s] [%s]\n", f.Segment, f.Check, f.Severity,
			s.Ar[f.SourceSpan[0]:f.SourceSpan[1]], s.En[f.TargetSpan[0]:f.TargetSpan[1]])
	}
	return b.String()
}

func TestNumberCheck(t *testing.T) {
	for _, c := range []struct{ name, ar, en, want string }{
		{"equal", "قتل 56 مقاتلا و28 جنديا.", "Some 56 fighters and 28 soldiers were killed.", ""},
		{"Arabic digits", "قتل ٥٦ مقاتلا.", "The raid killed 56 fighters.", ""},
		{"digits turned round", "قتل 56 مقاتلا.", "The raid killed 65 fighters.", "p1 number critical [56] [65]\n"},
		{"word for figure", "أصيب 12 شخصا.", "Twelve people were hurt.", ""},
		{"figure for word", "أصيب اثنا عشر شخصا.", "12 people were hurt.", ""},
		{"dozen", "أصيب 12 شخصا.", "A dozen people were hurt.", ""},
		{"figure lost", "أصيب 12 شخصا في الهجوم.", "People were hurt in the attack.", "p1 number critical [12] []\n"},
		{"word lost", "أصيب خمسة مدنيين.", "Civilians were hurt.", "p1 number major [خمسة] []\n"},
		{"word changed", "أصيب خمسة مدنيين.", "Nine civilians were hurt.", "p1 number major [خمسة] [Nine]\n"},
		{"figure invented", "قتل عدد من الجنود.", "At least 17 soldiers were killed.", "p1 number critical [] [17]\n"},
		{"vague made exact", "نزح آلاف السكان.", "Residents fled, 3,000 of them.", "p1 number critical [آلاف] [3,000]\n"},
		{"vague kept", "نزح عشرات الآلاف.", "Tens of thousands fled.", ""},
		{"scale", "بلغت الكلفة 2.5 مليون دولار.", "It cost $2.5 billion.", "p1 number critical [2.5 مليون] [2.5 billion]\n"},
		{"scale abbreviated", "بلغت الكلفة 2.5 مليون دولار.", "It cost $2.5m.", ""},
		{"scale written out", "نزح 300 ألف شخص.", "Some 300,000 people fled.", ""},
		{"point for comma", "نزح 77,000 شخص.", "Some 77.000 people fled.", "p1 number critical [77,000] [77.000]\n"},
		{"Arabic decimal comma", "ارتفع السعر 2,5 دولار.", "The price rose $2.5.", ""},
		{"half million", "نزح نصف مليون شخص.", "Some 500,000 people fled.", ""},
		{"half as percent", "نصف السكان نزحوا.", "Of the residents 50 percent fled.", ""},
		{"dual", "قتل جنديان.", "The blast killed 2 soldiers.", ""},
		{"percent lost", "ارتفع 12% هذا العام.", "It rose 12 this year.", "p1 number critical [12%] [12]\n"},
		{"percent added", "قتل 12 جنديا.", "12 percent of the soldiers were killed.", "p1 number critical [12] [12 percent]\n"},
		{"time", "الساعة 02,30 بعد منتصف الليل.", "It struck at 2:30 a.m.", ""},
		{"time on the hour", "الساعة 16:00.", "It struck at 4 p.m.", ""},
		{"other half of the day", "الساعة 02,30 بعد منتصف الليل.", "It struck at 2:30 p.m.", "p1 time critical [02,30] [2:30]\n"},
		{"hour in words, other half", "الثامنة مساء.", "It struck at 8 a.m.", "p1 time critical [الثامنة] [8]\n"},
		{"time misread", "الساعة 02,30 بعد منتصف الليل.", "It struck at 2.30 metres.", "p1 time critical [02,30] [2.30]\n"},
		{"score", "فاز 5-3.", "They won 5-3.", ""},
		{"date", "بتاريخ 25/4/2024.", "Dated April 25, 2024.", ""},
		{"date in figures", "يوم 25 نيسان 2024.", "Dated 25/4/2024.", ""},
		{"ordinal", "لليوم الثالث.", "For a third day.", ""},
		{"ordinal in figures", "القرن الحادي والعشرين.", "The 21st century.", ""},
		{"decade", "في الثمانينيات.", "In the 1980s.", ""},
		{"years short", "بين 1950 و1953.", "In 1950-53.", ""},
		{"telephone", "اتصلوا على 116 123.", "Call 116123.", ""},
		{"name with a number", "الطائرة MH370 اختفت.", "Flight MH370 vanished.", ""},
		{"month", "في آذار 2019.", "In March 2019.", ""},
		{"month changed", "في آذار 2019.", "In May 2019.", "p1 date critical [آذار] [May]\n"},
		{"two names of one month", "في نوفمبر/تشرين الثاني.", "In November.", ""},
		{"weekday", "أمس السبت.", "It happened Saturday.", ""},
		{"weekday resolved", "أعلن ذلك أمس.", "It was announced Saturday.", ""},
		{"weekday changed", "أعلن ذلك أمس، لا يوم الجمعة.", "It was announced Monday, not yesterday.", "p1 date critical [الجمعة] [Monday]\n"},
		{"one night, two days", "ليل الخميس الجمعة.", "Late Thursday night.", ""},
		{"the two of them", "التقى الاثنين معا.", "They met both.", ""},
		{"minister May", "قالت ماي ذلك.", "May said so.", ""},
		{"repeated less", "في 2019 وفي 2019 أيضا.", "In 2019, that year too.", ""},
		{"one put for another", "قتل 28 في الشمال و28 في الجنوب و56 في الشرق.", "It killed 28 in the north, 56 in the south and 56 in the east.", "p1 number major [28] [56]\n"},
		{"two lost, one changed", "قتل 28 جنديا و56 مقاتلا.", "It killed 65 fighters.", "p1 number critical [28] []\np1 number critical [56] [65]\n"},
	} {
		s := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}}
		if diff := cmp.Diff(c.want, lines(Check(s, nil, Style{}).Findings, s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

const (
	longEnglish  = "The ministry said the talks would go on until both sides had agreed."
	wordyEnglish = "The ministry said that the talks go on today and tomorrow, as all who take part in them want to see an end that each of the two sides can call a good one."
)

// TestNumbersSilent holds renderings that a good translator chooses: none is
// worth a word.
func TestNumbersSilent(t *testing.T) {
	for _, c := range []struct{ ar, en string }{
		{"وأصيب 3 آخرون.", "Three others were wounded."},
		{"في الـ25 من كانون الثاني/يناير.", "On January 25."},
		{"قرابة الـ12 ألف لاجئ.", "Nearly 12,000 refugees."},
		{"ارتفع بنسبة 3.5 بالمئة.", "It rose 3.5%."},
		{"الساعة 18:00 بالتوقيت المحلي (15:00 ت غ).", "At 6 p.m. local time (1500 GMT)."},
		{"قمة مجموعة السبع ثم مجموعة العشرين.", "The G7 summit, then the G20."},
		{"حرب الأيام الستة عام 67.", "The Six-Day War of 1967."},
		{"فيروس كوفيد-19.", "The COVID-19 virus."},
		{"خمسة وعشرون ألفا وأربعمئة ناخب.", "25,400 voters."},
		{"بلغ 1,5 مليون برميل.", "It reached 1.5 million barrels."},
		{"قائد اللواء 105.", "The commander of the 105th Brigade."},
		{"مئة ألف ومئتي ألف.", "100,000 and 200,000."},
		{"ثلاثة أرباع السكان وثلثا النواب.", "Three quarters of the people and two-thirds of the deputies."},
		{"للمرة الأولى منذ عشر سنوات.", "For the first time in a decade."},
		{"قبل أسبوعين.", "14 days ago."},
		{"بعد نصف ساعة وربع قرن.", "After 30 minutes and 25 years."},
		{"عند الثامنة صباحا.", "At 8 a.m."},
		{"الثانية عشرة ظهرا.", "At noon."},
		{"في الحادي والثلاثين من آب/أغسطس.", "On Aug. 31."},
		{"السابع من تشرين الأول/أكتوبر.", "Oct. 7."},
		{"موسم 2023-2024.", "The 2023-24 season."},
		{"عمره 12 عاما.", "The 12-year-old."},
		{"لويس الرابع عشر.", "Louis XIV."},
		{"استمر عاما ونصف.", "It lasted 18 months."},
		{"مليون ونصف المليون.", "1.5 million."},
		{"مليوني شخص وألفي جندي.", "Two million people and 2,000 soldiers."},
		{"على مدار الساعة.", "24 hours a day."},
		{"11 سبتمبر.", "9/11."},
		{"طباعة ثلاثية الأبعاد.", "3D printing."},
		{"القناة الثانية عشرة.", "Channel 12."},
		{"فازوا بثلاثية نظيفة.", "They won 3-0."},
		{"رجل ثلاثيني.", "A man in his 30s."},
		{"بعد 50 عاما و100 عام.", "After half a century and a century."},
		{"خلال 24 ساعة و7 أيام.", "Within a day and a week."},
		{"ألف و200 خيمة.", "1,200 tents."},
		{"مليار و300 مليون.", "1.3 billion."},
		{"بين 10 و12 مليون.", "10-12 million."},
		{"تسعة من كل عشرة.", "Nine in ten."},
		{"20 في المئة من السكان.", "A fifth of the people."},
		{"المرتبة الأولى من أصل 32.", "First of 32."},
		{"عشرات الآلاف ومئات الآلاف وبضع مئات.", "Tens of thousands, hundreds of thousands and a few hundred."},
		{"لليوم الـ٢١ على التوالي.", "For a 21st straight day."},
		{"بقيمة ٢٫٥ مليار دولار.", "Worth $2.5bn."},
		{"خسر ١٢٬٥٠٠ صوت.", "It lost 12,500 votes."},
		{"العاشرة والنصف مساء.", "At 10:30 p.m."},
	} {
		s := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}}
		for _, f := range Check(s, nil, Style{}).Findings {
			if f.Severe() {
				t.Errorf("%s | %s: %s", c.ar, c.en, f.Message)
			}
		}
	}
}

func TestSegmentChecks(t *testing.T) {
	longArabic := strings.Repeat("قالت الوزارة إن المحادثات مستمرة ", 5)
	for _, c := range []struct {
		name     string
		segments []article.Segment
		want     string
	}{
		{"missing", []article.Segment{{ID: "p1", Ar: "قالت الوزارة ذلك."}}, "p1 omission critical [قالت الوزارة ذلك.] []\n"},
		{"extra", []article.Segment{{ID: "p1", En: "So it said."}}, "p1 addition critical [] [So it said.]\n"},
		{"left in Arabic", []article.Segment{{ID: "p1", Ar: "قال.", En: "قال."}}, "p1 segment critical [قال.] [قال.]\n"},
		{"Latin as it is", []article.Segment{{ID: "p1", Ar: "CNN", En: "CNN"}}, ""},
		{"doubled", []article.Segment{{ID: "p1", Ar: "قالت الوزارة ذلك.", En: longEnglish}, {ID: "p2", Ar: "غادر الوزير المدينة.", En: longEnglish}},
			"p2 segment major [غادر الوزير المدينة.] [" + longEnglish + "]\n"},
		{"doubled with its Arabic", []article.Segment{{ID: "p1", Ar: "قالت الوزارة ذلك.", En: longEnglish}, {ID: "p2", Ar: "قالت الوزارة ذلك.", En: longEnglish}}, ""},
		{"short text twice", []article.Segment{{ID: "p1", Ar: "وأضاف.", En: "He added:"}, {ID: "p2", Ar: "وتابع.", En: "He added:"}}, ""},
		{"Arabic word", []article.Segment{{ID: "p1", Ar: "قال داعش اليوم.", En: "The داعش group said today."}}, "p1 arabic-left critical [داعش] [داعش]\n"},
		{"Arabic words in one run", []article.Segment{{ID: "p1", Ar: "قال وزير الخارجية.", En: "The وزير الخارجية said."}}, "p1 arabic-left critical [وزير الخارجية] [وزير الخارجية]\n"},
		{"Arabic signs", []article.Segment{{ID: "p1", Ar: "نعم، لا.", En: "Yes، no."}}, "p1 arabic-left critical [،] [،]\n"},
		{"presentation form", []article.Segment{{ID: "p1", Ar: "نعم.", En: "Yes ﻻ."}}, "p1 arabic-left critical [] [ﻻ]\n"},
		{"one word for a headline", []article.Segment{{ID: "p1", Role: article.RoleHeadline, Ar: "مقتل قيادي بارز في غارة", En: "Hacked"}}, "p1 length major [مقتل قيادي بارز في غارة] [Hacked]\n"},
		{"an acronym for a headline", []article.Segment{{ID: "p1", Role: article.RoleHeadline, Ar: "مجلس التعاون لدول الخليج العربية", En: "GCC"}}, ""},
		{"far too short", []article.Segment{{ID: "p1", Ar: longArabic, En: "The ministry said so."}}, "p1 length major [" + longArabic + "] [The ministry said so.]\n"},
		{"far too long", []article.Segment{{ID: "p1", Ar: "قالت الوزارة إن المحادثات مستمرة حتى اليوم وغدا", En: wordyEnglish}},
			"p1 length major [قالت الوزارة إن المحادثات مستمرة حتى اليوم وغدا] [" + wordyEnglish + "]\n"},
		{"nothing", []article.Segment{{ID: "p1"}}, ""},
	} {
		if diff := cmp.Diff(c.want, lines(Check(c.segments, nil, Style{}).Findings, c.segments)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestPair(t *testing.T) {
	segments, findings := Pair("أولا\n\nثانيا", "First.\n\nSecond.")
	if len(segments) != 2 || len(findings) != 0 || segments[1].ID != "p2" || segments[1].En != "Second." {
		t.Errorf("equal counts: %+v %+v", segments, findings)
	}
	segments, findings = Pair("أولا\n\nثانيا", "First. Second.")
	if len(segments) != 2 || len(findings) != 1 || segments[1].En != "Second." || !findings[0].Severe() {
		t.Errorf("unequal counts: %+v %+v", segments, findings)
	}
	if segments, findings = Pair("", " \n "); len(segments)+len(findings) != 0 {
		t.Errorf("empty: %+v %+v", segments, findings)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("قتل 56 مقاتلا", "It killed 65.", "It killed 65 in Syria.")
	f.Add("و\u0640\u06F5 ألف ﻷ", "ـ x ، 5.", "“Quote” in U.S. .A.B")
	f.Add("\xff\xd9", "\xd8 5\xff", "'’.")
	f.Fuzz(func(t *testing.T, ar, en, bullet string) {
		segments, _ := Pair(ar, en)
		r := Check(segments, nil, Style{})
		byID := make(map[string]article.Segment)
		for _, s := range segments {
			byID[s.ID] = s
		}
		for _, x := range r.Findings {
			inside(t, byID[x.Segment].Ar, x.SourceSpan)
			inside(t, byID[x.Segment].En, x.TargetSpan)
			if x.Message == "" || x.State != article.Open || x.Severity == "" {
				t.Fatalf("incomplete: %+v", x)
			}
		}
		for _, x := range Summary([]article.Bullet{{ID: "b1", Text: bullet, Cites: []string{"p1"}}}, segments, nil) {
			if x.Segment == "b1" {
				inside(t, bullet, x.TargetSpan)
			}
		}
	})
}

func inside(t *testing.T, text string, s article.Span) {
	t.Helper()
	if s[0] < 0 || s[0] > s[1] || s[1] > len(text) {
		t.Fatalf("span %v of %d", s, len(text))
	}
	if utf8.ValidString(text) && !utf8.ValidString(text[s[0]:s[1]]) {
		t.Fatalf("span %v cuts a rune of %q", s, text)
	}
}

// BenchmarkCheck runs an article of about 700 Arabic words, and texts ten and
// a hundred times as long.
func BenchmarkCheck(b *testing.B) {
	ar := "قال المتحدث إن الهجوم الذي وقع عند الساعة 02,30 أسفر عن مقتل 56 مقاتلا وخمسة مدنيين في مدينة تقع شمال شرق العاصمة قرب الحدود "
	en := "The attack, which came at 2:30 a.m., killed 56 fighters and five civilians in a town northeast of the capital and near the border, the spokesperson said. "
	for _, n := range []int{1, 10, 100} {
		var segments []article.Segment
		for i := range 15 {
			segments = append(segments, article.Segment{ID: fmt.Sprint("p", i+1), Ar: strings.Repeat(ar, 2*n), En: strings.Repeat(en, 2*n)})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Check(segments, nil, Style{})
			}
		})
	}
}

// TestManyMentionsInOneParagraph: a publisher who repeats a name does not hold
// a worker. The bound is far above what linear work takes and far below what
// quadratic work did.
func TestManyMentionsInOneParagraph(t *testing.T) {
	const n = 8000
	segments := []article.Segment{{
		ID: "p1", Role: article.RoleBody,
		Ar: strings.Repeat("قتل 56 شخصا في الحسكة. ", n), En: strings.Repeat("56 people were killed in Hasakah. ", n),
	}}
	started := time.Now()
	r := Check(segments, glossary.Starter().Mentions(segments), Style{})
	if took := time.Since(started); took > 10*time.Second {
		t.Errorf("took %s", took)
	}
	if len(r.Terms) != n || len(r.Findings) != 0 {
		t.Errorf("%d terms, %d findings; want %d and none", len(r.Terms), len(r.Findings), n)
	}
}
