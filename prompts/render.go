package prompts

import (
	"cmp"
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

type askView struct {
	Segment, English string
	Instructions     []string
}

// view gathers what translate and repair have in common.
func (in Input) view(asked func(article.Segment) bool) (view, string) {
	nonce := in.fresh()
	v := view{Names: names(in.Mentions, in.Segments, asked), Context: standing(in.Segments, asked)}
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

// request renders the two messages. The system message depends on the set and
// the format alone, so that a provider can keep it in its cache.
func (s *Set) request(in Input, step, nonce, system, user string, v view) llm.Request {
	v.Format = cmp.Or(in.Format, llm.FormatTagged)
	r := llm.Request{Step: step, Article: in.AID, Nonce: nonce, MaxTokens: replyCap(v.Marked), Format: v.Format}
	r.Messages = []llm.Message{
		{Role: "system", Content: s.say(system, view{Format: v.Format, Sheet: s.sheet})},
		{Role: "user", Content: s.say(user, v)},
	}
	if v.Format == llm.FormatJSON {
		r.Schema, r.SchemaName = segmentsSchema, "translation"
	}
	return r
}

// say renders a message. A template of the house was tried, but not with every
// article: where it fails on one, the built-in one is used.
func (s *Set) say(name string, v view) string {
	text, err := s.render(name, v)
	if err != nil && s != builtin {
		text, err = builtin.render(name, v)
	}
	if err != nil {
		panic(err) // it is compiled in, and was tried
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
