package llm

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// replayer answers from a recording and knows no network.
type replayer struct {
	mu    sync.Mutex
	left  map[string][]recorded // the exchanges of each request, in their order
	first recorded              // but for probes: how the endpoint was asked, and whose it is
}

// openReplayer reads the exchanges with the client's endpoint, or all of them
// where the recording has none with it: an address may change.
func openReplayer(c *Client, dir string) (*replayer, error) {
	files, err := exchanges(dir)
	if err != nil {
		return nil, err
	}
	own := c.Endpoint()
	known := slices.ContainsFunc(files, func(f kept) bool { return f.Endpoint == own })
	r := &replayer{left: map[string][]recorded{}}
	for _, f := range files {
		if known && f.Endpoint != own {
			continue
		}
		r.left[f.key] = append(r.left[f.key], f.recorded)
		if f.Step != StepProbe && (r.first.Endpoint == "" || f.At.Before(r.first.At)) {
			r.first = f.recorded
		}
	}
	return r, nil
}

// kept is a file of a recording.
type kept struct {
	recorded
	key string
	n   int
}

// exchanges reads a recording, the repeats of each request in their order.
func exchanges(dir string) ([]kept, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, recordingError(dir, plainly(err), "give a folder that --record has made")
	}
	if err := checkManifest(dir); err != nil {
		return nil, err
	}
	var out []kept
	for _, e := range entries {
		key, n, ok := recordingName(e.Name())
		if !ok {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err == nil && len(raw) == 0 {
			continue // a number that was claimed, and never used
		}
		x := kept{key: key, n: n}
		if err == nil {
			err = json.Unmarshal(raw, &x.recorded)
		}
		if err != nil {
			return nil, recordingError(dir, e.Name()+" cannot be read: "+plainly(err), "record anew")
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b kept) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.n, b.n)) })
	return out, nil
}

// recordingName takes the name of a file apart: step-key-number.json.
func recordingName(name string) (key string, n int, ok bool) {
	base, isJSON := strings.CutSuffix(name, ".json")
	parts := strings.Split(base, "-")
	if !isJSON || len(parts) != 3 {
		return "", 0, false
	}
	_, err := fmt.Sscanf(parts[2], "%d", &n)
	return parts[1], n, err == nil
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
	left := r.left[key]
	if len(left) > 0 {
		r.left[key] = left[1:]
	}
	r.mu.Unlock()
	if len(left) == 0 {
		return nil, errUnrecorded
	}
	was := left[0]
	x.sent.Store(was.Sent)
	switch was.Broken {
	case "timeout":
		return nil, errCallTimeout
	case "":
	default:
		return nil, errors.New("the endpoint was " + was.Broken + " when this was recorded")
	}
	text := was.Body + string(was.Bytes)
	if x.asked.Nonce != "" {
		text = strings.ReplaceAll(text, noncePlace, x.asked.Nonce)
	}
	return &http.Response{StatusCode: was.Status, Header: was.Header, Body: io.NopCloser(strings.NewReader(text)), Request: req}, nil
}

// verdict is what was known of the endpoint when it was asked first.
func (r *replayer) verdict() Verdict {
	v := r.first.Verdict
	v.Format = r.format()
	return v
}

// model is the model that was asked first.
func (r *replayer) model() string {
	var body struct{ Model string }
	if json.Unmarshal(r.first.Request, &body) != nil {
		return ""
	}
	return body.Model
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
