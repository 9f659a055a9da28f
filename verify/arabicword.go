package verify

// arWord is a folded Arabic word as numbers of letters.
type arWord struct {
	letters [maxLetters]uint8 // counted from firstLetter
	n       int               // how many; a longer word is cut, an empty one is none
	mask    uint64            // all letters of the word, a bit for each
	start   uint32            // bit j: the first j letters may be clitics
	end     uint32            // bit j: the letters from j may be an ending
	said    bool              // a name of the English is heard in it
	class   wordClass         // what isOrdinary found before
}

type wordClass byte

const (
	notAsked wordClass = iota
	aWord
	noWord
)

const (
	maxLetters  = 24
	firstLetter = 'ء'
	lastLetter  = 'ي'
)

func arabicBits(letters string) uint64 {
	var m uint64
	for _, r := range letters {
		if firstLetter <= r && r <= lastLetter {
			m |= 1 << (r - firstLetter)
		}
	}
	return m
}

// spread reads a word as a lexeme has it.
func (w *arWord) spread(key string) {
	w.n, w.mask, w.said, w.class = 0, 0, false, 0
	for _, r := range key {
		if r < firstLetter || r > lastLetter {
			continue
		}
		w.mask |= 1 << (r - firstLetter)
		if w.n < maxLetters {
			w.letters[w.n] = uint8(r - firstLetter)
			w.n++
		}
	}
	w.start, w.end = 1, 1<<w.n
	w.clitics(0)
	if w.has(0, bitW|bitF) && w.n > 2 {
		w.start |= 1 << 1
		w.clitics(1)
	}
	w.endings()
}

// clitics finds ب ل ك س and the article that may follow at k.
func (w *arWord) clitics(k int) {
	w.article(k)
	if w.has(k, bitB|bitL|bitK|bitS) && w.n-k > 2 {
		w.start |= 1 << (k + 1)
		w.article(k + 1)
		if w.has(k, bitL) && w.has(k+1, bitL) {
			w.start |= 1 << (k + 2)
		}
	}
}

func (w *arWord) article(k int) {
	if w.has(k, bitA) && w.has(k+1, bitL) && w.n-k > 3 {
		w.start |= 1 << (k + 2)
	}
}

// endings finds ان ون ين ات and the relation before them.
func (w *arWord) endings() {
	e := w.n
	if w.n > 4 && (w.has(e-1, bitN) && w.has(e-2, bitA|bitW|bitY) || w.has(e-1, bitT) && w.has(e-2, bitA)) {
		e -= 2
		w.end |= 1 << e
		if w.has(e-1, bitY) {
			w.end |= 1 << (e - 1)
		}
	}
}

func (w *arWord) has(i int, bits uint64) bool {
	return i >= 0 && i < w.n && bits>>w.letters[i]&1 != 0
}

// extra is the cost of a letter that nothing in a name writes, behind the
// first i graphemes: none for a vowel beside a vowel, a doubled letter, and
// the ت and د of تش and دج.
func (w *arWord) extra(j int, p *pronunciation, i int) uint8 {
	switch {
	case w.has(j, arVowels):
		if i > 0 && p.list[i-1].vowel || i < p.n && p.list[i].vowel || w.has(j, bitH) && j == w.n-1 {
			return 0
		}
		return 1
	case j+1 < w.n && w.letters[j] == w.letters[j+1], w.has(j, bitT) && w.has(j+1, bitSH), w.has(j, bitD) && w.has(j+1, bitJ):
		return 0
	}
	return consonantCost
}

var (
	bitW, bitF, bitB, bitL, bitK = arabicBits("و"), arabicBits("ف"), arabicBits("ب"), arabicBits("ل"), arabicBits("ك")
	bitS, bitA, bitN, bitY, bitT = arabicBits("س"), arabicBits("ا"), arabicBits("ن"), arabicBits("ي"), arabicBits("ت")
	bitD, bitSH, bitJ, bitH      = arabicBits("د"), arabicBits("ش"), arabicBits("ج"), arabicBits("ه")
	arVowels                     = arabicBits("اويهءعئؤ")
)
