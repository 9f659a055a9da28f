package verify

import (
	"strings"

	"naql/arabic"
)

// enNegations are the words that negate by themselves; the t of didn't is one,
// see enForce.
const enNegations = `not never no none nor neither nothing nobody nowhere without cannot dont didnt doesnt isnt wasnt
arent werent wont cant couldnt wouldnt shouldnt hasnt havent hadnt t`

// enNegativeWords hold a negative: each can be all that a negative of the
// Arabic became. Words with a prefix or suffix of that meaning are added by
// negativeAffix.
const enNegativeWords = `fail fails failed failing failure failures refuse refuses refused refusing refusal reject rejects rejected rejecting rejection
deny denies denied denying denial denials decline declines declined declining prevent prevents prevented preventing prevention avoid avoids avoided avoiding avoidance
lack lacks lacked lacking absence absent stop stops stopped stopping halt halts halted halting ban bans banned banning block blocks blocked blocking bar bars barred barring prohibit prohibits prohibited prohibiting prohibition
forbid forbids forbidden forbidding unable impossible hardly barely scarcely rarely seldom unless except dismiss dismisses dismissed dismissing disagree disagrees disagreed disagreeing
withhold withholds withheld refrain refrains refrained refraining abstain abstains abstained abstaining abstention ignore ignores ignored ignoring miss misses missed missing
silent silence quit cease ceases ceased ceasing neglect neglects neglected empty devoid void exempt spare spared free lest
doubt doubts doubted doubtful false wrong reluctant reluctance unlikely resist resists resisted oppose opposes opposed opposing opposition withdraw hesitate hesitates hesitated
incredible incredibly insufficient invisible illegal illegally illegitimate illicit irregular irregularly irresponsible irrelevant impatient improper impractical improbable imperfect inability inaction
inaccurate inadequate inappropriate incapable incomplete inconclusive incorrect indefinite indefinitely indisputable indisputably ineffective ineligible inescapable inevitable inevitably inexcusable inexperienced infinite informal informally
inhumane innocent insecure insignificant instability intolerable invalid irreplaceable irreversible irrational immature immobile immoral immune endless mindless nameless anonymous anonymously anonymity
mystery secret neutral minus zero nil against scrap scrapped cancel cancels canceled cancelled skip skipped shun shunned spurn spurned snub snubbed
elude eludes eluded evade evades evaded escape escapes escaped defy defies defied lose loses lost loss deprive deprived strip stripped oblivious yet far incommunicado stateless premature short shortage
intact elusive stalled deadlock deadlocked ruled ruling rule non
losing loses losses doubting shortages difficult difficulty difficulties exception exceptions exceptional contrast contrary opposite unlike skepticism scepticism skeptical sceptical
renounce renounces renounced renouncing abandon abandons abandoned abandoning objection objections objected opponent opponents sceptic sceptics skeptic skeptics
fake beaten defeated demur demurred demurs`

// enHedgeWords limit a statement about as far as a negative does.
const enHedgeWords = `only just few fewer little less least before until yet still remain remains remained remaining far too than instead rather otherwise
alone merely mere sole solely limited exceptionally excluding apart beyond under below hard tough challenging ever
pending overdue acquitted acquits acquittal cleared clears closed shut violated violates violating violation violations breached ongoing unbeaten underway away different differ differs end ended ends finished exhausted out wait awaiting awaits await minimal minimum maximum`

// enTurnWords refuse behind some verbs, see holdsNegative.
const enTurnWords = `away aside off down out`

// enForce returns what the i-th token does to its statement: Denies for a
// negative that stands for itself, MayNegate for one that Arabic may do
// without, Lacks for that of a compound (no-deal), Continues for one that only
// goes on from another, HoldsNegative for a word with a negative inside.
func enForce(toks []enToken, i int) arabic.Force {
	t := toks[i]
	next, after, before := enAt(toks, i+1), enAt(toks, i+2), enAt(toks, i-1)
	if !t.is(enNegates) {
		if holdsNegative(toks, i, t.text, before, next) {
			return arabic.HoldsNegative
		}
		return arabic.Affirms
	}
	idiom := false
	switch t.text {
	case "t":
		if !t.glued || before != "'" && before != "’" {
			return arabic.Affirms
		}
		idiom = pronouns[next] && after == "?" || next == "help"
	case "not":
		if elliptic[next] && before == "and" && deniedBefore(toks, i) {
			return arabic.Continues // they will not go, and not in May
		}
		idiom = notOnly[next] || notIdioms[next] || pronouns[next] && after == "?" || before == "why" || before == "if"
		if before == "or" {
			return arabic.Affirms // whether or not
		}
	case "never":
		idiom = next == "more" || next == "mind" || next == "ever" || before == "as" || before == "like"
	case "no":
		if next == "." && i+2 < len(toks) && toks[i+2].digits || i+1 < len(toks) && toks[i+1].digits {
			return arabic.Affirms // number
		}
		if next == "-" {
			return arabic.Lacks // no-deal
		}
		idiom = noIdioms[next] || before == "or" || before != "not" && denied(toks, i) || !isWordRune(firstOf(next))
	case "nothing", "none", "nobody":
		idiom = next == "but" || next == "less" || next == "other" || before != "not" && denied(toks, i)
	case "nor":
		idiom = true // neither or not stood before
	}
	if idiom {
		return arabic.MayNegate
	}
	return arabic.Denies
}

// holdsNegative reports whether a word that may hold a negative does so where
// it stands: ruled out, far from, voted against.
func holdsNegative(toks []enToken, i int, word, before, next string) bool {
	switch word {
	case "yet":
		return next == "to"
	case "far":
		return next == "from"
	case "short":
		return next == "of" || before == "fall" || before == "falls" || before == "fell"
	case "rule", "ruled", "ruling":
		return next == "out"
	case "free":
		return next == "of" || next == "from" || before == "-"
	case "against":
		return opposers[before]
	case "away", "aside", "off", "down", "out":
		return turners[before] || word == "out" && next == "of" && (beings[before])
	}
	return true
}

var (
	// opposers make their against a refusal.
	opposers = wordSet(`vote votes voted voting decide decides decided deciding is are was were be argue argues argued arguing advise advised
warn warns warned warning rule ruled spoke speak come came up stood stand fully strongly firmly`)
	// turners refuse with away, aside, off, down or out.
	turners = wordSet(`turn turns turned turning wave waves waved waving look looks looked looking brush brushed brushing shrug shrugged shrugging call called calling
put back backed backing stay stayed staying keep kept cast push pushed set rule ruled ruling pull pulled pulling shut leave left drop dropped dropping opt opted`)
	beings = wordSet(`is are was were be been being am s re ran run runs running`)
)

var (
	pronouns  = wordSet(`i you he she it we they there`)
	notOnly   = wordSet(`only just merely simply solely`)
	notIdioms = wordSet(`least less fewer unlike until necessarily surprisingly without`)
	elliptic  = wordSet(`in on at by for from with to this that even yet`)
	noIdioms  = wordSet(`doubt matter sooner wonder less fewer more other stranger question better later earlier`)
)

func firstOf(s string) rune {
	r, _ := firstRune(s)
	return r
}

// enAt is the text of the i-th token, empty outside.
func enAt(toks []enToken, i int) string {
	if i < 0 || i >= len(toks) {
		return ""
	}
	return toks[i].text
}

// denied reports whether a negative stands up to four tokens before: "don't
// see nobody" is one negative.
func denied(toks []enToken, i int) bool {
	for j := max(i-4, 0); j < i; j++ {
		if toks[j].is(enNegates) && toks[j].text != "no" {
			return true
		}
	}
	return false
}

// deniedBefore reports whether a not stands before the i-th token in its
// sentence.
func deniedBefore(toks []enToken, i int) bool {
	for j := i - 1; j >= max(i-14, 0) && !isSentenceEnd(toks[j].text); j-- {
		if toks[j].text == "not" || toks[j].text == "t" {
			return true
		}
	}
	return false
}

func isSentenceEnd(s string) bool { return s == "." || s == "?" || s == "!" }

// insists reports whether a text affirms with do what could go without: "he did
// agree". Beside an Arabic negative that is the rest of "did not agree".
func insists(toks []enToken) bool {
	for i := 1; i+1 < len(toks); i++ {
		switch toks[i].text {
		case "do", "does", "did":
			next := toks[i+1]
			if isWordRune(firstOf(toks[i-1].text)) && !askers[toks[i-1].text] && isWordRune(firstOf(next.text)) && !next.digits && !next.capital && !objects[next.text] {
				return true
			}
		}
	}
	return false
}

// hasAnyOf reports whether a text has one of the words.
func hasAnyOf(toks []enToken, words map[string]bool) bool {
	for _, t := range toks {
		if words[t.text] {
			return true
		}
	}
	return false
}

var (
	// adders say "also" in a word of their own, as a good rendering of "not
	// only" may.
	adders = wordSet(`also too both even well besides plus beyond more additionally further but rather`)
	// onlies say what لا ... إلا says.
	onlies = wordSet(`only just but solely alone merely simply limited until`)
	// joiners let one negative hold for two.
	joiners = wordSet(`or nor neither either any anything anyone anybody anywhere`)
	// askers stand before the do of a question or of an infinitive.
	askers = wordSet(`to not what why how when where who which whom nor neither and or but can could will would should must may might only so than as cannot let`)
	// objects follow a do that is the verb itself.
	objects = wordSet(`i you he she it we they so not this that these those the a an his her their our my your its all any some more most much less little nothing
everything anything something well better best worse one what whatever for in on at with to by from of and or but as if when while after before because business
things work good wrong harm damage is are was were now then too again here there today yesterday about no never have`)
)

// negativeAffix reports whether a word has a prefix or suffix that negates.
// It is generous: what it takes for a negative only keeps a finding back.
func negativeAffix(w string) bool {
	if len(w) < 5 {
		return false
	}
	begin := ""
	switch w[0] {
	case 'u':
		begin = "un"
	case 'n':
		begin = "non"
	case 'd':
		begin = "dis"
	case 'm':
		begin = "mis"
	case 'a':
		begin = "anti"
	case 'i':
		if len(w) > 7 && strings.IndexByte("nmrl", w[1]) >= 0 && (strings.HasSuffix(w, "ble") || strings.HasSuffix(w, "bly")) {
			return true
		}
	}
	if begin != "" && strings.HasPrefix(w, begin) && !hasAnyPrefix(w, plainBeginnings) {
		return true
	}
	return len(w) > 5 && strings.HasSuffix(w, "less")
}

// derives reports whether a word of enNegativeWords is made by such a prefix, so
// that it is the rendering of غير or عدم as a verb is not.
func derives(w string) bool {
	return hasAnyPrefix(w, derivers)
}

var derivers = strings.Fields(`un in im il ir dis non anonym`)

func hasAnyPrefix(w string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

// plainBeginnings begin words whose un, dis or the like is no negative.
var plainBeginnings = strings.Fields(`under unif unio uniq unis unit univ unanim until nonethe discuss disarm distanc distant distin district distrib disast disc dish disk dismay
dispatch display dispos disput distress disturb disease dispers disci miss mist mister misc mission misery dissent dispar disrupt unrest unemploy unveil unfold unleash discover discharg disclos displac antici antiq antig`)
