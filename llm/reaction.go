package llm

// Reaction is what is done about a call that gave no usable reply. The worker
// acts on nothing else: what a class of trouble leads to stands in reactions.
type Reaction struct {
	// Waits holds for trouble of the provider: the article waits, and the same
	// request may work later.
	Waits bool
	// Free holds where the endpoint turned the request away and charges nothing.
	Free bool
	// Person holds for trouble that lasts until somebody has done something: all
	// calls to the endpoint stop, until naql resume.
	Person bool
	// Alike holds for trouble that meets every call alike: one is enough to open
	// the breaker.
	Alike bool
	// Again is how often this endpoint is asked the same once more before what
	// follows here is tried.
	Again int
	// Cap is what the cap of the reply is multiplied by when it is asked again.
	Cap int
	// Then is what is tried next, in this order, as far as it can be.
	Then []Move
	// Final holds where the same request to the same model fails for sure.
	// Otherwise what is left of the calls of the step is spent on it.
	Final bool
}

// Move is a way round a request that does not work.
type Move string

const (
	Other Move = "other" // another endpoint, with its model
	Split Move = "split" // half of the segments at a time
)

// reactions is the table of everything that can go wrong with a call.
// docs/model.md is the same for people.
var reactions = map[Class]Reaction{
	RateLimit:            {Waits: true, Free: true},
	Quota:                {Waits: true, Free: true, Person: true},
	Auth:                 {Waits: true, Free: true, Person: true},
	ModelMissing:         {Waits: true, Free: true, Alike: true},
	UnsupportedParameter: {Waits: true, Free: true, Alike: true},
	Server:               {Waits: true},
	Unreachable:          {Waits: true},
	Timeout:              {Waits: true},

	ContextLength: {Then: []Move{Split, Other}, Final: true},
	BadRequest:    {Then: []Move{Other}, Final: true},
	Unrecorded:    {Free: true, Final: true},
	Truncated:     {Again: 1, Cap: 2, Then: []Move{Split, Other}},
	Reasoning:     {Again: 1, Cap: 4, Then: []Move{Other}},
	Looping:       {Again: 1, Then: []Move{Other, Split}},
	Filtered:      {Then: []Move{Other, Split}},
	Refused:       {Then: []Move{Other, Split}},
	Empty:         {Again: 1, Then: []Move{Other}},
	Malformed:     {Again: 1, Then: []Move{Other}},
	Unreadable:    {Again: 1, Then: []Move{Other}},
}

// Reaction is what is done about this class; the zero Reaction for a class that
// is none.
func (c Class) Reaction() Reaction { return reactions[c] }
