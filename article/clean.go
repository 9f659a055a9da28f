package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean returns text as a segment carries it: every run of white space
// (no-break spaces and line ends included) is one space, the ends are
// trimmed, what nobody sees is gone, and what a chat model takes for the end
// of a text is broken up by a space. Clean of a clean text changes nothing.
//
// Nobody sees control and format characters, tags, noncharacters, what no
// standard assigns (private use too), fillers and variation selectors. The
// joiners U+200C and U+200D and the selectors of emoji, which change how a
// character is written, stay one at a time behind a character beyond ASCII.
func Clean(text string) string {
	n := cleanStart(text)
	if n == len(text) {
		return text // as most texts: they come clean from another step
	}
	var b strings.Builder
	b.Grow(len(text))
	b.WriteString(text[:n])
	space, armed, last := false, false, rune(0)
	if n > 0 {
		last, _ = utf8.DecodeLastRuneInString(text[:n])
	}
	for _, r := range text[n:] {
		switch {
		case isPlain(r):
		case '!' <= r && r <= '~':
			armed = true
		case r == ' ', unicode.IsSpace(r):
			space = true
			continue
		case shapes(r) && (space || last < 0x80 || shapes(last)), !shapes(r) && unseen(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
		last = r
	}
	if armed {
		return disarm.Replace(b.String())
	}
	return b.String()
}

// cleanStart is how many bytes at the start of a text are clean beyond doubt,
// a space behind them left out.
func cleanStart(text string) int {
	spaced := true
	for i, r := range text {
		switch {
		case isPlain(r):
			spaced = false
		case r == ' ' && !spaced:
			spaced = true
		case spaced && i > 0:
			return i - 1
		default:
			return i
		}
	}
	if spaced && text != "" {
		return len(text) - 1
	}
	return len(text)
}

// isPlain reports most of what there is: characters that stand for themselves
// wherever they are, and begin or end no chat token.
func isPlain(r rune) bool {
	switch {
	case 0x0621 <= r && r <= 0x0652: // letters and vowel marks
		return true
	case '!' <= r && r <= '~':
		return r != '<' && r != '>' && r != '['
	case r == '،', r == '؛', r == '؟', r == '«', r == '»':
		return true
	}
	return '‘' <= r && r <= '”'
}

// blank reports whether nothing is left of a text that Clean has been through.
func blank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) && !shapes(r) && !unseen(r) {
			return false
		}
	}
	return true
}

// shapes reports the joiners and the selectors of emoji.
func shapes(r rune) bool {
	return r == 0x200c || r == 0x200d || r >= 0xfe00 && r <= 0xfe0f
}

// unseen reports characters without a glyph of their own. White space is the
// caller's.
func unseen(r rune) bool {
	return !unicode.IsGraphic(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// chatTokens are the marks by which the chat templates in use set off turns,
// roles, tools and thoughts. Servers cut them out of a prompt wherever they
// stand, the article's text included. Any other with a bar is covered by its
// brackets: <|im_end|>, <turn|>, <｜User｜>.
const chatTokens = `<| |> <｜ ｜> <s> </s> <bos> <eos> <pad> <unk> <mask> <start_of_turn> <end_of_turn> <start_of_image> <end_of_image>
	<think> </think> <thinking> </thinking> <tool_call> </tool_call> <tool_calls> </tool_calls> <tool_response> </tool_response>
	<tools> </tools> <function_call> <start_function_call> <start_function_response>
	[INST] [/INST] [SYSTEM_PROMPT] [/SYSTEM_PROMPT] [AVAILABLE_TOOLS] [/AVAILABLE_TOOLS] [TOOL_CALLS] [TOOL_RESULTS] [/TOOL_RESULTS]
	[THINK] [/THINK] [BOS] [EOS] [gMASK] <<SYS>> <</SYS>>`

// brokenTokens are the chat tokens as Clean leaves them.
var brokenTokens = func() []string {
	var out []string
	for token := range strings.FieldsSeq(chatTokens) {
		_, first := utf8.DecodeRuneInString(token)
		out = append(out, token[:first]+" "+token[first:])
	}
	return out
}()

// disarm takes the longest way round for <|>, which is both a beginning and
// an end.
var disarm = func() *strings.Replacer {
	pairs := []string{"<|>", "< | >", "<｜>", "< ｜ >"}
	for i, token := range strings.Fields(chatTokens) {
		pairs = append(pairs, token, brokenTokens[i])
	}
	return strings.NewReplacer(pairs...)
}()

// ChatToken is the length in bytes of the chat token, as Clean leaves it, that
// a text begins with; 0 where it begins with none.
func ChatToken(text string) int {
	for _, token := range brokenTokens {
		if strings.HasPrefix(text, token) {
			return len(token)
		}
	}
	return 0
}
