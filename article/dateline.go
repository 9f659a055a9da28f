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
		at := datelineMark(rest)
		if at < 0 || !isDatelinePart(tokens(rest[:at])) {
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
	return strings.TrimRight(text[:end]+nextPlace(text[end:]), " .")
}

// isDatelinePart knows a place or a source, the date after it or not: «نابلس
// 5-2-2025 وفا», «إيلاف من لندن».
func isDatelinePart(words []string) bool {
	return len(words) <= 8 && knownPlaceOrSource(words) > 0 && covers(words, datelineCompany) > 0
}

func datelineCompany(words []string) int {
	if words[0] == "من" {
		return 1
	}
	return max(knownPlaceOrSource(words), lex().date.at(words))
}

// datelineMark returns the index of the first mark that can end a part of a
// dateline: none inside a date in figures. -1 when there is none.
func datelineMark(text string) int {
	text = text[:min(len(text), 200)] // bytes: six words and a mark are within
	figures := dateFig.FindStringIndex(text)
	for at, r := range text {
		if strings.ContainsRune("-–—/:\n", r) && (figures == nil || at < figures[0] || at >= figures[1]) {
			return at
		}
	}
	return -1
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
	known := lex().source.at(words)
	if known == 0 && len(words) > 1 && lex().sourceHead.at(words[:1]) > 0 {
		return min(4, len(words))
	}
	for n := max(2, known+1); n <= min(3, len(words)); n++ {
		if lex().sourceTail.starts(words[n-1:]) > 0 {
			return n
		}
	}
	return known
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
	text := strings.TrimRight(b.text, datelineEnd)
	if place, by, ok := strings.Cut(text, ":"); ok && isPlace(place) && len(tokens(by)) == 1 {
		return true
	}
	parts := dashes.Split(text, -1)
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return len(tokens(p)) > 3 }) {
		return false
	}
	first, last := parts[0], parts[len(parts)-1]
	return covers(tokens(first), knownPlaceOrSource) > 0 && !namesWriter(b) || covers(tokens(last), knownPlaceOrSource) > 0
}

// namesWriter reports whether the line is «agency - person» or «paper - خاص»:
// what follows the agency is no known place, and longer than most are.
func namesWriter(b *block) bool {
	parts := dashes.Split(b.text, -1)
	if len(parts) != 2 || !isSource(parts[0]) {
		return false
	}
	by := tokens(parts[1])
	return lex().title.at(by) == len(by) || len(by) > 1 && covers(by, knownPlaceOrSource) == 0
}

// isFromLine reports whether the line is surely «place - agency», though both
// could be sections.
func isFromLine(b *block) bool {
	if m := placeFirst.FindStringSubmatch(b.text); m != nil {
		return isPlace(m[1]) && isSource(m[2])
	}
	if m := sourceFirst.FindStringSubmatch(b.text); m != nil {
		return isSource(m[1]) && isPlace(m[2])
	}
	return isDatedFromLine(b)
}

var (
	placeFirst  = regexp.MustCompile(`^([^-–:()]+)(?:\s[-–]\s|:)([^-–:()]+)$`)
	sourceFirst = regexp.MustCompile(`^([^-–:()]+)\(([^-–:()]+)\)$`)
)

func isPlace(text string) bool { return covers(tokens(text), lex().place.at) > 0 }

// isSource leaves out the places that papers are named after.
func isSource(text string) bool { return covers(tokens(text), sourceAt) > 0 && !isPlace(text) }

// isDatedFromLine reports whether the line is «place date agency».
func isDatedFromLine(b *block) bool {
	place := lex().place.starts(b.tokens)
	for n := 1; place > 0 && n <= 2 && place+n < len(b.tokens); n++ {
		agency := len(b.tokens) - n
		if sourceAt(b.tokens[agency:]) == n && slices.ContainsFunc(b.tokens[place:agency], isNumber) &&
			covers(b.tokens[place:agency], lex().date.at) > 0 {
			return true
		}
	}
	return false
}

// creditOf returns the source that a line credits, without a label: the line
// has a label («المصدر: ...»), or names nothing but suppliers of news.
func creditOf(b *block) string {
	text := strings.Trim(b.text, " -–—*.•/")
	if m := bracketed.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
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

var bracketed = regexp.MustCompile(`^[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]$`)

// afterWords returns text without its first n words.
func afterWords(text string, n int) string {
	fields := strings.Fields(text)
	return strings.Join(fields[min(n, len(fields)):], " ")
}

// datelineEnd are the marks that close a dateline and are not part of it.
const datelineEnd = " -–—:/"
