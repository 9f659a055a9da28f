package naql_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers is the order of the packages: each may import what stands in an
// earlier layer, never one of its own. Tests may import what they like.
var layers = [][]string{
	{"arabic", "llm", "llm/llmfake", "samples"},
	{"article"},
	{"glossary"},
	{"prompts", "verify", "queue", "queue/embedded"},
	{"worker"},
	{"bench/figures", "bench/story"},
	{"cmd/naql", "cmd/llmfake", "bench", "bench/plainscript", "bench/names", "bench/verify", "faults"},
}

// banned are folder names that say nothing of what is inside.
var banned = []string{"internal", "pkg", "util", "utils", "common", "models", "types", "helpers"}

// TestImports reads the files itself, so that a planted violation is seen
// even when the build cache holds this test's last result.
func TestImports(t *testing.T) {
	found := map[string]bool{}
	for _, file := range goFiles(t) {
		dir := filepath.ToSlash(filepath.Dir(file))
		if dir == "." || strings.HasSuffix(file, "_test.go") {
			continue
		}
		found[dir] = true
		own := layerOf(dir)
		if own < 0 {
			t.Errorf("%s: package %s is in no layer", file, dir)
			continue
		}
		for _, imported := range importsOf(t, file) {
			if l := layerOf(imported); l < 0 || l >= own {
				t.Errorf("%s: %s (line %d) must not import %s (line %d)", file, dir, own+1, imported, l+1)
			}
		}
	}
	for _, layer := range layers {
		for _, dir := range layer {
			if !found[dir] {
				t.Errorf("layers names %s, which holds no package", dir)
			}
		}
	}
}

// TestFolderNames keeps rooms named for what they hold.
func TestFolderNames(t *testing.T) {
	for _, file := range goFiles(t) {
		for part := range strings.SplitSeq(filepath.ToSlash(filepath.Dir(file)), "/") {
			if slices.Contains(banned, part) {
				t.Errorf("%s: a folder named %s", file, part)
			}
		}
	}
}

func layerOf(dir string) int {
	return slices.IndexFunc(layers, func(l []string) bool { return slices.Contains(l, dir) })
}

func goFiles(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") {
			out = append(out, path)
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("no Go files found: %v", err)
	}
	return out
}

// importsOf lists the packages of this module that a file imports.
func importsOf(t *testing.T, file string) []string {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range f.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if own, ok := strings.CutPrefix(path, "naql/"); ok {
			out = append(out, own)
		}
	}
	return out
}
