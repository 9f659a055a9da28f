package verify

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"naql/article"
)

// sides are words that take sides, a group a line: the English words, : the
// parts of folded Arabic words that call for them or may. The lists of the
// Arabic are wide and those of the English narrow: a word stands here where
// no neutral Arabic has it for its translation.
const sides = `
martyr martyrs martyred martyrdom : شهيد شهدا شهاد تشهد
terrorist terrorists terrorism : رهاب مخرب
regime regimes : نظام نظم انظم منظوم حكم عهد
zionist zionists zionism : صهيون صهاين
infidel infidels : كافر كفار كفر
crusader crusaders : صليب ناشط مناضل مدافع محارب مكافح داعي حمل كروس
called : يسم تسم سمي اسم مسم عرف طلق زعم زعوم دعي دعو وصف لقب قال فترض
mercenary mercenaries : مرتزق
tyrant tyrants tyrannical : طاغ طغا طغي مستبد استبداد كتاتور جبار ظالم
apostate apostates : مرتد ارتد رده
takfiri takfiris : تكفير
traitor traitors : خائن خونه خيان خان عميل عملاء
genocide genocidal : اباد جينوسايد مذابح مجازر تطهير
apartheid : عنصري ابارتهايد ابارتايد
nazi nazis : نازي هتلر
fascist fascists : فاشي فاشست
`

// side is one group of sides.
type side struct {
	words []string // the first stands for all
	roots []string
}

var allSides = sync.OnceValue(func() []*side {
	var out []*side
	for line := range strings.Lines(sides) {
		if words, roots, ok := strings.Cut(line, " : "); ok {
			out = append(out, &side{strings.Fields(words), strings.Fields(roots)})
		}
	}
	return out
})

var sideOf = sync.OnceValue(func() map[string]*side {
	m := make(map[string]*side)
	for _, s := range allSides() {
		for _, w := range s.words {
			m[w] = s
		}
	}
	return m
})

// enLoadedWords are the English of all sides.
var enLoadedWords = func() string {
	var b strings.Builder
	for w := range sideOf() {
		b.WriteString(w + " ")
	}
	return b.String()
}()

// in reports whether the Arabic has a word of the side, whatever its form.
func (s *side) in(p *passage) bool {
	for _, t := range p.ar {
		for _, root := range s.roots {
			if strings.Contains(t.Key, root) {
				return true
			}
		}
	}
	return false
}

// slant finds a word that takes sides where the Arabic takes none: the one
// slip of a translation that readers take for the agency's opinion. A name
// keeps its words, and so does a term of the glossary.
func slant(p *passage) []article.Finding {
	var out []article.Finding
	var judged []*side
	for i := range p.en {
		t := &p.en[i]
		if !t.is(enLoaded) {
			continue
		}
		s := sideOf()[t.text]
		if slices.Contains(judged, s) || !p.takesSides(i) {
			continue
		}
		if judged = append(judged, s); s.in(p) {
			continue
		}
		word := p.loadedWord(i)
		out = append(out, article.Finding{
			Check: "slant", Severity: article.Major, TargetSpan: word, Expected: "a word that takes no side", Found: p.En[word[0]:word[1]],
			Message: fmt.Sprintf("“%s” takes sides, and the Arabic has no such word: say it as the Arabic does.", p.En[word[0]:word[1]]),
		})
	}
	return out
}

// takesSides reports whether the loaded word at i is one here: no part of a
// name, and "called" only behind "so-", where the Arabic keeps its distance by
// no quotation mark either.
func (p *passage) takesSides(i int) bool {
	t := p.en[i]
	if t.text == "called" {
		return p.text(i-1) == "-" && p.text(i-2) == "so" && !strings.ContainsAny(p.Ar, "\"“”«»„‟")
	}
	if t.capital && !p.opensSentence(i) && !alwaysCapital[t.text] {
		return false
	}
	for _, k := range p.found.Kept {
		if k[0] <= t.start && t.end <= k[1] {
			return false
		}
	}
	return true
}

var alwaysCapital = wordSet(`zionist zionists zionism nazi nazis takfiri takfiris`)

// loadedWord is the span of the loaded word at i.
func (p *passage) loadedWord(i int) article.Span {
	if p.en[i].text == "called" {
		return article.Span{p.en[i-2].start, p.en[i].end}
	}
	return article.Span{p.en[i].start, p.en[i].end}
}
