package llm

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sashabaranov/go-openai"
)

// replyOf reads the first choice of a completion. The order of the cases
// matters: a reply cut at its cap is often empty too, and the cap is why.
func (c *Client) replyOf(r Request, x *exchange, res openai.ChatCompletionResponse) (Reply, error) {
	choice := res.Choices[0]
	text := answer(content(choice.Message))
	usage := usageOf(r, res)
	fault := func(class Class, message string) (Reply, error) {
		return Reply{}, &Error{Class: class, Status: 200, Sent: true, Usage: usage, Message: c.clean(message, 300)}
	}
	switch {
	case choice.Message.Refusal != "":
		return fault(Refused, "the model refused: "+choice.Message.Refusal)
	case choice.FinishReason == openai.FinishReasonContentFilter:
		return fault(Filtered, "the provider's content filter stopped the reply")
	case trailingSpace(content(choice.Message)) > maxTrailingSpace:
		return fault(Looping, "the reply goes on in white space")
	case choice.FinishReason == openai.FinishReasonLength && strings.TrimSpace(text) == "" && x.thought(choice.Message, res):
		c.hush()
		return fault(Reasoning, "reasoning reached the cap of the reply before an answer")
	case choice.FinishReason == openai.FinishReasonLength:
		return fault(Truncated, "the reply reached its cap")
	case c.overlong(r, usage):
		return fault(ContextLength, fmt.Sprintf("the endpoint has read no more than %d tokens of the request", usage.Prompt))
	case !usage.Estimated && usage.Prompt+usage.Completion == c.Window():
		return fault(Truncated, "the reply ends where the context does")
	case choice.FinishReason == "error":
		return fault(Server, "the provider reports an error in the middle of its reply")
	case strings.TrimSpace(text) == "" && x.thought(choice.Message, res):
		c.hush()
		return fault(Reasoning, "the reply holds reasoning and no answer")
	case strings.TrimSpace(text) == "":
		return fault(Empty, "the reply is empty")
	}
	return Reply{
		Text:  c.withoutKey(text),
		Model: c.withoutKey(cmp.Or(res.Model, c.model)),
		Nonce: r.Nonce,
		Usage: usage,
	}, nil
}

// maxTrailingSpace is the most white space that a reply ends with, in bytes: a
// grammar that allows it lets some models go on with it for ever.
const maxTrailingSpace = 200

func trailingSpace(text string) int {
	return len(text) - len(strings.TrimRightFunc(text, unicode.IsSpace))
}

func content(m openai.ChatCompletionMessage) string {
	if len(m.MultiContent) == 0 {
		return m.Content
	}
	var b strings.Builder
	for _, part := range m.MultiContent {
		b.WriteString(part.Text)
	}
	return b.String()
}

// thought reports whether there is reasoning beside a blank answer, or in its
// place. go-openai drops the member that most servers put it into by now.
func (x *exchange) thought(m openai.ChatCompletionMessage, res openai.ChatCompletionResponse) bool {
	var raw struct {
		Choices []struct {
			Message struct {
				Reasoning string `json:"reasoning"`
			} `json:"message"`
		} `json:"choices"`
	}
	if json.Unmarshal(x.raw, &raw) == nil && len(raw.Choices) > 0 && raw.Choices[0].Message.Reasoning != "" {
		return true
	}
	d := res.Usage.CompletionTokensDetails
	return m.ReasoningContent != "" || strings.TrimSpace(m.Content) != "" || d != nil && d.ReasoningTokens > 0
}

// answer takes off the reasoning that some servers leave before the answer:
// <think>...</think> blocks, also with the opening tag lost in the server's
// own template. A block that never closes is reasoning to the end. Text that
// starts as an answer of ours does, with {, [ or -, is left alone.
func answer(text string) string {
	for {
		text = strings.TrimSpace(text)
		if text == "" || strings.ContainsRune("{[-", rune(text[0])) {
			return text
		}
		opened := strings.HasPrefix(text, "<think>")
		_, after, closed := strings.Cut(text, "</think>")
		switch {
		case closed:
			text = after
		case opened:
			return ""
		default:
			return text
		}
	}
}

// usageOf is what the endpoint counted. Where it counted nothing, the count
// is estimated: a budget must never take an unknown cost for none.
func usageOf(r Request, res openai.ChatCompletionResponse) Usage {
	u := Usage{Prompt: max(res.Usage.PromptTokens, 0), Completion: max(res.Usage.CompletionTokens, 0)}
	if d := res.Usage.PromptTokensDetails; d != nil {
		u.Cached = min(max(d.CachedTokens, 0), u.Prompt)
	}
	if u.Prompt > 0 {
		return u
	}
	u.Prompt, u.Estimated = r.Estimate().Prompt, true
	if u.Completion == 0 {
		u.Completion = utf8.RuneCountInString(content(res.Choices[0].Message)) / 3
	}
	return u
}

// overlong reports whether the endpoint has cut the request without a word, as
// Ollama does: it counts a prompt of a round number of tokens, and the text is
// far longer than that by any tokenizer. The window is then known.
func (c *Client) overlong(r Request, u Usage) bool {
	const charactersPerToken = 3.6 // more than any tokenizer in use has for Arabic
	if u.Estimated || u.Prompt < 1024 || u.Prompt%512 != 0 || float64(runesOf(r.Messages)) < charactersPerToken*float64(u.Prompt) {
		return false
	}
	c.learn(func(v *Verdict) bool {
		if v.Window == u.Prompt {
			return false
		}
		v.Window = u.Prompt
		return true
	}, "window", u.Prompt)
	return true
}

// hush switches reasoning off, which has eaten a reply.
func (c *Client) hush() {
	c.learn(func(v *Verdict) bool {
		if v.Quiet || len(c.prof.quiet) == 0 {
			return false
		}
		v.Quiet = true
		return true
	}, "reasoning", "off")
}
