package verify

import (
	"strings"
	"sync"

	"naql/arabic"
)

// foldedSet is the words of an Arabic list as lexemes have them.
func foldedSet(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := make(map[string]bool)
		for _, t := range arabic.Lex(list) {
			m[t.Key] = true
		}
		return m
	})
}

var (
	grammarWords = foldedSet(grammarText)
	knownForms   = foldedSet(formsText + grammarText)
	arabicNames  = foldedSet(arabicNamesText)
)

// isGrammar reports a word of grammar, with or without clitics.
func isGrammar(w *arWord, key string) bool {
	m := grammarWords()
	for s := range w.n {
		if w.start>>s&1 != 0 && m[key[2*s:]] {
			return true
		}
	}
	return false
}

// isArabicName reports a word of the list of names, with or without clitics.
// The article is part of a name that has it and of no other.
func isArabicName(w *arWord, key string) bool {
	if !w.endsLikeName() {
		return false
	}
	m := arabicNames()
	for s := range w.n {
		if w.start>>s&1 == 0 || w.has(s-1, bitS) {
			continue
		}
		stem := key[2*s:]
		switch {
		case strings.HasSuffix(key[:2*s], "لل"):
			stem = "ال" + stem
		case strings.HasSuffix(key[:2*s], "ال"):
			continue
		}
		if m[stem] {
			return !knownForms()[key]
		}
	}
	return false
}

// endsLikeName reports whether some name of the list has the last three letters
// of the word. Most words are no names, and this tells it at once.
func (w *arWord) endsLikeName() bool {
	if w.n < 3 {
		return false
	}
	e := w.ending()
	return nameEndings()[e/64]>>(e%64)&1 != 0
}

// ending is the last three letters as one number.
func (w *arWord) ending() int {
	const letters = lastLetter - firstLetter + 1
	return (int(w.letters[w.n-1])*letters+int(w.letters[w.n-2]))*letters + int(w.letters[w.n-3])
}

// nameEndings marks, a bit for each, the endings of the names, which all have three letters.
var nameEndings = sync.OnceValue(func() []uint64 {
	const letters = lastLetter - firstLetter + 1
	ends := make([]uint64, letters*letters*letters/64+1)
	for name := range arabicNames() {
		var w arWord
		if w.spread(name); w.n > 2 {
			ends[w.ending()/64] |= 1 << (w.ending() % 64)
		}
	}
	return ends
})

// isForeign reports a word that is none of Arabic: no article, none of the
// letters that Arabic alone has, no root. One that is long must not begin like
// two words that lack their space.
func isForeign(w *arWord, key string) bool {
	if w.n < 3 || w.n > 11 || w.mask&nativeLetters != 0 {
		return false
	}
	for _, article := range [...]string{"ال", "وال", "بال", "لل"} {
		if strings.HasPrefix(key, article) {
			return false
		}
	}
	return !isOrdinary(w, key) && (w.n < 8 || !beginsWithWord(key))
}

func beginsWithWord(key string) bool {
	for n := 2; n <= 5 && 2*n+4 < len(key); n++ {
		if first := key[:2*n]; knownForms()[first] || n == 3 && roots()[rootOf([]rune(first)...)] {
			return true
		}
	}
	return false
}

var nativeLetters = arabicBits("حعصضظطقذثءؤئ")

// isOrdinary reports whether a word may be one of the language: a listed one,
// or a listed root in a pattern of the grammar, with or without clitics. Of
// foreign names every third may be read as one.
func isOrdinary(w *arWord, key string) bool {
	if w.class == notAsked {
		if w.class = noWord; isWordOf(w, key) {
			w.class = aWord
		}
	}
	return w.class == aWord
}

func isWordOf(w *arWord, key string) bool {
	letters := []rune(key)
	if len(letters) > maxLetters {
		return false
	}
	for s := range letters {
		if w.start>>s&1 != 0 && isStem(letters[s:]) {
			return true
		}
	}
	return false
}

func isStem(w []rune) bool {
	known := knownForms()
	for end := len(w); end >= 2; end-- {
		ending := string(w[end:])
		if !arabicEndings[ending] && !(ending == "و" && w[0] == 'م') { // مديرو
			continue
		}
		if known[string(w[:end])] || ending != "" && known[string(w[:end])+"ه"] {
			return true
		}
		for _, p := range stemPrefixes {
			if n := len(p) / 2; end-n >= 2 && string(w[:n]) == p && isPattern(p, w[n:end], ending) {
				return true
			}
		}
	}
	return false
}

// stemPrefixes are those of verbs and of the nouns made from them.
var stemPrefixes = strings.Split(" م ت ي ن ا است مست يست تست نست مت يت تت نت ان من ين تن ات", " ")

// arabicEndings are those of nouns and verbs, and those with a pronoun behind.
var arabicEndings = func() map[string]bool {
	m := map[string]bool{"": true, "ني": true, "تني": true, "ونني": true}
	for e := range strings.FieldsSeq("ه ات ان ين ون تان تين ي يه يا يون يين يات يان يتين ا اء ائي ائيه ت وا ن تم تا اه اني انيه") {
		m[e] = true
	}
	for p := range strings.FieldsSeq("ه ها هم هن هما نا ك كم ي") {
		m[p] = true
		for e := range strings.FieldsSeq("ت ات ي يت يات ا و ين ون ان نا ائ اء اؤ") {
			m[e+p] = true
		}
	}
	return m
}()
