package glossary

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// chunkLimit bounds what the YAML parser is given at once, in bytes: an entry,
// or a whole file that is not a plain list of entries. It keeps the parser's
// time, memory and stack within bounds whatever a file holds.
const chunkLimit = 64 << 10

// readYAML reads a list of entries, alone or under the key "terms", entry by
// entry. What begins with a bracket is JSON, or YAML that looks like it.
func readYAML(name, text string) ([]Term, []origin, error) {
	y := yamlFile{name: name}
	if start := strings.TrimLeft(text, " \t\r\n"); start != "" && strings.ContainsAny(start[:1], "[{") {
		terms, origins, err := readJSON(name, text)
		if err == nil || len(text) > chunkLimit {
			return terms, origins, err
		}
		err = y.chunk(chunk{text, 1})
		return y.terms, y.origins, err
	}
	for _, c := range chunks(text) {
		if err := y.chunk(c); err != nil {
			return nil, nil, err
		}
	}
	return y.terms, y.origins, nil
}

// chunk is a part of a YAML text that stands for itself, and its first line.
type chunk struct {
	text string
	line int
}

// chunks parts a list into its items; a text of another form is one chunk.
func chunks(text string) []chunk {
	var out []chunk
	indent, begin, first, at := -1, 0, 1, 0
	for line := 1; at < len(text); line++ {
		end := at + len(lineOf(text[at:]))
		content := strings.TrimLeft(text[at:end], " ")
		depth := end - at - len(content)
		content = strings.TrimRight(content, "\r\n\t ")
		switch {
		case content == "", content[0] == '#':
		case depth == 0 && (content == "---" || content == "..."):
			out, indent = append(out, chunk{text[begin:at], first}), -1
			begin, first = end, line+1
		case indent < 0 && depth == 0 && isTermsKey(content):
			begin, first = end, line+1
		case (indent < 0 || depth == indent) && (content == "-" || strings.HasPrefix(content, "- ")):
			if indent >= 0 {
				out = append(out, chunk{text[begin:at], first})
			}
			indent, begin, first = depth, at, line
		case indent < 0:
			return []chunk{{text, 1}}
		}
		at = end
	}
	return append(out, chunk{text[begin:], first})
}

// isTermsKey knows the line "terms:" with a comment behind it or none.
func isTermsKey(content string) bool {
	rest, ok := strings.CutPrefix(content, "terms:")
	rest = strings.TrimLeft(rest, " \t")
	return ok && (rest == "" || content != "terms:"+rest && rest[0] == '#')
}

// lineOf is the first line of a text with its end.
func lineOf(text string) string {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return text[:i+1]
	}
	return text
}

// yamlFile gathers the entries of one file.
type yamlFile struct {
	name    string
	line    int // lines before the chunk
	terms   []Term
	origins []origin
}

func (y *yamlFile) chunk(c chunk) error {
	y.line = c.line - 1
	if len(c.text) > chunkLimit {
		return y.errorf(nil, "an entry of more than %d kB, or a form of YAML that is not read: write a list, each entry from a line with -", chunkLimit>>10)
	}
	if tooDeep(c.text) {
		return y.errorf(nil, "brackets or dashes nested deeper than %d: an entry is a mapping of texts and lists", depthLimit)
	}
	file, err := parsed(c.text)
	if err != nil {
		return y.syntax(err)
	}
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.NullType || doc.Body.Type() == ast.CommentType {
			continue
		}
		list, ok := sequence(doc.Body)
		if !ok {
			return y.errorf(doc.Body, "not a list of terms")
		}
		for _, node := range list.Values {
			if err := y.entry(node); err != nil {
				return err
			}
		}
	}
	return nil
}

// parsed turns a panic of the parser into an error: it has had some on broken
// texts, and a worker must outlive a bad file.
func parsed(text string) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("no YAML that can be read: %v", p)
		}
	}()
	return parser.ParseBytes([]byte(text), 0)
}

// depthLimit bounds nesting, for which the parser takes time by its square. An
// entry needs three; brackets of prose count too, where they stay open.
const depthLimit = 100

func tooDeep(text string) bool {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		}
		if depth > depthLimit {
			return true
		}
	}
	return strings.Contains(text, strings.Repeat("- ", depthLimit))
}

func sequence(body ast.Node) (*ast.SequenceNode, bool) {
	if m, ok := body.(*ast.MappingNode); ok && len(m.Values) == 1 && m.Values[0].Key.String() == "terms" {
		body = m.Values[0].Value
	}
	list, ok := body.(*ast.SequenceNode)
	return list, ok
}

var errAnchor = errors.New("anchors (&), aliases (*) and tags (!) of YAML are not read: write the text itself, in quotation marks where it begins so")

func (y *yamlFile) entry(node ast.Node) error {
	switch node.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return y.errorf(node, "%w", errAnchor)
	}
	m, ok := node.(*ast.MappingNode)
	if !ok || len(m.Values) == 0 {
		return y.errorf(node, "an entry is a mapping with arabic and english")
	}
	e := newEntry(y.name, y.place(m.Values[0].Key))
	for _, member := range m.Values {
		value, err := y.value(member.Value)
		if err != nil {
			return err
		}
		if err := e.set(member.Key.GetToken().Value, y.place(member.Key), value); err != nil {
			return err
		}
	}
	t, o, err := e.term()
	if err != nil {
		return err
	}
	if len(y.terms) == entryLimit {
		return y.errorf(node, "more than %d entries", entryLimit)
	}
	y.terms, y.origins = append(y.terms, t), append(y.origins, o)
	return nil
}

// value gives a node as setValue takes it: what stands there as text, whatever
// YAML makes of it, so that an id may be 7 and a name No.
func (y *yamlFile) value(node ast.Node) (any, error) {
	switch n := node.(type) {
	case nil, *ast.NullNode:
		return nil, nil
	case *ast.SequenceNode:
		var items []any
		for _, v := range n.Values {
			item, err := y.value(v)
			if err != nil {
				return nil, err
			}
			items = append(items, item)
		}
		return items, nil
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode: // scalars whose token is the sign
		return nil, y.errorf(node, "%w", errAnchor)
	case ast.ScalarNode:
		return n.GetToken().Value, nil
	}
	return nil, y.errorf(node, "this is neither text nor a list of texts")
}

// place is where a node stands in the file.
func (y *yamlFile) place(node ast.Node) place {
	if node == nil || node.GetToken() == nil {
		return place{line: y.line + 1}
	}
	p := node.GetToken().Position
	return place{y.line + p.Line, p.Column}
}

func (y *yamlFile) errorf(node ast.Node, format string, args ...any) error {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		node = m.Values[0].Key
	}
	return y.place(node).errorf(y.name, format, args...)
}

func (y *yamlFile) syntax(err error) error {
	if at, ok := errors.AsType[yaml.Error](err); ok && at.GetToken() != nil {
		p := at.GetToken().Position
		return place{y.line + p.Line, p.Column}.errorf(y.name, "%s", at.GetMessage())
	}
	return y.errorf(nil, "%w", err)
}
