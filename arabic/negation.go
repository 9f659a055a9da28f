package arabic

import "strings"

// Force says what a word does to the statement it stands in.
type Force byte

const (
	Affirms Force = iota
	// MayNegate is a particle that English may render with "not" or without:
	// an idiom (لا شك), the غير before an adjective.
	MayNegate
	// Continues is a particle that goes on from one before: ولا, ولم. English
	// says "or" or "nor" for it where it does not negate again.
	Continues
	// Excepts is half of a phrase that says "only": لا ... إلا, لم ... سوى.
	Excepts
	// NotOnly is half of one that says "not only": لا ... فقط.
	NotOnly
	// HoldsNegative is a word with a negative inside: رفض, غياب.
	HoldsNegative
	// Lacks is a particle of absence that stands before a noun (دون, عدم) or an
	// adjective that has few opposites (غير قادر). Its English is as often another
	// word as "without" or "not".
	Lacks
	// Denies is a particle that makes the statement its opposite: لم, لن, لا,
	// ليس. English has a negative for it, or a word that is the opposite.
	Denies
)

// Negation returns what the i-th lexeme of a text does to its statement. It
// looks at its neighbours, at most exceptionReach behind.
func Negation(text string, toks []Lexeme, i int) Force {
	t := toks[i]
	switch {
	case t.Is(Negates):
		if word, joined, ok := particle(t.Key); ok {
			return particleForce(text, toks, i, word, joined)
		}
	case t.Is(NegativeInside):
		return HoldsNegative
	}
	return Affirms
}

// particle gives the particle without و or ف, and whether one stood there.
func particle(key string) (word string, joined, ok bool) {
	if lookUp(lexicon(), key).sense&Negates != 0 {
		return key, false, true
	}
	rest, cut := cutAny(key, "وف")
	return rest, cut, cut && lookUp(lexicon(), rest).sense&Negates != 0
}

func particleForce(text string, toks []Lexeme, i int, word string, joined bool) Force {
	next, before := wordAt(toks, i+1), wordAt(toks, i-1)
	kind, group := Denies, word
	switch word {
	case "لم", "لن":
	case "لا":
		if strings.HasSuffix(before, "ما") && (next == "يقل" || next == "تقل") {
			return Affirms // at least
		}
	case "ليس", "ليست", "ليسوا", "ليسا", "لسن", "لست", "لسنا", "لستم":
		group = "ليس"
	case "دون", "بدون", "بلا", "بغير":
		kind, group = Lacks, "دون"
	case "عدم", "بعدم", "لعدم", "لئلا", "كيلا":
		kind = Lacks
		if stressed(toks, i) {
			kind = Denies
		}
	case "الا", "الم", "اليس", "اليست":
		return joinedForce(text, toks[i], word, next)
	case "ابدا", "قط", "اطلاقا", "مطلقا", "البته":
		if word == "مطلقا" || word != "ابدا" && next != "" || stresses(toks, i) {
			return Affirms
		}
		return MayNegate
	case "كلا":
		if next != "" {
			return Affirms // both
		}
		return MayNegate
	case "ما":
		if f, ok := idioms["ما"][next]; !oftenBefore[before] && (ok || excepted(text, toks, i) > Affirms) {
			return max(f, MayNegate)
		}
		return Affirms // what
	default:
		kind = MayNegate
	}
	switch f, ok := idioms[group][next]; {
	case ok && limits[next]:
		return NotOnly
	case ok:
		return f
	case word == "لم" && before == "ما" && !pointers[wordAt(toks, i-2)]:
		return HoldsNegative // unless; هذا ما لم is what did not
	case kind == Denies && (next == "" || before == "ام" || before == "او"):
		return MayNegate // or not
	case kind == Denies && joined && follows(toks, i, word):
		return Continues
	case kind == Denies:
		if f := excepted(text, toks, i); f > Affirms {
			return f
		}
	case kind == Lacks && i+1 < len(toks) && toks[i+1].Kind == Digits:
		return Affirms // below
	}
	return kind
}

// joinedForce is that of a particle with the أ of a question or the أن of a
// clause. Without its hamza it may be another word: إلا is but, ألم pain.
func joinedForce(text string, t Lexeme, word, next string) Force {
	switch {
	case word == "اليس" || word == "اليست":
		if next == "كذلك" {
			return MayNegate
		}
		return Denies
	case strings.HasPrefix(text[t.Start:], "أ") && next != "ان" && strings.IndexAny(next, "يتنا") == 0:
		return Denies
	}
	return Affirms
}

// wordAt is the key of the i-th lexeme where that is a word, else empty.
func wordAt(toks []Lexeme, i int) string {
	if i < 0 || i >= len(toks) || toks[i].Kind != Letters {
		return ""
	}
	return toks[i].Key
}

// chainReach is how far back the particle stands that ولا goes on from.
const chainReach = 6

// follows reports whether a particle with و goes on from the same one, or لا
// from any: لم يأكل ولم يشرب, ليس هذا ولا ذاك. English negates one or both.
func follows(toks []Lexeme, i int, word string) bool {
	for j := i - 1; j >= 0 && j >= i-chainReach; j-- {
		if toks[j].Is(Negates) {
			if before, _, ok := particle(toks[j].Key); ok && (before == word || word == "لا" && before != "ما" && before != "الا") {
				return true
			}
		}
	}
	return false
}

// exceptionReach is how far behind a particle its exception, or the word that
// stresses it, may stand.
const exceptionReach = 14

// excepted returns Excepts or NotOnly where an exception in the same clause
// turns a negative into "only" or "not only", else Affirms: لم يبق إلا, لا يملك
// سوى, ليس للمرة الأولى فقط.
func excepted(text string, toks []Lexeme, i int) Force {
	for j := i + 1; j < len(toks) && j <= i+exceptionReach; j++ {
		switch t := toks[j]; {
		case t.Kind == Mark && !IsQuote([]rune(t.Key)[0]):
			return Affirms
		case t.Kind != Letters:
		case t.Key == "الا":
			if however(toks, j) {
				return Affirms
			}
			if !strings.HasPrefix(text[t.Start:], "أ") {
				return Excepts
			}
		case t.Key == "سوي" || strings.HasPrefix(text[t.Start:], "إلاب"): // the space is often lost
			return Excepts
		case t.Key == "فقط" || t.Key == "فحسب":
			return NotOnly
		}
	}
	return Affirms
}

// however reports whether the إلا at i opens a statement, "but": إلا أنه سافر,
// إلا أن الوفد سافر. What is excepted may be an act: لا يسعه إلا أن يسافر.
func however(toks []Lexeme, i int) bool {
	switch wordAt(toks, i+1) {
	case "انه", "انها", "انهم", "انني", "اننا":
		return true
	case "ان":
		return strings.IndexAny(wordAt(toks, i+2), "يتنا") != 0 || strings.HasPrefix(wordAt(toks, i+2), "ال")
	}
	return false
}

// stressed reports whether a word of stress stands behind the particle in its
// clause, so that English must deny too: بعدم استخدام القوة مطلقا.
func stressed(toks []Lexeme, i int) bool {
	for j := i + 1; j < len(toks) && j <= i+exceptionReach && toks[j].Kind != Mark; j++ {
		switch toks[j].Key {
		case "ابدا", "اطلاقا", "مطلقا", "البته":
			return true
		}
	}
	return false
}

// stresses reports whether a particle stands before the i-th lexeme, which is
// then no negative more: لم يعرف أبدا is one.
func stresses(toks []Lexeme, i int) bool {
	for j := i - 1; j >= 0 && j >= i-exceptionReach && toks[j].Kind != Mark; j-- {
		if toks[j].Is(Negates) {
			return true
		}
	}
	return false
}
