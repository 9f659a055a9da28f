package llm

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// A recording is a folder with a manifest and a file for each exchange with an
// endpoint. It holds the texts of articles, and no key.

// recordingSchema names the form of a recording.
const recordingSchema = "naql.recording/1"

// manifestName is the file that makes a folder a recording.
const manifestName = "recording.json"

type manifest struct {
	Schema  string    `json:"schema"`
	Created time.Time `json:"created"`
}

// recorded is one exchange. In both bodies the nonce of the request is
// replaced, so that the same question is the same recording.
type recorded struct {
	Step     string    `json:"step"`
	At       time.Time `json:"at"`
	Article  string    `json:"article,omitempty"`
	Endpoint string    `json:"endpoint"`
	Profile  string    `json:"profile,omitempty"`
	// Verdict is what was known of the endpoint, and its context size.
	Verdict Verdict         `json:"verdict"`
	Request json.RawMessage `json:"request"`
	Status  int             `json:"status,omitempty"` // 0 where no response came
	Header  http.Header     `json:"header,omitempty"`
	// Body is the response's, as text: it may be no JSON. One that is no UTF-8
	// is in Bytes.
	Body  string `json:"body,omitempty"`
	Bytes []byte `json:"bytes,omitempty"`
	// Broken says what happened instead of a whole response: "timeout" or
	// "unreachable".
	Broken string `json:"broken,omitempty"`
	Sent   bool   `json:"sent"`
}

// noncePlace stands in a recording where the nonce of the request stood. It is
// as long as one, so that a reply keeps its length.
const noncePlace = "0nonce00"

// recordingKey names a request body, the nonce left out, whatever the order of
// its members.
func recordingKey(body []byte) string {
	var v any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&v) == nil {
		if plain, err := json.Marshal(v); err == nil {
			body = plain
		}
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:6])
}

func withoutNonce(body []byte, nonce string) []byte {
	if nonce == "" {
		return body
	}
	return bytes.ReplaceAll(body, []byte(nonce), []byte(noncePlace))
}

func recordingError(dir, problem, hint string) error {
	return &ConfigError{"recording", dir + ": " + problem, hint}
}

// recorder keeps what goes by.
type recorder struct {
	next carrier
	c    *Client
	dir  string

	mu   sync.Mutex
	seen map[string]int
}

// openRecorder makes the folder where it is missing, and goes on with a
// recording that is there.
func openRecorder(c *Client, dir string, next carrier) (*recorder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, recordingError(dir, plainly(err), "choose a folder that can be written")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, recordingError(dir, plainly(err), "choose a folder that can be written")
	}
	r := &recorder{next: next, c: c, dir: dir, seen: map[string]int{}}
	if len(entries) > 0 {
		if err := checkManifest(dir); err != nil {
			return nil, err
		}
		if err := writable(dir); err != nil {
			return nil, recordingError(dir, plainly(err), "choose a folder that can be written")
		}
		return r, nil
	}
	raw, err := json.MarshalIndent(manifest{recordingSchema, time.Now().UTC()}, "", "  ")
	if err == nil {
		err = writeWhole(filepath.Join(dir, manifestName), raw)
	}
	if err != nil {
		return nil, recordingError(dir, plainly(err), "choose a folder that can be written")
	}
	return r, nil
}

func checkManifest(dir string) error {
	raw, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return recordingError(dir, "it holds no "+manifestName, "give a folder that --record has made, or for --record an empty one")
	}
	if err != nil {
		return recordingError(dir, plainly(err), "check the folder's permissions")
	}
	var m manifest
	if json.Unmarshal(raw, &m) != nil || m.Schema != recordingSchema {
		return recordingError(dir, fmt.Sprintf("its version is %.40q, and this program reads %s", m.Schema, recordingSchema), "use the naql that made it, or record anew")
	}
	return nil
}

func (r *recorder) carry(x *exchange, req *http.Request) (*http.Response, error) {
	if req.Body == nil { // no question
		return r.next.carry(x, req)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	body = withoutNonce(body, x.asked.Nonce)
	known := r.c.Verdict()
	known.Without, known.Window = x.without, r.c.Window()
	kept := recorded{Step: x.asked.Step, At: time.Now().UTC(), Article: x.asked.Article, Endpoint: r.c.Endpoint(), Profile: r.c.prof.name,
		Verdict: known, Request: json.RawMessage(r.c.scrub(string(body)))}
	end := func(raw []byte, err error) {
		cause := context.Cause(req.Context())
		if err != nil && cause != nil && !errors.Is(cause, errCallTimeout) && !errors.Is(cause, errStalled) {
			return // we have stopped it: that says nothing of the endpoint
		}
		kept.Sent = x.sent.Load()
		if text := r.c.scrub(string(withoutNonce(raw, x.asked.Nonce))); utf8.ValidString(text) {
			kept.Body = text
		} else {
			kept.Bytes = []byte(text)
		}
		if err != nil {
			kept.Broken = "unreachable"
			if cause != nil {
				kept.Broken = "timeout"
			}
		}
		if err := r.keep(kept, recordingKey(body)); err != nil {
			r.c.log.Warn("exchange not recorded", "err", err)
		}
	}
	res, err := r.next.carry(x, req)
	if err != nil {
		end(nil, err)
		return nil, err
	}
	kept.Status, kept.Header = res.StatusCode, r.headers(res.Header)
	res.Body = &tape{ReadCloser: res.Body, end: end}
	return res, nil
}

// tape keeps what is read of a body, and hands it over when that is closed.
type tape struct {
	io.ReadCloser
	raw []byte
	err error
	end func(raw []byte, err error)
}

func (t *tape) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	t.raw = append(t.raw, p[:n]...)
	if err != nil && err != io.EOF {
		t.err = err
	}
	return n, err
}

func (t *tape) Close() error {
	t.end(t.raw, t.err)
	return t.ReadCloser.Close()
}

// headers are those of a response that mean something to us.
func (r *recorder) headers(all http.Header) http.Header {
	out := http.Header{}
	for name, values := range all {
		if name == "Content-Type" || name == "X-Request-Id" || strings.HasPrefix(name, "Retry-After") || strings.HasPrefix(name, "X-Ratelimit-") {
			for _, v := range values {
				out.Add(name, r.c.scrub(v))
			}
		}
	}
	return out
}

// keep writes an exchange under the next number that is free: other clients,
// and other processes, may record into the same folder.
func (r *recorder) keep(x recorded, key string) error {
	raw, err := marshalPlain(x)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		r.seen[key]++
		path := filepath.Join(r.dir, fmt.Sprintf("%s-%s-%03d.json", x.Step, key, r.seen[key]))
		claim, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		return errors.Join(claim.Close(), writeWhole(path, raw))
	}
}

// marshalPlain writes JSON for people, with <, > and & as they are.
func marshalPlain(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

// writeWhole writes a file that is there whole or not at all.
func writeWhole(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".naql-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".naql-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// plainly is an error of a file without its path.
func plainly(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}
