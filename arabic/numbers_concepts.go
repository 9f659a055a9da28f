package arabic

const conceptsOfMoney = `
money:dollar: دولار+
money:euro: يورو! يوروهات! اورو!
money:pound: جنيه+ ليره
money:dinar: دينار دنانير
money:riyal: ريال+
money:dirham: درهم دراهم
money:shekel: شيكل شيقل شيكلات! شواكل
money:yen: ين! ينا! الين! بالين! للين!
money:yuan: يوان! يوانات!
money:ruble: روبل+
money:rupee: روبيه
money:franc: فرنك+
money:peso: بيزو! بيزوس!
money:krona: كرونه كرون!
money:cent: سنت سنتات!
money:pence: بنس+
money:toman: تومان!
money:rand: راند!
`

const conceptsOfMeasure = `
length:kilometre: كيلومتر+ كم! كيلومترا! كلم!
length:metre: متر امتار
length:centimetre: سنتيمتر+ سنتمتر+ سم!
length:millimetre: مليمتر+ ملليمتر+ ملم!
length:mile: ميل اميال ميلا!
length:foot: قدم اقدام
length:inch: بوصه انش
length:yard: يارده
area:acre: اكر فدان افدنه
area:hectare: هكتار+
area:donum: دونم+
mass:kilogram: كيلوغرام+ كيلوجرام+ كلغ! كغ! كجم! كيلوجراما! كيلو!
mass:gram: غرام+ جرام+
mass:ton: طن اطنان
mass:ounce: اونصه اوقيه
mass:pound-weight: رطل ارطال
volume:litre: لتر+ ليتر+
volume:barrel: برميل براميل
volume:gallon: غالون+ جالون+
power:gigawatt: غيغاواط! جيجاوات! غيغاوات! جيجاواط!
power:kilowatt: كيلوواط! كيلووات!
power:megawatt: ميغاواط! ميجاوات! ميغاوات! ميجاواط!
data:megabyte: ميغابايت! ميجابايت!
data:terabyte: تيرابايت!
data:gigabyte: غيغابايت! جيجابايت!
degree:degree: درجه ريختر! فهرنهايت!
gold:carat: قيراط قراريط
speed:knot: عقده
time:second: ثانيه ثوان ثواني!
time:minute: دقيقه دقائق
time:hour: ساعه
time:day: يوم ايام
time:week: اسبوع اسابيع
time:month: شهر اشهر شهور
time:year: سنه سنوات سنين! عام اعوام
time:decade: عقد عقود
time:century: قرن قرون
`

const conceptsOfEvents = `
event:killed: قتيل قتلي! مقتل! قتل! قتلت! قتلوا! مصرع! مصرعهم! مصرعه! استشهاد! استشهد! شهيد شهداء وفاه توفي! توفوا! توفيت! وفيات! متوفي ضحيه ضحايا! حتفهم! حتفه! مات! ماتوا! لقوا!
event:wounded: جريح جرحي! جرح! جرحوا! اصابه اصيب! اصيبت! اصيبوا! مصاب* بجروح!
event:arrested: اعتقال+ اعتقل! اعتقلت! معتقل* توقيف! اوقف! اوقفت! موقوف* القبض! احتجاز! احتجز! محتجز*
event:missing: مفقود* فقدان! فقد! فقدوا!
event:displaced: نازح* نزوح! نزح! نزحوا! مشرد* تشريد! تهجير! شرد! مهجر*
event:rescued: انقاذ! انقذ! انقذت! انقذوا!
event:released: الافراج! افراج! افرج! تحرير!
event:kidnapped: خطف! اختطاف! مخطوف* مختطف* خطفوا! اختطف!
event:evacuated: اجلاء! اجلي! اجلت! اخلاء! اخلت!
event:recovered: تعافي! المتعافين! متعاف* شفاء!
event:infected: اصابات!
`

const conceptsOfPeople = `
person: شخص اشخاص نسمه فرد افراد انسان ناس!
other: اخر! اخرون! اخرين! اخري! اخريات!
soldier: جندي جنود عسكري* عسكر
officer: ضابط ضباط
policeman: شرطي* شرطيون! شرطه!
guard: حارس حراس
recruit: مجند*
fighter: مقاتل* مسلح* متشدد* متطرف* متمرد* ارهابي* جهادي* مهاجم*
member: عنصر عناصر عضو اعضاء منتسب*
civilian: مدني*
man: رجل رجال ذكور!
woman: امراه نساء! سيده نسوه! اناث!
child: طفل اطفال طفله قاصر
boy: صبي فتي فتيان ولد اولاد
girl: فتاه بنت بنات
infant: رضيع رضع
youth: شاب شباب شبان مراهق*
student: طالب طلاب طلبه طالبات! تلميذ تلاميذ
teacher: معلم* مدرس* استاذ اساتذه
worker: عامل عمال موظف* اجير اجراء
farmer: مزارع* فلاح*
driver: سائق* سواق
pilot: طيار*
passenger: راكب ركاب مسافر*
pilgrim: حاج حجاج معتمر*
tourist: سائح سياح
resident: ساكن سكان! مقيم* قاطن*
citizen: مواطن*
villager: قروي*
refugee: لاجئ*
migrant: مهاجر*
prisoner: سجين سجناء اسير اسري! نزيل نزلاء
hostage: رهينه رهائن
doctor: طبيب اطباء
nurse: ممرض* ممرضه
medic: مسعف*
patient: مريض مرضي!
journalist: صحافي* صحفي* صحافيون! مراسل* اعلامي*
lawyer: محام محامي! محامين! محامون!
judge: قاضي! قاض قضاه
engineer: مهندس*
expert: خبير خبراء
scientist: عالم! علماء
activist: ناشط* نشطاء
protester: متظاهر* محتج*
demonstration: مظاهره تظاهره احتجاج+
voter: ناخب*
candidate: مرشح*
deputy: نائب نواب برلماني*
minister: وزير وزراء
president: رئيس رؤساء
diplomat: دبلوماسي*
ambassador: سفير سفراء
official: مسؤول* مسوول* مسئول*
player: لاعب*
coach: مدرب*
fan: مشجع* متفرج*
runner: عداء* عداءه
customer: زبون زبائن عميل عملاء
visitor: زائر زوار
family: عائله اسره اسر!
brother: شقيق اشقاء اخ! اخوه!
sister: شقيقه اخت! اخوات!
son: ابن ابناء
daughter: ابنه!
adult: بالغ* راشد*
suspect: مشتبه! مشتبهين! متهم*
leader: قائد قاده زعيم زعماء
sailor: بحار بحاره
astronaut: رائد رواد
firefighter: اطفائي*
volunteer: متطوع*
settler: مستوطن*
witness: شاهد شهود
team: فريق! فرق! منتخب+
company: شركه
bank: بنك بنوك مصرف مصارف
group: مجموعه
party: حزب احزاب
country: دوله دول! بلد بلدان! بلاد!
`

const conceptsOfThings = `
point: نقطه نقاط
goal: هدف اهداف
vote: صوت اصوات
seat: مقعد مقاعد
match: مباراه مباريات!
medal: ميداليه
title: لقب القاب
season: موسم مواسم
round: جوله
time: مره مرات!
vehicle: مركبه اليه عربه
car: سياره
truck: شاحنه
bus: حافله باص+
train: قطار+
ship: سفينه سفن! باخره بواخر
boat: قارب قوارب زورق زوارق مركب مراكب
tanker: ناقله
tank: دبابه
missile: صاروخ صواريخ
rocket: قذيفه قذائف
drone: مسيره! مسيرات! مسيرتين! مسيرتان! درون!
plane: طائره طائرات! مقاتله!
helicopter: مروحيه هليكوبتر!
flight: رحله رحلات!
bomb: قنبله قنابل عبوه
mine: لغم الغام
weapon: سلاح اسلحه بندقيه بنادق
bullet: رصاصه رصاص! طلقه
attack: هجوم هجمات! اعتداء+ هجمه
strike: غاره ضربه مداهمه
explosion: انفجار+ تفجير+
clash: اشتباك+
battle: معركه معارك
operation: عمليه
earthquake: زلزال زلازل هزه
hurricane: اعصار اعاصير
flood: فيضان فيضانات! سيل سيول
fire: حريق حرائق
accident: حادث حوادث حادثه
case: حاله قضيه
house: منزل منازل بيت
building: مبني مباني! مبان! بنايه عماره
apartment: شقه شقق
room: غرفه غرف!
floor: طابق طوابق
tent: خيمه خيام!
village: قريه قري!
town: بلده
city: مدينه مدن!
district: حي! احياء منطقه مناطق
province: محافظه ولايه اقليم اقاليم
street: شارع شوارع
school: مدرسه مدارس
university: جامعه
hospital: مستشفي مستشفيات! مشفي مشافي
mosque: مسجد مساجد جامع جوامع
church: كنيسه كنائس
factory: مصنع مصانع معمل معامل
shop: متجر متاجر محل! محال! دكان دكاكين
market: سوق اسواق
bridge: جسر جسور
road: طريق طرق!
border: معبر معابر
checkpoint: حاجز حواجز
base: قاعده قواعد
camp: معسكر+ مخيم+
prison: سجن سجون
court: محكمه محاكم
well: بئر ابار
field: حقل حقول
plant: محطه
book: كتاب كتب!
film: فيلم افلام
song: اغنيه اغاني! اغان!
newspaper: صحيفه صحف! جريده جرائد
page: صفحه
document: وثيقه وثائق
photo: صوره صور!
letter: رساله رسائل
question: سؤال سوال اسئله
law: قانون قوانين
bill: مشروع مشاريع
article: ماده
agreement: اتفاق+ اتفاقيه صفقه
resolution: قرار+ حكم احكام
charge: تهمه تهم! اتهام+
crime: جريمه جرائم
job: وظيفه وظائف
share: سهم اسهم
loan: قرض قروض
dose: جرعه
vaccine: لقاح+
test: فحص فحوص فحوصات! اختبار+
bed: سرير
animal: حيوان+
dog: كلب كلاب
horse: حصان خيول
sheep: خروف خراف
cow: بقره ابقار
camel: جمل! جمال!
bird: طائر طيور
fish: سمكه اسماك
tree: شجره اشجار
language: لغه
meeting: اجتماع+
session: جلسه
summit: قمه قمم!
visit: زياره
step: خطوه
stage: مرحله مراحل
part: جزء اجزاء
type: نوع انواع صنف اصناف
reason: سبب اسباب
condition: شرط شروط
option: خيار+
item: بند بنود سلعه سلع!
sector: قطاع+
site: موقع مواقع
centre: مركز مراكز
office: مكتب مكاتب
organization: منظمه هيئه جمعيه وكاله
brigade: لواء الويه
battalion: كتيبه كتائب
regiment: فوج افواج
channel: قناه قنوات!
line: خط خطوط
body: جثه جثث! جثمان جثامين
grave: قبر قبور مقبره مقابر
phone: هاتف هواتف
computer: حاسوب حواسيب
account: حساب+
follower: متابع*
tweet: تغريده
album: البوم+
award: جائزه جوائز
cup: كاس! كؤوس
race: سباق+
win: فوز! انتصار+
loss: خساره خسائر هزيمه هزائم
draw: تعادل+
wave: موجه امواج
container: حاويه
package: طرد طرود حزمه حزم!
bag: كيس اكياس حقيبه حقائب
satellite: قمر اقمار
star: نجم نجوم نجمه
planet: كوكب كواكب
word: كلمه
pill: حبه حبوب
cell: خليه خلايا!
gene: جين! جينات!
tunnel: نفق انفاق
pipeline: انبوب انابيب
plan: خطه خطط!
term: ولايتين! دوره
sentence: عقوبه
election: انتخابات!
anniversary: ذكري!
set: شوط اشواط
seed: مصنف* مصنفه
assist: تمريره
rebound: متابعه! متابعات!
card: بطاقه
ticket: تذكره تذاكر
piece: قطعه قطع!
`
