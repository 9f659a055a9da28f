package verify

import (
	"fmt"
	"strings"

	"naql/arabic"
	"naql/article"
)

// polarity finds a negative that the English lost or gained. It counts the
// negatives of each sentence on both sides where the sentences of a segment
// correspond, else those of the segment. Only a difference that no other word
// explains is severe.
func polarity(p *passage) []article.Finding {
	if len(p.ar) == 0 || len(p.en) == 0 {
		return nil
	}
	if len(p.arSentences) != len(p.enSentences) {
		return p.polarityOf(tokenRange{0, len(p.ar)}, tokenRange{0, len(p.en)}, false)
	}
	var out []article.Finding
	for i, r := range p.arSentences {
		out = append(out, p.polarityOf(r, p.enSentences[i], true)...)
	}
	if len(out) > 1 && len(p.polarityOf(tokenRange{0, len(p.ar)}, tokenRange{0, len(p.en)}, false)) == 0 {
		return nil // a negative that moved to the sentence beside
	}
	return out
}

func (p *passage) polarityOf(ar, en tokenRange, paired bool) []article.Finding {
	a, e := p.arStance(ar), p.enStance(en)
	if a.particles()+e.particles() == 0 {
		if insists(p.en[en.from:en.to]) && p.hiddenParticle(ar) >= 0 {
			return p.lostNegative(&a, &e, p.hiddenParticle(ar), en, false)
		}
		return nil
	}
	f := p.lost(&a, &e, en)
	if f > arabic.Affirms || a.undone > 0 || e.double > 0 || e.n[arabic.Denies] > a.n[arabic.Denies] { // else they change nothing
		e.affixes = affixes(p.en[en.from:en.to])
		f = p.lost(&a, &e, en)
	}
	if f > arabic.Affirms {
		return p.lostNegative(&a, &e, a.at[f], en, paired)
	}
	if at := added(&a, &e); at >= 0 {
		return p.addedNegative(&a, at, ar, paired)
	}
	return nil
}

// lost returns the force of the Arabic particles that the English has too
// little for, Affirms where it has enough. A word with a negative inside
// (refused) stands for its like (رفض) first.
func (p *passage) lost(a, e *stance, en tokenRange) arabic.Force {
	denies, inside := a.n[arabic.Denies], max(0, e.inside()-a.inside())
	particles := e.particles() - max(0, e.n[arabic.Continues]-a.n[arabic.Continues])
	switch {
	case denies > 0 && denies+a.n[arabic.Lacks] > particles && insists(p.en[en.from:en.to]):
		e.affixes = 0 // no "un-" is the "not" that a do has lost
		return arabic.Denies
	case denies > particles+inside:
		if denies > a.undone || e.n[arabic.Denies]+e.inside() > 0 {
			return arabic.Denies
		}
	case a.n[arabic.Lacks] > 0 && particles+inside == 0 && !e.hedged:
		return arabic.Lacks
	case a.n[arabic.NotOnly] > 0 && e.mute() && !hasAnyOf(p.en[en.from:en.to], adders):
		return arabic.NotOnly
	case a.n[arabic.Excepts] > 0 && e.without > 0 && e.particles() == e.without && e.inside() == 0 && !hasAnyOf(p.en[en.from:en.to], onlies):
		return arabic.Excepts
	case a.n[arabic.Continues] > 0 && particles < denies+a.n[arabic.Continues] && e.inside() == 0 && !hasAnyOf(p.en[en.from:en.to], joiners):
		return arabic.Continues
	}
	return arabic.Affirms
}

// added returns the English token that denies what no word of the Arabic does,
// -1 where there is none. A particle of absence or of an idiom is no ground
// for a "not" where another word is its rendering (illegal for غير قانوني); لا
// ... إلا is one for two: cannot ... without.
func added(a, e *stance) int {
	denies, except := e.n[arabic.Denies], a.n[arabic.Excepts]
	spent := e.n[arabic.Lacks] + e.may() + min(e.affixes+e.derived, max(0, e.inside()-a.inside()))
	ground := a.n[arabic.Denies] + max(0, a.n[arabic.Lacks]+a.may()+except-spent) + max(0, a.inside()-e.inside())
	switch {
	case denies > ground, e.double > 0 && denies+e.double > a.particles()+except+max(0, a.inside()-e.inside()+e.double):
		return e.at[arabic.Denies]
	case e.only && a.particles() == 0:
		return e.at[arabic.MayNegate]
	}
	return -1
}

// lostNegative is severe where the English has not one word that could stand
// for the negative, and no failure to tell in its place.
func (p *passage) lostNegative(a, e *stance, at int, en tokenRange, paired bool) []article.Finding {
	t := p.ar[at]
	end, achieves := t.End, false
	if at+1 < len(p.ar) && p.ar[at+1].Kind == arabic.Letters {
		end, achieves = p.ar[at+1].End, p.ar[at+1].Is(arabic.Achieves)
	}
	f := article.Finding{
		Check: "polarity", Severity: article.Minor,
		SourceSpan: article.Span{t.Start, end}, TargetSpan: p.enSpan(en),
		Expected: "a negative", Found: short(p.En[p.en[en.from].start:p.en[en.to-1].end]),
	}
	if paired && e.silent() && !achieves && a.n[arabic.Denies] > 0 {
		f.Severity = article.Major
	}
	if n := a.n[arabic.Denies] + a.n[arabic.Continues]; e.n[arabic.Denies] == 0 || n < 2 {
		f.Message = fmt.Sprintf("The Arabic denies this (%s); the English does not.", p.Ar[t.Start:end])
	} else {
		f.Message = fmt.Sprintf("The Arabic has %s here, the English %d: one may be lost.", count(n, "negative"), e.n[arabic.Denies])
	}
	return []article.Finding{f}
}

// addedNegative is severe where the Arabic has nothing that could be meant and
// the English denies its verb: "did not". An ellipsis ("or don't") may say in
// its way what the Arabic says in another.
func (p *passage) addedNegative(a *stance, i int, ar tokenRange, paired bool) []article.Finding {
	t := p.en[i]
	start := t.start
	if t.text == "t" && i > 1 {
		start = p.en[i-2].start
	}
	f := article.Finding{
		Check: "polarity", Severity: article.Minor,
		SourceSpan: p.arSpan(ar), TargetSpan: article.Span{start, t.end},
		Expected: "no negative", Found: p.En[start:t.end],
	}
	if paired && a.silent() && p.hiddenParticle(ar) < 0 && i+1 < len(p.en) && isWordRune(firstOf(p.en[i+1].text)) && surelyDenies(p.en, i) {
		f.Severity = article.Major
	}
	f.Message = fmt.Sprintf("The English has “%s”, the Arabic has no negative for it.", f.Found)
	return []article.Finding{f}
}

// surelyDenies reports a negative that no idiom is made of: "did not", "never",
// "no one".
func surelyDenies(toks []enToken, i int) bool {
	switch toks[i].text {
	case "t", "not", "cannot", "never", "nobody":
		return true
	case "no":
		return enAt(toks, i+1) == "one" || enAt(toks, i+1) == "longer"
	}
	return false
}

func (p *passage) enSpan(r tokenRange) article.Span {
	return article.Span{p.en[r.from].start, p.en[r.to-1].end}
}

func (p *passage) arSpan(r tokenRange) article.Span {
	return article.Span{p.ar[r.from].Start, p.ar[r.to-1].End}
}

// hiddenParticle returns the first word that may be one with a particle whose
// space is missing, -1 for none: لميكن, نحنلا. Most words of that shape are
// others, so it is no proof: it keeps a finding from being severe, or joins a
// do that was left without its "not".
func (p *passage) hiddenParticle(r tokenRange) int {
	for i := r.from; i < r.to; i++ {
		key := p.ar[i].Key
		if p.ar[i].Kind != arabic.Letters || len(key) < len("لميكن") || key == "فعلا" {
			continue
		}
		if strings.HasSuffix(key, "لا") {
			return i
		}
		for _, begin := range [...]string{"لمي", "لمت", "لمن", "لمس", "لني", "لنت", "لاي", "لات"} {
			if strings.HasPrefix(key, begin) {
				return i
			}
		}
	}
	return -1
}
