package article

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// wrap breaks a paragraph into lines of at most width characters.
func wrap(paragraph string, width int) string {
	var out strings.Builder
	n := 0
	for _, word := range strings.Fields(paragraph) {
		size := utf8.RuneCountInString(word)
		switch {
		case n > 0 && n+1+size > width:
			out.WriteByte('\n')
			n = 0
		case n > 0:
			out.WriteByte(' ')
			n++
		}
		out.WriteString(word)
		n += size
	}
	return out.String()
}

var wrappedStory = []string{
	"قوارب الصيد تعود إلى بحر غزة بعد توقف دام شهرين",
	"غزة (رويترز) - عادت قوارب الصيد إلى البحر قبالة ميناء غزة صباح الأربعاء، بعد توقف دام شهرين بسبب نقص الوقود وتضرر أرصفة الميناء القديم.",
	"وقال نقيب الصيادين إن 120 قاربا أبحرت في اليوم الأول، وإن الصيد سمح به حتى ستة أميال بحرية من الشاطئ، في حين كان الحد السابق ثلاثة أميال.",
	"ويعيش من الصيد في القطاع نحو أربعة آلاف عامل.",
	"وتقول النقابة إن أسعار السمك هبطت بنسبة الثلث في سوق المدينة بعد ساعات من عودة القوارب، وإن الكميات تكفي حاجة الأحياء القريبة من الميناء وحدها.",
}

func TestWrappedTextIsJoined(t *testing.T) {
	plain, err := Read([]byte(strings.Join(wrappedStory, "\n\n")), "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		width := rapid.IntRange(45, 90).Draw(rt, "width")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(rt, "line end")
		var blocks []string
		for _, p := range wrappedStory {
			blocks = append(blocks, wrap(p, width))
		}
		x, err := Read([]byte(strings.ReplaceAll(strings.Join(blocks, "\n\n"), "\n", end)), "text/plain")
		if err != nil {
			rt.Fatal(err)
		}
		if x.Body != plain.Body || x.Headline != plain.Headline || len(x.Notes) != 1 {
			rt.Errorf("headline %q, notes %q, body\n%s", x.Headline, x.Notes, x.Body)
		}
	})
}

// TestUnwrappedTextIsLeft: a line is a paragraph where it was not wrapped.
func TestUnwrappedTextIsLeft(t *testing.T) {
	tests := map[string]string{
		"a line is a paragraph": strings.Join(wrappedStory, "\n"),
		"sentences of one length": strings.Repeat("وقال المتحدث باسم الميناء في بيان إن السفينة وصلت مساء.\n"+
			"وقال المتحدث باسم المطار في بيان إن الطائرة وصلت صباحا.\n\n", 4),
		"verses": "يا نخلة الدار ردي\nبعض الظلال إلينا\n\nطال الطريق وضاعت\nمنا الخطى في يدينا\n\nوقال آخر بيت.\nثم مضى",
		"a menu of headlines": strings.Repeat("افتتاح معرض الكتاب في مسقط بمشاركة دور من عشرين دولة عربية\n"+
			"مباحثات لبنانية قبرصية حول الحدود البحرية وحقول الغاز فيها\n\n", 4),
		"empty": "",
	}
	for name, text := range tests {
		lines := strings.Split(text, "\n")
		if got, width := unwrap(lines); width != 0 || strings.Join(got, "\n") != text {
			t.Errorf("%s: joined at %d:\n%s", name, width, strings.Join(got, "\n"))
		}
	}
}
