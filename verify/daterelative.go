package verify

import (
	"slices"

	"naql/arabic"
	"naql/article"
)

// relatives compares yesterday, today and tomorrow. A weekday may stand for
// any of them; another of them may not.
func (c *calendar) relatives() {
	var ar, en [5]int // one more than the index of the moment, by value and two; a sure one of the Arabic where there is one
	sure := [5]bool{}
	for i, m := range c.a {
		if m.Kind == arabic.Relative && !sure[m.Value+2] {
			ar[m.Value+2], sure[m.Value+2] = i+1, !m.Doubtful
		}
	}
	for i, n := range c.e {
		if n.Kind == arabic.Relative && en[n.Value+2] == 0 {
			en[n.Value+2] = i + 1
		}
	}
	for v, k := range en {
		if k == 0 || v == 2 || ar[v] != 0 {
			continue
		}
		n := c.e[k-1]
		flipped := slices.IndexFunc(ar[:], func(i int) bool { return i > 0 && !c.a[i-1].Doubtful && en[c.a[i-1].Value+2] == 0 })
		if flipped >= 0 {
			c.changed(article.Critical, c.a[ar[flipped]-1], n)
			return
		}
		c.add("date", article.Minor, article.Span{}, spanOf(n), "",
			"The English has "+c.En[n.Start:n.End]+", which the Arabic does not say so.")
	}
	// Today stands for much in English, so it is held against yesterday and
	// tomorrow only where no weekday of the English may be meant by those.
	if en[2] == 0 || ar[2] != 0 || hasKind(c.e, arabic.Weekday) || c.arNow() {
		return
	}
	for v, i := range ar {
		if i > 0 && v != 2 && en[v] == 0 && !c.a[i-1].Doubtful {
			c.changed(article.Major, c.a[i-1], c.e[en[2]-1])
			return
		}
	}
}

// arNow reports words of the Arabic that English renders as today.
func (c *calendar) arNow() bool {
	return slices.ContainsFunc(c.ar, func(l arabic.Lexeme) bool {
		switch l.Key {
		case "الان", "حاليا", "يومنا", "المعاصر", "المعاصره", "الراهن", "الراهنه", "الحالي", "الحاليه", "الليله", "اليوم":
			return true
		}
		return false
	})
}

// shifts compares last, this and next of each period: what both texts say of
// a year, a week, must not go the other way.
func (c *calendar) shifts() {
	var ar, en [arabic.NamedMonth + 1][3]int // one more than the index of the moment, by value and one
	some := false
	for i, m := range c.a {
		if m.Kind == arabic.Shift && ar[m.Of][m.Value+1] == 0 {
			ar[m.Of][m.Value+1], some = i+1, true
		}
	}
	if !some {
		return
	}
	for i, n := range c.e {
		if n.Kind == arabic.Shift && en[n.Of][n.Value+1] == 0 {
			en[n.Of][n.Value+1] = i + 1
		}
	}
	for of := range ar {
		lost := slices.IndexFunc(ar[of][:], func(i int) bool { return i > 0 && en[of][c.a[i-1].Value+1] == 0 })
		added := slices.IndexFunc(en[of][:], func(k int) bool { return k > 0 && ar[of][c.e[k-1].Value+1] == 0 })
		if lost < 0 || added < 0 {
			continue
		}
		severity := article.Critical
		if lost == 1 || added == 1 { // this year may well be the past one
			severity = article.Minor
		}
		c.changed(severity, c.a[ar[of][lost]-1], c.e[en[of][added]-1])
	}
}

// changedPart compares quarters, halves and seasons: where each text names one
// that the other lacks, it was changed.
func (c *calendar) changedPart(kind arabic.MomentKind, severity article.Severity) {
	i, k := lackingPart(c.a, c.e, kind), lackingPart(c.e, c.a, kind)
	if i >= 0 && k >= 0 {
		c.changed(severity, c.a[i], c.e[k])
	}
}

// lackingPart is the first sure moment of a kind whose value the other text
// lacks, or -1.
func lackingPart(moments, others []arabic.Moment, kind arabic.MomentKind) int {
	have := 0
	for i := range others {
		if others[i].Kind == kind {
			have |= 1 << others[i].Value
		}
	}
	for i := range moments {
		if m := &moments[i]; m.Kind == kind && !m.Doubtful && have&(1<<m.Value) == 0 {
			return i
		}
	}
	return -1
}
