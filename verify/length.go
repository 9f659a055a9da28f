package verify

import (
	"fmt"
	"math"

	"naql/article"
)

// English words for one Arabic word. Newswire runs from 1.0 to 1.6. The window
// is wider for a short text, by a multiple of the root of its length, because
// one turn of phrase weighs more there; below lengthWords nothing is judged.
// Nothing but an acronym is less than a quarter of its Arabic.
const (
	minRatio, maxRatio   = 0.75, 1.75
	minSpread, maxSpread = 2.0, 2.5
	lengthWords          = 4
	leastShare           = 4
	articleWords         = 100
)

// length finds a segment whose English is far too short or too long.
func length(p *passage) []article.Finding {
	ar, en := len(p.arText), len(p.enText)
	if ar < lengthWords || en == 1 && isAcronym(p.En) {
		return nil
	}
	f := lengthFinding(ar, en)
	for i := range f {
		f[i].SourceSpan = article.Span{0, len(p.Ar)}
		f[i].TargetSpan = article.Span{0, len(p.En)}
	}
	return f
}

// articleLength judges the whole article by its translated segments.
func articleLength(pages []*page) []article.Finding {
	ar, en := 0, 0
	for _, p := range pages {
		if len(p.enText) > 0 {
			ar += len(p.arText)
			en += len(p.enText)
		}
	}
	if ar < articleWords {
		return nil
	}
	return lengthFinding(ar, en)
}

func lengthFinding(ar, en int) []article.Finding {
	words, spread := float64(ar), math.Sqrt(float64(ar))
	low, high := max(minRatio*words-minSpread*spread, words/leastShare), maxRatio*words+maxSpread*spread
	how := "shorter"
	switch {
	case float64(en) > high:
		how = "longer"
	case float64(en) >= low:
		return nil
	}
	return []article.Finding{{
		Check: "length", Severity: article.Major,
		Expected: fmt.Sprintf("%.0f to %.0f words", max(low, 1), high), Found: count(en, "word"),
		Message: fmt.Sprintf("The English is much %s than its Arabic: %s for %d.", how, count(en, "word"), ar),
	}}
}
