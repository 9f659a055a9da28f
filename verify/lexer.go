package verify

import (
	"strings"
	"unicode"

	"naql/arabic"
)

// enToken is a word in lower case, a run of figures or a sign. The apostrophe
// is a sign: didn't is didn, ', t, and its didn has the sense of the whole.
type enToken struct {
	start, end int
	text       string
	digits     bool
	capital    bool // the first letter is
	glued      bool // nothing stands between it and the token before
	sense      enSense
	concept    arabic.Concept
	number     *numberWord // nil where it has no part in numbers
	time       *timeWord   // nil where it has none in dates and times
	trait      *traitWord  // nil where it names no quality of contraries
}

// is reports whether the word has any of the senses.
func (t enToken) is(s enSense) bool { return t.sense&s != 0 }

func enLex(s string) []enToken {
	out := make([]enToken, 0, len(s)/5+1)
	lower := strings.ToLower(s)
	if len(lower) != len(s) { // few letters change their size; those words stay as they are
		lower = s
	}
	vocabulary := enVocabulary()
	glued := false
	for i := 0; i < len(s); {
		size := tokenSize(s[i:])
		if size == 0 {
			glued = false
			_, n := firstRune(s[i:])
			i += n
			continue
		}
		r, _ := firstRune(s[i:])
		t := enToken{start: i, end: i + size, text: lower[i : i+size], digits: r >= '0' && r <= '9', glued: glued}
		if unicode.IsLetter(r) {
			t.capital = unicode.IsUpper(r)
			w := vocabulary[t.text]
			t.sense, t.concept, t.number, t.time, t.trait = w.sense, w.concept, w.number, w.time, w.trait
		}
		out = append(out, t)
		glued = true
		i += size
	}
	return out
}
