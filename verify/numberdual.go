package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// duals finds two of a thing, said by the ending of its noun (شهرين), that the
// English makes another number: it counts that noun with more than two, as the
// Arabic nowhere does, and never with two.
func (l *ledger) duals() []article.Finding {
	var out []article.Finding
	tries := 0
	for i := range l.arNumbers {
		n := &l.arNumbers[i]
		noun := l.ar[n.First].Concept()
		if n.Kind != arabic.DualNum || noun == "" || n.Next != n.First+1 {
			continue
		}
		if tries++; tries > maxPairs {
			break
		}
		if m := l.otherCount(noun); m != nil {
			f := l.finding(numberSpan(n), numberSpan(m))
			f.Severity, f.Expected = article.Major, "2"
			f.Message = fmt.Sprintf("The Arabic has two (%s), the English %s.", l.Ar[n.Start:n.End], f.Found)
			out = append(out, f)
		}
	}
	return out
}

// otherCount is the English number that alone counts a noun, with another value
// than any Arabic number that counts it and than one and two; or nil.
func (l *ledger) otherCount(noun arabic.Concept) *arabic.Number {
	var found *arabic.Number
	for k := range l.enNumbers {
		m := &l.enNumbers[k]
		if !l.enMarks[k].has(noun) {
			continue
		}
		if m.Weak || m.Digits || found != nil {
			return nil
		}
		found = m
	}
	if found == nil {
		return nil
	}
	for k := range l.arNumbers {
		if n := &l.arNumbers[k]; n.Kind != arabic.DualNum && (sameNumber(n, found) || l.arMarks[k].has(noun)) && (l.arMarks[k].n == 0 || l.arMarks[k].has(noun)) {
			return nil
		}
	}
	return found
}

// multiples finds English words for so many times as much (tripled) whose
// number the Arabic nowhere has.
func (l *ledger) multiples() []article.Finding {
	var out []article.Finding
	for i := range l.en {
		if l.en[i].number == nil {
			continue
		}
		m := multipleWords[l.en[i].text]
		if m.value == "" || l.inArabic[m.value] || l.inArabic[m.percent] || l.inArabic[m.added] {
			continue
		}
		if !l.holdsMultiple() {
			return nil
		}
		t := &l.en[i]
		f := article.Finding{Check: "number", Severity: article.Major, TargetSpan: article.Span{t.start, t.end}, Found: l.En[t.start:t.end]}
		f.Message = fmt.Sprintf("The English has “%s”, which the Arabic does not.", f.Found)
		if out = append(out, f); len(out) == maxPairs {
			break
		}
	}
	return out
}

// multipleWord is what a word may stand for: a number of times, the same in
// percent, and by how much of it something grew.
type multipleWord struct{ value, percent, added string }

var multipleWords = map[string]multipleWord{
	"triple": {"3", "300", "200"}, "tripled": {"3", "300", "200"}, "tripling": {"3", "300", "200"}, "trebled": {"3", "300", "200"}, "threefold": {"3", "300", "200"},
	"quadruple": {"4", "400", "300"}, "quadrupled": {"4", "400", "300"}, "fourfold": {"4", "400", "300"},
	"fivefold": {"5", "500", "400"}, "tenfold": {"10", "1000", "900"},
}

// holdsMultiple reports words of the Arabic that say how many times as much.
func (l *ledger) holdsMultiple() bool {
	for i := range l.ar {
		switch l.ar[i].Key {
		case "ضعف", "الضعف", "تضاعف", "تضاعفت", "وتضاعف", "وتضاعفت", "يتضاعف", "تتضاعف", "سيتضاعف", "ستتضاعف", "ويتضاعف", "وتتضاعف", "مضاعفه", "مرتين", "مرات":
			return true
		}
	}
	return false
}
