package verify

// The English words of speech, as enSenses lists them.
const (
	// enReporting are words of saying, writing, asking and judging in the widest
	// sense: where one stands, something is told as somebody's.
	enReporting = `
say says said saying tell tells told telling add adds added adding according note notes noted noting stress stresses stressed stressing explain explains
explained explaining point points pointed pointing state states stated stating statement statements announce announces announced announcing announcement
report reports reported reporting reportedly reveal reveals revealed revealing disclose disclosed confirm confirms confirmed confirming affirm affirms
affirmed affirming insist insists insisted insisting argue argues argued arguing warn warns warned warning urge urges urged urging call calls called calling
demand demands demanded demanding ask asks asked asking request requests requested promise promises promised promising vow vows vowed vowing pledge pledges
pledged pledging accuse accuses accused accusing accusation accusations allege alleges alleged allegedly alleging allegation allegations claim claims claimed
claiming condemn condemns condemned condemning denounce denounces denounced denouncing welcome welcomes welcomed welcoming praise praises praised praising
hail hails hailed hailing express expresses expressed expressing voice voices voiced voicing write writes wrote written writing tweet tweets tweeted tweeting
post posts posted quote quotes quoted quoting cite cites cited citing declare declares declared declaring acknowledge acknowledges acknowledged admit admits
admitted admitting concede conceded confess confessed deny denies denied denying denial denials reject rejects rejected rejecting dismiss dismisses dismissed
dismissing refuse refuses refused refusing suggest suggests suggested suggesting indicate indicates indicated indicating mention mentions mentioned describe
describes described describing emphasize emphasise emphasizes emphasised emphasized emphasizing underline underlined underscore underscored underscores
highlight highlighted believe believes believed think thinks thought consider considers considered considering comment comments commented commenting remark
remarks remarked respond responds responded reply replies replied answer answered shout shouted chant chanted testify testified testimony tells speak
speaks speaking spoke spoken talk talks talked talking per went goes continue continues continued continuing recall recalled recalls observe observed predict predicts predicted expect expects expected estimate
estimated assert asserts asserted assess assessed criticize criticized criticise criticised criticizing slam slammed blast blasted blasts blame blamed blames blaming complain
complained joke joked jokes brand branded label labelled labeled dub dubbed appeal appealed threaten threatened threatens hint hinted propose proposed
recommend recommended advise advised inform informed brief briefed notify notified say-so word words read reads remind reminded conclude concluded
find finds found show shows showed shown attribute attributed attributes signal signaled signalled maintain maintained contend contended deplore deplored decry decried
question questioned doubt doubted wonder wondered interview email comments quips quipped joking boast boasted swear swore detail details detailed relate related recount recounted
defend defended defends claims view opinion hope hopes hoped attest attested rule ruled agree agreed agrees disagree refer referred describe sources source spokesman spokeswoman spokesperson listed list
clear clarify clarified reference references referenced referencing showing`

	// enSaying are those that leave no doubt that somebody speaks.
	enSaying = `
say says said saying tells told telling added adding according noted noting stressed stressing explained explaining stated stating announced
affirmed affirming insisted insisting argued arguing warned warning wrote tweeted tweeting declared remarked commented replied responded quoted
denied denies denying claimed claims claiming alleged alleging asserted reported reports continued asked asking shouted recalled`

	enDenying = `deny denies denied denying denial denials undeniable refute refutes refuted refuting disavow disavowed`
	// enRefusing also say no, to a request or to what was said.
	enRefusing = `
reject rejects rejected rejecting rejection refuse refuses refused refusing refusal dismiss dismisses dismissed dismissing rebut rebuts rebutted contradict
contradicts contradicted dispute disputes disputed disputing debunk debunked disclaim decline declined declines rule ruled repudiate repudiated
disprove disproved untrue false baseless unfounded no not never without neither nor cannot t none nobody nothing fail failed lack unlikely exclude excluded ruling lie lies lied lying liar liars mislead misled deceived hoax fake belied exile exiled banished expelled`
	enClaiming = `
claim claims claimed claiming allege alleges alleged allegedly alleging allegation allegations purport purports purported purportedly purporting supposed supposedly
accuse accused accuses accusation accusations accusing so pretend pretended profess professed contend contends contended assert asserts asserted reportedly reported`
	enConfirming = `confirm confirms confirmed confirming confirmation prove proves proved proven verify verified`
	enOwning     = `
acknowledge acknowledges acknowledged acknowledging admit admits admitted admitting concede concedes conceded conceding confess confesses confessed confessing
reveal reveals revealed revealing disclose discloses disclosed disclosing`
	enDoubting = `
accuse accuses accused accusing accusation accusations charge charges charged charging indict indicts indicted blame blames blamed blaming fault faulted
doubt doubts doubted doubting question questions questioned questioning skeptical sceptical skeptic skepticism scepticism challenge challenges challenged
challenging suspicion suspicions suspicious suspect suspects suspected cast casts distrust mistrust wonder wondered impugn impugned prosecute prosecuted trial`
	enCondemning = `
condemn condemns condemned condemning condemnation denounce denounces denounced denouncing denunciation deplore deplores deplored decry decried
criticize criticizes criticized criticizing criticise criticised criticising criticism slam slams slammed blast blasts blasted blasting convict convicted
convicts conviction censure censured rebuke rebuked lambast lambasted assail assailed protest protested outraged`
	enPraising = `
praise praises praised praising laud lauds lauded lauding hail hails hailed hailing commend commends commended commending applaud applauds applauded
applauding congratulate congratulated congratulates welcome welcomes welcomed welcoming`
	// enGuessing are words that leave open whether a thing is so.
	enGuessing = `
likely unlikely likelihood probably probable probability possibly possible possibility perhaps maybe may might could would should seem seems seemed seemingly appear
appears appeared apparent apparently allegedly alleged alleges allege allegation allegations reportedly reported suspect suspects suspected suspecting suspicion suspicions
suspicious believe believes believed believing belief think thinks thought thinking presume presumed presumably suppose supposed supposedly purported purportedly
claim claims claimed claiming accuse accused accuses accusation accusations attribute attributed attributes blame blamed blames blaming ascribed credited linked assume assumed
assumes estimate estimated estimates expect expects expected expecting predict predicted predicts forecast forecasts potential potentially suggest suggests suggested
suggesting indicate indicates indicated chance chances odds risk presumptive plausible plausibly unconfirmed unproven feared fear fears can considered consider considers tipped
favorite favourite favored looks surmise tend tends prospect prospects theory guess arguably conceivably hypothetical rumored rumoured doubt hint hints prospective`
	enSourcing = `official officials source sources spokesman spokeswoman spokesperson spokespeople spokesmen witness witnesses eyewitness eyewitnesses`
)
