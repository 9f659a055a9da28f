package llm

import "testing"

// The order of members and white space are no part of a question; its values are.
func TestRecordingKey(t *testing.T) {
	same := recordingKey([]byte(`{"model":"m","n":1.50,"a":{"x":1,"y":[1,2]}}`))
	if got := recordingKey([]byte("{\"a\": {\"y\":[1,2], \"x\":1},\n \"n\":1.50, \"model\":\"m\"}")); got != same {
		t.Errorf("%s, want %s", got, same)
	}
	for _, other := range []string{`{"model":"m","n":1.50,"a":{"x":1,"y":[2,1]}}`, `{"model":"M","n":1.50,"a":{"x":1,"y":[1,2]}}`, `no JSON`} {
		if recordingKey([]byte(other)) == same {
			t.Errorf("%s has the same key", other)
		}
	}
}
