package verify

import (
	"strings"
	"sync"
)

// alignEnglish and alignArabic are how much of a word a cue of cueWords
// compares: the first letters of it, or the whole of a shorter word.
const alignEnglish, alignArabic = 5, 4

// cueWords are words of the news that are mostly translated by each other: one
// pair of beginnings a line. They tell which passage belongs to which, and are
// no dictionary: a cue that misses or misleads is one among many.
const cueWords = `
accus اتهم|accor وفق|activ ناشط|activ نشاط|admin ادار|agree اتفا|agree اتفق|aid مساع|air جوي|air هواء|airpo مطار|allow سمح|ameri امير|ameri امري
anger غضب|angry غاضب|annou اعلن|appea ظهر|arab عربي|arab عرب|area منطق|armed مسلح|army جيش|arres اعتق|arres توقي|artic مقال|asked سال|attac هجوم|attac هجما|attac هاجم|autho سلطا|await ينتظ
bank بنك|bank مصرف|beat فاز|becau لان|becau بسبب|begin بدا|began بدا|big كبير|birth ميلا|black سود|black اسود|blood دم|blood دما|board مجلس|boat قارب|body جثه|body جسم|bomb قنبل|bomb قنبل|bomb تفجي|book كتاب|borde حدود|boy صبي|brain دماغ|brexi بريك|briti بريط|broth شقيق|broth اخ|build مبني|build مبان|build بناء|busin اعما|busin تجار|business شركا
campa حمل|cance سرطا|car سيار|cars سيار|capit عاصم|captu اسر|case قضي|case حال|cease هدن|cell خلاي|centr مرك|cente مرك|champ بطول|champ بطل|chang تغيي|charg تهم|chief رئيس|child طفل|child اطفا|chine صين|china صين|churc كنيس|citiz مواط|city مدين|civil مدني|clash اشتب|clash مواج|class فصل|clean نظيف|close اغلا|close اغلق|club نادي|coach مدرب|coali تحال|colla انهي|commi لجن|commi هيئ|commu مجتم|compa شرك|compa مقار|condi شرو|condi ظرو|confl صرا|confl نزاع|confi ثقه|conse محاف|const دستو|conti استم|conti يواص|contr سيطر|contr عقد|coope تعاو|corru فساد|cost تكلف|cost كلف|count بلد|count دول|count بلدا|court محكم|creat انشا|crime جريم|crimi جنائ|crisi ازم|cup كاس|custo عملا|custo زبائ|cut خفض
damag اضرا|dange خطر|dark ظلام|data بيان|date تاري|daugh ابنت|dead قتل|dead وفا|dead ميت|deal اتفا|deal صفق|death موت|death وفا|death قتل|debat منا|decad عقد|decid قرر|decis قرار|defea هزم|defea هزيم|defen دفاع|democ ديمق|deman طالب|deman مطال|denie نفي|depar وزار|devel تطوي|devel تنمي|die توفي|died توفي|died مات|diffe مخت|diffi صعب|direc مدير|direc اتجا|disas كارث|disco اكتش|disea مرض|disea امرا|distr حي|docto طبيب|docto اطبا|dog كلب|dogs كلاب|dolla دولا|door باب|doubt شك|drive سائق|drive قياد|drop انخف|drug مخدر|drug ادوي
early مبكر|earth ارض|earth زلزا|east شرق|easte شرق|econo اقتص|educa تعلي|effor جهو|elect انتخ|emerg طوار|emplo موظف|end نهاي|end انها|energ طاق|engla انجل|engli انجل|enter دخل|equal مساو|escap هرب|europ اورو|evide ادل|examp مثال|exper خبير|exper خبرا|exper تجرب|explo انفج|expor صادر|extre شديد|eyes عين|eye عين
face وجه|facto مصنع|facto عامل|fail فشل|fall انخف|famil عائل|famil اسر|famou مشهو|fan مشج|fans مشج|farm مزرع|fathe والد|fathe ابو|fear خوف|fear مخاو|feder فيدر|feder اتحا|feel يشعر|feel شعر|fell سقط|femal انثي|femal نسا|fight قتال|fight معار|fight مقات|film فيلم|film افلا|final نهائ|final اخير|finan مالي|finan تموي|fire حريق|fire نار|fire اطلا|flag علم|fligh رحل|flood فيضا|food طعام|food غذا|footb كره|force قوات|force قوه|foreig خارج|forei خارج|forei اجنب|forme ساب|free حر|freed حري|frenc فرنس|franc فرنس|frien صديق|frien اصدق|fuel وقود|fund تموي|fund صندو|futur مستق
game مبار|game لعب|games العا|gas غاز|gay مثلي|gener عام|gener جنرا|germa الما|girl فتا|girls فتيا|globa عالم|goal هدف|goals هدف|god الله|gold ذهب|golde ذهب|good جيد|gover حكوم|gover حاكم|great عظيم|great كبير|green اخضر|group مجمو|group جماع|group تنظي|grow نمو|growt نمو|guard حرس|guard حرا|gun سلاح|gun مسدس|guns اسلح
half نصف|hand يد|hands يد|happe حدث|happy سعيد|harbo ميناء|head راس|head رئيس|healt صح|hear سمع|heart قلب|heat حرار|high مرتف|high عال|hill تل|histo تاري|hit ضرب|home منزل|home وطن|homes مناز|hope امل|hope نامل|horse حصان|hospi مستش|hotel فندق|hour ساع|hours ساع|house منزل|house مجلس|house مناز|human انسا|huma بشر|hurri اعصا|husba زوج
ice جليد|idea فكر|ideas افكا|illeg غير|image صور|immed فور|immig هجر|immig مهاج|impor مهم|impor اهم|inclu بما|incre زيا|incre ارتف|india هند|indus صنا|infor معلو|injur اصيب|injur اصاب|injur مصاب|intel استخ|inter دولي|inter انتر|inter مقاب|inves تحقي|inves استث|irani ايرا|iran ايرا|iraq عراق|iraqi عراق|islam اسلا|islan جزير|islan جزر|israe اسرا|issue قضي|issue اصدر|italy ايطا|itali ايطا
japan ياب|jewis يهود|job وظيف|jobs وظائ|join انضم|journ صحف|judge قاض|july يولي|june يوني|justi عدال|justi عدل
kill قتل|kille قتل|king ملك|kingd مملك|know عرف|know نعرف|knew عرف|known معرو|korea كوري|kurdi كرد
label حزب|labou حزب|labou عمال|labor عمل|land ارض|land اراض|langu لغ|large كبر|large كبير|last ماض|last اخير|late اواخ|laugh ضحك|launc اطلا|launc اطلق|law قانو|laws قوان|lawye محام|lead قاد|leade زعيم|leade قائد|leade قاد|leagu دوري|leagu رابط|learn تعلم|leave غادر|leave خرو|left غادر|left يسار|legal قانو|lette رسال|level مستو|life حيا|lives حيا|light ضوء|line خط|list قائم|live عيش|live مباش|livin يعيش|local محل|londo لندن|long طوي|loss خسار|loss خسائ|lost خسر|lost فقد|love حب|low منخف
machi ال|machi ال|major اغلب|major رئيس|make صنع|man رجل|manag مدير|manag ادار|march مسير|marke سوق|marke اسوا|marri زواج|marri تزوج|match مبار|measu اجرا|measu تداب|media اعلا|medic طب|meet التق|meeti اجتم|membe عضو|membe اعضا|men رجال|messa رسال|middl اوسط|milit عسكر|milit مسلح|milit ميلي|mine منجم|minis وزير|minis وزار|minut دقيق|missi مهم|missi مفقو|missil صارو|missi صوار|mobil هاتف|money مال|money اموا|month شهر|month اشهر|moon قمر|morni صباح|mosqu مسجد|mothe والد|mothe ام|mount جبل|mount جبا|movem حرك|movie فيلم|much كثير|murde قتل|music موسي|musli مسلم
nago ناغ|name اسم|named اسم|natio وطن|natio قوم|natio امم|natur طبي|near قرب|need حاج|need يحتا|negot مفاو|neigh جار|neigh جير|new جديد|news اخبا|newsp صحيف|night ليل|nobel نوب|norma طبيع|north شمال|note لاحظ|nucle نوو|numbe عدد|nurse ممرض
offer عرض|offic مكتب|offic ضابط|offic مسؤو|offic شرط|offic رسم|oil نفط|old عمر|olymp اولم|onlin انتر|open فتح|open مفتو|opera عملي|oppos معار|order امر|organ منظم|outsi خارج|owner مالك|owner صاحب
paint لوح|paper ورق|paper صحيف|paren والد|paren اباء|paris باري|park حديق|parli برلم|part جزء|party حزب|parti احزا|passe ركاب|past ماض|patie مريض|patie مرضي|pay دفع|peace سلا|peopl شخص|peopl ناس|peopl اشخا|peopl شعب|perfo ادا|perio فتر|perso شخص|perso شخصي|phone هاتف|photo صور|pictu صور|plan خط|plane طائر|planes طائر|plann خطط|plant نبات|play لعب|playe لاعب|polic شرط|polic سيا|polit سيا|poll استط|pope بابا|popul سكان|posit موقف|posit منصب|power قوه|power سلط|power كهرب|presi رئيس|presi رئاس|press ضغط|press صحف|price سعر|price اسعا|pries كاهن|prime رئيس|prime وزرا|princ امير|priso سجن|priso سجين|prize جائز|probl مشكل|produ انتا|produ منتج|profi ارباح|progr برنا|progr تقدم|prote حما|prote احتج|prote متظا|provi قدم|provi محاف|publi عام|publi جمهو|publi نشر
quart رب|queen ملك|quest سؤال|quest اسئل|quote اقتب
race سباق|racis عنصر|radio اذاع|raid غار|rain مطر|rain امطا|rape اغتص|rate معدل|reach وصل|reach توص|ready مستع|real حقيق|recor سجل|recor قياس|red حمر|refer استف|refer حكم|refor اصلا|refug لاجئ|regim نظام|regio منطق|regio اقلي|relat علاق|relat اقار|relea اطلا|relea اصدر|relig دين|repor تقر|repor ابلغ|repor صحف|repub جمهو|requi طلب|rescu انقا|resea بحث|resea باحث|resid سكان|resid مقيم|resig استق|resou موارد|respo رد|respo استج|respo مسؤو|resta مطعم|resta مطاع|resul نتي|resul نتائ|retur عود|retur عاد|reven ايرا|right حق|right حقو|rise ارتف|risk خطر|risk مخاط|river نهر|road طريق|rocke صارو|role دور|room غرف|round جول|rule حكم|rules قواع|russi روس
safe امن|safe امن|safet سلام|sale بيع|sales مبيع|sanct عقوب|saudi سعود|save انقا|schoo مدرس|schoo مدار|scien علم|score سجل|scotl اسكت|scott اسكت|sea بحر|searc بحث|seaso موسم|secre سكرت|secre وزير|secre سر|secur امن|senat شيوخ|sense حس|sente حكم|serie سلسل|serio خطير|servi خدم|sex جنس|sexua جنس|share حص|share سهم|share اسهم|ship سفين|ships سفن|shoot اطلا|shot اطلا|show عرض|show برنا|sign علام|signe وق|singe مغن|singl واحد|siste شقيق|siste اخت|situa وضع|situa حال|skin جلد|sleep نوم|slow بطي|small صغير|smile ابتس|smoke دخا|socia اجتم|soldi جند|soldi جنود|solid صلب|solut حل|son ابن|song اغني|songs اغان|south جنوب|space فضا|spain اسبا|spani اسبا|speak تحدث|speci خاص|speec خطا|spoke تحدث|spoke متحد|sport رياض|stadi ملعب|staff موظف|stage مرحل|stage مسرح|stand معيا|stars نجوم|star نجم|start بدا|state ولاي|state دول|state بيان|stati محط|stock اسهم|stop وقف|store متجر|store متاج|storm عاصف|story قص|strat استر|stree شار|stren قو|strik ضرب|strik اضرا|strik غار|stron قوي|stude طالب|stude طلا|study دراس|succe نجاح|sugge اقتر|suici انتح|summe صيف|sun شمس|sunda احد|suppo دعم|suppo انصا|supre عليا|sure متاك|surve استط|suspe مشتب|sweet حلو|swim سباح|syria سور|syste نظام
talk حديث|talks محادث|targe هدف|targe استه|tax ضريب|taxes ضرائ|teach معلم|team فريق|team منتخ|techn تقن|techn تكنو|telev تلفز|tempe حرار|terri ارها|terro ارها|terri اراض|test اختب|thank شكر|theat مسرح|think اعتق|think يعتق|threa تهدي|threa هدد|ticke تذاك|time وقت|times مرات|title لقب|today اليو|toget معا|told اخبر|tool ادا|top اعلي|touri سيا|touri سائ|tourn بطول|town بلد|trade تجار|trade تجا|tradi تقلي|train تدري|train قطار|trans نقل|trave سفر|treat علا|treat معاه|tree شجر|tree اشجا|trial محاك|tribe قبيل|troop قوات|truck شاحن|trump ترام|trust ثق|truth حقيق|tsuna تسون|turke ترك|turki ترك|twice مرتي|twitt تويت
union اتحا|unite متحد|unive جامع|uni جامع|urge حث|used استخ|use استخ|user مستخ|users مستخ
valle واد|value قيم|vehic مركب|vehic سيار|victi ضحي|victi ضحا|victo فوز|victo انتص|video فيدي|view راي|villa قري|viole عنف|virus فيرو|visit زيا|visit زار|voice صوت|vote صوت|vote تصوي|voter ناخب
wages اجور|wait انتظ|wall جدار|want اراد|want يريد|war حرب|warn حذر|washi واشن|watch شاهد|water ميا|water ماء|weapo سلا|weapo اسلح|weath طقس|weddi زفاف|week اسبو|weeks اسبو|weigh وزن|welco رحب|west غرب|weste غرب|white ابيض|white بيض|wife زوج|win فوز|win فاز|winne فائ|winte شتا|witne شاهد|witne شهود|woman امر|women نسا|women سيدا|won فاز|word كلم|words كلم|work عمل|worke عامل|worke عمال|world عالم|worri قلق|worst اسوا|wound جرح|wound جريح|write كتب|write كاتب|wrong خطا|wrote كتب
year عام|year سن|years عام|years سن|years اعوا|yeste امس|young شاب|young شبا|young صغير|youth شبا|zero صفر`

// cues are the numbers of the cues by the beginning of a word. One beginning
// may belong to several; only the sides in common count.
type cues struct{ english, arabic cueIndex }

type cueIndex struct {
	keyIndex            // of beginnings
	cues     [][]uint16 // by the number of the beginning
}

func (x *cueIndex) of(beginning uint64) []uint16 {
	if beginning == 0 {
		return nil
	}
	if n := x.find(beginning); n >= 0 {
		return x.cues[n]
	}
	return nil
}

func (x *cueIndex) enter(beginning uint64, cue uint16) {
	n, fresh := x.add(beginning)
	if fresh {
		x.cues = append(x.cues, nil)
	}
	x.cues[n] = append(x.cues[n], cue)
}

var alignCues = sync.OnceValue(func() *cues {
	c, n := new(cues), uint16(0)
	c.english.reset(0)
	c.arabic.reset(0)
	for line := range strings.Lines(cueWords) {
		for pair := range strings.SplitSeq(strings.TrimSpace(line), "|") {
			if en, ar, ok := strings.Cut(pair, " "); ok {
				n++
				c.english.enter(englishBeginning(en), n)
				c.arabic.enter(arabicBeginning(ar), n)
			}
		}
	}
	return c
})

// englishBeginning is the first letters of a word in lower case as one number,
// 0 where another letter than a to z is among them.
func englishBeginning(w string) uint64 {
	key := uint64(0)
	for i := range min(len(w), alignEnglish) {
		c := w[i] - 'a' + 1
		if c-1 > 'z'-'a' {
			return 0
		}
		key = key<<5 | uint64(c)
	}
	return key
}

// arabicBeginning does the same for a word as a lexeme's Key has it.
func arabicBeginning(w string) uint64 {
	key := uint64(0)
	for i := 0; i+1 < min(len(w), 2*alignArabic); i += 2 {
		c := letterAt(w, i)
		if c == 0 {
			return 0
		}
		key = key<<6 | uint64(c)
	}
	return key
}
