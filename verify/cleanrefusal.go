package verify

import (
	"strings"

	"naql/arabic"
)

// A machine that refuses speaks as I, says that it cannot or will not,
// and names what it was asked for. Words in the first person are somebody's:
// where the Arabic neither quotes anybody nor has a word for being able,
// helping, refusing or apologising, nobody in the story says them.
var (
	// refusalLeads may stand before the refusal in its sentence.
	refusalLeads = phrases(`i ' m sorry , but; i am sorry , but; i ' m sorry ,; i am sorry ,; i ' m sorry; i am sorry; sorry , but; sorry ,; unfortunately ,; however ,
i apologize , but; i apologise , but; i ' m afraid that; i ' m afraid; i regret that; as an ai ,; but`)
	refusalTurns = phrases(`i cannot; i can not; i can ' t; i ' m unable to; i am unable to; i ' m not able to; i am not able to; i must decline to; i have to decline to; i need to decline to
i decline to; i won ' t be able to; i will not be able to; i will not; i won ' t; i ' m not comfortable; i am not comfortable; unable to; i must refuse to
i do not feel comfortable; i don ' t feel comfortable`)
	// refusedHelp is refused as it stands, refusedTask where a word of
	// refusedTexts says what for.
	refusedHelp = wordSet(`help helping assist assisting translate translating`)
	refusedTask = wordSet(`fulfill fulfil fulfilling comply complying process processing complete completing provide providing generate generating continue continuing
produce producing render rendering create`)
	refusedTexts = wordSet(`request requests text content translation translations article passage prompt`)
	// policySubjects, policyFaults and policies say that a text breaks rules.
	policySubjects = wordSet(`content request text article prompt material`)
	policyFaults   = wordSet(`violate violates violating breach breaches breaching against`)
	policies       = wordSet(`policy policies guideline guidelines`)
	// versionLeads and versionNouns announce a translation; versionSeconds are
	// the second words of the former.
	versionLeads   = phrases(`here is; here ' s; below is; below you will find; the following is; this is; please find below; please find`)
	versionSeconds = wordSet(`is ' ’ you following find`)
	versionNouns   = wordSet(`version translation rendering text`)
)

// Stems of Arabic words that a person may refuse with, in the first person;
// of others that tell of help; of breaking rules; of translating.
const (
	refusingStems    = "استطيع نستطيع استطع نستطع مكنني مكننا امكاني امكاننا وسعي وسعنا ارفض نرفض اعتذر نعتذر تعذر البي ترجم"
	helpingStems     = "ساعد ستطيع ستطع عاجز قادر"
	violatingStems   = "نتهك نتهاك خالف خرق"
	translatingStems = "ترجم نكليزي نجليزي"
)

// hasStem reports whether a word of the Arabic holds one of the stems.
func (c *cleaner) hasStem(stems string) bool {
	for i := range c.p.ar {
		for s := range strings.FieldsSeq(stems) {
			if c.p.ar[i].Kind == arabic.Letters && strings.Contains(c.p.ar[i].Key, s) {
				return true
			}
		}
	}
	return false
}

// refusals finds the first sentence in which a machine refuses or announces
// its work, however it words that.
func (c *cleaner) refusals() {
	for _, s := range c.p.enSentences {
		from := s.from
		for from < s.to && !c.p.en[from].isWord() {
			from++
		}
		if n := c.refusal(c.p.en[from:s.to]); n > 0 {
			if !c.quotedInBoth(c.p.en[from].start) {
				c.said(from, from+n)
			}
			return
		}
	}
}

// quotedInBoth reports whether a byte of the English stands in quotation marks
// and the Arabic has some too.
func (c *cleaner) quotedInBoth(at int) bool {
	if arabic.NextQuote(c.p.Ar, 0) == len(c.p.Ar) {
		return false
	}
	for _, q := range quotations(c.p.En) {
		if q[0] <= at && at < q[1] {
			return true
		}
	}
	return false
}

// refusal is how many tokens a refusal, a word on policies or an announcement
// takes at the beginning of a sentence, 0 for none.
func (c *cleaner) refusal(toks []enToken) int {
	if len(toks) == 0 {
		return 0
	}
	switch toks[0].text {
	case "i", "sorry", "unfortunately", "however", "unable", "but", "as":
		return c.refuses(toks)
	case "this", "the", "your", "here", "below", "please":
		switch {
		case len(toks) < 3:
		case policySubjects[toks[1].text]:
			return c.policy(toks)
		case versionSeconds[toks[1].text]:
			return c.version(toks)
		}
	}
	return 0
}

func (c *cleaner) refuses(toks []enToken) int {
	lead := anyOf(toks, refusalLeads)
	n := anyOf(toks[lead:], refusalTurns)
	if n == 0 {
		return 0
	}
	at := lead + n
	for at < len(toks) && (toks[at].text == "directly" || toks[at].text == "with") {
		at++
	}
	if at == len(toks) || !refusedHelp[toks[at].text] && !refusedTask[toks[at].text] {
		return 0
	}
	task := at + 1 + firstIn(toks[at+1:], refusedTexts)
	ofTexts := task > at
	if !ofTexts && !refusedHelp[toks[at].text] || c.hasStem(refusingStems) || !ofTexts && c.hasStem(helpingStems) {
		return 0
	}
	if toks[lead].text == "unable" && !ofTexts {
		return 0
	}
	return max(at, task) + 1
}

// policy reads "this content may violate our policies".
func (c *cleaner) policy(toks []enToken) int {
	const n = 2 // the content
	fault := firstIn(toks[n:], policyFaults)
	if fault < 0 {
		return 0
	}
	rules := firstIn(toks[n+fault:], policies)
	if rules < 0 || c.hasStem(violatingStems) {
		return 0
	}
	return n + fault + rules + 1
}

// version reads "below is the English version".
func (c *cleaner) version(toks []enToken) int {
	n := anyOf(toks, versionLeads)
	if n == 0 {
		return 0
	}
	noun := firstIn(toks[n:], versionNouns)
	if noun < 0 {
		return 0
	}
	for _, w := range toks[n : n+noun+1] {
		if (w.text == "english" || w.text == "translated" || w.text == "translation") && !c.hasStem(translatingStems) {
			return n + noun + 1
		}
	}
	return 0
}

// taskReach is how far behind a verb its object is looked for.
const taskReach = 6

// firstIn is where the first of the next tokens is that the set has, -1 for
// none.
func firstIn(toks []enToken, set map[string]bool) int {
	for i := range min(len(toks), taskReach) {
		if set[toks[i].text] {
			return i
		}
	}
	return -1
}
