package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
)

// The words of this file are those by which a bullet is measured; what may
// stand for them in a bullet is taken from the senses of the vocabulary.
var (
	// saysWords tell that what stands there is somebody's words.
	saysWords = wordSet(`said says saying told tells added adds announced announces announcing reported reports reporting reportedly according
		stated states affirmed affirms stressed stresses emphasized noted notes explained explains declared declares revealed
		claimed claims alleged alleges insisted insists warned warns warning denied denies denying accused accuses accusing vowed pledged
		urged urges condemned condemns denounced denounces praised praises hailed hails quoted cited citing argued acknowledged admitted
		asserted suggested expressed criticized confirmed confirms testified wrote tweeted`)
	// sourceWords name a source besides those and the senses.
	sourceWords = wordSet(`report statement announcement warning claim accusation estimates estimated estimate believes believe counted documented
		recorded tallied figures data count put puts blamed blames attributed described called calls demands demanded promised apologized
		appealed asked considers considered deems per threatens threatened stressing adding noting telling concluded dismissed`)
	// doubtWords make a statement doubtful for sure.
	doubtWords = wordSet(`likely suspected alleged allegedly reportedly apparently believed thought presumed possibly probably may might
		purported purportedly unconfirmed attributed considered`)
	// seemWords leave open what a bullet says, besides the sense.
	seemWords = wordSet(`regarded seen held so-called doubts signs rumored`)
)

// saying reports a word that reports what somebody said.
func saying(t enToken) bool { return saysWords[t.text] }

// sourced reports a word by which a bullet names the source of what it says.
func sourced(t enToken) bool {
	return saying(t) || sourceWords[t.text] || t.is(enSources|enDenies|enCondemns|enPraises|enClaims|enConfirms)
}

// support returns for each cited text the sentences that a bullet draws on:
// the fewest that hold its words.
func (c *cited) support() []sentence {
	left := c.bullet.stemSet(c.bullet.all())
	var out []sentence
	for len(out) < maxSupport {
		var best sentence
		most := 1 // one word in common is chance
		for k, e := range c.english {
			for _, r := range e.sentences {
				if n := e.count(r, left); n > most {
					best, most = sentence{k, e, r}, n
				}
			}
		}
		if best.english == nil {
			break
		}
		for _, stem := range best.stems[best.at.from:best.at.to] {
			delete(left, stem)
		}
		out = append(out, best)
	}
	return out
}

const maxSupport = 4

// sentence is a range of one of the cited texts.
type sentence struct {
	text int // its index
	*english
	at tokenRange
}

// count is how many different stems of a set a range holds.
func (e *english) count(in tokenRange, set map[string]bool) int {
	var found []string
	for _, s := range e.stems[in.from:in.to] {
		if s != "" && set[s] && !slices.Contains(found, s) {
			if found = append(found, s); len(found) == len(set) {
				break
			}
		}
	}
	return len(found)
}

// attribution finds a bullet that states as fact what all the sentences it
// draws on tell as somebody's words. One that names the speaker keeps enough
// of it; for the dead and wounded it has to name the speaker in full, as the one
// who acts.
func (c *cited) attribution() []article.Finding {
	b := c.bullet
	if len(c.draws) == 0 || slices.ContainsFunc(b.toks, sourced) {
		return nil
	}
	toll := false
	for i := range b.numbers {
		toll = toll || b.tollOf(i) != 0
	}
	source := ""
	for _, s := range c.draws {
		who, ok := s.speaker()
		if !ok {
			return nil
		}
		named, all := 0, s.stemSet(who)
		for stem := range all {
			if b.holds(b.all(), stem) {
				named++
			}
		}
		if named > 0 && (!toll || named == len(all)) {
			return nil
		}
		if source == "" && who.from < who.to {
			source = s.words(who)
		}
	}
	f := c.finding("bullet-attribution", article.Major, c.whole())
	f.Expected, f.Found = "the source of it", short(b.text)
	f.Message = "The bullet states as fact what the segments it cites tell as somebody's words."
	if source != "" {
		f.Expected = short(source)
		f.Message = fmt.Sprintf("The bullet does not say whose words these are: %s.", quoted(source))
	}
	return []article.Finding{f}
}

// speaker reports whether a sentence is somebody's words, and where it names
// that person or body: before the verb of saying, or behind it. The range is
// empty in the middle of a quotation.
func (s sentence) speaker() (tokenRange, bool) {
	for i := s.at.from; i < s.at.to; i++ {
		t := s.toks[i]
		if !saying(t) {
			continue
		}
		from := i
		for from > s.at.from && i-from < 9 && !isClauseSign(s.toks[from-1].text) {
			if from--; s.toks[from].text == "which" || s.toks[from].text == "who" {
				return tokenRange{}, false // said in passing
			}
		}
		to := i + 1
		for to < s.at.to && to-i < 9 && !isClauseSign(s.toks[to].text) {
			to++
		}
		if to == s.at.to && s.toks[to-1].text == "." {
			to--
		}
		switch {
		case t.text == "according" && to > i+2 && s.toks[i+1].text == "to":
			return tokenRange{i + 2, to}, true
		case t.text != "according" && from < i:
			return tokenRange{from, i}, true
		case t.text != "according" && to-i > 6:
			return tokenRange{s.at.from, i}, true // the governor, So-and-so, said this and that
		}
		return tokenRange{i + 1, to}, true
	}
	return tokenRange{s.at.from, s.at.from}, s.quoted(s.at.from)
}

// quoted reports whether a token stands inside a quotation.
func (e *english) quoted(at int) bool {
	open := false
	for _, t := range e.toks[:at+1] {
		if t.text == `"` || t.text == "“" || t.text == "”" {
			open = !open
		}
	}
	return open
}

// words is the text of a range that is not empty.
func (e *english) words(r tokenRange) string {
	return e.text[e.toks[r.from].start:e.toks[r.to-1].end]
}

func isClauseSign(w string) bool { return len(w) <= 3 && strings.Contains(`,;:"“”()—–`, w) }

// hedges finds a bullet that states for certain what its source doubts, or
// leaves to others: the words behind "likely" or "attributed to" are there,
// and no word of doubt is.
func (c *cited) hedges() []article.Finding {
	b := c.bullet
	if slices.ContainsFunc(b.toks, func(t enToken) bool { return t.is(enGuesses) || seemWords[t.text] }) {
		return nil
	}
	for _, s := range c.draws {
		for i := s.at.from; i < s.at.to; i++ {
			t := s.toks[i]
			if !doubtWords[t.text] || t.text == "may" && t.capital || t.text == "thought" && s.before(i, "he", "she", "they", "we", "i") {
				continue
			}
			if k := b.restated(s.next(i, 3, s.at)); k >= 0 {
				f := c.finding("bullet-hedge", article.Major, b.span(k))
				f.Expected = t.text
				f.Message = fmt.Sprintf("The bullet states as certain what its source calls “%s”: %s.", t.text, quoted(f.Found))
				return []article.Finding{f}
			}
		}
	}
	return nil
}

// before reports whether one of the words stands right before a token.
func (e *english) before(i int, words ...string) bool {
	return i > 0 && slices.Contains(words, e.toks[i-1].text)
}

// restated returns the token that holds the first of the stems, or the second
// where the third is there as well; -1 where the text says something else.
func (e *english) restated(stems []string) int {
	at := func(n int) int {
		if n >= len(stems) {
			return -1
		}
		return slices.Index(e.stems, stems[n])
	}
	if i := at(0); i >= 0 {
		return i
	}
	if at(2) >= 0 {
		return at(1)
	}
	return -1
}
