package verify

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"naql/article"
)

// wireText holds paragraphs, headlines and flashes in the manner of Arabic news
// agencies, written for this test, each with a rendering that a good desk would
// print and with damage to it: what a careless model makes of a passage.
//
//go:embed testdata/wire.jsonl
var wireText []byte

// TestWire: a faithful rendering of wire copy has no severe finding, and each
// damage brings one.
func TestWire(t *testing.T) {
	faithful, damaged := 0, 0
	for line := range bytes.Lines(wireText) {
		var w struct {
			ID, Ar, En string
			Damage     [][2]string
		}
		if err := json.Unmarshal(line, &w); err != nil {
			t.Fatal(err)
		}
		faithful++
		for _, f := range Check(body(w.Ar, w.En), nil, Style{}).Findings {
			if f.Severe() {
				t.Errorf("%s %s %s: %s\n%s\n%s", w.ID, f.Check, f.Severity, f.Message, w.Ar, w.En)
			}
		}
		for _, d := range w.Damage {
			damaged++
			bad := strings.Replace(w.En, d[0], d[1], 1)
			if bad == w.En {
				t.Errorf("%s does not hold %q", w.ID, d[0])
			}
			if !slices.ContainsFunc(Check(body(w.Ar, bad), nil, Style{}).Findings, article.Finding.Severe) {
				t.Errorf("%s: nothing severe where %q became %q", w.ID, d[0], d[1])
			}
		}
	}
	if faithful < 60 || damaged < 60 {
		t.Errorf("only %d renderings and %d damaged ones", faithful, damaged)
	}
}

// TestWireTurns holds turns of wire copy whose rendering is worth no word, each
// with the damage that is.
func TestWireTurns(t *testing.T) {
	for _, c := range []struct{ ar, en, bad, want string }{
		{"قدم استقالته إثر خلاف حول موازنة عام 2025.", "He resigned over a dispute about the 2025 budget.", "", ""},
		{"سلمت الحركة ثلاثة رهائن.", "The movement handed over three hostages.", "The movement handed over more than three hostages.", "number"},
		{"لمدة لا تزيد على 40 يوما.", "For a period not exceeding 40 days.", "For a period exceeding 40 days.", "number"},
		{"لم يتجاوز عددهم 40.", "They didn't exceed 40.", "They exceeded 40.", "number"},
		{"توفي عن عمر ناهز 79 عاما.", "He died at the age of 79.", "He died at the age of 97.", "number"},
		{"يبدأ الأحد 19 كانون الثاني/يناير.", "It begins Sunday, Jan. 19.", "It begins Sunday, June 19.", "date"},
		{"غرة شعبان 1446 هجرية.", "The first of Shaaban, 1446 A.H.", "", ""},
		{"وصل الوفد بعد ظهر الأربعاء.", "The delegation arrived Wednesday afternoon.", "The delegation arrived Wednesday morning.", "date"},
		{"وقع الانفجار الساعة 16,43.", "The blast struck at 4:43 p.m.", "The blast struck at 4:43 a.m.", "time"},
		{"زعم الجيش أنه قتله، وقالت الوكالة إنه مدني.", "The army claimed it killed him; the agency said he was a civilian.",
			"The army confirmed it killed him; the agency said he was a civilian.", "speech-verb"},
		{"اتهم الجيش «قوات الدعم السريع» بقصف البلدة. ولم تعلق «الدعم السريع» التي يقودها دقلو المعروف بـ«حميدتي».",
			"The army accused the Rapid Support Forces of shelling the town. The RSF, led by Dagalo, known as \"Hemedti,\" did not comment.", "", ""},
	} {
		if found := Check(body(c.ar, c.en), nil, Style{}).Findings; len(found) > 0 {
			t.Errorf("%s | %s: %s: %s", c.ar, c.en, found[0].Check, found[0].Message)
		}
		if c.bad == "" {
			continue
		}
		if found := Check(body(c.ar, c.bad), nil, Style{}).Findings; len(found) == 0 || found[0].Check != c.want {
			t.Errorf("%s | %s: %v, want %s", c.ar, c.bad, found, c.want)
		}
	}
}
