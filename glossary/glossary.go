package glossary

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"naql/arabic"
)

// Glossary is a set of terms, ready to find them. It does not change; any
// number of goroutines may use it.
type Glossary struct {
	terms   []Term
	origins []origin
	byID    map[string]int
	names   *index // every term but those of credit lines
	sounds  *index // names of other languages, by sound
	credits *index
	hash    string

	facts     []atomic.Pointer[facts] // by term, see factsOf
	relatives relatives
}

// origin is where an entry stands, and the column of its id where it has one;
// the zero value is nowhere.
type origin struct {
	file     string
	line, id int
}

// New makes a glossary of terms. An entry without id gets one from its
// English that no other has; white space at the ends of texts goes. The error
// names the term: no Arabic letters, an id twice, a type, match, scope or
// origin that does not exist, a control character, or more than the limits
// allow. An entry without English is found, never mentioned.
func New(terms []Term) (*Glossary, error) {
	return build(slices.Clone(terms), nil)
}

// build takes over terms. origins is as long as terms, which are checked then,
// or nil.
func build(terms []Term, origins []origin) (*Glossary, error) {
	g := &Glossary{
		terms: terms, origins: origins, byID: make(map[string]int, len(terms)), facts: make([]atomic.Pointer[facts], len(terms)),
		names: newIndex(terms, spelled), sounds: newIndex(terms, arabic.AppendSkeleton), credits: newIndex(terms, spelled),
	}
	if len(terms) > entryLimit {
		return nil, fmt.Errorf("glossary: more than %d entries", entryLimit)
	}
	if err := g.check(); err != nil {
		return nil, err
	}
	for i := range terms {
		t := &terms[i]
		if t.ID == "" {
			t.ID = g.freshID(*t)
			g.byID[t.ID] = i
		}
		g.addTerm(i, *t)
	}
	var hashed sync.WaitGroup
	hashed.Go(func() { g.hash = hashOf(terms) })
	for _, ix := range []*index{g.names, g.sounds, g.credits} {
		ix.sort()
	}
	hashed.Wait()
	return g, nil
}

// check checks the entries and takes up the ids that are given.
func (g *Glossary) check() error {
	for i := range g.terms {
		t := &g.terms[i]
		var err error
		if g.origins == nil { // the readers of files know the column of a fault
			*t = t.clean()
			err = t.check()
		}
		if first, twice := g.byID[t.ID]; err == nil && twice {
			err = &fieldError{"id", errors.New("the id is used twice" + g.at(first))}
		}
		if err != nil {
			return g.termError(i, err)
		}
		if t.ID != "" {
			g.byID[t.ID] = i
		}
	}
	return nil
}

func (g *Glossary) at(i int) string {
	if g.origins == nil {
		return ""
	}
	return fmt.Sprintf(", first at %s:%d", g.origins[i].file, g.origins[i].line)
}

func (g *Glossary) termError(i int, err error) error {
	err = fmt.Errorf("term %q: %w", cmp.Or(g.terms[i].ID, g.terms[i].English, g.terms[i].Arabic), err)
	if g.origins == nil {
		return err
	}
	o := g.origins[i]
	return &FileError{File: o.file, Line: o.line, Column: o.id, Err: err}
}

// freshLimit bounds the English of a fresh id, so that the whole is within
// what check allows.
const freshLimit = 200

// freshID makes an id from the English, else from the Arabic; where it is
// taken, the Arabic makes it different.
func (g *Glossary) freshID(t Term) string {
	var b strings.Builder
	for _, r := range strings.ToLower(t.English) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	id := strings.TrimSuffix(b.String()[:min(b.Len(), freshLimit)], "-")
	if _, taken := g.byID[id]; id != "" && !taken {
		return id
	}
	h := fnv.New32a()
	for salt := t.Arabic; ; salt = strconv.Itoa(len(g.byID)) { // again where the whole entry comes again
		h.Write([]byte(salt))
		fresh := strings.TrimPrefix(id+"-"+strconv.FormatUint(uint64(h.Sum32()), 36), "-")
		if _, taken := g.byID[fresh]; !taken {
			return fresh
		}
	}
}

// The values of Term.Type, Term.Match and Term.Scope.
const (
	TypePerson   = "person"
	TypeOrg      = "org"
	TypePlace    = "place"
	TypeFacility = "facility"
	TypeTerm     = "term"

	MatchName    = "name"
	MatchCommon  = "common"
	MatchAcronym = "acronym"
	MatchForeign = "foreign"

	ScopeCredit = "credit"
)

var (
	// Types are the values of Term.Type; "" stands for the default.
	Types   = []string{"", TypePerson, TypeOrg, TypePlace, TypeFacility, TypeTerm}
	matches = []string{"", MatchName, MatchCommon, MatchAcronym, MatchForeign}
)

// kind is Type with its default.
func (t Term) kind() string {
	if t.Type == "" {
		return TypeTerm
	}
	return t.Type
}

// match is Match with its default.
func (t Term) match() string {
	switch {
	case t.Match != "":
		return t.Match
	case t.kind() == TypeTerm:
		return MatchCommon
	}
	return MatchName
}

func (t Term) required() bool { return t.Required == nil || *t.Required }

//go:embed starter.csv
var starter []byte

// Starter returns the built-in list. Its house style, with what a desk would
// change first, stands at the top of starter.csv.
var Starter = sync.OnceValue(func() *Glossary {
	g, err := read("starter.csv", starter)
	if err != nil {
		panic(err) // a test loads it
	}
	return g
})

// Terms returns the entries in the order they were given; ids are filled in,
// defaults are not. The slice is the caller's, what it holds is not.
func (g *Glossary) Terms() []Term { return slices.Clone(g.terms) }

// Lookup returns the entry with an id.
func (g *Glossary) Lookup(id string) (Term, bool) {
	i, ok := g.byID[id]
	if !ok {
		return Term{}, false
	}
	return g.terms[i], true
}

// Hash identifies the version: 32 hexadecimal digits that are the same for
// the same entries in any order, and change with every field but the note.
func (g *Glossary) Hash() string { return g.hash }

func hashOf(terms []Term) string {
	sums := make([][sha256.Size]byte, len(terms))
	var text []byte
	for i, t := range terms {
		required := t.required()
		t.Type, t.Match, t.Required, t.Note = t.kind(), t.match(), &required, ""
		text = text[:0]
		for _, field := range columns {
			if list := t.list(field); list != nil {
				text = append(text, strings.Join(*list, "\n")...)
			} else {
				text = append(text, t.get(field)...)
			}
			text = append(text, 0) // no field but the note holds control characters
		}
		sums[i] = sha256.Sum256(text)
	}
	slices.SortFunc(sums, func(a, b [sha256.Size]byte) int { return bytes.Compare(a[:], b[:]) })
	all := sha256.New()
	for _, sum := range sums {
		all.Write(sum[:])
	}
	return hex.EncodeToString(all.Sum(nil)[:16])
}
