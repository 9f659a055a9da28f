package verify

import "testing"

func TestNumberAndAHalf(t *testing.T) {
	checkNumbers(t, []numberCase{
		{"scale again", "استقبلت مليون ونصف مليون لاجئ.", "It took in 1.5 million refugees.", ""},
		{"scale again, half lost", "استقبلت مليون ونصف مليون لاجئ.", "It took in 1 million refugees.", "p1 number critical [مليون ونصف مليون] [1 million]\n"},
		{"scale with article, half lost", "استقبلت مليون ونصف المليون لاجئ.", "It took in 1 million refugees.", "p1 number critical [مليون ونصف المليون] [1 million]\n"},
		{"billions", "كلف 3 مليارات ونصف المليار دولار.", "It cost $3.5 billion.", ""},
		{"billions in words", "كلف 3 مليارات ونصف المليار دولار.", "It cost three and a half billion dollars.", ""},
		{"billions, half lost", "كلف 3 مليارات ونصف المليار دولار.", "It cost $3 billion.", "p1 number critical [3 مليارات ونصف المليار] [3 billion]\n"},
		{"two billions", "كلف مليارين ونصف المليار.", "It cost 2.5 billion.", ""},
		{"two billions, half lost", "كلف مليارين ونصف المليار دولار.", "It cost $2 billion.", "p1 number critical [مليارين ونصف المليار] [2 billion]\n"},
		{"half behind the noun", "كلف مليار دولار ونصف مليار.", "It cost $1.5 billion.", ""},
		{"years", "سجن ثلاثة أعوام ونصف العام.", "He was jailed for three and a half years.", ""},
		{"years in figures", "سجن ثلاثة أعوام ونصف العام.", "He was jailed for 3 1/2 years.", ""},
		{"years with a sign", "سجن ثلاثة أعوام ونصف العام.", "He was jailed for 3½ years.", ""},
		{"years as months", "سجن ثلاثة أعوام ونصف العام.", "He was jailed for 42 months.", ""},
		{"years and months", "سجن ثلاثة أعوام ونصف العام.", "He was jailed for three years and six months.", ""},
		{"years, half lost", "سجن ثلاثة أعوام ونصف العام.", "He was jailed for three years.", "p1 number major [ثلاثة] []\n"},
		{"half alone", "سجن ثلاثة أعوام ونصف.", "He was jailed for three-and-a-half years.", ""},
		{"half alone lost", "سجن ثلاثة أعوام ونصف.", "He was jailed for three years.", "p1 number major [ثلاثة] []\n"},
		{"half of another noun", "حضر خمسة وزراء ونصف النواب.", "Five ministers and half the deputies came.", ""},
		{"half of them", "قتل ثلاثة ملايين ونصفهم أطفال.", "Three million died, half of them children.", ""},
		{"dual", "استمر عامين ونصف العام.", "It lasted two and a half years.", ""},
		{"dual, hyphens", "بعد عامين ونصف من الحرب.", "After two-and-a-half years of war.", ""},
		{"dual, half lost", "استمر عامين ونصف العام.", "It lasted two years.", "p1 number major [عامين ونصف] []\n"},
		{"quarter", "كلف مليونين وربع المليون دولار.", "It cost $2.25 million.", ""},
		{"quarter in words", "كلف مليونين وربع المليون دولار.", "It cost two and a quarter million dollars.", ""},
		{"quarter lost", "كلف مليونين وربع المليون دولار.", "It cost $2 million.", "p1 number critical [مليونين وربع المليون] [2 million]\n"},
		{"third", "كلف مليونين وثلث المليون دولار.", "It cost $2.3 million.", ""},
		{"third lost", "كلف مليونين وثلث المليون دولار.", "It cost $2 million.", "p1 number critical [مليونين وثلث المليون] [2 million]\n"},
		{"hours", "استمر أربع ساعات وربع الساعة.", "It lasted four hours and 15 minutes.", ""},
		{"decade", "بعد عقد ونصف من الحرب.", "After 15 years of war.", ""},
		{"decades", "بعد ثلاثة عقود ونصف.", "Thirty-five years later.", ""},
		{"mixed figures", "كلف 2.5 مليون.", "It cost 2 1/2 million.", ""},
		{"mixed figures, hyphen", "كلف 2.5 مليون.", "It cost 2-1/2 million.", ""},
		{"mixed figures wrong", "كلف 2.5 مليون.", "It cost 3 1/2 million.", "p1 number critical [2.5 مليون] [3 1/2 million]\n"},
		{"a third man", "قتل 12 شخصا واعتقل رجل ثالث.", "It killed 12 and a third man was arrested.", ""},
	})
}
