package verify

import (
	"fmt"
	"strings"
	"testing"

	"naql/article"
	news "naql/bench/story"
)

// own writes the findings of the checks for completeness alone.
func own(segments ...article.Segment) string {
	var out []article.Finding
	for _, f := range Check(segments, nil, Style{}).Findings {
		switch f.Check {
		case "omission", "addition", "segment", "memory", "list", "length":
			out = append(out, f)
		}
	}
	return lines(out, segments)
}

func TestSentences(t *testing.T) {
	const (
		ar = "أعلنت الشرطة في نيروبي توقيف سبعة أشخاص بعد سرقة مصرف في وسط المدينة. وقال شهود إن رجالا مسلحين دخلوا المبنى عند الظهر وأطلقوا النار في الهواء. وعثر المحققون على سيارة بيضاء قرب نهر آثي."
		a  = "Police in Nairobi announced the arrest of seven people after a bank in the city center was robbed."
		b  = "Witnesses said armed men had entered the building at noon and fired into the air."
		c  = "Investigators found a white car near the Athi River."
		x  = "The bank's chairman, Peter Munga, offered a reward of $20,000 to anyone who comes forward."
	)
	second := "وقال شهود إن رجالا مسلحين دخلوا المبنى عند الظهر وأطلقوا النار في الهواء."
	for _, k := range []struct{ name, en, want string }{
		{"whole", a + " " + b + " " + c, ""},
		{"two in one", a[:len(a)-1] + ", and witnesses said armed men had entered the building at noon and fired into the air. " + c, ""},
		{"one in two", a + " Witnesses spoke of armed men. They entered the building at noon, the witnesses said, and fired into the air. " + c, ""},
		{"another order", a + " " + c + " " + b, ""},
		{"one lost", a + " " + c, "p1 omission major [" + second + "] []\n"},
		{"the last lost", a + " " + b, "p1 omission major [وعثر المحققون على سيارة بيضاء قرب نهر آثي.] []\n"},
		{"one added", a + " " + b + " " + c + " " + x, "p1 addition critical [] [" + x + "]\n"},
		{"one twice", a + " " + b + " " + c + " " + b, "p1 addition major [] [" + b + "]\n"},
		{"broken off", a + " " + b + " Investigators found a", "p1 omission major [" + ar + "] [a]\n"},
		{"broken off at a comma", a + " " + b + " Investigators found a white car near the Athi,", "p1 omission major [" + ar + "] [,]\n"},
	} {
		s := article.Segment{ID: "p1", Role: article.RoleBody, Ar: ar, En: k.en}
		if got := own(s); got != k.want {
			t.Errorf("%s:\n%swant\n%s", k.name, got, k.want)
		}
	}
}

// Headlines have no full stop, and neither has English whose Arabic has none.
func TestNotBrokenOff(t *testing.T) {
	for _, s := range []article.Segment{
		{ID: "h", Role: article.RoleHeadline, Ar: "الشرطة توقف سبعة أشخاص بعد سرقة مصرف.", En: "Police arrest seven after bank robbery"},
		{ID: "p1", Role: article.RoleBody, Ar: "الشرطة توقف سبعة أشخاص بعد سرقة مصرف", En: "Police arrest seven after bank robbery"},
		{ID: "p1", Role: article.RoleBody, Ar: "وقال إن الشرطة \"توقف سبعة أشخاص بعد السرقة\".", En: "He said police were \"arresting seven people after the robbery.\""},
		{ID: "p1", Role: article.RoleBody, Ar: "انتهى الأمر.", En: "It is over"},
	} {
		if got := own(s); got != "" {
			t.Errorf("%s: %s", s.En, got)
		}
	}
}

func TestEnglishThatStandsTwice(t *testing.T) {
	p1 := article.Segment{ID: "p1", Role: article.RoleBody,
		Ar: "وصل الرئيس التونسي إلى الجزائر في زيارة تستمر يومين.", En: "The Tunisian president arrived in Algeria for a visit of two days."}
	p2 := article.Segment{ID: "p2", Role: article.RoleBody,
		Ar: "ويبحث الجانبان ملف الغاز والحدود المشتركة والهجرة.", En: "The two sides will discuss gas, the common border and migration."}
	with := func(s article.Segment, en string) article.Segment { s.En = en; return s }
	head := article.Segment{ID: "h", Role: article.RoleHeadline, Ar: "الرئيس التونسي في الجزائر", En: p1.En}
	again := article.Segment{ID: "p2", Role: article.RoleBody, Ar: "وصل الرئيس التونسي إلى الجزائر في زيارة تستمر يومين، وفق بيان.",
		En: "The Tunisian president arrived in Algeria for a visit of two days, a statement said."}
	long := with(p1, p1.En+" He is to meet his counterpart there, the presidency said.")
	long.Ar += " ومن المقرر أن يلتقي نظيره هناك، وفق الرئاسة."
	for _, c := range []struct {
		name     string
		segments []article.Segment
		want     string
	}{
		{"each its own", []article.Segment{p1, p2}, ""},
		{"sentence of the neighbour", []article.Segment{p1, with(p2, p1.En+" "+p2.En)},
			"p2 addition major [] [" + p1.En + "]\n"},
		{"another segment's English", []article.Segment{p1, with(p2, p1.En)}, "p2 segment major [" + p2.Ar + "] [" + p1.En + "]\n"},
		{"nearly another's", []article.Segment{p1, with(p2, strings.Replace(p1.En, "visit of two days", "two-day visit", 1))},
			"p2 segment major [" + p2.Ar + "] [The Tunisian president arrived in Algeria for a two-day visit.]\n"},
		{"the Arabic repeats itself", []article.Segment{p1, again}, ""},
		{"a headline", []article.Segment{head, long}, ""},
	} {
		if got := own(c.segments...); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// TestMemory: the same words of one speaker are quoted twice.
func TestMemory(t *testing.T) {
	const said = "نرفض بشكل قاطع أي وجود عسكري أجنبي على أراضينا مهما كانت الظروف"
	p1 := article.Segment{ID: "p1", Role: article.RoleBody, Ar: `وقال الوزير للصحافيين: "` + said + `".`,
		En: `The minister told reporters: "We categorically reject any foreign military presence on our soil, whatever the circumstances."`}
	p2 := article.Segment{ID: "p2", Role: article.RoleBody, Ar: `وأضاف في مقابلة لاحقة: "` + said + `".`}
	bare := strings.ReplaceAll
	for _, c := range []struct{ name, en, want string }{
		{"the same", `He added in a later interview: "We categorically reject any foreign military presence on our soil, whatever the circumstances."`, ""},
		{"a word otherwise", `He added in a later interview: "We firmly reject any foreign military presence on our soil, whatever the circumstances."`, ""},
		{"other words", `He added in a later interview: "In no way will we put up with troops of other countries here, come what may."`,
			"p2 memory major [" + said + "] [He added in a later interview: \"In no way will we put up with troops of other countries here, come what may]\n"},
	} {
		p2.En = c.en
		if got := own(p1, p2); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
		q1, q2 := p1, p2
		q1.Ar, q2.Ar = bare(p1.Ar, `"`, ""), bare(p2.Ar, `"`, "")
		if got, want := own(q1, q2), strings.Replace(c.want, "major", "minor", 1); got != want {
			t.Errorf("%s, without quotation marks:\n%swant\n%s", c.name, got, want)
		}
	}
}

func TestExchanged(t *testing.T) {
	p1 := article.Segment{ID: "p1", Role: article.RoleBody, Ar: fixtureAr[0], En: fixtureEn[0]}
	p2 := article.Segment{ID: "p2", Role: article.RoleBody, Ar: fixtureAr[3], En: fixtureEn[3]}
	p3 := article.Segment{ID: "p3", Role: article.RoleBody, Ar: fixtureAr[4], En: fixtureEn[4]}
	if got := own(p1, p2, p3); got != "" {
		t.Errorf("in order: %s", got)
	}
	p2.En, p3.En = p3.En, p2.En
	want := "p2 segment critical [" + p2.Ar + "] [" + p2.En + "]\np3 segment critical [" + p3.Ar + "] [" + p3.En + "]\n"
	if got := own(p1, p2, p3); got != want {
		t.Errorf("exchanged:\n%swant\n%s", got, want)
	}
}

func TestLists(t *testing.T) {
	const ar = "وطالبت المنظمة الدول بإعادة مواطنيها من المخيم وإيوائهم وتعليمهم ومحاكمة من ارتكب جرائم منهم."
	list := "المخيم وإيوائهم وتعليمهم ومحاكمة"
	for _, c := range []struct{ ar, en, want string }{
		{ar, "The organization called on states to repatriate, house, teach and, where they committed crimes, prosecute their citizens in the camp.", ""},
		{ar, "The organization called on states to take their citizens back from the camp; house and teach them; and put those on trial who committed crimes.", ""},
		{ar, "The organization called on states to take back from the camp those of their citizens it holds and prosecute the ones among them that committed crimes.", "minor"},
		{ar, "The organization called on states to prosecute citizens of theirs in the camp.", "major"},
		{"وصل وفد من وزارة الخارجية ووكالة الأنباء إلى ولاية ويسكونسن.", "A delegation of the Foreign Ministry and the news agency arrived in Wisconsin state.", ""},
		{"حضر مئة وخمسة وعشرون نائبا وغابوا.", "125 deputies came; they left.", ""},
		{"تحدث عن الأمن والسلام والاستقرار والازدهار في المنطقة.", "He spoke of security, peace, stability and prosperity in the region.", ""},
	} {
		p := read(article.Segment{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}, nil)
		got := ""
		for _, f := range coordination(p) {
			got += string(f.Severity)
			if at := c.ar[f.SourceSpan[0]:f.SourceSpan[1]]; !strings.Contains(at, list) {
				t.Errorf("%s: points at %s", c.en, at)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.en, got, c.want)
		}
	}
}

// BenchmarkCompleteness is all that these checks do on an article of about 700
// Arabic words that is read already, and on longer ones.
func BenchmarkCompleteness(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		pages := Read(news.Segments(n), nil).Against(news.Segments(n), Style{}).pages
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, p := range pages {
					length(p.passage)
					completeness(p.passage)
					coordination(p.passage)
				}
				returns(pages)
				articleLength(pages)
			}
		})
	}
}

// BenchmarkWords is what the passages are read into for them.
func BenchmarkWords(b *testing.B) {
	pages := Read(news.Segments(1), nil).Against(news.Segments(1), Style{}).pages
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			arabicWords(p.ar)
			englishWords(p.en)
			arSentences(p.ar)
			enSentences(p.en)
		}
	}
}
