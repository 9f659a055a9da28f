package arabic

// Ending is one way to read the end of a common noun or adjective.
type Ending struct {
	// Tail is how many letters are the ending's own.
	Tail int
	// Ta says that the letter before the ending is a ت which stands for the ة
	// of the word: دولته is دولة and ه.
	Ta bool
	// Lost says that a final ة gave way to the ending: شركات is شركة and ات.
	Lost bool
	// Pronoun says that the ending is or holds a possessive pronoun, which no
	// word with the article takes.
	Pronoun bool
	// Defined says that the ending is one that a word with the article takes.
	Defined bool
}

type namedEnding struct {
	text    string
	letters []rune
	Ending
}

// afterTa reports whether ة becomes ت before the ending: before the dual and
// the pronouns.
func (e namedEnding) afterTa() bool {
	switch e.text {
	case "ان", "ين", "ا", "ي":
		return true
	}
	return e.Pronoun
}

// endings are the case alef, dual and plural endings, bare or construct, and
// the possessive pronouns, alone or after a construct ending; by last letter.
var endings = func() map[rune][]namedEnding {
	m := map[rune][]namedEnding{}
	add := func(text string, e Ending) {
		letters := []rune(text)
		last := letters[len(letters)-1]
		e.Tail = len(letters)
		m[last] = append(m[last], namedEnding{text, letters, e})
	}
	for _, s := range []string{"ا", "و", "ي"} {
		add(s, Ending{})
	}
	for _, s := range []string{"ان", "ين", "ون", "ه", "ات"} {
		add(s, Ending{Defined: true})
	}
	for _, s := range []string{"", "و", "ي", "ات"} {
		for _, p := range []string{"ي", "ه", "ها", "هما", "هم", "هن", "ك", "كم", "كن", "نا"} {
			if p == "ي" && (s == "ي" || s == "و") {
				continue
			}
			add(s+p, Ending{Pronoun: true})
		}
	}
	return m
}()

// AppendEndings appends the ways to take an ending off the token after the
// first skip letters; at least three letters of the word stay, its ة counted.
// A token of digits has none.
func (t Token) AppendEndings(out []Ending, skip int) []Ending {
	n := len(t.Runes)
	for _, e := range endings[keyRune(t.Runes[n-1].R)] {
		stay := n - skip - e.Tail
		if stay < 2 || !t.endsIn(e.letters) {
			continue
		}
		if stay >= 3 {
			out = append(out, e.Ending)
		}
		if stay >= 3 && e.afterTa() && t.Runes[n-e.Tail-1].Letter == 'ت' {
			ta := e.Ending
			ta.Ta = true
			out = append(out, ta)
		}
		if e.letters[0] == 'ا' && e.Tail > 1 && e.letters[1] == 'ت' {
			lost := e.Ending
			lost.Lost = true
			out = append(out, lost)
		}
	}
	return out
}

func (t Token) endsIn(letters []rune) bool {
	tail := t.Runes[len(t.Runes)-len(letters):]
	for i, r := range letters {
		if keyRune(tail[i].R) != r {
			return false
		}
	}
	return true
}

// AppendWithout appends the word that s and e leave of the token to dst, ة put
// back where e says so.
func (t Token) AppendWithout(dst []rune, s Split, e Ending) []rune {
	dst = t.AppendWord(dst, s, e.Tail)
	switch {
	case e.Ta:
		dst[len(dst)-1] = 'ة'
	case e.Lost:
		dst = append(dst, 'ة')
	}
	return dst
}
