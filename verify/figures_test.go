package verify

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"naql/article"
)

//go:embed testdata/figures.txtar
var figureCopy string

// TestFigures holds copy that is dense with numbers: the faithful English of
// each paragraph has no severe finding, and each damaged one has.
func TestFigures(t *testing.T) {
	faithful, damaged := 0, 0
	for _, file := range strings.Split("\n"+figureCopy, "\n-- ")[1:] {
		name, rest, _ := strings.Cut(file, " --\n")
		lines := strings.Split(strings.TrimSpace(rest), "\n")
		ar, en := lines[0], lines[1]
		faithful++
		for _, f := range severeOnly(ar, en) {
			t.Errorf("%s: %s: %s", name, f.Check, f.Message)
		}
		for _, line := range lines[2:] {
			was, became, _ := strings.Cut(strings.TrimPrefix(line, "! "), " => ")
			damaged++
			if bad := strings.Replace(en, was, became, 1); bad == en {
				t.Errorf("%s does not hold %q", name, was)
			} else if len(severeOnly(ar, bad)) == 0 {
				t.Errorf("%s: nothing severe where %q became %q", name, was, became)
			}
		}
	}
	if faithful < 30 || damaged < 40 {
		t.Errorf("%d paragraphs, %d damaged", faithful, damaged)
	}
}

// severeOnly are the severe findings of a segment that stands alone.
func severeOnly(ar, en string) []article.Finding {
	found := Check([]article.Segment{{ID: "p1", Role: article.RoleBody, Ar: ar, En: en}}, nil, Style{}).Findings
	return slices.DeleteFunc(found, func(f article.Finding) bool { return !f.Severe() })
}

// TestNumberRules holds for each rule English that it must let pass and English
// that it must not.
func TestNumberRules(t *testing.T) {
	for _, c := range []struct {
		rule, ar  string
		good, bad []string
	}{
		{"rise and fall", "ارتفعت الصادرات 8 في المئة بينما تراجعت الواردات 3 في المئة.",
			[]string{"Exports rose 8 percent while imports fell 3 percent.", "Exports were up 8 percent and imports down 3 percent.", "There was an 8 percent increase in exports and a 3 percent drop in imports."},
			[]string{"Exports fell 8 percent while imports fell 3 percent.", "Exports rose 8 percent while imports rose 3 percent."}},
		{"rise and fall, both said", "قلص السهم ارتفاعه إلى 8 في المئة.", []string{"The share pared its rise to 8 percent.", "The share fell back to a gain of 8 percent."}, nil},
		{"ordinal", "أحرز اللقب للمرة الثالثة.", []string{"He won the title for the third time.", "He won a third title."}, []string{"He won the title for the second time."}},
		{"ordinal before its noun", "إنها ثالث جولة له.", []string{"It is his third round."}, []string{"It is his fourth round."}},
		{"again", "فاز مرة ثانية للموسم الثالث.", []string{"He won again for the third season."}, nil},
		{"two of a noun", "استمر شهرين و5 أيام.", []string{"It lasted two months and five days.", "It lasted a couple of months and five days."}, []string{"It lasted three months and five days."}},
		{"two of a noun, another counted", "أمضى يومين هناك ثم ثلاثة أيام هنا.", []string{"He spent a couple of days there, then three days here."}, nil},
		{"bound of two", "أقل من شهرين.", []string{"Less than two months.", "Under two months."}, []string{"More than two months."}},
		{"part", "قال ثلثا السكان إنهم يوافقون.", []string{"Two-thirds of residents said they agreed.", "Sixty-seven percent of residents said they agreed.", "Two in three residents said they agreed."},
			[]string{"A third of residents said they agreed.", "Three-quarters of residents said they agreed."}},
		{"part, not of a period", "ارتفع الربع السابق إلى نصف المستوى.", []string{"Last quarter it rose to half of the level."}, nil},
		{"times as much", "ارتفعت الأسعار ثلاثة أضعاف.", []string{"Prices tripled.", "Prices rose threefold."}, []string{"Prices quadrupled."}},
		{"times as much, in percent", "تضاعفت الأسعار بنسبة 200 في المئة.", []string{"Prices tripled, a rise of 200 percent."}, nil},
		{"score", "فاز 4-3 بعدما سجل هدفين و3 تمريرات.", []string{"They won 4-3 with two goals and 3 passes."}, []string{"They won 4-2 with two goals and 3 passes."}},
		{"score told once", "فاز 3-1 وكان قد فاز 3-1 و3-2.", []string{"They won 3-1, having won by that score and 3-2."}, nil},
		{"round", "تأهل إلى ربع نهائي البطولة.", []string{"They reached the quarterfinals.", "They reached the last eight.", "They reached the quarter-finals."}, []string{"They reached the semifinals.", "They reached the round of 16."}},
		{"round of so many", "ودع من دور الـ16.", []string{"They went out in the last 16.", "They went out in the round of 16."}, []string{"They went out in the quarterfinals."}},
		{"round of an eighth", "تأهل إلى ثمن النهائي.", []string{"They reached the last 16.", "They reached the round of 16."}, []string{"They reached the semifinals.", "They reached the round of 32."}},
		{"group", "في المجموعة الرابعة.", []string{"In Group D.", "In the fourth group."}, []string{"In Group E."}},
		{"stoppage time", "سجل في الدقيقة 90+2.", []string{"He scored in the 90th minute plus 2.", "He scored in the second minute of stoppage time."}, []string{"He scored in the 80th minute plus 2."}},
		{"rate", "بيع النفط بسعر 83 دولارا للبرميل.", []string{"Oil sold at $83 a barrel.", "Oil sold at $83 per barrel.", "Oil sold at $83."}, []string{"Oil sold at $83 a ton."}},
		{"rate of time", "ينقطع التيار 8 ساعات يوميا.", []string{"Power is off 8 hours a day.", "Power is off 8 hours daily."}, []string{"Power is off 8 hours a week."}},
		{"ends exchanged", "انخفض من 26434 سفينة إلى 13213.", []string{"It fell from 26,434 ships to 13,213.", "It fell to 13,213 from 26,434 ships."}, []string{"It fell from 13,213 ships to 26,434."}},
		{"millions and more", "بلغ العدد مليونا و482 ألفا.", []string{"The number was 1.482 million.", "It came to 1,482,000."}, []string{"The number was 2.482 million."}},
		{"two million", "بلغ العدد مليونا دولار.", []string{"It came to $2 million."}, nil},
		{"thousandths of a second", "سجل 27,294 ثانية.", []string{"He clocked 27.294 seconds."}, []string{"He clocked 27.249 seconds."}},
		{"points for thousands", "بنسبة 44,5 في المئة إلى 1.582 درهما.", []string{"By 44.5 percent to 1,582 dirhams."}, []string{"By 44.5 percent to 1.582 dirhams."}},
		{"points for decimals", "بنسبة 15.2 في المئة إلى 1.721 مليار دينار.", []string{"By 15.2 percent to 1.721 billion dinars."}, []string{"By 15.2 percent to 1,721 billion dinars."}},
		{"year is no end of a range", "خفض توقعاته لعام 2025 إلى 2,8 في المئة.", []string{"It cut its outlook for 2025 to 2.8 percent."}, nil},
		{"first of a month", "ابتداء من فاتح يناير 2026.", []string{"From Jan. 1, 2026.", "From January 1, 2026."}, []string{"From Jan. 2, 2026."}},
		{"quarter of the Maghreb", "خلال الثلاثي الأول من 2023.", []string{"In the first quarter of 2023.", "In Q1 2023."}, []string{"In the second quarter of 2023.", "In Q2 2023."}},
		{"subject between", "تجاوز سعر البرميل 85 دولارا.", []string{"The price of a barrel exceeded $85.", "A barrel passed $85."}, []string{"A barrel was below $85."}},
		{"currency said once", "بلغ 155 مليار دولار، أي أقل من الذروة وهي 168 مليارا.", []string{"It was $155 billion, below the peak of $168 billion."}, nil},
	} {
		for _, en := range c.good {
			for _, f := range severeOnly(c.ar, en) {
				t.Errorf("%s: %s | %s: %s", c.rule, c.ar, en, f.Message)
			}
		}
		for _, en := range c.bad {
			if len(severeOnly(c.ar, en)) == 0 {
				t.Errorf("%s: nothing severe in %s | %s", c.rule, c.ar, en)
			}
		}
	}
}
