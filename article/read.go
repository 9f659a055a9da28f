package article

import (
	"bytes"
	"fmt"
	"maps"
	"mime"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxInput is the size in bytes above which Read refuses an input: 1 MiB. The
// longest news story is far below a tenth of it.
const MaxInput = 1 << 20

// Extraction is an article with the account of how it was read. Its JSON is
// the article's with two members more; dropped is never null.
type Extraction struct {
	Article
	// Dropped lists, in page order, every block that is in no field, and the
	// rule that took it out. A line of which a field keeps only a part (the
	// label of a credit line is cut) is listed too.
	Dropped []Dropped `json:"dropped"`
	// Notes are lines for a person: what was kept without certainty, what was
	// ignored, what was read otherwise than it was written.
	Notes []string `json:"notes,omitempty"`
}

// Dropped is a block of a page that is not part of the story.
type Dropped struct {
	Text string `json:"text"`
	Rule string `json:"rule"`
}

// InvalidError says why an input is no article. The same input always gives
// the same error, so there is no point in trying again.
type InvalidError struct {
	Class  string // always "invalid": the class of the dead letter
	Reason string // one line for people
	Hint   string // what to do about it
}

func (e *InvalidError) Error() string { return e.Reason }

func invalid(hint, format string, args ...any) error {
	return &InvalidError{Class: "invalid", Reason: fmt.Sprintf(format, args...), Hint: hint}
}

// readers has one entry for each content type that is read. Each gets valid
// UTF-8 without NUL bytes, without byte order mark, and not blank.
var readers = map[string]func(string) (Extraction, error){
	"application/json":      readJSON,
	"application/xhtml+xml": readHTML,
	"text/html":             readHTML,
	"text/plain":            readText,
}

// Read makes an article of an input message or file. contentType is the MIME
// type, its parameters ignored; "" and application/octet-stream say nothing,
// then the bytes decide. An input that is no article gives an *InvalidError,
// and there is no other kind of error. Read never changes data and gives the
// same answer for the same input.
//
// Segments of the article are never empty unless its Status is Canceled: a
// kill needs no text.
func Read(data []byte, contentType string) (Extraction, error) {
	text, err := decode(data)
	if err != nil {
		return Extraction{}, err
	}
	kind, err := kindOf(text, contentType)
	if err != nil {
		return Extraction{}, err
	}
	x, err := readers[kind](text)
	if err != nil {
		return Extraction{}, err
	}
	if x.Dropped == nil {
		x.Dropped = []Dropped{}
	}
	if x.Status == Canceled {
		return x, nil
	}
	if x.Dateline == "" {
		x.Dateline = inlineDateline(x.Body)
	}
	text = x.Headline + "\n" + x.Subheadline + "\n" + x.Body
	if n := strings.Count(text, "\ufffd"); n > 0 {
		x.note("%d characters were damaged before they came here (U+FFFD)", n)
	}
	return x, isArabic(text)
}

func (x *Extraction) note(format string, args ...any) {
	x.Notes = append(x.Notes, fmt.Sprintf(format, args...))
}

// decode returns the text of data, or says what kind of thing it is instead.
func decode(data []byte) (string, error) {
	const utf8Hint = "save it as UTF-8"
	const emptyHint = "send a story: its text, its HTML page, or JSON with a body"
	if len(data) > MaxInput {
		return "", invalid("send one article at a time", "input is larger than the limit of %d KiB", MaxInput>>10)
	}
	if len(data) == 0 {
		return "", invalid(emptyHint, "input is empty")
	}
	if format := binaryFormat(data); format != "" {
		return "", invalid("send text, HTML or JSON", "input is %s, not text", format)
	}
	if isUTF16(data) {
		return "", invalid("convert it: iconv -f utf-16 -t utf-8", "input is UTF-16, not UTF-8")
	}
	if at := bytes.IndexByte(data, 0); at >= 0 {
		return "", invalid("send text, HTML or JSON in UTF-8", "input holds a NUL byte at offset %d: it is binary", at)
	}
	if at := firstInvalid(data); at >= 0 {
		return "", invalid("if it is in the Windows code page: iconv -f windows-1256 -t utf-8; otherwise "+utf8Hint,
			"input is not valid UTF-8 at byte offset %d (0x%02X)", at, data[at])
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if blank(text) {
		return "", invalid(emptyHint, "input holds only white space")
	}
	return text, nil
}

func firstInvalid(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// binaryFormat names the file formats that newsrooms send by mistake. RTF is
// text by its bytes, and would pass for broken JSON.
func binaryFormat(data []byte) string {
	for _, f := range []struct{ magic, name string }{
		{"%PDF-", "a PDF file"},
		{"PK\x03\x04", "a ZIP or Word file"},
		{"\xd0\xcf\x11\xe0", "an old Word file"},
		{`{\rtf`, "an RTF file"},
		{"\x1f\x8b", "a gzip file"},
		{"\x89PNG", "an image"},
		{"\xff\xd8\xff", "an image"},
	} {
		if strings.HasPrefix(string(data[:min(len(data), 8)]), f.magic) {
			return f.name
		}
	}
	return ""
}

// isUTF16 looks for a byte order mark, else for text in which every second
// byte is the high byte of an Arabic or an ASCII character.
func isUTF16(data []byte) bool {
	if bom := string(data[:min(len(data), 2)]); bom == "\xff\xfe" || bom == "\xfe\xff" {
		return true
	}
	if bytes.IndexByte(data, 0x06) < 0 && bytes.IndexByte(data, 0) < 0 {
		return false
	}
	var high [2]int
	for i, b := range data {
		if b == 0x06 || b == 0 {
			high[i%2]++
		}
	}
	pairs := len(data) / 2
	return pairs > 1 && max(high[0], high[1])*10 > pairs*9
}

// kindOf returns the key into readers.
func kindOf(text, contentType string) (string, error) {
	mediaType, _, err := mime.ParseMediaType(contentType)
	switch {
	case contentType == "", mediaType == "application/octet-stream":
		return sniff(text)
	case err != nil && mediaType == "":
		mediaType = contentType
	case mediaType == "text/json", strings.HasSuffix(mediaType, "+json"):
		mediaType = "application/json"
	}
	if readers[mediaType] == nil {
		return "", unread("content type %q is not read", mediaType)
	}
	return mediaType, nil
}

func sniff(text string) (string, error) {
	start := strings.ToLower(strings.TrimSpace(text[:min(len(text), 512)]))
	switch {
	case strings.HasPrefix(start, "{"), isJSONArray(text):
		return "application/json", nil
	case htmlStart.MatchString(start):
		return "text/html", nil
	case strings.HasPrefix(start, "<?xml") && !strings.Contains(start, "<html"), xmlStart.MatchString(start):
		return "", unread("input is XML of a kind that is not read")
	case strings.HasPrefix(start, "<?xml"):
		return "text/html", nil
	}
	return "text/plain", nil
}

func unread(format string, args ...any) error {
	return invalid("send one of: "+strings.Join(slices.Sorted(maps.Keys(readers)), ", "), format, args...)
}
