package arabic

import (
	"strings"
	"sync"
)

// wordKind is the place of a word in a number phrase.
type wordKind byte

const (
	unit      wordKind = iota + 1 // 1 to 9, "three"
	ten                           // عشر, also the second half of 11 to 19
	tens                          // 20 to 90
	hundred                       // 100 to 900
	scale                         // 1000 and up
	dualScale                     // مليونان: two of the scale n
	ordinal                       // first to tenth
	fraction                      // n-th part, or twoThirds
	parts                         // أرباع: n-th parts, with how many before them
	decade                        // الثمانينات
	dual                          // يومان: two of something
	period                        // عقد, قرن: a noun worth n years
	multiple                      // ثلاثي: built on n
	vague                         // عشرات: so many and more
	bound                         // نحو, أكثر: a Qualifier before a number
	boundVerb                     // تجاوز: one whose subject may part it from the number
)

// twoThirds stands for a fraction that is no n-th part.
const twoThirds = 23

type entry struct {
	kind wordKind
	n    int64
	bare bool // no clitic: with one it is another word
	weak bool // often no number at all

	sense   Sense
	concept Concept
	trait   Trait
}

func (e *entry) known() bool {
	return e.kind != 0 || e.sense != 0 || e.concept != "" || e.trait != 0
}

// stripped is an entry and what was taken off the word to find it.
type stripped struct {
	*entry      // never nil
	and    bool // و or ف stood before it
	the    bool // the article stood before it
}

// lexicon holds the words of numbers as Key folds them.
var lexicon = sync.OnceValue(func() map[string]*entry {
	m := make(map[string]entry)
	add := func(e entry, words string) {
		for w := range strings.FieldsSeq(words) {
			m[w] = e
		}
	}
	addDuals(m)
	for n, words := range map[int64]string{
		1: "واحد واحدا واحده احدي احد", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
		3: "ثلاث ثلاثه ثلاثا", 4: "اربع اربعه اربعا", 5: "خمس خمسه خمسا", 6: "سته",
		7: "سبع سبعه سبعا", 8: "ثمان ثماني ثمانيه", 9: "تسع تسعه تسعا",
	} {
		add(entry{kind: unit, n: n, weak: n < 3}, words)
	}
	add(entry{kind: unit, n: 6, bare: true, weak: true}, "ست") // also "lady"; وست is West
	add(entry{kind: ten, n: 10}, "عشر عشره")
	for n, stem := range map[int64]string{20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"} {
		add(entry{kind: tens, n: n}, stem+"ون "+stem+"ين")
		add(entry{kind: decade, n: n}, stem+"ينات "+stem+"ينيات "+stem+"يني "+stem+"ينيه")
	}
	add(entry{kind: hundred, n: 100}, "مئه مائه")
	add(entry{kind: hundred, n: 200}, "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي")
	for n, stem := range map[int64]string{3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"} {
		add(entry{kind: hundred, n: n * 100}, stem+"مئه "+stem+"مائه")
	}
	add(entry{kind: hundred, n: 800}, "ثمانيمئه ثمانيمائه")
	add(entry{kind: scale, n: 1e3, weak: true}, "الف الفا الاف الافا الوف الوفا")
	add(entry{kind: dualScale, n: 1e3}, "الفان الفين")
	add(entry{kind: dualScale, n: 1e3, weak: true}, "الفي")
	for stem, n := range map[string]int64{"مليون": 1e6, "مليار": 1e9, "بليون": 1e9, "تريليون": 1e12, "ترليون": 1e12} {
		add(entry{kind: scale, n: n}, stem+" "+stem+"ا "+stem+"ات")
		add(entry{kind: dualScale, n: n}, stem+"ان "+stem+"ين "+stem+"ي")
	}
	add(entry{kind: scale, n: 1e6}, "ملايين")
	add(entry{kind: scale, n: 1e9}, "بلايين")
	for n, words := range map[int64]string{
		1: "حادي حاديه اول اولي", 2: "ثاني ثانيه ثان", 3: "ثالث ثالثه", 4: "رابع رابعه", 5: "خامس خامسه", 6: "سادس سادسه",
		7: "سابع سابعه", 8: "ثامن ثامنه", 9: "تاسع تاسعه", 10: "عاشر عاشره",
	} {
		add(entry{kind: ordinal, n: n, weak: n < 3}, words)
	}
	add(entry{kind: ordinal, n: 1, weak: true}, "فاتح غره") // of a month
	add(entry{kind: fraction, n: 2, weak: true}, "نصف نصفه نصفها نصفهم")
	add(entry{kind: fraction, n: 3, weak: true}, "ثلث ثلثه ثلثها ثلثهم")
	add(entry{kind: fraction, n: twoThirds, weak: true}, "ثلثا ثلثي ثلثان ثلثين ثلثاه ثلثاها ثلثاهم ثلثيه ثلثيها ثلثيهم")
	add(entry{kind: fraction, n: 4, weak: true}, "ربع ربعا ربعه ربعها ربعهم")
	for n, words := range map[int64]string{3: "اثلاث", 4: "ارباع", 5: "اخماس", 6: "اسداس", 7: "اسباع", 8: "اثمان ثمن", 9: "اتساع", 10: "اعشار"} {
		add(entry{kind: parts, n: n}, words)
	}
	add(entry{kind: period, n: 10}, "عقد عقود")
	add(entry{kind: period, n: 100}, "قرن قرون")
	add(entry{kind: vague, n: 10}, "عشرات")
	add(entry{kind: vague, n: 100}, "مئات مءات")
	for q, words := range bounds {
		add(entry{kind: bound, n: int64(q)}, words)
	}
	for q, words := range boundsWith {
		add(entry{kind: bound, n: int64(q), weak: true}, words)
	}
	for q, words := range boundVerbs {
		add(entry{kind: boundVerb, n: int64(q)}, words)
	}
	for q, words := range boundVerbsWith {
		add(entry{kind: boundVerb, n: int64(q), weak: true}, words)
	}
	for n, words := range multiples {
		for w := range strings.FieldsSeq(words) {
			if m[w].kind == 0 {
				m[w] = entry{kind: multiple, n: n, weak: true}
			}
		}
	}
	add(entry{bare: true}, "ين") // بين is "between"
	addSenses(m)
	addConcepts(m)
	addTraits(m)
	addTimeWords(m)
	all := make(map[string]*entry, len(m))
	for w, e := range m {
		all[w] = &e
	}
	return all
})

// unlisted is the entry of a word that no list has.
var unlisted = new(entry)

func lookUp(m map[string]*entry, w string) *entry {
	if e := m[w]; e != nil {
		return e
	}
	return unlisted
}

// countNouns are nouns that news counts by twos. Most words in -ان and -ين are
// no duals, so only these are read as such.
const countNouns = `يوم اسبوع شهر عام سنه ساعه دقيقه ثانيه مره شخص قتيل جريح جندي عنصر مدني رجل طفل امراه
سياره صاروخ هجوم انفجار هدف نقطه طرف جانب دوله بلد مدينه كيلومتر متر طن دولار قضيه حزب لاعب
عقد قرن ضعف مباراه جوله كاس ميداليه بطوله لقب شوط كتاب فيلم شقيق اخ اخت ابن بنت ولد فتاه شاب ضابط شرطي
طائره مروحيه قنبله عبوه مبني منزل شركه مقعد صوت درجه ميل قدم مرحله فريق منتخب رئيس وزير نائب مرشح
اسير رهينه سجين حكم تهمه خيار سبب عامل نوع قسم جزء فتره مجموعه جبهه منطقه قريه محافظه`

// addDuals adds every dual of countNouns, nominative and oblique; the short
// forms of the construct only where they are no accusative singular.
func addDuals(m map[string]entry) {
	for noun := range strings.FieldsSeq(countNouns) {
		endings := []string{"ان", "ين"}
		if stem, ok := strings.CutSuffix(noun, "ه"); ok {
			noun, endings = stem+"ت", []string{"ان", "ين", "ا", "ي"}
		}
		for _, ending := range endings {
			m[noun+ending] = entry{kind: dual, n: 2, weak: true}
		}
	}
}

// multiples are adjectives and nouns built on a number: ثلاثي is threefold.
var multiples = map[int64]string{
	0: "صفر", 2: "ثنائي ثنائيه مزدوج مزدوجه توام كلا كلتا كلي نصفي", 3: "ثلاثي ثلاثيه هاتريك", 4: "رباعي رباعيه",
	5: "خماسي خماسيه", 6: "سداسي سداسيه", 7: "سباعي سباعيه اسبوع اسبوعا", 12: "دزينه", 100: "مئويه",
}

// bounds are the words beside a number that it is near, above or below;
// behind لا they mean the contrary.
var bounds = map[Qualifier]string{
	About:   "نحو حوالي زهاء قرابه تقريبا",
	More:    "فوق",
	AtLeast: "ادني",
	AtMost:  "اقصي",
}

// boundsWith are those that do so only with من, عن or على.
var boundsWith = map[Qualifier]string{
	More: "اكثر ازيد", Less: "اقل",
}

// boundVerbs may have their subject before the number: تجاوز سعره 90.
// boundVerbsWith are those with a preposition before it: لا تقل أعمارهم عن 18.
var (
	boundVerbs = map[Qualifier]string{
		About: "يقارب تقارب قارب قاربت يناهز تناهز ناهز ناهزت",
		More:  "يفوق تفوق فاق فاقت تجاوز تجاوزت تجاوزوا يتجاوز تتجاوز يتجاوزون تخطي تخطت يتخطي تتخطي يتعدي تتعدي",
	}
	boundVerbsWith = map[Qualifier]string{
		About: "يقرب تقرب", More: "يزيد تزيد زاد زادت يربو تربو", Less: "يقل تقل",
	}
)

// strip looks a folded word up in the lexicon, taking off as little as it can
// of (و|ف)(ب|ل|ك)(ال). A word that has no part in numbers gives kind 0, and one in no list at all the zero entry.
func strip(w string) stripped {
	if len(w) > 40 {
		return stripped{entry: unlisted}
	}
	m := lexicon()
	if e := m[w]; e != nil {
		return stripped{entry: e}
	}
	if s := stripArticle(m, w); s.known() {
		return s
	}
	rest, ok := cutAny(w, "وف")
	if !ok {
		return stripped{entry: unlisted}
	}
	s := stripped{entry: lookUp(m, rest)}
	if !s.known() || s.bare {
		s = stripArticle(m, rest)
	}
	s.and = s.known()
	return s
}

// stripArticle takes off a preposition or the س of the future, then the
// article, and looks up what each leaves.
func stripArticle(m map[string]*entry, w string) stripped {
	article := "ال"
	rest, ok := cutAny(w, "بلكس")
	if ok {
		if e := lookUp(m, rest); e.known() && !e.bare {
			return stripped{entry: e}
		}
		if strings.HasPrefix(w, "ل") {
			article = "ل"
		}
	} else {
		rest = w
	}
	if rest, ok = strings.CutPrefix(rest, article); ok {
		if e := lookUp(m, rest); e.known() && !e.bare {
			return stripped{entry: e, the: true}
		}
	}
	return stripped{entry: unlisted}
}

// cutAny takes off the first letter where it is one of these and not the whole
// word.
func cutAny(w, letters string) (string, bool) {
	for k := 0; k < len(letters) && len(w) > 2; k += 2 {
		if w[0] == letters[k] && w[1] == letters[k+1] {
			return w[2:], true
		}
	}
	return w, false
}
