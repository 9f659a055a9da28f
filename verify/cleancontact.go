package verify

import (
	"slices"
	"strings"

	"naql/arabic"
	"naql/article"
)

// compare makes the texts that links and numbers are looked for in: digits in
// ASCII, letters in lower case.
func (c *cleaner) compare() {
	if c.source != "" {
		return
	}
	c.source = strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case isHidden(r):
			return -1
		}
		return r
	}, c.p.Ar))
	c.digits = figuresIn(c.source)
}

// sourceLinks reports whether the source has a link or address, whatever its
// case and scheme.
func (c *cleaner) sourceLinks(what string) bool {
	c.compare()
	return c.has(c.source, strings.ToLower(what))
}

// contact judges a link, an address, a handle or a hashtag at i and returns the
// byte behind it. What the source has too passes, whatever its scheme.
func (c *cleaner) contact(i int) int {
	en := c.p.En
	switch en[i] {
	case '#':
		return c.hashtag(i)
	case '@':
		return c.address(i)
	case '.':
		return c.host(i)
	case ':':
		if !strings.HasPrefix(en[i:], "://") {
			return i + 1
		}
	default: // w
		if i > 0 && isAddressByte(en[i-1]) || !foldPrefix(en[i:], "www.") {
			return i + 1
		}
	}
	from, to := addressStart(en, i), addressEnd(en, i)
	if link := bareLink(en[from:to]); link != "" && !c.sourceLinks(link) {
		c.add("link", article.Critical, from, to, "The Arabic does not have the link %s.", quoted(en[from:to]))
	}
	return to
}

// hostEnds are the last parts of names on the web that are no English words, so
// that a full stop without a space behind it makes none.
var hostEnds = wordSet(`com org net info biz edu gov mil io ai app dev xyz site online tv ru ir iq sa ae eg uk de fr tr il sy lb jo ps qa kw eu cn example test invalid onion`)

// host judges a name on the web without a scheme around the point at i. One
// that the Arabic may spell in its own letters passes; one written as a name
// (Amazon.com) is left to an editor.
func (c *cleaner) host(i int) int {
	en := c.p.En
	if i == 0 || i+2 >= len(en) || !isWordByte(en[i-1]) || en[i+1] < 'a' || en[i+1] > 'z' {
		return i + 1
	}
	from, to := addressStart(en, i), addressEnd(en, i)
	link := bareLink(en[from:to])
	if strings.ContainsAny(link, "@") || strings.Contains(en[from:to], "://") {
		return i + 1
	}
	name, path, slash := strings.Cut(link, "/")
	if !hostEnds[name[strings.LastIndexByte(name, '.')+1:]] {
		return i + 1
	}
	if c.sourceLinks(name) && (!slash || path == "" || c.sourceLinks(link)) {
		return to
	}
	severity := article.Critical
	switch {
	case slash:
	case c.spellsHosts():
		return to
	case en[from] >= 'A' && en[from] <= 'Z':
		severity = article.Minor
	}
	to = from + len(strings.TrimRight(en[from:to], "./-:?&=#~%+"))
	c.add("link", severity, from, to, "The Arabic does not have the link %s.", quoted(en[from:to]))
	return to
}

// spellsHosts reports whether the Arabic writes a part of such names in its own
// letters: دوت كوم.
func (c *cleaner) spellsHosts() bool {
	return slices.ContainsFunc(c.p.ar, func(l arabic.Lexeme) bool { return l.Key == "دوت" || l.Key == "كوم" })
}

// bareLink is a link without its scheme, "www." and closing signs.
func bareLink(link string) string {
	link = strings.ToLower(link)
	if _, rest, ok := strings.Cut(link, "://"); ok {
		link = rest
	}
	return strings.TrimRight(strings.TrimPrefix(link, "www."), "/.,;:!?)]}'\"*")
}

// address judges the e-mail address or handle around the @ at i.
func (c *cleaner) address(i int) int {
	en := c.p.En
	from, to := addressStart(en, i), addressEnd(en, i)
	if what := strings.TrimRight(en[from:to], "./-:"); len(what) > 2 && i+1 < to && !c.sourceLinks(what) {
		c.add("link", article.Critical, from, from+len(what), "The Arabic does not have %s.", quoted(what))
	}
	return to
}

// hashtag judges a tag by number: its words are translated.
func (c *cleaner) hashtag(i int) int {
	en := c.p.En
	if i+1 == len(en) || i > 0 && isAddressByte(en[i-1]) || !isWordByte(en[i+1]) || isFigure(en[i+1]) {
		return i + 1
	}
	to := addressEnd(en, i)
	if c.tags++; c.tags > 1 && c.asked > maxAsked {
		return to
	}
	c.asked++
	if c.tags > strings.Count(c.p.Ar, "#")+strings.Count(c.p.Ar, "＃") {
		c.add("link", article.Critical, i, to, "The Arabic does not have the tag %s.", quoted(en[i:to]))
	}
	return to
}

// minPhone is how many digits a telephone number has at least; written with a
// plus, it may have fewer.
const minPhone, minPlusPhone = 9, 7

// phone judges a run of digits in groups. A number in one piece is left to the
// check of numbers.
func (c *cleaner) phone(i int) int {
	en := c.p.En
	to, digits, groups := i, 0, 0
	for j := i; j < len(en) && (isFigure(en[j]) || j == i || strings.IndexByte(" -()", en[j]) >= 0); j++ {
		if !isFigure(en[j]) {
			continue
		}
		if j == i || !isFigure(en[j-1]) {
			groups++
		}
		digits++
		to = j + 1
	}
	if to+1 < len(en) && strings.IndexByte(".,:/", en[to]) >= 0 && isFigure(en[to+1]) {
		return to // an amount, a time, a date
	}
	plus := en[i] == '+'
	if !(plus && digits >= minPlusPhone || digits >= minPhone && groups >= 3) {
		return max(to, i+1)
	}
	c.compare()
	if !c.has(c.digits, strings.TrimLeft(figuresIn(en[i:to]), "0")) {
		c.add("link", article.Critical, i, to, "The Arabic does not have the number %s.", en[i:to])
	}
	return to
}

func figuresIn(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// lostContacts finds links and addresses of the source that the English has
// not.
func (c *cleaner) lostContacts() {
	ar := c.p.Ar
	if strings.IndexByte(ar, '@') < 0 && !strings.Contains(ar, "://") {
		return
	}
	for i := 0; i < len(ar); {
		n := strings.IndexAny(ar[i:], "@:")
		if n < 0 {
			return
		}
		i += n
		if ar[i] == ':' && !strings.HasPrefix(ar[i:], "://") {
			i++
			continue
		}
		from, to := addressStart(ar, i), addressEnd(ar, i)
		what := bareLink(ar[from:to])
		if c.english == "" {
			c.english = strings.ToLower(c.p.En)
		}
		if len(what) > 3 && !c.has(c.english, what) {
			c.out = append(c.out, article.Finding{
				Check: "link", Severity: article.Minor, SourceSpan: article.Span{from, to},
				Expected: short(ar[from:to]), Message: "The English lost " + quoted(ar[from:to]) + ".",
			})
		}
		i = max(to, i+1)
	}
}

// addressStart and addressEnd are the ends of the ASCII run around i that
// links and addresses are written in.
func addressStart(text string, i int) int {
	for i > 0 && isAddressByte(text[i-1]) {
		i--
	}
	return i
}

func addressEnd(text string, i int) int {
	for i++; i < len(text) && (isAddressByte(text[i]) || strings.IndexByte(":/@?&=#~", text[i]) >= 0); i++ {
	}
	return i
}

func isAddressByte(b byte) bool {
	return isWordByte(b) || b == '.' || b == '-' || b == '+' || b == '%'
}

func isWordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || isFigure(b)
}

// foldPrefix reports whether text begins with an ASCII prefix in lower case,
// whatever its case.
func foldPrefix(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}
