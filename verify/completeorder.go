package verify

import (
	"bytes"
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
	var room [strayNames * 8]byte
	var sounds [strayNames][]byte
	rest := room[:0]
	translated := alignCues().english // State Department is no name that sounds in the Arabic
	for i, t := range p.en {
		if !t.capital || i == 0 || len(t.text) < 4 || !p.en[i-1].isWord() || commonWords[t.text] || translated[beginning(t.text, alignEnglish)] != nil {
			continue
		}
		s := appendSkeleton(rest, t.text)
		if len(s) < 3 {
			continue
		}
		sounds[names] = s
		rest = s[len(s):]
		if names++; names == strayNames {
			break
		}
	}
	if names == 0 {
		return 0, 0
	}
	var word [32]byte
	for _, t := range p.ar {
		if t.Kind != arabic.Letters {
			continue
		}
		for w := range bareForms(t.Key) {
			s := appendSkeleton(word[:0], w)
			for k, sound := range sounds[:names] {
				if sound != nil && bytes.Equal(s, sound) {
					sounds[k] = nil
					found++
				}
			}
		}
		if 3*found >= 2*names {
			break
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
	var r factReader
	ar, en := make([]piece, len(astray)), make([]piece, len(astray))
	for k, i := range astray {
		ar[k] = r.arabicPiece(pages[i].ar, pages[i].arNumbers)
		en[k] = r.englishPiece(pages[i].en, pages[i].enNumbers)
	}
	belongs := make([]int, len(astray))
	for k := range astray {
		belongs[k] = bestFor(en[k], ar, k)
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

// bestFor returns the Arabic that an English piece belongs to: its own, unless
// another has far more in common with it.
func bestFor(en piece, ar []piece, own int) int {
	best, most := own, int32(0)
	mine, _ := en.shown(ar[own])
	for k := range ar {
		if known, _ := en.shown(ar[k]); known > most {
			best, most = k, known
		}
	}
	if most >= exchangedFacts && most >= 2*mine {
		return best
	}
	return own
}
