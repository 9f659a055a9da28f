package arabic

import (
	"strconv"
	"strings"
)

// months holds the month names of the Levant and Iraq, of Egypt and the Gulf,
// and of the Maghreb, as Key folds them. Those of two words stand by their
// second word.
var months = func() map[string]string {
	m := make(map[string]string)
	for i, names := range []string{
		"يناير جانفي", "شباط فبراير فيفري", "اذار مارس", "نيسان ابريل افريل", "ايار مايو ماي", "حزيران يونيو يونيه جوان",
		"تموز يوليو يوليه جويليه يوليوز", "اب اغسطس اوت غشت", "ايلول سبتمبر شتنبر", "اكتوبر", "نوفمبر نونبر", "ديسمبر دجنبر",
	} {
		for name := range strings.FieldsSeq(names) {
			m[name] = "m" + strconv.Itoa(i+1)
		}
	}
	return m
}()

var twoWordMonths = map[string]string{
	"كانون الثاني": "m1", "كانون ثاني": "m1", "تشرين الاول": "m10", "تشرين اول": "m10",
	"تشرين الثاني": "m11", "تشرين ثاني": "m11", "كانون الاول": "m12", "كانون اول": "m12",
}

// doubtfulMonths are also other words: father, practised, Theresa May, Nissan.
var doubtfulMonths = map[string]bool{"اب": true, "مارس": true, "ماي": true, "مايو": true, "اوت": true, "جوان": true, "نيسان": true}

var weekdays = map[string]string{
	"الاحد": "w0", "الاثنين": "w1", "الثلاثاء": "w2", "الاربعاء": "w3", "الخميس": "w4", "الجمعه": "w5", "السبت": "w6",
	// the English words as names carry them
	"صنداي": "w0", "مونداي": "w1", "تيوزداي": "w2", "وينزداي": "w3", "ثيرزداي": "w4", "فرايداي": "w5", "ساترداي": "w6",
}

// anyDay holds words that an English text may resolve to a weekday.
var anyDay = map[string]bool{"امس": true, "البارحه": true, "غدا": true, "غد": true, "اليوم": true}

// calendar reads a month or a weekday. Doubtful ones are weak unless a number
// or the word for month or day stands beside them.
func (p *parser) calendar(i int) (Number, bool) {
	t := p.toks[i]
	if t.Kind != Letters || len(t.Key) > 20 {
		return Number{}, false
	}
	n := Number{Start: t.Start, End: t.End, last: i}
	w := t.Key
	if v := p.month(&n, w); v != "" {
		n.Add(v)
		return n, true
	}
	if rest, ok := cutAny(w, "و", "ف", "ب", "ل"); ok && w != "اب" {
		if v := p.month(&n, rest); v != "" {
			n.Add(v)
			return n, true
		}
	}
	return n, p.weekday(&n, w)
}

func (p *parser) month(n *Number, w string) string {
	i := n.last
	if w == "كانون" || w == "تشرين" {
		v := twoWordMonths[w+" "+p.text(i+1)]
		if v != "" {
			n.last, n.End = i+1, p.toks[i+1].End
		}
		return v
	}
	v := months[w]
	n.Weak = doubtfulMonths[w] && !p.dated(i)
	return v
}

// dated reports a number, a slash or the word for month beside token i.
func (p *parser) dated(i int) bool {
	if i > 0 && (p.toks[i-1].Kind == Digits || p.text(i-1) == "/") {
		return true
	}
	if i+1 < len(p.toks) && (p.toks[i+1].Kind == Digits || p.text(i+1) == "/") {
		return true
	}
	switch before := p.text(i - 1); before {
	case "في", "منذ", "حتي", "خلال", "مطلع", "اوائل", "منتصف", "اواخر", "نهايه":
		return true
	default:
		return strings.HasSuffix(before, "شهر") || strings.HasSuffix(before, "شهري")
	}
}

func (p *parser) weekday(n *Number, w string) bool {
	i := n.last
	_, bare := weekdays[w]
	if rest, ok := cutAny(w, "و", "ف"); ok && !bare {
		w = rest
	}
	if rest, ok := strings.CutPrefix(w, "لل"); ok {
		w = "ال" + rest
	} else if rest, ok := strings.CutPrefix(w, "ب"); ok {
		w = rest
	}
	v := weekdays[w]
	if _, ok := p.word(i + 1); anyDay[w] && !ok {
		n.Weak = true
		for d := range 7 {
			n.Add("w" + strconv.Itoa(d))
		}
		return true
	}
	if v == "" {
		return false
	}
	n.Add(v)
	before := p.text(i - 1)
	// الاثنين is also "the two"; in ليل الخميس الجمعة the second day may go
	// without saying.
	n.Weak = strings.HasSuffix(w, "اي") || strings.HasSuffix(w, "اثنين") && !dayCues[before] || bare && weekdays[before] != ""
	return true
}

var dayCues = map[string]bool{
	"يوم": true, "صباح": true, "مساء": true, "فجر": true, "ليل": true, "ليله": true, "ظهر": true, "عصر": true, "امس": true,
	"نهار": true, "اليوم": true, "غدا": true, "غد": true, "حتي": true, "منذ": true,
}
