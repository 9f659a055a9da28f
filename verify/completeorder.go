package verify

import (
	"fmt"
	"math"

	"naql/arabic"
	"naql/article"
)

const (
	// exchangedFacts is what the English of one segment and the Arabic of
	// another must have in common before they are said to belong together.
	exchangedFacts = 50
	// maxAstray bounds how many segments are compared with each other.
	maxAstray = 48
	// strayNames is how many names of a segment are looked for.
	strayNames = 8
	// ownShare is which part of what English states is enough to say that it
	// stands under its own Arabic: a third.
	ownShare = 3
)

// mayStray reports whether the English of a segment may be that of another: the
// two sides have numbers and none in common, or hardly one of the names is in
// an Arabic word, or the lengths are far apart.
func (p *passage) mayStray() bool {
	switch common, both := p.commonNumber(); {
	case common:
		return false
	case both:
		return true
	}
	far := math.Abs(spread(len(p.arText), len(p.enText), usualRatio)) > 1.5
	found, names := p.soundingNames()
	return 3*found < names || far && 3*found < 2*names || names == 0 && far
}

// littleInCommon reports whether the Arabic of a book has so little of what its
// English states that another could have far more.
func (b *factBook) littleInCommon() bool {
	all, common := int32(0), int32(0)
	for j := range b.en {
		known, unknown := b.shown(&b.en[j], inEnglish)
		all += known + unknown
		common += known
	}
	return ownShare*common < all
}

// commonNumber reports whether a number that is more than one or two stands on
// both sides, and whether each side has one at all.
func (p *passage) commonNumber() (common, both bool) {
	ar, en := false, false
	for _, n := range p.arNumbers {
		ar = ar || !n.Weak
	}
	for _, m := range p.enNumbers {
		if m.Weak {
			continue
		}
		en = true
		for _, n := range p.arNumbers[:min(len(p.arNumbers), maxPairs)] {
			if !n.Weak && shareReading(n, m) {
				return true, true
			}
		}
	}
	return false, ar && en
}

func shareReading(n, m arabic.Number) bool {
	for _, r := range n.Readings {
		for _, s := range m.Readings {
			if len(r) > 0 && len(s) > 0 && r[0] == s[0] {
				return true
			}
		}
	}
	return false
}

// soundingNames counts the names of the English and those of them that an
// Arabic word sounds like.
func (p *passage) soundingNames() (found, names int) {
	var sounds [strayNames]skeleton
	beginnings := &alignCues().english // State Department is no name that sounds in the Arabic
	for i := 1; i < len(p.en) && names < strayNames; i++ {
		t := &p.en[i]
		if !t.capital || len(t.text) < 4 || !p.en[i-1].isWord() || beginnings.of(englishBeginning(t.text)) != nil || commonWords[t.text] {
			continue
		}
		if s := englishSkeleton(t.text); s.consonants() > 2 {
			sounds[names] = s
			names++
		}
	}
	var w bareForms
	for i := 0; i < len(p.ar) && 3*found < 2*names; i++ {
		if p.ar[i].Kind != arabic.Letters {
			continue
		}
		w.read(p.ar[i].Key)
		for _, s := range w.sounds[:w.n] {
			for k, sound := range sounds[:names] {
				if sound == s && s > 0 {
					sounds[k] = 0
					found++
				}
			}
		}
	}
	return found, names
}

// strayed finds segments under which the English of another stands, by their
// index.
func strayed(pages []*page) map[int][]article.Finding {
	var astray []int
	for i, p := range pages {
		if p.astray && !isHead(p) && len(astray) < maxAstray {
			astray = append(astray, i)
		}
	}
	if len(astray) < 2 {
		return nil
	}
	b := newBook(100 * len(astray))
	defer factBooks.Put(b)
	for _, i := range astray {
		b.readEnglish(pages[i].en, pages[i].enNumbers)
	}
	for _, i := range astray {
		b.readArabic(pages[i].ar, pages[i].arNumbers)
	}
	belongs := make([]int, len(astray))
	for k := range astray {
		belongs[k] = b.bestFor(k)
	}
	out := make(map[int][]article.Finding)
	for k, i := range astray {
		if b := belongs[k]; b != k && belongs[b] != b {
			p, other := pages[i], pages[astray[b]]
			f := article.Finding{
				Check: "segment", Severity: article.Major,
				SourceSpan: article.Span{0, len(p.Ar)}, TargetSpan: article.Span{0, len(p.En)},
				Expected: "its own translation", Found: short(p.En),
				Message: fmt.Sprintf("The English here is that of segment %s.", other.ID),
			}
			if belongs[b] == k {
				f.Severity = article.Critical
				f.Message = fmt.Sprintf("The English of this segment and of %s are exchanged.", other.ID)
			}
			out[i] = finish(p.ID, []article.Finding{f})
		}
	}
	return out
}

// bestFor returns the Arabic piece that an English piece belongs to: that of
// the same number, unless another has far more in common with it. There are no
// more than maxAstray.
func (b *factBook) bestFor(own int) int {
	var known [maxAstray]int32
	for _, f := range b.facts[b.en[own].facts.from:b.en[own].facts.to] {
		if !f.firm {
			continue
		}
		for k := b.stated[f.number][inArabic].last; k >= 0; k = b.facts[k].before {
			known[b.facts[k].piece] += int32(f.weight)
		}
	}
	best := own
	for k := range b.ar {
		if known[k] > known[best] {
			best = k
		}
	}
	if known[best] >= exchangedFacts && known[best] >= 2*known[own] {
		return best
	}
	return own
}
