// Package verify checks an English translation against its Arabic by rules
// alone: no model, no network, no clock. Each check is one function in one
// file, and files that begin alike belong together:
//
//	verify, checker      the way through all checks, and what a repair changes
//	passage, lexer       one segment as the checks read it
//	english*, concepts   numbers, dates and counted nouns of the English
//	number*, date*       what both sides state, number by number
//	term, spelling*      the names of the glossary
//	grounding*, sound*   all other names
//	quote*, speech*      who says what, and in whose words
//	polarity*, contrary  what is denied, and what became its opposite
//	complete*, align*    what is missing or stands elsewhere
//	memory*              the same passage in two renderings
//	clean*, style*       what no text may hold, what the house does not write
//	summary, bullet*     the summary against the segments that it cites
package verify

import (
	"strings"
	"unicode"

	"naql/article"
	"naql/glossary"
)

// Report is what the checks found and the proof for every term.
type Report struct {
	// Findings stand in reading order, those about the whole article last.
	Findings []article.Finding
	// Terms holds one entry for each mention that binds, in reading order.
	Terms []article.TermUse
	// Slips are the mentions that substitution can put right, in reading order.
	Slips []Slip
}

// Check compares each segment's English with its Arabic. The same input gives
// the same findings; each is open. Mentions of segments that are not given
// are ignored, and so are mentions that are only hints. A segment without
// English is one critical finding and is checked no further.
func Check(segments []article.Segment, mentions []glossary.Mention, style Style) Report {
	return Read(segments, mentions).Against(segments, style).Report()
}

// page reads the English of the i-th segment and runs the checks that look at
// nothing else.
func (c *Checker) page(i int, s article.Segment) *page {
	ms := c.mentions[s.ID]
	if f := untranslated(s); f != nil {
		return &page{passage: &passage{Segment: s, mentions: ms}, uses: lost(s, ms), own: finish(s.ID, f), void: true}
	}
	p := c.passages[i].read(s, ms)
	out := &page{passage: p, proof: c.naming.terms(s, ms)}
	p.found = out.proof.found
	out.uses = out.proof.uses
	var quotes []article.Finding
	quotes, out.voice = p.hear(c.listens)
	out.kinship, out.kin = p.kinship()
	rubbish := clean(p)
	var complete []article.Finding
	complete, out.astray = completeness(p)
	for _, fs := range [][]article.Finding{
		quotes, voices(p),
		out.proof.findings,
		numbers(p), rounds(p), rates(p), dates(p),
		polarity(p),
		arabicLeft(s), rubbish,
		length(p), complete, unrelated(p, out.kinship, rubbish), coordination(p),
		contraries(p), slant(p),
		strayOrder(p), c.grounding.names(p),
		c.style.check(p),
	} {
		out.own = append(out.own, finish(s.ID, fs)...)
	}
	if c.style.Spelling {
		out.spelling = readSpelling(p)
	}
	return out
}

// overAll runs the checks that look at the segments together, in reading
// order. It must be cheap: it runs again for each segment that is repaired.
func (c *Checker) overAll(pages []*page) shared {
	out := shared{at: make(map[int][]article.Finding)}
	again, usage := returns(pages), newUsage()
	var talk talk
	for i, p := range pages {
		if i == c.order.at {
			out.at[i] = finish(p.ID, c.order.check(p))
		}
		if p.proof == nil {
			continue
		}
		for _, fs := range [][]article.Finding{again[i], c.naming.follow(p.proof, usage), talk.check(p, following(pages, i))} {
			if len(fs) > 0 {
				out.at[i] = append(out.at[i], finish(p.ID, fs)...)
			}
		}
	}
	if i, mixed := mixedSpelling(pages); mixed != nil {
		out.at[i] = append(out.at[i], finish(pages[i].ID, mixed)...)
	}
	out.whole = finish("", append(articleLength(pages), unrelatedWhole(pages)...))
	return out
}

// following is the English behind the i-th page, empty at the end.
func following(pages []*page, i int) string {
	if i+1 < len(pages) {
		return pages[i+1].En
	}
	return ""
}

// finish fills in what all findings of one segment share, and makes each
// message one line that ends as a sentence does.
func finish(segment string, findings []article.Finding) []article.Finding {
	for i := range findings {
		f := &findings[i]
		f.Segment, f.State = segment, article.Open
		if strings.ContainsAny(f.Message, "\n\r") {
			f.Message = article.Clean(f.Message)
		}
		if !strings.HasSuffix(f.Message, ".") {
			f.Message += "."
		}
	}
	return findings
}

// wordCount counts the runs between spaces that hold a letter or a digit.
func wordCount(text string) int {
	n := 0
	for w := range strings.FieldsSeq(text) {
		if strings.IndexFunc(w, isWordRune) >= 0 {
			n++
		}
	}
	return n
}

func isWordRune(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
