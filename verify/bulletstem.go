package verify

import (
	"strings"
	"unicode"

	"naql/arabic"
	"naql/article"
)

// english is an English text as the checks of bullets read it.
type english struct {
	text      string
	toks      []enToken
	stems     []string // of each token; empty for signs, figures and words that carry nothing
	sentences []tokenRange
	numbers   []arabic.Number
}

func newEnglish(text string, toks []enToken, sentences []tokenRange, numbers []arabic.Number) *english {
	e := &english{text: text, toks: toks, stems: make([]string, len(toks)), sentences: sentences, numbers: numbers}
	for i, t := range toks {
		switch {
		case t.digits, !isLetter(t.text), idleWords[t.text]:
		case t.text == "s" || t.text == "t" || t.text == "re" || t.text == "ve" || t.text == "ll": // behind an apostrophe
		default:
			e.stems[i] = stem(t.text)
		}
	}
	return e
}

func readEnglish(text string) *english {
	toks := enLex(text)
	return newEnglish(text, toks, enSentences(toks), englishNumbersOf(toks))
}

func isLetter(w string) bool {
	r, _ := firstRune(w)
	return unicode.IsLetter(r)
}

// all is the whole text as a range.
func (e *english) all() tokenRange { return tokenRange{0, len(e.toks)} }

// holds reports whether a range has the stem.
func (e *english) holds(in tokenRange, stem string) bool {
	for _, s := range e.stems[in.from:in.to] {
		if s == stem {
			return true
		}
	}
	return false
}

// stemSet holds the stems of a range.
func (e *english) stemSet(in tokenRange) map[string]bool {
	set := make(map[string]bool)
	for _, s := range e.stems[in.from:in.to] {
		if s != "" {
			set[s] = true
		}
	}
	return set
}

// next returns up to n stems that follow a token in its sentence.
func (e *english) next(i, n int, in tokenRange) []string {
	var out []string
	for k := i + 1; k < in.to && len(out) < n; k++ {
		if e.stems[k] != "" {
			out = append(out, e.stems[k])
		}
	}
	return out
}

func (e *english) span(i int) article.Span { return article.Span{e.toks[i].start, e.toks[i].end} }

// stem brings the forms of an English word together: its ending is taken off
// and five letters are kept. Words that merely begin alike fall together,
// which errs to the side of silence.
func stem(w string) string {
	if base, ok := irregular[w]; ok {
		w = base
	}
	for _, ending := range [...][2]string{{"ies", "y"}, {"ied", "y"}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}, {"ly", ""}} {
		base, ok := strings.CutSuffix(w, ending[0])
		if !ok || len(base)+len(ending[1]) < 3 || ending[0] == "s" && strings.HasSuffix(base, "s") {
			continue
		}
		if n := len(base); n > 3 && ending[1] == "" && base[n-1] == base[n-2] {
			base = base[:n-1] // stopped
		}
		w = base + ending[1]
		break
	}
	if len(w) > 3 {
		w = strings.TrimSuffix(w, "e")
	}
	n := 0
	for i := range w {
		if n == 5 {
			return w[:i]
		}
		n++
	}
	return w
}

// irregular gives the first form of verbs and nouns whose other forms are not
// made by an ending.
var irregular = func() map[string]string {
	m := make(map[string]string)
	for line := range strings.SplitSeq(`take took taken;go went gone;give gave given;make made;win won;lose lost loss;flee fled;hold held;
		tell told;fall fell fallen;leave left;strike struck stricken;shoot shot;lead led;meet met;rise rose risen;begin began begun;
		break broke broken;bring brought;build built;buy bought;catch caught;come came;draw drew drawn;drive drove driven;fight fought;
		find found;fly flew flown;grow grew grown;keep kept;know knew known;lay laid;pay paid;run ran;see saw seen;send sent;sell sold;
		seek sought;spend spent;speak spoke spoken;stand stood;steal stole stolen;think thought;throw threw thrown;
		withdraw withdrew withdrawn;write wrote written;die dead died dying death deaths dies;child children;man men;woman women;
		life lives;choose chose chosen choice;arise arose;become became;feel felt;forget forgot;freeze froze frozen;hear heard;
		hide hid hidden;sink sank sunk;swear swore sworn;teach taught;tear tore torn;wear wore;sit sat;shake shook;
		analyse analysis;defend defense defence;respond response;high highest;large largest larger;big biggest bigger`, ";") {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			m[w] = words[0]
		}
	}
	return m
}()

// idleWords carry no content of their own: the little words, and those that
// say only that somebody said something.
var idleWords = wordSet(`a an the this that these those it its he she they them their his her him we our us you your i my me
	who whom whose which what when where why how there here
	and or but nor so yet if then than as while because although though since until unless whether
	in on at by for from to of with without into over under after before during amid among amongst between about against around
	across through per despite via upon within toward towards near off out up down along back away
	is are was were be been being am has have had having do does did done will would can could may might must shall should
	not no never nor only also just even still more most less least very too such same other others another own each every all any
	some many much several both few either neither
	said say says saying told tell tells saw see seen adding added adds according called calls show shows showed shown
	al el bin mr mrs ms dr people person persons one ones total so far including include includes included`)

// How many words with content a bullet must have before their share tells
// anything, and how many of them are no mere choice of words.
const minContent, minForeign = 5, 3

// coveredShare is the share of a bullet's words that the segments it cites must
// have, and alikeShare the share that two bullets may have in common.
const (
	coveredShare = 0.70
	alikeShare   = 0.60
	allForeign   = 5 // content words of which none is in the source
)

// coverage finds a bullet most of whose words are not in the segments that it
// cites. Names and numbers have checks of their own.
func (c *cited) coverage() []article.Finding {
	have := make(map[string]bool)
	for _, s := range c.english {
		for _, stem := range s.stems {
			have[stem] = true
		}
	}
	words, foreign := 0, []string{}
	for i, stem := range c.bullet.stems {
		if t := c.bullet.toks[i]; stem == "" || t.number != nil || t.capital && (i > 0 || !ordinary(t.text)) || sourced(t) || tollWord(t.text) != 0 {
			continue
		}
		if words++; !have[stem] {
			foreign = append(foreign, c.bullet.toks[i].text)
		}
	}
	if words < minContent || len(foreign) < minForeign || float64(words-len(foreign)) >= coveredShare*float64(words) {
		return nil
	}
	f := c.finding("bullet-coverage", article.Minor, c.whole())
	f.Expected, f.Found = "words of the cited segments", short(strings.Join(foreign, ", "))
	f.Message = "The segments that the bullet cites do not speak of " + quoted(f.Found) + "."
	if len(foreign) == words && words >= allForeign {
		f.Severity = article.Major // made up, or about something else
	}
	return []article.Finding{f}
}

// likeness is the share of all content words of two texts that both have.
func likenessOf(a, b map[string]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// MostLike returns the index of the bullet that says most nearly what b says,
// the first of equals, and the share of all their content words that both
// have: 0 and the index -1 where none has a word of it.
func MostLike(b article.Bullet, bullets []article.Bullet) (at int, share float64) {
	e := readEnglish(b.Text)
	mine, at := e.stemSet(e.all()), -1
	for i, other := range bullets {
		o := readEnglish(other.Text)
		if l := likenessOf(mine, o.stemSet(o.all())); l > share {
			at, share = i, l
		}
	}
	return at, share
}
