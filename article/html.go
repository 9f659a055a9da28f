package article

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"naql/arabic"
)

var (
	htmlStart = regexp.MustCompile(`^(<!--.*?-->\s*)*<(!doctype html|html|head|body|main|article|section|div|p|h1|title|meta)\b`)
	xmlStart  = regexp.MustCompile(`^<(newsml|newsitem|nitf|rss|feed|newsmessage)\b`)
	// htmlTag finds tags that nobody writes in plain text.
	htmlTag = regexp.MustCompile(`(?i)</(p|div|span|strong|b|em|i|a|ul|ol|li|h[1-6]|blockquote|figure|table)>|<(p|br|img|hr)(\s[^<>]*)?/?>`)
)

// silent elements have no text for readers; aside ones have text that is not
// the story.
var (
	silent = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe,
		atom.Object, atom.Head, atom.Select, atom.Audio, atom.Video)
	beside = atoms(atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Button, atom.Figcaption)
	inline = atoms(atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Del,
		atom.Em, atom.Font, atom.I, atom.Img, atom.Ins, atom.Label, atom.Mark, atom.Q, atom.S, atom.Small,
		atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Wbr)
)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		m[a] = true
	}
	return m
}

// blocks collects the text of a tree, one block element or line a block. An
// element that html.go does not know ends the block: two paragraphs run
// together are worse than one cut in two.
type blocks struct {
	out     []string
	dropped []Dropped
	buf     strings.Builder
	lines   bool // newlines in text end a block, as in plain text
}

func (b *blocks) flush() {
	if text := Clean(b.buf.String()); text != "" {
		b.out = append(b.out, text)
	}
	b.buf.Reset()
}

func (b *blocks) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode && b.lines:
		for i, line := range strings.Split(lineEnds.Replace(n.Data), "\n") {
			if i > 0 {
				b.flush()
			}
			b.buf.WriteString(line)
		}
		return
	case n.Type == html.TextNode:
		b.buf.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && silent[n.DataAtom]:
		return
	case n.Type == html.ElementNode && beside[n.DataAtom] && find(n, atom.H1) == nil && find(n, atom.Article) == nil:
		// Some sites wrap the whole page in a form; the story is in there.
		if text := Clean(textOf(n)); text != "" {
			b.dropped = append(b.dropped, Dropped{text, "html-" + n.Data})
		}
		return
	}
	block := n.Type == html.ElementNode && !inline[n.DataAtom]
	if block {
		b.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.walk(c)
	}
	if block {
		b.flush()
	}
}

func textOf(n *html.Node) string {
	b := blocks{}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.walk(c)
	}
	b.flush()
	texts := b.out
	for _, d := range b.dropped {
		texts = append(texts, d.Text)
	}
	return strings.Join(texts, " ")
}

// reduce turns an HTML fragment into paragraphs with blank lines between
// them: every block element is one, and every line that br ends. In a text
// that only has tags in it (lines), a newline ends a paragraph as well.
func reduce(fragment string, lines bool) (body string, dropped []Dropped, err error) {
	root, err := html.Parse(strings.NewReader(fragment))
	if err != nil {
		return "", nil, invalid("send the text as body", "HTML cannot be read: %v", err)
	}
	b := blocks{lines: lines || !htmlBlock.MatchString(fragment)}
	b.walk(root)
	b.flush()
	return strings.Join(b.out, "\n\n"), b.dropped, nil
}

// htmlBlock finds the tags that make paragraphs.
var htmlBlock = regexp.MustCompile(`(?i)<(p|br|div|li|h[1-6]|blockquote|td|section|article)\b`)

// readHTML reads a whole page. The story is looked for in the article or main
// element, else in the body, by the rules for pasted pages; h1, else title, is
// the headline.
func readHTML(text string) (Extraction, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Extraction{}, invalid("send the text alone", "HTML cannot be read: %v", err)
	}
	story := storyOf(root)
	b := blocks{}
	b.walk(story)
	b.flush()
	x, err := readPage(b.out, headlineOf(root, story))
	x.Dropped = append(b.dropped, x.Dropped...)
	return x, err
}

// storyOf returns the article element with the most paragraphs, else the main
// element, else the whole page.
func storyOf(root *html.Node) *html.Node {
	story, most := find(root, atom.Main), 0
	for n := range root.Descendants() {
		if n.DataAtom != atom.Article {
			continue
		}
		paragraphs := 0
		for d := range n.Descendants() {
			if d.DataAtom == atom.P {
				paragraphs++
			}
		}
		if paragraphs > most {
			story, most = n, paragraphs
		}
	}
	return cmp.Or(story, root)
}

func headlineOf(root, story *html.Node) string {
	for _, h1 := range []*html.Node{find(story, atom.H1), find(root, atom.H1)} {
		if h1 != nil && Clean(textOf(h1)) != "" {
			return Clean(textOf(h1))
		}
	}
	title := find(root, atom.Title)
	if title == nil {
		return ""
	}
	text := Clean(textOf(title))
	if at := siteName.FindStringIndex(text); at != nil && arabic.Words(text[:at[0]]) > 2 {
		return text[:at[0]]
	}
	return text
}

// siteName finds what sites add to the title for the browser's tab.
var siteName = regexp.MustCompile(`\s+[|–—-]\s+[^|–—-]+$`)

// find returns the first element of that name in document order, or nil.
func find(n *html.Node, name atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == name {
			return d
		}
	}
	return nil
}
