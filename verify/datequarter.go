package verify

import (
	"naql/arabic"
	"naql/article"
)

// quarterLost finds a quarter of the year that the English makes any quarter, or
// a fourth part: a quarter of the year.
func (c *calendar) quarterLost() {
	i := lackingPart(c.a, c.e, arabic.Quarter)
	if i < 0 || hasKind(c.e, arabic.Quarter) {
		return
	}
	for k := 1; k < len(c.en); k++ {
		if t := &c.en[k]; t.text == "quarter" && oneOf(c.en[k-1].text, "a", "one") {
			m := c.a[i]
			c.add("date", article.Minor, spanOf(m), article.Span{c.en[k-1].start, t.end}, c.nameOf(m),
				"The Arabic has the "+c.nameOf(m)+"; the English does not say which.")
			return
		}
	}
}
