package verify

import (
	"strings"
	"unicode"

	"naql/article"
)

// promptTags are the elements that prompts, chat templates and models that
// think aloud write; no news text has them.
var promptTags = wordSet(`think thinking thought reasoning reflection scratchpad article source segment segments text translation translate
output answer response result user assistant system instructions instruction context english arabic document input tool tool_call s`)

// chatMarks begin the signs of chat templates.
var chatMarks = []string{"<|", "<<sys", "<</sys", "[inst]", "[/inst]", "<start_of_turn", "<end_of_turn", "<bos>", "<eos>", "<pad>", "<unk>", "<｜"}

// remarks begin what a translator says in brackets.
var remarks = []string{"translator", "translation", "translated", "note:", "note ", "editor's note", "editor’s note", "t.n", "tn:", "untranslat", "illegible",
	"unclear", "arabic", "literal", "lit.", "inaudible", "insert ", "your ", "name of", "original", "source"}

// markup judges one of < & * [ { } ` \ | _ at i and returns the byte behind what it
// judged.
func (c *cleaner) markup(i int) int {
	rest := c.p.En[i:]
	for _, m := range chatMarks {
		if foldPrefix(rest, m) {
			return c.marker(i, closing(rest, "]>"))
		}
	}
	if article.ChatToken(rest) > 0 {
		return c.marker(i, closing(rest, "]>"))
	}
	switch rest[0] {
	case '<':
		return c.tag(i)
	case '&':
		return c.entity(i)
	case '[':
		return c.bracket(i)
	case '{', '}':
		return c.brace(i)
	case '|':
		return c.table(i)
	}
	if size := c.emphasis(i); size > 0 {
		c.add("markup", article.Major, i, i+size, "%s is mark-up, not text.", quoted(rest[:size]))
		return i + size
	}
	for _, m := range []string{"```", "**", "`", `\n`, `\"`, `\u`, `\t`} {
		if strings.HasPrefix(rest, m) {
			return c.sign(i, len(m), m == "```")
		}
	}
	return i + 1
}

// sign notes mark-up that the source lacks; `single` quotes are none.
func (c *cleaner) sign(i, size int, surely bool) int {
	en := c.p.En
	what := en[i : i+size]
	if what == "`" && strings.Count(en[i:min(len(en), i+60)], "`") < 2 || c.sourceHas(what) {
		return i + size
	}
	end := i + size
	for end < len(en) && en[end] == what[size-1] {
		end++
	}
	if surely {
		return c.marker(i, end-i)
	}
	c.add("markup", article.Major, i, end, "The sign %s is mark-up, not text.", quoted(en[i:end]))
	return end
}

// marker notes a remnant of the dialogue with a model, unless the source has it:
// there are stories about such things, and texts that try them.
func (c *cleaner) marker(i, size int) int {
	to := i + size
	if c.sourceHas(c.p.En[i:to]) {
		return to
	}
	c.add("marker", article.Critical, i, to, "%s is no part of the story.", quoted(c.p.En[i:to]))
	return to
}

// tag judges <...>. A sign between numbers or words is none.
func (c *cleaner) tag(i int) int {
	rest := c.p.En[i:]
	size := closing(rest, ">")
	name := strings.TrimPrefix(rest[1:size], "/")
	n := 0
	for n < len(name) && (isWordByte(name[n]) || name[n] == '-') {
		n++
	}
	switch {
	case n == 0 && strings.HasPrefix(rest, "<!"):
	case n == 0 || isFigure(name[0]) || rest[size-1] != '>':
		return i + 1
	case promptTags[strings.ToLower(name[:n])]:
		return c.marker(i, size)
	}
	if !c.sourceHas(rest[:size]) {
		c.add("markup", article.Major, i, i+size, "The tag %s is mark-up, not text.", quoted(rest[:size]))
	}
	return i + size
}

// entity judges &name; and &#number;.
func (c *cleaner) entity(i int) int {
	rest := c.p.En[i:]
	n := 1
	for n < len(rest) && n < 10 && (isWordByte(rest[n]) || rest[n] == '#') {
		n++
	}
	if n < 3 || n == len(rest) || rest[n] != ';' {
		return i + 1
	}
	if !c.sourceHas(rest[:n+1]) {
		c.add("markup", article.Major, i, i+n+1, "%s is an HTML code, not text.", rest[:n+1])
	}
	return i + n + 1
}

// bracket judges [[nonce:p3]], [remarks] and [links](...). Other brackets are
// an editor's own: [the president].
func (c *cleaner) bracket(i int) int {
	rest := c.p.En[i:]
	size := closing(rest, "]")
	switch {
	case strings.HasPrefix(rest, "[["):
		if size < len(rest) && rest[size] == ']' {
			size++
		}
		return c.marker(i, size)
	case c.remark(rest[1:size]):
		c.add("assistant", article.Critical, i, i+size, "%s is a remark on the translation, not the story.", quoted(rest[:size]))
		return i + size
	case linksTo(rest[size:]):
		if !c.sourceHas(rest[size-1 : size+1]) {
			from, to := i, i+size+closing(rest[size:], ")")
			if i > 0 && c.p.En[i-1] == '!' {
				from--
			}
			c.add("markup", article.Major, from, to, "%s is mark-up, not text.", quoted(c.p.En[from:to]))
		}
		return i + size
	}
	return i + 1
}

// remark reports whether bracketed words are about the text itself.
func (c *cleaner) remark(inside string) bool {
	for _, w := range remarks {
		if foldPrefix(inside, w) {
			return !c.sourceHas("[") && !c.sourceHas("(")
		}
	}
	return false
}

// brace judges { and }: beside a quotation mark they are JSON.
func (c *cleaner) brace(i int) int {
	en := c.p.En
	if c.sourceHas("{") || c.sourceHas("}") {
		return i + 1
	}
	if strings.HasPrefix(strings.TrimLeft(en[i+1:min(len(en), i+8)], " \n\t"), `"`) || en[i] == '}' && strings.HasSuffix(strings.TrimRight(en[:i], " \n\t]"), `"`) {
		return c.marker(i, closing(en[i:], ":}]"))
	}
	c.add("markup", article.Major, i, i+1, "The sign %s is mark-up, not text.", en[i:i+1])
	return i + 1
}

// closing is the length up to and with the first of the signs, the first 80
// bytes of the text where there is none.
func closing(text, signs string) int {
	n := min(len(text), 80)
	if k := strings.IndexAny(text[:n], signs); k >= 0 {
		return k + 1
	}
	for n < len(text) && text[n]&0xC0 == 0x80 {
		n++
	}
	return n
}

// linksTo reports an address in round brackets, as it stands behind the words
// of a link.
func linksTo(text string) bool {
	if !strings.HasPrefix(text, "(") {
		return false
	}
	inside := text[1:closing(text, ")")]
	return strings.HasSuffix(inside, ")") && strings.ContainsAny(inside, "./#:") && !strings.ContainsAny(strings.TrimRight(inside, ".)"), " ")
}

// lineSigns judges the signs of headings, lists and quotes at the beginning of
// the English, where the Arabic begins with a word or a quotation.
func (c *cleaner) lineSigns() {
	en := strings.TrimLeft(c.p.En, " \n\t\r")
	n := len(en) - len(strings.TrimLeft(en, "#>*-"))
	if n == 0 || n > 6 || n == len(en) || en[n] != ' ' || n > 1 && en[0] != '#' && en[0] != '>' {
		return
	}
	if r, _ := firstRune(strings.TrimLeft(c.p.Ar, " \n\t\r")); !unicode.IsLetter(r) && !opensQuote(string(r)) {
		return
	}
	i := len(c.p.En) - len(en)
	c.add("markup", article.Major, i, i+n, "The sign %s at the beginning is mark-up, not text.", quoted(en[:n]))
}

// table judges | and takes all of one line for one.
func (c *cleaner) table(i int) int {
	end := len(c.p.En)
	if n := strings.IndexByte(c.p.En[i:], '\n'); n >= 0 {
		end = i + n
	}
	to := i + strings.LastIndexByte(c.p.En[i:end], '|') + 1
	if to == i+1 || c.sourceHas("|") {
		return i + 1
	}
	c.add("markup", article.Major, i, to, "The signs | are those of a table, not text: %s", quoted(c.p.En[i:to]))
	return to
}

// emphasis is the length of *words* or __words__ at i which the Arabic does not
// mark so, 0 where there are none. A sign between words or numbers is none.
func (c *cleaner) emphasis(i int) int {
	en := c.p.En
	sign := "*"
	if en[i] == '_' {
		sign = "__"
	}
	if !strings.HasPrefix(en[i:], sign) || i > 0 && (isWordByte(en[i-1]) || en[i-1] == en[i]) {
		return 0
	}
	rest := en[i+len(sign) : min(len(en), i+80)]
	n := strings.Index(rest, sign)
	if n < 1 || !isWordByte(rest[0]) || rest[0] == '_' || rest[n-1] == ' ' || c.sourceHas(sign) {
		return 0
	}
	if end := n + len(sign); end < len(rest) && (isWordByte(rest[end]) || rest[end] == '*') {
		return 0
	}
	return n + 2*len(sign)
}
