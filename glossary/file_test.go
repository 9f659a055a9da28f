package glossary

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadForms(t *testing.T) {
	windows, err := charmap.Windows1256.NewEncoder().String("arabic;english\r\nحلب;Aleppo\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text string }{
		{"header.csv", "id,arabic,english\nx,حلب,Aleppo\n"},
		{"order.csv", "english,arabic\nAleppo,حلب\n"},
		{"mark.csv", "\ufeffarabic,english\nحلب,Aleppo\n"},
		{"semicolon.csv", "arabic;english\nحلب;Aleppo\n"},
		{"blank.csv", "arabic,english\n\n,\nحلب,Aleppo\n"},
		{"two.csv", "حلب,Aleppo\n"},
		{"two.tsv", "حلب\tAleppo\n"},
		{"turned.tsv", "Aleppo\tحلب\n"},
		{"four.csv", "حلب,Aleppo,ar,en-US\n"},
		{"four-turned.csv", "Aleppo,حلب,en,ar\n"},
		{"windows.csv", windows},
		{"header-semicolon-excel.csv", "sep=;\r\narabic;english\r\nحلب;Aleppo\r\n"},
		{"header-quoted.csv", "\"arabic\",\"english\"\n\"حلب\",\"Aleppo\"\n"},
		{"header-case.csv", " Arabic , ENGLISH \nحلب,Aleppo\n"},
		{"spaced.csv", "arabic, english\n\"حلب\", \"Aleppo\"\n"},
		{"mac.csv", "arabic,english\rحلب,Aleppo\r"},
		{"tabs.csv", "arabic\tenglish\nحلب\tAleppo\n"},
		{"commas.tsv", "arabic,english\nحلب,Aleppo\n"},
		{"empty-columns.csv", "arabic,english,,\nحلب,Aleppo,,\n"},
		{"two-and-empty.csv", "حلب,Aleppo,,\n"},
		{"comments.csv", "# House style, stated; \"here\"\n#\n#,,,\n\"# quoted, by a spreadsheet\",,\narabic,english\nحلب,Aleppo\n"},
		{"comments-two.tsv", "# House style\nحلب\tAleppo\n"},
		{"codes-case.csv", "حلب,Aleppo,AR,EN-GB\n"},
		{"codes-underline.csv", "Aleppo,حلب,en_US,ar_SY\n"},
		{"mixed-directions.csv", "حمص,Homs,ar,en\nAleppo,حلب,en,ar\n"},
		{"mixed-letters.csv", "حمص,Homs\nAleppo,حلب\n"},
		{"wrapped.csv", "arabic,english,note\nحلب,Aleppo,\"one\r\ntwo\"\n"},
		{"utf16le.txt", utf16(t, unicode.LittleEndian, "arabic\tenglish\r\nحلب\tAleppo\r\n")},
		{"utf16be.csv", utf16(t, unicode.BigEndian, "arabic;english\r\nحلب;Aleppo\r\n")},
		{"comment.yaml", "# ours\nterms: # all of them\n\n# one\n- arabic: حلب # the city\n  english: Aleppo\n"},
		{"flow.yaml", "[{arabic: حلب, english: Aleppo, note: }]"},
		{"documents.yaml", "---\n- {arabic: حمص, english: Homs}\n---\n- {arabic: حلب, english: Aleppo}\n...\n"},
		{"folded.yaml", "- arabic: حلب\n  english: >\n    Aleppo\n  note: |\n    - not an entry\n    of the list\n"},
		{"words.yaml", "- {id: 7, arabic: حلب, english: Aleppo, first: No, required: yes, quoted: no, later: [1, yes]}\n"},
		{"under.json", `{"terms": [{"arabic":"حلب","english":"Aleppo","required":"yes"}]}`},
		{"list.yaml", "- arabic: حلب\n  english: Aleppo\n"},
		{"under.yml", "terms:\n  - arabic: حلب\n    english: Aleppo\n"},
		{"list.json", `[{"arabic":"حلب","english":"Aleppo"}]`},
	} {
		g, err := Load(write(t, c.name, c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := g.Find("في حلب"); len(got) != 1 || got[0].English != "Aleppo" {
			t.Errorf("%s: found %v", c.name, got)
		}
	}
}

func utf16(t *testing.T, order unicode.Endianness, text string) string {
	out, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLoadErrors(t *testing.T) {
	for _, c := range []struct {
		name, text   string
		line, column int
		says         string
	}{
		{"a.csv", "arabic,english\nحلب,\n", 2, 8, "no english"},
		{"b.csv", "arabic,english,colour\n", 1, 16, "colour"},
		{"c.csv", "arabic,english\nحلب,\"Aleppo\n", 2, 8, "none closes it"},
		{"d.csv", "arabic,english,required\nحلب,Aleppo,perhaps\n", 2, 15, "perhaps"},
		{"e.csv", "id,arabic,english\nx,حلب,Aleppo\nx,حمص,Homs\n", 3, 1, "twice"},
		{"f.csv", "arabic,english,type\nحلب,Aleppo,town\n", 2, 15, "town"},
		{"g.csv", "Aleppo,حلب,en,fr\n", 1, 18, "fr"},
		{"h.csv", "one,two,three\n", 1, 1, "no header"},
		{"i.yaml", "- arabic: حلب\n  englsh: Aleppo\n", 2, 3, "englsh"},
		{"j.yaml", "- arabic: حلب\n- english: x\n", 1, 3, "no english"},
		{"k.yaml", "just words\n", 1, 1, "list"},
		{"l.docx", "", 0, 0, "those read end in"},
		{"m.csv", "\x00\xff\xfe", 0, 0, "NUL"},
		{"damaged.csv", "arabic,english\nحلب,Al\xffeppo\nحمص,Homs\n", 2, 10, "0xff is not UTF-8"},
		{"iso.csv", "arabic,english\r\n\xe2\xe8\xc7\xca,forces\r\n", 2, 3, "inside an Arabic word"},
		{"latin.csv", "arabic,english\r\nCaf\xe9,cafe\r\n", 2, 1, "no Arabic letters"},
		{"marks.csv", "arabic,english\r\n????,Aleppo\r\n", 2, 1, "no Arabic: save it as CSV UTF-8"},
		{"mojibake.csv", "english,arabic\nAleppo,Ø\u00adÙ„Ø¨\n", 2, 8, "opened in the wrong encoding"},
		{"stray.csv", "arabic,english\nحلب,\"Aleppo\" city\n", 2, 8, "follows the closing"},
		{"match.csv", "arabic,english,match\nحلب,Aleppo,exact\n", 2, 15, "exact"},
		{"scope.csv", "arabic,english,scope\nحلب,Aleppo,body\n", 2, 15, "body"},
		{"origin.csv", "arabic,english,origin\nحلب,Aleppo,fr\n", 2, 15, "fr"},
		{"quoted.csv", "arabic,english,quoted\nحلب,Aleppo,so\n", 2, 15, "quoted is yes or no"},
		{"id.csv", "arabic,id,english\nحلب,a b,Aleppo\n", 2, 8, "white space"},
		{"control.csv", "arabic,english\nحلب,Al\x07eppo\n", 2, 8, "U+0007"},
		{"tab.csv", "arabic,english\nحلب,Al\teppo\n", 2, 8, "U+0009"},
		{"long.csv", "arabic,english\nحلب," + strings.Repeat("x", formLimit+1) + "\n", 2, 8, "more than 1024"},
		{"words.csv", "arabic,english\n" + strings.Repeat("حلب ", wordLimit+1) + ",x\n", 2, 1, "more than 32"},
		{"cell.csv", "arabic,english\nحلب,\"" + strings.Repeat("x", cellLimit+1) + "\n", 2, 8, "closed?"},
		{"list.csv", "arabic,english,later\nحلب,Aleppo," + strings.Repeat("x|", listLimit+1) + "\n", 2, 15, "more than 256"},
		{"second.csv", "arabic,english\n\"a\nحلب\",Aleppo\nحمص\n", 4, 1, "no english"},
		{"same.csv", "Aleppo,حلب,en,en\n", 1, 18, "both languages"},
		{"none.csv", "source,target\nحلب,Aleppo\n", 1, 1, "no header"},
		{"key.json", "[{\"arabic\": \"حلب\",\n  \"englsh\": \"Aleppo\"}]", 2, 3, "englsh"},
		{"type.json", "{\"terms\": [{\"arabic\": \"حلب\", \"english\": \"Aleppo\",\n\"type\": \"town\"}]}", 2, 1, "town"},
		{"twice.json", "[{\"arabic\": \"حلب\",\n\"arabic\": \"حمص\"}]", 2, 1, "twice"},
		{"shape.json", "[{\"arabic\": [\"حلب\"]}]", 1, 3, "not a list"},
		{"open.json", "[{\"arabic\": \"حلب\",\n", 2, 1, "ends inside"},
		{"more.json", "[]\n[]", 2, 1, "more text"},
		{"word.json", "\n7", 2, 1, "list"},
		{"twice.yaml", "- arabic: حلب\n  english: x\n  arabic: حمص\n", 3, 3, "arabic"},
		{"shape.yaml", "- arabic: حلب\n  english: x\n  later: y\n", 3, 3, "later is a list"},
		{"map.yaml", "- arabic: حلب\n  english: {a: b}\n", 2, 13, "neither"},
		{"type.yaml", "terms:\n  - arabic: حلب\n    english: x\n    type: town\n", 4, 5, "town"},
		{"second.yaml", "- arabic: حلب\n  english: x\n- arabic: حمص\n  english: \"y\n", 4, 12, ""},
		{"text.yaml", "- حلب\n", 1, 3, "mapping"},
		{"anchor.yaml", "- arabic: حلب\n  english: &e Aleppo\n  first: *e\n", 2, 12, "anchors"},
		{"anchors.yaml", "- &a\n  arabic: حلب\n  english: Aleppo\n- *a\n", 1, 3, "anchors"},
		{"tag.yaml", "- arabic: !!str حلب\n  english: x\n", 1, 11, "tags"},
		{"cut-off.csv", utf16(t, unicode.LittleEndian, "arabic,english\nحلب,Aleppo")[:47], 0, 0, "cut off"},
		{"utf32.csv", "\xff\xfe\x00\x00a\x00\x00\x00", 0, 0, "NUL"},
		{"ids.yaml", "- {id: x, arabic: حلب, english: x}\n- {id: x, arabic: حمص, english: y}\n", 2, 4, "twice"},
		{"row.csv", strings.Repeat(",", rowLimit), 1, rowLimit + 1, "more than 16384 cells"},
		{"n.csv", "arabic,english\nحلب,Aleppo,more\n", 2, 15, "beyond"},
	} {
		_, err := Load(write(t, c.name, c.text))
		var at *FileError
		if !errors.As(err, &at) {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		if at.Line != c.line || at.Column != c.column || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%s: %d:%d %v; want %d:%d %s", c.name, at.Line, at.Column, err, c.line, c.column, c.says)
		}
	}
	var at *FileError
	deep := strings.Repeat("[", 1<<20)
	for _, name := range []string{"deep.yaml", "deep.json"} {
		if _, err := Load(write(t, name, deep)); !errors.As(err, &at) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.csv")); !errors.As(err, &at) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestLoadFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.csv": "حلب,Aleppo\n", "b.yaml": "- {arabic: حمص, english: Homs}\n", "readme.md": "x", ".c.csv": "x", "~$a.csv": "x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	g, err := Load(dir)
	if err != nil || len(g.Terms()) != 2 {
		t.Fatalf("%v, %v", g, err)
	}
	if _, err := Load(t.TempDir()); err == nil {
		t.Error("an empty folder is no glossary")
	}
}

var awkward = []Term{
	{ID: "a", Arabic: "حلب", English: `=HYPERLINK("x")`, Variants: []string{"مدينة حلب", "حلب القديمة"}, Required: new(false), Note: "-1"},
	{ID: "b", Arabic: "حمص", English: "'=x", First: "''y", Later: []string{"@z", "q, r"}, Forbidden: []string{`"Hims"`}, Type: TypePlace},
	{ID: "c", Arabic: "داعش", English: "ISIS", Match: MatchAcronym, Required: new(true), Scope: ScopeCredit, Origin: "en", Note: "yes: no #1"},
}

func TestRoundTrip(t *testing.T) {
	g, err := New(awkward)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"csv", "tsv", "yaml"} {
		var b bytes.Buffer
		if err := g.Write(&b, format); err != nil {
			t.Fatal(err)
		}
		if format != "yaml" && (strings.Contains(b.String(), ",=") || strings.Contains(b.String(), "\t=")) {
			t.Errorf("%s holds a formula:\n%s", format, &b)
		}
		back, err := Load(write(t, "back."+format, b.String()))
		if err != nil {
			t.Errorf("%s: %v\n%s", format, err, &b)
			continue
		}
		if diff := cmp.Diff(awkward, back.Terms()); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
	}
	if err := g.Write(&bytes.Buffer{}, "xml"); err == nil {
		t.Error("xml is no format")
	}
	parted, err := New([]Term{{Arabic: "حلب", English: "x", Later: []string{"a|b"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := parted.Write(&bytes.Buffer{}, "csv"); err == nil {
		t.Error("csv cannot hold a | in a list")
	}
}

func TestStarterRoundTrip(t *testing.T) {
	var b bytes.Buffer
	if err := Starter().Write(&b, "csv"); err != nil {
		t.Fatal(err)
	}
	g, err := Load(write(t, "starter.csv", b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if g.Hash() != Starter().Hash() {
		t.Error("the hash changed on the way")
	}
}

func TestHash(t *testing.T) {
	hash := func(terms []Term) string {
		g, err := New(terms)
		if err != nil {
			t.Fatal(err)
		}
		return g.Hash()
	}
	turned := slices.Clone(awkward)
	slices.Reverse(turned)
	if hash(turned) != hash(awkward) {
		t.Error("the order counts")
	}
	change := func(f func(*Term)) []Term {
		out := slices.Clone(awkward)
		f(&out[1])
		return out
	}
	if hash(change(func(t *Term) { t.Note = "new" })) != hash(awkward) {
		t.Error("the note counts")
	}
	if hash(change(func(t *Term) { t.Match = MatchName })) != hash(awkward) {
		t.Error("a default that is spelled out counts")
	}
	if hash(change(func(t *Term) { t.Required = new(false) })) == hash(awkward) {
		t.Error("required does not count")
	}
	if hash(change(func(t *Term) { t.Forbidden = nil })) == hash(awkward) {
		t.Error("forbidden does not count")
	}
}

func TestNewErrors(t *testing.T) {
	for name, term := range map[string]Term{
		"no Arabic": {ID: "term-7", Arabic: "Aleppo", English: "Aleppo"},
		"type":      {ID: "term-7", Arabic: "حلب", Type: "town"},
		"match":     {ID: "term-7", Arabic: "حلب", Match: "exact"},
		"scope":     {ID: "term-7", Arabic: "حلب", Scope: "body"},
		"origin":    {ID: "term-7", Arabic: "حلب", Origin: "fr"},
	} {
		if _, err := New([]Term{term}); err == nil || !strings.Contains(err.Error(), "term-7") {
			t.Errorf("%s: %v", name, err)
		}
	}
	g, err := New([]Term{{Arabic: "حلب", English: "Aleppo"}, {Arabic: "حلب الشهباء", English: "Aleppo"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := g.Lookup("aleppo"); !ok {
		t.Errorf("no id was made: %v", g.Terms())
	}
}

// An id that is made never takes one that is given, wherever that stands, and
// is read back.
func TestMadeIDs(t *testing.T) {
	long := strings.Repeat("x", formLimit)
	g, err := New([]Term{
		{Arabic: "عمان", English: "Amman"}, {ID: "amman", Arabic: "عمّان", English: "Amman city"},
		{Arabic: "حلب", English: long}, {Arabic: "حمص", English: long},
	})
	if err != nil {
		t.Fatal(err)
	}
	if given, _ := g.Lookup("amman"); given.English != "Amman city" || len(g.byID) != 4 {
		t.Errorf("ids: %v", g.byID)
	}
	if _, err := New(g.Terms()); err != nil {
		t.Error(err)
	}
}
