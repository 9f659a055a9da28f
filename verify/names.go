package verify

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/arabic"
	"naql/article"
)

// antecedents is how many segments before a cited one may name what that one
// calls "he", "the group" or "his country".
const antecedents = 2

// names finds runs of capitalised words in a bullet that the cited segments
// lack. A word counts as present where they hold it in any form with the same
// letters, or an accepted form of a term mentioned there does; so it does in
// the headlines and just before, where a pronoun looks back to. The first word
// of a sentence or a quotation may be an ordinary one. A name of the article
// that stands elsewhere is a wrong citation, not an invention.
func (c *cited) names() []article.Finding {
	have := c.near()
	var before, all nameSet // when they are asked for
	var out []article.Finding
	ws := words(c.bullet.text)
	for i := 0; i < len(ws); {
		j := i + 1
		for ws[i].capital && j < len(ws) && ws[j].capital && ws[j].joined {
			j++
		}
		run := ws[i:j]
		i = j
		if run[0].opens && ordinary(run[0].text) {
			run = run[1:]
		}
		if len(run) == 0 || !run[0].capital || have.explain(run) || c.isNumber(run) {
			continue
		}
		if all == nil {
			before, all = c.rest()
		}
		f := c.finding("bullet-name", article.Critical, article.Span{run[0].start, run[len(run)-1].end})
		f.Message = fmt.Sprintf("The bullet names %s, which the article does not.", quoted(f.Found))
		switch {
		case before.explain(run):
			f.Severity, f.Message = article.Minor, fmt.Sprintf("The segments that the bullet cites do not name %s; earlier ones do.", quoted(f.Found))
		case all.explain(run):
			f.Severity, f.Message = article.Major, fmt.Sprintf("The bullet names %s, which only later segments do.", quoted(f.Found))
		}
		out = append(out, f)
	}
	return out
}

// isNumber reports a run that the numbers of the bullet begin with: Fourteen,
// March.
func (c *cited) isNumber(run []word) bool {
	return slices.ContainsFunc(c.bullet.numbers, func(n arabic.Number) bool { return n.Start == run[0].start && !n.Weak })
}

// near are the names of the cited segments, of the terms mentioned there, and
// of their antecedents.
func (c *cited) near() nameSet {
	have := make(nameSet)
	for _, text := range c.accepted() {
		have.add(words(text))
	}
	taken := make(map[int]bool)
	add := func(i int) {
		if !taken[i] {
			taken[i] = true
			have.add(c.words(i))
		}
	}
	for _, at := range c.at {
		for i := max(0, at-antecedents); i <= at; i++ {
			add(i)
		}
	}
	for i, s := range c.article {
		if s.Role == article.RoleHeadline || s.Role == article.RoleSubheadline {
			add(i)
		}
	}
	return have
}

// rest are the names of everything before the last cited segment, and those of
// all.
func (c *cited) rest() (before, all nameSet) {
	before, all = make(nameSet), make(nameSet)
	for i := range c.article {
		ws := c.words(i)
		all.add(ws)
		if i <= c.at[len(c.at)-1] {
			before.add(ws)
		}
	}
	return before, all
}

// words are those of a segment's English, cut once.
func (s *sources) words(i int) []word {
	if s.cut[i] == nil {
		s.cut[i] = words(s.article[i].En)
	}
	return s.cut[i]
}

// explain reports whether each word of a run is there, or the whole as initials.
func (have nameSet) explain(run []word) bool {
	for _, w := range run {
		if !have.holds(w) {
			return len(run) > 1 && have[initials(run)]
		}
	}
	return true
}

func (c *cited) accepted() []string {
	var out []string
	for _, m := range c.mentions {
		out = append(append(out, m.Form, m.English), m.Accept...)
	}
	return out
}

// nameSet holds words in lower case, and in capitals the acronyms and the
// initials of capitalised runs, so that the United States explains US and the
// reverse, and "us" does not.
type nameSet map[string]bool

func (have nameSet) add(ws []word) {
	for i, w := range ws {
		have.addWord(w)
		if !w.capital {
			continue
		}
		for j := i + 1; j < min(len(ws), i+acronymWords) && ws[j].joined && (ws[j].capital || len(ws[j].text) <= 3); j++ {
			have[initials(ws[i:j+1])] = true
		}
	}
}

// acronymWords is how many words the initials of a name are taken from, those
// like "of" counted.
const acronymWords = 8

func (have nameSet) addWord(w word) {
	have[nameKey(w.text)] = true
	if a, ok := acronym(w.text); ok {
		have[a] = true
	}
}

// acronym returns a word of at least two capitals without dots and ending.
func acronym(w string) (string, bool) {
	if len(w) > 1 && w[1] >= 'a' && w[1] <= 'z' { // as in most words
		return w, false
	}
	w = strings.ReplaceAll(w, "’", "'")
	w = strings.ReplaceAll(strings.TrimSuffix(w, "'s"), ".", "")
	w = strings.TrimRight(w, "'")
	return w, len(w) > 1 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

// initials are the capitals that a run of words begins with.
func initials(ws []word) string {
	var b strings.Builder
	for _, w := range ws {
		if r, _ := firstRune(w.text); w.capital {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// holds reports whether a word or the country, people or adjective behind it
// is there: Iraqi for Iraq, Lebanon for Lebanese.
func (have nameSet) holds(w word) bool {
	key := nameKey(w.text)
	if a, ok := acronym(w.text); ok {
		return have[a]
	}
	if have[key] {
		return true
	}
	for _, ending := range demonymEndings {
		stem, ok := strings.CutSuffix(key, ending)
		if !ok || len(stem) < 4 {
			continue
		}
		for _, other := range demonymEndings {
			if have[stem+other] {
				return true
			}
		}
	}
	return false
}

var demonymEndings = []string{"", "i", "is", "n", "an", "ian", "ians", "ns", "ans", "ese", "ish", "s", "a", "ia", "y", "ey", "on"}

// word is a run of letters, digits and the apostrophes inside it; the letters
// of U.S. are one word.
type word struct {
	text       string
	start, end int
	capital    bool // begins with a capital letter and is not "I"
	opens      bool // stands first in a sentence or a quotation
	joined     bool // only a space or hyphen stands before it
}

func words(text string) []word {
	out := make([]word, 0, len(text)/6+1)
	start, opens, prev := -1, true, 0
	emit := func(end int) {
		w, gap := text[start:end], text[prev:start]
		r, size := firstRune(w)
		capital := unicode.IsUpper(r) && !(r == 'I' && (len(w) == 1 || startsApostrophe(w[size:])))
		out = append(out, word{w, start, end, capital, opens, gap == " " || gap == "-"})
		start, prev, opens = -1, end, false
	}
	for i, r := range text {
		inside := isWordRune(r) || start >= 0 && (r == '\'' || r == '’' || r == '.' && dotted(text[start:], i-start))
		switch {
		case inside && start < 0:
			start = i
		case !inside:
			if start >= 0 {
				emit(i)
			}
			opens = opens || r != ' ' && strings.ContainsRune(".!?:;\n\"“”«»", r)
		}
	}
	if start >= 0 {
		emit(len(text))
	}
	return out
}

// dotted reports whether the dot at i stands between the capitals of U.S.
func dotted(text string, i int) bool {
	r, _ := firstRune(text[i+1:])
	last, size := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsUpper(r) && unicode.IsUpper(last) && (i == size || text[i-size-1] == '.')
}

// nameKey is a word in lower case without its possessive ending; a plural or
// an adjective (Iraqi for Iraq) keeps its own key.
func nameKey(w string) string {
	if isPlainWord(w) {
		return strings.ToLower(w)
	}
	w = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(w, ".", ""), "’", "'"))
	w = strings.TrimSuffix(w, "'s")
	return strings.Trim(w, "'")
}

// isPlainWord reports a word of ASCII letters alone, as most are.
func isPlainWord(w string) bool {
	for i := range len(w) {
		if c := w[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// ordinary reports a word that opens a sentence without being a name: one
// written in lower case elsewhere in English news.
func ordinary(w string) bool {
	return commonWords[nameKey(w)] || isInflected(nameKey(w)) || isNoName(strings.ToLower(w))
}

// isNoName reports a word of the language that nobody and no place is called by.
func isNoName(w string) bool {
	c := capitals()[w]
	return c != nil && c.plain && !c.namesake && len(c.exonyms) == 0 && len(c.persons) == 0
}

// isInflected reports endings that names of people and places seldom have.
func isInflected(w string) bool {
	if r, ok := strings.CutSuffix(w, "s"); ok && len(r) > 3 && !strings.ContainsAny(r[len(r)-1:], "aious'") {
		return true // a plural; Damascus, Paris and Hamas are none
	}
	for _, end := range []string{"ing", "ed", "ly", "tion", "tions", "ment", "ments", "ers", "ies"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// commonWords open English news sentences.
var commonWords = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`a an the this that these those it its he she they we i you his her their our my
		in on at by for from to of with without into over under after before since during until while when where as amid among
		against between about around across through despite because if although though but and or nor so yet then also
		more most less least fewer many much several some any all both each every no not none only just even still
		one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands millions tens scores
		first second third last next new other another such half
		who what which why how there here now today later earlier meanwhile however instead once again
		is are was were be been has have had do does did will would can could may might must should
		people police troops forces soldiers militants fighters rebels gunmen civilians protesters residents witnesses
		officials authorities leaders lawmakers members activists doctors medics rescuers talks fighting clashes violence
		government army military ministry parliament president minister state security group court oil prices food aid
		attack attacks strikes death deaths casualties prison prisoners war peace ceasefire nearly almost least up
		according per say says said told asked`) {
		m[w] = true
	}
	return m
}()

func isApostrophe(sign string) bool { return sign == "'" || sign == "’" }

func startsApostrophe(s string) bool { return strings.HasPrefix(s, "'") || strings.HasPrefix(s, "’") }
