package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// The words for amounts that grow and shrink. Up and down are among them where
// a number follows at once, see upOrDown.
const (
	enRising = `rose rise rises rising risen increase increased increases increasing climb climbed climbs climbing grew grow grows growing grown growth
		jump jumped jumps jumping surge surged surges surging soar soared soars soaring higher raise raised raises raising hike hiked hikes hiking
		rallied gained doubled tripled quadrupled`
	enFalling = `fell fall falls falling fallen drop dropped drops dropping decline declined declines declining decrease decreased decreases decreasing
		slid slide slides sliding slip slipped slips slipping lower lowered lowers lowering tumble tumbled tumbles tumbling plunge plunged plunges plunging
		plummet plummeted sank shrank shrink shrinks shrinking shrunk contracted contraction cut cuts cutting reduce reduced reduces reducing reduction
		slash slashed slashing dipped dip lost shed sheds eased`
)

// trends finds numbers that the Arabic calls a rise and the English a fall, or
// the other way round. Only the words between a number and the one before it
// are asked, in its clause, and in English those right behind it (a 5% rise);
// where they speak of both nothing is said.
func (l *ledger) trends() []article.Finding {
	var out []article.Finding
	before := 0
	for i := range l.arNumbers {
		n := &l.arNumbers[i]
		if row := l.arRow[i]; row >= 0 && amount(n) && l.seen[row].ars == 1 && l.seen[row].ens == 1 {
			s := &l.seen[row]
			if d := arabicTrend(l.ar, max(before, n.First-maxTrendWords), n); d != 0 && d+englishTrend(l.en, l.enNumbers, s.enAt) == 0 {
				f := l.finding(numberSpan(s.ar), numberSpan(s.en))
				f.Severity = article.Major
				f.Message = fmt.Sprintf("The Arabic tells with %s of a %s, the English of a %s.", display(*s.ar), trendName(d), trendName(-d))
				out = append(out, f)
			}
		}
		if amount(n) {
			before = n.Next
		}
	}
	return out
}

// amount reports a number that may be what something rose or fell by or to.
func amount(n *arabic.Number) bool {
	switch n.Kind {
	case arabic.YearNum, arabic.DatePart, arabic.TimeNum, arabic.WeekdayNum, arabic.Decade, arabic.Ordinal:
		return false
	}
	return !n.Weak && !n.Calendar
}

// maxTrendWords is how far before a number its verb may stand.
const maxTrendWords = 10

func trendName(d int) string {
	if d > 0 {
		return "rise"
	}
	return "fall"
}

// arabicTrend is 1 for a rise, -1 for a fall, 0 for neither or both.
func arabicTrend(toks []arabic.Lexeme, from int, n *arabic.Number) int {
	rise, fall := false, false
	if i := n.First - 1; i >= 0 && (toks[i].Key == "-" || toks[i].Key == "−") && toks[n.First].Glued { // growth of -5%
		return 0
	}
	for j := from; j < n.First; j++ {
		t := &toks[j]
		switch {
		case t.Is(arabic.Rises):
			rise = true
		case t.Is(arabic.Falls):
			fall = true
		case oneOf(t.Key, "سلبي", "سلبيا", "سالب", "سالبا", "السلبي"): // negative growth
			rise, fall = false, false
		case t.Key == "." || t.Key == "؛" || t.Key == "بينما" || t.Key == "فيما" || t.Key == "لكن" || t.Key == "ولكن" || t.Key == "حين":
			rise, fall = false, false
		}
	}
	return trend(rise, fall)
}

func trend(rise, fall bool) int {
	switch {
	case rise && !fall:
		return 1
	case fall && !rise:
		return -1
	}
	return 0
}

// englishTrend is the same for the English number at k.
func englishTrend(toks []enToken, numbers []arabic.Number, k int) int {
	n := &numbers[k]
	from, to := max(0, n.First-maxTrendWords), len(toks)
	for j := k - 1; j >= 0 && numbers[j].Next > from; j-- {
		if amount(&numbers[j]) {
			from = numbers[j].Next
			break
		}
	}
	if k+1 < len(numbers) {
		to = numbers[k+1].First
	}
	rise, fall := false, false
	for j := from; j < n.First; j++ {
		switch t := &toks[j]; {
		case t.is(enRises) || t.text == "up" && beforeAmount(toks, j+1):
			rise = true
		case t.is(enFalls) || t.text == "down" && beforeAmount(toks, j+1):
			fall = true
		case t.text == ".", t.text == ";", t.text == "while", t.text == "but", t.text == "whereas":
			rise, fall = false, false
		}
	}
	for j := n.Next; j < min(to, n.Next+4) && !englishStops[toks[j].text] && (isLatinWord(toks[j].text) || toks[j].text == "-"); j++ {
		rise, fall = rise || toks[j].is(enRises), fall || toks[j].is(enFalls)
	}
	return trend(rise, fall)
}

// beforeAmount reports what follows up and down where they are said of amounts.
func beforeAmount(toks []enToken, i int) bool {
	return i < len(toks) && (toks[i].digits || arabic.MoneySign(toks[i].text) != "" || oneOf(toks[i].text, "by", "from", "about", "nearly", "almost", "just", "more", "some"))
}
