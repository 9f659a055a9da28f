// Package llmfake is a fake: an OpenAI-compatible endpoint that answers from
// a script instead of a model. The demo and the tests run against it over
// real HTTP. It reads requests as any endpoint would, from their messages and
// headers, and knows nothing of the program that sends them.
package llmfake

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// Script is what the endpoint can answer.
type Script struct {
	Stories []Story `json:"stories"`
}

// Story is one article with its translation and summary.
type Story struct {
	Segments []Segment `json:"segments"`
	Bullets  []Bullet  `json:"bullets"`
	// BulletsDraft, where there are any, answer the first summary request of
	// an article.
	BulletsDraft []Bullet `json:"bullets_draft,omitempty"`
}

// Segment is one paragraph. It is found by its Arabic, white space squeezed.
type Segment struct {
	Ar string `json:"ar"`
	En string `json:"en"`
	// Draft, where set, is what a translate request gets instead of En.
	Draft string `json:"draft,omitempty"`
	// Lost leaves the segment out of the first reply of each article.
	Lost bool `json:"lost,omitempty"`
	// Stubborn gives Draft to repair requests too.
	Stubborn bool `json:"stubborn,omitempty"`
}

// Bullet is one point of a summary; Cites are ids as the requests name them.
type Bullet struct {
	Text  string   `json:"text"`
	Cites []string `json:"cites"`
}

// Load reads a script from a file. Unknown members are refused: a misspelt
// one would silently script nothing.
func Load(path string) (Script, error) {
	f, err := os.Open(path)
	if err != nil {
		return Script{}, fmt.Errorf("read script: %w", err)
	}
	defer f.Close()
	s, err := Read(f)
	if err != nil {
		return Script{}, fmt.Errorf("read script %s: %w", path, err)
	}
	return s, nil
}

// Read reads a script as JSON.
func Read(r io.Reader) (Script, error) {
	var s Script
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	err := d.Decode(&s)
	return s, err
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// answer is the English for one segment of a request, and whether the script
// gives one. known is false for Arabic that the script does not hold.
func (s Segment) answer(step string, first bool) (english string, given bool) {
	switch {
	case s.Lost && first:
		return "", false
	case s.Draft != "" && (step == "translate" || s.Stubborn):
		return s.Draft, true
	}
	return s.En, true
}

// byEnglish maps the English of every segment, final and draft, to the
// numbers of the stories that hold it.
func (s Script) byEnglish() map[string][]int {
	out := map[string][]int{}
	for i, story := range s.Stories {
		for _, seg := range story.Segments {
			for _, text := range []string{seg.En, seg.Draft} {
				if text = squeeze(text); text != "" {
					out[text] = append(out[text], i)
				}
			}
		}
	}
	return out
}

// storyOf finds the story whose English the texts hold most of, the first of
// several; nil where none holds any.
func (s *Server) storyOf(texts []string) *Story {
	held := map[int]int{}
	best := -1
	for _, t := range texts {
		for _, i := range s.byEnglish[squeeze(t)] {
			held[i]++
			if best < 0 || held[i] > held[best] || held[i] == held[best] && i < best {
				best = i
			}
		}
	}
	if best < 0 {
		return nil
	}
	return &s.script.Stories[best]
}
