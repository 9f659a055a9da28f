package prompts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"naql/article"
	"naql/llm"
)

func reply(text string) llm.Reply { return llm.Reply{Text: text, Nonce: nonce} }

// marked writes a tagged reply: # stands for the marker's beginning.
func marked(text string) string { return strings.ReplaceAll(text, "#", "[["+nonce+":") }

// wanted are segments of ten Arabic letters, so that 540 bytes are their room.
func wanted(ids ...string) []article.Segment {
	var out []article.Segment
	for _, id := range ids {
		out = append(out, article.Segment{ID: id, Ar: "نص من كلمات"[:19]})
	}
	return out
}

func TestParseSegments(t *testing.T) {
	both := map[string]string{"h": "Title", "p1": "Text."}
	title := map[string]string{"h": "Title"}
	tests := []struct {
		name     string
		format   llm.Format
		text     string
		want     map[string]string // nil: unreadable
		problems []Problem
	}{
		{"as asked", "json", `{"segments":[{"id":"h","en":"Title"},{"id":"p1","en":"Text."}]}`, both, nil},
		{"members in another order", "json", `{"segments":[{"en":"Title","id":"h"},{"id":"p1","en":"Text."}]}`, both, nil},
		{"in a code fence", "json", "```json\n{\"segments\":[{\"id\":\"h\",\"en\":\"Title\"},{\"id\":\"p1\",\"en\":\"Text.\"}]}\n```", both, nil},
		{"white space inside", "json", `{"segments":[{"id":"h","en":" Ti\ttle\n"},{"id":"p1","en":"Text."}]}`, map[string]string{"h": "Ti tle", "p1": "Text."}, nil},
		{"missing", "json", `{"segments":[{"id":"h","en":"Title"}]}`, title, []Problem{{"p1", Missing}}},
		{"blank", "json", `{"segments":[{"id":"h","en":"Title"},{"id":"p1","en":" \u200f "}]}`, title, []Problem{{"p1", Missing}}},
		{"doubled", "json", `{"segments":[{"id":"h","en":"Title"},{"id":"p1","en":"Text."},{"id":"p1","en":"Text."}]}`, title, []Problem{{"p1", Doubled}}},
		{"unknown", "json", `{"segments":[{"id":"h","en":"Title"},{"id":"p1","en":"Text."},{"id":"P1","en":"x"}]}`, both, []Problem{{"P1", Unknown}}},
		{"all unknown", "json", `{"segments":[{"id":"x","en":"Title"}]}`, map[string]string{}, []Problem{{"h", Missing}, {"p1", Missing}, {"x", Unknown}}},
		{"a marker in it", "json", `{"segments":[{"id":"h","en":"Title"},{"id":"p1","en":"[[` + nonce + `:p1]] Text."}]}`, title, []Problem{{"p1", Stray}}},

		{"just in its room", "json", `{"segments":[{"id":"h","en":"Title"},{"id":"p1","en":"` + strings.Repeat("x", 540) + `"}]}`, map[string]string{"h": "Title", "p1": strings.Repeat("x", 540)}, nil},
		{"endless", "json", `{"segments":[{"id":"h","en":"Title"},{"id":"p1","en":"` + strings.Repeat("news ", 10000) + `"}]}`, title, []Problem{{"p1", Endless}}},

		{"empty text", "json", ``, nil, nil},
		{"no segments", "json", `{"segments":[]}`, nil, nil},
		{"null", "json", `null`, nil, nil},
		{"null list", "json", `{"segments":null}`, nil, nil},
		{"null text", "json", `{"segments":[{"id":"h","en":null}]}`, nil, nil},
		{"number for an id", "json", `{"segments":[{"id":1,"en":"x"}]}`, nil, nil},
		{"a bare list", "json", `[{"id":"h","en":"Title"}]`, nil, nil},
		{"member missing", "json", `{"segments":[{"id":"h"}]}`, nil, nil},
		{"member unknown", "json", `{"segments":[{"id":"h","en":"Title","note":"x"}]}`, nil, nil},
		{"member twice", "json", `{"segments":[{"id":"h","en":"A","en":"B"}]}`, nil, nil},
		{"member in capitals", "json", `{"segments":[{"id":"h","EN":"A"}]}`, nil, nil},
		{"list twice", "json", `{"segments":[{"id":"h","en":"A"}],"segments":[]}`, nil, nil},
		{"chatter around", "json", "Here is the JSON:\n```json\n{\"segments\":[{\"id\":\"h\",\"en\":\"Title\"},{\"id\":\"p1\",\"en\":\"Text.\"}]}\n```\nI hope this helps!", both, nil},
		{"byte order mark", "json", "\ufeff{\"segments\":[{\"id\":\"h\",\"en\":\"Title\"},{\"id\":\"p1\",\"en\":\"Text.\"}]}\n", both, nil},
		{"chatter with braces", "json", `{"segments":[{"id":"h","en":"A"}]} Tell me {more}.`, nil, nil},
		{"two values", "json", `{"segments":[{"id":"h","en":"A"}]}{"segments":[]}`, nil, nil},
		{"cut", "json", `{"segments":[{"id":"h","en":"A"},{"id":"p1","en":"B`, nil, nil},
		{"cut after a value", "json", `{"segments":[{"id":"h","en":"A"}`, nil, nil},
		{"not UTF-8", "json", "{\"segments\":[{\"id\":\"h\",\"en\":\"caf\xe9\"}]}", nil, nil},
		{"tagged instead", "json", marked("#h]] Title"), nil, nil},

		{"as asked", "tagged", marked("#h]] Title\n#p1]] Text."), both, nil},
		{"chatter before", "tagged", marked("Sure, here it is:\n\n#h]] Title\n#p1]] Text."), both, nil},
		{"chatter after", "tagged", marked("#h]] Title\n#p1]] Text.\n\nI hope this helps!"), title, []Problem{{"p1", Stray}}},
		{"chatter between", "tagged", marked("#h]] Title\n\nNow the text:\n#p1]] Text."), map[string]string{"p1": "Text."}, []Problem{{"h", Stray}}},
		{"in a code fence", "tagged", marked("```\n#h]] Title\n\n#p1]] Text.\n```"), both, nil},
		{"text on the next line", "tagged", marked("#h]]\nTitle\n#p1]]\n\nText."), both, nil},
		{"text over two lines", "tagged", marked("#h]] Ti\n tle\n#p1]] Text."), map[string]string{"h": "Ti tle", "p1": "Text."}, nil},
		{"markers on one line", "tagged", marked("#h]] Title #p1]] Text."), both, nil},
		{"bold markers", "tagged", marked("**#h]]** Title\n**#p1]]** Text."), both, nil},
		{"another nonce", "tagged", marked("#h]] Title\n[[zzzzzzzz:p1]] Text."), map[string]string{}, []Problem{{"h", Stray}, {"p1", Missing}}},
		{"a marker of the text itself", "tagged", marked("#h]] [[x:p1]] Title\n#p1]] Text."), map[string]string{"h": "[[x:p1]] Title", "p1": "Text."}, nil},
		{"marker broken", "tagged", marked("#h]] Title\n#p1 Text."), title, []Problem{{"p1", Missing}, {"p1 Text.", Unknown}}},
		{"nonce without brackets", "tagged", marked("#h]] Title\n#p1]] Text. (" + nonce + ")"), title, []Problem{{"p1", Stray}}},
		{"doubled", "tagged", marked("#h]] Title\n#p1]] A\n#p1]] B"), title, []Problem{{"p1", Doubled}}},
		{"unknown", "tagged", marked("#h]] Title\n#p1]] Text.\n#p2]] More."), both, []Problem{{"p2", Unknown}}},
		{"line ends of Windows", "tagged", marked("#h]] Title\r\n#p1]] Text.\r\n"), both, nil},
		{"endless", "tagged", marked("#h]] Title\n#p1]] " + strings.Repeat("news ", 10000)), title, []Problem{{"p1", Endless}}},
		{"no marker", "tagged", "Title\nText.", nil, nil},
		{"json instead", "tagged", `{"segments":[{"id":"h","en":"Title"}]}`, nil, nil},
	}
	for _, tt := range tests {
		t.Run(string(tt.format)+" "+tt.name, func(t *testing.T) {
			got, problems, err := ParseSegments(reply(tt.text), tt.format, wanted("h", "p1"))
			if (err != nil) != (tt.want == nil) || err != nil && !errors.Is(err, ErrUnreadable) {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("English (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseBullets(t *testing.T) {
	two := []article.Bullet{{ID: "b1", Text: "First.", Cites: []string{"p1", "p2"}}, {ID: "b2", Text: "Second.", Cites: []string{"p3"}}}
	bare := []article.Bullet{{ID: "b1", Text: "First.", Cites: []string{}}}
	tests := []struct {
		name   string
		format llm.Format
		text   string
		want   []article.Bullet // nil: unreadable
	}{
		{"as asked", "json", `{"bullets":[{"text":"First.","cites":["p1","p2"]},{"text":"Second.","cites":["p3"]}]}`, two},
		{"no cites", "json", `{"bullets":[{"text":"First.","cites":[]}]}`, bare},
		{"blank ones", "json", `{"bullets":[{"text":" ","cites":["p9"]},{"text":"First.","cites":["p1"," p2","p1",""]},{"text":"Second.","cites":["p3"]}]}`, two},
		{"none", "json", `{"bullets":[]}`, nil},
		{"cites missing", "json", `{"bullets":[{"text":"First."}]}`, nil},
		{"cites a string", "json", `{"bullets":[{"text":"First.","cites":"p1"}]}`, nil},
		{"member unknown", "json", `{"bullets":[{"text":"First.","cites":[],"score":1}]}`, nil},
		{"segments instead", "json", `{"segments":[{"id":"p1","en":"x"}]}`, nil},
		{"one without an end", "json", `{"bullets":[{"text":"First.","cites":[]},{"text":"` + strings.Repeat("news ", 300) + `","cites":[]}]}`, nil},
		{"a marker in it", "json", `{"bullets":[{"text":"[[` + nonce + `:p1]] First.","cites":[]}]}`, nil},

		{"as asked", "tagged", "- First. [p1,p2]\n- Second. [p3]", two},
		{"other signs", "tagged", "* First. [p1, p2]\n• Second. [p3].", two},
		{"chatter around", "tagged", "Key points:\n\n- First. [p1] [p2]\n\n- Second. [p3]\n\nAnything else?", two},
		{"markers for ids", "tagged", "- First. [[" + nonce + ":p1]] [[" + nonce + ":p2]]\n- Second. [[" + nonce + ":p3]]", two},
		{"over two lines", "tagged", "- First.\n  [p1, p2]\n- Second. [p3]", two},
		{"no cites", "tagged", "- First.", bare},
		{"brackets inside", "tagged", "- He said [sic] so. [p1]", []article.Bullet{{ID: "b1", Text: "He said [sic] so.", Cites: []string{"p1"}}}},
		{"one without an end", "tagged", "- First. [p1]\n- " + strings.Repeat("news\n", 300) + "[p1]", nil},
		{"cites alone", "tagged", "- [p1]", nil},
		{"no bullet", "tagged", "First. [p1]", nil},
		{"empty", "tagged", "", nil},
	}
	for _, tt := range tests {
		t.Run(string(tt.format)+" "+tt.name, func(t *testing.T) {
			got, err := ParseBullets(reply(tt.text), tt.format)
			if (err != nil) != (tt.want == nil) || err != nil && !errors.Is(err, ErrUnreadable) {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("bullets (-want +got):\n%s", diff)
			}
		})
	}
}

// TestHostileReplyIsReadInTime: what an endpoint may send is 4 MiB, of anything.
func TestHostileReplyIsReadInTime(t *testing.T) {
	fill := func(head, s, tail string) string { return head + strings.Repeat(s, 4<<20/len(s)) + tail }
	var ids []string
	for i := range 10_000 {
		ids = append(ids, fmt.Sprint("p", i))
	}
	for name, text := range map[string]string{
		"unknown ids":      fill(`{"segments":[`, `{"id":"x","en":""},`, `{"id":"x","en":""}]}`),
		"one id":           fill(`{"segments":[`, `{"id":"p1","en":"a"},`, `{"id":"p1","en":"a"}]}`),
		"a long id":        fill(`{"segments":[{"id":"`, "a ", `","en":"x"}]}`),
		"nested":           fill(`{"segments":[`, "[", ""),
		"bullets":          fill(`{"bullets":[`, `{"text":"a","cites":[]},`, `{"text":"a","cites":[]}]}`),
		"cites":            fill(`{"bullets":[{"text":"a","cites":[`, `"p1",`, `"p1"]}]}`),
		"markers":          fill("", "[["+nonce+":p1]] a\n", ""),
		"open markers":     fill("", "[["+nonce+":", ""),
		"lines":            fill("[["+nonce+":p1]] a\n", "a\n", ""),
		"lines of a point": fill("- a\n", "a\n", ""),
		"ids of a point":   fill("- a", " [p1]", ""),
		"points":           fill("", "- a [p1]\n", ""),
		"brackets":         fill("- ", "]", ""),
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			for _, format := range []llm.Format{llm.FormatJSON, llm.FormatObject, llm.FormatTagged} {
				_, _, _ = ParseSegments(reply(text), format, wanted(ids...))
				_, _ = ParseBullets(reply(text), format)
			}
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func seed(f *testing.F) {
	for _, s := range []string{
		`{"segments":[{"id":"h","en":"Title"},{"id":"p1","en":"Text."}]}`, `{"segments":[{"id":"h","en":"\ud800"}]}`,
		`{"bullets":[{"text":"First.","cites":["p1"]}]}`, marked("#h]] Title\n#p1]] Text."), marked("#h]] A\n#"), "- a [p1]", "- ]", "```", "",
		strings.Repeat("[", 200), strings.Repeat(`{"segments":[`, 50),
	} {
		f.Add(s, true)
		f.Add(s, false)
	}
}

func FuzzParseSegments(f *testing.F) {
	seed(f)
	want := []string{"h", "p1", "p2"}
	f.Fuzz(func(t *testing.T, text string, json bool) {
		format := llm.FormatTagged
		if json {
			format = []llm.Format{llm.FormatJSON, llm.FormatObject}[len(text)%2]
		}
		got, problems, err := ParseSegments(reply(text), format, wanted(want...))
		if err != nil {
			if got != nil || problems != nil {
				t.Error("an error and a result")
			}
			return
		}
		for _, id := range want {
			_, given := got[id]
			if bad := slices.ContainsFunc(problems, func(p Problem) bool { return p.Segment == id && p.Kind != Unknown }); bad == given {
				t.Errorf("%s: given %v, a problem %v", id, given, bad)
			}
		}
		for id, en := range got {
			if !slices.Contains(want, id) || en == "" || en != article.Clean(en) || strings.Contains(en, nonce) || !utf8.ValidString(en) {
				t.Errorf("%q: %q", id, en)
			}
		}
		if len(problems) > len(want)+maxUnknown {
			t.Errorf("%d problems", len(problems))
		}
	})
}

func FuzzParseBullets(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string, json bool) {
		format := llm.FormatTagged
		if json {
			format = []llm.Format{llm.FormatJSON, llm.FormatObject}[len(text)%2]
		}
		got, err := ParseBullets(reply(text), format)
		if (err == nil) != (len(got) > 0) || len(got) > maxBullets {
			t.Errorf("%d bullets, %v", len(got), err)
		}
		for _, b := range got {
			if b.ID == "" || b.Text != article.Clean(b.Text) || b.Text == "" || b.Cites == nil || len(b.Cites) > maxCites {
				t.Errorf("%+v", b)
			}
		}
	})
}
