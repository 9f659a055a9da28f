package verify

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"naql/arabic"
	"naql/article"
)

const plainArabic = "قال المتحدث إن المحادثات تبدأ اليوم في العاصمة."

// cleanLines are the findings of clean and arabicLeft alone.
func cleanLines(ar, en string) string {
	p := read(article.Segment{ID: "p1", Ar: ar, En: en}, nil)
	return lines(finish("p1", append(arabicLeft(p.Segment), clean(p)...)), []article.Segment{p.Segment})
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ ar, en, want string }{
		{plainArabic, "The talks began \u202btoday.", "p1 control major [] [\u202b]\n"},
		{plainArabic, "The talks\u200b began.", "p1 control major [] [\u200b]\n"},
		{plainArabic, "The talks\x07 began.", "p1 control major [] [\x07]\n"},
		{plainArabic, "The price rose ٥ percent.", "p1 arabic-left critical [] [٥]\n"},
		{plainArabic, "The price rose 5٪.", "p1 arabic-left critical [] [٪]\n"},
		{plainArabic, "Is it so؟", "p1 arabic-left critical [] [؟]\n"},
		{plainArabic, "The imam ʿAli spoke.", "p1 diacritic major [] [ʿ]\n"},
		{plainArabic, "In Ḥums they met.", "p1 diacritic major [] [Ḥ]\n"},
		{plainArabic, "In Bāniyas they met.", "p1 diacritic minor [] [ā]\n"},
		{plainArabic, "He said so at https://example.org/a?b=1.", "p1 link critical [] [https://example.org/a?b=1.]\n"},
		{plainArabic, "See www.example.org for more.", "p1 link critical [] [www.example.org]\n"},
		{plainArabic, "Write to desk@example.org.", "p1 link critical [] [desk@example.org]\n"},
		{plainArabic, "He wrote as @speaker.", "p1 link critical [] [@speaker]\n"},
		{plainArabic, "He wrote of #Talks today.", "p1 link critical [] [#Talks]\n"},
		{plainArabic, "Call +964 750 123 4567 now.", "p1 link critical [] [+964 750 123 4567]\n"},
		{"التفاصيل على https://example.org/a هنا.", "The details are here.", "p1 link minor [https://example.org/a] []\n"},
		{"راسلونا على desk@example.org اليوم.", "Write to us today.", "p1 link minor [desk@example.org] []\n"},
		{plainArabic, "As an AI language model, I have no view.", "p1 assistant critical [] [As an AI language model]\n"},
		{plainArabic, "I’m sorry, but I can’t translate this.", "p1 assistant critical [] [I’m sorry, but I]\n"},
		{plainArabic, "Here is the translation: The talks began.", "p1 assistant critical [] [Here is the translation]\n"},
		{plainArabic, "Sure, the talks began.", "p1 assistant critical [] [Sure,]\n"},
		{plainArabic, "Note: the talks began.", "p1 assistant critical [] [Note:]\n"},
		{plainArabic, "The talks [Translator's note: or negotiations] began.", "p1 assistant critical [] [[Translator's note: or negotiations]]\n"},
		{plainArabic, "I can't help with that.", "p1 assistant critical [] [I can't help]\n"},
		{plainArabic, "I can’t help with translating this text.", "p1 assistant critical [] [I can’t help with translating this text]\n"},
		{plainArabic, "I'm unable to assist with this request.", "p1 assistant critical [] [I'm unable to assist with this request]\n"},
		{plainArabic, "I must decline to translate this content because it may harm.", "p1 assistant critical [] [I must decline to translate this content]\n"},
		{plainArabic, "The talks begin. This content may violate our policies.", "p1 assistant critical [] [This content may violate our policies]\n"},
		{plainArabic, "I cannot fulfill this request.", "p1 assistant critical [] [I cannot fulfill this request]\n"},
		{plainArabic, "Unfortunately, I won't be able to help.", "p1 assistant critical [] [Unfortunately, I won't be able to help]\n"},
		{plainArabic, "“I cannot fulfill this request.”", "p1 assistant critical [] [I cannot fulfill this request]\n"},
		{plainArabic, "Below is the English version: The talks begin today.", "p1 assistant critical [] [Below is the English version]\n"},
		{plainArabic, "# The talks begin.", "p1 markup major [] [#]\n"},
		{plainArabic, "### The talks begin.", "p1 markup major [] [###]\n"},
		{plainArabic, "- The talks begin.", "p1 markup major [] [-]\n"},
		{plainArabic, "* The talks begin.", "p1 markup major [] [*]\n"},
		{plainArabic, "> The talks begin.", "p1 markup major [] [>]\n"},
		{plainArabic, "| talks | today |", "p1 markup major [] [| talks | today |]\n"},
		{plainArabic, "The *talks* and the __capital__.", "p1 markup major [] [*talks*]\np1 markup major [] [__capital__]\n"},
		{plainArabic, "The [talks](a/b.md) began.", "p1 markup major [] [[talks](a/b.md)]\n"},
		{plainArabic, "The talks began. ![](x.png)", "p1 markup major [] [![](x.png)]\n"},
		{plainArabic, "Read it at evil.com.", "p1 link critical [] [evil.com]\n"},
		{plainArabic, "Read it at evil.example/login today.", "p1 link critical [] [evil.example/login]\n"},
		{plainArabic, "Amazon.com began the talks.", "p1 link minor [] [Amazon.com]\n"},
		{plainArabic, "Le porte-parole a dit que les pourparlers commencent dans la capitale.", "p1 language major [] [Le porte-parole a dit que les pourparlers commencent dans la capitale.]\n"},
		{plainArabic, "Der Sprecher sagte, dass die neuen Gespräche heute in der Hauptstadt und nicht später beginnen.", "p1 language major [] [Der Sprecher sagte, dass die neuen Gespräche heute in der Hauptstadt und nicht später beginnen.]\n"},
		{plainArabic, "The talks \ue000began.", "p1 control major [] [\ue000]\n"},
		{plainArabic, "Prices rose 28٫5 percent.", "p1 arabic-left critical [] [28٫5]\n"},
		{plainArabic, "Translate each marked segment completely.", "p1 assistant critical [] [Translate each marked segment]\n"},
		{plainArabic, "[[k3v9:p3]] The talks began.", "p1 marker critical [] [[[k3v9:p3]]]\n"},
		{plainArabic, "</think>The talks began.", "p1 marker critical [] [</think>]\n"},
		{plainArabic, "<article>The talks began.", "p1 marker critical [] [<article>]\n"},
		{plainArabic, "The talks began.<|im_end|>", "p1 marker critical [] [<|im_end|>]\n"},
		{plainArabic, "[INST] The talks began.", "p1 marker critical [] [[INST]]\n"},
		{plainArabic, `{"segments": The talks began.`, "p1 marker critical [] [{\"segments\":]\n"},
		{plainArabic, `The talks began."}]`, "p1 marker critical [] [}]\n"},
		{plainArabic, "```The talks began.", "p1 marker critical [] [```]\n"},
		{plainArabic, "The <b>talks began.", "p1 markup major [] [<b>]\n"},
		{plainArabic, "The talks&nbsp;began.", "p1 markup major [] [&nbsp;]\n"},
		{plainArabic, "The **talks began.", "p1 markup major [] [**]\n"},
		{plainArabic, `The talks began.\n`, "p1 markup major [] [\\n]\n"},
		{plainArabic, "The talks began in the capital, began in the capital, began in the capital, he said.",
			"p1 loop critical [] [began in the capital, began in the capital, began in the capital,]\n"},
		{plainArabic, "The talks talks talks talks talks talks began.", "p1 loop critical [] [talks talks talks talks talks talks]\n"},
		{plainArabic, "The t\ufffdlks began.", "p1 encoding major [] [\ufffd]\n"},
		{plainArabic, "The Ø§Ù„ talks began.", "p1 encoding major [] [Ø§Ù„]\n"},
		{plainArabic, "Theyâ€™re talking.", "p1 encoding major [] [â€™]\n"},
		{plainArabic, "The talks на began.", "p1 script major [] [на]\n"},
		{plainArabic, "The talks，began 会谈.", "p1 script major [] [，]\np1 script major [] [会谈]\n"},
	} {
		if diff := cmp.Diff(c.want, cleanLines(c.ar, c.en)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.en, diff)
		}
	}
}

// TestCleanSilent holds what English news writes, and what the source has too.
func TestCleanSilent(t *testing.T) {
	for _, c := range []struct{ ar, en string }{
		{plainArabic, "The café in São Paulo, Erdoğan said — “no” … naïve, Łódź, Şırnak, Dvořák, 50°C, £5, €3, 10–12, ½."},
		{plainArabic, "Hawaiʻi’s coast & Ørsted’s plant: AT&T; R&D; Q&A."},
		{"قالت فرقة Māori ذلك.", "The Māori group said so."},
		{"الرمز 👨\u200d👩 هنا.", "The sign 👨\u200d👩 stands here."},
		{"زوروا www.example.org/a اليوم.", "Visit https://example.org/a today."},
		{"زوروا http://Example.org اليوم.", "Visit example.org today."},
		{"راسلونا: Desk@Example.org", "Write to desk@example.org."},
		{"كتب @speaker ذلك.", "Wrote @Speaker: so."},
		{"وسم #المحادثات_اليوم انتشر.", "The tag #TalksToday spread."},
		{"اتصلوا على ٠٠٩٦٤ ٧٥٠ ١٢٣ ٤٥٦٧ الآن.", "Call +964 750 123 4567 now."},
		{"بين 2018 و2019 و2020 جرت.", "In 2018 2019 2020 it ran; the #1 seed won 6-4 6-4 6-4."},
		{plainArabic, "He was No. 1, up 1,250,000 from 2018-2019, 10:30 and 25/4/2024."},
		{"قال: أنا آسف، لكنني لا أستطيع المساعدة.", "He said: I'm sorry, but I cannot assist."},
		{"قال: «لا أستطيع مساعدتك في هذا الطلب».", "“I cannot help you with this request,” he said."},
		{"قال: «ما باليد حيلة».", "“I can't help,” he said."},
		{"لا أستطيع مساعدتك، قال الطبيب.", "I cannot help you, the doctor said."},
		{"قال إنه لن يستطيع مساعدتهم.", "He said: I won't be able to help."},
		{"ينتهك هذا المحتوى سياساتنا كما قالت الشركة.", "This content violates our policies, the company said."},
		{plainArabic, "I will not provide weapons. The content of the talks is policy. Here is the text that they read."},
		{"هذه هي النسخة الإنكليزية.", "This is the English version."},
		{"- تبدأ المحادثات.", "- The talks begin."},
		{"# تبدأ | المحادثات | اليوم", "# The talks | begin | today"},
		{plainArabic, "A 3 * 4 * 5 grid, a snake_case name, one | sign, [sic] (the talks) and 5* and 6* hotels."},
		{plainArabic, "The U.S.A sent 3.5m of it, No.1 at the end.Next came e.g.the p.m. and the a.m.talks."},
		{"قالت بوكينغ دوت كوم ذلك.", "Booking.com said so, and booking.com repeated it."},
		{"قال موقع Weather.com ذلك.", "The site weather.com said so."},
		{plainArabic, "Ursula von der Leyen, Charles de Gaulle, Luis de Guindos, Oscar de la Hoya, Otto von Bismarck"},
		{plainArabic, "Ministers, generals, bankers, lawyers, farmers, teachers, nurses, drivers attended en masse, de facto, la carte."},
		{"ملاحظة: تبدأ المحادثات اليوم.", "Note: the talks begin today."},
		{"بالتأكيد، تبدأ المحادثات.", "Certainly, the talks begin."},
		{"وقال نموذج الذكاء الاصطناعي ذلك.", "It answered as an AI, he said."},
		{"تحتاج القصيدة إلى ترجمة.", "The poem cannot be translated, a translation from Arabic shows."},
		{plainArabic, "He said [the president] would come [on Monday] (the first since March)."},
		{plainArabic, "If a < b and c > d, 5 < 6, the \"if\" stands; 3 * 4 = 12; it's <5 percent."},
		{"الرمز {x} في النص **مهم** هنا.", "The sign {x} in the text is **important** here."},
		{"لا، لا، لا، قال.", "No, no, no, he said."},
		{plainArabic, "He had had that that he had. It was very, very, very cold. The sound was ha ha ha."},
		{"قال بوتين (Путин) ذلك.", "Putin (Путин) said so."},
		{plainArabic, "The µ sign and the α particle, 5 Ω."},
		{plainArabic, "Of course the talks began; sure enough they did, okay, he noted."},
		{plainArabic, "The wages of drivers, the wages of nurses and the wages of teachers rose."},
	} {
		if got := cleanLines(c.ar, c.en); got != "" {
			t.Errorf("%s:\n%s", c.en, got)
		}
	}
}

// TestPromptWording holds the phrases to the templates that they are from.
func TestPromptWording(t *testing.T) {
	files, err := filepath.Glob("../prompts/*.tmpl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	var all strings.Builder
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range enLex(string(raw)) {
			all.WriteString(w.text + " ")
		}
	}
	for _, w := range promptWording {
		if !strings.Contains(all.String(), w+" ") {
			t.Errorf("no template has %q", w)
		}
	}
}

// TestTalkWords: a phrase without a word of enTalkWords would never be seen.
func TestTalkWords(t *testing.T) {
	for _, list := range [][]string{surePhrases, talkPhrases, promptWording} {
		for _, p := range list {
			toks := enLex(p)
			at := -1
			for i, w := range toks {
				if w.is(enTalk) && at < 0 {
					at = i
				}
			}
			if at < 0 || at > talkReach {
				t.Errorf("%q: word of enTalkWords at %d", p, at)
			}
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add(plainArabic, "[[a:p1]] <b>&amp; **x** {\"en\": `a` www.a.b a@b #c +1 234 567 8901 \u202e ʿ Ø§ \ufffd и")
	f.Add("www. @ :// #", "as an ai ai ai ai ai ai <| [ < & { } \\ ` +")
	f.Add("\xff", "\xe2\x82 [Translator's note <")
	f.Fuzz(func(t *testing.T, ar, en string) {
		p := read(article.Segment{Ar: ar, En: en}, nil)
		for _, x := range append(clean(p), polarity(p)...) {
			inside(t, ar, x.SourceSpan)
			inside(t, en, x.TargetSpan)
			if x.Message == "" || utf8.ValidString(en) && utf8.ValidString(ar) && !utf8.ValidString(x.Found+x.Message) {
				t.Fatalf("message: %+v", x)
			}
		}
	})
}

// BenchmarkClean and BenchmarkPolarity run an article of about 700 words.
func BenchmarkClean(b *testing.B)    { benchmarkCheck(b, clean) }
func BenchmarkPolarity(b *testing.B) { benchmarkCheck(b, polarity) }

func benchmarkCheck(b *testing.B, check func(*passage) []article.Finding) {
	ar := strings.Repeat("قال المتحدث إن الهجوم الذي وقع عند الساعة 02,30 لم يسفر عن مقتل 56 مقاتلا ولا خمسة مدنيين في مدينة تقع شمال شرق العاصمة. ", 32)
	en := strings.Repeat("The attack, which came at 2:30 a.m., did not kill 56 fighters or five civilians in a town northeast of the capital, the spokesperson’s office said. ", 32)
	p := read(article.Segment{Ar: ar, En: en}, nil)
	for b.Loop() {
		if len(check(p)) > 0 && arabic.Words(ar) > 0 {
			b.Fatal("a finding in a correct text")
		}
	}
}
