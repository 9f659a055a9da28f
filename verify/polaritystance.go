package verify

import "naql/arabic"

// stance counts what a text denies, and by what: the words of each force and
// the first token of each, which means nothing where n is 0.
type stance struct {
	n, at   [arabic.Denies + 1]int
	affixes int  // words that a prefix or suffix makes negative, where asked for
	derived int  // the words inside that a prefix makes so: illegal
	double  int  // denials of a word that is a negative: not unable
	without int  // those of the denials that are "without"
	undone  int  // denials of a word with a negative inside: لم يرفض
	hedged  bool // a word limits the statement
	only    bool // not only
}

func (s *stance) add(f arabic.Force, i int) {
	if s.n[f] == 0 {
		s.at[f] = i
	}
	s.n[f]++
}

// may counts the particles that the other language may do without.
func (s *stance) may() int {
	return s.n[arabic.MayNegate] + s.n[arabic.Continues] + s.n[arabic.Excepts] + s.n[arabic.NotOnly]
}

// particles counts all that negates by itself.
func (s *stance) particles() int { return s.n[arabic.Denies] + s.n[arabic.Lacks] + s.may() }

// inside counts the words with a negative inside.
func (s *stance) inside() int { return s.n[arabic.HoldsNegative] + s.affixes }

// mute reports whether no word of the text is or holds a negative, and silent
// whether none could stand for one either.
func (s *stance) mute() bool   { return s.particles()+s.inside() == 0 }
func (s *stance) silent() bool { return s.mute() && !s.hedged }

func (p *passage) arStance(r tokenRange) stance {
	var s stance
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
	var s stance
	for i := r.from; i < r.to; i++ {
		t := &p.en[i]
		if t.is(enNegates | enNegative | enTurns) {
			f := enForce(p.en, i)
			switch {
			case t.text == "not" && !s.only && notOnly[enAt(p.en, i+1)]:
				s.only, s.n[arabic.MayNegate], s.at[arabic.MayNegate] = true, s.n[arabic.MayNegate]+1, i
			case f > arabic.Affirms:
				s.add(f, i)
				if f == arabic.HoldsNegative && derives(t.text) {
					s.derived++
				}
				if f == arabic.Denies && p.unsays(i, r.to) {
					s.double++
				}
				if t.text == "without" {
					s.without++
				}
			}
		}
		if t.is(enHedges) {
			s.hedged = true
		}
	}
	return s
}

// unsays reports whether a word behind the denial at i is a negative too: not
// unable, not entirely without.
func (p *passage) unsays(i, to int) bool {
	for j := i + 1; j < min(i+3, to); j++ {
		if t := p.en[j]; t.is(enNegates|enNegative) && enForce(p.en, j) > arabic.Affirms || !t.is(enNegates|enNegative) && negativeAffix(t.text) {
			return true
		}
	}
	return false
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
