package article

import (
	"slices"
	"strings"
)

// dropRelated takes out the links that follow a line such as «اقرأ أيضا»
// inside or after the body. A paragraph is never one. Above the body only the
// items of a list are taken: the title may follow.
func (p *pasted) dropRelated(start, end int) {
	spaced := p.spaced()
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.rule != "related" || b.fate != "" {
			continue
		}
		if i >= start {
			p.drop(b, "related")
		}
		to := p.linksAfter(i, start, end, spaced)
		for j := i + 1; j < to; j++ {
			if i >= start || p.blocks[j].bulleted() {
				p.drop(&p.blocks[j], "related")
			}
		}
	}
}

// linksAfter returns the end of the links that the heading at i announces:
// the next blank line or paragraph. Where nothing but a paragraph ends them
// inside the body, the first is one, and the others are if they look so: a
// line of the story could stand among them.
func (p *pasted) linksAfter(i, start, end int, spaced bool) int {
	to := i + 1
	for to < len(p.blocks) && p.isLink(to) && (spaced || p.blocks[to].gap == 0 || to == i+1) {
		to++
	}
	heading := isRelatedHeading(&p.blocks[i])
	ended := to < len(p.blocks) && p.blocks[to].gap > 0 && !spaced
	switch {
	case i < start, i > end, ended && heading, to == i+1:
		return to
	case !heading:
		return i + 1
	}
	if b := &p.blocks[i+1]; b.words <= 3 && !b.stops() && len(b.tokens) > 1 && p.isTextNext(to) {
		return i + 1 // a sub-heading: the list is empty
	}
	for j := i + 2; j < to; j++ {
		b := &p.blocks[j]
		if b.words < 4 || spaced && b.words < 6 || b.stops() || strings.TrimRight(b.text, closers) != b.text {
			return j
		}
	}
	return to
}

// isTextNext reports whether the first block from i on that is not surely
// chrome is a paragraph.
func (p *pasted) isTextNext(i int) bool {
	for i < len(p.blocks) && p.blocks[i].rule == "short-caption" {
		i++
	}
	return i < len(p.blocks) && p.isParagraph(i)
}

func (p *pasted) isLink(i int) bool {
	b := &p.blocks[i]
	return b.fate == "" && b.rule == "" && !b.isParagraph() && !b.ends(".") && creditOf(b) == ""
}

// spaced reports whether the page puts a blank line between most blocks.
func (p *pasted) spaced() bool {
	n := 0
	for _, b := range p.blocks {
		if b.gap > 0 {
			n++
		}
	}
	return n*5 > len(p.blocks)*3
}

// resume returns the end of the body after the links in it: sentences too
// short to be paragraphs beyond doubt may follow the last of them, sub-headings
// between.
func (p *pasted) resume(end int) int {
	last := end
	for i := end + 1; i < p.end; i++ {
		switch b := &p.blocks[i]; {
		case b.fate == fateDrop && b.rule == "related":
		case b.rule != "" || creditOf(b) != "":
			return last
		case b.words >= 4 && b.endsSentence():
			last = i
		case b.words > 5 || b.stops():
			return last
		}
	}
	return last
}

// readRun decides the blocks of the body.
func (p *pasted) readRun(start, end int) {
	short := 0
	for i := start; i <= end; i++ {
		b := &p.blocks[i]
		if p.isParagraph(i) || b.bulleted() {
			short = 0
		} else {
			short++
		}
		switch {
		case b.fate != "":
		case b.rule != "" && b.sure:
			p.drop(b, b.rule)
		case b.rule != "", short > 3:
			p.keep(b)
		default:
			p.take(b, fateBody)
		}
	}
}

// timeline widens the body to the dates and times over its parts, where two
// or more have one form: they belong to the story, not to the page. The first
// may stand over the title of a part. On a page without chrome the whole of it
// is searched: a chronicle can have parts of one line.
func (p *pasted) timeline(start, end int) (int, int) {
	bare := !slices.ContainsFunc(p.blocks, func(b block) bool { return b.rule != "" && b.rule != "date-line" })
	from, to := max(0, start-2), end
	if bare {
		from, to = 0, len(p.blocks)-1
	}
	dates := map[string][]int{}
	for i := from; i <= to; i++ {
		if b := &p.blocks[i]; b.rule == "date-line" && !b.sure {
			if form := dateForm(b); bare || i > start-2 || !strings.Contains(form, "a") {
				dates[form] = append(dates[form], i)
			}
		}
	}
	for _, d := range dates {
		if len(d) > 1 {
			start, end = min(start, d[0]), max(end, min(d[len(d)-1]+1, to))
		}
	}
	return start, end
}

// dateForm returns the kinds of the tokens: «18:40» and «9:15» have one form.
func dateForm(b *block) string {
	var form strings.Builder
	for _, w := range b.tokens {
		if isNumber(w) {
			form.WriteByte('0')
		} else {
			form.WriteByte('a')
		}
	}
	return form.String()
}

// listEnd returns the end of the body with the list that its last line, or
// the one below, announces with a colon: «وجاءت الأسعار كما يلي:».
func (p *pasted) listEnd(end int) int {
	last, announced := end, false
	for i := end; i < p.end; i++ {
		switch b := &p.blocks[i]; {
		case b.rule == "" && b.ends(":") && lex().creditLabel.starts(b.tokens) == 0:
			announced = true
		case i == end:
		case !announced || !p.isItem(b):
			return last
		default:
			last = i
		}
	}
	return last
}

// isItem reports whether the line can be in a list of the story: a table of
// prices or of the weather is one.
func (p *pasted) isItem(b *block) bool {
	switch b.rule {
	case "":
		return b.words > 0 && creditOf(b) == "" && !isByline(b)
	case "weather-clock", "currency-table", "prayer-table", "date-line":
		return !b.sure
	}
	return false
}

// readTail decides the blocks below the body. The credit line and what may
// still be body come first; from the first piece of chrome on, only a credit
// line with a label and a short last sentence are taken.
func (p *pasted) readTail(end int) {
	chrome, topic := "", p.stems(p.run(end))
	for i := end + 1; i < len(p.blocks); i++ {
		b := &p.blocks[i]
		switch {
		case b.fate != "":
			chrome = "after-body"
		case p.takesCredit(i, end, chrome):
			p.take(b, fateCredit)
			chrome = "after-body"
		case b.rule == "date-line" && p.flashed, b.rule == "separator", b.rule == "short-caption", b.rule == "advert", b.rule == "end-mark",
			b.rule == "contact" && b.sure:
			p.drop(b, b.rule)
		case creditOf(b) != "" || lex().creditLabel.at(b.tokens) == len(b.tokens):
			p.drop(b, "credit")
		case b.rule == "currency-table" && chrome == "" && overlap(b.tokens, topic) >= 0.3:
			p.keep(b)
		case b.rule != "":
			p.drop(b, b.rule)
			chrome = tailRule(b.rule)
		case i < p.end && chrome == "" && b.words >= 3 && (b.endsSentence() || b.startsReport()):
			p.take(b, fateBody)
		case i < p.end && b.words >= 4 && b.endsSentence() && !b.isParagraph():
			p.keep(b)
		case chrome != "" || i > p.end:
			p.dropTail(b, chrome)
		case isByline(b) && p.free(fateByline):
			p.take(b, fateByline)
		case isPlace(b.text), len(b.tokens) == 1 && p.blocks[i-1].endsSentence() && !strings.ContainsAny(b.text, "\"'«“:؟?!"):
			p.drop(b, "tags")
			p.unsure(b, "dropped as a tag")
			chrome = "tags"
		case b.isName() && p.free(fateByline) && p.blocks[i-1].endsSentence() && (i+1 == len(p.blocks) || p.blocks[i+1].rule != ""):
			p.take(b, fateByline)
			p.unsure(b, "read as byline, uncertain")
		case p.isLinkList(i):
			p.drop(b, "link-list")
			p.unsure(b, "dropped as one of a list of links")
		default:
			p.keep(b)
		}
	}
}

func (p *pasted) dropTail(b *block, rule string) {
	p.drop(b, rule)
	if b.words >= paragraphWords {
		p.unsure(b, "dropped below the story")
	}
}

// takesCredit reports whether a block below the body is its credit line, and
// makes room for it: it counts more than a source named above the body. A name
// alone is one only as the first thing after the body, and not at the head of
// a menu: some papers' names are sections too.
func (p *pasted) takesCredit(at, end int, chrome string) bool {
	b := &p.blocks[at]
	label := lex().creditLabel.starts(b.tokens) > 0
	switch {
	case creditOf(b) == "" && !(isDatelineLine(b) && b.names(sourceAt)), !label && clock.MatchString(b.text),
		chrome != "" && !label,
		b.rule == "social", b.rule == "section-menu" && at+1 < len(p.blocks) && p.blocks[at+1].rule == "section-menu":
		return false
	}
	for i := range p.blocks {
		switch prior := &p.blocks[i]; {
		case prior.fate != fateCredit:
		case i > end:
			return false
		case p.free(fateByline):
			p.take(prior, fateByline)
		default:
			p.drop(prior, "credit")
		}
	}
	return true
}

// tailRule names the rule for the lines that follow a heading below the body.
func tailRule(rule string) string {
	switch rule {
	case "comments", "related", "tags", "copyright":
		return rule
	}
	return "after-body"
}

// isLinkList reports whether a block belongs to a row of three or more lines
// that look like other stories' headlines, with chrome after them: none ends
// a sentence, none is an item of the list that the body announced.
func (p *pasted) isLinkList(i int) bool {
	if i >= p.links.end {
		end := i
		for end < len(p.blocks) && p.looksLinked(end) {
			end++
		}
		announced := i > 0 && p.blocks[i-1].ends(":")
		p.links = linkRow{end: max(end, i+1), ok: end-i >= 3 && end < len(p.blocks) && !announced}
	}
	return p.links.ok
}

// linkRow is the row of lines that isLinkList looked at last.
type linkRow struct {
	end int // index after its last block
	ok  bool
}

func (p *pasted) looksLinked(i int) bool {
	b := &p.blocks[i]
	return b.fate == "" && b.rule == "" && !b.ends(".…؟?!؛:") && !b.bulleted() && b.words >= 1 && b.words <= titleWords && !b.isParagraph()
}

// run returns the blocks of the body up to end.
func (p *pasted) run(end int) []int {
	var out []int
	for i := range end + 1 {
		if p.blocks[i].fate == fateBody {
			out = append(out, i)
		}
	}
	return out
}
