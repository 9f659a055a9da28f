package verify

// Words that are spelled one way in American and another in British English,
// and have no third. Left out are those that one side writes both ways
// (cancelled, adviser, judgement, whisky) or for two things (meter, check,
// program, tire).
const (
	enAmericanWords = `color colors colored colorful labor laborer laborers harbor harbors neighbor neighbors neighboring
		neighborhood neighborhoods favor favors favored favorite favorites favorable honor honors honored honoring honorable
		behavior behaviors humor rumor rumors rumored endeavor endeavors armor armored savior flavor flavors odor vigor
		center centers centered theater theaters fiber kilometer kilometers centimeter centimeters millimeter millimeters liter liters
		caliber maneuver maneuvers maneuvering defense offense pretense traveler travelers traveled traveling modeling labeled labeling
		fueled fueling leveled signaled signaling counselor counselors skeptical skepticism skeptic gray aluminum plow jewelry
		pajamas mustache fulfill enrollment installment analyze analyzed analyzing paralyzed paralyze catalyze anesthetic pediatric
		hemorrhage leukemia esophagus estrogen maneuverability airplane airplanes ` + enIzeWords
	enBritishWords = `colour colours coloured colourful labour labourer labourers harbour harbours neighbour neighbours neighbouring
		neighbourhood neighbourhoods favour favours favoured favourite favourites favourable honour honours honoured honouring honourable
		behaviour behaviours humour rumour rumours rumoured endeavour endeavours armour armoured saviour flavour flavours odour vigour
		centre centres centred theatre theatres fibre kilometre kilometres centimetre centimetres millimetre millimetres litre litres
		calibre manoeuvre manoeuvres manoeuvring defence offence pretence traveller travellers travelled travelling modelling labelled labelling
		fuelled fuelling levelled signalled signalling counsellor counsellors sceptical scepticism sceptic grey aluminium plough jewellery
		pyjamas moustache fulfil enrolment instalment analyse analysed analysing paralysed paralyse anaesthetic paediatric
		haemorrhage leukaemia oesophagus oestrogen aeroplane aeroplanes programme programmes tonne tonnes tyre tyres kerb ` + enIseWords
	enIzeWords = `organize organized organizes organizing realize realized realizes recognize recognized recognizes recognizing
		criticize criticized criticizes criticizing apologize apologized emphasize emphasized emphasizes emphasizing
		stabilize stabilized stabilizing destabilize destabilized destabilizing authorize authorized mobilize mobilized mobilizing
		neutralize neutralized legalize legalized finalize finalized minimize minimized maximize specialize specialized
		normalize normalized normalizing privatize privatized prioritize prioritized characterize characterized
		jeopardize jeopardized summarize summarized organization organizations organizational realization privatization mobilization stabilization normalization`
	enIseWords = `organise organised organises organising realise realised realises recognise recognised recognises recognising
		criticise criticised criticises criticising apologise apologised emphasise emphasised emphasises emphasising
		stabilise stabilised stabilising destabilise destabilised destabilising authorise authorised mobilise mobilised mobilising
		neutralise neutralised legalise legalised finalise finalised minimise minimised maximise specialise specialised
		normalise normalised normalising privatise privatised prioritise prioritised characterise characterised
		jeopardise jeopardised summarise summarised organisation organisations organisational realisation privatisation mobilisation stabilisation normalisation`
)
