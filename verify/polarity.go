package verify

import (
	"fmt"
	"strings"

	"naql/arabic"
	"naql/article"
)

// stance counts what a text denies. Idioms and words with a negative inside
// may stand against a negative of the other language and need none.
type stance struct {
	denies, lacks int
	idioms, words int // that may negate
	undone        int // denials of a word with a negative inside: لم يرفض
	hedged        bool
	only          bool // not only: Arabic has a word for it
	first         int  // the first token that denies or lacks, -1 for none
}

// silent reports whether nothing in the text could be a negative.
func (s stance) silent() bool {
	return s.denies+s.lacks+s.idioms+s.words == 0 && !s.hedged
}

// exceeds reports whether s denies more than other can stand for. A word with
// a negative inside (refused) stands for its like (رفض) first.
func (s stance) exceeds(other stance) bool {
	return s.denies > other.denies+other.lacks+other.idioms+max(0, other.words-s.words)
}

func (s *stance) add(f arabic.Force, i int) {
	switch f {
	case arabic.Denies:
		s.denies++
	case arabic.Lacks:
		s.lacks++
	case arabic.HoldsNegative:
		s.words++
	case arabic.MayNegate:
		s.idioms++
	}
	if f >= arabic.Lacks && s.first < 0 {
		s.first = i
	}
}

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
	switch {
	case a.denies > e.denies+e.lacks+e.idioms && insists(p.en[en.from:en.to]):
		return p.lostNegative(a, e, ar, en, paired)
	case a.exceeds(e) || a.lacks > 0 && e.silent():
		e.idioms += affixes(p.en[en.from:en.to])
		if twice := a.undone == a.denies && a.undone > 0 && e.denies+e.words == 0; !twice && (a.exceeds(e) || e.silent()) {
			return p.lostNegative(a, e, ar, en, paired)
		}
	case e.exceeds(a) || e.only && a.silent():
		return p.addedNegative(a, e, ar, paired)
	}
	return nil
}

func (p *passage) arStance(r tokenRange) stance {
	s := stance{first: -1}
	for i := r.from; i < r.to; i++ {
		if t := &p.ar[i]; t.Is(arabic.Negates | arabic.NegativeInside) {
			f := arabic.Negation(p.Ar, p.ar, i)
			s.add(f, i)
			if f == arabic.Denies && p.undone(i, r.to) {
				s.undone++
			}
		} else if t.Is(arabic.Hedges) {
			s.hedged = true
		}
	}
	return s
}

// undone reports whether the particle at i denies a word with a negative
// inside, at once or behind a verb: لا يمكن إنكار. English may affirm instead.
func (p *passage) undone(i, to int) bool {
	for j := i + 1; j < min(i+3, to); j++ {
		if p.ar[j].Is(arabic.NegativeInside) {
			return true
		}
	}
	return false
}

func (p *passage) enStance(r tokenRange) stance {
	s := stance{first: -1}
	for i := r.from; i < r.to; i++ {
		if t := &p.en[i]; t.is(enNegates | enNegative) {
			s.add(enForce(p.en, i), i)
			if t.text == "not" && !s.only && notOnly[enAt(p.en, i+1)] {
				s.only = true
				s.first = i
			}
		} else if t.is(enHedges) {
			s.hedged = true
		}
	}
	return s
}

// affixes counts the words that a prefix or suffix makes negative.
func affixes(toks []enToken) int {
	n := 0
	for _, t := range toks {
		if !t.is(enNegates|enNegative) && negativeAffix(t.text) {
			n++
		}
	}
	return n
}

// lostNegative is severe where the English has not one word that could stand
// for the negative, and no failure to tell in its place.
func (p *passage) lostNegative(a, e stance, ar, en tokenRange, paired bool) []article.Finding {
	t := p.ar[a.first]
	end := t.End
	if a.first+1 < len(p.ar) && p.ar[a.first+1].Kind == arabic.Letters {
		end = p.ar[a.first+1].End
	}
	f := article.Finding{
		Check: "polarity", Severity: article.Minor,
		SourceSpan: article.Span{t.Start, end}, TargetSpan: p.enSpan(en),
		Expected: "a negative", Found: short(p.En[p.en[en.from].start:p.en[en.to-1].end]),
	}
	achieves := a.first+1 < len(p.ar) && p.ar[a.first+1].Is(arabic.Achieves)
	if paired && e.silent() && !achieves && a.denies > 0 {
		f.Severity = article.Major
	}
	if e.denies == 0 {
		f.Message = fmt.Sprintf("The Arabic denies this (%s); the English does not.", p.Ar[t.Start:end])
	} else {
		f.Message = fmt.Sprintf("The Arabic has %s here, the English %d: one may be lost.", count(a.denies, "negative"), e.denies)
	}
	return []article.Finding{f}
}

// addedNegative is severe where the Arabic has nothing that could be meant and
// the English denies its verb: "did not". An ellipsis ("or don't") may say in
// its way what the Arabic says in another.
func (p *passage) addedNegative(a, e stance, ar tokenRange, paired bool) []article.Finding {
	i := e.first
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
	if paired && a.silent() && !hidesParticle(p.ar[ar.from:ar.to]) && i+1 < len(p.en) && isWordRune(firstOf(p.en[i+1].text)) && (t.text == "t" || t.text == "not" || t.text == "cannot") {
		f.Severity = article.Major
	}
	f.Message = fmt.Sprintf("The English has “%s”, the Arabic has no negative for it.", f.Found)
	return []article.Finding{f}
}

func (p *passage) enSpan(r tokenRange) article.Span {
	return article.Span{p.en[r.from].start, p.en[r.to-1].end}
}

func (p *passage) arSpan(r tokenRange) article.Span {
	return article.Span{p.ar[r.from].Start, p.ar[r.to-1].End}
}

// hidesParticle reports whether a space may be missing beside a particle:
// لميكن, نحنلا. Most words of that shape are others; they only keep a finding
// from being severe.
func hidesParticle(toks []arabic.Lexeme) bool {
	for _, t := range toks {
		if t.Kind != arabic.Letters || len(t.Key) < len("لميكن") {
			continue
		}
		for _, p := range []string{"لمي", "لمت", "لمن", "لمس", "لني", "لنت", "لاي", "لات"} {
			if strings.HasPrefix(t.Key, p) {
				return true
			}
		}
		if strings.HasSuffix(t.Key, "لا") {
			return true
		}
	}
	return false
}
