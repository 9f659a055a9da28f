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
	return ok && len(b.tokens) > 2 && strings.Count(rest, " ") < 5 && strings.ContainsAny(text, "|-–—:•")
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
		if s >= enough {
			return i
		}
		if s > share {
			best, share = i, s
		}
	}
	return best
}

// canBeTitle leaves out what ends as a sentence, unless the date or the agency
// stands right below it.
func (p *pasted) canBeTitle(i int) bool {
	b := &p.blocks[i]
	return b.fate == "" && b.rule == "" && b.words >= 2 && b.words <= titleWords && !b.ends("،,:") && (!b.endsSentence() || p.isHeadMatter(i+1)) &&
		!b.bulleted() && !isDatelineLine(b) && creditOf(b) == "" && (!isByline(b) || lex().title.starts(b.tokens) > 0)
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
	case b.words <= 3 && !b.stops() && !b.bulleted() && titled && p.free(fateByline):
		p.take(b, fateByline)
		p.unsure(b, "read as byline, uncertain")
	case b.words <= 3 && !b.stops() && !b.bulleted():
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
	return n > 0 && len(b.tokens) > n && b.words <= 7 && !b.stops()
}
