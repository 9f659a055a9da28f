package verify

import (
	"strings"
	"testing"

	"naql/article"
)

// The paragraphs speak of different things and have no name and no number, so
// that nothing but their words tells which belongs to which.
var kinPairs = [][2]string{
	{"وأضاف أن الوضع في المدينة صعب للغاية وأن السكان يحتاجون إلى الغذاء والدواء والمياه النظيفة.",
		"He added that the situation in the city was very difficult and that residents needed food, medicine and clean water."},
	{"وقالت الشرطة إن الحريق اندلع في مصنع للنسيج صباحا وأدى إلى أضرار كبيرة في المباني المجاورة.",
		"Police said the fire broke out at a textile factory in the morning and caused heavy damage to neighbouring buildings."},
	{"واتفق الوزراء على تشكيل لجنة مشتركة لبحث الأزمة الاقتصادية وارتفاع أسعار الوقود والخبز.",
		"The ministers agreed to form a joint committee to discuss the economic crisis and rising fuel and bread prices."},
	{"وفاز الفريق بالبطولة بعد أن سجل اللاعب الشاب هدف المباراة الوحيد وسط هتاف الجماهير في الملعب.",
		"The team won the championship after the young player scored the only goal of the match as fans in the stadium cheered."},
	{"وقضت المحكمة بسجن رئيس الشركة بعد إدانته بتهم الفساد والاحتيال، ورفض محاميه التعليق على الحكم.",
		"The court sentenced the head of the company to prison after convicting him of corruption and fraud; his lawyer declined to comment on the ruling."},
	{"وأظهرت الدراسة أن المرضى الذين تلقوا اللقاح أقل عرضة للإصابة بالفيروس، بحسب أطباء المستشفى.",
		"The study showed that patients who received the vaccine were less likely to be infected with the virus, according to doctors at the hospital."},
	{"وشن الجيش غارات جوية على مواقع المسلحين قرب الحدود، ما أسفر عن سقوط قتلى وجرحى من المدنيين.",
		"The army carried out air strikes on militants' positions near the border, leaving civilians dead and wounded."},
	{"ودعا البابا إلى السلام ووقف الحرب وحماية اللاجئين والأطفال خلال صلاة أقيمت في ساحة الكنيسة.",
		"The pope called for peace, an end to the war and the protection of refugees and children during prayers in the church square."},
	{"وتراجعت أسهم البنوك في البورصة بعد أن خفض البنك المركزي توقعات النمو ورفع أسعار الفائدة.",
		"Bank shares fell on the stock exchange after the central bank cut its growth forecast and raised interest rates."},
	{"وتسببت الأمطار الغزيرة في فيضانات أغلقت الطرق وألحقت أضرارا بالمزارع والجسور في القرى الجبلية.",
		"Heavy rain caused floods that closed roads and damaged farms and bridges in mountain villages."},
}

// TestUnrelated: each paragraph with its own English is silent, with that of
// any other it is told.
func TestUnrelated(t *testing.T) {
	told, pairs := 0, 0
	for i, ar := range kinPairs {
		for k, en := range kinPairs {
			s := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: ar[0], En: en[1]}}
			got := only("segment", Read(s, nil).Against(s, Style{}), s)
			switch {
			case i == k && len(got) > 0:
				t.Errorf("%s\n%s\n%q", ar[0], en[1], got)
			case i != k:
				pairs++
				told += strings.Count(got, "\n")
			}
		}
	}
	t.Logf("%d of %d told", told, pairs)
	if told < pairs*9/10 {
		t.Errorf("%d of %d told", told, pairs)
	}
}

// TestUnrelatedShort: a short text is left alone, many of them are not.
func TestUnrelatedShort(t *testing.T) {
	ars := []string{"عاد الهدوء إلى المدينة.", "فتحت المدارس أبوابها.", "انتهت المباراة بالتعادل.", "وصل الوزير إلى المطار.", "توقفت الحرب على الحدود.", "ارتفعت أسعار النفط."}
	for _, tt := range []struct {
		en   []string
		want int
	}{
		{[]string{"Calm returned to the city.", "Schools opened their doors.", "The match ended in a draw.", "The minister arrived at the airport.", "The war on the border stopped.", "Oil prices rose."}, 0},
		{[]string{"Here you will find a wonderful recipe.", "Mix the sugar with the milk.", "Cook the meat until it is soft.", "Keep it in a cool kitchen.", "Children love this cake.", "Enjoy your dinner with friends."}, 1},
	} {
		var s []article.Segment
		for i, ar := range ars {
			s = append(s, article.Segment{ID: "p" + string(rune('1'+i)), Role: article.RoleBody, Ar: ar, En: tt.en[i]})
		}
		got := only("segment", Read(s, nil).Against(s, Style{}), s)
		if strings.Count(got, "\n") != tt.want {
			t.Errorf("%q", got)
		}
		if one := only("segment", Read(s[:1], nil).Against(s[:1], Style{}), s[:1]); len(one) > 0 {
			t.Errorf("%q", one)
		}
	}
}

// TestUnrelatedKnown: a name, a number or a term on both sides is enough.
func TestUnrelatedKnown(t *testing.T) {
	ar, en := kinPairs[0][0], kinPairs[3][1]
	for _, with := range [][2]string{{" وكان عددهم 4712.", " They numbered 4,712."}} {
		s := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: ar + with[0], En: en + with[1]}}
		if got := only("segment", Read(s, nil).Against(s, Style{}), s); len(got) > 0 {
			t.Errorf("%q", got)
		}
	}
}

// TestUnrelatedOtherwise: what a machine says of itself, and French, have
// findings of their own.
func TestUnrelatedOtherwise(t *testing.T) {
	for check, en := range map[string]string{
		"language":  "Le ministre a déclaré que la situation économique était difficile dans la ville et que les habitants avaient besoin de nourriture.",
		"assistant": "I'm sorry, but as an AI language model I cannot help with reports about war, weapons, soldiers, hospitals and attacks on cities.",
	} {
		s := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: kinPairs[3][0], En: en}}
		c := Read(s, nil).Against(s, Style{})
		if other, own := only("segment", c, s), only(check, c, s); other != "" || own == "" {
			t.Errorf("%s: %q, %q", check, own, other)
		}
	}
}

// TestCueSet: there is room for every cue.
func TestCueSet(t *testing.T) {
	var s cueSet
	if n := strings.Count(cueWords, "|") + strings.Count(cueWords, "\n"); n >= 64*len(s) {
		t.Errorf("%d cues, room for %d", n, 64*len(s))
	}
}
