package verify

import (
	"strings"

	"naql/arabic"
)

// numberWord is what an English word may mean in a number. A field is zero
// where the word has no such part.
type numberWord struct {
	unit    int64 // one to nineteen
	zero    bool  // the word zero, whose unit is 0
	tens    int64 // twenty to ninety
	ordinal int64
	scale   int64
	part    int64 // thirds: 3
	support []string
	period  string // what one of it comes to in the smaller unit
	vague   string // the value of dozens, thousands
	few     bool   // several: it makes a scale behind it vague
	bound   arabic.Qualifier
}

// notNumber is the number word of all other words.
var notNumber numberWord

// addNumberWords joins the words of numbers to the words that m has.
func addNumberWords(m map[string]enWord) {
	word := func(w string) *numberWord {
		e := m[w]
		if e.number == nil {
			e.number = new(numberWord)
			m[w] = e
		}
		return e.number
	}
	for i, w := range strings.Fields(enUnits) {
		n := word(w)
		n.unit, n.zero = int64(i), i == 0
	}
	for i, w := range strings.Fields(enTens) {
		word(w).tens = int64(i+2) * 10
	}
	for i, w := range strings.Fields(enOrdinals) {
		word(w).ordinal = int64(i) + 1
	}
	for i, w := range strings.Fields(enTensOrdinals) {
		word(w).ordinal = int64(i+2) * 10
	}
	for w, scale := range enScales {
		word(w).scale = scale
	}
	for w, part := range enParts {
		word(w).part = part
	}
	for value, words := range enSupport {
		for w := range strings.FieldsSeq(words) {
			n := word(w)
			n.support = append(n.support, strings.Fields(value)...)
		}
	}
	for w, value := range onePeriod {
		word(w).period = value
	}
	for value, words := range enVague {
		for w := range strings.FieldsSeq(words) {
			word(w).vague = value
		}
	}
	for w := range strings.FieldsSeq(enFew) {
		word(w).few = true
	}
	for bound, words := range enBounds {
		for w := range strings.FieldsSeq(words) {
			word(w).bound = bound
		}
	}
}

const (
	enUnits = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
		seventeen eighteen nineteen`
	enTens     = `twenty thirty forty fifty sixty seventy eighty ninety`
	enOrdinals = `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
		fifteenth sixteenth seventeenth eighteenth nineteenth`
	enTensOrdinals = `twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth`
)

var enScales = map[string]int64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
	"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12,
}

var enParts = map[string]int64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6,
	"sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninths": 9, "tenth": 10, "tenths": 10,
}

// enSupport holds words that explain an Arabic number without stating one
// that the Arabic would have to hold, by the values that they explain.
var enSupport = map[string]string{
	"1":             "a an single once lone sole solo another each every",
	"2":             "both pair couple twice double doubled doubling twin twins duo either seconds bilateral brace twofold ii",
	"3":             "triple tripled tripling treble threefold trio triplets thrice trilateral hattrick trilogy iii",
	"4":             "quadruple quadrupled fourfold quartet foursome iv",
	"5":             "fivefold quintet v",
	"10":            "tenfold decade decades x",
	"12":            "dozen xii",
	"20":            "xx",
	"100":           "century centenary centuries hundred",
	"1000":          "thousand",
	"1000000":       "million",
	"1000000000":    "billion",
	"1000000000000": "trillion",

	"0.5 50 30 6":    "half halved",
	"0.25 25 15 4 3": "quarter quarterly",
	"0.25 4":         "quarters",
	"1/3 3":          "thirds",
	"12 t0:00":       "noon midday",
	"12 t0:00 0":     "midnight",
	"14 2":           "fortnight",
	"7":              "weekly vii",
	"0":              "nil no none",

	"20 1920s 20s": "twenties", "30 1930s 30s": "thirties", "40 1940s 40s": "forties", "50 1950s 50s": "fifties",
	"60 1960s 60s": "sixties", "70 1970s 70s": "seventies", "80 1980s 80s": "eighties", "90 1990s 90s": "nineties",
	"6": "vi", "8": "viii", "9": "ix", "11": "xi", "13": "xiii", "14": "xiv", "15": "xv", "16": "xvi", "17": "xvii", "18": "xviii", "19": "xix",
}

// onePeriod is what one of a period comes to in the smaller unit.
var onePeriod = map[string]string{"day": "24", "week": "7", "month": "30", "year": "12", "hour": "60"}

// enVague holds the words that tell a number's size alone.
var enVague = map[string]string{
	"~10": "dozens tens scores", "~100": "hundreds", "~1000": "thousands", "~1000000": "millions", "~1000000000": "billions trillions",
}

const enFew = `several few many`

// enBounds holds the words before a number that it is near, above or below,
// the phrases by their last word.
var enBounds = map[arabic.Qualifier]string{
	arabic.About:   "about around approximately roughly nearly almost circa approx approaches approaching approached nears nearing neared",
	arabic.Some:    "some",
	arabic.More:    "over above exceeding exceeds exceeded exceed beyond topped surpassed surpasses surpassing topping tops",
	arabic.Less:    "under below",
	arabic.AtLeast: "least minimum",
	arabic.AtMost:  "most maximum",
}
