package verify

import (
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// statement is a stretch of both sides with all that its words may mean.
type statement struct {
	ar, en tokenRange
	has    arabic.Sense
	got    enSense
}

func (p *passage) stated(ar, en tokenRange) statement {
	s := statement{ar: ar, en: en}
	for i := ar.from; i < ar.to; i++ {
		s.has |= p.ar[i].Sense
	}
	for i := en.from; i < en.to; i++ {
		s.got |= p.en[i].sense
	}
	return s
}

// voices checks who says a thing, how, and how surely: the classes of words of
// speech and the hedges sentence by sentence where both sides have as many, on
// the whole segment where not; the speaker on the whole segment.
func voices(p *passage) []article.Finding {
	if len(p.arSentences) != len(p.enSentences) {
		s := p.stated(tokenRange{0, len(p.ar)}, tokenRange{0, len(p.en)})
		return slices.Concat(p.attribution(s), p.hedges(s), p.classes(s))
	}
	all := statement{ar: tokenRange{0, len(p.ar)}, en: tokenRange{0, len(p.en)}}
	var out []article.Finding
	for i, r := range p.arSentences {
		s := p.stated(r, p.enSentences[i])
		all.has, all.got = all.has|s.has, all.got|s.got
		out = append(append(append(out, p.hedges(s)...), p.classes(s)...), p.sourceLost(s)...)
	}
	return append(out, p.attribution(all)...)
}

// voiceClass is one class of words of speech and what may render it.
type voiceClass struct {
	arabic   arabic.Sense
	english  enSense // words of the class
	render   enSense // other words that may render it
	verb     string
	opposite enSense      // what it must not become
	excuse   arabic.Sense // what else of the Arabic the opposite may render
}

var voiceClasses = []voiceClass{
	{arabic.SpeaksNo, enDenies, enRefuses | enNegates, "denied", enSays | enConfirms | enOwns, 0},
	{arabic.Belies, enDenies, enRefuses | enNegates, "denied", enConfirms | enOwns, 0},
	{arabic.Claims, enClaims, enGuesses | enSays, "claimed", enConfirms, 0},
	{arabic.Condemns, enCondemns, enRefuses, "condemned", enPraises, arabic.Praises},
	{arabic.Praises, enPraises, 0, "praised", enCondemns, arabic.Condemns},
	{arabic.Accuses, enDoubts, enClaims | enGuesses | enCondemns, "accused", enPraises, arabic.Praises},
	{arabic.Doubts, enDoubts, enClaims | enGuesses | enCondemns | enRefuses | enNegates, "questioned", enPraises, arabic.Praises},
}

// classes compares the class of the words of speech: who denied did not say
// so, and what is claimed is not confirmed.
func (p *passage) classes(s statement) []article.Finding {
	if s.ar.from == s.ar.to || s.en.from == s.en.to {
		return nil
	}
	ar, en, has, got := s.ar, s.en, s.has, s.got
	var out []article.Finding
	for _, c := range voiceClasses {
		if has&c.arabic == 0 || has&c.excuse != 0 || c.verb == "denied" && p.deniesNot(ar, c.arabic) {
			continue
		}
		switch {
		case got&(enConfirms|enOwns) == 0:
		case c.arabic == arabic.Claims && !p.affirms(ar) && !p.holds(ar, "صحه"):
			c.render &^= enSays // which may be another's, as confirmed is nobody's
		case c.arabic != arabic.Claims && (p.affirms(ar) || p.holds(ar, "عترف", "عتراف", "اقر", "كشف")):
			c.opposite &^= enConfirms | enOwns // which may render that
		}
		if got&(c.english|c.render) == 0 && got&c.opposite != 0 {
			out = append(out, p.turned(c, ar, en))
		}
	}
	if got&enDenies != 0 && has&(arabic.SpeaksNo|arabic.Refuses) == 0 {
		out = append(out, p.denialAdded(has, ar, en)...)
	}
	if got&enReports != 0 && has&arabic.Reports != 0 && has&(arabic.Claims|arabic.Suspects|arabic.SpeaksNo) == 0 {
		out = append(out, p.distanceAdded(ar, en)...)
	}
	if has&arabic.Claims != 0 && got&(enClaims|enGuesses|enDenies|enConfirms) == 0 {
		out = append(out, p.distanceLost(ar, en)...)
	}
	return out
}

// turned is a word of speech that became its opposite.
func (p *passage) turned(c voiceClass, ar, en tokenRange) article.Finding {
	w, t := p.ar[p.firstArabic(ar, c.arabic)], p.en[p.firstEnglish(en, c.opposite)]
	found := p.En[t.start:t.end]
	return article.Finding{
		Check: "speech-verb", Severity: article.Major, SourceSpan: article.Span{w.Start, w.End}, TargetSpan: article.Span{t.start, t.end},
		Expected: c.verb, Found: found,
		Message: "The Arabic has “" + p.Ar[w.Start:w.End] + "” (" + c.verb + "), the English “" + found + "”.",
	}
}

// denialAdded finds an English denial in a sentence whose Arabic denies
// nothing. Where the Arabic says, and the statement depends on the denial, it
// was turned round.
func (p *passage) denialAdded(has arabic.Sense, ar, en tokenRange) []article.Finding {
	i := p.firstEnglish(en, enDenies)
	t := p.en[i]
	f := article.Finding{
		Check: "speech-verb", Severity: article.Minor, SourceSpan: p.arSpan(ar), TargetSpan: article.Span{t.start, t.end},
		Found: p.En[t.start:t.end], Message: "The English has “" + p.En[t.start:t.end] + "”; nothing in the Arabic denies.",
	}
	if has&arabic.Reports != 0 && (p.governs(i) || has&arabic.Says != 0 && p.only(en, enReports, i)) {
		w := p.ar[p.firstArabic(ar, arabic.Reports)]
		f.Severity, f.Expected, f.SourceSpan = article.Major, "said", article.Span{w.Start, w.End}
		f.Message = "The English has “" + f.Found + "”; the Arabic has “" + p.Ar[w.Start:w.End] + "” and denies nothing."
	}
	return []article.Finding{f}
}

// deniesNot reports whether a negation stands before the denial: لا ينفي.
func (p *passage) deniesNot(ar tokenRange, denial arabic.Sense) bool {
	i := p.firstArabic(ar, denial)
	return i > ar.from && p.ar[i-1].Is(arabic.Negates) || i > ar.from+1 && p.ar[i-2].Is(arabic.Negates)
}

// affirms reports whether somebody confirms something: أكد, تحقق.
func (p *passage) affirms(ar tokenRange) bool {
	return p.holds(ar, "اكد", "اكيد", "ثبت", "ثبات", "تحقق", "مصادق", "صادق")
}

// holds reports whether a word of the range holds any of the letters.
func (p *passage) holds(ar tokenRange, letters ...string) bool {
	for _, t := range p.ar[ar.from:ar.to] {
		for _, root := range letters {
			if strings.Contains(t.Key, root) {
				return true
			}
		}
	}
	return false
}

// owns reports whether somebody admits something: اعترف, أقر.
func (p *passage) owns(ar tokenRange) bool {
	for _, t := range p.ar[ar.from:ar.to] {
		if strings.Contains(t.Key, "عترف") || strings.Contains(t.Key, "عتراف") || t.Is(arabic.Reports) && strings.Contains(t.Key, "قر") {
			return true
		}
	}
	return false
}

// distanceAdded finds a statement that is only claimed, or even admitted, in
// the English of an Arabic that says it.
func (p *passage) distanceAdded(ar, en tokenRange) []article.Finding {
	for i := en.from; i+1 < en.to; i++ {
		t := &p.en[i]
		if !t.is(enReports) || !distances[t.text] || p.en[i+1].text != "that" && !opensQuote(p.en[i+1].text) {
			continue
		}
		if p.owns(ar) {
			return nil
		}
		w := p.ar[p.firstArabic(ar, arabic.Reports)]
		found := p.En[t.start:t.end]
		return []article.Finding{{
			Check: "speech-verb", Severity: article.Minor, SourceSpan: article.Span{w.Start, w.End}, TargetSpan: article.Span{t.start, t.end},
			Expected: "said", Found: found,
			Message: "The English judges what is said (“" + found + "”); the Arabic (“" + p.Ar[w.Start:w.End] + "”) does not.",
		}}
	}
	return nil
}

var distances = wordSet("claimed claims claim claiming alleged alleges alleging admitted admits admitting confessed confesses")

func (p *passage) firstArabic(r tokenRange, s arabic.Sense) int {
	for i := r.from; i < r.to; i++ {
		if p.ar[i].Is(s) {
			return i
		}
	}
	return r.from
}

func (p *passage) firstEnglish(r tokenRange, s enSense) int {
	for i := r.from; i < r.to; i++ {
		if p.en[i].is(s) {
			return i
		}
	}
	return r.from
}

// governs reports whether a statement depends on the verb at i: denied
// that, denied: "...", "...," he denied.
func (p *passage) governs(i int) bool {
	if i+1 < len(p.en) {
		switch p.en[i+1].text {
		case "that", ":", ",", "\"", "“", ".", "he", "she", "they", "it":
			return true
		}
	}
	for j := i - 1; j >= max(0, i-6); j-- {
		if _, quote := arabic.StyleOf(firstOf(p.en[j].text)); quote && p.en[j].text != "'" {
			return true
		}
	}
	return false
}

// only reports whether the word at i alone has the sense.
func (p *passage) only(r tokenRange, s enSense, i int) bool {
	for j := r.from; j < r.to; j++ {
		if j != i && p.en[j].is(s) {
			return false
		}
	}
	return true
}
