package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// denyWords turn what follows into its opposite, besides the negatives.
var denyWords = wordSet(`failed fails failing fail failure refused refuses refusing refuse denied denies denying deny
	rejected rejects reject unable`)

// denies reports whether a word negates what follows it.
func (e *english) denies(i int) bool {
	t := e.toks[i]
	if t.is(enNegates) {
		next := enAt(e.toks, i+1)
		comparison := t.text == "no" && next != "longer" && strings.HasSuffix(next, "er")
		return !comparison && enForce(e.toks, i) == arabic.Denies
	}
	return denyWords[t.text]
}

// contraryWords are those by which a text may say what a negation says, besides
// the senses: the port remains closed, the talks collapsed.
var contraryWords = wordSet(`closed close closes shut cut off left stay stays stayed safe drop dropped missing quit collapse collapsed
	suspended suspend postponed delayed thwarted foiled boycotted abandoned interrupted repelled halted`)

func isContrary(t enToken) bool {
	return t.is(enNegates|enNegative|enHedges) || contraryWords[t.text] || negativeAffix(t.text)
}

// polarity finds a bullet that says the opposite of its source: the source
// negates what the bullet states, or the bullet negates what a source without
// any word of negation says.
func (c *cited) polarity() []article.Finding {
	b := c.bullet
	own := -1
	for i := range b.toks {
		if b.denies(i) {
			own = i
			break
		}
	}
	if own >= 0 {
		return c.negated(own)
	}
	for i, t := range b.toks {
		if isContrary(t) && !slices.ContainsFunc(c.draws, func(s sentence) bool { return s.holds(s.at, b.stems[i]) }) {
			return nil // denied in other words
		}
	}
	for _, s := range c.draws {
		for i := s.at.from; i < s.at.to; i++ {
			if !s.denies(i) {
				continue
			}
			if k := b.restated(s.next(i, 1, s.at)); k >= 0 {
				f := c.finding("bullet-polarity", article.Major, b.span(k))
				f.Expected = s.toks[i].text
				if f.Expected == "t" {
					f.Expected = "not"
				}
				f.Message = fmt.Sprintf("The bullet states %s, which its source negates with “%s”.", quoted(f.Found), f.Expected)
				return []article.Finding{f}
			}
		}
	}
	return nil
}

// negated judges a bullet with a negation of its own.
func (c *cited) negated(at int) []article.Finding {
	b := c.bullet
	said := false
	for _, e := range c.english {
		for i, t := range e.toks {
			if e.denies(i) || isContrary(t) {
				return nil
			}
			said = said || slices.Contains(b.next(at, 2, b.all()), e.stems[i])
		}
	}
	if !said {
		return nil
	}
	f := c.finding("bullet-polarity", article.Major, b.span(at))
	f.Expected = "no negation"
	f.Message = fmt.Sprintf("The bullet has “%s”; the segments it cites negate nothing.", f.Found)
	return []article.Finding{f}
}

// utmost are the superlatives of news, and beyondWords claim all of time.
var (
	utmost = wordSet(`largest biggest greatest deadliest bloodiest worst best highest lowest strongest heaviest longest fastest
		smallest fewest first most fiercest closest broadest widest steepest sharpest oldest`)
	beyondWords = wordSet(`ever history all-time unprecedented record`)
	limitWords  = wordSet(`since in so for this of among after during under`)
)

// limits finds a superlative that lost the words that limit it: the largest
// since 2019 is not the largest, one of the deadliest not the deadliest.
func (c *cited) limits() []article.Finding {
	b := c.bullet
	for i, t := range b.toks {
		if !utmost[t.text] {
			continue
		}
		for _, s := range c.draws {
			if f, ok := c.limit(i, s); ok {
				return []article.Finding{f}
			}
		}
	}
	return nil
}

// limit compares the superlative at i with the same one of a sentence.
func (c *cited) limit(i int, s sentence) (article.Finding, bool) {
	b := c.bullet
	for k := s.at.from; k < s.at.to; k++ {
		if s.toks[k].text != b.toks[i].text {
			continue
		}
		f := c.finding("bullet-limit", article.Major, b.span(i))
		if past := b.anyAfter(i, b.all(), beyondWords); past >= 0 && s.anyAfter(k, s.at, beyondWords) < 0 {
			f.Expected, f.Found = short(s.tail(k)), b.tail(i)
			f.Message = fmt.Sprintf("The bullet has “%s … %s”; its source says %s.", b.toks[i].text, b.toks[past].text, quoted(f.Expected))
			return f, true
		}
		if s.oneOf(k) && !b.oneOf(i) {
			f.Expected = "one of the " + f.Found
			f.Message = fmt.Sprintf("The bullet has “%s”, its source “one of the %s”.", f.Found, f.Found)
			return f, true
		}
		since := s.anyAfter(k, s.at, map[string]bool{"since": true})
		if since < 0 || b.anyAfter(i, b.all(), limitWords) >= 0 || b.anyBefore(i, limitWords) {
			return f, false
		}
		f.Expected = short(s.tail(since))
		f.Message = fmt.Sprintf("The bullet has “%s” without its limit: %s.", f.Found, quoted(f.Expected))
		return f, true
	}
	return article.Finding{}, false
}

// tail is the text from a token to the end of its clause.
func (e *english) tail(i int) string {
	k := i
	for k+1 < len(e.toks) && !isClauseSign(e.toks[k+1].text) && e.toks[k+1].text != "." {
		k++
	}
	return e.text[e.toks[i].start:e.toks[k].end]
}

// limitWindow is how far behind a superlative its limit may stand.
const limitWindow = 14

func (e *english) anyAfter(i int, in tokenRange, words map[string]bool) int {
	for k := i + 1; k < min(in.to, i+limitWindow); k++ {
		if words[e.toks[k].text] {
			return k
		}
	}
	return -1
}

func (e *english) anyBefore(i int, words map[string]bool) bool {
	for k := max(0, i-6); k < i; k++ {
		if words[e.toks[k].text] && e.toks[k].text != "of" {
			return true
		}
	}
	return false
}

// oneOf reports whether "one of" or "among" stands before a superlative.
func (e *english) oneOf(i int) bool {
	for k := max(0, i-4); k < i; k++ {
		if w := e.toks[k].text; w == "among" || w == "amongst" || w == "of" && e.before(k, "one", "some", "two", "three", "any", "several") {
			return true
		}
	}
	return false
}
