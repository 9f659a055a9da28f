package arabic

// Split is one way to read a token as proclitics and a word.
type Split struct {
	// Strip is how many letters are taken off the front: the clitics, and for
	// Article the article too.
	Strip int
	// Clitics is how many of them are clitics.
	Clitics int
	// Restore stands before the rest to give the word as a dictionary has it:
	// after ل the article loses its alef (للحسكة is ل and الحسكة), before
	// another lam its lam too (للجنة is ل and اللجنة).
	Restore string
	// Article says that the article was taken off as well.
	Article bool
	// Lam says that the clitic next to the word is ل.
	Lam bool
	// Marked says that a tatweel sets the clitic off: لـداعش.
	Marked bool
}

// Splits returns the readings of a token of letters, the one that takes
// nothing off first, then those that take off more. The grammar is closed:
// (و|ف)? (ب|ل|ك)? (ال)? word; the question hamza and the س of the future
// belong to verbs. At least two letters remain.
func (t Token) Splits() []Split {
	return t.AppendSplits(nil)
}

// AppendSplits is Splits into a slice of the caller's.
func (t Token) AppendSplits(out []Split) []Split {
	out = append(out, Split{})
	if t.Digits {
		return out
	}
	lens := t.cliticLengths()
	for _, n := range lens {
		if n > 0 && len(t.Runes)-n >= 2 {
			out = append(out, t.split(n))
		}
	}
	for _, n := range lens {
		out = t.appendArticle(out, n)
	}
	return out
}

// cliticLengths gives 0 and the lengths of the proclitics the token may begin
// with; -1 fills up.
func (t Token) cliticLengths() [3]int {
	lens := [3]int{0, -1, -1}
	letter := func(i int) rune {
		if i < len(t.Runes) {
			return t.Runes[i].Letter
		}
		return 0
	}
	switch letter(0) {
	case 'و', 'ف':
		lens[1] = 1
		switch letter(1) {
		case 'ب', 'ل', 'ك':
			lens[2] = 2
		}
	case 'ب', 'ل', 'ك':
		lens[1] = 1
	}
	return lens
}

func (t Token) split(n int) Split {
	return Split{Strip: n, Clitics: n, Lam: t.Runes[n-1].Letter == 'ل', Marked: t.marked(n)}
}

// appendArticle adds the readings with an article behind n clitic letters.
func (t Token) appendArticle(out []Split, n int) []Split {
	rest := len(t.Runes) - n
	if n < 0 || rest < 2 {
		return out
	}
	lam := n > 0 && t.Runes[n-1].Letter == 'ل'
	switch {
	case rest == 2: // لله is ل and الله, للد is ل and اللد
		if lam && t.Runes[n].Letter == 'ل' {
			s := t.split(n)
			s.Restore = "ال"
			out = append(out, s)
		}
	case lam && t.Runes[n].Letter == 'ل':
		s := t.split(n)
		s.Restore = "ا"
		three := s
		three.Restore = "ال"
		bare := s
		bare.Strip, bare.Restore, bare.Article = n+1, "", true
		return append(out, s, three, bare)
	case !lam && rest >= 4 && t.Runes[n].Letter == 'ا' && t.Runes[n+1].Letter == 'ل':
		s := Split{Strip: n + 2, Clitics: n, Article: true}
		if n > 0 {
			s.Marked = t.marked(n)
		}
		return append(out, s)
	}
	return out
}

// Word returns the letters of the word that s leaves, tail letters at its end
// left out.
func (t Token) Word(s Split, tail int) []rune { return t.AppendWord(nil, s, tail) }

// AppendWord is Word into a slice of the caller's.
func (t Token) AppendWord(dst []rune, s Split, tail int) []rune {
	for _, r := range s.Restore {
		dst = append(dst, r)
	}
	for _, r := range t.Runes[s.Strip : len(t.Runes)-tail] {
		dst = append(dst, r.Letter)
	}
	return dst
}

// Letters returns the letters of the whole token.
func (t Token) Letters() []rune { return t.Word(Split{}, 0) }

// IsClitic reports whether the token is nothing but proclitics, as writers
// leave before a quotation mark or a number: لـ"داعش", و56.
func (t Token) IsClitic() bool {
	switch n := len(t.Runes); n {
	case 1, 2:
		return !t.Digits && t.cliticLengths()[n] == n
	}
	return false
}

// Torn reports whether a quotation mark was typed inside a word, after a first
// letter that looks like a clitic: و"حدات for "وحدات.
func (t Text) Torn(clitic, rest Token) bool {
	return clitic.IsClitic() && len(t.between(clitic, rest)) > 0 && t.opens(clitic, rest)
}
