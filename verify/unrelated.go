package verify

import (
	"slices"

	"naql/arabic"
	"naql/article"
)

// What a word of cueWords says about whether an English text translates an
// Arabic one: in hundredths of the natural logarithm of how much likelier it is
// in a translation than in some other text of the news. Counted over newswire
// and the same paragraphs exchanged, half of such words have their counterpart
// in a translation and one in forty in another text; less is reckoned with,
// since a free translation is no fault.
const (
	kinEnglish, strangeEnglish = 220, -75 // with a counterpart and without
	kinArabic, strangeArabic   = 200, -55
	kinName                    = 250 // one that sounds in the Arabic
)

// From these sums on a text is told to be no translation of its Arabic.
const (
	unrelatedSegment = -650
	unrelatedArticle = -1000
)

// kinship sums up the words of the passage. known is true where a term of the
// glossary, a number or the first words show already that the texts belong
// together.
func (p *passage) kinship() (sum int, known bool) {
	for _, span := range p.found.Kept {
		if span[1] > 0 {
			return 0, true
		}
	}
	if common, _ := p.commonNumber(); common {
		return 0, true
	}
	c := alignCues()
	var said, meant, seen cueSet
	for i := range p.en {
		said.enter(c.english.of(englishBeginning(p.en[i].text)))
	}
	var w bareForms
	var room [32]uint16
	telling, shared := 0, 0
	for i := range p.ar {
		if p.ar[i].Kind != arabic.Letters {
			continue
		}
		w.read(p.ar[i].Key)
		cues := room[:0]
		for _, at := range w.at[:w.n] {
			cues = c.ofArabic(cues, p.ar[i].Key[at:])
		}
		if len(cues) == 0 || !seen.enter(cues[:1]) {
			continue // a word that comes again says nothing new
		}
		meant.enter(cues)
		telling++
		if !said.has(cues) {
			sum += strangeArabic
			continue
		}
		sum += kinArabic
		if shared++; shared >= 3 && 3*shared >= telling {
			return 0, true
		}
	}
	seen = cueSet{}
	for i := range p.en {
		switch cues := c.english.of(englishBeginning(p.en[i].text)); {
		case len(cues) == 0 || !seen.enter(cues[:1]):
		case meant.has(cues):
			sum += kinEnglish
		default:
			sum += strangeEnglish
		}
	}
	if sum < 0 {
		names, _ := p.soundingNames()
		sum += names * kinName
	}
	return sum, false
}

// cueSet is a set of cues by their numbers.
type cueSet [64]uint64

// enter adds cues, and reports whether the first of them is new.
func (s *cueSet) enter(cues []uint16) bool {
	fresh := len(cues) > 0 && !s.has(cues[:1])
	for _, n := range cues {
		s[n/64] |= 1 << (n % 64)
	}
	return fresh
}

// has reports whether one of the cues is in the set.
func (s *cueSet) has(cues []uint16) bool {
	for _, n := range cues {
		if s[n/64]>>(n%64)&1 != 0 {
			return true
		}
	}
	return false
}

// unrelated finds English that is about something else than its Arabic. An
// excuse of the model and another language are told as that.
func unrelated(p *passage, kinship int, others []article.Finding) []article.Finding {
	told := slices.ContainsFunc(others, func(f article.Finding) bool { return f.Check == "assistant" || f.Check == "language" })
	if told || kinship > unrelatedSegment {
		return nil
	}
	return []article.Finding{{
		Check: "segment", Severity: article.Major,
		SourceSpan: article.Span{0, len(p.Ar)}, TargetSpan: article.Span{0, len(p.En)},
		Expected: "its translation", Found: short(p.En),
		Message: "This English seems to be about something else: hardly a word of it stands in the Arabic.",
	}}
}

// unrelatedWhole does the same for an article of which no segment is sure to be
// translated and none is long enough to be told by itself.
func unrelatedWhole(pages []*page) []article.Finding {
	sum := 0
	for _, p := range pages {
		if p.kin || p.void || p.kinship <= unrelatedSegment {
			return nil
		}
		sum += p.kinship
	}
	if sum > unrelatedArticle {
		return nil
	}
	return []article.Finding{{
		Check: "segment", Severity: article.Major, Expected: "a translation of this article",
		Message: "The English seems to be about something else: hardly a word of it stands in the Arabic.",
	}}
}
