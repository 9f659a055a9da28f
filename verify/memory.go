package verify

import (
	"hash/maphash"
	"sync"
	"unicode/utf8"

	"naql/arabic"
	"naql/article"
)

// A stretch of text that comes again is looked for by runs of gramWords words.
const gramWords = 4

// wordAt is a word reduced to a number, and the lexeme or token that it is.
type wordAt struct{ hash, token uint32 }

func newWordAt(word string, token int) wordAt {
	return wordAt{uint32(maphash.String(wordSeed, word)), uint32(token)}
}

var wordSeed = maphash.MakeSeed()

// arabicWords are the words of a text, numerals and Latin letters included.
func arabicWords(toks []arabic.Lexeme) []wordAt {
	out := make([]wordAt, 0, len(toks))
	for i := range toks {
		if toks[i].Kind != arabic.Mark {
			out = append(out, newWordAt(toks[i].Key, i))
		}
	}
	return out
}

// englishWords are the words of a text. What an apostrophe cuts off (it's,
// don't) is no word of its own.
func englishWords(toks []enToken) []wordAt {
	out := make([]wordAt, 0, len(toks))
	for i := range toks {
		if countsAsWord(toks, i) {
			out = append(out, newWordAt(toks[i].text, i))
		}
	}
	return out
}

// countsAsWord leaves out signs and what an apostrophe cuts off (it's, don't).
func countsAsWord(toks []enToken, i int) bool {
	if !toks[i].isWord() {
		return false
	}
	return !toks[i].glued || i == 0 || !toks[i-1].glued || !isApostrophe(toks[i-1].text)
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
func (t *enToken) isWord() bool {
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

// gramBook is where the runs of words in a text stand first.
type gramBook struct {
	keyIndex
	places []place // by the number of the key
}

// place is word at of text in.
type place struct{ in, at int32 }

var gramBooks = sync.Pool{New: func() any { return new(gramBook) }}

// echoes finds the stretches of at least gramWords words that stand twice in
// some texts. What stands more often is paired with its first place. It takes
// time linear in the texts.
func echoes(texts [][]wordAt) []echo {
	all := 0
	for _, t := range texts {
		all += len(t)
	}
	b := gramBooks.Get().(*gramBook)
	defer gramBooks.Put(b)
	b.reset(all)
	b.places = b.places[:0]
	var out []echo
	for in, words := range texts {
		for at := 0; at+gramWords <= len(words); {
			n, fresh := b.add(gramKey(words[at:]))
			if fresh {
				b.places = append(b.places, place{int32(in), int32(at)})
				at++
				continue
			}
			first := b.places[n]
			e := echo{of: int(first.in), from: int(first.at), in: in, at: at}
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

// common is how many words two texts begin with alike.
func common(a, b []wordAt) int {
	n := 0
	for n < len(a) && n < len(b) && a[n].hash == b[n].hash {
		n++
	}
	return n
}

// gramKey is a key for the run that words begin with.
func gramKey(words []wordAt) uint64 {
	_ = words[gramWords-1]
	return uint64(words[0].hash)*0x9e3779b97f4a7c15 + uint64(words[1].hash)*0xbf58476d1ce4e5b9 +
		uint64(words[2].hash)*0x94d049bb133111eb + uint64(words[3].hash)*0xd6e8feb86659fd93
}
