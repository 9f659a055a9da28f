package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
)

// numerals finds figures below 10 that count things, words from ten on, and
// sentences that open with a figure. Source: the AP stylebook, which keeps
// figures for ages, percentages, money, dimensions, dates, times, scores and
// whatever is numbered.
func (p *passage) numerals() []article.Finding {
	var out []article.Finding
	for i := range p.en {
		t := &p.en[i]
		if !t.digits && t.number == nil {
			continue
		}
		opens := p.opensSentence(i)
		var message string
		switch {
		case t.digits && opens && p.plainFigure(i) && !isYear(t.text):
			message = "A sentence opens with the figure %s: write it in words, or turn the sentence."
		case t.digits && len(t.text) == 1 && t.text != "0" && p.plainFigure(i) && p.countsThings(i):
			message = "%s is a number below 10: write it in words."
		case numeralWords[t.text] && !t.capital && !opens && p.text(i-1) != "-":
			message = "“%s” is a number from 10 on: write it in figures."
		default:
			continue
		}
		word := p.En[t.start:t.end]
		out = append(out, article.Finding{
			Check: "style-numerals", Severity: article.Minor, SourceSpan: article.Span{0, len(p.Ar)}, TargetSpan: article.Span{t.start, t.end},
			Found: word, Message: fmt.Sprintf(message, word),
		})
	}
	return out
}

var numeralWords = wordSet(`ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
	twenty thirty forty fifty sixty seventy eighty ninety`)

// numberedThings are what a figure behind them is the number of.
var numberedThings = wordSet(`no nos number numbers page pages chapter article section part phase level grade stage category type class tier
	room gate line lane route day week game match round figure table paragraph channel volume season episode item point step version
	top age aged ages model unit block camp zone group division league formula magnitude scale factor size`)

// text is an English token, "" beyond the ends.
func (p *passage) text(i int) string {
	if i < 0 || i >= len(p.en) {
		return ""
	}
	return p.en[i].text
}

// plainFigure reports a figure with nothing glued to it but the signs of a
// sentence: no amount of money, score, date, model or ordinal.
func (p *passage) plainFigure(i int) bool {
	if t := p.en[i]; t.glued && !opensQuote(p.text(i-1)) {
		return false
	}
	if i+1 == len(p.en) || !p.en[i+1].glued {
		return true
	}
	sign := p.en[i+1].text
	return strings.Contains(".,;:!?)\"”’", sign) && (i+2 == len(p.en) || !p.en[i+2].glued || !p.en[i+2].digits)
}

// countsThings reports a figure that AP wants in words: not an age, a measure,
// an amount, a date, a number of something or one end of a range.
func (p *passage) countsThings(i int) bool {
	if i+1 >= len(p.en) {
		return false
	}
	next := p.en[i+1]
	if i > 0 {
		before := p.en[i-1]
		if numberedThings[before.text] || before.capital && !p.opensSentence(i-1) || before.text == "." || before.text == "#" ||
			before.text == "," && next.text == "," {
			return false
		}
	}
	if next.capital && next.time != nil || p.rangeAt(i, 1) || p.rangeAt(i, -1) {
		return false
	}
	if slices.ContainsFunc(p.en[i+1:min(i+4, len(p.en))], func(t enToken) bool { return t.text == "old" }) {
		return false
	}
	c := next.concept
	return (!c.Unit() || c.Class() == "time") && !scaled[next.text]
}

var scaled = wordSet(`percent per percentage million billion trillion thousand bn m p a am pm oclock x times`)

// rangeAt reports "3 to 12", "3 and 12" on either side of a figure.
func (p *passage) rangeAt(i, step int) bool {
	switch p.text(i + step) {
	case "to", "and", "or", "by", "of":
		at := i + 2*step
		return at >= 0 && at < len(p.en) && p.en[at].digits
	}
	return false
}

// isYear reports four digits that are a year of our time.
func isYear(text string) bool {
	return len(text) == 4 && (text[0] == '1' || text[:2] == "20")
}
