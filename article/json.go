package article

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

func isJSONArray(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text), "[") && json.Valid([]byte(text))
}

// readJSON reads naql's own form. Members are matched exactly; unknown ones
// are ignored, and of two with one name the last counts. Text in id and
// version may be a number. The body is the publisher's word for what the body
// is: no page chrome is looked for.
func readJSON(text string) (Extraction, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		return Extraction{}, jsonError(text, err)
	}
	if object == nil {
		return Extraction{}, notObject(text)
	}
	m := members{object: object}
	x := m.article()
	if m.err != nil {
		return Extraction{}, m.err
	}
	x.Notes = append(m.notes, x.Notes...)
	if x.Status != Canceled && blank(x.Body) {
		return Extraction{}, m.noBody()
	}
	return x, nil
}

// members decodes the members of one object one by one. The first wrong type
// of a member that matters stays in err.
type members struct {
	object map[string]json.RawMessage
	notes  []string
	err    error
}

func (m *members) article() Extraction {
	x := Extraction{Article: Article{
		ID:          strings.TrimSpace(m.text("id")),
		Version:     strings.TrimSpace(m.text("version")),
		Source:      strings.TrimSpace(m.text("source")),
		Headline:    Clean(m.text("headline")),
		Subheadline: Clean(m.text("subheadline")),
		Byline:      Clean(m.about("byline")),
		Dateline:    Clean(m.about("dateline")),
		Credit:      Clean(m.about("credit")),
		URL:         strings.TrimSpace(m.text("url")),
		Language:    strings.TrimSpace(m.about("language")),
		Urgency:     m.urgency(),
		PublishedAt: m.about("published_at"),
		Status:      m.status(),
		Embargo:     m.text("embargo"),
		Note:        m.about("note"),
	}}
	if _, err := time.Parse(time.RFC3339, x.Embargo); x.Embargo != "" && err != nil {
		x.note("embargo is no RFC 3339 time: the story is held until a person releases it")
	}
	body, html := m.text("body"), m.text("html")
	switch {
	case !blank(body) && htmlTag.MatchString(body):
		x.note("body holds HTML tags and was read as HTML")
		x.Body, x.Dropped, m.err = m.reduce(body, true)
	case !blank(body):
		x.Body = splitBody(body)
	case !blank(html):
		x.Body, x.Dropped, m.err = m.reduce(html, false)
	}
	return x
}

// reduce leaves the first error where it is.
func (m *members) reduce(fragment string, lines bool) (string, []Dropped, error) {
	body, dropped, err := reduce(fragment, lines)
	return body, dropped, cmp.Or(m.err, err)
}

// text returns a text member, "" when it is absent or null. A number is taken
// as it is written where naql's form allows one: id and version.
func (m *members) text(name string) string {
	raw, ok := m.object[name]
	if !ok || string(raw) == "null" {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if (name == "id" || name == "version") && typeOf(raw) == "a number" {
		return string(raw)
	}
	if m.err == nil {
		m.err = invalid("send "+name+" as a text", "%s is %s, not a text", name, typeOf(raw))
	}
	return ""
}

// about returns a text member that only describes the story: a wrong type
// costs the member, not the story.
func (m *members) about(name string) string {
	raw := m.object[name]
	if t := typeOf(raw); t != "a text" && t != "nothing" {
		m.notes = append(m.notes, name+" is "+t+", not a text: ignored")
		return ""
	}
	return m.text(name)
}

// urgency takes 1 to 9, as a number or as text; anything else is noted and
// counts as none.
func (m *members) urgency() int {
	raw := strings.Trim(string(m.object["urgency"]), `" `)
	if raw == "" || raw == "null" {
		return 0
	}
	u, err := strconv.ParseFloat(raw, 64)
	if err != nil || u < 1 || u > 9 || u != float64(int(u)) {
		m.notes = append(m.notes, "urgency "+excerpt(raw)+" is not one of 1 to 9: ignored")
		return 0
	}
	return int(u)
}

var (
	usableWords = set("usable", "published", "publish", "ready", "approved", "released", "active",
		"live", "final", "new", "updated", "corrected", "ok")
	cancelWords = set("canceled", "cancelled", "cancel", "kill", "killed", "withdrawn", "withdraw",
		"retracted", "recalled", "revoked", "deleted", "delete", "removed", "spiked", "unpublished")
)

// status maps what publishers write to the three values. An unknown status
// counts as Withheld: a story that is held by mistake waits for a person, one
// that is published by mistake cannot be taken back.
func (m *members) status() string {
	given := m.text("status")
	word := strings.ToLower(strings.TrimSpace(given))
	word = strings.TrimPrefix(word, "stat:") // NewsML-G2 and ninjs write the scheme
	to := Withheld
	switch {
	case word == "":
		return ""
	case usableWords[word]:
		to = Usable
	case cancelWords[word]:
		to = Canceled
	}
	if to != word {
		m.notes = append(m.notes, "status "+excerpt(given)+" is read as "+to)
	}
	return to
}

func (m *members) noBody() error {
	for _, name := range []string{"body", "html"} {
		if raw, ok := m.object[name]; ok && typeOf(raw) != "nothing" {
			return invalid("send the text of the story as "+name, "%s is empty", name)
		}
	}
	hint := "send the text as body (paragraphs with blank lines between them) or as html"
	return invalid(hint, "the JSON object has neither body nor html")
}

// typeOf names the type of a JSON value for people.
func typeOf(raw json.RawMessage) string {
	switch {
	case len(raw) == 0 || raw[0] == 'n':
		return "nothing"
	case raw[0] == '"':
		return "a text"
	case raw[0] == '{':
		return "an object"
	case raw[0] == '[':
		return "an array"
	case raw[0] == 't' || raw[0] == 'f':
		return "a boolean"
	}
	return "a number"
}

func notObject(text string) error {
	what := typeOf(json.RawMessage(strings.TrimSpace(text)))
	return invalid("send one article as one JSON object", "the JSON is %s, not an object", what)
}

func jsonError(text string, err error) error {
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return notObject(text)
	}
	at := len(text)
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = max(0, min(int(e.Offset)-1, len(text)))
	}
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	before := text[:at]
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return invalid("check it with a JSON tool such as jq", "broken JSON at line %d, column %d: %v", line, column, err)
}

// splitBody returns body with one blank line between paragraphs. Where it has
// no blank line at all, each line is a paragraph.
func splitBody(body string) string {
	body = lineEnds.Replace(body)
	paragraphs := Paragraphs(body)
	if len(paragraphs) == 1 {
		paragraphs = slices.Collect(strings.SplitSeq(paragraphs[0], "\n"))
	}
	return strings.Join(paragraphs, "\n\n")
}

// lineEnds turns every character that ends a line into a newline.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")

// excerpt quotes the start of a text for a note.
func excerpt(text string) string {
	const limit = 60 // runes
	if r := []rune(Clean(text)); len(r) > limit {
		return strconv.Quote(string(r[:limit]) + "…")
	}
	return strconv.Quote(Clean(text))
}
