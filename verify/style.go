package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
)

// Style says which rules of house style are checked. Their findings are minor
// and named style-loaded and so on; the zero Style checks none.
type Style struct {
	// Loaded: a word that takes sides stands in nobody's mouth but a speaker's,
	// and there it stays. What the Arabic has not at all is no matter of style.
	Loaded bool
	// Numerals: one to nine in words and figures from 10, as AP writes them,
	// outside headlines.
	Numerals bool
	// Spelling: an article is spelled the American or the British way, not both.
	Spelling bool
}

// StyleRules are the names of the rules, as ParseStyle reads them.
const StyleRules = "loaded numerals spelling"

// ParseStyle reads a comma list of rules, "all" or "none". Case and spaces do
// not matter; an empty text names no rule and is an error.
func ParseStyle(text string) (Style, error) {
	var s Style
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "all":
		return Style{true, true, true}, nil
	case "none":
		return s, nil
	}
	rules := map[string]*bool{"loaded": &s.Loaded, "numerals": &s.Numerals, "spelling": &s.Spelling}
	for name := range strings.SplitSeq(text, ",") {
		rule, ok := rules[strings.ToLower(strings.TrimSpace(name))]
		if !ok {
			return Style{}, fmt.Errorf("%q is no rule of style", name)
		}
		*rule = true
	}
	return s, nil
}

// check runs the rules that look at one segment.
func (s Style) check(p *passage) []article.Finding {
	var out []article.Finding
	if s.Loaded {
		out = append(out, p.ownVoice()...)
		out = append(out, p.neutralised()...)
	}
	if s.Numerals && p.Role != article.RoleHeadline && p.Role != article.RoleSubheadline {
		out = append(out, p.numerals()...)
	}
	return out
}

// spelling counts the words of a segment that are spelled one way only.
type spelling struct {
	words [waysOfSpelling]int
	first [waysOfSpelling]article.Span
}

// A word in -our, -re or -ence tells British from American. One in -ise is
// British; -ize is American and some British, so the two only clash with each
// other.
const (
	american = iota
	british
	withZ
	withS
	waysOfSpelling
)

var wayNames = [waysOfSpelling]string{"American", "British", "-ize", "-ise"}

func readSpelling(p *passage) spelling {
	var s spelling
	for i := range p.en {
		t := &p.en[i]
		if !t.is(enAmerican|enBritish) || t.capital && !p.opensSentence(i) {
			continue // the Labour Party and the World Trade Center keep their own
		}
		way := american
		if t.is(enBritish) {
			way = british
		}
		switch {
		case strings.Contains(t.text, "iz"):
			way = withZ
		case strings.Contains(t.text, "is") && strings.Contains(enIseWords, t.text):
			way = withS
		}
		if s.words[way]++; s.words[way] == 1 {
			s.first[way] = article.Span{t.start, t.end}
		}
	}
	return s
}

// mixedSpelling is the one finding of an article that mixes two ways, at the
// first word of the one that it uses less: its segment, or none.
func mixedSpelling(pages []*page) (at int, found []article.Finding) {
	var all spelling
	for _, p := range pages {
		for way, n := range p.spelling.words {
			all.words[way] += n
		}
	}
	us, uk := all.words[american], all.words[british]+all.words[withS]
	var odd, rest int // ways
	switch {
	case us > 0 && uk > us:
		odd, rest = american, british
	case us > 0 && all.words[british] > 0:
		odd, rest = british, american
	case us > 0 && uk > 0:
		odd, rest = withS, american
	case all.words[withZ] > 0 && all.words[withS] > all.words[withZ]:
		odd, rest = withZ, withS
	case all.words[withZ] > 0 && all.words[withS] > 0:
		odd, rest = withS, withZ
	default:
		return 0, nil
	}
	at = slices.IndexFunc(pages, func(p *page) bool { return p.spelling.words[odd] > 0 })
	p := pages[at]
	span := p.spelling.first[odd]
	word := p.En[span[0]:span[1]]
	return at, []article.Finding{{
		Check: "style-spelling", Severity: article.Minor, SourceSpan: article.Span{0, len(p.Ar)}, TargetSpan: span,
		Expected: wayNames[rest] + " spelling", Found: word,
		Message: fmt.Sprintf("“%s” is %s spelling; most of the article has %s spelling.", word, wayNames[odd], wayNames[rest]),
	}}
}

// opensSentence reports whether the token at i is the first word of a sentence.
func (p *passage) opensSentence(i int) bool {
	for i > 0 && opensQuote(p.en[i-1].text) {
		i--
	}
	_, ok := slices.BinarySearchFunc(p.enSentences, i, func(r tokenRange, i int) int { return r.from - i })
	return ok
}
