package article

import (
	"strings"
	"unicode"

	"naql/arabic"
)

// marks are letters of one language that Arabic text never has, not even
// where it was typed on that language's keyboard (as ک and ی often are).
var marks = []struct{ language, letters string }{
	{"Kurdish (Sorani)", "ەێۆڕڵ"},
	{"Urdu", "ٹڈڑےں"},
	{"Pashto", "ټډړږښځڅڼۍ"},
	{"Uyghur", "ەېۇۈۋۆڭ"},
}

// persian are frequent Persian words, as Key gives them, that are no Arabic
// words, or rare ones. Together they are about a tenth of Persian news text.
var persian = set("از", "كه", "است", "اين", "را", "هاي", "براي", "شده", "اند", "خود", "ميشود")

// isArabic refuses text that is not in Arabic: nothing to translate, or
// another language in the same script. The limits are 5% of the Arabic-script
// letters for a language's own letters, 4% of the words for Persian, and two
// fifths of all letters for the Arabic script at large: names and tables in
// Latin letters are common in Arabic stories.
func isArabic(text string) error {
	const hint = "send the Arabic original: naql translates from Arabic only"
	letters, script := 0, 0
	own := make([]int, len(marks))
	for _, r := range text {
		switch {
		case 0x0621 <= r && r <= 0x064A && r != 0x0640: // most of what there is, and no language's own
			letters++
			script++
			continue
		case !unicode.IsLetter(r):
			continue
		}
		letters++
		if !arabic.IsLetter(r) {
			continue
		}
		script++
		for i, m := range marks {
			if strings.ContainsRune(m.letters, r) {
				own[i]++
			}
		}
	}
	if script == 0 {
		return invalid(hint, "text is not Arabic: it has no Arabic letter")
	}
	if script*5 < letters*2 {
		return invalid(hint, "text is not Arabic: %d of its %d letters are", script, letters)
	}
	best := 0
	for i := range marks {
		if own[i] > own[best] {
			best = i
		}
	}
	if own[best]*20 > script {
		return invalid(hint, "text is not Arabic but %s", marks[best].language)
	}
	if isPersian(text) {
		return invalid(hint, "text is not Arabic but Persian")
	}
	return nil
}

// enough is how many bytes of a text show its language.
const enough = 4096

func isPersian(text string) bool {
	if len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "")
	}
	words, hits := 0, 0
	for w := range strings.FieldsFuncSeq(arabic.Key(text), func(r rune) bool { return !arabic.IsLetter(r) }) {
		words++
		if persian[w] {
			hits++
		}
	}
	return hits > 1 && hits*25 > words
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
