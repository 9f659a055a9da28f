package verify

import (
	"fmt"
	"strings"

	"naql/article"
	"naql/glossary"
)

// introduction follows the first form of a term through an article.
type introduction struct {
	form, expansion, acronym string // without the article; the latter two may be empty
	expanded                 bool   // the first form or its expansion has been read
	given                    bool   // the first form has
	reported                 bool
}

func newIntroduction(form string) introduction {
	form = withoutArticle(strings.ToLower(form))
	in := introduction{form: form}
	if expansion, acronym, ok := glossary.Introduces(form); ok {
		in.expansion, in.acronym = expansion, acronym
	}
	return in
}

// introductions finds an acronym that stands before what it is short for, and
// a first form that stands again: once for a term. Only the body counts, and
// only what is no quoted speech.
func (n *naming) introductions(p *proof, u *usage) []article.Finding {
	var out []article.Finding
	kept, en := p.found.Kept, p.segment.En
	for i, m := range p.mentions {
		in := n.introduction(m.Term, u)
		if in == nil || kept[i][1] == 0 || m.Use != glossary.UseFirst && m.Use != glossary.UseLater {
			continue
		}
		if message := in.read(en, kept[i], m.English); message != "" && !in.reported {
			in.reported = true
			out = append(out, article.Finding{
				Check: "first-mention", Severity: article.Minor, SourceSpan: article.Span{m.Start, m.End},
				TargetSpan: article.Span(kept[i]), Expected: m.Form, Found: en[kept[i][0]:kept[i][1]], Message: message,
			})
		}
	}
	return out
}

// introduction is that of a term as far as it has been read, or nil.
func (n *naming) introduction(term string, u *usage) *introduction {
	in, ok := n.intro[term]
	if !ok {
		return nil
	}
	if u.intro[term] == nil {
		u.intro[term] = &in
	}
	return u.intro[term]
}

// read takes in one rendering and returns what is wrong with it there.
func (in *introduction) read(en string, span [2]int, name string) string {
	found := en[span[0]:span[1]]
	text := withoutArticle(strings.ToLower(found))
	after := strings.ToLower(en[span[1]:min(len(en), span[1]+len(in.form)+3)])
	if in.acronym != "" && text == in.expansion && strings.HasPrefix(after, " ("+in.acronym+")") {
		text = in.form // the Arabic has the acronym as well
	}
	in.expanded = in.expanded || in.acronym != "" && strings.HasPrefix(after, " ("+in.expansion+")")
	before := en[max(0, span[1]-len(in.form)-3):span[1]] // a first form may open with a descriptor
	switch {
	case text == in.form, strings.HasSuffix(strings.ToLower(before), in.form):
		again := in.given
		if in.given, in.expanded = true, true; again {
			return fmt.Sprintf("“%s” is introduced a second time: a later mention is shorter.", name)
		}
	case in.acronym != "" && text == in.acronym && span[0] > 0 && en[span[0]-1] == '(' && strings.HasPrefix(after, ")"):
		in.expanded = true // behind an expansion in other words
	case in.acronym != "" && text == in.acronym && !in.expanded:
		return fmt.Sprintf("“%s” stands before the article says what it is short for.", found)
	case in.expansion != "" && strings.HasPrefix(text, in.expansion):
		in.expanded = true
	}
	return ""
}

func withoutArticle(s string) string { return strings.TrimPrefix(s, "the ") }
