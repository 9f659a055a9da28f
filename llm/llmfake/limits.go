package llmfake

import (
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"
)

// refused is the refusal of a request for a member that this endpoint does not
// take, or for its length; nil where it is taken.
func (s *Server) refused(call Call) *Reply {
	var body map[string]json.RawMessage
	if json.Unmarshal(call.Body, &body) != nil {
		return nil
	}
	var format struct{ Type string }
	_ = json.Unmarshal(body["response_format"], &format)
	for _, name := range s.Refuses {
		if _, sent := body[name]; !sent && name != format.Type {
			continue
		}
		r := &Reply{call: call}
		if s.Validates {
			r.fail(500, errorBody(fmt.Sprintf("1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text'\", 'input': '%s'}\n\n  File \"app.py\", line 376, in create_chat_completion\n    POST /v1/chat/completions", name), "", "internal_server_error"), nil)
			return r
		}
		r.fail(400, fmt.Appendf(nil, `{"error":{"message":"Unsupported parameter: '%s' is not supported with this model.","type":"invalid_request_error","param":"%s","code":"unsupported_parameter"}}`, name, name), nil)
		return r
	}
	if s.Context > 0 && !s.Truncates && promptTokens(call.Messages) > s.Context {
		r := &Reply{call: call}
		r.fail(400, fmt.Appendf(nil, `{"error":{"message":"This model's maximum context length is %d tokens. However, your messages resulted in %d tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}`, s.Context, promptTokens(call.Messages)), nil)
		return r
	}
	return nil
}

func promptTokens(messages []Message) int {
	n := 0
	for _, m := range messages {
		n += utf8.RuneCountInString(m.Content) / 3
	}
	return n
}

// truncate leaves the end of what does not fit, and the system message.
func (s *Server) truncate(call *Call) {
	over := promptTokens(call.Messages) - s.Context
	if s.Context == 0 || over <= 0 {
		return
	}
	call.Messages = slices.Clone(call.Messages)
	for i, m := range call.Messages {
		if m.Role == "system" || over <= 0 {
			continue
		}
		runes := []rune(m.Content)
		cut := min(over*3, len(runes))
		call.Messages[i].Content = string(runes[cut:])
		over -= cut / 3
	}
	call.mark()
	call.prompt = s.Context
}
