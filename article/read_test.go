package article

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
)

const (
	arabicBody  = "قالت وزارة الزراعة إن موسم القمح في سهل الغاب بدأ قبل موعده بأسبوعين بسبب دفء الشتاء."
	persianBody = "وزیر کشاورزی گفت که برداشت گندم در استان\u200cهای جنوبی از هفته آینده آغاز می\u200cشود و این کار برای دو ماه ادامه دارد است."
	soraniBody  = "وەزیری کشتوکاڵ رایگەیاند کە دروێنەی گەنم لە پارێزگاکانی باشوور هەفتەی داهاتوو دەست پێدەکات."
	urduBody    = "وزیر زراعت نے کہا ہے کہ جنوبی اضلاع میں گندم کی کٹائی اگلے ہفتے سے شروع ہو گی اور بڑے علاقوں تک پھیلے گی۔"
)

func utf16le(text string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func TestReadRefuses(t *testing.T) {
	tests := []struct {
		name, input, contentType string
		reason                   string // part of the reason; no two rows share one
	}{
		{"empty", "", "", "input is empty"},
		{"white space", " \n\t\u00a0\u200f\n", "", "only white space"},
		{"byte order mark alone", "\ufeff", "", "only white space"},
		{"too long", strings.Repeat("ا", MaxInput), "", "larger than the limit of 1024 KiB"},
		{"chrome", "الرئيسية\nسياسة\nاقتصاد\nالتعليقات (3)\nجميع الحقوق محفوظة © 2025", "", "only page chrome (5 lines)"},
		{"menu of unknown words", "الرئيسية | سياسة | رياضة\nكوردستان\nتابعنا على فيسبوك", "", "only page chrome (3 lines)"},
		{"English", "The ministry said on Sunday that the harvest began two weeks early.", "", "no Arabic letter"},
		{"mostly English", "The ministry (وزارة) said on Sunday that the harvest in Hama began early.", "", "5 of its 58 letters"},
		{"figures", "12 345 678", "", "no Arabic letter"},
		{"Kurdish", soraniBody, "", "Kurdish (Sorani)"},
		{"Persian", persianBody, "", "Persian"},
		{"Urdu", urduBody, "", "Urdu"},
		{"Kurdish in JSON", `{"body":"` + soraniBody + `"}`, "", "Kurdish (Sorani)"},
		{"windows-1256", "\xc7\xe1\xdf\xe6\xed\xca", "", "not valid UTF-8 at byte offset 0 (0xC7)"},
		{"bad byte inside", arabicBody[:20] + "\xff", "", "at byte offset 20 (0xFF)"},
		{"cut inside a letter", arabicBody[:21], "", "at byte offset 20 (0xD8)"},
		{"NUL", arabicBody + "\x00", "text/plain", "NUL byte at offset"},
		{"UTF-16 with mark", "\xff\xfe" + string(utf16le(arabicBody)), "", "UTF-16"},
		{"UTF-16 without mark", string(utf16le(arabicBody)), "", "UTF-16"},
		{"PDF", "%PDF-1.7\n%\xe2\xe3", "", "a PDF file"},
		{"Word", "PK\x03\x04\x14\x00", "application/octet-stream", "a ZIP or Word file"},
		{"RTF", `{\rtf1\ansi text}`, "", "an RTF file"},
		{"broken JSON", "{\"headline\": \"خبر\",\n  \"body\": }", "", "broken JSON at line 2, column 11"},
		{"cut JSON", `{"body": "نص`, "", "broken JSON at line 1, column 12"},
		{"JSON and more", `{"body": "نص"} {"body": "نص"}`, "application/json", "broken JSON at line 1, column 16"},
		{"JSON array", `[{"body": "نص"}]`, "", "is an array, not an object"},
		{"JSON string", `"` + arabicBody + `"`, "application/json", "is a text, not an object"},
		{"JSON null", `null`, "application/json", "is nothing, not an object"},
		{"no body", `{"headline":"خبر"}`, "", "neither body nor html"},
		{"no body, withheld", `{"headline":"خبر","status":"withheld"}`, "", "neither body nor html"},
		{"null body", `{"body":null,"html":null}`, "", "neither body nor html"},
		{"empty body", `{"body":" \n\n "}`, "", "body is empty"},
		{"empty html", `{"html":"<p> </p><script>x()</script>"}`, "", "html is empty"},
		{"body is a number", `{"body":7}`, "", "body is a number, not a text"},
		{"headline is an array", `{"body":"نص","headline":["خبر"]}`, "", "headline is an array, not a text"},
		{"id is an object", `{"body":"نص","id":{}}`, "", "id is an object, not a text"},
		{"status is a boolean", `{"body":"نص","status":true}`, "", "status is a boolean, not a text"},
		{"unknown content type", arabicBody, "application/pdf; a=b", `content type "application/pdf" is not read`},
		{"no content type", arabicBody, "nonsense/;;", `content type "nonsense/;;" is not read`},
		{"XML", `<?xml version="1.0"?><newsItem/>`, "", "XML of a kind that is not read"},
		{"empty HTML", "<!DOCTYPE html><html><body><nav>الرئيسية</nav></body></html>", "", "page holds no story"},
	}
	seen := map[string]string{}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read([]byte(tt.input), tt.contentType)
			e, ok := errors.AsType[*InvalidError](err)
			if !ok {
				t.Fatalf("error is %v, want an InvalidError", err)
			}
			if !strings.Contains(e.Reason, tt.reason) || e.Class != "invalid" {
				t.Errorf("class %q, reason %q, want %q", e.Class, e.Reason, tt.reason)
			}
			if e.Hint == "" {
				t.Error("no hint")
			}
			if strings.Contains(e.Reason+e.Hint, "\n") {
				t.Errorf("more than one line: %q, %q", e.Reason, e.Hint)
			}
			seen[e.Reason] = tt.name
		})
	}
	if want := len(tests) - 7; len(seen) < want { // seven rows show one case from two sides
		t.Errorf("%d distinct reasons, want %d", len(seen), want)
	}
}

func TestReadUnknownTypeNamesWhatIsRead(t *testing.T) {
	_, err := Read([]byte(arabicBody), "image/png")
	e, _ := errors.AsType[*InvalidError](err)
	if e == nil || !strings.Contains(e.Hint, "text/plain") || !strings.Contains(e.Hint, "application/json") {
		t.Errorf("got %+v", e)
	}
}

func TestReadDecidesByTypeThenBytes(t *testing.T) {
	const page = "<html><body><h1>بدء موسم القمح في سهل الغاب</h1><p>" + arabicBody + "</p></body></html>"
	tests := []struct{ name, input, contentType, headline string }{
		{"JSON by bytes", `{"headline":"خبر","body":"` + arabicBody + `"}`, "", "خبر"},
		{"JSON behind a byte order mark", "\ufeff" + `{"headline":"خبر","body":"` + arabicBody + `"}`, "", "خبر"},
		{"JSON by type", ` {"headline":"خبر","body":"` + arabicBody + `"}`, "application/json; charset=utf-8", "خبر"},
		{"JSON by suffix", `{"headline":"خبر","body":"` + arabicBody + `"}`, "application/vnd.house+json", "خبر"},
		{"HTML by bytes", page, "", "بدء موسم القمح في سهل الغاب"},
		{"HTML by doctype", "\n<!DOCTYPE html>\n" + page, "application/octet-stream", "بدء موسم القمح في سهل الغاب"},
		{"HTML by type", page, "text/html; charset=UTF-8", "بدء موسم القمح في سهل الغاب"},
		{"text by bytes", "بدء موسم القمح في سهل الغاب\n" + arabicBody, "", "بدء موسم القمح في سهل الغاب"},
		{"text with a bracket", "[فيديو] بدء موسم القمح في سهل الغاب\n" + arabicBody, "", "[فيديو] بدء موسم القمح في سهل الغاب"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x, err := Read([]byte(tt.input), tt.contentType)
			if err != nil {
				t.Fatal(err)
			}
			if x.Headline != tt.headline || x.Body != arabicBody {
				t.Errorf("headline %q, body %q", x.Headline, x.Body)
			}
		})
	}
}

func TestInlineDateline(t *testing.T) {
	tests := []struct{ paragraph, want string }{
		{"بغداد (رويترز) - قالت الشرطة", "بغداد (رويترز)"},
		{"دمشق، سوريا (CNN) -- قالت الشرطة", "دمشق، سوريا (CNN)"},
		{"دبي 17 يوليو/تموز (تاس) – قالت الشرطة", "دبي 17 يوليو/تموز (تاس)"},
		{"شفق نيوز/ قالت الشرطة", "شفق نيوز"},
		{"السومرية نيوز/ ديالى أعلنت الشرطة", "السومرية نيوز/ ديالى"},
		{"لندن: قالت الشرطة", "لندن"},
		{"سبق- الشرقية: قالت الشرطة", "سبق- الشرقية"},
		{"الكويت– قالت الشرطة", "الكويت"},
		{"د ب أ - قالت الشرطة", "د ب أ"},
		{"غزة/ الأناضول قالت الشرطة", "غزة/ الأناضول"},
		{"عمان في 5 كانون الأول /العمانية/ قالت الشرطة", "عمان في 5 كانون الأول /العمانية/"},
		{"دبي/ أبوظبي/ قالت الشرطة", "دبي/ أبوظبي"},
		{"وقال - في بيان - إن الشرطة", ""},
		{"ثانيا: قالت الشرطة", ""},
		{"المتحدث (45 عاما) - وهو من بغداد - قال", ""},
		{"قالت الشرطة في بغداد: لا إصابات", ""},
		{"1 - قالت الشرطة", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := inlineDateline(tt.paragraph); got != tt.want {
			t.Errorf("inlineDateline(%q) = %q, want %q", tt.paragraph, got, tt.want)
		}
	}
}

func TestCreditOf(t *testing.T) {
	tests := []struct{ line, want string }{
		{"المصدر: وكالات", "وكالات"},
		{"المصدر : الجزيرة + رويترز", "الجزيرة + رويترز"},
		{"المصدر العربية نت", "العربية نت"},
		{"نقلا عن صحيفة المدى", "صحيفة المدى"},
		{"أ.ف.ب", "أ.ف.ب"},
		{"(رويترز)", "رويترز"},
		{"AFP", "AFP"},
		{"رويترز والأناضول", "رويترز والأناضول"},
		{"وكالة الأنباء القطرية", "وكالة الأنباء القطرية"},
		{"كردستان 24", "كردستان 24"},
		{"مصدر أمني يكشف تفاصيل الهجوم", ""},
		{"المصدر", ""},
		{"رويترز: الهدنة تبدأ غدا", ""},
		{"الحرب مستمرة", ""},
	}
	for _, tt := range tests {
		b := newBlock(tt.line, Clean(tt.line), 0)
		if got := creditOf(&b); got != tt.want {
			t.Errorf("creditOf(%q) = %q, want %q", tt.line, got, tt.want)
		}
	}
}

func TestExtractionJSON(t *testing.T) {
	x, err := Read([]byte(`{"id":"7","body":"`+arabicBody+`"}`), "")
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(x)
	if want := `{"id":"7","body":"` + arabicBody + `","dropped":[]}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

// FuzzRead holds the reader to its promises: no panic, the same answer twice,
// an error of the one kind or segments to work on, and of plain text no line
// lost without a word.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		arabicBody, persianBody, "عاجل\nانفجار في بغداد\n(أ ف ب)\nاقرأ أيضا\nخبر",
		"بغداد -\n" + arabicBody + "\nرويترز - بغداد\nالمصدر: واع\nالمصدر: واس", "- \n\n...\n" + arabicBody + "\r\u2028•",
		`{"body":"نص","status":"kill","urgency":"3"}`, `{"html":"<p>نص<br>نص</p>"}`, "<html><p>" + arabicBody,
		"كتب: أحمد\nكتب: سعيد\nرويترز\nرويترز\nدمشق\nحلب\n" + arabicBody,
	} {
		for _, contentType := range []string{"", "text/plain", "text/html", "application/json"} {
			f.Add([]byte(seed), contentType)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		x, err := Read(data, contentType)
		if err != nil {
			if _, ok := errors.AsType[*InvalidError](err); !ok {
				t.Fatalf("error of another kind: %v", err)
			}
			return
		}
		again, _ := Read(data, contentType)
		if again.Hash() != x.Hash() || len(again.Dropped) != len(x.Dropped) {
			t.Error("two answers for one input")
		}
		if len(x.Segments()) == 0 && x.Status != Canceled {
			t.Error("no segments and no error")
		}
		if contentType == "text/plain" {
			checkNothingLost(t, data, x)
		}
	})
}
