package arabic

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// show writes the numbers of a text as values; readings are parted by "|",
// weak ones in brackets.
func show(text string) string {
	var out []string
	for _, n := range Numbers(text) {
		var rs []string
		for _, r := range n.Readings {
			rs = append(rs, strings.Join(r, "+"))
		}
		s := strings.Join(rs, "|")
		if n.Percent {
			s += "%"
		}
		if n.Half != 0 {
			s += string(n.Half) + "m"
		}
		if n.Weak {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// digits of every script, what is glued to them
		{"قتل 56 مقاتلا", "56"},
		{"قتل ٥٦ مقاتلا", "56"},
		{"قتل ۵۶ مقاتلا", "56"},
		{"و56 جريحا بـ30 صاروخا", "56 30"},
		{"مسافة 70كم", "70"},
		{"عام 007", "7"},
		// separators
		{"نحو 77,000 شخص", "77000"},
		{"نحو ٧٧٬٠٠٠ شخص", "77000"},
		{"نحو 30،000 شخص", "30000"},
		{"نحو 77.000 شخص", "77000"},
		{"نحو 1.127 شخص", "1127|1.127"},
		{"بلغ 1,234,567 نسمة", "1234567"},
		{"بلغ 12.334,93 درهما", "12334.93"},
		{"بلغ ٢٫٣١ متر", "2.31|t2:31"},
		{"بلغ 2,31 متر", "2.31|t2:31"},
		{"بلغ 0,125 غرام", "0.125"},
		// percent
		{"نسبة 12% و13٪ و14 في المئة و15 بالمائة", "12% 13% 14% 15%"},
		{"عشرون في المائة", "20%"},
		// scale
		{"كلفته 2.5 مليون دولار", "2.5 مليون"},
		{"نزح 300 ألف شخص", "300000"},
		{"3 ملايين و200 ألف", "3200000|3000000+200000"},
		{"ثلاثة ملايين ونصف", "3500000"},
		{"مليونا دولار ومليارا ليرة", "1000000|2000000 1000000000|2000000000"},
		{"مليونان وملياران", "2000000 2000000000"},
		{"نصف مليون نازح", "500000"},
		{"من 5 إلى 10 ملايين", "5|5000000 10000000"},
		{"آلاف النازحين ومئات الجرحى وعشرات القتلى", "(~1000) (~100) (~10)"},
		// words
		{"خمسة رجال", "5"},
		{"ثمانية وعشرون عنصرا", "28"},
		{"ثلاثمئة وخمسة وأربعين", "345"},
		{"ثلاث مائة جندي", "300"},
		{"أحد عشر جندياً وإحدى عشرة امرأة", "11 11"},
		{"اثنا عشر واثنتي عشرة", "12 12"},
		{"القضاة الأحد عشر واللاعبون الاثنا عشر", "11 12"},
		{"ألفان وخمسمئة", "2500|2000+500"},
		{"خمسة عشر ألفا", "15000"},
		{"بثلاثة صواريخ ولأربعة أيام", "3 4"},
		{"خمسة وزراء ونصف النواب", "5.5|5+0.5|5 (1.5|18|90|0.5|50|1/2|30|6)"},
		{"مليون ونصف مليون وملياران وربع المليار", "1500000 2250000000"},
		{"ثلاث سنوات ونصف", "3.5|3+0.5|42|3+6 (1.5|18|90|0.5|50|1/2|30|6)"},
		{"عشرات الآلاف ومئات الملايين وآلافا وبضع مئات", "(~10000) (~100000000) (~1000) (~100)"},
		{"بلغ 12 500 نسمة و1 250 000 طن", "12500|12+500 1250000|1+250+0"},
		{"رقم 116 123", "116123|116+123"},
		{"في 2019 200 شخص", "2019 200"},
		{"فاز 14½-13½", "14.5 13.5"},
		{"حرارة 8,21- درجة", "8.21|t8:21"},
		{"مليون ونصف المليون دولار", "1500000"},
		{"الذكرى الخمسين لتأسيسها", "50"},
		{"تسعينيات القرن العشرين", "1990s|2090s|1890s|90s|90|1990 (100|1) (20)"},
		{"خمسة مدنيين وجنديين", "5 (2)"},
		// weak: they explain, nobody must find them
		{"واحد منهم", "(1)"},
		{"جنديان وشخصين", "(2) (2)"},
		{"نصف السكان", "(0.5|50|1/2|30|6)"},
		{"الأربع", "(4)"},
		{"في الثمانينيات", "1980s|2080s|1880s|80s|80|1980"},
		{"رجل ثمانيني", "(1980s|2080s|1880s|80s|80|1980)"},
		{"عقدين", "(2|20)"},
		// ordinals
		{"القرن الحادي والعشرين", "(100|1) 21"},
		{"المرتبة الرابعة والثلاثين", "34"},
		{"اليوم الثالث", "3"},
		// times, dates, scores
		{"الساعة 02,30 بعد منتصف الليل", "t2:30am"},
		{"عند 14:30 بتوقيت غرينتش", "t2:30|14+30pm"},
		{"الساعة 04:00", "t4:00|4|4+0"},
		{"الساعة الثانية والنصف صباحا", "t2:30am"},
		{"السابعة إلا ربعا", "t6:45"},
		{"بتاريخ 25/4/2024", "25+m4+2024|25+4+2024"},
		{"فاز 5-3", "5 3"},
		{"في 1950-53", "1950 53|1953"},
		// months and weekdays
		{"في 25 نيسان 2024", "25 m4 2024"},
		{"في آذار، نوفمبر/تشرين الثاني", "m3 m11"},
		{"كانون الأول", "m12"},
		{"الأب مارس عمله", "(m3)"},
		{"في مارس 2019 وشهر آب", "m3 2019 m8"},
		{"يوم الاثنين والثلاثاء وللجمعة", "w1 w2 w5"},
		{"الاثنين معا", "(w1)"},
		{"ليل الخميس الجمعة", "w4 (w5)"},
		{"أمس السبت", "(w0|w1|w2|w3|w4|w5|w6) w6"},
		// no numbers
		{"أحد الشهود", ""},
		{"لست وحدي ووست هام", ""},
		{"ميتا وكمية ثمن", ""},
		{"ألف كتاب", "(1000)"},
		{"", ""},
	} {
		want := strings.ReplaceAll(c.want, "2.5 مليون", "2500000")
		if got := show(c.text); got != want {
			t.Errorf("%s: got %q, want %q", c.text, got, want)
		}
	}
}

// facts writes what is said of each number besides its value.
func facts(text string) string {
	var out []string
	for _, n := range Numbers(text) {
		out = append(out, fmt.Sprintf("%s/%d/%s/%d/%d", n.Values()[0], n.Kind, n.Unit.Name(), n.Qualifier, n.Link))
	}
	return strings.Join(out, " ")
}

func TestNumberFacts(t *testing.T) {
	fact := func(value string, kind NumberKind, unit string, q Qualifier, l Link) string {
		return fmt.Sprintf("%s/%d/%s/%d/%d", value, kind, unit, q, l)
	}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"قتل 56 شخصا", []string{fact("56", Cardinal, "", 0, 0)}},
		{"بلغ 2.5 مليون دولار", []string{fact("2500000", MoneyNum, "dollar", 0, 0)}},
		{"5.5 مليارات من اليورو", []string{fact("5500000000", MoneyNum, "euro", 0, 0)}},
		{"بمبلغ 70$ و£80", []string{fact("70", MoneyNum, "dollar", 0, 0), fact("80", MoneyNum, "pound", 0, 0)}},
		{"70كم", []string{fact("70", Cardinal, "kilometre", 0, 0)}},
		{"2,5 متر", []string{fact("2.5", DecimalNum, "metre", 0, 0)}},
		{"12% و3 نقاط مئوية", []string{fact("12", PercentNum, "percent", 0, And), fact("3", PercentNum, "percentage point", 0, 0)}},
		{"اليوم الثالث", []string{fact("3", Ordinal, "", 0, 0)}},
		{"الدقيقة 89", []string{fact("89", Cardinal, "minute", 0, 0)}},
		{"عام 2019 وفي العام 1750", []string{fact("2019", YearNum, "", 0, 0), fact("1750", YearNum, "", 0, 0)}},
		{"2000 عام و2019 قتل", []string{fact("2000", Cardinal, "year", 0, 0), fact("2019", YearNum, "", 0, 0)}},
		{"من 3 إلى 6 أمتار", []string{fact("3", RangeEnd, "metre", 0, To), fact("6", RangeEnd, "metre", 0, 0)}},
		{"3-1", []string{fact("3", Score, "", 0, Dash), fact("1", Score, "", 0, 0)}},
		{"جنديان", []string{fact("2", DualNum, "", 0, 0)}},
		{"نصف السكان", []string{fact("0.5", Fraction, "", 0, 0)}},
		{"ثلاثية", []string{fact("3", Multiple, "", 0, 0)}},
		{"مئات", []string{fact("~100", Vague, "", 0, 0)}},
		{"الثمانينيات", []string{fact("1980s", Decade, "", 0, 0)}},
		// bounds, and words that only look like one
		{"نحو 30 أو قرابة الـ40", []string{fact("30", Cardinal, "", About, Unlinked), fact("40", Cardinal, "", About, 0)}},
		{"أكثر من 30 وما يزيد على 40", []string{fact("30", Cardinal, "", More, 0), fact("40", Cardinal, "", More, 0)}},
		{"أقل من 30 وما لا يزيد عن 40", []string{fact("30", Cardinal, "", Less, 0), fact("40", Cardinal, "", AtMost, 0)}},
		{"ما لا يقل عن 30 و40 على الأقل", []string{fact("30", Cardinal, "", AtLeast, And), fact("40", Cardinal, "", AtLeast, 0)}},
		{"لا تقل أعمارهم عن 18", []string{fact("18", Cardinal, "", AtLeast, 0)}},
		{"30 تقريبا", []string{fact("30", Cardinal, "", About, 0)}},
		{"زادت 30 مترا", []string{fact("30", Cardinal, "metre", 0, 0)}},
	} {
		if got, want := facts(c.text), strings.Join(c.want, " "); got != want {
			t.Errorf("%s: got %s, want %s", c.text, got, want)
		}
	}
}

func TestConcepts(t *testing.T) {
	for word, want := range map[string]Concept{
		"جنديا": "soldier", "والجنود": "soldier", "مقاتلون": "fighter", "للمقاتلين": "fighter", "سيارتين": "car", "قرى": "village",
		"دولارات": "money:dollar", "بالكيلومترات": "length:kilometre", "جرحى": "event:wounded", "كتب": "book", "زرقاء": "",
	} {
		if got := Lex(word)[0].Concept(); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
	if Dollar.Name() != "dollar" || Dollar.Class() != "money" || Concept("car").Class() != "" || Concept("car").Name() != "car" {
		t.Error("the parts of a concept are wrong")
	}
	if !Year.Unit() || Concept("event:killed").Unit() || CalendarYear.Unit() || Term("x").Unit() {
		t.Error("units are wrong")
	}
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"و56", "02,30", "3 ملايين و200 ألف", "12.334,93", "1/2/3/4", "٥-", "%٥٠", "ألف ألف ألف ألف ألف", "\xff5", "ﻷ5", "999999999999999 تريليون ونصف", "٬5٫", "المئة إلا"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, n := range Numbers(s) {
			if n.Start < end || n.End <= n.Start || n.End > len(s) {
				t.Fatalf("span %d:%d after %d of %d", n.Start, n.End, end, len(s))
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[n.Start:n.End]) {
				t.Fatalf("span %d:%d cuts a rune", n.Start, n.End)
			}
			if len(n.Readings) == 0 || len(n.Readings[0]) == 0 {
				t.Fatal("a number without a value")
			}
			end = n.End
		}
	})
}

func BenchmarkNumbers(b *testing.B) {
	line := "قتل 56 مقاتلا وخمسة مدنيين في الهجوم الذي وقع عند الساعة 02,30 وكلف نحو ثلاثة ملايين ونصف المليون دولار "
	for _, n := range []int{1, 10, 100} {
		text := strings.Repeat(line, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Numbers(text)
			}
		})
	}
}
