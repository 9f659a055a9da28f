package verify

import (
	"fmt"

	"naql/arabic"
	"naql/article"
)

// ordinals finds an ordinal of one noun that is another in the English: the
// third time, the second time. It asks only where each text counts off that
// noun once, and neither has the ordinal of the other. The values may stand
// elsewhere in the texts, and first and second count too.
func (l *ledger) ordinals() []article.Finding {
	var room [8]ordinalOf
	ar := ordinalsOf(room[:0], l.arNumbers, l.arMarks, func(n *arabic.Number) bool {
		return l.ar[n.First].Key != "ثانيه" // again
	})
	if len(ar) == 0 {
		return nil
	}
	var enRoom [8]ordinalOf
	en := ordinalsOf(enRoom[:0], l.enNumbers, l.enMarks, func(*arabic.Number) bool { return true })
	var out []article.Finding
	for _, a := range ar {
		for _, e := range en {
			if a.noun != e.noun || a.often != 1 || e.often != 1 || isOrdinalIn(l.enNumbers, a.number) || isOrdinalIn(l.arNumbers, e.number) {
				continue
			}
			f := l.finding(numberSpan(a.number), numberSpan(e.number))
			f.Severity = article.Major
			f.Expected = display(*a.number)
			f.Message = fmt.Sprintf("The Arabic counts the %s as number %s, the English as %s.", a.noun.Name(), f.Expected, f.Found)
			out = append(out, f)
		}
	}
	return out
}

// isOrdinalIn reports an ordinal among numbers with the value of n.
func isOrdinalIn(numbers []arabic.Number, n *arabic.Number) bool {
	for i := range numbers {
		if numbers[i].Kind == arabic.Ordinal && numbers[i].Values()[0] == n.Values()[0] {
			return true
		}
	}
	return false
}

// ordinalOf is a noun with the last ordinal that counts it off, and how often
// one does.
type ordinalOf struct {
	noun   arabic.Concept
	number *arabic.Number
	often  int
}

func ordinalsOf(out []ordinalOf, numbers []arabic.Number, of []marks, counts func(*arabic.Number) bool) []ordinalOf {
	for i := range numbers {
		n := &numbers[i]
		if n.Kind != arabic.Ordinal || of[i].n == 0 || !counts(n) {
			continue
		}
		noun := of[i].list[0]
		if noun.Unit() || noun.Event() {
			continue
		}
		k := 0
		for k < len(out) && out[k].noun != noun {
			k++
		}
		if k == len(out) {
			if k == cap(out) {
				return out
			}
			out = append(out, ordinalOf{noun: noun})
		}
		out[k].number = n
		out[k].often++
	}
	return out
}
