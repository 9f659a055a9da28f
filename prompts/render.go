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
	Names   []string
	Context []article.Segment
	Asks    []askView
	Marked  []string // the marker lines
	IDs     string
	Redo    []string
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

// standing picks the English worth showing beside what is asked: the headline
// and the direct neighbours.
func standing(segments []article.Segment, asked func(article.Segment) bool) []article.Segment {
	var out []article.Segment
	for i, s := range segments {
		beside := i > 0 && asked(segments[i-1]) || i+1 < len(segments) && asked(segments[i+1])
		if s.En != "" && !asked(s) && (beside || s.Role == article.RoleHeadline) {
			s.En = article.Clean(s.En)
			out = append(out, s)
		}
	}
	return out
}

// request renders the two messages. The system message depends on the format
// alone, so that a provider can keep it in its cache.
func (in Input) request(step, nonce, system, user string, v view) llm.Request {
	r := llm.Request{Step: step, Article: in.AID, Nonce: nonce, MaxTokens: replyCap(v.Marked)}
	r.Messages = []llm.Message{
		{Role: "system", Content: render(system, view{Format: in.Format})},
		{Role: "user", Content: render(user, v)},
	}
	if in.Format == llm.FormatJSON {
		r.Schema, r.SchemaName = segmentsSchema, "translation"
	}
	return r
}

func render(name string, v view) string {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name, v); err != nil {
		panic(err) // embedded, and covered by tests
	}
	return strings.TrimSpace(b.String())
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
