package verify

import (
	"naql/arabic"
	"naql/article"
)

// languageWords is how many words a text has before its language is judged,
// foreignSmall how many of them must be function words of another language, one
// in foreignShare at least, and as many more must be written small: a list of
// names has none.
const languageWords, foreignSmall, foreignShare = 8, 3, 5

var (
	// englishOnly are function words that no other language in Latin letters
	// writes so.
	englishOnly = wordSet(`the of to and by with that from his which this were said their been it at has have had they she who would will after about into than
for is not its are when there says`)
	// foreignOnes are function words of French, German, Spanish, Italian,
	// Portuguese, Dutch and Turkish; those that are English words too (die, as)
	// or stand in English phrases (de facto, en route) are left out.
	foreignOnes = wordSet(`le les des du est et dans pour avec qui que sur par une un ce cette der das und ist nicht mit von zu den dem ein eine auf für
el los las y del por con para se su una al lo il di che della nel gli da ha sono dei os em uma não na het een bir bu ve için ile olarak`)
)

// language finds sentences in another language: not one English function word
// in eight words or more, and several of another language. English of that
// length cannot do without; a list of names has hardly a small word of its own.
func (c *cleaner) language() {
	first, last := -1, 0
	for _, s := range c.p.enSentences {
		if otherLanguage(c.p.en[s.from:s.to]) {
			if first < 0 {
				first = s.from
			}
			last = s.to
		}
	}
	if first < 0 || latinWords(c.p.ar) >= foreignSmall {
		return
	}
	start, end := c.p.en[first].start, c.p.en[last-1].end
	c.add("language", article.Major, start, end, "This is not English: %s", quoted(c.p.En[start:end]))
}

func otherLanguage(toks []enToken) bool {
	words, small, foreign := 0, 0, 0
	for i := range toks {
		t := &toks[i]
		switch {
		case !t.isWord() || t.digits:
		case englishOnly[t.text]:
			return false
		default:
			words++
			if t.capital {
				continue
			}
			if foreignOnes[t.text] {
				foreign++
			} else {
				small++
			}
		}
	}
	return words >= languageWords && foreign >= foreignSmall && foreignShare*foreign >= words && small >= foreignSmall
}

func latinWords(toks []arabic.Lexeme) int {
	n := 0
	for i := range toks {
		if toks[i].Kind == arabic.Latin {
			n++
		}
	}
	return n
}
