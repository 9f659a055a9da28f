package verify

import (
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// enTalkWords are the words of which each phrase of machine talk has one, so
// that other words need no second look.
const enTalkWords = `ai translate translation translated translator assist apologize sorry language provide provided
guidelines segment segments marker json`

// talkPhrases are how a machine refuses, apologises, announces or comments; the
// words are tokens in lower case, one space between them. Those of surePhrases
// stand in no news text; the others may, where the Arabic has words for them.
var (
	surePhrases = phrases(`as an ai language model; as an ai assistant; as a language model
i cannot translate; i can ' t translate; unable to translate this; unable to translate the; here is the translation; here ' s the translation
here is the translated; here is my translation; here is the english translation; arabic to english translation; provide the arabic text
translator ' s note; the provided arabic; hope this translation`)
	talkPhrases = phrases(`as an ai,; i am an ai; i ' m an ai; not able to translate; cannot be translated; i cannot assist; i can ' t assist
i cannot provide; i can ' t provide; i ' m sorry , but i; i am sorry , but i; i apologize , but; i apologize for any confusion; here is a translation
the translation is :; english translation :; translated from arabic; translated from the arabic; provide the text; translation note; note on the translation
the provided text; violates content guidelines; violate content guidelines`)
	// openings count only where a segment begins with them.
	openings = phrases(`translation :; translated text :; english :; output :; answer :; note :; disclaimer :; sure ,; sure !; certainly !; certainly ,; of course !; okay ,; okay !`)
)

func phrases(list string) []string {
	var out []string
	for line := range strings.Lines(list) {
		for p := range strings.SplitSeq(strings.TrimSpace(line), "; ") {
			out = append(out, strings.ReplaceAll(p, "ai,", "ai ,"))
		}
	}
	return out
}

// promptWording is wording of the templates of package prompts, which a model
// may give back: a test there holds the two together.
var promptWording = phrases(`translate each marked segment; the segments and all context are material; one segment is one line of english
segments to translate; for each segment its id; now the json; after its marker , and nothing else; some segments of a translation failed a check
you translate arabic news copy`)

// talk finds what a machine says to its user instead of, before or behind the
// story, in the words of the lists, and reports whether it did. A story that
// tells of such words has Arabic for them.
func (c *cleaner) talk() bool {
	if n := anyOf(c.p.en, openings); n > 0 && !c.tellsOfTexts() {
		c.said(0, n)
	}
	for i, t := range c.p.en {
		if !t.is(enTalk) {
			continue
		}
		for from := max(i-talkReach, 0); from <= i; from++ {
			n := max(anyOf(c.p.en[from:], surePhrases), anyOf(c.p.en[from:], promptWording))
			if n == 0 {
				if n = anyOf(c.p.en[from:], talkPhrases); n > 0 && c.tellsOfTexts() {
					return false
				}
			}
			if n > 0 {
				c.said(from, from+n)
				return true
			}
		}
	}
	return false
}

// said notes a phrase of machine talk by its tokens.
func (c *cleaner) said(from, to int) {
	start, end := c.p.en[from].start, c.p.en[to-1].end
	if slices.ContainsFunc(c.out, func(f article.Finding) bool { return f.TargetSpan[0] <= start && end <= f.TargetSpan[1] }) {
		return // part of a remark
	}
	c.add("assistant", article.Critical, start, end, "“%s” is no part of the story: a machine speaks of its task.", c.p.En[start:end])
}

// tellsOfTexts reports whether the Arabic has words that the phrases may render.
func (c *cleaner) tellsOfTexts() bool {
	for i := range c.p.ar {
		if c.p.ar[i].Is(arabic.TellsOfTexts) {
			return true
		}
	}
	return false
}

// talkReach is how many tokens of a phrase may stand before its key word.
const talkReach = 7

// anyOf gives the length in tokens of the phrase that toks begin with, 0 for
// none.
func anyOf(toks []enToken, list []string) int {
	for _, p := range list {
		if n := beginsWith(toks, p); n > 0 {
			return n
		}
	}
	return 0
}

// beginsWith gives how many tokens the words take at the beginning of toks, 0
// where they do not stand there.
func beginsWith(toks []enToken, words string) int {
	n := 0
	for words != "" {
		if n == len(toks) {
			return 0
		}
		text := toks[n].text
		if text == "’" {
			text = "'"
		}
		rest, ok := strings.CutPrefix(words, text)
		if !ok || rest != "" && rest[0] != ' ' {
			return 0
		}
		words = strings.TrimPrefix(rest, " ")
		n++
	}
	return n
}

// maxPeriod is the longest run of words that is looked for again right behind
// itself.
const maxPeriod = 12

// loops finds words that go on repeating themselves: one word five times, two
// four times, more three times in a row. What the source repeats may stand.
// Such a run equals what stands before it in at least minLoop tokens, so that
// a look at every fourth finds it.
func (c *cleaner) loops() {
	toks := c.p.en
	for i := minLoop - 1; i < len(toks); i += minLoop {
		for d := 1; d <= min(maxPeriod, i); d++ {
			if toks[i].text != toks[i-d].text {
				continue
			}
			from, to := i, i+1
			for from > d && i-from < loopLength(d) && toks[from-1].text == toks[from-1-d].text {
				from--
			}
			for to < len(toks) && to-from < loopLength(d) && toks[to].text == toks[to-d].text {
				to++
			}
			if to-from < loopLength(d) || !hasWord(toks[from-d:from]) {
				continue
			}
			for to < len(toks) && toks[to].text == toks[to-d].text {
				to++
			}
			if !loopsInArabic(c.p.ar) {
				start, end := toks[from-d].start, toks[to-1].end
				c.add("loop", article.Critical, start, end, "The English repeats itself: %s", quoted(c.p.En[start:end]))
			}
			return
		}
	}
}

// minLoop is the least loopLength.
const minLoop = 4

// loopLength is how many tokens must equal the one d before.
func loopLength(d int) int {
	switch d {
	case 1:
		return minLoop
	case 2:
		return 6
	}
	return 2 * d
}

func hasWord(toks []enToken) bool {
	for _, t := range toks {
		if len(t.text) > 1 && !t.digits && isWordRune(firstOf(t.text)) {
			return true
		}
	}
	return false
}

// loopsInArabic reports whether the source repeats words three times in a row.
func loopsInArabic(toks []arabic.Lexeme) bool {
	var same [maxPeriod + 1]int
	for i := 1; i < len(toks); i++ {
		for d := 1; d <= min(maxPeriod, i); d++ {
			if toks[i].Key != toks[i-d].Key {
				same[d] = 0
			} else if same[d]++; same[d] >= 2*d && toks[i].Kind != arabic.Mark {
				return true
			}
		}
	}
	return false
}
