package worker

import "naql/llm"

// ladder is how far a question has been tried, as the table of reactions has
// it. After a crash it begins anew; the ledger bounds the calls.
type ladder struct {
	passed map[*provider]bool // endpoints with nothing more to try on it
	again  map[llm.Class]int  // how often the present one was asked once more
	cap    int                // what the cap of the reply is multiplied by; 0 is 1
}

// move is what comes after a reply that is of no use.
type move int

const (
	moveAsk move = iota // the question once more, of whoever choose picks
	moveSplit
	moveEnd
)

// next decides after a reply of p that failed with a class. others says whether
// another endpoint may be asked, divisible whether the question has halves.
func (l *ladder) next(class llm.Class, p *provider, others, divisible bool) move {
	r := class.Reaction()
	if l.again[class] < r.Again {
		l.again[class]++
		l.cap = max(l.cap, 1) * max(r.Cap, 1)
		return moveAsk
	}
	for _, then := range r.Then {
		switch {
		case then == llm.Split && divisible:
			return moveSplit
		case then == llm.Other && others:
			l.passed[p] = true
			l.again, l.cap = map[llm.Class]int{}, 0
			return moveAsk
		}
	}
	if r.Final {
		return moveEnd
	}
	return moveAsk
}

// warm is the temperature at which a model is asked what it answered badly at
// none: a little away from the same answer again.
const warm = 0.3

// adjust changes the request for the next try. A reply has no more room than
// the window leaves.
func (l *ladder) adjust(r *llm.Request, failed bool, window int) {
	if failed {
		r.Temperature = warm
	}
	r.MaxTokens *= max(l.cap, 1)
	if room := window - r.Estimate().Prompt; window > 0 && room > 0 {
		r.MaxTokens = min(r.MaxTokens, max(room, leastReply))
	}
}

// leastReply is the least cap that is asked for, in tokens: where the window
// leaves less, the endpoint may still know better.
const leastReply = 256
