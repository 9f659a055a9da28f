package glossary

import (
	"fmt"
	"strings"
	"testing"
)

// story is about 700 words of ordinary news sentences.
var story = strings.Repeat(`وقال المتحدث باسم وزارة الخارجية العراقية إن القوات العراقية سيطرت على بلدات قرب كركوك وديالى،
بعد اشتباكات مع عناصر من تنظيم داعش استمرت يومين وأدت إلى مقتل سبعة جنود وإصابة آخرين بجروح. وأضاف للصحافيين في بغداد
أن الطائرات المسيرة شاركت في العملية، وأن مجلس الأمن سيعقد جلسة لبحث الأوضاع في شمال شرق سوريا. `, 12)

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{0, 1_000, 100_000} {
		g := largeGlossary(b, n)
		b.Run(fmt.Sprintf("starter+%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Find(story)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	terms := largeGlossary(b, 100_000).Terms()
	for b.Loop() {
		if _, err := New(terms); err != nil {
			b.Fatal(err)
		}
	}
}

// largeGlossary adds n made-up names of two words to the built-in list.
func largeGlossary(tb testing.TB, n int) *Glossary {
	tb.Helper()
	letters := []rune("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
	word := func(n, size int) string {
		var w []rune
		for range size {
			w = append(w, letters[n%len(letters)])
			n = n/len(letters) + 7*n%13
		}
		return string(w)
	}
	terms := Starter().Terms()
	for i := range n {
		terms = append(terms, Term{
			ID: fmt.Sprintf("made-up-%d", i), Arabic: word(i, 5) + " " + word(i*31, 6), English: "X", Type: TypePerson,
		})
	}
	g, err := New(terms)
	if err != nil {
		tb.Fatal(err)
	}
	return g
}
