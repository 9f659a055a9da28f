package verify

import (
	"strings"

	"naql/arabic"
)

// enConcepts lists the English words for the concepts of package arabic, one
// concept a line. Each word brings its regular plural; one with ! behind it
// stands for itself alone.
const enConcepts = `
money:dollar: dollar usd! buck
money:euro: euro eur!
money:pound: pound gbp! sterling! quid! lira! liras! lire! egp!
money:dinar: dinar iqd! jod! kwd!
money:riyal: riyal rial sar!
money:dirham: dirham aed!
money:shekel: shekel sheqel
money:yen: yen!
money:yuan: yuan! renminbi! rmb!
money:ruble: ruble rouble
money:rupee: rupee
money:franc: franc
money:peso: peso
money:krona: krona! kronor! krone! kroner! crown
money:cent: cent
money:pence: pence! penny! pennies!
money:toman: toman
money:rand: rand!
length:kilometre: kilometre kilometer km! kms! kilometric! kph! kmh! kmph!
length:metre: metre meter
length:centimetre: centimetre centimeter cm!
length:millimetre: millimetre millimeter mm!
length:mile: mile mph!
length:foot: foot! feet! ft!
length:inch: inch
length:yard: yard
area:acre: acre feddan
area:hectare: hectare
area:donum: donum dunam dunum
mass:kilogram: kilogram kilogramme kg! kilo
mass:gram: gram gramme
mass:ton: ton tonne
mass:ounce: ounce oz!
mass:pound-weight: lb!
volume:litre: litre liter
volume:barrel: barrel bpd!
volume:gallon: gallon
power:gigawatt: gigawatt gw!
power:kilowatt: kilowatt kw! kwh!
power:megawatt: megawatt mw!
data:megabyte: megabyte mb!
data:terabyte: terabyte tb!
data:gigabyte: gigabyte gb!
degree:degree: degree celsius! centigrade! fahrenheit! richter! magnitude!
gold:carat: carat
speed:knot: knot
time:second: second
time:minute: minute
time:hour: hour
time:day: day
time:week: week
time:month: month
time:year: year aged! yr!
time:decade: decade
time:century: century
event:killed: killed! killing! killings! kill! kills! dead! died! die! dies! dying! death fatality slain! casualty martyr martyred! victim perished! lives!
event:wounded: wounded! wounding! injured! injuring! injury hurt! wound injure! injures!
event:arrested: arrested! arresting! arrest detained! detaining! detain detention detainee captured! capturing!
event:missing: missing! unaccounted!
event:displaced: displaced! displacing! displace displacement uprooted! homeless! fled! fleeing!
event:rescued: rescued! rescuing! rescue saved! saving!
event:released: released! releasing! release freed! freeing!
event:kidnapped: kidnapped! kidnapping abducted! abducting! abduct
event:evacuated: evacuated! evacuating! evacuate evacuee evacuation
event:recovered: recovered! recovery recovering!
event:infected: infected! infection
person: person persons! people! individual human inhabitant guy
other: other more! another! others!
soldier: soldier troop serviceman! servicemen! military!
officer: officer
policeman: policeman! policemen! police! policewoman! cop
guard: guard warder
recruit: recruit conscript
fighter: fighter militant gunman! gunmen! insurgent rebel extremist terrorist jihadist attacker combatant radical assailant
member: member operative element personnel! delegate
civilian: civilian
man: man! men! male
woman: woman! women! lady female
child: child! children! kid minor juvenile
boy: boy lad
girl: girl
infant: infant baby toddler
youth: youth teenager adolescent
student: student pupil
teacher: teacher professor lecturer
worker: worker labourer laborer employee staff! staffer
farmer: farmer peasant
driver: driver
pilot: pilot airman! airmen!
passenger: passenger traveler traveller
pilgrim: pilgrim
tourist: tourist holidaymaker
resident: resident
citizen: citizen national
villager: villager
refugee: refugee
migrant: migrant immigrant
prisoner: prisoner inmate captive
hostage: hostage
doctor: doctor physician
nurse: nurse
medic: medic paramedic
patient: patient
journalist: journalist reporter correspondent
lawyer: lawyer attorney solicitor
judge: judge
engineer: engineer
expert: expert
scientist: scientist scholar
activist: activist
protester: protester protestor demonstrator
demonstration: demonstration protest rally march
voter: voter
candidate: candidate nominee
deputy: deputy lawmaker mp! mps! parliamentarian legislator
minister: minister
president: president
diplomat: diplomat
ambassador: ambassador
official: official
player: player
coach: coach
fan: fan supporter spectator
runner: runner
customer: customer client
visitor: visitor
family: family household
brother: brother
sister: sister
son: son
daughter: daughter
adult: adult
suspect: suspect defendant
leader: leader commander
sailor: sailor seaman! seamen!
astronaut: astronaut
firefighter: firefighter fireman! firemen!
volunteer: volunteer
settler: settler
witness: witness
team: team squad
company: company firm corporation
bank: bank
group: group
party: party
country: country nation
point: point
goal: goal target
vote: vote
seat: seat
match: match game fixture fight
medal: medal
title: title
season: season
round: round lap
time: time occasion
vehicle: vehicle
car: car automobile
truck: truck lorry
bus: bus
train: train
ship: ship vessel
boat: boat
tanker: tanker
tank: tank
missile: missile rocket
rocket: shell mortar projectile
drone: drone uav!
plane: plane aircraft! airplane aeroplane jet warplane
helicopter: helicopter chopper
flight: flight trip
bomb: bomb ied! device
mine: mine landmine
weapon: weapon gun rifle
bullet: bullet
attack: attack assault
strike: strike airstrike raid
explosion: explosion blast bombing
clash: clash
battle: battle
operation: operation
earthquake: earthquake quake tremor aftershock
hurricane: hurricane
flood: flood
fire: fire blaze
accident: accident crash incident
case: case
house: house home
building: building
apartment: apartment flat
room: room
floor: floor storey story
tent: tent
village: village
town: town
city: city
district: district neighborhood neighbourhood area
province: province governorate state
street: street
school: school
university: university
hospital: hospital
mosque: mosque
church: church
factory: factory plant
shop: shop store
market: market
bridge: bridge
road: road
border: crossing
checkpoint: checkpoint
base: base
camp: camp
prison: prison jail
court: court
well: well
field: field
plant: station
book: book
film: film movie
song: song
newspaper: newspaper paper
page: page
document: document
photo: photo picture image photograph
letter: letter message
question: question
law: law
bill: bill project
article: article
agreement: agreement deal accord
resolution: resolution decision ruling verdict
charge: charge count allegation
crime: crime
job: job position
share: share stock
loan: loan
dose: dose
vaccine: vaccine
test: test
bed: bed
animal: animal
dog: dog
horse: horse
sheep: sheep!
cow: cow cattle!
camel: camel
bird: bird
fish: fish!
tree: tree
language: language
meeting: meeting
session: session sitting
summit: summit
visit: visit
step: step
stage: stage phase
part: part
type: type kind
reason: reason
condition: condition
option: option
item: item commodity
sector: sector
site: site location
centre: centre center
office: office
organization: organization organisation agency
brigade: brigade
battalion: battalion
regiment: regiment
channel: channel
line: line
body: body corpse
grave: grave
phone: phone telephone
computer: computer
account: account
follower: follower
tweet: tweet
album: album
award: award prize
cup: cup
race: race
win: win victory triumph
loss: loss defeat
draw: draw
wave: wave
container: container
package: parcel package
bag: bag
satellite: satellite
star: star
planet: planet
word: word
pill: pill tablet
cell: cell
gene: gene
tunnel: tunnel
pipeline: pipeline pipe
plan: plan
term: term
sentence: sentence
election: election
anniversary: anniversary
set: sets!
seed: seed seeded!
assist: assist pass
rebound: rebound
card: card
ticket: ticket
piece: piece artifact artefact
`

// addConcepts joins the concepts to the words that m has. The first concept
// of a word stays.
func addConcepts(m map[string]enWord) {
	for line := range strings.Lines(enConcepts) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		for w := range strings.FieldsSeq(words) {
			word, alone := strings.CutSuffix(w, "!")
			forms := [2]string{word, word}
			if !alone {
				forms[1] = plural(word)
			}
			for _, form := range forms {
				if e := m[form]; e.concept == "" {
					e.concept = arabic.Concept(name)
					m[form] = e
				}
			}
		}
	}
}

// plural is the regular plural of a noun in lower case.
func plural(noun string) string {
	for _, ending := range []string{"s", "x", "ch", "sh"} {
		if strings.HasSuffix(noun, ending) {
			return noun + "es"
		}
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok && !strings.ContainsAny(stem[len(stem)-1:], "aeiou") {
		return stem + "ies"
	}
	return noun + "s"
}
