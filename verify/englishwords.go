package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/arabic"
)

func firstRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// tokenSize is the length of the token that s starts with: 0 for white space.
func tokenSize(s string) int {
	r, size := firstRune(s)
	switch {
	case unicode.IsSpace(r):
		return 0
	case r >= '0' && r <= '9':
		n := 1
		for n < len(s) && (isFigure(s[n]) || (s[n] == ',' || s[n] == '.') && n+1 < len(s) && isFigure(s[n+1])) {
			n++
		}
		return n
	case unicode.IsLetter(r):
		n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		if n < 0 {
			return len(s)
		}
		return n
	}
	return size
}

func isFigure(b byte) bool { return b >= '0' && b <= '9' }

var enUnits = map[string]int64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "zero": 0,
}

var enTens = map[string]int64{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var enOrdinals = map[string]int64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
	"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
	"fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}

// enSupport holds words that explain an Arabic number without stating one
// that the Arabic would have to hold.
var enSupport = map[string][]string{
	"a": {"1"}, "an": {"1"}, "single": {"1"}, "once": {"1"}, "lone": {"1"}, "sole": {"1"}, "solo": {"1"},
	"both": {"2"}, "pair": {"2"}, "couple": {"2"}, "twice": {"2"}, "double": {"2"}, "doubled": {"2"}, "twin": {"2"}, "twins": {"2"}, "duo": {"2"}, "either": {"2"}, "seconds": {"2"}, "bilateral": {"2"}, "brace": {"2"},
	"triple": {"3"}, "tripled": {"3"}, "treble": {"3"}, "threefold": {"3"}, "trio": {"3"}, "triplets": {"3"}, "thrice": {"3"}, "trilateral": {"3"}, "hattrick": {"3"}, "trilogy": {"3"},
	"quadruple": {"4"}, "fourfold": {"4"}, "quartet": {"4"}, "fivefold": {"5"}, "tenfold": {"10"}, "foursome": {"4"},
	"half": {"0.5", "50", "30", "6"}, "quarter": {"0.25", "25", "15", "4", "3"}, "quarters": {"0.25", "4"},
	"thirds": {"1/3", "3"}, "fifths": {"5"}, "noon": {"12", "t0:00"}, "midnight": {"12", "t0:00", "0"}, "midday": {"12", "t0:00"},
	"fortnight": {"14", "2"}, "weekly": {"7"}, "decade": {"10"}, "decades": {"10"}, "century": {"100"}, "centenary": {"100"}, "centuries": {"100"},
	"nil": {"0"}, "no": {"0"}, "none": {"0"},
	"dozen": {"12"}, "hundred": {"100"}, "thousand": {"1000"}, "million": {"1000000"}, "billion": {"1000000000"}, "trillion": {"1000000000000"},
	"twenties": {"20", "1920s", "20s"}, "thirties": {"30", "1930s", "30s"}, "forties": {"40", "1940s", "40s"}, "fifties": {"50", "1950s", "50s"},
	"sixties": {"60", "1960s", "60s"}, "seventies": {"70", "1970s", "70s"}, "eighties": {"80", "1980s", "80s"}, "nineties": {"90", "1990s", "90s"},
	"ii": {"2"}, "iii": {"3"}, "iv": {"4"}, "v": {"5"}, "vi": {"6"}, "vii": {"7"}, "viii": {"8"}, "ix": {"9"}, "x": {"10"}, "xi": {"11"}, "xii": {"12"},
	"xiii": {"13"}, "xiv": {"14"}, "xv": {"15"}, "xvi": {"16"}, "xvii": {"17"}, "xviii": {"18"}, "xix": {"19"}, "xx": {"20"},
}

// onePeriod is what one of a period comes to in the smaller unit.
var onePeriod = map[string]string{"day": "24", "week": "7", "month": "30", "year": "12", "hour": "60"}

// wordNumber reads a number in words: twenty-eight, a hundred and five, half a
// million, two dozen, twenty-first. Ordinals and cardinals are one value.
func (p *enParser) wordNumber(i int) (enNumber, bool) {
	n := enNumber{first: i, exact: true}
	j, total, ok := p.lead(i)
	if !ok {
		return n, false
	}
	n.Start = p.toks[i].start
	n.take(p, j)
	n.dec = total
	n.Readings = [][]string{{total.String()}}
	_, isOrdinal := enOrdinals[p.text(j)]
	if !isOrdinal {
		p.scaleBehind(&n)
		p.lowerTerms(&n)
		p.half(&n)
	}
	if isOrdinal {
		n.Add("1/" + total.String()) // the final third
		if p.text(i-1) == "a" {
			for _, v := range partValues["1/"+total.String()] {
				n.Add(v)
			}
		}
	}
	n.Weak = n.scale == 0 && n.dec.AtMost(2)
	if p.part(&n) {
		n.Weak, n.exact = true, false
	}
	return n, true
}

// lead reads what a number in words begins with and returns its last token.
func (p *enParser) lead(i int) (int, arabic.Decimal, bool) {
	w := p.text(i)
	next := i + 1
	if p.text(next) == "-" {
		next++
	}
	switch {
	case enTens[w] > 0:
		if u := enUnits[p.text(next)]; u > 0 && u < 10 && (next > i+1 || p.spaced(next)) {
			return next, arabic.Int(enTens[w] + u), true
		}
		if o := enOrdinals[p.text(next)]; o > 0 && o < 10 {
			return next, arabic.Int(enTens[w] + o), true
		}
		return i, arabic.Int(enTens[w]), true
	case w == "half":
		k := next
		if t := p.text(k); t == "a" || t == "of" {
			k++
		}
		if s := enScales[p.text(k)]; s > 1 && len(p.text(k)) > 3 {
			d, _ := arabic.NewDecimal("5", 1)
			return k - 1, d, true
		}
		return i, arabic.Decimal{}, false
	case w == "a" || w == "an":
		if s := enScales[p.text(next)]; s > 1 && len(p.text(next)) > 3 && !p.vagueBefore(i) {
			return i, arabic.Int(1), true
		}
		return i, arabic.Decimal{}, false
	}
	if u, ok := enUnits[w]; ok {
		return i, arabic.Int(u), true
	}
	if o, ok := enOrdinals[w]; ok {
		return i, arabic.Int(o), true
	}
	return i, arabic.Decimal{}, false
}

func (p *enParser) spaced(i int) bool { return !p.glued(i) }

// vagueBefore reports "half a", "quarter of a" and the like, which the a
// before a scale word belongs to.
func (p *enParser) vagueBefore(i int) bool {
	switch p.text(i - 1) {
	case "half", "of", "many":
		return true
	}
	return false
}

// lowerTerms adds the terms below the scale: a hundred and five thousand, two
// million three hundred thousand.
func (p *enParser) lowerTerms(n *enNumber) {
	for n.scale > 1 {
		j := n.next
		if p.text(j) == "and" {
			j++
		}
		last, d, ok := p.lead(j)
		if !ok || p.text(j) == "a" || p.text(j) == "half" {
			return
		}
		t := enNumber{first: j, dec: d, exact: true}
		t.take(p, last)
		scale := n.scale
		if scale > 100 {
			p.scaleBehind(&t)
			if t.scale == 100 {
				p.lowerTerms(&t)
			}
		}
		if !t.dec.AtMost(scale - 1) {
			return
		}
		total, ok := n.dec.Plus(t.dec)
		if !ok {
			return
		}
		n.dec, n.scale = total, max(t.scale, 1)
		n.Readings = [][]string{{total.String()}}
		n.take(p, t.next-1)
		if scale == 100 {
			p.scaleBehind(n) // a hundred and five thousand
		}
		if t.scale == 0 && n.scale <= 1 {
			n.scale = scale
			return
		}
	}
}

// part reads the fractions two-thirds, three quarters and one in five.
func (p *enParser) part(n *enNumber) bool {
	j := n.next
	if p.text(j) == "-" && p.glued(j) {
		j++
	}
	top := n.dec.String()
	bottom := enParts[p.text(j)]
	if bottom == "" || !n.dec.AtMost(9) {
		return false
	}
	n.Add(top + "/" + bottom)
	n.Add(bottom)
	for _, v := range partValues[top+"/"+bottom] {
		n.Add(v)
	}
	n.take(p, j)
	return true
}

var enParts = map[string]string{
	"third": "3", "thirds": "3", "quarter": "4", "quarters": "4", "fifth": "5", "fifths": "5", "sixth": "6", "sixths": "6",
	"eighth": "8", "eighths": "8", "tenth": "10", "tenths": "10",
}

var partValues = map[string][]string{
	"1/3": {"33"}, "2/3": {"66", "67"}, "1/4": {"0.25", "25"}, "3/4": {"0.75", "75"}, "1/5": {"0.2", "20"}, "2/5": {"0.4", "40"},
	"3/5": {"0.6", "60"}, "4/5": {"0.8", "80"}, "1/10": {"0.1", "10"}, "9/10": {"0.9", "90"},
}

// support reads a word that explains an Arabic number.
func (p *enParser) support(i int) (enNumber, bool) {
	t := p.toks[i]
	n := enNumber{first: i, next: i + 1}
	n.Start, n.End, n.Weak = t.start, t.end, true
	for _, v := range enSupport[t.text] {
		n.Add(v)
	}
	if v := onePeriod[t.text]; v != "" {
		switch p.text(i - 1) {
		case "a", "an", "one", "per", "every", "each":
			n.Add(v)
		}
	}
	return n, len(n.Readings) > 0
}
