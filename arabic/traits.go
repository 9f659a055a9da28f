package arabic

import "strings"

// Trait is a set of qualities that exclude each other in pairs, which a
// translation must not exchange: north and south, highest and lowest.
type Trait uint64

const (
	North Trait = 1 << iota
	South
	East
	West

	Highest
	Lowest
	HighOrLow // may be either in English: أكثر

	Acquitted
	Convicted

	Opposing
	Ruling
	Rule // may be "ruling" in English: a decision

	Critical
	Stable

	Export
	Import

	Surplus
	Deficit

	Profit
	Loss

	Approval
	Rejection
	Consent // may be "approval" in English
	Refusal // may be "rejection"

	Defense // and the other offices of government, by the words behind "minister of"
	Interior
	Finance
	Foreign
	Justice
	Health
	Education
	Agriculture
	Culture
	Transport
	Labor
)

// Offices are the traits that tell one ministry from another.
const Offices = Defense | Interior | Finance | Foreign | Justice | Health | Education | Agriculture | Culture | Transport | Labor

// Traits are the qualities that the word names.
func (l Lexeme) Traits() Trait { return l.number.trait }

// traits lists the words of each trait as senses does.
var traits = [...]struct {
	trait Trait
	words string
}{
	{North, "شمال شمالي شماليه شمالا شماليين شماليتين شمالها"},
	{South, "جنوب جنوبي جنوبيه جنوبا جنوبيين جنوبيتين جنوبها"},
	{East, "شرق شرقي شرقيه شرقا شرقيين شرقيتين شرقها"},
	{West, "غرب غربي غربيه غربا غربيين غربيون غربيتين غربها"},
	{Highest, "اعلي اقصي ارفع ذروه"},
	{Lowest, "ادني اقل اخفض اضعف اصغر اسوا ابطا"},
	{HighOrLow, "اكثر اكبر اشد اهم ابرز قياسي قياسيه"},
	{Acquitted, "براءه تبرئه برات يبرئ تبرئ برئت بريء بريئا بريئه ابرياء"},
	{Convicted, "ادانه ادان ادانت ادين ادينت ادينوا يدين تدين مدان مدانه مدانين مدانون مذنب مذنبا مذنبه مذنبين دان دانت حكم حكمت احكام محكوم محكومين محكومون محكومه سابقه سوابق"},
	{Opposing, "معارض معارضا معارضه معارضين معارضون معارضو معارضي يعارض تعارض عارض عارضت مناهض مناهضه مناهضين مناهضون مناوئ مناوئه مناوئين خصوم خصومه منافس منافسه"},
	{Ruling, "حاكم حاكما حاكمه حكام"},
	{Rule, "حكم قرار قرارا قضي قضت حكما محكمه قضاء قضاه فتوي هيئه سلطه سلطات"},
	{Critical, "حرجه خطره خطيره حرج خطر خطير خطيرا حرجا"},
	{Stable, "مستقره مستقر استقرار استقرت مستقرا"},
	{Export, "صادرات صادراته صادراتها صادراتهم تصدير تصديره تصديرها"},
	{Import, "واردات وارداته وارداتها وارداتهم استيراد استيراده استيرادها مستوردات استورد استوردت يستورد تستورد"},
	{Surplus, "فائض فائضا فوائض"},
	{Deficit, "عجز عجزا عجزها عجزه"},
	{Profit, "ربح ربحا ارباح ارباحا ارباحه ارباحها ربحي ربحيه مكاسب مكسب"},
	{Loss, "خساره خسائر خسارات خسائره خسائرها خسائرهم خسارته خسارتها خسر خسرت خسروا يخسر تخسر فقدان هزيمه"},
	{Approval, "وافق وافقت وافقوا يوافق توافق موافقه موافقته موافقتها اقر اقرت اقروا يقر تقر صادق صادقت مصادقه"},
	{Rejection, "رفض رفضت رفضوا يرفض ترفض يرفضون رفضا رفضه رفضها رفضهم رافضا رافضه رافضين"},
	{Consent, "اذن اذنت يوقع توقع وقع وقعت اعطي اعطت منح منحت رحب رحبت ترحيب اتفق اتفقت اتفقوا اتفاق اتفاقيه ايد ايدت تاييد شعبيه رضا مرر مررت تمرير صوت صوتت تصويت اجاز اجازت سمح سمحت ترخيص قبل قبلت قبول تبني تبنت اعتمد اعتمدت"},
	{Refusal, "نفي نفت استبعد استبعدت عارض عارضت معارضه رد ردت نقض دحض صد تصدي ضد امتنع امتنعت حجب حجبت عدم"},
	{Defense, "دفاع دفاعي دفاعيه حرب جيوش جيش عسكري عسكريه"},
	{Interior, "داخليه داخل"},
	{Finance, "ماليه خزانه مال"},
	{Foreign, "خارجيه خارج"},
	{Justice, "عدل عدليه عداله قضاء قضائي قضائيه"},
	{Health, "صحه صحي صحيه"},
	{Education, "تعليم تربيه معارف تربوي تربويه تعليمي تعليميه"},
	{Agriculture, "زراعه فلاحه زراعي زراعيه"},
	{Culture, "ثقافه ثقافي ثقافيه"},
	{Transport, "نقل مواصلات"},
	{Labor, "عمل شغل عماله"},
}

// addTraits joins the traits to the words that m has.
func addTraits(m map[string]entry) {
	for _, list := range traits {
		for w := range strings.FieldsSeq(list.words) {
			e := m[w]
			e.trait |= list.trait
			m[w] = e
		}
	}
}
