package verify

import (
	"strings"

	"naql/arabic"
	"naql/article"
)

// inventedQuotes judges English quotations where the Arabic has none.
func (p *passage) inventedQuotes(en []utterance) []article.Finding {
	if p.colonSpeech() {
		return nil
	}
	var out []article.Finding
	for _, q := range en {
		if !q.Opened || q.words < speechWords {
			continue // it began in a paragraph before, or is a turn of phrase
		}
		f := p.quoteFinding(article.Minor, article.Span{0, len(p.Ar)}, article.Span{q.Start, q.End})
		f.Found = short(p.En[q.Start:q.End])
		f.Message = "The English puts these words into quotation marks; the Arabic does not quote them."
		alone := q.from <= 1 && q.to >= len(p.en)-2
		if !alone && q.Closed && (q.words >= ownWords || p.spoken(q)) {
			f.Severity = article.Major
			f.Message = "The English quotes a speaker word for word; the Arabic tells what was said without quoting. Take the quotation marks away."
		}
		out = append(out, f)
	}
	return out
}

// colonSpeech reports whether the Arabic gives speech behind a colon, without
// marks. What إن begins behind it is reported all the same.
func (p *passage) colonSpeech() bool {
	last := -splitWords
	for i, t := range p.ar {
		if t.Is(arabic.Reports) {
			last = i
		}
		if t.Key == ":" && i-last <= splitWords && (i+1 == len(p.ar) || !thatWords[p.ar[i+1].Key]) {
			return true
		}
	}
	return false
}

// thatWords begin what is reported, not what is quoted.
var thatWords = wordSet("ان انه انها انهم بان بانه بانها")

// spoken reports whether a verb of saying governs all of an English quotation:
// said "...", said that "...", "...," he said.
func (p *passage) spoken(q utterance) bool {
	i := q.from - 2 // before the mark
	for i >= 0 && (p.en[i].text == "," || p.en[i].text == ":" || p.en[i].text == "that") {
		i--
	}
	if i >= 0 && p.en[i].is(enSays|enConfirms) {
		return true
	}
	end := strings.TrimSpace(p.En[q.Start:q.End])
	return strings.HasSuffix(end, ",") && q.to+1 < len(p.en) && p.reportsIn(q.to+1, min(len(p.en), q.to+6))
}

func (p *passage) reportsIn(from, to int) bool {
	for i := from; i < to; i++ {
		if p.en[i].is(enReports) {
			return true
		}
	}
	return false
}
