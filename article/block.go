package article

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"naql/arabic"
)

// block is one line of a page, cleaned.
type block struct {
	text   string
	tokens []string // folded words and numbers
	key    string   // the tokens with a space between
	words  int      // Arabic words
	gap    int      // blank lines above it
	rule   string   // the chrome rule that matches the whole line, or ""
	sure   bool     // the rule holds in the middle of a story too
	long   int      // so many words are running text however they end
	fate   string   // the field it goes to, or fateDrop; "" while undecided
}

// newBlock reads a line of a page; text is Clean(raw) and not empty.
func newBlock(raw, text string, gap int) block {
	b := block{text: text, tokens: tokens(text), words: arabic.Words(text), gap: gap, long: longWords}
	b.key = strings.Join(b.tokens, " ")
	if isTicker(raw) {
		b.rule, b.sure = "ticker", true
		return b
	}
	for _, r := range chromeRules {
		if v := r.match(&b); v > none {
			b.rule, b.sure = r.name, v == sure
			break
		}
	}
	if !b.sure && b.isParagraph() {
		b.rule = ""
	}
	return b
}

// The sizes that tell paragraphs from titles and links, in Arabic words.
// Headlines of news sites have 4 to 16 words, paragraphs 20 to 60.
const (
	paragraphWords = 8  // of a line that ends or begins like a sentence
	longWords      = 25 // of any line
	plainLongWords = 17 // of any line on a page whose paragraphs have no full stops
	titleWords     = 24
)

// isParagraph reports whether the line is running text beyond doubt.
func (b *block) isParagraph() bool {
	return b.words >= b.long || b.words >= paragraphWords && (b.endsSentence() || b.startsReport())
}

const closers = `"'»”’“)]› `

// endsSentence reports whether the line ends with a full stop; dots in a row
// end teasers and headlines too.
func (b *block) endsSentence() bool {
	return b.ends(".") && !strings.HasSuffix(strings.TrimRight(b.text, closers), "..")
}

// stops reports whether the line ends as a sentence does.
func (b *block) stops() bool { return b.ends(".…؟?!؛") }

// ends reports whether the last character before closing quotes and brackets
// is one of these.
func (b *block) ends(marks string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(b.text, closers))
	return last != utf8.RuneError && strings.ContainsRune(marks, last)
}

// startsReport reports whether the line begins with a verb or connective of
// reporting, after an inline dateline if there is one.
func (b *block) startsReport() bool {
	words := b.tokens
	if d := datelineOf(b.text, false); d != "" {
		words = words[len(tokens(d)):]
	}
	if len(words) == 0 {
		return false
	}
	first := words[0]
	return lex().verb.starts(words) > 0 ||
		lex().verb.set[strings.TrimPrefix(first, "و")] || lex().verb.set[strings.TrimPrefix(first, "ف")]
}

var bullet = regexp.MustCompile(`^([-–—•●▪◾*·✓✔►▶←‣ـ]|\d{1,2}\s?[-–.)ـ/]|[أبجدهوزحط]\s?[-–.)ـ])\s*\S`)

func (b *block) bulleted() bool { return bullet.MatchString(b.text) }

// anyOf looks a phrase up in several lists at once, the longest first.
func anyOf(lists ...phrases) func([]string) int {
	return func(words []string) int {
		n := 0
		for _, l := range lists {
			n = max(n, l.at(words))
		}
		return n
	}
}

func (b *block) has(p phrases) bool { return b.names(p.at) }

func (b *block) names(at func([]string) int) bool {
	for i := range b.tokens {
		if at(b.tokens[i:]) > 0 {
			return true
		}
	}
	return false
}
