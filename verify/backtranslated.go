package verify

import (
	"strings"

	"naql/arabic"
	"naql/article"
	"naql/glossary"
)

// originEnglish is the origin of a term whose words are English by nature.
const originEnglish = "en"

// subjectWords is how far behind a verb of saying its subject is looked for:
// "said the spokesman of the ministry of foreign affairs of the United States,
// Ned Price".
const subjectWords = 14

// voice is what one segment shows of who speaks and what is quoted.
type voice struct {
	told    bool         // the segment says who speaks
	name    string       // of the speaker, where the words were English
	source  article.Span // the Arabic quotation
	target  article.Span // the English one, empty where there is no speech
	pending article.Span // an English quotation that is open at the end, while the Arabic has both marks
}

// hear runs the checks of a segment's quotations and takes in what concerns
// the segments around it. listens says that somebody in the article speaks
// English.
func (p *passage) hear(listens bool) ([]article.Finding, voice) {
	var v voice
	as, es := arabic.ReadQuotations(p.Ar), englishQuotations(p.En)
	if len(as) == 0 && len(es) == 0 && !listens {
		return nil, v
	}
	ar, en := p.quotedArabic(as), p.quotedEnglish(es)
	out := p.quotes(ar, en)
	if n := len(en); n > 0 && en[n-1].Opened && !en[n-1].Closed && en[n-1].End == len(p.En) && len(ar) > 0 && whole(ar) && len(out) == 0 {
		v.pending = article.Span{en[n-1].Start, en[n-1].End}
	}
	if listens {
		v.told, v.name = p.speaker(ar)
		for i := len(en) - 1; i >= 0 && len(ar) > 0; i-- {
			if en[i].words >= speechWords {
				v.source, v.target = article.Span{ar[0].Start, ar[0].End}, article.Span{en[i].Start, en[i].End}
			}
		}
	}
	return out, v
}

// talk goes through the segments in order.
type talk struct {
	name string // who speaks, where the words were English
}

// check finds a quotation that nothing closes, and one of a speaker whose
// words were English: it went into Arabic and back. next is the English of the
// segment behind, empty at the end: a quotation may go on there, where a mark
// opens it again.
func (t *talk) check(p *page, next string) []article.Finding {
	var out []article.Finding
	if v := p.voice; v.pending[1] > 0 {
		r, _ := firstRune(next)
		if _, again := arabic.StyleOf(r); !again {
			out = append(out, p.unpaired(v.pending))
		}
	}
	v := p.voice
	if v.told {
		t.name = v.name
	}
	if t.name != "" && v.target[1] > 0 {
		out = append(out, article.Finding{
			Check: "back-translated", Severity: article.Minor, SourceSpan: v.source, TargetSpan: v.target,
			Expected: "the words as spoken", Found: short(p.En[v.target[0]:v.target[1]]),
			Message: t.name + " said this in English, and it comes back from the Arabic in other words: put the original quotation here.",
		})
	}
	return out
}

// speaker returns whether the segment says who speaks, and the name where the
// words were English: of the person whom a verb of saying has for its subject,
// or of another that it names. A verb that goes on without a subject, or with a
// title alone (and the spokesman added), says nothing new; neither does a
// segment without such a verb, unless it quotes somebody in the midst of it.
func (p *passage) speaker(quotes []utterance) (told bool, name string) {
	verb, first := -1, len(p.ar)
	if len(quotes) > 0 {
		first = quotes[0].from
	}
	next := 0 // the quotation ahead
	for i, t := range p.ar {
		for next < len(quotes) && quotes[next].to <= i {
			next++
		}
		if t.Is(arabic.Says|arabic.Reports) && (next == len(quotes) || i < quotes[next].from) {
			if verb = i; i < first || t.Is(arabic.Says) {
				break
			}
		}
	}
	if verb < 0 {
		return len(quotes) > 0 && first > 1, ""
	}
	end := verb + 1
	for end < min(len(p.ar), verb+subjectWords) && !thatWords[p.ar[end].Key] && p.ar[end].Key != ":" && (next == len(quotes) || end < quotes[next].from) {
		end++
	}
	m := p.subject(verb, end)
	switch {
	case m != nil && m.Origin == originEnglish:
		return true, m.English
	case m == nil && (verb+1 == end || p.refersBack(p.ar[verb+1])):
		return false, ""
	}
	return true, ""
}

// subject is the mention that a verb of saying is said of: a person before
// others, who may be the office that the person speaks for.
func (p *passage) subject(verb, end int) *glossary.Mention {
	var out *glossary.Mention
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.Start < p.ar[verb].Start || m.Start >= p.ar[end-1].End || m.Strength == glossary.Hint {
			continue
		}
		if m.Type == glossary.TypePerson {
			return m
		}
		if out == nil && m.Type == glossary.TypeOrg || m.Origin == originEnglish {
			out = m
		}
	}
	return out
}

// refersBack reports whether the word behind a verb of saying leaves its
// subject to what was before: a preposition, a pronoun, or a title with the
// article.
func (p *passage) refersBack(t arabic.Lexeme) bool {
	if t.Kind != arabic.Letters || t.Is(arabic.Sources) && strings.HasPrefix(t.Key, "ال") {
		return true
	}
	switch t.Key {
	case "الي", "علي", "في", "عن", "من", "قائلا", "قائله", "ايضا", "كذلك", "خلال", "بعد", "قبل", "هو", "هي", "الرئيس", "الوزير", "الوزيره", "السفير", "الجنرال", "المبعوث":
		return true
	}
	return false
}
