package arabic

// scareWords is the length from which quoted words are speech; fewer are a
// name or a distance mark ("داعش").
const scareWords = 4

// Quotations returns the byte ranges of quoted speech in s, the marks left
// out: what stands between a pair of double quotation marks and has at least
// four Arabic words. A mark closes what one of its style opened, whichever way
// it points: right-to-left text has them reversed as often as not. A quotation
// still open at the end of s ends there.
func Quotations(s string) [][2]int {
	var out [][2]int
	add := func(start, end int) {
		if Words(s[start:end]) >= scareWords {
			out = append(out, [2]int{start, end})
		}
	}
	open, style := -1, 0
	for i, r := range s {
		switch k := speechMark(r); {
		case k == 0:
		case open < 0:
			open, style = i+len(string(r)), k
		case k == style:
			add(open, i)
			open = -1
		}
	}
	if open >= 0 {
		add(open, len(s))
	}
	return out
}

// speechMark returns the style of a double quotation mark, 0 for other runes.
func speechMark(r rune) int {
	switch r {
	case '"', '″', 'ʺ', '＂':
		return 1
	case '«', '»':
		return 2
	case '“', '”', '„', '‟':
		return 3
	}
	return 0
}
