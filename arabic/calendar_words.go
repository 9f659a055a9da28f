package arabic

import (
	"strings"
	"sync"
)

// timeKind is the part that a word has in dates and times.
type timeKind byte

const (
	monthWord   timeKind = iota + 1
	monthHead            // كانون, تشرين: which of the two the next word says
	monthLetter          // ك2, ت1
	hijriWord            // one word: رمضان
	hijriHead            // two words: ربيع الأول
	weekdayWord
	relativeWord // value in days
	partWord     // value is a part of the day
	shiftWord    // value -1, 0, 1
	shareWord    // ربع, نصف
	seasonWord
	zoneWord
	periodWord // value is a Period
	edgeWord   // value -1 early, 1 late
)

// The traditions of month names, a bit each.
const (
	levant byte = 1 << iota
	nile
	maghreb
)

type timeWord struct {
	kind      timeKind
	value     int
	tradition byte // of a month name
	doubtful  bool // also another word or a name
	bare      bool // takes no clitic but و and ف
	the       bool // the article stood before it
	foreign   bool // an English word in Arabic letters
	adverb    bool // an accusative that says when: صباحا
}

// timeWords holds the words of the calendar as Key folds them, without clitics
// and article. The month names of the Levant and Iraq, of Egypt and the Gulf,
// of Algeria and Tunisia and of Morocco after Unicode's CLDR and usage.
var timeWords = sync.OnceValue(func() map[string]timeWord {
	m := make(map[string]timeWord)
	add := func(w timeWord, words string) {
		for s := range strings.FieldsSeq(words) {
			m[s] = w
		}
	}
	for i, names := range monthNames {
		for k, tradition := range strings.Split(names, ",") {
			for s := range strings.FieldsSeq(tradition) {
				w := m[s]
				w.kind, w.value, w.tradition = monthWord, i+1, w.tradition|1<<k
				m[s] = w
			}
		}
	}
	for s := range strings.FieldsSeq("اب مارس ماي مايو اوت جوان نيسان اوغست") { // father, practised, Theresa May, Nissan
		w := m[s]
		w.doubtful, w.bare = true, true
		m[s] = w
	}
	add(timeWord{kind: monthHead, tradition: levant}, "كانون تشرين")
	add(timeWord{kind: monthLetter, tradition: levant, bare: true}, "ك ت")
	for value, s := range map[int]string{1: "محرم", 2: "صفر", 7: "رجب", 8: "شعبان", 9: "رمضان", 10: "شوال"} {
		add(timeWord{kind: hijriWord, value: value, doubtful: true}, s)
	}
	add(timeWord{kind: hijriHead}, "جمادي جماد ذو ذي ذوالقعده ذوالحجه ذيالقعده ذيالحجه")
	for value, words := range strings.Split(weekdayNames, ",") {
		add(timeWord{kind: weekdayWord, value: value}, words)
	}
	for value, words := range strings.Split(englishWeekdays, ",") {
		add(timeWord{kind: weekdayWord, value: value, foreign: true}, words)
	}
	for value, words := range map[int]string{-1: "امس بارحه", 0: "اليوم الليله", 1: "غدا غد"} {
		add(timeWord{kind: relativeWord, value: value}, words)
	}
	for value, words := range []string{"صباح فجر ضحي صبيحه", "ظهر ظهيره", "عصر", "مساء عشيه", "ليل", "ليله"} {
		add(timeWord{kind: partWord, value: value}, words)
	}
	for value, words := range []string{"صباحا فجرا", "ظهرا", "عصرا", "", "ليلا"} {
		add(timeWord{kind: partWord, value: value, adverb: true, bare: true}, words)
	}
	for value, stems := range map[int]string{
		-1: "ماضي منصرم فائت فايت فارط منقضي", 0: "جاري حالي", 1: "مقبل قادم اتي",
	} {
		for s := range strings.FieldsSeq(stems) {
			add(timeWord{kind: shiftWord, value: value}, s+" "+s+"ه "+s+"ين "+s+"تين")
		}
	}
	add(timeWord{kind: shiftWord, value: -1}, "ماض")
	add(timeWord{kind: shareWord, value: 4}, "ربع ثلاثي فصل")
	add(timeWord{kind: shareWord, value: 2}, "نصف سداسي")
	for value, words := range []string{"ربيع", "صيف", "خريف", "شتاء"} {
		add(timeWord{kind: seasonWord, value: value}, words)
	}
	add(timeWord{kind: zoneWord, value: GMT}, "غرينتش جرينتش غرينيتش غرينتس")
	add(timeWord{kind: zoneWord, value: LocalTime}, "توقيت")
	add(timeWord{kind: edgeWord, value: -1}, "اوائل مطلع بدايه مستهل")
	add(timeWord{kind: edgeWord, value: 1}, "اواخر نهايه")
	for value, words := range map[Period]string{
		Hour: "ساعه ساعات", Day: "يوم ايام", Week: "اسبوع اسابيع اسبوعين اسبوعان", MonthLong: "شهر اشهر شهور شهرين شهران",
		YearLong: "عام اعوام سنه سنوات سنين عامين عامان سنتين", DecadeLong: "عقد عقود", Century: "قرن قرون",
	} {
		add(timeWord{kind: periodWord, value: int(value)}, words)
	}
	return m
})

// monthNames lists each month in the three traditions, with a comma between
// them; those of two words are in monthHead.
var monthNames = []string{
	",يناير ينايير,جانفي يناير", "شباط,فبراير فبرابر,فيفري فبراير", "اذار,مارس,مارس", "نيسان,ابريل,افريل ابريل",
	"ايار,مايو,ماي", "حزيران,يونيو يونيه,جوان يونيو", "تموز,يوليو يوليه,جويليه يوليوز", "اب,اغسطس اوغسطس اوغست,اوت غشت",
	"ايلول,سبتمبر,سبتمبر شتنبر", ",اكتوبر اوكتوبر,اكتوبر", ",نوفمبر,نوفمبر نونبر", ",ديسمبر دسمبر,ديسمبر دجنبر",
}

// weekdayNames lists the days from Sunday, englishWeekdays the English words as
// names carry them.
const (
	weekdayNames    = `احد,اثنين اتنين,ثلاثاء تلاتاء,اربعاء اربعا,خميس,جمعه,سبت`
	englishWeekdays = `صنداي سانداي,مونداي ماندي,تيوزداي تيوسداي,وينزداي وينسداي ونزداي,ثيرزداي ثرزداي ثورسداي,
		فرايداي فريداي,ساترداي سترداي ساتورداي`
)

// addTimeWords marks the words of the calendar in m. Those that hold an article
// are known by the word without it, and so take nothing from other lists.
func addTimeWords(m map[string]entry) {
	for w := range timeWords() {
		e := m[strings.TrimPrefix(w, "ال")]
		e.sense |= NamesTime
		m[strings.TrimPrefix(w, "ال")] = e
	}
}

// timeWordOf looks a word of the sense NamesTime up, taking off as little of
// (و|ف)(ب|ل|ك)(ال) as it can.
func timeWordOf(key string) timeWord {
	m := timeWords()
	for _, joined := range []bool{false, true} {
		rest := key
		if joined {
			var ok bool
			if rest, ok = cutAny(key, "وف"); !ok {
				break
			}
		}
		if w, ok := m[rest]; ok {
			return w
		}
		article, stem := "ال", rest
		if cut, ok := cutAny(rest, "بلك"); ok {
			if w, ok := m[cut]; ok && !w.bare {
				return w
			}
			if stem = cut; rest[:2] == "ل" {
				article = "ل"
			}
		}
		if cut, ok := strings.CutPrefix(stem, article); ok {
			if w, ok := m[cut]; ok && !w.bare {
				w.the = true
				return w
			}
		}
	}
	return timeWord{}
}
