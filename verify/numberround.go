package verify

import (
	"fmt"
	"strings"

	"naql/article"
)

// rounds finds a round of a cup that became another: where each text names one
// that the other does not.
func rounds(p *passage) []article.Finding {
	var ar, en roundsAt
	for i := range p.ar {
		t := &p.ar[i]
		switch strings.TrimPrefix(t.Key, "ال") {
		case "نهائي", "نهائيه":
			if i == 0 {
				continue
			}
			switch before := p.ar[i-1].Key; {
			case strings.HasSuffix(before, "نصف"), before == "قبل":
				ar.add(0, p.ar[i-1].Start, t.End)
			case strings.HasSuffix(before, "ربع"):
				ar.add(1, p.ar[i-1].Start, t.End)
			case strings.HasSuffix(before, "ثمن"):
				ar.add(2, p.ar[i-1].Start, t.End)
			}
		case "دور":
			next := i + 1
			for next < len(p.ar) && next < i+3 && (p.ar[next].Key == "ال" || p.ar[next].Key == "ـ") {
				next++
			}
			if next == len(p.ar) {
				continue
			}
			if r := arabicRound(p.ar[next].Key); r >= 0 {
				ar.add(r, t.Start, p.ar[next].End)
			}
		}
	}
	if ar.found == 0 {
		return nil
	}
	for i := range p.en {
		if r, last := englishRound(p.en, i); r >= 0 {
			en.add(r, p.en[i].start, p.en[last].end)
		}
	}
	lost, added := ar.found&^en.found, en.found&^ar.found
	if lost == 0 || added == 0 {
		return nil
	}
	from, to := ar.first(lost), en.first(added)
	f := article.Finding{Check: "number", Severity: article.Critical, SourceSpan: ar.spans[from], TargetSpan: en.spans[to],
		Expected: roundNames[from], Found: p.En[en.spans[to][0]:en.spans[to][1]]}
	f.Message = fmt.Sprintf("The round is wrong: the Arabic has the %s, the English the %s.", f.Expected, f.Found)
	return []article.Finding{f}
}

var roundNames = [...]string{"semifinal", "quarterfinal", "round of 16", "round of 32"}

// roundsAt is which rounds a text names, a bit each, and where it first does.
type roundsAt struct {
	found byte
	spans [len(roundNames)]article.Span
}

func (r *roundsAt) add(round, start, end int) {
	if r.found&(1<<round) == 0 {
		r.found |= 1 << round
		r.spans[round] = article.Span{start, end}
	}
}

func (r *roundsAt) first(of byte) int {
	i := 0
	for of&(1<<i) == 0 {
		i++
	}
	return i
}

// arabicRound is the round of so many players, or -1.
func arabicRound(key string) int {
	switch key {
	case "4", "الاربعه":
		return 0
	case "8", "الثمانيه":
		return 1
	case "16":
		return 2
	case "32":
		return 3
	}
	return -1
}

// englishRound reads the round that token i begins to name and its last token,
// or -1: semifinals, quarter-final, round of 16, last eight.
func englishRound(toks []enToken, i int) (round, last int) {
	text := func(j int) string {
		if j < len(toks) {
			return toks[j].text
		}
		return ""
	}
	size := ""
	switch toks[i].text {
	case "semifinal", "semifinals", "semis":
		return 0, i
	case "quarterfinal", "quarterfinals":
		return 1, i
	case "semi", "quarter":
		last = i + 1
		if text(last) == "-" {
			last++
		}
		if w := text(last); w != "final" && w != "finals" {
			return -1, i
		}
		if toks[i].text == "semi" {
			return 0, last
		}
		return 1, last
	case "last":
		last, size = i+1, text(i+1)
		if size != "16" && size != "32" && i > 0 && toks[i-1].text != "the" {
			return -1, i
		}
	case "round":
		if text(i+1) == "of" {
			last, size = i+2, text(i+2)
		}
	}
	switch size {
	case "four":
		round = 0
	case "eight":
		round = 1
	case "16":
		round = 2
	case "32":
		round = 3
	default:
		return -1, i
	}
	if next := text(last + 1); toks[i].text == "last" && isLatinWord(next) && !englishStops[next] { // the last four years
		return -1, i
	}
	return round, last
}
