package verify

import (
	"strings"
	"sync"

	"naql/arabic"
)

// rootKey is the letters of a root, a byte each; weak ones and hamza, which
// stand for each other, are one.
type rootKey uint64

func rootOf(letters ...rune) rootKey {
	var k rootKey
	for _, r := range letters {
		k = k<<8 | rootLetter(r)
	}
	return k
}

func rootLetter(r rune) rootKey {
	if strings.ContainsRune("اويءئؤ", r) {
		return 1
	}
	return rootKey(r-firstLetter)&0xff + 2
}

var roots = sync.OnceValue(func() map[rootKey]bool {
	m := make(map[rootKey]bool)
	for _, t := range arabic.Lex(rootsText) {
		m[rootOf([]rune(t.Key)...)] = true
	}
	return m
})

// isPattern reports whether the letters between a prefix and an ending are a
// root in a pattern that goes with them: the letters 1, 2 and 3 of the root with
// what stands among them. The patterns are those of any grammar of Arabic.
func isPattern(prefix string, c []rune, ending string) bool {
	p := pattern{roots(), prefix, c}
	first, _ := firstRune(ending)
	switch len(c) {
	case 2:
		return p.short(first)
	case 3:
		return p.root(c...) ||
			c[1] == 'ت' && p.after("ا م ي ت ن") && p.root(c[0], c[2], c[2]) ||
			c[1] == 'ا' && p.after("- م ي ت ن") && p.root(c[0], c[2], c[2]) ||
			c[1] == 'ا' && p.after("ات") && p.root('و', c[0], c[2]) ||
			(c[1] == 'و' || c[1] == 'ي') && p.after("-") && p.root(c[0], c[2], c[2])
	case 4:
		return p.after("- م ت ي ن مت يت تت نت") && p.root(c...) ||
			c[1] == 'ا' && p.after("- م ت ي ن ا مت يت تت نت") && p.root(c[0], c[2], c[3]) ||
			c[2] == 'ا' && p.after("- م ت ا است ان") && p.root(c[0], c[1], c[3]) ||
			c[2] == 'ي' && p.after("- ت") && p.root(c[0], c[1], c[3]) ||
			c[2] == 'و' && p.after("- م") && p.root(c[0], c[1], c[3]) ||
			p.infixed() && p.after("ا م ي ت ن") && p.root(c[0], c[2], c[3]) ||
			c[1] == 'ت' && c[2] == 'ا' && p.after("ا") && p.root(c[0], c[3], c[3])
	case 5:
		return c[1] == 'و' && c[2] == 'ا' && p.after("-") && p.root(c[0], c[3], c[4]) ||
			c[2] == 'ا' && (c[3] == 'ئ' || c[3] == 'ي') && p.after("-") && p.root(c[0], c[1], c[4]) ||
			p.infixed() && c[3] == 'ا' && p.after("ا") && p.root(c[0], c[2], c[4]) ||
			c[1] == 'ا' && c[3] == 'ي' && p.after("م ت ا") && p.root(c[0], c[2], c[4]) ||
			c[1] == 'ا' && c[3] == 'و' && p.after("-") && p.root(c[0], c[2], c[4]) ||
			strings.ContainsRune("اوي", c[3]) && p.after("-") && p.root(c[0], c[1], c[2], c[4]) ||
			c[2] == 'ا' && p.after("- م") && p.root(c[0], c[1], c[3], c[4])
	case 6:
		return p.after("-") && c[4] == 'ي' && (c[1] == 'و' && c[2] == 'ا' && p.root(c[0], c[3], c[5]) || c[2] == 'ا' && p.root(c[0], c[1], c[3], c[5]))
	}
	return false
}

type pattern struct {
	roots  map[rootKey]bool
	prefix string
	c      []rune
}

func (p pattern) root(letters ...rune) bool { return p.roots[rootOf(letters...)] }

// after reports whether the prefix is in a list, - for none.
func (p pattern) after(list string) bool {
	for one := range strings.FieldsSeq(list) {
		if one == p.prefix || one == "-" && p.prefix == "" {
			return true
		}
	}
	return false
}

// short reports two letters that a root has kept of its three: a doubled one
// (مد), or one that lost its weak letter (يعد, صفة; قلت, يكن; يبق).
func (p pattern) short(ending rune) bool {
	a, b, verb := p.c[0], p.c[1], p.after("ي ت ن ا")
	bare := func(endings string) bool { return p.prefix == "" && strings.ContainsRune(endings, ending) }
	return p.after("- م ت ي ن ا است مست يست تست نست") && p.root(a, b, b) ||
		(verb || p.after("ات يت تت مت") || bare("هت")) && p.root('و', a, b) ||
		(verb || p.after("است") || bare("تن")) && p.root(a, 'و', b) ||
		(verb || bare("وته")) && p.root(a, b, 'و')
}

// infixed reports the ت behind the first letter of a root, or what it becomes
// beside an emphatic or a voiced one.
func (p pattern) infixed() bool {
	switch p.c[1] {
	case 'ت':
		return true
	case 'ط':
		return strings.ContainsRune("صضطظ", p.c[0])
	case 'د':
		return strings.ContainsRune("زدذ", p.c[0])
	}
	return false
}
