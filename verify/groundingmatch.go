package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
)

// match is which English token says which Arabic word, one for one: where the
// Arabic has a name more often than the English, one of them is left.
type match struct {
	taken []bool // by lexeme
	at    []int  // by token: the lexeme that it says, or -1
}

// matched pairs names by what is certain first: proved terms, then names that
// Arabic says otherwise, then sounds, the nearest before the others.
func (s *namedSource) matched() *match {
	if s.match != nil {
		return s.match
	}
	m := &match{taken: make([]bool, len(s.words)), at: make([]int, len(s.en))}
	s.match = m
	for k := range s.words {
		m.taken[k] = s.words[k].n == 0
	}
	for _, at := range s.used {
		m.taken[at.from] = true
	}
	s.takeProved(m.taken)
	for i := range m.at {
		m.at[i] = -1
	}
	for i := 0; i < len(s.en); i++ {
		if n := s.matchExonym(m, i); n > 1 {
			for j := i + 1; j < i+n; j++ {
				m.at[j] = m.at[i]
			}
			i += n - 1
		}
	}
	for cost := uint8(0); cost <= maxHearing; cost++ {
		for i := range s.en {
			if t := &s.en[i]; m.at[i] < 0 && !t.digits && t.end-t.start > 1 && (t.capital || cost == 0) {
				s.matchSound(m, i, cost)
			}
		}
	}
	return m
}

// takeProved marks the Arabic words of the terms that the English renders.
func (s *namedSource) takeProved(taken []bool) {
	for i, x := range s.mentions {
		if i < len(s.found.Kept) && s.found.Kept[i][1] > 0 {
			for k := range s.ar {
				taken[k] = taken[k] || s.ar[k].Start < x.End && x.Start < s.ar[k].End
			}
		}
	}
}

// matchExonym takes the Arabic of the longest name that begins with the i-th
// token, by its first rendering that is left, and returns its tokens. The name
// of a country takes a noun before an adjective, and its adjective the other.
func (s *namedSource) matchExonym(m *match, i int) int {
	c := capitals()[s.en[i].text]
	if c == nil || !s.en[i].capital {
		return 0
	}
	best, where, size := 0, -1, 0
	for e := range c.exonyms {
		x := &c.exonyms[e]
		n := x.length(s.en, i)
		if n <= best {
			continue
		}
		for _, name := range x.arabic {
			k, exact := s.free(m, name, x.noun)
			if k >= 0 && n > best {
				best, where, size = n, k, len(name)
			}
			if exact && !x.noun {
				where, size = k, len(name)
				break
			}
		}
	}
	if best > 0 {
		m.at[i] = where
		for k := where; k < where+size; k++ {
			m.taken[k] = true
		}
	}
	return best
}

// free returns where a name stands that nothing has taken, or -1, and whether
// it is of the kind that is asked for.
func (s *namedSource) free(m *match, name arName, noun bool) (at int, exact bool) {
	at = -1
	for k := range s.words {
		if m.taken[k] || !s.has(name, k) {
			continue
		}
		if isArabicName(&s.words[k], s.ar[k].Key) == noun {
			return k, true
		}
		if at < 0 {
			at = k
		}
	}
	return at, false
}

// matchSound takes the first word that the token is heard in at this cost.
func (s *namedSource) matchSound(m *match, i int, cost uint8) {
	s.name.pronounce(firstOfTwo(s.en[i].text))
	if s.name.hearing() < cost || s.name.consonants < 2 && !s.en[i].capital {
		return
	}
	for k := range s.words {
		if !m.taken[k] && s.name.distance(&s.words[k], cost, false) <= cost && s.fits(k) {
			m.taken[k], m.at[i] = true, k
			return
		}
	}
}

// surplus returns a known name of the Arabic that the English says less often.
func (s *namedSource) surplus() (tokenRange, bool) {
	m := s.matched()
	for k := range s.words {
		if s.words[k].n > 1 && !m.taken[k] && !s.glued(k) && isArabicName(&s.words[k], s.ar[k].Key) {
			m.taken[k] = true
			return tokenRange{k, k + 1}, true
		}
	}
	for _, name := range fixedNames() {
		for k := range s.words {
			if !m.taken[k] && s.has(name, k) && !m.taken[k+len(name)-1] {
				m.taken[k] = true
				return tokenRange{k, k + len(name)}, true
			}
		}
	}
	return tokenRange{}, false
}

// replaced finds a name that is said more often than the Arabic has it, where
// the Arabic has another that is not said: the one took the other's place.
func (s *namedSource) replaced() []article.Finding {
	if len(s.missing) == 0 {
		return nil
	}
	s.claim(s.missing)
	lost := slices.IndexFunc(s.missing, s.unclaimed)
	if lost < 0 {
		return nil
	}
	at := s.ar[s.missing[lost]]
	m := s.matched()
	for i := range s.en {
		t := &s.en[i]
		if m.at[i] >= 0 || !t.capital || t.end-t.start < 3 || isPlain(t.text) || isAcronym(s.En[t.start:t.end]) || s.proved(capitalRun{from: i, to: i + 1}) || s.mayBe(i) {
			continue
		}
		f := s.finding(i, i+1, article.Major)
		f.SourceSpan, f.Expected = article.Span{at.Start, at.End}, s.Ar[at.Start:at.End]
		f.Message = fmt.Sprintf("The Arabic names %s where the English says “%s”.", f.Expected, f.Found)
		return []article.Finding{f}
	}
	return nil
}

// misses notes the known names that no name of the English was found to say.
func (s *namedSource) misses() {
	for k := range s.words {
		if w := &s.words[k]; w.n > 1 && !w.said && isArabicName(w, s.ar[k].Key) && !s.glued(k) && !s.saidBefore(k) {
			s.missing = append(s.missing, k)
		}
	}
}

// partner returns the Arabic word that stands to a matched name as the English
// name stands to it: the other part of one longer name. A word of the language
// is one only as the last of a name that a sign ends, or where it is a given
// name too.
func (s *namedSource) partner(run capitalRun) (tokenRange, bool) {
	m := s.matched()
	for _, step := range [2]int{-1, 1} {
		from := run.from
		if step > 0 {
			from = run.to - 1
		}
		j := besides(s.en, from, step)
		if j < 0 || m.at[j] < 0 || isPlain(s.en[j].text) {
			continue
		}
		k := m.at[j] - step
		if k < 0 || k >= len(s.words) || m.taken[k] || s.words[k].n < 3 {
			continue
		}
		w, key := &s.words[k], s.ar[k].Key
		ends := step < 0 && (k+1 == len(s.words) || s.words[k+1].n == 0)
		if !givenNames()[key] && (isGrammar(w, key) || strings.HasPrefix(key, "ال") || !ends && isOrdinary(w, key)) {
			continue
		}
		m.taken[k] = true
		return tokenRange{k, k + 1}, true
	}
	return tokenRange{}, false
}

// givenNames are those that are words of the language too.
var givenNames = foldedSet(`وليد بشار سعيد كريم جميل خالد صالح عادل ناصر حسن حسين محمد أحمد محمود عمر سامي رامي هادي مجيد رشيد فريد
	نبيل عزيز أمين جمال كمال طارق ماجد فهد سلطان فيصل أنور منصور مصطفى ياسر باسم حازم سالم سليم شريف حافظ حامد`)
