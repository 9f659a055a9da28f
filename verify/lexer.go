package verify

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// enToken is a word in lower case, a run of figures or a sign. The apostrophe
// is a sign: didn't is didn, ', t, and its didn has the sense of the whole.
type enToken struct {
	start, end int
	text       string
	digits     bool
	capital    bool // the first letter is
	glued      bool // nothing stands between it and the token before
	*enWord         // never nil
}

// is reports whether the word has any of the senses.
func (t enToken) is(s enSense) bool { return t.sense&s != 0 }

func enLex(s string) []enToken {
	room := enTokenRooms.Get().(*[]enToken)
	out := (*room)[:0]
	lower := strings.ToLower(s)
	if len(lower) != len(s) { // few letters change their size; those words stay as they are
		lower = s
	}
	vocabulary := enVocabulary()
	glued := false
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			glued = false
			i++
			continue
		}
		size := tokenSize(s[i:])
		if size == 0 {
			glued = false
			_, n := firstRune(s[i:])
			i += n
			continue
		}
		r, _ := firstRune(s[i:])
		t := enToken{start: i, end: i + size, text: lower[i : i+size], digits: r >= '0' && r <= '9', glued: glued, enWord: unlisted}
		if unicode.IsLetter(r) {
			t.capital = unicode.IsUpper(r)
			if w := vocabulary[t.text]; w != nil {
				t.enWord = w
			}
		}
		out = append(out, t)
		glued = true
		i += size
	}
	toks := slices.Clone(out)
	clear(out)
	*room = out
	enTokenRooms.Put(room)
	return toks
}

// unlisted is the word that no list has.
var unlisted = new(enWord)

// enTokenRooms keeps what tokens are gathered in.
var enTokenRooms = sync.Pool{New: func() any { return new([]enToken) }}
