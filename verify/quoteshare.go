package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// quoteCount compares the number of quotations. One that a verb of saying
// splits counts once on the side where that helps.
func (p *passage) quoteCount(ar, en []utterance) []article.Finding {
	switch {
	case len(ar) > len(en):
		n := p.bindingQuotes(ar, en)
		if n <= len(en) {
			return nil
		}
		f := p.quoteFinding(article.Major, article.Span{ar[0].Start, ar[len(ar)-1].End}, article.Span{en[0].Start, en[len(en)-1].End})
		f.Expected, f.Found = count(n, "quotation"), count(len(en), "quotation")
		f.Message = fmt.Sprintf("The Arabic quotes %d passages, the English %d: one has lost its marks or its words.", n, len(en))
		return []article.Finding{f}
	case len(en) > len(ar):
		n := 0
		for i, q := range en {
			if (i == 0 || !p.splitEnglish(en[i-1], q)) && q.words >= ownWords {
				n++
			}
		}
		if n <= len(ar) {
			return nil
		}
		f := p.quoteFinding(article.Major, article.Span{ar[0].Start, ar[len(ar)-1].End}, article.Span{en[0].Start, en[len(en)-1].End})
		f.Expected, f.Found = count(len(ar), "quotation"), count(n, "quotation")
		f.Message = fmt.Sprintf("The English quotes %d passages, the Arabic %d: take the marks from what is not quoted.", n, len(ar))
		return []article.Finding{f}
	}
	return nil
}

// bindingQuotes counts the Arabic quotations that the English must have. Two
// with a verb of saying between them may be one there, unless the English has
// the verbs of both.
func (p *passage) bindingQuotes(ar, en []utterance) int {
	says := outside(len(p.ar), ar, func(i int) bool { return p.ar[i].Is(arabic.Says) })
	joined := says < 2 || outside(len(p.en), en, func(i int) bool { return p.en[i].is(enSays) }) < says
	n, scene := 0, scene{}
	for i, q := range ar {
		if (i == 0 || !joined || !p.splitArabic(ar[i-1], q)) && p.binds(q, &scene) {
			n++
		}
	}
	return n
}

// outside counts the words that stand in no quotation and are what is asked for.
func outside(words int, qs []utterance, is func(i int) bool) int {
	n, next := 0, 0
	for i := 0; i < words; i++ {
		if next < len(qs) && i >= qs[next].from {
			i = max(i, qs[next].to-1)
			next++
			continue
		}
		if is(i) {
			n++
		}
	}
	return n
}

// splitArabic reports whether only a verb of saying and what belongs to it
// stands between two quotations. Behind أن the next statement begins, and a
// phrase is part of the narration before it.
func (p *passage) splitArabic(a, b utterance) bool {
	if b.from-a.to > splitWords || p.quoteKind(a) == phraseQuote {
		return false
	}
	reports := false
	for i := a.to; i < b.from; i++ {
		if thatWords[p.ar[i].Key] {
			return false
		}
		reports = reports || p.ar[i].Is(arabic.Reports)
	}
	return reports
}

func (p *passage) splitEnglish(a, b utterance) bool {
	return b.from-a.to <= splitWords+4 && p.reportsIn(a.to, b.from)
}

// quoteShare compares how much of the text is quoted. Arabic quotes names that
// English does not: those are not missed.
func (p *passage) quoteShare(ar, en []utterance) []article.Finding {
	a, e := quotedWords(ar), quotedWords(en)
	all := float64(max(1, p.arWords()))
	sa, se := float64(a)/all, float64(e)/float64(max(1, p.enWords(0, len(p.en))))
	spread := shareSpread + shortSpread/all
	less := sa-se > spread || a >= longQuote && se < minKept*sa
	if less {
		bound := p.boundWords(ar)
		sb := float64(bound) / all
		less = sb-se > spread || bound >= longQuote && se < minKept*sb
	}
	more := se-sa > spread || a >= longQuote && se > maxKept*sa || e >= longQuote && se > maxGrown*sa
	if !less && !more {
		return nil
	}
	f := p.quoteFinding(article.Major, article.Span{ar[0].Start, ar[len(ar)-1].End}, article.Span{en[0].Start, en[len(en)-1].End})
	f.Expected = fmt.Sprintf("about %.0f%% of the words quoted", 100*sa)
	f.Found = fmt.Sprintf("%.0f%%", 100*se)
	f.Message = "Words that the Arabic quotes are missing from the English quotation, or stand outside its marks."
	if more {
		f.Message = "The English quotation holds words that the Arabic does not quote: close it where the speaker's words end."
	}
	return []article.Finding{f}
}

// boundWords counts the words of the Arabic quotations that are no names.
func (p *passage) boundWords(ar []utterance) int {
	n, scene := 0, scene{told: p.reportsIn(0, len(p.en))}
	for _, q := range ar {
		if q.words >= speechWords && !p.titled(q) || p.binds(q, &scene) {
			n += q.words
		}
	}
	return n
}

func (p *passage) arWords() int {
	n := 0
	for i := range p.ar {
		if p.ar[i].Kind != arabic.Mark {
			n++
		}
	}
	return n
}
