package verify

import (
	"strings"

	"naql/arabic"
	"naql/article"
)

// distanceLost finds a claim in the Arabic that the English tells as something
// said, or even revealed. Where the Arabic has another word of saying, the one
// of the English may be for that.
func (p *passage) distanceLost(ar, en tokenRange) []article.Finding {
	claim, verb := -1, -1
	for i := ar.from; i < ar.to; i++ {
		switch t := &p.ar[i]; {
		case claim < 0 && p.claimsAt(i):
			claim = i
		case t.Is(arabic.Says) && !t.Is(arabic.Claims), t.Is(arabic.SpeaksNo | arabic.Belies | arabic.Suspects):
			return nil
		}
	}
	for i := en.from; i < en.to && verb < 0; i++ {
		if p.en[i].is(enReports) && neutralVerbs[p.en[i].text] {
			verb = i
		}
	}
	if claim < 0 || verb < 0 {
		return nil
	}
	w, t := p.ar[claim], p.en[verb]
	word, found := p.Ar[w.Start:w.End], p.En[t.start:t.end]
	return []article.Finding{{
		Check: "speech-verb", Severity: article.Minor, SourceSpan: article.Span{w.Start, w.End}, TargetSpan: article.Span{t.start, t.end},
		Expected: "claimed", Found: found,
		Message: "The Arabic keeps its distance from what is said (“" + word + "”); the English (“" + found + "”) does not: say claimed.",
	}}
}

// neutralVerbs are those that make what follows no less sure.
var neutralVerbs = wordSet(`said says say saying told tells stated states stating added adds adding announced announces declared declares stressed stresses
	stressing affirmed affirms noted notes explained explains emphasized emphasised underlined underscored revealed reveals revealing disclosed disclosed
	acknowledged acknowledges admitted admits`)

// claimsAt reports whether the verb of a claim stands at i. Nouns are left out,
// as ادعاء is the prosecution too, and verbs that are others' letters as well
// count only with أن behind them: يدعى is called, تزعم led.
func (p *passage) claimsAt(i int) bool {
	if !p.ar[i].Is(arabic.Claims) {
		return false
	}
	switch p.bare(i) {
	case "زعم", "زعمت", "زعموا", "يزعم", "يزعمون", "زاعما", "زاعمه", "زاعمين", "ادعي", "ادعت", "مدعيا", "مدعيه", "مدعين":
		return true
	case "تزعم", "يدعي", "تدعي", "ادعوا", "يدعون":
		return p.thatWithin(i, 4) > 0
	}
	return false
}

// bare is the word at i without a و or ف in front.
func (p *passage) bare(i int) string {
	key := p.ar[i].Key
	if rest := strings.TrimPrefix(key, "و"); rest != key {
		return rest
	}
	return strings.TrimPrefix(key, "ف")
}

// thatWithin is the place of أن, أنه or قوله among the n words behind i, 0 if
// there is none; a sign other than a quotation mark ends the search.
func (p *passage) thatWithin(i, n int) int {
	for j := i + 1; j < min(len(p.ar), i+1+n); j++ {
		switch p.ar[j].Key {
		case "ان", "انه", "انها", "انهم", "بان", "بانه", "بانها", "بانهم", "قوله", "قولها", "قولهم":
			return j
		case ".", "؛", "؟", "!":
			return 0
		}
	}
	return 0
}
