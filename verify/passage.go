package verify

import (
	"strings"

	"naql/arabic"
	"naql/article"
	"naql/glossary"
)

// passage is one segment, read once for all checks.
type passage struct {
	article.Segment
	arabicText
	mentions    []glossary.Mention // of this segment, in reading order
	found       glossary.Proof     // where the English renders them
	en          []enToken
	enSentences []tokenRange
	enNumbers   []arabic.Number
	enText      []wordAt
	enMoments   []arabic.Moment
}

// arabicText is the Arabic of a passage, which no check changes: it is the same for
// every English that is tried against it.
type arabicText struct {
	ar          []arabic.Lexeme
	arSentences []tokenRange
	arNumbers   []arabic.Number
	arText      []wordAt
	arMoments   []arabic.Moment
}

// tokenRange is a range of lexemes or tokens, the end left out.
type tokenRange struct{ from, to int }

func readSource(ar string) arabicText {
	src := arabicText{ar: arabic.Lex(ar)}
	src.arMoments = arabic.Moments(src.ar)
	src.arNumbers = arabic.NumbersWith(src.ar, src.arMoments)
	src.arText = arabicWords(src.ar)
	src.arSentences = arSentences(src.ar)
	return src
}

// read reads the English of a segment against its Arabic.
func (src arabicText) read(s article.Segment, mentions []glossary.Mention) *passage {
	p := &passage{Segment: s, arabicText: src, mentions: mentions, en: enLex(s.En)}
	p.enMoments = englishMoments(p.en)
	p.enNumbers = englishNumbersWith(p.en, p.enMoments)
	p.leaveYears()
	p.enText = englishWords(p.en)
	p.enSentences = enSentences(p.en)
	return p
}

func read(s article.Segment, mentions []glossary.Mention) *passage {
	return readSource(s.Ar).read(s, mentions)
}

// arSentences cuts at full stops, question and exclamation marks; the closing
// quotation mark behind one belongs to its sentence. A comma or the و that
// Arabic goes on with ends none. Every lexeme belongs to one sentence.
func arSentences(toks []arabic.Lexeme) []tokenRange {
	return sentences(len(toks), func(i int) bool {
		t := &toks[i]
		if t.Kind != arabic.Mark {
			return false
		}
		switch t.Key {
		case "!", "?", "؟", "؛":
			return true
		case ".":
		default:
			return false
		}
		// A point inside an abbreviation or a web address.
		return i+1 == len(toks) || !toks[i+1].Glued || toks[i+1].Kind == arabic.Mark
	}, func(i int) bool { return toks[i].Kind == arabic.Mark && closes(toks[i].Key) && toks[i].Glued })
}

// enSentences does the same for English, where the point behind a title or an
// initial ends nothing.
func enSentences(toks []enToken) []tokenRange {
	return sentences(len(toks), func(i int) bool {
		switch toks[i].text {
		case "!", "?":
			return true
		case ".":
		default:
			return false
		}
		if i+1 < len(toks) && toks[i+1].glued && !closes(toks[i+1].text) {
			return false
		}
		if i == 0 || i+1 == len(toks) || !toks[i].glued {
			return true
		}
		before := &toks[i-1]
		if before.capital && before.end-before.start == 1 || abbreviations[before.text] {
			return false
		}
		next := i + 1
		for next < len(toks)-1 && closes(toks[next].text) {
			next++
		}
		return toks[next].capital || toks[next].digits || opensQuote(toks[next].text)
	}, func(i int) bool { return closes(toks[i].text) && toks[i].glued })
}

var abbreviations = wordSet(`mr mrs ms dr gen col lt sgt capt maj adm sen rep gov prof rev st jr sr no vs etc inc ltd co corp
	jan feb aug sept sep oct nov dec a.m p.m`)

func sentences(n int, ends, closes func(int) bool) []tokenRange {
	out := make([]tokenRange, 0, 4)
	from := 0
	for i := 0; i < n; i++ {
		if !ends(i) {
			continue
		}
		for i+1 < n && (ends(i+1) || closes(i+1)) {
			i++
		}
		out = append(out, tokenRange{from, i + 1})
		from = i + 1
	}
	if from < n {
		out = append(out, tokenRange{from, n})
	}
	return out
}

func closes(sign string) bool {
	return len(sign) <= 3 && strings.Contains("\"”’'»)]", sign)
}

func opensQuote(sign string) bool {
	return len(sign) <= 3 && strings.Contains("\"“‘'«([", sign)
}

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
