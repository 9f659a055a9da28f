package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
	"naql/glossary"
)

// naming is how the names of one article may be spelled.
type naming struct {
	targets map[string][]target // by the key of the sound
	known   map[string]bool     // words of accepted forms, in lower case
	own     map[[2]string]bool  // term and word of an accepted form
	listed  map[string]bool     // words of forbidden forms
	mixed   map[string]bool     // terms with two accepted spellings of one sound
	intro   map[string]introduction
}

// usage is how the names were spelled and introduced so far, on one way
// through the segments in order.
type usage struct {
	used  map[[2]string]target
	told  map[[2]string]bool // term and spelling that a finding named
	intro map[string]*introduction
}

func newUsage() *usage {
	return &usage{used: make(map[[2]string]target), told: make(map[[2]string]bool), intro: make(map[string]*introduction)}
}

// target is a name or a part of one that a listed form, accepted or forbidden,
// spells by the sound of the Arabic: Ghwayran of Ghwayran prison, but not
// Syrian or Forces.
type target struct {
	term  string
	house string // what the house writes
	unit
}

// newNaming gathers the names of the mentions. Terms that are no names have no
// spellings.
func newNaming(mentions []glossary.Mention) *naming {
	n := &naming{
		targets: make(map[string][]target), known: make(map[string]bool), own: make(map[[2]string]bool),
		listed: make(map[string]bool), mixed: make(map[string]bool), intro: make(map[string]introduction),
	}
	seen := make(map[string]bool)
	for _, m := range mentions {
		if m.Use == glossary.UseFirst && !strings.EqualFold(withoutArticle(m.Form), withoutArticle(m.English)) {
			n.intro[m.Term] = newIntroduction(m.Form)
		}
		if !seen[m.Term] {
			seen[m.Term] = true
			n.add(m)
		}
	}
	return n
}

func (n *naming) add(m glossary.Mention) {
	var source []sound
	if m.Type != glossary.TypeTerm {
		source = arabicSounds(m.Arabic)
	}
	for _, form := range m.Accept {
		ws := words(form)
		for _, w := range ws {
			key := nameKey(w.text)
			n.known[key], n.own[[2]string{m.Term, key}] = true, true
		}
		if source != nil {
			n.addTargets(m.Term, ws, source)
		}
	}
	for _, form := range m.Forbidden {
		ws := words(form)
		for _, w := range ws {
			n.listed[nameKey(w.text)] = true
		}
		if source == nil {
			continue
		}
		for _, u := range units(ws) {
			if slices.ContainsFunc(source, u.same) && (len(u.words) == len(ws) || n.respells(m.Term, u)) {
				n.targets[u.key()] = append(n.targets[u.key()], target{m.Term, m.English, u})
			}
		}
	}
}

// respells reports whether a part of a wrong form is an accepted part in
// another spelling: Hasaka of Hasaka Province, but not Syria of the Syria
// Democratic Forces, which is a name of its own.
func (n *naming) respells(term string, u unit) bool {
	return slices.ContainsFunc(n.targets[u.key()], func(t target) bool { return t.term == term && t.same(u.sound) })
}

// addTargets takes in one accepted form. Two forms that spell a name in two
// ways are noted; two names in one form (Deir el-Zour) are not.
func (n *naming) addTargets(term string, ws []word, source []sound) {
	var found []target
	for _, u := range units(ws) {
		if !slices.ContainsFunc(source, u.same) {
			continue
		}
		for _, t := range n.targets[u.key()] {
			n.mixed[term] = n.mixed[term] || t.term == term && t.otherwise(u)
		}
		found = append(found, target{term, u.name(), u})
	}
	for _, t := range found {
		n.targets[t.key()] = append(n.targets[t.key()], t)
	}
}

// otherwise reports whether a unit is the same name in another spelling.
func (t target) otherwise(u unit) bool { return t.text != u.text && t.same(u.sound) && t.close(u) }

// spellings finds the names that a segment spells otherwise than the house, or
// than the article did before. Each spelling is reported once.
func (n *naming) spellings(p *proof, u *usage) []article.Finding {
	var out []article.Finding
	for i, span := range p.found.Kept {
		if span[1] > 0 && n.mixed[p.mentions[i].Term] {
			out = append(out, n.twoSpellings(p.segment.En, p.mentions[i], span, u)...)
		}
	}
	for _, x := range p.suspects {
		if x.doubtful || !x.close(x.as) && !n.listed[x.as.text] || !u.tell(x.term, x.as.text) {
			continue
		}
		text := p.segment.En[x.span[0]:x.span[1]]
		out = append(out, article.Finding{
			Check: "spelling", Severity: article.Minor, TargetSpan: x.span, Expected: x.house, Found: text,
			Message: fmt.Sprintf("“%s” looks like another name for “%s”.", text, x.house),
		})
	}
	return out
}

// twoSpellings finds a rendering that is accepted and spelled otherwise than
// an accepted one before.
func (n *naming) twoSpellings(en string, m glossary.Mention, span [2]int, so *usage) []article.Finding {
	for _, u := range units(words(en[span[0]:span[1]])) {
		for _, t := range n.targets[u.key()] {
			if t.term != m.Term || t.text != u.text {
				continue
			}
			key := [2]string{m.Term, u.key()}
			first, ok := so.used[key]
			if !ok {
				so.used[key] = t
			} else if first.otherwise(u) && so.tell(m.Term, "") {
				return []article.Finding{{
					Check: "spelling", Severity: article.Minor, SourceSpan: article.Span{m.Start, m.End},
					TargetSpan: article.Span(span), Expected: first.name(), Found: t.name(),
					Message: fmt.Sprintf("“%s” and “%s” are two spellings of one name in this article.", first.name(), t.name()),
				}}
			}
			break
		}
	}
	return nil
}

// tell reports whether no finding named the spelling before, and remembers it;
// the empty one is for two accepted spellings.
func (u *usage) tell(term, text string) bool {
	key := [2]string{term, text}
	before := u.told[key]
	u.told[key] = true
	return !before
}
