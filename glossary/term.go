// Package glossary knows the house's names: its terms, where they stand in an
// Arabic text whatever is glued to them, and the English that each mention
// must carry.
package glossary

// Term is one entry of a glossary.
type Term struct {
	ID string `json:"id" yaml:"id"`
	// Arabic is the main Arabic form, one word or more; Variants are others.
	Arabic   string   `json:"arabic" yaml:"arabic"`
	Variants []string `json:"variants,omitempty" yaml:"variants,omitempty"`
	// English is the preferred form. First, where set, is the form of the
	// first mention; Later are short forms accepted afterwards.
	English   string   `json:"english" yaml:"english"`
	First     string   `json:"first,omitempty" yaml:"first,omitempty"`
	Later     []string `json:"later,omitempty" yaml:"later,omitempty"`
	Forbidden []string `json:"forbidden,omitempty" yaml:"forbidden,omitempty"`
	// Type is person, org, place, facility or term. Defaults to term.
	Type string `json:"type,omitempty" yaml:"type,omitempty"`
	// Match is name, common, acronym or foreign. Defaults to name for every
	// type but term, and to common for term.
	Match string `json:"match,omitempty" yaml:"match,omitempty"`
	// Required is whether a mention must be rendered. Defaults to true.
	Required *bool `json:"required,omitempty" yaml:"required,omitempty"`
	// Scope is empty or "credit": a name that counts only in a credit line.
	Scope string `json:"scope,omitempty" yaml:"scope,omitempty"`
	// Quoted allows the first form inside quoted speech, where the house adds
	// nothing to a speaker's words otherwise. Defaults to false.
	Quoted bool `json:"quoted,omitempty" yaml:"quoted,omitempty"`
	// Origin is "en" for a speaker whose quotes were English.
	Origin string `json:"origin,omitempty" yaml:"origin,omitempty"`
	// Note is for people; it never reaches a model.
	Note string `json:"note,omitempty" yaml:"note,omitempty"`
}

// Match is one place where a term stands in a text. Start and End are byte
// offsets into the text as given: text[Start:End] is Surface, proclitics and
// quotation marks left out.
type Match struct {
	Term     string   `json:"term"`
	Arabic   string   `json:"arabic"`
	English  string   `json:"english"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Surface  string   `json:"surface"`
	Level    Level    `json:"level"`
	Strength Strength `json:"strength"`
	// Covers are the ids of the terms inside this one's words, which need no
	// proof of their own; Conflicts those of other terms that claim the same
	// words with the same right. Both in the glossary's order, mostly empty.
	Covers    []string `json:"covers,omitempty"`
	Conflicts []string `json:"conflicts,omitempty"`
}

// Level is how much had to be undone to see the term in the text.
type Level string

const (
	Exact     Level = "exact"
	Folded    Level = "folded"
	Clitic    Level = "clitic"
	Inflected Level = "inflected"
	Variant   Level = "variant"
)

// Strength is how far a match binds: Enforce goes to the prompt and is
// proved; Warn goes to the prompt and is a minor finding where it is not
// kept; Hint goes to the prompt only.
type Strength string

const (
	Enforce Strength = "enforce"
	Warn    Strength = "warn"
	Hint    Strength = "hint"
)

// Mention is a match placed in an article, with the English decided for it.
type Mention struct {
	Match
	// Segment is the id of the segment whose Arabic the offsets index.
	Segment string
	// Form is the literal English the model is told for this mention, and Use
	// the place that decided it.
	Form string
	Use  Use
	// Accept are the forms that count as kept, longest first. Mentions of one
	// term share the slice: do not change it.
	Accept []string
	// Forbidden are the renderings the house does not want.
	Forbidden []string
	// Type and Origin are the term's.
	Type, Origin string
	// Gloss: it stands in brackets behind another mention of its term, which
	// English may leave out.
	Gloss bool

	facts *facts // nil where no glossary found it
}
