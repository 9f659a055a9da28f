package prompts

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"naql/arabic"
)

// What an unreadable reply may be besides; wrapped together with ErrUnreadable.
var (
	ErrRefused = errors.New("the model declined")
	ErrLoop    = errors.New("the model says the same over and over")
)

// unreadable is err with what the reply seems to be instead.
func unreadable(text string, err error) error {
	switch {
	case Refusal(text):
		return fmt.Errorf("%w: %w", ErrRefused, err)
	case Loops(text):
		return fmt.Errorf("%w: %w", ErrLoop, err)
	}
	return err
}

// How models decline in English, in lower case. It is always the model that
// speaks, as "I", and of its task: people in the news decline other things.
const (
	cannot = `\bi(?:'m| am)? (?:(?:really|currently|simply|also|therefore) )?` +
		`(?:can't|cannot|can not|could not|couldn't|won't|will not|unable|not able|not allowed|not permitted|not going)` +
		`(?: be able)?(?: to)?(?: in good conscience)?(?: (?:directly|further|help|assist))?`
	task = ` (?:assist\b|help (?:you )?with\b|translate\b|summari[sz]e\b|(?:fulfill?|comply with|process|respond to|engage with|continue with|proceed with) (?:this|that|your|the request)\b` +
		`|(?:provide|produce|offer|generate|create|give|write|complete)(?: \S+){0,4} (?:translations?|summar\w+|key points|content|assistance|response|request|task)\b)`
	sorry   = `(?:\bsorry\b|\bapolog|^unfortunately\b|\bregret\b)`
	decline = `\bi (?:must|have to|need to|will have to) (?:respectfully |politely )?(?:decline|refuse) (?:to (?:translate|summari[sz]e|assist|help|provide|process)|this|that|your)\b`
	dislike = `\bi(?:'m not| am not| don't feel| do not feel) comfortable (?:with )?(?:translating|summari[sz]ing|providing|assisting|helping|this|that)\b`
	machine = `\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b.{0,40}\bi(?:'m| am| can't| cannot| do not| don't| will not| won't| must)\b`
	policy  = `\b(?:this|your) (?:request|content|prompt|input|text|article|message|material)\b.{0,60}\b(?:violat\w+|against)\b.{0,20}\b(?:our|my|content|usage|safety) (?:\w+ )?(?:polic|guideline)`
)

var refusalEnglish = regexp.MustCompile(cannot + task +
	`|` + sorry + `.{0,60}?` + cannot + ` (?:help|do (?:this|that)|comply|continue|proceed|answer|discuss|respond|fulfill?|process|support|provide)\b` +
	`|` + decline + `|` + dislike + `|` + machine + `|` + policy)

// refusalArabic is the same in Arabic, on texts folded by arabic.Key.
var refusalArabic = regexp.MustCompile(
	`(?:^|[ ،,.])(?:عذرا|اسف|اسفه|اعتذر|للاسف|نعتذر|بصفتي|كنموذج)(?:[ ،,.].{0,60})?[ ،](?:لا استطيع|لا يمكنني|لا اقدر|لن اتمكن|لن استطيع|لست قادر|غير قادر)` +
		`|(?:^|[ ،,.])[وف]?(?:لا استطيع|لا يمكنني|لا اقدر علي|لن اتمكن من|لن استطيع|لست قادرا علي|انا غير قادر علي)(?: ان)? ` +
		`(?:ال)?(?:مساعد|ترجم|تلخيص|تلبي|معالجه هذا|تقديم (?:ترجم|ملخص|المساعد)|تنفيذ (?:هذا|طلب)|اترجم|الخص|اساعد|البي)`)

// declining is how much of a text is looked at, in characters.
const declining = 200

// errorLead is how JSON begins whose text is a message.
var errorLead = regexp.MustCompile(`^\{ ?"\w+" ?: ?"`)

// Refusal reports whether a text without a segment or a bullet in it is a
// model's refusal, in English or Arabic. It looks at the first 200 characters,
// up to the first quotation mark: behind one, somebody else may speak.
func Refusal(text string) bool {
	text = strings.TrimSpace(text[:min(len(text), 8*declining)])
	if utf8.RuneCountInString(text) > declining {
		text = string([]rune(text)[:declining])
	}
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	text = straight.Replace(text)
	text = errorLead.ReplaceAllString(text, "")
	if at := strings.IndexAny(text, "\"“”«»„"); at >= 0 {
		text = text[:at]
	}
	return mayDecline(text) && refusalEnglish.MatchString(text) ||
		arabic.Words(text) > 0 && refusalArabic.MatchString(arabic.Key(text))
}

var straight = strings.NewReplacer("’", "'", "‘", "'", "*", "")

// mayDecline holds for every text that refusalEnglish matches, and for few
// others: it spares most segments the longer look.
func mayDecline(text string) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= '0' && text[i] <= '9' || text[i] == '_')
	}
	for at := range text {
		if text[at] == 'i' && !letter(at-1) && !letter(at+1) {
			return true
		}
	}
	return strings.Contains(text, "polic") || strings.Contains(text, "guideline")
}
