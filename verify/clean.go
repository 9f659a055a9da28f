package verify

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/article"
)

// cleaner looks for what no English news text holds, byte by byte; the source
// is only consulted where something was found.
type cleaner struct {
	p     *passage
	asked int // how often the source was searched
	tags  int // hashtags so far
	// The texts for comparison, made when first needed.
	source, digits, english string
	out                     []article.Finding
}

// maxAsked is how often the source is searched, so that a text of nothing but
// suspicious signs takes no longer than its length allows. The first hundred
// have told enough.
const maxAsked = 100

// sourceHas reports whether the Arabic has the text as it stands.
func (c *cleaner) sourceHas(text string) bool { return c.has(c.p.Ar, text) }

func (c *cleaner) has(in, text string) bool {
	c.asked++
	return c.asked > maxAsked || strings.Contains(in, text)
}

// clean finds what a machine leaves behind in its English: controls, letters
// and signs of other scripts, damaged characters, mark-up, markers, links and
// numbers that the source lacks, talk to the reader, loops. Arabic that was
// left is found by arabicLeft.
func clean(p *passage) []article.Finding {
	c := cleaner{p: p}
	c.lineSigns()
	for i := 0; i < len(p.En); {
		next := i + 1
		switch suspicious[p.En[i]] {
		case notASCII:
			next = c.foreign(i)
		case contact:
			next = c.contact(i)
		case figure:
			next = c.phone(i)
		case markup:
			next = c.markup(i)
		case control:
			c.add("control", article.Major, i, i+1, "A control character stands in the English.")
		}
		i = max(next, i+1)
	}
	c.lostContacts()
	if !c.talk() {
		c.refusals()
	}
	c.language()
	c.loops()
	return c.out
}

// The kinds of bytes that clean looks at.
const (
	plain byte = iota
	notASCII
	contact // may begin or join a link, an address, a tag
	figure  // may begin a telephone number
	markup  // may begin mark-up or a marker
	control
)

var suspicious = func() (kinds [256]byte) {
	for i := range kinds {
		switch {
		case i >= 0x80:
			kinds[i] = notASCII
		case i < ' ' && i != '\n' && i != '\t' && i != '\r', i == 0x7f:
			kinds[i] = control
		case i >= '0' && i <= '9', i == '+':
			kinds[i] = figure
		case strings.IndexByte("@#:.W", byte(i)) >= 0 || i == 'w':
			kinds[i] = contact
		case strings.IndexByte("<&*[{}`\\|_", byte(i)) >= 0:
			kinds[i] = markup
		}
	}
	return kinds
}()

// add notes what stands at En[from:to]; of many findings the first will do.
func (c *cleaner) add(check string, severity article.Severity, from, to int, format string, args ...any) {
	if len(c.out) >= maxAsked {
		return
	}
	found := short(c.p.En[from:to])
	c.out = append(c.out, article.Finding{
		Check: check, Severity: severity, TargetSpan: article.Span{from, to},
		Found: found, Message: fmt.Sprintf(format, args...),
	})
}

// foreign judges a rune that is not ASCII and returns the byte behind what it
// judged. Runes that English news uses pass, and all that the source has.
func (c *cleaner) foreign(i int) int {
	en := c.p.En
	r, size := utf8.DecodeRuneInString(en[i:])
	end := i + size
	switch {
	case r >= 0x2010 && r <= 0x2027, isArabic(r):
		return end
	case r == utf8.RuneError:
		if !c.sourceHas(en[i:end]) {
			c.add("encoding", article.Major, i, end, "A character was lost here.")
		}
	case isMojibake(r, en[end:]):
		return c.mojibake(i)
	case isHidden(r):
		if !joinsEmoji(r, en[:i]) {
			c.add("control", article.Major, i, end, "An invisible control character (U+%04X) stands in the English.", r)
		}
	case r < 0x250 && !isMacron(r), c.sourceHas(en[i:end]):
	case isMacron(r):
		c.add("diacritic", article.Minor, i, end, "“%s” is not what English news writes: leave the sign of length out.", wordAround(en, i, end))
	case isScholarly(r):
		c.add("diacritic", article.Major, i, end, "“%s” has a scholarly sign: write it in plain letters.", wordAround(en, i, end))
	case isOtherScript(r):
		return c.otherScript(i)
	}
	return end
}

// isHidden reports a rune that shows nothing and changes how others show: bidi
// controls, zero-width spaces and joiners, tags, the soft hyphen, and the
// characters of private use, which have no meaning of their own.
func isHidden(r rune) bool {
	switch {
	case r == 0xAD, r == 0x180E, r == 0xFEFF, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r >= 0xE0000 && r <= 0xE007F, r >= 0xE000 && r <= 0xF8FF, r >= 0x80 && r < 0xA0:
		return true
	}
	return false
}

// joinsEmoji reports a joiner behind a pictograph, where it makes one sign of
// several.
func joinsEmoji(r rune, before string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return r == 0x200D && (last >= 0x1F000 || last == 0xFE0F || last >= 0x2600 && last < 0x2800) || r >= 0xE0000 && last >= 0x1F000
}

// isMacron reports a vowel with the sign of length. Some names have it (Māori).
func isMacron(r rune) bool { return strings.ContainsRune("āĀīĪūŪēĒōŌ\u0304", r) }

// isScholarly reports a sign that only transliteration for scholars uses: ayn
// and hamza, dotted and underlined consonants.
func isScholarly(r rune) bool {
	return strings.ContainsRune("ʿʾḥḤṣṢḍḌṭṬẓẒḏḎṯṮḫḪẖẕ\u0323\u0331", r)
}

// isOtherScript reports letters that are neither Latin nor Arabic, and the
// signs of Chinese and Japanese.
func isOtherScript(r rune) bool {
	switch {
	case r >= 0x3000 && r <= 0x303F, r >= 0xFF01 && r <= 0xFF65:
		return true
	}
	return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Lm, r)
}

// otherScript judges a run of letters of another script. One Greek letter
// alone is a sign of science.
func (c *cleaner) otherScript(i int) int {
	en := c.p.En
	end := i
	for end < len(en) {
		r, size := utf8.DecodeRuneInString(en[end:])
		if !isOtherScript(r) {
			break
		}
		end += size
	}
	if r, size := firstRune(en[i:]); i+size == end && unicode.Is(unicode.Greek, r) {
		return end
	}
	c.add("script", article.Major, i, end, "%s is neither English nor in the Arabic.", quoted(en[i:end]))
	return end
}

// isMojibake reports UTF-8 that was read as Windows-1252: the first byte of an
// Arabic letter, of an accented letter or of a typographic sign, and a second.
func isMojibake(r rune, rest string) bool {
	if r < 0xC2 || r > 0xE2 || rest == "" || rest[0] < 0x80 {
		return false
	}
	next, _ := firstRune(rest)
	switch r {
	case 'Ã', 'Â':
		return next >= 0x80 && next <= 0xBF
	case 'â':
		return next == '€' || next >= 0x80 && next < 0xA0
	case 'Ø', 'Ù', 'Ú', 'Û':
		return next >= 0x80 && next <= 0xBF || strings.ContainsRune("€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ", next)
	}
	return false
}

// mojibake notes the whole damaged run.
func (c *cleaner) mojibake(i int) int {
	end := i
	for end < len(c.p.En) && c.p.En[end] >= 0x80 {
		_, size := firstRune(c.p.En[end:])
		end += size
	}
	if !c.sourceHas(c.p.En[i:end]) {
		c.add("encoding", article.Major, i, end, "These are characters read in the wrong encoding: %s", quoted(c.p.En[i:end]))
	}
	return end
}

// wordAround is the word that En[from:to] stands in.
func wordAround(text string, from, to int) string {
	isEnd := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }
	start := strings.LastIndexFunc(text[:from], isEnd)
	if start >= 0 {
		_, size := firstRune(text[start:])
		start += size
	} else {
		start = 0
	}
	if n := strings.IndexFunc(text[to:], isEnd); n >= 0 {
		return short(text[start : to+n])
	}
	return short(text[start:])
}
