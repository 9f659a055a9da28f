package llmfake

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// Unscripted is the English for Arabic that the script does not hold.
const Unscripted = "The scripted model has no English for this segment."

// answer is what the script says to a call.
func (s *Server) answer(call Call) *Reply {
	r := &Reply{call: call, Finish: "stop", json: call.Schema != nil && !s.IgnoreSchema || call.Object}
	asked := lastUser(call.Messages)
	switch {
	case r.json && call.Schema != nil && call.Step != "summary" && len(call.Segments) == 0:
		r.Content = obey(call.Schema)
	case repeatLine.MatchString(asked):
		r.Content = repeatLine.FindStringSubmatch(asked)[1]
	case call.Object && memberValue.MatchString(asked):
		m := memberValue.FindStringSubmatch(asked)
		r.Content = encode(map[string]string{m[1]: m[2]})
	case codeQuestion.MatchString(asked):
		r.Content = strings.Join(codeWords(call.Messages), " ")
	case call.Step == "summary":
		r.Bullets = s.bullets(call)
	case len(call.Segments) > 0:
		r.Segments = s.segments(call)
	default:
		r.Content = "ready"
	}
	return r
}

func (s *Server) segments(call Call) []Marked {
	out := []Marked{}
	for _, m := range call.Segments {
		key := squeeze(m.Text)
		seg, ok := s.byArabic[key]
		if !ok {
			out = append(out, Marked{m.ID, Unscripted})
			continue
		}
		if english, given := seg.answer(call.Step, s.first(call.Article+"\n"+key)); given {
			out = append(out, Marked{m.ID, english})
		}
	}
	return out
}

func (s *Server) bullets(call Call) []Bullet {
	var texts []string
	for _, m := range call.Segments {
		texts = append(texts, m.Text)
	}
	first := s.first(call.Article)
	if story := s.storyOf(texts); story != nil {
		if first && len(story.BulletsDraft) > 0 {
			return slices.Clone(story.BulletsDraft)
		}
		return slices.Clone(story.Bullets)
	}
	out := []Bullet{}
	for _, m := range call.Segments[:min(3, len(call.Segments))] {
		out = append(out, Bullet{"The scripted model has no summary of this segment.", []string{m.ID}})
	}
	return out
}

// obey writes an object that follows a schema of members with one allowed
// value each, as a server that enforces the schema must.
func obey(schema json.RawMessage) string {
	var s struct {
		Properties map[string]struct{ Enum []any }
	}
	out := map[string]any{}
	if json.Unmarshal(schema, &s) == nil {
		for name, p := range s.Properties {
			if len(p.Enum) > 0 {
				out[name] = p.Enum[0]
			}
		}
	}
	return encode(out)
}

// render writes the segments or bullets in the format that was asked.
func (r *Reply) render() string {
	type segment struct {
		ID string `json:"id"`
		En string `json:"en"`
	}
	var lines []string
	switch {
	case r.Segments != nil && r.json:
		list := []segment{}
		for _, m := range r.Segments {
			list = append(list, segment{m.ID, m.Text})
		}
		return encode(map[string]any{"segments": list})
	case r.Segments != nil:
		for _, m := range r.Segments {
			lines = append(lines, "[["+r.call.Nonce+":"+m.ID+"]] "+m.Text)
		}
	case r.Bullets != nil && r.json:
		return encode(map[string]any{"bullets": r.Bullets})
	case r.Bullets != nil:
		for _, b := range r.Bullets {
			lines = append(lines, "- "+b.Text+" ["+strings.Join(b.Cites, ",")+"]")
		}
	default:
		return r.Content
	}
	return strings.Join(lines, "\n")
}

// encode writes JSON without escaping <, > and &, as real servers do.
func encode(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // strings, slices and maps of them
	}
	return strings.TrimSpace(b.String())
}

// A model that follows what it is told can say something again, and can find
// words that stand in its prompt.
var (
	repeatLine   = regexp.MustCompile(`(?m)^Repeat exactly, and nothing else: (.+)$`)
	memberValue  = regexp.MustCompile(`member "(\w+)" has the value "(\w+)"`)
	codeQuestion = regexp.MustCompile(`(?m)^Which code words`)
	codeWord     = regexp.MustCompile(`(?m)^Code word: (\S+)$`)
)

func codeWords(messages []Message) []string {
	var out []string
	for _, m := range messages {
		for _, w := range codeWord.FindAllStringSubmatch(m.Content, -1) {
			out = append(out, w[1])
		}
	}
	return out
}
