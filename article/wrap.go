package article

import (
	"strings"
	"unicode/utf8"
)

// unwrap joins the lines of a text that was wrapped at a fixed width, as wires
// and mail programs do, with blank lines between its paragraphs, and returns
// the width in characters. Any other text comes back as it is, with 0: there a
// line is a paragraph.
//
// A line counts as wrapped when the first word of the line below would not
// have fitted on it. Wrapped text has hardly any other line inside a block,
// its lines hardly ever end where a sentence does, its blocks mostly do, and
// no list of headlines is like that.
func unwrap(lines []string) ([]string, int) {
	const widest = 100 // characters
	text := make([]string, len(lines))
	width := 0
	for i, line := range lines {
		text[i] = Clean(line)
		width = max(width, utf8.RuneCountInString(text[i]))
	}
	if width > widest {
		return lines, 0
	}
	inside, full, stops, ends, sentences := 0, 0, 0, 0, 0
	wrapped := make([]bool, len(lines)) // the line goes on below
	for i, line := range text {
		b := block{text: line}
		switch {
		case line == "":
		case i+1 < len(text) && text[i+1] != "":
			inside++
			word, _, _ := strings.Cut(text[i+1], " ")
			if wrapped[i] = utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width-2; wrapped[i] {
				full++
				if b.stops() {
					stops++
				}
			}
		case i > 0 && wrapped[i-1]:
			ends++
			if b.stops() {
				sentences++
			}
		}
	}
	if full < 3 || full*10 < inside*9 || stops*4 > full || sentences*3 < ends*2 {
		return lines, 0
	}
	var out []string
	for i, line := range lines {
		if i > 0 && wrapped[i-1] {
			out[len(out)-1] += " " + line
		} else {
			out = append(out, line)
		}
	}
	return out, width
}
