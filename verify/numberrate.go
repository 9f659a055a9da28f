package verify

import (
	"fmt"
	"strings"

	"naql/arabic"
	"naql/article"
)

// rates finds what a price or a pace is told by that became another: 83 dollars
// a barrel, eight hours a day. It asks where each text has one that the other
// has not.
func rates(p *passage) []article.Finding {
	var arRoom, enRoom [8]rateAt
	ar, en := arRoom[:0], enRoom[:0]
	for i := 0; i < len(p.ar) && len(ar) < cap(ar); i++ {
		if per := arabicRate(p.ar, i); per != "" {
			ar = append(ar, rateAt{per, article.Span{p.ar[i].Start, p.ar[i].End}})
		}
	}
	if len(ar) == 0 {
		return nil
	}
	for i := 0; i < len(p.en) && len(en) < cap(en); i++ {
		if per := englishRate(p.en, i); per != "" {
			en = append(en, rateAt{per, article.Span{p.en[i].start, p.en[i].end}})
		}
	}
	lost, added := lackingRate(ar, en), lackingRate(en, ar)
	if lost == nil || added == nil || lost.per.Class() != added.per.Class() && lost.per.Class() != "mass" && lost.per.Class() != "volume" {
		return nil
	}
	f := article.Finding{Check: "number", Severity: article.Major, SourceSpan: lost.span, TargetSpan: added.span, Expected: "per " + lost.per.Name()}
	f.Found = "per " + added.per.Name()
	f.Message = fmt.Sprintf("The rate is wrong: the Arabic has it %s, the English %s.", f.Expected, f.Found)
	return []article.Finding{f}
}

// rateAt is the unit that something is told by.
type rateAt struct {
	per  arabic.Concept
	span article.Span
}

func lackingRate(rates, others []rateAt) *rateAt {
next:
	for i := range rates {
		for _, o := range others {
			if o.per == rates[i].per {
				continue next
			}
		}
		return &rates[i]
	}
	return nil
}

// arabicRate is the unit that token i tells something by: للبرميل, كل ساعة,
// يوميا; or empty.
func arabicRate(toks []arabic.Lexeme, i int) arabic.Concept {
	t := &toks[i]
	switch t.Key {
	case "يوميا":
		return "time:day"
	case "اسبوعيا":
		return "time:week"
	case "شهريا":
		return "time:month"
	case "سنويا":
		return "time:year"
	}
	if t.Concept() == "" || i == 0 || !t.Concept().Unit() {
		return ""
	}
	switch before := &toks[i-1]; t.Concept().Class() {
	case "mass", "volume":
		if strings.HasPrefix(t.Key, "لل") {
			return t.Concept()
		}
	case "time":
		if before.Key == "كل" && !t.Definite() || before.Key == "في" && t.Definite() && i > 1 && toks[i-2].Concept().Class() == "length" {
			return t.Concept()
		}
	}
	return ""
}

// englishRate is the same for an English token: a barrel, per hour, daily.
func englishRate(toks []enToken, i int) arabic.Concept {
	t := &toks[i]
	switch t.text {
	case "daily":
		return "time:day"
	case "weekly":
		return "time:week"
	case "monthly":
		return "time:month"
	case "yearly", "annually", "annual":
		return "time:year"
	}
	if t.concept == "" || i < 2 || !t.concept.Unit() {
		return ""
	}
	article := false
	switch toks[i-1].text {
	case "per", "each", "every":
	case "a", "an":
		article = true
	default:
		return ""
	}
	switch t.concept.Class() {
	case "mass", "volume", "time":
	default:
		return ""
	}
	if !article {
		return t.concept
	}
	if before := &toks[i-2]; !before.digits && before.number == nil && before.concept == "" {
		return ""
	}
	if i+1 < len(toks) {
		switch toks[i+1].text {
		case "ago", "earlier", "later", "before", "after", "long", "old", "-", "and", "of":
			return ""
		}
	}
	return t.concept
}
