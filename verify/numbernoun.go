package verify

import (
	"fmt"
	"strings"

	"naql/arabic"
	"naql/article"
)

// unlike lists the things counted that no translator takes for one another: all
// of a line exclude each other. A soldier is none of the fighters here, and a
// girl no woman and no child, because news uses these words for the same people.
var unlike = func() map[[2]arabic.Concept]bool {
	m := make(map[[2]arabic.Concept]bool)
	for line := range strings.Lines(`civilian soldier policeman
civilian fighter policeman
man woman child
boy girl
boy woman
girl man
brother sister
son daughter
journalist doctor student lawyer judge engineer farmer pilot
drone missile tank
plane missile tank ship truck train
helicopter missile tank ship truck train
bus train ship tank
house school hospital mosque church factory
dog horse cow camel sheep
win loss draw
`) {
		all := strings.Fields(line)
		for _, a := range all {
			for _, b := range all {
				if a != b {
					m[[2]arabic.Concept{arabic.Concept(a), arabic.Concept(b)}] = true
				}
			}
		}
	}
	return m
}()

// nouns finds a number that counts something else in the English: the noun of
// the Arabic is nowhere in the English, that of the English nowhere in the
// Arabic, and the one is never the other.
func (l *ledger) nouns() []article.Finding {
	var out []article.Finding
	tries := 0
	for i := range l.seen {
		s := &l.seen[i]
		if s.ars != 1 || s.ens != 1 {
			continue
		}
		from, to := noun(&s.inAr), noun(&s.inEn)
		if !unlike[[2]arabic.Concept{from, to}] {
			continue
		}
		if tries++; tries > maxPairs {
			break
		}
		if l.enNames(from) || l.arNames(to) {
			continue
		}
		f := l.finding(numberSpan(s.ar), numberSpan(s.en))
		f.Severity, f.Expected, f.Found = article.Major, from.Name(), to.Name()
		f.Message = fmt.Sprintf("%s counts something else: “%s” in the Arabic, “%s” in the English.", display(*s.ar), f.Expected, f.Found)
		out = append(out, f)
	}
	return out
}

// noun is the noun of the marks, or empty.
func noun(m *marks) arabic.Concept {
	for _, c := range m.all() {
		if c.Class() == "" {
			return c
		}
	}
	return ""
}
