package glossary

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"
	"sort"
	"unicode/utf8"

	"naql/arabic"
)

// pattern is one spelling of one term.
type pattern struct {
	term  int32
	form  string // as the entry spells it
	words [][]rune
	// article: the first word begins with the article.
	article bool
	// common: endings may be taken off; takesArticle: an article too.
	common, takesArticle bool
	// generated is what the entry does not spell out itself: the pairs that
	// papers mix. doubtful is one that is an ordinary word as well.
	generated, doubtful bool
	// defined: the entry has no article, this form has one on each word.
	defined bool
	// owned wants a possessive pronoun on the first word: قواتها المسلحة.
	owned bool
}

func (p *pattern) single() bool { return len(p.words) == 1 }

// index finds the patterns that begin with some words. It holds them as routes
// in the order of their words' keys, so that all that go the same way are
// neighbours. Nothing in it is worth a pointer: a hundred thousand entries make
// two hundred thousand routes.
type index struct {
	terms  []Term
	routes []route
	keys   []uint32        // of the words of all routes
	texts  []byte          // the words of all routes, a space behind each
	first  map[uint32]node // where the routes lead that begin with a key
	seen   []uint64        // bits of the keys in first: most readings begin no name
	common bool            // some pattern is common
	key    func(dst []byte, letters []rune) []byte
	buf    []byte
}

// route is a pattern as an index holds it.
type route struct {
	term                                int32
	words, text                         int32  // where its keys and its text begin
	first                               uint32 // its first key
	form                                uint16 // 0 is the term's Arabic, then its variants
	size                                uint8  // in words
	article, generated, doubtful, owned bool
	defined                             bool
}

// A first word has so many bits to itself, within bounds of 4 and 64 kB: few
// enough that those of a small glossary are always at hand.
const minSeenBits, maxSeenBits, bitsEach = 1 << 15, 1 << 19, 32

// node is where one has come in an index after some words: the routes from lo
// to hi go this way. The zero value is where no word has been read.
type node struct{ lo, hi, depth int32 }

func newIndex(terms []Term, key func([]byte, []rune) []byte) *index {
	return &index{terms: terms, key: key}
}

// spelled keys a word by its spelling.
func spelled(dst []byte, letters []rune) []byte {
	return arabic.AppendKey(dst, letters, arabic.Either)
}

// sum makes a number of a key. Two keys with one sum do no harm: whether words
// are the same is decided by their letters.
func sum(key []byte) uint32 { return uint32(maphash.Bytes(seed, key)) }

var seed = maphash.MakeSeed()

// add takes in a pattern of the form with the given number; sort follows the
// last one.
func (ix *index) add(p pattern, form int) {
	ix.common = ix.common || p.common
	ix.routes = append(ix.routes, route{
		term: p.term, words: int32(len(ix.keys)), text: int32(len(ix.texts)), form: uint16(form), size: uint8(len(p.words)),
		article: p.article, generated: p.generated, doubtful: p.doubtful, owned: p.owned,
		defined: p.defined,
	})
	for _, w := range p.words {
		ix.buf = ix.key(ix.buf[:0], w)
		ix.keys = append(ix.keys, sum(ix.buf))
		for _, r := range w {
			ix.texts = utf8.AppendRune(ix.texts, r)
		}
		ix.texts = append(ix.texts, ' ')
	}
	r := &ix.routes[len(ix.routes)-1]
	r.first = ix.keys[r.words]
}

// sort makes the index ready. Patterns with equal keys stay as they came.
func (ix *index) sort() {
	slices.SortFunc(ix.routes, func(a, b route) int {
		if d := cmp.Compare(a.first, b.first); d != 0 {
			return d // as mostly, and nothing else was touched
		}
		return cmp.Or(slices.Compare(ix.keysOf(a), ix.keysOf(b)), cmp.Compare(a.words, b.words))
	})
	ix.first = map[uint32]node{}
	for lo, hi := 0, 0; lo < len(ix.routes); lo = hi {
		k := ix.routes[lo].first
		for hi < len(ix.routes) && ix.routes[hi].first == k {
			hi++
		}
		ix.first[k] = node{int32(lo), int32(hi), 1}
	}
	bits := minSeenBits
	for bits < maxSeenBits && bits < bitsEach*len(ix.first) {
		bits *= 2
	}
	ix.seen = make([]uint64, bits/64)
	for k := range ix.first {
		ix.seen[ix.seenAt(k)] |= 1 << (k % 64)
	}
}

// seenAt is the index in seen that the bit of a key is at.
func (ix *index) seenAt(k uint32) uint32 { return k / 64 % uint32(len(ix.seen)) }

func (ix *index) keysOf(r route) []uint32 { return ix.keys[r.words : r.words+int32(r.size)] }

// step goes on from a node by one word, given as its key.
func (ix *index) step(n node, key []byte) (node, bool) {
	k := sum(key)
	if n.depth == 0 {
		if ix.seen[ix.seenAt(k)]>>(k%64)&1 == 0 {
			return node{}, false
		}
		next, ok := ix.first[k]
		return next, ok
	}
	next := node{depth: n.depth + 1}
	next.lo = ix.search(n, uint64(k))
	next.hi = ix.search(node{next.lo, n.hi, n.depth}, uint64(k)+1)
	return next, next.lo < next.hi
}

// search returns the first route of a node whose next word has at least the
// key k. Those that end at the node come first.
func (ix *index) search(n node, k uint64) int32 {
	return n.lo + int32(sort.Search(int(n.hi-n.lo), func(i int) bool {
		r := ix.routes[n.lo+int32(i)]
		return int32(r.size) > n.depth && uint64(ix.keys[r.words+n.depth]) >= k
	}))
}

// claimLimit bounds how many patterns of one key are weighed against each
// other: where more entries claim a name, nothing is gained by the rest.
const claimLimit = 32

// ends returns the routes that end at a node.
func (ix *index) ends(n node) []route {
	at := n.lo
	for at < min(n.hi, n.lo+claimLimit) && int32(ix.routes[at].size) == n.depth {
		at++
	}
	return ix.routes[n.lo:at]
}

func (ix *index) pattern(r route) *pattern {
	t := &ix.terms[r.term]
	p := &pattern{
		term: r.term, form: t.Arabic, words: make([][]rune, r.size), common: t.match() == MatchCommon,
		article: r.article, generated: r.generated, doubtful: r.doubtful, owned: r.owned,
		defined: r.defined,
	}
	if r.form > 0 {
		p.form = t.Variants[r.form-1]
	}
	text := ix.texts[r.text:]
	for i := range p.words {
		end := bytes.IndexByte(text, ' ')
		p.words[i] = []rune(string(text[:end]))
		text = text[end+1:]
	}
	p.takesArticle = p.common && p.single() || t.match() == MatchAcronym
	return p
}

// foreignLetters is the length from which a name may be recognised by sound.
const foreignLetters = 5

// addTerm puts every spelling of a term into the index of names, and those of
// foreign names into the index of sounds.
func (g *Glossary) addTerm(number int, t Term) {
	to := g.names
	if t.Scope == ScopeCredit {
		to = g.credits
	}
	for form, text := range append([]string{t.Arabic}, t.Variants...) {
		words := arabic.LettersOf(text)
		if len(words) == 0 {
			continue // Lint reports it
		}
		p := pattern{term: int32(number), common: t.match() == MatchCommon}
		for _, s := range arabic.Spellings(words) {
			p.words, p.generated, p.doubtful = s.Words, s.Paired, s.Doubtful
			p.article = arabic.HasArticle(s.Words[0])
			to.add(p, form)
			if p.common {
				addAgreeing(to, p, form)
			}
			if bare := p; t.match() == MatchAcronym && p.article && p.single() {
				bare.words, bare.article, bare.generated = [][]rune{p.words[0][2:]}, false, true
				to.add(bare, form) // الناتو and ناتو
			}
			if t.match() == MatchForeign && t.Scope == "" && letters(s.Words) >= foreignLetters {
				g.sounds.add(p, form)
			}
		}
	}
}

func letters(words [][]rune) int {
	n := 0
	for _, w := range words {
		n += len(w)
	}
	return n
}

// addAgreeing adds what Arabic agreement makes of a noun and its adjectives:
// all words with the article or none, and the noun with a possessive pronoun
// before adjectives with the article.
func addAgreeing(ix *index, p pattern, form int) {
	if p.single() {
		return
	}
	with := 0
	for _, w := range p.words {
		if arabic.HasArticle(w) {
			with++
		}
	}
	words := p.words
	switch with {
	case 0:
		p.words, p.article = eachWord(words, func(w []rune) []rune { return append([]rune("ال"), w...) }), true
		p.defined = true
		ix.add(p, form)
		words, p.defined = p.words, false
	case len(words):
		p.words, p.article = eachWord(words, func(w []rune) []rune { return w[2:] }), false
		ix.add(p, form)
	default:
		return
	}
	p.words = append([][]rune{words[0][2:]}, words[1:]...)
	p.article, p.owned = false, true
	ix.add(p, form)
}

func eachWord(words [][]rune, change func([]rune) []rune) [][]rune {
	out := slices.Clone(words)
	for i, w := range out {
		out[i] = change(w)
	}
	return out
}
