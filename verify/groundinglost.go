package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
)

// claim marks those of these Arabic words that some word of the English says:
// first by the capitalised words, then what is left by the others. It may be
// called for more words later.
func (s *namedSource) claim(at []int) {
	if s.claimed == nil {
		s.claimed = make([]bool, len(s.words))
		for k := range s.words {
			s.claimed[k] = s.words[k].n > 0 && s.words[k].said
		}
		s.takeProved(s.claimed)
	}
	for _, capital := range [2]bool{true, false} {
		for i := range s.en {
			if s.en[i].capital == capital && slices.ContainsFunc(at, s.unclaimed) {
				s.claimBy(i, at)
			}
		}
	}
}

func (s *namedSource) unclaimed(k int) bool { return s.words[k].n > 0 && !s.claimed[k] }

// claimBy marks what the i-th token says.
func (s *namedSource) claimBy(i int, at []int) {
	t := &s.en[i]
	if t.digits || t.end-t.start < 2 {
		return
	}
	var c *capital
	if t.capital {
		c = capitals()[t.text]
	}
	if c != nil {
		for k := range c.exonyms {
			if c.exonyms[k].length(s.en, i) > 0 {
				s.claimNames(c.exonyms[k].arabic)
			}
		}
	}
	s.name.pronounce(t.text)
	if s.name.consonants < 3 && (!t.capital || c != nil && c.plain && !c.namesake && opens(s.en, i)) {
		return
	}
	var limit uint8
	if t.capital {
		limit = s.name.hearing()
	}
	for _, k := range at {
		if s.unclaimed(k) && s.name.distance(&s.words[k], limit, false) <= limit && s.fits(k) {
			s.claimed[k] = true
		}
	}
}

func (s *namedSource) claimNames(names []arName) {
	for _, name := range names {
		for k := range s.words {
			if s.has(name, k) {
				s.take(tokenRange{k, k + len(name)})
			}
		}
	}
}

func (s *namedSource) take(at tokenRange) {
	for k := at.from; k < at.to; k++ {
		s.claimed[k] = true
	}
}

// lost returns an Arabic name that no English word says, as lexemes: a known
// one, else one of several words, else a word that looks like one.
func (s *namedSource) lost() (tokenRange, bool) {
	var foreign tokenRange
	for k := range s.words {
		if s.words[k].n < 2 || s.claimed[k] || s.glued(k) {
			continue
		}
		if isArabicName(&s.words[k], s.ar[k].Key) {
			return tokenRange{k, k + 1}, true
		}
		if foreign.to == 0 && isForeign(&s.words[k], s.ar[k].Key) {
			foreign = tokenRange{k, k + 1}
		}
	}
	for _, name := range fixedNames() {
		for k := range s.words {
			if !s.claimed[k] && s.has(name, k) {
				return tokenRange{k, k + len(name)}, true
			}
		}
	}
	return foreign, foreign.to > 0
}

// glued reports a hamza that begins a word inside another: two that lack their
// space.
func (s *namedSource) glued(k int) bool {
	raw := s.Ar[s.ar[k].Start:s.ar[k].End]
	return len(raw) > 4 && strings.ContainsAny(raw[4:], "أإآ")
}

// findings makes a finding of each name, with an Arabic one that is lost where
// there is one.
func (g *grounding) findings(s *namedSource, found []capitalRun) []article.Finding {
	var out []article.Finding
	for _, run := range found {
		at, ok := s.lost()
		if ok {
			s.used = append(s.used, at)
		} else {
			at, ok = s.surplus()
		}
		if !ok && !run.phrase && !run.soft {
			at, ok = s.partner(run)
		}
		if run.soft && !ok || s.builtIn(run) {
			continue
		}
		if ok && g.sameName(s, run, at) {
			s.take(at)
			continue
		}
		f := s.finding(run.from, run.to, article.Major)
		switch {
		case ok:
			s.take(at)
			f.SourceSpan = article.Span{s.ar[at.from].Start, s.ar[at.to-1].End}
			f.Expected = s.Ar[f.SourceSpan[0]:f.SourceSpan[1]]
			f.Message = fmt.Sprintf("The Arabic names %s where the English says “%s”.", f.Expected, f.Found)
		case g.elsewhere(s, run):
			continue
		case run.names > 1 && !run.beside:
			f.Message = fmt.Sprintf("The Arabic of this segment does not name “%s”.", f.Found)
		default:
			f.Severity = article.Minor
			f.Message = fmt.Sprintf("Nothing in the Arabic of this segment says “%s”.", f.Found)
		}
		out = append(out, f)
	}
	return out
}

// finding points at tokens of the English.
func (s *namedSource) finding(from, to int, severity article.Severity) article.Finding {
	span := article.Span{s.en[from].start, s.en[to-1].end}
	return article.Finding{Check: "name", Severity: severity, TargetSpan: span, Found: s.En[span[0]:span[1]]}
}

// sameName reports whether the English names the person whom the Arabic names
// by another part of the name: that of somebody known, or of one whom the
// article gives both parts of.
func (g *grounding) sameName(s *namedSource, run capitalRun, at tokenRange) bool {
	lost := &s.words[at.from]
	if c := capitals()[s.en[run.from].text]; c != nil {
		for _, name := range c.persons {
			for _, w := range name {
				if s.name.pronounce(w); s.name.heard > 1 && s.name.distance(lost, 0, false) == 0 {
					return true
				}
			}
		}
	}
	all := g.around(s.ID)
	s.name.pronounce(s.en[run.from].text)
	limit := s.name.hearing()
	for k := range all {
		if all[k].n == 0 || s.name.distance(&all[k].arWord, limit, false) > limit {
			continue
		}
		for _, j := range [2]int{k - 1, k + 1} {
			if j >= 0 && j < len(all) && all[j].n > 1 && strings.HasSuffix(s.ar[at.from].Key, all[j].key) {
				return true
			}
		}
	}
	return false
}

// elsewhere reports whether another segment of the article names all of it, its
// words in their order: a pronoun was resolved, or a first name added.
func (g *grounding) elsewhere(s *namedSource, run capitalRun) bool {
	all := g.around(s.ID)
	for len(all) > 0 {
		k := s.among(all, s.en[run.from].text)
		if k < 0 {
			return false
		}
		all = all[k+1:]
		if s.goesOn(all, run) {
			return true
		}
	}
	return false
}

// goesOn reports whether the words of the name behind its first follow there, a
// particle between them or not.
func (s *namedSource) goesOn(all []arLetters, run capitalRun) bool {
	for i := run.from + 1; i < run.to; i++ {
		if t := &s.en[i]; t.capital && !nameParticles[t.text] {
			k := s.among(all[:min(len(all), 2)], t.text)
			if k < 0 {
				return false
			}
			all = all[k+1:]
		}
	}
	return true
}

// among returns the first word that says the English one, or -1.
func (s *namedSource) among(all []arLetters, w string) int {
	s.name.pronounce(w)
	limit := s.name.hearing()
	names := capitals()[w].singles()
	for k := range all {
		x := &all[k]
		for _, stem := range names {
			if stem.in(&x.arWord, x.key) {
				return k
			}
		}
		if x.n > 2 && s.name.consonants > 1 && s.name.distance(&x.arWord, limit, false) <= limit && !isGrammar(&x.arWord, x.key) {
			return k
		}
	}
	return -1
}

// singles are the Arabic names of one word for an English name of one word.
func (c *capital) singles() []arStem {
	var out []arStem
	if c != nil {
		for _, x := range c.exonyms {
			for _, name := range x.arabic {
				if len(x.rest) == 0 && len(name) == 1 {
					out = append(out, name[0])
				}
			}
		}
	}
	return out
}
