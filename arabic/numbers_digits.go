package arabic

import (
	"strconv"
	"strings"
)

// numeral is what one run of digits and separators may mean.
type numeral struct {
	values []Decimal  // single numbers, the likeliest first
	lists  [][]string // readings of several values, and ids too long to count
	time   string     // "t2:30" or empty
}

// decimalSign says which signs a text surely sets before decimals, a bit each.
type decimalSign byte

const (
	commaDecimals decimalSign = 1 << iota
	pointDecimals
)

// decimalSigns looks for numerals that can be read in one way: 5,9 and
// 12.334,93 but not 12,334 or 14,30, which may be a time.
func decimalSigns(lexemes []Lexeme) (signs decimalSign) {
	for i := range lexemes {
		if lexemes[i].Kind != Digits {
			continue
		}
		key := lexemes[i].Key
		last := strings.LastIndexAny(key, ".,٫")
		if last < 0 {
			continue
		}
		whole, part := key[:last], strings.TrimLeft(key[last:], ".,٫")
		only := strings.IndexAny(whole, ".,٫٬،")
		if only < 0 && (len(part) == 3 || len(part) == 2 && clockTime(whole, part) != "") || only >= 0 && (whole[only] == key[last] || len(whole)-only != 4) {
			continue
		}
		if key[last] == '.' {
			signs |= pointDecimals
		} else {
			signs |= commaDecimals
		}
	}
	return signs
}

// numeralSetting is what the reading of a numeral depends on: a scale word or
// percent behind it, a measure or currency behind it, the signs of the text.
type numeralSetting struct {
	scaled  bool
	measure Concept
	points  decimalSign
}

// pointOnly reports that a single point before three digits marks decimals
// alone, thousandsOnly that it marks thousands alone: a text keeps to one way.
func (s numeralSetting) pointOnly() bool     { return s.scaled && s.points == pointDecimals }
func (s numeralSetting) thousandsOnly() bool { return s.points == commaDecimals }

// commaOpen reports that a comma before three digits may mark decimals too:
// thousandths of a second or of a dinar, a measure in a text with such commas, 42,195 and
// 21,097 kilometres.
func (s numeralSetting) commaOpen(whole, part string) bool {
	switch {
	case s.scaled, s.measure == "time:second":
		return true
	case s.measure == "money:dinar" && len(whole) < 3: // of a thousand parts
		return true
	case s.measure == "length:kilometre" && (whole == "42" && part == "195" || whole == "21" && part == "097"):
		return true
	}
	return s.points == commaDecimals && s.measure != "" && !s.measure.Money() && s.measure.Class() != Year.Class()
}

// readNumeral reads digits with separators as Arabic newspapers set them: one
// separator before exactly three digits marks thousands, else decimals; of two
// kinds the last marks decimals; anything else is a list or a date.
func readNumeral(text string, setting numeralSetting) numeral {
	if strings.Trim(text, "0123456789") == "" {
		var n numeral
		n.whole(text)
		return n
	}
	groups := strings.FieldsFunc(text, func(r rune) bool { return !isDigit(r) })
	seps := []rune(strings.Map(func(r rune) rune {
		if isDigit(r) {
			return -1
		}
		return r
	}, text))
	var n numeral
	switch {
	case len(seps) == 1:
		n.oneSeparator(groups, seps[0], setting)
	case thousands(groups, seps):
		n.whole(strings.Join(groups, ""))
	case seps[len(seps)-1] != seps[len(seps)-2] && thousands(groups[:len(groups)-1], seps[:len(seps)-1]):
		n.decimal(strings.Join(groups[:len(groups)-1], ""), groups[len(groups)-1])
	default:
		n.list(groups)
	}
	return n
}

// oneSeparator reads 77,000 and 2,31 and 02,30. Before three digits a comma is
// a decimal sign only where a scale or percent follows, the whole part is zero
// or the setting allows it; a point may be one unless the three digits are
// zeros or the text has commas for that.
func (n *numeral) oneSeparator(groups []string, sep rune, setting numeralSetting) {
	whole, part := groups[0], groups[1]
	three := len(part) == 3 && len(whole) <= 3
	switch {
	case sep == '٫':
		n.decimal(whole, part)
	case three && strings.Trim(whole, "0") != "":
		if sep != '.' || !setting.pointOnly() || part == "000" {
			n.whole(whole + part)
		}
		if part != "000" && (sep == '.' && !setting.thousandsOnly() || sep == ',' && setting.commaOpen(whole, part)) {
			n.decimal(whole, part)
		}
	case sep == '،' && len(part) > 2, sep == '٬':
		n.list(groups)
	default:
		n.decimal(whole, part)
		if sep == '،' {
			n.list(groups)
		}
	}
	n.time = clockTime(whole, part)
}

func (n *numeral) whole(digits string) {
	if d, ok := NewDecimal(digits, 0); ok {
		n.values = append(n.values, d)
		return
	}
	n.lists = append(n.lists, []string{strings.TrimLeft(digits, "0")})
}

func (n *numeral) decimal(whole, part string) {
	if d, ok := NewDecimal(whole+part, len(part)); ok {
		n.values = append(n.values, d)
		return
	}
	n.list([]string{whole, part})
}

func (n *numeral) list(groups []string) {
	var values []string
	for _, g := range groups {
		values = append(values, Canonical(g))
	}
	n.lists = append(n.lists, values)
}

// thousands reports whether every group after the first has three digits and
// all separators are one kind.
func thousands(groups []string, seps []rune) bool {
	for i, s := range seps {
		if s != seps[0] || len(groups[i+1]) != 3 {
			return false
		}
	}
	return len(groups[0]) <= 3
}

// Canonical strips leading zeros: the value of a run of ASCII digits.
func Canonical(digits string) string {
	if t := strings.TrimLeft(digits, "0"); t != "" || digits == "" {
		return t
	}
	return "0"
}

// clockTime is the value of hh:mm on the twelve-hour dial, or empty.
func clockTime(hour, minute string) string {
	h, err := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	if err != nil || err2 != nil || len(minute) != 2 || len(hour) > 2 || h > 24 || m > 59 {
		return ""
	}
	return "t" + strconv.Itoa(h%12) + ":" + minute
}

// ClockTime is the value of a time that Number.Readings describes: "t2:30" for
// 2:30 and for 14:30; empty where the two are no hour and minute.
func ClockTime(hour, minute string) string { return clockTime(hour, minute) }

// joined reads numerals held together by a sign: a time 2:30, a date 5/3/2019,
// a range or score 28-30. It reports whether there were several.
func (p *parser) joined(i int) bool {
	var room [4]int
	parts, sign := append(room[:0], i), ""
	for j := i; len(parts) < 4; j += 2 {
		s := p.text(j + 1)
		if j+2 >= len(p.toks) || !p.toks[j+1].Glued || !p.toks[j+2].Glued || p.toks[j+2].Kind != Digits ||
			!isJoin(s) || sign != "" && s != sign {
			break
		}
		sign = s
		parts = append(parts, j+2)
	}
	if sign == "" {
		return false
	}
	if sign == ":" || sign == "/" || len(parts) == 3 {
		n := p.composite(parts, sign)
		p.percent(&n)
		p.dayHalf(&n)
		return p.add(n)
	}
	return p.ends(parts)
}

func isJoin(s string) bool {
	switch s {
	case ":", "/", "-", "–", "−":
		return true
	}
	return false
}

// composite reads one number of several numerals: time, date or fraction.
func (p *parser) composite(parts []int, sign string) Number {
	var raw []string
	for _, j := range parts {
		raw = append(raw, p.toks[j].Key)
	}
	last := parts[len(parts)-1]
	n := Number{Start: p.toks[parts[0]].Start, End: p.toks[last].End, Digits: true, last: last}
	n.Readings = JoinedReadings(raw, sign)
	if len(raw) == 2 && sign == ":" {
		if h, err := strconv.Atoi(raw[0]); err == nil && h > 12 && h < 24 {
			n.Half = 'p'
		}
	}
	return n
}

// JoinedReadings reads numerals joined by ":", "/" or a dash as a time, a date
// with the day before the month, or simply its parts.
func JoinedReadings(raw []string, sign string) [][]string {
	var values []string
	for _, r := range raw {
		values = append(values, Canonical(r))
	}
	var out [][]string
	if len(raw) == 2 && sign == ":" {
		if t := clockTime(raw[0], raw[1]); t != "" {
			out = append(out, []string{t})
			if strings.Trim(raw[1], "0") == "" { // on the hour
				out = append(out, []string{values[0]})
				if dial := strings.TrimSuffix(t[1:], ":00"); dial != values[0] {
					out = append(out, []string{dial})
				}
			}
		}
	}
	if len(raw) == 3 && len(raw[0]) == 4 {
		out = append(out, []string{values[2], "m" + values[1], values[0]})
	} else if len(raw) == 3 || sign == "/" {
		out = append(out, append([]string{values[0], "m" + values[1]}, values[2:]...))
	}
	if len(raw) == 2 && sign == "/" {
		out = append(out, []string{values[0], longYear(raw[0], raw[1])}, []string{values[0] + "/" + values[1]})
	}
	return append(out, values)
}

// ends reads each numeral of a range or a score for itself.
func (p *parser) ends(parts []int) bool {
	for k, j := range parts {
		n, ok := p.phrase(j)
		if !ok {
			return k > 0
		}
		if k > 0 {
			n.Add(longYear(p.text(parts[k-1]), p.text(j)))
		}
		p.percent(&n)
		p.dayHalf(&n)
		p.add(n)
	}
	return true
}

// longYear writes out the short end of 1950-53; any other end is itself.
func longYear(from, to string) string {
	if len(from) == 4 && len(to) == 2 {
		to = from[:2] + to
	}
	return Canonical(to)
}
