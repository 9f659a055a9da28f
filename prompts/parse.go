package prompts

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"naql/article"
	"naql/llm"
)

// Problem is a segment whose English in a reply cannot be taken.
type Problem struct {
	Segment string
	Kind    ProblemKind
}

// ProblemKind says why. All but Unknown mean that a wanted segment is not
// given and must be asked again.
type ProblemKind string

const (
	Missing  ProblemKind = "missing"  // not in the reply, or blank
	Doubled  ProblemKind = "doubled"  // given more than once
	Stray    ProblemKind = "stray"    // other text stands with it, or a marker in it
	Endless  ProblemKind = "endless"  // far longer than its Arabic can be in English
	Declined ProblemKind = "declined" // a refusal in its place
	Unknown  ProblemKind = "unknown"  // an id that was not asked; its text is dropped
)

// ErrUnreadable is wrapped where a reply has no segment or bullet at all, or
// is not of the form that was asked.
var ErrUnreadable = errors.New("unreadable reply")

// The most a reply can make us keep.
const (
	maxUnknown = 20
	maxBullets = 20
	maxBullet  = 1000 // bytes; asked for are 25 words
	maxCites   = 50
)

// room is how many bytes of English we take for an Arabic text: four for each
// of its characters, where translations have one or two, and enough for a name
// that is an acronym in Arabic.
func room(ar string) int { return 4*utf8.RuneCountInString(ar) + 500 }

// pair is one segment as a reply gives it.
type pair struct {
	id, en string
	stray  bool
}

// ParseSegments reads a reply to Translate or Repair: the English of the
// wanted segments by id, each on one line, and what is wrong with the others,
// in the order of want; of these the id and the Arabic are read. JSON is read
// strictly: unknown, doubled and missing members and a second value make the
// reply unreadable; words around the value do not. Nothing is ever matched by
// position.
func ParseSegments(reply llm.Reply, format llm.Format, want []article.Segment) (map[string]string, []Problem, error) {
	pairs, err := readSegments(reply, format)
	if err != nil {
		return nil, nil, fmt.Errorf("parse segments: %w: %w", ErrUnreadable, unreadable(reply.Text, err))
	}
	if len(pairs) == 0 {
		return nil, nil, fmt.Errorf("parse segments: %w: %w", ErrUnreadable, unreadable(reply.Text, errors.New("no segment in it")))
	}
	wanted := make(map[string]bool, len(want))
	for _, s := range want {
		wanted[s.ID] = true
	}
	given := map[string]pair{}
	seen := map[string]int{}
	var unknown []Problem
	for _, p := range pairs {
		if !wanted[p.id] {
			if len(unknown) < maxUnknown {
				unknown = append(unknown, Problem{clip(p.id), Unknown})
			}
			continue
		}
		p.en = article.Clean(p.en)
		p.stray = p.stray || reply.Nonce != "" && strings.Contains(p.en, reply.Nonce)
		given[p.id] = p
		seen[p.id]++
	}
	english := map[string]string{}
	var problems []Problem
	for _, s := range want {
		switch p := given[s.ID]; {
		case seen[s.ID] > 1:
			problems = append(problems, Problem{s.ID, Doubled})
		case p.stray:
			problems = append(problems, Problem{s.ID, Stray})
		case p.en == "":
			problems = append(problems, Problem{s.ID, Missing})
		case Refusal(p.en) && !Refusal(s.Ar):
			problems = append(problems, Problem{s.ID, Declined})
		case len(p.en) > room(s.Ar):
			problems = append(problems, Problem{s.ID, Endless})
		default:
			english[s.ID] = p.en
		}
	}
	return english, append(problems, unknown...), nil
}

func readSegments(reply llm.Reply, format llm.Format) ([]pair, error) {
	if !utf8.ValidString(reply.Text) {
		return nil, errors.New("not UTF-8")
	}
	if format == llm.FormatJSON || format == llm.FormatObject {
		return segmentsJSON(bareJSON(reply.Text))
	}
	return segmentsTagged(reply.Text, reply.Nonce), nil
}

// ParseBullets reads a reply to Summary. The bullets get the ids b1, b2, ...
// in their order; blank ones are left out, and those after the twentieth.
// Whether the cited ids exist is for a check to say.
func ParseBullets(reply llm.Reply, format llm.Format) ([]article.Bullet, error) {
	bullets, err := readBullets(reply, format)
	if err != nil {
		return nil, fmt.Errorf("parse summary: %w: %w", ErrUnreadable, unreadable(reply.Text, err))
	}
	var out []article.Bullet
	for _, b := range bullets {
		if b.Text = article.Clean(b.Text); b.Text == "" || len(out) == maxBullets {
			continue
		}
		if len(b.Text) > maxBullet || reply.Nonce != "" && strings.Contains(b.Text, reply.Nonce) {
			return nil, fmt.Errorf("parse summary: %w: a bullet of %d bytes or with a marker in it", ErrUnreadable, len(b.Text))
		}
		b.ID = "b" + strconv.Itoa(len(out)+1)
		b.Cites = tidy(b.Cites)
		out = append(out, b)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("parse summary: %w: %w", ErrUnreadable, unreadable(reply.Text, errors.New("no bullet in it")))
	}
	return out, nil
}

func readBullets(reply llm.Reply, format llm.Format) ([]article.Bullet, error) {
	if !utf8.ValidString(reply.Text) {
		return nil, errors.New("not UTF-8")
	}
	if format == llm.FormatJSON || format == llm.FormatObject {
		return bulletsJSON(bareJSON(reply.Text))
	}
	return bulletsTagged(reply.Text, reply.Nonce), nil
}

// tidy drops blank and repeated ids; the result is never nil.
func tidy(cites []string) []string {
	out := []string{}
	for _, id := range cites {
		id = clip(strings.TrimSpace(id))
		if id != "" && len(out) < maxCites && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// clip shortens an id that nobody asked for.
func clip(id string) string {
	id = article.Clean(id)
	return string([]rune(id)[:min(32, utf8.RuneCountInString(id))])
}

// bareJSON takes off what stands around the JSON: a code fence, and words
// before and after, as endpoints write them that enforce no schema.
func bareJSON(text string) string {
	if from, to := strings.IndexByte(text, '{'), strings.LastIndexByte(text, '}'); from >= 0 && to > from {
		return text[from : to+1]
	}
	return text
}
