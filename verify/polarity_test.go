package verify

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"naql/article"
)

func polarityLines(ar, en string) string {
	p := read(article.Segment{ID: "p1", Ar: ar, En: en}, nil)
	return lines(finish("p1", polarity(p)), []article.Segment{p.Segment})
}

func TestPolarity(t *testing.T) {
	for _, c := range []struct{ ar, en, want string }{
		{"لم يوافق الوزير على الخطة.", "The minister agreed to the plan.", "p1 polarity major [لم يوافق] [The minister agreed to the plan.]\n"},
		{"لن تعود القوات إلى المدينة.", "The forces will return to the city.", "p1 polarity major [لن تعود] [The forces will return to the city.]\n"},
		{"وليس الوفد طرفا في المحادثات.", "The delegation is a party to the talks.", "p1 polarity major [وليس الوفد] [The delegation is a party to the talks.]\n"},
		{"لا يوافق الوزير على الخطة.", "The minister agrees to the plan.", "p1 polarity major [لا يوافق] [The minister agrees to the plan.]\n"},
		{"وقال المتحدث باسم الوزارة في مؤتمر صحافي عقده مساء في العاصمة إن الحكومة لا تؤيد الخطة.", "The ministry's spokesman told a news conference in the capital in the evening that the government backs the plan.",
			"p1 polarity major [لا تؤيد] [The ministry's spokesman told a news conference in the capital in the evening that the government backs the plan.]\n"},
		{"لم يوافق الوزير على الخطة قبل السفر.", "The minister agreed to the plan only then.", "p1 polarity minor [لم يوافق] [The minister agreed to the plan only then.]\n"},
		{"لم يوافق الوزير لكنه لا يرفض السفر.", "The minister agreed, but he does not refuse to travel.",
			"p1 polarity minor [لم يوافق] [The minister agreed, but he does not refuse to travel.]\n"},
		{"لم يرفض الوزير الخطة.", "The minister refused the plan.", "p1 polarity minor [لم يرفض] [The minister refused the plan.]\n"},
		{"لم يوافق الوزير على خطة غير عادية.", "The minister did agree to an unusual plan.", "p1 polarity major [لم يوافق] [The minister did agree to an unusual plan.]\n"},
		{"لم ينجح اللاعب في التسديد.", "The player hit the water.", "p1 polarity minor [لم ينجح] [The player hit the water.]\n"},
		{"وصل الوفد دون شروط.", "The delegation came with conditions.", "p1 polarity minor [دون شروط] [The delegation came with conditions.]\n"},
		{"وافق الوزير على الخطة.", "The minister did not agree to the plan.", "p1 polarity major [وافق الوزير على الخطة.] [not]\n"},
		{"وافق الوزير على الخطة.", "The minister didn’t agree to the plan.", "p1 polarity major [وافق الوزير على الخطة.] [didn’t]\n"},
		{"وافق الوزير على الخطة.", "The minister never agreed to the plan.", "p1 polarity major [وافق الوزير على الخطة.] [never]\n"},
		{"وافق الوزير على الخطة.", "The minister agreed not only to the plan.", "p1 polarity major [وافق الوزير على الخطة.] [not]\n"},
		{"رفض الوزير الخطة.", "The minister did not refuse the plan.", "p1 polarity minor [رفض الوزير الخطة.] [not]\n"},
		{"وصل الوفد قبل الظهر.", "The delegation did not arrive at noon.", "p1 polarity minor [وصل الوفد قبل الظهر.] [not]\n"},
		{"وصل الوفد. لم يوافق الوزير.", "The delegation came. The minister agreed.", "p1 polarity major [لم يوافق] [The minister agreed.]\n"},
		{"وصل الوفد ولم يوافق الوزير. وسافر.", "The delegation came. The minister agreed. He left.",
			"p1 polarity minor [ولم يوافق] [The delegation came. The minister agreed. He left.]\n"},
		{"يجب ألا يغضب الوزير مما لم يفعله.", "The minister must not be angry about what he did do.",
			"p1 polarity minor [ألا يغضب] [The minister must not be angry about what he did do.]\n"},
		{"تعهد بعدم استخدام القوة ضد المدنيين مطلقا.", "He vowed to use force against civilians.", "p1 polarity major [بعدم استخدام] [He vowed to use force against civilians.]\n"},
		{"لا يمكن أن نعتمد على الوزير فقط.", "We can just rely on the minister.", "p1 polarity minor [لا يمكن] [We can just rely on the minister.]\n"},
		{"لا يقتصر الأمر على الوزير.", "It is the minister.", "p1 polarity minor [لا يقتصر] [It is the minister.]\n"},
		{"لا يمكن السفر إلا بإذن.", "They can travel without a permit.", "p1 polarity minor [لا يمكن] [They can travel without a permit.]\n"},
		{"لم يأكل ولم يشرب.", "He did not eat and drank.", "p1 polarity minor [ولم يشرب] [He did not eat and drank.]\n"},
		{"لن يدخل السباق ما لم يجمع المال.", "He will enter the race unless he raises the money.", "p1 polarity minor [لن يدخل] [He will enter the race unless he raises the money.]\n"},
		{"خسر الفريق مرتين ولم يفز منذ عام.", "The team lost twice and has won for a year.", "p1 polarity minor [ولم يفز] [The team lost twice and has won for a year.]\n"},
		{"لن ينسى الناس ذلك، لن ينسوه في مايو.", "People will forget it, they will not forget it, and not in May.",
			"p1 polarity minor [لن ينسى] [People will forget it, they will not forget it, and not in May.]\n"},
		{"الوفد غير قادر على السفر.", "The delegation can travel.", "p1 polarity minor [غير قادر] [The delegation can travel.]\n"},
		{"هذا ليس الوقت، أليس هذا غريبا؟", "It is not the time, is that strange?", "p1 polarity minor [ليس الوقت] [It is not the time, is that strange?]\n"},
		{"نحنلا نعرف الخطة.", "We do know the plan.", "p1 polarity minor [نحنلا نعرف] [We do know the plan.]\n"},
		{"لم يتمكن الوفد من السفر.", "The delegation was not unable to travel.", "p1 polarity minor [لم يتمكن الوفد من السفر.] [not]\n"},
		{"لم يعلن الوفد موعدا بعد.", "The delegation has not yet to announce a date.", "p1 polarity minor [لم يعلن الوفد موعدا بعد.] [not]\n"},
		{"لن يساعدك أحد.", "There is not nobody to help you.", "p1 polarity minor [لن يساعدك أحد.] [not]\n"},
		{"ولم يعرف أبدا أنه قتل.", "He was not killed and never knew.", "p1 polarity minor [ولم يعرف أبدا أنه قتل.] [not]\n"},
		{"القوات في البلاد بشكل غير قانوني.", "The forces are not in the country illegally.", "p1 polarity minor [القوات في البلاد بشكل غير قانوني.] [not]\n"},
		{"الخروج بدون اتفاق يكلف الناس.", "A no-deal exit does not cost people.", "p1 polarity minor [الخروج بدون اتفاق يكلف الناس.] [not]\n"},
		{"وتحدث بشرط عدم الكشف عن هويته.", "He did not speak on condition of anonymity.", "p1 polarity minor [وتحدث بشرط عدم الكشف عن هويته.] [not]\n"},
		{"سافر الوفد فقط مع الوزير.", "The delegation travelled not only with the minister.", "p1 polarity minor [سافر الوفد فقط مع الوزير.] [not]\n"},
	} {
		if diff := cmp.Diff(c.want, polarityLines(c.ar, c.en)); diff != "" {
			t.Errorf("%s | %s (-want +got):\n%s", c.ar, c.en, diff)
		}
	}
}

// TestPolaritySilent holds renderings that a good translator chooses.
func TestPolaritySilent(t *testing.T) {
	for _, c := range []struct{ ar, en string }{
		{"لم يوافق الوزير.", "The minister disagreed."},
		{"لم يوافق الوزير.", "The minister refused."},
		{"لم ينجح الوفد.", "The delegation failed."},
		{"لم يتمكن الوفد من السفر.", "The delegation was unable to travel."},
		{"لم يعلن الوفد موعدا بعد.", "The delegation has yet to announce a date."},
		{"ليس واضحا متى يسافر.", "It is unclear when he travels."},
		{"لم يشعر أحد بخيبة.", "No one was disappointed."},
		{"لا يزال الوفد هنا.", "The delegation is still here."},
		{"ما زال الوفد هنا.", "The delegation remains here."},
		{"لا سيما الوفد العراقي.", "Especially the Iraqi delegation."},
		{"لا بد من السفر.", "They must travel."},
		{"لا شك أن الوفد يسافر.", "The delegation will surely travel."},
		{"لا شك أن الوفد يسافر.", "No doubt the delegation will travel."},
		{"قتل ما لا يقل عن عشرة.", "At least ten were killed."},
		{"لم يبق إلا الوزير.", "Only the minister stayed."},
		{"ليس الوزير فقط بل الوفد.", "The minister and the delegation too."},
		{"ليس الوزير فقط بل الوفد.", "Not only the minister but the delegation."},
		{"لا خبز ولا ماء.", "There is no bread or water."},
		{"لا خبز ولا ماء.", "There is neither bread nor water."},
		{"لم يأكل أبدا.", "He never ate."},
		{"لم يعد الوفد هنا.", "The delegation is no longer here."},
		{"غير أن الوفد سافر.", "But the delegation left."},
		{"إلا أن الوفد سافر.", "The delegation left, though."},
		{"عمل غير قانوني.", "An illegal act."},
		{"عمل غير قانوني.", "An act that is not legal."},
		{"أداة لا تعوض.", "An irreplaceable tool."},
		{"عدم الاستقرار في البلاد.", "The country's instability."},
		{"بشرط عدم الكشف عن هويته.", "On condition of anonymity."},
		{"رفض الوزير الخطة.", "The minister did not accept the plan."},
		{"نفت الحكومة ذلك.", "The government said it was not so."},
		{"عجز الوفد عن السفر.", "The delegation could not travel."},
		{"لن يسافر ما لم يوافق الوزير.", "He will not travel unless the minister agrees."},
		{"هل يسافر أم لا؟", "Will he travel or not?"},
		{"سأل إن كان يسافر.", "He asked whether or not he would travel."},
		{"أليس كذلك؟", "Isn't it?"},
		{"سافر الوزير، قال.", "The minister travelled, didn't he?"},
		{"القناة الأولى.", "Channel No. 1."},
		{"خاصة الوفد العراقي.", "Not least the Iraqi delegation."},
		{"سلم الوفد رسالة عن السلم.", "The delegation handed over a letter on peace."},
		{"ما حدث أمس كبير.", "What happened yesterday was big."},
		{"ذهب اللاجئون إلى الملعب.", "The refugees went to the stadium."},
		{"لميسر الأمر جيدا.", "It went well."},
		{"سافر الوفد لا الوزير. ووصل.", "The delegation travelled, not the minister. It arrived."},
		{"لم يسافر الوزير. وصل الوفد.", "The minister stayed. The delegation arrived, not he."},
		{"لا يمكن إنكار ذلك.", "It is plain."},
		{"ولم يستبعد الوزير السفر.", "The minister said he might travel."},
		{"ولم يخف الوزير غضبه.", "The minister was openly angry."},
		{"لم تمض ساعات حتى وصل الوفد.", "Within hours the delegation arrived."},
		{"لم يوافق الوزير على ما فعله الوفد.", "The minister disliked what the delegation did in town and what they do today."},
		{"يجب ألا يغضب الوزير مما لم يفعله.", "The minister must not be angry about what he did not do."},
		{"تعهد بعدم استخدام القوة مطلقا.", "He vowed never to use force."},
		{"تعهد بعدم استخدام القوة مطلقا.", "He vowed to refrain from force."},
		{"صوت الوفد بعدم القبول.", "The delegation voted against it."},
		{"لا يمكن أن نعتمد على الوزير فقط.", "We can't just rely on the minister."},
		{"ليس الوزير فحسب بل الوفد.", "The minister as well as the delegation."},
		{"لا يقتصر الأمر على الوزير.", "It is not limited to the minister."},
		{"لا يمكن السفر إلا بإذن.", "They cannot travel without a permit."},
		{"لا يمكن السفر إلا بإذن.", "They can travel only with a permit, not without."},
		{"لا يوافق الوزير إلا أنه سافر.", "The minister does not agree, but he travelled."},
		{"لم يأكل ولم يشرب.", "He did not eat or drink."},
		{"لم يأكل ولم يشرب.", "He did not eat and did not drink."},
		{"لن يدخل السباق ما لم يجمع المال.", "He will not enter the race if he does not raise the money."},
		{"هذا ما لن نمنحه.", "That is what we will not give."},
		{"خسر الفريق.", "The team did not win."},
		{"لم يفز الفريق.", "The team lost."},
		{"لن ينسى الناس ذلك، لا اليوم ولا في مايو.", "People will not forget it, not today and not in May."},
		{"الوفد غير قادر على السفر.", "The delegation is unable to travel."},
		{"غير رأيه في السفر.", "He changed his mind about travel."},
		{"أليس هذا غريبا؟", "Isn't that strange?"},
		{"أليس كذلك؟", "Right?"},
		{"وصل إلى الميناء أصلا.", "He did arrive."},
		{"فعلا سافر الوزير.", "The minister did travel."},
		{"ليس من غير المعتاد.", "It is not unusual."},
		{"لا ينكر أحد ذلك.", "No one denies it."},
		{"لا يرى أي ذيل.", "You don't see no tail."},
		{"القوات ليست في البلاد بشكل غير قانوني.", "The forces are not in the country illegally."},
		{"قد لا يكلف الخروج بدون اتفاق الناس.", "A no-deal exit may not cost people."},
		{"لم يتحدث إلا بشرط عدم الكشف عن هويته.", "He did not speak except on condition of anonymity."},
		{"لا تضبط الحدود بغير تعاون.", "The borders cannot be controlled without help, said the group that stopped the gang."},
		{"رفض الوزير الطلب.", "The minister turned down the request."},
		{"لم يهتم الحكم بالطلب.", "The referee waved away the request."},
		{"لم يعد يملك المال.", "He ran out of money."},
		{"سافر مع الوزير ومع الوفد أيضا.", "He travelled out of the city, down the road and away."},
		{"", "Not."},
		{"...", "!"},
	} {
		if got := polarityLines(c.ar, c.en); got != "" {
			t.Errorf("%s | %s:\n%s", c.ar, c.en, got)
		}
	}
}
