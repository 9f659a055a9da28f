package glossary

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// FileError is a glossary file or an entry of one that cannot be used. Line
// and Column count from 1, Column in bytes; 0 where they are not known.
type FileError struct {
	File         string
	Line, Column int
	Err          error
}

func (e *FileError) Error() string {
	at := "glossary " + e.File
	if e.Line > 0 {
		at += fmt.Sprintf(":%d", e.Line)
		if e.Column > 0 {
			at += fmt.Sprintf(":%d", e.Column)
		}
	}
	return at + ": " + e.Err.Error()
}

func (e *FileError) Unwrap() error { return e.Err }

// sizeLimit bounds one file: a hundred thousand entries take a third of it.
const sizeLimit = 96 << 20

// readers by the extension of a file's name.
var readers = map[string]func(name, text string) ([]Term, []origin, error){
	".csv": readCSV, ".tsv": readTSV, ".txt": readTSV,
	".yaml": readYAML, ".yml": readYAML, ".json": readYAML,
}

// Load reads a glossary from a file, or from the CSV, TSV and YAML files of a
// folder in the order of their names. Errors are a *FileError.
func Load(path string) (*Glossary, error) {
	files, err := filesOf(path)
	if err != nil {
		return nil, err
	}
	var terms []Term
	var origins []origin
	for _, file := range files {
		raw, err := readLimited(file)
		if err != nil {
			return nil, err
		}
		t, o, err := parse(file, raw)
		if err != nil {
			return nil, err
		}
		terms, origins = append(terms, t...), append(origins, o...)
	}
	return build(terms, origins)
}

func filesOf(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, &FileError{File: path, Err: plain(err)}
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, &FileError{File: path, Err: plain(err)}
	}
	var files []string
	for _, e := range entries {
		ext := strings.ToLower(filepath.Ext(e.Name()))
		if readers[ext] != nil && ext != ".txt" && !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, &FileError{File: path, Err: errors.New("no .csv, .tsv or .yaml file in the folder")}
	}
	return files, nil
}

// plain drops the path that an os error repeats.
func plain(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func readLimited(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err == nil && info.Size() > sizeLimit {
		err = fmt.Errorf("more than %d MB", sizeLimit>>20)
	}
	if err != nil {
		return nil, &FileError{File: file, Err: plain(err)}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, &FileError{File: file, Err: plain(err)}
	}
	return raw, nil
}

// read makes a glossary of one file's bytes.
func read(name string, raw []byte) (*Glossary, error) {
	terms, origins, err := parse(name, raw)
	if err != nil {
		return nil, err
	}
	return build(terms, origins)
}

func parse(name string, raw []byte) ([]Term, []origin, error) {
	reader := readers[strings.ToLower(filepath.Ext(name))]
	if reader == nil {
		return nil, nil, &FileError{File: name, Err: errors.New("the name ends in none of .csv, .tsv, .yaml")}
	}
	text, err := decode(raw)
	if err != nil {
		return nil, nil, &FileError{File: name, Err: err}
	}
	return reader(name, text)
}

// decode gives the text of a file as UTF-8: what it is, UTF-16 with its mark
// as Excel's "Unicode text", or windows-1256 as Excel writes CSV on an Arabic
// desktop.
func decode(raw []byte) (string, error) {
	if utf8.Valid(raw) {
		return strings.TrimPrefix(string(raw), "\ufeff"), nil
	}
	if len(raw) >= 2 && (raw[0] == 0xff && raw[1] == 0xfe || raw[0] == 0xfe && raw[1] == 0xff) {
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		return string(text), err
	}
	if slices.Contains(raw, 0) {
		return "", errors.New("not a text file")
	}
	text, err := charmap.Windows1256.NewDecoder().Bytes(raw)
	return string(text), err
}
