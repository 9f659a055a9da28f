package llm

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/sashabaranov/go-openai"
)

// replyOf reads the first choice of a completion. The order of the cases
// matters: a reply cut at its cap is often empty too, and the cap is why.
func (c *Client) replyOf(r Request, res openai.ChatCompletionResponse) (Reply, error) {
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
	case choice.FinishReason == openai.FinishReasonLength:
		return fault(Truncated, "the reply reached its cap")
	case choice.FinishReason == "error":
		return fault(Server, "the provider reports an error in the middle of its reply")
	case strings.TrimSpace(text) == "" && thought(choice.Message, res):
		return fault(Empty, "the reply holds reasoning and no answer")
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

func thought(m openai.ChatCompletionMessage, res openai.ChatCompletionResponse) bool {
	d := res.Usage.CompletionTokensDetails
	return m.ReasoningContent != "" || m.Content != "" || d != nil && d.ReasoningTokens > 0
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
