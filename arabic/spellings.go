package arabic

import (
	"slices"
	"strings"
)

// Spelling is one way to write a term.
type Spelling struct {
	Words [][]rune // the letters of each word
	// Paired says that the spelling comes from a pair that every paper mixes
	// (أميركا and أمريكا); Doubtful that it is an ordinary word as well (سورية
	// is Syria and "Syrian").
	Paired, Doubtful bool
}

// LettersOf returns the words of a text as their letters, or none where
// something stands between them that no name holds.
func LettersOf(s string) [][]rune {
	t := Fold(s)
	toks := t.Tokens()
	words := make([][]rune, 0, len(toks))
	for i, tok := range toks {
		if i > 0 && !t.Joins(toks[i-1], tok) {
			return nil
		}
		words = append(words, tok.Letters())
	}
	return words
}

// Spellings returns the ways in which a name is written, as given first: the
// case forms of the five nouns (أبو, أبي, أبا), names of two words written as
// one (عبدالله) or the other way round, and the pairs that papers mix.
func Spellings(words [][]rune) []Spelling {
	out := []Spelling{{Words: words}}
	for _, nouns := range fiveNouns {
		out = appendNouns(out, words, nouns)
	}
	for _, s := range slices.Clone(out) {
		if other, ok := rejoin(s.Words); ok {
			out = append(out, Spelling{Words: other, Paired: s.Paired})
		}
	}
	for _, p := range pairs {
		for _, s := range slices.Clone(out) {
			if other, ok := p.swap(s.Words); ok {
				doubtful := s.Doubtful || p.doubtful && len(words) == 1
				out = append(out, Spelling{Words: other, Paired: true, Doubtful: doubtful})
			}
		}
	}
	return out
}

var fiveNouns = [][][]rune{
	{[]rune("أبو"), []rune("أبي"), []rune("أبا")}, {[]rune("أخو"), []rune("أخي"), []rune("أخا")},
	{[]rune("ذو"), []rune("ذي"), []rune("ذا")}, {[]rune("بنو"), []rune("بني")},
}

// appendNouns adds the spellings with a five noun in its other cases, in names
// of two words or more: أبي alone is "my father".
func appendNouns(out []Spelling, words, nouns [][]rune) []Spelling {
	if len(words) < 2 {
		return out
	}
	for at, word := range words[:len(words)-1] {
		if !slices.ContainsFunc(nouns, func(noun []rune) bool { return sameKey(word, noun) }) {
			continue
		}
		for _, noun := range nouns {
			if !sameKey(word, noun) {
				other := slices.Clone(words)
				other[at] = noun
				out = append(out, Spelling{Words: other})
			}
		}
		break
	}
	return out
}

// sameKey reports whether two words have one key.
func sameKey(a, b []rune) bool {
	return slices.EqualFunc(a, b, func(r, s rune) bool { return seatRune(r, Bare) == seatRune(s, Bare) })
}

// rejoin writes عبد X, أبو X and آل X as one word, and one word as two.
func rejoin(words [][]rune) ([][]rune, bool) {
	for i, w := range words {
		s := string(w)
		if i+1 < len(words) && (s == "عبد" || s == "أبو" || s == "ابو" || s == "أبي" || s == "ابي" || s == "آل") {
			joined := append(slices.Clone(w), words[i+1]...)
			return slices.Concat(words[:i], [][]rune{joined}, words[i+2:]), true
		}
		for _, head := range []string{"عبدال", "عبدرب", "أبو", "ابو"} {
			rest := []rune(strings.TrimPrefix(s, head))
			if len(rest) == len(w) || len(rest) < 2 {
				continue
			}
			cut := 3 // عبد and أبو alike
			return slices.Concat(words[:i], [][]rune{w[:cut], w[cut:]}, words[i+1:]), true
		}
	}
	return nil, false
}

// pair is two spellings of one stem. The stem stands at the start of a word,
// an article before it allowed, or is the whole word.
type pair struct {
	a, b     []rune
	whole    bool
	doubtful bool
}

var pairs = []pair{
	stems("كرد", "كورد"), stems("أمريك", "أميرك"), stems("ديمقراط", "ديموقراط"), stems("مئت", "مائت"),
	stems("إنكليزي", "إنجليزي"), whole("رحمن", "رحمان"), whole("هيئة", "هيأة"), whole("مئة", "مائة"),
	whole("إنكلترا", "إنجلترا"), whole("غرينتش", "جرينتش"),
	{a: []rune("سوريا"), b: []rune("سورية"), whole: true, doubtful: true},
}

func stems(a, b string) pair { return pair{a: []rune(a), b: []rune(b)} }
func whole(a, b string) pair { return pair{a: []rune(a), b: []rune(b), whole: true} }

func (p pair) swap(words [][]rune) ([][]rune, bool) {
	var out [][]rune
	for i, w := range words {
		other, ok := p.swapWord(w)
		if !ok {
			continue
		}
		if out == nil {
			out = slices.Clone(words)
		}
		out[i] = other
	}
	return out, out != nil
}

func (p pair) swapWord(word []rune) ([]rune, bool) {
	head, stem := 0, word
	if HasArticle(word) {
		head, stem = 2, word[2:]
	}
	for _, d := range [2][2][]rune{{p.a, p.b}, {p.b, p.a}} {
		from, to := d[0], d[1]
		if len(stem) < len(from) || p.whole && len(stem) != len(from) {
			continue
		}
		if sameKey(stem[:len(from)], from) {
			return slices.Concat(word[:head], to, stem[len(from):]), true
		}
	}
	return nil, false
}
