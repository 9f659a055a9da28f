package verify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"naql/arabic"
	"naql/article"
)

// timely writes the findings of dates in a segment, and the severe ones of
// numbers, which must not tell of a date too.
func timely(ar, en string) string {
	s := article.Segment{ID: "p1", Ar: ar, En: en}
	p := read(s, nil)
	found := slices.DeleteFunc(numbers(p), func(f article.Finding) bool { return !f.Severe() })
	return lines(finish("p1", append(found, dates(p)...)), []article.Segment{s})
}

func TestDateCheck(t *testing.T) {
	for _, c := range []struct{ name, ar, en, want string }{
		// months
		{"Levant", "انتهت المهلة في آذار 2019.", "The deadline passed in March 2019.", ""},
		{"Levant changed", "انتهت المهلة في آذار 2019.", "The deadline passed in May 2019.", "p1 date critical [آذار] [May]\n"},
		{"two words", "عقد اللقاء في 3 كانون الثاني.", "The meeting was held on Jan. 3.", ""},
		{"two words, the other of the two", "عقد اللقاء في 3 كانون الثاني.", "The meeting was held on Dec. 3.", "p1 date critical [كانون الثاني] [Dec]\n"},
		{"the other word, same number", "عقد اللقاء في 3 تشرين الثاني.", "The meeting was held on January 3.", "p1 date critical [تشرين الثاني] [January]\n"},
		{"Algeria", "اجتمع المجلس في 5 جويلية و6 أوت.", "The council met on July 5 and Aug. 6.", ""},
		{"Algeria changed", "اجتمع المجلس في 5 جويلية.", "The council met on June 5.", "p1 date critical [جويلية] [June]\n"},
		{"Morocco", "من يوليوز إلى غشت ثم شتنبر ونونبر ودجنبر.", "From July to August, then September, November and December.", ""},
		{"abbreviated", "صدر في 7 ك2 2020 و8 ت1 2021.", "It came out on Jan. 7, 2020, and Oct. 8, 2021.", ""},
		{"abbreviated, changed", "صدر في 7 ك2 2020.", "It came out on Dec. 7, 2020.", "p1 date critical [ك2] [Dec]\n"},
		{"letter and figure that are no month", "القناة ت2 عرضت الفيلم.", "Channel T2 showed the film.", ""},
		{"dual writing", "في نوفمبر/تشرين الثاني المقبل.", "In November.", ""},
		{"dual writing in brackets", "في يناير (كانون الثاني) 2020.", "In January 2020.", ""},
		{"dual writing, changed", "في يناير (كانون الثاني) 2020.", "In June 2020.", "p1 date critical [يناير (كانون الثاني] [June]\n"},
		{"dual writing that contradicts itself", "في يوليو (حزيران) 2020.", "In July 2020.", "p1 date minor [يوليو (حزيران] []\n"},
		{"range of one tradition", "بين مارس/أبريل.", "Between March and April.", ""},
		{"month lost", "بدأت الحملة في شباط 2011.", "The campaign began in 2011.", "p1 date major [شباط] []\n"},
		{"month lost to last month", "بدأت الحملة في شباط الماضي.", "The campaign began last month.", "p1 date minor [شباط] []\n"},
		{"month invented", "بدأت الحملة قبل عام.", "The campaign began a year ago, in March.", "p1 date critical [] [March]\n"},
		{"month worked out", "بدأت الحملة الشهر الماضي.", "The campaign began in March.", "p1 date minor [] [March]\n"},
		{"short month", "بدأت الحملة في 5 سبتمبر.", "The campaign began on Sept. 5.", ""},
		// words that are months at times
		{"father", "قال الأب إن ابنه بخير.", "The father said his son was fine.", ""},
		{"practised", "مارس ضغوطا على النواب.", "He put pressure on the deputies.", ""},
		{"practised, with a month", "مارس ضغوطا على النواب في مارس 2015.", "He put pressure on the deputies in March 2015.", ""},
		{"minister", "قالت تيريزا ماي ذلك.", "Theresa May said so.", ""},
		{"minister renamed", "قالت تيريزا ماي ذلك.", "Theresa June said so.", "p1 date major [ماي] [June]\n"},
		{"may as a verb", "قد يصلون غدا.", "They may arrive tomorrow.", ""},
		{"march as a verb", "سار المحتجون إلى الوزارة.", "March they did, to the ministry.", ""},
		{"car", "اشترى سيارة نيسان.", "He bought a Nissan.", ""},
		{"woman named April", "قالت أبريل ستيوارت ذلك.", "April Stewart said so.", ""},
		{"January as Jan", "قال يان ذلك.", "Jan said so.", ""},
		{"September 11", "منذ هجمات 11 سبتمبر.", "Since the 9/11 attacks.", ""},
		// how often
		{"one of two changed", "في آذار ثم في آذار من العام التالي ثم في أيار.", "In March, then in May of the following year, then in May.", "p1 date major [آذار] [May]\n"},
		{"said once", "في آذار 2019 وفي آذار أيضا.", "In March 2019, the same month.", ""},
		{"two become one", "شهر يوليو مثل شهر يونيو.", "June was like June.", "p1 date critical [يوليو] [June]\n"},

		// weekdays
		{"weekday", "وصل الوفد الثلاثاء وغادر الأربعاء.", "The delegation came Tuesday and left Wednesday.", ""},
		{"weekday changed", "وصل الوفد الثلاثاء.", "The delegation came Thursday.", "p1 date critical [الثلاثاء] [Thursday]\n"},
		{"with clitics", "حتى مساء الجمعة وللسبت وبالأحد.", "Until Friday evening, for Saturday and on Sunday.", ""},
		{"Monday said as such", "قالت الوزارة يوم الاثنين إنها وافقت.", "The ministry said on Sunday it had agreed.", "p1 date critical [الاثنين] [Sunday]\n"},
		{"Monday lost", "قالت الوزارة يوم الإثنين إنها وافقت.", "The ministry said it had agreed.", "p1 date minor [الإثنين] []\n"},
		{"the two", "صافح الاثنين بحرارة.", "He shook hands with both warmly.", ""},
		{"someone", "لم يصب أحد بأذى.", "No one was hurt.", ""},
		{"someone as Sunday", "لم يصب أحد بأذى.", "No one was hurt on Sunday.", "p1 date critical [] [Sunday]\n"},
		{"Palm Sunday", "في قداس أحد الشعانين.", "At Mass on Palm Sunday.", ""},
		{"Friday prayers", "بعد صلاة الجمعة.", "After Friday prayers.", ""},
		{"prayers", "بعد صلاة الجمعة.", "After the prayers.", ""},
		{"surname", "قال عبد الله بن خميس ذلك.", "Abdullah bin Khamis said so.", ""},
		{"newspaper", "قالت صحيفة صنداي تايمز ذلك.", "The Sunday Times said so.", ""},
		{"newspaper by another spelling", "قالت صحيفة الصانداي تايمز ذلك.", "The Sunday Times said so.", ""},
		{"newspaper renamed", "قالت صحيفة صنداي تايمز ذلك.", "The Monday Times said so.", "p1 date major [صنداي] [Monday]\n"},
		{"weekend", "يومي السبت والأحد.", "At the weekend.", ""},
		{"Black Friday", "مبيعات الجمعة السوداء.", "Black Friday sales.", ""},
		{"a day for another that stands too", "اجتمعوا الأحد ثم الأحد ثم الثلاثاء.", "They met Sunday, then Tuesday, then Tuesday.", "p1 date major [الأحد] [Tuesday]\n"},

		// the night from one day to the next
		{"night, both days", "هاجموا السجن ليل الخميس الجمعة.", "They attacked the prison overnight Thursday to Friday.", ""},
		{"night, first day", "هاجموا السجن ليل الخميس - الجمعة.", "They attacked the prison late Thursday.", ""},
		{"a day for its night", "هاجموا السجن ليل الخميس الجمعة.", "They attacked the prison on Thursday.", "p1 date minor [الجمعة] []\n"},
		{"night of the second", "هاجموا السجن ليلة الخميس على الجمعة.", "They attacked the prison Friday night.", "p1 date critical [الخميس على الجمعة] [Friday]\n"},
		{"into the second", "هاجموا السجن ليل الخميس/الجمعة.", "They attacked the prison early Friday.", ""},
		{"second day alone", "هاجموا السجن ليل الخميس الجمعة.", "They attacked the prison on Friday.", "p1 date minor [الخميس] []\n"},
		{"no day", "هاجموا السجن ليل الخميس الجمعة.", "They attacked the prison.", "p1 date major [الخميس] []\n"},
		{"a third day", "هاجموا السجن ليل الخميس الجمعة.", "They attacked the prison late Sunday.", "p1 date critical [] [Sunday]\np1 date major [الخميس] []\n"},
		{"dawn as overnight", "هاجموا السجن فجر السبت.", "They attacked the prison overnight Friday to Saturday.", "p1 date minor [] [Friday]\n"},
		{"the night of a day by the old count", "ليلة الجمعة.", "On Thursday night.", "p1 date critical [الجمعة] [Thursday]\n"},
		{"two days, no night", "يجتمعون الخميس والجمعة.", "They meet Thursday and Friday.", ""},
		{"Monday in a pair", "ليل الأحد الاثنين.", "Overnight Sunday to Monday.", ""},

		// relative days
		{"yesterday resolved", "أعلن ذلك أمس.", "It was announced Saturday.", ""},
		{"yesterday and its name", "أعلن ذلك أمس السبت.", "It was announced Saturday.", ""},
		{"yesterday kept", "أعلن ذلك أمس.", "It was announced yesterday.", ""},
		{"yesterday for tomorrow", "يجتمعون غدا.", "They met yesterday.", "p1 date critical [غدا] [yesterday]\n"},
		{"tomorrow for yesterday", "اجتمعوا أمس الأحد.", "They meet tomorrow, Sunday.", "p1 date critical [أمس] [tomorrow]\n"},
		{"today for yesterday", "اجتمعوا أمس.", "They met today.", "p1 date major [أمس] [today]\n"},
		{"the day before yesterday", "اجتمعوا أول من أمس.", "They met the day before yesterday.", ""},
		{"the day before yesterday as yesterday", "اجتمعوا أول من أمس.", "They met yesterday.", "p1 date critical [أمس] [yesterday]\n"},
		{"after tomorrow", "يجتمعون بعد غد.", "They meet the day after tomorrow.", ""},
		{"the day", "في ذلك اليوم خرج الجميع.", "That day everybody came out.", ""},
		{"the present day", "ما زالت آثارها حاضرة حتى يومنا.", "Its traces are there today.", ""},
		{"yesterday made up", "اجتمعوا في بغداد.", "They met in Baghdad yesterday.", "p1 date minor [] [yesterday]\n"},

		// last, this and next
		{"last year", "ارتفع في العام الماضي.", "It rose last year.", ""},
		{"last year as next", "ارتفع في العام الماضي.", "It will rise next year.", "p1 date critical [الماضي] [next year]\n"},
		{"next week as last", "يزور باريس الأسبوع المقبل.", "He visited Paris last week.", "p1 date critical [المقبل] [last week]\n"},
		{"coming days", "خلال الأيام القليلة القادمة.", "In the coming days.", ""},
		{"five past years", "خلال السنوات الخمس الماضية.", "Over the past five years.", ""},
		{"five past years as next", "خلال السنوات الخمس الماضية.", "Over the next five years.", "p1 date critical [الماضية] [next five years]\n"},
		{"this month", "خلال الشهر الجاري.", "This month.", ""},
		{"this year as last", "هذا العام أفضل.", "Last year was better.", "p1 date minor [العام] [Last year]\n"},
		{"next Sunday as last", "يجتمعون الأحد المقبل.", "They met last Sunday.", "p1 date critical [المقبل] [last]\n"},
		{"last and next of different periods", "قال الشهر الماضي إنه سيعود العام المقبل.", "He said last month he would return next year.", ""},
		{"in the past", "كان ذلك في الماضي.", "That was in the past.", ""},
		{"the last man", "الرجل الأخير غادر الأسبوع المقبل.", "The last man leaves next week.", ""},

		// parts of a year
		{"quarter", "في الربع الثالث من 2020.", "In the third quarter of 2020.", ""},
		{"quarter changed", "في الربع الأول من 2020.", "In the second quarter of 2020.", "p1 date critical [الربع الأول] [second quarter]\n"},
		{"a quarter of them", "ربع السكان.", "A quarter of the people.", ""},
		{"half changed", "في النصف الأول من 2020.", "In the second half of 2020.", "p1 date major [النصف الأول] [second half]\n"},
		{"summer", "في صيف 2019.", "In the summer of 2019.", ""},
		{"summer as winter", "في صيف 2019.", "In the winter of 2019.", "p1 date major [صيف] [winter]\n"},
		{"fall as a verb", "انهارت الأسعار في الشتاء.", "Prices fall in winter.", ""},

		// the Islamic calendar
		{"Ramadan", "في شهر رمضان المبارك.", "During the holy month of Ramadan.", ""},
		{"Hijri date", "في 12 ربيع الأول 1446.", "On 12 Rabi al-Awwal 1446.", ""},
		{"Hijri month of two", "في 12 ربيع الأول 1446.", "On 12 Rabi' al-Thani 1446.", "p1 date critical [ربيع الأول] [Rabi' al-Thani]\n"},
		{"Hijri converted", "في 10 محرم 1446 هـ.", "On 10 July 1446.", "p1 date critical [محرم] [July]\n"},
		{"both calendars", "الثلاثاء 2 ربيع الآخر 1446 هـ الموافق 5 تشرين الثاني 2024م.", "Tuesday, 2 Rabi al-Akhir 1446 AH (Nov. 5, 2024).", ""},
		{"spellings", "شعبان 1440 وذي القعدة 1440 وذو الحجة 1440 وجمادى الآخرة 1440.", "Sha'ban 1440, Dhu al-Qa'dah 1440, Zul-Hijja 1440 and Jumada II 1440.", ""},
		{"name Ramadan", "قال رمضان شلح ذلك.", "Ramadan Shallah said so.", ""},
		{"name Rajab", "قال رجب طيب أردوغان ذلك.", "Erdogan said so.", ""},
		{"forbidden", "هذا محرم شرعا.", "This is forbidden by law.", ""},
		{"nil", "فازوا 2 - صفر.", "They won 2-0.", ""},
		{"province", "في محافظة ذي قار.", "In Dhi Qar province.", ""},
		{"Ramadan lost", "في 5 رمضان.", "On the fifth.", "p1 date major [رمضان] []\n"},
		{"adjective", "مسلسلات رمضانية.", "Ramadan series.", ""},
		{"fast", "عند موعد الإفطار.", "When the Ramadan fast ends.", ""},

		// dates in figures
		{"figures", "بتاريخ 25/4/2024.", "Dated April 25, 2024.", ""},
		{"figures, month changed", "بتاريخ 25/4/2024.", "Dated May 25, 2024.", "p1 date critical [25/4/2024] [May]\n"},
		{"figures, day before month", "بتاريخ 3/5/2024.", "Dated May 3, 2024.", ""},
		{"figures read the American way", "بتاريخ 3/5/2024.", "Dated March 5, 2024.", "p1 date critical [3/5/2024] [March]\n"},
		{"figures with points", "بتاريخ 3.5.2024.", "Dated 3 May 2024.", ""},
		{"figures, year first", "بتاريخ 2024-05-03.", "Dated 3 May 2024.", ""},
		{"Hijri figures with spaces", "بتاريخ 8/ 2/ 1433هـ.", "Dated 8 Safar 1433 AH.", ""},
		{"Hijri figures kept", "بتاريخ 8/ 2/ 1433هـ.", "Dated 8/2/1433 AH.", ""},
		{"Hijri figures, other month", "بتاريخ 8/ 2/ 1433هـ.", "Dated 8 Rajab 1433 AH.", "p1 date critical [8/ 2/ 1433] [Rajab]\n"},
		{"day lost", "بتاريخ 25/4/2024.", "Dated April 2024.", "p1 date major [25/4/2024] []\n"},
		{"days swapped", "من 3 مارس حتى 5 أبريل.", "From 5 March to 3 April.",
			"p1 date critical [مارس] [March]\np1 date critical [أبريل] [April]\n"},
		{"days kept", "من 3 مارس حتى 5 أبريل.", "From March 3 to April 5.", ""},
		{"days of one month", "يومي 3 و4 مارس.", "On March 3 and 4.", ""},
		{"years swapped", "بين أيار 2015 وحزيران 2016.", "Between May 2016 and June 2015.",
			"p1 date critical [أيار] [May]\np1 date critical [وحزيران] [June]\n"},
		{"day as a word", "في الخامس من أيار.", "On May 5.", ""},
		{"year worked out", "في 5 أيار الماضي.", "On May 5, 2023.", "p1 date minor [أيار] [May]\n"},
		{"early", "في أوائل العام 2015 ومطلع 2016.", "In early 2015 and the beginning of 2016.", ""},
		{"early as late", "في أوائل العام 2015.", "In late 2015.", "p1 date major [أوائل] [late]\n"},
		{"early decade as its end", "في أوائل التسعينيات.", "At the end of the 1990s.", "p1 date major [أوائل] [end]\n"},
		{"the late president", "في بداية 2015 زار الرئيس الراحل بيروت.", "In early 2015 the late president visited Beirut.", ""},
		{"season year", "موسم 2023/2024.", "The 2023/2024 season.", ""},
	} {
		if diff := cmp.Diff(c.want, timely(c.ar, c.en)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestTimeCheck(t *testing.T) {
	for _, c := range []struct{ name, ar, en, want string }{
		{"comma", "الساعة 02,30 بعد منتصف الليل.", "At 2:30 a.m.", ""},
		{"Arabic comma", "الساعة ٢٫٣٠ فجرا.", "At 2:30 a.m.", ""},
		{"twenty-four hours", "الساعة 14:30.", "At 2:30 p.m.", ""},
		{"in words", "الساعة الثانية والنصف بعد الظهر.", "At half past two in the afternoon.", ""},
		{"in figures", "الساعة الثانية والنصف بعد الظهر.", "At 14:30.", ""},
		{"quarter to", "في السابعة إلا ربعا صباحا.", "At quarter to seven in the morning.", ""},
		{"quarter to in figures", "في السابعة إلا الربع صباحا.", "At 6:45 a.m.", ""},
		{"half past one", "الساعة الواحدة والنصف فجرا.", "At 1:30 a.m.", ""},
		{"minutes", "في الثانية وعشر دقائق.", "At 2:10.", ""},
		{"minutes past", "في الثانية وعشر دقائق.", "At ten past two.", ""},
		{"minutes changed", "في الثانية وعشر دقائق.", "At 2:20.", "p1 time critical [الثانية وعشر دقائق] [2:20]\n"},
		{"hour changed", "الساعة 02,30 فجرا.", "At 3:30 a.m.", "p1 time critical [02,30] [3:30]\n"},
		{"half changed", "الساعة 02,30 بعد منتصف الليل.", "At 2:30 p.m.", "p1 time critical [02,30] [2:30]\n"},
		{"half changed by twenty-four hours", "الساعة 2:30 فجرا.", "At 14:30.", "p1 time critical [2:30] [14:30]\n"},
		{"half changed in words", "الثامنة مساء.", "At eight in the morning.", "p1 time critical [الثامنة] [eight]\n"},
		{"half kept in words", "الثامنة مساء.", "At eight in the evening.", ""},
		{"half before the hour", "مساء السبت عند الساعة 8.", "At 8 a.m. on Saturday.", "p1 time critical [8] [8]\n"},
		{"half behind the day", "عند الثامنة من صباح الأحد.", "At 8 a.m. Sunday.", ""},
		{"half missing", "الساعة 2:30 فجرا.", "At 2:30.", "p1 time minor [2:30] [2:30]\n"},
		{"at night", "عند العاشرة ليلا.", "At 10 p.m.", ""},
		{"small hours", "عند الثالثة ليلا.", "At 3 a.m.", ""},
		{"noon", "عند الثانية عشرة ظهرا.", "At noon.", ""},
		{"midnight", "عند منتصف الليل.", "At midnight.", ""},
		{"0230", "الساعة 02,30 بتوقيت غرينتش.", "At 0230 GMT.", ""},
		{"zone changed", "الساعة 18:00 بتوقيت غرينتش.", "At 6 p.m. local time.", "p1 time critical [غرينتش] [time]\n"},
		{"both zones", "الساعة 18:00 بالتوقيت المحلي (15:00 ت غ).", "At 6 p.m. local time (1500 GMT).", ""},
		{"Mecca", "الساعة 18:00 بتوقيت مكة.", "At 6 p.m. Mecca time.", ""},
		{"metres, not p.m.", "على بعد 8 م من الباب.", "It stood 8 metres from the door.", ""},
		{"metres and centimetres", "بطول 2,30 م.", "It is 2.30 metres long.", ""},
		{"year, not p.m.", "عام 2024م.", "In 2024.", ""},
		{"part of a day", "وقع الهجوم فجر الجمعة.", "The attack came at dawn Friday.", ""},
		{"part of a day changed", "وقع الهجوم فجر الجمعة.", "The attack came Friday evening.", "p1 date major [فجر] [evening]\n"},
		{"evening as morning", "غادر مساء أمس.", "He left yesterday morning.", "p1 date major [مساء] [morning]\n"},
		{"blew up", "فجر نفسه مساء الجمعة.", "He blew himself up on Friday evening.", ""},
		{"of two days", "من صباح الجمعة حتى مساء السبت.", "From Friday morning to Saturday evening.", ""},
		{"durations", "بعد ساعتين ونصف ساعة و48 ساعة ويومين.", "After two hours, half an hour, 48 hours and two days.", ""},
	} {
		if diff := cmp.Diff(c.want, timely(c.ar, c.en)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func FuzzDates(f *testing.F) {
	f.Add("ليل الخميس الجمعة 8/ 2/ 1433هـ ك2", "half past 2 overnight Thursday, Rabi' al-")
	f.Add("كانون", "last this next quarter")
	f.Add("الساعة الثانية إلا", "ten to twelve on Sunday Sunday Sunday")
	f.Add("مارس/ابريل/مايو 31.12.2020", "Jan. Feb. the 1st of May, 1st half")
	f.Fuzz(func(t *testing.T, ar, en string) {
		for _, x := range dates(read(article.Segment{Ar: ar, En: en}, nil)) {
			inside(t, ar, x.SourceSpan)
			inside(t, en, x.TargetSpan)
		}
		for _, m := range englishMoments(enLex(en)) {
			if m.End <= m.Start || utf8.ValidString(en) && !utf8.ValidString(en[m.Start:m.End]) {
				t.Fatalf("moment %+v", m)
			}
		}
	})
}

// BenchmarkDates runs what dates cost an article of about 700 words, and texts
// ten and a hundred times as long.
func BenchmarkDates(b *testing.B) {
	ar := "قال المتحدث مساء السبت إن الهجوم الذي وقع في 5 آذار الماضي عند الساعة 02,30 أسفر عن مقتل مدنيين في مدينة تقع قرب الحدود "
	en := "The attack on March 5, which came at 2:30 a.m., killed civilians in a town near the border, the spokesperson said Saturday evening. "
	for _, n := range []int{1, 10, 100} {
		p := read(article.Segment{Ar: strings.Repeat(ar, 2*n), En: strings.Repeat(en, 2*n)}, nil)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				for range 15 {
					arabic.Moments(p.ar)
					englishMoments(p.en)
					dates(p)
				}
			}
		})
	}
}
