package arabic

// homographs are given names, surnames and names of places, parties, clubs
// and papers that are also ordinary words of the news, numbers among them.
// A name that the news hardly ever means otherwise is not here: مصر, صلاح.
// The particles and verbs that begin it are no names at all, but entries of
// careless lists.
var homographs = keys(`
في من إلى عن مع هذا هذه ذلك تلك التي الذي الذين قال قالت أكد أعلن أضاف بعد قبل كان كانت يكون تكون لم لن لا ما أن إن أنه كل بين
حول خلال حتى منذ ضد أو ثم هو هم كما قد غير أي عند لدى حيث عدد عام يوم اليوم أمس أيضا نحو أكثر ذلك مثل بعض دون فقط تم يتم
سعيد أمل آمال كريم كريمة جميل جميلة الأسد أسد جهاد النور نور السلام سلام نصر النصر وليد رشيد الرشيد فرح وسام عادل صالح
هادي الهادي تركي شعبان رمضان عيد خميس الخميس جمعة الجمعة أحد ألف الهلال هلال الاتحاد العربي نجاح انتصار إيمان ثورة
حرية الحرية كامل جمال أمين الأمين أمينة أمان أمير الأمير أميرة ملك الملك شريف الشريف شهيد الشهيد بدر بشرى بهجة
باسم باسل بلال بسمة ثابت حازم حافظ حامد حبيب حسن حق حكيم حكمة حليم حميد حنين حياة خاتم خليفة خضر خير خيري ربيع الربيع
رجاء رجب رضا رفيق رفعت رؤى رياض زكي زهرة زينة ساري سامي سرور سعادة سلطان السلطان سليم سماح سند سيف السيف شاكر شمس صادق
صابر صباح الصباح صدر الصدر صديق صفاء صقر طالب طاهر طلعت طيب عابد عارف عالية عالم عز عزة عزيز عمر عناد عوض غالب غازي
فارس فاضل فائز فائق فتح فجر فخر فداء فرج فردوس فريد فضل فوز قاسم قائد لطيف ليل ماهر مالك مبارك متعب مجد مجدي محسن
مختار مراد مشعل مصباح مطر مطلق معتصم معروف معين مفيد مقبل منال موفق مؤمن مؤيد ميسر ناجي نادر نجاة نجم نزيه نشأت نصير
نضال نعمة نهى هاجر هدى واصف وجيه وحيد وردة وفاء يسرى يقين يمنى القاعدة التوحيد الجزيرة العربية الحدث الميادين المنار
الأهرام الجمهورية الشروق الرأي الغد الوطن الوطني المستقبل الحياة الأخبار النهار السفير الوسط الكرامة الأنصار الشعب
الشباب الطليعة المقاومة النهضة العدالة الإصلاح التجمع التغيير الفتح الأحرار الكتائب القوات الأمل المجد الفجر الوفد صور
الباب الشرق الغرب الجبل الوادي الزاوية السوق البيضاء الخضراء الحمراء المرج المدينة القرية النيل العين البحر الميناء
القائم العقبة المفرق الشيخ التل القصير الشرقية الغربية الشمالية الجنوبية الوسطى الداخلة رقة الدور نيسان آب مارس مايو
حديثة العمارة المدائن بلد الخالص الرطبة الطبقة السلمية دوما قارة تدمر الخيام القاع بري بشري الزرقاء معان الأقصر
البحيرة مطروح الخبر حائل الباحة عسير ينبع الوجه حجة الضالع المهرة الخمس الأبيض مدني العيون الجديدة المسيلة معسكر سعيدة
البيض النعامة قبلي مشهد بورصة مالي بنين البندقية كان بون سيول الحكيم السوداني المصري السوري العراقي اليمني المغربي
التونسي الليبي الأردني الفلسطيني اللبناني التركي الهندي الكردي الإيراني الكويتي القطري السعودي العماني الجزائري
البحريني الإماراتي الفارسي الحلبي المدني العسكري الشرع صباحي الشاهد عون الجميل الصلح أديب الضيف رئيسي روحاني ظريف
الحشد النصرة الجهاد الدعوة الفضيلة الحكمة العراقية الوفاق الاستقلال الوحدة الرائد التعاون الرجاء الوداد الاتفاق السد
النجمة العهد سبق اليوم الأيام الزمان المدى البيان الراية العرب السياسة الأنباء اللواء الدستور السبيل المساء العلم
الرؤية الاقتصادية الرياضية العدل الإرادة المبادرة الحوار البناء الصحوة الوفاء الولاء الصمود الصفاء العروبة الطريق
الشرارة النداء المسار الميثاق`)

// IsHomograph reports whether a one-word name is also an ordinary word, so
// that it counts only where something near it shows that the name is meant.
func IsHomograph(letters []rune) bool {
	return homographs[WordKey(letters, Bare)]
}

// attributive are the homographs that are adjectives or verbs when they are no
// names: behind a preposition only the name can stand.
var attributive = keys(`
مالي بري بشري رئيسي روحاني تدمر ينبع عسير قبلي مطروح حديثة دوما الجديدة القصير الزرقاء البيضاء الخضراء الحمراء السلمية
الرطبة الضالع الداخلة سعيدة القائم الأقصر الخالص كان الشهيد الشريف الأمين الجميل الحكيم الرشيد العربي الوطني الهادي
الأبيض`)

// IsAttributive reports whether a homograph that is no name is an adjective or
// a verb: no preposition comes before it (في تدمر is the town), and what
// follows a title with the article may be the title's adjective.
func IsAttributive(letters []rune) bool { return attributive[WordKey(letters, Bare)] }

// generic are places that every text has: وسط المدينة is no Medina.
var generic = keys(`المدينة القرية البحر الجبل السوق الميناء الشرق الغرب الوسط الطريق`)

// IsGeneric reports whether the ordinary word behind a homograph is a kind of
// place, which no word before it tells from the name.
func IsGeneric(letters []rune) bool { return generic[WordKey(letters, Bare)] }

// phrases are whole tokens of clitic and name that are adverbs as well: بحماس
// is "with Hamas" and "with enthusiasm".
var phrases = keys(`بحماس بسلام بأمان بقطر`)

// IsPhrase reports whether a whole token that could be clitic and name is a
// turn of phrase as well.
func IsPhrase(token []rune) bool { return phrases[WordKey(token, Bare)] }

// followers says which next word makes an ordinary word of a name, leaders
// which word before it does: مسقط رأسه is his birthplace, صلاة المغرب a prayer.
var (
	followers = map[string]map[string]bool{
		"مسقط":    keys(`رأس رأسه رأسها رأسهم رأسي رأسك رأسنا`),
		"قطر":     keys(`الدائرة دائرة يبلغ يتراوح`),
		"حماس":    keys(`كبير كبيرا شديد منقطع الجماهير الجمهور اللاعبين المشجعين الناس الشباب`),
		"الرباط":  keys(`الصليبي`),
		"حمد":     keys(`الله`),
		"القائم":  keys(`بالأعمال بأعمال`),
		"الرمادي": keys(`الداكن الفاتح`),
		"جنين":    keys(`عمره`),
	}
	leaders = map[string]map[string]bool{
		"المغرب":  keys(`صلاة أذان آذان`),
		"مصر":     keys(`هو وهو أنه إنه وأنه بأنه لأنه لكنه ولكنه أنا وأنا أنني إنني زال يزال`),
		"الرمادي": keys(`اللون باللون`),
		"القاهره": keys(`القوة الظروف للقوة بالقوة والظروف`),
	}
)

// Overruled reports whether a neighbour shows that a word, given as its
// letters without clitics, is no name; prev or next may be the zero token.
func Overruled(prev Token, word []rune, next Token) bool {
	key := WordKey(word, Bare)
	return followers[key] != nil && followers[key][WordKey(next.Letters(), Bare)] ||
		leaders[key] != nil && leaders[key][WordKey(prev.Letters(), Bare)]
}

// ordinary are words that a foreign name must not be misspelt into: صورة is no
// spelling of سوريا. Homographs count too.
var ordinary = keys(`
صورة سورة كانت كانوا مركز مراكز شركة الشركة شركات الملكي الملكية بارز بارزة جمعة العقد الحكم حكم النص الدور دورة مارس
مارست تركة تركوا مكسب سكان سوق مسار مصير سيارة ساعة ساحة سنوات سابق سابقة تقرير تقارير تغيير تأخير تدبير توقيع توقف
تواصل تأكيد قرار قرارات قائمة قيمة قيام قيادة قوات قوانين قانون قصر قسم قدرة جدار جدول جديد جديدة جانب جولة جيوش جهود
جائزة جاهز جهاز جزء غرفة غارة غارات غياب غالبا غضون غاية كامل كتلة كلمة كرسي كثيف كسر كأس كوادر كشف كفاية كلفة كافة
تجارة تكلفة تكتل تحقيق تحالف بيان بيانات باحث برنامج بداية بلدة بورصة بيان بنية بقاء بيئة فارق فريق فكرة فترة فرصة
فائدة فرقة فنون سلطة سلاح سلام سليم سوى سوء سير سيرة سيادة سياسة ساكن سكون صناعة صالح صدور صعود صلاة صيغة صفقة صحيفة
صوت طائرة طاقة طريق طلب طالب طرف طوارئ تمرين تمويل نتيجة نتائج نزاع نسبة نظام نظير نقاش نقطة نقل نقص ناجح نزوح نوفمبر
مدير مدينة مالية مليون مليار مقر مقال مقاتل مقابل مقترح مكان مكتب مكافحة مجلس مجال مجرد مجزرة ماضي موقف موقع موجة
مواجهة مواقع موسم مسألة مسؤول معركة معاناة معارك مرحلة مراحل مرور مرات دولار دولة دفاع دورية داخل دائرة دراسة درجة
رئيس رئاسة رسالة رحيل روسي روسية راتب رواية رياح رقابة رقم رغبة رجال لجنة لقاء لاحق لائحة ليلة لحظة لباس لوحة هدف هجوم
هدنة هيئة هارب هوية حركة حاجة حالة حدود حريق حوار حزب حصار حكومة إنسان إنتاج إدارة إجراء إعلان إصابة إغلاق أزمة أسعار
أسرى أعداد أجهزة أجزاء أكبر أكثر أقرب آخر آلاف الآن أمام أماكن أموال أوراق أيام والآن وكانت فكانت بصورة الصورة المركز
الكأس القسم النار النور الطريق الطرق الصيغة الساحة الساعة السلطة الحرير الحريق العقود الأزمة المالك`)

// IsOrdinary reports whether a word of a text is a frequent word of the news.
func IsOrdinary(letters []rune) bool {
	key := WordKey(letters, Bare)
	return ordinary[key] || homographs[key]
}
