package arabic

// Foreign names are written by ear: بوتين and بوتن, غوتيريش and جوتيريش. Two
// spellings are one where they differ in letters of one class and in at most
// one long vowel.

// class maps a letter to the one that stands for its class.
func class(r rune, last bool) rune {
	r = seatRune(r, Bare)
	switch r {
	case 'ص':
		return 'س'
	case 'ز':
		if last {
			return 'س'
		}
	case 'ج', 'غ', 'ق':
		return 'ك'
	case 'ط':
		return 'ت'
	}
	return r
}

func isVowel(r rune) bool { return r == 'ا' || r == 'و' || r == 'ي' }

// AppendSkeleton appends the key that all spellings of a foreign word share:
// the classes of its consonants. It is coarser than SameForeign.
func AppendSkeleton(dst []byte, letters []rune) []byte {
	n := len(letters)
	if n > 0 && seatRune(letters[n-1], Bare) == 'ه' {
		n--
	}
	for i, r := range letters[:n] {
		if c := class(r, i == n-1); i == 0 || !isVowel(c) {
			dst = appendRune(dst, c)
		}
	}
	return dst
}

// SameForeign reports whether text is a spelling by ear of a foreign term's
// word, both given as letters. lenient says that the term has other words to
// vouch for it; without, a short word may differ in its letters' classes or in
// a vowel, not in both: بارز is no باريس.
//
// The vowel that comes or goes stands inside the word. At its end, ي is an
// adjective (العراقي), and before a final ا or ة it makes one (فرنسية).
func SameForeign(term, text []rune, lenient bool) bool {
	if adjectival(term, text) {
		return false
	}
	a, b := classes(term), classes(text)
	if string(a) == string(b) {
		return true
	}
	long, short := a, b
	if len(long) < len(short) {
		long, short = short, long
	}
	if len(long)-len(short) != 1 {
		return false
	}
	for i := 1; i < len(long)-1; i++ {
		if isVowel(long[i]) && string(short[:i]) == string(long[:i]) && string(short[i:]) == string(long[i+1:]) {
			beforeEnd := i == len(long)-2 && long[i] == 'ي' && long[i+1] == 'ا'
			return !beforeEnd && (lenient || len(stem(term)) > foreignShort || plainly(term, text, i))
		}
	}
	return false
}

// foreignShort is the length up to which a word that stands alone may differ
// in one way only.
const foreignShort = 5

// plainly reports whether two words of which the longer has one more letter at
// i agree in all others as they are written.
func plainly(a, b []rune, i int) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	for j, r := range b {
		k := j
		if j >= i {
			k++
		}
		if seatRune(r, Bare) != seatRune(a[k], Bare) {
			return false
		}
	}
	return true
}

// adjectival reports whether text is a term in -يا turned into an adjective:
// تركية is no spelling of تركيا. The other way round it may be (أنطاكيا).
func adjectival(term, text []rune) bool {
	n, m := len(term), len(text)
	return n > 2 && m > 2 && term[n-2] == 'ي' && term[n-1] == 'ا' && text[m-2] == 'ي' && keyRune(text[m-1]) == 'ه'
}

func classes(letters []rune) []rune {
	out := make([]rune, len(letters))
	for i, r := range letters {
		out[i] = class(r, i == len(letters)-1)
	}
	// At the end ا, ه and ة sound alike.
	if n := len(out); n > 0 && out[n-1] == 'ه' {
		out[n-1] = 'ا'
	}
	return out
}
