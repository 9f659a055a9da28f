package arabic

import "strings"

// Force says what a word does to the statement it stands in.
type Force byte

const (
	Affirms Force = iota
	// MayNegate is a particle that English may render with "not" or without:
	// an idiom (لا شك), the غير before an adjective.
	MayNegate
	// Continues is a particle that goes on from one before: ولا, ولم. English
	// says "or" or "nor" for it where it does not negate again.
	Continues
	// Excepts is half of a phrase that says "only": لا ... إلا, لم ... سوى.
	Excepts
	// NotOnly is half of one that says "not only": لا ... فقط.
	NotOnly
	// HoldsNegative is a word with a negative inside: رفض, غياب.
	HoldsNegative
	// Lacks is a particle of absence that stands before a noun: دون, عدم. Its
	// English is as often another word as "without" or "not".
	Lacks
	// Denies is a particle that makes the statement its opposite: لم, لن, لا,
	// ليس. English has a negative for it, or a word that is the opposite.
	Denies
)

// negations are the particles. One that has a clitic other than و or ف is
// another word (سلم is peace), so such forms stand here themselves.
const negations = `لم لن لا ليس ليست ليسوا ليسا لسن لست لسنا لستم دون بدون بلا عدم بعدم لعدم الا كيلا لئلا
غير بغير لغير ابدا قط اطلاقا مطلقا البته عدمه كلا ما الم اليس اليست لولا`

// achievements are verbs of success. Where they are denied, English may as well
// tell what happened instead: missed for لم ينجح.
const achievements = `ينجح تنجح ينجحوا ينجحا ننجح يفلح تفلح يفلحوا نفلح يوفق توفق يوفقوا يحالفه يحالفها يحالفهم`

// negativeWords are verbs, nouns and adjectives with a negative inside. Forms
// with a suffix that Lex does not take off are written out where news has them.
const negativeWords = `نفي نفت نفوا نفيا نفيه نفيها ينفي تنفي ينفون نافيا نافيه رفض رفضت رفضوا رفضا رفضه رفضها رفضهم يرفض ترفض يرفضون نرفض ارفض رافض رافضا رافضه رافضين مرفوض مرفوضه
امتنع امتنعت امتنعوا يمتنع تمتنع يمتنعون امتناع امتناعه امتناعها ممتنع فشل فشلت فشلوا فشلا فشله فشلها فشلهم يفشل تفشل يفشلون فاشل فاشله
عجز عجزت عجزوا عجزه عجزها يعجز تعجز عاجز عاجزا عاجزه عاجزين عاجزون منع منعت منعوا منعا منعه منعها منعهم يمنع تمنع يمنعون منعنا ممنوع ممنوعا ممنوعه ممنوعين
حظر حظرت حظرا يحظر تحظر محظور محظوره استبعد استبعدت يستبعد تستبعد استبعاد مستبعد مستبعدا مستبعده استحال يستحيل استحاله مستحيل مستحيلا مستحيله
خلا خلت يخلو تخلو خلو خال خالي خاليه خاليا افتقر افتقرت يفتقر تفتقر يفتقرون افتقار افتقاره افتقارها انعدم انعدمت ينعدم تنعدم انعدام معدوم معدومه
غياب غاب غابت يغيب تغيب غائب نقص ينقص تنقص ينقصه ينقصها ينقصهم نقصا قله حرم حرمت حرموا يحرم تحرم حرمان محروم محرومه محرومين
توقف توقفت توقفوا يتوقف تتوقف اوقف كف كفوا يكف تجنب تجنبت تجنبوا يتجنب تتجنب تجنبا لتجنب تفادي تفادت يتفادي تتفادي تفاديا انكر انكرت انكروا ينكر تنكر انكار
اخفق اخفقت اخفقوا يخفق تخفق اخفاق فقدت فقدوا يفقد تفقد فقدان استغني استغناء تخلي تخلت تخلف تخلفت تعذر تعذرت يتعذر تتعذر صعب صعبا صعبه صعوبه يصعب تصعب بالكاد نادرا قلما ندر ندره
تجاهل تجاهلت تجاهلوا يتجاهل تتجاهل اهمل اهمال يجهل تجهل يجهلون جهل مجهول مجهوله مجهولين مجهولون عارض عارضت يعارض تعارض يعارضون معارض معارضا معارضه معارضته معارضين
استنكف احجم احجمت عزوف يابي تردد ترددت يتردد الغي الغت الغيت الغاء نهي ينهي كذب كذبت تكذيب شكك شككت يشكك تشكك حالت دونما عكس بعكس بخلاف خلافا
انتفي انتفت انتفاء استعصي استعصت عصي محال تحاشي تحاشت تحاشيا خشيه مخافه تكتم يتكتم مفقود نايا
انقطع انقطعت انقطاع اخفي يخفي يخفون يخفونها كتم يكتم صمت يصمت استثني استثناء باستثناء معفي اعفاء`

// hedges are words that limit a statement about, so that a negative in the
// English may be their rendering.
const hedges = `فقط فحسب سوي وحده وحدها وحيد وحيده مجرد قليل قليلا قليله قليلون اقل حتي قبل بدل بدلا عوضا بل ضد انتهي انتهت انتهاء زال باطل خطا خاطيء مشكوك شك بعيد بعيدا
مختلف مختلفه مختلفا يختلف اختلاف ترك تركت نسي نسيت كاد كادت يكاد تكاد حاشا هيهات كفي كفاكم نفد نفدت طالما غامض غامضه غموض خارج علق علقت تعليق معلق معلقه معطل معطله تعطل تعطلت تاخر تاخرت متاخر مبكر سيء سيءه سيئه رديئه ضعيف ضعيفه حذر حذرت يحذر تحذر تحذير محذرا محذره`

// idioms are the words behind a particle that make it no negative, or one
// that English seldom renders as such: the value says which.
var idioms = map[string]map[string]Force{
	"لا": idiom(`سيما بد يزال تزال زال زالت زالوا زلت زلنا يزالون ازال نزال يزالان ينفك يلبث تلبث باس`,
		`شك ريب محاله يخفي جدال مثيل نظير مفر غني حصر تحصي يحصي يقدر تقدر نهائيه نهايه متناهيه متناه يصدق تصدق يوصف توصف يستهان يقل تقل يقلون يتجاوز تتجاوز
يتجاوزون يتعدي تتعدي يزيد تزيد يعدو تعدو يكاد تكاد يكادون يقتصر تقتصر يكتفي تكتفي يضاهي تضاهي يقهر داعي اساس غير اقل اكثر يتوقف تتوقف`),
	"لم": idiom(`يزل تزل يزالوا نزل يلبث تلبث يلبثوا يبرح`, `يقتصر تقتصر يكتف تكتف يكد تكد يتوقف تتوقف يتردد تتردد
يخف تخف يخفوا يسلم تسلم ينس تنس يمض تمض تمر يمر يتجاوز تتجاوز يتعد تتعد يزد تزد يقل تقل يتوان`),
	"لن":  idiom(``, `يقتصر تقتصر يتردد تتردد يتجاوز تتجاوز يقل تقل يزيد تزيد يتواني تتواني نتواني يالو`),
	"ليس": idiom(``, `فقط فحسب مجرد وحده وحدها سوي الا اقل اكثر هذا بعيدا ببعيد سرا`),
	"دون": idiom(`سن مستوي المستوي الثامنه الخامسه`, `شك ريب ادني استثناء جدال`),
	// غيّر, to change, stands before what is changed
	"غير": idiom(`ان انه انها انهم انني اننا راي رايه رايها رايهم اسم اسمه اسمها مسار مساره مسارها موقفه موقفها مواقفه حياته حياتها`, ``),
	"ما":  idiom(`يقل تقل`, `كان كانت كنت كنا كانوا عاد عادت عدت عادوا من هو هي انا نحن هذا هذه لنا لي له لها`),
}

func idiom(none, may string) map[string]Force {
	m := make(map[string]Force)
	for w := range strings.FieldsSeq(none) {
		m[w] = Affirms
	}
	for w := range strings.FieldsSeq(may) {
		m[w] = MayNegate
	}
	return m
}

// Negation returns what the i-th lexeme of a text does to its statement. It
// looks at its neighbours, at most exceptionReach behind.
func Negation(text string, toks []Lexeme, i int) Force {
	t := toks[i]
	switch {
	case t.Is(Negates):
		if word, joined, ok := particle(t.Key); ok {
			return particleForce(text, toks, i, word, joined)
		}
	case t.Is(NegativeInside):
		return HoldsNegative
	}
	return Affirms
}

// particle gives the particle without و or ف, and whether one stood there.
func particle(key string) (word string, joined, ok bool) {
	if lexicon()[key].sense&Negates != 0 {
		return key, false, true
	}
	rest, cut := cutAny(key, "و", "ف")
	return rest, cut, cut && lexicon()[rest].sense&Negates != 0
}

func particleForce(text string, toks []Lexeme, i int, word string, joined bool) Force {
	next := wordAt(toks, i+1)
	kind, group := Denies, word
	switch word {
	case "لم", "لن", "لا":
	case "ليس", "ليست", "ليسوا", "ليسا", "لسن", "لست", "لسنا", "لستم":
		group = "ليس"
	case "دون", "بدون", "بلا":
		kind, group = Lacks, "دون"
	case "عدم", "بعدم", "لعدم", "لئلا", "كيلا":
		kind = Lacks
	case "الا": // ألا is أن and لا, إلا is but
		if strings.HasPrefix(text[toks[i].Start:], "أ") && strings.IndexAny(next, "يتنا") == 0 {
			return Lacks
		}
		return Affirms
	case "كلا":
		if next != "" {
			return Affirms // both
		}
		return MayNegate
	case "ما":
		if f, ok := idioms["ما"][next]; ok || excepted(text, toks, i) {
			return max(f, MayNegate)
		}
		return Affirms // what
	default:
		kind = MayNegate
	}
	switch f, ok := idioms[group][next]; {
	case ok:
		return f
	case kind == Denies && (next == "" || alternative(wordAt(toks, i-1)) || joined && follows(toks, i, word) || excepted(text, toks, i)):
		return MayNegate
	case kind == Lacks && i+1 < len(toks) && toks[i+1].Kind == Digits:
		return Affirms // below
	}
	return kind
}

// wordAt is the key of the i-th lexeme where that is a word, else empty.
func wordAt(toks []Lexeme, i int) string {
	if i < 0 || i >= len(toks) || toks[i].Kind != Letters {
		return ""
	}
	return toks[i].Key
}

// alternative reports whether the word before a particle makes it a condition
// or a choice: أم لا is or not, ما لم is unless.
func alternative(before string) bool { return before == "ام" || before == "او" || before == "ما" }

// chainReach is how far back the particle stands that ولا goes on from.
const chainReach = 6

// follows reports whether a particle with و goes on from the same one, or لا
// from any: لم يأكل ولم يشرب, ليس هذا ولا ذاك. English negates one or both.
func follows(toks []Lexeme, i int, word string) bool {
	for j := i - 1; j >= 0 && j >= i-chainReach; j-- {
		if toks[j].Is(Negates) {
			if before, _, ok := particle(toks[j].Key); ok && (before == word || word == "لا" && before != "ما" && before != "الا") {
				return true
			}
		}
	}
	return false
}

// exceptionReach is how far behind a particle its exception may stand.
const exceptionReach = 14

// excepted reports whether an exception in the same clause turns a negative
// into "only": لم يبق إلا, لا يملك سوى, ليس للمرة الأولى فقط.
func excepted(text string, toks []Lexeme, i int) bool {
	for j := i + 1; j < len(toks) && j <= i+exceptionReach; j++ {
		switch t := toks[j]; {
		case t.Kind == Mark && !IsQuote([]rune(t.Key)[0]):
			return false
		case t.Kind != Letters:
		default:
			switch t.Key {
			case "الا":
				return strings.HasPrefix(text[t.Start:], "إ") || strings.HasPrefix(text[t.Start:], "ا")
			case "سوي", "فقط", "فحسب":
				return true
			}
		}
	}
	return false
}
