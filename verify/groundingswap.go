package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
)

// namePair is a token of the English and the Arabic word it was heard in.
type namePair struct{ en, ar int }

// swapped finds two names of which each stands in the sentence of the other.
// It needs as many sentences on both sides, and each name once.
func (s *namedSource) swapped(pairs []namePair) []article.Finding {
	if len(pairs) < 2 || len(s.enSentences) < 2 || len(s.enSentences) != len(s.arSentences) {
		return nil
	}
	for i, x := range pairs {
		from, to := sentenceAt(s.enSentences, x.en), sentenceAt(s.arSentences, x.ar)
		if from == to || !s.once(x) {
			continue
		}
		for _, y := range pairs[i+1:] {
			if sentenceAt(s.enSentences, y.en) != to || sentenceAt(s.arSentences, y.ar) != from || !s.once(y) {
				continue
			}
			f := s.finding(x.en, x.en+1, article.Major)
			at := s.ar[x.ar]
			f.SourceSpan, f.Expected = article.Span{at.Start, at.End}, s.En[s.en[y.en].start:s.en[y.en].end]
			f.Message = fmt.Sprintf("“%s” and “%s” have changed places: each stands in the sentence of the other.", f.Found, f.Expected)
			return []article.Finding{f}
		}
	}
	return nil
}

func sentenceAt(sentences []tokenRange, i int) int {
	for n, r := range sentences {
		if i < r.to {
			return n
		}
	}
	return len(sentences)
}

// once reports whether a name has no other place on either side.
func (s *namedSource) once(x namePair) bool {
	for i := range s.en {
		if i != x.en && s.en[i].text == s.en[x.en].text {
			return false
		}
	}
	s.name.pronounce(s.en[x.en].text)
	limit := s.name.hearing()
	for k := range s.words {
		if k != x.ar && s.words[k].n > 0 && s.name.distance(&s.words[k], limit, false) <= limit {
			return false
		}
	}
	return s.name.consonants > 1
}

// dropped finds a known name of the Arabic that nothing in the English says. A
// first name beside one that is said may be left out, and an acronym may say
// anything.
func (s *namedSource) dropped() []article.Finding {
	for _, k := range s.missing {
		w := &s.words[k]
		if w.n < 4 || w.mask&nativeLetters != 0 {
			continue
		}
		if !s.unclaimed(k) || s.hasAcronym() {
			continue
		}
		beside := make([]int, 0, 2)
		if k > 0 && !s.joins(k) {
			beside = append(beside, k-1)
		}
		if k+1 < len(s.words) && !s.joins(k+1) {
			beside = append(beside, k+1)
		}
		if s.claim(beside); slices.ContainsFunc(beside, func(j int) bool { return s.claimed[j] }) {
			continue
		}
		if s.shortened(w) {
			continue
		}
		at := s.ar[k]
		name := s.Ar[at.Start:at.End]
		return []article.Finding{{
			Check: "name", Severity: article.Minor, SourceSpan: article.Span{at.Start, at.End}, Expected: name,
			Message: fmt.Sprintf("The Arabic names %s; nothing in the English of this segment does.", name),
		}}
	}
	return nil
}

// joins reports a word with و before it, which begins another name.
func (s *namedSource) joins(k int) bool {
	return s.words[k].has(0, bitW) && s.words[k].start&2 != 0
}

// shortened reports whether a name of the English is the beginning of the word,
// as fans call their club.
func (s *namedSource) shortened(w *arWord) bool {
	for i := range s.en {
		if t := &s.en[i]; t.capital && t.end-t.start > 3 && !isPlain(t.text) {
			if s.name.pronounce(t.text); w.begins(&s.name) {
				return true
			}
		}
	}
	return false
}

// saidBefore reports whether the same name is heard in another word.
func (s *namedSource) saidBefore(k int) bool {
	key := s.ar[k].Key
	for j := range s.words {
		if s.words[j].n > 0 && s.words[j].said && (strings.HasSuffix(key, s.ar[j].Key) || strings.HasSuffix(s.ar[j].Key, key)) {
			return true
		}
	}
	return false
}

func (s *namedSource) hasAcronym() bool {
	for i := range s.en {
		t := &s.en[i]
		if t.capital && (t.end-t.start == 1 && t.text != "a" && t.text != "i" || t.end-t.start > 1 && isAcronym(strings.TrimSuffix(s.En[t.start:t.end], "s"))) {
			return true
		}
	}
	return false
}
