package queue

import "fmt"

// crashAllowance is how many calls more than those that may fail a step may
// begin: calls of which nobody knows how they ended, since the worker ended
// first. It is also how often a worker may end without a word while it had an
// article in hand before that is tried alone.
const crashAllowance = 2

// Attempts counts the paid calls of one article, by step.
type Attempts map[string]Count

// Count is what became of the calls of one step.
type Count struct {
	// Calls is how many were begun, but for those that cost nothing.
	Calls int `json:"calls"`
	// Failed is how many of them gave no usable reply.
	Failed int `json:"failed"`
	// Last is the class of the last failure.
	Last string `json:"last,omitempty"`
}

// SpentError refuses a further call of a step: as many as are allowed have
// failed, or begun without an end.
type SpentError struct {
	Step string
	Count
}

func (e *SpentError) Error() string {
	if e.Last == "" {
		return fmt.Sprintf("%d calls of %s begun, none ended", e.Calls, e.Step)
	}
	return fmt.Sprintf("%d of %d calls of %s failed, the last with %s", e.Failed, e.Calls, e.Step, e.Last)
}

// Begin counts a call of the step before it is made and returns how many have
// failed before it. At most limit calls may fail, and two more may begin; the
// error is a *SpentError.
func (a Attempts) Begin(step string, limit int) (failed int, err error) {
	c := a[step]
	if c.Failed >= limit || c.Calls >= limit+crashAllowance {
		return c.Failed, &SpentError{step, c}
	}
	c.Calls++
	a[step] = c
	return c.Failed, nil
}

// Fail counts the call that began last as failed.
func (a Attempts) Fail(step, class string) {
	c := a[step]
	c.Failed++
	c.Last = class
	a[step] = c
}

// Forgive takes back the call that began last: it cost nothing, or was none of
// the article's fault.
func (a Attempts) Forgive(step string) {
	c := a[step]
	c.Calls = max(c.Calls-1, 0)
	a[step] = c
}

// Total is the number of calls of all steps.
func (a Attempts) Total() int {
	n := 0
	for _, c := range a {
		n += c.Calls
	}
	return n
}
