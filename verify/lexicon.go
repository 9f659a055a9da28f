package verify

import (
	_ "embed"
	"strings"
	"sync"

	"naql/arabic"
)

// The lists of the names check are general: they hold what the two languages
// and the world have, not what some text has. A line that begins with # is a
// comment.
var (
	// exonymsText: English names that their Arabic does not sound like.
	//go:embed lexicon/exonyms.txt
	exonymsText string
	// plainText: English words that are no names, in their plain forms.
	//go:embed lexicon/plain.txt
	plainText string
	// namesakesText: those that people and places are called by as well.
	//go:embed lexicon/namesakes.txt
	namesakesText string
	// personsText: people whom news call by any part of their name.
	//go:embed lexicon/persons.txt
	personsText string
	// arabicNamesText: Arabic words that are names and nothing else.
	//go:embed lexicon/arabicnames.txt
	arabicNamesText string
	// rootsText: the roots of three and four letters that news are made of.
	//go:embed lexicon/roots.txt
	rootsText string
	// formsText: words that follow no pattern of their root, and loan words.
	//go:embed lexicon/forms.txt
	formsText string
	// grammarText: particles, pronouns, numbers, the calendar.
	//go:embed lexicon/grammar.txt
	grammarText string
)

// capital is what is known of an English word that stands with a capital.
type capital struct {
	plain    bool     // a word of the language
	namesake bool     // which people are called by as well
	means    []arStem // and its Arabic as a word
	exonyms  []exonym
	persons  [][]string // whose names it is a part of, in lower case
}

// capitals is by the word in lower case.
var capitals = sync.OnceValue(func() map[string]*capital {
	m := make(map[string]*capital)
	at := func(w string) *capital {
		if m[w] == nil {
			m[w] = new(capital)
		}
		return m[w]
	}
	for w := range strings.FieldsSeq(plainText) {
		at(w).plain = true
	}
	for english, means := range entries(namesakesText) {
		for w := range strings.FieldsSeq(english) {
			c := at(w)
			c.plain, c.namesake = true, true
			for _, t := range arabic.Lex(means) {
				c.means = append(c.means, newStem(t.Key))
			}
		}
	}
	for english, forms := range entries(exonymsText) {
		english, fixed := strings.CutPrefix(english, "!")
		names := newNames(forms)
		for n, form := range strings.Split(english, ",") {
			words := lowerWords(form)
			c := at(words[0])
			c.exonyms = append(c.exonyms, exonym{words[1:], fixed && len(words) > 1, n == 0, names})
		}
	}
	var forms []*capital // Doctors of Doctors Without Borders
	for w, c := range m {
		if !c.plain && !hasExonym(c) && derivedFrom(m, w) {
			forms = append(forms, c)
		}
	}
	for _, c := range forms {
		c.plain = true
	}
	for line := range entries(personsText) {
		name := strings.Fields(line)
		for _, w := range name {
			at(w).persons = append(at(w).persons, name)
		}
	}
	return m
})

// entries goes through the lines of a list, cut at the equals sign.
func entries(list string) func(yield func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for line := range strings.Lines(list) {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			if before, after, _ := strings.Cut(line, "="); !yield(before, after) {
				return
			}
		}
	}
}

// exonym is an English name, by the words behind its first, and its Arabic.
type exonym struct {
	rest   []string // in lower case, the signs between words left out
	fixed  bool     // several words, with one rendering whatever they mean
	noun   bool     // the name, and not its adjective
	arabic []arName
}

// length returns how many tokens the name takes from the i-th, 0 where it does
// not stand there.
func (x *exonym) length(toks []enToken, i int) int {
	j := i + 1
	for _, w := range x.rest {
		for j < len(toks) && strings.Contains("-.'’", toks[j].text) {
			j++
		}
		if j == len(toks) || toks[j].text != w {
			return 0
		}
		j++
	}
	return j - i
}

func lowerWords(text string) []string {
	var out []string
	for _, t := range enLex(text) {
		if r, _ := firstRune(t.text); isWordRune(r) {
			out = append(out, t.text)
		}
	}
	return out
}

// arName is an Arabic name as the stems of its words.
type arName []arStem

// arStem is a word without article, clitics and ending.
type arStem struct {
	letters string
	mask    uint64
}

func newNames(forms string) []arName {
	var out []arName
	for form := range strings.SplitSeq(forms, ",") {
		var name arName
		for _, t := range arabic.Lex(form) {
			name = append(name, newStem(t.Key))
		}
		out = append(out, name)
	}
	return out
}

func newStem(key string) arStem {
	if rest, ok := strings.CutPrefix(key, "ال"); ok && len(rest) >= 3*2 {
		key = rest
	}
	return arStem{key, arabicBits(key)}
}

// in reports whether a word is one of the stem, whatever clitics and endings
// it has. A very long one may be several that lack the space.
func (s arStem) in(w *arWord, key string) bool {
	if w.n == 0 || s.mask&^w.mask != 0 {
		return false
	}
	at := strings.Index(key, s.letters)
	if at < 0 {
		return false
	}
	before, after := key[:at], key[at+len(s.letters):]
	return w.n >= minGlued && len(s.letters) >= 4*2 ||
		len(before) <= maxAffix && len(after) <= maxAffix && consistsOf(before, "وفبلكسا") && consistsOf(after, "اويهنتءئكم")
}

// The least number of letters of what may be two words, and the most bytes of
// clitics (وبال) and of an ending (with ي, its number and a pronoun).
const minGlued, maxAffix = 10, 4 * 2

func consistsOf(word, letters string) bool {
	for _, r := range word {
		if !strings.ContainsRune(letters, r) {
			return false
		}
	}
	return true
}

// fixedNames are the Arabic names of several words in the fixed entries.
var fixedNames = sync.OnceValue(func() []arName {
	var out []arName
	for english, forms := range entries(exonymsText) {
		for _, name := range newNames(forms) {
			if english[0] == '!' && len(name) > 1 {
				out = append(out, name)
			}
		}
	}
	return out
})
