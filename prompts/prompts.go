// Package prompts holds everything that is said to a model, and reads what
// comes back. All wording is in the templates beside it.
package prompts

import (
	"crypto/rand"
	"slices"
	"strings"

	"naql/article"
	"naql/glossary"
	"naql/llm"
)

// Input is an article at one step of its way.
type Input struct {
	AID      string
	Segments []article.Segment
	// Mentions are the glossary's, of the segments above; those of other
	// segments are left out.
	Mentions []glossary.Mention
	// Only are the ids that Translate asks for. Defaults to all without English.
	Only []string
	// Format is how replies are to be written. Defaults to llm.FormatTagged.
	Format llm.Format
	// Nonce is the random part of the markers; empty, or found in one of the
	// texts, it is replaced by a new one. Request.Nonce is the one used.
	Nonce string
}

// Ask is one segment to translate again and what its English must meet, as
// closed statements. Line ends in an instruction become spaces.
type Ask struct {
	Segment      string
	Instructions []string
}

// Nonce returns 8 random characters of [a-z2-7], 40 bits nobody can guess.
func Nonce() string {
	return strings.ToLower(rand.Text())[:8]
}

// Translate asks for the English of the segments of in.Only and tells the names
// in these alone. The headline and what stands beside is context, without
// markers: in English or, where there is none yet, the headline and the segment
// before the first one in Arabic.
func (s *Set) Translate(in Input) llm.Request {
	asked := func(s article.Segment) bool { return s.En == "" }
	if in.Only != nil {
		asked = func(s article.Segment) bool { return slices.Contains(in.Only, s.ID) }
	}
	v, nonce := in.view(asked)
	return s.request(in, llm.StepTranslate, nonce, "system_translate.tmpl", "user_translate.tmpl", v)
}

// Repair asks again for the segments that ask names, in reading order; an
// Ask of an unknown segment is left out. in.Segments is the whole article
// with its current English: that of the asked segments is shown to be
// corrected, that of their neighbours as context.
func (s *Set) Repair(in Input, ask []Ask) llm.Request {
	points := map[string][]string{}
	for _, a := range ask {
		points[a.Segment] = append(points[a.Segment], lines(a.Instructions)...)
		if points[a.Segment] == nil {
			points[a.Segment] = []string{}
		}
	}
	asked := func(s article.Segment) bool { return points[s.ID] != nil }
	v, nonce := in.view(asked)
	for _, seg := range in.Segments {
		if asked(seg) {
			v.Asks = append(v.Asks, askView{seg.ID, article.Clean(seg.En), points[seg.ID]})
		}
	}
	return s.request(in, llm.StepRepair, nonce, "system_translate.tmpl", "user_repair.tmpl", v)
}

// Summary asks for the key points of the English; segments without any are
// left out. The points are read apart from the text, so they name things by
// their preferred forms; short forms that the text has may follow. redo says
// what a second attempt must meet.
func (s *Set) Summary(in Input, redo []string) llm.Request {
	nonce := in.fresh()
	v := view{Names: preferred(in.Mentions), Redo: lines(redo)}
	for _, seg := range in.Segments {
		if seg.En != "" {
			v.Marked = append(v.Marked, marker(nonce, seg.ID)+article.Clean(seg.En))
		}
	}
	r := s.request(in, llm.StepSummary, nonce, "system_summary.tmpl", "user_summary.tmpl", v)
	r.MaxTokens = 800 // five points of 25 words with ids take about 300
	if r.Schema != nil {
		r.Schema, r.SchemaName = bulletsSchema, "summary"
	}
	return r
}
