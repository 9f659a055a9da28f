package glossary

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// choose takes places that do not overlap.
func (p *prover) choose() {
	p.overlaps()
	order := make([]int, len(p.places))
	for i := range order {
		order[i] = i
	}
	rank := func(a *spot) int {
		switch {
		case a.inner:
			return 3
		case !a.contested:
			return 0
		case p.wanted(a):
			return 1
		}
		return 2
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &p.places[i], &p.places[j]
		return cmp.Or(rank(a)-rank(b), (b.end-b.start)-(a.end-a.start), a.start-b.start)
	})
	covered := make([]bool, len(p.en))
	for _, i := range order {
		a := &p.places[i]
		if a.taken = !slices.Contains(covered[a.start:a.end], true); a.taken {
			for at := a.start; at < a.end; at++ {
				covered[at] = true
			}
		}
	}
	p.dropGlosses()
}

// dropGlosses leaves out the accepted forms that stand in brackets right behind
// another form of their term, right or wrong: they repeat it.
func (p *prover) dropGlosses() {
	var last *spot
	for i := range p.places {
		a := &p.places[i]
		if !a.taken {
			continue
		}
		if last != nil && p.en[last.end:a.start] == " (" && strings.HasPrefix(p.en[a.end:], ")") &&
			a.claims[0].claim != claimWrong && a.claims[0].concept == last.claims[0].concept {
			a.taken, a.gloss = false, true
		}
		last = a
	}
}

// overlaps marks the places inside others and those that straddle, and counts
// for each term those that do neither.
func (p *prover) overlaps() {
	var last *spot // the outer place before
	for i := range p.places {
		a := &p.places[i]
		switch {
		case last != nil && a.end <= last.end:
			a.inner = true
			continue
		case last != nil && a.start < last.end:
			a.contested, last.contested = true, true
		}
		last = a
	}
	for i := range p.places {
		if a := &p.places[i]; !a.inner && !a.contested {
			for _, c := range a.claims {
				p.concepts[c.concept].sure++
			}
		}
	}
}

// wanted reports whether a term that claims the place has too few others.
func (p *prover) wanted(a *spot) bool {
	return slices.ContainsFunc(a.claims, func(c spotClaim) bool {
		return c.claim != claimWrong && p.concepts[c.concept].sure < len(p.concepts[c.concept].mentions)
	})
}

// assign gives the places that were taken to terms, as many as each has
// mentions, so that as many mentions as possible have one: a place that
// several terms claim goes where it is needed.
func (p *prover) assign() {
	for _, kind := range []claim{claimFull, claimLater} {
		for i, a := range p.places {
			for _, c := range a.claims {
				if a.taken && c.claim == kind {
					p.concepts[c.concept].places = append(p.concepts[c.concept].places, i)
				}
			}
		}
	}
	for c := range p.concepts {
		for range p.concepts[c].mentions {
			p.search++
			if !p.place(int32(c)) {
				break
			}
		}
	}
}

// place finds one more place for a term, a free one or one whose owner can
// have another: an augmenting path.
func (p *prover) place(c int32) bool {
	t := &p.concepts[c]
	t.seen = p.search
	for ; t.next < len(t.places); t.next++ {
		if a := &p.places[t.places[t.next]]; a.owner == 0 {
			a.owner = c + 1
			return true
		}
	}
	for _, i := range t.places {
		owner := p.places[i].owner - 1
		if p.concepts[owner].seen < p.search && p.place(owner) {
			p.places[i].owner = c + 1
			return true
		}
	}
	return false
}

// maxGlossPlaces bounds how far behind a rendering its gloss is looked for.
const maxGlossPlaces = 4

// proveGloss finds the words for a gloss, which stands behind another mention.
func (p *prover) proveGloss(g gloss, kept [][2]int) {
	before := &kept[g.mention-1]
	if before[1] == 0 {
		return
	}
	start, end := before[0], before[1]
	if expansion, acronym, ok := Introduces(p.en[start:end]); ok {
		before[1] = start + len(expansion)
		kept[g.mention] = [2]int{end - len(acronym) - 1, end - 1}
		return
	}
	at := sort.Search(len(p.places), func(i int) bool { return p.places[i].start >= end })
	for i := at; i < min(at+maxGlossPlaces, len(p.places)); i++ {
		a := &p.places[i]
		if (a.gloss || a.taken) && a.owner == 0 && a.claims[0].claim != claimWrong && a.claims[0].concept == g.concept {
			a.owner = g.concept + 1
			kept[g.mention] = [2]int{a.start, a.end}
			return
		}
	}
}
