package verify

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestContraries(t *testing.T) {
	for _, c := range []struct{ ar, en, want string }{
		{"قصف الجيش مواقع شرق المدينة.", "The army shelled sites west of the city.", "p1 contrary major [شرق] [west]\n"},
		{"قصف الجيش مواقع في ريفها الجنوبي.", "The army shelled sites in its northern countryside.", "p1 contrary major [الجنوبي] [northern]\n"},
		{"وهذه أدنى نسبة تسجل.", "It is the highest rate recorded.", "p1 contrary major [أدنى] [highest]\n"},
		{"أعلى محكمة في البلاد.", "The lowest court of the country.", "p1 contrary major [أعلى] [lowest]\n"},
		{"وأعلنت المحكمة تبرئة الوزير.", "The court convicted the minister.", "p1 contrary major [تبرئة] [convicted]\n"},
		{"فاز الحزب الحاكم بالمقعد.", "The opposition party won the seat.", "p1 contrary major [الحاكم] [opposition]\n"},
		{"فاز الحزب المعارض بالمقعد.", "The ruling party won the seat.", "p1 contrary major [المعارض] [ruling]\n"},
		{"ووصفت حالته بالحرجة.", "He was said to be stable.", "p1 contrary major [بالحرجة] [stable]\n"},
		{"ارتفعت الصادرات في مايو.", "Imports rose in May.", "p1 contrary minor [الصادرات] [Imports]\n"},
		{"سجلت الموازنة عجزا كبيرا.", "The budget showed a large surplus.", "p1 contrary minor [عجزا] [surplus]\n"},
		{"زادت أرباح المصرف.", "The bank's losses grew.", "p1 contrary major [أرباح] [losses]\n"},
		{"وافق المجلس على القرار.", "The council rejected the resolution.", "p1 contrary major [وافق] [rejected]\n"},
		{"رفض المجلس القرار.", "The council approved the resolution.", "p1 contrary major [رفض] [approved]\n"},
		{"استقال وزير المالية.", "The defense minister resigned.", "p1 contrary major [المالية] [defense]\n"},
		{"أعلنت وزارة الشؤون الخارجية ذلك.", "The Ministry of Justice announced it.", "p1 contrary major [الخارجية] [Justice]\n"},
		{"التقى بوزير الداخلية.", "He met the health minister.", "p1 contrary major [الداخلية] [health]\n"},

		{"قصف الجيش مواقع شمال غربي المدينة.", "The army shelled sites northwest of the city.", ""},
		{"عاد من الشرق إلى الغرب.", "He came back west from the east.", ""},
		{"في الشرق الأوسط.", "In the Mideast, a Western envoy said.", ""},
		{"محافظة الشرقية.", "Sharqia, in the north.", ""},
		{"أقل من 10 بالمئة.", "Under 10%, the highest since May.", ""},
		{"أعلى من أكثر.", "Higher, not the lowest.", ""},
		{"أصدرت محكمة حكما في قضية الحزب المعارض.", "A court gave its ruling in the case of the dissident party.", ""},
		{"حالته خطرة لكنها مستقرة.", "His condition is serious but stable.", ""},
		{"وصل وزير الخزانة الأميركي.", "The U.S. Treasury secretary arrived.", ""},
		{"وزير الداخلية البريطاني.", "The British home secretary, a former health minister.", ""},
		{"وزيرا الخارجية والدفاع.", "The foreign and defense ministers.", ""},
		{"أعلنت الدفاع الروسية ذلك، وفق وزير المالية.", "Russia's Defense Ministry announced it, the finance minister said.", ""},
		{"وزير الحرب ووزير القضاء.", "The defense minister and the justice minister.", ""},
		{"قال وزير الزراعة ذلك.", "The minister said so.", ""},
		{"لم يوافق المجلس على القرار.", "The council rejected the resolution.", ""},
		{"وافق المجلس على رفض القرار.", "The council rejected the resolution.", ""},
		{"رفض المجلس القرار.", "The council did not approve the resolution.", ""},
		{"أقر البرلمان الموازنة.", "Parliament passed the budget; the losses are covered.", ""},
		{"عجز الجيش عن ذلك.", "The army could not, for all its surplus.", ""},
		{"لم تحقق الشركة أرباحا هذا العام.", "The company posted losses again this year.", ""},
		{"قال مسؤول رفض كشف هويته إن الرئيس وقع الأمر.", "The president approved the order, said an official who asked for anonymity.", ""},
		{"رفض القاضي طلب الدفاع.", "The judge granted the motion of the defense.", "p1 contrary major [رفض] [granted]\n"},
		{"سقط جنوب نابلس.", "It fell near Nablus in the West Bank.", ""},
		{"الواردات والصادرات.", "Exports and imports.", ""},
		{"تكبدت الشركة خسائر بعد أرباح.", "The company lost money after a profit.", ""},
	} {
		if diff := cmp.Diff(c.want, said("contrary", body(c.ar, c.en), Style{})); diff != "" {
			t.Errorf("%s | %s (-want +got):\n%s", c.ar, c.en, diff)
		}
	}
}
