package arabic

import "slices"

// Cue is what a word announces: the name of whom or what comes next.
type Cue int

const (
	NoCue Cue = iota
	// PersonCue is a definite title or a word of kinship: الرئيس, بن.
	PersonCue
	// OfficeCue is an office that wants to know of what: رئيس, وزير.
	OfficeCue
	// GroupCue is a kind of party, club, paper or armed group: حركة, صحيفة.
	GroupCue
	// PlaceCue is a kind of place, or the office of one who governs one.
	PlaceCue
)

var cues = func() map[string]Cue {
	m := map[string]Cue{}
	for cue, list := range map[Cue]string{
		PersonCue: `
الرئيس الرئيسة السيد السيدة الوزير الوزيرة الشيخ الملك الأمير الأميرة اللواء العميد العقيد الفريق النائب النائبة
القاضي القاضية المتحدث المتحدثة الناطق الناطقة الدكتور الدكتورة دكتور المهندس المهندسة أبو أبي أبا بن ابن بنت آل
السفير السفيرة المحامي المحامية الصحافي الصحفي الصحافية الصحفية الإعلامي الإعلامية الجنرال جنرال الضابط الرائد النقيب
المقدم الملازم الرقيب العريف الجندي المدير المديرة الأمين المرشد الإمام المطران البطريرك البابا الأب الخوري القس الحاج
حاج الحاجة المستشار المستشارة الزعيم القائد المبعوث المبعوثة البروفيسور الأستاذ الأستاذة النجم النجمة اللاعب اللاعبة
المدرب المدربة الممثل الممثلة المخرج المخرجة الكاتب الكاتبة الشاعر الشاعرة الفنان الفنانة المطرب المطربة المذيع
المذيعة الناشط الناشطة الأسير الأسيرة المدعو والده والدته نجله شقيقه ابنه زوجته مولاي المشير السلطان العاهل الراحل الطفل
الطفلة الشاب الشابة المواطن المواطنة الباحث الباحثة المحلل الخبير الخبيرة المفتي الداعية الحارس المهاجم المدافع الحكم الملكة المعارض
الحقوقي الحقوقية المرشح المرشحة المتهم المتهمة الشهيد الشهيدة القتيل الضحية الجراح الروائي الروائية المؤرخ البطل البطلة
الملحن الملاكم العداءة المغني المغنية المصور المصورة سماحة فضيلة معالي`,
		OfficeCue: `
رئيس رئيسة وزير وزيرة نائب نائبة قائد مدير مديرة أمين سفير سفيرة مبعوث لواء عميد عقيد ملك ملكة أمير شيخ قاضي متحدث ناطق
مرشد مفتي منتخب`,
		GroupCue: `
حركة حزب نادي النادي فريق جماعة تنظيم كتلة تيار تحالف ائتلاف قائمة ميليشيا مليشيا فصيل كتائب جبهة زعيم قناة فضائية
تلفزيون إذاعة صحيفة جريدة مجلة وكالة منصة شبكة شركة مصرف بنك جمعية مؤسسة منظمة نقابة`,
		PlaceCue: `
محافظة محافظ مدينة بلدة قرية قضاء ولاية والي منطقة ناحية مخيم حي بلدية مديرية إمارة جزيرة ميناء مطار جبل جبال وادي سهل
معبر ضاحية ريف إقليم نهر مياه حوض دلتا بحيرة خليج سد قلعة قاعدة مصفاة حقل سجن معتقل مستشفى جامعة شارع ساحة ميدان جسر
مسجد جامع كنيسة مدرسة معهد كلية فندق ملعب استاد مستوطنة
عمدة قائممقام جمهورية مملكة سلطنة دولة شواطئ ضفاف`,
	} {
		for word := range keys(list) {
			m[word] = cue
		}
	}
	return m
}()

// Cue returns what the token announces, proclitics allowed (للرئيس).
func (t Token) Cue() Cue {
	for _, s := range t.Splits() {
		if cue := cues[WordKey(t.Word(s, 0), Bare)]; cue != NoCue && !s.Article {
			return cue
		}
	}
	return NoCue
}

// beforePlaces are the words behind which a place is looked for; what is left
// of a homograph there is its name, where it is no noun otherwise.
var beforePlaces = keys(`في إلى من عن نحو قرب داخل خارج باتجاه شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط بين ومن وفي وإلى`)

// LeadsToPlace reports whether the token is a preposition or direction that a
// place follows.
func (t Token) LeadsToPlace() bool { return beforePlaces[WordKey(t.Letters(), Bare)] }

// tellings are the verbs whose subject is a person that the story knows.
var tellings = keys(`قال أضاف أكد صرح أعلن أشار ذكر أوضح تابع شدد التقى زار وصل بحث استقبل دعا حذر كشف نفى اعتبر رأى طالب اتهم غادر ترأس لفت ختم رفض`)

// Tells reports whether the token is a verb that people of the news are the
// subject of, و or ف before it allowed.
func (t Token) Tells() bool {
	return t.isAny(tellings)
}

// sayings are verbs that a person's name follows but never what was said.
var sayings = keys(`قال قالت أضاف أضافت صرح صرحت أوضح أوضحت أشار أشارت شدد شددت`)

// Says reports whether the token is a verb of saying, و or ف before it allowed.
func (t Token) Says() bool { return t.isAny(sayings) }

// speakers are the homographs that say something as ordinary words too: قال
// أمير المنطقة.
var speakers = keys(`
أحد ألف تركي الأمير أمير الأميرة أميرة الملك ملك الشهيد شهيد الشيخ الأمين أمين السفير السلطان سلطان الشاهد الحكيم حكيم القائد قائد
الرائد رائد المختار مختار خليفة عالم عالية طالب صديق مالك نجم بطل حاكم حافظ حبيب رفيق مؤمن معتصم مشهد نصير فارس شريف
الشريف كان بون حق حكمة الجمهورية الشعب الشباب القوات المقاومة الكتائب الوفد الأنصار الطليعة الأحرار العرب اللواء الحشد
القاعدة المدينة القرية الضيف`)

// IsSpeaker reports whether the ordinary word behind a homograph can say
// something.
func IsSpeaker(letters []rune) bool { return isIn(speakers, letters) }

// given are frequent first names that are no other words; a homograph behind
// one is the surname.
var given = keys(`
محمد أحمد محمود مصطفى حسين إبراهيم إسماعيل يوسف موسى عيسى داود سليمان يحيى زكريا عبدالله عبدالرحمن عثمان خالد وائل هشام
هيثم ماجد عماد عمار ياسر ياسين طارق مروان رامي سمير نبيل نبيه نواف جوزيف ميشال ميشيل جبران بشار ماهر رفعت باسل سعد فؤاد
فادي فيصل فهد بندر تميم حمد قيس زياد زيد مقتدى نوري حيدر هوشيار برهم مسعود نيجيرفان أسامة أيمن حسام حمزة طه عمرو كمال
جورج إلياس بطرس بولس شربل أنطوان سمر ريم رنا رانيا دينا نادية فاطمة خديجة عائشة زينب مريم ليلى سارة نانسي هيفاء فيروز
ناصر منصور مهدي إسحاق يعقوب جعفر كاظم جواد رضوان أنور أكرم أشرف عصام عاصم علاء ضياء بهاء معاذ مهند ليث نزار غسان 
دونالد جون باراك فلاديمير إيمانويل بنيامين`)

// IsGivenName reports whether the token is a frequent first name.
func (t Token) IsGivenName() bool { return t.isAny(given) }

// verbal are the homographs that are verbs as well: محمد حافظ على مكانه.
var verbal = keys(`حافظ فتح سبق طالب كان صور نصر حق عز صدر تدمر ينبع`)

// IsVerbal reports whether the ordinary word behind a homograph may be a verb.
func IsVerbal(letters []rune) bool { return isIn(verbal, letters) }

// interviews are what a person gives to a paper: في تصريح لـ"العربية".
var interviews = keys(`تصريح تصريحات تصريحه تصريحها حديث حديثه حديثها مقابلة مقابلته حوار`)

// GivenTo reports whether ل behind the token, alone before a name, tells whom
// something was said to: a verb of saying or an interview.
func (t Token) GivenTo() bool { return t.Says() || isIn(interviews, t.Letters()) }

// Defined reports whether the token can be read as a word with the article.
func (t Token) Defined() bool {
	return slices.ContainsFunc(t.Splits(), func(s Split) bool { return s.Article })
}

// ranks are the adjectives that stand between a title and a name although they
// tell of no origin: الأمين العام, الرئيس الراحل.
var ranks = keys(`العام العامة الأول الأولى السابق السابقة الأسبق الأسبقة الراحل الراحلة الحالي الحالية المنتخب المنتخبة المؤقت المكلف المخلوع المعزول الجديد الجديدة الأعلى الخاص الخاصة الأممي المساعد الركن المتقاعد`)

// IsRank reports whether the token may stand between a definite title and a
// name: an adjective of origin with the article or one of rank.
func (t Token) IsRank() bool {
	word := t.Letters()
	return IsNisba(word) || HasArticle(word) && ranks[WordKey(word, Bare)]
}

// IsNisba reports whether a word looks like a definite adjective of origin:
// السوري, السورية.
func IsNisba(word []rune) bool {
	n := len(word)
	if n < 5 || !HasArticle(word) {
		return false
	}
	last := keyRune(word[n-1])
	return last == 'ي' || last == 'ه' && word[n-2] == 'ي'
}

// domains are what offices are held of: the name comes behind them, as in وزير
// الخارجية سعيد.
var domains = keys(`
الوزراء الحكومة البرلمان الجمهورية الدولة الأركان الجيش الدفاع الخارجية الداخلية المالية العدل الصحة التعليم التربية
النفط الطاقة الإعلام الاقتصاد التجارة الزراعة الصناعة الثقافة الرياضة المخابرات الاستخبارات الشرطة الأمن النواب الشورى
الشيوخ القضاة الائتلاف الحزب الحركة الوفد اللجنة الهيئة المنظمة الاتحاد النادي الرئيس الوزير المحافظ`)

// councils stand between an office and what it is held of: رئيس مجلس الوزراء.
var councils = keys(`مجلس وزارة هيئة قيادة جهاز لجنة`)

// IsCouncil reports whether the token names a body by what follows.
func (t Token) IsCouncil() bool { return isIn(councils, t.Letters()) }

// IsDomain reports whether an office is held of what the token names.
func (t Token) IsDomain() bool { return domains[WordKey(t.Letters(), Bare)] }

// prepositional are words after which على is the preposition and no name:
// محمد على هامش المؤتمر.
var prepositional = keys(`
هامش أن أنه أنها الرغم رغم إثر صعيد خلفية متن غرار حد أساس الأقل الأكثر الأرجح ضوء مدى مستوى وشك رأس وجه يد يدي أيدي
طول مدار طريق شاشة صفحته حسابه نطاق الفور التوالي سبيل سلامة كل جميع هذا هذه ذلك تلك تفاصيل نتائج مستجدات معلومات رأي ما من عدم ضرورة أهمية موقع منصة
تويتر فيسبوك الحدود الأرض أنهم أنهن أنني أننا إنه أي بعض عدد عدة هؤلاء أولئك الذي التي الذين نحو شكل هيئة أكثر أقل قدم
ساق ظهر حساب قائمة لائحة لقب منصب جائزة الهاتف التلفزيون الشاشة القناة موعد مقربة بعد قيد قيادة إجراء إقامة تنفيذ
تشكيل إدانة دعم رفض قبول مواصلة استمرار حدود أبواب أطراف جانبي جانب امتداد ذمة دفعات مراحل مرأى مسمع عاتق عجل سواحل
شاطئ ساحل ضفاف ضفة طاولة مائدة خط خطى نفقة يمين يسار مقتل مقترح قرار سؤال أسئلة اتفاق خبر تصريحات تقرير بيان رد هجوم
منزل مقر قاعدة مواقع أهداف مدينة بلدة محافظة منطقة أهل أهالي سكان القطاع البلاد الساحة الطاولة العكس الصعيد المستوى
الساحل الطريق الهواء السلطة الحكم أرض أرضية وسائل وقع وجود حق حقوق لسان اسم اسمه يده يديه رأسه رقبته كتفيه`)

// IsOn reports whether the token reads على, the preposition or a careless علي.
func (t Token) IsOn() bool {
	return len(t.Runes) == 3 && t.Runes[0].Letter == 'ع' && t.Runes[1].Letter == 'ل' && t.Runes[2].Letter == 'ى'
}

// DotsYeh reports whether a text tells ي from ى, by its first word for "in", في
// or فى. One that has none of it, or writes فى, may mean علي by على.
func DotsYeh(tokens []Token) bool {
	for _, t := range tokens {
		if len(t.Runes) == 2 && t.Runes[0].Letter == 'ف' && keyRune(t.Runes[1].R) == 'ي' {
			return t.Runes[1].Letter == 'ي'
		}
	}
	return false
}

// AfterOn reports whether the token shows that على before it is the
// preposition.
func (t Token) AfterOn() bool { return t.Digits || prepositional[WordKey(t.Letters(), Bare)] }

// Ministries go by what they are for, with a feminine adjective of their
// country: الخارجية السورية, الدفاع الروسية. The same words are an adjective and
// a noun of their own: السياسة الخارجية السورية, أنظمة الدفاع الروسية.
var (
	ministryAdjectives = keys(`الخارجية الداخلية المالية`)
	ministryNouns      = keys(`الدفاع الصحة العدل التعليم التربية النفط الطاقة الإعلام الاقتصاد التجارة الزراعة الصناعة الثقافة الكهرباء`)
	days               = keys(`اليوم أمس الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الماضي الماضية المقبل الجاري`)
	ofMinistries       = keys(`باسم وزارة من عن في إلى لدى مع بين بحسب حسب وفق وفقا بيان مقر مبنى متحدث متحدثة ناطق ناطقة مسؤول مصدر مصادر تصريح`)
	ofDomains          = keys(`وزير وزيرة وزراء شؤون نائب نائبة سياسة لجنة تجارة ديون`)
)

// IsMinistry reports whether the words of a name are the short name of a
// ministry.
func IsMinistry(words [][]rune) bool {
	if len(words) != 2 || !IsNisba(words[1]) || keyRune(words[1][len(words[1])-1]) != 'ه' {
		return false
	}
	return isIn(ministryAdjectives, words[0]) || isIn(ministryNouns, words[0])
}

// MayNameMinistry reports whether the short name of a ministry, whose first
// word is given, may be one behind the token: an adjective not behind a noun
// with the article or an office, a noun only behind a verb or what else
// ministries stand behind.
func (t Token) MayNameMinistry(first []rune) bool {
	word := t.Letters()
	switch last := t.Runes[len(t.Runes)-1].Letter; {
	case isIn(days, word):
		return true
	case isIn(ministryAdjectives, first):
		return !t.Defined() && !t.isAny(ofDomains)
	case last == 'ت' && len(word) > 3 && word[len(word)-2] != 'ا':
		return true // أعلنت
	}
	return t.isAny(ofMinistries)
}

var directions = keys(`شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي`)

// IsDirection reports whether a word is a point of the compass without the
// article, or the middle.
func IsDirection(word []rune) bool { return isIn(directions, word) }

// isAny reports whether the token, with or without proclitics, is in a list.
func (t Token) isAny(list map[string]bool) bool {
	return slices.ContainsFunc(t.Splits(), func(s Split) bool {
		return !s.Article && s.Restore == "" && isIn(list, t.Word(s, 0))
	})
}
