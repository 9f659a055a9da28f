package arabic

import "testing"

// forces gives the first letter of the force of each word that is not Affirms:
// d, l, h, m in reading order.
func forces(text string) string {
	out := ""
	toks := Lex(text)
	for i := range toks {
		out += [...]string{Affirms: "", MayNegate: "m", HoldsNegative: "h", Lacks: "l", Denies: "d"}[Negation(text, toks, i)]
	}
	return out
}

func TestNegation(t *testing.T) {
	for text, want := range map[string]string{
		"لم يوافق الوزير.":                   "d",
		"ولم يوافق، ولن يسافر، وليس هنا.":    "ddd",
		"لا حرب بعد اليوم":                   "d",
		"قال إنه لا يوافق":                   "d",
		"أكد ألا يسافر":                      "l",
		"إلا أنه سافر":                       "",
		"لا يسافر إلا الوزير":                "m",
		"لم يبق سوى يومين":                   "m",
		"ليس للمرة الأولى فقط":               "m",
		"لم يوافق، إلا أن الوفد سافر":        "d",
		"لا يزال الوفد هنا":                  "",
		"لا سيما الوفد":                      "",
		"ولا بد من السفر":                    "",
		"بلا شك":                             "m",
		"ما لا يقل عن عشرة":                  "m",
		"يسافر أم لا":                        "m",
		"لن يسافر ما لم يوافق الوزير":        "dm",
		"لا خبز ولا ماء":                     "dm",
		"السلم والعلم والأمل":                "",
		"سلم الوفد رسالة":                    "",
		"دون شرط وبدون تأخير":                "ll",
		"دون 18 عاما":                        "",
		"عدم الاستقرار":                      "l",
		"غير أن الوفد سافر":                  "",
		"عمل غير قانوني":                     "m",
		"رفض الوزير ونفت الحكومة غياب الأمن": "hhh",
		"ما حدث أمس":                         "",
		"ما كان له أن يسافر":                 "m",
		"كلا الطرفين":                        "",
		"كلا، قال":                           "m",
		"اللاجئون واللاعب":                   "",
		"لا":                                 "m",
		"":                                   "",
	} {
		if got := forces(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
