package glossary

import (
	"iter"
	"strings"

	"naql/arabic"
)

// Overlap is a pair of entries whose Arabic has words in common.
type Overlap struct {
	// Nested: the entry inside which Inner stands. Straddling: the one that
	// begins first.
	Outer string `json:"outer"`
	Inner string `json:"inner"`
	// Arabic is the form of Outer, Shared the words it has in common with Inner.
	Arabic string `json:"arabic"`
	Shared string `json:"shared"`
}

// overlapLimit bounds each table of Overlaps.
const overlapLimit = 100_000

// Overlaps returns which entries stand inside longer ones, where the longer one
// is found alone, and which can straddle: the last words of one are the first
// of another, so that a text may have both in fewer words than they need, and
// only the one that begins first is found. Neither is a fault. Entries of scope
// credit are left out, and so is what goes beyond 100,000 pairs; of entries with
// one spelling the first stands for all.
func (g *Glossary) Overlaps() (nested, straddling []Overlap) {
	starts := map[string][]int{} // entries by each way to begin, the whole left out
	for i, t := range g.terms {
		if t.Scope == ScopeCredit {
			continue
		}
		for _, words := range t.wordsOf() {
			for n := 1; n < len(words); n++ {
				key := keyOf(words[:n], arabic.Bare)
				if ids := starts[key]; len(ids) == 0 || ids[len(ids)-1] != i {
					starts[key] = append(ids, i)
				}
			}
		}
	}
	done := map[string]bool{} // spellings
	for i, t := range g.terms {
		if t.Scope == ScopeCredit {
			continue
		}
		inside, across := map[string]bool{}, map[string]bool{}
		for _, words := range t.wordsOf() {
			key := keyOf(words, arabic.Bare)
			if len(words) < 2 || done[key] {
				continue
			}
			done[key] = true
			form := join(words)
			for id, shared := range g.inside(t, form) {
				if !inside[id] && len(nested) < overlapLimit {
					inside[id] = true
					nested = append(nested, Overlap{t.ID, id, form, shared})
				}
			}
			for n := 1; n < len(words); n++ {
				for _, other := range starts[keyOf(words[n:], arabic.Bare)] {
					id := g.terms[other].ID
					if other != i && !across[id] && len(straddling) < overlapLimit {
						across[id] = true
						straddling = append(straddling, Overlap{t.ID, id, form, join(words[n:])})
					}
				}
			}
		}
	}
	return nested, straddling
}

// inside yields the entries inside a form of one, and their Arabic.
func (g *Glossary) inside(t Term, form string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, m := range g.Find(form) {
			for _, id := range m.Covers {
				inner, _ := g.Lookup(id)
				if m.Term == t.ID && !yield(id, inner.Arabic) {
					return
				}
			}
		}
	}
}

// wordsOf returns the words of each Arabic form of an entry.
func (t Term) wordsOf() [][][]rune {
	var out [][][]rune
	for _, form := range t.arabicOf() {
		out = append(out, arabic.LettersOf(form))
	}
	return out
}

func join(words [][]rune) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, " ")
}
