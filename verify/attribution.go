package verify

import (
	"strings"

	"naql/arabic"
	"naql/article"
)

// attribution finds a claim that became a fact, and a speaker whom the Arabic
// does not have.
func (p *passage) attribution(s statement) []article.Finding {
	if s.has&arabic.Says != 0 && s.got&(enReports|enClaims|enDenies|enCondemns|enPraises) == 0 && !p.marksSpeech(s.en) {
		return p.unattributed(p.firstArabic(s.ar, arabic.Says))
	}
	if s.got&enSources == 0 || s.has&arabic.Sources != 0 {
		return nil
	}
	return p.inventedSpeaker(s.has&(arabic.Reports|arabic.Claims|arabic.SpeaksNo|arabic.Guesses|arabic.Suspects) != 0)
}

// sourceLost finds a sentence that names who says so by وفق, نقل عن or حذر من
// أن and whose English states it as a fact. It is only asked of sentences that
// stand for each other.
func (p *passage) sourceLost(s statement) []article.Finding {
	if s.has&arabic.Reports == 0 || s.has&arabic.Says != 0 || s.en.from == s.en.to || s.got&attributes != 0 || p.marksSpeech(s.en) {
		return nil
	}
	for i := s.ar.from; i < s.ar.to; i++ {
		if p.ar[i].Is(arabic.Reports) && p.namesSource(i) {
			f := p.unattributed(i)
			f[0].TargetSpan = p.enSpan(s.en)
			return f
		}
	}
	return nil
}

// attributes are the words of which any tells that somebody says so.
const attributes = enReports | enClaims | enDenies | enCondemns | enPraises | enDoubts | enSources

// namesSource reports whether the word at i tells with those behind it who
// says so: وفق المرصد, not وفق القانون.
func (p *passage) namesSource(i int) bool {
	if p.ar[i].Is(arabic.Cites) {
		return i+1 < len(p.ar) && p.ar[i].Key != "فحسب" && (p.ar[i+1].Is(arabic.Sources) || speakers[strings.TrimPrefix(p.ar[i+1].Key, "ال")])
	}
	switch p.bare(i) {
	case "نقل", "نقلت", "نقلوا", "ينقل", "تنقل":
		for j := i + 1; j < min(len(p.ar), i+6); j++ {
			if p.ar[j].Key == "عن" {
				return p.thatWithin(j, 8) > 0
			}
		}
	case "حذر", "حذرت", "حذروا", "يحذر", "تحذر", "يحذرون", "محذرا", "محذره":
		j := p.thatWithin(i, 8)
		return j > 0 && p.ar[j-1].Key == "من"
	}
	return false
}

// speakers are nouns of those that speak, beside arabic.Sources: people by
// office, bodies, and what they write.
var speakers = wordSet(`مرصد وكاله وكالات صحيفه صحف قناه شبكه تلفزيون اذاعه اعلام وسائل تقرير تقارير بيان بيانات معلومات وزاره وزير رئيس رئيسه ناشطون ناشطين
	نشطاء شرطه جيش حكومه بلديه محافظ حاكم قائد زعيم منظمه لجنه هيئه مفوضيه امم شهادات روايه احصاءات احصائيات حصيله تقديرات تصريحات دراسه استطلاع
	خارجيه دفاع داخليه مكتب جماعه حركه سكان اهالي مدير مديره طبيب اطباء محام محامي نيابه ادعاء امين جمعيه نقابه صليب هلال اطفائيه`)

// marksSpeech reports whether signs alone attribute something: quotation marks,
// or the colon of a headline.
func (p *passage) marksSpeech(en tokenRange) bool {
	for i := en.from; i < en.to; i++ {
		switch p.en[i].text {
		case ":", "\"", "“", "‘":
			return true
		}
	}
	return false
}

// unattributed is English without any word of saying for Arabic that has a
// plain one.
func (p *passage) unattributed(says int) []article.Finding {
	t := p.ar[says]
	word := p.Ar[t.Start:t.End]
	return []article.Finding{{
		Check: "attribution", Severity: article.Minor, SourceSpan: article.Span{t.Start, t.End}, TargetSpan: article.Span{0, len(p.En)},
		Expected: "who says so",
		Message:  "The Arabic tells this as somebody's words (“" + word + "”); the English states it as a fact. Say who says so.",
	}}
}

// inventedSpeaker finds an official, a source or a spokesperson where the
// Arabic has nobody of the kind.
func (p *passage) inventedSpeaker(reports bool) []article.Finding {
	tries := 0 // which are dear in a text of many names
	for i := range p.en {
		t := &p.en[i]
		if !t.is(enSources) || !p.speaks(i) {
			continue
		}
		if tries++; tries > boundItems {
			return nil
		}
		if p.describes(i) {
			continue
		}
		f := article.Finding{
			Check: "attribution", Severity: article.Minor, SourceSpan: article.Span{0, len(p.Ar)}, TargetSpan: article.Span{t.start, t.end},
			Found: p.En[t.start:t.end], Message: "The English has a speaker (“" + p.En[t.start:t.end] + "”) that the Arabic does not name.",
		}
		if !reports && len(p.ar) > 0 {
			f.Severity = article.Major
			f.Message = "The English says that a speaker (“" + p.En[t.start:t.end] + "”) told this; the Arabic names none and tells it as a fact."
		}
		return []article.Finding{f}
	}
	return nil
}

// describes reports whether the noun at i belongs to a name of the Arabic:
// spokesperson Ned Price.
func (p *passage) describes(i int) bool {
	end := p.en[min(len(p.en)-1, i+2)].end
	for _, k := range p.found.Kept {
		if k[0] < end && k[1] > p.en[i].start {
			return true
		}
	}
	return false
}

// speaks reports whether a verb of saying stands beside the noun at i: officials
// say, said a source, according to witnesses.
func (p *passage) speaks(i int) bool {
	for j := i + 1; j < min(len(p.en), i+4); j++ {
		if p.en[j].is(enSays) {
			return true
		}
	}
	for j := i - 1; j >= max(0, i-4); j-- {
		if p.en[j].text == "said" || p.en[j].text == "says" || p.en[j].text == "according" {
			return true
		}
	}
	return false
}
