package arabic

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// showMoments writes the moments of a text: a letter for the kind and the
// value; doubtful ones in brackets.
func showMoments(text string) string {
	var out []string
	for _, m := range Moments(Lex(text)) {
		s := string(".mhwrpsqyezu"[m.Kind]) + fmt.Sprint(m.Value)
		if m.Kind == Shift {
			s += fmt.Sprint("/", m.Of)
		}
		if m.Also != m.Value {
			s += fmt.Sprint("|", m.Also)
		}
		if m.Day != 0 {
			s += fmt.Sprint("@", m.Day, "-", m.Year)
		}
		if m.NightOf != 0 {
			s += strings.Repeat("*", int(m.NightOf))
		}
		if m.Doubtful {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestMoments(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// every month in every tradition
		{"كانون الثاني شباط آذار ونيسان 2 أيار حزيران تموز وآب أيلول تشرين الأول تشرين الثاني كانون الأول", "m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11 m12"},
		{"يناير فبراير في مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", "m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11 m12"},
		{"يونيه يوليه إبريل", "m6 m7 m4"},
		{"جانفي فيفري أفريل 3 ماي 3 جوان جويلية 3 أوت", "m1 m2 m4 m5 m6 m7 m8"},
		{"يوليوز غشت شتنبر نونبر دجنبر", "m7 m8 m9 m11 m12"},
		{"5 ك2 2020 و6/ت1", "m1 m10"},
		{"وفي ت غ", "z0"},
		// one month written twice
		{"نوفمبر/تشرين الثاني", "m11"},
		{"آب/اغسطس", "m8"},
		{"يناير (كانون الثاني)", "m1"},
		{"شباط - فبراير", "m2"},
		{"تموز/حزيران 2020", "m7 m6"},
		{"تموز/يونيو 2020", "m7|6"},
		{"مارس - أبريل", "(m3) m4"},
		// words that are months at times
		{"الأب والد", ""},
		{"باب كاب لاب", ""},
		{"مارس الرياضة ثم في مارس", "(m3) m3"},
		{"في 25 نيسان وسيارة نيسان", "m4 (m4)"},
		{"من مارس إلى مايو", "m3 m5"},
		{"الخامس من مارس", "m3"},
		{"مايو الماضي", "m5 s-1/9"},
		// the Islamic calendar
		{"12 محرم وهذا محرم", "h1 (h1)"},
		{"ربيع الأول وربيع الآخر وجمادى الأولى وجمادى الثانية", "h3 h4 h5 h6"},
		{"شهر صفر، 3 - صفر", "h2 (h2)"},
		{"10 رجب 1445 ورجب طيب", "h7 (h7)"},
		{"رمضان المبارك ورمضان شلح", "h9 (h9)"},
		{"5 شعبان 3 شوال", "h8 h10"},
		{"ذي القعدة وذو الحجة وذي قار", "h11 h12"},
		{"8/ 2/ 1433هـ", "h2@8-1433"},
		// dates in figures
		{"25/4/2024 و2024-04-25 و25.4.2024", "m4@25-2024 m4@25-2024 m4@25-2024"},
		{"4/25/2024 و1.234.567 و25/4", ""},
		// weekdays
		{"القضاة الأحد عشر، يوم الأحد عشر مرات", "w0"},
		{"الأحد والإثنين وللثلاثاء بالأربعاء فالخميس الجمعة السبت", "w0 w1 w2 w3 w4 w5 w6"},
		{"يوم الاثنين، الاثنين الماضي، صافح الاثنين", "w1 w1 s-1/8 (w1)"},
		{"أحد الشهود واثنين منهم وجمعة", "(w5)"},
		{"أحد الفصح", "w0"},
		{"صلاة الجمعة وسوق الخميس", "(w5) (w4)"},
		{"صنداي تايمز", "(w0)"},
		{"ليل الخميس الجمعة", "p4 w4* w5**"},
		{"ليلة السبت على الأحد", "p5 w6* w0**"},
		{"ليل الخميس والسبت", "p4 w4 w6"},
		// relative days and parts of a day
		{"أمس وأول من أمس وبعد غد وغدا", "r-1 r-2 (r2) r1"},
		{"اليوم الأحد وذلك اليوم واليوم الثالث", "r0 w0 (r0)"},
		{"فجر نفسه فجر الجمعة", "p0 w5"},
		{"عصر النهضة وعصر السبت", "p2 w6"},
		{"بعد الظهر وقبل الظهر وظهر فجأة", "p2 p0"},
		// periods
		{"العام الماضي والأسبوع المقبل وهذا الشهر والسنوات الخمس القادمة", "s-1/5 s1/3 s0/4 s1/5"},
		{"في الماضي", ""},
		{"الربع الثاني والنصف الأول وربع السكان", "q2 y1"},
		{"صيف 2019 وربيع 2020", "e1 (e0)"},
		{"بتوقيت غرينتش والتوقيت المحلي وبتوقيت بغداد وفي توقيت سيئ", "z0 z1 z1"},
		{"أواخر 2019 ومطلع 2020", "u1 u-1"},
		{"", ""},
	} {
		if got := showMoments(c.text); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzMoments(f *testing.F) {
	for _, s := range []string{"كانون", "ك2/", "ليل الخميس -", "8/ 2/ 1433هـ", "1.2.3000", "بعد غد أول من أمس", "الربع", "يناير/فبراير/شباط", "بتوقيت", "هذا\xff الشهر"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, m := range Moments(Lex(s)) {
			if m.Start < end || m.End <= m.Start || m.End > len(s) || m.Last < m.First {
				t.Fatalf("%+v after %d of %d", m, end, len(s))
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[m.Start:m.End]) {
				t.Fatalf("%+v cuts a rune", m)
			}
			end = m.End
		}
	})
}
