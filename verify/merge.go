package verify

import (
	"cmp"
	"slices"
	"strings"

	"naql/article"
)

// cause is a set of kinds of fault. Checks that share one may speak of the same
// slip where they point at the same place.
type cause uint8

const (
	inName   cause = 1 << iota // which name, and how it is written
	inFigure                   // a number, a date
	inScript                   // signs that do not belong into English news
	inQuote                    // what stands between quotation marks
	inSpeech                   // who said it, how, and how surely
	inLength                   // too little, too much
)

// causes of each check, and how closely the check says what is wrong: of two
// that are as severe the earlier one stays. A check that is not listed shares
// its causes with none.
var causes = []struct {
	check string
	cause
}{
	{"assistant", inScript | inName | inSpeech},
	{"language", inScript | inName | inSpeech},
	{"marker", inScript},
	{"link", inScript | inName | inFigure},
	{"arabic-left", inScript | inName | inFigure},
	{"encoding", inScript | inName},
	{"control", inScript},
	{"script", inScript | inName},
	{"diacritic", inScript | inName},
	{"markup", inScript},
	{"forbidden", inName},
	{"bullet-term", inName},
	{"term", inName},
	{"time", inFigure},
	{"date", inFigure | inName},
	{"number", inFigure | inName},
	{"bullet-number", inFigure | inName},
	{"spelling", inName},
	{"name", inName | inFigure},
	{"bullet-name", inName | inFigure},
	{"first-mention", inName},
	{"quote", inQuote},
	{"bullet-quote", inQuote},
	{"speech-verb", inSpeech},
	{"polarity", inSpeech},
	{"bullet-polarity", inSpeech},
	{"hedge", inSpeech},
	{"bullet-hedge", inSpeech},
	{"attribution", inSpeech | inQuote},
	{"bullet-attribution", inSpeech | inQuote},
	{"length", inLength},
}

var rankOf = func() map[string]int {
	m := make(map[string]int)
	for i, c := range causes {
		m[c.check] = i
	}
	return m
}()

// merge joins the findings of one segment or bullet into one for each cause,
// in reading order; the order in which they come does not matter.
//
//   - What is no translation at all, or that of another segment, is one finding
//     whatever else is wrong there.
//   - What is missing inside a passage that was left out is that omission's, and
//     what stands inside an addition is the addition's; so is a text that is too
//     short or too long.
//   - Findings of one kind that overlap wherever both point, in the Arabic and
//     in the English, are one: the most severe, then the one that says most
//     closely what is wrong. What it does not know, a place or what is expected,
//     it takes from the others.
func merge(own, shared []article.Finding) []article.Finding {
	all := slices.Concat(own, shared)
	if len(all) < 2 {
		return all
	}
	slices.SortFunc(all, inReadingOrder)
	if i := replacing(all); i >= 0 {
		whole := all[i]
		gather(&whole, slices.Delete(all, i, i+1))
		return []article.Finding{whole}
	}
	placeDigits(all)
	all = intoPassages(all)
	m := merger{all: all, gone: make([]bool, len(all)), near: make([][]int, len(all))}
	m.meet(sourceOf)
	m.meet(targetOf)
	return m.merged()
}

// inReadingOrder sorts by place in the Arabic, then in the English; findings
// without a place in the Arabic come last. Findings that are equal in all that
// it looks at are equal to the reader.
func inReadingOrder(f, g article.Finding) int {
	return cmp.Or(
		unplaced(f)-unplaced(g),
		f.SourceSpan[0]-g.SourceSpan[0], f.TargetSpan[0]-g.TargetSpan[0],
		f.SourceSpan[1]-g.SourceSpan[1], f.TargetSpan[1]-g.TargetSpan[1],
		moreSevere(f, g), specific(f)-specific(g), strings.Compare(f.Check, g.Check),
		strings.Compare(f.Expected, g.Expected), strings.Compare(f.Found, g.Found), strings.Compare(f.Message, g.Message),
	)
}

// unplaced is 1 where a finding has no place in the Arabic.
func unplaced(f article.Finding) int {
	if empty(f.SourceSpan) {
		return 1
	}
	return 0
}

func empty(s article.Span) bool { return s[0] == s[1] }

func moreSevere(f, g article.Finding) int {
	return article.ScoreOf([]article.Finding{g}).Compare(article.ScoreOf([]article.Finding{f}))
}

func specific(f article.Finding) int {
	if rank, ok := rankOf[f.Check]; ok {
		return rank
	}
	return len(causes)
}

func causeOf(f article.Finding) cause {
	if rank, ok := rankOf[f.Check]; ok {
		return causes[rank].cause
	}
	return 0
}

// replacing returns the finding that a whole segment is no translation of its
// own, or -1: the English of another, or a machine's excuse, which leaves the
// text far too short or most of it out.
func replacing(all []article.Finding) int {
	excuse, short := -1, false
	for i, f := range all {
		switch f.Check {
		case "segment":
			return i
		case "assistant":
			excuse = i
		case "omission", "length":
			short = true
		}
	}
	if short {
		return excuse
	}
	return -1
}

// isPassage reports a finding about a passage left out or put in.
func isPassage(f article.Finding) bool {
	switch f.Check {
	case "omission", "addition", "list", "loop":
		return true
	}
	return false
}

// maxGathered is how many of the findings that it swallows a finding names.
const maxGathered = 3

// gather makes findings a part of f: it becomes as severe as the worst of them
// and says what goes with it.
func gather(f *article.Finding, parts []article.Finding) {
	var told []string
	for _, part := range parts {
		if moreSevere(part, *f) < 0 {
			f.Severity = part.Severity
		}
		if part.Expected != "" && causeOf(part) != inLength && len(told) < maxGathered && empty(part.TargetSpan) {
			if name := quoted(part.Expected); !slices.Contains(told, name) {
				told = append(told, name)
			}
		}
	}
	if len(told) > 0 {
		f.Message += " Missing with it: " + strings.Join(told, ", ") + "."
	}
}

// intoPassages gives the findings inside an omission or an addition to it.
func intoPassages(all []article.Finding) []article.Finding {
	if !slices.ContainsFunc(all, isPassage) {
		return all
	}
	left, put := passages(all, sourceOf), passages(all, targetOf)
	parts := make(map[int][]article.Finding)
	gone := make([]bool, len(all))
	for i, f := range all {
		at := -1
		switch {
		case causeOf(f) == inLength:
			at = slices.IndexFunc(all, func(g article.Finding) bool { return isPassage(g) })
		case empty(f.TargetSpan):
			at = within(left, all, f.SourceSpan, sourceOf)
		case empty(f.SourceSpan):
			at = within(put, all, f.TargetSpan, targetOf)
		}
		if gone[i] = at >= 0 && at != i; gone[i] {
			parts[at] = append(parts[at], f)
		}
	}
	var out []article.Finding
	for i, f := range all {
		if !gone[i] {
			gather(&f, parts[i])
			out = append(out, f)
		}
	}
	return out
}

func sourceOf(f article.Finding) article.Span { return f.SourceSpan }
func targetOf(f article.Finding) article.Span { return f.TargetSpan }

// passages returns the passages of one side by place, without those that are
// inside another.
func passages(all []article.Finding, side func(article.Finding) article.Span) []int {
	var order []int
	for i, f := range all {
		if isPassage(f) && !empty(side(f)) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, k int) int {
		a, b := side(all[i]), side(all[k])
		return cmp.Or(a[0]-b[0], b[1]-a[1])
	})
	end := 0
	return slices.DeleteFunc(order, func(i int) bool {
		inner := side(all[i])[1] <= end
		end = max(end, side(all[i])[1])
		return inner
	})
}

// within returns the passage that holds a span, or -1.
func within(passages []int, all []article.Finding, at article.Span, side func(article.Finding) article.Span) int {
	i, _ := slices.BinarySearchFunc(passages, at, func(p int, at article.Span) int { return side(all[p])[1] - at[1] })
	if i < len(passages) && !empty(at) && side(all[passages[i]])[0] <= at[0] {
		return passages[i]
	}
	return -1
}

// placeDigits gives the Arabic digits that stayed in the English the place of
// the number that is missing for that.
func placeDigits(all []article.Finding) {
	for i := range all {
		f := &all[i]
		if f.Check != "arabic-left" || !empty(f.SourceSpan) || strings.IndexFunc(f.Found, isAnyDigit) < 0 {
			continue
		}
		digits := Latinised(f.Found)
		for _, g := range all {
			if g.Check == "number" && empty(g.TargetSpan) && g.Expected == digits {
				f.SourceSpan = g.SourceSpan
				break
			}
		}
	}
}

// merger finds which findings are one.
type merger struct {
	all  []article.Finding
	gone []bool
	near [][]int // for each those that may be the same fault
}

// maxNear bounds how many findings one is compared with on each side: more at
// one place is no slip that anybody would read about one by one.
const maxNear = 32

// meet pairs the findings that overlap on one side.
func (m *merger) meet(side func(article.Finding) article.Span) {
	var order []int
	for i, f := range m.all {
		if !empty(side(f)) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, k int) int { return side(m.all[i])[0] - side(m.all[k])[0] })
	for n, i := range order {
		for _, k := range order[n+1 : min(len(order), n+1+maxNear)] {
			if side(m.all[k])[0] >= side(m.all[i])[1] {
				break
			}
			if oneFault(m.all[i], m.all[k]) {
				m.near[i], m.near[k] = append(m.near[i], k), append(m.near[k], i)
			}
		}
	}
}

// oneFault reports whether two findings may be about one slip.
func oneFault(f, g article.Finding) bool {
	if f.Check == g.Check && f.Expected != g.Expected || causeOf(f)&causeOf(g) == 0 {
		return false
	}
	return agree(f.SourceSpan, g.SourceSpan) && agree(f.TargetSpan, g.TargetSpan)
}

// agree reports whether two spans overlap, or one points nowhere.
func agree(a, b article.Span) bool {
	return empty(a) || empty(b) || a[0] < b[1] && b[0] < a[1]
}

// merged lets each finding, the most severe first, take in those near it.
func (m *merger) merged() []article.Finding {
	order := make([]int, len(m.all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, k int) int {
		return cmp.Or(moreSevere(m.all[i], m.all[k]), specific(m.all[i])-specific(m.all[k]))
	})
	for _, i := range order {
		if m.gone[i] {
			continue
		}
		for _, k := range m.near[i] {
			if !m.gone[k] {
				m.gone[k] = true
				fillIn(&m.all[i], m.all[k])
			}
		}
		m.near[i] = nil
		m.gone[i] = false
	}
	var out []article.Finding
	for i, f := range m.all {
		if !m.gone[i] {
			out = append(out, f)
		}
	}
	return out
}

// fillIn fills in what f does not know from another finding of its fault.
func fillIn(f *article.Finding, g article.Finding) {
	if f.Expected == "" && g.Expected != "" {
		f.Expected = g.Expected
		f.Message += " " + g.Message
	}
	if f.Found == "" {
		f.Found = g.Found
	}
	if empty(f.SourceSpan) {
		f.SourceSpan = g.SourceSpan
	}
	if empty(f.TargetSpan) {
		f.TargetSpan = g.TargetSpan
	}
}
