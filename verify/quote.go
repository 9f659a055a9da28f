package verify

import (
	"naql/arabic"
	"naql/article"
)

const (
	// speechWords is the length from which quoted words are somebody's speech;
	// fewer may be a name, a title or a distance mark.
	speechWords = 4
	// titleWords is how long a title gets. More words are speech, whatever
	// stands before them.
	titleWords = 6
	// ownWords is the length from which quoted words are a statement, not a
	// turn of phrase in somebody else's sentence.
	ownWords = 7
	// shareSpread is by how much the share of quoted words in the text may
	// differ: quotations and narration grow alike in translation. In a text of
	// few words each weighs more.
	shareSpread, shortSpread = 0.25, 1.5
	// longQuote is the length from which the share counts in proportion too:
	// between minKept and maxKept of it remain. What grows from fewer words may
	// become maxGrown of its share.
	longQuote                  = 8
	minKept, maxKept, maxGrown = 0.6, 1.8, 2.5
	// splitWords is the longest narration inside one quotation: "..., he said
	// on Sunday, ...".
	splitWords = 15
	// nameTries is for how many quotations of a segment a name is looked for in
	// the English, and nameTryWords the length of a segment where it is.
	nameTries, nameTryWords = 4, 400
)

// utterance is a quotation of one segment.
type utterance struct {
	arabic.Quotation
	from, to int // its lexemes or tokens
	words    int
}

// quotes compares the quotations of a segment: speech that lost its marks or
// its words, speech that the Arabic has not, and marks in other places.
func (p *passage) quotes(ar, en []utterance) []article.Finding {
	switch {
	case len(en) == 0:
		return p.lostQuotes(ar)
	case len(ar) > 0 && ar[0].Opened && p.beheaded():
		f := p.lostQuote(ar[0], article.Span{p.en[0].start, p.en[0].end})
		f.Message = "The English begins in the middle of a sentence: the quotation before it is missing."
		return []article.Finding{f}
	case len(ar) == 0:
		return p.inventedQuotes(en)
	case !whole(en) && whole(ar):
		return p.brokenQuote(en)
	case !whole(ar) || !whole(en):
		return nil // whose words are whose is not told
	}
	if f := p.quoteCount(ar, en); f != nil {
		return f
	}
	if f := p.quoteShare(ar, en); f != nil {
		return f
	}
	return p.quoteBounds(ar, en)
}

func (p *passage) quotedArabic(qs []arabic.Quotation) []utterance {
	out := make([]utterance, 0, len(qs))
	at := 0
	for _, q := range qs {
		for at < len(p.ar) && p.ar[at].Start < q.Start {
			at++
		}
		x := utterance{Quotation: q, from: at}
		for ; at < len(p.ar) && p.ar[at].Start < q.End; at++ {
			if p.ar[at].Kind != arabic.Mark {
				x.words++
			}
		}
		if x.to = at; x.words > 0 {
			out = append(out, x)
		}
	}
	return out
}

func (p *passage) quotedEnglish(qs []arabic.Quotation) []utterance {
	out := make([]utterance, 0, len(qs))
	at := 0
	for _, q := range qs {
		for at < len(p.en) && p.en[at].start < q.Start {
			at++
		}
		x := utterance{Quotation: q, from: at}
		for at < len(p.en) && p.en[at].start < q.End {
			at++
		}
		x.to = at
		if x.words = p.enWords(x.from, x.to); x.words > 0 {
			out = append(out, x)
		}
	}
	return out
}

// enWords counts the words between two tokens as wordCount does: what is
// written together is one.
func (p *passage) enWords(from, to int) int {
	n, counted := 0, false
	for i := from; i < to; i++ {
		t := &p.en[i]
		counted = counted && t.glued
		if !counted && (t.digits || isWordRune(firstOf(t.text))) {
			counted = true
			n++
		}
	}
	return n
}

// whole reports whether each quotation has both marks.
func whole(qs []utterance) bool {
	for _, q := range qs {
		if !q.Opened || !q.Closed {
			return false
		}
	}
	return true
}

func quotedWords(qs []utterance) int {
	n := 0
	for _, q := range qs {
		n += q.words
	}
	return n
}

// brokenQuote finds a mark without its partner where the Arabic has all. What
// is still open at the end is left to the segments behind, see talk.
func (p *passage) brokenQuote(en []utterance) []article.Finding {
	for _, q := range en {
		if !q.Opened || !q.Closed && q.End < len(p.En) {
			return []article.Finding{p.unpaired(article.Span{q.Start, q.End})}
		}
	}
	return nil
}

func (p *passage) unpaired(span article.Span) article.Finding {
	f := p.quoteFinding(article.Minor, article.Span{0, len(p.Ar)}, span)
	f.Found = short(p.En[span[0]:span[1]])
	f.Message = "A quotation mark in the English has no partner: show where the quotation begins and ends."
	return f
}
