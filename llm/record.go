package llm

import (
	"bytes"
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
	"slices"
	"strings"
	"sync"
	"time"
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
	Step     string          `json:"step"`
	Article  string          `json:"article,omitempty"`
	Endpoint string          `json:"endpoint"`
	Request  json.RawMessage `json:"request"`
	Status   int             `json:"status,omitempty"` // 0 where no response came
	Header   http.Header     `json:"header,omitempty"`
	// Body is the response's, as text: it may be no JSON.
	Body string `json:"body,omitempty"`
	// Broken says what happened instead of a whole response: "timeout" or
	// "unreachable".
	Broken string `json:"broken,omitempty"`
	Sent   bool   `json:"sent"`
}

// noncePlace stands in a recording where the nonce of the request stood. It is
// as long as one, so that a reply keeps its length.
const noncePlace = "0nonce00"

// recordingKey names a request body, the nonce left out.
func recordingKey(body []byte) string {
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
		for _, e := range entries {
			if _, key, n, ok := recordingName(e.Name()); ok {
				r.seen[key] = max(r.seen[key], n)
			}
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

// recordingName takes the name of a file apart: step-key-number.json.
func recordingName(name string) (step, key string, n int, ok bool) {
	base, isJSON := strings.CutSuffix(name, ".json")
	parts := strings.Split(base, "-")
	if !isJSON || len(parts) != 3 {
		return "", "", 0, false
	}
	_, err := fmt.Sscanf(parts[2], "%d", &n)
	return parts[0], parts[1], n, err == nil
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
	kept := recorded{Step: x.asked.Step, Article: x.asked.Article, Endpoint: r.c.Endpoint(), Request: json.RawMessage(r.c.hide(string(body)))}
	end := func(raw []byte, err error) {
		kept.Sent = x.sent.Load()
		kept.Body = r.c.hide(string(withoutNonce(raw, x.asked.Nonce)))
		if err != nil {
			kept.Broken = "unreachable"
			if req.Context().Err() != nil {
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
				out.Add(name, r.c.hide(v))
			}
		}
	}
	return out
}

func (r *recorder) keep(x recorded, key string) error {
	raw, err := marshalPlain(x)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[key]++
	return writeWhole(filepath.Join(r.dir, fmt.Sprintf("%s-%s-%03d.json", x.Step, key, r.seen[key])), raw)
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

// plainly is an error of a file without its path.
func plainly(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

// replayer answers from a recording and knows no network.
type replayer struct {
	mu    sync.Mutex
	left  map[string][]string // the files of each request, in their order
	dir   string
	first recorded // one exchange, to tell whose they are
}

func openReplayer(dir string) (*replayer, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, recordingError(dir, plainly(err), "give a folder that --record has made")
	}
	if err := checkManifest(dir); err != nil {
		return nil, err
	}
	r := &replayer{dir: dir, left: map[string][]string{}}
	for _, e := range entries { // in the order of their names
		if _, key, _, ok := recordingName(e.Name()); ok {
			r.left[key] = append(r.left[key], e.Name())
		}
	}
	for _, names := range r.left {
		if slices.ContainsFunc(names, func(name string) bool { return !strings.HasPrefix(name, StepProbe) }) {
			r.first, err = r.read(names[0])
			break
		}
	}
	return r, err
}

func (r *replayer) read(name string) (x recorded, err error) {
	raw, err := os.ReadFile(filepath.Join(r.dir, name))
	if err == nil {
		err = json.Unmarshal(raw, &x)
	}
	if err != nil {
		return x, recordingError(r.dir, name+" cannot be read: "+plainly(err), "record anew")
	}
	return x, nil
}

// errUnrecorded is the end of a request that a recording does not hold.
var errUnrecorded = errors.New("the recording does not hold this request, or not so often")

func (r *replayer) carry(x *exchange, req *http.Request) (*http.Response, error) {
	if req.Body == nil {
		return nil, errUnrecorded
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	key := recordingKey(withoutNonce(body, x.asked.Nonce))
	r.mu.Lock()
	names := r.left[key]
	if len(names) > 0 {
		r.left[key] = names[1:]
	}
	r.mu.Unlock()
	if len(names) == 0 {
		return nil, errUnrecorded
	}
	was, err := r.read(names[0])
	if err != nil {
		return nil, err
	}
	x.sent.Store(was.Sent)
	switch was.Broken {
	case "timeout":
		return nil, errCallTimeout
	case "":
	default:
		return nil, errors.New("the endpoint was " + was.Broken + " when this was recorded")
	}
	text := was.Body
	if x.asked.Nonce != "" {
		text = strings.ReplaceAll(text, noncePlace, x.asked.Nonce)
	}
	return &http.Response{StatusCode: was.Status, Header: was.Header, Body: io.NopCloser(strings.NewReader(text)), Request: req}, nil
}

// format is how the first recorded request asks for its reply.
func (r *replayer) format() Format {
	var body struct {
		ResponseFormat struct {
			Type string `json:"type"`
		} `json:"response_format"`
	}
	if len(r.first.Request) == 0 || json.Unmarshal(r.first.Request, &body) != nil {
		return ""
	}
	switch body.ResponseFormat.Type {
	case "json_schema":
		return FormatJSON
	case "json_object":
		return FormatObject
	}
	return FormatTagged
}
