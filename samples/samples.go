// Package samples holds the stories of the demo, written for naql, and the
// script of the model that translates them there.
package samples

import "embed"

// Files holds the stories, one a file, and model.json, the script for
// llm/llmfake.
//
//go:embed *.json *.txt
var Files embed.FS

// Stories names the files of the stories in the order in which the demo
// submits them, with the lane and the content type of each.
var Stories = []Story{
	{"hasakah-wire.json", "urgent", "application/json"},
	{"hawi-page.txt", "routine", "text/plain"},
	{"deir-ezzor-wire.txt", "routine", "text/plain"},
	{"qandil-page.txt", "flash", "text/plain"},
}

// Story is one sample.
type Story struct{ File, Lane, ContentType string }
