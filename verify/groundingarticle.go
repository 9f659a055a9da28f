package verify

import "naql/arabic"

// Where a name is looked for that its own segment has not: so many segments
// before and behind it, for so many names of one segment. An article has fewer
// segments and no such names.
const reach, maxSearches = 40, 8

// arLetters is one Arabic word as it stands and as letters.
type arLetters struct {
	key string
	arWord
}

// around returns the Arabic words of the segments around one, its own among
// them; nil where there are no others, or too much was asked.
func (g *grounding) around(id string) []arLetters {
	if g.searches++; g.searches > maxSearches || len(g.segments) < 2 {
		return nil
	}
	if g.starts == nil {
		g.index()
	}
	i := g.places[id]
	return g.all[g.starts[max(0, i-reach)]:g.starts[min(len(g.segments), i+reach+1)]]
}

// index reads the Arabic of all segments.
func (g *grounding) index() {
	g.places = make(map[string]int, len(g.segments))
	for i, s := range g.segments {
		g.places[s.ID] = i
		g.starts = append(g.starts, len(g.all))
		for _, t := range arabic.Lex(s.Ar) {
			if t.Kind == arabic.Letters {
				x := arLetters{key: t.Key}
				x.spread(t.Key)
				g.all = append(g.all, x)
			}
		}
		g.all = append(g.all, arLetters{}) // no name goes over the end of a segment
	}
	g.starts = append(g.starts, len(g.all))
}
