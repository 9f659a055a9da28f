package verify

import (
	"math"
	"slices"
)

// link says that Arabic pieces and English pieces hold the same text. One side
// may be empty: pieces without a counterpart.
type link struct{ ar, en tokenRange }

// The costs of an alignment, in the measure of fact.weight.
const (
	costSkip  = 30 // a piece without counterpart, and one for each of its words
	skipWords = 12 // up to so many
	costJoin  = 44 // two English paragraphs for one Arabic one
	costCut   = 22 // an English paragraph cut in two
	costMerge = 80 // two Arabic pieces in one English piece
	costWorst = 96 // the most that an odd length costs
)

const (
	minJoin, maxJoin = 16, 64  // English pieces for one Arabic piece, at most
	maxPosts         = 12      // a fact in more pieces of one text says nothing
	minBand          = 48      // how far from the diagonal a way may lead
	maxCells         = 4 << 20 // bounds the room for a long text
)

// align finds which pieces of a book belong together, both in their order, by
// what they state and how long they are. Every piece of both texts is in
// exactly one link. It looks at a band around the diagonal, so that it takes
// time linear in the texts. The links are good until the book is put back.
func (b *factBook) align() []link {
	a := &b.way
	a.ar, a.en = b.ar, b.en
	a.bands()
	a.supports(b)
	a.lengths()
	a.fill()
	return a.path()
}

// aligner is the room for one alignment, used again.
type aligner struct {
	ar, en  []piece
	rows    []band  // one for each number of Arabic pieces behind
	support []int32 // cell (i, j): what Arabic i and English j have in common
	best    []int32 // cell (i, j): the best sum when i and j pieces are behind
	step    []step
	enWords []int // of the pieces before
	ratio   float64
	most    int // English pieces for one Arabic piece
	links   []link
}

// band is which cells of a row there are: [from, to) of the English pieces, the
// first at index at.
type band struct{ from, to, at int }

// step is how many pieces of either text the best way to a cell comes from.
type step struct{ ar, en uint8 }

// bands lays out the rows. A row begins before the one above ends, so that
// there is always a way.
func (a *aligner) bands() {
	n, m := len(a.ar), len(a.en)
	a.most = min(max(minJoin, 3*m/(n+1)), maxJoin)
	half := max(minBand, 2*m/(n+1))
	if n > 0 {
		half = min(half, max(minBand, maxCells/(2*n)))
	}
	if (n+1)*(m+1) <= 1<<14 {
		half = m
	}
	all := 0
	for i := range a.ar {
		all += a.ar[i].words + 1
	}
	a.rows = a.rows[:0]
	behind, at, to := 0, 0, 0
	for i := 0; i <= n; i++ {
		center := m
		if all > 0 {
			center = m * behind / all
		}
		from := max(0, min(center-half, to-1))
		to = min(m+1, max(center+half+1, to))
		if i == n {
			to = m + 1
		}
		a.rows = append(a.rows, band{from, to, at})
		at += to - from
		if i < n {
			behind += a.ar[i].words + 1
		}
	}
	a.support, a.best, a.step = emptied(a.support, at), emptied(a.best, at), emptied(a.step, at)
}

// emptied is a slice of n zeros in the room of another.
func emptied[T any](room []T, n int) []T {
	room = slices.Grow(room[:0], n)[:n]
	clear(room)
	return room
}

// supports fills in what each pair of pieces has in common. A fact is worth
// less the more pieces have it.
func (a *aligner) supports(b *factBook) {
	for j := range a.en {
		for _, f := range b.facts[a.en[j].facts.from:a.en[j].facts.to] {
			ar, en := b.stated[f.number][inArabic], b.stated[f.number][inEnglish]
			if ar.pieces == 0 || ar.pieces > maxPosts || en.pieces > maxPosts {
				continue
			}
			worth := int32(float64(f.weight) / math.Sqrt(float64(ar.pieces*en.pieces)))
			for k := ar.last; k >= 0; k = b.facts[k].before {
				if row := a.rows[b.facts[k].piece]; j >= row.from && j < row.to {
					a.support[row.at+j-row.from] += worth
				}
			}
		}
	}
}

func (a *aligner) lengths() {
	ar, en := 0, 0
	for i := range a.ar {
		ar += a.ar[i].words
	}
	a.enWords = emptied(a.enWords, len(a.en)+1)
	for j := range a.en {
		en += a.en[j].words
		a.enWords[j+1] = en
	}
	a.ratio = min(max(float64(en)/float64(max(ar, 1)), 1), 1.35)
}

// skip is what it costs that a piece has no counterpart.
func (p *piece) skip() int32 { return costSkip + int32(min(p.words, skipWords)) }

// oddLength is what it costs that so many words stand for so many.
func (a *aligner) oddLength(ar, en int) int32 {
	z := (float64(en) - a.ratio*float64(ar)) / (0.9*math.Sqrt(float64(ar)) + 1)
	return int32(min(8*z*z, costWorst))
}

// fill goes through the cells row by row.
func (a *aligner) fill() {
	const none = math.MinInt32 / 2
	for i := range a.best {
		a.best[i] = none
	}
	a.best[0] = 0
	for i, row := range a.rows {
		for j := row.from; j < row.to; j++ {
			here := a.best[row.at+j-row.from]
			if here == none {
				continue
			}
			if j+1 < row.to {
				a.reach(i, j+1, here-a.en[j].skip()-a.cut(j, j+1)/2, step{0, 1})
			}
			if i == len(a.ar) {
				continue
			}
			a.reach(i+1, j, here-a.ar[i].skip(), step{1, 0})
			a.join(i, j, here)
			if below := i + 1; below < len(a.ar) && j < len(a.en) {
				one, two := a.at(i, j), a.at(below, j)
				sum := here + max(one, two) + min(one, two)/2 - costMerge - a.oddLength(a.ar[i].words+a.ar[below].words, a.en[j].words) - a.cut(j, j+1)
				a.reach(i+2, j+1, sum, step{2, 1})
			}
		}
	}
}

// join tries one, two and more English pieces for Arabic piece i.
func (a *aligner) join(i, j int, here int32) {
	row := a.rows[i]
	for k := 1; k <= a.most && j+k <= len(a.en) && j+k <= row.to; k++ {
		here += a.support[row.at+j+k-1-row.from]
		if k > 1 && a.en[j+k-1].opens {
			here -= costJoin
		}
		words := a.enWords[j+k] - a.enWords[j]
		a.reach(i+1, j+k, here-a.oddLength(a.ar[i].words, words)-a.cut(j, j+k), step{1, uint8(k)})
	}
}

func (a *aligner) at(i, j int) int32 {
	row := a.rows[i]
	if j < row.from || j >= row.to {
		return 0
	}
	return a.support[row.at+j-row.from]
}

// reach notes a way to a cell if it is the best so far.
func (a *aligner) reach(i, j int, sum int32, by step) {
	row := a.rows[i]
	if j < row.from || j >= row.to {
		return
	}
	if c := row.at + j - row.from; sum > a.best[c] {
		a.best[c], a.step[c] = sum, by
	}
}

// cut is what it costs to take English pieces [from, to) where a paragraph is
// cut at either end.
func (a *aligner) cut(from, to int) int32 {
	cost := int32(0)
	if from < len(a.en) && !a.en[from].opens {
		cost += costCut / 2
	}
	if to < len(a.en) && !a.en[to].opens {
		cost += costCut / 2
	}
	return cost
}

// path walks back from the end.
func (a *aligner) path() []link {
	out := a.links[:0]
	i, j := len(a.ar), len(a.en)
	for i > 0 || j > 0 {
		row := a.rows[i]
		s := a.step[row.at+j-row.from]
		from := link{tokenRange{i - int(s.ar), i}, tokenRange{j - int(s.en), j}}
		out = append(out, from)
		i, j = from.ar.from, from.en.from
	}
	slices.Reverse(out)
	a.links = out
	return out
}
