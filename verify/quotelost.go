package verify

import (
	"strings"

	"naql/arabic"
	"naql/article"
)

// lostQuotes judges Arabic quotations where the English has none.
func (p *passage) lostQuotes(ar []utterance) []article.Finding {
	if len(ar) == 0 {
		return nil
	}
	cut, halved := p.cutShort() || p.beheaded(), 2*p.enWords(0, len(p.en)) <= p.arWords()
	scene := scene{told: p.reportsIn(0, len(p.en))}
	var out []article.Finding
	for _, q := range ar {
		torn := !q.Opened || !q.Closed
		f := p.lostQuote(q, article.Span{0, len(p.En)})
		switch {
		case torn && halved, cut && q.words > 1:
			f.Message = "The quotation is missing from the English, which breaks off where it should stand."
		case torn && p.opensTwice(q):
		case !p.binds(q, &scene):
			continue
		case torn && !p.opensSpeech(q):
			f.Severity = article.Minor // the mark may be a slip
		}
		out = append(out, f)
	}
	return out
}

func (p *passage) lostQuote(q utterance, target article.Span) article.Finding {
	f := p.quoteFinding(article.Major, article.Span{q.Start, q.End}, target)
	f.Expected = "“" + short(strings.TrimSpace(p.Ar[q.Start:q.End])) + "”"
	f.Message = "The Arabic quotes these words; the English has no quotation here. Keep them in quotation marks."
	return f
}

// opensTwice reports whether the verb of saying stands inside the marks, and a
// second mark behind it opens again: "Said the director "we will return.
func (p *passage) opensTwice(q utterance) bool {
	if q.Closed || q.End == len(p.Ar) {
		return false
	}
	for i := q.from; i < min(q.to, q.from+splitWords); i++ {
		if p.ar[i].Is(arabic.Reports) {
			return true
		}
	}
	return false
}

// opensSpeech reports whether a quotation without a second mark is speech all
// the same: it follows a verb of saying and goes on to the end, as one does
// that the next paragraph takes up again.
func (p *passage) opensSpeech(q utterance) bool {
	if strings.ContainsAny(p.Ar[q.Start:q.End], "\"“”«»") {
		return true
	}
	return q.Opened && q.words >= titleWords && !p.titled(q) && p.judged(q) && !strings.ContainsAny(p.En, "\"“”«»")
}

// cutShort reports whether the English ends or gapes where words are missing:
// without the full stop that the Arabic has, or with an article that stands
// before no noun.
func (p *passage) cutShort() bool {
	if n := len(p.en); n > 0 && p.arEnds() && !strings.Contains(".!?…\"”’')", p.en[n-1].text) {
		return true
	}
	for i := 0; i+2 < len(p.en); i++ {
		a, b := p.en[i], p.en[i+1]
		if (a.text == "a" || a.text == "an" || a.text == "the") && !a.capital && !a.glued && !b.glued &&
			!p.en[i+2].glued && strandedBefore[b.text] {
			return true
		}
	}
	return false
}

var strandedBefore = wordSet("of from for by at with into")

// arEnds reports whether the Arabic ends in a full stop, question or
// exclamation mark, a quotation mark behind it allowed.
func (p *passage) arEnds() bool {
	for i := len(p.ar) - 1; i >= max(0, len(p.ar)-2); i-- {
		switch p.ar[i].Key {
		case ".", "!", "?", "؟":
			return true
		}
	}
	return false
}

// beheaded reports whether the English begins with what stands behind a
// quotation: he said, "and ...".
func (p *passage) beheaded() bool {
	if len(p.en) < 2 || p.en[0].capital {
		return false
	}
	switch p.en[0].text {
	case "he", "she", "they":
		return p.en[1].is(enSays)
	}
	return p.en[0].is(enSays)
}
