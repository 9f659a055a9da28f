package verify

import (
	"fmt"
	"strings"

	"naql/arabic"
	"naql/article"
)

// nation is whose a currency is.
type nation struct{ ar, en, code string }

// nations of currencies that several states call by one name, the Arabic
// adjective in its masculine form.
var moneyNations = []nation{
	{"مصري", "egyptian", "egp"}, {"سوداني", "sudanese", "sdg"}, {"استرليني", "british", "gbp"}, {"سوري", "syrian", "syp"}, {"لبناني", "lebanese", "lbp"},
	{"تركي", "turkish", "try"}, {"عراقي", "iraqi", "iqd"}, {"كويتي", "kuwaiti", "kwd"}, {"اردني", "jordanian", "jod"}, {"بحريني", "bahraini", "bhd"},
	{"ليبي", "libyan", "lyd"}, {"تونسي", "tunisian", "tnd"}, {"جزائري", "algerian", "dzd"}, {"سعودي", "saudi", "sar"}, {"قطري", "qatari", "qar"},
	{"عماني", "omani", "omr"}, {"يمني", "yemeni", "yer"}, {"ايراني", "iranian", "irr"}, {"اماراتي", "emirati", "aed"}, {"مغربي", "moroccan", "mad"},
	{"كندي", "canadian", "cad"}, {"استرالي", "australian", "aud"},
}

// nations finds a currency that the English gives to another state: Iraqi dinars
// for Kuwaiti ones, the sign of the British pound for the Egyptian.
func (l *ledger) nations() []article.Finding {
	tries := 0
	for i := range l.arNumbers {
		n, row := &l.arNumbers[i], l.arRow[i]
		if row < 0 || l.seen[row].en == nil || !n.Unit.Money() || n.Next+1 >= len(l.ar) || l.ar[n.Next].Concept() != n.Unit {
			continue
		}
		of := arabicNation(l.ar[n.Next+1].Key)
		if of == nil {
			continue
		}
		if tries++; tries > maxPairs {
			break
		}
		if l.enSays(of) {
			continue
		}
		m := l.seen[row].en
		other, span := l.englishNation(m, n.Unit)
		if other == nil || other == of || l.arSays(other) {
			continue
		}
		f := l.finding(article.Span{n.Start, l.ar[n.Next+1].End}, span)
		f.Severity = article.Major
		f.Expected, f.Found = capitalised(of.en), l.En[span[0]:span[1]]
		f.Message = fmt.Sprintf("The nationality of the currency differs: the Arabic has the %s %s, the English the %s one.", f.Expected, n.Unit.Name(), capitalised(other.en))
		return []article.Finding{f}
	}
	return nil
}

// arabicNation is the nation of an adjective of either gender, or nil.
func arabicNation(key string) *nation {
	key = strings.TrimSuffix(strings.TrimSuffix(key, "ا"), "ه")
	for i := range moneyNations {
		if moneyNations[i].ar == key {
			return &moneyNations[i]
		}
	}
	return nil
}

// englishNation is whose money the English number is and where it says so, or
// nil. The sign for a pound is the British.
func (l *ledger) englishNation(m *arabic.Number, money arabic.Concept) (*nation, article.Span) {
	if i := m.First - 1; i >= 0 && l.en[i].text == "£" && money == arabic.Pound && (i == 0 || !l.en[i].glued) {
		return arabicNation("استرليني"), article.Span{l.en[i].start, m.End}
	}
	for _, i := range [...]int{m.Next, m.First - 1} {
		if i < 0 || i >= len(l.en) {
			continue
		}
		for k := range moneyNations {
			if t := &l.en[i]; t.text == moneyNations[k].en || t.text == moneyNations[k].code {
				return &moneyNations[k], article.Span{min(m.Start, t.start), max(m.End, t.end)}
			}
		}
	}
	return nil, article.Span{}
}

// enSays reports that the English names a nation or the code of its money.
func (l *ledger) enSays(of *nation) bool {
	for i := range l.en {
		if t := l.en[i].text; t == of.en || t == of.code || of.code == "gbp" && (t == "£" || t == "sterling") || of.code == "aed" && t == "uae" {
			return true
		}
	}
	return false
}

// arSays reports that the Arabic names a nation with some number.
func (l *ledger) arSays(of *nation) bool {
	for i := range l.ar {
		if arabicNation(strings.TrimPrefix(l.ar[i].Key, "ال")) == of {
			return true
		}
	}
	return false
}
