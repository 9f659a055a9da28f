package arabic

import (
	"strconv"
	"strings"
)

// Decimal is an exact decimal number: coef divided by ten to the power of
// places. The zero value is 0.
type Decimal struct {
	coef   int64
	places int
}

// maxDigits bounds what a Decimal holds exactly; longer digit strings are
// telephone numbers and the like, which nobody adds or scales.
const maxDigits = 15

// NewDecimal reads ASCII digits with the given number of decimal places
// among them. It reports false for more than 15 digits or none.
func NewDecimal(digits string, places int) (Decimal, bool) {
	digits = strings.TrimLeft(digits, "0")
	if digits == "" {
		return Decimal{}, true
	}
	if len(digits) > maxDigits || places > maxDigits {
		return Decimal{}, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return Decimal{n, places}, err == nil
}

// Int is a whole number as a Decimal.
func Int(n int64) Decimal { return Decimal{coef: n} }

// Times is d multiplied by n. A product too large to hold gives d unchanged
// and false.
func (d Decimal) Times(n int64) (Decimal, bool) {
	for d.places > 0 && n%10 == 0 && n != 0 {
		n /= 10
		d.places--
	}
	if n != 0 && d.coef > 1e18/n {
		return d, false
	}
	return Decimal{d.coef * n, d.places}, true
}

// Plus is the sum of d and e, exact while both are below 10^15 and have few
// places; false where it would not be.
func (d Decimal) Plus(e Decimal) (Decimal, bool) {
	for d.places < e.places {
		if d.coef > 1e17 {
			return d, false
		}
		d.coef, d.places = d.coef*10, d.places+1
	}
	for e.places < d.places {
		if e.coef > 1e17 {
			return d, false
		}
		e.coef, e.places = e.coef*10, e.places+1
	}
	return Decimal{d.coef + e.coef, d.places}, true
}

// AtMost reports whether d is not above n.
func (d Decimal) AtMost(n int64) bool {
	c := d.coef
	for p := d.places; p > 0; p-- {
		if c%10 != 0 {
			n-- // the part behind the point lies above what is cut off
		}
		c /= 10
	}
	return c <= n
}

// String is the canonical form: no separators, no leading zeros but the one
// before a point, no trailing ones behind it.
func (d Decimal) String() string {
	s := strconv.FormatInt(d.coef, 10)
	if d.places == 0 {
		return s
	}
	if len(s) <= d.places {
		s = strings.Repeat("0", d.places-len(s)+1) + s
	}
	whole, part := s[:len(s)-d.places], strings.TrimRight(s[len(s)-d.places:], "0")
	if part == "" {
		return whole
	}
	return whole + "." + part
}
