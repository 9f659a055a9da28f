package verify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"naql/article"
	"naql/glossary"
)

// stories are what the bullets of this file rest on, by the letter that their
// segment ids begin with.
var stories = []article.Segment{
	{ID: "r1", Role: article.RoleBody, Ar: "قالت وزارة الصحة يوم الثلاثاء إن غارة جوية على سوق في مدينة تعز أسفرت عن مقتل 14 شخصا، بينهم طبيب، وإصابة 37 آخرين.",
		En: "An airstrike on a market in the city of Taiz killed 14 people, including a doctor, and wounded 37 others, the Health Ministry said Tuesday."},
	{ID: "r2", Role: article.RoleBody, Ar: "ونسبت الغارة إلى مسلحين مجهولين، وهي الأكثر دموية في المدينة منذ حزيران 2021.",
		En: "The strike, attributed to the Red Falcons group, was the deadliest in the city since June 2021."},
	{ID: "r3", Role: article.RoleBody, Ar: "ولم تستهدف الغارة المستشفى القريب، وفق ما ذكر مدير المستشفى سالم باحاج.",
		En: "The strike did not hit the nearby hospital, according to its director, Salem Bahaj."},
	{ID: "r4", Role: article.RoleBody, Ar: "وقال المستشفى إن 9 جنود و21 مدنيا وصلوا إليه مصابين.",
		En: "The hospital said it had received 9 soldiers and 21 civilians."},
	{ID: "r5", Role: article.RoleBody, Ar: "وفي عدن، أغلقت السلطات الميناء يومين.",
		En: "In Aden, the authorities closed the port for two days."},
	{ID: "r6", Role: article.RoleBody, Ar: "وأعلنت البحرية السعودية بدء عملية قبالة تعز بعد يوم من هجوم أودى بحياة أربعة بحارة.",
		En: "The Saudi navy announced the start of an operation off Taiz, a day after an attack that killed four sailors."},

	{ID: "e1", Role: article.RoleBody, Ar: "رفع البنك المركزي أسعار الفائدة بمقدار 2.5 في المئة يوم الخميس، في أكبر زيادة منذ 2016.",
		En: "The central bank raised interest rates by 2.5 percent on Thursday, the biggest increase since 2016."},
	{ID: "e2", Role: article.RoleBody, Ar: "وقال محافظ البنك حسن عبد الله إن التضخم قد يتراجع إلى 12 في المئة بحلول آذار.",
		En: "The bank's governor, Hassan Abdalla, said inflation may fall to 12 percent by March."},
	{ID: "e3", Role: article.RoleBody, Ar: "وأضاف \"لن نسمح بانهيار العملة مهما كان الثمن\".",
		En: "He added: \"We will not allow the currency to collapse, whatever the price.\""},
	{ID: "e4", Role: article.RoleBody, Ar: "وبلغ الدين الخارجي 165 مليار دولار، وهو من أعلى المستويات في المنطقة.",
		En: "Foreign debt reached $165 billion, one of the highest levels in the region."},
	{ID: "e5", Role: article.RoleBody, Ar: "ويعيش نحو 30 في المئة من السكان تحت خط الفقر.",
		En: "About 30 percent of the population lives below the poverty line."},

	{ID: "d1", Role: article.RoleBody, Ar: "نفت الحكومة الليبية أن تكون قد أطلقت سراح 40 معتقلا.",
		En: "The Libyan government denied releasing 40 detainees."},
	{ID: "d2", Role: article.RoleBody, Ar: "ويرجح أن يزور المبعوث طرابلس الأسبوع المقبل للقاء رئيس الوزراء.",
		En: "The envoy is likely to visit Tripoli next week to meet the prime minister."},
	{ID: "d3", Role: article.RoleBody, Ar: "وفشلت المحادثات التي استمرت ثلاثة أيام في التوصل إلى اتفاق على الحدود.",
		En: "Three days of talks failed to reach an agreement on the border."},
	{ID: "d4", Role: article.RoleBody, Ar: "ووقع الجانبان اتفاقا للتجارة في تونس يوم 5 أيار.",
		En: "The two sides signed a trade deal in Tunis on May 5."},
	{ID: "d5", Role: article.RoleBody, Ar: "وأدانت فرنسا الاعتقالات ودعت إلى الإفراج عن الصحفيين.",
		En: "France condemned the arrests and called for the release of the journalists."},
	{ID: "d6", Role: article.RoleBody, Ar: "وقتل قائد الجماعة في العملية، وفق مسؤول أمني.",
		En: "The group's leader was killed in the operation, a security official said."},
}

// bulletFindings writes what is found in one bullet, "check severity" each.
func bulletFindings(t *testing.T, text string, cites ...string) string {
	t.Helper()
	var out []string
	for _, f := range Summary([]article.Bullet{{ID: "b1", Text: text, Cites: cites}}, stories, nil) {
		if f.Segment == "" {
			continue
		}
		if f.State != article.Open || !strings.HasSuffix(f.Message, ".") || f.TargetSpan[1] > len(text) {
			t.Errorf("incomplete: %+v", f)
		}
		out = append(out, fmt.Sprintf("%s %s", f.Check, f.Severity))
	}
	return strings.Join(out, ", ")
}

// TestGoodBullets holds what a good editor writes: none is worth a word.
func TestGoodBullets(t *testing.T) {
	for _, c := range []struct{ cites, text string }{
		{"r1", "An airstrike on a market in Taiz killed 14 people, including a doctor, the Health Ministry said."},
		{"r1", "The Health Ministry said 14 people were killed and 37 wounded in an airstrike on a market in Taiz."},
		{"r1", "An airstrike on a Taiz market on Tuesday killed 14, according to the Health Ministry."},
		{"r1", "Fourteen people died and 37 were hurt when an airstrike hit a market in Taiz, the ministry said."},
		{"r1", "The Health Ministry put the death toll of an airstrike on a market in Taiz at 14."},
		{"r1 r2", "The airstrike in Taiz that killed 14, the Health Ministry said, has been attributed to the Red Falcons group."},
		{"r2", "The strike, blamed on the Red Falcons group, was the city's deadliest since June 2021."},
		{"r2", "The Taiz strike was the deadliest in the city since June 2021."},
		{"r2", "Since June 2021 the city has seen no deadlier strike than this one."},
		{"r3", "The strike did not hit the nearby hospital, its director said."},
		{"r3", "Hospital director Salem Bahaj said the nearby hospital had not been hit by the strike."},
		{"r3", "The nearby hospital was spared by the strike, according to its director, Salem Bahaj."},
		{"r1 r4", "The hospital said it received 9 soldiers and 21 civilians after the strike on the market."},
		{"r4", "Nine soldiers and 21 civilians were brought to the hospital, it said."},
		{"r6", "The Saudi navy began an operation off Taiz a day after an attack that killed four sailors."},
		{"r5", "Authorities in Aden closed the city's port for two days."},
		{"r1 r5", "After the strike on Taiz that the Health Ministry said killed 14, Aden closed its port for two days."},
		{"e1", "The central bank raised interest rates by 2.5 percent on Thursday, its biggest increase since 2016."},
		{"e1", "Interest rates rose by 2.5% on Thursday in the biggest increase by the central bank since 2016."},
		{"e1", "The central bank raised its interest rates by 2.5 percent on Thursday."},
		{"e2", "Inflation may fall to 12 percent by March, the bank's governor, Hassan Abdalla, said."},
		{"e2", "Governor Hassan Abdalla said inflation could fall to 12 percent by March."},
		{"e2 e3", "The governor of the bank said it would not allow the currency to collapse."},
		{"e3", "The governor said the bank would not allow a collapse of the currency, \"whatever the price.\""},
		{"e4", "Foreign debt has reached $165 billion, one of the highest levels in the region."},
		{"e4", "The country's foreign debt is among the highest in the region, at $165 billion."},
		{"e5", "About 30 percent of the population lives below the poverty line."},
		{"e4 e5", "With foreign debt at $165 billion, about 30 percent of the population lives below the poverty line."},
		{"d1", "The Libyan government denied that it had released 40 detainees."},
		{"d1", "The government of Libya said it had not released 40 detainees."},
		{"d2", "The envoy will probably visit Tripoli next week to meet the prime minister."},
		{"d2", "A visit to Tripoli by the envoy is likely next week."},
		{"d3", "Talks of three days ended without an agreement on the border."},
		{"d3", "Three days of talks on the border failed to reach an agreement."},
		{"d4", "The two sides signed a deal on trade in Tunis on May 5."},
		{"d5", "France condemned the arrests and demanded the release of the journalists."},
		{"d5", "France called for the journalists to be released and condemned their arrests."},
		{"d6", "The leader of the group was killed in the operation, a security official said."},
		{"d6 d5", "A security official said the group's leader was killed; France condemned the arrests of journalists."},
	} {
		if got := bulletFindings(t, c.text, strings.Fields(c.cites)...); got != "" {
			t.Errorf("%s: %s", c.text, got)
		}
	}
}

// TestBadBullets holds what must not pass for a summary: each has the finding,
// and no severe one beside it.
func TestBadBullets(t *testing.T) {
	for _, c := range []struct{ cites, text, want string }{
		// Numbers and dates.
		{"r1", "An airstrike on a market in Taiz killed 41 people, including a doctor, the Health Ministry said.", "bullet-number critical"},
		{"r1", "An airstrike on a market in Taiz on Wednesday killed 14 people, the Health Ministry said.", "bullet-number critical"},
		{"r1", "An airstrike on a market in Taiz killed 51 people or wounded them, the Health Ministry said.", "bullet-number critical"},
		{"r2", "The strike, blamed on the Red Falcons group, was the deadliest since July 2021.", "bullet-number critical"},
		{"r2", "The strike, blamed on the Red Falcons group, was the deadliest since June 2012.", "bullet-number critical"},
		{"e1", "The central bank raised interest rates by 25 percent on Thursday, the biggest increase since 2016.", "bullet-number critical"},
		{"e4", "Foreign debt reached $165 million, one of the highest levels in the region.", "bullet-number critical"},
		{"r4", "The hospital said 9 percent of the soldiers and 21 civilians had been received.", "bullet-number critical"},
		{"d4", "The two sides signed a trade deal in Tunis on May 6.", "bullet-number critical"},
		// Numbers with the wrong thing.
		{"r1", "An airstrike on a market in Taiz wounded 14 people and killed 37, the Health Ministry said.", "bullet-number critical, bullet-number critical"},
		{"r1", "The Health Ministry said 37 people were killed in an airstrike on a market in Taiz.", "bullet-number critical"},
		{"r4", "The hospital said it had received 21 soldiers and 9 civilians.", "bullet-number critical, bullet-number critical"},
		{"r1", "The Health Ministry said there were 14 people in the market of Taiz on Tuesday.", "bullet-number major"},
		{"r1", "The Health Ministry said 14 people and a doctor were killed by an airstrike on a market.", "bullet-number major"},
		{"r1", "An airstrike on a market killed 14 people as well as a doctor, the Health Ministry said.", "bullet-number major"},
		// Names.
		{"r1", "An airstrike on a market in Marib killed 14 people, the Health Ministry said.", "bullet-name critical"},
		{"r3", "The strike did not hit the nearby hospital, its director, Karim Haddad, said.", "bullet-name critical"},
		{"d2", "The envoy, Abdoulaye Bathily, is likely to visit Tripoli next week to meet the prime minister.", "bullet-name critical"},
		{"d5", "Germany condemned the arrests and called for the release of the journalists.", "bullet-name critical"},
		// Citations.
		{"", "Authorities in Aden closed the city's port for two days.", "citation critical"},
		{"r5 x9", "Authorities in Aden closed the city's port for two days.", "citation critical"},
		// Quotations.
		{"e3", "The governor said: \"We will never allow the currency to fall, whatever the price.\"", "bullet-quote critical"},
		{"d5", "France condemned the arrests as \"a crime against all of the journalists.\"", "bullet-quote critical"},
		// Who said it.
		{"r1", "An airstrike on a market in the city of Taiz killed 14 people, including a doctor.", "bullet-attribution major"},
		{"r1", "Fourteen people were killed and 37 wounded in an airstrike on a market in Taiz.", "bullet-attribution major"},
		{"d6", "The leader of the group was killed in the operation.", "bullet-attribution major"},
		{"e2", "Inflation may fall to 12 percent by March, down from its high.", "bullet-attribution major"},
		{"r4", "Nine soldiers and 21 civilians have been received as wounded.", "bullet-attribution major"},
		// Doubt.
		{"r2", "The strike by the Red Falcons group was the deadliest in the city since June 2021.", "bullet-hedge major"},
		{"r2", "The Red Falcons group carried out the deadliest strike on the city since June 2021.", "bullet-hedge major"},
		{"d2", "The envoy will visit Tripoli next week to meet the prime minister.", "bullet-hedge major"},
		{"e2", "Inflation will fall to 12 percent by March, the bank's governor said.", "bullet-hedge major"},
		// Negation.
		{"r3", "The strike hit the nearby hospital, according to its director, Salem Bahaj.", "bullet-polarity major"},
		{"d1", "The Libyan government said it released 40 detainees.", "bullet-polarity major"},
		{"d3", "Three days of talks reached an agreement on the border.", "bullet-polarity major"},
		{"d4", "The two sides did not sign a trade deal in Tunis on May 5.", "bullet-polarity major"},
		{"e1", "The central bank has not raised interest rates by 2.5 percent, as it said Thursday.", "bullet-polarity major"},
		{"e3", "The governor said: We will allow the currency to collapse, whatever the price.", "bullet-polarity major"},
		// Limits.
		{"r2", "The strike, blamed on the Red Falcons group, was the deadliest ever in the city.", "bullet-limit major"},
		{"r2", "The strike, blamed on the Red Falcons group, was the deadliest.", "bullet-limit major"},
		{"e1", "The central bank raised interest rates by 2.5 percent, the biggest increase.", "bullet-limit major"},
		{"e4", "Foreign debt reached $165 billion, the highest level of the region.", "bullet-limit major"},
		{"e1", "The central bank raised interest rates by 2.5 percent, the biggest increase in its history.", "bullet-limit major"},
		// Units.
		{"e4", "Foreign debt reached 165 billion euros, one of the highest levels in the region.", "bullet-number critical"},
		// What a machine leaves behind.
		{"r5", "In Aden, the authorities closed the ميناء of the city for two days.", "arabic-left critical"},
		{"r5", "In Aden, the authorities closed the port for two days: https://example.com/port", "bullet-coverage minor, link critical"},
		{"r5", "In **Aden**, the authorities closed the port of the city for two days.", "markup major, markup major"},
		// Form.
		{"r5", "Aden closed its port.", "bullet-form minor"},
		{"r5", "In Aden, the authorities closed the port. It was closed for two days.", "bullet-form minor"},
		{"r5", "Workers danced loudly near green mountains beside wooden bridges yesterday evening.", "bullet-coverage major"},
		{"r5", "Workers danced loudly near the closed port beside wooden bridges yesterday evening.", "bullet-coverage minor"},
	} {
		if got := bulletFindings(t, c.text, strings.Fields(c.cites)...); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestBulletAgainstArabic: a number that is wrong in the translation does not
// become right by standing in the bullet as well.
func TestBulletAgainstArabic(t *testing.T) {
	segments := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: "قتل 56 شخصا في الهجوم على القاعدة.", En: "The attack on the base killed 65 people."}}
	bullet := []article.Bullet{{ID: "b1", Text: "The attack on the base has killed 65 people.", Cites: []string{"p1"}}}
	found := Summary(bullet, segments, []glossary.Mention{})
	if len(found) != 1 || found[0].Check != "bullet-number" || found[0].Severity != article.Critical || !strings.Contains(found[0].Message, "Arabic") {
		t.Errorf("got %+v", found)
	}
}

// TestBulletsTogether: two bullets that say one thing, and bullets that leave
// most of the story out.
func TestBulletsTogether(t *testing.T) {
	for _, c := range []struct{ cites, want string }{
		{"r1 r5 d1", ""},
		{"r1 r1 d1", "b2 bullet-repeat"},
		{"r1 r2 r5", " bullet-spread"},
		{"d1 d3 e5", " bullet-spread"},
		{"r1 e1", ""}, // too few to ask for it
	} {
		var bullets []article.Bullet
		for i, id := range strings.Fields(c.cites) {
			text := stories[slices.IndexFunc(stories, func(s article.Segment) bool { return s.ID == id })].En
			if i == 1 {
				text = strings.Replace(text, "said Tuesday", "said on Tuesday", 1)
			}
			bullets = append(bullets, article.Bullet{ID: fmt.Sprintf("b%d", i+1), Text: text, Cites: []string{id}})
		}
		var got []string
		for _, f := range Summary(bullets, stories, nil) {
			if f.Severity != article.Minor {
				continue
			}
			if f.Check == "bullet-repeat" || f.Check == "bullet-spread" {
				got = append(got, f.Segment+" "+f.Check)
			}
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.cites, got, c.want)
		}
	}
}

// TestHostileBullets: a text made to take long does not. The bound is far above
// what it takes.
func TestHostileBullets(t *testing.T) {
	en := strings.Repeat("56 soldiers, including a likely not largest 56 since, said he “and 77 killed ", 5000)
	segments := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: strings.Repeat("قتل 56 جنديا ", 5000), En: en}}
	var bullets []article.Bullet
	for i := range 20 {
		bullets = append(bullets, article.Bullet{ID: fmt.Sprintf("b%d", i+1), Text: en[:4000+i], Cites: []string{"p1"}})
	}
	started := time.Now()
	Summary(bullets, segments, nil)
	if took := time.Since(started); took > 20*time.Second {
		t.Errorf("took %s", took)
	} else {
		t.Logf("took %s", took)
	}
}

func BenchmarkSummary(b *testing.B) {
	bullets := []article.Bullet{
		{ID: "b1", Text: "An airstrike on a market in Taiz killed 14 people, including a doctor, the Health Ministry said.", Cites: []string{"r1"}},
		{ID: "b2", Text: "The strike, blamed on the Red Falcons group, was the city's deadliest since June 2021.", Cites: []string{"r2"}},
		{ID: "b3", Text: "Inflation may fall to 12 percent by March, the bank's governor, Hassan Abdalla, said.", Cites: []string{"e2"}},
		{ID: "b4", Text: "Foreign debt has reached $165 billion, one of the highest levels in the region.", Cites: []string{"e4"}},
		{ID: "b5", Text: "France condemned the arrests and demanded the release of the journalists.", Cites: []string{"d5"}},
	}
	b.ReportAllocs()
	for b.Loop() {
		Summary(bullets, stories, nil)
	}
}
