package article

import (
	"cmp"
	"slices"
	"strings"
)

// readText reads plain text and a page pasted as text; plain text is simply a
// page without chrome. A source line is a paragraph, but for text that was
// wrapped at a fixed width: half a sentence is none.
func readText(text string) (Extraction, error) {
	lines, width := unwrap(strings.Split(lineEnds.Replace(text), "\n"))
	x, err := readPage(lines, "")
	if width > 0 {
		x.note("lines are wrapped at %d characters: those of a block were joined", width)
	}
	return x, err
}

// readPage finds the story on a page whose blocks are lines. Every line that
// is not blank becomes part of a field or is dropped by a named rule; none is
// both, none gets lost. title is the headline when the page's markup says what
// it is.
//
// A dateline on a line of its own becomes Dateline as it stands, agency and
// place («زاكروس عربية - أربيل»), without the mark that ends it; a byline keeps
// its label, a credit line loses it.
//
// The body runs from the first to the last paragraph beyond doubt (see
// isParagraph) before the page's end matter. Above it are menus, the headline,
// and what belongs to it; below it the credit line, then chrome. Inside it
// only what is surely chrome is dropped.
func readPage(lines []string, title string) (Extraction, error) {
	if len(lines) > maxLines {
		return Extraction{}, invalid("send the story alone", "page of %d lines is over the limit of %d", len(lines), maxLines)
	}
	p := pasted{title: title}
	gap := 0
	for _, line := range lines {
		text := Clean(line)
		if text == "" {
			gap++
			continue
		}
		p.blocks = append(p.blocks, newBlock(line, text, gap))
		gap = 0
	}
	p.markPlain()
	start, end, ok := p.body()
	if !ok {
		return Extraction{}, p.nothing()
	}
	start, end = p.timeline(start, p.listEnd(end))
	p.dropRelated(start, end)
	end = p.resume(end)
	p.readHead(start)
	p.readRun(start, end)
	p.readTail(end)
	return p.extraction()
}

// maxLines is the length of a page above which it is refused. The longest
// front pages have some 2,000 lines.
const maxLines = 10_000

type pasted struct {
	blocks     []block
	taken      map[string]int // how many blocks went to each field
	count      map[string]int // how often a text stands on the page; see twins
	links      linkRow
	title      string
	plain      bool // paragraphs have no full stops
	headline   string
	flashed    bool       // no line is a paragraph beyond doubt
	standfirst int        // index of a subheadline with a full stop, or 0
	notes      Extraction // only its Notes
	end        int        // index of the block at which the end matter begins
}

// The fields a block can go to, and the way out.
const (
	fateHeadline    = "headline"
	fateSubheadline = "subheadline"
	fateByline      = "byline"
	fateDateline    = "dateline"
	fateCredit      = "credit"
	fateBody        = "body"
	fateDrop        = "drop"
)

// free reports whether no block has gone to that field yet.
func (p *pasted) free(fate string) bool { return p.taken[fate] == 0 }

// take sends a block to a field, or from one field to another.
func (p *pasted) take(b *block, fate string) {
	if p.taken == nil {
		p.taken = map[string]int{}
	}
	p.taken[b.fate]--
	p.taken[fate]++
	b.fate = fate
}

func (p *pasted) drop(b *block, rule string) {
	p.take(b, fateDrop)
	b.rule = rule
}

func (p *pasted) unsure(b *block, what string) { p.notes.note("%s: %s", what, excerpt(b.text)) }

// keep puts a block into the body and says that it may not belong there.
func (p *pasted) keep(b *block) {
	p.take(b, fateBody)
	p.unsure(b, "kept as body, uncertain")
}

// extraction assembles the article from the fates. Every block has one.
func (p *pasted) extraction() (Extraction, error) {
	x := Extraction{Notes: p.notes.Notes}
	x.Headline = p.headline
	var body []string
	total, kept := 0, 0
	for i := range p.blocks {
		b := &p.blocks[i]
		total += b.words
		if b.fate != fateDrop {
			kept += b.words
		}
		switch b.fate {
		case fateBody:
			body = append(body, b.text)
		case fateSubheadline:
			x.Subheadline = b.text
		case fateByline:
			x.Byline = b.text
		case fateDateline:
			x.Dateline = strings.TrimRight(b.text, datelineEnd)
		case fateCredit:
			if x.Credit = cmp.Or(creditOf(b), b.text); x.Credit != b.text {
				x.Dropped = append(x.Dropped, Dropped{b.text, "credit"})
			}
		case fateDrop:
			x.Dropped = append(x.Dropped, Dropped{b.text, b.rule})
		}
	}
	if len(body) == 0 {
		return Extraction{}, p.nothing()
	}
	x.Body = strings.Join(body, "\n\n")
	if kept < 80 && kept*5 < total*2 {
		x.note("only %d of the page's %d Arabic words are part of the story: check it", kept, total)
	}
	return x, nil
}

// nothing says why a page has no body.
func (p *pasted) nothing() error {
	var all strings.Builder
	for _, b := range p.blocks {
		all.WriteString(b.text + "\n")
	}
	if err := isArabic(all.String()); err != nil && all.Len() > 0 {
		return err
	}
	return invalid("paste the paragraphs of the story, or send them as body in JSON",
		"page holds no story, only page chrome (%d lines)", len(p.blocks))
}

// body returns the first and last block of the story. Where no line is a
// paragraph beyond doubt (a flash), it is the line that looks most like one.
func (p *pasted) body() (start, end int, ok bool) {
	var paragraphs []int
	for i := range p.blocks {
		if p.isParagraph(i) {
			paragraphs = append(paragraphs, i)
		}
	}
	for len(paragraphs) > 1 && p.isTickerLine(paragraphs) {
		b := &p.blocks[paragraphs[0]]
		b.rule, b.sure = "ticker", true
		p.unsure(b, "dropped as a row of headlines")
		paragraphs = paragraphs[1:]
	}
	if len(paragraphs) > 1 && (p.isSentenceTitle(paragraphs[0]) || p.isFirstEchoed(paragraphs[0])) {
		paragraphs = paragraphs[1:]
	}
	if len(paragraphs) > 1 && p.isStandfirst(paragraphs[0]) {
		p.standfirst, paragraphs = paragraphs[0], paragraphs[1:]
	}
	p.end = p.endMatter(paragraphs)
	paragraphs = slices.DeleteFunc(paragraphs, func(i int) bool { return i > p.end })
	if len(paragraphs) == 0 {
		p.flashed = true
		start, ok = p.flash()
		return start, start, ok
	}
	return p.mainRun(paragraphs)
}

func (p *pasted) isParagraph(i int) bool {
	b := &p.blocks[i]
	return b.rule == "" && b.isParagraph()
}

// isTickerLine reports whether the first paragraph is a row of headlines run
// together: long, without a full stop where the others have one, and about
// something else.
func (p *pasted) isTickerLine(paragraphs []int) bool {
	b := &p.blocks[paragraphs[0]]
	return !p.plain && b.words >= 2*longWords && !b.stops() && !strings.Contains(b.text, ". ") &&
		overlap(b.tokens, p.stems(paragraphs[1:])) < 0.25
}

func (p *pasted) wordsOf(indices []int) int {
	n := 0
	for _, i := range indices {
		n += p.blocks[i].words
	}
	return n
}

// endMatter returns the block from which on everything is chrome: comments,
// tags or copyright with most of the running text above it. Without one it is
// the number of blocks.
func (p *pasted) endMatter(paragraphs []int) int {
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.fate == fateDrop || !p.isEnd(i) {
			continue
		}
		at, _ := slices.BinarySearch(paragraphs, i)
		above, below := p.wordsOf(paragraphs[:at]), p.wordsOf(paragraphs[at:])
		if above > 0 && (below <= above || b.rule == "comments" && above >= 60) {
			return i
		}
	}
	return len(p.blocks)
}

// isEnd reports whether a block can begin the end matter.
func (p *pasted) isEnd(i int) bool {
	switch b := &p.blocks[i]; b.rule {
	case "comments", "copyright", "tags", "author-box":
		return b.sure
	case "":
		labelled := lex().creditLabel.starts(b.tokens) > 0 && creditOf(b) != ""
		return labelled && i+1 < len(p.blocks) && p.blocks[i+1].sure && p.blocks[i+1].rule == "related"
	}
	return false
}

// markPlain lowers the length that makes a paragraph where the page's long
// lines mostly have no full stops.
func (p *pasted) markPlain() {
	long, stops := 0, 0
	for i := range p.blocks {
		if b := &p.blocks[i]; b.rule == "" && b.words >= 12 {
			long++
			if b.stops() {
				stops++
			}
		}
	}
	if p.plain = long > 1 && stops*5 < long*2; p.plain {
		for i := range p.blocks {
			p.blocks[i].long = plainLongWords
		}
	}
}

// mainRun cuts the paragraphs where much chrome stands between two of them.
// It leaves off, above and below the run with the most words, those that are
// less than half its size and speak of something else: what a teaser or a
// site's self-portrait says.
func (p *pasted) mainRun(paragraphs []int) (start, end int, ok bool) {
	runs := [][]int{{paragraphs[0]}}
	for k := 1; k < len(paragraphs); k++ {
		if p.apart(paragraphs[k-1], paragraphs[k]) {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], paragraphs[k])
	}
	most := slices.MaxFunc(runs, func(a, b []int) int { return p.wordsOf(a) - p.wordsOf(b) })
	topic := p.stems(most)
	runs = slices.DeleteFunc(runs, func(r []int) bool {
		var said []string
		for _, i := range r {
			said = append(said, p.blocks[i].tokens...)
		}
		return p.wordsOf(r)*2 < p.wordsOf(most) && overlap(said, topic) < 0.3
	})
	last := runs[len(runs)-1]
	return runs[0][0], last[len(last)-1], true
}

// apart reports whether six lines or more that are no running text, a sure
// piece of chrome among them, lie between two blocks.
func (p *pasted) apart(i, j int) bool {
	chrome, lines := 0, 0
	for k := i + 1; k < j; k++ {
		b := &p.blocks[k]
		if b.bulleted() && b.rule == "" || b.rule == "separator" {
			continue
		}
		lines++
		if b.rule != "" && b.sure {
			chrome++
		}
	}
	return chrome > 0 && lines >= 6
}

// flash picks the story's line where no block is a paragraph: the first that
// ends as a sentence, else the longest if it is much longer than the first,
// else the second if it says the first again, else the first. A page of chrome
// with nothing longer than a label has none.
func (p *pasted) flash() (int, bool) {
	first, longest, chrome := -1, -1, 0
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.rule != "" {
			chrome++
			continue
		}
		if b.words == 0 || creditOf(b) != "" && first >= 0 {
			continue
		}
		if b.words > 2 && b.stops() {
			return i, true
		}
		if first < 0 {
			first, longest = i, i
		}
		if b.words > p.blocks[longest].words {
			longest = i
		}
	}
	if first < 0 || chrome > 1 && p.blocks[longest].words < 4 {
		return 0, false
	}
	if p.blocks[longest].words*2 > p.blocks[first].words*3 {
		return longest, true
	}
	if next := first + 1; next < len(p.blocks) && p.blocks[next].rule == "" && p.repeats(first) {
		return next, true
	}
	return first, true
}
