package arabic

import (
	"bytes"
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
// one (عبدالله) or the other way round, and the pairs that papers mix; some
// thirty at most.
func Spellings(words [][]rune) []Spelling {
	out := []Spelling{{Words: words}}
	for i, w := range words {
		if i+1 < len(words) && string(w) == "ال" && isDigit(words[i+1][0]) { // القناة الـ12, see Text.Words
			out = append(out, Spelling{Words: slices.Concat(words[:i], words[i+1:])})
		}
	}
	for _, nouns := range fiveNouns {
		out = appendNouns(out, words, nouns)
	}
	for _, s := range out {
		out = appendRejoined(out, s.Words)
	}
	var buf [128]byte
	key := buf[:0]
	for _, w := range words {
		key = AppendKey(key, w, Bare)
	}
	for _, p := range pairs {
		if !bytes.Contains(key, p.keys[0]) && !bytes.Contains(key, p.keys[1]) {
			continue // as in most names
		}
		for _, s := range out {
			if other, ok := p.swap(s.Words); ok && len(out) < spellingLimit {
				doubtful := s.Doubtful || len(other) == 1 && sameKey(other[0], p.doubtful)
				out = append(out, Spelling{Words: other, Paired: true, Doubtful: doubtful})
			}
		}
	}
	return out
}

// spellingLimit bounds the spellings of one name.
const spellingLimit = 32

var fiveNouns = [][][]rune{
	{[]rune("أبو"), []rune("أبي"), []rune("أبا")}, {[]rune("أخو"), []rune("أخي"), []rune("أخا")},
	{[]rune("ذو"), []rune("ذي"), []rune("ذا")}, {[]rune("حمو"), []rune("حمي"), []rune("حما")},
	{[]rune("بنو"), []rune("بني")},
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

// appendRejoined adds the name with each of its joints written the other way
// (عبد الله and عبدالله, نور الدين and نورالدين), and with all of them so.
func appendRejoined(out []Spelling, words [][]rune) []Spelling {
	joints := 0
	all := words
	for i := len(words) - 1; i >= 0 && len(out) < spellingLimit; i-- { // from the end: what stands before keeps its place
		if other, ok := rejoin(words, i); ok {
			joints++
			out = append(out, Spelling{Words: other})
		}
		if other, ok := rejoin(all, i); ok {
			all = other
		}
	}
	if joints > 1 {
		out = append(out, Spelling{Words: all})
	}
	return out
}

// rejoin writes word i and the one behind it as one, or word i as two.
func rejoin(words [][]rune, i int) ([][]rune, bool) {
	w := words[i]
	if i+1 < len(words) && (slices.Contains(joinHeads, string(w)) || len(w) > 1 && slices.Contains(joinTails, string(words[i+1]))) {
		joined := slices.Concat(w, words[i+1])
		return slices.Concat(words[:i], [][]rune{joined}, words[i+2:]), true
	}
	if cut := jointOf(string(w)); cut > 0 {
		return slices.Concat(words[:i], [][]rune{w[:cut], w[cut:]}, words[i+1:]), true
	}
	return nil, false
}

// joinHeads and joinTails are what writers run together with the next word or
// the one before.
var (
	joinHeads = []string{"عبد", "أبو", "ابو", "أبي", "ابي", "أبا", "آل", "أم"}
	joinTails = []string{"الله", "الدين"}
)

// jointOf returns how many letters of a word written as one are its first
// part, 0 for a word that is one.
func jointOf(word string) int {
	for _, head := range []string{"عبدال", "عبدر", "أبو", "ابو"} {
		if rest := strings.TrimPrefix(word, head); len(rest) < len(word) && len(rest) >= 4 {
			return 3 // عبد and أبو alike
		}
	}
	for _, tail := range joinTails {
		if head, ok := strings.CutSuffix(word, tail); ok && len(head) >= 4 {
			return len([]rune(head))
		}
	}
	return 0
}

// pair is two spellings of one stem. The stem stands at the start of a word,
// an article before it allowed, or is the whole word.
type pair struct {
	a, b  []rune
	whole bool
	// inner pairs need other words beside them: بن alone is coffee.
	inner bool
	// doubtful is the one that is an ordinary word as well when it stands alone.
	doubtful []rune
	keys     [2][]byte // of a and b
}

var pairs = keyed([]pair{
	stems("كرد", "كورد"), stems("أمريك", "أميرك"), stems("ديمقراط", "ديموقراط"), stems("مئت", "مائت"),
	stems("إنكليزي", "إنجليزي"), whole("رحمن", "رحمان"), whole("هيئة", "هيأة"), whole("مئة", "مائة"),
	whole("إنكلترا", "إنجلترا"), whole("غرينتش", "جرينتش"), whole("داود", "داوود"), whole("إسحاق", "إسحق"),
	{a: []rune("سوريا"), b: []rune("سورية"), whole: true, doubtful: []rune("سورية")},
	{a: []rune("بن"), b: []rune("ابن"), whole: true, inner: true},
})

func keyed(pairs []pair) []pair {
	for i, p := range pairs {
		pairs[i].keys = [2][]byte{AppendKey(nil, p.a, Bare), AppendKey(nil, p.b, Bare)}
	}
	return pairs
}

func stems(a, b string) pair { return pair{a: []rune(a), b: []rune(b)} }
func whole(a, b string) pair { return pair{a: []rune(a), b: []rune(b), whole: true} }

func (p pair) swap(words [][]rune) ([][]rune, bool) {
	var out [][]rune
	if p.inner && len(words) == 1 {
		return nil, false
	}
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
