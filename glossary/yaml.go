package glossary

import (
	"errors"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// readYAML reads a list of entries, alone or under the key "terms". JSON is
// read as YAML.
func readYAML(name, text string) ([]Term, []origin, error) {
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		return nil, nil, yamlError(name, err)
	}
	var terms []Term
	var origins []origin
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.NullType {
			continue
		}
		list, ok := sequence(doc.Body)
		if !ok {
			return nil, nil, nodeError(name, doc.Body, errors.New("not a list of terms"))
		}
		for _, node := range list.Values {
			var t Term
			if err := yaml.NodeToValue(node, &t, yaml.Strict()); err != nil {
				return nil, nil, yamlError(name, err)
			}
			for _, field := range []string{"arabic", "english"} {
				if t.get(field) == "" {
					return nil, nil, nodeError(name, node, errors.New("no "+field))
				}
			}
			terms, origins = append(terms, t), append(origins, origin{name, nodeLine(node)})
		}
	}
	return terms, origins, nil
}

func sequence(body ast.Node) (*ast.SequenceNode, bool) {
	if m, ok := body.(*ast.MappingNode); ok && len(m.Values) == 1 && m.Values[0].Key.String() == "terms" {
		body = m.Values[0].Value
	}
	list, ok := body.(*ast.SequenceNode)
	return list, ok
}

func nodeLine(node ast.Node) int {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		node = m.Values[0].Key
	}
	return node.GetToken().Position.Line
}

func nodeError(name string, node ast.Node, err error) error {
	return &FileError{File: name, Line: nodeLine(node), Err: err}
}

func yamlError(name string, err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		p := at.GetToken().Position
		return &FileError{File: name, Line: p.Line, Column: p.Column, Err: errors.New(at.GetMessage())}
	}
	return &FileError{File: name, Err: err}
}
