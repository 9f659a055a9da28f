package verify

import (
	"fmt"
	"slices"

	"naql/arabic"
	"naql/article"
)

// crossing is a mark that one value has in the Arabic and another in the
// English.
type crossing struct {
	from, to int
	mark     arabic.Concept
}

// swapped finds numbers that stand in each other's place: what the Arabic says
// of one alone the English says of another alone. It is sure where that holds
// in both directions. What happened to those who are counted, and a name
// nearby, is no proof in one: they may belong to one number or to several.
func (l *ledger) swapped() []article.Finding {
	crossings := l.crossings()
	if len(crossings) == 0 {
		return nil
	}
	told := make(map[[2]int]bool)
	var out []article.Finding
	for _, c := range crossings {
		back := slices.IndexFunc(crossings, func(x crossing) bool { return x.from == c.to && x.to == c.from && x.firm() == c.firm() })
		pair := [2]int{min(c.from, c.to), max(c.from, c.to)}
		if told[pair] || back < 0 && !c.firm() {
			continue
		}
		a, b := &l.seen[c.from], &l.seen[c.to]
		if c.mark.Unit() && arabicEnd(l.ar, a.ar)*arabicEnd(l.ar, b.ar) < 0 && englishEnd(l.en, a.en)*englishEnd(l.en, b.en) < 0 {
			continue // the ends of a range, whose unit stands with either
		}
		told[pair] = true
		f := l.finding(numberSpan(a.ar), numberSpan(b.en))
		x, y := display(*a.ar), display(*b.ar)
		f.Message = fmt.Sprintf("%s and %s may have changed places: the Arabic has %s with %q, the English %s.", x, y, x, c.mark.Name(), y)
		returned := moved(b, a)
		if back >= 0 {
			returned = crossings[back].mark
		}
		if returned != "" && !c.mark.Named() && !returned.Named() {
			f.Severity = article.Major
			f.Message = fmt.Sprintf("%s and %s have changed places: the Arabic has %s with %q and %s with %q.",
				x, y, x, c.mark.Name(), y, returned.Name())
		}
		out = append(out, f)
	}
	return out
}

// moved is a firm mark that a has in the Arabic alone and b in the English
// alone, or empty.
func moved(a, b *sighting) arabic.Concept {
	for _, c := range a.inAr.all() {
		if (crossing{mark: c}).firm() && !a.inEn.has(c) && b.inEn.has(c) && !b.inAr.has(c) {
			return c
		}
	}
	return ""
}

// firm reports a mark that belongs to one number.
func (c crossing) firm() bool { return !c.mark.Event() && !c.mark.Named() }

// finding is a minor one about the numbers at two places.
func (l *ledger) finding(ar, en article.Span) article.Finding {
	return article.Finding{
		Check: "number", Severity: article.Minor, SourceSpan: ar, TargetSpan: en,
		Expected: l.Ar[ar[0]:ar[1]], Found: l.En[en[0]:en[1]],
	}
}

func numberSpan(n *arabic.Number) article.Span { return article.Span{n.Start, n.End} }

// crossings finds the marks that exactly one value has lost and exactly one
// other gained.
func (l *ledger) crossings() []crossing {
	var lost, gained []crossing
	for i := range l.seen[:min(len(l.seen), maxPairs)] {
		s := &l.seen[i]
		if s.en == nil {
			continue
		}
		for _, c := range s.inAr.all() {
			if !s.inEn.has(c) {
				lost = append(lost, crossing{from: i, mark: c})
			}
		}
		for _, c := range s.inEn.all() {
			if !s.inAr.has(c) {
				gained = append(gained, crossing{to: i, mark: c})
			}
		}
	}
	var out []crossing
	for _, gone := range lost {
		same := func(c crossing) bool { return c.mark == gone.mark }
		to := slices.IndexFunc(gained, same)
		if to < 0 || slices.ContainsFunc(gained[to+1:], same) ||
			slices.ContainsFunc(lost, func(c crossing) bool { return same(c) && c.from != gone.from }) {
			continue
		}
		out = append(out, crossing{gone.from, gained[to].to, gone.mark})
	}
	return out
}

// reordered finds two numbers of one kind whose order the English turns round:
// the ends of a range or the sides of a score, or numbers that have the same
// said of them.
func (l *ledger) reordered() []article.Finding {
	var out []article.Finding
	for i := 1; i < len(l.seen); i++ {
		a, b := &l.seen[i-1], &l.seen[i]
		if a.ars != 1 || a.ens != 1 || b.ars != 1 || b.ens != 1 {
			continue
		}
		turned := l.turnedEnds(a, b)
		if a.enAt < b.enAt && !turned {
			continue
		}
		f := l.finding(article.Span{a.ar.Start, b.ar.End}, article.Span{min(a.en.Start, b.en.Start), max(a.en.End, b.en.End)})
		arLink, enLink := a.ar.Link, b.en.Link
		switch linked := arLink != arabic.Unlinked && enLink != arabic.Unlinked && a.enAt == b.enAt+1 && b.arAt == a.arAt+1; {
		case turned, linked && enLink == arabic.To:
			f.Severity = article.Major
		case linked && arLink == arabic.Dash && enLink == arabic.Dash && a.ar.Digits && b.ar.Digits:
			continue // a score
		case linked:
		case a.inAr.n > 0 && a.inEn.n > 0 && a.inAr.list[0] == b.inAr.list[0] && a.inEn.list[0] == b.inEn.list[0]:
		default:
			continue
		}
		f.Message = fmt.Sprintf("The Arabic has %s before %s, the English the other way round.", display(*a.ar), display(*b.ar))
		out = append(out, f)
	}
	return out
}

// turnedEnds reports two numbers that the Arabic joins by من and إلى and the
// English by from and to the other way round, in whatever order.
func (l *ledger) turnedEnds(a, b *sighting) bool {
	x, y := arabicEnd(l.ar, a.ar), arabicEnd(l.ar, b.ar)
	return x*y < 0 && englishEnd(l.en, a.en) == -x && englishEnd(l.en, b.en) == -y
}

// arabicEnd is -1 behind من, 1 behind إلى, else 0.
func arabicEnd(toks []arabic.Lexeme, n *arabic.Number) int {
	if n.First == 0 {
		return 0
	}
	switch toks[n.First-1].Key {
	case "من":
		return -1
	case "الي":
		return 1
	}
	return 0
}

// englishEnd is -1 behind from, 1 behind to, else 0.
func englishEnd(toks []enToken, n *arabic.Number) int {
	i := n.First - 1
	if i > 0 && arabic.MoneySign(toks[i].text) != "" {
		i--
	}
	if i < 0 {
		return 0
	}
	switch toks[i].text {
	case "from":
		return -1
	case "to":
		return 1
	}
	return 0
}

// parted finds a score or range whose one side the English joins to another
// number that the text has.
func (l *ledger) parted() []article.Finding {
	var out []article.Finding
	for i := 0; i+1 < len(l.arRow); i++ {
		a, b := l.arRow[i], l.arRow[i+1]
		if !paired(l.arNumbers[i].Link) || a < 0 || b < 0 || a == b {
			continue
		}
		at := -1
		for j := max(0, l.near(a, b)-maxPairs); j+1 < len(l.enRow) && j < l.near(a, b)+maxPairs; j++ {
			x, y := l.enRow[j], l.enRow[j+1]
			if !paired(l.enNumbers[j].Link) || x < 0 || y < 0 || x == y {
				continue
			}
			if x == a && y == b || x == b && y == a {
				at = -1
				break
			}
			if (x == a || y == b) && !l.together(x, y) {
				at = j
			}
		}
		if at < 0 {
			continue
		}
		f := l.finding(article.Span{l.arNumbers[i].Start, l.arNumbers[i+1].End}, article.Span{l.enNumbers[at].Start, l.enNumbers[at+1].End})
		f.Severity = article.Major
		f.Message = fmt.Sprintf("The Arabic has %s, the English %s.", f.Expected, f.Found)
		out = append(out, f)
	}
	return out
}

func paired(link arabic.Link) bool { return link == arabic.Dash || link == arabic.To }

// near is the first English number of either value.
func (l *ledger) near(a, b int) int { return min(l.seen[a].enAt, l.seen[b].enAt) }

// together reports whether the Arabic joins two values, the last time it has
// the first.
func (l *ledger) together(x, y int) bool {
	for i := l.seen[x].arAt; i+1 < len(l.arRow) && i < l.seen[x].arAt+maxPairs; i++ {
		if paired(l.arNumbers[i].Link) && l.arRow[i] == x && l.arRow[i+1] == y {
			return true
		}
	}
	return false
}
