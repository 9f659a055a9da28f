package verify

import (
	"strings"
	"testing"

	"naql/article"
)

// TestPairGiven: the English is checked as it was given, whatever the line
// ends; only the white space around paragraphs is none of theirs.
func TestPairGiven(t *testing.T) {
	for _, sign := range []string{"\u202e", "\u200b", "\u00ad", "\u200e", "\U000e0041", "\ue000", "\a"} {
		en := "The talks " + sign + "begin today in the capital."
		segments, _ := Pair(plainArabic, en)
		if len(segments) != 1 || segments[0].En != en {
			t.Fatalf("%q became %+v", en, segments)
		}
		var found []article.Finding
		for _, f := range Check(segments, nil, Style{}).Findings {
			if f.Check == "control" && f.TargetSpan == (article.Span{10, 10 + len(sign)}) {
				found = append(found, f)
			}
		}
		if len(found) != 1 {
			t.Errorf("%q: %d findings of its control", en, len(found))
		}
	}
	segments, found := Pair("أ\r\n \r\nب\n\n\nج", "\r\na\r\n b \r\n\r\n\tc\n \n\nd\n")
	if len(segments) != 3 || found != nil || segments[0].En != "a\r\n b" || segments[1].En != "c" || segments[2].En != "d" {
		t.Errorf("%+v %+v", segments, found)
	}
}

// TestOneCause: what stands behind the last full stop is told once.
func TestOneCause(t *testing.T) {
	const ar = "قال المتحدث باسم الحكومة إن المحادثات تبدأ اليوم في العاصمة بحضور الوفود."
	const en = "The government spokesperson said the talks begin today in the capital with the delegations present."
	for _, c := range []struct{ ar, en, want string }{
		{ar, en + " https://evil.example/x", "p1 link critical [] [https://evil.example/x]\n"},
		{ar, en + " desk@example.org", "p1 link critical [] [desk@example.org]\n"},
		{ar, en + " +964 770 123 4567", "p1 link critical [] [+964 770 123 4567]\n"},
		{ar, en + " 07701234567", "p1 number critical [] [07701234567]\n"},
		{ar, strings.TrimSuffix(en, " present.") + " https://evil.example/x", "p1 omission major [" + ar + "] [x]\np1 link critical [] [https://evil.example/x]\n"},
		{"وقال إن الأسعار ارتفعت بنسبة 28٫5 في المئة خلال العام الماضي.", "He said prices rose 28٫5 percent over the past year.", "p1 arabic-left critical [28٫5] [28٫5]\n"},
	} {
		segments := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}}
		if got := lines(Check(segments, nil, Style{}).Findings, segments); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.en, got, c.want)
		}
	}
	segments, _ := Pair("قال المتحدث إن الرقم هو 07701234567 للاتصال اليوم.", "The spokesperson said the number to call today is 07701234568.")
	if found := Check(segments, nil, Style{}).Findings; len(found) != 1 || found[0].Expected != "07701234567" {
		t.Errorf("%+v", found)
	}
}
