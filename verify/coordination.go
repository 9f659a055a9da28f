package verify

import (
	"fmt"
	"strings"

	"naql/arabic"
	"naql/article"
)

const (
	listStep   = 4   // words of one item of a list, at most
	listJoints = 2   // a list of three has two joints
	listShort  = 1.5 // the spread from which a sentence has lost words
)

// coordination finds an Arabic list (X and Y and Z, with و or commas) of which
// the English has fewer items. Arabic joins each item to the next, so the
// English has a comma, an "and" or another word that joins for each.
func coordination(p *passage) []article.Finding {
	if len(p.arSentences) != len(p.enSentences) {
		return p.listIn(tokenRange{0, len(p.ar)}, tokenRange{0, len(p.en)})
	}
	var out []article.Finding
	for i, s := range p.arSentences {
		out = append(out, p.listIn(s, p.enSentences[i])...)
	}
	return out
}

// listIn compares the longest list of a range of lexemes with what the English
// tokens join.
func (p *passage) listIn(ar, en tokenRange) []article.Finding {
	list, joints := longestList(p.ar[ar.from:ar.to])
	if joints < listJoints {
		return nil
	}
	english := englishJoints(p.en[en.from:en.to], joints)
	if english > joints-2 && joints <= listJoints || english >= joints {
		return nil
	}
	if p.mayNotJoin(tokenRange{ar.from + list.from, ar.from + list.to}, p.hasNameIn(en)) {
		return nil
	}
	return []article.Finding{p.shortList(ar, en, list, joints, english)}
}

// hasNameIn reports a name in the English that Arabic may write with a و of its
// own: Wales, Oxford, Utah, Vienna.
func (p *passage) hasNameIn(en tokenRange) bool {
	for i := en.from + 1; i < en.to; i++ {
		if t := &p.en[i]; t.capital && strings.IndexByte("wouv", t.text[0]) >= 0 {
			return true
		}
	}
	return false
}

// mayNotJoin reports a و in a list that may be a word's own, or joins a number,
// five and twenty. With named it may be that of any name.
func (p *passage) mayNotJoin(list tokenRange, named bool) bool {
	numbers := p.arNumbers
	for i := list.from; i < list.to; i++ {
		t := &p.ar[i]
		if !isAnd(t) {
			continue
		}
		for len(numbers) > 0 && numbers[0].End <= t.Start {
			numbers = numbers[1:]
		}
		if named || len(numbers) > 0 && numbers[0].Start < t.End || arabic.Guarded([]rune(t.Key)) {
			return true
		}
	}
	return false
}

func (p *passage) shortList(ar, en, list tokenRange, joints, english int) article.Finding {
	first, last := p.ar[ar.from+list.from], p.ar[ar.from+list.to-1]
	f := article.Finding{
		Check: "list", Severity: article.Minor,
		SourceSpan: article.Span{first.Start, last.End}, TargetSpan: article.Span{p.en[en.from].start, p.en[en.to-1].end},
		Expected: count(joints+1, "item"), Found: count(english+1, "item"),
	}
	f.Message = fmt.Sprintf("The Arabic lists %s, the English joins no more than %d: %s.", f.Expected, english+1, quoted(p.Ar[first.Start:last.End]))
	missing := joints - english
	if missing > 2 || missing == 2 && spread(ar.to-ar.from, en.to-en.from, usualRatio) < -listShort {
		f.Severity = article.Major
	}
	return f
}

// longestList returns the longest run of items, each joined to the one before
// by و or a comma and of a few words, and how many joints it has.
func longestList(toks []arabic.Lexeme) (list tokenRange, joints int) {
	first, last, n, words := 0, 0, 0, 0
	joined := true // nothing has come that could be joined to
	for i := range toks {
		t := &toks[i]
		joint := isComma(t) || isAnd(t)
		switch {
		case !joint && t.Kind == arabic.Mark && !closes(t.Key) && !opensQuote(t.Key):
			n, words = 0, 0
			joined = true
		case !joint:
			words++
			joined = false
		case joined: // the و behind a comma, or at the start
			if t.Kind != arabic.Mark {
				words++
				joined = false
			}
		default:
			if words > listStep {
				n = 0
			}
			if n == 0 {
				first = max(0, i-min(words, listStep))
			}
			n++
			last, words = i, 0
			joined = t.Kind == arabic.Mark
			if !joined {
				words = 1
			}
			if n > joints && !joined {
				list, joints = tokenRange{first, last + 1}, n
			}
		}
	}
	return list, joints
}

func isComma(t *arabic.Lexeme) bool { return t.Kind == arabic.Mark && (t.Key == "،" || t.Key == ",") }

// isAnd reports a word that begins with و, which may be its own.
func isAnd(t *arabic.Lexeme) bool {
	return t.Kind == arabic.Letters && strings.HasPrefix(t.Key, "و") && (len(t.Key) > 6 || len(t.Key) == 2)
}

// englishJoints counts what joins words in English, up to most. A comma before
// "and" is one joint with it, and so is the pair of commas around what stands
// behind "and, ".
func englishJoints(toks []enToken, most int) int {
	n, joined, aside := 0, false, false
	for i := range toks {
		text := toks[i].text
		comma := text == ","
		joint := comma || text == ";" || len(text) <= joinLetters && joinWords[text]
		switch {
		case joint && joined:
			aside = comma && toks[i-1].text == "and"
		case comma && aside:
			aside = false
		case joint:
			if n++; n >= most {
				return n
			}
		}
		joined = joint
	}
	return n
}

// joinWords are those that stand where Arabic has و.
const joinLetters = 9 // the most of one

var joinWords = wordSet(`and or nor but plus as with while including along together both neither & – — / who which that`)
