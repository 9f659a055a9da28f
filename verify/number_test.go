package verify

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"naql/arabic"
	"naql/article"
	"naql/glossary"
)

// numberLines are the findings of the number check alone.
func numberLines(ar, en string) string {
	s := article.Segment{ID: "p1", Role: article.RoleBody, Ar: ar, En: en}
	return lines(finish("p1", numbers(read(s, nil))), []article.Segment{s})
}

type numberCase struct{ name, ar, en, want string }

func checkNumbers(t *testing.T, cases []numberCase) {
	t.Helper()
	for _, c := range cases {
		if diff := cmp.Diff(c.want, numberLines(c.ar, c.en)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestNumbersSwapped(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"heads", "قتل 28 جنديا و56 مقاتلا.", "The raid killed 56 soldiers and 28 fighters.", "p1 number major [28] [56]\n"},
		{"heads in place", "قتل 28 جنديا و56 مقاتلا.", "The raid killed 56 fighters and 28 soldiers.", ""},
		{"behind من", "قتل 28 من عناصر الشرطة و56 من المدنيين.", "56 members of the police and 28 civilians died.", "p1 number major [28] [56]\n"},
		{"words and figures", "اعتقلت الشرطة ١٢ رجلا وسبع نساء.", "Police arrested seven men and 12 women.", "p1 number major [١٢] [seven]\n"},
		{"dead and wounded", "أسفر عن مقتل 28 وإصابة 56.", "It killed 56 and wounded 28.", "p1 number major [28] [56]\n"},
		{"dead and wounded in place", "أسفر عن مقتل 28 وإصابة 56.", "It left 28 dead and 56 wounded.", ""},
		{"nouns for them", "سقط 28 قتيلا و56 جريحا.", "56 were killed and 28 injured.", "p1 number major [28] [56]\n"},
		{"passive and active", "قُتل 28 شخصا وأصيب 56 بجروح.", "Gunmen killed 28 people; 56 were wounded.", ""},
		{"one event for all", "قتل 28 جنديا و56 مقاتلا وخمسة مدنيين.", "28 soldiers, 56 fighters and five civilians were killed.", ""},
		{"currencies", "دفعت 250 مليون دولار و30 مليون يورو.", "It paid €250 million and $30 million.", "p1 number major [250 مليون] [30 million]\n"},
		{"year and count", "في عام 2013 سئل 4000 بالغ.", "In 4,000, some 2013 adults were asked.", "p1 number minor [4000] [2013]\n"},
		{"year and age", "أسسها عام 2016 وانضم كريم البالغ 52 عاما.", "He founded it in 52, and Karim, 2016, joined.", "p1 number minor [52] [2016]\n"},
		{"age in commas", "أسسها عام 2016 وانضم كريم البالغ 52 عاما.", "He founded it in 2016, and Karim, 52, joined.", ""},
		{"another noun", "قتل سبعة مدنيين في الغارة.", "Seven militants were killed in the raid.", "p1 number major [سبعة] [Seven]\n"},
		{"another noun behind", "أسقطت الدفاعات 12 مسيرة.", "Air defenses downed a total of 12 missiles.", "p1 number major [12] [12]\n"},
		{"a wider noun", "قتل سبعة مدنيين في الغارة.", "Seven people, civilians, were killed in the raid.", ""},
		{"men of the police", "قتل خمسة من رجال الشرطة.", "Five soldiers were killed.", "p1 number major [خمسة] [Five]\n"},
		{"some of so many", "أيدته 14 دولة من الدول الخمس عشرة الأعضاء.", "It was backed by 14 members of the 15-nation council.", ""},
		{"a noun for another", "قتل أربعة من رجال الشرطة.", "Four police officers were killed.", ""},
		{"both nouns on both sides", "قتل 40 مدنيا بينهم أطفال.", "Forty children and other civilians were killed.", ""},
		{"measure", "زلزال بقوة 7.5 درجات وأمواج بارتفاع 20 قدما.", "A 20 magnitude quake and waves of 7.5 feet.", "p1 number major [7.5] [20]\n"},
		{"population and year", "بلغ عدد سكانها 379,800 نسمة في عام 2017.", "It had a population of 2017 in 379,800.", "p1 number major [379,800] [2017]\n"},
		{"of so many", "فازت بـ 72 مقعدا من أصل 329.", "It won 72 of the 329 seats.", ""},
		{"name with a number", "شاركت 3 طائرات من طراز إف-16.", "Three F-16 aircraft took part.", ""},
		{"range", "بين 3 إلى 6 أمتار.", "From 6 to 3 meters.", "p1 number major [3 إلى 6] [6 to 3]\n"},
		{"ages", "بين 18 و29 عاما.", "The 29- to 18-year-olds.", "p1 number major [18 و29] [29- to 18]\n"},
		{"score", "فاز 5-3.", "They won 3-5.", "p1 number minor [5-3] [3-5]\n"},
		{"small score", "تقدم 1-0 في الشوط الأول.", "They led 0-1 in the first half.", "p1 number minor [1-0] [0-1]\n"},
		{"score both ways", "خسر 4-6 ثم فاز 6-4.", "He lost 4-6, then won 6-4.", ""},
		{"score parted", "فاز 4-1 ثم خاض 18 مباراة.", "They won 4-18, then played 1 matches.", "p1 number major [4-1] [4-18]\n"},
		{"score in words", "فاز 2-1.", "They won by two goals to one.", ""},
		{"same said of both", "حضر 10,000 شخص ثم 200 شخص.", "First 200 people came, then 10,000 people.", "p1 number minor [10,000 شخص ثم 200] [200 people came, then 10,000]\n"},
		{"one put for another", "سئل في 74 مدرسة 72 في المئة وفي غيرها 72 في المئة.", "Of 72 schools, 74 percent, elsewhere 72 percent.",
			"p1 number critical [74] [74 percent]\np1 number critical [72 في المئة] [72]\n"},
	})
}

func TestNumbersBesideTerms(t *testing.T) {
	s := article.Segment{
		ID: "p1", Ar: "وقتل 5 في البصرة و8 في كركوك.", En: "It killed 8 in Basra and 5 in Kirkuk.",
	}
	check := func(en string) []article.Finding {
		s.En = en
		mentions := glossary.Starter().Mentions([]article.Segment{s})
		p := read(s, mentions)
		p.found = glossary.Prove(s.En, mentions)
		return numbers(p)
	}
	if found := check("It killed 8 in Basra and 5 in Kirkuk."); len(found) != 1 || found[0].Severity != article.Minor {
		t.Errorf("swapped: %+v", found)
	}
	for _, en := range []string{"It killed 5 in Basra and 8 in Kirkuk.", "In Kirkuk it killed 8, in Basra 5.", "In Basra 5 were killed, and 8 in Kirkuk."} {
		if found := check(en); len(found) != 0 {
			t.Errorf("%s: %+v", en, found)
		}
	}
}

func TestNumberUnits(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"currency", "كلف 250 مليون دولار.", "It cost €250 million.", "p1 number critical [250 مليون] [250 million]\n"},
		{"currency in words", "كلف 250 مليون دولار.", "It cost 250 million pounds.", "p1 number critical [250 مليون] [250 million]\n"},
		{"currency lost", "كلف 250 مليون دولار.", "It cost 250 million.", "p1 number minor [250 مليون] [250 million]\n"},
		{"currency kept", "كلف 250 مليون دولار أميركي.", "It cost US$250 million.", ""},
		{"first end of a range", "بين 5 و10 ملايين دولار.", "Between $5 million and $10 million.", ""},
		{"pounds of Lebanon", "1500 ليرة لبنانية.", "1,500 Lebanese pounds.", ""},
		{"measure", "على بعد 70 كم.", "70 miles away.", "p1 number major [70] [70]\n"},
		{"measure converted", "على بعد 70 كيلومترا.", "70 kilometers (43 miles) away.", ""},
		{"converted wrongly", "على بعد 70 كيلومترا.", "70 kilometers (34 miles) away.", "p1 number critical [] [34]\n"},
		{"converted alone", "على بعد 70 كيلومترا.", "43 miles away.", "p1 number critical [70] [43]\n"},
		{"degrees", "بلغت الحرارة 49 درجة مئوية.", "It reached 49 degrees Celsius (120 Fahrenheit).", ""},
		{"time", "خلال خمسة أيام.", "Within five weeks.", "p1 number major [خمسة] [five]\n"},
		{"counted off", "سجل في الدقيقة 89 يوم السبت.", "He scored in the 89th minute on Saturday.", ""},
		{"points of percent", "ارتفع 5 نقاط مئوية.", "It rose 5 percent.", "p1 number minor [5 نقاط مئوية] [5 percent]\n"},
		{"percent lost", "ارتفع 12%.", "It rose 12.", "p1 number critical [12%] [12]\n"},
		{"percent as a part", "20 في المئة منهم.", "A fifth of them.", ""},
		{"elsewhere in the text", "3 أيام ثم 3 أسابيع.", "Three days, then 3 weeks.", ""},
	})
}

func TestNumberBounds(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"kept", "نزح نحو 300 شخص.", "About 300 people fled.", ""},
		{"some", "نزح نحو 300 شخص.", "Some 300 people fled.", ""},
		{"some for none", "نزح 300 شخص.", "Some 300 people fled.", ""},
		{"lost", "نزح نحو 300 شخص.", "It displaced 300 people.", "p1 number minor [300] [300]\n"},
		{"added", "نزح 300 شخص.", "More than 300 people fled.", "p1 number minor [300] [300]\n"},
		{"turned round", "نزح أكثر من 300 شخص.", "Fewer than 300 people fled.", "p1 number major [300] [300]\n"},
		{"at least and more", "نزح أكثر من 300 شخص.", "At least 300 people fled.", ""},
		{"no more than", "نزح ما لا يزيد على 300 شخص.", "No more than 300 people fled.", ""},
		{"up to", "نزح 300 شخص.", "Up to 300 people fled.", ""},
		{"behind", "نزح 300 شخص على الأقل.", "300 people or more fled.", ""},
		{"the hour", "حوالي الساعة 4.", "At about 4.", ""},
		{"another number's", "قتل 5 ونزح نحو 300.", "It killed about 5; 300 fled.", "p1 number minor [5] [5]\np1 number minor [300] [300]\n"},
	})
}

func TestVagueNumbers(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"kept", "نزح عشرات الآلاف وقتل مئات.", "Tens of thousands fled and hundreds died.", ""},
		{"accusative", "يضم آلافا منهم.", "It holds thousands of them.", ""},
		{"few hundred", "بضع مئات.", "A few hundred.", ""},
		{"other size", "نزح عشرات الآلاف.", "Thousands fled.", "p1 number major [عشرات الآلاف] [Thousands]\n"},
		{"lost", "أصيب العشرات.", "Many were hurt.", "p1 number minor [العشرات] []\n"},
		{"added", "أصيب كثيرون.", "Hundreds were hurt.", "p1 number minor [] [Hundreds]\n"},
		{"made exact", "نزح آلاف السكان.", "Some 3,000 residents fled.", "p1 number critical [آلاف] [3,000]\n"},
		{"exact made vague", "نزح 3000 من السكان.", "Thousands of residents fled.", "p1 number critical [3000] [Thousands]\n"},
	})
}

func TestNumberWithoutItsSign(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"ordinal", "يحتفل بذكراه.", "It marks its th anniversary.", "p1 number major [] [th]\n"},
		{"currency", "كلف الملايين.", "It cost $ millions.", "p1 number major [] [$]\n"},
		{"in their place", "الخامس و6% وسبعة بالمئة و$8.", "The 5th; 6 %, seven % and $ 8, US$ and TH.", ""},
	})
}

// TestNumbersOfWireCopy holds Arabic as the agencies write it, with the
// English of a good translator: none is worth a severe finding or many others.
func TestNumbersOfWireCopy(t *testing.T) {
	for _, c := range []struct{ ar, en string }{
		{"مقتل 47 شخصاً وإصابة 112 آخرين خلال الساعات الـ24 الماضية.", "47 people were killed and 112 others wounded in the past 24 hours."},
		{"ارتفعت الحصيلة إلى 41 ألفا و788 شخصا.", "The toll rose to 41,788 people."},
		{"ارتفع خام برنت 1,2 في المئة إلى 85,30 دولارا للبرميل.", "Brent rose 1.2% to $85.30 a barrel."},
		{"بلغت الكلفة نحو 3 مليارات و400 مليون دولار.", "It cost about $3.4 billion."},
		{"تبلغ مساحتها 12.500 كيلومتر مربع.", "It covers 12,500 square kilometers."},
		{"يبلغ عدد سكانها نحو مليون ونصف المليون نسمة.", "It has about 1.5 million people."},
		{"حكم عليه بالسجن خمس سنوات وبغرامة ألفي دولار.", "He got five years in prison and a $2,000 fine."},
		{"وفاز بنسبة 52,3% مقابل 47,7% لمنافسه.", "He won 52.3 percent to 47.7 percent for his rival."},
		{"في الذكرى السنوية الـ33.", "On the 33rd anniversary."},
		{"ارتفعت الصادرات ثلاثة أضعاف إلى 9 ملايين طن.", "Exports tripled to 9 million tons."},
		{"بين عامي 2014 و2017.", "Between 2014 and 2017."},
		{"قُتل أكثر من 500 ألف شخص منذ بدء النزاع عام 2011.", "More than 500,000 people have been killed since it began in 2011."},
		{"دخلت 130 شاحنة، منها 20 شاحنة وقود.", "A total of 130 trucks entered, including 20 carrying fuel."},
		{"بقيمة 1,27 مليار درهم (نحو 350 مليون دولار).", "Worth 1.27 billion dirhams (about $350 million)."},
		{"سجل هدفين في الدقيقتين 23 و67.", "He scored twice, in the 23rd and 67th minutes."},
		{"صوّت 120 نائبا مع القرار وعارضه 14.", "It passed with 120 votes in favor and 14 against."},
		{"سيفرج عن 50 رهينة مقابل 150 أسيرا.", "Fifty hostages will be freed for 150 prisoners."},
		{"خطة من 8 نقاط.", "An eight-point plan."},
		{"عثر على جثث 17 مهاجرا، وأنقذ 45 آخرون.", "The bodies of 17 migrants were found and 45 others rescued."},
		{"رفع الفائدة 25 نقطة أساس إلى 5,5 في المئة.", "It raised rates 25 basis points to 5.5 percent."},
		{"يقدر عددهم بما بين 8 و10 آلاف مقاتل.", "They are put at 8,000 to 10,000 fighters."},
		{"بموجب المادة 128 من القانون رقم 4 لسنة 2015.", "Under Article 128 of Law No. 4 of 2015."},
		{"قرابة ٣٥٠ ألف نازح من ٢٧ قرية.", "Nearly 350,000 displaced people from 27 villages."},
		{"ما مجموعه مئة وسبعة وعشرون شخصا.", "A total of 127 people."},
		{"مقتل شخصين وفقدان خمسة.", "Two people were killed and five are missing."},
		{"من 10 آلاف إلى 12 ألفا و500.", "From 10,000 to 12,500."},
		{"أسعار النفط بين 70 و75 دولارا.", "Oil prices of $70-75."},
		{"ربع مليون لاجئ ونصف مليار دولار.", "A quarter of a million refugees and $500 million."},
		{"شارع 14 تموز.", "14 July Street."},
		{"على مدار الساعة.", "24/7."},
		{"مجموعة العشرين ومجموعة 5+1.", "The G20 and the 5+1 group."},
	} {
		if got := numberLines(c.ar, c.en); got != "" {
			t.Errorf("%s | %s: %s", c.ar, c.en, got)
		}
	}
}

// FuzzNumberCheck: hostile texts neither panic nor give a finding without a
// span or a message.
func FuzzNumberCheck(f *testing.F) {
	f.Add("قتل 28 جنديا و56 مقاتلا بـ3-1 نحو 12 500", "killed 56 soldiers, 28 fighters 1-3 (43 miles) th $ 12 500")
	f.Add("عشرات الآلاف 14½ 5% ", "thousands 14½ 5 in 52, Karim, 2016, ")
	f.Add("\xff5 ألف", "18- to 29 of the 3")
	f.Add("ثلثي ربع نهائي دور ال16 ارتفع 5% للبرميل شهرين الذكرى الأولى ثلاثة أرباع 90+2 مليونا و5", "a third of the last eight fell 5% a ton three months second anniversary quadrupled Q3 Group D 4-2")
	f.Fuzz(func(t *testing.T, ar, en string) {
		s := article.Segment{ID: "p1", Ar: ar, En: en}
		p := read(s, nil)
		for _, x := range append(append(numbers(p), rounds(p)...), rates(p)...) {
			inside(t, ar, x.SourceSpan)
			inside(t, en, x.TargetSpan)
			if x.Message == "" || x.Severity == "" || x.SourceSpan == x.TargetSpan && x.SourceSpan[1] == 0 {
				t.Fatalf("incomplete: %+v", x)
			}
		}
	})
}

// TestNumbersInLongText: the work is linear for hostile text too.
func TestNumbersInLongText(t *testing.T) {
	for _, c := range []struct{ ar, en string }{
		{"28 جنديا و56 مقاتلا 3-1 ", "56 soldiers and 28 fighters 1-3 "},
		{"5% و6 ", "5 and 6% "},
		{"عشرات الآلاف ", "hundreds of "},
		{"12 345 678 ", "12 345 678, "},
		{"ارتفع 5% ", "fell 5% "}, {"ثلثي 4-3 ", "a quarter of 4-2 "}, {"أقل من شهرين ", "more than three months "}, {"للمرة الثالثة ", "second time "},
		{"ربع نهائي للبرميل ", "semifinal a ton tripled "}, {"مليونا و", "million and "}, {"تجاوز سعر ال", "exceeded the "},
	} {
		s := article.Segment{ID: "p1", Ar: strings.Repeat(c.ar, 20_000), En: strings.Repeat(c.en, 20_000)}
		numbers(read(s, nil))
	}
}

func TestEnglishNumberFacts(t *testing.T) {
	type fact struct {
		value string
		kind  arabic.NumberKind
		unit  string
		bound arabic.Qualifier
		link  arabic.Link
	}
	for _, c := range []struct {
		text string
		want []fact
	}{
		{"more than $2.5 million", []fact{{"2500000", arabic.MoneyNum, "dollar", arabic.More, 0}}},
		{"upwards of 30 miles", []fact{{"30", arabic.Cardinal, "mile", arabic.More, 0}}},
		{"no fewer than 30", []fact{{"30", arabic.Cardinal, "", arabic.AtLeast, 0}}},
		{"no more than 30", []fact{{"30", arabic.Cardinal, "", arabic.AtMost, 0}}},
		{"30 or so, 40 people or more", []fact{{"30", arabic.Cardinal, "", arabic.About, 0}, {"40", arabic.Cardinal, "", arabic.More, 0}}},
		{"5 percentage points", []fact{{"5", arabic.PercentNum, "percentage point", 0, 0}}},
		{"the 21st in 1998", []fact{{"21", arabic.Ordinal, "", 0, 0}, {"1998", arabic.YearNum, "", 0, 0}}},
		{"3 to 6 meters", []fact{{"3", arabic.RangeEnd, "metre", 0, arabic.To}, {"6", arabic.RangeEnd, "metre", 0, 0}}},
		{"a magnitude 7.5 quake", []fact{{"7.5", arabic.DecimalNum, "degree", 0, 0}}},
		{"won 3-1", []fact{{"3", arabic.Score, "", 0, arabic.Dash}, {"1", arabic.Score, "", 0, 0}}},
		{"2½ tons", []fact{{"2.5", arabic.DecimalNum, "ton", 0, 0}}},
		{"a quarter of a million", []fact{{"250000", arabic.Cardinal, "", 0, 0}}},
		{"the 1990's", []fact{{"1990", arabic.YearNum, "", 0, 0}}},
		{"tens of thousands", []fact{{"~10000", arabic.Vague, "", 0, 0}}},
		{"several hundred", []fact{{"~100", arabic.Vague, "", 0, 0}}},
	} {
		var got []fact
		for _, n := range englishNumbersOf(enLex(c.text)) {
			if v := n.Values()[0]; v != "1" && v != "0" || n.Digits {
				got = append(got, fact{v, n.Kind, n.Unit.Name(), n.Qualifier, n.Link})
			}
		}
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(fact{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}
