// Package prompts holds everything that is said to a model, and reads what
// comes back. All wording is in the templates beside it.
package prompts

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"text/template"

	"naql/article"
	"naql/glossary"
	"naql/llm"
)

//go:embed *.tmpl *.schema.json
var files embed.FS

var (
	templates      = template.Must(template.ParseFS(files, "*.tmpl"))
	segmentsSchema = schema("segments.schema.json")
	bulletsSchema  = schema("bullets.schema.json")
	hash           = hashOf(files)
)

func schema(name string) json.RawMessage {
	raw, err := files.ReadFile(name)
	if err != nil {
		panic(err) // embedded
	}
	return bytes.TrimSpace(raw)
}

// hashOf covers names and contents; fs.WalkDir goes in lexical order.
func hashOf(fsys fs.FS) string {
	sum := sha256.New()
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(fsys, path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(raw), raw)
		return err
	})
	if err != nil {
		panic(err) // embedded
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// Hash names the templates and schemas, for the provenance of a result.
func Hash() string { return hash }

// Input is an article at one step of its way.
type Input struct {
	AID      string
	Segments []article.Segment
	// Mentions are the glossary's, of the segments above; those of other
	// segments are left out.
	Mentions []glossary.Mention
	Format   llm.Format
	// Nonce is the random part of the markers; empty, or found in one of the
	// texts, it is replaced by a new one. Request.Nonce is the one used.
	Nonce string
}

// Ask is one segment to translate again and what its English must meet, as
// closed statements. Line ends in an instruction become spaces.
type Ask struct {
	Segment      string
	Instructions []string
}

// Nonce returns 8 random characters of [a-z2-7], 40 bits nobody can guess.
func Nonce() string {
	return strings.ToLower(rand.Text())[:8]
}

// Translate asks for the English of every segment that has none. Those that
// have it are context: the headline, and the neighbours of what is asked.
func Translate(in Input) llm.Request {
	asked := func(s article.Segment) bool { return s.En == "" }
	v, nonce := in.view(asked)
	return in.request(llm.StepTranslate, nonce, "system_translate.tmpl", "user_translate.tmpl", v)
}

// Repair asks again for the segments that ask names, in reading order; an
// Ask of an unknown segment is left out. in.Segments is the whole article
// with its current English: that of the asked segments is shown to be
// corrected, that of their neighbours as context.
func Repair(in Input, ask []Ask) llm.Request {
	points := map[string][]string{}
	for _, a := range ask {
		points[a.Segment] = append(points[a.Segment], lines(a.Instructions)...)
		if points[a.Segment] == nil {
			points[a.Segment] = []string{}
		}
	}
	asked := func(s article.Segment) bool { return points[s.ID] != nil }
	v, nonce := in.view(asked)
	for _, s := range in.Segments {
		if asked(s) {
			v.Asks = append(v.Asks, askView{s.ID, article.Clean(s.En), points[s.ID]})
		}
	}
	return in.request(llm.StepRepair, nonce, "system_translate.tmpl", "user_repair.tmpl", v)
}

// Summary asks for the key points of the English; segments without any are
// left out. The points are read apart from the text, so they name things by
// their preferred forms; short forms that the text has may follow. redo says
// what a second attempt must meet.
func Summary(in Input, redo []string) llm.Request {
	nonce := in.fresh()
	v := view{Format: in.Format, Names: preferred(in.Mentions), Redo: lines(redo)}
	for _, s := range in.Segments {
		if s.En != "" {
			v.Marked = append(v.Marked, marker(nonce, s.ID)+article.Clean(s.En))
		}
	}
	r := in.request(llm.StepSummary, nonce, "system_summary.tmpl", "user_summary.tmpl", v)
	r.MaxTokens = 800 // five points of 25 words with ids take about 300
	if r.Schema != nil {
		r.Schema, r.SchemaName = bulletsSchema, "summary"
	}
	return r
}
