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

// spokenLines writes the findings of some checks.
func spokenLines(segments []article.Segment, mentions []glossary.Mention, checks ...string) string {
	var kept []article.Finding
	for _, f := range Check(segments, mentions, Style{}).Findings {
		for _, c := range checks {
			if f.Check == c {
				kept = append(kept, f)
			}
		}
	}
	return lines(kept, segments)
}

type speechCase struct{ name, ar, en, want string }

func checkSpeech(t *testing.T, check string, cases []speechCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			segments := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}}
			if diff := cmp.Diff(c.want, spokenLines(segments, nil, check)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

const (
	wardAr = `وقالت وزيرة الصحة إن المستشفى "سيبقى مفتوحا أمام الجرحى ليلا ونهارا" رغم نقص الوقود.`
	wardEn = `The health minister said the hospital "will stay open to the wounded day and night" despite the fuel shortage.`
)

func TestQuotes(t *testing.T) {
	checkSpeech(t, "quote", []speechCase{
		{"kept", wardAr, wardEn, ""},
		{"kept in curly marks", wardAr, `The health minister said the hospital “will stay open to the wounded day and night” despite the fuel shortage.`, ""},
		{"kept in single marks", wardAr, `The health minister said the hospital 'will stay open to the wounded day and night' despite the fuel shortage.`, ""},
		{"made indirect", wardAr, `The health minister said the hospital will stay open to the wounded day and night despite the fuel shortage.`,
			"p1 quote major [سيبقى مفتوحا أمام الجرحى ليلا ونهارا] [The health minister said the hospital will stay open to the wounded day and night despite the fuel shortage.]\n"},
		{"words gone", `ووصفت الخطة بأنها "حل عادل ونهائي".`, `She called the plan`,
			"p1 quote major [حل عادل ونهائي] [She called the plan]\n"},
		{"a gap where words stood", `وقال إن بلاده لم تتلق "ردا واضحا" من الوسطاء.`, `He said his country had not received a from the mediators.`,
			"p1 quote major [ردا واضحا] [He said his country had not received a from the mediators.]\n"},
		{"phrase of a speaker", `ووصف الرئيس التقرير بأنه "هراء خالص".`, `The president called the report pure nonsense.`,
			"p1 quote major [هراء خالص] [The president called the report pure nonsense.]\n"},
		{"phrase that begins with a preposition", `وقالت إنها شعرت "بالخوف من الظلام".`, `She said she was afraid of the dark.`,
			"p1 quote major [بالخوف من الظلام] [She said she was afraid of the dark.]\n"},
		{"one word", `وقال إن مقاتلي "داعش" هربوا.`, `He said ISIS fighters had fled.`, ""},
		{"a paper", `وقال لصحيفة "الأيام الجديدة" إنه باق.`, `He told the New Days that he would stay.`, ""},
		{"an armed group", `وأعلنت حركة "رجال البحر" انسحابها.`, `The Men of the Sea announced their withdrawal.`, ""},
		{"a name in translation", `وقال "المرصد الوطني لحقوق الطفل" إن المدرسة أغلقت.`, `The National Observatory for the Rights of the Child said the school had closed.`, ""},
		{"a name by its sound", `وقال "الحشد الشعبي" إنه انسحب.`, `The Hashd al-Shaabi said it had withdrawn.`, ""},
		{"in Latin letters", `وقال إن فيلم "La La Land" أعجبه.`, `He said he liked La La Land.`, ""},
		{"Arabic mark without a partner", `وقال: "سيبقى المستشفى مفتوحا أمام الجميع.`, `The hospital would stay open to all, he said.`,
			"p1 quote minor [سيبقى المستشفى مفتوحا أمام الجميع.] [The hospital would stay open to all, he said.]\n"},

		{"invented", `وقال الوزير إن الجسر سيفتح قبل نهاية الشهر.`, `The minister said "the bridge will open before the end of the month."`,
			"p1 quote major [وقال الوزير إن الجسر سيفتح قبل نهاية الشهر.] [the bridge will open before the end of the month.]\n"},
		{"invented, told first", `وقال الوزير إن الجسر سيفتح.`, `"The bridge will open," the minister said.`,
			"p1 quote major [وقال الوزير إن الجسر سيفتح.] [The bridge will open,]\n"},
		{"a turn of phrase in marks", `ودعت إلى حل عادل ودائم للجميع هناك.`, `She called for what is "a just and lasting solution" there.`,
			"p1 quote minor [ودعت إلى حل عادل ودائم للجميع هناك.] [a just and lasting solution]\n"},
		{"distance marks", `ودعت إلى حل عادل.`, `She called for a "just solution".`, ""},
		{"speech behind a colon", `وقال الوزير: سنفتح الجسر قبل نهاية الشهر.`, `"We will open the bridge before the end of the month," the minister said.`, ""},
		{"told behind a colon", `وقال الوزير: إن الجسر سيفتح قبل نهاية الشهر.`, `The minister said "the bridge will open before the end of the month."`,
			"p1 quote major [وقال الوزير: إن الجسر سيفتح قبل نهاية الشهر.] [the bridge will open before the end of the month.]\n"},

		{"split by the verb", `وقال المدير "سنعود إلى العمل غدا، ولن نترك أحدا خارج المصنع".`, `"We will return to work tomorrow," the director said, "and leave nobody outside the plant."`, ""},
		{"joined", `"سنعود إلى العمل غدا"، قال المدير، "ولن نترك أحدا خارج المصنع".`, `The director said: "We will return to work tomorrow and leave nobody outside the plant."`, ""},
		{"one of two lost", `وقالت إن المدرسة "لن تغلق أبوابها أمام التلاميذ" في أي حال، فيما وعد رئيس البلدية بعد أيام من الاحتجاجات في وسط المدينة بأن "يصلح السقف قبل حلول الشتاء".`,
			`She said the school "will not close its doors to the pupils" in any case, while the mayor promised after days of protests in the city center to repair the roof before winter.`,
			"p1 quote major [لن تغلق أبوابها أمام التلاميذ\" في أي حال، فيما وعد رئيس البلدية بعد أيام من الاحتجاجات في وسط المدينة بأن \"يصلح السقف قبل حلول الشتاء] [will not close its doors to the pupils]\n"},
		{"closed early", `وأضاف: "عاد كل السكان إلى بيوتهم ولم يبق في المخيم سوى عائلات قليلة تنتظر دورها".`,
			`He added: "All the residents returned" to their homes and only a few families remained in the camp waiting for their turn.`,
			"p1 quote major [عاد كل السكان إلى بيوتهم ولم يبق في المخيم سوى عائلات قليلة تنتظر دورها] [All the residents returned]\n"},
		{"over the narration", `وأضاف أن السكان "عادوا إلى بيوتهم أخيرا" بعد عام كامل قضوه في خيام نصبت على أطراف المدينة قرب النهر.`,
			`He added that the residents "finally returned to their homes after a full year in tents pitched on the edge of the city near the river."`,
			"p1 quote major [عادوا إلى بيوتهم أخيرا] [finally returned to their homes after a full year in tents pitched on the edge of the city near the river.]\n"},
		{"a number left outside", `وقال: "قتل 14 من رجالنا في الكمين ونحن نبحث عن الباقين في الجبال" قرب الحدود.`,
			`He said 14 were dead: "They were our men, killed in the ambush, and we are looking for the rest in the mountains" near the border.`,
			"p1 quote major [14] [14]\n"},
		{"a number taken in", `وقال عن القتلى وهم 14 رجلا: "كانوا من خيرة رجالنا ونحن نبحث عن الباقين في الجبال".`,
			`He said of the dead: "The 14 were among our best men, and we are looking for the rest in the mountains."`,
			"p1 quote major [14] [14]\n"},
		{"a number that stays", `وقال: "قتل 14 من رجالنا في الكمين" قرب الحدود.`, `He said: "14 of our men were killed in the ambush" near the border.`, ""},
		{"mark without a partner", wardAr, `The health minister said the hospital "will stay open to the wounded day and night despite the fuel shortage.`,
			"p1 quote minor [" + wardAr + "] [will stay open to the wounded day and night despite the fuel shortage.]\n"},
		{"marks without a partner on both sides", `قال: "سنعود إلى العمل غدا.`, `He said: "We will return to work tomorrow.`, ""},
	})
}

const (
	openAr = `وقالت المديرة: "لن نغلق المدرسة مهما طال انتظار المعلمين لرواتبهم.`
	openEn = `We will not close the school however long the teachers wait for their pay`
)

// TestQuotesOpenInArabic: speech that goes on into the next paragraph has one
// mark alone.
func TestQuotesOpenInArabic(t *testing.T) {
	const words = "[لن نغلق المدرسة مهما طال انتظار المعلمين لرواتبهم.]"
	checkSpeech(t, "quote", []speechCase{
		{"marks gone", openAr, openEn + ", the principal said.", "p1 quote major " + words + " [" + openEn + ", the principal said.]\n"},
		{"marks kept", openAr, `"` + openEn + `," the principal said.`, ""},
		{"one mark kept", openAr, `The principal said: "` + openEn + ".", ""},
		{"verb far before", `ووصفت المديرة ما جرى في المدينة بأنه "خطأ كبير لن ينساه سكانها مهما مر من الوقت.`, `The principal called what happened in the city a great mistake.`,
			"p1 quote major [خطأ كبير لن ينساه سكانها مهما مر من الوقت.] [The principal called what happened in the city a great mistake.]\n"},
		{"nobody speaks", `وتوقفت في المدينة "حافلات النقل والقطارات ومراكب الصيد منذ الفجر.`, `Buses, trains and fishing boats have stood still in the city since dawn.`,
			"p1 quote minor [حافلات النقل والقطارات ومراكب الصيد منذ الفجر.] [Buses, trains and fishing boats have stood still in the city since dawn.]\n"},
		{"behind the noun for a name", `وقال إن حركة "رجال البحر هاجمت القرية فجرا وقتلت سبعة من سكانها.`, `He said the Men of the Sea attacked the village at dawn and killed seven of its residents.`,
			"p1 quote minor [رجال البحر هاجمت القرية فجرا وقتلت سبعة من سكانها.] [He said the Men of the Sea attacked the village at dawn and killed seven of its residents.]\n"},
		{"a mark at the end alone", `وقالت المديرة إن المدرسة لن تغلق أبوابها أمام التلاميذ".`, `The principal said the school would not close its doors to the pupils.`,
			"p1 quote minor [وقالت المديرة إن المدرسة لن تغلق أبوابها أمام التلاميذ] [The principal said the school would not close its doors to the pupils.]\n"},
		{"opened before the verb too", `"وقالت المديرة "لن نغلق المدرسة.`, `The principal said the school would stay open.`,
			"p1 quote major [وقالت المديرة ] [The principal said the school would stay open.]\n"},
	})
}

// TestQuotesPartlyLost: some quotations of a segment are there.
func TestQuotesPartlyLost(t *testing.T) {
	const (
		splitAr  = `"سنعود إلى العمل غدا"، قال المدير، "ولن نترك أحدا".`
		calledAr = `ووصفت الوزيرة القرار بأنه "خطأ فادح" وقالت: "لن نقبل بإغلاق المستشفى".`
		twoAr    = `وقالت الوزيرة إن القرار "يهدد حياة المرضى" وأضافت: "لن نقبل بإغلاق المستشفى".`
		thatAr   = `وانتقدت "الصمت الطويل" للبلدية، قائلة إن السكان "يعيشون بلا ماء".`
	)
	checkSpeech(t, "quote", []speechCase{
		{"the beginning gone", splitAr, `he said, "and we will leave nobody."`, "p1 quote major [سنعود إلى العمل غدا] [he]\n"},
		{"all but the verb gone", `"سنعود إلى العمل غدا"، قال المدير للعمال.`, `said the director to the workers.`,
			"p1 quote major [سنعود إلى العمل غدا] [said the director to the workers.]\n"},
		{"begins in lower case", `"سنعود إلى العمل غدا"، كتب موقع news.example.`, `news.example wrote: "We will return to work tomorrow."`, ""},
		{"phrase before speech", calledAr, `The minister called the decision a grave mistake and said: "We will not accept the hospital's closure."`,
			"p1 quote major [خطأ فادح\" وقالت: \"لن نقبل بإغلاق المستشفى] [We will not accept the hospital's closure.]\n"},
		{"phrase and speech kept", calledAr, `The minister called the decision "a grave mistake" and said: "We will not accept the hospital's closure."`, ""},
		{"one of two, both verbs there", twoAr, `The minister said the decision was and added: "We will not accept the hospital's closure."`,
			"p1 quote major [يهدد حياة المرضى\" وأضافت: \"لن نقبل بإغلاق المستشفى] [We will not accept the hospital's closure.]\n"},
		{"two in one, one verb", twoAr, `"The decision threatens patients' lives. We will not accept the hospital's closure," the minister said.`, ""},
		{"behind a statement of its own", thatAr, `She criticized the "long silence" of the municipality, saying that residents lived without water.`,
			"p1 quote major [الصمت الطويل\" للبلدية، قائلة إن السكان \"يعيشون بلا ماء] [long silence]\n"},
		{"name beside speech", `وقالت حركة "رجال البحر" إن الميناء "سيبقى مغلقا حتى الربيع".`, `The Men of the Sea said the port "will stay closed until spring."`, ""},
	})
}

// TestQuotedNames: what may be a name is left alone where English writes one.
func TestQuotedNames(t *testing.T) {
	const calledAr = `وهذا ما تسميه الشركة "الجيل الجديد للطاقة النظيفة".`
	checkSpeech(t, "quote", []speechCase{
		{"of the subject's making", calledAr, `The company calls it the new generation of clean energy.`,
			"p1 quote major [الجيل الجديد للطاقة النظيفة] [The company calls it the new generation of clean energy.]\n"},
		{"with capitals", calledAr, `The company calls it the New Generation for Clean Energy.`, ""},
		{"behind the bare noun", `وقالت إن مشروع "الجيل الجديد للطاقة النظيفة" تأخر.`, `She said the project for a new generation of clean energy was late.`, ""},
		{"an acronym", `وقال "الاتحاد الحر للعمال" إن الإضراب مستمر.`, `The UFW said the strike goes on.`, ""},
		{"known by a name", `وقال إنه صار "الرجل المعروف باسم النسر".`, `He said he had become the man known as the Eagle.`,
			"p1 quote major [الرجل المعروف باسم النسر] [He said he had become the man known as the Eagle.]\n"},
	})
}

// TestQuoteGoesOn: English opens a quotation again in the next paragraph and
// closes it only in the last.
func TestQuoteGoesOn(t *testing.T) {
	first := article.Segment{ID: "p1", Ar: `وقال: "سنعود إلى العمل غدا".`, En: `He said: "We will return to work tomorrow.`}
	for next, want := range map[string]string{
		`"Nobody will be left behind."`: "",
		`Nobody was left behind.`:       "p1 quote minor [" + first.Ar + "] [We will return to work tomorrow.]\n",
	} {
		second := article.Segment{ID: "p2", Ar: `"لن نترك أحدا".`, En: next}
		if second.En[0] != '"' {
			second.Ar = "ولم يترك أحد."
		}
		if got := spokenLines([]article.Segment{first, second}, nil, "quote"); got != want {
			t.Errorf("before %s: got %q, want %q", next, got, want)
		}
	}
}

func TestAttribution(t *testing.T) {
	checkSpeech(t, "attribution", []speechCase{
		{"kept", `وقال المحافظ إن الطريق مقطوع.`, `The road is cut, the governor said.`, ""},
		{"kept as according to", `الطريق مقطوع بحسب المحافظ.`, `The road is cut, according to the governor.`, ""},
		{"made a fact", `وقال المحافظ إن الطريق مقطوع.`, `The road is cut.`, "p1 attribution minor [وقال] [The road is cut.]\n"},
		{"a headline with a colon", `قال المحافظ إن الطريق مقطوع`, `Governor: Road cut`, ""},
		{"no speaker on either side", `الطريق مقطوع منذ الفجر.`, `The road has been cut since dawn.`, ""},
		{"a source", `وقال مصدر أمني إن الطريق مقطوع.`, `The road is cut, a security source said.`, ""},
		{"invented official", `انقطع الطريق بعد وصول السيول إلى الجسر.`, `The road was cut after floods reached the bridge, a senior official said.`,
			"p1 attribution major [انقطع الطريق بعد وصول السيول إلى الجسر.] [official]\n"},
		{"invented source of what was said", `وقالت الشركة إن الطريق مقطوع.`, `A company source said the road was cut.`,
			"p1 attribution minor [وقالت الشركة إن الطريق مقطوع.] [source]\n"},
		{"made clear", `وأوضح المحافظ أن الطريق مقطوع.`, `The governor made clear the road was cut.`, ""},
		{"a source lost", `ووفق المرصد جرفت السيول الجسر.`, `Floods swept the bridge away.`, "p1 attribution minor [ووفق] [Floods swept the bridge away.]\n"},
		{"a source lost at the end", `جرفت السيول الجسر حسب مصادر محلية.`, `Floods swept the bridge away.`,
			"p1 attribution minor [حسب] [Floods swept the bridge away.]\n"},
		{"an agency's source lost", `ونقلت وكالة الأنباء عن مصدر أن الجسر جرف.`, `The bridge was swept away.`,
			"p1 attribution minor [ونقلت] [The bridge was swept away.]\n"},
		{"a warning lost", `وحذر المحافظ من أن الجسر سيغلق.`, `The bridge will be closed.`, "p1 attribution minor [وحذر] [The bridge will be closed.]\n"},
		{"one sentence of two", `ووفق المرصد جرفت السيول الجسر. وقال المحافظ إنه سيبنى.`, `Floods swept the bridge away. It will be built, the governor said.`,
			"p1 attribution minor [ووفق] [Floods swept the bridge away.]\n"},
		{"sentences that do not correspond", `ووفق المرصد جرفت السيول الجسر وغادر السكان.`, `Floods swept the bridge away. Residents left.`, ""},
		{"a source kept", `ووفق المرصد جرفت السيول الجسر.`, `Floods swept the bridge away, the observatory reported.`, ""},
		{"as the plan has it", `يسير العمل وفق الخطة.`, `Work goes on as planned.`, ""},
		{"as the need is", `توزع المياه حسب الحاجة.`, `Water is handed out where needed.`, ""},
		{"not only", `لم تجرف السيول الجسر فحسب.`, `Floods swept away more than the bridge.`, ""},
		{"carried away", `ونقل السكان عن بيوتهم إلى المدرسة.`, `Residents were taken from their homes to the school.`, ""},
		{"warned off", `حذر السكان من الفيضان.`, `The residents took care.`, ""},
		{"officials who do not speak", `زار الوفد المصنع.`, `Officials visited the plant.`, ""},
	})
}

func TestHedges(t *testing.T) {
	checkSpeech(t, "hedge", []speechCase{
		{"attributed", `قتل جنديان في هجوم نسب إلى التنظيم.`, `Two soldiers were killed in an attack attributed to the group.`, ""},
		{"blamed", `قتل جنديان في هجوم نسب لتنظيم القاعدة.`, `Two soldiers were killed in an attack blamed on al-Qaida.`, ""},
		{"carried out", `قتل جنديان في هجوم نسب إلى التنظيم.`, `Two soldiers were killed in an attack carried out by the group.`,
			"p1 hedge major [نسب] [Two soldiers were killed in an attack carried out by the group.]\n"},
		{"claimed", `قتل جنديان في هجوم نسب إلى التنظيم.`, `Two soldiers were killed in an attack claimed by the group.`,
			"p1 hedge major [نسب] [Two soldiers were killed in an attack claimed by the group.]\n"},
		{"claimed in Arabic too", `قتل جنديان في هجوم تبناه التنظيم.`, `Two soldiers were killed in an attack claimed by the group.`, ""},
		{"a claim", `قتل جنديان في هجوم نسب إلى التنظيم.`, `Two soldiers were killed in an attack that the army claims was the group's.`, ""},
		{"remarks attributed", `ونفى الوزير التصريحات المنسوبة إليه.`, `The minister denied the remarks attributed to him.`, ""},
		{"remarks made", `ونفى الوزير التصريحات المنسوبة إليه.`, `The minister denied his remarks.`,
			"p1 hedge major [المنسوبة] [The minister denied his remarks.]\n"},
		{"police blame", `ونسبت الشرطة الهجوم إلى التنظيم.`, `The group carried out the attack.`,
			"p1 hedge major [ونسبت] [The group carried out the attack.]\n"},
		{"the deed attributed", `ونسب الهجوم إلى التنظيم.`, `The attack was attributed to the group.`, ""},
		{"the deed, carried out", `ونسب الهجوم إلى التنظيم.`, `The attack was carried out by the group.`,
			"p1 hedge major [ونسب] [The attack was carried out by the group.]\n"},
		{"the deed, claimed", `ونُسب الهجوم إلى التنظيم.`, `The attack was claimed by the group.`,
			"p1 hedge major [ونُسب] [The attack was claimed by the group.]\n"},
		{"a saying, with its vowel", `ونُسبت إليه أقوال حادة.`, `He spoke sharply.`, "p1 hedge major [ونُسبت] [He spoke sharply.]\n"},
		{"rates of crime", `نسب الجريمة إلى انخفاض.`, `Crime rates are falling.`, ""},
		{"rates of attacks", `انخفضت نسب الهجمات إلى النصف.`, `Attack rates fell by half.`, ""},
		{"percentages", `ارتفعت نسب البطالة هذا العام.`, `Unemployment rates rose this year.`, ""},
		{"percentages to", `ارتفعت نسب البطالة إلى الضعف.`, `Unemployment rates doubled.`, ""},
		{"a level", `ارتفع منسوب النهر إلى متر.`, `The river rose to a meter.`, ""},
		{"likely", `ويرجح أن يكون الحريق متعمدا.`, `The fire was likely set on purpose.`, ""},
		{"certain", `ويرجح أن يكون الحريق متعمدا.`, `The fire was set on purpose.`,
			"p1 hedge major [ويرجح] [The fire was set on purpose.]\n"},
		{"suspected", `اعتقل ثلاثة مشتبه بهم.`, `Three suspects were arrested.`, ""},
		{"alleged", `اعتقل المهاجم المزعوم.`, `The attacker was arrested.`, "p1 hedge major [المزعوم] [The attacker was arrested.]\n"},
		{"likely, in an official's mouth", `ويرجح أن يكون المهاجمون "استغلوا الضباب الكثيف".`, `An official said the attackers "took advantage of the dense fog."`,
			"p1 hedge major [ويرجح] [An official said the attackers \"took advantage of the dense fog.\"]\n"},
		{"likely beside a quotation", `ويرجح أن يكون المهاجمون "استغلوا الضباب الكثيف".`, `The attackers likely "took advantage of the dense fog."`, ""},
		{"marks for a word", `اعتقل المهاجم المزعوم.`, `The "attacker" was arrested.`, ""},
		{"perhaps", `ربما غادر الوفد المدينة.`, `The delegation left the city.`, "p1 hedge minor [ربما] [The delegation left the city.]\n"},
		{"may", `قد يغادر الوفد المدينة.`, `The delegation may leave the city.`, ""},
		{"may, stated", `قد يغادر الوفد المدينة غدا.`, `The delegation leaves the city tomorrow.`,
			"p1 hedge minor [قد] [The delegation leaves the city tomorrow.]\n"},
		{"has", `وكان الوفد قد غادر المدينة.`, `The delegation had left the city.`, ""},
		{"sentence by sentence", `ربما غادر الوفد. وصل الوزير.`, `The delegation left. The minister may have arrived.`,
			"p1 hedge minor [ربما] [The delegation left.]\n"},
	})
}

func TestSpeechVerbs(t *testing.T) {
	checkSpeech(t, "speech-verb", []speechCase{
		{"denied", `ونفى الوزير أن يكون الجسر مغلقا.`, `The minister denied that the bridge was closed.`, ""},
		{"denied, otherwise", `ونفى الوزير إغلاق الجسر.`, `The minister said the bridge was not closed.`, ""},
		{"denied what follows", `اتهامات تنفيها الحكومة.`, `Accusations that the government denies.`, ""},
		{"denial", `وجاء نفي الوزير سريعا.`, `The minister's denial came quickly.`, ""},
		{"denied turned round", `ونفى الوزير إغلاق الجسر.`, `The minister said the bridge was closed.`,
			"p1 speech-verb major [ونفى] [said]\n"},
		{"said turned round", `وقال الوزير إن الجسر مغلق.`, `The minister denied that the bridge was closed.`,
			"p1 speech-verb major [وقال] [denied]\n"},
		{"said turned round behind a quotation", `وقال الوزير: "سنعود إلى هنا غدا".`, `"We will return here tomorrow," he denied on Sunday.`,
			"p1 speech-verb major [وقال] [denied]\n"},
		{"refused a request", `رفضت المحكمة طلبه.`, `The court denied his request.`, ""},
		{"kept from", `حرم السكان من الماء.`, `Residents were denied water.`, ""},
		{"asked not to be named", `وقال مسؤول رفض الكشف عن اسمه إن الجسر مغلق.`, `The bridge is closed, said an official on condition of anonymity.`, ""},
		{"a word for something else", `أنقذ الحارس مرماه.`, `The keeper denied the striker.`, "p1 speech-verb minor [أنقذ الحارس مرماه.] [denied]\n"},
		{"claimed", `وزعم المتهم أنه بريء.`, `The defendant claimed he was innocent.`, ""},
		{"claimed, said", `وزعم المتهم أنه بريء.`, `The defendant said he was innocent.`,
			"p1 speech-verb minor [وزعم] [said]\n"},
		{"claimed, revealed", `وادعى المتهم أنه بريء.`, `The defendant revealed that he was innocent.`,
			"p1 speech-verb minor [وادعى] [revealed]\n"},
		{"claimed, insisted", `وادعى المتهم أنه بريء.`, `The defendant insisted he was innocent.`, ""},
		{"claimed, and another said", `وزعم المتهم أنه بريء وقال محاميه إنه مريض.`, `The defendant is innocent, he says, and ill, his lawyer said.`, ""},
		{"is called", `وقال شاهد يدعى كريم إن الجسر مغلق.`, `A witness by the name of Karim said the bridge was closed.`, ""},
		{"is called, nobody says", `وصل رجل يدعى كريم، وأعلنت المدينة الحداد.`, `A man by the name of Karim arrived, and the city announced mourning.`, ""},
		{"led", `وتزعم كريم الحزب عامين وأعلن استقالته.`, `Karim led the party for two years and announced his resignation.`, ""},
		{"the prosecution", `وأعلن الادعاء أن المتهم بريء.`, `Prosecutors announced that the defendant was innocent.`, ""},
		{"denied, confirmed", `نفى الوزير مشاركته في اللقاء.`, `The minister confirmed that he took part in the meeting.`,
			"p1 speech-verb major [نفى] [confirmed]\n"},
		{"denied, acknowledged", `نفت وزارة الصحة وجود نقص في الدواء.`, `The Health Ministry acknowledged a shortage of medicine.`,
			"p1 speech-verb major [نفت] [acknowledged]\n"},
		{"denied that it is so, confirmed", `نفى الوزير صحة النبأ.`, `The minister confirmed the report.`, "p1 speech-verb major [نفى] [confirmed]\n"},
		{"denied and confirmed", `نفى الوزير النبأ وأكد أن الجسر مفتوح.`, `The minister brushed the report aside and confirmed the bridge was open.`, ""},
		{"denied, confirmed that not", `نفى الوزير إغلاق الجسر.`, `The minister confirmed the bridge was not closed.`, ""},
		{"does not deny", `لا ينفي الوزير وجود نقص.`, `The minister acknowledges a shortage.`, ""},
		{"without a denial", `تحدث الوزير من دون أن ينفي النبأ.`, `The minister spoke and in effect acknowledged the report.`, ""},
		{"exiled", `نفي الشاعر إلى الجزيرة.`, `The poet was exiled to the island, letters reveal.`, ""},
		{"a prank", `كانت كذبة أبريل.`, `It was an April prank, he admitted.`, ""},
		{"called false, confirmed", `كذب المتحدث هذه الأنباء.`, `The spokesperson confirmed the reports.`, "p1 speech-verb major [كذب] [confirmed]\n"},
		{"called false", `كذب المتحدث هذه الأنباء.`, `The spokesperson called the reports false.`, ""},
		{"lied", `كذب الوزير في شهادته.`, `The minister lied, the judge confirmed.`, ""},
		{"accused, praised", `اتهم الوزير المعارضة بالتقصير.`, `The minister praised the opposition.`, "p1 speech-verb major [اتهم] [praised]\n"},
		{"accused of praise", `اتهم الوزير خصمه بأنه رحب بالهجوم.`, `The minister said his rival had welcomed the attack.`, ""},
		{"charged", `اتهم الرجل بالسرقة، وهنأت الجارة الشرطة.`, `The man was charged with theft; a neighbor congratulated police.`, ""},
		{"doubted, praised", `شككت المعارضة في النتائج.`, `The opposition welcomed the results.`, "p1 speech-verb major [شككت] [welcomed]\n"},
		{"doubted", `شككت المعارضة في النتائج.`, `The opposition questioned the results.`, ""},
		{"claimed, confirmed", `وزعم المتهم أنه بريء.`, `The defendant confirmed he was innocent.`,
			"p1 speech-verb major [وزعم] [confirmed]\n"},
		{"stressed, confirmed", `وأكد المتهم أنه بريء.`, `The defendant confirmed he was innocent.`, ""},
		{"said, claimed", `وقال المتهم إنه بريء.`, `The defendant claimed that he was innocent.`,
			"p1 speech-verb minor [وقال] [claimed]\n"},
		{"said, admitted", `وقال المتهم إنه كان هناك.`, `The defendant admitted that he was there.`,
			"p1 speech-verb minor [وقال] [admitted]\n"},
		{"admitted", `وأقر المتهم بأنه كان هناك.`, `The defendant admitted that he was there.`, ""},
		{"confessed", `واعترف المتهم بأنه كان هناك.`, `The defendant confessed that he was there.`, ""},
		{"responsibility", `وأعلن التنظيم مسؤوليته عن الهجوم.`, `The group claimed responsibility for the attack.`, ""},
		{"condemned", `ودان المجلس الهجوم.`, `The council condemned the attack.`, ""},
		{"condemned, praised", `ودان المجلس الهجوم.`, `The council praised the attack.`, "p1 speech-verb major [ودان] [praised]\n"},
		{"praised, condemned", `وأشاد المجلس بالخطة.`, `The council condemned the plan.`, "p1 speech-verb major [وأشاد] [condemned]\n"},
		{"condemned a welcome", `ودان المجلس الترحيب بالوفد.`, `The council condemned the welcome for the delegation.`, ""},
		{"welcomed", `ورحب المجلس بالخطة.`, `The council welcomed the plan.`, ""},
	})
}

// TestBackTranslated: the words of one who spoke English are marked until
// another speaks.
func TestBackTranslated(t *testing.T) {
	g, err := glossary.New([]glossary.Term{
		{ID: "moore", Arabic: "سارة مور", English: "Sarah Moore", Type: glossary.TypePerson, Origin: "en"},
		{ID: "karimi", Arabic: "نبيل كريمي", English: "Nabil Karimi", Type: glossary.TypePerson},
		{ID: "council", Arabic: "مجلس المدينة", English: "City Council", Type: glossary.TypeOrg},
	})
	if err != nil {
		t.Fatal(err)
	}
	segments := []article.Segment{
		{ID: "p1", Ar: `أكد مجلس المدينة أن "العمل يسير وفق الخطة".`, En: `The City Council stressed that "work is going to plan."`},
		{ID: "p2", Ar: `وقالت المتحدثة سارة مور إن "الميناء سيفتح قريبا".`, En: `Spokesperson Sarah Moore said "the port will open soon."`},
		{ID: "p3", Ar: `وأضافت: "سنرسل السفن غدا".`, En: `She added: "We will send the ships tomorrow."`},
		{ID: "p4", Ar: `ويقع الميناء شمال البلاد.`, En: `The port lies in the north of the country.`},
		{ID: "p5", Ar: `وشددت المتحدثة على أن "الطريق طويل وصعب".`, En: `The spokesperson stressed that "the road is long and hard."`},
		{ID: "p6", Ar: `وقالت إن "الكلفة" ارتفعت.`, En: `She said the "cost" had risen.`},
		{ID: "p7", Ar: `وقال نبيل كريمي إن "الميناء ليس جاهزا بعد".`, En: `Nabil Karimi said "the port is not ready yet."`},
		{ID: "p8", Ar: `وأضاف أن "الرافعات معطلة منذ شهر".`, En: `He added that "the cranes have been out of order for a month."`},
		{ID: "p9", Ar: `"نحن هنا لنبقى"، قالت سارة مور.`, En: `"We are here to stay," Sarah Moore said.`},
		{ID: "p10", Ar: `وقال سكان إنهم "لم يروا سفينة واحدة".`, En: `Residents said they had "not seen a single ship."`},
	}
	want := "p2 back-translated minor [الميناء سيفتح قريبا] [the port will open soon.]\n" +
		"p3 back-translated minor [سنرسل السفن غدا] [We will send the ships tomorrow.]\n" +
		"p5 back-translated minor [الطريق طويل وصعب] [the road is long and hard.]\n" +
		"p9 back-translated minor [نحن هنا لنبقى] [We are here to stay,]\n"
	if diff := cmp.Diff(want, spokenLines(segments, g.Mentions(segments), "back-translated")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for i := range segments {
		segments[i].En = "Nothing is quoted here."
	}
	if got := spokenLines(segments, g.Mentions(segments), "back-translated"); got != "" {
		t.Errorf("without a quotation: %s", got)
	}
}

// TestHostileSpeech: quotations and verbs without end do not hold a worker.
func TestHostileSpeech(t *testing.T) {
	const n = 4000
	var took time.Duration
	for _, c := range [][2]string{
		{`قال "هراء خالص" `, "He said Pure Nonsense. "},
		{`سنعود" `, `we return," `},
		{`"هراء خالص" `, `"pure nonsense" `},
		{`قال إنه 14 "كذا 14 وكذا 15 وكذا" `, `He said 14 "so 14 and 15 and so" `},
		{`نفى ربما نسب زعم. `, `denied. `},
		{`اعترف قال `, `claimed that `},
		{`"و و" `, `"a b `},
		{`"قال ا `, `he said`},
		{`«"'`, `“"'`},
		{`ً"`, `official said `},
	} {
		segments := []article.Segment{{ID: "p1", Ar: strings.Repeat(c[0], n), En: strings.Repeat(c[1], n)}}
		p := read(segments[0], nil)
		started := time.Now()
		p.hear(true)
		voices(p)
		took += time.Since(started)
	}
	if took > time.Second {
		t.Errorf("took %s", took)
	}
}

// FuzzSpeech: findings lie in their texts.
func FuzzSpeech(f *testing.F) {
	f.Add(wardAr, wardEn)
	f.Add(`"وقال "سنعود غدا`, `he said, "we`)
	f.Add("نسب ل\xff", "claimed by")
	f.Add(`زعم قد ي`, `'n' confirmed ”`)
	f.Fuzz(func(t *testing.T, ar, en string) {
		p := read(article.Segment{Ar: ar, En: en}, nil)
		quotes, v := p.hear(true)
		for _, x := range append(quotes, voices(p)...) {
			inside(t, ar, x.SourceSpan)
			inside(t, en, x.TargetSpan)
		}
		inside(t, ar, v.source)
		inside(t, en, v.target)
		inside(t, en, v.pending)
	})
}

// BenchmarkSpeech runs the checks of speech over an article of about 700 words,
// and texts ten and a hundred times as long.
func BenchmarkSpeech(b *testing.B) {
	for _, n := range []int{32, 320, 3200} {
		p := read(article.Segment{Ar: strings.Repeat(wardAr+" ", n*2), En: strings.Repeat(wardEn+" ", n*2)}, nil)
		b.Run(fmt.Sprint(len(p.ar)), func(b *testing.B) {
			for b.Loop() {
				if quotes, _ := p.hear(true); len(quotes) > 0 || len(voices(p)) > 0 {
					b.Fatal("a finding in a correct text")
				}
			}
		})
	}
}
