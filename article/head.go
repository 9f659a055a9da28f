package article

import (
	"slices"
	"strings"
)

// readHead decides the blocks above the body.
func (p *pasted) readHead(start int) {
	at := p.findHeadline(start)
	for i := range start {
		b := &p.blocks[i]
		switch {
		case b.fate != "":
		case i < at:
			p.above(b)
		case at >= 0 && i == at+1 && i == p.standfirst:
			p.take(b, fateSubheadline)
		default:
			p.below(b, at >= 0 || p.headline != "", i+1 == start)
		}
	}
}

// findHeadline marks the headline and its repetitions, and returns its index;
// -1 when the page gives none, or only in its markup.
func (p *pasted) findHeadline(start int) int {
	at := -1
	if p.title != "" {
		p.headline = p.title
		for i := start - 1; i >= 0; i-- {
			if p.blocks[i].repeatedBy(p.title, norm(p.title)) {
				at, p.headline = i, p.blocks[i].text
			}
		}
	} else if at = p.titleLine(start); at >= 0 {
		p.headline = p.blocks[at].text
	}
	if at >= 0 {
		p.take(&p.blocks[at], fateHeadline)
	}
	headline := block{tokens: tokens(p.headline), key: norm(p.headline)}
	for i := range p.blocks {
		if b := &p.blocks[i]; i != at && b.fate == "" && headline.repeatedBy(b.text, b.key) {
			p.drop(b, "duplicate-headline")
		}
	}
	return at
}

// repeatedBy reports whether text says the line again, alone or with the
// site's name after it. key is norm(text).
func (b *block) repeatedBy(text, key string) bool {
	if b.key == "" || key == b.key {
		return b.key != ""
	}
	rest, ok := strings.CutPrefix(key, b.key+" ")
	return ok && len(b.tokens) > 2 && strings.Count(rest, " ") < 8 && strings.ContainsAny(text, "|-–—:•")
}

// titleLine picks the first line above the body that can be a title and says
// something of what the body says; a line that stands there twice goes first.
func (p *pasted) titleLine(start int) int {
	var long, short []int
	for i := range start {
		switch b := &p.blocks[i]; {
		case !p.canBeTitle(i):
		case b.words >= 4 && p.standsTwice(i, start):
			return i
		case b.words >= 4:
			long = append(long, i)
		default:
			short = append(short, i)
		}
	}
	if len(long) > 0 && long[0] == 0 && !p.isKicker(0, long) && !slices.ContainsFunc(p.blocks[:start], func(b block) bool { return b.rule != "" && b.rule != "date-line" }) {
		return 0 // the text begins with it
	}
	if at := p.bestTitle(long, start); at >= 0 {
		return at
	}
	if at := p.bestTitle(short, start); at >= 0 {
		return at
	}
	// A title may be a figure of speech. Then it is the one next to the story,
	// and if it is short no menu stands between: that would be the site's name.
	menu := false
	for i := start - 1; i >= 0; i-- {
		switch b := &p.blocks[i]; {
		case slices.Contains(long, i) && (b.words > 4 || !menu), slices.Contains(short, i) && b.words == 3 && !menu:
			return i
		case b.rule == "section-menu" || b.rule == "weather-clock":
			menu = true
		}
	}
	return -1
}

// bestTitle returns the first candidate of whose content words a third are in
// the body's first blocks, else the one with the largest share, else -1.
func (p *pasted) bestTitle(candidates []int, start int) int {
	const blocks, enough = 6, 1.0 / 3
	var lead []int
	for i := start; i < min(start+blocks, len(p.blocks)); i++ {
		lead = append(lead, i)
	}
	topic := p.stems(lead)
	best, share := -1, 0.0
	for _, i := range candidates {
		s := overlap(p.blocks[i].tokens, topic)
		if p.isKicker(i, candidates) {
			continue
		}
		if s >= enough || s > 0 && p.isHeadMatter(i+1) {
			best = i
			break
		}
		if s > share {
			best, share = i, s
		}
	}
	// The subheadline may say more of what the body says.
	for above := best - 1; best > 0 && slices.Contains(candidates, above) && !p.isKicker(above, candidates) &&
		overlap(p.blocks[above].tokens, topic) > 0; above-- {
		best = above
	}
	return best
}

// isKicker reports whether a candidate is the short line over a headline that
// says when or amid what: «بعد أسبوع من الأمطار».
func (p *pasted) isKicker(i int, candidates []int) bool {
	return p.blocks[i].words <= 5 && lex().kicker.starts(p.blocks[i].tokens) > 0 && slices.Contains(candidates, i+1)
}

// canBeTitle leaves out what ends as a sentence, unless the date or the agency
// stands right below it.
func (p *pasted) canBeTitle(i int) bool {
	b := &p.blocks[i]
	return b.fate == "" && b.rule == "" && b.words >= 2 && b.words <= titleWords && !b.ends("،,:") && (!b.endsSentence() || p.isHeadMatter(i+1) || p.isEchoed(i)) &&
		!b.bulleted() && !isDatelineLine(b) && creditOf(b) == "" && (!isByline(b) || lex().title.starts(b.tokens) > 0)
}

// isSentenceTitle reports whether what looks like the first paragraph is the
// headline, because it is the first that could be one and either the date, the
// section or the agency stands below it, or it begins with a verb, but is
// short and has no full stop where the other paragraphs have one.
func (p *pasted) isSentenceTitle(first int) bool {
	const most = 16 // words
	b := &p.blocks[first]
	headed := b.words <= titleWords && p.isHeadMatter(first+1)
	verbal := b.words <= most && !p.plain && !b.endsSentence()
	return (headed || verbal) && p.isFirstTitle(first)
}

// isFirstTitle reports whether a block can be the headline and none before it
// can.
func (p *pasted) isFirstTitle(first int) bool {
	if p.title != "" || datelineOf(p.blocks[first].text, false) != "" {
		return false
	}
	for i := range first {
		if p.blocks[i].words >= 4 && p.canBeTitle(i) {
			return false
		}
	}
	return true
}

// isFirstEchoed reports whether what looks like the first paragraph is a
// headline with a full stop, which the next paragraph repeats.
func (p *pasted) isFirstEchoed(first int) bool {
	return p.blocks[first].words <= 16 && p.isFirstTitle(first) && p.isEchoed(first)
}

// isStandfirst reports whether a block is a sentence between a headline and
// the page's date: a subheadline with a full stop.
func (p *pasted) isStandfirst(i int) bool {
	if i == 0 || i+1 >= len(p.blocks) || p.blocks[i+1].rule != "date-line" || !p.canBeTitle(i-1) {
		return false
	}
	form := dateForm(&p.blocks[i+1])
	return !slices.ContainsFunc(p.blocks[i+2:], func(b block) bool { return b.rule == "date-line" && dateForm(&b) == form })
}

// isHeadMatter reports whether a block is of the kind that stands between a
// headline and the story.
func (p *pasted) isHeadMatter(i int) bool {
	if i >= len(p.blocks) {
		return false
	}
	b := &p.blocks[i]
	return b.rule == "date-line" || b.rule == "section-menu" || b.rule == "short-caption" ||
		b.rule == "" && (isDatelineLine(b) || isByline(b) || creditOf(b) != "")
}

// isEchoed reports whether the line is a headline with a full stop: the
// paragraph right below says it again in other words, as the first paragraph
// does.
func (p *pasted) isEchoed(i int) bool {
	return i+1 < len(p.blocks) && !p.blocks[i].startsReport() && p.blocks[i+1].isParagraph() && p.repeats(i)
}

// repeats reports whether the block below says most of a block again and more.
func (p *pasted) repeats(i int) bool {
	b, next := &p.blocks[i], &p.blocks[i+1]
	return b.words < next.words && overlap(b.tokens, p.stems([]int{i + 1})) >= 0.6
}

func (p *pasted) standsTwice(i, start int) bool {
	const reach = 200 // blocks: a title and its like stand close
	for j := i + 1; j < min(start, i+reach); j++ {
		if p.blocks[i].repeatedBy(p.blocks[j].text, p.blocks[j].key) {
			return true
		}
	}
	return false
}

// stems returns the words of some blocks, for overlap.
func (p *pasted) stems(indices []int) map[string]bool {
	m := map[string]bool{}
	for _, i := range indices {
		for _, w := range p.blocks[i].tokens {
			m[stem(w)] = true
		}
	}
	return m
}

// overlap is the share of the content words (four letters or more once
// clitics are cut) that are among others.
func overlap(words []string, others map[string]bool) float64 {
	n, hits := 0, 0
	for _, w := range words {
		if w = stem(w); len([]rune(w)) < 4 {
			continue
		}
		n++
		if others[w] {
			hits++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(hits) / float64(n)
}

// stem cuts the clitics that come before nouns. It is for comparing two lines
// of one page, not for matching names.
func stem(w string) string {
	cut := func(prefix string, leave int) {
		if rest, ok := strings.CutPrefix(w, prefix); ok && len([]rune(rest)) >= leave {
			w = rest
		}
	}
	cut("و", 4)
	cut("ف", 5)
	for _, p := range []string{"ال", "بال", "كال", "لل"} {
		cut(p, 3)
	}
	return w
}

// above decides a block over the headline.
func (p *pasted) above(b *block) {
	switch {
	case b.rule != "":
		p.drop(b, b.rule)
	case isByline(b) && p.free(fateByline):
		p.take(b, fateByline)
	default:
		p.drop(b, "above-headline")
		if b.words >= 5 {
			p.unsure(b, "dropped above the headline")
		}
	}
}

// below decides a block between the headline, or the page's top, and the
// body. Without a headline a place alone is a dateline only as the last of
// them: menus name countries too.
func (p *pasted) below(b *block, titled, last bool) {
	switch {
	case !b.sure && isFromLine(b) && p.free(fateDateline):
		p.take(b, fateDateline)
	case b.rule != "":
		p.drop(b, b.rule)
	case isByline(b) && p.free(fateByline):
		p.take(b, fateByline)
	case creditOf(b) != "" && p.free(fateCredit):
		p.take(b, fateCredit)
	case isDatelineLine(b) && p.free(fateDateline) && (titled || last || b.names(sourceAt)):
		p.take(b, fateDateline)
	case p.twin(b):
		p.drop(b, "short-caption")
	case b.isName() && titled && p.free(fateByline):
		p.take(b, fateByline)
		p.unsure(b, "read as byline, uncertain")
	case b.key == basmala:
		p.keep(b)
	case b.words <= 3 && !b.stops() && !b.bulleted() && !(titled && strings.ContainsAny(b.text, `"«“:`)):
		p.drop(b, "label")
		p.unsure(b, "dropped as a label")
	case b.words >= 4 && b.endsSentence():
		p.take(b, fateBody)
	case titled && !b.ends(":") && !b.bulleted() && p.free(fateSubheadline) && p.free(fateBody):
		p.take(b, fateSubheadline)
	default:
		p.keep(b)
	}
}

// basmala opens statements and sermons.
const basmala = "بسم الله الرحمن الرحيم"

// twin reports whether a short line has its like elsewhere on the page, as
// the caption and the alternative text of one picture have.
func (p *pasted) twin(b *block) bool {
	return b.words <= 12 && !b.stops() && p.twins()[b.text] > 1
}

func (p *pasted) twins() map[string]int {
	if p.count == nil {
		p.count = map[string]int{}
		for i := range p.blocks {
			p.count[p.blocks[i].text]++
		}
	}
	return p.count
}

func isByline(b *block) bool {
	n := lex().bylineStart.starts(b.tokens)
	if n > 0 && b.words <= 20 && bracketed.MatchString(b.text) {
		return true // «(إعداد ... للنشرة العربية - تحرير ...)»
	}
	return b.words <= 7 && !b.stops() && (n > 0 && len(b.tokens) > n || b.words <= 5 && namesWriter(b))
}

// isName reports whether the line could be a person's name and nothing else.
func (b *block) isName() bool {
	if slices.Contains(b.tokens, "الله") && !slices.Contains(b.tokens, "عبد") {
		return false // a formula
	}
	return b.words >= 2 && b.words <= 3 && len(b.tokens) == b.words && !strings.ContainsAny(b.text, `.؟?!؛:،,"«(`) && !b.bulleted()
}
