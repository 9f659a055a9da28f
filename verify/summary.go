package verify

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
	"naql/glossary"
)

// The form of a summary. Shorter stories may do with fewer bullets.
const (
	// MinBullets is how many a story of some length needs.
	MinBullets                     = 3
	maxBullets                     = 5
	minBulletWords, maxBulletWords = 8, 25
	longSegments, longWords        = 5, 150 // from either on a story needs that many
)

// Summary checks the bullets against the segments they cite: each cites some
// that exist, states no number, name or quotation that those lack, keeps who
// said it, and its doubts, denials and limits. Findings carry the bullet's id;
// TargetSpan indexes its text. Those about the bullets as a whole come last
// and carry no id.
func Summary(bullets []article.Bullet, segments []article.Segment, mentions []glossary.Mention) []article.Finding {
	byID := make(map[string][]glossary.Mention)
	for _, m := range mentions {
		byID[m.Segment] = append(byID[m.Segment], m)
	}
	return newSources(segments, byID).judge(bullets)
}

// Summary is the function of that name for the article as it stands, which
// need not be read again.
func (c *Checker) Summary(bullets []article.Bullet) []article.Finding {
	segments := make([]article.Segment, len(c.pages))
	for i, p := range c.pages {
		segments[i] = p.Segment
	}
	s := newSources(segments, c.mentions)
	s.pages = c.pages
	return s.judge(bullets)
}

func (s *sources) judge(bullets []article.Bullet) []article.Finding {
	var out []article.Finding
	var texts []*english
	for _, b := range bullets {
		c := cited{sources: s, id: b, bullet: readEnglish(b.Text)}
		texts = append(texts, c.bullet)
		found := c.collect()
		if len(c.at) > 0 {
			c.draws = c.support()
			for _, check := range bulletChecks {
				found = append(found, check(&c)...)
			}
		}
		found = append(found, c.form()...)
		found = append(found, c.repeated(texts)...)
		out = append(out, merge(finish(b.ID, found), nil)...)
	}
	return append(out, finish("", append(bulletCount(bullets, s.article), uneven(bullets, s)...))...)
}

var bulletChecks = []func(*cited) []article.Finding{
	(*cited).numbers, (*cited).heads, (*cited).including, (*cited).names, (*cited).quotes, (*cited).terms,
	(*cited).attribution, (*cited).hedges, (*cited).polarity, (*cited).limits, (*cited).coverage, (*cited).clean,
}

// sources is the article that bullets cite. Segments are read when they are
// cited first.
type sources struct {
	article  []article.Segment
	pages    []*page // where they are read already
	at       map[string]int
	mentions map[string][]glossary.Mention
	texts    map[int]*sourceText
	cut      [][]word // the English of each segment, where it was asked for
}

// sourceText is the English of a segment, and the values of its numbers: those
// that its Arabic has too, those that it has not, those of percentages.
type sourceText struct {
	*english
	have, wrong, percents map[string]bool
}

func newSources(segments []article.Segment, mentions map[string][]glossary.Mention) *sources {
	s := &sources{article: segments, at: make(map[string]int, len(segments)), mentions: mentions, texts: make(map[int]*sourceText), cut: make([][]word, len(segments))}
	for i, segment := range segments {
		s.at[segment.ID] = i
	}
	return s
}

func (s *sources) text(i int) *sourceText {
	if s.texts[i] == nil {
		var p *passage
		if s.pages != nil && !s.pages[i].void {
			p = s.pages[i].passage
		} else {
			p = read(s.article[i], nil)
		}
		s.texts[i] = newSourceText(p)
	}
	return s.texts[i]
}

func newSourceText(p *passage) *sourceText {
	astray := make(map[int]bool)
	if p.Ar != "" {
		for _, n := range unexplained(p.enNumbers, p.arNumbers, p.En, p.Ar) {
			astray[n.Start] = true
		}
	}
	var good, wrong, percent []arabic.Number
	for _, n := range p.enNumbers {
		if n.Percent {
			percent = append(percent, n)
		}
		if astray[n.Start] {
			wrong = append(wrong, n)
		} else {
			good = append(good, n)
		}
	}
	return &sourceText{newEnglish(p.En, p.en, p.enSentences, p.enNumbers), values(good), values(wrong), values(percent)}
}

// cited is a bullet with what it rests on.
type cited struct {
	*sources
	id       article.Bullet
	bullet   *english
	at       []int // indexes of the segments cited, in order
	mentions []glossary.Mention
	english  []*english // of those segments
	draws    []sentence // those of their sentences that the bullet draws on
}

// collect finds the cited segments and what is wrong with the citations.
func (c *cited) collect() []article.Finding {
	var out []article.Finding
	fault := func(found, message string) {
		f := c.finding("citation", article.Critical, c.whole())
		f.Expected, f.Found, f.Message = "a segment of the article", found, message
		out = append(out, f)
	}
	if len(c.id.Cites) == 0 {
		fault("", "The bullet names no segment that it rests on.")
	}
	for _, id := range c.id.Cites {
		i, ok := c.sources.at[id]
		if !ok {
			fault(short(id), fmt.Sprintf("The bullet cites %q, which is no segment of the article.", short(id)))
			continue
		}
		if !slices.Contains(c.at, i) {
			c.at = append(c.at, i)
		}
	}
	slices.Sort(c.at)
	for _, i := range c.at {
		c.english = append(c.english, c.text(i).english)
		c.mentions = append(c.mentions, c.sources.mentions[c.article[i].ID]...)
	}
	return out
}

// has reports whether a text stands in the English of a cited segment.
func (c *cited) has(text string) bool {
	return slices.ContainsFunc(c.english, func(e *english) bool { return strings.Contains(e.text, text) })
}

// numbers finds numbers that the cited segments lack, in English or in Arabic.
// Words for one and two are left to the reader: a bullet may well count two
// sides.
func (c *cited) numbers() []article.Finding {
	have, untrue, percents := make(map[string]bool), make(map[string]bool), make(map[string]bool)
	for _, i := range c.at {
		t := c.text(i)
		maps.Copy(have, t.have)
		maps.Copy(untrue, t.wrong)
		maps.Copy(percents, t.percents)
	}
	var out []article.Finding
	for _, n := range c.bullet.numbers {
		f := c.finding("bullet-number", article.Critical, article.Span{n.Start, n.End})
		switch {
		case n.Weak:
			continue
		case explained(n, have):
			if !n.Percent || explained(n, percents) || len(n.Readings) > 1 {
				continue
			}
			f.Expected = displayValue(n.Values()[0])
			f.Message = fmt.Sprintf("The bullet has %s; the segments it cites have no such percentage.", quoted(f.Found))
		case explained(n, untrue):
			f.Message = fmt.Sprintf("The bullet has %s, which the Arabic of the segments it cites does not.", quoted(f.Found))
		default:
			f.Message = fmt.Sprintf("The bullet has %s, which the segments it cites do not.", quoted(f.Found))
		}
		out = append(out, f)
	}
	return out
}

// clean finds what a machine leaves behind, as the segments are searched for
// it. What the cited segments hold and the bullet leaves out is no fault.
func (c *cited) clean() []article.Finding {
	s := article.Segment{En: c.bullet.text}
	for _, i := range c.at {
		s.Ar += c.article[i].Ar + "\n"
	}
	var out []article.Finding
	for _, f := range append(arabicLeft(s), clean(read(s, nil))...) {
		if !empty(f.TargetSpan) {
			f.SourceSpan = article.Span{}
			out = append(out, f)
		}
	}
	return out
}

// quotes finds quoted words that do not stand in the cited segments as they
// are. Case, quotation marks and the comma before a closing mark are style.
func (c *cited) quotes() []article.Finding {
	var english strings.Builder
	for _, e := range c.english {
		english.WriteString(quoteKey(e.text))
	}
	var out []article.Finding
	for _, q := range quotations(c.bullet.text) {
		if strings.Contains(english.String(), quoteKey(c.bullet.text[q[0]:q[1]])) {
			continue
		}
		f := c.finding("bullet-quote", article.Critical, q)
		f.Expected = "words of the cited segments"
		f.Message = fmt.Sprintf("The bullet quotes %s, which does not stand so in the segments it cites.", quoted(f.Found))
		out = append(out, f)
	}
	return out
}

func quoteKey(text string) string { return " " + wordKey(strings.ReplaceAll(text, "’", "'")) + " " }

// terms finds forbidden forms of the terms that the cited segments mention.
func (c *cited) terms() []article.Finding {
	var out []article.Finding
	reported := make(map[int]bool)
	for _, m := range c.mentions {
		if m.Strength == glossary.Hint {
			continue
		}
		for _, f := range c.forbidden(m, reported) {
			f.Check, f.SourceSpan = "bullet-term", article.Span{}
			out = append(out, f)
		}
	}
	return out
}

func (c *cited) whole() article.Span { return article.Span{0, len(c.bullet.text)} }

// finding is one about a part of the bullet.
func (c *cited) finding(check string, severity article.Severity, span article.Span) article.Finding {
	return article.Finding{Check: check, Severity: severity, TargetSpan: span, Found: short(c.bullet.text[span[0]:span[1]])}
}

// form finds a bullet that is too short or too long, or more than a sentence.
func (c *cited) form() []article.Finding {
	var out []article.Finding
	fault := func(expected, found string) {
		f := c.finding("bullet-form", article.Minor, c.whole())
		f.Expected, f.Found, f.Message = expected, found, fmt.Sprintf("The bullet has %s.", found)
		out = append(out, f)
	}
	if n := wordCount(c.bullet.text); n < minBulletWords || n > maxBulletWords {
		fault(fmt.Sprintf("%d to %d words", minBulletWords, maxBulletWords), count(n, "word"))
	}
	if n := len(c.bullet.sentences); n > 1 {
		fault("one sentence", count(n, "sentence"))
	}
	return out
}

// repeated finds a bullet that says what one before it said: texts are those
// up to it. Of a long list only the last before it are compared.
func (c *cited) repeated(texts []*english) []article.Finding {
	mine := c.bullet.stemSet(c.bullet.all())
	last := len(texts) - 1
	for i := max(0, last-2*maxBullets); i < last; i++ {
		if likenessOf(mine, texts[i].stemSet(texts[i].all())) < alikeShare {
			continue
		}
		f := c.finding("bullet-repeat", article.Minor, c.whole())
		f.Expected = "another point"
		f.Message = fmt.Sprintf("The bullet says what bullet %d says.", i+1)
		return []article.Finding{f}
	}
	return nil
}

// uneven finds a summary of a long story whose bullets all rest on one third
// of it, or none on the first.
func uneven(bullets []article.Bullet, s *sources) []article.Finding {
	if len(s.article) < 2*longSegments || len(bullets) < MinBullets {
		return nil
	}
	var thirds [3]bool
	for _, b := range bullets {
		for _, id := range b.Cites {
			if i, ok := s.at[id]; ok {
				thirds[3*i/len(s.article)] = true
			}
		}
	}
	f := article.Finding{Check: "bullet-spread", Severity: article.Minor, Expected: "bullets from at least two thirds of the story, the first among them"}
	switch {
	case !thirds[0]:
		f.Found, f.Message = "none from the first third", "No bullet rests on the first third of the story."
	case !thirds[1] && !thirds[2]:
		f.Found, f.Message = "the first third alone", "All bullets rest on the first third of the story."
	default:
		return nil
	}
	return []article.Finding{f}
}

// bulletCount finds too few bullets for the length of the story, or too many.
func bulletCount(bullets []article.Bullet, segments []article.Segment) []article.Finding {
	body, words := 0, 0
	for _, s := range segments {
		if s.Role == article.RoleBody {
			body++
			words += wordCount(s.En)
		}
	}
	n := len(bullets)
	f := article.Finding{
		Check: "bullet-form", Severity: article.Major,
		Expected: fmt.Sprintf("%d to %d bullets", MinBullets, maxBullets), Found: count(n, "bullet"),
		Message: fmt.Sprintf("The summary has %s.", count(n, "bullet")),
	}
	switch long := body >= longSegments || words >= longWords; {
	case n > maxBullets:
		f.Severity = article.Minor
	case n >= MinBullets, n > 0 && !long:
		return nil
	case !long:
		f.Severity, f.Expected = article.Minor, fmt.Sprintf("1 to %d bullets", maxBullets)
	}
	return []article.Finding{f}
}
