package verify

import (
	"fmt"
	"slices"

	"naql/arabic"
	"naql/article"
)

// contrary is a pair of qualities of which the Arabic has one and the English
// the other.
type contrary struct {
	has, got arabic.Trait
	excuse   arabic.Trait // the Arabic may mean the other by these too
	// office says that only ministers and ministries are meant, stated that
	// nothing is told where the Arabic denies: it did not agree, it rejected.
	office bool
	stated bool
	// mirrored says that the one is the other seen from the other country.
	mirrored     bool
	said, became string // in English
}

// The pairs. Each stands for both directions unless an excuse tells them apart.
var contraryPairs = func() []contrary {
	var out []contrary
	each := func(office bool, names []string, all ...arabic.Trait) {
		for i, a := range all {
			for j, b := range all {
				if i != j {
					out = append(out, contrary{has: a, got: b, office: office, said: names[i], became: names[j]})
				}
			}
		}
	}
	each(false, []string{"north", "south", "east", "west"}, arabic.North, arabic.South, arabic.East, arabic.West)
	each(false, []string{"highest", "lowest"}, arabic.Highest, arabic.Lowest)
	each(false, []string{"acquitted", "convicted"}, arabic.Acquitted, arabic.Convicted)
	each(false, []string{"opposition", "ruling"}, arabic.Opposing, arabic.Ruling)
	each(false, []string{"critical", "stable"}, arabic.Critical, arabic.Stable)
	each(false, []string{"exports", "imports"}, arabic.Export, arabic.Import)
	each(false, []string{"surplus", "deficit"}, arabic.Surplus, arabic.Deficit)
	each(false, []string{"profit", "loss"}, arabic.Profit, arabic.Loss)
	each(false, []string{"approval", "rejection"}, arabic.Approval, arabic.Rejection)
	each(true, []string{"defense", "interior", "finance", "foreign", "justice", "health", "education", "agriculture", "culture", "transport", "labor"},
		arabic.Defense, arabic.Interior, arabic.Finance, arabic.Foreign, arabic.Justice, arabic.Health, arabic.Education,
		arabic.Agriculture, arabic.Culture, arabic.Transport, arabic.Labor)
	for i := range out {
		switch out[i].got {
		case arabic.Highest, arabic.Lowest:
			out[i].excuse = arabic.HighOrLow
		case arabic.Ruling:
			out[i].excuse = arabic.Rule
		case arabic.Export, arabic.Import, arabic.Surplus, arabic.Deficit:
			out[i].stated, out[i].mirrored = true, true
		case arabic.Profit, arabic.Loss:
			out[i].stated = true
		case arabic.Approval:
			out[i].excuse, out[i].stated = arabic.Consent, true
		case arabic.Rejection:
			out[i].excuse, out[i].stated = arabic.Refusal, true
		}
	}
	return out
}()

// contraries finds a quality that became its opposite: the Arabic has one and
// not the other, the English the other and nothing that may render the one.
// Words that say both excuse a text, so that only what is certain is told.
func contraries(p *passage) []article.Finding {
	ar := p.arTraits()
	if ar == 0 {
		return nil
	}
	var kept, added, office arabic.Trait
	for i := range p.en {
		if w := p.en[i].trait; w != nil {
			kept |= w.keeps
			if !p.inName(i) {
				added |= w.adds
			}
			if w.adds&arabic.Offices != 0 && p.namesOffice(i) {
				office |= w.adds & arabic.Offices
			}
		}
	}
	if added&^ar == 0 {
		return nil
	}
	held := p.offices()
	for _, c := range contraryPairs {
		has, got := ar, added
		if c.office {
			has, got = held, office
		}
		if has&c.has == 0 || got&c.got == 0 || kept&c.has != 0 || ar&(c.got|c.excuse) != 0 || c.stated && p.denies() {
			continue
		}
		return []article.Finding{p.turnedRound(c)}
	}
	return nil
}

// inName reports a direction that is part of a name which English adds to tell
// where a place lies: in the West Bank, in North Carolina.
func (p *passage) inName(i int) bool {
	return p.en[i].capital && i+1 < len(p.en) && p.en[i+1].capital && namedByDirection[p.en[i+1].text]
}

var namedByDirection = wordSet("bank ireland carolina dakota virginia african")

// denies reports a negation anywhere in the Arabic.
func (p *passage) denies() bool {
	return slices.ContainsFunc(p.ar, func(t arabic.Lexeme) bool { return t.Is(arabic.Negates) })
}

// arTraits are the qualities that the Arabic names anywhere.
func (p *passage) arTraits() arabic.Trait {
	var all arabic.Trait
	for i := range p.ar {
		all |= p.ar[i].Traits()
	}
	return all
}

func (p *passage) turnedRound(c contrary) article.Finding {
	f := article.Finding{Check: "contrary", Severity: article.Major, Expected: c.said}
	if c.mirrored {
		f.Severity = article.Minor
	}
	for i := range p.ar {
		if p.ar[i].Traits()&c.has != 0 && (!c.office || p.officeAt(i)) {
			f.SourceSpan = article.Span{p.ar[i].Start, p.ar[i].End}
			break
		}
	}
	for i := range p.en {
		if w := p.en[i].trait; w != nil && w.adds&c.got != 0 && !p.inName(i) && (!c.office || p.namesOffice(i)) {
			f.TargetSpan = article.Span{p.en[i].start, p.en[i].end}
			break
		}
	}
	f.Found = p.En[f.TargetSpan[0]:f.TargetSpan[1]]
	f.Message = fmt.Sprintf("The Arabic has “%s” (%s), the English “%s” instead.", p.Ar[f.SourceSpan[0]:f.SourceSpan[1]], c.said, f.Found)
	return f
}

// offices are the ministries that the Arabic names as such.
func (p *passage) offices() arabic.Trait {
	var all arabic.Trait
	for i := range p.ar {
		if t := p.ar[i].Traits() & arabic.Offices; t != 0 && p.officeAt(i) {
			all |= t
		}
	}
	return all
}

// officeAt reports whether the word for minister or ministry stands before the
// lexeme at i: وزير الدفاع, وزير الشؤون الخارجية.
func (p *passage) officeAt(i int) bool {
	for j := i - 1; j >= max(0, i-2); j-- {
		switch key := p.ar[j].Key; {
		case ministryWords[key]:
			return true
		case key != "الشؤون" && key != "شؤون":
			return len(key) > 2 && ministryWords[key[2:]] // a clitic of one letter
		}
	}
	return false
}

var ministryWords = wordSet("وزير وزيره وزيرا وزيري وزيرا وزاره وزراء وزارتا وزارتي وزارات الوزير الوزيره")

// namesOffice reports whether the token at i tells which ministry is meant:
// the finance minister, the Ministry of Finance.
func (p *passage) namesOffice(i int) bool {
	if i+1 < len(p.en) && enMinistries[p.en[i+1].text] {
		return true
	}
	if i > 1 && (p.en[i-1].text == "of" || p.en[i-1].text == "for") {
		return enMinistries[p.en[i-2].text]
	}
	return false
}

var enMinistries = wordSet("minister ministers ministry ministries")
