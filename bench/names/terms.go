package main

import (
	"fmt"
	"strings"

	"naql/glossary"
)

// Words of the made-up entries. Family names and place names are made from
// three letters and a pattern, as Arabic makes its own: some of them are words
// of the story, as some entries of any long glossary are.
var (
	given = strings.Fields(`محمد أحمد علي حسن حسين محمود عبدالله إبراهيم خالد عمر يوسف مصطفى سعيد فؤاد لؤي رائد ياسر كريم
		محمد سمير وليد نزار هيثم طارق زياد بسام غسان رامي أنور جمال عدنان صلاح ناصر سليم منذر محمد باسل عصام حيدر قاسم
		فاطمة مريم زينب سعاد ليلى هدى سمر رنا دعاء نور أمل هند سلمى عائشة خديجة محمد رشا ميساء إيمان نجوى`)
	patterns = strings.Fields(`1ا23 12ي3 م12و3 12ا3 الم12و3 ال12ي3ي ال1ا23 12ا3ي 12و3 ال12ا32ي أبو_12ا3 1و23ي ال1ي23اوي عبد_ال12ي3`)
	kinds    = strings.Fields(`حي بلدة قرية جبل وادي مخيم ناحية قضاء سد معبر`)
	bodies   = strings.Fields(`حزب حركة جمعية شركة هيئة مؤسسة نقابة جامعة لجنة اتحاد`)
	nouns    = strings.Fields(`مشروع برنامج قانون مستشفى اتفاق مجلس صندوق معهد قرار نظام خطة لجنة وزارة دائرة حملة وحدة`)
	sounds   = strings.Fields(`با بو بي تا تو جي دا دو را رو زا سا سو شا غا غو فا فو كا كو لا لو ما مو نا نو نيك بورغ فيل تون سكي وفا`)
	letters  = strings.Fields("ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه")
)

var latin = strings.NewReplacer("ا", "a", "ب", "b", "ت", "t", "ث", "th", "ج", "j", "ح", "h", "خ", "kh", "د", "d", "ذ", "dh",
	"ر", "r", "ز", "z", "س", "s", "ش", "sh", "ص", "s", "ض", "d", "ط", "t", "ظ", "z", "ع", "a", "غ", "gh", "ف", "f", "ق", "q",
	"ك", "k", "ل", "l", "م", "m", "ن", "n", "ه", "h", "و", "u", "ي", "i", "أ", "a", "إ", "i", "ؤ", "u", "ئ", "i", "ة", "a", "ى", "a", "ء", "")

// madeUp returns n entries, the same each time: of ten, five persons, a body, a
// place, a term, two names of other languages. No two have the same Arabic.
func madeUp(n int) []glossary.Term {
	dice := dice(1)
	met := map[string]bool{}
	terms := make([]glossary.Term, 0, n)
	for len(terms) < n {
		t := dice.term(len(terms) % 10)
		if met[t.Arabic] {
			continue
		}
		met[t.Arabic] = true
		t.ID = fmt.Sprintf("t%06d", len(terms))
		terms = append(terms, t)
	}
	return terms
}

// dice is a linear congruential generator: figures stay comparable when
// math/rand changes.
type dice uint64

func (d *dice) roll(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d) >> 33 % uint64(n))
}

func (d *dice) of(words []string) string { return words[d.roll(len(words))] }

func (d *dice) root() string {
	return strings.NewReplacer("1", d.of(letters), "2", d.of(letters), "3", d.of(letters), "_", " ").Replace(d.of(patterns))
}

func (d *dice) term(kind int) glossary.Term {
	t := glossary.Term{Type: glossary.TypePerson}
	switch kind {
	case 0, 1, 2, 3, 4:
		names := []string{d.of(given), d.of(given), d.root()}
		t.Arabic = strings.Join(names[d.roll(2):], " ")
		t.Later = []string{english(names[2])}
		t.First = "spokesperson " + english(t.Arabic)
	case 5:
		t.Type, t.Arabic = glossary.TypeOrg, d.of(bodies)+" "+d.root()+" "+d.root()
	case 6:
		t.Type, t.Arabic = glossary.TypePlace, d.of(kinds)+" "+d.root()
		t.Variants = []string{d.of(kinds) + " " + d.root()}
	case 7:
		t.Type, t.Arabic = glossary.TypeTerm, d.of(nouns)+" "+d.root()+"ية"
	default:
		t.Match, t.Arabic = glossary.MatchForeign, d.of(sounds)+d.of(sounds)+d.of(sounds)+" "+d.of(sounds)+d.of(sounds)+d.of(sounds)
	}
	t.English = english(t.Arabic)
	t.Forbidden = []string{strings.ReplaceAll(t.English, "a", "e") + "h", strings.ReplaceAll(t.English, "u", "oo") + "h"}
	return t
}

func english(name string) string {
	words := strings.Fields(latin.Replace(name))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}
