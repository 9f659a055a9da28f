package prompts

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"naql/article"
	"naql/glossary"
)

// maxNames caps the lines of the glossary in one request: more of them only
// distract a model. Hints give way; a name that is proved is always told.
const maxNames = 40

// entry is one Arabic surface with the forms that its mentions must take.
type entry struct {
	surface   string
	forms     []form
	forbidden []string
	hint      bool // every mention is only a hint
}

type form struct {
	english  string
	segments []string
	count    int
	first    bool // of the first mention: others may follow in its segment
}

// names returns the glossary lines for the asked segments, longest Arabic
// first: "surface → English". Where the house style wants different forms for
// one surface, the line says in which segments.
func names(mentions []glossary.Mention, segments []article.Segment, asked func(article.Segment) bool) []string {
	wanted := map[string]bool{}
	for _, s := range segments {
		wanted[s.ID] = asked(s)
	}
	var entries []*entry
	bySurface := map[string]*entry{}
	for _, m := range mentions {
		english := cmp.Or(m.Form, m.English)
		if !wanted[m.Segment] || m.Surface == "" || english == "" {
			continue
		}
		e := bySurface[m.Surface]
		if e == nil {
			e = &entry{surface: m.Surface, hint: true}
			bySurface[m.Surface], entries = e, append(entries, e)
		}
		e.add(m, english)
	}
	slices.SortStableFunc(entries, func(a, b *entry) int {
		return cmp.Compare(utf8.RuneCountInString(b.surface), utf8.RuneCountInString(a.surface))
	})
	for i := len(entries) - 1; i >= 0 && len(entries) > maxNames; i-- {
		if entries[i].hint {
			entries = slices.Delete(entries, i, i+1)
		}
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.line())
	}
	return out
}

// preferred returns the preferred forms of the names that a text may call by
// several, in the order of their first mention.
func preferred(mentions []glossary.Mention) []string {
	var out []string
	for _, m := range mentions {
		english := article.Clean(m.English)
		if m.Strength == glossary.Hint || m.Type == glossary.TypeTerm || len(m.Accept) < 2 || slices.Contains(out, english) {
			continue
		}
		if out = append(out, english); len(out) == maxNames {
			break
		}
	}
	return out
}

func (e *entry) add(m glossary.Mention, english string) {
	e.hint = e.hint && m.Strength == glossary.Hint
	for _, f := range m.Forbidden {
		if len(e.forbidden) < 2 && !slices.Contains(e.forbidden, f) {
			e.forbidden = append(e.forbidden, f)
		}
	}
	i := slices.IndexFunc(e.forms, func(f form) bool { return f.english == english })
	if i < 0 {
		i = len(e.forms)
		e.forms = append(e.forms, form{english: english})
	}
	f := &e.forms[i]
	f.count++
	f.first = f.first || m.Use == glossary.UseFirst
	if !slices.Contains(f.segments, m.Segment) {
		f.segments = append(f.segments, m.Segment)
	}
}

// line writes the entry. Of several forms the most frequent one needs no list
// of segments: it holds elsewhere.
func (e *entry) line() string {
	usual := 0
	for i, f := range e.forms {
		if f.count >= e.forms[usual].count {
			usual = i
		}
	}
	var parts []string
	for i, f := range e.forms {
		if i == usual {
			continue
		}
		place := " in "
		if f.first {
			place = " first in "
		}
		parts = append(parts, f.english+place+strings.Join(f.segments, ", "))
	}
	end := e.forms[usual].english
	if len(parts) > 0 {
		end += " elsewhere"
	}
	line := e.surface + " → " + strings.Join(append(parts, end), "; ")
	if e.hint {
		line += ", if it is this name"
	}
	if len(e.forbidden) > 0 {
		line += " (not: " + strings.Join(e.forbidden, ", ") + ")"
	}
	return article.Clean(line)
}
