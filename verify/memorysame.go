package verify

import (
	"fmt"
	"slices"

	"naql/arabic"
	"naql/article"
)

const (
	memoryWords = 8   // the same Arabic of so many words has the same English
	memoryGap   = 2   // other words that may stand between two parts of it
	memoryLike  = 0.7 // how much of the English must be alike
	memoryMost  = 60  // how many words of it are compared at most
)

// rendered finds Arabic passages that stand twice and are translated in two
// ways, by the index of the segment in which they stand again. Inside
// quotations of both segments that is major: one speaker said it once.
func rendered(pages []*page, echoes []echo) map[int][]article.Finding {
	var out map[int][]article.Finding
	looks := 0
	for k := 0; k < len(echoes) && looks < repeatLooks; {
		e, before, next := chain(echoes, k)
		k = next
		if min(e.n, before) < memoryWords {
			continue
		}
		looks++
		a, b := pages[e.of], pages[e.in]
		if like(a.window(e.from, min(before, memoryMost)), b.window(e.at, min(e.n, memoryMost)), min(e.n, memoryMost)) {
			continue
		}
		if out == nil {
			out = make(map[int][]article.Finding)
		}
		out[e.in] = append(out[e.in], finish(b.ID, []article.Finding{otherwise(a, b, e, before)})...)
	}
	return out
}

// chain joins the echoes from k on that go on in the same two places. The
// echo is the stretch in the later text, before is its length in the earlier
// one, next the echo behind them.
func chain(echoes []echo, k int) (e echo, before, next int) {
	e = echoes[k]
	before = e.n
	for next = k + 1; next < len(echoes); next++ {
		f := echoes[next]
		gap, gapBefore := f.at-e.at-e.n, f.from-e.from-before
		if f.of != e.of || f.in != e.in || gap > memoryGap || gapBefore < 0 || gapBefore > memoryGap {
			break
		}
		e.n, before = f.at+f.n-e.at, f.from+f.n-e.from
	}
	return e, before, next
}

// view is the English that may hold a stretch of Arabic, and how many words of
// it the stretch takes about.
type view struct {
	words []wordAt
	about float64
}

// window goes by the sentence, where both sides have as many, and by how far
// into it the stretch stands.
func (p *page) window(at, n int) view {
	ar, en := tokenRange{0, len(p.arText)}, tokenRange{0, len(p.enText)}
	if len(p.arSentences) == len(p.enSentences) {
		ar, en = p.sentencesOf(at, n)
	}
	all, english := float64(ar.to-ar.from), float64(en.to-en.from)
	room := 3 + 0.15*english
	from := float64(at-ar.from)/all*english - room
	to := float64(at+n-ar.from)/all*english + room
	from, to = max(from, 0), min(to, english)
	words := p.enText[en.from+int(from) : en.from+int(to)]
	return view{words[:min(len(words), 3*memoryMost)], float64(n) * english / all}
}

// sentencesOf returns the words of the sentences that hold n Arabic words from
// word at, and the words of the English sentences of the same numbers.
func (p *page) sentencesOf(at, n int) (ar, en tokenRange) {
	first, last := int(p.arText[at].token), int(p.arText[at+n-1].token)
	var arTokens, enTokens tokenRange
	for i, s := range p.arSentences {
		if s.to <= first || s.from > last {
			continue
		}
		if arTokens.to == 0 {
			arTokens.from, enTokens.from = s.from, p.enSentences[i].from
		}
		arTokens.to, enTokens.to = s.to, p.enSentences[i].to
	}
	return wordsIn(p.arText, arTokens), wordsIn(p.enText, enTokens)
}

// wordsIn are the words among a range of tokens.
func wordsIn(words []wordAt, tokens tokenRange) tokenRange {
	at := func(token int) int {
		i, _ := slices.BinarySearchFunc(words, token, func(w wordAt, token int) int { return int(w.token) - token })
		return i
	}
	return tokenRange{at(tokens.from), at(tokens.to)}
}

// like reports whether two views have as many words in common, in their order,
// as the stretch of n Arabic words takes.
func like(a, b view, n int) bool {
	enough := memoryLike * min(a.about, b.about, 1.3*float64(n))
	row := make([]int, len(b.words)+1)
	for _, w := range a.words {
		diagonal := 0
		for j, v := range b.words {
			above := row[j+1]
			if w.hash == v.hash {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
		if float64(row[len(b.words)]) >= enough {
			return true
		}
	}
	return false
}

func otherwise(a, b *page, e echo, before int) article.Finding {
	span := b.arabicAt(e.at, e.n)
	v := b.window(e.at, min(e.n, memoryMost))
	f := article.Finding{
		Check: "memory", Severity: article.Minor, SourceSpan: span,
		Expected: "the words of " + a.ID,
		Message:  fmt.Sprintf("The same Arabic stands in segment %s and is translated in other words there: %s.", a.ID, quoted(b.Ar[span[0]:span[1]])),
	}
	if len(v.words) > 0 {
		f.TargetSpan = article.Span{b.en[v.words[0].token].start, b.en[v.words[len(v.words)-1].token].end}
	}
	if inQuotation(a.Ar, a.arabicAt(e.from, before)) && inQuotation(b.Ar, span) {
		f.Severity = article.Major
	}
	return f
}

func inQuotation(text string, span article.Span) bool {
	for _, q := range arabic.ReadQuotations(text) {
		if q.Start <= span[0] && span[1] <= q.End {
			return true
		}
	}
	return false
}
