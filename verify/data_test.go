package verify

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// row is a line of the texts under NAQL_TESTDATA.
type row struct {
	ID, Ar, En, Corruption, Detail string
	EnOK                           string `json:"en_ok"`
	EnBad                          string `json:"en_bad"`
	Clean                          bool
	Entities                       []struct{ Ar, En string }
}

// readRows reads a file of the outside texts, or skips the test: their licence
// keeps them out of this repository.
func readRows(t *testing.T, name string) []row {
	t.Helper()
	dir := os.Getenv("NAQL_TESTDATA")
	if dir == "" {
		t.Skip("NAQL_TESTDATA is not set: no outside texts to measure on")
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []row
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var r row
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
