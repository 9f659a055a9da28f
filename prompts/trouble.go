package prompts

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
)

// What an unreadable reply may be besides; wrapped together with ErrUnreadable.
var (
	ErrRefused = errors.New("the model declined")
	ErrLoop    = errors.New("the model says the same over and over")
)

// refusal matches how models decline, at the start of a text. Only a model
// speaks of itself like this: in copy the words stand in quotation marks.
var refusal = regexp.MustCompile(`(?i)^(?:` +
	`(?:i['’]?m|i am) (?:really |very )?(?:sorry|afraid)|sorry|apologies|unfortunately|i apologi[sz]e|as an? (?:ai|language model|artificial)` +
	`).{0,100}?\b(?:can['’]?t|cannot|can not|won['’]?t|will not|unable to|not (?:be )?able to|not comfortable|must decline)\b.{0,60}?\b` +
	`(?:assist|help with|translat|comply|provid|fulfil|continu|process|summari[sz]|do (?:this|that))` +
	`|^(?:i['’]?m|i am) (?:unable|not able) to (?:assist|help with|translate|comply|provide|fulfil|summari[sz]e)` +
	`|^i (?:can['’]?t|cannot|can not|won['’]?t|will not) (?:assist|help with|translate|comply|provide|fulfil|summari[sz]e)`)

// refusalArabic is the same in Arabic.
var refusalArabic = regexp.MustCompile(`^(?:عذرا|عذرًا|آسف|أعتذر|نأسف|للأسف|كنموذج|بصفتي)[^\n]{0,80}(?:لا أستطيع|لا يمكنني|لن أتمكن|غير قادر|نموذج)`)

// Refusal reports whether a text is a model's refusal, in English or Arabic. It
// looks at the first 300 bytes.
func Refusal(text string) bool {
	text = strings.TrimSpace(text)
	text = strings.ToValidUTF8(text[:min(len(text), 300)], "")
	return refusal.MatchString(text) || refusalArabic.MatchString(text)
}

// How much sameness makes a loop.
const (
	loopSpaces = 200 // white space characters in a row
	loopWords  = 80  // the least words of a text that may be a loop
	loopGram   = 8   // words
	loopShare  = 0.3 // of the text that one group of words makes up
)

// Loops reports whether a text goes on over and over: white space without end,
// or the same eight words making up a third of it.
func Loops(text string) bool {
	run := 0
	for _, r := range text {
		if run++; !unicode.IsSpace(r) {
			run = 0
		}
		if run > loopSpaces {
			return true
		}
	}
	words := strings.Fields(text)
	if len(words) < loopWords {
		return false
	}
	count := map[string]int{}
	for i := 0; i+loopGram <= len(words); i++ {
		gram := strings.Join(words[i:i+loopGram], " ")
		if count[gram]++; float64(count[gram]*loopGram) > loopShare*float64(len(words)) && count[gram] > 3 {
			return true
		}
	}
	return false
}

// unreadable is err with what the reply seems to be instead.
func unreadable(text string, err error) error {
	switch {
	case Refusal(text):
		return errors.Join(err, ErrRefused)
	case Loops(text):
		return errors.Join(err, ErrLoop)
	}
	return err
}
