package verify

import (
	"fmt"
	"strconv"

	"naql/article"
)

// Pair splits an Arabic text and its English at blank lines into the segments
// p1, p2, and so on. Texts whose paragraphs differ in number become the one
// segment p1, and a finding says so. Empty texts give no segment.
func Pair(ar, en string) ([]article.Segment, []article.Finding) {
	as, es := article.Paragraphs(ar), article.Paragraphs(en)
	if len(as) == len(es) {
		var out []article.Segment
		for i := range as {
			out = append(out, pairSegment(i+1, as[i], es[i]))
		}
		return out, nil
	}
	found := article.Finding{
		Check: "segment", Severity: article.Major,
		Expected: strconv.Itoa(len(as)), Found: strconv.Itoa(len(es)),
		Message: fmt.Sprintf("The Arabic has %s, the English %d.", count(len(as), "paragraph"), len(es)),
	}
	return []article.Segment{pairSegment(1, ar, en)}, finish("", []article.Finding{found})
}

func pairSegment(n int, ar, en string) article.Segment {
	return article.Segment{ID: "p" + strconv.Itoa(n), Role: article.RoleBody, Ar: article.Clean(ar), En: article.Clean(en)}
}

// count writes "1 paragraph", "2 paragraphs".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
