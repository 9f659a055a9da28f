package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// deadWords and hurtWords say what a number counts in a toll.
var (
	deadWords = wordSet(`killed kill kills killing dead died die dies dying death deaths slain fatal fatalities fatality toll lives
		perished bodies body victims executed massacre massacred murdered murder murders assassinated drowned casualties deadly martyred lost lose claimed claiming`)
	hurtWords = wordSet(`wounded wounds wounding injured injures injuring injuries hurt casualties`)
)

// maxBulletNumbers is how many numbers of a bullet are looked into: one with
// more is no bullet.
const maxBulletNumbers = 12

// Kinds of toll.
const (
	countsDead = 1 << iota
	countsHurt
)

// tollOf tells what the i-th number of a text counts: the dead, the wounded,
// or 0. The word for it stands in the same breath, behind the number or before.
func (e *english) tollOf(i int) int {
	at := e.tokenAt(e.numbers[i].End - 1)
	for k := at + 1; k < min(len(e.toks), at+9) && !e.breath(k); k++ {
		if kind := tollWord(e.toks[k].text); kind != 0 {
			return kind
		}
	}
	at = e.tokenAt(e.numbers[i].Start)
	for k := at - 1; k > max(-1, at-6) && !e.breath(k); k-- {
		if kind := tollWord(e.toks[k].text); kind != 0 {
			return kind
		}
	}
	return 0
}

func tollWord(w string) int {
	kind := 0
	if deadWords[w] {
		kind |= countsDead
	}
	if hurtWords[w] {
		kind |= countsHurt
	}
	return kind
}

// breath reports a token that ends what a number is told with.
func (e *english) breath(i int) bool {
	t := e.toks[i]
	return t.text == "." || t.text == "and" || t.text == "while" || t.text == "but" || t.text == "including" || t.digits || isClauseSign(t.text)
}

// tokenAt is the index of the token that holds a byte.
func (e *english) tokenAt(at int) int {
	i, _ := slices.BinarySearchFunc(e.toks, at, func(t enToken, at int) int { return t.end - 1 - at })
	return min(i, len(e.toks)-1)
}

// counted are the words behind the i-th number: what it counts.
func (e *english) counted(i int) []string {
	at := e.tokenAt(e.numbers[i].End - 1)
	var out []string
	for k := at + 1; k < min(len(e.toks), at+6) && !e.breath(k); k++ {
		if e.stems[k] != "" && tollWord(e.toks[k].text) == 0 {
			out = append(out, e.stems[k])
		}
	}
	return out
}

// heads finds numbers that the bullet gives to other things than its source:
// the dead of the one for the wounded or for something that is no toll, the
// soldiers' number for the civilians.
func (c *cited) heads() []article.Finding {
	b := c.bullet
	var out []article.Finding
	for i, n := range b.numbers[:min(len(b.numbers), maxBulletNumbers)] {
		if v := n.Values()[0]; n.Weak || len(n.Readings) > 1 || calendarKind(v) != 0 {
			continue
		}
		uses := c.uses(n.Values()[0])
		if len(uses) == 0 {
			continue
		}
		f := c.finding("bullet-number", article.Critical, article.Span{n.Start, n.End})
		kinds := 0
		for _, u := range uses {
			kind := u.english.tollOf(u.number)
			if kind == 0 {
				kind = countsDead | countsHurt // not said: either
				if b.tollOf(i) == 0 {
					kind |= 4
				}
			}
			kinds |= kind
		}
		own := b.tollOf(i)
		tolls := slices.ContainsFunc(b.toks, func(t enToken) bool { return tollWord(t.text) != 0 })
		switch other := c.other(i, uses); {
		case n.Unit != "" && !slices.ContainsFunc(uses, func(u use) bool { unit := u.numbers[u.number].Unit; return unit == "" || unit == n.Unit }):
			f.Expected = string(uses[0].numbers[uses[0].number].Unit)
			f.Message = fmt.Sprintf("The bullet has %s, the segments that it cites have that number with another unit.", quoted(f.Found))
		case own != 0 && own&kinds == 0:
			f.Expected = tollNames[kinds]
			f.Message = fmt.Sprintf("The source counts with %s the %s, the bullet others.", quoted(f.Found), f.Expected)
		case !tolls && (kinds == countsDead || kinds == countsHurt):
			f.Severity, f.Expected = article.Major, tollNames[kinds]
			f.Message = fmt.Sprintf("The source counts with %s the %s; the bullet does not say so.", quoted(f.Found), f.Expected)
		case other != "":
			f.Expected = other
			f.Message = fmt.Sprintf("The bullet gives %s to what the source counts with %s.", quoted(f.Found), quoted(f.Expected))
		default:
			continue
		}
		out = append(out, f)
	}
	return out
}

var tollNames = map[int]string{countsDead: "dead", countsHurt: "wounded"}

// use is a number of one of the cited texts.
type use struct {
	*english
	number int
}

// uses are the places where the cited segments have a value.
func (c *cited) uses(value string) []use {
	var out []use
	for _, e := range c.english {
		for i, n := range e.numbers {
			if n.Values()[0] == value {
				out = append(out, use{e, i})
			}
		}
	}
	return out
}

// other returns the number that the source has with what the bullet counts by
// its i-th, where it has nothing of it with that number itself.
func (c *cited) other(i int, uses []use) string {
	mine := c.bullet.counted(i)
	shares := func(u use) bool {
		words := u.counted(u.number)
		return slices.ContainsFunc(mine, func(s string) bool { return slices.Contains(words, s) })
	}
	for _, u := range uses {
		if len(u.counted(u.number)) == 0 || shares(u) {
			return ""
		}
	}
	for _, e := range c.english {
		for k, n := range e.numbers {
			if !n.Weak && n.Values()[0] != c.bullet.numbers[i].Values()[0] && calendarKind(n.Values()[0]) == 0 && shares(use{e, k}) {
				return e.text[n.Start:n.End]
			}
		}
	}
	return ""
}

// including finds a part told as something more: eleven soldiers, including a
// lieutenant, are eleven, and not eleven soldiers and a lieutenant.
func (c *cited) including() []article.Finding {
	b := c.bullet
	if slices.ContainsFunc(b.toks, func(t enToken) bool { return strings.HasPrefix(t.text, "includ") || t.text == "among" }) {
		return nil
	}
	for _, e := range c.english {
		for i, t := range e.toks {
			if !strings.HasPrefix(t.text, "includ") && t.text != "among" {
				continue
			}
			for k, n := range b.numbers[:min(len(b.numbers), maxBulletNumbers)] {
				if !e.numberBefore(i, n.Values()[0]) {
					continue
				}
				if at := b.joinedTo(k, e.part(i)); at >= 0 {
					f := c.finding("bullet-number", article.Major, article.Span{n.Start, b.toks[at].end})
					f.Expected = short(e.tail(i))
					f.Message = fmt.Sprintf("The bullet adds to the number what it includes: %s.", quoted(f.Expected))
					return []article.Finding{f}
				}
			}
		}
	}
	return nil
}

// numberBefore reports whether a value stands before a token, in the same
// sentence or nearly so.
func (e *english) numberBefore(i int, value string) bool {
	first, _ := slices.BinarySearchFunc(e.numbers, e.toks[max(0, i-15)].start, func(n arabic.Number, at int) int { return n.Start - at })
	for _, n := range e.numbers[first:] {
		if n.Start >= e.toks[i].start {
			break
		}
		if n.Values()[0] == value {
			return true
		}
	}
	return false
}

// part are the words for what is included.
func (e *english) part(i int) []string {
	var out []string
	for k := i + 1; k < min(len(e.toks), i+10) && !(k > i+1 && e.breath(k)); k++ {
		if e.stems[k] != "" && e.toks[k].number == nil {
			out = append(out, e.stems[k])
		}
	}
	return out
}

// joinedTo returns the token at which one of the words is joined to the k-th
// number by "and", "plus" or the like, or -1.
func (e *english) joinedTo(k int, words []string) int {
	at := e.tokenAt(e.numbers[k].End - 1)
	joined := -1
	for i := at + 1; i < min(len(e.toks), at+16) && e.toks[i].text != "."; i++ {
		switch t := e.toks[i]; {
		case t.text == "and" || t.text == "plus" || t.text == "with" || t.text == "alongside" || t.text == "together" || t.text == "well":
			joined = i
		case joined >= 0 && i-joined <= 5 && e.stems[i] != "" && slices.Contains(words, e.stems[i]):
			return i
		}
	}
	return -1
}
