package prompts

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tiktoken-go/tokenizer"

	"naql/article"
	"naql/glossary"
	"naql/llm"
)

// tokens counts as the o200k tokenizer does.
func tokens(t *testing.T, texts ...string) int {
	t.Helper()
	codec, err := tokenizer.Get(tokenizer.O200kBase)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, text := range texts {
		ids, _, err := codec.Encode(text)
		if err != nil {
			t.Fatal(err)
		}
		n += len(ids)
	}
	return n
}

// phrases and their English make up the article that is counted.
var phrases = [][2]string{
	{"أعلنت وزارة النقل في بغداد يوم الأحد إعادة فتح الطريق السريع بين كركوك والموصل بعد توقف دام ثلاثة أسابيع", "The Transport Ministry in Baghdad announced on Sunday that the highway between Kirkuk and Mosul has reopened after a closure of three weeks"},
	{"وقال المتحدث باسم الوزارة إن فرق الصيانة أنهت إصلاح الجسر الذي تضرر بفعل السيول في الشهر الماضي", "A spokesman for the ministry said maintenance crews had finished repairing the bridge that was damaged by floods last month"},
	{"وأضاف أن كلفة الأعمال بلغت 12 مليون دولار وأن الشركة المنفذة التزمت بالمواعيد رغم سوء الأحوال الجوية", "He added that the work cost $12 million and that the contractor kept to its schedule despite bad weather"},
	{"في المقابل طالب أصحاب الشاحنات بتخفيض رسوم العبور التي ارتفعت بنسبة 15 بالمئة منذ بداية العام", "Truck owners, for their part, demanded lower tolls, which have risen by 15 percent since the start of the year"},
	{"ولم ترد إدارة الجمارك على طلب للتعليق حتى ساعة إعداد هذا التقرير مساء الاثنين", "The customs administration had not replied to a request for comment by the time of this report on Monday evening"},
}

// long is an article of about 700 Arabic words with 25 names of the glossary,
// and its translation.
func long() Input {
	in := Input{AID: "abc234", Nonce: nonce}
	add := func(id string, role string, ar, en string) {
		in.Segments = append(in.Segments, article.Segment{ID: id, Role: role, Ar: ar, En: en})
	}
	add("h", article.RoleHeadline, "إعادة فتح الطريق بين كركوك والموصل", "Highway between Kirkuk and Mosul reopens")
	for i, words := 1, 0; words < 700; i++ {
		first, second := phrases[i%len(phrases)], phrases[(i*3+1)%len(phrases)]
		ar, en := first[0]+". "+second[0]+".", first[1]+". "+second[1]+"."
		words += len(strings.Fields(ar))
		add(fmt.Sprint("p", i), article.RoleBody, ar, en)
	}
	surfaces := strings.Fields("بغداد كركوك الموصل الجسر الجمارك الوزارة الشاحنات السيول الطريق العبور الشركة الصيانة التقرير الدولار الأحوال")
	for i := range 25 {
		m := glossary.Mention{Segment: in.Segments[1+i%10].ID, Form: "Directorate of Border Crossings"[:12+i%19], Forbidden: []string{"Border Directory"}}
		m.Surface = surfaces[i%len(surfaces)] + " " + surfaces[(i+1+i/len(surfaces))%len(surfaces)]
		m.Strength = glossary.Enforce
		in.Mentions = append(in.Mentions, m)
	}
	return in
}

// What goes with the segments of a translate request, and what a whole article
// takes, translation and summary, replies included.
func TestTokens(t *testing.T) {
	for _, format := range []llm.Format{llm.FormatJSON, llm.FormatObject, llm.FormatTagged} {
		english := long()
		english.Format = format
		arabic := english
		arabic.Segments = nil
		for _, s := range english.Segments {
			s.En = ""
			arabic.Segments = append(arabic.Segments, s)
		}
		translate, summary := Default().Translate(arabic), Default().Summary(english, nil)
		var marked, reply []string
		words := 0
		for _, s := range english.Segments {
			words += len(strings.Fields(s.Ar))
			marked = append(marked, marker(nonce, s.ID)+s.Ar)
			if format == llm.FormatTagged {
				reply = append(reply, marker(nonce, s.ID)+s.En)
			} else {
				reply = append(reply, fmt.Sprintf(`{"id":%q,"en":%q}`, s.ID, s.En))
			}
		}
		if n := strings.Count(translate.Messages[1].Content, "→"); n < 26 {
			t.Fatalf("%d names", n-1)
		}
		request := tokens(t, texts(translate)...)
		overhead := request - tokens(t, strings.Join(marked, "\n"))
		bullets := strings.Repeat(`{"text":"`+phrases[0][1]+`.","cites":["p1","p2"]},`, 4)
		all := request + tokens(t, strings.Join(reply, "\n")) + tokens(t, texts(summary)...) + tokens(t, bullets)
		t.Logf("%s: %d words, overhead %d of 900, article %d of 6,000", format, words, overhead, all)
		if overhead > 900 || all > 6000 {
			t.Errorf("%s: overhead %d, article %d", format, overhead, all)
		}
		// The budget counts three characters a token.
		if estimate := translate.Estimate().Prompt; estimate < request*8/10 {
			t.Errorf("%s: estimated %d tokens of %d (%d characters)", format, estimate, request, utf8.RuneCountInString(strings.Join(texts(translate), "")))
		}
	}
}

func texts(r llm.Request) []string {
	out := []string{string(r.Schema)}
	for _, m := range r.Messages {
		out = append(out, m.Content)
	}
	return out
}
