package article

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// pageLines are lines of every kind that the reader tells apart, and some it
// cannot.
var pageLines = []string{
	"", "", " \u00a0 ", "الرئيسية", "سياسة | اقتصاد | رياضة", "كوردستان", "Mosul 22°C الثلاثاء 3 أيار 08:40",
	"الثلاثاء 14 تشرين الأول 2025 - 18:40", "دمشق", "رويترز", "(أ ف ب)", "المصدر: وكالات", "المصدر", "Zagros TV",
	"بقلم: كاتب من البصرة", "حلب - سانا", "السومرية نيوز/", "لندن:", "* * *", "اقرأ أيضا", "اقرأ أيضا: خبر آخر عن الميناء",
	"الأكثر قراءة", "التعليقات (0)", "أضف تعليقك", "كلمات دلالية: حلب", "#حلب #سوريا", "جميع الحقوق محفوظة ©",
	"شارك على فيسبوك", "طباعة", "صورة أرشيفية", "- بند أول", "أبرز النقاط:", "\"لن نعود\"", "عنوان من أربع كلمات",
	"السدود تستعيد نصف مخزونها بعد موسم مطير", "السدود تستعيد نصف مخزونها بعد موسم مطير | الموقع",
	"قال مدير السدود إن المخزون بلغ 6.4 مليار متر مكعب.", "ولم يصدر تعليق.",
	"استعادت السدود الرئيسة نصف مخزونها من المياه بعد أمطار غزيرة هطلت خلال الأسبوعين الماضيين، بحسب بيان للوزارة.",
	"وتعتمد مئات القرى على مياه السدود للشرب وري المحاصيل الشتوية.", "https://example.org/a", "38", "(م.ع)",
	"18:40", "9:15", "2019", "وجاءت الدرجات كما يلي:", "بغداد 14 درجة مئوية", "برنت 75.20 دولار", "المصدر: الجزيرة + وكالات",
	"قائمة 1 من 2", "نهاية القائمة", "(النهاية) م ن ع", "أحمد حاج علي", "عن الكاتب", "بعد أسبوع من الأمطار", "المزيد من سياسة",
	"قبل 5 دقائق", "دمشق 5 شباط 2025 سانا", "وصول أول شحنة مياه إلى مخزون السدود.", "بسم الله الرحمن الرحيم", "إعلان",
}

// TestNothingIsLost: whatever a page is made of, each of its lines is in a
// field or is named as dropped, or the page is refused.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom(pageLines), 1, 60).Draw(rt, "lines")
		page := strings.Join(lines, "\n")
		x, err := Read([]byte(page), "text/plain")
		if err != nil {
			return
		}
		if x.Body == "" || x.PublishedAt != "" {
			rt.Errorf("body %q, published_at %q", x.Body, x.PublishedAt)
		}
		checkNothingLost(rt, []byte(page), x)
	})
}

// TestLongInputIsReadInTime: no form of input makes the reader slow.
func TestLongInputIsReadInTime(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, MaxInput/len(s)) }
	lines := func(s string) string { return strings.Repeat(s+"\n", maxLines-1) }
	inputs := map[string]string{
		"one word":       fill("ا"),
		"one line":       fill("خبر قصير "),
		"dashes":         fill("حلب - "),
		"brackets":       fill("(") + "ا",
		"too many lines": fill("ا\n"),
		"short lines":    lines("خبر"),
		"titles":         lines("عنوان خبر من كلمات"),
		"links":          lines("اقرأ أيضا"),
		"comments":       lines(arabicBody + "\nالتعليقات (1)")[:MaxInput/2],
		"paragraphs":     fill(arabicBody + "\n"),
		"nested HTML":    "<html>" + fill("<div>")[:MaxInput/2] + arabicBody,
		"articles":       "<html>" + fill("<article><p>ا")[:MaxInput/2],
		"open tags":      `{"body":"` + fill("<b>ا")[:MaxInput/2] + `</b>"}`,
		"deep JSON":      fill(`{"a":`),
		"members":        `{` + fill(`"a":1,`)[:MaxInput/2/6*6] + `"body":"نص"}`,
	}
	for name, input := range inputs {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			_, err := Read([]byte(input), "")
			if took := time.Since(begin); took > 3*time.Second {
				t.Errorf("took %v (%v)", took, err)
			}
		})
	}
}
