package verify

import (
	"strings"

	"naql/arabic"
	"naql/article"
)

// hedges finds what the Arabic leaves open and the English states as certain.
// Words for the unproven and the likely bind; those for the possible may be
// there in the turn of the sentence, and are for an editor to look at.
func (p *passage) hedges(s statement) []article.Finding {
	if s.has&(arabic.Suspects|arabic.Guesses|arabic.Leans) == 0 || s.en.from == s.en.to {
		return nil
	}
	at, severity := -1, article.Minor
	for i := s.ar.from; i < s.ar.to && severity == article.Minor; i++ {
		switch {
		case p.ar[i].Is(arabic.Suspects), p.blames(i):
			at, severity = i, article.Major
		case at < 0 && (p.ar[i].Is(arabic.Guesses) || p.may(i)):
			at = i
		}
	}
	if at < 0 || p.leavesOpen(s) {
		return nil
	}
	t := p.ar[at]
	return []article.Finding{{
		Check: "hedge", Severity: severity, SourceSpan: article.Span{t.Start, t.End}, TargetSpan: p.enSpan(s.en),
		Expected: "a word such as likely, suspected or attributed",
		Message:  "“" + p.Ar[t.Start:t.End] + "” leaves this open; the English states it as certain.",
	}}
}

// blames reports whether نسب stands at i with إلى or ل behind it: something is
// attributed to somebody. Only a form that can be nothing but a verb may have
// other words between: نسب are percentages as well, and منسوب is a level.
func (p *passage) blames(i int) bool {
	if !p.ar[i].Is(arabic.Leans) {
		return false
	}
	reach := 1
	switch strings.TrimPrefix(p.ar[i].Key, "و") {
	case "نسبت", "نسبوا", "ينسب", "تنسب":
		reach = 4
	case "نسب":
		if p.deedAttributed(i) {
			reach = 4
		}
	case "منسوب", "منسوبه", "المنسوب", "المنسوبه":
	default:
		return false
	}
	for j := i + 1; j < min(len(p.ar), i+1+reach); j++ {
		t := &p.ar[j]
		if strings.HasPrefix(t.Key, "الي") || strings.HasPrefix(t.Key, "ل") && !t.Is(arabic.Negates|arabic.Clauses) {
			return true
		}
	}
	return false
}

// deedAttributed reports whether نسب at i is the verb with its subject behind
// it: it is written with the vowel that no percentages have, or a single deed
// or saying follows, which has no percentages.
func (p *passage) deedAttributed(i int) bool {
	if strings.Contains(p.Ar[p.ar[i].Start:p.ar[i].End], "نُ") {
		return true
	}
	if i+1 == len(p.ar) || i > 0 && p.ar[i-1].Is(arabic.Rises|arabic.Falls) {
		return false
	}
	return attributedDeeds[strings.TrimPrefix(p.ar[i+1].Key, "ال")]
}

var attributedDeeds = wordSet(`هجوم هجمات هجومان هجومين اعتداء اعتداءات تفجير تفجيرات تفجيران تفجيرين انفجار اغتيال قصف ضربه ضربات غاره غارات كمين عمليه
	مجزره خطف اختطاف قرصنه اختراق تسريب تصريح تصريحات بيان قول كلام رساله مقطع تسجيل فيديو منشور`)

// may reports whether قد stands at i before an imperfect: before a perfect it
// says that the thing is done.
func (p *passage) may(i int) bool {
	if p.ar[i].Key != "قد" || i+1 == len(p.ar) {
		return false
	}
	next := p.ar[i+1].Key
	return next == "لا" || strings.HasPrefix(next, "ي") || strings.HasPrefix(next, "ت") && strings.HasPrefix(next, "تكون")
}

// leavesOpen reports whether anything in the English leaves its statement open.
// Quotation marks do where the Arabic has none: else they stand for those.
func (p *passage) leavesOpen(s statement) bool {
	marks := false
	for i := s.ar.from; i < s.ar.to && !marks; i++ {
		_, quote := arabic.StyleOf(firstOf(p.ar[i].Key))
		marks = p.ar[i].Kind == arabic.Mark && quote
	}
	for i := s.en.from; i < s.en.to; i++ {
		t := &p.en[i]
		if t.is(enGuesses|enClaims) && !p.claimsDeed(i) || t.text == "?" || !marks && (t.text == "\"" || t.text == "“" || t.text == "‘") {
			return true
		}
	}
	return false
}

// claimsDeed reports whether the word at i says that somebody owns to a deed:
// claimed by the group, claimed full responsibility. That leaves nothing open.
func (p *passage) claimsDeed(i int) bool {
	if !strings.HasPrefix(p.en[i].text, "claim") {
		return false
	}
	for j := i + 1; j < min(len(p.en), i+3); j++ {
		switch p.en[j].text {
		case "by", "responsibility", "credit":
			return true
		}
	}
	return false
}
