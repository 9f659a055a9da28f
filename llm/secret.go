package llm

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// token matches what looks like a key even where it is not ours: some
// providers quote a part of it.
var token = regexp.MustCompile(`(?i)\bbearer\s+\S+|\bsk-[\w*.-]{6,}`)

// clean makes a provider's words fit to be shown: one line of at most limit
// characters, without our key, credentials of the address, or anything that
// looks like a key.
func (c *Client) clean(text string, limit int) string {
	text = c.hide(text)
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > limit {
		text = string(runes[:limit-1]) + "…"
	}
	return text
}

// hide takes our key, credentials of the address, and anything that looks like
// a key out of a text.
func (c *Client) hide(text string) string {
	for _, s := range c.secrets() {
		if len(s) >= 4 { // shorter ones are no secrets and would garble every text
			text = strings.ReplaceAll(text, s, "[secret]")
		}
	}
	return token.ReplaceAllString(text, "[secret]")
}

// secrets lists the key and the credentials of the address, each as it is
// and as JSON or an address would write it.
func (c *Client) secrets() []string {
	list := []string{c.secret()}
	if pass, ok := c.base.User.Password(); ok {
		list = append(list, pass)
	}
	for name, values := range c.base.Query() {
		if name != "api-version" {
			list = append(list, values...)
		}
	}
	for _, s := range list {
		quoted, err := json.Marshal(s)
		if err == nil {
			list = append(list, strings.Trim(string(quoted), `"`))
		}
		list = append(list, url.QueryEscape(s))
	}
	return list
}

// keyLike matches what looks like a key, and no words of a text.
var keyLike = regexp.MustCompile(`(?i)\bbearer\s+[\w~+/=*.-]{24,}|\bsk-(?:[\w.-]{16,}|[\w-]*[*.]{2,}[\w*.-]*)`)

// scrub takes secrets out of what is kept of an exchange, in every form in which
// an endpoint may write them, and leaves all else as it was: it is answered from.
func (c *Client) scrub(text string) string {
	var list []string
	if key := c.secret(); key != "" {
		list = append(list, "Bearer "+key)
		if !placeholder(key) {
			list = append(list, key)
		}
	}
	if user := c.base.User; user != nil {
		pass, ok := user.Password()
		list = append(list, base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+pass)), pass)
		if !ok {
			list = append(list, user.Username()) // a token
		}
	}
	for name, values := range c.base.Query() {
		for _, v := range values {
			if name != "api-version" && !placeholder(v) {
				list = append(list, v)
			}
		}
	}
	for _, s := range list {
		if len(s) >= 4 { // as in hide
			text = everyForm(s).ReplaceAllString(text, "[secret]")
		}
	}
	return keyLike.ReplaceAllString(text, "[secret]")
}

// placeholder holds for values that are words, such as the "ollama" that some
// servers want for a key: a text may hold them too.
func placeholder(s string) bool {
	return len(s) < 12 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// everyForm matches a text as it is, and as JSON or an address would write it,
// also in one another.
func everyForm(s string) *regexp.Regexp {
	var b strings.Builder
	for _, r := range s {
		plain := regexp.QuoteMeta(string(r))
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r < 0x80 {
			plain = fmt.Sprintf(`(?:\\*%s|\\+u00(?i:%02x)|%%(?i:%02x))`, plain, r, r)
		}
		b.WriteString(plain)
	}
	return regexp.MustCompile(b.String())
}

// withoutKey takes the key out of a reply: an endpoint that echoes its
// request must not publish it. Short placeholders such as "ollama" are words
// that a text may hold, and stay.
func (c *Client) withoutKey(text string) string {
	if len(c.secret()) < 12 {
		return text
	}
	return strings.ReplaceAll(text, c.secret(), "[secret]")
}
