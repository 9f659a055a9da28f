// Package story is an article of some 700 words with as many names as news
// has, and its English, for measurements.
package story

import (
	_ "embed"
	"fmt"
	"strings"

	"naql/article"
)

// marked has brackets around the names, what is glued to them left out.
//
//go:embed arabic.txt
var marked string

// English is the translation: as many paragraphs as Arabic, one blank line
// between two.
//
//go:embed english.txt
var English string

// Span is a range of bytes, the end left out.
type Span struct{ Start, End int }

// Arabic is the story, and Names where its names stand.
var Arabic, Names = unmark(marked)

func unmark(marked string) (plain string, marks []Span) {
	var b strings.Builder
	for _, r := range marked {
		switch r {
		case '[':
			marks = append(marks, Span{Start: b.Len()})
		case ']':
			marks[len(marks)-1].End = b.Len()
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), marks
}

// Segments are the paragraphs of the story, each n times over in one segment.
func Segments(n int) []article.Segment {
	ar, en := article.Paragraphs(Arabic), article.Paragraphs(English)
	out := make([]article.Segment, len(ar))
	for i := range ar {
		out[i] = article.Segment{
			ID: fmt.Sprintf("p%d", i+1), Role: article.RoleBody,
			Ar: article.Clean(strings.Repeat(ar[i]+" ", n)), En: article.Clean(strings.Repeat(en[i]+" ", n)),
		}
	}
	return out
}
