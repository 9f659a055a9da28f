package verify

import (
	"strings"

	"naql/arabic"
	"naql/article"
)

// order is the first place of an article at which the Arabic speaks to the
// machine that reads it, or may. The Arabic never changes, so it is looked for
// once. It is a signal and no fault: news about such texts has them too, and
// whether they were obeyed is for the other checks to see.
type order struct {
	at     int // the index of its segment, -1 where there is none
	source article.Span
	says   string
}

func newOrder(pages []*page) order {
	for i, p := range pages {
		if span, says := orderIn(p.passage); span[1] > 0 {
			return order{i, span, says}
		}
	}
	return order{at: -1}
}

// check is the one finding of an article, p its segment as it stands.
func (o order) check(p *page) []article.Finding {
	return []article.Finding{{
		Check: "instruction", Severity: article.Minor, SourceSpan: o.source, TargetSpan: article.Span{0, len(p.En)},
		Found: short(p.Ar[o.source[0]:o.source[1]]), Message: o.says,
	}}
}

func orderIn(p *passage) (article.Span, string) {
	ar := p.ar
	if ar == nil { // without English nothing was read
		ar = arabic.Lex(p.Ar)
	}
	for i := range ar {
		l := &ar[i]
		if l.Kind != arabic.Mark || !strings.Contains("<[|｜", l.Key) {
			continue
		}
		if n := article.ChatToken(p.Ar[l.Start:]); n > 0 {
			return article.Span{l.Start, l.Start + n}, "The Arabic holds a sign by which chat models are steered; it must stay mere text."
		}
	}
	if start, end := arabic.Order(ar); end > 0 {
		return article.Span{start, end}, "The Arabic has words that read like an order to a machine; they must be translated and not obeyed."
	}
	if span := foreignRun(ar); span[1] > 0 {
		return span, "The Arabic holds a long run of Latin letters; it must stand in the English as it is and change nothing."
	}
	return article.Span{}, ""
}

// strayOrder finds an order to a machine in English whose Arabic has none: a model
// took it from another passage. Such an order speaks of instructions, and so
// must the Arabic.
func strayOrder(p *passage) []article.Finding {
	for i := range p.en {
		if !p.en[i].is(enOrders) {
			continue
		}
		for k := max(i-orderReach, 0); k < i; k++ {
			if !orderVerbs[p.en[k].text] || instructions.in(p) {
				continue
			}
			span := article.Span{p.en[k].start, p.en[i].end}
			return []article.Finding{{
				Check: "instruction", Severity: article.Major, TargetSpan: span, Found: p.En[span[0]:span[1]],
				Message: "The English has an order to a machine here, and the Arabic of this passage has none: take it out.",
			}}
		}
	}
	return nil
}

const (
	enOrderWords = `instructions instruction prompt prompts`
	orderReach   = 6 // tokens
)

var (
	orderVerbs   = wordSet(`ignore disregard forget override bypass reveal print`)
	instructions = &side{roots: strings.Fields(`تعليم توجيه ارشاد اوامر امر قواعد برومبت نصائح وصايا prompt instruction Prompt Instruction`)}
)

// What is more than a title or a name in Latin letters: words in a row, and
// the bytes of letters and digits run together, but for links, which have a
// point or a colon in them.
const (
	foreignWords = 15
	codedBytes   = 32
)

// foreignRun finds a passage in another language, or in a code.
func foreignRun(ar []arabic.Lexeme) article.Span {
	first, words := 0, 0 // of Latin letters in a row
	run, coded, link := 0, false, false
	for i := range ar {
		l := &ar[i]
		if l.Kind == arabic.Letters {
			words = 0
			continue
		}
		if l.Kind == arabic.Latin {
			if words++; words == 1 {
				first = i
			}
		}
		if words == foreignWords {
			return article.Span{ar[first].Start, l.End}
		}
		if !l.Glued || ar[i-1].Kind == arabic.Letters {
			run, coded, link = i, false, false
		}
		coded = coded || l.Kind == arabic.Digits
		link = link || l.Key == "." || l.Key == ":"
		if last := i+1 == len(ar) || !ar[i+1].Glued; last && coded && !link && words > 0 && l.End-ar[run].Start >= codedBytes {
			return article.Span{ar[run].Start, l.End}
		}
	}
	return article.Span{}
}
