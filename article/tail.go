package article

import "strings"

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
	for j := i + 2; j < to; j++ {
		b := &p.blocks[j]
		if b.words < 4 || spaced && b.words < 6 || b.stops() || strings.TrimRight(b.text, closers) != b.text {
			return j
		}
	}
	return to
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

// keepFirstDate keeps the date over the first paragraph where dates stand
// over others as well: then it belongs to the story, not to the page.
func (p *pasted) keepFirstDate(start, end int) {
	if start == 0 || p.blocks[start-1].rule != "date-line" {
		return
	}
	for i := start; i <= end; i++ {
		if b := &p.blocks[i]; b.rule == "date-line" && b.fate == fateBody {
			p.keep(&p.blocks[start-1])
			return
		}
	}
}

// readTail decides the blocks below the body. The credit line and what may
// still be body come first; from the first piece of chrome on, only a credit
// line with a label and a short last sentence are taken.
func (p *pasted) readTail(end int) {
	chrome := ""
	for i := end + 1; i < len(p.blocks); i++ {
		b := &p.blocks[i]
		switch {
		case b.fate != "":
			chrome = "after-body"
		case p.takesCredit(i, end, chrome):
			p.take(b, fateCredit)
			chrome = "after-body"
		case b.rule == "separator":
			p.drop(b, b.rule)
		case creditOf(b) != "" || lex().creditLabel.at(b.tokens) == len(b.tokens):
			p.drop(b, "credit")
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
		case b.words <= 3 && lastParen.MatchString(b.text) && b.text[0] == '(':
			p.drop(b, "initials") // of the desk: «(م.ع/ح.س)»
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
	case creditOf(b) == "" && !(isDatelineLine(b) && b.names(sourceAt)),
		chrome != "" && !label,
		b.rule == "section-menu" && at+1 < len(p.blocks) && p.blocks[at+1].rule == "section-menu":
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
	return b.fate == "" && b.rule == "" && !b.stops() && !b.bulleted() && b.words >= 1 && b.words <= titleWords && !b.isParagraph()
}
