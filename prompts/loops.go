package prompts

import (
	"strings"
	"unicode"
)

// How much sameness makes a loop.
const (
	loopSpaces = 200 // white space characters in a row
	loopTimes  = 6   // how often a line or a group stands at least
	loopLine   = 5   // the least words of a line that may be a loop
	loopWords  = 80  // the least words of a text whose groups may be a loop
	loopGroup  = 8   // words
	loopShare  = 0.3 // of the text that one group makes up
	loopTail   = 20_000
)

// Loops reports whether a text goes on without end: more than 200 white-space
// characters in a row, one line of five words or more six times, or the same
// eight words at least six times and over 30 percent of a text of 80 or more.
// Of a text of more than 20,000 words the last ones count, since a loop goes on
// to the end.
func Loops(text string) bool { return blankLoop(text) || lineLoop(text) || groupLoop(text) }

func blankLoop(text string) bool {
	run := 0
	for _, r := range text {
		if run++; !unicode.IsSpace(r) {
			run = 0
		}
		if run > loopSpaces {
			return true
		}
	}
	return false
}

func lineLoop(text string) bool {
	times := map[string]int{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); len(line) < 2*loopLine-1 {
			continue // too short for the words
		}
		if times[line]++; times[line] == loopTimes && len(strings.Fields(line)) >= loopLine {
			return true
		}
	}
	return false
}

// groupLoop counts for each group of words how often it stands and how many
// words it covers: with itself it may overlap.
func groupLoop(text string) bool {
	type group [loopGroup]int32
	type seen struct{ times, covered, end int }
	var words []int32
	ids := map[string]int32{}
	for word := range strings.FieldsSeq(text) {
		id, ok := ids[word]
		if !ok {
			id = int32(len(ids))
			ids[word] = id
		}
		words = append(words, id)
	}
	if len(words) < loopWords {
		return false
	}
	words = words[max(0, len(words)-loopTail):]
	groups := map[group]seen{}
	for i := 0; i+loopGroup <= len(words); i++ {
		g := group(words[i : i+loopGroup])
		s := groups[g]
		s = seen{s.times + 1, s.covered + min(loopGroup, i+loopGroup-s.end), i + loopGroup}
		if s.times >= loopTimes && float64(s.covered) > loopShare*float64(len(words)) {
			return true
		}
		groups[g] = s
	}
	return false
}
