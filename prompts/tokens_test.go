package prompts

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tiktoken-go/tokenizer"

	"naql/article"
	longread "naql/bench/story"
	"naql/glossary"
	"naql/llm"
)

// What a request takes beside its segments, and an article of 700 words in all,
// in tokens of o200k.
const (
	mostBeside  = 900
	mostArticle = 6000
)

// long is an article of some 700 Arabic words with 25 names and its English,
// and the reply of a summary.
func long(format llm.Format) (in Input, summary string) {
	in = Input{AID: "abc234", Nonce: nonce, Format: format, Segments: longread.Segments(1)}
	surfaces := map[string]bool{}
	for _, n := range longread.Names {
		if surface := longread.Arabic[n.Start:n.End]; !surfaces[surface] && len(surfaces) < 25 {
			surfaces[surface] = true
			m := glossary.Mention{Segment: in.Segments[0].ID, Form: "Hawi al-Azim", Match: glossary.Match{Surface: surface, Strength: glossary.Enforce}}
			if len(surfaces)%5 == 0 {
				m.Form, m.Forbidden = "Syrian Democratic Forces (SDF)", []string{"Democratic Syria Forces", "QSD"}
			}
			in.Mentions = append(in.Mentions, m)
		}
	}
	for i := range 5 { // of 25 words each
		point := strings.Join(strings.Fields(in.Segments[i].En)[:25], " ")
		if format == llm.FormatTagged {
			summary += fmt.Sprintf("- %s. [p%d,p%d]\n", point, i+1, i+2)
		} else {
			summary += fmt.Sprintf(`{"text":%q,"cites":["p%d","p%d"]},`, point, i+1, i+2)
		}
	}
	return in, summary
}

// replied is the English of the segments as a reply writes it.
func replied(in Input) string {
	var b strings.Builder
	for _, s := range in.Segments {
		if in.Format == llm.FormatTagged {
			b.WriteString(marker(nonce, s.ID) + s.En + "\n")
		} else {
			fmt.Fprintf(&b, `{"id":%q,"en":%q},`, s.ID, s.En)
		}
	}
	return b.String()
}

func without(in Input) Input {
	in.Segments = append([]article.Segment{}, in.Segments...)
	for i := range in.Segments {
		in.Segments[i].En = ""
	}
	return in
}

func TestTokens(t *testing.T) {
	codec, err := tokenizer.Get(tokenizer.O200kBase)
	if err != nil {
		t.Fatal(err)
	}
	count := func(texts ...string) (n int) {
		for _, text := range texts {
			c, err := codec.Count(text)
			if err != nil {
				t.Fatal(err)
			}
			n += c
		}
		return n
	}
	request := func(r llm.Request) int {
		n := count(string(r.Schema))
		for _, m := range r.Messages {
			n += count(m.Content)
		}
		return n
	}
	for _, format := range []llm.Format{llm.FormatJSON, llm.FormatObject, llm.FormatTagged} {
		english, bullets := long(format)
		arabic := without(english)
		marked := ""
		for _, s := range arabic.Segments {
			marked += marker(nonce, s.ID) + s.Ar + "\n"
		}
		translate := Default().Translate(arabic)
		if n := strings.Count(translate.Messages[1].Content, "→"); n != 26 { // the heading has one
			t.Fatalf("%d names", n-1)
		}
		asked, told := request(translate), request(Default().Summary(english, nil))
		beside := asked - count(marked)
		all := asked + count(replied(english)) + told + count(bullets)
		t.Logf("%s: translate %d, of which beside the segments %d (at most %d); reply %d; summary %d; reply %d; article %d (at most %d)",
			format, asked, beside, mostBeside, count(replied(english)), told, count(bullets), all, mostArticle)
		if beside > mostBeside || all > mostArticle {
			t.Errorf("%s: %d tokens beside the segments, %d for the article", format, beside, all)
		}
		// A budget must hold before an endpoint has counted.
		if estimate := translate.Estimate().Prompt; estimate < asked*8/10 {
			t.Errorf("%s: %d tokens estimated of %d", format, estimate, asked)
		}

		later := english
		later.Segments = append([]article.Segment{{ID: "h", Role: article.RoleHeadline, Ar: arabic.Segments[0].Ar, En: "Attack on checkpoint foiled"}}, english.Segments...)
		half := len(later.Segments) / 2
		for i := half; i < len(later.Segments); i++ {
			later.Segments[i].En = ""
			later.Only = append(later.Only, later.Segments[i].ID)
		}
		chunk := Default().Translate(later)
		rest := ""
		for _, s := range later.Segments[half:] {
			rest += marker(nonce, s.ID) + s.Ar + "\n"
		}
		ask := []Ask{{"p1", []string{"the number 14 is missing", "must contain exactly: Hawi al-Azim"}}, {"p3", []string{"one quotation expected, found none"}}, {Segment: "p5"}}
		t.Logf("%s: a later chunk beside its segments %d, without names; a repair of three segments %d", format, request(chunk)-count(rest), request(Default().Repair(english, ask)))
	}
}
