package verify

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"naql/article"
	"naql/glossary"
)

// Slip is a mention that binds and in whose place exactly one wrong form
// stands: one that the house forbids, or an unlisted spelling that can be no
// other name. Span is its place in the English of the mention's segment.
type Slip struct {
	Mention glossary.Mention
	Span    article.Span
}

// proof is what one segment shows of its mentions.
type proof struct {
	uses     []article.TermUse
	findings []article.Finding
	slips    []Slip

	segment  article.Segment
	mentions []glossary.Mention
	found    glossary.Proof
	source   *source
	suspects []suspect
	told     []suspect // those that a finding names
}

// tally counts one term in one segment.
type tally struct {
	mentions []int // those that bind and are no gloss
	kept     int
	wrong    []glossary.Wrong
}

// terms proves every mention that binds. Each has a rendering of its own or is
// not kept. A term with none in the segment is one finding; with fewer than
// its mentions it is one minor one, since English goes on with a pronoun. The
// forbidden forms are a finding each, and stand for the mentions that they
// displaced.
func (n *naming) terms(s article.Segment, mentions []glossary.Mention) *proof {
	if len(mentions)+len(n.targets) == 0 {
		return &proof{segment: s}
	}
	p := &proof{segment: s, mentions: mentions, found: glossary.Prove(s.En, mentions), source: newSource(s.Ar, mentions)}
	p.suspects = n.suspects(s, p.source, p.found)
	for _, t := range p.tallies() {
		p.dropExplained(t)
		for _, w := range t.wrong {
			m := mentions[w.Mention]
			p.findings = append(p.findings, n.forbiddenAt(m, s.En, w))
			if len(t.wrong) == 1 && !w.Beside && p.replaceable(m, w) {
				p.slip(m, article.Span{w.Start, w.End})
			}
		}
		if t.kept+len(t.wrong) < len(t.mentions) {
			p.missing(t)
		}
	}
	p.findings = append(p.findings, discouraged(s, mentions)...)
	return p
}

// follow goes on through the article to one more segment: which spellings it
// has seen, which names it has introduced.
func (n *naming) follow(p *proof, u *usage) []article.Finding {
	for _, x := range p.told {
		u.tell(x.term, x.as.text)
	}
	return append(n.spellings(p, u), n.introductions(p, u)...)
}

// tallies counts the terms in the order of their first mention, and notes the
// use of each mention.
func (p *proof) tallies() []*tally {
	byTerm := make(map[string]*tally)
	var order []*tally
	for i, m := range p.mentions {
		if m.Strength == glossary.Hint {
			continue
		}
		t := byTerm[m.Term]
		if t == nil {
			t = &tally{}
			byTerm[m.Term] = t
			order = append(order, t)
		}
		use := termUse(p.segment, m)
		use.TargetSpan = article.Span(p.found.Kept[i])
		use.Kept = use.TargetSpan[1] > 0
		p.uses = append(p.uses, use)
		if m.Gloss {
			continue
		}
		t.mentions = append(t.mentions, i)
		if use.Kept {
			t.kept++
		}
	}
	for _, w := range p.found.Wrong {
		t := byTerm[p.mentions[w.Mention].Term]
		t.wrong = append(t.wrong, w)
	}
	return order
}

// dropExplained leaves out the forbidden forms that are another word of the
// Arabic: Jacob is no Baqubah where a جاكوب speaks there.
func (p *proof) dropExplained(t *tally) {
	t.wrong = slices.DeleteFunc(t.wrong, func(w glossary.Wrong) bool {
		capitals := 0
		for _, u := range units(words(p.segment.En[w.Start:w.End])) {
			if len(u.words) > 1 {
				continue
			}
			if capitals++; !p.source.hasOther(p.mentions[w.Mention].Term, u) {
				return false
			}
		}
		return capitals > 0
	})
}

// missing reports a term that the English has less often than the Arabic. An
// unlisted spelling of it is named.
func (p *proof) missing(t *tally) {
	m := p.unproved(t)
	f := article.Finding{Check: "term", Severity: article.Minor, SourceSpan: article.Span{m.Start, m.End}, Expected: m.Form}
	if t.kept+len(t.wrong) == 0 {
		f.Severity = strengthSeverity(m.Strength)
	}
	var like []suspect
	for _, x := range p.suspects {
		if x.term == m.Term {
			like = append(like, x)
		}
	}
	switch {
	case len(like) > 0:
		p.told = append(p.told, like[0])
		f.TargetSpan, f.Found = like[0].span, p.segment.En[like[0].span[0]:like[0].span[1]]
		f.Message = fmt.Sprintf("“%s” must read “%s”; the English has “%s”.", m.Surface, m.Form, f.Found)
		if len(like) == 1 && like[0].sure && t.kept+len(t.wrong) == 0 {
			p.slip(m, like[0].span)
		}
	case t.kept > 0:
		f.Message = fmt.Sprintf("The Arabic has “%s” %s, the English only %s; a pronoun may stand for the rest.",
			m.Surface, times(len(t.mentions)), times(t.kept))
	case len(t.wrong) > 0:
		return // the forbidden forms say it
	default:
		f.Message = fmt.Sprintf("“%s” must read “%s”; the English does not have it.", m.Surface, m.Form)
	}
	p.findings = append(p.findings, f)
}

// unproved returns the first mention of a term for which nothing stands, one
// that is enforced before others.
func (p *proof) unproved(t *tally) glossary.Mention {
	displaced := make(map[int]bool, len(t.wrong))
	for _, w := range t.wrong {
		displaced[w.Mention] = true
	}
	first := -1
	for _, i := range t.mentions {
		if p.found.Kept[i][1] > 0 || displaced[i] {
			continue
		}
		if first < 0 || p.mentions[first].Strength != glossary.Enforce && p.mentions[i].Strength == glossary.Enforce {
			first = i
		}
	}
	return p.mentions[first]
}

// replaceable reports whether a forbidden form is no more than the name's: not
// an ordinary word in small letters (hope for Amal), nor a part of what another
// body is called (Iranian Foreign Ministry for the State Department).
func (p *proof) replaceable(m glossary.Mention, w glossary.Wrong) bool {
	if hasCapital(m.English) && !hasCapital(p.segment.En[w.Start:w.End]) {
		return false
	}
	if m.Type != glossary.TypeOrg && m.Type != glossary.TypeFacility {
		return true
	}
	before := p.segment.En[max(0, w.Start-100):w.Start]
	ws := words(before)
	if len(ws) == 0 {
		return true
	}
	last := ws[len(ws)-1]
	return !last.capital || last.opens && ordinary(last.text) || strings.TrimSpace(before[last.end:]) != "" ||
		slices.ContainsFunc(m.Accept, func(form string) bool { return strings.HasPrefix(form, last.text+" ") })
}

func hasCapital(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) >= 0 }

func (p *proof) slip(m glossary.Mention, at article.Span) {
	if m.Strength == glossary.Enforce {
		p.slips = append(p.slips, Slip{m, at})
	}
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// lost is the proof for the mentions of a segment that has no English.
func lost(s article.Segment, mentions []glossary.Mention) []article.TermUse {
	var uses []article.TermUse
	for _, m := range mentions {
		if m.Strength != glossary.Hint {
			uses = append(uses, termUse(s, m))
		}
	}
	return uses
}

func termUse(s article.Segment, m glossary.Mention) article.TermUse {
	return article.TermUse{Term: m.Term, Ar: m.Surface, En: m.English, Segment: s.ID, SourceSpan: article.Span{m.Start, m.End}}
}

func strengthSeverity(s glossary.Strength) article.Severity {
	if s == glossary.Enforce {
		return article.Major
	}
	return article.Minor
}
