"""Words that no person is called, when they are met in an audit: the field's own words and everyday ones.

Most of them are the words of the standards; the rest are the names of agencies, courts, days, peoples and languages
that a note about a case writes with a capital letter.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ORDINARY = _set("""
a about above absent abuse academy access account accurate across act add additional address addresses adequate adhd
adjust adoption adult adulthood adults advice adviser advocacy advocate affect afghan africa african after afternoon
afterwards again against age agencies agency agenda ago agree agreed agrees ahead aid aim airport albanian alcohol
alerts alias alike all allergies allergy allowances allows alone along already also alter although always am amber
ambulance american among an analyse analysis and anew anglican angry animal annex annual annually another answer
anxious any anyone anything anywhere apart apologies apology appear appendix apply apprenticeship approval apr april
arabic are areas aren't argos arise army around arrests arrival arrives as asda asia asian aside ask asks asleep
assembly assessor asset assetplus assistant assumes assurance asthma asylum at ate attachment attend attendance audit
auditor aug august aunt auntie aunty australian authorities authority autism autumn avenue average await awake away
babies baby back background bad badge bag band bangladeshi bank barnardo barnardo's barnardos barrister base be bear
became because become bed bedroom beds bedtimes been before beforehand began begin begun behaviour behind being
believes belong beneath beneficial benefit bengali beside best better between beyond big bike birth birthday black
blame blank blemishes block bloke blue board bond book books born borough both bottom bowlby box boxing boy boyfriend
boys break breakfast breaks breed brief brings britain british broke broken brother brought brown bruise buddhist
budget build built bulgarian bus busy but by cafcass cafe cake call calm calmer came camhs camhs's can can't cannot
caps car cards care carer carer's caribbean caring carries carry case caseload catch category catholic caught cent
central centre centres certificates chair chairperson challenge chances change chapel character chase check chief
child child's childhood childline children children's chinese choice choose chose chosen christian christmas
chronologies chronology church cinema circumstances city class classroom clear clearly climbié clinic close closure
clothing club clubs co coach coat code coherent colleagues college colour come comfort comment comments commissioning
communicate community complain complaint complete complex concern conclude conclusion conference conferences congolese
connected consent contact content context contingency continue contributes cooks copy coram core correct cost cot
could couldn't council councillor counsel counsellor count country county course court cousin cover covid crescent
cried crime crisis criteria criterion critical cross crown culture current cut czech dad dad's daddy dads daily dame
damp danger dari data date dated daughter day days deadline dealt dear death debts dec december decide deep delay
delivery dentist department departure depth deputy describe designated desk despite detail diagnosis dialysis diary
did didn't differ differences different difficult difficulties difficulty direct director disability disabled disagree
disclosure dislikes district diwali do dob doctor document does doesn't dog domestic don't done door doorstep doubt
down dr draw drawings drawn dread dreams drew drift drive driven drove drug drugs drum due during duty dyadic each
earlier early earshot ease east easter eastern easy eats edge education educator effect efforts ehcp eid eight
eighteen eighteenth eighth either elder elderly eldest eleven else elsewhere email emergency emotional employer empty
encompass end engage england english enjoy enjoys enough enquiries enquiry entries entry epilepsy episode equality
eritrean establish ethiopian eu europe european even evening evenings event ever every everybody everyday everyone
everything evidence evident ex exact example exams exceeded excel except exchange exclusion executive exist expect
expectant explain explicit exploitation explore face facebook fact factors fail failure fair faith fall fallback false
families family family's far farsi fast father father's faults fear feb february feed feel feelings fell felt few
fewer fields fifteen fifth fig figure file final find findings fine fire first fit five fives flat floor fly folder
follow food football for force forename form formal former fortnight fortnightly forward foster fostering found four
fourteen fourth fraser freedom french frequency frequent fresh friday fridays fridge friend friendly friends
friendships frightened from front frontline full fuller fully further future gain game gap garden gardens gate gateway
gave gaze gender general genogram gentleman german gestures get ghanaian gillick gingerbread girl girlfriend girls
given gives glad go goals goes gone good goodbye google gossip got government gp gp's grade graded grammar gran
grandad grandfather grandma grandmother grandpa grandparent granny grant greater green grew grey grip group groups
grove grow grumble guardian guardians guardianship guidance guide gujarati gurdwara guy gym gypsy had hadn't hair
haircuts half hall hand handbook handover hanukkah happen happier happy hard harm has hasn't hat have haven't he he's
head headway health hear heard hearing hearings heart held hello help her here heritage hers herself hes hi high
higher highest him himself hindu his historic histories history hit hobbies hold holidays home homeless homework
honest hope hospital host hour hours house household houses housing how however hub hubs human hunch hungarian hungry
husband hv hypotheses hypothesis i i'm i've id idea identical if igbo ill im immediate impact import important improve
improvement in inadequate incident increase incredible indeed independent indian indoors infant inform initial injury
inner input inside insight inspectorate instagram instead inter interests interim interpreter interval into
introductory iranian iraqi ireland irish iro iro's is islamic isn't issues it it's italian item its itself ive
jamaican jan january jewish job join joint journey joy judge jul july jun june junior just justice keep keepsakes kept
key kid kids kind king kinship kit kitchen knew know known kooth kosovan kurdish label lack lad ladies lado lads lady
laming landlord lane language large lass last late later latest latvian law layer lead leaflet learn learnt least
leave leavers leaving left legal length lens lenses less lesson let let's letter level library lie life lifelong lifts
light like likely likes limit line links liquidlogic list listen lithuanian little lives local lock lodger lodgings
log lonely long longer longest look looked loose lord loss losses lost love lovely loves low lower made magistrates
mailbox main mainstream make mam mama man manage manager manner many map mappa mar marac march market mash maslow
match maths matter mattress may mayor me mealtimes mean meant meanwhile measure mechanism medical medicine meet
meetings member memory men men's mencap mental mentor merton message met methodist metre metres microsoft middle
midnight midway midwife might mile miles milestones mind ministry minor minus minute minutes miss misses missing
mistake misuse mobile mom monday mondays money monitor month monthly months mood more morning mornings mosaic mosque
most mostly mother mother's move mr mrs ms much muddles multi mum mum's mummy munro museum muslim must mx my name nan
nana nanny national navy near nearby nearest need needed needs neglect neighbour neighbours neither nephew netflix
network never new newborn next nhs nickname niece nigerian night nine no nobody non none nor north northern not note
noted notes nothing notice nov november now nowhere nspcc number nurse nursery oct october of off offending offer
office officer ofsted often old older oldest on once one only onto open operation opinion optician option or order
orders ordinary organisational other otherwise our ours ourselves out outcome outer outline outlook outright outset
outside outstanding over overall overdue overlap oversight own owner pace paediatric paediatrician page paid pair
pakistani pancakes panel papa paper paperwork para paragraph parallel parent parent's parental park parliament part
partially partly partner pashto passport past pastoral paternal pathway patient pattern pauses peer peers pen
pentecostal people pep per percentage period permanence permanency perpetrator person personal pets phase phone
photograph phrases physical physiotherapist picks picture pictures piece place placement plain plainer plan planning
plans play playstation pleasant please pledge plus pm pocket point police policies policy polish pool poor portuguese
post pound pounds practice practitioner praise pre prefer preferences pregnancy pregnant premium prepare preschool
present prevent primary principal principle prison private prizes probation procedure proceedings process prof
professional profile programme progress promises prompt proof proper proportionate proposal proposes protect
protection proud proven psychiatrist psychologist public publisher pulls punjabi pupil purple purpose put quaker
quality quarterly quiet quote raise ramadan ran rang range rank rather rationale re reach reaches reacts read reader
ready real reason recent reception recognise record recorded red ref refer references referral reflect refuge refusal
reg regards regional regs regular regulation regulations relate relational relationship relatives relies religion rely
remembers renewal reparation repeats reply report request requires rescue research residence residential resource
resources respect respond response rest restorative result return rev review reviewing rhythm right rights rigour
rings rise risk road role roma romanian romany room rough round route routine row royal rule run rung russian sad
sadly safe safeguard safeguarding safer safety said sake samaritans same sample sanctuary sat saturday saturdays
savings saw say sayings says scale scared sched schedule scheme school school's science score scotland scottish screen
sea search sec second secondary seconds section sector secure see seed seen seldom self semi senco send senior sense
sensory sent sentences sep separate sept september serve service services set settings settle settled seven several
sexual shall shape share she she's shed sheet shelter shop shops short shorter should shouldn't show shown shut
sibling siblings sibs sick side sign signature signed significant signs sikh silly similar simple since single sir
sister site sits six sixteen sixth skill skin sleep sleepovers slept slovak small smiled snapchat so social sofa
solicitor solicitors solihull somali some somebody someone something son soon sooner sorry sort sought sound source
south southern spanish speak special specialist speech speed spelt spend spoke spoken sports spot spread spring ssw
stadium staff stage stair stand standard star start state station status statuses statute statutory stay staying
steady steer step stepdad stepdaughter stepfather stepmother stepmum stepson stiffens still stock stood stop store
stories story strain stranger strategic strategy street strength strengthening strengths strong strongest stuck sub
subject subsequent substance successes such sudanese suggests suit summaries summary summer sunday sundays supervise
supervisee supervising supervisor supply support supported supporter sure surgery surname surprise surroundings survey
sw swahili sylheti symbol synagogue syrian systemic systems tab table tags take taken talents talk talking target task
taught taxi teacher teachers team team's teams teen teenage teenager telephone tell tells temper template temple
temporary ten tenancy tenths term terrace tesco test text than thank thanks that that's the their theirs them theme
themselves then therapist theraplay therapy there there's therefore these they they're thin thing things think thinks
third this those though thought threats three threshold through throughout throw thursday thursdays tier tigrinya
tiktok till time timescale tired title to today toddlers together told tomorrow tone tonight too took tool topic touch
towards toy toys trace track tracker tracking trafficking train transfer transparent transport trauma travel traveller
treat tree trigger trip triple trouble true trust try tuesday tuesdays turkish turn turning tusla tutor twelfth twelve
twenty twice twin twins two type ugly uk ukrainian unborn uncle unclear undated under underlies understand understood
undone uneven unfortunately unit unless unlike unmet unsafe unsettle unsigned until unwelcome up update upper upset
urdu us use vacant vaisakhi value vanish version very victim video vietnamese view violence virgin virtual visit
visitor vivid voice vol voluntary wait wales wall want wanted wants ward wards warm warmth was wasn't watch way we
we're weak weakness weather wednesday wednesdays week weekend weekly weeks weigh weight weightiest weighty welfare
well welsh went wept were weren't west western what what's whatever whatsapp when whenever where wherever whether
which whichever while white who who's whoever whole whom whose why wide wider widespread wife will window wins winter
wish wishes wishing with within without witness woman women women's won't word words work worker worker's working
workload worksheet workshop worried worries worry worse would wouldn't write written wrong wrote xbox year years
yellow yes yet yjs yoruba yot you you're young younger youngest your youth zimbabwean zoom
""")
"""In lower case; see also :func:`auditor.audit.screening.reading.ordinary`."""
