package verify

import (
	"strings"
	"sync"

	"naql/arabic"
	"naql/article"
	"naql/glossary"
)

// grounding holds the Arabic of an article for its names. It is for one
// goroutine.
type grounding struct {
	segments []article.Segment
	// What groundingarticle.go reads when the first name needs it.
	all      []arLetters
	starts   []int
	places   map[string]int
	searches int      // for the segment at hand
	room     []arWord // for the words of one segment, from arWordRooms
	pairs    []namePair
}

var arWordRooms = sync.Pool{New: func() any { return new([]arWord) }}

func newGrounding(segments []article.Segment) *grounding { return &grounding{segments: segments} }

// capitalRun is a capitalised English word, or several, that nothing in the
// Arabic explains at first sight.
type capitalRun struct {
	from, to int // tokens
	names    int // words that are no words of the language
	soft     bool
	phrase   bool // a fixed name of several words
	beside   bool // an explained name stands beside it
}

// names finds capitalised words that the Arabic of the segment does not explain
// by a proved term, the same Latin letters, its sound, or an exonym. With an
// Arabic name that nothing in the English says it was changed, and so it was
// where all words of a name are without support. A single word may have been
// added by a translator who knew more.
func (g *grounding) names(p *passage) []article.Finding {
	if len(p.ar) > maxLexemes || len(p.en) > maxLexemes {
		return nil
	}
	room := arWordRooms.Get().(*[]arWord)
	g.room = *room
	defer func() { *room = g.room; arWordRooms.Put(room) }()
	var s *namedSource
	var found []capitalRun
	g.pairs, g.searches = g.pairs[:0], 0
	title, moments := titleCase(p.en), p.enMoments
	for i := 0; i < len(p.en) && len(found) < maxRuns; i++ {
		t := &p.en[i]
		for len(moments) > 0 && moments[0].Last < i {
			moments = moments[1:]
		}
		if !t.capital || t.end-t.start < 2 || len(moments) > 0 && moments[0].First <= i && p.surelyMonth(moments[0]) {
			continue
		}
		c := capitals()[t.text]
		if c != nil && !c.plain && t.end-t.start <= 3 && !isAcronym(p.En[t.start:t.end]) { // Kim Jong Un
			c = nil
		}
		if c != nil && c.plain && len(c.exonyms) == 0 && (!c.namesake || title || !standsAlone(p.en, i)) {
			continue
		}
		if s == nil {
			s = g.read(p)
		}
		run := capitalRun{from: i, to: i + 1, names: 1}
		if c != nil {
			if n := s.exonym(i, c); n > 0 {
				i += n - 1
				continue
			}
			if n := fixedLength(p.en, i, c); n > 1 {
				run.to, run.phrase = i+n, true
				found = append(found, run)
				i += n - 1
				continue
			}
			if run.soft = c.plain; run.soft && (!c.namesake || title || !standsAlone(p.en, i)) {
				continue
			}
		}
		if isAcronym(p.En[t.start:t.end]) && !hasExonym(c) {
			continue // it may stand for anything
		}
		if s.says(i, c) {
			s.words[s.at].said = true
			g.pairs = append(g.pairs, namePair{i, s.at})
			continue
		}
		if c == nil && derived(t.text) {
			if run.soft = true; title || opens(p.en, i) || !standsAlone(p.en, i) {
				continue
			}
		}
		found = append(found, run)
	}
	if len(found) > 0 {
		if out := g.judge(s, found); out != nil {
			return out
		}
		s.misses()
		return s.replaced()
	}
	if s == nil {
		s = g.read(p)
	}
	s.misses()
	if out := s.swapped(g.pairs); out != nil {
		return out
	}
	if out := s.replaced(); out != nil {
		return out
	}
	return s.dropped()
}

// surelyMonth reports whether a month is surely one, with a figure beside it or of
// the Islamic year: it is judged as a date.
func (p *passage) surelyMonth(m arabic.Moment) bool {
	for i := max(0, m.First-1); i < min(len(p.en), m.Last+3); i++ {
		if p.en[i].digits {
			return true
		}
	}
	return m.Kind == arabic.Hijri
}

// isAcronym reports a word without small letters.
func isAcronym(w string) bool {
	for i := range len(w) {
		if 'a' <= w[i] && w[i] <= 'z' {
			return false
		}
	}
	return true
}

// The bounds of what is looked at for the names of one segment: a longer one
// is no paragraph, and more unknown names tell nobody anything.
const maxLexemes, maxRuns = 1000, 32

// titleCase reports whether most words of a text are capitalised, as in many
// headlines.
func titleCase(toks []enToken) bool {
	capital, small := 0, 0
	for i := range toks {
		switch {
		case toks[i].digits || toks[i].end-toks[i].start < 4:
		case toks[i].capital:
			capital++
		case toks[i].text[0] >= 'a':
			small++
		}
	}
	return capital > 2 && capital > 2*small
}

// opens reports whether the i-th token is the first word of a sentence or a
// quotation.
func opens(toks []enToken, i int) bool {
	return i == 0 || opensQuote(toks[i-1].text) || strings.Contains(".!?:;-–—…•", toks[i-1].text)
}

// besides returns the capitalised word of the same name before (step -1) or
// behind a token, or -1: a point, a hyphen and a particle may be between.
func besides(toks []enToken, i, step int) int {
	for i += step; i >= 0 && i < len(toks); i += step {
		if t := &toks[i]; t.capital {
			return i
		} else if t.text != "." && t.text != "-" && !nameParticles[t.text] || t.text == "." && !t.glued {
			break
		}
	}
	return -1
}

// nameParticles stand inside names.
var nameParticles = wordSet("al el ul bin ibn bint ben de da di du del dos van von der den ter la le")

// standsAlone reports whether a word of the language may be a name where it
// stands: no other such word is beside it, as in Supreme Court, unless that is
// a title; and a direction is none before a name.
func standsAlone(toks []enToken, i int) bool {
	for _, step := range [2]int{-1, 1} {
		j := besides(toks, i, step)
		if j < 0 {
			continue
		}
		if step > 0 && directions[toks[i].text] {
			return false
		}
		c := capitals()[toks[j].text]
		if c == nil && derived(toks[j].text) || c != nil && c.plain && !c.namesake && !titles[toks[j].text] {
			return false
		}
	}
	return true
}

var directions = wordSet("north south east west")

var titles = wordSet(`mr mrs ms miss dr sir lady lord president minister st saint rev judge justice senator sen rep gov col gen lt capt
	sgt king queen prince princess professor prof hurricane storm`)

// judge weighs what was not explained at first sight.
func (g *grounding) judge(s *namedSource, found []capitalRun) []article.Finding {
	all := make([]int, len(s.words))
	for k := range all {
		all[k] = k
	}
	s.claim(all)
	kept := found[:0]
	for _, run := range found {
		if s.proved(run) || !run.phrase && s.mayBe(run.from) || run.soft && s.meant(run.from) {
			continue
		}
		kept = append(kept, run)
	}
	return g.findings(s, s.join(kept))
}

// proved reports whether a term is rendered there.
func (s *namedSource) proved(run capitalRun) bool {
	from, to := s.en[run.from].start, s.en[run.to-1].end
	for _, k := range s.found.Kept {
		if k[1] > 0 && k[0] < to && from < k[1] {
			return true
		}
	}
	return false
}

// meant reports whether the Arabic has what a word of the language means.
func (s *namedSource) meant(i int) bool {
	c := capitals()[s.en[i].text]
	if c == nil {
		return false
	}
	for _, m := range c.means {
		for k := range s.words {
			if m.in(&s.words[k], s.ar[k].Key) {
				return true
			}
		}
	}
	return false
}

// join makes one of names that stand side by side.
func (s *namedSource) join(found []capitalRun) []capitalRun {
	var out []capitalRun
	for _, run := range found {
		if n := len(out); n > 0 && run.soft == out[n-1].soft && besides(s.en, run.from, -1) == out[n-1].to-1 {
			out[n-1].to = run.to
			out[n-1].names += run.names
			continue
		}
		out = append(out, run)
	}
	for i := range out {
		for _, j := range [2]int{besides(s.en, out[i].from, -1), besides(s.en, out[i].to-1, 1)} {
			out[i].beside = out[i].beside || j >= 0 && !isPlain(s.en[j].text)
		}
	}
	return out
}

// builtIn are the names of the built-in list that stand in the Arabic, by each
// word of their English.
func (s *namedSource) builtIn(run capitalRun) bool {
	if s.terms == nil {
		s.terms = append(glossary.Starter().Mentions([]article.Segment{s.Segment}), s.mentions...)
	}
	for i := run.from; i < run.to; i++ {
		if s.en[i].capital && !accepted(s.terms, s.en[i].text) {
			return false
		}
	}
	return true
}

// accepted reports whether a form of a term has the word, or the name it is the
// adjective of.
func accepted(terms []glossary.Mention, w string) bool {
	for _, m := range terms {
		for _, form := range m.Accept {
			have := make(nameSet)
			if have.add(words(form)); have.holds(word{text: w}) {
				return true
			}
		}
	}
	return false
}
