package verify

import (
	"strings"

	"naql/arabic"
)

// traitWord is what an English word tells of qualities that exclude each
// other: which it may render, and which it says for sure.
type traitWord struct{ keeps, adds arabic.Trait }

// enTraits lists the words of each quality: those that say it, and behind them
// others that may render its Arabic.
var enTraits = [...]struct {
	trait      arabic.Trait
	adds, more string
}{
	{arabic.North, "north northern northward northwards northeast northeastern northwest northwestern", "northerly northerners nordic upper arctic shamal"},
	{arabic.South, "south southern southward southwards southeast southeastern southwest southwestern", "southerly southerners lower"},
	{arabic.East, "east eastern eastward eastwards northeast northeastern southeast southeastern",
		"easterly easterners mideast oriental orient levant sharqia sharqiya sharqiyah sharkia easternmost"},
	{arabic.West, "west western westward westwards northwest northwestern southwest southwestern",
		"westerly westerner westerners occidental midwest gharbia gharbiya maghreb westernmost"},
	{arabic.Highest, "highest", "high higher supreme top upper superior above peak maximum most utmost largest biggest greatest grand extreme ultimate senior over best farthest furthest"},
	{arabic.Lowest, "lowest", `low lower least less fewer fewest minimum under below smallest smaller smallest weakest weaker near nearer slightest bottom worst worse
		slower slowest minor younger short shorter`},
	{arabic.Acquitted, "acquitted acquits acquitting acquittal acquittals", "innocent innocents innocence cleared clears exonerated exonerates guilty absolved clean creators patent"},
	{arabic.Convicted, "convicted convicting conviction convictions", `guilty condemn condemns condemned condemning condemnation denounce denounces denounced denouncing
		criticize criticized sentenced sentence sentences rule ruled rules ruling judgment verdict verdicts convict convicts deplored slammed judged indicted govern governed
		provisions court previous earlier former prior owed precedents`},
	{arabic.Opposing, "opposition", `opponent opponents opposed opposing oppose opposes dissident dissidents critic critics rebel rebels against anti contrary reject rejects rejected
		rejecting rejection object objects objected objecting objection rival rivals voted vetoed resist resisted rivals competitor competitors adversaries foes enemies
		detractors opposite disagree hostile versus contender contenders competing`},
	{arabic.Ruling, "ruling", `rule ruler rulers ruled rules governing govern governs governor governors government power regime leader leaders king emir sheikh head
		incumbent monarchy junta sultan military authority authorities prince premier crucial decisive`},
	{arabic.Critical, "critically", "critical serious seriously grave gravely severe severely dangerous danger dire threat hazardous risky risk risks sensitive awkward embarrassing perilous difficult delicate tight acute alarming threatening worrying grievous"},
	{arabic.Stable, "stable", "stabilize stabilise stabilized stabilised stabilization stability steady steadily settled resided unchanged calm permanent secure"},
	{arabic.Export, "exports exported exporting exporter exporters", `export sales sold sell sells selling shipments shipped issued issues issue issuing released releases
		published outbound outgoing deliveries supplies`},
	{arabic.Import, "imports imported importing importer importers", `import purchases purchased bought buy buys buying inbound incoming arrivals revenue revenues income proceeds receipts
		foreign`},
	{arabic.Surplus, "surplus surpluses", "excess extra spare overflow oversupply glut abundance leftover remaining"},
	{arabic.Deficit, "deficit deficits", `shortfall shortfalls shortage shortages gap gaps hole debt could unable inability failed failure fails fail cannot disabled disability helpless helplessness
		powerless powerlessness impotence incapacity`},
	{arabic.Profit, "profit profits", `profitable profitability profiting earnings earned earn earns gain gains gained income revenue revenues net returns dividend dividends winnings won win
		wins prize proceeds achievements commercial lucrative rallied advance advances`},
	{arabic.Loss, "losses", `loss lost lose loses losing loser casualties casualty damage damages damaged toll dead killed defeat defeats defeated deficit fell fall falls dropped drop
		down declined decline shed beaten beat missing disappearance cost costs costly victory won win wins winning deaths retreat slipped`},
	{arabic.Approval, "approved approves approving approval granted upheld welcomed accepted accepts agreed", `approve agree agrees agreeing agreement accept accepting acceptance adopt adopted adopts adopting adoption pass passed passes
		passing passage ok okay consent consented endorse endorsed endorses endorsement back backed backing ratify ratified ratification acknowledge acknowledged acknowledges
		acknowledgment admit admits admitted admission recognize recognized recognise recognised confess confessed vote voted votes green nod clear cleared clearance before ago
		prior earlier previously by from relied adopts depended authorize authorized authorise authorised sign signed enacted concede conceded stated grant granted favor
		favour accord yes willing receive received used support supported certified`},
	{arabic.Rejection, "rejected rejects rejecting rejection refused refuses refusing", `reject refuse refusal decline declines declined declining deny denies denied denying denial dismiss dismissed dismisses
		dismissing object objected objects objecting objection oppose opposed opposes opposing opposition against turn turned turning no not never n't without spurn spurned
		rebuff rebuffed veto vetoed block blocked resist resisted rule ruled ruling unwilling unacceptable disagree disagreed disapproval disapproved fail failed shun shunned
		ignore ignored defied defy exclude excluded balk balked demur bar barred counter countered cannot nor neither
		outcry protest protests opponents anonymity anonymous condition`},
	{arabic.Defense, "defense defence", "pentagon war wars military army armies armed"},
	{arabic.Interior, "interior", "home domestic internal inside homeland internally within local"},
	{arabic.Finance, "finance", "financial treasury chancellor exchequer money fiscal malian economy economic"},
	{arabic.Foreign, "foreign", "external state diplomat diplomats diplomatic diplomacy fm abroad overseas outside affairs diplomats"},
	{arabic.Justice, "justice", "attorney legal judicial judiciary fair courts law"},
	{arabic.Health, "health", "medical healthcare sanitary"},
	{arabic.Education, "education", "schools educational teaching knowledge school"},
	{arabic.Agriculture, "agriculture", "agricultural farming farm food"},
	{arabic.Culture, "culture", "cultural arts heritage"},
	{arabic.Transport, "transport transportation", "transit traffic transfer transferred carried moved"},
	{arabic.Labor, "labor labour", "work employment workers manpower jobs"},
}

// addTraits joins the qualities to the words that m has.
func addTraits(m map[string]enWord) {
	word := func(w string) *traitWord {
		e := m[w]
		if e.trait == nil {
			e.trait = new(traitWord)
			m[w] = e
		}
		return e.trait
	}
	for _, list := range enTraits {
		for w := range strings.FieldsSeq(list.adds) {
			t := word(w)
			t.keeps, t.adds = t.keeps|list.trait, t.adds|list.trait
		}
		for w := range strings.FieldsSeq(list.more) {
			word(w).keeps |= list.trait
		}
	}
}
