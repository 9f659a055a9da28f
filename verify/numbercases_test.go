package verify

import (
	"testing"

	"naql/article"
)

func TestNumberMinus(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"sign lost", "بلغت الحرارة -5 درجات.", "It was 5 degrees.", "p1 number major [5] [5]\n"},
		{"sign", "بلغت الحرارة -5 درجات.", "It was -5 degrees.", ""},
		{"word for the sign", "بلغت الحرارة -5 درجات.", "It was minus 5 degrees.", ""},
		{"below zero lost", "بلغت الحرارة 5 درجات تحت الصفر.", "It was 5 degrees.", "p1 number major [5] [5]\n"},
		{"below zero", "بلغت الحرارة 5 درجات تحت الصفر.", "It was 5 below zero.", ""},
		{"below freezing", "بلغت خمس درجات مئوية تحت الصفر.", "It was five degrees below freezing.", ""},
		{"word lost", "بلغت الحرارة ناقص 5 درجات.", "The temperature fell to 5 degrees.", "p1 number major [5] [5]\n"},
		{"growth", "بلغ النمو -5% هذا العام.", "Growth was 5 percent this year.", "p1 number minor [5%] [5 percent]\n"},
		{"growth as a fall", "بلغ النمو -5% هذا العام.", "The economy contracted by 5 percent this year.", ""},
		{"negative growth", "سجل نموا سلبيا بنسبة 5%.", "It contracted by 5 percent.", ""},
		{"negative growth kept", "سجل نموا سلبيا بنسبة 5%.", "It had negative growth of 5 percent.", ""},
		{"a fall", "سجل تراجعا بنسبة 5%.", "It fell by 5 percent.", ""},
		{"range", "بلغت الحرارة 5-7 درجات.", "It was 5 to 7 degrees.", ""},
		{"dash", "الحرارة - 5 درجات.", "Temperature: 5 degrees.", ""},
		{"score", "فاز الفريق 3-1.", "The team won 3-1.", ""},
	})
}

func TestNumberDoubled(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"tripled", "تضاعف عدد السكان.", "The population tripled.", "p1 number major [] [tripled]\n"},
		{"doubled", "تضاعف عدد السكان.", "The population doubled.", ""},
		{"multiplied", "تضاعف عدد السكان.", "The population multiplied.", ""},
		{"three times", "تضاعفت الأسعار ثلاث مرات.", "Prices tripled.", ""},
		{"threefold for doubled", "ارتفع ثلاثة أضعاف.", "It doubled.", "p1 number major [ثلاثة] []\n"},
		{"threefold", "ارتفع ثلاثة أضعاف.", "It rose threefold.", ""},
	})
}

func TestNumberNations(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"sign of another pound", "كلف 5 ملايين جنيه مصري.", "It cost £5 million.", "p1 number major [5 ملايين جنيه مصري] [£5 million]\n"},
		{"pounds named", "كلف 5 ملايين جنيه مصري.", "It cost 5 million Egyptian pounds.", ""},
		{"code", "كلف 5 ملايين جنيه مصري.", "It cost EGP 5 million.", ""},
		{"no nation", "كلف 5 ملايين جنيه مصري.", "It cost 5 million pounds.", ""},
		{"glued sign", "كلف 5 ملايين جنيه مصري.", "It cost E£5 million.", ""},
		{"sterling", "كلف 5 ملايين جنيه إسترليني.", "It cost £5 million.", ""},
		{"other dinars", "دفع 300 دينار كويتي.", "He paid 300 Iraqi dinars.", "p1 number major [300 دينار كويتي] [300 Iraqi]\n"},
		{"own dinars", "دفع 300 دينار كويتي.", "He paid 300 Kuwaiti dinars.", ""},
		{"both named", "دفع 300 دينار كويتي لتاجر عراقي.", "He paid 300 dinars to an Iraqi trader.", ""},
	})
}

func TestWorkedOut(t *testing.T) {
	for _, c := range []struct{ name, ar, en, want string }{
		{"date for yesterday", "وقال المتحدث أمس السبت إن الهجوم فشل.", "The spokesman said on April 20 that the attack had failed.", "p1 date major [] [April]\n"},
		{"with its day", "وقال المتحدث أمس السبت إن الهجوم فشل.", "The spokesman said on Saturday, April 20, 2024, that the attack had failed.", "p1 date major [] [April]\n"},
		{"day alone", "وقال المتحدث أمس السبت إن الهجوم فشل.", "The spokesman said on Saturday that the attack had failed.", ""},
		{"another number", "وقال المتحدث أمس إن الهجوم فشل.", "The spokesman said on April 20 that 14 attacks had failed.", "p1 date major [] [April]\np1 number critical [] [14]\n"},
		{"no relative day", "وقال المتحدث إن الهجوم فشل.", "The spokesman said on April 20 that the attack had failed.", "p1 date critical [] [April]\np1 number critical [] [20]\n"},
		{"quarter lost", "نما الاقتصاد في الربع الأول من العام.", "The economy grew in a quarter of the year.", "p1 date minor [الربع الأول] [a quarter]\n"},
		{"quarter", "نما الاقتصاد في الربع الأول من العام.", "The economy grew in the first quarter of the year.", ""},
		{"months for it", "نما الاقتصاد في الربع الأول من العام.", "The economy grew in the first three months of the year.", ""},
	} {
		s := article.Segment{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}
		p := read(s, nil)
		if got := lines(finish("p1", append(dates(p), numbers(p)...)), []article.Segment{s}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
