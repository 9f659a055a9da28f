package glossary

import (
	"cmp"
	"slices"
	"strings"

	"naql/arabic"
)

// Proof is what one English text has for the mentions of its Arabic.
type Proof struct {
	// Kept holds for each mention the byte span of its rendering, start and
	// end; end is 0 where it has none, as for every mention that is a hint.
	// No two overlap.
	Kept [][2]int
	// Wrong holds the forbidden forms in the order of the text. They overlap
	// neither each other nor what is kept.
	Wrong []Wrong
}

// Wrong is a forbidden form in the English.
type Wrong struct {
	Start, End int
	// Mention is the index of the mention in whose place it stands; of the
	// first mention of its term where each has its rendering elsewhere, and
	// Beside is then set.
	Mention int
	Beside  bool
}

// Prove looks in en, the English of one segment, for the mentions of that
// segment, in the order of the Arabic. Each needs a rendering of its own: a
// place where an accepted form stands proves one mention of one term. Of forms
// inside each other the longest counts, so that Syrian Democratic Forces
// proves no Syria, whether accepted or forbidden; of forms that straddle the
// one whose term has nothing else, then the longest. Where a term has more
// renderings than mentions, its preferred and first forms go before later
// ones, which may belong to another name. Renderings and forbidden forms are
// given to mentions in order. A gloss needs no rendering; it is proved by the
// acronym that its mention's first form ends in, or by one that is left over.
func Prove(en string, mentions []Mention) Proof {
	p := newProver(en, mentions)
	p.choose()
	p.assign()
	proof := p.proof(len(mentions))
	for _, g := range p.glosses {
		p.proveGloss(g, proof.Kept)
	}
	return proof
}

// prover finds the proof for one text.
type prover struct {
	en       string
	concepts []concept
	places   []spot // by start, the longer first
	glosses  []gloss
	search   int
}

// gloss is a mention in brackets behind another of its concept.
type gloss struct {
	mention int
	concept int32
}

// concept is one term of the segment.
type concept struct {
	mentions []int // those that bind, in order
	places   []int // where it may be rendered, in order of preference
	next     int   // places before it are owned
	seen     int   // the search that came by last
	sure     int   // claims on places that nothing overlaps
	kin      *kin  // whose other names are no rendering; may be nil
}

// spot is a span of the text that one form or several spell.
type spot struct {
	start, end int
	claims     []spotClaim
	inner      bool // inside a longer place
	contested  bool // straddles another
	taken      bool
	gloss      bool  // in brackets behind another form of its term
	owner      int32 // concept, counted from 1
}

type spotClaim struct {
	concept int32
	claim   claim
	literal bool // letter for letter as the entry has it
}

// claim is what a form at a place says about a term.
type claim int8

const (
	claimFull   claim = iota // the preferred form, or one that holds it
	claimLater               // another accepted form
	claimWrong               // a forbidden form
	claimHinted              // an accepted form of a mention that does not bind
)

func newProver(en string, mentions []Mention) *prover {
	p := &prover{en: en}
	byTerm := make(map[string]int32, len(mentions))
	lexicon := newLexicon()
	defer lexicon.done()
	for i := range mentions {
		m := &mentions[i]
		c, known := byTerm[m.Term]
		if !known {
			c = int32(len(p.concepts))
			byTerm[m.Term] = c
			p.concepts = append(p.concepts, concept{})
		}
		if m.Strength == Hint {
			if !known {
				m.addForms(lexicon, c, claimHinted)
			}
			continue
		}
		if p.concepts[c].mentions == nil {
			m.addForms(lexicon, c, claimFull)
			p.concepts[c].kin = m.shared().kin
		}
		if m.Type == TypePerson && (arabic.Words(m.Surface) == 1 || strings.HasSuffix(m.Arabic, " "+m.Surface)) {
			p.concepts[c].kin = nil // a surname may be anybody's
		}
		if m.Gloss && i > 0 {
			p.glosses = append(p.glosses, gloss{i, c})
			continue
		}
		p.concepts[c].mentions = append(p.concepts[c].mentions, i)
	}
	p.find(lexicon)
	return p
}

// addForms adds the forms of a mention's term: those that it accepts, and
// where it binds those that it forbids.
func (m *Mention) addForms(l *lexicon, owner int32, claim claim) {
	f := m.shared()
	for i := range f.forms {
		x := f.forms[i]
		x.owner = owner
		if claim == claimHinted {
			x.claim, x.plurals = claimHinted, x.plurals && m.Type == TypeTerm
		}
		l.add(x)
	}
	if claim == claimHinted {
		return
	}
	for i := range f.wrong {
		if x := f.wrong[i]; slices.Contains(m.Forbidden, x.form) {
			x.owner = owner
			l.add(x)
		}
	}
}

// find fills in the places, one for each span, and settles their claims.
func (p *prover) find(l *lexicon) {
	type spelled struct {
		start, end int
		spotClaim
	}
	var found []spelled
	l.find(p.en, func(x *lexeme, start, end int) {
		if x.claim == claimLater && p.concepts[x.owner].kin.belongsToOther(p.en, x.form, start, end) {
			return
		}
		found = append(found, spelled{start, end, spotClaim{x.owner, x.claim, p.en[start:end] == x.form}})
	})
	// One term may list the form with its article and another without: that is
	// one place.
	with := make(map[int]int) // where a form with the article starts, by its end
	for _, f := range found {
		if _, the := cutThe(p.en[f.start:f.end]); the {
			with[f.end] = f.start
		}
	}
	for i, f := range found {
		if start, ok := with[f.end]; ok && f.start == start+len("the ") {
			found[i].start = start
		}
	}
	slices.SortStableFunc(found, func(a, b spelled) int {
		return cmp.Or(a.start-b.start, b.end-a.end, cmp.Compare(a.claim, b.claim))
	})
	claims := make([]spotClaim, len(found))
	hinted := 0 // where the last form of a hint ends
	for i := 0; i < len(found); {
		a := spot{start: found[i].start, end: found[i].end}
		from := i
		for ; i < len(found) && found[i].start == a.start && found[i].end == a.end; i++ {
			claims[i] = found[i].spotClaim
		}
		a.claims = settle(claims[from:i:i])
		switch a.claims[0].claim {
		case claimHinted:
			hinted = max(hinted, a.end)
			continue // proves nothing, but what it holds is not wrong
		case claimWrong:
			if a.end <= hinted {
				continue
			}
		}
		p.places = append(p.places, a)
	}
}

// settle drops the weaker of the claims on one place: what is right for one
// term is not wrong for another, unless only the forbidden form is there
// letter for letter.
func settle(claims []spotClaim) []spotClaim {
	claims = slices.CompactFunc(claims, func(a, b spotClaim) bool { return a.concept == b.concept && a.claim == b.claim })
	var is, literal [2]bool // right, wrong
	for _, c := range claims {
		i := 0
		if c.claim == claimWrong {
			i = 1
		}
		is[i] = true
		literal[i] = literal[i] || c.literal
	}
	if !is[0] || !is[1] {
		return claims
	}
	wrong := literal[1] && !literal[0]
	return slices.DeleteFunc(claims, func(c spotClaim) bool { return (c.claim == claimWrong) != wrong })
}

// proof gives each term's places to its mentions in order, the forbidden forms
// in their turn.
func (p *prover) proof(mentions int) Proof {
	proof := Proof{Kept: make([][2]int, mentions)}
	free := make([]int, len(p.concepts)) // mentions without a rendering
	for i, c := range p.concepts {
		free[i] = len(c.mentions)
	}
	for _, a := range p.places {
		if a.owner > 0 {
			free[a.owner-1]--
		}
	}
	turn := make([]int, len(p.concepts))
	for _, a := range p.places {
		switch {
		case a.owner > 0:
			c := a.owner - 1
			proof.Kept[p.concepts[c].mentions[turn[c]]] = [2]int{a.start, a.end}
			turn[c]++
		case a.taken && a.claims[0].claim == claimWrong:
			c := a.claims[0].concept
			w := Wrong{a.start, a.end, p.concepts[c].mentions[0], free[c] == 0}
			if free[c] > 0 {
				w.Mention = p.concepts[c].mentions[turn[c]]
				free[c]--
				turn[c]++
			}
			proof.Wrong = append(proof.Wrong, w)
		}
	}
	return proof
}
