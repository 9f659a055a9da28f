package worker

import (
	"strings"
	"testing"
)

// BenchmarkTranslate is an article of 700 words through the whole path but
// for the queue, before an endpoint on loopback that answers at once.
func BenchmarkTranslate(b *testing.B) {
	long := storyArticle()
	var ar []string
	for range 18 {
		ar = append(ar, story.Segments[1].Ar, story.Segments[2].Ar)
	}
	long.Body = strings.Join(ar, "\n\n")
	w := newBench(b, nil, nil)
	b.ReportAllocs()
	for b.Loop() {
		w.Replies = &LocalReplies{}
		if _, err := w.Translate(b.Context(), long); err != nil {
			b.Fatal(err)
		}
	}
}
