package verify

import (
	"slices"

	"naql/article"
	"naql/glossary"
)

// Checker holds an article as the checks read it. A segment whose English
// changes is read again alone; only what the segments have in common is gone
// through once more. It is for one goroutine.
type Checker struct {
	*Source
	style     Style
	grounding *grounding
	pages     []*page
	order     order
	shared    shared
	tried     map[int]*page // of the last trial
}

// page is one segment with what it shows by itself.
type page struct {
	*passage
	proof  *proof // of its mentions; nil where there is no English to check
	uses   []article.TermUse
	voice  voice
	own    []article.Finding
	void   bool // it is no translation at all
	astray bool // the English may be that of another segment

	kinship int  // see passage.kinship
	kin     bool // the English surely belongs to the Arabic

	spelling spelling
}

// shared is what the checks over all segments found: by the index of the
// segment, and about the article as a whole.
type shared struct {
	at    map[int][]article.Finding
	whole []article.Finding
}

// Source is the Arabic of an article as the checks read it. It needs no English
// and may be made while that is written. It serves one Checker at a time.
type Source struct {
	passages []arabicText
	mentions map[string][]glossary.Mention // by segment
	naming   *naming
	listens  bool // somebody in the article speaks English
}

// Read reads the Arabic of the segments; their English is not looked at.
// Mentions of segments that are not given are ignored, and so are mentions that
// are only hints.
func Read(segments []article.Segment, mentions []glossary.Mention) *Source {
	src := &Source{mentions: make(map[string][]glossary.Mention), naming: newNaming(mentions)}
	for _, m := range mentions {
		src.listens = src.listens || m.Origin == originEnglish
		src.mentions[m.Segment] = append(src.mentions[m.Segment], m)
	}
	for _, s := range segments {
		src.passages = append(src.passages, readSource(s.Ar))
	}
	return src
}

// Against checks the English of the segments, which are those that were read.
func (src *Source) Against(segments []article.Segment, style Style) *Checker {
	c := &Checker{Source: src, style: style, grounding: newGrounding(segments)}
	for i, s := range segments {
		c.pages = append(c.pages, c.page(i, s))
	}
	c.order = newOrder(c.pages)
	c.shared = c.overAll(c.pages)
	return c
}

// Report gathers the findings and proofs of the article as it stands.
func (c *Checker) Report() Report {
	var r Report
	for i, p := range c.pages {
		r.Findings = append(r.Findings, merge(p.own, c.shared.at[i])...)
		r.Terms = append(r.Terms, p.uses...)
		r.Slips = append(r.Slips, c.Slips(i)...)
	}
	r.Findings = append(r.Findings, c.shared.whole...)
	return r
}

// Slips are the mentions in the i-th segment that substitution can put right,
// in reading order.
func (c *Checker) Slips(i int) []Slip {
	if p := c.pages[i].proof; p != nil {
		return p.slips
	}
	return nil
}

// Trial is what another English for some segments does to the findings. It is
// out of date once the Checker takes another.
type Trial struct {
	// Gone are the findings that would stand no more, in reading order.
	Gone []article.Finding
	// Refused are the indexes, in order, of the segments whose new English gains
	// nothing or has a severe finding that did not stand there before. To gain is
	// to have fewer critical findings, or as many and fewer major ones, or as many
	// of both and fewer minor ones. What is no translation at all gives way to any
	// that is.
	Refused []int
	// Better says that none is refused, and that no segment that did not change
	// loses, nor the article as a whole.
	Better bool

	pages  map[int]*page
	shared shared
}

// Try checks the article with another English for segments given by index.
func (c *Checker) Try(english map[int]string) Trial {
	t := Trial{pages: make(map[int]*page, len(english))}
	pages := slices.Clone(c.pages)
	for i, en := range english {
		pages[i] = c.again(i, en)
		t.pages[i] = pages[i]
	}
	c.tried = t.pages
	t.shared = c.overAll(pages)

	worse := false
	for _, i := range c.affected(t) {
		before, after := merge(c.pages[i].own, c.shared.at[i]), merge(pages[i].own, t.shared.at[i])
		t.Gone = append(t.Gone, newIn(before, after)...)
		rescued := c.pages[i].void && !pages[i].void
		gain := article.ScoreOf(before).Compare(article.ScoreOf(after))
		stood := slices.Concat(c.pages[i].own, c.shared.at[i])
		breaks := article.ScoreOf(newIn(after, stood)).Severe()
		switch {
		case rescued:
		case t.pages[i] == nil:
			worse = worse || breaks || gain < 0
		case breaks || gain <= 0:
			t.Refused = append(t.Refused, i)
		}
	}
	t.Gone = append(t.Gone, newIn(c.shared.whole, t.shared.whole)...)
	worse = worse || article.ScoreOf(newIn(t.shared.whole, c.shared.whole)).Severe()
	t.Better = !worse && len(t.Refused) == 0
	return t
}

// again reads a segment with another English, or takes it from the trial
// before.
func (c *Checker) again(i int, en string) *page {
	if p := c.tried[i]; p != nil && p.En == en {
		return p
	}
	s := c.pages[i].Segment
	s.En = en
	return c.page(i, s)
}

// Take makes a trial the article that stands.
func (c *Checker) Take(t Trial) {
	for i, p := range t.pages {
		c.pages[i] = p
	}
	c.shared = t.shared
}

// affected are the segments whose findings may differ: those that changed, and
// those of which the checks over all segments say something else now.
func (c *Checker) affected(t Trial) []int {
	var out []int
	for i := range t.pages {
		out = append(out, i)
	}
	for i, was := range c.shared.at {
		if t.pages[i] == nil && !slices.Equal(was, t.shared.at[i]) {
			out = append(out, i)
		}
	}
	for i := range t.shared.at {
		if t.pages[i] == nil && len(c.shared.at[i]) == 0 {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// newIn returns the findings of a list that another list lacks.
func newIn(list, others []article.Finding) []article.Finding {
	if len(list) == 0 {
		return nil
	}
	have := make(map[article.Fault]bool, len(others))
	for _, f := range others {
		have[f.Fault()] = true
	}
	var out []article.Finding
	for _, f := range list {
		if !have[f.Fault()] {
			out = append(out, f)
		}
	}
	return out
}
