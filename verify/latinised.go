package verify

import (
	"strings"
	"unicode/utf8"
)

// Latinised writes the digits and signs of Arabic that stayed in an English
// text as their one equal in English: digits of any Arabic set, the comma,
// semicolon, question and percent marks, the decimal sign, and the comma and
// the sign between thousands. The stretcher and the joiners, which mean
// nothing in English, go. Letters stay, and so does a comma between digits
// that may be a decimal one or stand in a time. Bytes that are no UTF-8 become
// U+FFFD, so that none of them makes a letter with another when what is between
// goes. Other texts come back as they are.
func Latinised(en string) string {
	if strings.IndexFunc(en, func(r rune) bool { return isArabic(r) || isJoiner(r) }) < 0 {
		return en
	}
	en = strings.ToValidUTF8(en, "\uFFFD")
	var b strings.Builder
	for i := 0; i < len(en); {
		r, size := utf8.DecodeRuneInString(en[i:])
		switch equal := latinOf(en, i, r); {
		case isJoiner(r), r == 'ـ':
		case equal != 0:
			b.WriteRune(equal)
		default:
			b.WriteString(en[i : i+size])
		}
		i += size
	}
	return b.String()
}

func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// latinOf is the equal of the sign at i, or 0.
func latinOf(en string, i int, r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	}
	switch r {
	case '٪':
		return '%'
	case '؟':
		return '?'
	case '؛':
		return ';'
	case '٫':
		return '.'
	case '٬':
		return ','
	case '،':
		if before, after := digitsAround(en, i, len("،")); before == 0 || after == 0 || before <= 3 && after == 3 {
			return ','
		}
	}
	return 0
}

// digitsAround counts the digits on both sides of a sign of some bytes, up to
// four on each.
func digitsAround(en string, i, size int) (before, after int) {
	for _, r := range en[i+size:] {
		if after++; !isAnyDigit(r) || after > 4 {
			after--
			break
		}
	}
	for at := i; before < 4; before++ {
		r, n := utf8.DecodeLastRuneInString(en[:at])
		if !isAnyDigit(r) {
			break
		}
		at -= n
	}
	return before, after
}

func isAnyDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '٠' && r <= '٩' || r >= '۰' && r <= '۹'
}
