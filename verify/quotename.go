package verify

import (
	"sort"
	"strings"

	"naql/arabic"
	"naql/article"
)

type quoteKind byte

const (
	nameQuote   quoteKind = iota // a name, or one word
	phraseQuote                  // words that may be either
	speechQuote
)

// quoteKind says what an Arabic quotation is. A name or title follows the noun
// for what it names and holds no clause; one with Latin letters is the name of
// something foreign. What begins with a preposition or holds a word that only
// clauses have is nobody's name.
func (p *passage) quoteKind(q utterance) quoteKind {
	first := p.ar[q.from]
	if q.words > titleWords {
		return speechQuote
	}
	if q.words == 1 || first.Key == "او" || first.Key == "اي" {
		return nameQuote // one word, or a gloss
	}
	clause := false
	for _, t := range p.ar[q.from:q.to] {
		if t.Kind == arabic.Latin {
			return nameQuote
		}
		clause = clause || t.Is(arabic.Clauses) || t.Kind == arabic.Letters && verbal(t.Key)
	}
	switch {
	case !clause && p.titled(q), p.mentioned(q):
		return nameQuote
	case clause, prefixed(first.Key), q.words >= speechWords && p.related(q):
		return speechQuote
	}
	return phraseQuote
}

// scene is what binds knows of a segment.
type scene struct {
	told  bool // the English tells something as somebody's
	names int  // how often a name was looked for, which is dear
}

// binds reports whether an Arabic quotation must stand in quotation marks in
// English too: it is speech, or a phrase of one who speaks and no name.
func (p *passage) binds(q utterance, s *scene) bool {
	switch p.quoteKind(q) {
	case speechQuote:
		return true
	case nameQuote:
		return false
	}
	if !s.told && !p.judged(q) {
		return false
	}
	s.names++
	return s.names <= nameTries && !p.namedInEnglish(q)
}

// titleReach is how far before a quotation the noun for what it names may
// stand, signs and clitics included.
const titleReach = 6

// titled reports whether the noun for something that has a name stands before
// the quotation or opens it. With the article it is mostly the subject of what
// is said: a name follows the bare noun.
func (p *passage) titled(q utterance) bool {
	if p.ar[q.from].Is(arabic.Titles) {
		return true
	}
	words := 0
	for i := q.from - 1; i >= max(0, q.from-titleReach) && words < 2; i-- {
		switch t := &p.ar[i]; {
		case t.Is(arabic.Titles) && (q.words < speechWords || !strings.HasPrefix(t.Key, "ال")):
			return true
		case t.Kind != arabic.Mark && len(t.Key) > 2: // a clitic alone is no word
			words++
		}
	}
	return false
}

// mentioned reports whether a name of the glossary fills most of the quotation.
func (p *passage) mentioned(q utterance) bool {
	at := sort.Search(len(p.mentions), func(i int) bool { return p.mentions[i].Start >= q.Start })
	return at < len(p.mentions) && p.mentions[at].End <= q.End && 2*(p.mentions[at].End-p.mentions[at].Start) > q.End-q.Start
}

// verbal reports whether a word looks like a verb of the third person or of
// the future: few nouns begin so, and those that news has are left out.
func verbal(key string) bool {
	key = strings.TrimPrefix(key, "و")
	if rest, ok := strings.CutPrefix(key, "س"); ok && len(rest) >= 8 {
		return strings.HasPrefix(rest, "ي") || strings.HasPrefix(rest, "ن")
	}
	return strings.HasPrefix(key, "ي") && len(key) >= 8 && !likeVerbs[key]
}

// likeVerbs are nouns that begin like verbs.
var likeVerbs = wordSet(`يوميه يوميا يمين يمينيه يميني يسار يساريه يساري يورو يهود يهودي يهوديه يونان يوناني يونانيه يابان ياباني يابانيه
يمني يمنيه يناير يونيو يوليو ياسر ياسمين يعقوب يوسف يونس يحيي يتيم يقين ينبوع يخوت ياقوت يوتيوب يونيسف يوغوسلافيا يونايتد يوفنتوس يوسفي
ياسين يزيد يزيدي يزيديه سيناء سياسه سياسات سياسي سياسيه سياره سيارات سينما سيده سيدات سيدني سيول سيطره سيناريو سيليكون سينمائي`)

// prefixed reports whether a word begins with a preposition and the article:
// بالرعب, للعب. No name does.
func prefixed(key string) bool {
	return len(key) > 8 && (strings.HasPrefix(key, "بال") || strings.HasPrefix(key, "لل"))
}

// related reports whether words of the quotation are joined by a preposition.
// The names of organisations have few of those, besides ل.
func (p *passage) related(q utterance) bool {
	for _, t := range p.ar[q.from:q.to] {
		if prepositions[t.Key] {
			return true
		}
	}
	return false
}

var prepositions = wordSet("من في علي عن الي مع بعدم عدم بعد قبل ضد غير مثل حول خلال دون او ثم بين نحو عبر منذ لدي تحت فوق امام وراء")

// judgeWords is how far around a quotation the word for what it is may stand.
const judgeWords = 30

// judged reports whether the Arabic around a quotation tells what somebody said
// or thought.
func (p *passage) judged(q utterance) bool {
	for i := max(0, q.from-judgeWords); i < min(len(p.ar), q.to+judgeWords); i++ {
		if (i < q.from || i >= q.to) && p.ar[i].Is(arabic.Reports) {
			return true
		}
	}
	return false
}

// namedInEnglish reports whether the quoted words may be a name that English
// writes without marks: it has a word with a capital that sounds like one of
// them, is an acronym, or stands with another that nothing else in the Arabic
// sounds like.
func (p *passage) namedInEnglish(q utterance) bool {
	if len(p.ar) > nameTryWords || len(p.en) > nameTryWords {
		return true
	}
	inside := arabicSounds(p.Ar[q.Start:q.End])
	outside := append(arabicSounds(p.Ar[:q.Start]), arabicSounds(p.Ar[q.End:])...)
	before := true // the word before is explained
	for i := range p.en {
		t := &p.en[i]
		if !t.capital {
			before = true
			continue
		}
		s := soundOf(t.text)
		_, letters := acronym(p.En[t.start:t.end])
		known := enHouse[t.text] || strings.Contains(p.Ar, p.En[t.start:t.end]) || soundsLike(s, outside)
		if !known && i > 0 && (letters && len(t.text) > 2 || soundsLike(s, inside)) || !(before && known) && i > 1 && p.en[i-1].capital {
			return true
		}
		before = known
	}
	return false
}

// soundsLike reports whether one of the sounds begins as s does, or the other
// way round: Iranian and إيراني, Democrat and الديمقراطي.
func soundsLike(s sound, others []sound) bool {
	for _, o := range others {
		if n := min(len(o.classes), len(s.classes)); n >= 2 && (sound{classes: o.classes[:n]}).same(sound{classes: s.classes[:n]}) {
			return true
		}
	}
	return false
}

// enHouse are words that English writes with a capital and Arabic says with
// others.
var enHouse = wordSet(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december prime minister president vice secretary department state united states nations general king queen prince princess
foreign ministry defense defence interior security council house white senate congress parliament supreme court chief mr mrs ms dr sir
gov sen rep lt col gen u s un us uk eu american british french german chinese russian israeli party times post news the and of`)

func (p *passage) quoteFinding(severity article.Severity, source, target article.Span) article.Finding {
	return article.Finding{Check: "quote", Severity: severity, SourceSpan: source, TargetSpan: target}
}
