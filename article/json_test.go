package article

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// decodeStory returns the Arabic of one line of outside test data.
func decodeStory(t *testing.T, line []byte) string {
	t.Helper()
	var row struct {
		Ar string `json:"ar"`
	}
	if err := json.Unmarshal(line, &row); err != nil {
		t.Fatal(err)
	}
	return row.Ar
}

func TestReadJSON(t *testing.T) {
	const input = `{
		"id": 4711, "version": 3, "source": " desk ", "headline": "خبر  أول\n", "subheadline": "تفصيل",
		"byline": "من المراسل", "dateline": "حلب", "credit": "سانا", "url": "https://example.org/1",
		"language": "ar", "urgency": "2", "published_at": "2025-10-01T08:00:00Z", "status": "Usable",
		"embargo": "2025-11-10T12:00:00Z", "note": "للنشر", "unknown": {"a": [1]},
		"body": "نص قديم", "body": "الفقرة الأولى\r\nبقيتها\r\n\r\n  الفقرة الثانية  \n"
	}`
	x, err := Read([]byte(input), "application/json")
	if err != nil {
		t.Fatal(err)
	}
	want := Article{
		ID: "4711", Version: "3", Source: "desk", Headline: "خبر أول", Subheadline: "تفصيل",
		Byline: "من المراسل", Dateline: "حلب", Credit: "سانا", URL: "https://example.org/1",
		Language: "ar", Urgency: 2, PublishedAt: "2025-10-01T08:00:00Z", Status: Usable,
		Embargo: "2025-11-10T12:00:00Z", Note: "للنشر", Body: "الفقرة الأولى\nبقيتها\n\nالفقرة الثانية",
	}
	if diff := cmp.Diff(want, x.Article); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if x.Notes != nil {
		t.Errorf("notes %q", x.Notes)
	}
}

// TestReadJSONBody: the publisher's body is the body, whatever it looks like.
func TestReadJSONBody(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"lines without blank ones", "سطر أول\nسطر ثان\r\nسطر ثالث", "سطر أول|سطر ثان|سطر ثالث"},
		{"paragraphs", "سطر أول\nبقيته\n \u00a0\nسطر ثان", "سطر أول\nبقيته|سطر ثان"},
		{"old line ends", "سطر أول\rسطر ثان", "سطر أول|سطر ثان"},
		{"line separators", "سطر أول\u2028بقيته\u2029سطر ثان", "سطر أول\nبقيته|سطر ثان"},
		{"chrome stays", "الرئيسية\n\nاقرأ أيضا\n\nالتعليقات (0)", "الرئيسية|اقرأ أيضا|التعليقات (0)"},
		{"angle brackets are text", "إذا كان س < ص\nو ص > ع", "إذا كان س < ص|و ص > ع"},
		{"tags", "<p>سطر &laquo;أول&raquo;</p><p>سطر <b>ثا</b>ن</p>", "سطر «أول»|سطر ثان"},
		{"inline tags only", "سطر <b>أول</b>\nسطر ثان", "سطر أول|سطر ثان"},
		{"tags and blank lines", "سطر <em>أول</em>\n\nسطر ثان<br>سطر ثالث", "سطر أول|سطر ثان|سطر ثالث"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			input, _ := json.Marshal(map[string]string{"body": tt.body})
			x, err := Read(input, "")
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(Paragraphs(x.Body), "|"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if len(x.Dropped) > 0 {
				t.Errorf("dropped %+v", x.Dropped)
			}
		})
	}
}

func TestReadJSONHTML(t *testing.T) {
	tests := []struct{ name, html, want, dropped string }{
		{"paragraphs", "<p>سطر\n أول</p>\n<p>سطر&nbsp;ثان</p>", "سطر أول|سطر ثان", ""},
		{"line breaks", "<div>سطر أول<br/>سطر ثان</div>", "سطر أول|سطر ثان", ""},
		{"inline elements", "<p>ال<strong>سط</strong>ر <a href='#'>الأول</a></p>", "السطر الأول", ""},
		{"lists and quotes", "<h2>عنوان</h2><ul><li>بند</li><li>بند ثان</li></ul><blockquote><p>قول</p></blockquote>", "عنوان|بند|بند ثان|قول", ""},
		{"code is silent", "<style>p{}</style><p>سطر</p><script>var x='<p>لا</p>'</script>", "سطر", ""},
		{"furniture", "<nav>الرئيسية</nav><p>سطر</p><aside>اقرأ <b>أيضا</b></aside><form>بريدك</form><footer>حقوق</footer>",
			"سطر", "html-nav الرئيسية|html-aside اقرأ أيضا|html-form بريدك|html-footer حقوق"},
		{"caption", "<figure><img src=x><figcaption>صورة</figcaption></figure><p>سطر</p>", "سطر", "html-figcaption صورة"},
		{"never closed", "<p>سطر أول<p>سطر <b>ثان", "سطر أول|سطر ثان", ""},
		{"no tags", "سطر أول\n\nسطر ثان", "سطر أول|سطر ثان", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			input, _ := json.Marshal(map[string]string{"html": tt.html, "body": " "})
			x, err := Read(input, "")
			if err != nil {
				t.Fatal(err)
			}
			var dropped []string
			for _, d := range x.Dropped {
				dropped = append(dropped, d.Rule+" "+d.Text)
			}
			if got := strings.Join(Paragraphs(x.Body), "|"); got != tt.want || strings.Join(dropped, "|") != tt.dropped {
				t.Errorf("got %q, dropped %q\nwant %q, dropped %q", got, dropped, tt.want, tt.dropped)
			}
		})
	}
}

// TestReadStatus: what is not known to be free for use is not published.
func TestReadStatus(t *testing.T) {
	for status, want := range map[string]string{
		``: "", `null`: "", `""`: "", `" "`: "",
		`"usable"`: Usable, `"Usable"`: Usable, `"stat:usable"`: Usable, `"published"`: Usable, `"corrected"`: Usable,
		`"withheld"`: Withheld, `"WITHHELD"`: Withheld, `"stat:withheld"`: Withheld, `"hold"`: Withheld,
		`"embargoed"`: Withheld, `"draft"`: Withheld, `"not for use"`: Withheld, `"xyz"`: Withheld, `"محجوب"`: Withheld,
		`"canceled"`: Canceled, `"cancelled"`: Canceled, `"Killed"`: Canceled, `"withdrawn"`: Canceled, `"stat:canceled"`: Canceled,
	} {
		input := `{"body":"نص"}`
		if status != "" {
			input = `{"body":"نص","status":` + status + `}`
		}
		x, err := Read([]byte(input), "")
		if err != nil || x.Status != want {
			t.Errorf("status %s is read as %q, %v; want %q", status, x.Status, err, want)
		}
		exact := want == "" || strings.EqualFold(strings.Trim(status, `"`), want) || status == `"stat:`+want+`"`
		if noted := len(x.Notes) > 0; noted == exact {
			t.Errorf("status %s: notes %q", status, x.Notes)
		}
	}
}

func TestReadUrgency(t *testing.T) {
	for urgency, want := range map[string]int{
		`1`: 1, `9`: 9, `"4"`: 4, `5.0`: 5, `null`: 0, `""`: 0,
		`0`: 0, `10`: 0, `-1`: 0, `2.5`: 0, `"high"`: 0, `{}`: 0, `true`: 0, `1e400`: 0,
	} {
		x, err := Read([]byte(`{"body":"نص","urgency":`+urgency+`}`), "")
		if err != nil || x.Urgency != want {
			t.Errorf("urgency %s is read as %d, %v; want %d", urgency, x.Urgency, err, want)
		}
		if noted := len(x.Notes) > 0; noted != (want == 0 && urgency != `null` && urgency != `""`) {
			t.Errorf("urgency %s: notes %q", urgency, x.Notes)
		}
	}
}

func TestReadJSONLenient(t *testing.T) {
	x, err := Read([]byte(`{"body":"نص","byline":["أ","ب"],"note":7}`), "")
	if err != nil || x.Byline != "" || len(x.Notes) != 2 {
		t.Errorf("byline %q, notes %q, %v", x.Byline, x.Notes, err)
	}
	x, err = Read([]byte(`{"id":"9","status":"canceled","headline":"Kill"}`), "")
	if err != nil || x.Status != Canceled || x.Body != "" {
		t.Errorf("a kill without text: %+v, %v", x.Article, err)
	}
	x, err = Read([]byte(`{"body":"بغداد (واع) - نص","dateline":"البصرة"}`), "")
	if err != nil || x.Dateline != "البصرة" {
		t.Errorf("dateline %q, %v: the publisher's own goes before the text's", x.Dateline, err)
	}
	x, err = Read([]byte(`{"body":"بغداد (واع) - نص"}`), "")
	if err != nil || x.Dateline != "بغداد (واع)" || x.Body != "بغداد (واع) - نص" {
		t.Errorf("dateline %q, body %q, %v", x.Dateline, x.Body, err)
	}
	x, err = Read([]byte(`{"body":"نص \ud800 \u0000 آخر"}`), "")
	if err != nil || len(x.Notes) != 1 {
		t.Errorf("damaged text: notes %q, %v", x.Notes, err)
	}
}

// TestUnreadableEmbargo: the publisher hears why the story does not run.
func TestUnreadableEmbargo(t *testing.T) {
	x, err := Read([]byte(`{"body":"أعلنت الوزارة فتح الطريق أمام السيارات.","embargo":"غدا"}`), "")
	if err != nil || len(x.Notes) != 1 || !x.Held(time.Now()) {
		t.Errorf("err %v, notes %q, held %t; want one note and held", err, x.Notes, x.Held(time.Now()))
	}
}
