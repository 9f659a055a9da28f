package verify

import (
	"fmt"
	"strings"

	"naql/arabic"
	"naql/article"
)

// boundItems is from how many numbers or Latin words on none is looked for on
// the other side: so many belong to a table, not to a quotation.
const boundItems = 32

// quoteBounds finds numbers, names and Latin words that stand inside the marks
// on one side and outside on the other. Only what each side has once is
// compared: then there is no doubt which is which.
func (p *passage) quoteBounds(ar, en []utterance) []article.Finding {
	if len(p.arNumbers) <= boundItems && len(p.enNumbers) <= boundItems {
		for i, n := range p.arNumbers {
			if j := p.sameNumber(i); j >= 0 && !n.Weak {
				e := p.enNumbers[j]
				if f := p.moved(ar, en, article.Span{n.Start, n.End}, article.Span{e.Start, e.End}); f != nil {
					return f
				}
			}
		}
	}
	for i, m := range p.mentions {
		if i < len(p.found.Kept) && p.found.Kept[i][1] > 0 && p.onlyMention(i) {
			if f := p.moved(ar, en, article.Span{m.Start, m.End}, article.Span(p.found.Kept[i])); f != nil {
				return f
			}
		}
	}
	return p.latinBounds(ar, en)
}

// moved compares where one thing stands.
func (p *passage) moved(ar, en []utterance, source, target article.Span) []article.Finding {
	a, e := inQuoted(ar, source), inQuoted(en, target)
	if (a < 0) == (e < 0) || a >= 0 && ar[a].words < speechWords || e >= 0 && en[e].words < speechWords {
		return nil
	}
	what := p.En[target[0]:target[1]]
	f := p.quoteFinding(article.Major, source, target)
	f.Expected, f.Found = "outside the quotation", what
	f.Message = fmt.Sprintf("“%s” stands inside the quotation; the Arabic does not quote it.", what)
	if a >= 0 {
		f.Expected = "inside the quotation"
		f.Message = fmt.Sprintf("“%s” belongs inside the quotation, as in the Arabic.", what)
	}
	return []article.Finding{f}
}

// inQuoted returns which quotation holds a span, -1 for none.
func inQuoted(qs []utterance, s article.Span) int {
	for i, q := range qs {
		if q.Start <= s[0] && s[1] <= q.End {
			return i
		}
	}
	return -1
}

// sameNumber returns the English number with the value of Arabic number i, -1
// where either side has the value more than once or not at all.
func (p *passage) sameNumber(i int) int {
	value := p.arNumbers[i].Values()
	if len(value) != 1 {
		return -1
	}
	for j, n := range p.arNumbers {
		if j != i && hasValue(n, value[0]) {
			return -1
		}
	}
	at := -1
	for j, n := range p.enNumbers {
		if hasValue(n, value[0]) {
			if at >= 0 {
				return -1
			}
			at = j
		}
	}
	return at
}

func hasValue(n arabic.Number, value string) bool {
	for _, r := range n.Readings {
		for _, v := range r {
			if v == value {
				return true
			}
		}
	}
	return false
}

func (p *passage) onlyMention(i int) bool {
	if len(p.mentions) > boundItems {
		return false
	}
	for j, m := range p.mentions {
		if j != i && m.Term == p.mentions[i].Term {
			return false
		}
	}
	return true
}

// latinBounds compares the words that the Arabic writes in Latin letters.
func (p *passage) latinBounds(ar, en []utterance) []article.Finding {
	seen := 0
	for i, t := range p.ar {
		if t.Kind != arabic.Latin || len(t.Key) < 3 {
			continue
		}
		if seen++; seen > boundItems {
			return nil
		}
		again := 0
		for _, o := range p.ar[max(0, i-boundItems):min(len(p.ar), i+boundItems)] {
			if strings.EqualFold(o.Key, t.Key) {
				again++
			}
		}
		at := strings.Index(p.En, t.Key)
		if again > 1 || at < 0 || strings.LastIndex(p.En, t.Key) != at {
			continue
		}
		if f := p.moved(ar, en, article.Span{t.Start, t.End}, article.Span{at, at + len(t.Key)}); f != nil {
			return f
		}
	}
	return nil
}
