// Package verify checks an English translation against its Arabic by rules
// alone: no model, no network, no clock. Each check is one function in one
// file. What notes call an error is critical or major, a warning is minor.
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
	bySegment := make(map[string][]glossary.Mention)
	for _, m := range mentions {
		bySegment[m.Segment] = append(bySegment[m.Segment], m)
	}
	var r Report
	repeats, naming := newRepeats(), newNaming(mentions)
	for _, s := range segments {
		ms := bySegment[s.ID]
		if f := untranslated(s); f != nil {
			r.Findings = append(r.Findings, finish(s.ID, f)...)
			r.Terms = append(r.Terms, lost(s, ms)...)
			continue
		}
		p := read(s, ms)
		proof := naming.terms(s, ms)
		p.found = proof.found
		r.Terms = append(r.Terms, proof.uses...)
		r.Slips = append(r.Slips, proof.slips...)
		for _, fs := range [][]article.Finding{repeats.check(s), proof.findings, numbers(p), arabicLeft(s), length(s)} {
			r.Findings = append(r.Findings, finish(s.ID, fs)...)
		}
	}
	r.Findings = append(r.Findings, finish("", articleLength(segments))...)
	return r
}

// finish fills in what all findings of one segment share.
func finish(segment string, findings []article.Finding) []article.Finding {
	for i := range findings {
		findings[i].Segment = segment
		findings[i].State = article.Open
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
