package arabic

import "strings"

// Token is a maximal run of Arabic letters, or of digits, in a folded text.
type Token struct {
	Runes  []Rune // never empty
	Digits bool
	from   int // index of Runes[0] in the text
}

// Start and End are the byte range of the token in the source, trailing marks
// and tatweel included.
func (t Token) Start() int { return t.Runes[0].Start }

// End is the byte behind the token, see Start.
func (t Token) End() int { return t.Runes[len(t.Runes)-1].End }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// Tokens splits a text. A letter beside a digit is a boundary; everything that
// is neither ends a token.
func (t Text) Tokens() []Token { return t.AppendTokens(make([]Token, 0, len(t.Runes)/5+1)) }

// AppendTokens is Tokens into a slice of the caller's.
func (t Text) AppendTokens(out []Token) []Token {
	for i := 0; i < len(t.Runes); {
		is, digits := IsLetter, isDigit(t.Runes[i].R)
		if digits {
			is = isDigit
		}
		j := i
		for j < len(t.Runes) && is(t.Runes[j].R) {
			j++
		}
		if j == i {
			i++
			continue
		}
		out = append(out, Token{Runes: t.Runes[i:j:j], Digits: digits, from: i})
		i = j
	}
	return out
}

// WordsInto returns, in the room of out, the tokens that the words of names may
// be: all but the article before a number (القناة الـ12).
func (t Text) WordsInto(out []Token) []Token {
	out = t.AppendTokens(out[:0])
	kept := out[:0]
	for i, token := range out {
		if i+1 == len(out) || !out[i+1].Digits || !t.isArticle(token, out[i+1]) {
			kept = append(kept, token)
		}
	}
	return kept
}

// isArticle reports whether a token is the article of the number behind it.
func (t Text) isArticle(a, number Token) bool {
	if len(a.Runes) != 2 || a.Runes[0].Letter != 'ا' || a.Runes[1].Letter != 'ل' {
		return false
	}
	gap := t.between(a, number)
	return len(gap) == 0 || len(gap) == 1 && gap[0].R == ' ' && a.marked(2)
}

// Decimal reports whether two tokens are the halves of one number: 105.5.
func (t Text) Decimal(a, b Token) bool {
	if !a.Digits || !b.Digits {
		return false
	}
	gap := t.between(a, b)
	return len(gap) == 1 && (gap[0].R == '.' || gap[0].R == ',')
}

// between returns the runes that stand between two tokens of t.
func (t Text) between(a, b Token) []Rune {
	return t.Runes[a.from+len(a.Runes) : b.from]
}

// Joins reports whether b, the token after a, may be the next word of one
// name: spaces between them, and at most one hyphen or dash, or one quotation
// mark or bracket. A stop, a comma or a blank line parts them, but for the
// point in an abbreviation (أ. ف. ب). A number may touch the word before it.
func (t Text) Joins(a, b Token) bool {
	marks := 0
	for i, r := range t.between(a, b) {
		switch {
		case r.R == ' ', r.R == '.' && i == 0 && pointed(a, b):
		case b.Digits && IsLetter(r.R): // its article, see Words
		case IsQuote(r.R), isDash(r.R), r.R == '(', r.R == ')', r.R == '[', r.R == ']':
			marks++
		default:
			return false
		}
	}
	return marks <= 1
}

// pointed reports whether a point behind a, with b the token after it, may be
// that of an abbreviation: أ. ف. ب, and without a space بي.بي.سي.
func pointed(a, b Token) bool {
	if a.Digits || b.Digits {
		return false
	}
	return len(a.Runes) == 1 || len(a.Runes) <= 3 && len(b.Runes) <= 3 && b.from == a.from+len(a.Runes)+1
}

// Dateline reports whether a dash, colon or stroke follows the first word of a
// text, as behind the place that a story was written in.
func (t Text) Dateline(tokens []Token) bool {
	if len(tokens) < 2 {
		return false
	}
	for _, r := range t.between(tokens[0], tokens[1]) {
		if r.R != ' ' {
			return isDash(r.R) || r.R == ':' || r.R == '/' || r.R == '('
		}
	}
	return false
}

// IsQuote reports whether r is a quotation mark of any style, single ones
// included.
func IsQuote(r rune) bool {
	return strings.ContainsRune("\"'«»‹›“”„‟‘’‚‛″ʺ＂", r)
}

func isDash(r rune) bool {
	return r == '-' || r >= 0x2010 && r <= 0x2015 || r == 0x2212
}

// opens reports whether the gap between a clitic that stands alone and the
// word it belongs to is one that writers leave: a quotation mark or bracket,
// with spaces only where a tatweel marks the clitic.
func (t Text) opens(clitic, word Token) bool {
	marks := 0
	for _, r := range t.between(clitic, word) {
		switch {
		case r.R == ' ' && clitic.marked(len(clitic.Runes)):
		case IsQuote(r.R), r.R == '(', r.R == '[':
			marks++
		default:
			return false
		}
	}
	return marks <= 1
}

// marked reports whether a tatweel follows the n-th letter of the token, as in
// لـداعش: the writer set it apart on purpose.
func (t Token) marked(n int) bool { return t.Runes[n-1].Stretched }
