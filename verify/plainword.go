package verify

import "strings"

// isPlain reports a word of the language, in any of its forms.
func isPlain(w string) bool {
	if c := capitals()[w]; c != nil {
		return c.plain
	}
	return derived(w)
}

// derived reports a word that comes from a plain one by an ending or a
// beginning.
func derived(w string) bool { return derivedFrom(capitals(), w) }

func derivedFrom(m map[string]*capital, w string) bool {
	listed := func(w string) bool {
		c := m[w]
		return c != nil && c.plain
	}
	for i := range wordEndings {
		e := &wordEndings[i]
		stem, ok := strings.CutSuffix(w, e.ending)
		if !ok || len(stem) < 3 {
			continue
		}
		if listed(stem+e.instead) || e.doubles && stem[len(stem)-1] == stem[len(stem)-2] && listed(stem[:len(stem)-1]) {
			return true
		}
		if len(stem) > 5 && e.again && derivedFrom(m, stem+e.instead) {
			return true
		}
	}
	for _, b := range wordBeginnings {
		if rest, ok := strings.CutPrefix(w, b); ok && len(rest) > 3 && (listed(rest) || derivedFrom(m, rest)) {
			return true
		}
	}
	return false
}

var wordBeginnings = strings.Fields(`un re non mis over out under pre post anti inter multi sub super counter cross self semi mid co dis
	mega micro mini ultra trans eco bio cyber pro neo`)

// wordEnding is an ending and what the word has instead without it. Where the
// last consonant doubles before it (running), or a second ending may stand
// (investigations), it says so.
type wordEnding struct {
	ending, instead string
	doubles, again  bool
}

var wordEndings = [...]wordEnding{
	{"s", "", false, true}, {"es", "", false, false}, {"ies", "y", false, false}, {"ves", "f", false, false}, {"ves", "fe", false, false},
	{"ed", "", true, true}, {"ed", "e", false, true}, {"ied", "y", false, false}, {"ing", "", true, true}, {"ing", "e", false, true},
	{"ly", "", false, true}, {"ily", "y", false, false}, {"bly", "ble", false, true}, {"ally", "", false, false},
	{"er", "", true, false}, {"er", "e", false, false}, {"ier", "y", false, false},
	{"est", "", true, false}, {"est", "e", false, false}, {"iest", "y", false, false},
	{"or", "", false, false}, {"or", "e", false, false}, {"ness", "", false, false}, {"iness", "y", false, false}, {"ment", "", false, false},
	{"ion", "", false, false}, {"ion", "e", false, false}, {"ation", "", false, false}, {"ation", "e", false, false},
	{"able", "", true, false}, {"able", "e", false, false}, {"ible", "", false, false},
	{"al", "", false, false}, {"al", "e", false, false}, {"ial", "", false, false}, {"ful", "", false, false}, {"less", "", false, false},
	{"ship", "", false, false}, {"hood", "", false, false}, {"ism", "", false, false}, {"ist", "", false, false}, {"ist", "y", false, false},
	{"ity", "", false, false}, {"ity", "e", false, false}, {"ive", "", false, false}, {"ive", "e", false, false}, {"ic", "", false, false},
	{"ise", "", false, false}, {"ize", "", false, false}, {"isation", "", false, false}, {"ization", "", false, false},
	{"like", "", false, false}, {"ward", "", false, false}, {"wards", "", false, false}, {"wide", "", false, false},
	{"y", "", true, false}, {"y", "e", false, false}, {"ish", "", true, false}, {"dom", "", false, false}, {"ology", "", false, false},
	{"man", "", false, false}, {"men", "", false, false}, {"woman", "", false, false}, {"women", "", false, false},
	{"ance", "", false, false}, {"ence", "", false, false}, {"ant", "", false, false}, {"ent", "", false, false},
	{"based", "", false, false}, {"proof", "", false, false}, {"maker", "", false, false}, {"making", "", false, false},
	{"time", "", false, false}, {"house", "", false, false}, {"room", "", false, false}, {"work", "", false, false}, {"book", "", false, false},
}
