package verify

import (
	"fmt"
	"slices"
	"strings"

	"naql/article"
	"naql/glossary"
)

// The form of a summary. Shorter stories may do with fewer bullets.
const (
	minBullets, maxBullets         = 3, 5
	minBulletWords, maxBulletWords = 8, 25
	longSegments, longWords        = 5, 150 // from either on a story needs minBullets
)

// Summary checks the bullets against the English of the segments they cite:
// each cites segments that exist, and states no number, name or quotation that
// those lack. Findings carry the bullet's id; TargetSpan indexes its text. The
// findings about the number of bullets come last and carry no id.
func Summary(bullets []article.Bullet, segments []article.Segment, mentions []glossary.Mention) []article.Finding {
	at := make(map[string]int, len(segments))
	for i, s := range segments {
		at[s.ID] = i
	}
	var out []article.Finding
	for _, b := range bullets {
		c := cited{bullet: b, article: segments}
		found := c.collect(at, mentions)
		if len(c.segments) > 0 {
			for _, fs := range [][]article.Finding{c.numbers(), c.names(), c.quotes(), c.terms()} {
				found = append(found, fs...)
			}
		}
		found = append(found, bulletForm(b)...)
		out = append(out, finish(b.ID, found)...)
	}
	return append(out, finish("", bulletCount(bullets, segments))...)
}

// cited is a bullet with what it rests on.
type cited struct {
	bullet   article.Bullet
	article  []article.Segment // all of them
	at       []int             // indexes of those cited, in order
	segments []article.Segment // those cited, in order
	mentions []glossary.Mention
	english  string // of the segments, a line each
}

// collect finds the cited segments and what is wrong with the citations.
func (c *cited) collect(at map[string]int, mentions []glossary.Mention) []article.Finding {
	var out []article.Finding
	fault := func(found, message string) {
		out = append(out, article.Finding{
			Check: "citation", Severity: article.Critical, TargetSpan: article.Span{0, len(c.bullet.Text)},
			Expected: "a segment of the article", Found: found, Message: message,
		})
	}
	if len(c.bullet.Cites) == 0 {
		fault("", "The bullet names no segment that it rests on.")
	}
	seen := make(map[string]bool)
	for _, id := range c.bullet.Cites {
		i, ok := at[id]
		if !ok {
			fault(id, fmt.Sprintf("The bullet cites %q, which is no segment of the article.", id))
			continue
		}
		if !seen[id] {
			seen[id] = true
			c.at = append(c.at, i)
		}
	}
	slices.Sort(c.at)
	var english []string
	for _, i := range c.at {
		c.segments = append(c.segments, c.article[i])
		english = append(english, c.article[i].En)
	}
	for _, m := range mentions {
		if seen[m.Segment] {
			c.mentions = append(c.mentions, m)
		}
	}
	c.english = strings.Join(english, "\n")
	return out
}

// numbers finds numbers that the cited segments lack. Words for one and two
// are left to the reader: a bullet may well count two sides.
func (c *cited) numbers() []article.Finding {
	have := make(map[string]bool)
	for _, s := range c.segments {
		for v := range values(englishNumbers(s.En)) {
			have[v] = true
		}
	}
	var out []article.Finding
	for _, n := range englishNumbers(c.bullet.Text) {
		if n.Weak || explained(n, have) {
			continue
		}
		f := c.finding("bullet-number", article.Critical, article.Span{n.Start, n.End})
		f.Message = fmt.Sprintf("The bullet has %s, which the segments it cites do not.", f.Found)
		out = append(out, f)
	}
	return out
}

// quotes finds quoted words that do not stand in the cited segments as they
// are. Case, quotation marks and the comma before a closing mark are style.
func (c *cited) quotes() []article.Finding {
	english := quoteKey(c.english)
	var out []article.Finding
	for _, q := range quotations(c.bullet.Text) {
		if strings.Contains(english, quoteKey(c.bullet.Text[q[0]:q[1]])) {
			continue
		}
		f := c.finding("bullet-quote", article.Critical, q)
		f.Expected = "words of the cited segments"
		f.Message = fmt.Sprintf("The bullet quotes “%s”, which does not stand so in the segments it cites.", f.Found)
		out = append(out, f)
	}
	return out
}

// quotations are the spans between double quotation marks.
func quotations(text string) []article.Span {
	var out []article.Span
	open := -1
	for i, r := range text {
		switch {
		case r != '"' && r != '“' && r != '”' && r != '«' && r != '»':
		case open < 0:
			open = i + len(string(r))
		default:
			if strings.TrimSpace(text[open:i]) != "" {
				out = append(out, article.Span{open, i})
			}
			open = -1
		}
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

func (c *cited) finding(check string, severity article.Severity, span article.Span) article.Finding {
	return article.Finding{Check: check, Severity: severity, TargetSpan: span, Found: c.bullet.Text[span[0]:span[1]]}
}

// bulletForm finds a bullet that is too short or too long.
func bulletForm(b article.Bullet) []article.Finding {
	n := wordCount(b.Text)
	if n >= minBulletWords && n <= maxBulletWords {
		return nil
	}
	return []article.Finding{{
		Check: "bullet-form", Severity: article.Minor, TargetSpan: article.Span{0, len(b.Text)},
		Expected: fmt.Sprintf("%d to %d words", minBulletWords, maxBulletWords), Found: count(n, "word"),
		Message: fmt.Sprintf("The bullet has %s.", count(n, "word")),
	}}
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
		Expected: fmt.Sprintf("%d to %d bullets", minBullets, maxBullets), Found: count(n, "bullet"),
		Message: fmt.Sprintf("The summary has %s.", count(n, "bullet")),
	}
	switch long := body >= longSegments || words >= longWords; {
	case n > maxBullets:
		f.Severity = article.Minor
	case n >= minBullets, n > 0 && !long:
		return nil
	case !long:
		f.Severity, f.Expected = article.Minor, fmt.Sprintf("1 to %d bullets", maxBullets)
	}
	return []article.Finding{f}
}
