package prompts

import (
	"slices"
	"strings"
	"unicode/utf8"

	"naql/article"
	"naql/llm"
)

// view is what the templates see.
type view struct {
	Format  llm.Format
	Sheet   string // the house's own rules
	Names   []string
	Context []contextLine
	Asks    []askView
	Marked  []string // the marker lines
	IDs     string
	Redo    []string
}

// contextLine is a segment that is not to be answered.
type contextLine struct {
	ID, Text string
	Arabic   bool
}

type askView struct {
	Segment, English string
	Instructions     []string
}

// view gathers what translate and repair have in common.
func (in Input) view(asked func(article.Segment) bool) (view, string) {
	nonce := in.fresh()
	v := view{Format: in.Format, Names: names(in.Mentions, in.Segments, asked), Context: standing(in.Segments, asked)}
	var ids []string
	for _, s := range in.Segments {
		if asked(s) {
			v.Marked = append(v.Marked, marker(nonce, s.ID)+s.Ar)
			ids = append(ids, s.ID)
		}
	}
	v.IDs = strings.Join(ids, ", ")
	return v, nonce
}

// maxContext is the most of an Arabic segment that is shown as context, in
// characters.
const maxContext = 300

// standing picks what is worth showing beside what is asked: the headline and
// the direct neighbours, and of what goes before it one more. What has no
// English yet is shown in Arabic where it leads up to what is asked.
func standing(segments []article.Segment, asked func(article.Segment) bool) []contextLine {
	is := func(i int) bool { return i >= 0 && i < len(segments) && asked(segments[i]) }
	var out []contextLine
	for i, s := range segments {
		headline := s.Role == article.RoleHeadline
		switch {
		case asked(s):
		case s.En != "" && (headline || is(i-1) || is(i+1) || is(i+2)):
			out = append(out, contextLine{ID: s.ID, Text: article.Clean(s.En)})
		case s.En == "" && (headline || is(i+1)):
			out = append(out, contextLine{s.ID, opening(s.Ar), true})
		}
	}
	return out
}

// opening is the start of a text, to the end of a word.
func opening(text string) string {
	runes := []rune(text)
	if len(runes) <= maxContext {
		return text
	}
	cut := string(runes[:maxContext])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return cut + " …"
}

// request renders the two messages. The system message depends on the set and
// the format alone, so that a provider can keep it in its cache.
func (s *Set) request(in Input, step, nonce, system, user string, v view) llm.Request {
	r := llm.Request{Step: step, Article: in.AID, Nonce: nonce, MaxTokens: replyCap(v.Marked), Format: in.Format}
	r.Messages = []llm.Message{
		{Role: "system", Content: s.must(system, view{Format: in.Format, Sheet: s.sheet})},
		{Role: "user", Content: s.must(user, v)},
	}
	if in.Format == llm.FormatJSON {
		r.Schema, r.SchemaName = segmentsSchema, "translation"
	}
	return r
}

func (s *Set) must(name string, v view) string {
	text, err := s.render(name, v)
	if err != nil {
		panic(err) // newSet has tried it
	}
	return text
}

func marker(nonce, id string) string { return "[[" + nonce + ":" + id + "]] " }

// replyCap is 1.6 times the tokens of the Arabic, counted for the least
// favourable tokenizer in use at 2.5 characters a token, and something for
// ids, markers and JSON. A cap stops a model that loops; one too low would
// cut good replies.
func replyCap(marked []string) int {
	tokens := 200
	for _, line := range marked {
		tokens += utf8.RuneCountInString(line)*16/25 + 30
	}
	return tokens
}

// fresh returns a nonce that no text of the article holds.
func (in Input) fresh() string {
	for nonce := in.Nonce; ; nonce = Nonce() {
		if nonce != "" && !slices.ContainsFunc(in.Segments, func(s article.Segment) bool {
			return strings.Contains(s.Ar, nonce) || strings.Contains(s.En, nonce)
		}) {
			return nonce
		}
	}
}

// lines makes each text one line of at most 300 characters.
func lines(texts []string) []string {
	var out []string
	for _, t := range texts {
		if t = article.Clean(t); t != "" {
			out = append(out, string([]rune(t)[:min(300, utf8.RuneCountInString(t))]))
		}
	}
	return out
}
