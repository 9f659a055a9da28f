package article

import (
	"regexp"
	"slices"
	"strings"
)

// parenDateline is "place (agency) -", with a date before the bracket or not.
var parenDateline = regexp.MustCompile(`^([^().:؛"«]{2,60}?\s?\(([^()]{2,40})\))\s*(?:--|[-–—:/])`)

// inlineDateline returns the dateline that the first paragraph begins with,
// as it stands but for the mark that ends it; "" when there is none. The four
// styles: «بغداد (رويترز) -», «شفق نيوز/», «لندن:», «سبق- الشرقية:».
func inlineDateline(body string) string {
	paragraphs := Paragraphs(body)
	if len(paragraphs) == 0 {
		return ""
	}
	return datelineOf(paragraphs[0], true)
}

// slashDateline is «place [in date] /agency/», as Gulf agencies write it.
var slashDateline = regexp.MustCompile(`^([^().:؛"«/]{2,40}/\s?([^/]{2,30}?)\s?/)\s`)

// datelineOf finds the dateline at the start of a paragraph. A place before a
// colon counts only with colons: headlines begin so too.
func datelineOf(text string, colons bool) string {
	if m := parenDateline.FindStringSubmatch(text); m != nil {
		inner := tokens(m[2])
		if covers(inner, knownPlaceOrSource) > 0 || len(inner) <= 3 && strings.ContainsFunc(m[2], isLatinLetter) {
			return strings.TrimSpace(m[1])
		}
	}
	if m := slashDateline.FindStringSubmatch(text); m != nil {
		if lex().place.starts(tokens(m[1])) > 0 && covers(tokens(m[2]), sourceAt) > 0 {
			return m[1]
		}
	}
	end := 0 // byte offset after the last part that is known
	for rest := text; ; {
		at := strings.IndexAny(rest, "-–—/:\n")
		if at < 0 || len(tokens(rest[:at])) > 6 || covers(tokens(rest[:at]), knownPlaceOrSource) == 0 {
			break
		}
		if rest[at] == ':' && !colons {
			break
		}
		end = len(text) - len(rest) + at
		rest = strings.TrimLeft(rest[at:], "-–—/: \n")
	}
	if end == 0 {
		return ""
	}
	return strings.TrimSpace(text[:end] + nextPlace(text[end:]))
}

// nextPlace returns the start of tail up to a place or source that a verb of
// reporting follows: «السومرية نيوز/ ديالى أعلنت الشرطة».
func nextPlace(tail string) string {
	words := tokens(tail)
	n := knownPlaceOrSource(words)
	if n == 0 || lex().verb.starts(words[n:]) == 0 {
		return ""
	}
	fields := strings.Fields(tail)
	for i := range fields {
		if head := strings.Join(fields[:i+1], " "); len(tokens(head)) == n {
			return tail[:strings.Index(tail, fields[i])+len(fields[i])]
		}
	}
	return ""
}

// knownPlaceOrSource is a lookup for covers: cities, countries, and those who
// supply news.
func knownPlaceOrSource(words []string) int {
	return max(lex().place.at(words), sourceAt(words))
}

// sourceAt finds a supplier of news at the start of words: a known one, or a
// form that only such names have (وكالة ... up to three words more, ... نيوز).
func sourceAt(words []string) int {
	if n := lex().source.at(words); n > 0 {
		return n
	}
	if len(words) > 1 && lex().sourceHead.at(words[:1]) > 0 {
		return min(4, len(words))
	}
	for n := 2; n <= min(3, len(words)); n++ {
		if lex().sourceTail.starts(words[n-1:]) > 0 {
			return n
		}
	}
	return 0
}

// isDatelineLine reports whether the whole line says where from: «agency -
// place», «place: », a place alone, «place/ reporter/ agency».
func isDatelineLine(b *block) bool {
	if b.words == 0 || b.words > 8 || b.stops() {
		return false
	}
	if covers(b.tokens, knownPlaceOrSource) > 0 && b.has(lex().place) {
		return true
	}
	parts := dashes.Split(strings.TrimRight(b.text, datelineEnd), -1)
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return len(tokens(p)) > 3 }) {
		return false
	}
	return covers(tokens(parts[0]), knownPlaceOrSource) > 0 || covers(tokens(parts[len(parts)-1]), knownPlaceOrSource) > 0
}

// isFromLine reports whether the line is surely «place - agency», though both
// could be sections.
func isFromLine(b *block) bool {
	from, by, ok := strings.Cut(b.text, " - ")
	if !ok {
		from, by, ok = strings.Cut(b.text, " – ")
	}
	return ok && covers(tokens(from), lex().place.at) > 0 && covers(tokens(by), lex().place.at) == 0 && covers(tokens(by), sourceAt) > 0
}

// creditOf returns the source that a line credits, without a label: the line
// has a label («المصدر: ...»), or names nothing but suppliers of news.
func creditOf(b *block) string {
	text := strings.Trim(b.text, " ()[]{}-–—*.•/")
	if n := lex().creditLabel.starts(b.tokens); n > 0 && b.words <= 12 && !b.isParagraph() {
		_, rest, ok := strings.Cut(text, ":")
		if !ok {
			rest = afterWords(text, n)
		}
		rest = strings.TrimLeft(rest, " :/-–—|")
		if ok || covers(tokens(rest), sourceAt) > 0 {
			return rest
		}
	}
	if b.words <= 8 && covers(b.tokens, sourceAt) > 0 {
		return text
	}
	return ""
}

// afterWords returns text without its first n words.
func afterWords(text string, n int) string {
	fields := strings.Fields(text)
	return strings.Join(fields[min(n, len(fields)):], " ")
}

// datelineEnd are the marks that close a dateline and are not part of it.
const datelineEnd = " -–—:/"
