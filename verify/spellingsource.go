package verify

import (
	"slices"
	"strings"

	"naql/arabic"
	"naql/glossary"
)

// arabicSounds returns how the words of an Arabic text sound, each alone and
// with the next.
func arabicSounds(text string) []sound {
	var out []sound
	var before []rune
	for _, t := range arabic.Fold(text).Tokens() {
		if t.Digits {
			before = nil
			continue
		}
		letters := t.Letters()
		out = append(out, arabicSound(letters))
		if before != nil {
			out = append(out, arabicSound(before, letters))
		}
		before = letters
	}
	return out
}

// source is the Arabic of one segment, read where a spelling is in question.
type source struct {
	text     string
	mentions []glossary.Mention
	tokens   []arabic.Token
	explains map[[2]string]bool // by term and spelling
}

func newSource(text string, mentions []glossary.Mention) *source {
	return &source{text: text, mentions: mentions, explains: make(map[[2]string]bool)}
}

// hasOther reports whether the Arabic has the spelling in Latin letters, or a
// word besides the term's that sounds like it: a name of its own.
func (s *source) hasOther(term string, u unit) bool {
	key := [2]string{term, u.text}
	known, ok := s.explains[key]
	if !ok {
		known = strings.Contains(s.text, u.words[0].text) || s.sounds(term, u.sound)
		s.explains[key] = known
	}
	return known
}

func (s *source) sounds(term string, like sound) bool {
	if s.tokens == nil {
		s.tokens = arabic.Fold(s.text).Tokens()
	}
	var own []glossary.Mention
	for _, m := range s.mentions {
		if m.Term == term || slices.Contains(m.Covers, term) {
			own = append(own, m)
		}
	}
	var before []rune
	for _, t := range s.tokens {
		for len(own) > 0 && own[0].End <= t.Start() {
			own = own[1:]
		}
		if t.Digits || len(own) > 0 && own[0].Start < t.End() {
			before = nil
			continue
		}
		letters := t.Letters()
		if soundsSo(letters, like) || before != nil && arabicSound(before, letters).same(like) {
			return true
		}
		before = letters
	}
	return false
}

// soundsSo reports whether a word, with or without what may be clitics, has
// the sound.
func soundsSo(letters []rune, like sound) bool {
	for i := 0; i < min(len(letters), 4); i++ {
		if i > 0 && !strings.ContainsRune("وفبلكا", letters[i-1]) {
			return false
		}
		if arabicSound(letters[i:]).same(like) {
			return true
		}
	}
	return false
}
