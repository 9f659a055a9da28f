package verify

import "strings"

// spells are the ways to write a sound in Latin letters and in Arabic ones, by
// the practice of Arabic newsrooms: g is ج, غ, ق or ك, ch is تش, ش or خ, v is ف.
// ^ before the letters is the start of the word, $ behind them its end, next
// what has to follow. Each part lists Arabic letters: ? says that it may be
// silent, ! that this costs a half. The first line that fits counts.
var spells = []struct{ letters, next, parts string }{
	{"^mc", "", "م ا? ك?"}, {"^kn", "", "كق? ن"}, {"^wr", "", "و? ر"}, {"^ps", "", "ب? س"}, {"^pf", "", "ب? ف"},
	{"^x", "", "زسشخهكج"}, {"^tsh", "", "ت? ش"}, {"^tsch", "", "ت? ش"}, {"^ts", "", "ت? س"}, {"^tz", "", "ت? زس"}, {"^hu", "", "هح! وي?"}, {"^h", "", "هحخ!"},
	{"^wh", "", "وه"}, {"^w", "", "وف!"}, {"^y", "", "ياج!"}, {"^dj", "", "د? ج"}, {"^j", "", "جيخهغدشزا"},
	{"^gn", "", "غج? ن"}, {"^rh", "", "ر"},
	{"^tch", "", "ت شج?"}, {"tsch", "", "ت? ش"}, {"tsh", "", "ت? ش"}, {"cki$", "", "ت? س? ك ي"}, {"dsch", "", "د? ج"}, {"sch", "", "شس كخق?"}, {"tch", "", "ت? شج"}, {"szcz", "", "ش"},
	{"cqu", "", "كق و?"}, {"que$", "", "ك"}, {"gue$", "", "غجق"}, {"qu", "", "كق و?"}, {"ght", "", "غجهخ? ت"}, {"gh", "", "غجقكفخ?"},
	{"chs", "", "كخش? س"}, {"ch", "", "شكخجقحهس"}, {"ck", "", "كق"}, {"cs", "", "كقت? سش"}, {"cz", "", "ت? شسزك"},
	{"sz", "", "سشز"}, {"zs", "", "جزش"}, {"zh", "", "جزش"}, {"sh", "", "شس ه?"}, {"th", "", "ثذتطدسزظ ه?"},
	{"dh", "", "ذدضظز ه?"}, {"kh", "", "خك ه?"}, {"ph", "", "ف"}, {"bh", "", "ب ه?"},
	{"cc", "eiy", "كتس? شسك"}, {"cc", "", "كق"}, {"sc", "eiy", "سش ك?"}, {"ce$", "", "سشزكثج"}, {"c", "eiy", "سشزصثكج"},
	{"c$", "", "كقجشت"}, {"c", "", "كقجشس"},
	{"gli", "", "غج? ل ي?"}, {"gn", "", "غجقك? ن"}, {"gg", "", "جغقك"}, {"ng", "", "ن غجقك?"}, {"nk", "", "ن كق"},
	{"g", "eiy", "جغقكخهز"}, {"g", "", "جغقك"},
	{"dg", "", "د? جغ"}, {"dj", "", "د? ج"}, {"dt", "", "د? تط"}, {"ds", "", "د! سز"}, {"dd", "", "دضذت"}, {"d", "", "دضذظت"},
	{"tt", "", "تطد"}, {"tz", "", "تط? زسص"}, {"ti", "ao", "تطش ي?"}, {"tu", "", "تطش وي?"}, {"t$", "", "تطده!"}, {"t", "", "تطد"},
	{"zz", "", "ت? زس"}, {"z", "", "ت? زسظذضصث"}, {"ss", "", "سصزش"}, {"s$", "", "سصزش!"}, {"s", "", "سصزشث"},
	{"mb$", "", "م ب?"}, {"mp", "s", "م ب!"}, {"lm", "", "ل! م"}, {"lk", "", "ل! كق"}, {"ll", "aoe", "ليج"}, {"ll", "", "ل"}, {"l", "", "ل"},
	{"x$", "", "كق? سشز!"}, {"x", "", "كقجغ? سزشصخه"},
	{"pp", "", "ب"}, {"p", "", "ب"}, {"bb", "", "ب"}, {"b", "", "بف"}, {"ff", "", "ف"}, {"f", "", "ف"}, {"vv", "", "ف"}, {"v", "", "فبو"},
	{"mm", "", "م"}, {"m", "", "م"}, {"nn", "", "ن"}, {"n", "bp", "نم"}, {"n", "", "ن"}, {"rr", "", "ر"}, {"r$", "", "ر!"}, {"r", "", "ر"},
	{"kk", "", "كقخ"}, {"k", "", "كقخج"}, {"q", "", "قكشجغ"}, {"j", "", "جيخهغشزا"}, {"h", "", "هحخ?"}, {"w", "", "وف?"}, {"ij", "", "ي"}, {"y", "", "ي"},
}

// vowelLetters are the vowels. Arabic writes the long ones, and takes o and u,
// e and i for each other's now and then.
var vowelLetters = [128]grapheme{
	'a': {sure: arabicBits("اعهيئ"), weak: arabicBits("وؤ"), vowel: true},
	'e': {sure: arabicBits("ايهعئء"), weak: arabicBits("وؤ"), vowel: true},
	'i': {sure: arabicBits("يئاعه"), vowel: true},
	'y': {sure: arabicBits("يئا"), vowel: true},
	'o': {sure: arabicBits("وؤاعه"), weak: arabicBits("ي"), vowel: true},
	'u': {sure: arabicBits("وؤاع"), weak: arabicBits("ي"), vowel: true},
}

// markedLetters are the letters outside ASCII.
var markedLetters = func() map[rune]grapheme {
	m := make(map[rune]grapheme)
	for plain, marked := range map[byte]string{'a': "áàâäãåāăą", 'e': "éèêëēėęě", 'i': "íìîïīı", 'o': "óòôöõøōőœ", 'u': "úùûüūůű", 'y': "ýÿ"} {
		for _, r := range marked {
			m[r] = vowelLetters[plain]
		}
	}
	for letters, marked := range map[string]string{
		"شكستج": "çčćĉ", "سش": "śşšș", "زجس": "žźż", "ني": "ñńň", "ل": "ł", "در": "đď", "ر": "řŕ", "تط": "ťțţ", "ثذ": "þ", "ذد": "ð", "س": "ß",
	} {
		for _, r := range marked {
			m[r] = grapheme{sure: arabicBits(letters), silent: consonantCost}
		}
	}
	m['ğ'] = grapheme{sure: arabicBits("غجيه")}
	return m
}()

// soundSpelling is one line of spells.
type soundSpelling struct {
	letters    string
	start, end bool
	next       string
	parts      []grapheme
}

func (s *soundSpelling) at(w string, i int) bool {
	if s.start && i > 0 || !strings.HasPrefix(w[i:], s.letters) {
		return false
	}
	after := i + len(s.letters)
	return (!s.end || after == len(w)) && (s.next == "" || after < len(w) && strings.IndexByte(s.next, w[after]) >= 0)
}

// soundSpellings are the lines by the first letter that they spell.
var soundSpellings = func() (by [128][]soundSpelling) {
	for _, s := range spells {
		x := soundSpelling{letters: s.letters, next: s.next}
		x.letters, x.start = strings.CutPrefix(x.letters, "^")
		x.letters, x.end = strings.CutSuffix(x.letters, "$")
		for part := range strings.FieldsSeq(s.parts) {
			g := grapheme{sure: arabicBits(part), silent: consonantCost}
			switch part[len(part)-1] {
			case '?':
				g.silent = 0
			case '!':
				g.silent = 1
			}
			x.parts = append(x.parts, g)
		}
		by[x.letters[0]] = append(by[x.letters[0]], x)
	}
	return by
}()
