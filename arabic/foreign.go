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
// word, both given as letters.
func SameForeign(term, text []rune) bool {
	a, b := classes(term), classes(text)
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(b)-len(a) > 1:
		return false
	case len(a) == len(b):
		return string(a) == string(b)
	}
	for i, r := range b {
		if i > 0 && isVowel(r) && string(a[:i]) == string(b[:i]) && string(a[i:]) == string(b[i+1:]) {
			return true
		}
	}
	return false
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
