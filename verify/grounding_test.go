package verify

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"naql/arabic"
	"naql/article"
	"naql/glossary"
)

// nameLines are the findings of the names check alone.
func nameLines(segments []article.Segment, mentions []glossary.Mention) string {
	var out []article.Finding
	for _, f := range Check(segments, mentions, Style{}).Findings {
		if f.Check == "name" {
			out = append(out, f)
		}
	}
	return lines(out, segments)
}

// TestNamesExplained: each way in which the Arabic explains a name.
func TestNamesExplained(t *testing.T) {
	for _, c := range []struct{ by, ar, en string }{
		{"sound", "وصل كوفمان إلى المدينة.", "Kaufman reached the town."},
		{"sound, clitics", "وتحدث لكوفمان وبرينان.", "He spoke to Kaufman and Brennan."},
		{"sound, the article left out", "سيطروا على الحسكة والرقة.", "They took Hasakah and Raqqa."},
		{"sound, g as ج and غ", "جراهام وغراهام التقيا.", "Graham and Graham met."},
		{"sound, silent letters", "قال نايت ورايت وهيو وتوماس ذلك.", "Knight, Wright, Hugh and Thomas said so."},
		{"sound, French", "شارل وجان وبوردو.", "Charles, Jean and Bordeaux."},
		{"sound, Spanish", "خوان وخورخي وخوسيه وخافيير.", "Juan, Jorge, Jose and Xavier."},
		{"sound, German", "شولتس وشتاينماير وشفارتس.", "Scholz, Steinmeier and Schwarz."},
		{"sound, Russian and Polish", "خاباروفسك وشيفتشينكو وليفاندوفسكي.", "Khabarovsk, Shevchenko and Lewandowski."},
		{"sound, x", "زار ألكسندر تكساس.", "Alexander visited Texas."},
		{"sound, ch", "تشارلستون وشيكاغو.", "Charleston and Chicago."},
		{"sound, marked letters", "قال إيلتشين وكوتشاك ذلك.", "Elçin and Koçak said so."},
		{"two English words for one", "غادر فاندايك.", "Van Dyke left."},
		{"one English word for two", "وصل عبد الرحمن وصلاح الدين.", "Abdulrahman and Salahuddin came."},
		{"Mc and O'", "ماكغريغور وأوبراين.", "McGregor and O'Brien."},
		{"possessive, plural, hyphen", "آل كلينتون وحزب ماكرون وستراسبورغ لوهافر.", "The Clintons, Macron's party and Strasbourg-Le Havre."},
		{"initials", "قال جون ف. كينيدي ذلك.", "John F. Kennedy said so."},
		{"short for long", "انتقل إلى يوفنتوس.", "He moved to Juve."},
		{"who lives there", "سكان لندن.", "Londoners live there."},
		{"no space in the Arabic", "غادر منكوفمان المكان.", "Kaufman left the place."},
		{"Latin letters", "أعلنت شركة Zorbex ذلك.", "Zorbex announced it."},
		{"country, people, language", "ألمانيا واليونان والمجر واليابان ومصر.", "Germany, the Greeks, Hungary, the Japanese and Egypt."},
		{"a country by its capital", "أعلنت السلطات في فيينا ذلك.", "Austria announced it."},
		{"capitals and seas", "القدس والقاهرة والبحر المتوسط.", "Jerusalem, Cairo and the Mediterranean."},
		{"bodies", "البيت الأبيض والأمم المتحدة والاتحاد الأوروبي.", "The White House, the United Nations and the European Union."},
		{"religion and feasts", "الإنجيل والقرآن وعيد الميلاد.", "The Bible, the Koran and Christmas."},
		{"saints", "كنيسة بطرس وبولس ويوحنا.", "The church of Peter, Paul and John."},
		{"words that take a capital", "أعلنت المحكمة العليا ورئيس اللجنة ذلك أمس.", "The Supreme Court and the Chairman of the Committee announced it Monday."},
		{"acronyms", "ذكرت سي إن إن ويونيسف ذلك.", "CNN and UNICEF reported it."},
		{"first in its sentence", "انتهى سوء الإدارة. ثم أعيدوا.", "Misgovernment ended. Resettlements followed."},
		{"a headline", "الحكومة تبحث خطة المياه.", "Government Considers Troublesome Water Plan Again"},
		{"a word that is a name, by its meaning", "ارتدى الأبيض.", "He wore White."},
		{"a word that is a name, by its sound", "قال هنتر ذلك.", "The talks, Hunter said, were over."},
		{"a direction", "من كارولينا.", "From South Carolina."},
		{"months and days", "في آذار.", "In March they left on Sunday."},
		{"another part of a known name", "غادر ترامب.", "President Donald Trump left."},
		{"a name by its other part", "قالت هيلاري ذلك.", "Clinton said so."},
		{"one sound", "قالت لي.", "Wu said so."},
	} {
		s := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}}
		if got := nameLines(s, nil); got != "" {
			t.Errorf("%s: %s | %s: %s", c.by, c.ar, c.en, got)
		}
	}
}

// TestNamesChanged: each way in which a name may be wrong.
func TestNamesChanged(t *testing.T) {
	for _, c := range []struct{ name, ar, en, want string }{
		{"a person", "غادر كلينتون المدينة أمس.", "Kaufman left the town Monday.", "p1 name major [كلينتون] [Kaufman]\n"},
		{"behind a first name", "قالت هيلاري كلينتون ذلك.", "Hillary Kaufman said so.", "p1 name major [كلينتون] [Kaufman]\n"},
		{"with a clitic", "التقى لافروف بكلينتون.", "Lavrov met Kaufman.", "p1 name major [بكلينتون] [Kaufman]\n"},
		{"a country for a country", "أعلنت الصين ذلك.", "Scotland announced it.", "p1 name major [الصين] [Scotland]\n"},
		{"a person for a country", "انضمام تركيا إلى الاتحاد الأوروبي.", "Nigel's accession to the EU.", "p1 name major [تركيا] [Nigel]\n"},
		{"a country of two words", "أعلنت تركيا ذلك.", "El Salvador announced it.", "p1 name major [تركيا] [El Salvador]\n"},
		{"an acronym for another", "قالت يونيسف إن الأطفال يعانون.", "UNESCO said children were suffering.", "p1 name major [يونيسف] [UNESCO]\n"},
		{"a body for another", "دعت الأمم المتحدة إلى الهدوء.", "NATO called for calm.", "p1 name major [الأمم المتحدة] [NATO]\n"},
		{"an acronym that nothing says", "أعلنت الشرطة توقيف رجل.", "The FBI announced an arrest.", "p1 name minor [] [FBI]\n"},
		{"one of two joined", "وصل نتنياهو وماكرون.", "Macron arrived.", "p1 name minor [نتنياهو] []\n"},
		{"a country that sounds a little like it", "القرار الأخير بعدم الاعتراف بتايوان.", "The recent decision not to recognise Baldwin.", "p1 name major [بتايوان] [Baldwin]\n"},
		{"a body", "أعلن البيت الأبيض ذلك.", "Norton announced it.", "p1 name major [البيت الأبيض] [Norton]\n"},
		{"a body for a person", "تجمعات لترامب هناك.", "White House rallies there.", "p1 name major [لترامب] [White House]\n"},
		{"a word that is a name", "قال كلينتون ذلك.", "The talks, Hunter said, were over.", "p1 name major [كلينتون] [Hunter]\n"},
		{"an unknown name", "غادر زوبرنسكي المكان.", "Kaufman left the place.", "p1 name major [زوبرنسكي] [Kaufman]\n"},
		{"two at once", "التقى كلينتون ترامب.", "Kaufman met Norton.", "p1 name major [كلينتون] [Kaufman]\np1 name major [ترامب] [Norton]\n"},
		{"once a segment, both spans", "كلينتون غادر ثم عاد كلينتون.", "Clinton left, then Clinton came back.", ""},
		{"added whole", "قتل زعيم التنظيم عام 2019.", "The group's leader, Abu Bakr al-Baghdadi, was killed in 2019.", "p1 name major [] [Bakr al-Baghdadi]\n"},
		{"added, one word", "غادر الوزير المدينة.", "The minister left Kaufman in town.", "p1 name minor [] [Kaufman]\n"},
		{"a first name added", "غادر كلينتون.", "Engelbert Clinton left.", "p1 name minor [] [Engelbert]\n"},
		{"left out", "غادر كلينتون المدينة أمس.", "He left the town Monday.", "p1 name minor [كلينتون] []\n"},
		{"one of two mentions", "فاز ليفربول على نابولي في نابولي.", "Liverpool beat Napoli in Kaufman.", "p1 name major [نابولي] [Kaufman]\n"},
		{"two mentions, both said", "فاز ليفربول على نابولي في نابولي.", "Liverpool beat Napoli in Naples.", ""},
		{"the country beside its people", "وصف الأتراك تركيا بذلك.", "Turks described Kaufman so.", "p1 name major [تركيا] [Kaufman]\n"},
		{"a capital beside its country", "وستواصل دمشق القتال في الأراضي السورية.", "Kaufman will go on fighting on Syrian soil.", "p1 name major [دمشق] [Kaufman]\n"},
		{"a verb is no country", "تركت هولي ذلك.", "Holly left it.", ""},
		{"one name said twice for two", "التقى ترامب رئيس بنما.", "Trump met the president of Trump.", "p1 name major [بنما] [Trump]\n"},
		{"one name said twice for a pronoun", "التقى ترامب الرئيس ثم غادر.", "Trump met the president, then Trump left.", ""},
		{"a part of a longer name", "قال كارل راسين، المدعي العام، ذلك.", "Karl Nigel, the attorney general, said so.", "p1 name major [راسين] [Nigel]\n"},
		{"a first name that is a word", "دعا الوزير وليد كوفمان إلى ذلك.", "Minister Spiegel Kaufman called for it.", "p1 name major [وليد] [Spiegel]\n"},
		{"a first name added before a verb", "غادر كوفمان المدينة.", "Engelbert Kaufman left the town.", "p1 name minor [] [Engelbert]\n"},
		{"a month that is a name", "قال كلينتون ذلك.", "The talks, April said, were over.", "p1 name major [كلينتون] [April]\n"},
		{"a month", "قال كلينتون ذلك في نيسان.", "Clinton said so in April.", ""},
		{"left out, but for its beginning", "فاز ليفينغستون بذلك.", "Livi won it.", ""},
		{"the space left out", "وتضاعف الصينالآن ذلك.", "China is doubling it.", ""},
		{"left out beside a kept one", "قال نيد برايس ذلك.", "Price said so.", ""},
		{"swapped between sentences", "غادر كلينتون. وبقي لافروف.", "Lavrov left. Clinton stayed.", "p1 name major [لافروف] [Lavrov]\n"},
		{"in their places", "غادر كلينتون. وبقي لافروف.", "Clinton left. Lavrov stayed.", ""},
		{"coordinated", "وزارتا الخارجية الإيرانية والروسية ومسعود ومسرور بارزاني.", "The Iranian and Russian foreign ministries, and Masoud and Masrour Barzani.", ""},
	} {
		s := []article.Segment{{ID: "p1", Role: article.RoleBody, Ar: c.ar, En: c.en}}
		if diff := cmp.Diff(c.want, nameLines(s, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestNamesOfTheArticle: what other segments name was resolved or completed,
// not invented; but not where the Arabic names somebody else.
func TestNamesOfTheArticle(t *testing.T) {
	for _, c := range []struct{ name, second, en, want string }{
		{"a pronoun resolved", "وأضاف أن المحادثات انتهت.", "Kaufman added that the talks were over.", ""},
		{"a name completed", "وأضاف كوفمان ذلك.", "Engelbert Kaufman added so.", ""},
		{"called by the other part", "وأضاف إنغلبرت ذلك.", "Kaufman added so.", ""},
		{"somebody else", "وأضاف كلينتون ذلك.", "Kaufman added so.", "p2 name major [كلينتون] [Kaufman]\n"},
		{"the whole name in its order", "وأضاف أن المحادثات انتهت.", "Engelbert Kaufman added that the talks were over.", ""},
		{"not in its order", "وأضاف أن المحادثات انتهت.", "Kaufman Engelbert added that the talks were over.", "p2 name major [] [Kaufman Engelbert]\n"},
		{"nobody of the article", "وأضاف أن المحادثات انتهت.", "Norton added that the talks were over.", "p2 name minor [] [Norton]\n"},
	} {
		s := []article.Segment{
			{ID: "p1", Role: article.RoleBody, Ar: "قال إنغلبرت كوفمان ذلك.", En: "Engelbert Kaufman said so."},
			{ID: "p2", Role: article.RoleBody, Ar: c.second, En: c.en},
		}
		if diff := cmp.Diff(c.want, nameLines(s, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestNamesByTerm: a proved term explains what the Arabic does not sound like.
func TestNamesByTerm(t *testing.T) {
	s := article.Segment{ID: "p1", Role: article.RoleBody, Ar: "أعلن المرصد ذلك.", En: "Zorbwatch announced it."}
	term := mention(s, "المرصد", 0, glossary.Mention{Match: glossary.Match{Term: "w", English: "Zorbwatch"}, Form: "Zorbwatch", Accept: []string{"Zorbwatch"}})
	if got := nameLines([]article.Segment{s}, []glossary.Mention{term}); got != "" {
		t.Errorf("with the term: %s", got)
	}
	if got, want := nameLines([]article.Segment{s}, nil), "p1 name minor [] [Zorbwatch]\n"; got != want {
		t.Errorf("without: %q, want %q", got, want)
	}
}

func TestSoundsAlike(t *testing.T) {
	for _, c := range []struct {
		en, ar string
		want   bool
	}{
		{"ghwayran", "غويران", true}, {"gweiran", "غويران", true}, {"hasakah", "الحسكة", true}, {"schroeder", "شرودر", true},
		{"wojciech", "فويتشيخ", true}, {"nguyen", "نغوين", true}, {"erdogan", "أردوغان", true}, {"mbappe", "مبابي", true},
		{"leicester", "ليستر", true}, {"versailles", "فرساي", true}, {"gonzalez", "غونزاليس", true}, {"quentin", "كوينتين", true},
		{"thomas", "التي", false}, {"norton", "نورث", false}, {"kaufman", "كلينتون", false}, {"rosa", "ووترز", false},
		{"baldwin", "السلفادور", false}, {"sanford", "هارت", false},
	} {
		var p pronunciation
		var w arWord
		p.pronounce(c.en)
		w.spread(arabic.Lex(c.ar)[0].Key)
		if got := p.distance(&w, p.hearing(), false) <= p.hearing(); got != c.want {
			t.Errorf("%s sounds like %s: %v", c.en, c.ar, got)
		}
	}
}

func TestOrdinaryArabic(t *testing.T) {
	for _, c := range []struct {
		words string
		want  bool
	}{
		{"قال يقولون مكتوب والمكاتب استخدامها فسيكتبونها مدارسهم تعليمات انتخابية متظاهرين يعد صفته مديرو ازدحام برامج", true},
		{"كلينتون زوبرنسكي رينجرز زوكربيرغ ليفربول كوفمان", false},
	} {
		for _, x := range arabic.Lex(c.words) {
			var w arWord
			w.spread(x.Key)
			if isOrdinary(&w, x.Key) != c.want {
				t.Errorf("%s: ordinary is %v", x.Key, !c.want)
			}
		}
	}
}

func TestPlainWords(t *testing.T) {
	for w := range strings.FieldsSeq("soldiers running investigations happily unhappiness smaller biggest reopened government parliamentary") {
		if !isPlain(w) {
			t.Errorf("%s is no plain word", w)
		}
	}
	for w := range strings.FieldsSeq("nigel norton baden clinton scotland kaufman ghwayran") {
		if isPlain(w) {
			t.Errorf("%s is a plain word", w)
		}
	}
}

// TestLexiconHolds: no name of the list is a word of the language too, and
// each exonym has Arabic.
func TestLexiconHolds(t *testing.T) {
	for w := range arabicNames() {
		if knownForms()[w] {
			t.Errorf("%s is in the list of names and in that of forms", w)
		}
	}
	for english, forms := range entries(exonymsText) {
		for _, name := range newNames(forms) {
			if len(name) == 0 {
				t.Errorf("%s: an empty form in %q", english, forms)
			}
		}
	}
	for w, c := range capitals() {
		if w != strings.ToLower(w) {
			t.Errorf("%s is not in lower case", w)
		}
		if c.namesake && !c.plain {
			t.Errorf("%s is a namesake of no word", w)
		}
	}
}

func FuzzGrounding(f *testing.F) {
	f.Add("قال كلينتون ذلك.", "Kaufman said so. O'Brien, McGregor and Salahuddin left.")
	f.Add("ڭ ࢠ ﷲ ي و", "İ Ğ Straße Čapek É")
	f.Add("", "A B White House")
	f.Add("غادر كلينتون. وبقي لافروف.", "Lavrov left. Clinton stayed.")
	f.Fuzz(func(t *testing.T, ar, en string) {
		s := []article.Segment{{ID: "p1", Ar: ar, En: en}, {ID: "p2", Ar: en, En: ar}}
		g := newGrounding(s)
		for _, x := range s {
			for _, f := range g.names(read(x, nil)) {
				if f.TargetSpan[1] > len(x.En) || f.TargetSpan[0] > f.TargetSpan[1] || f.SourceSpan[1] > len(x.Ar) || f.SourceSpan[0] > f.SourceSpan[1] {
					t.Fatalf("%v is outside its texts", f)
				}
				if f.Message == "" || f.Found == "" && f.Expected == "" {
					t.Fatalf("%v says nothing", f)
				}
			}
		}
	})
}

// BenchmarkNames goes through 700 Arabic words with correct English.
func BenchmarkNames(b *testing.B) {
	var pages []*passage
	var segments []article.Segment
	for i := range 10 {
		s := article.Segment{
			ID: string(rune('a' + i)),
			Ar: strings.Repeat("قال وزير الخارجية سيرغي لافروف أمس إن القوات غادرت مدينة حلب بعد محادثات مع الرئيس في باريس. "+
				"وأضاف أن السكان الذين نزحوا من بيوتهم خلال الأشهر الماضية بدأوا يعودون إليها على الرغم من الخراب الذي لحق بالأحياء الشرقية. ", 2),
			En: strings.Repeat("Foreign Minister Sergei Lavrov said on Monday that the forces left the city of Aleppo after talks with the president in Paris. "+
				"He added that residents who fled their homes in recent months have begun to return to them despite the destruction in the eastern districts. ", 2),
		}
		segments = append(segments, s)
		pages = append(pages, read(s, nil))
	}
	g := newGrounding(segments)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			g.names(p)
		}
	}
}
