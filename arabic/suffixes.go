package arabic

// Ending is one way to read the end of a common noun or adjective.
type Ending struct {
	// Tail is how many letters are the ending's own.
	Tail int
	// Ta says that the letter before the ending is a ت which stands for the ة
	// of the word: دولته is دولة and ه.
	Ta bool
	// Lost says that a final ة gave way to the ending: شركات is شركة and ات.
	Lost bool
	// Yeh says that the last letter, an alef, is the ى of the word, which no
	// pronoun leaves: مبناها is مبنى and ها.
	Yeh bool
	// Pronoun says that the ending is or holds a possessive pronoun, which no
	// word with the article takes.
	Pronoun bool
	// Defined says that the ending is one that a word with the article takes.
	Defined bool
	// Feminine says that the ending is the ة that makes a woman of a man:
	// متحدثة is متحدث and ة.
	Feminine bool
	// Nisba says that the ending is a ي that makes an adjective of most nouns
	// (أمني) and stands for the construct plural only where a noun follows
	// (مقاتلي الفصيل).
	Nisba bool
	// Tanwin says that the ending is an alef whose mark is written: محمدًا.
	// Names take no other ending.
	Tanwin bool
}

type namedEnding struct {
	text    string
	letters []rune
	Ending
}

// afterTa reports whether ة becomes ت before the ending: before the dual and
// the pronouns.
func (e namedEnding) afterTa() bool {
	switch e.text {
	case "ان", "ين", "ا", "ي":
		return true
	}
	return e.Pronoun
}

// endings are the case alef, dual and plural endings, bare or construct, and
// the possessive pronouns, alone or after a construct ending; by last letter.
var endings = func() (m ['ي' - 'ء' + 1][]namedEnding) {
	add := func(text string, e Ending) {
		letters := []rune(text)
		last := letters[len(letters)-1] - 'ء'
		e.Tail = len(letters)
		m[last] = append(m[last], namedEnding{text, letters, e})
	}
	for _, s := range []string{"ا", "و"} {
		add(s, Ending{})
	}
	add("ي", Ending{Nisba: true})
	add("ه", Ending{Defined: true, Feminine: true})
	for _, s := range []string{"ان", "ين", "ون", "ات"} {
		add(s, Ending{Defined: true})
	}
	for _, s := range []string{"", "و", "ي", "ات"} {
		for _, p := range []string{"ي", "ه", "ها", "هما", "هم", "هن", "ك", "كم", "كن", "نا"} {
			if p == "ي" && s != "ات" {
				continue // like the construct ي
			}
			add(s+p, Ending{Pronoun: true})
		}
	}
	return m
}()

// AppendEndings appends the ways to take an ending off the token after the
// first skip letters; at least three letters of the word stay, its ة counted.
// A token of digits has none, nor has a word that only looks like another with
// an ending: عدوان is no pair of enemies, سوريا no Syrian.
func (t Token) AppendEndings(out []Ending, skip int) []Ending {
	n := len(t.Runes)
	free := false // of ownWords
	last := keyRune(t.Runes[n-1].R)
	if last < 'ء' || last > 'ي' {
		return out
	}
	for _, e := range endings[last-'ء'] {
		stay := n - skip - e.Tail
		if stay < 2 || !t.endsIn(e) {
			continue
		}
		if !free && t.isOwn(ownWords, skip) {
			return out
		}
		free = true
		if stay >= 3 && !(e.text == "ات" && t.isOwn(ownPlurals, skip)) {
			out = append(out, e.Ending)
		}
		if stay >= 3 && e.afterTa() && t.Runes[n-e.Tail-1].Letter == 'ت' {
			ta := e.Ending
			ta.Ta = true
			out = append(out, ta)
		}
		if stay >= 3 && e.Pronoun && t.Runes[n-e.Tail-1].Letter == 'ا' {
			yeh := e.Ending
			yeh.Yeh = true
			out = append(out, yeh)
		}
		if e.letters[0] == 'ا' && e.Tail > 1 && e.letters[1] == 'ت' {
			lost := e.Ending
			lost.Lost = true
			out = append(out, lost)
			if stay >= 3 && t.Runes[n-e.Tail-1].Letter == 'ي' { // ميليشيات is ميليشيا and ت
				alef := e.Ending
				alef.Tail--
				out = append(out, alef)
			}
		}
	}
	return out
}

func (t Token) endsIn(e namedEnding) bool {
	tail := t.Runes[len(t.Runes)-e.Tail:]
	for i, r := range e.letters {
		if keyRune(tail[i].R) != r {
			return false
		}
	}
	return !e.Pronoun || tail[e.Tail-1].Letter != 'ة'
}

// isOwn reports whether the token behind its first skip letters is in a list of
// words of their own.
func (t Token) isOwn(list map[string]bool, skip int) bool {
	var buf [64]byte
	key := buf[:0]
	for _, r := range t.Runes[skip:] {
		key = appendRune(key, seatRune(r.Letter, Bare))
	}
	return list[string(key)] && !t.Tanwin()
}

// Tanwin reports whether the token ends in an alef that a visible mark shows to
// be the ending of the indefinite accusative.
func (t Token) Tanwin() bool {
	n := len(t.Runes)
	return n > 2 && t.Runes[n-1].Letter == 'ا' && (t.Runes[n-1].Tanwin || t.Runes[n-2].Tanwin)
}

// ownPlurals are the plurals of nouns in -ة beside a masculine of another sense:
// طائرات are no طائر.
var ownPlurals = keys(`مباحثات عربات عملات حملات دورات طائرات شركات مكتبات محافظات منظمات مؤسسات مقاطعات مبادرات محاولات`)

// ownWords are words, without an article, that look like another word and an
// ending: countries in -يا, months and old plurals in -ان, nouns in -ة beside a
// masculine of another sense (مكتبة is no مكتب), adjectives.
var ownWords = keys(`
سوريا روسيا تركيا ليبيا بريطانيا إيطاليا ألمانيا ألبانيا رومانيا بلغاريا أفريقيا إفريقيا آسيا ماليزيا إندونيسيا أوكرانيا أستراليا نيجيريا صربيا كينيا
إثيوبيا أرمينيا جورجيا كولومبيا إسبانيا هنغاريا بوليفيا كمبوديا تنزانيا موريتانيا غينيا زامبيا بحرين شعبان رمضان عدوان
سلطان ميدان ديوان عنوان طيران لبنان سودان إنسان زيتون قانون مليون مباحثات مالك حاكم إمارات قتلى جرحى أسرى مرضى ذكرى
كتابة مكتبة مدرسة جامعة رسالة طائرة محكمة مصلحة منطقة مقبرة جماعة صحافة إمارة عمارة تجارة معرفة مسألة قاعدة دائرة جائزة قائمة سياسة حراسة رئاسة دراسة
نيابة رقابة عاصمة نافذة عدالة مطبعة قيادة إدارة سفارة عائلة مالية خارجية داخلية
محافظة معارضة مقاومة مبادرة مقاطعة منظمة مؤسسة مصادرة مواجهة محاكمة مداهمة معاهدة مطالبة مشاركة محاولة مراقبة معاملة مناورة
مركزي محلي مالي منطقي مؤسسي مذهبي مستقبلي معنوي مهني مبدئي موسمي مصرفي مصيري مدني معدني ملكي منزلي مسرحي منهجي موضوعي
ميداني مناخي مجتمعي مدرسي مرحلي مظهري ملحمي محيطي مجازي عالمي ساحلي جانبي خارجي داخلي واقعي ظاهري باطني حاسوبي صاروخي قانوني تاريخي
سوريات ليبيات روسيات`)

// IsAgent reports whether a common noun has the shape of one who does or is
// done to, which takes the plural in ون: مقاتل, لاعب, جندي. Its ي in مقاتلي
// داعش is that plural's; other nouns make an adjective with ي (أمني).
func IsAgent(word []rune) bool {
	word = stem(word)
	n := len(word)
	return n >= 4 && (word[0] == 'م' || word[1] == 'ا' && n == 4 || word[n-1] == 'ي')
}

// TakesFeminine reports whether ة makes a woman of what a common noun names:
// متحدثة. With a short noun it makes another word (عملة is no عمل).
func TakesFeminine(word []rune) bool { return len(stem(word)) >= 4 }

// afterAdjectives are words with the article that no construct leads to: days
// and adjectives of time (مصدر أمني الأحد), and in what something is as the
// adjective before them says (لبناني الأصل).
var afterAdjectives = keys(`الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت اليوم الليلة الماضي الماضية المقبل المقبلة الجاري الحالي الآن
الأصل الجنسية المولد الصنع المنشأ الهوى الهوية الطابع`)

// EndsConstruct reports whether a token may be the second half of a construct:
// a definite noun.
func (t Token) EndsConstruct() bool {
	word := t.Letters()
	return HasArticle(word) && !IsNisba(word) && !afterAdjectives[WordKey(word, Bare)]
}

// AppendWithout appends the word that s and e leave of the token to dst, ة put
// back where e says so.
func (t Token) AppendWithout(dst []rune, s Split, e Ending) []rune {
	dst = t.AppendWord(dst, s, e.Tail)
	switch {
	case e.Ta:
		dst[len(dst)-1] = 'ة'
	case e.Yeh:
		dst[len(dst)-1] = 'ى'
	case e.Lost:
		dst = append(dst, 'ة')
	}
	return dst
}
