package llm

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter bounds what a header can make us wait.
const maxRetryAfter = time.Hour

// retryAfter reads how long a response asks to wait, as seen at now: the
// header retry-after-ms, else Retry-After in seconds or as an HTTP date. It is
// 0 where none can be read or the date has passed, and at most maxRetryAfter.
func retryAfter(h http.Header, now time.Time) time.Duration {
	if d, ok := number(h.Get("retry-after-ms"), time.Millisecond); ok {
		return d
	}
	value := strings.TrimSpace(h.Get("Retry-After"))
	if d, ok := number(value, time.Second); ok {
		return d
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), 0), maxRetryAfter)
	}
	return 0
}

func number(value string, unit time.Duration) (time.Duration, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(n >= 0) { // also refuses NaN
		return 0, false
	}
	return time.Duration(min(n*float64(unit), float64(maxRetryAfter))), true
}

// tryAgain finds the wait in a message such as "Please try again in 6m0.5s.".
var tryAgain = regexp.MustCompile(`(?i)\b(?:try again|retry) (?:in|after) ((?:[0-9.]+(?:h|ms|m|s))+)`)

// retryIn is the wait that a message names, at most maxRetryAfter, else 0.
func retryIn(message string) time.Duration {
	m := tryAgain.FindStringSubmatch(message)
	if m == nil {
		return 0
	}
	d, err := time.ParseDuration(m[1])
	if err != nil || d < 0 {
		return 0
	}
	return min(d, maxRetryAfter)
}
