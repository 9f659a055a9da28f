package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"naql/arabic"
)

// verdict is how far a rule is to be trusted.
type verdict int

const (
	none  verdict = iota
	maybe         // chrome above and below a story; inside it the line is kept
	sure          // chrome wherever it stands
)

// chromeRules are tried in order. A rule sees one line and speaks about the
// whole of it; their names are what Dropped shows.
var chromeRules = []struct {
	name  string
	match func(*block) verdict
}{
	{"separator", isSeparator},
	{"weather-clock", isWeather},
	{"advert", isAdvert},
	{"comments", isComments},
	{"related", isRelated},
	{"copyright", isCopyright},
	{"author-box", isAuthorBox},
	{"end-mark", isEndMark},
	{"tags", isTags},
	{"social", isSocial},
	{"section-menu", isSections},
	{"date-line", isDate},
	{"contact", isContact},
	{"short-caption", isCaption},
	{"prayer-table", isPrayer},
	{"currency-table", isCurrency},
	{"latin-only", isLatin},
}

var (
	clock        = regexp.MustCompile(`\d{1,2}[:٫,.]\d{2}`)
	dateFig      = regexp.MustCompile(`\d{1,4}\s?[/\-.]\s?\d{1,2}\s?[/\-.]\s?\d{1,4}`)
	year         = regexp.MustCompile(`^(19|20)\d\d$`)
	degrees      = regexp.MustCompile(`\d\s?(°|º|˚|℃)|°\s?[CFcf]?\s*\d`)
	address      = regexp.MustCompile(`https?://|www\.|\S@\S+\.\S|pic\.twitter|t\.me/`)
	separates    = regexp.MustCompile(`[|>/»›•·\\]`)
	abbreviation = regexp.MustCompile(`^\p{Arabic}([.\s]\s?\p{Arabic}){1,3}\.?$`) // of an agency: «إ.ب.أ»
	lastParen    = regexp.MustCompile(`[(\[]([^()\[\]]{1,60})[)\]]\s*$`)
)

// isTicker knows a row of other stories' headlines on one line: four or more
// pieces of four or more words on average, with wide space between them, that
// do not end as sentences.
func isTicker(raw string) bool {
	pieces := wideSpace.Split(strings.TrimSpace(raw), -1)
	stops := 0
	for _, p := range pieces {
		if strings.HasSuffix(p, ".") {
			stops++
		}
	}
	return len(pieces) >= 4 && arabic.Words(raw) >= 4*len(pieces) && stops*4 <= len(pieces)
}

var wideSpace = regexp.MustCompile(`[\s\x{a0}]{3,}|\t`)

func isSeparator(b *block) verdict {
	if len(b.tokens) == 0 {
		return sure
	}
	return none
}

func isWeather(b *block) verdict {
	switch {
	case b.words > 8 || b.stops():
		return none
	case degrees.MatchString(b.text):
		return maybe
	case clock.MatchString(b.text) && b.has(lex().anchor) && b.words <= 5 && strings.ContainsFunc(b.text, isLatinLetter):
		return sure // a city in Latin letters, the day, the time of day
	case covers(b.tokens, anyOf(lex().weather, lex().place)) > 0 && b.has(lex().weather):
		return maybe
	}
	return none
}

func isAdvert(b *block) verdict {
	if covers(b.tokens, lex().advert.at) > 0 {
		return sure
	}
	return none
}

func isComments(b *block) verdict {
	n := len(b.tokens)
	disclaims := slices.ContainsFunc(b.tokens, func(w string) bool {
		return w == "تعبر" || w == "يعبر" || w == "مسووليه" || w == "مسئوليه" || w == "مسؤوليه"
	})
	switch {
	case n <= 14 && covers(b.tokens, lex().comment.at) > 0:
		if n == 1 {
			return maybe
		}
		return sure
	case lex().commentStart.starts(b.tokens) == 0:
		return none
	case disclaims && n <= 45, n <= 8, n <= 20 && !b.stops():
		return sure
	case n <= 25 && slices.Contains(b.tokens, "بريدك"):
		return sure
	}
	return none
}

func isRelated(b *block) verdict {
	sentence := b.ends(".") && b.words >= paragraphWords && !labelled(b.text, 4) || b.ends(".") && b.words >= 20
	if isRelatedHeading(b) || isMoreFrom(b) || lex().relatedStart.starts(b.tokens) > 0 && !sentence {
		return sure
	}
	return none
}

// isRelatedHeading reports whether the line announces links and holds none.
func isRelatedHeading(b *block) bool {
	return lex().related.at(b.tokens) == len(b.tokens) || listMark.MatchString(b.key)
}

// isMoreFrom knows «المزيد من سياسة», «المزيد عن: ...».
func isMoreFrom(b *block) bool {
	if len(b.tokens) < 3 || b.tokens[0] != "المزيد" || b.stops() {
		return false
	}
	return b.tokens[1] == "عن" && labelled(b.text, 2) ||
		b.tokens[1] == "من" && covers(b.tokens[2:], anyOf(lex().section, lex().place)) > 0
}

// listMark is what a list of links says to those who hear the page.
var listMark = regexp.MustCompile(`^قائمه( من)? (\d+ من \d+|\d+ عن\S+|عنصرين)$`)

func isCopyright(b *block) verdict {
	if len(b.tokens) > 40 {
		return none
	}
	switch {
	case strings.ContainsAny(b.text, "©℗"),
		strings.Contains(b.key, "حقوق") && strings.Contains(b.key, "محفوظ") && len(b.tokens) <= 25,
		lex().copyrightMark.starts(b.tokens) > 0 && len(b.tokens) <= 14 && !b.stops():
		return sure
	case lex().disclaimer.starts(b.tokens) > 0:
		return sure
	}
	return none
}

func isAuthorBox(b *block) verdict {
	if n := lex().authorBox.starts(b.tokens); n > 0 && n == len(b.tokens) {
		return sure
	}
	return none
}

// isEndMark knows what agencies close a story with: «// انتهى //»,
// «(النهاية) م ن ع», and the initials of the desk: «م.ل/ ف.ع», «بور-مس/ح س».
func isEndMark(b *block) verdict {
	if len(b.tokens) > 6 || b.words == 0 {
		return none
	}
	initials := b.tokens
	ended := initials[0] == "انتهي" || initials[0] == "النهايه"
	if ended {
		initials = initials[1:]
	}
	for _, w := range initials {
		if utf8.RuneCountInString(w) > 3 || isNumber(w) {
			return none
		}
	}
	if ended || signature.MatchString(b.text) || strings.ContainsAny(b.text, "./-") && covers(b.tokens, sourceAt) == 0 && shortest(initials) == 1 {
		return maybe
	}
	return none
}

// signature is «- مل -».
var signature = regexp.MustCompile(`^-\s*\p{Arabic}+\s*-$`)

func isTags(b *block) verdict {
	n := lex().tag.starts(b.tokens)
	hashtags := strings.Fields(b.text)
	switch {
	case n > 0 && n == len(b.tokens) && n > 1,
		n > 0 && strings.Contains(b.text, ":") && !b.stops() && b.words <= 25 && labelled(b.text, 3):
		return sure
	case n > 0 && n == len(b.tokens),
		!slices.ContainsFunc(hashtags, func(w string) bool { return !strings.HasPrefix(w, "#") }):
		return maybe
	}
	return none
}

// labelled reports whether text begins with a label of at most n words and a
// colon.
func labelled(text string, n int) bool {
	label, _, ok := strings.Cut(text, ":")
	return ok && len(strings.Fields(label)) <= n
}

func isSocial(b *block) verdict {
	timed := slices.ContainsFunc(b.tokens, isNumber) && (b.has(lex().social) || b.has(lex().comment)) &&
		covers(b.tokens, anyOf(lex().social, lex().comment, lex().date)) > 0
	switch {
	case timed, covers(b.tokens, anyOf(lex().social, lex().comment)) > 0:
		if len(b.tokens) == 1 && b.words == 1 {
			return maybe
		}
		return sure
	case lex().socialStart.starts(b.tokens) > 0 && len(b.tokens) <= 30, isInvitation(b):
		return sure
	}
	return none
}

// isInvitation knows «انضم إلى ... على واتساب», «تابعوا ... على».
func isInvitation(b *block) bool {
	return len(b.tokens) > 1 && b.words <= 8 && !b.ends(".؟!:") && invitations[b.tokens[0]] &&
		(b.tokens[len(b.tokens)-1] == "علي" || b.has(lex().social))
}

var invitations = set("تابع", "تابعوا", "انضم", "انضموا", "اشترك", "اشتركوا")

func isSections(b *block) verdict {
	n := covers(b.tokens, anyOf(lex().section, lex().social))
	switch {
	case n >= 3:
		return sure
	case n > 0, b.words <= 3 && len(b.tokens) > 1 && b.tokens[0] == "اخبار" && !b.stops():
		return maybe
	}
	withPlaces := covers(b.tokens, anyOf(lex().section, lex().social, lex().place))
	if withPlaces > 0 && b.has(lex().section) && (withPlaces > 3 || separates.MatchString(b.text)) {
		return maybe
	}
	return none
}

// isDate knows a line that says when, and nothing else, or who, where and in
// which section besides.
func isDate(b *block) verdict {
	if len(b.tokens) > 24 {
		return none
	}
	figures := dateFig.MatchString(b.text) || clock.MatchString(b.text)
	numbers := slices.ContainsFunc(b.tokens, isNumber)
	switch {
	case year.MatchString(b.text):
		return maybe
	case len(b.tokens) <= 3 && numbers && covers(b.tokens, lex().date.at) > 0:
		return maybe // «3 دقائق»
	case !figures && !b.has(lex().anchor):
		return none
	case !slices.ContainsFunc(b.tokens, func(w string) bool { return !isNumber(w) }):
		return maybe
	case covers(b.tokens, lex().date.at) > 0 && (numbers || len(b.tokens) > 1):
	case !numbers || covers(b.tokens, dateCompany) == 0:
		if datedPart(b) {
			return maybe
		}
		return none
	}
	if slices.ContainsFunc(b.tokens, func(w string) bool { return w == "تحديث" || w == "نشر" || w == "النشر" }) {
		return sure
	}
	return maybe
}

// dateCompany is what stands beside a date on one line.
func dateCompany(words []string) int {
	l := lex()
	return max(anyOf(l.date, l.section, l.social, l.comment, l.tag, l.place)(words), sourceAt(words))
}

// datedPart reports whether a short line has a part between bars or dashes
// that is a date: an author's name with the date, as a rule.
func datedPart(b *block) bool {
	if b.words > 9 || b.stops() {
		return false
	}
	parts := dashes.Split(b.text, -1)
	return len(parts) > 1 && slices.ContainsFunc(parts, func(p string) bool {
		t := tokens(p)
		return covers(t, lex().date.at) > 1 && slices.ContainsFunc(t, isNumber) && len(tokens(b.text))-len(t) <= 4
	})
}

var dashes = regexp.MustCompile(`\s*[-–—/|•،]\s*`)

func isContact(b *block) verdict {
	switch {
	case address.MatchString(b.text) && b.words == 0:
		return sure
	case address.MatchString(b.text) && b.words <= 6:
		return maybe
	case b.stops() || b.words > 10:
	case lex().mastheadStart.starts(b.tokens) > 0 && (labelled(b.text, 4) || slices.ContainsFunc(b.tokens, isNumber)),
		lex().staff.starts(b.tokens) > 0 && (labelled(b.text, 4) || covers(b.tokens, lex().staff.at) > 0):
		return maybe
	}
	return none
}

func isCaption(b *block) verdict {
	if b.words > 25 || b.stops() {
		return none
	}
	if m := lastParen.FindStringSubmatch(b.text); m != nil && m[0] != b.text {
		if covers(tokens(m[1]), anyOf(lex().source, lex().captionStart)) > 0 && b.words > 2 || abbreviation.MatchString(m[1]) {
			return sure
		}
	}
	if at := strings.LastIndexAny(b.text, "-–—"); at > 0 && covers(tokens(b.text[at:]), lex().captionStart.at) > 0 {
		return sure
	}
	if n := lex().captionStart.starts(b.tokens); n > 0 && (n == len(b.tokens) || labelled(b.text, 3) || n > 1 && b.words <= 15) {
		return sure
	}
	if b.words <= 15 && b.names(longCaption) {
		return maybe
	}
	return none
}

// longCaption finds a phrase of captions of more than one word.
func longCaption(words []string) int {
	if n := lex().captionStart.at(words); n > 1 {
		return n
	}
	return 0
}

func isPrayer(b *block) verdict {
	if clock.MatchString(b.text) && covers(b.tokens, anyOf(lex().prayer, lex().date)) > 0 && b.has(lex().prayer) {
		return maybe
	}
	return none
}

func isCurrency(b *block) verdict {
	if slices.ContainsFunc(b.tokens, isNumber) && covers(b.tokens, lex().currency.at) > 0 && !b.stops() {
		return maybe
	}
	return none
}

func isLatin(b *block) verdict {
	switch {
	case b.words > 0:
		return none
	case len(b.tokens) <= 6 || address.MatchString(b.text):
		if strings.ContainsFunc(b.text, isLatinLetter) {
			return sure
		}
	}
	return maybe
}

func isLatinLetter(r rune) bool { return r <= unicode.MaxLatin1 && unicode.IsLetter(r) }

func shortest(words []string) int {
	n := 100
	for _, w := range words {
		n = min(n, utf8.RuneCountInString(w))
	}
	return n
}
