package glossary

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"naql/arabic"
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

// sizeLimit bounds one file in bytes: a hundred thousand entries take a third
// of it.
const sizeLimit = 96 << 20

// readers by the extension of a file's name.
var readers = map[string]func(name, text string) ([]Term, []origin, error){
	".csv": readCSV, ".tsv": readTSV, ".txt": readTSV,
	".yaml": readYAML, ".yml": readYAML, ".json": readJSON,
}

// Load reads a glossary from a file, or from the CSV, TSV, YAML and JSON files
// of a folder in the order of their names. Errors are a *FileError. Limits: 96 MB
// a file, 500,000 entries, 1,024 bytes and 32 words a form.
func Load(path string) (*Glossary, error) {
	files, err := filesOf(path)
	if err != nil {
		return nil, err
	}
	var terms []Term
	var origins []origin
	for _, file := range files {
		if _, err := readerOf(file); err != nil {
			return nil, err
		}
		raw, err := readLimited(file)
		if err != nil {
			return nil, err
		}
		t, o, err := parse(file, raw)
		if err != nil {
			return nil, err
		}
		if len(files) == 1 {
			return build(t, o) // a hundred thousand entries are not copied
		}
		terms, origins = append(terms, t...), append(origins, o...)
		if len(terms) > entryLimit {
			return nil, &FileError{File: path, Err: fmt.Errorf("more than %d entries", entryLimit)}
		}
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
		lock := strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$") // of Excel, while it has a file open
		if readers[ext] != nil && ext != ".txt" && !e.IsDir() && !lock {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, &FileError{File: path, Err: errors.New("no .csv, .tsv, .yaml, .yml or .json file in the folder")}
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
	if err == nil && !info.Mode().IsRegular() { // opening a pipe may wait for ever
		err = errors.New("not a regular file")
	}
	if err != nil {
		return nil, &FileError{File: file, Err: plain(err)}
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, &FileError{File: file, Err: plain(err)}
	}
	defer f.Close()
	var raw bytes.Buffer
	raw.Grow(int(min(info.Size(), sizeLimit)) + bytes.MinRead)
	_, err = raw.ReadFrom(io.LimitReader(f, sizeLimit+1))
	if err == nil && raw.Len() > sizeLimit {
		err = fmt.Errorf("more than %d MB", sizeLimit>>20)
	}
	if err != nil {
		return nil, &FileError{File: file, Err: plain(err)}
	}
	return raw.Bytes(), nil
}

// read makes a glossary of one file's bytes.
func read(name string, raw []byte) (*Glossary, error) {
	terms, origins, err := parse(name, raw)
	if err != nil {
		return nil, err
	}
	return build(terms, origins)
}

func readerOf(name string) (func(name, text string) ([]Term, []origin, error), error) {
	reader := readers[strings.ToLower(filepath.Ext(name))]
	if reader == nil {
		return nil, &FileError{File: name, Err: errors.New("not a glossary by its name: those read end in .csv, .tsv, .txt, .yaml, .yml or .json")}
	}
	return reader, nil
}

func parse(name string, raw []byte) ([]Term, []origin, error) {
	reader, err := readerOf(name)
	if err != nil {
		return nil, nil, err
	}
	text, err := decode(name, raw)
	if err != nil {
		return nil, nil, err
	}
	return reader(name, text)
}

// decode gives the text of a file as UTF-8: what it is, UTF-16 with its mark
// as Excel's "Unicode text", or windows-1256 as Excel writes CSV on an Arabic
// desktop.
func decode(name string, raw []byte) (string, error) {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		if err == nil && len(raw)%2 != 0 {
			err = errors.New("UTF-16 that ends inside a character: the file is cut off")
		}
		if err != nil {
			return "", &FileError{File: name, Err: err}
		}
		raw = text
	}
	bad := invalidAt(raw)
	switch {
	case bytes.IndexByte(raw, 0) >= 0:
		return "", &FileError{File: name, Err: errors.New("not a text file, or UTF-16 without its mark: it holds NUL bytes; save it as CSV UTF-8")}
	case bad < 0:
		return strings.TrimPrefix(string(raw), "\ufeff"), nil
	case mostlyUTF8(raw):
		return "", placeOf(string(raw), bad).errorf(name, "the byte %#x is not UTF-8, as the rest of the file is", raw[bad])
	}
	decoded, err := charmap.Windows1256.NewDecoder().Bytes(raw)
	if err != nil {
		return "", &FileError{File: name, Err: err}
	}
	text := string(decoded)
	if at := mixedWord(text); at >= 0 {
		return "", placeOf(text, at).errorf(name, "neither UTF-8 nor windows-1256: %q stands inside an Arabic word; save the file as CSV UTF-8", firstOf(text[at:]))
	}
	return text, nil
}

// invalidAt is the first byte that is not UTF-8, or -1.
func invalidAt(raw []byte) int {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// mostlyUTF8 tells a damaged UTF-8 file from one in another encoding, where
// hardly ever two bytes happen to be a UTF-8 sequence.
func mostlyUTF8(raw []byte) bool {
	sequences, strays := 0, 0
	for len(raw) > 0 {
		switch r, size := utf8.DecodeRune(raw); {
		case size > 1:
			sequences++
			raw = raw[size:]
		default:
			if r == utf8.RuneError {
				strays++
			}
			raw = raw[1:]
		}
	}
	return sequences > strays
}

// mixedWord is where a sign beyond ASCII that is no Arabic letter touches one,
// or -1: ISO-8859-6 read as windows-1256 has à, ç and × inside words.
func mixedWord(text string) int {
	before := ' '
	for i, r := range text {
		if arabic.IsLetter(before) && isLatin(r) || isLatin(before) && arabic.IsLetter(r) {
			if isLatin(r) {
				return i
			}
			return i - utf8.RuneLen(before)
		}
		before = r
	}
	return -1
}

func isLatin(r rune) bool { return r >= 0xc0 && r <= 0x24f }

// placeOf counts the lines before a byte.
func placeOf(text string, at int) place {
	lines := strings.Count(text[:at], "\n")
	return place{lines + 1, at - strings.LastIndexByte(text[:at], '\n')}
}
