package verify

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"naql/arabic"
	"naql/article"
)

// Pair splits an Arabic text and its English at blank lines into the segments
// p1, p2, and so on, as the Arabic paragraphs follow one another. Where the
// paragraphs differ in number, a finding about the whole says so, and each
// Arabic paragraph gets the English that states the same: some sentences, or
// none where it was left out. Two Arabic paragraphs in one English sentence
// are one segment under the number of the first. English paragraphs without
// Arabic follow at the end, numbered on. Empty texts give no segment.
//
// The Arabic is cleaned as a message's is; the English stays as it was given,
// since what nobody sees in it is a fault too.
func Pair(ar, en string) ([]article.Segment, []article.Finding) {
	as, es := article.Paragraphs(ar), given(en)
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
	return realign(as, es), finish("", []article.Finding{found})
}

// given cuts a text at its blank lines and leaves the paragraphs as they stand.
// A text of one paragraph is that paragraph.
func given(text string) []string {
	var out []string
	from, to, at := -1, 0, 0
	for line := range strings.Lines(text) {
		at += len(line)
		trimmed := strings.TrimRightFunc(line, unicode.IsSpace)
		if trimmed == "" {
			if from >= 0 {
				out = append(out, text[from:to])
			}
			from = -1
			continue
		}
		start := at - len(line)
		if from < 0 {
			from = start + len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
		}
		to = start + len(trimmed)
	}
	if from >= 0 {
		out = append(out, text[from:to])
	}
	if len(out) == 1 {
		out[0] = text
	}
	return out
}

// realign pairs paragraphs by what they state.
func realign(as, es []string) []article.Segment {
	for i, text := range as {
		as[i] = article.Clean(text)
	}
	b := newBook(0)
	defer factBooks.Put(b)
	readParagraphs(b, as, es)
	links, english := b.align(), b.en
	owners := owners(links, english)
	texts := make([]string, len(links))
	added := make([]string, len(es))
	for j, p := range english {
		text := &added[p.paragraph]
		if owners[j] >= 0 {
			text = &texts[owners[j]]
		}
		if *text != "" {
			*text += " "
		}
		*text += es[p.paragraph][p.start:p.end]
	}
	var out []article.Segment
	for i, l := range links {
		if l.ar.from < l.ar.to {
			out = append(out, pairSegment(l.ar.from+1, strings.Join(as[l.ar.from:l.ar.to], " "), texts[i]))
		}
	}
	n := len(as)
	for _, text := range added {
		if text != "" {
			n++
			out = append(out, pairSegment(n, "", text))
		}
	}
	return out
}

// owners returns the link that each English piece belongs to, -1 for those of
// a paragraph without Arabic. A sentence without Arabic goes with its
// paragraph.
func owners(links []link, english []piece) []int {
	out := make([]int, len(english))
	for i, l := range links {
		for j := l.en.from; j < l.en.to; j++ {
			if out[j] = i; l.ar.from == l.ar.to {
				out[j] = -1
			}
		}
	}
	for j := 1; j < len(out); j++ {
		if out[j] < 0 && english[j].paragraph == english[j-1].paragraph {
			out[j] = out[j-1]
		}
	}
	for j := len(out) - 2; j >= 0; j-- {
		if out[j] < 0 && english[j].paragraph == english[j+1].paragraph {
			out[j] = out[j+1]
		}
	}
	return out
}

// readParagraphs reads each Arabic paragraph as one piece, and each English
// sentence as one, or a few together where a paragraph has more than the
// alignment joins.
func readParagraphs(b *factBook, as, es []string) {
	for i, text := range es {
		toks := enLex(text)
		ranges := enSentences(toks)
		together := (len(ranges) + minJoin - 1) / minJoin
		for k := 0; k < len(ranges); k += together {
			part := toks[ranges[k].from:ranges[min(k+together, len(ranges))-1].to]
			p := b.readEnglish(part, englishNumbersOf(part))
			p.paragraph, p.opens, p.start, p.end = i, k == 0, part[0].start, part[len(part)-1].end
		}
	}
	for _, text := range as {
		toks := arabic.Lex(text)
		b.readArabic(toks, arabic.NumbersOf(toks))
	}
}

func pairSegment(n int, ar, en string) article.Segment {
	return article.Segment{ID: "p" + strconv.Itoa(n), Role: article.RoleBody, Ar: article.Clean(ar), En: en}
}

// count writes "1 paragraph", "2 paragraphs".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
