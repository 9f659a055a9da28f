package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// ownVoiceWords are the loaded words that an agency leaves to those it quotes.
// A terrorist attack, a listed terrorist group, a regime and mercenaries are
// what agencies call them too, where the source does; whoever is a terrorist
// is one in somebody's words.
var ownVoiceWords = wordSet(`martyr martyrs martyred martyrdom terrorists infidel infidels tyrant tyrants apostate apostates
	takfiri takfiris traitor traitors`)

// ownVoice finds a loaded word of the Arabic that the English keeps outside
// quotation marks and in a sentence that nobody is said to say, once a side.
func (p *passage) ownVoice() []article.Finding {
	var out []article.Finding
	var sidesOfArabic map[*side]bool // those that were looked for
	var quoted []article.Span
	next, attributed := 0, false // the sentence behind, and whether this one is somebody's
	for i := range p.en {
		t := &p.en[i]
		if !t.is(enLoaded) || !p.takesSides(i) || !p.leftToOthers(i) {
			continue
		}
		s := sideOf()[t.text]
		has, known := sidesOfArabic[s]
		if !known {
			if sidesOfArabic == nil {
				sidesOfArabic, quoted = make(map[*side]bool), quotations(p.En)
			}
			has = s.in(p)
			sidesOfArabic[s] = has
		}
		for ; next < len(p.enSentences) && p.enSentences[next].from <= i; next++ {
			attributed = p.attributed(p.enSentences[next])
		}
		for len(quoted) > 0 && quoted[0][1] < t.end {
			quoted = quoted[1:]
		}
		if !has || attributed || len(quoted) > 0 && quoted[0][0] <= t.start {
			continue
		}
		sidesOfArabic[s] = false // told
		out = append(out, article.Finding{
			Check: "style-loaded", Severity: article.Minor, SourceSpan: article.Span{0, len(p.Ar)}, TargetSpan: article.Span{t.start, t.end},
			Expected: "a neutral word, or whose word it is", Found: p.En[t.start:t.end],
			Message: fmt.Sprintf("“%s” stands here in the agency's own voice: use a neutral word, or say whose word it is.", p.En[t.start:t.end]),
		})
	}
	return out
}

// leftToOthers reports whether an agency leaves the loaded word at i to others.
func (p *passage) leftToOthers(i int) bool {
	word := p.en[i].text
	return ownVoiceWords[word] || strings.HasPrefix(word, "zionist") && (p.text(i+1) == "entity" || p.text(i+1) == "enemy")
}

// attributed reports whether a sentence of the English is somebody's.
func (p *passage) attributed(r tokenRange) bool {
	return slices.ContainsFunc(p.en[r.from:r.to], func(t enToken) bool {
		return t.is(enReports|enClaims|enDenies|enCondemns|enPraises) || t.text == ":"
	})
}

// neutralised finds a word that takes sides in a speaker's mouth and has
// become neutral in the English: what is quoted stands as it was said.
func (p *passage) neutralised() []article.Finding {
	var out []article.Finding
	var told []*side
	var quoted [][2]int
	read := false
	for i := range p.ar {
		t := &p.ar[i]
		if !t.Is(arabic.TakesSides) {
			continue
		}
		if !read {
			quoted, read = arabic.Quotations(p.Ar), true
		}
		for len(quoted) > 0 && quoted[0][1] < t.End {
			quoted = quoted[1:]
		}
		s := sideOfArabic(t.Key)
		if len(quoted) == 0 || t.Start < quoted[0][0] || s == nil || slices.Contains(told, s) {
			continue
		}
		if told = append(told, s); s.inEnglish(p) {
			continue
		}
		out = append(out, article.Finding{
			Check: "style-loaded", Severity: article.Minor, SourceSpan: article.Span{t.Start, t.End}, TargetSpan: article.Span{0, len(p.En)},
			Expected: s.words[0], Message: fmt.Sprintf("The speaker says “%s”, a word that takes sides; a quotation keeps it (%s).", p.Ar[t.Start:t.End], s.words[0]),
		})
	}
	return out
}

func sideOfArabic(key string) *side {
	for _, s := range allSides() {
		if slices.ContainsFunc(s.roots, func(root string) bool { return strings.Contains(key, root) }) {
			return s
		}
	}
	return nil
}

// inEnglish reports whether a word of the side stands in the English, or a
// relative: terror, counterterrorism.
func (s *side) inEnglish(p *passage) bool {
	stem := s.words[0][:5]
	return slices.ContainsFunc(p.en, func(t enToken) bool { return strings.Contains(t.text, stem) })
}
