package verify

import (
	"hash/maphash"
	"unicode/utf8"

	"naql/arabic"
	"naql/article"
)

// A stretch of text that comes again is looked for by runs of gramWords words.
const gramWords = 4

// wordAt is a word reduced to a number, and the lexeme or token that it is.
type wordAt struct {
	hash  uint64
	token int
}

var wordSeed = maphash.MakeSeed()

// arabicWords are the words of a text, numerals and Latin letters included.
func arabicWords(toks []arabic.Lexeme) []wordAt {
	out := make([]wordAt, 0, len(toks))
	for i, t := range toks {
		if t.Kind != arabic.Mark {
			out = append(out, wordAt{maphash.String(wordSeed, t.Key), i})
		}
	}
	return out
}

// englishWords are the words of a text. What an apostrophe cuts off (it's,
// don't) is no word of its own.
func englishWords(toks []enToken) []wordAt {
	out := make([]wordAt, 0, len(toks))
	for i, t := range toks {
		if t.isWord() && !(t.glued && i > 0 && toks[i-1].glued && isApostrophe(toks[i-1].text)) {
			out = append(out, wordAt{maphash.String(wordSeed, t.text), i})
		}
	}
	return out
}

// returns finds what comes back in an article, by the index of the segment:
// English that stands twice, Arabic that is translated in two ways, and English
// that belongs to another segment. A finding carries its segment already.
func returns(pages []*page) map[int][]article.Finding {
	texts := make([][]wordAt, len(pages))
	for i, p := range pages {
		texts[i] = p.enText
	}
	out := repeated(pages, echoes(texts))
	for i, p := range pages {
		texts[i] = p.arText
	}
	for _, more := range []map[int][]article.Finding{rendered(pages, echoes(texts)), strayed(pages)} {
		for i, fs := range more {
			if out == nil {
				out = make(map[int][]article.Finding)
			}
			out[i] = append(out[i], fs...)
		}
	}
	return out
}

// isWord reports a word or a numeral.
func (t enToken) isWord() bool {
	if t.digits {
		return true
	}
	if b := t.text[0]; b < utf8.RuneSelf {
		return 'a' <= b && b <= 'z'
	}
	r, _ := firstRune(t.text)
	return isWordRune(r)
}

// echo is a stretch of words that stands in two places: n words from word at
// of text i, and before that from word from of text of. The stretches do not
// overlap, and are as long as they can be.
type echo struct {
	of, from int
	in, at   int
	n        int
}

// echoes finds the stretches of at least gramWords words that stand twice in
// some texts. What stands more often is paired with its first place. It takes
// time linear in the texts.
func echoes(texts [][]wordAt) []echo {
	all := 0
	for _, t := range texts {
		all += len(t)
	}
	size := 16
	for size < 2*all {
		size *= 2
	}
	table := make([]gram, size) // by hash, with open addressing
	var out []echo
	for in, words := range texts {
		for at := 0; at+gramWords <= len(words); {
			hash := gramHash(words[at:])
			i := hash & (len32(table) - 1)
			for table[i].in != 0 && table[i].hash != hash {
				i = (i + 1) & (len32(table) - 1)
			}
			g := &table[i]
			if g.in == 0 {
				*g = gram{hash, int32(in + 1), int32(at)}
				at++
				continue
			}
			e := echo{of: int(g.in) - 1, from: int(g.at), in: in, at: at}
			before := texts[e.of][e.from:]
			if e.of == e.in {
				before = before[:at-e.from]
			}
			if e.n = common(before, words[at:]); e.n >= gramWords {
				out = append(out, e)
				at += e.n
				continue
			}
			at++
		}
	}
	return out
}

// gram is the first place of a run of words: at word at of text in, counted
// from 1.
type gram struct {
	hash   uint32
	in, at int32
}

func len32(table []gram) uint32 { return uint32(len(table)) }

// common is how many words two texts begin with alike.
func common(a, b []wordAt) int {
	n := 0
	for n < len(a) && n < len(b) && a[n].hash == b[n].hash {
		n++
	}
	return n
}

// gramHash is the hash of the run that words begin with.
func gramHash(words []wordAt) uint32 {
	hash := uint64(0)
	for _, w := range words[:gramWords] {
		hash = (hash ^ w.hash) * 0x9e3779b97f4a7c15
	}
	return uint32(hash >> 32)
}
