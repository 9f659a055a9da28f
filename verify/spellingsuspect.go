package verify

import (
	"slices"
	"sort"
	"strings"

	"naql/article"
	"naql/glossary"
)

// unit is a capitalised word, or two that one Arabic name may be written in.
type unit struct {
	text  string // in lower case, a space between the words
	words []word
	sound
}

func units(ws []word) []unit {
	var out []unit
	for i, w := range ws {
		if !w.capital || isArticle(w.text) {
			continue
		}
		out = append(out, newUnit(ws[i:i+1]))
		j := i + 1
		for j < len(ws) && j < i+2 && ws[j].joined && isArticle(ws[j].text) {
			j++
		}
		if j < len(ws) && ws[j].joined && ws[j].capital {
			out = append(out, newUnit([]word{w, ws[j]}))
		}
	}
	return out
}

func newUnit(ws []word) unit {
	var room [2]string
	keys := room[:0]
	for _, w := range ws {
		keys = append(keys, nameKey(w.text))
	}
	return unit{strings.Join(keys, " "), ws, soundOf(keys...)}
}

// name writes the unit as it stands in its text.
func (u unit) name() string {
	parts := make([]string, len(u.words))
	for i, w := range u.words {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}

// suspect is a spelling in no list of accepted ones that sounds like a name of
// the article.
type suspect struct {
	target
	span article.Span
	as   unit // how it stands in the English
	// doubtful: the first word of a sentence, which has an ordinary ending.
	doubtful bool
	// sure: the spellings are close, and no other capitalised word is beside.
	sure bool
}

// How many letters two spellings of one name must have, how many consonants,
// and how many vowels may differ by class. Where the name is missing another
// spelling of it is likely; elsewhere it has to be close.
const (
	nearLetters, closeLetters = 4, 5
	minConsonants             = 3
	nearVowels, closeVowels   = 2, 1
)

// near reports whether a spelling may stand for the name where it is missing.
func (t target) near(u unit) bool {
	d := t.apart(u.sound)
	return min(t.letters, u.letters) >= nearLetters &&
		(len(u.classes) >= minConsonants && d <= nearVowels || len(u.classes) == minConsonants-1 && d == 0)
}

// close reports whether a spelling is one of the name wherever it stands.
func (t target) close(u unit) bool {
	d := t.apart(u.sound)
	return min(t.letters, u.letters) >= closeLetters &&
		(len(u.classes) >= minConsonants && d == 0 || len(u.classes) > minConsonants && d <= closeVowels)
}

// maxSuspects bounds those of one segment: more would tell nobody anything.
const maxSuspects = 32

// suspects finds the capitalised words of a segment's English that sound like a
// name of the article and are no accepted form of one, nor explained by another
// word of the Arabic.
func (n *naming) suspects(s article.Segment, ar *source, found glossary.Proof) []suspect {
	if len(n.targets) == 0 {
		return nil
	}
	ws := words(s.En)
	taken := takenBy(found)
	var out []suspect
	for _, u := range units(ws) {
		targets := n.targets[u.key()]
		if len(targets) == 0 || len(out) == maxSuspects || n.ordinary(u) {
			continue
		}
		last := u.words[len(u.words)-1]
		span := article.Span{u.words[0].start, last.end - len(possessive(last.text))}
		if taken(span) || len(out) > 0 && span[0] < out[len(out)-1].span[1] {
			continue
		}
		for _, t := range targets {
			if t.same(u.sound) && t.near(u) && !ar.hasOther(t.term, u) {
				doubtful := u.words[0].opens && ordinary(u.words[0].text)
				out = append(out, suspect{t, span, u, doubtful, !doubtful && t.close(u) && n.alone(ws, u, t.term)})
				break
			}
		}
	}
	return out
}

// takenBy returns a function that reports whether a span overlaps what is
// proved or forbidden.
func takenBy(found glossary.Proof) func(article.Span) bool {
	var spans []article.Span // none overlaps another
	for _, k := range found.Kept {
		if k[1] > 0 {
			spans = append(spans, k)
		}
	}
	for _, w := range found.Wrong {
		spans = append(spans, article.Span{w.Start, w.End})
	}
	slices.SortFunc(spans, func(a, b article.Span) int { return a[0] - b[0] })
	return func(at article.Span) bool {
		i := sort.Search(len(spans), func(i int) bool { return spans[i][1] > at[0] })
		return i < len(spans) && spans[i][0] < at[1]
	}
}

// possessive returns the possessive ending of a word.
func possessive(w string) string {
	for _, ending := range []string{"'s", "’s", "'", "’"} {
		if strings.HasSuffix(w, ending) {
			return ending
		}
	}
	return ""
}

// ordinary reports words that are accepted ones, or one from them (Bahraini),
// or no name.
func (n *naming) ordinary(u unit) bool {
	known := true
	for _, w := range u.words {
		key := nameKey(w.text)
		if commonWords[key] {
			return true
		}
		known = known && (n.known[key] || n.known[key+"i"] || n.known[strings.TrimSuffix(key, "i")] || n.known[strings.TrimSuffix(key, "s")])
	}
	return known
}

// alone reports whether the words beside a unit belong to the same name, have
// no capital or open the sentence: in Nobel Prize the second word is no Price.
func (n *naming) alone(ws []word, u unit, term string) bool {
	i := slices.IndexFunc(ws, func(w word) bool { return w.start == u.words[0].start })
	j := slices.IndexFunc(ws, func(w word) bool { return w.start == u.words[len(u.words)-1].start })
	plain := func(w word) bool {
		return !w.capital || w.opens && ordinary(w.text) || n.own[[2]string{term, nameKey(w.text)}]
	}
	return (i == 0 || !ws[i].joined || plain(ws[i-1])) && (j+1 == len(ws) || !ws[j+1].joined || plain(ws[j+1]))
}
