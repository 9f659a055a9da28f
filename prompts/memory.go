package prompts

import (
	"cmp"
	"fmt"
	"strings"

	"naql/article"
	"naql/glossary"
)

// MemoryKey stands for what decides a segment's English but for the model and
// what it is told beside: its Arabic and its role, and of each mention the
// words, the form that is due there, and the forms that are not. Ids do not
// enter: the same segment of another article has the same key.
func MemoryKey(s article.Segment, mentions []glossary.Mention) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\x00%s", s.Role, s.Ar)
	for _, m := range mentions {
		if m.Segment == s.ID {
			fmt.Fprintf(&b, "\x00%d\x00%s\x00%s\x00%s\x00%s", m.Start, m.Surface, cmp.Or(m.Form, m.English), m.Strength, strings.Join(m.Forbidden, "|"))
		}
	}
	return strings.ToLower(article.Digest([]byte(b.String())))
}
